"""What the page of a report says of its figures, and that it says no more than it knows."""

from datetime import date

import pytest
from attrs import evolve

from tiltak.outcomes import ClaimLevel, Figure, Period, measure
from tiltak.render import LANGUAGES, Words
from tiltak.render.views.report import figure_value, report_view

EMPTY = measure([], Period(date(2025, 8, 1), date(2026, 7, 31)), date(2026, 8, 15))
HIDDEN = Figure("participants.stay_at_school", ClaimLevel.COUNT, suppressed=True, notes=("note.hidden",))


def sections(report, lang):
    """The sections of the page by their id."""
    return {one["id"]: one for one in report_view(report, Words(lang))["sections"]}


def row(figure, lang="nb"):
    """The row of one figure in the table of all measures."""
    return sections(evolve(EMPTY, metrics=(figure,)), lang)["figures"]["tables"][0]["rows"][0]


@pytest.mark.parametrize(("lang", "word"), [("nb", "Skjult"), ("nn", "Skjult"), ("en", "Hidden")])
def test_a_hidden_cell_gives_no_reason_of_its_own(lang, word):
    """Which of the two reasons hides a cell is not said in it: the one could be untrue."""
    assert figure_value(HIDDEN, Words(lang)) == word


@pytest.mark.parametrize("lang", LANGUAGES)
def test_below_every_table_with_a_hidden_cell_both_reasons_stand_once(example, lang):
    """One line gives the reasons under each table that hides something, and none under one that does not."""
    words = Words(lang)
    why, hidden = words.text("report.hidden_why"), words.text("report.suppressed")
    seen = {}
    for report in (example.report, EMPTY):
        for section in report_view(report, words)["sections"]:
            tables = [*section.get("tables", ()), *([section["chart"]["table"]] if "chart" in section else [])]
            hides = any(hidden in one for table in tables for one in table["rows"])
            assert section.get("small", []).count(why) == int(hides), section["id"]
            seen.setdefault(section["id"], set()).add(hides)
    assert [seen[name] for name in ("funnel", "terms", "figures")] == [{True, False}] * 3


def test_a_hidden_tile_gives_the_reasons():
    """A tile has no line below it, so the reasons are its note; one that is shown has its level."""
    words = Words("nb")
    tiles = [
        report_view(evolve(EMPTY, metrics=(figure,)), words)["tiles"][0]["note"]
        for figure in (
            Figure("exam.sat", ClaimLevel.COUNT, suppressed=True),
            Figure("exam.sat", ClaimLevel.COUNT, numerator=90),
        )
    ]
    assert tiles == [words.text("report.hidden_why"), words.text("claim.count")]


def test_the_note_that_something_is_hidden_is_not_said_twice():
    """The line below the table takes the place of the numbered note."""
    words = Words("nb")
    small = sections(evolve(EMPTY, metrics=(HIDDEN,)), "nb")["figures"]["small"]
    assert small == [words.text("report.hidden_why")]
    assert row(HIDDEN)[-1] == ""
