"""The exact search: which exam in which term, over plain integers.

An exam needs hours; in a term it has a deadline, the number of study weeks before it. All study in a term may
start in its first week, so the hours of a set of exams fit under a weekly ceiling exactly when, for each deadline,
the hours due by it fit in the weeks before it (Hall's condition on nested intervals). That makes the least
possible worst week of a term a lookup, and terms share no weeks, so the search only has to place exams.

The aims come in order: earliest last term; fewest exams before what they build on; least load in the worst week;
fewest exams in a term; and, when all that is equal, each term in turn takes the earliest exams of the list. Each
aim is settled by depth-first search over terms with a memory of the states that failed. The only limit is a number
of nodes, never a clock, so the same question always has the same answer.
"""

from collections.abc import Iterator

from attrs import define, field, frozen

from tiltak.study.planning.problem import NEVER, Outcome, Problem, Score, members

__all__ = ["NODE_LIMIT", "solve"]

NODE_LIMIT = 400_000
"""Nodes after which a search answers with what it has; ten exams take a few thousand."""

_ANY = NEVER - 1  # a ceiling above every week, that what never fits does not pass


class _LimitReached(Exception):  # noqa: N818 - control flow inside this module, not an error
    """The node limit came before the answer."""


@frozen
class _Set:
    """Exams that fit together in a term: their bits, the bits of lower twins left out, hours, number and worst week."""

    exams: int
    passed_over: int
    hours: int
    size: int
    peak: int


@define
class _Search:
    """Asks whether there is a placing within limits; gives the first in the order of the tie-break."""

    problem: Problem
    nodes: int = 0
    twins: list[int] = field(factory=list)
    reach: list[int] = field(factory=list)
    preds: list[int] = field(factory=list)
    _sets: dict[tuple[int, int], list[_Set]] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        problem = self.problem
        seen: dict[object, int] = {}
        tied = {exam for before in problem.after for exam in before}
        tied |= {exam for _, *both in problem.clashes for exam in both}
        for exam, hours in enumerate(problem.hours):
            alike = (hours, problem.weeks_before[exam])
            free = not problem.after[exam] and exam not in tied
            self.twins.append(seen.get(alike, -1) if free else -1)
            if free:
                seen[alike] = exam
            self.preds.append(sum(1 << before for before in problem.after[exam]))
            self.reach.append(max(problem.fitting(exam), default=-1))

    def within(self, limits: Score, spend: int) -> tuple[int, ...] | None:
        """The first placing that is nowhere above the limits; None when there is none.

        Raises:
            _LimitReached: When ``spend`` nodes did not settle it.
        """
        if min(self.reach, default=0) < 0:
            return None
        descent = _Descent(self, limits, self.nodes + spend)
        try:
            return descent.placing()
        finally:
            self.nodes = descent.nodes

    def sets(self, term: int, room: int) -> list[_Set]:
        """Every set of at most so many exams that fits in a term, those with the earliest exams first."""
        found = self._sets.get((term, room))
        if found is None:
            found = self._sets[term, room] = [
                self._set(term, exams) for exams in self._grown(term, 0, 0, room) if exams
            ]
        return found

    def _grown(self, term: int, start: int, taken: int, free: int) -> Iterator[int]:
        if free:
            for exam in range(start, len(self.problem.hours)):
                if self.problem.peak(term, taken | 1 << exam) < NEVER:
                    yield from self._grown(term, exam + 1, taken | 1 << exam, free - 1)
        yield taken

    def _set(self, term: int, exams: int) -> _Set:
        held = members(exams)
        twins = sum({1 << self.twins[exam] for exam in held if self.twins[exam] >= 0})
        hours = sum(self.problem.hours[exam] for exam in held)
        return _Set(exams, twins & ~exams, hours, len(held), self.problem.peak(term, exams))

    def broken(self, exams: int, left: int) -> int:
        """How many of the exams taken now come before everything they build on."""
        return sum(1 for exam in members(exams) if self.preds[exam] and not self.preds[exam] & ~left)


