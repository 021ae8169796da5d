"""Write the pages of the rules, in every language, from the rules themselves.

What is written is checked in. A test writes the pages anew and compares: when a rule, its words or its sources change,
run this and look at the difference before you commit it.
"""

import sys
from pathlib import Path

from tiltak.render.rule_pages import rule_pages
from tiltak.render.words import LANGUAGES

HERE = Path(__file__).parent


def main() -> int:
    """Write every page, and remove those of rule sets that are gone."""
    for lang in LANGUAGES:
        folder = HERE / lang / "rules"
        folder.mkdir(parents=True, exist_ok=True)
        pages = rule_pages(lang)
        for stale in sorted(set(folder.glob("*.md")) - {folder / name for name in pages}):
            stale.unlink()
        for name, text in pages.items():
            folder.joinpath(name).write_text(text, encoding="utf-8", newline="\n")
        print(f"docs/{lang}/rules: {len(pages)} pages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
