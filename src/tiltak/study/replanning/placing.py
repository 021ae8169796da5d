"""Which way and which terms: over as early as can be, then with the fewest changes from what was."""

from collections.abc import Collection, Mapping, Sequence

from attrs import frozen

from tiltak.study.curriculum.gaps import Way
from tiltak.study.planning.demands import Model, Models, Request
from tiltak.study.planning.problem import NEVER, Outcome
from tiltak.study.planning.search import solve
from tiltak.study.replanning.nearest import Nearest, nearest

__all__ = ["REGISTERED_WEIGHT", "Old", "Placing", "place", "place_way"]

REGISTERED_WEIGHT = 3
"""What moving an exam that is registered and paid counts, beside one that is only planned."""


@frozen
class Old:
    """What is to be kept where it can be.

    Attributes:
        wanted: The term of each exam that has one.
        registered: Codes among these that are registered and paid.
        again: Codes that are new in the plan because they are taken again; that is no change.
    """

    wanted: Mapping[str, str]
    registered: Collection[str] = frozenset()
    again: Collection[str] = frozenset()

    def weight(self, code: str) -> int:
        """What moving an exam counts."""
        return REGISTERED_WEIGHT if code in self.registered else 1

    def beside(self, way: Way) -> int:
        """What a way changes whatever the terms: exams that were planned and are not in it, and the other way round."""
        gone = sum(self.weight(code) for code in self.wanted if code not in way.missing)
        return gone + sum(1 for code in way.missing if code not in self.wanted and code not in self.again)


@frozen
class Placing:
    """A way with a term for each of its exams.

    Attributes:
        way: The exam sets and codes.
        shape: The problem, and what its indices stand for.
        near: Where the exams are.
        changes: What is changed, with what the way itself changes.
    """

    way: Way
    shape: Model
    near: Nearest
    changes: int

    @property
    def terms(self) -> dict[str, str]:
        """The term of each exam."""
        return {code: self.shape.terms[term] for code, term in zip(self.shape.codes, self.near.placed, strict=True)}


def place_way(shape: Model, old: Old, within: Sequence[int], node_limit: int) -> Nearest:
    """The placing of one way nearest to the old one, over no later than one that fits."""
    index = {name: number for number, name in enumerate(shape.terms)}
    wanted = [index.get(old.wanted[code], NEVER) if code in old.wanted else None for code in shape.codes]
    return nearest(shape.problem, wanted, [old.weight(code) for code in shape.codes], within, node_limit)


def place(request: Request, ways: Sequence[Way], old: Old, node_limit: int) -> tuple[Placing | None, bool]:
    """The best way and terms, None when no way fits; and whether every search was finished.

    Ways that put the same problem are over equally early, so that is searched once for all of them. Then the ways
    are tried from the one that changes least by itself, and those that cannot be better are passed over.
    """
    solved: dict[object, Outcome] = {}
    fits: list[tuple[int, Way, Model, Outcome]] = []
    models = Models(request)
    for way in ways:
        shape = models.of(way)
        problem = shape.problem
        key = (problem.hours, problem.weeks_before, problem.capacity, problem.clashes, problem.required)
        if key not in solved:
            solved[key] = solve(problem, node_limit, only_finish=True)
        if solved[key].score is not None:
            fits.append((old.beside(way), way, shape, solved[key]))
    proved = all(outcome.proof != "bounded" for outcome in solved.values())
    if not fits:
        return None, proved
    finish = min(max(outcome.placed or (), default=-1) for *_, outcome in fits)
    best: Placing | None = None
    for beside, way, shape, outcome in sorted(fits, key=lambda one: one[0]):
        within = outcome.placed or ()
        if max(within, default=-1) > finish or (best is not None and beside > best.changes):
            continue
        near = place_way(shape, old, within, node_limit)
        proved = proved and near.proof == "optimal"
        found = Placing(way, shape, near, beside + near.changes)
        if best is None or _rank(found) < _rank(best):
            best = found
    return best, proved


def _rank(one: Placing) -> tuple[int, int, int, int]:
    return one.changes, one.near.score.broken, one.near.score.peak, one.near.score.most