class _Descent:
    """One depth-first descent over the terms, remembering the states from which there was no way on.

    Only sets that no further exam could join are tried: an exam taken earlier never stands in the way of a later
    one, as long as it breaks no order, and such a set also comes first in the order of the tie-break.
    """

    def __init__(self, search: _Search, limits: Score, stop: int) -> None:
        problem = search.problem
        self.search, self.limits, self.stop, self.nodes = search, limits, stop, search.nodes
        self.everything = (1 << len(problem.hours)) - 1
        self.room = [min(most, limits.most) for most in problem.most]
        self.failed: set[tuple[int, int, int]] = set()
        self.chosen: list[int] = []
        last = limits.last_term
        self.slots, self.space = [0] * (last + 2), [0] * (last + 2)
        for term in range(last, -1, -1):
            self.slots[term] = self.slots[term + 1] + self.room[term]
            self.space[term] = self.space[term + 1] + problem.room(term, problem.longest(term), limits.peak)

    def placing(self) -> tuple[int, ...] | None:
        """The first placing within the limits, or None."""
        if not self._place(0, self.everything, sum(self.search.problem.hours), self.limits.broken):
            return None
        placed = [0] * len(self.search.problem.hours)
        for term, exams in enumerate(self.chosen):
            for exam in members(exams):
                placed[exam] = term
        return tuple(placed)

    def _place(self, term: int, left: int, hours: int, spare: int) -> bool:
        if not left:
            return True
        if left.bit_count() > self.slots[term] or hours > self.space[term] or (term, left, spare) in self.failed:
            return False
        reach = self.search.reach
        due = left if term == self.limits.last_term else sum(1 << one for one in members(left) if reach[one] == term)
        for one, cost in self._choices(term, left, due):
            if cost > spare:
                continue
            self.nodes += 1
            if self.nodes > self.stop:
                raise _LimitReached
            self.chosen.append(one.exams)
            if self._place(term + 1, left & ~one.exams, hours - one.hours, spare - cost):
                return True
            self.chosen.pop()
        self.failed.add((term, left, spare))
        return False

    def _choices(self, term: int, left: int, due: int) -> Iterator[tuple[_Set, int]]:
        """Sets to try in a term, with the orders they break."""
        search, peak = self.search, self.limits.peak
        room = self.room[term]
        if left == self.everything:
            room = min(room, search.problem.first_most)
        fitting = [
            one
            for one in search.sets(term, self.room[term])
            if not one.exams & ~left and one.peak <= peak and one.size <= room and not one.passed_over & left
        ]
        for one in fitting:
            if due & ~one.exams:
                continue
            cost = search.broken(one.exams, left & ~one.exams) if any(search.preds) else 0
            if one.size == room or not self._can_grow(term, one.exams, left, cost):
                yield one, cost
        if not due and not (room and self._can_grow(term, 0, left, 0)):
            yield _Set(0, 0, 0, 0, 0), 0

    def _can_grow(self, term: int, exams: int, left: int, cost: int) -> bool:
        problem, search = self.search.problem, self.search
        for exam in members(left & ~exams):
            more = exams | 1 << exam
            if problem.peak(term, more) <= self.limits.peak and search.broken(more, left & ~more) <= cost:
                return True
        return False


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
    count, terms = len(problem.hours), len(problem.most)
    if not count:
        return Outcome((), Score(-1, 0, 0, 0), "optimal", None, 0)
    search = _Search(problem)
    spend = max(1, node_limit // 8)
    open_from: int | None = None
    placed = None
    for last in range(_least_finish(problem, count), terms):
        try:
            placed = search.within(Score(last, count, _ANY, count), spend)
        except _LimitReached:
            open_from = last if open_from is None else open_from
            if search.nodes > node_limit:
                break
            continue
        if placed is not None:
            break
    if placed is None:
        bound = None if open_from is None else Score(open_from, 0, 0, 1)
        return Outcome(None, None, "infeasible" if bound is None else "bounded", bound, search.nodes)
    return _improve(search, placed, spend, open_from)


def _improve(search: _Search, placed: tuple[int, ...], spend: int, open_from: int | None) -> Outcome:
    """Settle order, load and fullness for the last term that was found."""
    problem = search.problem
    score = problem.score(placed)
    last, count = score.last_term, len(placed)
    proved = open_from is None
    bound = Score(last if open_from is None else open_from, 0, 0, 1)
    try:
        for broken in range(score.broken):
            if found := search.within(Score(last, broken, _ANY, count), spend):
                placed, score = found, problem.score(found)
                break
        broken = score.broken
        bound = bound if not proved else Score(last, broken, _least_peak(problem, last), 1)
        low, high = _least_peak(problem, last), score.peak
        while low < high:
            middle = (low + high) // 2
            if found := search.within(Score(last, broken, middle, count), spend):
                placed, score = found, problem.score(found)
                high = score.peak
            else:
                low = middle + 1
                bound = bound if not proved else Score(last, broken, low, 1)
        peak = score.peak
        for most in range(-(-count // (last + 1)), score.most):
            if found := search.within(Score(last, broken, peak, most), spend):
                placed, score = found, problem.score(found)
                break
        if found := search.within(score, spend):
            placed, score = found, problem.score(found)
    except _LimitReached:
        proved = False
    return Outcome(placed, score, "optimal" if proved else "bounded", None if proved else bound, search.nodes)
