"""The ordinary week: everybody there, every school open, and each person in as few schools as can be."""

from collections import Counter
from collections.abc import Collection, Mapping
from heapq import heappop, heappush
from typing import Final

from attrs import define, field, frozen

from tiltak.school.schedule.problem import PresenceProblem, Session
from tiltak.school.schedule.week import OpenWeek, WeekPlan, open_week, plan_of, solve_week

__all__ = ["Ordinary", "ordinary_week"]

Pair = tuple[int, int]
Cells = tuple[tuple[int, int, Session], ...]

_UNIT: Final = 2520  # every number of sessions a week there can be, 1 to 10, divides it
_ROUNDS: Final = 4
_CELL_BRANCHES: Final = 45_000
_FEWEST_BRANCHES: Final = 10


@frozen
class Ordinary:
    """The ordinary week and what was proved of it.

    Args:
        plan: The week. Its shortfall and evenness are proved least.
        pairs: How many pairs of person and school it has.
        pairs_bound: No week with that shortfall and evenness has fewer; equal to `pairs` when that is proved least.
    """

    plan: WeekPlan
    pairs: int
    pairs_bound: int


@define
class _Search:
    problem: PresenceProblem
    can: OpenWeek
    cells: Mapping[Pair, tuple[Session, ...]]
    most: Mapping[Pair, int]
    best: Cells = ()
    fewest: int = 0
    goal: tuple[int, int] = (0, 0)
    at_least: Mapping[int, int] = field(factory=dict)

    def solve(self, prices: Mapping[Pair, int], closed: Collection[Pair] = ()) -> Cells:
        third = {(*pair, at): prices[pair] for pair, sessions in self.cells.items() for at in sessions}
        return solve_week(self.problem, self.can, third=third, fourth=self.cells.keys(), closed=closed)

    def level(self, cells: Cells) -> tuple[int, int]:
        plan = plan_of(self.problem, self.can, cells, None)
        return plan.shortfall, plan.uneven

    def offer(self, cells: Cells) -> None:
        """Keep a week when it has fewer pairs than the best so far."""
        used = len({(person, school) for person, school, _ in cells})
        if used < self.fewest:
            self.best, self.fewest = cells, used

    def relaxed(self, forced: frozenset[Pair], closed: frozenset[Pair]) -> tuple[int, Cells] | None:
        """The least number of pairs there can be under a branch, and the week that says so; None when it is closed.

        A pair that can hold `u` sessions is charged 1/u for each: never more than it costs, so the sum is a bound.
        """
        prices = {pair: 0 if pair in forced else _UNIT // most for pair, most in self.most.items()}
        cells = self.solve(prices, closed)
        if self.level(cells) != self.goal:
            return None
        charged = sum(prices[person, school] for person, school, _ in cells)
        return max(len(forced) + -(-charged // _UNIT), self.schools_need(closed)), cells

    def schools_need(self, closed: frozenset[Pair]) -> int:
        """Every school needs enough people for the sessions it has in every week that is as good."""
        need = 0
        for school, sessions in self.at_least.items():
            widest = max(
                (most for pair, most in self.most.items() if pair[1] == school and pair not in closed), default=1
            )
            need += -(-sessions // widest)
        return need


def _branch_on(search: _Search, cells: Cells, forced: frozenset[Pair]) -> Pair | None:
    """The pair whose charge is farthest below its cost; None when none is below."""
    used = Counter((person, school) for person, school, _ in cells)
    slack = [(search.most[pair] - count) * _UNIT // search.most[pair] for pair, count in used.items()]
    open_pairs = [(-gap, pair) for gap, pair in zip(slack, used, strict=True) if gap and pair not in forced]
    return min(open_pairs)[1] if open_pairs else None


def ordinary_week(problem: PresenceProblem, *, branches: int | None = None) -> Ordinary:
    """The ordinary week with the least shortfall, then the fairest, then the fewest pairs of person and school.

    The first two are exact. The third is searched branch by branch; when `branches` runs out, the best so far and a
    bound are returned. The count, never a clock, ends the search, so the answer is the same on every machine.
    """
    can = open_week(problem, None)
    cells: dict[Pair, tuple[Session, ...]] = {}
    most: dict[Pair, int] = {}
    for person, one in enumerate(problem.staff):
        for number, school in enumerate(problem.schools):
            both = tuple(at for at in can.staff[person] if at in can.schools[number])
            limit = min(len(both), school.wanted, problem.most(one))
            if limit and (one.schools is None or school.id in one.schools):
                cells[person, number], most[person, number] = both, limit
    search = _Search(problem, can, cells, most)
    root = search.solve({pair: _UNIT // limit for pair, limit in most.items()})
    search.best, search.fewest = root, len({(person, school) for person, school, _ in root})
    search.goal = search.level(root)
    # The weeks with the least sum of squares differ only in who is short, not in how short the worst-off is
    # (they are the decreasingly minimal bases of a polymatroid), so no school gets less than this in any of them.
    worst = max(one.short for one in plan_of(problem, can, root, None).schools)
    search.at_least = {
        number: max(0, min(school.wanted, len(can.schools[number])) - worst)
        for number, school in enumerate(problem.schools)
    }
    tried = root
    for _ in range(_ROUNDS):
        # Price each pair as it is used now: a pair that is nearly empty becomes dear, a full one cheap.
        used = Counter((person, school) for person, school, _ in tried)
        tried = search.solve({pair: _UNIT // used.get(pair, 1) for pair in most})
        search.offer(tried)
    if branches is None:
        # About the same time whatever the size: ten persons in fifteen schools on five days get sixty.
        branches = max(_FEWEST_BRANCHES, _CELL_BRANCHES // max(1, sum(len(its) for its in cells.values())))
    bound = _search(search, branches)
    return Ordinary(plan_of(problem, can, search.best, None), search.fewest, bound)


def _search(search: _Search, branches: int) -> int:
    """Best bound first; the least bound of what is left open, or the best found, is what is proved."""
    nothing: frozenset[Pair] = frozenset()
    first = search.relaxed(nothing, nothing)
    if first is None:
        raise AssertionError("the first branch is the week itself")
    count = 0
    heap: list[tuple[int, int, frozenset[Pair], frozenset[Pair], Cells]] = [
        (first[0], count, nothing, nothing, first[1])
    ]
    while heap and heap[0][0] < search.fewest:
        if count >= 2 * branches:
            return heap[0][0]
        bound, _, forced, closed, cells = heappop(heap)
        search.offer(cells)
        pair = _branch_on(search, cells, forced)
        if pair is None:
            continue
        for next_forced, next_closed in ((forced | {pair}, closed), (forced, closed | {pair})):
            count += 1
            found = search.relaxed(next_forced, next_closed)
            if found is not None:
                search.offer(found[1])
                heappush(heap, (max(bound, found[0]), count, next_forced, next_closed, found[1]))
    return search.fewest
