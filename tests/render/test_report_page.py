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


# ---- unknown, and unsure ----


def share(passed, known, unknown):
    """A share with some unknown, as a report holds it."""
    whole = known + unknown
    bounds = {"bound_low": passed / whole, "bound_high": (passed + unknown) / whole}
    low, high = passed / known - 0.1, passed / known + 0.1
    return Figure(
        "exam.pass",
        ClaimLevel.DESCRIPTIVE,
        passed,
        known,
        passed / known,
        low,
        high,
        unknown=unknown,
        unit="exams",
        **bounds,
    )


@pytest.mark.parametrize(
    ("lang", "low", "high"), [("nb", "30\xa0%", "70\xa0%"), ("nn", "30\xa0%", "70\xa0%"), ("en", "30%", "70%")]
)
def test_bounds_come_first_where_more_than_a_fifth_is_unknown(lang, low, high):
    """Three of six with four unknown may become three to seven of ten, and the page says so before the share."""
    words = Words(lang)
    value = figure_value(share(3, 6, 4), words)
    assert value.index(low) < value.index(high) < value.index(words.percent(0.5))
    assert low not in figure_value(share(3, 8, 2), words)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_bounds_and_intervals_are_is_said_where_they_stand(lang):
    """One line for each, under the table that has them, and none where there are none."""
    words = Words(lang)
    interval, bounds = words.text("report.interval_is"), words.text("report.bounds_are")
    for figure, expected in (
        (share(3, 6, 4), [interval, bounds]),
        (share(3, 8, 2), [interval]),
        (HIDDEN, []),
    ):
        small = sections(evolve(EMPTY, metrics=(figure,)), lang)["figures"]["small"]
        assert [line for line in small if line in (interval, bounds)] == expected
    assert "95" in interval
    assert "Wilson" in interval


def test_the_terms_say_what_their_interval_is(example):
    """The table by term has intervals of its own, and the line under it."""
    assert Words("nb").text("report.interval_is") in sections(example.report, "nb")["terms"]["small"]


# ---- averages ----


@pytest.mark.parametrize(
    ("lang", "unit", "said"),
    [
        ("nb", "days_a_week", "350 dager over 78 uker"),
        ("nn", "days_a_week", "350 dagar over 78 veker"),
        ("en", "days_a_week", "350 days over 78 weeks"),
        ("nb", "exams_a_youth", "350 eksamener av 78 unge"),
        ("nn", "exams_a_youth", "350 eksamenar av 78 unge"),
        ("en", "exams_a_youth", "350 exams by 78 youths"),
    ],
)
def test_an_average_is_no_part_of_a_whole(lang, unit, said):
    """What an average is made of stands with its units, and not as so many of so many."""
    assert row(Figure("school.presence", ClaimLevel.DESCRIPTIVE, 350, 78, 350 / 78, unit=unit), lang)[2] == said


@pytest.mark.parametrize(("days", "said"), [(149.0, "149"), (149, "149"), (7.5, "7,5")])
def test_whole_days_have_no_decimals(days, said):
    """A median of whole days is written as one; half a day keeps its decimal."""
    assert (
        figure_value(Figure("time.first_exam", ClaimLevel.DESCRIPTIVE, None, 44, days, unit="days"), Words("nb"))
        == said
    )
