"""Write the page of words in every language, from the terms themselves; a test holds what is checked in to them."""

import sys
from pathlib import Path

from tiltak.render.glossary import glossary_page
from tiltak.render.words import LANGUAGES

HERE = Path(__file__).parent


def main() -> int:
    """Write the three pages."""
    for lang in LANGUAGES:
        HERE.joinpath(lang, "glossary.md").write_text(glossary_page(lang), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
