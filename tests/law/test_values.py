"""Every dated number: its first and last day, its source, and what happens outside."""

import csv
from datetime import date, timedelta
from importlib.resources import files

import pytest

from tiltak.law import (
    CHECKED_ON,
    age_rule,
    all_values,
    exam_fee,
    exam_fee_notes,
    exam_fees,
    provisions,
    value,
    value_notes,
)
from tiltak.law.values import basis_of, year_of
from tiltak.rules import (
    ApplicationDeadline,
    Birthday,
    CalendarYear,
    Confidence,
    LeapDay,
    OutsideDates,
    SchoolYear,
    Source,
)

DAY = timedelta(days=1)
VALUES = [
    pytest.param(name, dated, id=f"{name} {dated.valid_from}")
    for name, values in all_values().items()
    for dated in values.values
]
FEES = [
    pytest.param(passed, dated, id=f"{passed} {dated.valid_from}")
    for passed, values in exam_fees().items()
    for dated in values.values
]


def near(ask, day):
    """What is said on a day, or that nothing is."""
    try:
        return ask(day)
    except OutsideDates:
        return None


@pytest.mark.parametrize(("name", "dated"), VALUES)
def test_a_value_holds_from_its_first_day_to_its_last(name, dated):
    """The value is there on the first and last day, and the day before and after is another row or nothing."""
    assert value(name, dated.valid_from) is dated
    assert near(lambda day: value(name, day), dated.valid_from - DAY) is not dated
    if dated.valid_to is None:
        assert value(name, date(2099, 12, 31)) is dated
    else:
        assert value(name, dated.valid_to) is dated
        assert near(lambda day: value(name, day), dated.valid_to + DAY) is not dated


@pytest.mark.parametrize(("name", "dated"), VALUES)
def test_a_value_has_a_source_that_can_be_looked_up(name, dated):
    """Law, section, address and the day it was checked; one that is not confirmed says why in a note."""
    assert isinstance(dated.source, Source)
    assert dated.source.url.startswith("https://")
    assert dated.source.checked_on == CHECKED_ON
    assert dated.unit
    assert dated.confirmed is dated.source.confirmed
    if not dated.confirmed:
        assert value_notes(name, dated.valid_from)


@pytest.mark.parametrize(("passed", "dated"), FEES)
def test_a_fee_holds_from_its_first_day_to_its_last(passed, dated):
    """Each year's rate from 1 January to 31 December, and another the day before and after."""
    assert exam_fee(dated.valid_from, passed) is dated
    assert near(lambda day: exam_fee(day, passed), dated.valid_from - DAY) is not dated
    if dated.valid_to is not None:
        assert exam_fee(dated.valid_to, passed) is dated
        assert exam_fee(dated.valid_to + DAY, passed) is not dated


@pytest.mark.parametrize(("passed", "dated"), FEES)
def test_a_fee_has_a_source_and_is_confirmed_only_when_read_at_a_dated_page(passed, dated):
    """No rate of low confidence or inferred year is confirmed, and each such says why."""
    assert dated.unit == "NOK"
    assert dated.source.url.startswith("http")
    assert exam_fee(dated.valid_from, passed).confirmed is (dated.source.confidence is Confidence.HIGH)
    assert bool(exam_fee_notes(dated.valid_from)) is not dated.confirmed


@pytest.mark.parametrize(
    ("on", "new", "again", "confirmed"),
    [
        (date(2014, 12, 31), 367, 752, False),
        (date(2015, 1, 1), 1000, 2000, True),
        (date(2024, 9, 15), 1305, 2611, True),
        (date(2025, 1, 20), 1357, 2715, False),
        (date(2026, 2, 1), 1403, 2808, False),
        (date(2027, 1, 20), 1403, 2808, False),
        (date(2028, 1, 20), 1403, 2808, False),
    ],
)
def test_known_fees(on, new, again, confirmed):
    """Rates as they were read; years not announced carry the last known rate, unconfirmed."""
    assert exam_fee(on, passed_before=False).value == new
    assert exam_fee(on, passed_before=True).value == again
    assert exam_fee(on, passed_before=False).confirmed is confirmed


