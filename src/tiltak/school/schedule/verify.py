"""A checker that knows nothing of how a schedule was made: it reads the problem and the placements only."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum

from attrs import frozen

from tiltak.school.schedule.plans import Schedule
from tiltak.school.schedule.problem import Part, PresenceProblem, School, Session, Staff, goes_to
from tiltak.school.schedule.week import Placement, WeekPlan

__all__ = ["Wrong", "WrongKind", "verify_schedule"]

_Stop = tuple[str, str, Session | None]


class WrongKind(StrEnum):
    """What can be wrong with a schedule; the words are ``school.schedule.wrong.<kind>``."""

    UNKNOWN_STAFF = "UNKNOWN_STAFF"
    UNKNOWN_SCHOOL = "UNKNOWN_SCHOOL"
    NOT_AVAILABLE = "NOT_AVAILABLE"
    NOT_THEIR_SCHOOL = "NOT_THEIR_SCHOOL"
    SCHOOL_CLOSED = "SCHOOL_CLOSED"
    TWO_PLACES_AT_ONCE = "TWO_PLACES_AT_ONCE"
    TWO_AT_ONE_SCHOOL = "TWO_AT_ONE_SCHOOL"
    OVER_THE_WEEK = "OVER_THE_WEEK"
    TOO_FAR_AT_NOON = "TOO_FAR_AT_NOON"
    MORE_THAN_WANTED = "MORE_THAN_WANTED"
    WRONG_COUNT = "WRONG_COUNT"
    COULD_COVER_MORE = "COULD_COVER_MORE"
    COULD_BE_FAIRER = "COULD_BE_FAIRER"


@frozen(order=True)
class Wrong:
    """One thing wrong with a schedule.

    Args:
        week: The Monday as YYYY-MM-DD; empty for the ordinary week.
        kind: What is wrong.
        where: The person or school it is about.
    """

    week: str
    kind: WrongKind
    where: str


def verify_schedule(schedule: Schedule) -> tuple[Wrong, ...]:
    """Everything that is wrong with a schedule: what it may not do, counts that are not so, and coverage left lying.

    That no week could cover more, or be fairer, is looked for from the placements: a chain of people who each move
    to another session or school, and let a school that gets too little have one more.

    >>> from tiltak.school.schedule import PresenceProblem, School, Staff, example_route, plan_presence
    >>> route = example_route()
    >>> problem = PresenceProblem([Staff("A", {0, 1})], [School("bo", 2, route)], route.mondays())
    >>> verify_schedule(plan_presence(problem))
    ()
    """
    found: list[Wrong] = []
    problem = schedule.problem
    if tuple(week.monday for week in schedule.weeks) != problem.weeks:
        found.append(Wrong("", WrongKind.WRONG_COUNT, "weeks"))
    for week in (schedule.ordinary, *schedule.weeks):
        wrong = [*_placements(problem, week), *_counts(problem, schedule.ordinary, week)]
        name = "" if week.monday is None else str(week.monday)
        # A chain is looked for only among placements that are right.
        wrong += _chains(problem, week) if not wrong else []
        found += [Wrong(name, kind, where) for kind, where in wrong]
    return tuple(sorted(set(found)))


def _day(week: WeekPlan, weekday: int) -> date | None:
    return None if week.monday is None else week.monday + timedelta(weekday)


def _is_there(one: Staff, weekday: int, part: Part, day: date | None) -> bool:
    return one.weekdays.get(weekday) in {Part.DAY, part} and (day is None or day not in one.away)


def _is_open(school: School, weekday: int, day: date | None) -> bool:
    return weekday in school.weekdays and (day is None or school.route.is_open(day))


def _placements(problem: PresenceProblem, week: WeekPlan) -> list[tuple[WrongKind, str]]:
    staff = {one.id: one for one in problem.staff}
    schools = {one.id: one for one in problem.schools}
    found = [(WrongKind.UNKNOWN_STAFF, one.staff) for one in week.placements if one.staff not in staff]
    found += [(WrongKind.UNKNOWN_SCHOOL, one.school) for one in week.placements if one.school not in schools]
    right = [one for one in week.placements if one.staff in staff and one.school in schools]
    for one in right:
        found += _one_placement(problem, staff[one.staff], schools[one.school], one, _day(week, one.session.weekday))
    for place, first in enumerate(right):
        for second in right[place + 1 :]:
            found += _together(problem, first, second)
    for identity in {one.staff for one in right}:
        if sum(one.staff == identity for one in right) > _limit(problem, staff[identity]):
            found.append((WrongKind.OVER_THE_WEEK, identity))
    for school in problem.schools:
        if sum(one.school == school.id for one in right) > school.wanted:
            found.append((WrongKind.MORE_THAN_WANTED, school.id))
    return found


def _one_placement(
    problem: PresenceProblem, person: Staff, school: School, one: Placement, day: date | None
) -> list[tuple[WrongKind, str]]:
    at, found = one.session, []
    if not _is_there(person, at.weekday, at.part, day) or (at.part is Part.DAY) == problem.half_days:
        found.append((WrongKind.NOT_AVAILABLE, person.id))
    if not goes_to(person, school):
        found.append((WrongKind.NOT_THEIR_SCHOOL, person.id))
    if not _is_open(school, at.weekday, day):
        found.append((WrongKind.SCHOOL_CLOSED, school.id))
    return found


def _limit(problem: PresenceProblem, one: Staff) -> float:
    limits = [float("inf") if one.most is None else one.most]
    if one.hours is not None and problem.session_hours is not None:
        limits.append(one.hours / problem.session_hours + 1e-9)
    return min(limits)


def _together(problem: PresenceProblem, first: Placement, second: Placement) -> list[tuple[WrongKind, str]]:
    if first.session == second.session:
        found = [(WrongKind.TWO_PLACES_AT_ONCE, first.staff)] if first.staff == second.staff else []
        return found + ([(WrongKind.TWO_AT_ONE_SCHOOL, first.school)] if first.school == second.school else [])
    if (
        first.staff == second.staff
        and first.session.weekday == second.session.weekday
        and first.school != second.school
    ):
        low, high = sorted((first.school, second.school))
        if problem.minutes.get((low, high), problem.noon_minutes + 1) > problem.noon_minutes:
            return [(WrongKind.TOO_FAR_AT_NOON, first.staff)]
    return []


def _counts(problem: PresenceProblem, ordinary: WeekPlan, week: WeekPlan) -> list[tuple[WrongKind, str]]:
    found: list[tuple[WrongKind, str]] = []
    a_day = 2 if problem.half_days else 1
    for school, told in zip(problem.schools, week.schools, strict=True):
        opened = a_day * sum(_is_open(school, day, _day(week, day)) for day in range(5))
        there = sum(one.school == school.id for one in week.placements)
        if (told.school, told.wanted, told.open, told.covered) != (school.id, school.wanted, opened, there):
            found.append((WrongKind.WRONG_COUNT, school.id))
    usual = [(one.staff, one.school) for one in ordinary.placements]
    changed = sum(one not in ordinary.placements for one in week.placements)
    strangers = sum((one.staff, one.school) not in usual for one in week.placements)
    if (week.changed, week.new_faces) != (changed, strangers):
        found.append((WrongKind.WRONG_COUNT, "changed"))
    return found


def _chains(problem: PresenceProblem, week: WeekPlan) -> list[tuple[WrongKind, str]]:
    """Schools that could have one more session: from somebody with time left, or from a school that is better off."""
    short = {school.school: school.short for school in week.schools}
    found: list[tuple[WrongKind, str]] = []
    for school in sorted(short):
        if not short[school]:
            continue
        spare, better_off = _reach(problem, week, school)
        if spare:
            found.append((WrongKind.COULD_COVER_MORE, school))
        # Taking one from a school with two less of a shortfall makes the squares smaller; with one less, equal.
        elif any(short[other] + 1 < short[school] for other in better_off):
            found.append((WrongKind.COULD_BE_FAIRER, school))
    return found


def _reach(problem: PresenceProblem, week: WeekPlan, start: str) -> tuple[bool, set[str]]:
    """Where one more session for a school can come from: whether from time to spare, and from which other schools."""
    chain = _Chain.of(problem, week)
    seen: set[_Stop] = {("", start, None)}
    todo = list(seen)
    while todo:
        for stop in chain.onwards(todo.pop()):
            if stop not in seen:
                seen.add(stop)
                todo.append(stop)
    free = {person for person, _, at in seen if person and (person, at) not in chain.busy}
    sessions = Counter(one.staff for one in week.placements)
    spare = any(sessions[one.id] + 1 <= _limit(problem, one) for one in problem.staff if one.id in free)
    return spare, {school for _, school, at in seen if at is None and school != start}


@frozen
class _Chain:
    """The stops of a chain of moves, and how it goes on from each.

    A stop is a person who is needed at a session, a school that needs a session, or a placement that is given up:
    somebody else takes it over, or the school goes without it, or finds another session in its place.
    """

    problem: PresenceProblem
    week: WeekPlan
    taken: frozenset[tuple[str, Session]]
    busy: Mapping[tuple[str, Session | None], str]

    @classmethod
    def of(cls, problem: PresenceProblem, week: WeekPlan) -> "_Chain":
        taken = frozenset((one.school, one.session) for one in week.placements)
        return cls(problem, week, taken, {(one.staff, one.session): one.school for one in week.placements})

    def who(self, school: str, at: Session) -> Iterator[_Stop]:
        """Those who could be in a school at a session."""
        day = _day(self.week, at.weekday)
        row = next(one for one in self.problem.schools if one.id == school)
        if _is_open(row, at.weekday, day):
            for one in self.problem.staff:
                if goes_to(one, row) and _is_there(one, at.weekday, at.part, day):
                    yield one.id, "", at

    def onwards(self, stop: _Stop) -> Iterator[_Stop]:
        """The stops after one."""
        person, school, at = stop
        if at is None:
            for session in self.problem.sessions(range(5)):
                if (school, session) not in self.taken:
                    yield from self.who(school, session)
        elif school:
            yield from self.who(school, at)
            yield "", school, None
        elif (person, at) in self.busy:
            yield "", self.busy[person, at], at
        else:
            yield from (("", where, session) for (other, session), where in self.busy.items() if other == person)
