"""Who is in which school in the weeks to come, out of `office.toml`, `presence.csv` and the schools' route.

`presence.csv` says on which weekdays a post can be in a school; `skolerute.csv` which days there is school. Both may be
left out, and what they would have told is then a question.
"""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from attrs import field, frozen

from tiltak.faults import BadInput, Fault, FaultKind, FaultList
from tiltak.office.codes import WEEKDAYS
from tiltak.office.load import load_office
from tiltak.office.model import Office
from tiltak.office.table import Codes, read_table
from tiltak.rules import Knowledge
from tiltak.school import (
    PresenceProblem,
    Schedule,
    School,
    SchoolRoute,
    Staff,
    WeekWithout,
    plan_presence,
    read_route,
    week_without,
)

__all__ = ["PRESENCE", "PRESENCE_COLUMNS", "ROUTE", "PresenceList", "presence_list"]

PRESENCE: Final = "presence.csv"
ROUTE: Final = "skolerute.csv"
PRESENCE_COLUMNS: Final = ("post", "school", "weekdays")
"""Columns of `presence.csv`: a post and a school of `office.toml` (empty for all of them), and weekdays with a space
between."""

_ROUTE_COLUMNS: Final = ("event", "first", "last", "days")
_FRIDAY: Final = timedelta(4)
_WEEK: Final = timedelta(7)
# mypy cannot solve the type of a generic converter, so these two are called without it.
_school: Final[Callable[..., School]] = School
_problem: Final[Callable[..., PresenceProblem]] = PresenceProblem


@frozen
class PresenceList:
    """The presence of the weeks to come, and what must be asked.

    Attributes:
        office: The office.
        on: The day it was made for.
        schedule: The schedule, or None when too little is known for one.
        without: For each post in the schedule, what an ordinary week without it costs.
        questions: What the files do not tell, by id of ``presence.question.<id>``, with the ids it is about.
    """

    office: Office = field(repr=False)
    on: date
    schedule: Schedule | None = field(repr=False)
    without: tuple[WeekWithout, ...] = field(repr=False)
    questions: tuple[tuple[str, tuple[str, ...]], ...]


def presence_list(
    folder: Path, on: date, weeks: int, *, progress: Callable[[int, int], None] | None = None
) -> PresenceList:
    """Plan the presence of an office's staff in its schools.

    Args:
        folder: Where `office.toml` is, with `presence.csv` and `skolerute.csv` if the office keeps them.
        on: A day of the first week.
        weeks: How many weeks.
        progress: Told how many weeks are done, of how many.

    Raises:
        BadInput: With everything that is wrong in the files.
    """
    office = load_office(folder / "office.toml")
    faults: list[Fault] = []
    noted = FaultList(PRESENCE)
    staff = _staff(folder / PRESENCE, noted, office)
    faults += noted
    first = on - timedelta(on.weekday())
    mondays = tuple(first + _WEEK * week for week in range(weeks))
    route: SchoolRoute | None = None
    try:
        route = _route(folder / ROUTE)
    except BadInput as bad:
        faults += bad.faults
    if faults:
        raise BadInput(faults)
    # Without a route only weekends and public holidays are known to be free.
    known = route or SchoolRoute(mondays[0], mondays[-1] + _FRIDAY)
    within = tuple(monday for monday in mondays if monday <= known.last and known.first <= monday + _FRIDAY)
    schools = [_school(one.id, len(one.weekdays), known, one.weekdays) for one in office.schools if one.weekdays]
    planned = {one.id for one in staff}
    questions = (
        ("schools", () if office.schools else (office.name,)),
        ("weekdays", tuple(one.id for one in office.schools if one.weekdays is None)),
        ("posts", () if staff else tuple(one.id for one in office.staff) or (office.name,)),
        ("hours", tuple(one.id for one in office.staff if one.id in planned and one.hours_per_week is not None)),
        ("route", () if route else (ROUTE,)),
        ("outside_route", tuple(monday.isoformat() for monday in mondays if monday not in within)),
    )
    schedule: Schedule | None = None
    if staff and schools and within:
        wanting = {one.id for one in schools}
        bound = [
            Staff(one.id, one.weekdays, schools=None if one.schools is None else one.schools & wanting) for one in staff
        ]
        schedule = plan_presence(_problem(bound, schools, within), progress=progress)
    without = () if schedule is None else tuple(week_without(schedule, one.id) for one in schedule.problem.staff)
    return PresenceList(office, on, schedule, without, tuple((code, about) for code, about in questions if about))


def _staff(path: Path, faults: FaultList, office: Office) -> tuple[Staff, ...]:
    """The posts that can be in the schools, in the order of the file; none where there is no file."""
    if not path.exists():
        return ()
    posts = Codes({one.id: one.id for one in office.staff}, "post_in_office")
    schools = Codes({one.id: one.id for one in office.schools}, "school_in_office")
    days: dict[str, frozenset[int]] = {}
    bound: dict[str, set[str] | None] = {}
    for cells in read_table(path, PRESENCE_COLUMNS, ("post", "weekdays"), faults).rows:
        post = cells.code("post", posts, required=True)
        school = cells.code("school", schools)
        text = cells.text("weekdays", required=True)
        own = frozenset() if isinstance(text, Knowledge) else frozenset(text.casefold().split())
        for wrong in sorted(own - set(WEEKDAYS)):
            faults.add(FaultKind.UNKNOWN_CODE, row=cells.number, field="weekdays", found=wrong, choices=WEEKDAYS)
        numbers = frozenset(WEEKDAYS[name] for name in own if name in WEEKDAYS)
        if isinstance(post, Knowledge):
            continue
        if days.setdefault(post, numbers) != numbers:
            cells.fault(FaultKind.CONTRADICTION, "weekdays", "same_weekdays")
        so_far = bound.setdefault(post, set())
        if isinstance(school, Knowledge) or so_far is None:
            bound[post] = None
        else:
            so_far.add(school)
    return tuple(Staff(post, numbers, schools=bound[post]) for post, numbers in days.items())


def _route(path: Path) -> SchoolRoute | None:
    """The schools' route, which checks itself; None where there is no file."""
    if not path.exists():
        return None
    faults = FaultList(ROUTE)
    table = read_table(path, _ROUTE_COLUMNS, ("event", "first"), faults)
    faults.raise_if_any()
    return read_route([dict(cells.texts) for cells in table.rows], file=ROUTE)
