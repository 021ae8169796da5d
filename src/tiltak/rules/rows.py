"""The row of one state: verdict, what fails, what is open, what to ask, what would change it.

A row depends on which class each slot is in and on nothing else, so it is worked out the first time
a case is in that state, and looked up ever after. No state that never occurs is ever computed.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from attrs import frozen

from tiltak.rules.change import Change, Flip, change_of
from tiltak.rules.formula import (
    Formula,
    Group,
    Leaf,
    Remainder,
    State,
    chance,
    kleene,
    leaves,
    open_leaves,
    remainder,
)
from tiltak.rules.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tiltak.rules.conditions import Condition
    from tiltak.rules.slots import Slot, SlotClasses

__all__ = ["Engine", "Row"]

_WAYS = 4096
"""Joint values of facts that are read more than once, tried in full. Beyond it the last of them count as free of
themselves: UNKNOWN may then be said where a definite answer exists, never the other way round."""


@frozen
class Row:
    """What follows from one state. All tuples are in the order of the tree, but `still_needed`: most decisive first."""

    verdict: Verdict
    states: tuple[State, ...]
    failing: tuple[str, ...]
    unknown: tuple[str, ...]
    still_needed: tuple[str, ...]
    used: tuple[int, ...]
    change: Change | None
    """What people can do now; time is left out of it."""


@frozen(eq=False)
class Engine:
    """A tree and the classes its slots can be in, which together fix every row."""

    conditions: tuple[Condition, ...]
    formula: Formula
    slots: tuple[Slot, ...]
    classes: tuple[SlotClasses, ...]

    @property
    def strides(self) -> tuple[int, ...]:
        """What one step of each slot's class adds to the number of the state."""
        strides = []
        size = 1
        for classes in self.classes:
            strides.append(size)
            size *= classes.size
        return tuple(strides)

    @property
    def size(self) -> int:
        """How many states there are."""
        size = 1
        for classes in self.classes:
            size *= classes.size
        return size

    def places(self, index: int) -> tuple[int, ...]:
        """The class of each slot in a state."""
        places = []
        for classes in self.classes:
            index, place = divmod(index, classes.size)
            places.append(place)
        return tuple(places)

    def row(self, index: int) -> Row:
        """Work out the row of a state."""
        places = self.places(index)
        states: list[State] = [None] * len(self.conditions)
        missing: dict[int, tuple[str, ...]] = {}
        for number, (slot, classes, place) in enumerate(zip(self.slots, self.classes, places, strict=True)):
            if place < len(classes.missing):
                missing[number] = classes.missing[place]
            else:
                self._fill(states, slot, classes.known[place - len(classes.missing)])
        rests = self._rests(states, missing)
        verdict = _verdict(rests.values())
        relevant = self._relevant(rests, missing) if verdict is Verdict.UNKNOWN else ()
        asked = {number for slot in relevant for number in self.slots[slot].conditions} | self._judged(rests)
        unknown = sorted(open_leaves(remainder(self.formula, states)) & asked)
        failing = [
            self.conditions[leaf.number].id
            for leaf in _blamed(self.formula, states)
            if verdict is not Verdict.YES and self._fails(leaf, states, verdict)
        ]
        used = sorted({leaf.number for leaf in _used(self.formula, states)})
        flip = self._flip(states, places) if verdict is Verdict.NO else None
        facts = dict.fromkeys(name for slot in relevant for name in missing[slot])
        return Row(
            verdict=verdict,
            states=tuple(states),
            failing=tuple(failing),
            unknown=tuple(self.conditions[number].id for number in unknown) if verdict is Verdict.UNKNOWN else (),
            still_needed=tuple(facts),
            used=tuple(used),
            change=None if flip is None else change_of(self.conditions, flip),
        )

    def _fill(self, states: list[State], slot: Slot, known: Sequence[bool]) -> None:
        for number, state in zip(slot.conditions, known, strict=True):
            states[number] = state

    def _within_reach(self, slots: Sequence[int]) -> list[int]:
        """As many of the slots, from the first, as can be tried in all their joint values."""
        chosen, ways = [], 1
        for slot in slots:
            ways *= len(self.classes[slot].known)
            if ways > _WAYS:
                break
            chosen.append(slot)
        return chosen

    def _rests(self, states: Sequence[State], missing: dict[int, tuple[str, ...]]) -> dict[tuple[int, ...], Remainder]:
        """What is left to find out, for each joint value of the missing facts that several conditions read."""
        shared = self._within_reach([slot for slot in missing if len(self.slots[slot].conditions) > 1])
        rests = {}
        for ways in product(*(range(len(self.classes[slot].known)) for slot in shared)):
            filled = list(states)
            for slot, way in zip(shared, ways, strict=True):
                self._fill(filled, self.slots[slot], self.classes[slot].known[way])
            rests[ways] = remainder(self.formula, filled)
        return rests

    def _judged(self, rests: dict[tuple[int, ...], Remainder]) -> set[int]:
        """Open conditions that are left to people."""
        still_open = frozenset().union(*(open_leaves(rest) for rest in rests.values()))
        return {number for number in still_open if not self.conditions[number].test.modelled}

    def _relevant(
        self, rests: dict[tuple[int, ...], Remainder], missing: dict[int, tuple[str, ...]]
    ) -> tuple[int, ...]:
        """The slots that can still change the answer, the most decisive first.

        Decisive is Birnbaum's importance: how much the share of YES among all ways the rest can fall moves
        when this one is settled. Equal ones keep the order of the tree.
        """
        shared = self._within_reach([slot for slot in missing if len(self.slots[slot].conditions) > 1])
        still_open = frozenset().union(*(open_leaves(rest) for rest in rests.values()))
        weights: dict[int, float] = {}
        for slot in missing:
            if slot in shared:
                groups: dict[tuple[int, ...], list[Remainder]] = {}
                place = shared.index(slot)
                for ways, rest in rests.items():
                    groups.setdefault(ways[:place] + ways[place + 1 :], []).append(rest)
                if any(len(set(group)) > 1 for group in groups.values()):
                    spans = [[chance(rest, {}) for rest in group] for group in groups.values()]
                    weights[slot] = sum(max(span) - min(span) for span in spans) / len(spans)
            else:
                weight = 0.0
                found = [number for number in self.slots[slot].conditions if number in still_open]
                for number in found:
                    moves = [
                        abs(chance(rest, {number: True}) - chance(rest, {number: False})) for rest in rests.values()
                    ]
                    weight = max(weight, sum(moves) / len(moves))
                if found:
                    weights[slot] = weight
        return tuple(sorted(weights, key=lambda slot: (-round(weights[slot], 12), slot)))

    def _fails(self, leaf: Leaf, states: Sequence[State], verdict: Verdict) -> bool:
        state = leaf.state(states)
        if state is not None:
            return not state
        # No value of the missing fact could meet all the conditions that read it: they fail together.
        return verdict is Verdict.NO and kleene(self.formula, states) is Verdict.UNKNOWN and self._is_shared(leaf)

    def _is_shared(self, leaf: Leaf) -> bool:
        return any(leaf.number in slot.conditions and len(slot.conditions) > 1 for slot in self.slots)

    def _flip(self, states: Sequence[State], places: Sequence[int]) -> Flip | None:
        """The cheapest change, or None when nobody can make one."""
        shared = self._within_reach([n for n, slot in enumerate(self.slots) if len(slot.conditions) > 1])
        held = {number for slot in shared for number in self.slots[slot].conditions}
        best: Flip | None = None
        for moves in product(*(tuple(self._moves(slot, places[slot], states)) for slot in shared)):
            filled = list(states)
            for slot, (_, known) in zip(shared, moves, strict=True):
                self._fill(filled, self.slots[slot], known)
            rest = self._cheapest(self.formula, filled, held)
            if rest is None:
                continue
            whole = _together([flip for flip, _ in moves] + [rest])
            if best is None or whole.order() < best.order():
                best = whole
        return best

    def _moves(self, number: int, place: int, states: Sequence[State]) -> Iterator[tuple[Flip, tuple[bool, ...]]]:
        """The classes a shared slot may be moved to, each with what the move takes."""
        slot, classes = self.slots[number], self.classes[number]
        for known in classes.known:
            if place < len(classes.missing):
                yield Flip((), (), slot.conditions, 0), known
                continue
            pairs = zip(slot.conditions, known, strict=True)
            changed = [(n, state) for n, state in pairs if states[n] is not state]
            movers = [self.conditions[n] for n, _ in changed]
            if all(condition.changed_by != "nobody" for condition in movers):
                effort = max((condition.effort for condition in movers), default=0)
                yield Flip(tuple(n for n, _ in changed), tuple(s for _, s in changed), (), effort), known

    def _cheapest(self, formula: Formula, states: Sequence[State], held: set[int]) -> Flip | None:
        if isinstance(formula, Group):
            flips = [self._cheapest(part, states, held) for part in formula.parts]
            possible = [flip for flip in flips if flip is not None]
            if formula.every:
                return _together(possible) if len(possible) == len(flips) else None
            return min(possible, key=Flip.order, default=None)
        state = formula.state(states)
        condition = self.conditions[formula.number]
        if state:
            return Flip((), (), (), 0)
        if state is None:
            return Flip((), (), (formula.number,), 0)
        if formula.number in held or condition.changed_by == "nobody":
            return None
        return Flip((formula.number,), (formula.positive,), (), condition.effort)


