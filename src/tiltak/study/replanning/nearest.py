"""The exact search for the placing nearest to an old one: finish first, then fewest changes, then load.

How early it can be over is settled by the planner's own search. Here the last term is given, and among all placings
that end by it the one is found that moves least; then, when that is equal, the one that breaks least order, has the
lightest worst week and the least full term, and at last the one whose exams come earliest in the order of the list.

The number of changes is tried from nothing up, so the first that works is the fewest. Exams without a place to keep
are placed first: they decide what has to give way. A term that is asked to hold more than it can says how many must
move at least, and that cuts most of the tree. The only limit is a number of nodes, never a clock.
"""

from collections.abc import Sequence

from attrs import define, field, frozen

from tiltak.study.planning.problem import NEVER, Problem, Score
from tiltak.study.planning.search import NODE_LIMIT

__all__ = ["Nearest", "changes", "nearest"]

_Rank = tuple[int, int, int, tuple[int, ...]]


class _LimitReached(Exception):  # noqa: N818 - control flow inside this module, not an error
    """The node limit came before the answer."""


@frozen
class Nearest:
    """The nearest placing.

    Attributes:
        placed: Index of the term of each exam.
        changes: What is moved, by weight.
        score: Its score as a placing.
        proof: ``optimal``, or ``bounded`` when the node limit came first.
        nodes: Nodes searched.
    """

    placed: tuple[int, ...]
    changes: int
    score: Score
    proof: str
    nodes: int


def changes(placed: Sequence[int], wanted: Sequence[int | None], weights: Sequence[int]) -> int:
    """What a placing moves: the weights of the exams that are not where they were wanted.

    >>> changes((0, 1, 2), (0, 2, None), (1, 3, 1))
    3
    """
    found = zip(placed, wanted, weights, strict=True)
    return sum(weight for here, there, weight in found if there is not None and here != there)


def nearest(
    problem: Problem,
    wanted: Sequence[int | None],
    weights: Sequence[int],
    within: Sequence[int],
    node_limit: int = NODE_LIMIT,
) -> Nearest:
    """The placing that moves least, among those over no later than one that is known to fit.

    Args:
        problem: What is to be placed.
        wanted: The term each exam was in; None for an exam that had no place, which costs nothing to place.
        weights: What moving each exam counts.
        within: A placing that fits and is over as early as can be; it is the answer when nothing better is found.
        node_limit: Nodes after which the best so far is the answer.

    Raises:
        ValueError: When the given placing does not fit.

    >>> two = Problem((10, 10), ((5, 9), (5, 9)), ((4,) * 9, (4,) * 9), (1, 1), ((), ()))
    >>> nearest(two, (1, 0), (1, 1), (0, 1)).placed
    (1, 0)
    """
    last = max(within, default=-1)
    known = changes(within, wanted, weights)
    descent = _Descent(problem, wanted, weights, last, node_limit)
    try:
        for most in range(descent.least, known + 1):
            if (found := descent.best(most)) is not None:
                return Nearest(found, changes(found, wanted, weights), problem.score(found), "optimal", descent.nodes)
    except _LimitReached:
        held = tuple(within) if descent.found is None else descent.found
        return Nearest(held, changes(held, wanted, weights), problem.score(held), "bounded", descent.nodes)
    raise ValueError("the placing that is given does not fit")


