"""The page of the office's files: the committed one is what the code reads, and nothing is left out."""

import sys
from pathlib import Path

import pytest

from tiltak.office import (
    CASE_COLUMNS,
    EVENT_COLUMNS,
    PASSED_COLUMNS,
    WEEKDAYS,
    Language,
    PartnerRole,
    Service,
    adapt,
)
from tiltak.outcomes import EventKind, value_rules
from tiltak.render import LANGUAGES
from tiltak.study import catalogue, goal, goal_codes

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def pages():
    """The script that writes the pages."""
    sys.path.insert(0, str(DOCS))
    try:
        import make_file_pages  # noqa: PLC0415 - a script, found only while its folder is on the path
    finally:
        sys.path.remove(str(DOCS))
    return make_file_pages


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_committed_page_is_what_the_code_reads(pages, lang):
    """Byte for byte: a column, a code or a word that changes shows in the page of the same commit."""
    there = (DOCS / lang / "files.md").read_bytes()
    assert there == pages.page(lang).encode(), f"docs/{lang}/files.md is not what the code reads: {pages.COMMAND}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_column_and_every_code_is_on_the_page(lang):
    """What a cell may hold, a reader can look up."""
    text = (DOCS / lang / "files.md").read_text(encoding="utf-8")
    names = {*CASE_COLUMNS, *PASSED_COLUMNS, *EVENT_COLUMNS, *adapt.facts(), *WEEKDAYS, *PartnerRole, *Service}
    names |= {choice for fact in adapt.facts().values() for choice in fact.choices}
    names |= {*EventKind, *(value for _, value in value_rules() if value), *catalogue().subjects}
    names |= {*adapt.CHANNELS.values, *adapt.TRACKS.values, *adapt.GRADES.values, *adapt.PASSED_KINDS.values}
    names |= {code for code in goal_codes() if goal(code).kind != "FAG"}
    assert [name for name in sorted(names) if f"`{name}`" not in text] == []
    assert ", ".join(Language) in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_goal_that_ends_says_what_to_use_instead(lang):
    """Whoever looks up GSK_23_5 is led on."""
    text = (DOCS / lang / "files.md").read_text(encoding="utf-8")
    (line,) = [line for line in text.splitlines() if line.startswith("| `GSK_23_5`")]
    assert "2026" in line
    assert "GSK\\_23\\_6" in line