def _verdict(rests: Iterable[Remainder]) -> Verdict:
    """YES or NO when every way of filling in says so, else UNKNOWN."""
    found = list(rests)
    if all(rest is True for rest in found):
        return Verdict.YES
    return Verdict.NO if all(rest is False for rest in found) else Verdict.UNKNOWN


def _together(flips: Sequence[Flip]) -> Flip:
    pairs = sorted(pair for flip in flips for pair in zip(flip.conditions, flip.wanted, strict=True))
    return Flip(
        conditions=tuple(number for number, _ in pairs),
        wanted=tuple(state for _, state in pairs),
        assumed=tuple(sorted(number for flip in flips for number in flip.assumed)),
        effort=sum(flip.effort for flip in flips),
    )


def _blamed(formula: Formula, states: Sequence[State]) -> tuple[Leaf, ...]:
    """The leaves that keep the answer from being YES."""
    if isinstance(formula, Leaf):
        return (formula,)
    own = kleene(formula, states)
    if own is Verdict.YES:
        return ()
    parts = [part for part in formula.parts if not formula.every or kleene(part, states) is own]
    return tuple(leaf for part in parts for leaf in _blamed(part, states))


def _used(formula: Formula, states: Sequence[State]) -> tuple[Leaf, ...]:
    """The leaves the answer rests on: without them it could be another."""
    own = kleene(formula, states)
    if isinstance(formula, Leaf) or own is Verdict.UNKNOWN:
        return leaves(formula)
    settled = (own is Verdict.NO) == formula.every
    parts = [part for part in formula.parts if not settled or kleene(part, states) is own]
    return tuple(leaf for part in parts for leaf in _used(part, states))
