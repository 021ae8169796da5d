"""One week solved exactly: the largest, then the fairest coverage, then as near the ordinary week as can be."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from attrs import field, frozen

from tiltak.school.schedule.flow import CheapestFlow
from tiltak.school.schedule.problem import PresenceProblem, School, Session, Staff, goes_to

__all__ = ["OpenWeek", "Placement", "SchoolWeek", "WeekPlan", "open_week", "solve_week"]

_NOTHING: Final[Mapping[tuple[int, int, Session], int]] = {}


@frozen(order=True)
class Placement:
    """Somebody in a school for a session.

    Args:
        staff: The person's id.
        school: The school's id.
        session: When in the week.
    """

    staff: str
    school: str
    session: Session


@frozen
class SchoolWeek:
    """One school in one week.

    Args:
        school: The school's id.
        wanted: Sessions it wants.
        open: Sessions in which it has school and can have somebody.
        covered: Sessions with somebody there.
    """

    school: str
    wanted: int
    open: int
    covered: int

    @property
    def short(self) -> int:
        """Sessions it wants and could have, and does not get. A holiday is no shortfall."""
        return min(self.wanted, self.open) - self.covered


@frozen
class WeekPlan:
    """Who is where in one week.

    Args:
        monday: The week; None for the ordinary week.
        placements: In order of person, school and session.
        schools: One entry a school, in the order of the problem.
        changed: Placements that are not in the ordinary week.
        new_faces: Placements of a person in a school where the person is not in the ordinary week.
    """

    monday: date | None
    placements: tuple[Placement, ...] = field(repr=False)
    schools: tuple[SchoolWeek, ...]
    changed: int = 0
    new_faces: int = 0

    @property
    def shortfall(self) -> int:
        """Sessions short, all schools together."""
        return sum(school.short for school in self.schools)

    @property
    def uneven(self) -> int:
        """The sum of the squares of each school's shortfall: least when no school is far worse off."""
        return sum(school.short**2 for school in self.schools)

    @property
    def days_together(self) -> int:
        """Weekdays with somebody in at least one school: the weaker reading of "4-5 days a week"."""
        return len({one.session.weekday for one in self.placements})

    @property
    def days_by_school(self) -> Mapping[str, int]:
        """Weekdays with somebody in each school: the stronger reading."""
        days: dict[str, set[int]] = {school.school: set() for school in self.schools}
        for one in self.placements:
            days[one.school].add(one.session.weekday)
        return {school: len(its) for school, its in days.items()}

    @property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Which person is in which school at all."""
        return frozenset((one.staff, one.school) for one in self.placements)


@frozen
class OpenWeek:
    """What can be done in a week: two weeks with the same one have the same answer.

    Args:
        staff: For each person the sessions the person can be somewhere.
        schools: For each school the sessions it is open.
    """

    staff: tuple[tuple[Session, ...], ...]
    schools: tuple[tuple[Session, ...], ...]


def open_week(problem: PresenceProblem, monday: date | None, without: Collection[str] = ()) -> OpenWeek:
    """What can be done in a week; in the ordinary week, None, everybody is there and every school open."""

    def staff_can(one: Staff) -> tuple[Session, ...]:
        if one.id in without:
            return ()
        sessions = problem.sessions(one.weekdays)
        return tuple(at for at in sessions if monday is None or monday + timedelta(at.weekday) not in one.away)

    def school_can(school: School) -> tuple[Session, ...]:
        sessions = problem.sessions(school.weekdays)
        return tuple(at for at in sessions if monday is None or school.route.is_open(monday + timedelta(at.weekday)))

    return OpenWeek(tuple(map(staff_can, problem.staff)), tuple(map(school_can, problem.schools)))


def solve_week(
    problem: PresenceProblem,
    can: OpenWeek,
    *,
    third: Mapping[tuple[int, int, Session], int] = _NOTHING,
    fourth: Collection[tuple[int, int]] = (),
    closed: Collection[tuple[int, int]] = (),
    third_else: int = 0,
) -> tuple[tuple[int, int, Session], ...]:
    """The placements that are best, as (person, school, session), persons and schools by number.

    Least shortfall, then least sum of its squares, then least sum of the third cost, then fewest placements outside
    `fourth`. All four are one cost, because each is weighted above all that the next can come to.

    Args:
        problem: The problem.
        can: What can be done.
        third: Third cost of a placement; `third_else` for one that is not named.
        fourth: Pairs of person and school that cost nothing in the fourth place.
        closed: Pairs that may not be.
        third_else: See `third`.
    """
    sessions = sorted({at for its in (*can.staff, *can.schools) for at in its})
    place = {at: number for number, at in enumerate(sessions)}
    people, schools, width = len(can.staff), len(can.schools), len(sessions)
    # Layers: source, persons, persons' sessions, schools' sessions, schools, sink.
    of_person = 1 + people
    of_school = of_person + people * width
    school_at = of_school + schools * width
    sink = school_at + schools
    flow = CheapestFlow(sink + 1)
    most_cells = people * width
    fourth_most = most_cells + 1
    third_most = (max([third_else, *third.values()], default=0) * most_cells + 1) * fourth_most
    squares_most = (sum(school.wanted**2 for school in problem.schools) + 1) * third_most

    for person, its in enumerate(can.staff):
        flow.add(0, 1 + person, problem.most(problem.staff[person]), 0)
        for at in its:
            flow.add(1 + person, of_person + person * width + place[at], 1, 0)
    arcs: dict[tuple[int, int, Session], int] = {}
    for cell in _cells(problem, can, closed):
        person, school, at = cell
        cost = third.get(cell, third_else) * fourth_most + ((person, school) not in fourth)
        tail, head = of_person + person * width + place[at], of_school + school * width + place[at]
        arcs[cell] = flow.add(tail, head, 1, cost)
    for number, (school_row, theirs) in enumerate(zip(problem.schools, can.schools, strict=True)):
        for at in theirs:
            flow.add(of_school + number * width + place[at], school_at + number, 1, 0)
        wanted = min(school_row.wanted, len(theirs))
        for missing in range(wanted, 0, -1):
            # The step from `missing` short to one less takes this much off the sum of squares.
            gain = squares_most + (2 * missing - 1) * third_most
            flow.add(school_at + number, sink, 1, -gain)
    flow.run()
    return tuple(cell for cell, arc in arcs.items() if flow.used(arc))


def _cells(
    problem: PresenceProblem, can: OpenWeek, closed: Collection[tuple[int, int]]
) -> Iterator[tuple[int, int, Session]]:
    """Everything somebody could do: a person, a school and a session."""
    for person, its in enumerate(can.staff):
        for school, theirs in enumerate(can.schools):
            if (person, school) not in closed and goes_to(problem.staff[person], problem.schools[school]):
                yield from ((person, school, at) for at in its if at in theirs)


def plan_of(
    problem: PresenceProblem,
    can: OpenWeek,
    cells: Collection[tuple[int, int, Session]],
    monday: date | None,
    ordinary: WeekPlan | None = None,
) -> WeekPlan:
    """The week in the ids of the problem, compared with the ordinary one."""
    placements = tuple(
        sorted(Placement(problem.staff[person].id, problem.schools[school].id, at) for person, school, at in cells)
    )
    covered = [0] * len(problem.schools)
    for _, school, _ in cells:
        covered[school] += 1
    schools = tuple(
        SchoolWeek(school.id, school.wanted, len(its), got)
        for school, its, got in zip(problem.schools, can.schools, covered, strict=True)
    )
    if ordinary is None:
        return WeekPlan(monday, placements, schools)
    usual, pairs = set(ordinary.placements), ordinary.pairs
    changed = sum(one not in usual for one in placements)
    new_faces = sum((one.staff, one.school) not in pairs for one in placements)
    return WeekPlan(monday, placements, schools, changed, new_faces)
