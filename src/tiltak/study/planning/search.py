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

from attrs import define, field

from tiltak.study.planning.placing import LimitReached, Placing
from tiltak.study.planning.problem import NEVER, Outcome, Problem, Score

__all__ = ["NODE_LIMIT", "solve"]

NODE_LIMIT = 200_000
"""Nodes after which a search answers with what it has: about a second. Ten exams take a few hundred."""

_ANY = NEVER - 1  # a ceiling above every week, that what never fits does not pass


def _least_finish(problem: Problem, count: int) -> int:
    """A last term that no placing can come before: by number of exams, hours and where each exam is offered."""
    need = 0
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


def solve(problem: Problem, node_limit: int = NODE_LIMIT) -> Outcome:
    """The best placing, with proof.

    >>> two = Problem((10, 10), ((5, 9), (5, 9)), ((4,) * 9, (4,) * 9), (1, 2), ((), (0,)))
    >>> solve(two).placed, solve(two).score
    ((0, 1), Score(last_term=1, broken=0, peak=2, most=1))
    """
    if not problem.hours:
        return Outcome((), Score(-1, 0, 0, 0), "optimal", None, 0)
    return _Search(problem, node_limit).outcome()


@define
class _Search:
    """One search, aim by aim; each aim has its share of the nodes."""

    problem: Problem
    node_limit: int
    nodes: int = 0
    open: list[Score] = field(factory=list)

    def outcome(self) -> Outcome:
        """Settle the aims one after the other."""
        problem, count = self.problem, len(self.problem.hours)
        placed = None
        for last in range(_least_finish(problem, count), len(problem.most)):
            placed = self.within(Score(last, count, _ANY, count), Score(last, 0, 0, 1))
            if placed is not None:
                break
        if placed is None:
            bound = self.open[0] if self.open else None
            return Outcome(None, None, "bounded" if bound else "infeasible", bound, self.nodes)
        placed = self._in_order(placed)
        placed = self._lightened(placed)
        placed = self._thinned(placed)
        score = problem.score(placed)
        placed = self._earliest(placed, score)
        bound = self.open[0] if self.open else None
        if bound is not None and bound >= score:
            bound = None
        return Outcome(placed, score, "bounded" if bound else "optimal", bound, self.nodes)

    def within(self, limits: Score, bound: Score) -> tuple[int, ...] | None:
        """Some placing within the limits; None when there is none, or when that is not settled and noted as open."""
        stop = self.nodes + max(1, min(self.node_limit // 4, self.node_limit - self.nodes))
        placing = Placing(self.problem, limits, stop, self.nodes)
        try:
            return placing.any()
        except LimitReached:
            self.open.append(bound)
            return None
        finally:
            self.nodes = placing.nodes

    def _in_order(self, placed: tuple[int, ...]) -> tuple[int, ...]:
        score = self.problem.score(placed)
        for broken in range(score.broken):
            limits = Score(score.last_term, broken, _ANY, len(placed))
            if found := self.within(limits, Score(score.last_term, broken, 0, 1)):
                return found
        return placed

    def _lightened(self, placed: tuple[int, ...]) -> tuple[int, ...]:
        score = self.problem.score(placed)
        last, broken = score.last_term, score.broken
        for peak in range(_least_peak(self.problem, last), score.peak):
            if found := self.within(Score(last, broken, peak, len(placed)), Score(last, broken, peak, 1)):
                return found
        return placed

    def _thinned(self, placed: tuple[int, ...]) -> tuple[int, ...]:
        score = self.problem.score(placed)
        for most in range(-(-len(placed) // (score.last_term + 1)), score.most):
            limits = Score(score.last_term, score.broken, score.peak, most)
            if found := self.within(limits, limits):
                return found
        return placed

    def _earliest(self, placed: tuple[int, ...], score: Score) -> tuple[int, ...]:
        """Of all placings with this score, the one the tie-break names; where that takes too long, the one at hand."""
        placing = Placing(self.problem, score, self.nodes + max(1, self.node_limit // 4), self.nodes)
        try:
            return placing.earliest()
        except LimitReached:
            return placed
        finally:
            self.nodes = placing.nodes
