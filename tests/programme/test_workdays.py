"""Public holidays year by year against the printed calendar, and the working day after them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltak.programme.workdays import easter_sunday, public_holidays, workday_from

# Maundy Thursday, Good Friday, Easter Monday, Ascension Day, Whit Monday: month and day, as calendars print them.
MOVABLE = {
    2024: ((3, 28), (3, 29), (4, 1), (5, 9), (5, 20)),
    2025: ((4, 17), (4, 18), (4, 21), (5, 29), (6, 9)),
    2026: ((4, 2), (4, 3), (4, 6), (5, 14), (5, 25)),
    2027: ((3, 25), (3, 26), (3, 29), (5, 6), (5, 17)),
    2028: ((4, 13), (4, 14), (4, 17), (5, 25), (6, 5)),
    2029: ((3, 29), (3, 30), (4, 2), (5, 10), (5, 21)),
    2030: ((4, 18), (4, 19), (4, 22), (5, 30), (6, 10)),
}
FIXED = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))


@pytest.mark.parametrize("year", MOVABLE)
def test_exactly_these_days_of_the_year_are_holidays(year):
    """The fixed days, the movable days and the two feast Sundays are holidays, and no other day of the year is."""
    named = {date(year, month, day) for month, day in (*FIXED, *MOVABLE[year])}
    easter_monday, whit_monday = (date(year, *MOVABLE[year][at]) for at in (2, 4))
    assert public_holidays(year) == named | {easter_monday - timedelta(1), whit_monday - timedelta(1)}


@pytest.mark.parametrize(
    ("before", "first", "after"),
    [
        (date(year, *days[0]) - timedelta(1), date(year, *days[0]), date(year, *days[2]))
        for year, days in MOVABLE.items()
    ],
)
def test_both_sides_of_easter(before, first, after):
    """The Wednesday stands, Maundy Thursday and every day to Easter Monday move to the Tuesday."""
    assert workday_from(before) == before
    for number in range((after - first).days + 1):
        assert workday_from(first + timedelta(number)) == after + timedelta(1)


@pytest.mark.parametrize("year", MOVABLE)
def test_both_sides_of_every_single_holiday(year):
    """A holiday moves to the first working day after it; that day, and a working day before, stay where they are."""
    for holiday in public_holidays(year):
        moved = workday_from(holiday)
        assert holiday < moved == workday_from(moved)
        between = (holiday + timedelta(number) for number in range((moved - holiday).days))
        assert all(day.weekday() >= 5 or day in public_holidays(day.year) for day in between)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 12, 24), date(2025, 12, 24)),  # Christmas Eve is a working day
        (date(2025, 12, 25), date(2025, 12, 29)),  # Thursday, Friday, and the weekend after
        (date(2026, 12, 31), date(2026, 12, 31)),  # New Year's Eve is a working day
        (date(2027, 1, 1), date(2027, 1, 4)),
        (date(2026, 5, 1), date(2026, 5, 4)),
        (date(2027, 5, 15), date(2027, 5, 18)),  # Saturday, Whit Sunday, and Whit Monday on 17 May
        (date(2024, 5, 17), date(2024, 5, 21)),  # Friday 17 May, the weekend, and Whit Monday
    ],
)
def test_days_that_calendars_get_wrong(day, expected):
    """Eves are working days, and holidays beside a weekend or on top of each other are passed in one go."""
    assert workday_from(day) == expected


@given(st.integers(1583, 4099))
def test_easter_is_a_sunday_between_its_two_limits(year):
    """Easter is a Sunday from 22 March to 25 April, in any Gregorian year."""
    easter = easter_sunday(year)
    assert easter.weekday() == 6
    assert date(year, 3, 22) <= easter <= date(year, 4, 25)


@pytest.mark.parametrize(("year", "month", "day"), [(1818, 3, 22), (1943, 4, 25), (1961, 4, 2), (2038, 4, 25)])
def test_easter_at_its_limits(year, month, day):
    """The earliest and the latest Easter there can be, and a year as printed in the literature."""
    assert easter_sunday(year) == date(year, month, day)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_no_working_day_is_passed_over(day):
    """The result is the first day from the day itself that is neither weekend nor holiday."""
    found = workday_from(day)
    assert found.weekday() < 5
    assert found not in public_holidays(found.year)
    passed = (day + timedelta(number) for number in range((found - day).days))
    assert all(one.weekday() >= 5 or one in public_holidays(one.year) for one in passed)
