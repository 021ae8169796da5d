"""One youth's own plan, and the terms each exam of it could be moved to.

What is said here about room is never stricter than the planner: it only spares the solver what cannot work. Whether
a placing can be studied for is asked of `build_plan` itself, for every youth whose exams are moved.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import floor

from attrs import define, evolve, field, frozen

from tiltak.study.cohort.model import Member
from tiltak.study.curriculum.subjects import catalogue
from tiltak.study.curriculum.terms import ExamCalendar, open_terms, term
from tiltak.study.curriculum.terms import county as county_of
from tiltak.study.planning.build import Fee, build_plan
from tiltak.study.planning.plans import NoPlan, Pin, Plan, Reason, defaults
from tiltak.study.planning.weeks import monday_of, mondays

__all__ = ["Case", "Cut", "Terms", "alone", "case_of", "planned"]

Placing = dict[str, str]
"""The term of each exam code."""

Cut = tuple[tuple[str, str], ...]
"""Pairs of code and term that cannot all be."""


@frozen
class Terms:
    """What plans are made with, the same for the whole cohort."""

    on: date
    calendar: ExamCalendar
    fee: Fee
    overrides: Mapping[str, float | str]

    def number(self, name: str) -> str:
        """A default, or the office's number in its place."""
        return str(self.overrides.get(name, defaults()[name].value))


@define
class Case:
    """A youth in the cohort's program.

    Attributes:
        member: The youth.
        alone: The plan there would be with everything alone.
        terms: The open terms, in order.
        allowed: For each exam code, the indices of terms it may be in.
        best: Index of the last term of the plan alone; -1 when nothing is missing.
        first_most: Most exams in the first term with any.
        rooms: Triples (term, codes, hours): no more hours than this for these exams in the term.
        apart: Triples (term, code, code) held on one day.
        order: Pairs of a code and what it builds on, where the plan alone keeps the order.
        cuts: Placings of some exams that the planner has refused.
    """

    member: Member
    alone: Plan
    terms: tuple[str, ...]
    allowed: dict[str, tuple[int, ...]]
    best: int
    first_most: int
    rooms: tuple[tuple[int, tuple[str, ...], int], ...]
    apart: tuple[tuple[int, str, str], ...]
    order: tuple[tuple[str, tuple[str, ...]], ...]
    cuts: set[Cut] = field(factory=set)

    @property
    def own(self) -> Placing:
        """The placing of the plan alone."""
        return {one.code: one.term for one in self.alone.exams}

    def delay(self, placing: Mapping[str, str]) -> int:
        """Terms that a placing ends later than the plan alone."""
        return max((self.terms.index(name) for name in placing.values()), default=-1) - self.best


def alone(member: Member, terms: Terms) -> Plan | NoPlan:
    """The plan of a youth who shares nothing."""
    return build_plan(
        member.goal,
        member.passed,
        member.availability,
        terms.on,
        county=member.county,
        first_term_max=member.first_term_max,
        sat_before=member.sat_before,
        pins=member.pins,
        exclude=member.exclude,
        finish_by=member.finish_by,
        calendar=terms.calendar,
        fee=terms.fee,
        overrides=terms.overrides,
    )


def planned(case: Case, placing: Placing, terms: Terms) -> Plan | None:
    """The plan with every exam in its term; None, and a new cut, when it cannot be studied for.

    The pins that hold the exams in place are the cohort's, not the youth's, so the plan does not speak of them; and a
    plan that ends later than alone does not say that it ends as early as can be.
    """
    if placing == case.own:
        return case.alone
    codes = [one.code for one in case.alone.exams]
    wished = {pin.code for pin in case.member.pins}
    held = tuple(Pin(code, placing[code]) for code in codes)
    found = alone(evolve(case.member, pins=held), terms)
    if isinstance(found, NoPlan):
        named = {(one.codes[0], str(dict(one.values)["term"])) for one in found.conflict if one.id == "pin"}
        case.cuts.add(tuple(sorted(named or placing.items())))
        return None
    reasons = [one for one in found.reasons if one.id != "pinned" or one.codes[0] in wished]
    if case.delay(placing) > 0:
        shared = Reason("shared_with_others", tuple(codes), (("term", case.alone.last_term),))
        reasons = [shared if one.id == "earliest_finish" else one for one in reasons]
    return evolve(found, reasons=tuple(reasons))


def case_of(member: Member, own: Plan, terms: Terms) -> Case:
    """What the cohort's program knows of a youth."""
    here = county_of(member.county)
    names = open_terms(terms.on, int(terms.number("terms_ahead")), within=here)
    index = {name: number for number, name in enumerate(names)}
    codes = [one.code for one in own.exams]
    hours = {one.code: one.hours for one in own.exams}
    allowed: dict[str, list[int]] = {code: [] for code in codes}
    rooms, apart = [], []
    for number, name in enumerate(names if codes else ()):
        free = [code for code in codes if _allowed(member, own, code, name)]
        due: dict[date, list[str]] = {}
        for code in free:
            due.setdefault(terms.calendar.sitting(name, code).first, []).append(code)
        before: list[str] = []
        for day in sorted(due):
            room = _room(member, terms, name, day)
            fitting = [code for code in due[day] if hours[code] <= room]
            before += fitting
            for code in fitting:
                allowed[code].append(number)
            if sum(hours[code] for code in before) > room:
                rooms.append((number, tuple(before), room))
        dated = [(code, terms.calendar.sitting(name, code)) for code in free]
        apart += [
            (number, code, other)
            for at, (code, one) in enumerate(dated)
            for other, two in dated[at + 1 :]
            if one.kind == two.kind == "DATE" and one.first == two.first
        ]
    calm = (
        None
        if member.sat_before or any(line.sat for line in member.passed)
        else int(terms.number("max_exams_first_term"))
    )
    first = calm if member.first_term_max is None else member.first_term_max
    placed = {one.code: index[one.term] for one in own.exams}
    return Case(
        member,
        own,
        names,
        {code: tuple(found) for code, found in allowed.items()},
        max(placed.values(), default=-1),
        len(codes) if first is None else first,
        tuple(rooms),
        tuple(apart),
        _order(codes, placed),
    )


def _order(codes: Sequence[str], placed: Mapping[str, int]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = []
    for code in codes:
        before = tuple(one for one in catalogue().builds_on.get(code, ()) if one in placed)
        if any(placed[one] <= placed[code] for one in before):
            found.append((code, before))
    return tuple(found)


def _allowed(member: Member, own: Plan, code: str, name: str) -> bool:
    results = term(name).results.last
    late = (member.finish_by and results > member.finish_by) or (own.goal.valid_to and results > own.goal.valid_to)
    wished = all(pin.allows(name) for pin in member.pins if pin.code == code)
    return wished and not late and not any(no.forbids(code, name) for no in member.exclude)


def _room(member: Member, terms: Terms, name: str, exam: date) -> int:
    """Hours that can be studied for a term before an exam: at least as many as the planner would give."""
    year = int(name[1:])
    spring = name[0] == "V"
    month, day = (int(part) for part in terms.number("study_from_spring" if spring else "study_from_autumn").split("-"))
    start = max(terms.on, date(year - spring, month, day))
    share, off = float(terms.number("planned_share_of_available")), terms.number("holiday_weeks").split()
    free, total = member.availability, 0
    for monday in mondays(start, monday_of(exam) - timedelta(days=1)):
        holiday = str(monday.isocalendar().week) in off and monday not in free.other_weeks
        hours = 0 if holiday else free.hours(monday)
        total += max(min(hours, 1), floor(round(hours * share, 6)))
    return total
