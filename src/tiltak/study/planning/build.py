"""Making the study plan: the way, the terms, the weeks, what it costs and what has to happen by when."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from importlib import import_module
from itertools import combinations

from tiltak.rules import Dated, OutsideDates
from tiltak.study.curriculum.gaps import Gap, Way, gap
from tiltak.study.curriculum.goals import Goal
from tiltak.study.curriculum.passes import Passed
from tiltak.study.curriculum.subjects import catalogue
from tiltak.study.curriculum.terms import County, ExamCalendar, open_terms, term_at, v2024_calendar
from tiltak.study.curriculum.terms import county as county_of
from tiltak.study.planning.conflicts import explain
from tiltak.study.planning.demands import Model, Request, annual_hours, model
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
    with_overrides,
)
from tiltak.study.planning.problem import Outcome, Score
from tiltak.study.planning.search import NODE_LIMIT, solve
from tiltak.study.planning.weeks import Availability, spread

__all__ = ["Fee", "build_plan", "fee_in_law"]

Fee = Callable[[date, bool], Dated[int]]
"""The fee in NOK of one exam: day of registration, and whether the subject was passed before."""


def fee_in_law(registered_on: date, passed_before: bool) -> Dated[int]:  # noqa: FBT001 - the signature of the law room
    """The exam fee as the law room has it, loaded when first asked for."""
    found: Dated[int] = import_module("tiltak.law").exam_fee(registered_on, passed_before)
    return found


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
        node_limit: Nodes after which the search answers with what it has and a bound.

    Raises:
        UnknownCode: When the goal or the county does not exist.

    >>> plan = build_plan("FAG:SAK1001", [], Availability(5), date(2026, 11, 23), county="40")
    >>> [(one.code, one.term) for one in plan.exams], plan.proof
    ([('SAK1001', 'V2027')], 'optimal')
    """
    behind = tuple(passed)
    missing = gap(goal, behind, on)
    numbers = with_overrides(overrides or {})
    calm = None if sat_before or any(line.sat for line in behind) else int(numbers["max_exams_first_term"].number)
    request = Request(
        missing.goal,
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
    )
    ways = [way for way in missing.ways if all(pin.code in way.missing for pin in request.pins)]
    if not ways:
        return _no_way(missing, request)
    way, shape, outcome = _best(request, ways, node_limit)
    if outcome.placed is None or outcome.score is None:
        if outcome.proof == "bounded":
            return NoPlan(request.goal, on, (), (), proof="not_settled")
        return explain(request, way, node_limit)
    return _plan(request, missing, (way, shape, outcome), fee, first_given=first_term_max is not None)


def _no_way(missing: Gap, request: Request) -> NoPlan:
    if missing.ways:
        stray = tuple(pin.code for pin in request.pins if pin.code not in missing.missing)
        return NoPlan(
            request.goal, request.on, (Conflict("pin_outside_goal", stray),), (Alternative("pin_outside_goal", stray),)
        )
    instead = missing.goal.instead
    others = (Alternative("other_goal", values=(("goal", instead),)),) if instead else ()
    return NoPlan(request.goal, request.on, (Conflict("no_private_exam", (missing.goal.about,), is_rule=True),), others)


def _best(request: Request, ways: Sequence[Way], node_limit: int) -> tuple[Way, Model, Outcome]:
    """The way with the best placing; ways that put the same problem are searched once."""
    seen: set[object] = set()
    best: tuple[Way, Model, Outcome] | None = None
    for way in ways:
        shape = model(request, way)
        problem = shape.problem
        key = (problem.hours, problem.weeks_before, problem.capacity, problem.after, problem.clashes)
        if key in seen:
            continue
        seen.add(key)
        outcome = solve(problem, node_limit)
        if best is None or _better(outcome, best[2]):
            best = (way, shape, outcome)
    if best is None:
        raise ValueError("there is no way to choose from")
    return best


def _better(one: Outcome, other: Outcome) -> bool:
    if one.score is None or other.score is None:
        return one.score is not None
    return one.score < other.score


def _plan(request: Request, missing: Gap, chosen: tuple[Way, Model, Outcome], fee: Fee, *, first_given: bool) -> Plan:
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
        )
        for index in order
    )
    by_term: dict[str, tuple[PlannedExam, ...]] = {}
    for one in exams:
        by_term[one.term] = (*by_term.get(one.term, ()), one)
    weeks = _weeks(shape, placed)
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
        ),
        tuple(_cost(one, request.county, fee) for one in exams),
        _reasons(request, missing, shape, placed, score),
        _warnings(exams),
        outcome.proof,
        score,
        outcome.bound,
        _used(request, exams, first_given=first_given),
    )


def _weeks(shape: Model, placed: Sequence[int]) -> tuple[PlanWeek, ...]:
    """The hours of every week; in each term the worst week is as light as it can be."""
    problem = shape.problem
    found = []
    for term in sorted(set(placed)):
        here = [index for index, one in enumerate(placed) if one == term]
        ceiling = problem.peak(term, sum(1 << index for index in here))
        due = [problem.weeks_before[index][term] or 0 for index in here]
        capacity = [min(hours, ceiling) for hours in problem.capacity[term]]
        table = spread([problem.hours[index] for index in here], due, capacity)
        for monday, row in zip(shape.weeks[term], table, strict=False):
            hours = tuple((shape.codes[index], given) for index, given in zip(here, row, strict=True) if given)
            if hours:
                found.append(PlanWeek(monday, shape.terms[term], hours))
    return tuple(found)


def _cost(exam: PlannedExam, county: County, fee: Fee) -> PlanCost:
    """The fee of an exam not passed before; every exam code costs one fee."""
    try:
        rate = fee(county.registration(exam.term).first, False)  # noqa: FBT003 - the signature of the law room
    except OutsideDates:
        return PlanCost(exam.code, exam.term, None, confirmed=False)
    return PlanCost(exam.code, exam.term, rate, rate.confirmed)


def _reasons(request: Request, missing: Gap, shape: Model, placed: Sequence[int], score: Score) -> tuple[Reason, ...]:
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
    found += [Reason("pinned", (pin.code,), (("term", pin.term),)) for pin in request.pins]
    found += [Reason("excluded", (one.code,) if one.code else (), (("term", one.term),)) for one in request.exclude]
    others = sorted({code for other in missing.ways for code in other.missing} - set(shape.codes))
    if others:
        found.append(Reason("equally_short_ways", tuple(others), (("ways", len(missing.ways)),)))
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
    names += ["study_from_spring", "study_from_autumn", "holiday_weeks"]
    if any(one.annual_hours is None for one in exams):
        names.append("hours_when_unknown")
    if not first_given and request.first_term_max is not None:
        names.append("max_exams_first_term")
    if request.availability.max_exams_per_term == int(request.numbers["max_exams_per_term"].number):
        names.append("max_exams_per_term")
    return tuple(request.numbers[name] for name in sorted(names))
