"""The exact search: which exam in which term, over plain integers.

An exam needs hours; in a term it has a deadline, the number of study weeks before it. All study in a term may
start in its first week, so the hours of a set of exams fit under a weekly ceiling exactly when, for each deadline,
the hours due by it fit in the weeks before it (Hall's condition on nested intervals). That makes the least
possible worst week of a term a lookup, and terms share no weeks, so the search only has to place exams.

The aims come in order: earliest last term; fewest exams before what they build on; least load in the worst week;
fewest exams in a term; and, when all that is equal, each term in turn takes the earliest exams of the list. Each
aim climbs from a bound that no placing can be under, and asks at each step whether the exams can be placed within it
(see `placing`), so the first step that can is the optimum. The only limit is a number of nodes, never a clock, so the
same question always has the same answer: where a step is not settled, the answer is ``bounded`` by that step.
"""

from attrs import define, evolve, field

from tiltak.study.planning.placing import LimitReached, Placing
from tiltak.study.planning.problem import NEVER, Outcome, Problem, Score

__all__ = ["NODE_LIMIT", "can_be_placed", "settle", "solve"]

NODE_LIMIT = 200_000
"""Nodes after which a search answers with what it has: about a second. Ten exams take a few hundred."""

_ANY = NEVER - 1  # a ceiling above every week, that what never fits does not pass


def _by(problem: Problem, last: int) -> Score:
    """The limits that say nothing but when it must be over."""
    return Score(last, len(problem.hours), _ANY, len(problem.hours))


def _least_finish(problem: Problem) -> int:
    """A last term that no placing can come before: by number of exams, hours and where each exam is offered."""
    count, need = len(problem.hours), 0
    for exam in range(count):
        need = max(need, min(problem.fitting(exam), default=len(problem.most)))
    slots = room = 0
    total = sum(problem.hours)
    lost = NEVER  # the first term with an exam holds fewer, whichever it is
    for term, most in enumerate(problem.most):
        slots += most
        lost = min(lost, max(0, most - problem.first_most))
        room += problem.room(term, problem.longest(term), _ANY)
        if slots - lost >= count and room >= total:
            return max(term, need)
    return len(problem.most)


def _least_peak(problem: Problem, last: int) -> int:
    """A worst week that no placing up to a term can be under: by hours in all, and by each exam alone."""
    total, peak = sum(problem.hours), 0
    for exam in range(len(problem.hours)):
        peak = max(peak, min(problem.peak(term, 1 << exam) for term in range(last + 1)))
    while sum(problem.room(term, problem.longest(term), peak) for term in range(last + 1)) < total:
        peak += 1
    return peak


def solve(
    problem: Problem,
    node_limit: int = NODE_LIMIT,
    *,
    under: Score | None = None,
    only_finish: bool = False,
    earliest: bool = True,
) -> Outcome:
    """The best placing, with proof.

    Args:
        problem: What is to be placed.
        node_limit: Nodes after which it answers with what it has.
        under: Only a placing with a better score than this is wanted; ``infeasible`` then means that there is none.
        only_finish: Settle the earliest last term and nothing else.
        earliest: Whether to settle the tie-break too; see `settle`.

    >>> two = Problem((10, 10), ((5, 9), (5, 9)), ((4,) * 9, (4,) * 9), (1, 2), ((), (0,)))
    >>> solve(two).placed, solve(two).score
    ((0, 1), Score(last_term=1, broken=0, peak=2, most=1))
    >>> solve(two, under=solve(two).score).proof
    'infeasible'
    """
    if not problem.hours:
        return Outcome((), Score(-1, 0, 0, 0), "optimal", None, 0)
    search = _Search(problem, node_limit, under or Score(len(problem.most), 0, 0, 0))
    outcome = search.outcome(only_finish=only_finish)
    return settle(problem, outcome, node_limit) if earliest and not only_finish else outcome


def can_be_placed(problem: Problem, node_limit: int = NODE_LIMIT) -> bool | None:
    """Whether there is any placing at all; None when that is not settled within the nodes.

    >>> can_be_placed(Problem((9,), ((2,),), ((4, 4),), (1,), ((),)))
    False
    """
    if not problem.hours:
        return True
    if _least_finish(problem) == len(problem.most):
        return False
    try:
        return Placing(problem, _by(problem, len(problem.most) - 1), node_limit).any() is not None
    except LimitReached:
        return None


