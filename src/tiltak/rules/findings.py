"""The tree of findings: what each part of the rules found, from which facts, on what ground."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from tiltak.rules.conditions import AllOf, AnyOf, Condition, Node
from tiltak.rules.facts import Knowledge
from tiltak.rules.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tiltak.rules.decision import Decision
    from tiltak.rules.formula import State
    from tiltak.rules.sources import Basis

__all__ = ["Finding"]


@frozen
class Finding:
    """What one part of the tree found.

    Args:
        address: Where in the tree: ``"0"`` is the root, ``"0.1"`` its second part. Stable for one rule version.
        id: Id of the condition or group; None for a group without a name.
        operator: ``condition``, ``all_of``, ``any_of`` or ``not``.
        verdict: What it found.
        why_open: For an open condition: ``not_stated``, ``not_known`` or ``not_modelled``; else None.
        facts: Names of the facts it read, each with ``known``, ``not_stated`` or ``not_known``. No values.
        basis: Where it is written.
        matters: True when the answer rests on it.
        children: The parts below.
    """

    address: str
    id: str | None
    operator: str
    verdict: Verdict
    why_open: str | None
    facts: tuple[tuple[str, str], ...]
    basis: tuple[Basis, ...]
    matters: bool
    children: tuple[Finding, ...] = ()

    def walk(self) -> Iterator[Finding]:
        """This finding and all below it, in the order they are written."""
        yield self
        for child in self.children:
            yield from child.walk()

    def conditions(self) -> tuple[Finding, ...]:
        """The findings of the conditions."""
        return tuple(found for found in self.walk() if found.operator == "condition")


def finding_of(decision: Decision) -> Finding:
    """Build the tree of a decision.

    The root carries the decision's own verdict. Below it each part is judged by its own children; where several
    conditions read one missing fact the root can be settled although a part by itself is not.
    """
    rules, case, row = decision.rules, decision.case, decision.row
    knowledge = {name: _known(case.get(name)) for name in rules.fact_names}
    states = {c.id: state for c, state in zip(rules.conditions, row.states, strict=True)}
    used = frozenset(rules.conditions[number].id for number in row.used)
    tree = _Builder(states, knowledge, used).build(rules.tree, "0")
    return tree if tree.verdict is row.verdict else evolve(tree, verdict=row.verdict)


def _known(value: object) -> str:

    return value.value if isinstance(value, Knowledge) else "known"


@frozen
class _Builder:
    """What every finding of one decision looks at: states and knowledge by id, and the conditions that matter."""

    states: Mapping[str, State]
    knowledge: Mapping[str, str]
    used: frozenset[str]

    def build(self, node: Node, address: str) -> Finding:
        if isinstance(node, Condition):
            state = self.states[node.id]
            facts = tuple((fact.name, self.knowledge[fact.name]) for fact in node.facts)
            verdict = Verdict.UNKNOWN if state is None else Verdict(2 * state)
            why = None if state is not None else _why_open(node, facts)
            matters = node.id in self.used
            return Finding(address, node.id, "condition", verdict, why, facts, node.bases, matters)
        children = tuple(self.build(child, f"{address}.{place}") for place, child in enumerate(node.children))
        verdicts = [child.verdict for child in children]
        if isinstance(node, AllOf):
            operator, verdict = "all_of", min(verdicts)
        elif isinstance(node, AnyOf):
            operator, verdict = "any_of", max(verdicts)
        else:
            operator, verdict = "not", ~verdicts[0]
        matters = any(child.matters for child in children)
        return Finding(address, node.id, operator, verdict, None, (), (), matters, children)


def _why_open(condition: Condition, facts: tuple[tuple[str, str], ...]) -> str:
    if not condition.test.modelled:
        return "not_modelled"
    # With several facts, the one nobody has asked for goes first: it can still be asked.
    return "not_stated" if any(known == "not_stated" for _, known in facts) else "not_known"
