"""The four kinds of age rule, on both sides of every boundary."""

from datetime import date, timedelta

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltak.rules import ApplicationDeadline, Birthday, CalendarYear, LeapDay, SchoolYear

DAY = timedelta(days=1)
BIRTHS = st.dates(date(1900, 1, 1), date(2040, 12, 31))
LEAP = st.dates(date(1904, 1, 1), date(2040, 1, 1)).map(lambda day: date(day.year - day.year % 4, 2, 29))
AGE = st.integers(0, 100)
RULES = st.one_of(
    st.builds(
        lambda low, more, leap: Birthday(low, low + more, leap), AGE, st.integers(1, 30), st.sampled_from(LeapDay)
    ),
    st.builds(lambda low, leap: Birthday(low, None, leap), AGE, st.sampled_from(LeapDay)),
    st.builds(lambda high: Birthday(None, high), st.integers(1, 100)),
    st.builds(lambda low, more: CalendarYear(low, low + more), AGE, st.integers(0, 30)),
    st.builds(lambda low: CalendarYear(low, None), AGE),
    st.builds(lambda high: CalendarYear(None, high), AGE),
    st.builds(
        lambda low, more, starts: SchoolYear(low, low + more, starts),
        AGE,
        st.integers(0, 30),
        st.sampled_from([(8, 1), (1, 1), (12, 31), (2, 28)]),
    ),
    st.builds(lambda low: SchoolYear(low, None), AGE),
    st.builds(ApplicationDeadline, AGE, st.just(2), st.just(1)),
)


@given(RULES, st.one_of(BIRTHS, LEAP))
def test_a_rule_holds_on_its_first_and_last_day_and_not_on_the_days_beside(rule, born):
    """Both sides of both boundaries, for every kind."""
    first, last = rule.first_day(born), rule.last_day(born)
    if last is not None and last < first:
        assert not any(rule.holds(born, day) for day in (first, last))  # over before birth: a deadline at 0 years
        return
    assert rule.holds(born, first)
    assert not rule.holds(born, first - DAY)
    assert set(rule.turns(born)) == {first} | ({last + DAY} if last is not None else set())
    if last is None:
        assert rule.holds(born, date.max)
    else:
        assert rule.holds(born, last)
        assert not rule.holds(born, last + DAY)


