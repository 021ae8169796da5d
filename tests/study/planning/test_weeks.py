"""The weeks: hours spread evenly, never late, never above what a week holds."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltak.study import Availability
from tiltak.study.planning.problem import Problem
from tiltak.study.planning.weeks import longest_gap, mondays, preparation_week, spread, weeks_before

DAYS = st.dates(date(2024, 1, 1), date(2035, 12, 31))


@given(st.data())
def test_spread_keeps_every_hour_in_time_and_under_the_ceiling(data):
    """Whenever the hours fit at all they are spread whole, before each exam, within each week's hours."""
    weeks = data.draw(st.integers(1, 8))
    count = data.draw(st.integers(1, 4))
    hours = data.draw(st.lists(st.integers(0, 12), min_size=count, max_size=count))
    due = data.draw(st.lists(st.integers(0, weeks), min_size=count, max_size=count))
    capacity = data.draw(st.lists(st.integers(0, 8), min_size=weeks, max_size=weeks))
    problem = Problem(tuple(hours), tuple((one,) for one in due), (tuple(capacity),), (count,), ((),) * count)
    ceiling = problem.peak(0, (1 << count) - 1)
    if ceiling > max(capacity):
        with pytest.raises(ValueError, match="do not fit"):
            spread(hours, due, capacity)
        return
    limits = [min(one, ceiling) for one in capacity]
    table = spread(hours, due, limits)
    assert [sum(row[exam] for row in table) for exam in range(count)] == hours
    assert all(sum(row) <= limit for row, limit in zip(table, limits, strict=False))
    assert not any(row[exam] for week, row in enumerate(table) for exam in range(count) if week >= due[exam])


def test_spread_is_even():
    """Twenty hours over ten equal weeks are two each week, and two subjects take turns."""
    assert spread([20], [10], [5] * 10) == [[2]] * 10
    table = spread([5, 5], [10, 10], [5] * 10)
    assert all(sum(row) == 1 for row in table)
    gaps = [week for week, row in enumerate(table) if row[0]]
    assert max(b - a for a, b in itertools.pairwise(gaps)) <= 3


@given(DAYS, st.integers(1, 200))
def test_mondays_are_all_mondays_in_the_period(first, days):
    """Every Monday of a period is there, once, and nothing else."""
    last = first + timedelta(days=days)
    expected = [first + timedelta(days=n) for n in range(days + 1) if (first + timedelta(days=n)).weekday() == 0]
    assert list(mondays(first, last)) == expected


@given(DAYS)
def test_week_of_the_exam_does_not_count(exam):
    """The weeks before an exam are those that have ended before its own week."""
    weeks = mondays(exam - timedelta(days=60), exam + timedelta(days=30))
    count = weeks_before(weeks, exam)
    assert all(monday + timedelta(days=6) < exam for monday in weeks[:count])
    assert all(monday + timedelta(days=6) >= exam for monday in weeks[count:])


@given(DAYS, st.integers(1, 21), st.sets(st.integers(0, 4)), st.integers(0, 30))
def test_preparation_days_are_working_days_in_the_window(exam, days, off, known_before):
    """The meeting is on working days of one week, in the window, not off and not past; None only when there is none."""
    monday = exam - timedelta(days=exam.weekday())
    weeks_off = frozenset(monday - timedelta(weeks=week) for week in off)
    today = exam - timedelta(days=known_before)
    window = [exam - timedelta(days=n) for n in range(1, days + 1)]
    free = [
        day
        for day in window
        if day >= today and day.weekday() < 5 and day - timedelta(days=day.weekday()) not in weeks_off
    ]
    found = preparation_week(exam, days, weeks_off, today)
    if not free:
        assert found is None
    else:
        assert found[1] == max(free)
        assert found[0] == min(day for day in free if day.isocalendar()[:2] == found[1].isocalendar()[:2])


@pytest.mark.parametrize("hours", [-1, 169])
def test_hours_outside_a_week_are_refused(hours):
    """A week has 0 to 168 hours."""
    with pytest.raises(ValueError, match="0 to 168"):
        Availability(hours)
    with pytest.raises(ValueError, match="0 to 168"):
        Availability(5, other_weeks={date(2027, 1, 4): hours})


@pytest.mark.parametrize("hours", [0, 168])
def test_hours_at_the_ends_of_a_week_are_taken(hours):
    """Both ends are answers."""
    assert Availability(hours).hours(date(2027, 1, 4)) == hours


