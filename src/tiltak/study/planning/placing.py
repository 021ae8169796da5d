"""Whether the exams can be placed within given limits: the one question that the search asks again and again.

Three things keep it fast.

* *Kinds.* Exams that nothing tells apart (hours, sittings, order) are one kind with a number, so a state of the
  search is how many of each kind are left, and no two orders of twins are tried.
* *Lanes.* What a term holds is a row of limits: the hours due by each deadline under the ceiling, and the number of
  exams. The limits stand side by side in one integer, each with a guard bit above it; an exam fits when subtracting
  its own integer leaves every guard bit standing. The same arithmetic, summed over the terms to come, is the bound:
  hours by deadline (no more than some set of exams really adds up to) and exams of each size.
* *Dominance.* A term is only given sets that no exam left could join, and in which no exam could be changed for a
  larger one of the same sittings: whatever follows such a lesser set also follows the greater one.
"""

from collections.abc import Iterator, Sequence

from attrs import define, field

from tiltak.study.planning.ahead import Ahead, Lanes
from tiltak.study.planning.kinds import FIELD, MANY, Kind, kinds_of, windows
from tiltak.study.planning.problem import Problem, Score

__all__ = ["LimitReached", "Placing"]


class LimitReached(Exception):  # noqa: N818 - control flow of the search, not an error
    """The node limit came before the answer."""


