"""What a study plan is made of. Everything is codes, dates and numbers; `render` turns them into words."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from attrs import evolve, frozen

from tiltak.rules import Dated
from tiltak.study.curriculum.gaps import Way
from tiltak.study.curriculum.goals import Goal
from tiltak.study.curriculum.terms import Sitting
from tiltak.study.planning.problem import Score
from tiltak.tables import read_rows

__all__ = [
    "Alternative",
    "Conflict",
    "Default",
    "Exclusion",
    "Milestone",
    "NoPlan",
    "Pin",
    "Plan",
    "PlanCost",
    "PlanWeek",
    "PlannedExam",
    "Reason",
    "Registered",
    "defaults",
    "with_overrides",
]


@frozen
class Pin:
    """A wish that an exam is taken in a term.

    Attributes:
        code: Exam code.
        term: A term such as ``V2027``, or ``V`` or ``H`` for any spring or autumn.
    """

    code: str
    term: str

    def allows(self, term: str) -> bool:
        """Whether a term is one that the pin names."""
        return term.startswith(self.term)


@frozen
class Exclusion:
    """A term that is not used, for one exam code or, with an empty code, for all."""

    term: str
    code: str = ""

    def forbids(self, code: str, term: str) -> bool:
        """Whether an exam may not be taken in a term."""
        return term.startswith(self.term) and self.code in {"", code}


@frozen
class Registered:
    """An exam that somebody is registered for already: it stays in its term, also when registration is over.

    Attributes:
        code: Exam code.
        term: Term it is registered in.
        paid: Whether the fee is paid.
    """

    code: str
    term: str
    paid: bool = False


@frozen
class Default:
    """A number nobody gave, and what it rests on.

    Attributes:
        id: Words under ``default.<id>``.
        value: The number, as text (``01-02`` is a month and a day).
        unit: What it counts.
        basis: ``RULE``, ``STATISTIC``, ``TRIAL``, ``JUDGEMENT``, or ``OFFICE`` when the office set it.
        low, high: The range of the source, where it has one.
        source: What it rests on.
        url: Where that can be read, or empty.
        checked_on: When it was read.
    """

    id: str
    value: str
    unit: str
    basis: str
    low: str
    high: str
    source: str
    url: str
    checked_on: date

    @property
    def number(self) -> float:
        """The value as a number."""
        return float(self.value)


@cache
def defaults() -> Mapping[str, Default]:
    """The numbers used when nobody gives another.

    >>> defaults()["share_of_annual_hours"].basis, defaults()["share_of_annual_hours"].number
    ('JUDGEMENT', 0.5)
    """
    rows = read_rows("tiltak.study", "data/defaults.csv")
    return {
        row["id"]: Default(**{key: text for key, text in row.items() if key != "checked_on"}, checked_on=_day(row))
        for row in rows
    }


def _day(row: Mapping[str, str]) -> date:
    return date.fromisoformat(row["checked_on"])


def with_overrides(overrides: Mapping[str, float | str]) -> dict[str, Default]:
    """The defaults, with the office's own numbers in their place.

    Raises:
        KeyError: When there is no such default.

    >>> with_overrides({"planned_share_of_available": 1})["planned_share_of_available"].basis
    'OFFICE'
    """
    found = dict(defaults())
    for name in sorted(overrides):
        found[name] = evolve(
            found[name], value=str(overrides[name]), basis="OFFICE", low="", high="", source="", url=""
        )
    return found


@frozen
class PlannedExam:
    """One exam in the plan.

    Attributes:
        code: Exam code.
        term: Term it is taken in.
        sitting: When it is held, as far as is known.
        hours: Hours of study planned for it.
        annual_hours: Annual hours that fall on it; None where none are stated.
        registered: Whether it was registered for before the plan was made.
    """

    code: str
    term: str
    sitting: Sitting
    hours: int
    annual_hours: int | None
    registered: bool = False


@frozen
class PlanWeek:
    """One week of study.

    Attributes:
        monday: The week.
        term: The term it leads to.
        hours: Pairs of exam code and hours, those with hours only.
    """

    monday: date
    term: str
    hours: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """Hours in the week."""
        return sum(hours for _, hours in self.hours)


@frozen
class Milestone:
    """Something that has to happen by a day, or within some days.

    Attributes:
        id: Words under ``milestone.<id>``.
        term: Term it belongs to.
        on: The day, or the last of the days; None when not known, which is a question to ask the owner.
        first: The first of the days, when there is more than one.
        owner: ``adviser``, ``youth`` or ``county``.
        exams: Exam codes it concerns.
        confirmed: Whether the day is published; a day of our own choosing is confirmed when what it hangs on is.
    """

    id: str
    term: str
    on: date | None
    first: date | None
    owner: str
    exams: tuple[str, ...]
    confirmed: bool


@frozen
class PlanCost:
    """The fee of one exam.

    Attributes:
        code: Exam code.
        term: Term it is registered for.
        fee: The rate in NOK with its dates and source; None when no rate covers the day.
        confirmed: Whether the rate is.
        paid: Whether it is paid already.
    """

    code: str
    term: str
    fee: Dated[int] | None
    confirmed: bool
    paid: bool = False


@frozen
class Reason:
    """Why the plan is as it is.

    Attributes:
        id: Words under ``plan_reason.<id>``.
        codes: Exam codes it concerns.
        values: Values for the words, by name.
    """

    id: str
    codes: tuple[str, ...] = ()
    values: tuple[tuple[str, str | int | float | date], ...] = ()


@frozen
class Plan:
    """A way to the goal, term by term and week by week.

    Attributes:
        goal: What it leads to.
        on: The day it was made for.
        county: County number.
        way: The exam sets and codes chosen.
        exams: The exams, by term and then in the goal's order.
        weeks: The weeks with study in them, in order.
        milestones: What has to happen, by day; those without a day last.
        cost: The fee of each exam.
        reasons: Why these terms and this order.
        warnings: What to keep an eye on.
        proof: ``optimal``, or ``bounded`` when the search stopped at its node limit.
        score: Last term (index from the first that is open, or that somebody is registered in already), order, worst
            week, fullest term.
        bound: When bounded, a score that no plan can be better than.
        defaults_used: Every number nobody gave, with its basis.
    """

    goal: Goal
    on: date
    county: str
    way: Way
    exams: tuple[PlannedExam, ...]
    weeks: tuple[PlanWeek, ...]
    milestones: tuple[Milestone, ...]
    cost: tuple[PlanCost, ...]
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...]
    proof: str
    score: Score
    bound: Score | None
    defaults_used: tuple[Default, ...]

    @property
    def last_term(self) -> str:
        """Code of the last term with an exam; empty when nothing is missing."""
        return self.exams[-1].term if self.exams else ""

    @property
    def total_cost(self) -> int:
        """Sum of the known fees, NOK."""
        return sum(one.fee.value for one in self.cost if one.fee)

    @property
    def left_to_pay(self) -> int:
        """Sum of the known fees that are not paid, NOK."""
        return sum(one.fee.value for one in self.cost if one.fee and not one.paid)

    @property
    def cost_confirmed(self) -> bool:
        """Whether every fee is known and confirmed."""
        return all(one.confirmed for one in self.cost)

    def by_term(self) -> dict[str, tuple[PlannedExam, ...]]:
        """The exams of each term, terms in order."""
        found: dict[str, tuple[PlannedExam, ...]] = {}
        for one in self.exams:
            found[one.term] = (*found.get(one.term, ()), one)
        return found


@frozen
class Conflict:
    """One demand of a smallest set that cannot be met together.

    Attributes:
        id: Words under ``conflict.<id>``.
        codes: Exam codes it concerns.
        values: Values for the words, by name.
        is_rule: Whether it is a rule or a fact that nobody can give up.
    """

    id: str
    codes: tuple[str, ...] = ()
    values: tuple[tuple[str, str | int | float | date], ...] = ()
    is_rule: bool = False


@frozen
class Alternative:
    """What could be given up, and what that would give.

    Attributes:
        give_up: The demand that is given up; words under ``alternative.<id>``.
        values: Values for the words, by name, such as the hours a week that would be enough.
        last_term: The term the goal would then be reached in; empty when that is not a matter of terms.
    """

    give_up: str
    codes: tuple[str, ...] = ()
    values: tuple[tuple[str, str | int | float | date], ...] = ()
    last_term: str = ""


@frozen
class NoPlan:
    """There is no plan within the demands.

    Attributes:
        goal: What was asked for.
        on: The day it was asked for.
        conflict: A smallest set of demands that cannot be met together: take one away and the rest can be met.
        alternatives: What could be given up instead, one thing each.
        proof: ``proved``; or ``not_settled`` when the search stopped at its node limit.
    """

    goal: Goal
    on: date
    conflict: tuple[Conflict, ...]
    alternatives: tuple[Alternative, ...]
    proof: str = "proved"
