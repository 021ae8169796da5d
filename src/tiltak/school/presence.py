"""How many days a week staff are in the schools, and whether that is what the programme describes.

The description says that staff are in the upper-secondary schools four to five days a week. It
does not say whether that is each school or all of them together, so both are counted and the
comparison is made on the weaker reading: days on which staff are in at least one school.
"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from attrs import field, frozen

from tiltak.rules import Verdict

__all__ = ["DESCRIBED_DAYS", "Coverage", "Presence", "SchoolCoverage", "coverage"]

DESCRIBED_DAYS = range(4, 6)
"""Days a week staff are in the schools: back-to-school.txt, section 4, "4-5 dager i uken"."""

_SCHOOL_DAYS = range(5)  # Monday to Friday, as date.weekday() counts them


def _as_weekdays(days: Collection[int] | None) -> frozenset[int] | None:
    if days is None:
        return None
    if wrong := sorted(set(days) - set(_SCHOOL_DAYS)):
        raise ValueError(f"weekdays are 0 (Monday) to 4 (Friday), not {wrong}")
    return frozenset(days)


@frozen
class Presence:
    """On which weekdays staff are in one school.

    Args:
        school: The school's id in the office's configuration.
        weekdays: 0 (Monday) to 4 (Friday); None when it is not stated.
    """

    school: str
    weekdays: frozenset[int] | None = field(converter=_as_weekdays)


@frozen
class SchoolCoverage:
    """One school over a period.

    Attributes:
        school: The school's id.
        days_a_week: Days staff are there in an ordinary week; None when it is not stated.
        days_present: School days in the period with staff there; None when it is not stated.
    """

    school: str
    days_a_week: int | None
    days_present: int | None


@frozen
class Coverage:
    """All schools over a period.

    Attributes:
        first: First day of the period.
        last: Last day of the period.
        school_days: Weekdays in the period that are not free.
        schools: One entry a school, in the order given.
        days_a_week: Weekdays with staff in at least one school; None when that depends on what is not stated.
        as_described: Whether `days_a_week` is the description's four to five.
    """

    first: date
    last: date
    school_days: int
    schools: tuple[SchoolCoverage, ...]
    days_a_week: int | None
    as_described: Verdict


def coverage(presences: Iterable[Presence], first: date, last: date, free: Collection[date] = ()) -> Coverage:
    """Count staff's days in the schools from `first` to `last`, both included.

    Args:
        presences: One entry a school; a school named twice is refused.
        first: First day of the period.
        last: Last day of the period, not before `first`.
        free: Days without school (holidays); the office's school route, not assumed here.

    Raises:
        ValueError: When the period ends before it starts or a school is named twice.
    """
    if last < first:
        raise ValueError(f"the period ends {last} before it starts {first}")
    presences = tuple(presences)
    names = [presence.school for presence in presences]
    if repeated := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"named twice: {', '.join(repeated)}")

    days = [first + timedelta(offset) for offset in range((last - first).days + 1)]
    open_days = [day for day in days if day.weekday() in _SCHOOL_DAYS and day not in free]
    schools = tuple(
        SchoolCoverage(school.school, None, None)
        if school.weekdays is None
        else SchoolCoverage(
            school.school, len(school.weekdays), sum(day.weekday() in school.weekdays for day in open_days)
        )
        for school in presences
    )
    stated = frozenset[int]().union(*(school.weekdays for school in presences if school.weekdays is not None))
    all_stated = all(school.weekdays is not None for school in presences)
    # A school that is not stated can only add days, so a full week is certain without it.
    days_a_week = len(stated) if all_stated or len(stated) == len(_SCHOOL_DAYS) else None
    return Coverage(
        first, last, len(open_days), schools, days_a_week, _as_described(len(stated), all_stated=all_stated)
    )


def _as_described(stated: int, *, all_stated: bool) -> Verdict:
    """Compare with the description: more schools can only add days, and five is as many as there are."""
    if stated in DESCRIBED_DAYS:
        return Verdict.YES
    return Verdict.NO if all_stated else Verdict.UNKNOWN
