"""What is asked of a plan that is made anew, and where the old one stands beside it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import combinations, islice

from attrs import evolve, frozen

from tiltak.study.curriculum.gaps import WAYS_HELD, Way, every_way
from tiltak.study.curriculum.passes import Passed
from tiltak.study.curriculum.terms import County, ExamCalendar, open_terms
from tiltak.study.planning.build import Fee, build_plan
from tiltak.study.planning.demands import Request, blocking_orders
from tiltak.study.planning.plans import (
    Default,
    Exclusion,
    NoPlan,
    Pin,
    Plan,
    PlanWeek,
    Reason,
    Registered,
    with_overrides,
)
from tiltak.study.planning.weeks import Availability, monday_of, mondays
from tiltak.study.replanning.placing import Old, Placing, place
from tiltak.study.replanning.replans import Happening
from tiltak.study.replanning.situation import Situation, situation

__all__ = ["Prepared", "Wishes", "prepare"]


@frozen
class Wishes:
    """What `replan` is asked for, apart from the plan, the news and the day; see there."""

    availability: Availability
    county: County
    first_term_max: int | None
    sat_before: bool
    pins: tuple[Pin, ...]
    exclude: tuple[Exclusion, ...]
    finish_by: date | None
    calendar: ExamCalendar | None
    fee: Fee
    overrides: Mapping[str, float | str]
    blocking: Mapping[str, Sequence[str]]
    node_limit: int


@frozen
class Prepared:
    """Everything the search needs.

    Attributes:
        plan: The old plan.
        now: Where its exams stand.
        request: What is asked of the new plan.
        ways: The ways that are tried: first those that hold all that was planned, then the usual ones.
        usual: The ways the planner itself would try.
        old: What is to be kept.
        held_weeks: The weeks the old plan has left for exams that are held.
        wishes: What was wished for; wishes for exams that are done or held have fallen away.
    """

    plan: Plan
    now: Situation
    request: Request
    ways: tuple[Way, ...]
    usual: tuple[Way, ...]
    old: Old
    held_weeks: tuple[PlanWeek, ...]
    wishes: Wishes

    def placing(self) -> tuple[Placing | None, dict[str, str], bool]:
        """The best placing, the exams in it that are taken where they are free, and whether that is proved.

        A deferred exam is free in the next term, and it is taken there whenever that fits; as many of them as fit.
        """
        asked = {pin.code for pin in self.request.pins}
        ways = [way for way in self.ways if asked <= set(way.missing)]
        proved = True
        for codes in _most_first(tuple(self.now.deferred)):
            free = {code: self.now.deferred[code] for code in codes}
            pins = tuple(Pin(code, name) for code, name in free.items())
            pinned = evolve(self.request, pins=(*self.request.pins, *pins))
            among = [way for way in ways if set(codes) <= set(way.missing)]
            found, settled = place(pinned, among, self.old, self.wishes.node_limit)
            proved = proved and settled
            if found:
                return found, free, proved
        return None, {}, proved

    def made(self, placing: Placing | None) -> Plan | NoPlan:
        """The plan with every exam in its place; or, when there is no place, why not."""
        wishes, pins = self.wishes, self.request.pins
        build = partial(
            build_plan,
            self.plan.goal,
            self.now.behind,
            self.request.availability,
            self.request.on,
            county=wishes.county.no,
            first_term_max=self._first_term_max(),
            sat_before=self.request.first_term_max is None,
            exclude=wishes.exclude,
            finish_by=wishes.finish_by,
            calendar=wishes.calendar,
            fee=wishes.fee,
            overrides=wishes.overrides,
            studied=self.now.studied,
            blocking=wishes.blocking,
            node_limit=wishes.node_limit,
        )
        if placing is None:
            return build(pins=pins)
        terms = placing.terms
        stays = [one for code, one in self.now.registered.items() if terms.get(code) == one.term]
        found = build(pins=(*pins, *(Pin(code, name) for code, name in terms.items())), registered=stays)
        if isinstance(found, NoPlan):
            return found
        return evolve(found, reasons=self._reasons(found), defaults_used=self._used(found))

    def _first_term_max(self) -> int | None:
        """Most exams in the first term. To the planner a registration ends the calm start; here only an exam does."""
        if self.wishes.first_term_max is None and self.now.registered:
            return self.request.first_term_max
        return self.wishes.first_term_max

    def _used(self, made: Plan) -> tuple[Default, ...]:
        """The numbers a plan rests on, with that of the calm start where nobody gave it."""
        name = "max_exams_first_term"
        given = self.wishes.first_term_max is not None or self.request.first_term_max is None
        if given or not made.exams or any(one.id == name for one in made.defaults_used):
            return made.defaults_used
        return tuple(sorted((*made.defaults_used, self.request.numbers[name]), key=lambda one: one.id))

    def _reasons(self, made: Plan) -> tuple[Reason, ...]:
        """The reasons of a plan made by pinning every exam: what was wished is told as such, and so are other ways."""
        wishes = iter(self.request.pins)
        said = [one for one in made.reasons if one.id != "pinned" or next(wishes, None) is not None]
        said = [one for one in said if one.id not in {"equally_short_ways", "more_equally_short_ways"}]
        codes = {code for way in self.usual for code in way.missing} - {one.code for one in made.exams}
        if codes:
            tried = "more_equally_short_ways" if len(self.usual) == WAYS_HELD else "equally_short_ways"
            said.append(Reason(tried, tuple(sorted(codes)), (("ways", len(self.usual)),)))
        return tuple(said)


def _most_first(codes: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every choice of some of the codes, those of most codes first, and none of them last."""
    for size in range(len(codes), -1, -1):
        yield from combinations(codes, size)