@given(RULES, st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_on_a_day_a_rule_is_an_interval_of_birth_dates(rule, on):
    """The interval's ends hold and their neighbours do not; its marks are where the answer changes."""
    between = rule.born_between(on)
    marks = rule.marks(on)
    if between is None:
        assert marks == ()
        return
    first, last = between
    assert rule.holds(first, on)
    assert rule.holds(last, on)
    assert first == date.min or not rule.holds(first - DAY, on)
    assert not rule.holds(last + DAY, on)
    assert marks == (first, last + DAY)


@pytest.mark.parametrize(
    ("rule", "born", "first", "last"),
    [
        (Birthday(16, 30), date(2010, 11, 23), date(2026, 11, 23), date(2040, 11, 22)),
        (Birthday(16, 31), date(1995, 11, 23), date(2011, 11, 23), date(2026, 11, 22)),
        (Birthday(None, 18), date(2008, 2, 28), date(2008, 2, 28), date(2026, 2, 27)),
        (CalendarYear(16, 24), date(2002, 6, 1), date(2018, 1, 1), date(2026, 12, 31)),
        (CalendarYear(19, None), date(2007, 12, 31), date(2026, 1, 1), None),
        (CalendarYear(0, 1), date(2007, 12, 31), date(2007, 12, 31), date(2008, 12, 31)),
        (CalendarYear(18, 18), date(2007, 12, 31), date(2025, 1, 1), date(2025, 12, 31)),
        (SchoolYear(16, 16), date(2010, 12, 31), date(2026, 8, 1), date(2027, 7, 31)),
        (SchoolYear(19, None), date(2007, 12, 31), date(2026, 8, 1), None),
        (SchoolYear(19, None), date(2008, 1, 1), date(2027, 8, 1), None),
        (SchoolYear(None, 24), date(2002, 6, 1), date(2002, 6, 1), date(2027, 7, 31)),
        (SchoolYear(None, 24, (7, 15)), date(2002, 6, 1), date(2002, 6, 1), date(2027, 7, 14)),
        (ApplicationDeadline(19), date(2007, 12, 31), date(2007, 12, 31), date(2026, 3, 1)),
        (ApplicationDeadline(19, 2, 1), date(2007, 12, 31), date(2007, 12, 31), date(2026, 2, 1)),
    ],
)
def test_the_days_are_those_worked_out_by_hand(rule, born, first, last):
    """Figures from the tables of the law, not from the code."""
    assert rule.first_day(born) == first
    assert rule.last_day(born) == last


@pytest.mark.parametrize(
    ("leap_day", "age", "birthday"),
    [
        (LeapDay.MARCH_1, 18, date(2026, 3, 1)),
        (LeapDay.FEBRUARY_28, 18, date(2026, 2, 28)),
        (LeapDay.MARCH_1, 16, date(2024, 2, 29)),
        (LeapDay.FEBRUARY_28, 16, date(2024, 2, 29)),
        (LeapDay.MARCH_1, 30, date(2038, 3, 1)),
        (LeapDay.FEBRUARY_28, 30, date(2038, 2, 28)),
        (LeapDay.FEBRUARY_28, 92, date(2100, 2, 28)),
        (LeapDay.MARCH_1, 92, date(2100, 3, 1)),
    ],
)
def test_somebody_born_on_29_february_turns_an_age_on_the_day_the_policy_says(leap_day, age, birthday):
    """Both policies, in leap years, other years, and the century year that is none."""
    born = date(2008, 2, 29)
    assert Birthday(age, None, leap_day).first_day(born) == birthday
    assert Birthday(None, age, leap_day).last_day(born) == birthday - DAY


@pytest.mark.parametrize("leap_day", LeapDay)
def test_a_century_year_that_has_a_29_february_is_a_leap_year(leap_day):
    """The year 2000 has the day, and so nobody born on it turns an age on another."""
    assert Birthday(92, None, leap_day).first_day(date(1908, 2, 29)) == date(2000, 2, 29)


@given(st.one_of(BIRTHS, LEAP), st.integers(0, 364), AGE)
def test_people_of_one_birth_year_share_calendar_and_school_years(born, days, age):
    """Only the birthday rule looks at the day of birth, once the age is above nought."""
    other = date(born.year, 1, 1) + timedelta(days=days)
    for rule in (CalendarYear(age + 1, age + 2), SchoolYear(age + 1, age + 2)):
        assert (rule.first_day(born), rule.last_day(born)) == (rule.first_day(other), rule.last_day(other))


@pytest.mark.parametrize(
    "build",
    [
        Birthday,
        lambda: Birthday(30, 16),
        lambda: Birthday(16, 16),
        lambda: Birthday(-1, None),
        lambda: Birthday(at_least=True),
        CalendarYear,
        lambda: CalendarYear(2, 1),
        lambda: SchoolYear(1, None, (2, 29)),
        SchoolYear,
        lambda: ApplicationDeadline(19, 2, 29),
        lambda: ApplicationDeadline(-1),
    ],
)
def test_an_age_rule_nobody_could_meet_or_date_cannot_be_built(build):
    """No limits, limits the wrong way round, a day that is not in every year."""
    with pytest.raises(ValueError, match=r"\w"):
        build()


def test_a_rule_may_be_for_one_year_only():
    """The first and the last age may be the same; only a birthday must have room for a day between."""
    assert CalendarYear(18, 18).holds(date(2007, 12, 31), date(2025, 12, 31))
    assert SchoolYear(16, 16).holds(date(2010, 12, 31), date(2027, 7, 31))
    assert Birthday(16, 17).holds(date(2010, 11, 23), date(2026, 11, 23))


def test_the_end_of_the_calendar_is_never_passed():
    """An age reached after year 9999 is reached never, without an error."""
    assert Birthday(None, 100).last_day(date(9990, 1, 1)) == date.max - DAY
    assert CalendarYear(None, 100).turns(date(9990, 1, 1)) == (date(9990, 1, 1),)
    assert Birthday(9, None).first_day(date(9990, 6, 1)) == date(9999, 6, 1)
    assert Birthday(10, None).first_day(date(9990, 6, 1)) == date.max


def test_on_the_last_day_of_the_calendar_there_are_birth_dates_still():
    """Those who turn 24 that year hold, with all born after them, and no birth date comes after the last."""
    rule = CalendarYear(None, 24)
    assert rule.born_between(date.max) == (date(9975, 1, 1), date.max)
    assert rule.marks(date.max) == (date(9975, 1, 1),)


def test_an_interval_of_one_birth_date_is_an_interval():
    """On 1 January only those born that day are in the calendar year of their birth."""
    new_year = date(2026, 1, 1)
    assert CalendarYear(None, 0).born_between(new_year) == (new_year, new_year)


def test_in_columns_a_rule_is_asked_of_both_its_ends():
    """Too young and too old are both no, a missing date is neither, and where nobody holds nobody does."""
    births = [date.min, date(1996, 11, 23), date(1996, 11, 24), date(2010, 11, 23), date(2010, 11, 24), None]
    frame = nw.from_native(pl.DataFrame({"born": births}), eager_only=True)

    def ask(rule, on):
        return frame.select(answer=rule.expression(nw.col("born"), on))["answer"].to_list()

    assert ask(Birthday(16, 30), date(2026, 11, 23)) == [False, False, True, True, False, None]
    assert ask(Birthday(16, None), date(2026, 11, 23)) == [True, True, True, True, False, None]
    assert ApplicationDeadline(0).born_between(date(2026, 6, 1)) is None
    assert ask(ApplicationDeadline(0), date(2026, 6, 1)) == [False] * 5 + [None]
