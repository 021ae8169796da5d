"""A condition is a named, sourced question; conditions combine into a tree that is read once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from tiltak.rules.facts import ANSWERED_BY, Fact
from tiltak.rules.sources import Basis, Policy, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tiltak.rules.checks import Test

__all__ = ["AllOf", "AnyOf", "Condition", "Node", "Not", "all_of", "any_of", "conditions_of", "not_"]


def _facts(value: Fact | tuple[Fact, ...]) -> tuple[Fact, ...]:
    return (value,) if isinstance(value, Fact) else tuple(value)


def _bases(_instance: object, _attribute: Any, value: Any) -> None:
    bases = value if isinstance(value, tuple) else (value,)
    if not bases or not all(isinstance(basis, (Source, Policy)) for basis in bases):
        raise TypeError("a condition cannot be built without its Source, or a Policy that says whose choice it is")


@frozen
class Condition:
    """One question a rule asks, and where the rule is written.

    Args:
        id: Stable id; its words are found by it.
        facts: What it reads, normally one fact.
        test: What it asks of the fact. With several facts the test is given their values as a tuple.
        basis: The provision, or the policy, or several.
        changed_by: Who can make the condition come true, as a code; "nobody" for what only time can change, or nothing.
        effort: How much it takes to change, against the other conditions of the tree.

    Raises:
        TypeError: Without a source.
        ValueError: When the test cannot read the fact.
    """

    id: str
    facts: tuple[Fact, ...] = field(converter=_facts)
    test: Test
    basis: Basis | tuple[Basis, ...] = field(validator=_bases)
    changed_by: str = "nobody"
    effort: float = 1

    def __attrs_post_init__(self) -> None:
        """Refuse what could not be asked."""
        if not self.id:
            raise ValueError("a condition needs an id")
        if self.changed_by not in ANSWERED_BY:
            raise ValueError(f"condition {self.id!r}: changed_by is {self.changed_by!r}, which is no code")
        if not self.effort >= 0:
            raise ValueError(f"condition {self.id!r}: effort is 0 or more")
        if not self.facts and self.test.modelled:
            raise ValueError(f"condition {self.id!r} reads no fact")
        if len({fact.name for fact in self.facts}) != len(self.facts):
            raise ValueError(f"condition {self.id!r} reads a fact twice")
        try:
            self.test.check(self.facts)
        except ValueError as error:
            raise ValueError(f"condition {self.id!r}: {error}") from None

    @property
    def bases(self) -> tuple[Basis, ...]:
        """The basis, always as a tuple."""
        return self.basis if isinstance(self.basis, tuple) else (self.basis,)


@frozen
class AllOf:
    """YES when all are; NO when one is."""

    children: tuple[Node, ...]
    id: str | None = None


@frozen
class AnyOf:
    """YES when one is; NO when all are."""

    children: tuple[Node, ...]
    id: str | None = None


@frozen
class Not:
    """YES when the other is NO."""

    child: Node
    id: str | None = None

    @property
    def children(self) -> tuple[Node, ...]:
        """The one child."""
        return (self.child,)


Node = Condition | AllOf | AnyOf | Not


def nodes_of(node: Node) -> Iterator[Node]:
    """The node and all below it, in the order they are written."""
    yield node
    if not isinstance(node, Condition):
        for child in node.children:
            yield from nodes_of(child)


def conditions_of(node: Node) -> tuple[Condition, ...]:
    """The conditions of a tree, in the order they are written."""
    return tuple(found for found in nodes_of(node) if isinstance(found, Condition))


def _once(node: Node) -> Node:
    seen: set[str] = set()
    facts: dict[str, Fact] = {}
    for found in nodes_of(node):
        if found.id is not None:
            if found.id in seen:
                raise ValueError(f"{found.id!r} is in the tree twice; each condition is read once")
            seen.add(found.id)
        if isinstance(found, Condition):
            for fact in found.facts:
                if facts.setdefault(fact.name, fact) != fact:
                    raise ValueError(f"fact {fact.name!r} is described in two ways in one tree")
    return node


def _several(nodes: tuple[Node, ...], name: str) -> tuple[Node, ...]:
    if not nodes:
        raise ValueError(f"{name} needs something to combine")
    for node in nodes:
        if not isinstance(node, (Condition, AllOf, AnyOf, Not)):
            raise TypeError(f"{name} combines conditions, not {type(node).__name__}")
    return nodes


def all_of(*nodes: Node, id: str | None = None) -> AllOf:  # noqa: A002 - the public name of the argument
    """All must hold.

    Raises:
        ValueError: When a condition is in the tree twice, or one fact is described in two ways.
    """
    tree = AllOf(_several(nodes, "all_of"), id)
    _once(tree)
    return tree


def any_of(*nodes: Node, id: str | None = None) -> AnyOf:  # noqa: A002 - the public name of the argument
    """One must hold.

    Raises:
        ValueError: When a condition is in the tree twice, or one fact is described in two ways.
    """
    tree = AnyOf(_several(nodes, "any_of"), id)
    _once(tree)
    return tree


def not_(node: Node, id: str | None = None) -> Not:  # noqa: A002 - the public name of the argument
    """The other way round; what is unknown stays unknown."""
    tree = Not(_several((node,), "not_")[0], id)
    _once(tree)
    return tree
