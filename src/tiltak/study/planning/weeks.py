"""The weeks of a term: which there are, and how the hours of its exams are spread over them.

Hours go evenly, every exam a little each week, up to the last whole week before its exam; an exam with few hours
begins later, so that its sessions stay close. A week is never fuller than the least ceiling that fits (see `search`),
and what must be done now for a later deadline to hold is done now, so the spread always works out.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from attrs import field, frozen

__all__ = ["Availability", "longest_gap", "monday_of", "mondays", "preparation_week", "spread", "weeks_before"]

_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)
_WORKDAYS = 5
_HOURS_IN_A_WEEK = 168


def monday_of(day: date) -> date:
    """The Monday of a day's week.

    >>> monday_of(date(2026, 11, 29))
    datetime.date(2026, 11, 23)
    """
    return day - timedelta(days=day.weekday())


def _as_mondays(days: Sequence[date] | frozenset[date]) -> frozenset[date]:
    return frozenset(monday_of(day) for day in days)


def _by_monday(hours: Mapping[date, int]) -> Mapping[date, int]:
    return {monday_of(day): hours[day] for day in sorted(hours)}


def _check_hours(_owner: object, _attribute: object, value: int) -> None:
    if not 0 <= value <= _HOURS_IN_A_WEEK:
        raise ValueError(f"hours a week are 0 to {_HOURS_IN_A_WEEK}, not {value}")


def _check_all_hours(owner: object, attribute: object, value: Mapping[date, int]) -> None:
    for hours in value.values():
        _check_hours(owner, attribute, hours)


def _check_count(_owner: object, _attribute: object, value: int) -> None:
    if value < 1:
        raise ValueError(f"at least one exam a term, not {value}; to take none, exclude the term")


@frozen
class Availability:
    """How much a youth can study.

    Args:
        hours_per_week: Hours in an ordinary week; 0 is an answer too.
        weeks_off: Any day of each week without study.
        max_exams_per_term: Most exams this youth takes in one term.
        other_weeks: Hours in the weeks that are not ordinary, by any day of the week.

    >>> Availability(6, frozenset({date(2027, 3, 31)})).hours(date(2027, 3, 29))
    0
    """

    hours_per_week: int = field(validator=_check_hours)
    weeks_off: frozenset[date] = field(default=frozenset(), converter=_as_mondays)
    max_exams_per_term: int = field(default=2, validator=_check_count)
    other_weeks: Mapping[date, int] = field(factory=dict, converter=_by_monday, validator=_check_all_hours, hash=False)

    def hours(self, monday: date) -> int:
        """Hours in the week of a Monday."""
        if monday in self.weeks_off:
            return 0
        return self.other_weeks.get(monday, self.hours_per_week)


def mondays(first: date, last: date) -> tuple[date, ...]:
    """The Mondays from ``first``, or the first after it, up to and with ``last``.

    >>> len(mondays(date(2027, 1, 1), date(2027, 1, 31)))
    4
    """
    return tuple(_mondays(first, last))


def _mondays(first: date, last: date) -> Iterator[date]:
    monday = first + timedelta(days=-first.weekday() % 7)
    while monday <= last:
        yield monday
        monday += _WEEK


def weeks_before(weeks: Sequence[date], exam: date) -> int:
    """How many of the weeks are over before the week of an exam begins.

    >>> weeks_before(mondays(date(2027, 1, 4), date(2027, 5, 31)), date(2027, 1, 20))
    2
    """
    start = monday_of(exam)
    return sum(1 for monday in weeks if monday < start)


def preparation_week(exam: date, days: int, weeks_off: frozenset[date], not_before: date) -> tuple[date, date] | None:
    """The last working days together in one week, within so many days before an exam, that are not off.

    Returns:
        First and last of these days, or None when every one of them is off or past.

    >>> preparation_week(date(2027, 5, 20), 14, frozenset(), date(2027, 1, 1))
    (datetime.date(2027, 5, 17), datetime.date(2027, 5, 19))
    """
    earliest = max(exam - timedelta(days=days), not_before)
    last = exam - _DAY
    while last >= earliest:
        monday = monday_of(last)
        friday = min(last, monday + timedelta(days=_WORKDAYS - 1))
        first = max(monday, earliest)
        if monday not in weeks_off and first <= friday:
            return first, friday
        last = monday - _DAY
    return None


def longest_gap(given: Sequence[int], capacity: Sequence[int]) -> int:
    """Most weeks from one session to the next, or to the exam; weeks without any hours to study in do not count.

    Args:
        given: Hours of one exam in each week before it.
        capacity: Hours that can be studied in each of these weeks.

    >>> longest_gap([1, 0, 0, 1], [4, 4, 0, 4]), longest_gap([1, 0, 0, 0], [4, 4, 4, 4]), longest_gap([0, 0], [4, 4])
    (2, 4, 0)
    """
    longest = 0
    since: int | None = None
    for hours, free in zip(given, capacity, strict=True):
        if since is not None and free:
            since += 1
        if hours:
            longest, since = max(longest, since or 0), 0
    return max(longest, 0 if since is None else since + 1)


def spread(hours: Sequence[int], due: Sequence[int], capacity: Sequence[int], *, every: int = 2) -> list[list[int]]:
    """Hours of each exam in each week.

    Args:
        hours: Hours each exam needs.
        due: For each exam, how many weeks come before it.
        capacity: Most hours in each week; the caller has lowered it to the ceiling of the plan.
        every: Weeks between two sessions that an exam with few hours should not go beyond.

    Returns:
        For each week, the hours of each exam.

    Raises:
        ValueError: When the hours do not fit.

    >>> spread([4, 2], [4, 2], [2, 2, 2, 2])
    [[1, 1], [1, 1], [1, 0], [1, 0]]
    """
    left = list(hours)
    starts = [_start(need, weeks, capacity, every) for need, weeks in zip(hours, due, strict=True)]
    ends = sorted(set(due))
    table = []
    for week in range(max(due, default=0)):
        must = [_must(left, due, capacity, week, end) for end in ends if end > week]
        if any(need > capacity[week] for need in must):
            raise ValueError("the hours do not fit before the exams")
        behind = [
            still - _pace(need, capacity[start:weeks], week - start) if start <= week < weeks else Fraction(-need)
            for still, need, start, weeks in zip(left, hours, starts, due, strict=True)
        ]
        begun = [one for one, start, weeks in zip(behind, starts, due, strict=True) if start <= week < weeks]
        load = max([min(capacity[week], ceil(sum(begun))), *must])
        table.append(_share_out(left, behind, due, week, load, [end for end in ends if end > week], must))
    if any(left):
        raise ValueError("the hours do not fit before the exams")
    return table


def _pace(hours: int, capacity: Sequence[int], week: int) -> Fraction:
    """Hours of an exam that are left after so many of its weeks when they go evenly, by what each week holds."""
    return Fraction(hours * sum(capacity[week + 1 :]), sum(capacity) or 1)


def _start(hours: int, due: int, capacity: Sequence[int], every: int) -> int:
    """The week in which an exam's study begins: with one hour a session, no session is too far from the next."""
    weeks = hours * every
    for week in range(due - 1, -1, -1):
        weeks -= bool(capacity[week])
        if weeks <= 0:
            return week
    return 0


def _must(left: Sequence[int], due: Sequence[int], capacity: Sequence[int], week: int, end: int) -> int:
    """Hours due by ``end`` that do not fit in the weeks after this one."""
    need = sum(hours for hours, weeks in zip(left, due, strict=True) if weeks <= end)
    return max(0, need - sum(capacity[week + 1 : end]))


def _share_out(  # noqa: PLR0917 - the state of one week, passed on whole
    left: list[int],
    behind: list[Fraction],
    due: Sequence[int],
    week: int,
    load: int,
    ends: Sequence[int],
    must: list[int],
) -> list[int]:
    """Give the hours of a week one by one to the exam furthest behind its even pace; takes them from ``left``."""
    given = [0] * len(left)
    for hours_free in range(load, 0, -1):
        bound = next((end for end, need in zip(ends, must, strict=True) if need >= hours_free), None)
        open_to = [n for n, still in enumerate(left) if still and week < due[n] and (bound is None or due[n] <= bound)]
        if not open_to:
            break
        exam = max(open_to, key=lambda n: (behind[n], -n))
        left[exam] -= 1
        behind[exam] -= 1
        given[exam] += 1
        for position, end in enumerate(ends):
            if due[exam] <= end and must[position]:
                must[position] -= 1
    return given
