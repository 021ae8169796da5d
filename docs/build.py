"""Build the documentation site: one build a language, side by side under site/.

One language at a time keeps search, sitemap and `lang` right, and keeps the sources portable.
A page that a language lacks is not filled in from another language: the reader would be told
the wrong language. Nothing is fetched while building.
"""

import shutil
import sys
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

HERE = Path(__file__).parent
SITE = HERE.parent / "site"
LANGUAGES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}
RULES = {"nb": "Reglene", "nn": "Reglane", "en": "The rules"}


def navigation(language: str) -> list[object]:
    """The pages of one language: those written by hand, then the generated rules under a name of their own."""
    pages = sorted(page.relative_to(HERE / language).as_posix() for page in (HERE / language).rglob("*.md"))
    rules = [page for page in pages if page.startswith("rules/")]
    own = [page for page in pages if page not in rules and page != "index.md"]
    by_front = sorted(rules, key=lambda page: page != "rules/index.md")
    return ["index.md", *own, {RULES[language]: by_front}]


def configuration(language: str) -> dict[str, object]:
    """What mkdocs needs to know for one language."""
    return {
        "site_name": "tiltak",
        "docs_dir": str(HERE / language),
        "nav": navigation(language),
        "site_dir": str(SITE / language),
        "theme": {
            "name": "material",
            "language": language,
            "font": False,  # a font of a third party would be a request to a third party
            "palette": [{"scheme": "default", "primary": "indigo"}],
            "features": ["navigation.sections", "content.code.copy"],
        },
        "extra": {
            "generator": False,
            "alternate": [
                {"name": name, "link": f"../{code}/index.html", "lang": code} for code, name in LANGUAGES.items()
            ],
        },
        "markdown_extensions": ["admonition", "tables", "toc", "attr_list", "pymdownx.superfences"],
        "plugins": ["material/search"],
        "use_directory_urls": False,  # the pages open from a shared drive too
        "strict": True,
    }


def main() -> int:
    """Build every language; a warning is an error."""
    shutil.rmtree(SITE, ignore_errors=True)
    for language in LANGUAGES:
        build(load_config(config_file=str(HERE / "mkdocs.yml"), **configuration(language)))
    front = '<!doctype html><html lang="nb"><meta charset="utf-8"><title>tiltak</title>'
    links = "".join(f'<li><a lang="{code}" href="{code}/index.html">{name}</a>' for code, name in LANGUAGES.items())
    SITE.joinpath("index.html").write_text(f"{front}<h1>tiltak</h1><ul>{links}</ul></html>\n", encoding="utf-8")
    print(f"site/index.html: {len(list(SITE.rglob('*.html')))} pages in {len(LANGUAGES)} languages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
