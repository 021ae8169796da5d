"""What a cohort is planned from and what comes of it: codes, dates and numbers, which `render` turns into words."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from attrs import field, frozen

from tiltak.rules import Knowledge
from tiltak.study.curriculum.goals import Goal
from tiltak.study.curriculum.passes import Passed
from tiltak.study.planning.plans import Exclusion, NoPlan, Pin, Plan
from tiltak.study.planning.weeks import Availability

__all__ = [
    "Aim",
    "Fairness",
    "LeftOut",
    "Member",
    "Placed",
    "Progress",
    "Question",
    "Resource",
    "ResourceKind",
    "Short",
    "Shortage",
    "SolverMissing",
    "Use",
    "in_each_term",
]


def _texts(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(given)


def _lines(given: Iterable[Passed]) -> tuple[Passed, ...]:
    return tuple(given)


def _kinds(given: "Iterable[ResourceKind]") -> "frozenset[ResourceKind]":
    return frozenset(given)


def _pins(given: Iterable[Pin]) -> tuple[Pin, ...]:
    return tuple(given)


def _exclusions(given: Iterable[Exclusion]) -> tuple[Exclusion, ...]:
    return tuple(given)


class SolverMissing(ImportError):  # noqa: N818 - it names what is missing, as ModuleNotFoundError does
    """The extra ``tiltak[cohort]`` is not installed."""


class ResourceKind(StrEnum):
    """What youths share; words under ``resource_kind.<code>``."""

    HOSPITERING = "HOSPITERING"
    TEACHER_HOURS = "TEACHER_HOURS"
    EXAM_FEES = "EXAM_FEES"
    ROOM = "ROOM"
    CAR = "CAR"


class Fairness(StrEnum):
    """Who goes first when there is not enough for all; words under ``fairness.<code>``.

    Under every rule as few as possible are left out, and that comes first; and under every rule what the rule
    leaves open is settled by fewest terms of delay in all, then fewest exams moved from the youths' own plans.

    Attributes:
        WAITED_LONGEST: By the day each youth began to wait: the earliest day's youths get as little delay as can
            be, then the next day's, and so on.
        LEAST_LEFT_BEHIND: The longest delay is as short as can be and as few as can be have it; then the next
            longest, and so on (lexicographic max-min).
        EQUAL_SHARE: The delay per youth in the group that has most of it is as small as can be. A youth without a
            group is a group alone.
        LEAST_DELAY: The fewest terms of delay in all, whoever has them.
    """

    WAITED_LONGEST = "WAITED_LONGEST"
    LEAST_LEFT_BEHIND = "LEAST_LEFT_BEHIND"
    EQUAL_SHARE = "EQUAL_SHARE"
    LEAST_DELAY = "LEAST_DELAY"


@frozen
class Resource:
    """Something there is only so much of.

    Attributes:
        id: The office's own name for it, unique.
        kind: What it is. HOSPITERING: seats in a school's class. TEACHER_HOURS: hours a week. EXAM_FEES: NOK.
            ROOM: desks, one for each youth with an exam in the term. CAR: seats on the exam day, taken only by
            those who want the ride.
        amount: How much there is, in all the terms it is for together.
        terms: The terms it is for; empty for every term.
        codes: The exam codes it is for; empty for every exam.
        use: What one exam takes of it (for ROOM, one youth in one term): 1 when not given, but for EXAM_FEES the
            fee in law.
    """

    id: str
    kind: ResourceKind
    amount: int
    terms: tuple[str, ...] = field(default=(), converter=_texts)
    codes: tuple[str, ...] = field(default=(), converter=_texts)
    use: int | None = None

    def covers(self, code: str, term: str) -> bool:
        """Whether an exam in a term is one that takes of it."""
        return (not self.terms or term in self.terms) and (not self.codes or code in self.codes)


def in_each_term(resource: Resource, terms: tuple[str, ...]) -> tuple[Resource, ...]:
    """The same amount in each of some terms, as resources of their own.

    >>> seats = Resource("norsk", ResourceKind.HOSPITERING, 4, codes=("NOR1267",))
    >>> [(one.id, one.terms) for one in in_each_term(seats, ("V2027", "H2027"))]
    [('norsk V2027', ('V2027',)), ('norsk H2027', ('H2027',))]
    """
    return tuple(
        Resource(f"{resource.id} {term}", resource.kind, resource.amount, (term,), resource.codes, resource.use)
        for term in terms
    )


@frozen
class Member:
    """One youth of the cohort, with what a plan is asked for with.

    Attributes:
        case_id: Made-up id of the case, unique in the cohort.
        goal: A goal or its code.
        availability: Hours a week, weeks off and most exams a term.
        county: County number.
        passed: What is behind the youth.
        waited_since: The day the youth began to wait; WAITED_LONGEST asks it of everybody.
        group: What EQUAL_SHARE counts the youth with, such as a municipality; empty for nobody.
        shares: The kinds of resource the youth takes part in.
        ride_wanted: Whether the youth wants to be driven; not stated is a question and takes no seat.
        first_term_max, sat_before, pins, exclude, finish_by: As for `build_plan`.
    """

    case_id: str
    goal: Goal | str
    availability: Availability
    county: str
    passed: tuple[Passed, ...] = field(default=(), converter=_lines)
    waited_since: date | None = None
    group: str = ""
    shares: frozenset[ResourceKind] = field(default=frozenset(ResourceKind), converter=_kinds)
    ride_wanted: bool | Knowledge = Knowledge.NOT_STATED
    first_term_max: int | None = None
    sat_before: bool = False
    pins: tuple[Pin, ...] = field(default=(), converter=_pins)
    exclude: tuple[Exclusion, ...] = field(default=(), converter=_exclusions)
    finish_by: date | None = None


@frozen
class Short:
    """A resource that is short, and how much more of it is asked for.

    Attributes:
        resource: Its id.
        units: How much more, in the resource's own unit.
        taken_by: How many other youths take of it now; a count, never who.
    """

    resource: str
    units: int
    taken_by: int = 0


@frozen
class Shortage:
    """A smallest set of resources whose increase would be enough.

    Attributes:
        short: The resources and how much more of each; fewest resources, then least in all, each resource measured
            in the least that anybody takes of it.
        proof: ``optimal``, or ``bounded`` when the search stopped at its limit: enough, but perhaps not the least.
    """

    short: tuple[Short, ...]
    proof: str


@frozen
class Placed:
    """A youth with a plan.

    Attributes:
        case_id: The case.
        plan: The plan within what is shared.
        alone: The plan there would be if the youth had everything alone.
        delay: Terms that the goal is reached later than alone.
        moved: Exam codes in another term than alone.
        held_back: What would let the youth reach the goal one term earlier with everybody else's plan as it is;
            None when there is no delay.
        holds_back: How many others lack a resource that this youth takes of; a count, never who.
    """

    case_id: str
    plan: Plan
    alone: Plan
    delay: int
    moved: tuple[str, ...]
    held_back: Shortage | None
    holds_back: int


@frozen
class LeftOut:
    """A youth without a plan, and why.

    Attributes:
        case_id: The case.
        reason: ``no_plan_alone`` (there is none even with everything alone; see `alone`), ``not_settled`` (the
            search stopped at its limit) or ``short`` (what is shared does not reach; see `shortage`). Words under
            ``cohort_left_out.<reason>``.
        alone: What the youth would have alone.
        shortage: What would be enough for this youth with everybody else's plan as it is.
    """

    case_id: str
    reason: str
    alone: Plan | NoPlan
    shortage: Shortage | None = None


@frozen
class Use:
    """How much of a resource is used.

    Attributes:
        resource: Its id.
        amount: How much there is.
        used: How much the plans take.
        wanted: How much they would take if everybody had the plan they would have alone.
        confirmed: Whether every rate it was reckoned with is confirmed.
    """

    resource: str
    amount: int
    used: int
    wanted: int
    confirmed: bool


@frozen
class Aim:
    """One aim in its order, what was reached and what is proved.

    Attributes:
        id: Words under ``cohort_aim.<id>``.
        value: What was reached; smaller is better.
        bound: No plan can be better than this, with the aims before it as they are.
        about: What it counts: terms of delay, or the day waited from; empty when that goes without saying.
    """

    id: str
    value: float
    bound: float
    about: str = ""

    @property
    def proved(self) -> bool:
        """Whether nothing better exists."""
        return self.bound >= self.value

    @property
    def gap(self) -> float:
        """How much of the value is not proved necessary, between 0 and 1."""
        return 0.0 if self.proved else (self.value - self.bound) / self.value


@frozen
class Question:
    """Something nobody has stated that a shared resource asks about.

    Attributes:
        id: Words under ``cohort_question.<id>``.
        case_id: The case it is asked about.
        answered_by: Who can answer.
    """

    id: str
    case_id: str
    answered_by: str


@frozen
class Progress:
    """How far the work has come; what a progress bar is drawn from.

    Attributes:
        stage: ``plans_alone``, ``aims``, ``plans`` or ``reasons``; words under ``cohort_stage.<stage>``.
        done: Steps that are done.
        total: Steps in the stage, as far as is known.
    """

    stage: str
    done: int
    total: int
