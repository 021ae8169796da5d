"""What a presence schedule is made from: staff, schools with their routes, and the weeks."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeVar

from attrs import field, frozen

from tiltak.faults import FaultKind, FaultList
from tiltak.school.schedule.routes import SchoolRoute

__all__ = ["Part", "PresenceProblem", "School", "Session", "Staff"]

_Value = TypeVar("_Value")

_FILE: Final = "presence"
_WEEKDAYS: Final = range(5)


class Part(StrEnum):
    """Which part of a day."""

    DAY = "DAY"
    MORNING = "MORNING"
    AFTERNOON = "AFTERNOON"


_HALVES: Final = (Part.MORNING, Part.AFTERNOON)


@frozen(order=True)
class Session:
    """One part of one weekday: what somebody spends in one school.

    Args:
        weekday: 0 (Monday) to 4 (Friday).
        part: The whole day, or half of it when the problem counts half days.
    """

    weekday: int
    part: Part = Part.DAY


def _parts(days: Mapping[int, Part] | Collection[int]) -> Mapping[int, Part]:
    stated = days if isinstance(days, Mapping) else dict.fromkeys(sorted(days), Part.DAY)
    return MappingProxyType({day: Part(stated[day]) for day in sorted(stated)})


def _as_set(values: Iterable[_Value]) -> frozenset[_Value]:
    return frozenset(values)


def _as_tuple(values: Iterable[_Value]) -> tuple[_Value, ...]:
    return tuple(values)


def _as_ids(ids: Iterable[str] | None) -> frozenset[str] | None:
    return None if ids is None else frozenset(ids)


@frozen
class Staff:
    """Somebody who is in the schools.

    Args:
        id: A made-up token, never a name.
        weekdays: The weekdays the person can be in a school, 0 (Monday) to 4 (Friday); a mapping to `Part` where it
            is half a day.
        most: Most sessions a week; as many as `weekdays` holds when None.
        hours: Hours a week for the schools, where that is what is known; `PresenceProblem.session_hours` makes
            sessions of them.
        schools: Ids of the schools the person can go to; all when None.
        away: Days the person is away: leave, courses.
    """

    id: str
    weekdays: Mapping[int, Part] = field(converter=_parts)
    most: int | None = None
    hours: float | None = None
    schools: frozenset[str] | None = field(default=None, converter=_as_ids)
    away: frozenset[date] = field(default=frozenset(), converter=_as_set, repr=False)


@frozen
class School:
    """A school that wants staff present.

    Args:
        id: The school's id in the office's configuration.
        wanted: Sessions a week it wants somebody there: days, or half days when the problem counts those.
        route: Its school route.
        weekdays: The weekdays it can have somebody.
    """

    id: str
    wanted: int
    route: SchoolRoute
    weekdays: frozenset[int] = field(default=frozenset(_WEEKDAYS), converter=_as_set)


def _pairs(minutes: Mapping[tuple[str, str], int]) -> Mapping[tuple[str, str], int]:
    both = {tuple(sorted(pair)): length for pair, length in minutes.items()}
    return MappingProxyType({(pair[0], pair[1]): both[pair] for pair in sorted(both)})


@frozen
class PresenceProblem:
    """Who can be where, for how many weeks.

    Each person is in one school a session, and a school wants at most one person a session. With `half_days` somebody
    may change school at noon, so every two schools of such a person must be stated to lie within `noon_minutes`.

    Args:
        staff: The staff.
        schools: The schools.
        weeks: The Monday of each week.
        half_days: Whether sessions are half days.
        session_hours: Hours of a session, with the travel to it; needed where a person's hours are stated.
        minutes: Minutes between two schools, either way.
        noon_minutes: Most minutes between two schools on one day.

    Raises:
        BadInput: With every fault at once: nobody, no school, an id twice, a school that is not the office's, a weekday
            or number that cannot be, a Monday that is none, schools too far apart to share a day.
    """

    staff: tuple[Staff, ...] = field(converter=_as_tuple)
    schools: tuple[School, ...] = field(converter=_as_tuple)
    weeks: tuple[date, ...] = field(converter=_as_tuple)
    half_days: bool = False
    session_hours: float | None = None
    minutes: Mapping[tuple[str, str], int] = field(factory=dict, converter=_pairs, repr=False)
    noon_minutes: int = 30

    def __attrs_post_init__(self) -> None:
        faults = FaultList(_FILE)
        for name, ids in (("staff", [one.id for one in self.staff]), ("schools", [one.id for one in self.schools])):
            if not ids:
                faults.add(FaultKind.MISSING_VALUE, field=name)
            _once(name, ids, faults)
        self._check_weeks(faults)
        self._check_staff(faults)
        for school in self.schools:
            _weekdays(f"schools.{school.id}.weekdays", school.weekdays, faults)
            most = len(school.weekdays) * (2 if self.half_days else 1)
            if not 0 <= school.wanted <= most:
                name = f"schools.{school.id}.wanted"
                faults.add(FaultKind.OUT_OF_RANGE, field=name, found=str(school.wanted), expected=f"0-{most}")
        if not len(faults):
            self._check_noon(faults)
        faults.raise_if_any()

    def _check_weeks(self, faults: FaultList) -> None:
        if not self.weeks:
            faults.add(FaultKind.MISSING_VALUE, field="weeks")
        _once("weeks", [str(monday) for monday in self.weeks], faults)
        for monday in self.weeks:
            if monday.weekday():
                right = monday - timedelta(monday.weekday())
                faults.add(FaultKind.OUT_OF_RANGE, field="weeks", found=str(monday), choices=[str(right)])

    def _check_staff(self, faults: FaultList) -> None:
        known = [school.id for school in self.schools]
        for one in self.staff:
            name = f"staff.{one.id}"
            _weekdays(f"{name}.weekdays", one.weekdays, faults)
            for wrong in sorted((one.schools or frozenset()) - set(known)):
                faults.add(FaultKind.UNKNOWN_CODE, field=f"{name}.schools", found=wrong, choices=known)
            if one.most is not None and one.most < 0:
                faults.add(FaultKind.OUT_OF_RANGE, field=f"{name}.most", found=str(one.most), expected=">= 0")
            if one.hours is not None:
                if self.session_hours is None or not self.session_hours > 0:
                    found = "" if self.session_hours is None else str(self.session_hours)
                    faults.add(FaultKind.MISSING_VALUE, field="session_hours", found=found, expected="> 0")
                if not one.hours >= 0:
                    faults.add(FaultKind.OUT_OF_RANGE, field=f"{name}.hours", found=str(one.hours), expected=">= 0")
            if not self.half_days and any(part is not Part.DAY for part in one.weekdays.values()):
                faults.add(FaultKind.CONTRADICTION, field=f"{name}.weekdays", found="half_days=False", expected="DAY")

    def _check_noon(self, faults: FaultList) -> None:
        if not self.half_days:
            return
        for one in self.staff:
            if Part.DAY not in one.weekdays.values():
                continue
            ids = sorted(school.id for school in self.schools if goes_to(one, school))
            for place, first in enumerate(ids):
                for second in ids[place + 1 :]:
                    length = self.minutes.get((first, second))
                    if length is None or length > self.noon_minutes:
                        faults.add(
                            FaultKind.MISSING_VALUE if length is None else FaultKind.OUT_OF_RANGE,
                            field=f"minutes.{first}.{second}",
                            found=f"{one.id}: {length}" if length is not None else "",
                            expected=f"<= {self.noon_minutes}",
                        )

    def most(self, one: Staff) -> int:
        """Most sessions a week of a person."""
        stated = [len(tuple(self.sessions(one.weekdays)))]
        if one.most is not None:
            stated.append(one.most)
        if one.hours is not None and self.session_hours is not None:
            stated.append(int(one.hours / self.session_hours + 1e-9))
        return min(stated)

    def sessions(self, weekdays: Mapping[int, Part] | Iterable[int]) -> Iterator[Session]:
        """The sessions of some weekdays, in order."""
        parts = weekdays if isinstance(weekdays, Mapping) else dict.fromkeys(sorted(weekdays), Part.DAY)
        for day in sorted(parts):
            if not self.half_days:
                yield Session(day)
            else:
                yield from (Session(day, half) for half in _HALVES if parts[day] in {Part.DAY, half})


def goes_to(one: Staff, school: School) -> bool:
    """Whether a person can go to a school."""
    return one.schools is None or school.id in one.schools


def _once(name: str, ids: list[str], faults: FaultList) -> None:
    for repeated in sorted({one for one in ids if ids.count(one) > 1}):
        faults.add(FaultKind.REPEATED, field=name, found=repeated)


def _weekdays(name: str, days: Collection[int], faults: FaultList) -> None:
    for wrong in sorted(set(days) - set(_WEEKDAYS)):
        faults.add(FaultKind.OUT_OF_RANGE, field=name, found=str(wrong), expected="0-4")
