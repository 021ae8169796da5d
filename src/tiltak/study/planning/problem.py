"""What the exact search is asked, and what it answers: plain integers, no subjects and no dates."""

from bisect import bisect_left
from itertools import accumulate, islice

from attrs import define, field, frozen

__all__ = ["NEVER", "Outcome", "Problem", "Score", "members"]

NEVER = 1 << 30
"""More than any load or term: what never fits."""


@frozen(order=True)
class Score:
    """How good a placing is; smaller is better, compared from the left.

    Attributes:
        last_term: Index of the last term with an exam.
        broken: Exams placed before everything they build on.
        peak: Hours in the worst week.
        most: Exams in the fullest term.
    """

    last_term: int
    broken: int
    peak: int
    most: int


@define
class Problem:
    """What is to be placed.

    Attributes:
        hours: Hours of study for each exam.
        weeks_before: For each exam and term, how many of the term's weeks come before it; None when it cannot be
            taken in that term.
        capacity: For each term, the hours that can be studied in each of its weeks.
        most: For each term, how many exams it can hold.
        after: For each exam, the exams it builds on; one of them not later than it is enough.
        clashes: Triples (term, exam, exam), the lower index first, that are held on the same day.
        first_most: How many exams the first term with any exam can hold.
        required: For each exam, the exams that must be taken in an earlier term, all of them; empty when no order
            must hold.
    """

    hours: tuple[int, ...]
    weeks_before: tuple[tuple[int | None, ...], ...]
    capacity: tuple[tuple[int, ...], ...]
    most: tuple[int, ...]
    after: tuple[tuple[int, ...], ...]
    clashes: frozenset[tuple[int, int, int]] = frozenset()
    first_most: int = NEVER
    required: tuple[tuple[int, ...], ...] = ()
    _sums: dict[tuple[int, int], list[int]] = field(factory=dict, init=False, repr=False, eq=False)
    _peaks: dict[tuple[int, int], int] = field(factory=dict, init=False, repr=False, eq=False)

    def room(self, term: int, weeks: int, ceiling: int) -> int:
        """Hours that the first ``weeks`` weeks of a term hold when no week takes more than ``ceiling``."""
        sums = self.rooms(term, weeks)
        return sums[min(ceiling, len(sums) - 1)]

    def rooms(self, term: int, weeks: int) -> list[int]:
        """`room` for every ceiling from 0 to the largest week."""
        found = self._sums.get((term, weeks))
        if found is None:
            capacity = self.capacity[term][:weeks]
            as_full = [0] * (max(capacity, default=0) + 1)  # weeks with just so many hours
            for hours in capacity:
                as_full[hours] += 1
            fuller = accumulate(as_full, lambda left, here: left - here, initial=len(capacity))
            found = self._sums[term, weeks] = list(accumulate(islice(fuller, 1, len(as_full)), initial=0))
        return found

    def peak(self, term: int, exams: int) -> int:
        """Least possible worst week when the exams of a bit set are taken in a term; `NEVER` when they do not fit."""
        found = self._peaks.get((term, exams))
        if found is None:
            found = self._peaks[term, exams] = self._least_peak(term, members(exams))
        return found

    def fitting(self, exam: int) -> list[int]:
        """The terms in which an exam fits when it is alone there."""
        return [term for term in range(len(self.most)) if self.peak(term, 1 << exam) < NEVER]

    def longest(self, term: int) -> int:
        """Weeks of a term before the latest of the exams that can be taken in it."""
        return max((weeks[term] or 0 for weeks in self.weeks_before), default=0)

    def _least_peak(self, term: int, exams: list[int]) -> int:
        due: dict[int, int] = {}
        for exam in exams:
            weeks = self.weeks_before[exam][term]
            if weeks is None:
                return NEVER
            due[weeks] = due.get(weeks, 0) + self.hours[exam]
        if self.clashes and any((term, a, b) in self.clashes for a in exams for b in exams if a < b):
            return NEVER
        total = worst = 0
        for weeks in sorted(due):
            total += due[weeks]
            rooms = self.rooms(term, weeks)
            ceiling = bisect_left(rooms, total)
            if ceiling == len(rooms):
                return NEVER
            worst = max(worst, ceiling)
        return worst

    def score(self, placed: tuple[int, ...]) -> Score:
        """The score of a placing that is known to fit."""
        sets: dict[int, int] = {}
        for exam, term in enumerate(placed):
            sets[term] = sets.get(term, 0) | 1 << exam
        return Score(
            max(placed, default=-1),
            sum(1 for exam, term in enumerate(placed) if self._is_broken(exam, term, placed)),
            max((self.peak(term, exams) for term, exams in sets.items()), default=0),
            max((exams.bit_count() for exams in sets.values()), default=0),
        )

    def _is_broken(self, exam: int, term: int, placed: tuple[int, ...]) -> bool:
        return bool(self.after[exam]) and all(placed[before] > term for before in self.after[exam])


@frozen
class Outcome:
    """What a search found.

    Attributes:
        placed: Index of the term of each exam, or None when nothing was found.
        score: Its score, or None.
        proof: ``optimal``; ``infeasible`` when there is provably no placing; ``bounded`` at the node limit.
        bound: When bounded, a score that no placing can be better than.
        nodes: Nodes searched.
    """

    placed: tuple[int, ...] | None
    score: Score | None
    proof: str
    bound: Score | None
    nodes: int


def members(exams: int) -> list[int]:
    """The exams of a set, whose bits they are.

    >>> members(0b1010)
    [1, 3]
    """
    found = []
    while exams:
        low = exams & -exams
        found.append(low.bit_length() - 1)
        exams ^= low
    return found