def test_a_fee_before_the_table_is_no_fee():
    """31 December 2013 raises."""
    with pytest.raises(OutsideDates):
        exam_fee(date(2013, 12, 31), passed_before=False)


def test_a_rate_carried_forward_says_so():
    """2027 is shown as carried forward from 2026."""
    assert exam_fee_notes(date(2027, 1, 1)) == ("FREMFOERT_FRA_2026",)
    assert exam_fee_notes(date(2024, 1, 1)) == ()


def test_passing_before_never_makes_an_exam_cheaper():
    """The second rate is about twice the first, every year."""
    for passed, new in zip(exam_fees()[True].values, exam_fees()[False].values, strict=True):
        assert 1.9 * new.value < passed.value < 2.1 * new.value


@pytest.mark.parametrize("name", list(provisions()))
def test_a_provision_is_real(name):
    """Every provision has a law, a section, an address and the day it was checked."""
    source = provisions()[name]
    assert source.checked_on == CHECKED_ON
    assert source.section
    assert source.url.startswith("https://")


@pytest.mark.parametrize("table", ["sources.csv", "values.csv", "exam_fees.csv"])
def test_a_shipped_table_holds_no_placeholder(table):
    """No cell says that somebody should look later."""
    text = files("tiltak.law").joinpath("data", table).read_text(encoding="utf-8")
    words = {word.casefold() for row in csv.reader(text.splitlines()) for cell in row for word in cell.split()}
    assert not words & {"tbd", "xxx", "?", "ukjent", "unknown", "memory"}


def test_provision_ids_are_unique():
    """Two rows of one id would hide one of them."""
    text = files("tiltak.law").joinpath("data", "sources.csv").read_text(encoding="utf-8")
    ids = [row["id"] for row in csv.DictReader(text.splitlines())]
    assert len(ids) == len(set(ids)) == len(provisions())


@pytest.mark.parametrize(
    ("on", "names", "expected"),
    [
        (date(2017, 7, 31), {"upper": "youth_right.upper_age"}, CalendarYear(last=24)),
        (date(2017, 8, 1), {"upper": "youth_right.upper_age"}, SchoolYear(last=24)),
        (date(2024, 8, 1), {"lower": "adult_right.lower_age"}, SchoolYear(first=19)),
        (date(2024, 7, 31), {"lower": "adult_right.lower_age"}, CalendarYear(first=25)),
        (date(2026, 1, 1), {"upper": "reselection.upper_age"}, ApplicationDeadline(19)),
        (date(2026, 1, 1), {"lower": "youth_guarantee.lower_age"}, Birthday(16)),
    ],
)
def test_the_kind_of_age_rule_is_the_one_of_the_day(on, names, expected):
    """A limit is never a bare number: its unit makes it a birthday, a calendar year, a school year or a deadline."""
    assert age_rule(on, **names) == expected


def test_the_leap_day_is_a_parameter_of_an_age_rule():
    """Both ways of reading 29 February can be had."""
    rules = [age_rule(date(2026, 1, 1), lower="qualification_programme.lower_age", leap_day=day) for day in LeapDay]
    born = date(2008, 2, 29)
    assert {rule.first_day(born) for rule in rules} == {date(2026, 2, 28), date(2026, 3, 1)}


def test_limits_of_two_kinds_do_not_mix():
    """A birthday and a school year make no rule together."""
    with pytest.raises(ValueError, match="one kind"):
        age_rule(date(2026, 1, 1), lower="nav_measure.lower_age", upper="youth_right.upper_age")


@pytest.mark.parametrize("name", ["youth_right.years", "admission.deadline"])
def test_what_is_no_age_makes_no_age_rule(name):
    """A number of years, or a day of the year, is refused."""
    with pytest.raises(ValueError, match="no age"):
        age_rule(date(2026, 1, 1) if name.startswith("adm") else date(2016, 1, 1), upper=name)


def test_a_deadline_is_no_lower_limit():
    """Nobody comes of age by a deadline."""
    for names in (
        {"lower": "reselection.upper_age"},
        {"lower": "reselection.upper_age", "upper": "reselection.upper_age"},
    ):
        with pytest.raises(ValueError, match=r"^an application deadline is an upper limit$"):
            age_rule(date(2026, 1, 1), **names)