def settle(problem: Problem, outcome: Outcome, node_limit: int = NODE_LIMIT) -> Outcome:
    """Of all placings with the score that was found, the one in which each term in turn takes the earliest exams.

    Where that takes more than the nodes that are left, the one at hand is kept: the score is the same.
    """
    if not outcome.placed or outcome.score is None:
        return outcome
    stop = outcome.nodes + max(1, min(node_limit // 16, node_limit - outcome.nodes))
    placing = Placing(problem, outcome.score, stop, outcome.nodes)
    try:
        return evolve(outcome, placed=placing.earliest(), nodes=placing.nodes)
    except LimitReached:
        return evolve(outcome, nodes=placing.nodes)


@define
class _Search:
    """One search, aim by aim; each aim has its share of the nodes.

    Attributes:
        problem: What is to be placed.
        node_limit: Most nodes in all.
        under: The score to be better than.
        nodes: Nodes so far.
        open: Steps that were not settled: no placing is better than the first of them.
    """

    problem: Problem
    node_limit: int
    under: Score
    nodes: int = 0
    open: list[Score] = field(factory=list)

    def outcome(self, *, only_finish: bool) -> Outcome:
        """Settle the aims one after the other."""
        problem = self.problem
        placed = self._finished()
        if placed is None:
            return self._none()
        if not only_finish:
            for aim in (self._in_order, self._lightened, self._thinned):
                placed = aim(placed)
        score = problem.score(placed)
        if score >= self.under:
            return self._none()
        bound = self.open[0] if self.open and self.open[0] < score else None
        return Outcome(placed, score, "bounded" if bound else "optimal", bound, self.nodes)

    def _finished(self) -> tuple[int, ...] | None:
        """A placing with the earliest last term; the latest term of all is tried second, for there may be none."""
        first, end = _least_finish(self.problem), min(len(self.problem.most), self.under.last_term + 1)
        for last in range(first, end):
            if placed := self.within(_by(self.problem, last), Score(last, 0, 0, 1), share=2):
                return placed
            if last == first and last < end - 1 and self._is_hopeless(end - 1):
                self.open.clear()
                return None
        return None

    def _is_hopeless(self, last: int) -> bool:
        """Whether there is provably no placing up to a term."""
        try:
            return self._ask(_by(self.problem, last), share=4) is None
        except LimitReached:
            return False

    def _none(self) -> Outcome:
        bound = self.open[0] if self.open and self.open[0] < self.under else None
        return Outcome(None, None, "bounded" if bound else "infeasible", bound, self.nodes)

    def within(self, limits: Score, bound: Score, *, share: int = 4) -> tuple[int, ...] | None:
        """Some placing within the limits; None when there is none, or when that is not settled and noted as open."""
        try:
            return self._ask(limits, share)
        except LimitReached:
            self.open.append(bound)
            return None

    def _ask(self, limits: Score, share: int) -> tuple[int, ...] | None:
        """Some placing within the limits, for at most that share of the nodes."""
        stop = self.nodes + max(1, min(self.node_limit // share, self.node_limit - self.nodes))
        placing = Placing(self.problem, limits, stop, self.nodes)
        try:
            return placing.any()
        finally:
            self.nodes = placing.nodes

    def _in_order(self, placed: tuple[int, ...]) -> tuple[int, ...]:
        score, under = self.problem.score(placed), self.under
        top = min(score.broken, under.broken + 1) if score.last_term == under.last_term else score.broken
        for broken in range(top):
            limits = Score(score.last_term, broken, _ANY, len(placed))
            if found := self.within(limits, Score(score.last_term, broken, 0, 1)):
                return found
        return placed

    def _lightened(self, placed: tuple[int, ...]) -> tuple[int, ...]:
        score, under = self.problem.score(placed), self.under
        last, broken, top = score.last_term, score.broken, score.peak
        if (last, broken) == (under.last_term, under.broken):
            top = min(top, under.peak + 1)
        for peak in range(_least_peak(self.problem, last), top):
            if found := self.within(Score(last, broken, peak, len(placed)), Score(last, broken, peak, 1)):
                return found
        return placed

    def _thinned(self, placed: tuple[int, ...]) -> tuple[int, ...]:
        score = self.problem.score(placed)
        if evolve(score, most=0) >= self.under:
            return placed  # no number of exams a term makes it better than what there is
        for most in range(-(-len(placed) // (score.last_term + 1)), score.most):
            limits = evolve(score, most=most)
            if found := self.within(limits, limits):
                return found
        return placed
