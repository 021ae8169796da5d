"""Planning many at once: everybody's plan within what is shared, proved best by the rule the office chose."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from attrs import field, frozen

from tiltak.rules import Knowledge
from tiltak.study.cohort.asked import check
from tiltak.study.cohort.cases import Case, Placing, Terms, alone, case_of, planned
from tiltak.study.cohort.explain import Around, earlier, enough_for_all
from tiltak.study.cohort.fairness import aims, rough
from tiltak.study.cohort.model import (
    Aim,
    Fairness,
    LeftOut,
    Member,
    Placed,
    Progress,
    Question,
    Resource,
    ResourceKind,
    Shortage,
    Use,
)
from tiltak.study.cohort.program import Effort, Solution
from tiltak.study.cohort.shared import Shared, used_by
from tiltak.study.curriculum.terms import ExamCalendar, county
from tiltak.study.planning.build import Fee, fee_in_law
from tiltak.study.planning.plans import Plan

__all__ = ["Asked", "Cohort", "OnProgress", "plan_again", "plan_cohort"]

OnProgress = Callable[[Progress], None]


@frozen
class Asked:
    """What a cohort was planned from; kept so that a what-if changes one thing and nothing else."""

    members: tuple[Member, ...]
    resources: tuple[Resource, ...]
    fairness: Fairness
    terms: Terms
    effort: Effort


@frozen
class Cohort:
    """Everybody's plan within what is shared.

    Attributes:
        on: The day it was made for.
        fairness: The office's rule.
        placed: Those with a plan, by case id.
        left_out: Those without, by case id, each with the reason.
        use: What is used of each resource.
        aims: Each aim in its order, with what was reached and what is proved.
        shortage: What would be enough for everybody with a plan alone to get one here; None when they all have.
        questions: What nobody has stated that a resource asks about.
        proof: ``optimal`` when every aim is proved, else ``bounded``; see `gap` and the aims.
        rounds: Times the cohort was solved, because the planner refused a placing of the time before.
        nodes: Nodes the solver searched.
        asked: What it was planned from.
    """

    on: date
    fairness: Fairness
    placed: tuple[Placed, ...]
    left_out: tuple[LeftOut, ...]
    use: tuple[Use, ...]
    aims: tuple[Aim, ...]
    shortage: Shortage | None
    questions: tuple[Question, ...]
    proof: str
    rounds: int
    nodes: int
    asked: Asked = field(repr=False)

    @property
    def gap(self) -> float:
        """How much of the first aim that is not proved may be too much, between 0 and 1; 0 when all are proved."""
        return next((one.gap for one in self.aims if not one.proved), 0.0)

    def of(self, case_id: str) -> Placed | LeftOut:
        """What became of one youth.

        Raises:
            KeyError: When the case is not in the cohort.
        """
        everybody: tuple[Placed | LeftOut, ...] = (*self.placed, *self.left_out)
        for one in everybody:
            if one.case_id == case_id:
                return one
        raise KeyError(case_id)


def plan_cohort(
    members: Iterable[Member],
    resources: Iterable[Resource],
    on: date,
    *,
    fairness: Fairness,
    progress: OnProgress | None = None,
    gap: float = 0.0,
    node_limit: int = Effort().node_limit,
    seed: int = 0,
    calendar: ExamCalendar | None = None,
    fee: Fee = fee_in_law,
    overrides: Mapping[str, float | str] | None = None,
) -> Cohort:
    """The plans of many youths who share what there is not enough of.

    Each youth keeps the exams of the plan they would have alone; what is chosen is the term of each. The answer is
    the best there is by the rule, over every placing of every exam that the planner accepts, unless `proof` says
    ``bounded``.

    Args:
        members: The youths, in any order.
        resources: What they share. What no resource covers is not scarce.
        on: The day the plans are made.
        fairness: Who goes first when there is not enough.
        progress: Called as the work goes on.
        gap: Settle for an aim of which no more than this share is unproved; 0 asks for proof.
        node_limit: Nodes after which an aim is left with what was found and a bound.
        seed: What the solver's choices among equals begin from; the same seed gives the same plans.
        calendar: Known exam days.
        fee: Gives the fee; the law room's by default.
        overrides: Numbers of the office in place of the defaults, by id.

    Raises:
        BadInput: When a case is there twice, or anything else cannot be planned from; with every fault.
        SolverMissing: When there is not enough for all and the extra ``tiltak[cohort]`` is not installed.

    >>> from tiltak.study import Availability
    >>> waits = {"MT-001": date(2026, 9, 1), "MT-002": date(2026, 8, 1)}
    >>> young = [Member(one, "FAG:SAK1001", Availability(5), "40", waited_since=waits[one]) for one in waits]
    >>> seat = Resource("seats", ResourceKind.HOSPITERING, 1, ("V2027",))
    >>> found = plan_cohort(young, [seat], date(2026, 11, 23), fairness=Fairness.WAITED_LONGEST)
    >>> [(one.case_id, one.plan.last_term) for one in found.placed], found.proof
    ([('MT-001', 'H2027'), ('MT-002', 'V2027')], 'optimal')
    >>> found.placed[0].held_back.short
    (Short(resource='seats', units=1, taken_by=1),)
    """
    terms = Terms(on, calendar or ExamCalendar(), fee, dict(overrides or {}))
    youths = tuple(sorted(members, key=lambda one: one.case_id))
    shared = tuple(sorted(resources, key=lambda one: one.id))
    asked = Asked(youths, shared, Fairness(fairness), terms, Effort(gap, node_limit, seed))
    check(youths, shared, asked.fairness, terms)
    return plan_again(asked, progress)


def plan_again(asked: Asked, progress: OnProgress | None = None) -> Cohort:
    """The cohort of something asked for, which has been checked before."""
    return _Work(asked, progress or _nobody).cohort()


def _nobody(_: Progress) -> None:
    """Tell nobody."""


class _Work:
    """One cohort being planned."""

    def __init__(self, asked: Asked, progress: OnProgress) -> None:
        self.asked, self.progress = asked, progress
        self.room = {one.id: one.amount for one in asked.resources}
        self.horizon = int(asked.terms.number("terms_ahead"))
        self.left_out: list[LeftOut] = []
        self.cases: list[Case] = []
        self.rounds = self.nodes = 0

    def cohort(self) -> Cohort:
        self._alone()
        placings, plans, aims_reached = self._settle()
        uses = [self._uses(case, placing) for case, placing in zip(self.cases, placings, strict=True)]
        total = Counter[str]()
        for used in uses:
            total.update(used)
        held = self._held_back(placings, uses, total)
        placed = []
        for number, case in enumerate(self.cases):
            placing, plan = placings[number], plans[number]
            if placing is None or plan is None:
                needs = held[number]
                # When nothing more is needed, only the search's limit has kept the youth out.
                reason = "short" if needs and needs.short else "not_settled"
                self.left_out.append(
                    LeftOut(case.member.case_id, reason, case.alone, needs if reason == "short" else None)
                )
                continue
            moved = tuple(one.code for one in case.alone.exams if placing[one.code] != one.term)
            blocks = sum(
                1
                for other, shortage in enumerate(held)
                if other != number and shortage and any(one.resource in uses[number] for one in shortage.short)
            )
            placed.append(
                Placed(case.member.case_id, plan, case.alone, case.delay(placing), moved, held[number], blocks)
            )
        short = any(one.reason == "short" for one in self.left_out)
        asked = self.asked
        settled = all(one.proved for one in aims_reached)
        settled = settled and all(one.reason != "not_settled" for one in self.left_out)
        return Cohort(
            asked.terms.on,
            asked.fairness,
            tuple(placed),
            tuple(sorted(self.left_out, key=lambda one: one.case_id)),
            self._use(total),
            aims_reached,
            self._enough() if short else None,
            self._questions(),
            "optimal" if settled else "bounded",
            self.rounds,
            self.nodes,
            asked,
        )

    def _alone(self) -> None:
        """The plan of each youth alone; those without one are left out, with the plan's own reason."""
        members, terms = self.asked.members, self.asked.terms
        for done, member in enumerate(members):
            self.progress(Progress("plans_alone", done, len(members)))
            found = alone(member, terms)
            if isinstance(found, Plan):
                self.cases.append(case_of(member, found, terms))
            else:
                reason = "not_settled" if found.proof == "not_settled" else "no_plan_alone"
                self.left_out.append(LeftOut(member.case_id, reason, found))
        self.progress(Progress("plans_alone", len(members), len(members)))

    def _settle(self) -> tuple[list[Placing | None], list[Plan | None], tuple[Aim, ...]]:
        """Solve, ask the planner for every plan, forbid what it refused, and solve again until it refuses nothing."""
        while True:
            self.rounds += 1
            shared, solution = self._solve()
            self.nodes += solution.nodes
            placings = shared.placings(solution.values)
            plans: list[Plan | None] = []
            for done, (case, placing) in enumerate(zip(self.cases, placings, strict=True)):
                self.progress(Progress("plans", done, len(placings)))
                plans.append(None if placing is None else planned(case, placing, self.asked.terms))
            self.progress(Progress("plans", len(placings), len(placings)))
            if all(plan is not None or placing is None for plan, placing in zip(plans, placings, strict=True)):
                reached = tuple(Aim(one.level.id, one.value, one.bound, one.level.about) for one in solution.reached)
                return placings, plans, reached

    def _solve(self) -> tuple[Shared, Solution]:
        asked = self.asked
        shared = Shared(self.cases, asked.resources, self.room, asked.terms)
        levels = aims(shared, asked.fairness, self.horizon)
        own = [case.own for case in self.cases]
        wanted = self._wanted()
        fits = all(wanted[name] <= amount for name, amount in self.room.items())
        start = shared.values(own if fits else [None] * len(own))
        solution = shared.program.solve(
            levels,
            asked.effort,
            start=start,
            hint=None if fits else rough(shared, self.horizon),
            progress=lambda done, total: self.progress(Progress("aims", done, total)),
        )
        if solution is None:  # nobody having a plan is always a solution
            raise ValueError("the solver found no solution where there is one")
        return shared, solution

    def _uses(self, case: Case, placing: Placing | None) -> dict[str, int]:
        """What a youth takes of each resource, those taken from only."""
        found = {one.id: used_by(case, placing or {}, one, self.asked.terms.fee) for one in self.asked.resources}
        return {name: used for name, used in found.items() if used}

    def _wanted(self) -> Counter[str]:
        found = Counter[str]()
        for case in self.cases:
            found.update(self._uses(case, case.own))
        return found

    def _held_back(
        self, placings: Sequence[Placing | None], uses: Sequence[Mapping[str, int]], total: Counter[str]
    ) -> list[Shortage | None]:
        asked, found = self.asked, list[Shortage | None]()
        takers = Counter(name for used in uses for name in used)
        for number, (case, placing) in enumerate(zip(self.cases, placings, strict=True)):
            self.progress(Progress("reasons", number, len(placings)))
            if placing is not None and case.delay(placing) == 0:
                found.append(None)
                continue
            mine = uses[number]
            left = {name: amount - total[name] + mine.get(name, 0) for name, amount in self.room.items()}
            others = {name: count - (name in mine) for name, count in takers.items()}
            found.append(earlier(case, placing, Around(asked.resources, left, others, asked.terms, asked.effort)))
        self.progress(Progress("reasons", len(placings), len(placings)))
        return found

    def _enough(self) -> Shortage:
        asked = self.asked
        return enough_for_all(self.cases, Around(asked.resources, self.room, {}, asked.terms, asked.effort))

    def _use(self, total: Counter[str]) -> tuple[Use, ...]:
        wanted = self._wanted()
        return tuple(
            Use(one.id, one.amount, total[one.id], wanted[one.id], self._confirmed(one)) for one in self.asked.resources
        )

    def _confirmed(self, resource: Resource) -> bool:
        """Whether the fees of every exam that a budget may be used for are confirmed."""
        if resource.kind is not ResourceKind.EXAM_FEES or resource.use is not None:
            return True
        terms = sorted({(case.member.county, term) for case in self.cases for term in case.terms})
        fee = self.asked.terms.fee
        return all(
            fee(county(no).registration(name).first, False).confirmed  # noqa: FBT003 - the signature of the law room
            for no, name in terms
            if not resource.terms or name in resource.terms
        )

    def _questions(self) -> tuple[Question, ...]:
        cars = [one for one in self.asked.resources if one.kind is ResourceKind.CAR]
        return tuple(
            Question("ride_wanted", case.member.case_id, "youth")
            for case in self.cases
            if isinstance(case.member.ride_wanted, Knowledge)
            and ResourceKind.CAR in case.member.shares
            and any(not car.codes or code in car.codes for car in cars for code in case.own)
        )