def test_what_is_no_year_is_not_read_as_one():
    """An age is no calendar year."""
    with pytest.raises(ValueError, match="no year"):
        year_of("youth_right.upper_age", date(2026, 1, 1))


def test_the_sources_of_several_values_come_once_each():
    """Two values of one provision give one source."""
    on = date(2026, 1, 1)
    assert len(basis_of(on, "youth_guarantee.lower_age", "youth_guarantee.below_age")) == 1
    assert value("admission.deadline", on).value == (3, 1)
    assert value("own_car", on).value == 2.94


@pytest.mark.parametrize(
    ("name", "on", "expected"),
    [
        ("education_consent.lower_age", date(2026, 1, 1), 15),
        ("adult_choice.lower_age", date(2026, 1, 1), 19),
        ("qualification_programme.lower_age", date(2026, 1, 1), 18),
        ("qualification_programme.below_age", date(2026, 1, 1), 67),
        ("supplement.adult_lower_age", date(2026, 1, 1), 19),
        ("supplement.upper_age", date(2026, 1, 1), 24),
        ("reselection.upper_age", date(2026, 1, 1), 19),
        ("training_measure.higher_education_lower_age", date(2026, 1, 1), 22),
        ("supplementary_benefit.below_age", date(2026, 1, 1), 67),
        ("wage_subsidy_trial.oldest_at_start", date(2026, 8, 1), 30),
        ("youth_guarantee.below_age", date(2024, 1, 1), 30),
        ("youth_right.years", date(2007, 1, 1), 3),
        ("youth_right.window_years", date(2007, 1, 1), 5),
        ("youth_right.window_years_in_company", date(2016, 1, 1), 6),
    ],
)
def test_known_limits(name, on, expected):
    """Limits that no rule reads, or that only tell two variants apart, held to what was read."""
    assert value(name, on).value == expected


@pytest.mark.parametrize("name", sorted(all_values()))
def test_a_value_is_the_row_of_the_table_and_its_notes_are_those_of_its_days(name):
    """Every column of every row arrives: the number, its days, its unit, its provision down to the letter, its note."""
    text = files("tiltak.law").joinpath("data", "values.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["name"].strip() == name]
    assert len(rows) == len(all_values()[name].values)
    for row in rows:
        cells = {key: cell.strip() for key, cell in row.items()}
        found = value(name, date.fromisoformat(cells["valid_from"]))
        parts = [getattr(found.source, part) for part in ("law", "section", "subsection", "sentence", "letter")]
        assert ["" if part is None else str(part) for part in parts] == [
            cells[part] for part in ("law", "section", "subsection", "sentence", "letter")
        ]
        assert str(found.valid_to or "") == cells["valid_to"]
        assert (found.unit, found.source.url) == (cells["unit"], cells["url"])
        assert (found.confirmed, found.source.confidence.name) == (cells["confirmed"] == "true", cells["confidence"])
        shown = "{:02d}-{:02d}".format(*found.value) if isinstance(found.value, tuple) else str(found.value)
        assert shown == cells["value"]
        note = (cells["note"],) if cells["note"] else ()
        assert value_notes(name, found.valid_from) == note
        assert value_notes(name, found.valid_to or date(2099, 1, 1)) == note


@pytest.mark.parametrize(("passed", "dated"), FEES)
def test_a_fee_and_its_note_are_those_of_the_table(passed, dated):
    """Amount, days, confidence and note of the row, for the subject passed before and not."""
    text = files("tiltak.law").joinpath("data", "exam_fees.csv").read_text(encoding="utf-8")
    (row,) = (row for row in csv.DictReader(text.splitlines()) if row["valid_from"] == str(dated.valid_from))
    assert dated.value == int(row["passed_before" if passed else "not_passed_before"])
    assert str(dated.valid_to or "") == row["valid_to"]
    assert (dated.confirmed, dated.source.confidence.name) == (row["confirmed"] == "true", row["confidence"])
    assert (dated.source.url, str(dated.source.checked_on)) == (row["url"], row["checked_on"])
    assert exam_fee_notes(dated.valid_from) == ((row["note"],) if row["note"] else ())
