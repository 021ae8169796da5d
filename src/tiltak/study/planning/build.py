"""Making the study plan: the way, the terms, the weeks, what it costs and what has to happen by when."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations, islice

from attrs import evolve

from tiltak.rules import OutsideDates
from tiltak.study.curriculum.fees import Fee, fee_in_law
from tiltak.study.curriculum.gaps import WAYS_HELD, Way, every_way
from tiltak.study.curriculum.goals import Goal
from tiltak.study.curriculum.goals import goal as goal_of
from tiltak.study.curriculum.passes import Passed, standing
from tiltak.study.curriculum.subjects import catalogue
from tiltak.study.curriculum.terms import ExamCalendar, open_terms, term_at, v2024_calendar
from tiltak.study.curriculum.terms import county as county_of
from tiltak.study.planning.conflicts import explain
from tiltak.study.planning.demands import Model, Models, Request, annual_hours, blocking_orders
from tiltak.study.planning.milestones import milestones
from tiltak.study.planning.plans import (
    Alternative,
    Conflict,
    Default,
    Exclusion,
    NoPlan,
    Pin,
    Plan,
    PlanCost,
    PlannedExam,
    PlanWeek,
    Reason,
    Registered,
    with_overrides,
)
from tiltak.study.planning.problem import Outcome, Problem, Score
from tiltak.study.planning.search import NODE_LIMIT, settle, solve
from tiltak.study.planning.weeks import Availability, longest_gap, spread

__all__ = ["Fee", "build_plan", "fee_in_law"]


def build_plan(
    goal: Goal | str,
    passed: Iterable[Passed],
    availability: Availability,
    on: date,
    *,
    county: str,
    first_term_max: int | None = None,
    sat_before: bool = False,
    pins: Sequence[Pin] = (),
    exclude: Sequence[Exclusion] = (),
    finish_by: date | None = None,
    calendar: ExamCalendar | None = None,
    fee: Fee = fee_in_law,
    overrides: Mapping[str, float | str] | None = None,
    studied: Mapping[str, int] | None = None,
    registered: Sequence[Registered] = (),
    blocking: Mapping[str, Sequence[str]] | None = None,
    node_limit: int = NODE_LIMIT,
) -> Plan | NoPlan:
    """The best plan to a goal, or why there is none.

    Best means, in this order: the earliest last term, no exam before what it builds on, the least load in the worst
    week, the fewest exams in a term; and when all that is equal, the earliest exams of the goal first.

    Args:
        goal: A goal or its code.
        passed: What the youth has behind them.
        availability: Hours a week, weeks off and most exams a term.
        on: The day the plan is made. A term whose registration is over by then is never used.
        county: County number, for deadlines.
        first_term_max: Most exams in the first term with an exam; None takes the default, which is for those who
            have never sat an exam.
        sat_before: Whether the youth is registered for an exam or has sat one. One among `passed` says so as well.
        pins: Terms that exams must be taken in.
        exclude: Terms that must not be used.
        finish_by: The last day the last result may come.
        calendar: Known exam days; without them an exam has a period.
        fee: Gives the fee; the law room's by default.
        overrides: Numbers of the office in place of the defaults, by id.
        studied: Hours already put into an exam, by code; they are not planned again.
        registered: Exams registered for already. They keep their term, also one whose registration is over, and who
            has one is no beginner.
        blocking: For an exam, those it cannot be taken before, one of which is enough; beside what a regulation
            demands. What the catalogue says that a subject builds on is advice, and never bars.
        node_limit: Nodes after which the search answers with what it has and a bound.

    Raises:
        UnknownCode: When the goal or the county does not exist.

    >>> plan = build_plan("FAG:SAK1001", [], Availability(5), date(2026, 11, 23), county="40")
    >>> [(one.code, one.term) for one in plan.exams], plan.proof
    ([('SAK1001', 'V2027')], 'optimal')
    """
    behind = tuple(passed)
    papers = standing(behind)
    aim = goal_of(goal) if isinstance(goal, str) else goal
    numbers = with_overrides(overrides or {})
    calm = (
        None
        if sat_before or registered or any(line.sat for line in behind)
        else int(numbers["max_exams_first_term"].number)
    )
    request = Request(
        aim,
        availability,
        on,
        county_of(county),
        calm if first_term_max is None else first_term_max,
        tuple(pins),
        tuple(exclude),
        finish_by,
        calendar or ExamCalendar(),
        numbers,
        studied or {},
        tuple(registered),
        papers.done,
        {**blocking_orders(), **{code: tuple(before) for code, before in (blocking or {}).items()}},
    )
    fixed = tuple(dict.fromkeys((*(one.code for one in request.pins), *(one.code for one in request.registered))))
    ways = tuple(islice(every_way(aim, behind, on, through=fixed), WAYS_HELD))
    if not ways:
        return _no_way(request, fixed, next(every_way(aim, behind, on), None))
    models = Models(request)
    way, shape, outcome = _best(models, ways, node_limit)
    if outcome.placed is None or outcome.score is None:
        if outcome.proof == "bounded":
            return NoPlan(request.goal, on, (), (), proof="not_settled")
        return explain(models, way, node_limit)
    plan = _plan(request, ways, (way, shape, outcome), fee, first_given=first_term_max is not None)
    twice = tuple(one.code for one in papers.repeated)
    return evolve(plan, warnings=(*plan.warnings, Reason("passed_twice", twice))) if twice else plan


def _no_way(request: Request, fixed: tuple[str, ...], way: Way | None) -> NoPlan:
    """No way holds all that is pinned or registered, or there is none at all."""
    aim = request.goal
    if way is not None:
        stray = tuple(code for code in fixed if code not in way.missing)
        return NoPlan(
            aim, request.on, (Conflict("pin_outside_goal", stray),), (Alternative("pin_outside_goal", stray),)
        )
    others = (Alternative("other_goal", values=(("goal", aim.instead),)),) if aim.instead else ()
    return NoPlan(aim, request.on, (Conflict("no_private_exam", (aim.about,), is_rule=True),), others)


def _best(models: Models, ways: Sequence[Way], node_limit: int) -> tuple[Way, Model, Outcome]:
    """The way with the best placing; ways that put the same problem are searched once, and share the nodes."""
    best: tuple[Way, Model, Outcome] | None = None
    seen: set[object] = set()
    spent, bounds = 0, list[Score]()
    for way in ways:
        shape = models.of(way)
        key = _without_names(shape.problem)
        if key in seen:
            continue
        seen.add(key)
        under = best[2].score if best else None
        outcome = solve(shape.problem, max(1, node_limit - spent), under=under, earliest=False)
        spent += outcome.nodes
        if outcome.bound is not None:
            bounds.append(outcome.bound)
        if best is None or outcome.score is not None:
            best = (way, shape, outcome)
    if best is None:
        raise ValueError("there is no way to choose from")
    way, shape, outcome = best
    if outcome.score is None:
        return way, shape, evolve(outcome, proof="bounded" if bounds else "infeasible", bound=min(bounds, default=None))
    bound = min((one for one in bounds if one < outcome.score), default=None)
    outcome = evolve(outcome, proof="optimal" if bound is None else "bounded", bound=bound, nodes=spent)
    return way, shape, settle(shape.problem, outcome, node_limit)


def _without_names(problem: Problem) -> object:
    """The problem with its exams in an order that only depends on what they are: equal for ways that ask the same."""
    exams = range(len(problem.hours))
    alike = [(problem.hours[n], repr(problem.weeks_before[n]), len(problem.after[n])) for n in exams]
    order = sorted(exams, key=lambda n: (alike[n], sorted(alike[one] for one in problem.after[n]), n))
    place = {n: position for position, n in enumerate(order)}
    return (
        tuple(alike[n] for n in order),
        problem.capacity,
        tuple(tuple(sorted(place[one] for one in problem.after[n])) for n in order),
        tuple(tuple(place[one] for one in problem.required[n]) for n in order) if problem.required else (),
        frozenset((term, *sorted((place[a], place[b]))) for term, a, b in problem.clashes),
    )


def _plan(
    request: Request, ways: Sequence[Way], chosen: tuple[Way, Model, Outcome], fee: Fee, *, first_given: bool
) -> Plan:
    way, shape, outcome = chosen
    placed, score = outcome.placed or (), outcome.score or Score(-1, 0, 0, 0)
    annual = annual_hours(way)
    order = sorted(range(len(shape.codes)), key=lambda index: (placed[index], index))
    exams = tuple(
        PlannedExam(
            code := shape.codes[index],
            name := shape.terms[placed[index]],
            request.calendar.sitting(name, code),
            shape.problem.hours[index],
            annual[code],
            any(one.code == code for one in request.registered),
        )
        for index in order
    )
    by_term: dict[str, tuple[PlannedExam, ...]] = {}
    for one in exams:
        by_term[one.term] = (*by_term.get(one.term, ()), one)
    weeks, gaps = _weeks(shape, placed, int(request.numbers["study_every_weeks"].number))
    return Plan(
        request.goal,
        request.on,
        request.county.no,
        way,
        exams,
        weeks,
        milestones(
            by_term,
            weeks,
            request.county,
            weeks_off=request.availability.weeks_off,
            preparation_days=int(request.numbers["preparation_days"].number),
            not_before=request.on,
            paid=frozenset(one.code for one in request.registered if one.paid),
        ),
        tuple(_cost(one, request, fee) for one in exams),
        _reasons(request, ways, shape, placed, score),
        (*_warnings(exams), *gaps),
        outcome.proof,
        score,
        outcome.bound,
        _used(request, exams, first_given=first_given),
    )


def _weeks(shape: Model, placed: Sequence[int], every: int) -> tuple[tuple[PlanWeek, ...], tuple[Reason, ...]]:
    """The hours of every week, in each term the worst as light as it can be; and the sessions that lie far apart."""
    problem = shape.problem
    found, gaps = [], []
    for term in sorted(set(placed)):
        here = [index for index, one in enumerate(placed) if one == term]
        ceiling = problem.peak(term, sum(1 << index for index in here))
        due = [problem.weeks_before[index][term] or 0 for index in here]
        capacity = [min(hours, ceiling) for hours in problem.capacity[term]]
        table = spread([problem.hours[index] for index in here], due, capacity, every=every)
        for monday, row in zip(shape.weeks[term], table, strict=False):
            hours = tuple((shape.codes[index], given) for index, given in zip(here, row, strict=True) if given)
            if hours:
                found.append(PlanWeek(monday, shape.terms[term], hours))
        for position, (index, weeks) in enumerate(zip(here, due, strict=True)):
            gap = longest_gap([row[position] for row in table[:weeks]], capacity[:weeks])
            if gap > every:
                gaps.append(Reason("long_gap", (shape.codes[index],), (("weeks", gap),)))
    return tuple(found), tuple(gaps)


def _cost(exam: PlannedExam, request: Request, fee: Fee) -> PlanCost:
    """The fee of an exam not passed before; every exam code costs one fee."""
    paid = any(one.paid for one in request.registered if one.code == exam.code)
    try:
        rate = fee(request.county.registration(exam.term).first, False)  # noqa: FBT003 - the signature of the law room
    except OutsideDates:
        return PlanCost(exam.code, exam.term, None, confirmed=False, paid=paid)
    return PlanCost(exam.code, exam.term, rate, rate.confirmed, paid)


def _reasons(
    request: Request, ways: Sequence[Way], shape: Model, placed: Sequence[int], score: Score
) -> tuple[Reason, ...]:
    if not shape.codes:
        return (Reason("nothing_missing"),)
    found = [Reason("earliest_finish", shape.codes, (("term", shape.terms[score.last_term]),))]
    now, first = term_at(request.on), open_terms(request.on, 1, within=request.county)[0]
    if now != first:
        found.append(Reason("registration_closed", (), (("term", now), ("first", first))))
    most = request.availability.max_exams_per_term
    if request.first_term_max is None:
        found.append(Reason("sat_before", (), (("most", most),)))
    else:
        found.append(Reason("max_exams_first_term", (), (("most", request.first_term_max),)))
        found.append(Reason("max_exams_per_term", (), (("most", most),)))
    found.append(Reason("worst_week", (), (("hours", score.peak), ("total", sum(shape.problem.hours)))))
    for index, before in enumerate(shape.problem.after):
        if before:
            kept = any(placed[one] <= placed[index] for one in before)
            codes = (shape.codes[index], *(shape.codes[one] for one in before))
            found.append(Reason("natural_order" if kept else "natural_order_broken", codes))
    found += [Reason("registered", (one.code,), (("term", one.term),)) for one in request.registered]
    found += [Reason("pinned", (pin.code,), (("term", pin.term),)) for pin in request.pins]
    found += [Reason("excluded", (one.code,) if one.code else (), (("term", one.term),)) for one in request.exclude]
    others = tuple(sorted({code for other in ways for code in other.missing} - set(shape.codes)))
    if others:
        tried = "more_equally_short_ways" if len(ways) == WAYS_HELD else "equally_short_ways"
        found.append(Reason(tried, others, (("ways", len(ways)),)))
    return tuple(found)


def _warnings(exams: tuple[PlannedExam, ...]) -> tuple[Reason, ...]:
    found = []
    vague = tuple(one.code for one in exams if not one.sitting.confirmed)
    if vague:
        found.append(Reason("dates_not_published", vague))
    days = v2024_calendar().days
    for one, other in combinations(exams, 2):
        dated = one.sitting.kind == other.sitting.kind == "DATE"
        then = days.get(("V2024", one.code))
        if one.term == other.term and not dated and then and then == days.get(("V2024", other.code)):
            found.append(Reason("same_day_in_2024", (one.code, other.code), (("date", then),)))
    unknown = tuple(one.code for one in exams if one.annual_hours is None)
    if unknown:
        found.append(Reason("hours_not_stated", unknown))
    unsure = tuple(one.code for one in exams if catalogue().subject(one.code).confidence != "HIGH")
    if unsure:
        found.append(Reason("subject_read_second_hand", unsure))
    return tuple(found)


def _used(request: Request, exams: tuple[PlannedExam, ...], *, first_given: bool) -> tuple[Default, ...]:
    """The numbers the plan rests on that nobody gave for this youth."""
    if not exams:
        return ()
    names = ["share_of_annual_hours", "planned_share_of_available", "least_hours_per_exam", "preparation_days"]
    names += ["study_from_spring", "study_from_autumn", "study_every_weeks", "holiday_weeks"]
    if any(one.annual_hours is None for one in exams):
        names.append("hours_when_unknown")
    if not first_given and request.first_term_max is not None:
        names.append("max_exams_first_term")
    if request.availability.max_exams_per_term == int(request.numbers["max_exams_per_term"].number):
        names.append("max_exams_per_term")
    return tuple(request.numbers[name] for name in sorted(names))
