"""The tree as the machine reads it: negations at the leaves, partial evaluation to a canonical form.

In a tree that reads each condition once, what is left after the known conditions are filled in has
one form only. So two remainders ask the same exactly when they are equal, and a condition that is
still in the remainder can still change the answer. Everything exact in this room rests on that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from tiltak.rules.conditions import AllOf, AnyOf, Condition, Node, Not
from tiltak.rules.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Group", "Leaf", "Remainder", "chance", "kleene", "leaves", "normal", "remainder"]

State = bool | None
"""Of a condition: met, not met, not known."""


@frozen
class Leaf:
    """A condition by its number, as it is or turned round."""

    number: int
    positive: bool

    def state(self, states: Sequence[State]) -> State:
        """The state as the tree sees it."""
        state = states[self.number]
        return state if state is None or self.positive else not state


@frozen
class Group:
    """Several parts of which all, or one, must hold."""

    every: bool
    parts: tuple[Leaf | Group, ...]


Formula = Leaf | Group
Remainder = bool | Leaf | tuple[bool, frozenset["Remainder"]]
"""True, False, a leaf, or (every, parts)."""


def normal(node: Node, numbers: Mapping[str, int], *, positive: bool = True) -> Formula:
    """The tree with negations pushed to the leaves (De Morgan)."""
    match node:
        case Condition():
            return Leaf(numbers[node.id], positive)
        case Not():
            return normal(node.child, numbers, positive=not positive)
        case AllOf() | AnyOf():
            every = isinstance(node, AllOf) == positive
            return Group(every, tuple(normal(child, numbers, positive=positive) for child in node.children))


def kleene(formula: Formula, states: Sequence[State]) -> Verdict:
    """Strong Kleene: least for all, greatest for one."""
    if isinstance(formula, Leaf):
        state = formula.state(states)
        return Verdict.UNKNOWN if state is None else Verdict(2 * state)
    verdicts = (kleene(part, states) for part in formula.parts)
    return min(verdicts) if formula.every else max(verdicts)


def leaves(formula: Formula) -> tuple[Leaf, ...]:
    """The leaves from left to right."""
    if isinstance(formula, Leaf):
        return (formula,)
    return tuple(leaf for part in formula.parts for leaf in leaves(part))


def remainder(formula: Formula, states: Sequence[State]) -> Remainder:
    """What is left to find out when the known conditions are filled in; True or False when nothing is."""
    if isinstance(formula, Leaf):
        state = formula.state(states)
        return formula if state is None else state
    left: set[Remainder] = set()
    for part in formula.parts:
        rest = remainder(part, states)
        if isinstance(rest, bool):
            if rest is not formula.every:
                return rest
        elif isinstance(rest, tuple) and rest[0] == formula.every:
            left |= rest[1]
        else:
            left.add(rest)
    if len(left) > 1:
        return (formula.every, frozenset(left))
    return left.pop() if left else formula.every


def open_leaves(rest: Remainder) -> frozenset[int]:
    """The numbers of the conditions that can still change the answer."""
    if isinstance(rest, bool):
        return frozenset()
    if isinstance(rest, Leaf):
        return frozenset({rest.number})
    return frozenset().union(*(open_leaves(part) for part in rest[1]))


def chance(rest: Remainder, fixed: Mapping[int, bool]) -> float:
    """The share of all ways the open conditions can fall in which the answer is yes.

    Args:
        rest: What is left.
        fixed: Conditions taken as settled, by number.
    """
    if isinstance(rest, bool):
        return float(rest)
    if isinstance(rest, Leaf):
        if rest.number not in fixed:
            return 0.5
        return float(fixed[rest.number] == rest.positive)
    share = 1.0
    for part in rest[1]:
        one = chance(part, fixed)
        share *= one if rest[0] else 1 - one
    return share if rest[0] else 1 - share
