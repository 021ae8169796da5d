"""What the terms ahead can hold at most: the bound that shows early that a placing cannot be finished."""

from collections.abc import Sequence

from attrs import define, field

from tiltak.study.planning.kinds import Kind
from tiltak.study.planning.problem import Problem, Score

__all__ = ["Ahead", "Lanes"]

_FAMILIES = 12  # families of exams that the bound counts; more of them prune little and cost time


@define
class Lanes:
    """Limits side by side in one integer, each with a guard bit above it."""

    width: int
    guard: int = 0

    def packed(self, values: Sequence[int]) -> int:
        """The values, without guard bits."""
        return sum(value << lane * self.width for lane, value in enumerate(values))

    def limits(self, values: Sequence[int]) -> int:
        """The limits, each with its guard bit."""
        top = 1 << self.width - 1
        self.guard = sum(top << lane * self.width for lane in range(len(values)))
        return self.packed([min(value, top - 1) for value in values]) + self.guard


@define
class Ahead:
    """Limits of all the terms from each one on, for families of exams by size, by deadline and by latest term.

    Attributes:
        problem: What is to be placed.
        limits: What may be reached.
        kinds: The kinds of exams.
        from_term: For each term, the limits of the terms from it on.
        from_first: The same when no exam is placed yet, and the first term with one holds fewer.
        needs: What one exam of each kind takes of them.
        guard: The guard bits.
    """

    problem: Problem
    limits: Score
    kinds: Sequence[Kind]
    from_term: list[int] = field(factory=list)
    from_first: list[int] = field(factory=list)
    needs: list[int] = field(factory=list)
    guard: int = 0

    def __attrs_post_init__(self) -> None:
        """What the terms from each one on can hold of each family of exams, at most."""
        terms, kinds = self.limits.last_term + 1, self.kinds
        counts, hours = self._families()
        caps = [[self._most_exams(term, family) for term in range(terms)] for family in counts]
        caps += [self._most_hours(family) for family in hours]
        lanes = Lanes((sum(self.problem.hours) + len(self.problem.hours)).bit_length() + 2)
        lost = len(self.problem.hours)  # the first term with an exam holds fewer, whichever it is
        for term in range(terms, -1, -1):
            if term < terms:
                lost = min(lost, max(0, caps[0][term] - self.problem.first_most))
            held = [sum(cap[term:]) for cap in caps]
            self.from_term.insert(0, lanes.limits(held))
            held[0] = max(0, held[0] - lost)
            self.from_first.insert(0, lanes.limits(held))
        self.guard = lanes.guard
        self.needs = [
            lanes.packed([*(int(n in family) for family in counts), *(kind.hours * (n in family) for family in hours)])
            for n, kind in enumerate(kinds)
        ]

    def _families(self) -> tuple[list[frozenset[int]], list[frozenset[int]]]:
        """Families of kinds to count exams of, and to sum hours of: by size, by deadline and by latest term."""
        kinds = self.kinds
        every = frozenset(range(len(kinds)))
        early: dict[frozenset[int], None] = {every: None}
        for term in range(self.limits.last_term + 1):
            for weeks in sorted({kind.row[term] or 0 for kind in kinds if kind.terms >> term & 1}):
                early.setdefault(
                    frozenset(n for n in every if kinds[n].terms >> term & 1 and (kinds[n].row[term] or 0) <= weeks)
                )
        for term in range(self.limits.last_term + 1):
            early.setdefault(frozenset(n for n in every if not kinds[n].terms >> term + 1))
        early.pop(frozenset(), None)
        hours = list(early)[:_FAMILIES]
        sizes = sorted({kind.hours for kind in kinds})
        counts = [frozenset(n for n in family if kinds[n].hours >= size) for size in sizes for family in hours[:2]]
        return list(dict.fromkeys([every, *hours, *(one for one in counts if one)]))[: 2 * _FAMILIES], hours

    def _most_exams(self, term: int, family: frozenset[int]) -> int:
        """How many exams of a family a term can hold: those due first are added, and the longest is dropped."""
        problem, taken, total = self.problem, [], 0
        here = sorted((self.kinds[n].row[term] or 0, n) for n in family if self.kinds[n].terms >> term & 1)
        for weeks, n in here:
            room = problem.room(term, weeks, self.limits.peak)
            for _ in self.kinds[n].exams:
                taken.append(self.kinds[n].hours)
                total += taken[-1]
                if total > room:
                    taken.sort()
                    total -= taken.pop()
        return min(len(taken), problem.most[term], self.limits.most)

    def _most_hours(self, family: frozenset[int]) -> list[int]:
        """For each term, the most hours of a family that some exams of it, not too many, really add up to."""
        problem, kinds = self.problem, self.kinds
        terms = range(self.limits.last_term + 1)
        most = [min(problem.most[term], self.limits.most) for term in terms]
        sizes = [kinds[n].hours for n in sorted(family) for _ in kinds[n].exams]
        sums = [1] * (min(len(sizes), max(most)) + 1)  # by number of exams, at most: the hours they can be, as bits
        for size in sizes:
            for count in range(len(sums) - 1, 0, -1):
                sums[count] |= sums[count - 1] << size
        found = []
        for term in terms:
            weeks = max((kinds[n].row[term] or 0 for n in family if kinds[n].terms >> term & 1), default=0)
            room = problem.room(term, weeks, self.limits.peak)
            found.append((sums[min(most[term], len(sums) - 1)] & (1 << room + 1) - 1).bit_length() - 1)
        return found
