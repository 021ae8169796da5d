"""The schedule over the weeks, what a week without somebody costs, and when somebody is next in a school."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from attrs import field, frozen

from tiltak.faults import BadInput, Fault, FaultKind, nearest
from tiltak.school.presence import Presence
from tiltak.school.schedule.ordinary import ordinary_week
from tiltak.school.schedule.problem import PresenceProblem
from tiltak.school.schedule.week import OpenWeek, Placement, WeekPlan, open_week, plan_of, solve_week

__all__ = ["Schedule", "WeekWithout", "next_presence", "plan_presence", "week_without"]

Proof = Literal["OPTIMAL", "BOUNDED"]


@frozen
class Schedule:
    """Who is where, week by week.

    Args:
        problem: What it was made for.
        ordinary: The week when everybody is there and every school is open.
        weeks: One plan a week, in the order of the problem.
        pairs: Pairs of person and school in the ordinary week.
        pairs_bound: No ordinary week as good has fewer pairs.
    """

    problem: PresenceProblem = field(repr=False)
    ordinary: WeekPlan
    weeks: tuple[WeekPlan, ...] = field(repr=False)
    pairs: int
    pairs_bound: int

    @property
    def proof(self) -> Proof:
        """OPTIMAL when every part of the objective is proved; BOUNDED when the pairs of the ordinary week are not.

        Shortfall, evenness, changes and new faces are proved week by week in either case, the last two against this
        ordinary week.
        """
        return "OPTIMAL" if self.pairs == self.pairs_bound else "BOUNDED"

    @property
    def shortfall(self) -> int:
        """Sessions short over all weeks."""
        return sum(week.shortfall for week in self.weeks)

    @property
    def changed(self) -> int:
        """Placements over all weeks that are not in the ordinary week."""
        return sum(week.changed for week in self.weeks)

    def week_to_week(self) -> tuple[int, ...]:
        """For each week but the first, its placements that are not in the week before it."""
        sets = [set(week.placements) for week in self.weeks]
        return tuple(len(after - before) for before, after in pairwise(sets))

    def presences(self) -> tuple[Presence, ...]:
        """The ordinary week as `tiltak.school.coverage` takes it."""
        days: dict[str, set[int]] = {school.id: set() for school in self.problem.schools}
        for one in self.ordinary.placements:
            days[one.school].add(one.session.weekday)
        return tuple(Presence(school, its) for school, its in days.items())


def plan_presence(
    problem: PresenceProblem, *, branches: int | None = None, progress: Callable[[int, int], None] | None = None
) -> Schedule:
    """The best schedule, in this order of importance.

    In the ordinary week: least shortfall; least sum of the squared shortfalls, so that no school is far worse off than
    it must be; fewest pairs of person and school. In every week: least shortfall; least sum of squares; fewest
    placements that are not in the ordinary week; fewest in a school where the person is a stranger.

    Args:
        problem: Staff, schools and weeks.
        branches: How far the search for the fewest pairs goes; the larger the office, the shorter, when None.
        progress: Called with how many weeks are done and how many there are.

    >>> from tiltak.school.schedule import School, Staff, example_route
    >>> route = example_route()
    >>> problem = PresenceProblem(
    ...     [Staff("A", {0, 1, 2, 3})], [School("bo", 2, route), School("nome", 2, route)], route.mondays())
    >>> schedule = plan_presence(problem)
    >>> schedule.proof, schedule.ordinary.days_by_school, schedule.shortfall, schedule.changed
    ('OPTIMAL', {'bo': 2, 'nome': 2}, 4, 0)
    """
    ordinary = ordinary_week(problem, branches=branches)
    solved: dict[OpenWeek, WeekPlan] = {}
    weeks = []
    for number, monday in enumerate(problem.weeks):
        can = open_week(problem, monday)
        if can not in solved:
            solved[can] = _near(problem, can, ordinary.plan)
        found = solved[can]
        weeks.append(WeekPlan(monday, found.placements, found.schools, found.changed, found.new_faces))
        if progress is not None:
            progress(number + 1, len(problem.weeks))
    return Schedule(problem, ordinary.plan, tuple(weeks), ordinary.pairs, ordinary.pairs_bound)


def _near(problem: PresenceProblem, can: OpenWeek, ordinary: WeekPlan) -> WeekPlan:
    """The best week there can be that is nearest to the ordinary one."""
    people = {one.id: number for number, one in enumerate(problem.staff)}
    schools = {one.id: number for number, one in enumerate(problem.schools)}
    usual = {(people[one.staff], schools[one.school], one.session): 0 for one in ordinary.placements}
    pairs = {(person, school) for person, school, _ in usual}
    cells = solve_week(problem, can, third=usual, third_else=1, fourth=pairs)
    return plan_of(problem, can, cells, None, ordinary)


@frozen
class WeekWithout:
    """What a week without one person costs.

    Args:
        staff: The person's id.
        monday: The week; None for the ordinary week.
        before: The week as planned.
        after: The week solved again without the person.
    """

    staff: str
    monday: date | None
    before: WeekPlan = field(repr=False)
    after: WeekPlan = field(repr=False)

    @property
    def sessions_lost(self) -> int:
        """Sessions lost, all schools together."""
        return self.after.shortfall - self.before.shortfall

    @property
    def by_school(self) -> tuple[tuple[str, int, int], ...]:
        """Each school with its sessions before and after, in the order of the problem."""
        pairs = zip(self.before.schools, self.after.schools, strict=True)
        return tuple((before.school, before.covered, after.covered) for before, after in pairs)

    @property
    def moved(self) -> int:
        """Placements of the others that are not in the week as planned."""
        return len(set(self.after.placements) - set(self.before.placements))


def week_without(schedule: Schedule, staff: str, monday: date | None = None) -> WeekWithout:
    """Solve a week again without one person, as near the week as planned as can be.

    Args:
        schedule: The schedule.
        staff: Id of the person.
        monday: A week of the schedule; None for the ordinary week.

    Raises:
        BadInput: When there is no such person or week.

    >>> from tiltak.school.schedule import School, Staff, example_route
    >>> route = example_route()
    >>> problem = PresenceProblem([Staff("A", {0, 1}), Staff("B", {2})], [School("bo", 3, route)], route.mondays())
    >>> cost = week_without(plan_presence(problem), "A")
    >>> cost.sessions_lost, cost.by_school
    (2, (('bo', 3, 1),))
    """
    problem = schedule.problem
    _known("staff", staff, [one.id for one in problem.staff])
    if monday is not None:
        _known("weeks", str(monday), [str(week) for week in problem.weeks])
    before = next((week for week in schedule.weeks if week.monday == monday), schedule.ordinary)
    after = _near(problem, open_week(problem, monday, {staff}), before)
    return WeekWithout(
        staff, monday, before, WeekPlan(monday, after.placements, after.schools, after.changed, after.new_faces)
    )


def _known(name: str, found: str, choices: list[str]) -> None:
    if found not in choices:
        expected = ", ".join(sorted(choices))
        raise BadInput(
            [Fault(FaultKind.UNKNOWN_CODE, "presence", None, name, found, expected, nearest(found, sorted(choices)))]
        )


def next_presence(schedule: Schedule, school: str, on: date) -> tuple[date, Placement] | None:
    """When somebody is next in a school, from a day on and the day itself included; None after the last week.

    It is how a pupil, or a teacher who is worried about one, meets staff without an appointment.

    Raises:
        BadInput: When the school is not in the schedule.

    >>> from tiltak.school.schedule import School, Staff, example_route
    >>> route = example_route()
    >>> problem = PresenceProblem([Staff("A", {1})], [School("bo", 1, route)], route.mondays())
    >>> next_presence(plan_presence(problem), "bo", date(2026, 11, 25))[0]
    datetime.date(2026, 12, 1)
    """
    _known("schools", school, [one.id for one in schedule.problem.schools])
    later = [
        (day, one)
        for week in schedule.weeks
        if week.monday is not None
        for one in week.placements
        if one.school == school and (day := week.monday + timedelta(one.session.weekday)) >= on
    ]
    return min(later, key=lambda pair: (pair[0], pair[1].session, pair[1]), default=None)
