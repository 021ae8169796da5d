"""An independent check of a cohort's plans, written apart from the program and sharing none of its reckoning.

It reads the plans as they stand and adds up for itself what they take of each resource. It does not know whether a
better cohort exists; it knows whether this one keeps every rule and says what is true of it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import frozen

from tiltak.study.cohort.model import Aim, Fairness, LeftOut, Member, Placed, Resource, ResourceKind
from tiltak.study.cohort.plan import Cohort
from tiltak.study.curriculum.terms import county as county_of
from tiltak.study.curriculum.terms import open_terms
from tiltak.study.planning.checks import verify
from tiltak.study.planning.plans import Plan

__all__ = ["CohortViolation", "verify_cohort"]

_TOLERANCE = 1e-6


@frozen
class CohortViolation:
    """A rule that a cohort's result breaks.

    Attributes:
        rule: Which rule, as a short id.
        about: Cases, resources or aims it concerns.
    """

    rule: str
    about: tuple[str, ...] = ()


def verify_cohort(
    cohort: Cohort, members: Iterable[Member], resources: Iterable[Resource]
) -> tuple[CohortViolation, ...]:
    """Every rule that a cohort's result breaks; an empty answer is a sound one.

    Args:
        cohort: The result.
        members: Those who were to be planned for.
        resources: What they were to share.
    """
    youths, shared = list(members), list(resources)
    found = [
        *_everybody_once(cohort, youths),
        *(violation for one in youths for violation in _youth(cohort, one)),
        *_resources(cohort, youths, shared),
        *_aims(cohort, youths),
    ]
    return tuple(sorted(found, key=lambda one: (one.rule, one.about)))


def _everybody_once(cohort: Cohort, members: list[Member]) -> Iterator[CohortViolation]:
    there = Counter([*(one.case_id for one in cohort.placed), *(one.case_id for one in cohort.left_out)])
    asked = {one.case_id for one in members}
    yield from (CohortViolation("dropped", (case,)) for case in sorted(asked - set(there)))
    yield from (CohortViolation("nobody_asked", (case,)) for case in sorted(set(there) - asked))
    yield from (CohortViolation("twice", (case,)) for case, times in there.items() if times > 1)


def _youth(cohort: Cohort, member: Member) -> Iterator[CohortViolation]:
    placed = next((one for one in cohort.placed if one.case_id == member.case_id), None)
    if placed is None:
        out = next((one for one in cohort.left_out if one.case_id == member.case_id), None)
        if out is not None:
            yield from _left_out(out)
        return
    for plan in (placed.plan, placed.alone):
        broken = verify(
            plan,
            member.passed,
            member.availability,
            first_term_max=member.first_term_max,
            sat_before=member.sat_before,
            pins=member.pins,
            exclude=member.exclude,
            finish_by=member.finish_by,
            calendar=cohort.asked.terms.calendar,
        )
        yield from (CohortViolation("plan", (member.case_id, one.rule, *one.about)) for one in broken)
    yield from _told(cohort, member, placed)


def _left_out(out: LeftOut) -> Iterator[CohortViolation]:
    alone = isinstance(out.alone, Plan)
    if (out.reason == "short" and not alone) or (out.reason == "no_plan_alone" and alone):
        yield CohortViolation("reason", (out.case_id,))
    if out.reason == "short" and not (out.shortage and out.shortage.short):
        yield CohortViolation("no_reason", (out.case_id,))


def _told(cohort: Cohort, member: Member, placed: Placed) -> Iterator[CohortViolation]:
    """What is said of a youth against the two plans."""
    here = county_of(member.county)
    names = open_terms(cohort.on, 40, within=here)
    last = names.index(placed.plan.last_term) if placed.plan.exams else -1
    best = names.index(placed.alone.last_term) if placed.alone.exams else -1
    if placed.delay != last - best or placed.delay < 0:
        yield CohortViolation("delay", (member.case_id,))
    then = {one.code: one.term for one in placed.alone.exams}
    now = {one.code: one.term for one in placed.plan.exams}
    if set(then) != set(now) or set(placed.moved) != {code for code in now if now[code] != then.get(code)}:
        yield CohortViolation("moved", (member.case_id,))
    if (placed.held_back is None) is not (placed.delay == 0):
        yield CohortViolation("held_back", (member.case_id,))
    if cohort.proof == "optimal" and placed.held_back is not None and not placed.held_back.short:
        yield CohortViolation("could_be_sooner", (member.case_id,))


def _taken(member: Member, plan: Plan, resource: Resource) -> int:
    """What a plan takes of a resource, read off the plan and its costs."""
    rides = resource.kind is not ResourceKind.CAR or member.ride_wanted is True
    if resource.kind not in member.shares or not rides:
        return 0
    fees = {one.code: one.fee.value for one in plan.cost if one.fee}
    here = [
        one
        for one in plan.exams
        if one.code in (resource.codes or (one.code,)) and one.term in (resource.terms or (one.term,))
    ]
    if resource.kind is ResourceKind.ROOM:
        return len({one.term for one in here}) * (resource.use or 1)
    if resource.kind is ResourceKind.EXAM_FEES and resource.use is None:
        return sum(fees[one.code] for one in here)
    return len(here) * (resource.use or 1)


def _resources(cohort: Cohort, members: list[Member], resources: list[Resource]) -> Iterator[CohortViolation]:
    told = {one.resource: one for one in cohort.use}
    of = {one.case_id: one for one in members}
    plans = [(of[one.case_id], one.plan) for one in cohort.placed if one.case_id in of]
    everybody: tuple[Placed | LeftOut, ...] = (*cohort.placed, *cohort.left_out)
    alone = [(of[one.case_id], one.alone) for one in everybody if one.case_id in of]
    for resource in resources:
        used = sum(_taken(member, plan, resource) for member, plan in plans)
        wanted = sum(_taken(member, plan, resource) for member, plan in alone if isinstance(plan, Plan))
        if used > resource.amount:
            yield CohortViolation("too_much", (resource.id,))
        line = told.get(resource.id)
        if line is None or (line.amount, line.used, line.wanted) != (resource.amount, used, wanted):
            yield CohortViolation("use", (resource.id,))


def _aims(cohort: Cohort, members: list[Member]) -> Iterator[CohortViolation]:
    """What the aims say against the plans."""
    of = {one.case_id: one for one in members}
    horizon = int(cohort.asked.terms.number("terms_ahead"))
    delays = {one.case_id: one.delay for one in cohort.placed}
    delays |= {one.case_id: horizon for one in cohort.left_out if isinstance(one.alone, Plan)}
    pairs = [(of[case], terms) for case, terms in delays.items() if case in of]
    for aim in cohort.aims:
        if abs(_true(aim, cohort, pairs) - aim.value) > _TOLERANCE or aim.bound > aim.value:
            yield CohortViolation("aim", (aim.id, aim.about))
    if (cohort.proof == "optimal") is not _proved(cohort):
        yield CohortViolation("proof")
    days = sorted({_day(member) for member, _ in pairs})
    waits = cohort.fairness is Fairness.WAITED_LONGEST
    if waits and [one.about for one in cohort.aims if one.id == "delay_by_waiting"] != days:
        yield CohortViolation("aim", ("delay_by_waiting", ""))


def _day(member: Member) -> str:
    return member.waited_since.isoformat() if member.waited_since else ""


def _true(aim: Aim, cohort: Cohort, pairs: list[tuple[Member, int]]) -> float:
    """What an aim comes to, counted from the plans."""
    match aim.id:
        case "left_out":
            return sum(1 for one in cohort.left_out if isinstance(one.alone, Plan))
        case "delay":
            return sum(terms for _, terms in pairs)
        case "moved":
            return sum(len(one.moved) for one in cohort.placed)
        case "delay_by_waiting":
            return sum(terms for member, terms in pairs if _day(member) == aim.about)
        case "delayed_at_least":
            return sum(1 for _, terms in pairs if terms >= int(aim.about))
        case _:
            groups: defaultdict[str, list[int]] = defaultdict(list)
            for member, terms in pairs:
                groups[member.group or f"alone {member.case_id}"].append(terms)
            return float(max((Fraction(sum(group), len(group)) for group in groups.values()), default=0))


def _proved(cohort: Cohort) -> bool:
    return all(one.proved for one in cohort.aims) and all(one.reason != "not_settled" for one in cohort.left_out)
