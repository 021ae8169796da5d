"""A school route (*skolerute*): which days there is school, read from a file that checks itself."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from attrs import field, frozen

from tiltak.faults import FaultKind, FaultList
from tiltak.law.workdays import public_holidays
from tiltak.rules import Dated, Policy
from tiltak.tables import read_rows

__all__ = ["SCHOOL_DAYS", "RouteEvent", "SchoolRoute", "example_route", "read_route"]

SCHOOL_DAYS: Final = Dated(
    190,
    date(2026, 8, 1),
    None,
    Policy("Vestfold fylkeskommune", "skolerute 2026–2027", "sum skoledager", date(2026, 11, 23)),
    unit="DAYS",
)
"""School days in a school year, as the route that was read adds them up. No provision that says so was established."""

_COLUMNS: Final = ("event", "first", "last", "days")
_WEEKDAYS: Final = range(5)
_LONGEST: Final = 366
_DAY: Final = timedelta(1)


class RouteEvent(StrEnum):
    """What a row of the file says."""

    SKOLESTART = "SKOLESTART"
    """`first` is the first school day."""
    SISTE_SKOLEDAG = "SISTE_SKOLEDAG"
    """`first` is the last school day."""
    FRI = "FRI"
    """No school from `first` to `last`, both included."""
    SKOLEDAGER = "SKOLEDAGER"
    """There are `days` school days from `first` to `last`: a count that is checked against the days."""


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(number) for number in range((last - first).days + 1)]


def _as_days(days: Iterable[date]) -> frozenset[date]:
    return frozenset(days)


@frozen
class SchoolRoute:
    """The days with school in a school year.

    Args:
        first: First school day.
        last: Last school day.
        free: Days without school between them. Weekends and public holidays are free without being named.

    Raises:
        ValueError: When it ends before it starts.

    >>> example_route().is_open(date(2026, 10, 5)), example_route().is_open(date(2026, 10, 12))
    (False, True)
    """

    first: date
    last: date
    free: frozenset[date] = field(default=frozenset(), converter=_as_days, repr=False)

    def __attrs_post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"the route ends {self.last} before it starts {self.first}")

    def is_open(self, day: date) -> bool:
        """Whether there is school on the day."""
        return (
            self.first <= day <= self.last
            and day.weekday() in _WEEKDAYS
            and day not in self.free
            and day not in public_holidays(day.year)
        )

    def school_days(self, first: date | None = None, last: date | None = None) -> tuple[date, ...]:
        """The days with school from `first` to `last`, both included; of the whole route unless given."""
        return tuple(day for day in _days(first or self.first, last or self.last) if self.is_open(day))

    def months(self) -> Mapping[str, int]:
        """School days by month, as YYYY-MM, in order.

        >>> list(example_route().months().values())
        [11, 22, 17, 21, 14, 19, 15, 17, 22, 18, 14]
        """
        return dict(Counter(f"{day:%Y-%m}" for day in self.school_days()))

    def mondays(self) -> tuple[date, ...]:
        """The Monday of each week with at least one school day, in order.

        >>> len(example_route().mondays())
        39
        """
        return tuple(dict.fromkeys(day - timedelta(day.weekday()) for day in self.school_days()))


@frozen
class _Row:
    """One row with its dates read; a date that could not be read is None."""

    number: int
    event: str
    first: date | None
    last: date | None
    days: str


def _date(text: str, row: int, column: str, faults: FaultList) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        kind = FaultKind.NO_SUCH_DATE if text else FaultKind.MISSING_VALUE
        faults.add(kind, row=row, field=column, found=text, expected="YYYY-MM-DD")
        return None


def _read_row(number: int, row: Mapping[str, str], faults: FaultList) -> _Row | None:
    cells = {name: (row.get(name) or "").strip() for name in _COLUMNS}
    event = cells["event"]
    if event not in RouteEvent.__members__:
        kind = FaultKind.UNKNOWN_CODE if event else FaultKind.MISSING_VALUE
        faults.add(kind, row=number, field="event", found=event, choices=RouteEvent.__members__)
        return None
    first = _date(cells["first"], number, "first", faults)
    single = event in {RouteEvent.SKOLESTART, RouteEvent.SISTE_SKOLEDAG}
    last = first if single else _date(cells["last"], number, "last", faults)
    if first and last and last < first:
        faults.add(FaultKind.CONTRADICTION, row=number, field="last", found=str(last), expected=f">= {first}")
        last = None
    return _Row(number, event, first, last, cells["days"])


def _the_one(rows: list[_Row], event: RouteEvent, faults: FaultList) -> date | None:
    found = [row for row in rows if row.event == event]
    if not found:
        faults.add(FaultKind.MISSING_VALUE, field="event", expected=event.value)
        return None
    for row in found[1:]:
        faults.add(FaultKind.REPEATED, row=row.number, field="event", found=row.event)
    return found[0].first


def _free(rows: list[_Row], first: date, last: date, faults: FaultList) -> frozenset[date]:
    free: set[date] = set()
    for row in rows:
        if row.event != RouteEvent.FRI or row.first is None or row.last is None:
            continue
        if row.first < first or row.last > last:
            found = f"{row.first}..{row.last}"
            faults.add(FaultKind.OUT_OF_RANGE, row=row.number, field="first", found=found, expected=f"{first}..{last}")
            continue
        days = set(_days(row.first, row.last))
        if both := sorted(days & free):
            faults.add(FaultKind.REPEATED, row=row.number, field="first", found=str(both[0]))
        free |= days
    return frozenset(free)


def _check_counts(route: SchoolRoute, rows: list[_Row], faults: FaultList) -> None:
    for row in rows:
        if row.event != RouteEvent.SKOLEDAGER or row.first is None or row.last is None:
            continue
        if not (row.days.isascii() and row.days.isdigit()):
            kind = FaultKind.WRONG_TYPE if row.days else FaultKind.MISSING_VALUE
            faults.add(kind, row=row.number, field="days", found=row.days, expected="0, 1, 2 ...")
            continue
        counted = len(route.school_days(row.first, row.last))
        if counted != int(row.days):
            faults.add(FaultKind.CONTRADICTION, row=row.number, field="days", found=row.days, expected=str(counted))


def read_route(
    rows: Iterable[Mapping[str, str]], *, file: str = "skolerute.csv", school_days: int = SCHOOL_DAYS.value
) -> SchoolRoute:
    """Read a school route and check that it adds up.

    Args:
        rows: The rows of the file in order, with the columns event, first, last and days; line 1 is the header.
        file: Name of the file, for the faults.
        school_days: How many school days the route must have.

    Raises:
        BadInput: With every fault at once: a date that does not exist, free days that overlap or lie outside, a count
            that the days do not bear out, and a sum that is not `school_days`.

    >>> read_route([{"event": "SKOLESTART", "first": "2026-08-17"}, {"event": "SISTE_SKOLEDAG", "first": "2027-06-18"}])
    Traceback (most recent call last):
    ...
    tiltak.faults.BadInput: skolerute.csv: days: contradiction: found '213', expected 190
    """
    faults = FaultList(file)
    read = [found for number, row in enumerate(rows, start=2) if (found := _read_row(number, row, faults))]
    first, last = (_the_one(read, event, faults) for event in (RouteEvent.SKOLESTART, RouteEvent.SISTE_SKOLEDAG))
    if first is None or last is None:
        faults.raise_if_any()
        raise AssertionError("a route without its ends has a fault")
    if not first <= last <= first + timedelta(_LONGEST):
        expected = f"{first}..{first + timedelta(_LONGEST)}"
        faults.add(FaultKind.OUT_OF_RANGE, field=RouteEvent.SISTE_SKOLEDAG.value, found=str(last), expected=expected)
        faults.raise_if_any()
    route = SchoolRoute(first, last, _free(read, first, last, faults))
    for event, day in ((RouteEvent.SKOLESTART, first), (RouteEvent.SISTE_SKOLEDAG, last)):
        if not route.is_open(day):
            faults.add(FaultKind.CONTRADICTION, field=event.value, found=str(day), expected="MON-FRI, not FRI")
    _check_counts(route, read, faults)
    if (counted := len(route.school_days())) != school_days:
        faults.add(FaultKind.CONTRADICTION, field="days", found=str(counted), expected=str(school_days))
    faults.raise_if_any()
    return route


def example_route() -> SchoolRoute:
    """Vestfold's route of 2026–2027, which ships as an example.

    >>> len(example_route().school_days())
    190
    """
    return read_route(read_rows("tiltak.school.schedule", "data/skolerute_vestfold_2026_2027.csv"))
