"""What a plan made anew is made of: what happened, what moved and why, what it costs. Codes, dates and numbers only."""

from datetime import date
from enum import StrEnum

from attrs import frozen

from tiltak.rules import Dated
from tiltak.study.curriculum.passes import Passed
from tiltak.study.curriculum.terms import Sitting
from tiltak.study.planning.plans import NoPlan, Plan, PlanWeek, Reason

__all__ = [
    "CostDifference",
    "CostLine",
    "ExamChange",
    "FinishDifference",
    "Happening",
    "HeldExam",
    "News",
    "Replan",
]


class News(StrEnum):
    """What can happen to an exam; words under ``news.<value>``."""

    FAILED = "FAILED"
    NO_SHOW = "NO_SHOW"
    DEFERRED = "DEFERRED"
    PASSED = "PASSED"


@frozen
class Happening:
    """Something that happened to an exam.

    Attributes:
        code: Exam code.
        news: What happened. DEFERRED is absence that is documented, was not to be foreseen and not the youth's fault.
        term: The term it happened in; empty for the term the plan had it in.
    """

    code: str
    news: News
    term: str = ""


@frozen
class HeldExam:
    """An exam that is registered in a term whose registration is over: it can only be sat, or withdrawn.

    Attributes:
        code: Exam code.
        term: Its term.
        sitting: When it is held, as far as is known.
        fee: What was paid, and is lost if it is withdrawn; None when no rate is known.
        awaits_result: Whether the last day it can be held is past.
        reasons: Why it stands, what withdrawing costs, and what to look out for.
    """

    code: str
    term: str
    sitting: Sitting
    fee: Dated[int] | None
    awaits_result: bool
    reasons: tuple[Reason, ...]


@frozen
class ExamChange:
    """What became of one exam.

    Attributes:
        code: Exam code.
        before: The term it was in; empty when it was not in the plan.
        after: The term it is in; empty when it is no longer in the plan.
        registered: Whether it was registered and paid in the term before.
        reasons: Why; words under ``replan_reason.<id>``.
    """

    code: str
    before: str
    after: str
    registered: bool
    reasons: tuple[Reason, ...]


@frozen
class CostLine:
    """What one exam costs in one term.

    Attributes:
        code: Exam code.
        term: Term of the exam.
        kind: ``paid``, ``lost`` (paid, for an exam that is not sat there), ``again`` (registered and paid anew),
            ``free`` (deferred), ``to_pay``, or ``saved`` (in the old plan, not paid and no longer needed).
        fee: The rate in NOK with its dates and source; None when no rate covers the day.
        confirmed: Whether the rate is.
    """

    code: str
    term: str
    kind: str
    fee: Dated[int] | None
    confirmed: bool

    @property
    def counts(self) -> bool:
        """Whether it is part of what the youth pays in all."""
        return self.kind != "saved"


@frozen
class CostDifference:
    """What the old plan would have cost, and what it costs now.

    Attributes:
        before: Sum of the known fees of the old plan, NOK.
        lines: What is paid, lost, saved and to be paid, by term and code.
    """

    before: int
    lines: tuple[CostLine, ...]

    @property
    def after(self) -> int:
        """Sum of the known fees, those paid already with those still to pay, NOK."""
        return sum(line.fee.value for line in self.lines if line.counts and line.fee)

    @property
    def added(self) -> int:
        """How much more it costs than the old plan; negative when less, NOK."""
        return self.after - self.before

    @property
    def confirmed(self) -> bool:
        """Whether every fee that counts is known and confirmed."""
        return all(line.confirmed for line in self.lines if line.counts)


@frozen
class FinishDifference:
    """The last term before and now, and how many terms later that is (negative when earlier)."""

    before: str
    after: str
    terms_later: int


@frozen
class Replan:
    """A plan made anew after something happened.

    Attributes:
        before: The old plan.
        on: The day it was made anew.
        plan: The plan for what can still be registered for, or why there is none. Exams in `held` are not in it:
            it takes for granted that they are passed.
        held: Exams that stand in a term whose registration is over.
        held_weeks: The weeks of study the old plan has left for them.
        moved: Exams in another term than they were in.
        kept: Exams in the term they were in.
        retaken: Exams that were failed or missed, in the term they are now in.
        added: Exams that were not in the old plan.
        dropped: Exams that are no longer in the plan.
        reasons: What holds for the plan as a whole.
        cost: What it costs beside the old plan.
        finish: How much later it is over; None when there is no plan.
        behind: What is passed, and what is held and taken as passed: what the plan was made with.
        studied: Hours taken as studied already, by code.
        proof: ``optimal``: no plan is over earlier, and none that is over then moves less, and of those none is
            lighter; ``bounded`` when a search stopped at its node limit; ``none`` when there is no plan.
    """

    before: Plan
    on: date
    plan: Plan | NoPlan
    held: tuple[HeldExam, ...]
    held_weeks: tuple[PlanWeek, ...]
    moved: tuple[ExamChange, ...]
    kept: tuple[ExamChange, ...]
    retaken: tuple[ExamChange, ...]
    added: tuple[ExamChange, ...]
    dropped: tuple[ExamChange, ...]
    reasons: tuple[Reason, ...]
    cost: CostDifference
    finish: FinishDifference | None
    behind: tuple[Passed, ...]
    studied: tuple[tuple[str, int], ...]
    proof: str

    @property
    def changes(self) -> int:
        """What was moved, counted as it was weighed: an exam that is registered and paid counts three."""
        return sum(3 if one.registered else 1 for one in self.moved)
