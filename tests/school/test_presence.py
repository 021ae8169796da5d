"""Presence of staff in the schools."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltak.rules import Verdict
from tiltak.school import Presence, coverage

MONDAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)

weekdays = st.frozensets(st.integers(0, 4))


def week(*schools):
    """Coverage of one ordinary week; each argument is one school's weekdays."""
    return coverage([Presence(f"school-{n}", days) for n, days in enumerate(schools)], MONDAY, FRIDAY)


@pytest.mark.parametrize(
    ("days", "expected"),
    [({0, 1, 2}, Verdict.NO), ({0, 1, 2, 3}, Verdict.YES), ({0, 1, 2, 3, 4}, Verdict.YES), (set(), Verdict.NO)],
)
def test_four_and_five_days_are_as_described_and_three_are_not(days, expected):
    """Three days fall short of the description, four and five meet it."""
    assert week(days).as_described is expected


def test_days_in_different_schools_add_up_but_the_same_day_counts_once():
    """Two schools with two days each, one of them shared, make three days."""
    result = week({0, 1}, {1, 2})
    assert result.days_a_week == 3
    assert [school.days_a_week for school in result.schools] == [2, 2]


def test_a_school_that_is_not_stated_leaves_the_answer_open():
    """With one school not stated and three days known, the answer is unknown, not no."""
    result = week({0, 1, 2}, None)
    assert result.as_described is Verdict.UNKNOWN
    assert result.days_a_week is None
    assert result.schools[1].days_present is None


def test_a_school_that_is_not_stated_cannot_undo_what_is_known():
    """Four known days meet the description whatever the last school is."""
    assert week({0, 1, 2, 3}, None).as_described is Verdict.YES
    assert week({0, 1, 2, 3, 4}, None).days_a_week == 5


def test_free_days_and_weekends_are_not_school_days():
    """A fortnight holds ten school days, and a holiday takes one away."""
    result = coverage([Presence("a", {0})], MONDAY, MONDAY + timedelta(13), free={MONDAY})
    assert result.school_days == 9
    assert result.schools[0].days_present == 1


def test_no_school_at_all_is_a_no():
    """An office without schools is in none of them."""
    assert week().as_described is Verdict.NO


def test_a_weekday_that_does_not_exist_is_refused():
    """Saturday is not a school day."""
    with pytest.raises(ValueError, match=r"0 \(Monday\) to 4 \(Friday\), not \[5\]"):
        Presence("a", {5})


def test_a_school_named_twice_is_refused():
    """The same school cannot have two entries."""
    with pytest.raises(ValueError, match="named twice: a"):
        coverage([Presence("a", {0}), Presence("a", {1})], MONDAY, FRIDAY)


def test_a_period_that_ends_before_it_starts_is_refused():
    """The day before the first day is no last day; the first day itself is."""
    with pytest.raises(ValueError, match="ends 2026-11-22 before it starts 2026-11-23"):
        coverage([], MONDAY, MONDAY - timedelta(1))
    assert coverage([], MONDAY, MONDAY).school_days == 1


@given(st.lists(st.none() | weekdays, max_size=4), st.none() | weekdays)
def test_learning_a_schools_days_never_overturns_a_definite_answer(others, learned):
    """What was yes or no with a school not stated stays so when its days become known."""
    before, after = week(None, *others).as_described, week(learned, *others).as_described
    if before is not Verdict.UNKNOWN:
        assert after is before
