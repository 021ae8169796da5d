"""What would change the plan: the same question asked again with one thing different, and the difference."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

from attrs import evolve, frozen

from tiltak.study.curriculum.goals import Goal
from tiltak.study.curriculum.passes import Passed
from tiltak.study.curriculum.terms import ExamCalendar
from tiltak.study.planning.build import Fee, build_plan, fee_in_law
from tiltak.study.planning.plans import Exclusion, NoPlan, Pin, Plan, Reason, Registered
from tiltak.study.planning.search import NODE_LIMIT
from tiltak.study.planning.weeks import Availability
from tiltak.study.replanning.telling import terms_between

__all__ = [
    "AnotherGoal",
    "Difference",
    "Exempted",
    "HoursPerWeek",
    "MostExamsPerTerm",
    "PassedAlready",
    "PlanInputs",
    "Supposition",
    "TermOff",
    "WhatIf",
    "each_exam_less",
    "what_if",
    "what_if_table",
]


@frozen
class PlanInputs:
    """Everything `build_plan` is asked with; see there."""

    goal: Goal | str
    passed: tuple[Passed, ...]
    availability: Availability
    on: date
    county: str
    first_term_max: int | None = None
    sat_before: bool = False
    pins: tuple[Pin, ...] = ()
    exclude: tuple[Exclusion, ...] = ()
    finish_by: date | None = None
    calendar: ExamCalendar | None = None
    fee: Fee = fee_in_law
    overrides: Mapping[str, float | str] | None = None
    studied: Mapping[str, int] | None = None
    registered: tuple[Registered, ...] = ()
    blocking: Mapping[str, Sequence[str]] | None = None
    node_limit: int = NODE_LIMIT

    def plan(self) -> Plan | NoPlan:
        """The plan for this."""
        return build_plan(
            self.goal,
            self.passed,
            self.availability,
            self.on,
            county=self.county,
            first_term_max=self.first_term_max,
            sat_before=self.sat_before,
            pins=self.pins,
            exclude=self.exclude,
            finish_by=self.finish_by,
            calendar=self.calendar,
            fee=self.fee,
            overrides=self.overrides,
            studied=self.studied,
            registered=self.registered,
            blocking=self.blocking,
            node_limit=self.node_limit,
        )

    def with_line(self, code: str, grade: str) -> "PlanInputs":
        """The same with one more line behind the youth; wishes for that exam fall away."""
        case = self.passed[0].case_id if self.passed else ""
        pins = tuple(pin for pin in self.pins if pin.code != code)
        return evolve(self, passed=(*self.passed, Passed(case, code, grade)), pins=pins)


class Supposition(Protocol):
    """One thing that is different."""

    def applied(self, inputs: PlanInputs) -> PlanInputs:
        """What is asked when it is so."""

    def said(self, inputs: PlanInputs) -> Reason:
        """What is different, for words under ``replan_reason.<id>``."""


@frozen
class HoursPerWeek:
    """Fewer or more hours in an ordinary week; other weeks stay as they were."""

    hours: int

    def applied(self, inputs: PlanInputs) -> PlanInputs:
        """What is asked when it is so."""
        return evolve(inputs, availability=evolve(inputs.availability, hours_per_week=self.hours))

    def said(self, inputs: PlanInputs) -> Reason:
        """What is different."""
        now = inputs.availability.hours_per_week
        return Reason("if_hours_per_week", (), (("before", now), ("after", self.hours)))


@frozen
class MostExamsPerTerm:
    """More or fewer exams in one term."""

    most: int

    def applied(self, inputs: PlanInputs) -> PlanInputs:
        """What is asked when it is so."""
        return evolve(inputs, availability=evolve(inputs.availability, max_exams_per_term=self.most))

    def said(self, inputs: PlanInputs) -> Reason:
        """What is different."""
        now = inputs.availability.max_exams_per_term
        return Reason("if_max_exams_per_term", (), (("before", now), ("after", self.most)))


@frozen
class AnotherGoal:
    """Another goal, with the same behind and the same time."""

    goal: Goal | str

    def applied(self, inputs: PlanInputs) -> PlanInputs:
        """What is asked when it is so."""
        return evolve(inputs, goal=self.goal)

    def said(self, inputs: PlanInputs) -> Reason:
        """What is different."""
        one, other = (aim if isinstance(aim, str) else aim.id for aim in (inputs.goal, self.goal))
        return Reason("if_another_goal", (), (("before", one), ("after", other)))


@frozen
class PassedAlready:
    """One exam less: it is passed already. That it was sat is not taken to change how calm the start should be."""

    code: str

    def applied(self, inputs: PlanInputs) -> PlanInputs:
        """What is asked when it is so."""
        return inputs.with_line(self.code, "B")

    def said(self, inputs: PlanInputs) -> Reason:  # noqa: ARG002 - the protocol of changes
        """What is different."""
        return Reason("if_passed_already", (self.code,))


@frozen
class Exempted:
    """The youth is let off an exam."""

    code: str

    def applied(self, inputs: PlanInputs) -> PlanInputs:
        """What is asked when it is so."""
        return inputs.with_line(self.code, "F")

    def said(self, inputs: PlanInputs) -> Reason:  # noqa: ARG002 - the protocol of changes
        """What is different."""
        return Reason("if_exempted", (self.code,))


@frozen
class TermOff:
    """A term without exams: ``V2028``, or ``V`` or ``H`` for every spring or autumn."""

    term: str

    def applied(self, inputs: PlanInputs) -> PlanInputs:
        """What is asked when it is so."""
        return evolve(inputs, exclude=(*inputs.exclude, Exclusion(self.term)))

    def said(self, inputs: PlanInputs) -> Reason:  # noqa: ARG002 - the protocol of changes
        """What is different."""
        return Reason("if_term_off", (), (("term", self.term),))


@frozen
class Difference:
    """What two plans differ in; more is positive.

    Attributes:
        terms_later: How many terms later it is over; 0 when one of them has no exams.
        exams: Exams more.
        hours: Hours of study more, in all.
        worst_week: Hours more in the worst week.
        cost: NOK more, as far as fees are known.
        cost_confirmed: Whether every fee of both is confirmed.
    """

    terms_later: int
    exams: int
    hours: int
    worst_week: int
    cost: int
    cost_confirmed: bool


@frozen
class WhatIf:
    """One line of the table.

    Attributes:
        changes: What is different.
        before: The plan as it is, or why there is none.
        after: The plan as it would be, or why there would be none.
        difference: What they differ in; None when one of them is no plan.
        reasons: Each difference with its values, for words under ``replan_reason.<id>``.
    """

    changes: tuple[Reason, ...]
    before: Plan | NoPlan
    after: Plan | NoPlan
    difference: Difference | None
    reasons: tuple[Reason, ...]


def what_if(inputs: PlanInputs, *changes: Supposition) -> WhatIf:
    """What would become of the plan if something were different; several changes are made at once.

    >>> inputs = PlanInputs("PAABYGG_4", (), Availability(12), date(2026, 11, 23), "40")
    >>> found = what_if(inputs, HoursPerWeek(20), MostExamsPerTerm(3))
    >>> found.difference.terms_later, [one.id for one in found.reasons]
    (-1, ['if_over_sooner', 'if_worst_week_more'])
    """
    return _line(inputs, inputs.plan(), changes)


def what_if_table(inputs: PlanInputs, changes: Iterable[Supposition]) -> tuple[WhatIf, ...]:
    """One line for each change, made one at a time; the plan as it is is made once."""
    before = inputs.plan()
    return tuple(_line(inputs, before, (change,)) for change in changes)


def each_exam_less(inputs: PlanInputs) -> tuple[WhatIf, ...]:
    """One line for each exam of the plan, as if it were passed already; nothing when there is no plan."""
    before = inputs.plan()
    if isinstance(before, NoPlan):
        return ()
    return tuple(_line(inputs, before, (PassedAlready(one.code),)) for one in before.exams)


def _line(inputs: PlanInputs, before: Plan | NoPlan, changes: tuple[Supposition, ...]) -> WhatIf:
    said, asked = [], inputs
    for change in changes:
        said.append(change.said(asked))
        asked = change.applied(asked)
    after = asked.plan()
    if isinstance(before, NoPlan) or isinstance(after, NoPlan):
        return WhatIf(tuple(said), before, after, None, _of_no_plan(before, after))
    difference = Difference(
        terms_between(before.last_term, after.last_term) if before.exams and after.exams else 0,
        len(after.exams) - len(before.exams),
        _hours(after) - _hours(before),
        after.score.peak - before.score.peak,
        after.total_cost - before.total_cost,
        before.cost_confirmed and after.cost_confirmed,
    )
    return WhatIf(tuple(said), before, after, difference, _reasons(before, after, difference))


def _hours(plan: Plan) -> int:
    return sum(one.hours for one in plan.exams)


def _of_no_plan(before: Plan | NoPlan, after: Plan | NoPlan) -> tuple[Reason, ...]:
    if isinstance(after, NoPlan):
        return (Reason("if_no_plan" if isinstance(before, Plan) else "if_still_no_plan"),)
    if not after.exams:
        return (Reason("if_nothing_left"),)
    return (Reason("if_plan_possible", (), (("term", after.last_term),)),)


def _reasons(before: Plan, after: Plan, difference: Difference) -> tuple[Reason, ...]:
    if not after.exams and before.exams:
        return (Reason("if_nothing_left"),)
    found = []
    if difference.terms_later:
        way = "later" if difference.terms_later > 0 else "sooner"
        values = (("before", before.last_term), ("after", after.last_term), ("terms", abs(difference.terms_later)))
        found.append(Reason(f"if_over_{way}", (), values))
    cost = "cost" if difference.cost_confirmed else "cost_unconfirmed"
    figures = (
        ("exams", difference.exams, len(before.exams)),
        ("hours", difference.hours, _hours(before)),
        ("worst_week", difference.worst_week, before.score.peak),
        (cost, difference.cost, before.total_cost),
    )
    for name, more, was in figures:
        if more:
            way = "more" if more > 0 else "less"
            found.append(Reason(f"if_{name}_{way}", (), (("before", was), ("after", was + more))))
    return tuple(found) or (Reason("if_nothing_changes"),)