def prepare(
    plan: Plan,
    happened: Iterable[Happening],
    passed: Iterable[Passed],
    on: date,
    wishes: Wishes,
    *,
    registered: Iterable[Registered | str] = (),
    studied: Mapping[str, int] | None = None,
) -> Prepared:
    """Sort out where the old plan stands on a day, and what is then asked.

    Raises:
        ValueError: When the news contradict each other or what is passed.
    """
    numbers = with_overrides(wishes.overrides)
    now = situation(plan, happened, passed, on, wishes.county, registered=registered, studied=studied, numbers=numbers)
    calm = wishes.sat_before or now.anybody_sat or any(line.sat for line in now.behind)
    first = None if calm else int(numbers["max_exams_first_term"].number)
    over = {*now.done, *now.held}
    wishes = evolve(wishes, pins=tuple(pin for pin in wishes.pins if pin.code not in over))
    request = Request(
        plan.goal,
        wishes.availability,
        on,
        wishes.county,
        first if wishes.first_term_max is None else wishes.first_term_max,
        wishes.pins,
        wishes.exclude,
        wishes.finish_by,
        wishes.calendar or ExamCalendar(),
        numbers,
        now.studied,
        done=now.done | now.held.keys(),
        blocking={**blocking_orders(), **{code: tuple(before) for code, before in wishes.blocking.items()}},
    )
    usual, planned = _ways(request, now, ()), _ways(request, now, (*now.wanted, *now.again))
    ways = tuple(dict.fromkeys((*planned, *usual)))
    held_weeks = tuple(left for week in plan.weeks if week.monday >= on and (left := _held(week, now.held)).hours)
    return Prepared(
        plan,
        now,
        _after_held(request, now.held),
        ways,
        usual,
        Old(now.wanted, frozenset(code for code, one in now.registered.items() if one.paid), frozenset(now.again)),
        held_weeks,
        wishes,
    )


def _ways(request: Request, now: Situation, codes: Iterable[str]) -> tuple[Way, ...]:
    """The first ways that hold what is wished for, and these codes."""
    through = tuple(dict.fromkeys((*(pin.code for pin in request.pins), *codes)))
    return tuple(islice(every_way(request.goal, now.behind, request.on, through=through), WAYS_HELD))


def _held(week: PlanWeek, held: Mapping[str, str]) -> PlanWeek:
    return evolve(week, hours=tuple((code, hours) for code, hours in week.hours if held.get(code) == week.term))


def _after_held(request: Request, held: Mapping[str, str]) -> Request:
    """The request with no hours until the time of what is held is over.

    To the planner terms share no weeks. Study for the first open term begins when it would have begun in a plan with
    these exams in it: at the usual time, and not before the week after the last of them.
    """
    if not held:
        return request
    name = open_terms(request.on, 1, within=request.county)[0]
    spring = name[0] == "V"
    usual = request.numbers["study_from_spring" if spring else "study_from_autumn"].value
    month, day = (int(part) for part in usual.split("-"))
    last = max(request.calendar.sitting(term, code).first for code, term in held.items())
    start = max(date(int(name[1:]) - spring, month, day), monday_of(last) + timedelta(days=7))
    free = request.availability
    none = dict.fromkeys(mondays(request.on, start - timedelta(days=1)), 0)
    return evolve(request, availability=evolve(free, other_weeks={**free.other_weeks, **none}))