def test_a_week_off_is_off_whatever_else_is_said():
    """A week named by any of its days is off, also when it has hours of its own."""
    free = Availability(5, frozenset({date(2027, 1, 7)}), other_weeks={date(2027, 1, 8): 9, date(2027, 1, 17): 2})
    assert [free.hours(date(2027, 1, day)) for day in (4, 11, 18)] == [0, 2, 5]


def test_no_exam_a_term_is_no_limit_but_an_exclusion():
    """A limit of no exams a term is refused."""
    with pytest.raises(ValueError, match="at least one exam"):
        Availability(5, max_exams_per_term=0)


@pytest.mark.parametrize(
    ("given_hours", "capacity", "gap"),
    [
        ([], [], 0),
        ([0, 0], [1, 1], 0),
        ([1], [1], 1),
        ([1, 1], [1, 1], 1),
        ([1, 0], [1, 1], 2),
        ([1, 0, 1], [1, 1, 1], 2),
        ([1, 0, 1], [1, 0, 1], 1),
        ([0, 0, 1, 0, 0, 2, 0], [1, 1, 1, 1, 1, 1, 1], 3),
        ([2, 0, 0, 1, 0], [3, 3, 0, 3, 0], 2),
    ],
)
def test_the_longest_gap_counts_weeks_that_could_be_studied_in(given_hours, capacity, gap):
    """From session to session and from the last one to the exam; weeks without hours are no one's fault."""
    assert longest_gap(given_hours, capacity) == gap


@given(st.integers(1, 12), st.integers(1, 30), st.integers(1, 4))
def test_one_subject_alone_is_never_left_for_too_long(hours, weeks, every):
    """In an even life an exam is met at least every so many weeks, from its first session up to the exam."""
    table = spread([hours], [weeks], [12] * weeks, every=every)
    assert sum(row[0] for row in table) == hours
    assert longest_gap([row[0] for row in table], [12] * weeks) <= every


@pytest.mark.parametrize(("every", "first"), [(1, 7), (2, 4), (3, 1), (4, 0)])
def test_few_hours_begin_later(every, first):
    """Three hours before the tenth week begin so late that the sessions stay close."""
    table = spread([3], [10], [4] * 10, every=every)
    assert next(week for week, row in enumerate(table) if row[0]) == first


def test_each_subject_goes_at_its_own_pace():
    """Two subjects with different deadlines are both spread evenly, by what each week holds."""
    table = spread([4, 8], [4, 8], [6] * 8)
    assert [row[0] for row in table] == [1, 1, 1, 1, 0, 0, 0, 0]
    assert [row[1] for row in table] == [1] * 8
    assert spread([6], [3], [4, 2, 6]) == [[2], [1], [3]]


def test_what_must_be_early_is_early():
    """When the later weeks hold too little, the first take what is needed for each deadline."""
    assert spread([6, 2], [2, 4], [6, 0, 1, 1]) == [[6, 0], [0, 0], [0, 1], [0, 1]]


def test_hours_that_do_not_fit_are_refused_with_the_reason():
    """One hour too many before a deadline, or an exam with no week before it, is refused."""
    with pytest.raises(ValueError, match=r"^the hours do not fit before the exams$"):
        spread([5], [2], [2, 2])
    with pytest.raises(ValueError, match=r"^the hours do not fit before the exams$"):
        spread([1], [0], [2, 2])
    with pytest.raises(ValueError, match=r"^the hours do not fit before the exams$"):
        spread([1, 2], [0, 2], [2, 2])
    assert spread([4], [2], [2, 2]) == [[2], [2]]
    assert spread([], [], []) == []


@pytest.mark.parametrize(
    ("exam", "first", "last"),
    [
        (date(2027, 5, 24), date(2027, 5, 17), date(2027, 5, 21)),
        (date(2027, 5, 23), date(2027, 5, 17), date(2027, 5, 21)),
        (date(2027, 5, 22), date(2027, 5, 17), date(2027, 5, 21)),
        (date(2027, 5, 21), date(2027, 5, 17), date(2027, 5, 20)),
    ],
)
def test_the_meeting_is_on_working_days(exam, first, last):
    """Before a Monday, or in a weekend, the week of work before counts from Monday to Friday."""
    assert preparation_week(exam, 14, frozenset(), date(2027, 1, 1)) == (first, last)
