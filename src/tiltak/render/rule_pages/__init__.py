"""The rules as pages: generated from the rules that answer, so that a page cannot say anything else.

One Markdown page a rule set and language, an index, and a page of what nobody has settled. `rule_pages` gives them all
as text; ``python docs/make_rule_pages.py`` writes them, and a test holds the written ones to these.
"""

from functools import cache

from tiltak.render.rule_pages.examples import Boundary, boundaries
from tiltak.render.rule_pages.overview import index_page, open_page
from tiltak.render.rule_pages.page import COMMAND, OPEN_PAGE, Page, mermaid_text
from tiltak.render.rule_pages.registry import all_rule_sets, registered, slug
from tiltak.render.rule_pages.terminal import rule_text, rules_list
from tiltak.render.words import Language, Words

__all__ = ["COMMAND", "all_rule_sets", "mermaid_text", "rule_pages", "rule_text", "rules_list"]


@cache
def _examples(rule_set: str) -> dict[str, tuple[Boundary, ...]]:
    """The boundary days of every version; the same in all languages, and dear to search for."""
    return {rules.version: tuple(boundaries(rules)) for rules in all_rule_sets()[rule_set].versions}


def rule_pages(lang: Language) -> dict[str, str]:
    """Every page of the rules in one language, by file name, as Markdown with a newline at the end.

    Args:
        lang: ``"nb"``, ``"nn"`` or ``"en"``.

    >>> pages = rule_pages("en")
    >>> sorted(pages)[:2], pages["youth-guarantee.md"].splitlines()[0]
    (['absence-limit.md', 'absence-near.md'], '# The youth guarantee')
    """
    words = Words(lang)
    pages = {f"{slug(one.id)}.md": Page(one, _examples(one.id), words).text() for one in registered()}
    return {"index.md": index_page(words), OPEN_PAGE: open_page(words), **pages}