@define
class Placing:
    """Whether the exams of a problem can be placed nowhere above some limits.

    Attributes:
        problem: What is to be placed.
        limits: Last term, orders broken, worst week and exams in a term that may be reached.
        stop: Nodes after which it gives up.
        nodes: Nodes so far.
    """

    problem: Problem
    limits: Score
    stop: int
    nodes: int = 0
    kinds: list[Kind] = field(factory=list)
    _rooms: list[tuple[int, int, list[int]]] = field(factory=list)
    _ahead: Ahead = field(init=False)
    _ordered: list[int] = field(factory=list)
    _settled: dict[tuple[int, int, int], bool] = field(factory=dict)
    _all: int = 0
    _hopeless: bool = False
    _chosen: list[int] = field(factory=list)
    _only_whether: bool = False

    def __attrs_post_init__(self) -> None:
        open_in = windows(self.problem, self.limits)
        if 0 in open_in:
            self._hopeless = True
            return
        self.kinds = kinds_of(self.problem, self.limits, open_in)
        self._ordered = [n for n, kind in enumerate(self.kinds) if kind.builds_on]
        self._all = sum(len(kind.exams) << n * FIELD for n, kind in enumerate(self.kinds))
        self._rooms = [self._room(term) for term in range(self.limits.last_term + 1)]
        self._ahead = Ahead(self.problem, self.limits, self.kinds)

    def _room(self, term: int) -> tuple[int, int, list[int]]:
        """Limits of a term, their guard bits, and what each kind takes of them."""
        problem, kinds = self.problem, self.kinds
        here = [kind for kind in kinds if kind.terms >> term & 1]
        due = sorted({kind.row[term] or 0 for kind in here})
        caps = [problem.room(term, weeks, self.limits.peak) for weeks in due]
        top = max([*caps, sum(kind.hours * len(kind.exams) for kind in kinds), len(problem.hours)])
        lanes = Lanes(top.bit_length() + 2)
        limits = lanes.limits([min(problem.most[term], self.limits.most), *caps])
        takes = [
            lanes.packed([1, *(kind.hours if (kind.row[term] or 0) <= weeks else 0 for weeks in due)])
            if kind.terms >> term & 1
            else -1
            for kind in kinds
        ]
        return limits, lanes.guard, takes

    # --- the search ---------------------------------------------------------------------------------------------

    def any(self) -> tuple[int, ...] | None:
        """Some placing within the limits, or None when there is provably none.

        Raises:
            LimitReached: When the nodes did not settle it.
        """
        self._chosen = []
        if self._hopeless or not self._can(0, self._all, self._need_of(self._all), self.limits.broken):
            return None
        return self._spelled(self._chosen)

    def earliest(self) -> tuple[int, ...]:
        """The placing within the limits in which each term in turn takes the earliest exams; there must be one.

        Raises:
            LimitReached: When the nodes did not settle it.
        """
        self._only_whether = True
        left, need, spare = self._all, self._need_of(self._all), self.limits.broken
        chosen = []
        for term in range(self.limits.last_term + 1):
            found = self._earliest_set(term, left, need, spare)
            if found is None:
                raise ValueError("there is no placing within these limits")
            taken, its_need, cost = found
            chosen.append(taken)
            left, need, spare = left - taken, need - its_need, spare - cost
        return self._spelled(chosen)

    def _need_of(self, left: int) -> int:
        return sum(need * (left >> n * FIELD & MANY) for n, need in enumerate(self._ahead.needs))

    def _earliest_set(self, term: int, left: int, need: int, spare: int) -> tuple[int, int, int] | None:
        """The set with the earliest exams after which the rest can still be placed."""
        first_room, guard, takes = self._start(term, left)
        kinds, needs, ahead = self.kinds, self._ahead.needs, self._ahead.from_term[term + 1]
        candidates = frozenset(self._candidates(term, left))
        line = sorted(
            (exam, n)
            for n, kind in enumerate(kinds)
            for exam in kind.exams[len(kind.exams) - (left >> n * FIELD & MANY) :]
        )

        def grown(start: int, room: int, taken: int, its_need: int, later: int) -> tuple[int, int, int] | None:
            """``later`` is what can no longer be in the set, as fields."""
            self._step()
            rest = left - taken
            position = start
            while position < len(line) and later >> line[position][1] * FIELD & MANY:
                position += 1
            if position == len(line):
                cost = self._broken(taken, rest)
                whole = cost <= spare and self._can(term + 1, rest, need - its_need, spare - cost)
                return (taken, its_need, cost) if whole else None
            n = line[position][1]
            kind, one = kinds[n], 1 << n * FIELD
            after = room - takes[n]
            if n in candidates and after & guard == guard and not self._clash(n, term, taken):
                found = grown(position + 1, after, taken + one, its_need + needs[n], later)
                if found:
                    return found
            if not kind.terms >> term + 1:
                return None
            later |= rest & MANY << n * FIELD
            if ahead - self._need_of(later) & self._ahead.guard != self._ahead.guard:
                return None
            return grown(position + 1, room, taken, its_need, later)

        return grown(0, first_room, 0, 0, 0)

    def _spelled(self, chosen: Sequence[int]) -> tuple[int, ...]:
        """The term of each exam; of a kind, the lowest exams come first."""
        placed = [0] * len(self.problem.hours)
        for n, kind in enumerate(self.kinds):
            exams = iter(kind.exams)
            for term, taken in enumerate(chosen):
                for _ in range(taken >> n * FIELD & MANY):
                    placed[next(exams)] = term
        return tuple(placed)

    def _can(self, term: int, left: int, need: int, spare: int) -> bool:
        if not left:
            return True
        if term > self.limits.last_term:
            return False
        ahead = self._ahead
        held = (ahead.from_first if left == self._all else ahead.from_term)[term]
        if held - need & ahead.guard != ahead.guard:
            return False
        known = self._settled.get((term, left, spare))
        if known is False or (known and self._only_whether):
            return bool(known)
        for taken, its_need, cost in self._sets(term, left, spare):
            self._chosen.append(taken)
            if self._can(term + 1, left - taken, need - its_need, spare - cost):
                self._settled[term, left, spare] = True
                return True
            self._chosen.pop()
        self._settled[term, left, spare] = False
        return False

    def _step(self) -> None:
        self.nodes += 1
        if self.nodes > self.stop:
            raise LimitReached

    def _start(self, term: int, left: int) -> tuple[int, int, list[int]]:
        room, guard, takes = self._rooms[term]
        if left == self._all:
            room -= max(0, min(self.problem.most[term], self.limits.most) - self.problem.first_most)
        return room, guard, takes

    def _candidates(self, term: int, left: int) -> list[int]:
        return [
            n
            for n, kind in enumerate(self.kinds)
            if kind.terms >> term & 1 and left >> n * FIELD & MANY and not kind.before & left
        ]

    def _sets(self, term: int, left: int, spare: int) -> Iterator[tuple[int, int, int]]:
        """Sets worth trying in a term: what is taken, its needs, and the orders it breaks; the fullest first."""
        guard, takes = self._rooms[term][1:]
        candidates = self._candidates(term, left)
        start = self._must(term, left, candidates)
        kinds, needs = self.kinds, self._ahead.needs
        stack = [start] if start else []
        while stack:
            first, room, taken, need = stack.pop()
            self._step()
            grown = []
            for position in range(first, len(candidates)):
                n = candidates[position]
                after = room - takes[n]
                if after & guard == guard and (left - taken) >> n * FIELD & MANY and not self._clash(n, term, taken):
                    grown.append((position, after, taken + (1 << n * FIELD), need + needs[n]))
            stack.extend(reversed(grown))
            if any(not kinds[candidates[position]].builds_on for position, *_ in grown):
                continue
            cost = self._broken(taken, left - taken)
            if cost <= spare and not self._lesser(term, left - taken, taken, room, candidates):
                yield taken, need, cost

    def _clash(self, n: int, term: int, taken: int) -> bool:
        clashes = self.kinds[n].clashes
        return bool(clashes) and bool(clashes[term] & taken)

    def _must(self, term: int, left: int, candidates: list[int]) -> tuple[int, int, int, int] | None:
        """What can come in no later term, as the start of every set; None when it cannot come in this one."""
        room, guard, takes = self._start(term, left)
        taken = need = 0
        for n, kind in enumerate(self.kinds):
            many = left >> n * FIELD & MANY
            if not many or kind.terms >> term + 1:
                continue
            if n not in candidates or self._clash(n, term, taken):
                return None
            for _ in range(many):
                room -= takes[n]
                if room & guard != guard:
                    return None
            taken += many << n * FIELD
            need += self._ahead.needs[n] * many
        return 0, room, taken, need

    def _broken(self, taken: int, left: int) -> int:
        """How many of the exams taken now come before everything they build on."""
        return sum(taken >> n * FIELD & MANY for n in self._ordered if self._breaks(n, left))

    def _breaks(self, n: int, left: int) -> bool:
        """Whether everything that a kind builds on is left for later."""
        builds_on = self.kinds[n].builds_on
        return bool(builds_on) and all(left & one for one in builds_on)

    def _lesser(self, term: int, rest: int, taken: int, room: int, candidates: list[int]) -> bool:
        """Whether another exam could join, or a larger one take the place of one that is in."""
        _, guard, takes = self._rooms[term]
        kinds = self.kinds
        given = [n for n in candidates if taken >> n * FIELD & MANY and kinds[n].gives_way]
        for n in candidates:
            kind, one = kinds[n], 1 << n * FIELD
            if not rest >> n * FIELD & MANY or self._clash(n, term, taken):
                continue
            after = room - takes[n]
            if after & guard == guard and not self._breaks(n, rest - one):
                return True
            if kind.takes_over and any(
                kinds[other].hours < kind.hours
                and kinds[other].row == kind.row
                and (after + takes[other]) & guard == guard
                for other in given
            ):
                return True
        return False