@define
class _Descent:
    """One depth-first descent over the exams, under a number of changes."""

    problem: Problem
    wanted: Sequence[int | None]
    weights: Sequence[int]
    last: int
    limit: int
    nodes: int = 0
    least: int = 0
    found: tuple[int, ...] | None = None
    rank: _Rank | None = None
    options: list[list[int]] = field(factory=list)
    order: list[int] = field(factory=list)
    after_of: list[list[int]] = field(factory=list)
    required_by: list[list[int]] = field(factory=list)
    place: list[int] = field(factory=list)
    sets: list[int] = field(factory=list)
    asked: list[int] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        problem, count = self.problem, len(self.problem.hours)
        for exam in range(count):
            there = [term for term in range(self.last + 1) if problem.peak(term, 1 << exam) < NEVER]
            home = self.wanted[exam]
            if home in there:
                there.remove(home)
                there.insert(0, home)
            elif home is not None:
                self.least += self.weights[exam]
            self.options.append(there)
        at_home = [bool(one) and one[0] == home for one, home in zip(self.options, self.wanted, strict=True)]
        self.order = sorted(range(count), key=lambda exam: (at_home[exam], len(self.options[exam]), exam))
        self.after_of = [[exam for exam in range(count) if one in problem.after[exam]] for one in range(count)]
        required = problem.required or ((),) * count
        self.required_by = [[exam for exam in range(count) if one in required[exam]] for one in range(count)]
        self.place = [-1] * count
        self.sets = [0] * (self.last + 1)
        self.asked = [0] * (self.last + 1)
        for exam in range(count):
            if at_home[exam]:
                self.asked[self.options[exam][0]] += 1

    def best(self, most: int) -> tuple[int, ...] | None:
        """The best placing with no more changes than this, or None when there is none."""
        self._place(0, most, (0, 0, 0))
        return self.found

    def _place(self, position: int, spare: int, so_far: tuple[int, int, int]) -> None:
        if position == len(self.order):
            self._keep(so_far)
            return
        exam = self.order[position]
        home = self.wanted[exam]
        counted = home is not None and bool(self.options[exam]) and self.options[exam][0] == home
        for term in self.options[exam]:
            cost = 0 if home is None or term == home else self.weights[exam]
            if cost > spare:
                continue
            self.nodes += 1
            if self.nodes > self.limit:
                raise _LimitReached
            taken = self.sets[term] | 1 << exam
            peak = self.problem.peak(term, taken)
            if taken.bit_count() > self.problem.most[term] or peak >= NEVER or not self._may(exam, term):
                continue
            self.place[exam] = term
            rank = (so_far[0] + self._broken(exam), max(so_far[1], peak), max(so_far[2], taken.bit_count()))
            if self.rank is None or rank <= self.rank[:3]:
                self._go_on(position, spare - cost, rank, (exam, term, home if counted else None))
            self.place[exam] = -1

    def _go_on(self, position: int, spare: int, rank: tuple[int, int, int], taken: tuple[int, int, int | None]) -> None:
        exam, term, home = taken
        self.sets[term] |= 1 << exam
        if term != home:
            self.asked[term] += 1
            if home is not None:
                self.asked[home] -= 1
        if self._must_move() <= spare:
            self._place(position + 1, spare, rank)
        if term != home:
            self.asked[term] -= 1
            if home is not None:
                self.asked[home] += 1
        self.sets[term] &= ~(1 << exam)

    def _must_move(self) -> int:
        """How many of those that would keep their place cannot, because their term is asked to hold too many."""
        return sum(max(0, asked - most) for asked, most in zip(self.asked, self.problem.most, strict=False))

    def _may(self, exam: int, term: int) -> bool:
        """Whether what must come before an exam, and what must come after it, leaves it this term."""
        before = self.problem.required[exam] if self.problem.required else ()
        early = all(self.place[one] < term for one in before)
        return early and all(self.place[one] > term or self.place[one] < 0 for one in self.required_by[exam])

    def _broken(self, exam: int) -> int:
        """Orders that are found broken now that an exam has its place: its own, and of those that build on it."""
        return sum(self._is_broken(one) for one in (exam, *self.after_of[exam]))

    def _is_broken(self, exam: int) -> bool:
        here, before = self.place[exam], self.problem.after[exam]
        return here >= 0 and bool(before) and all(self.place[one] > here for one in before)

    def _keep(self, so_far: tuple[int, int, int]) -> None:
        first = next((term for term, exams in enumerate(self.sets) if exams), None)
        if first is not None and self.sets[first].bit_count() > self.problem.first_most:
            return
        rank = (*so_far, tuple(self.place))
        if self.rank is None or rank < self.rank:
            self.rank, self.found = rank, tuple(self.place)
