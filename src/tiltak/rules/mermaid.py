"""The tree as Mermaid text: of the rules alone, or of what a decision found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiltak.rules.conditions import AllOf, AnyOf, Condition, Node
from tiltak.rules.decision import Decision

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tiltak.rules.findings import Finding
    from tiltak.rules.ruleset import RuleSet

__all__ = ["mermaid"]

_CLASSES = (
    "  classDef yes stroke-width:3px",
    "  classDef unknown stroke-dasharray:6 4",
    "  classDef no stroke-width:1px,stroke-dasharray:1 3",
)


def _itself(word: str) -> str:
    return word


def mermaid(of: RuleSet | Decision, words: Callable[[str], str] = _itself) -> str:
    """A flow chart of the rules, or of a decision with the verdict written in every box.

    Verdicts are told by word and by line, never by colour alone.

    Args:
        of: A rule set, or a decision.
        words: From an id to the text in the box: the ids of conditions and groups, ``operator.all_of``,
            ``operator.any_of``, ``operator.not``, ``verdict.yes`` and its siblings. By default the ids themselves.
    """
    if isinstance(of, Decision):
        lines = _found(of.explain(), words)
        return "\n".join(["flowchart TD", *lines, *_CLASSES]) + "\n"
    return "\n".join(["flowchart TD", *_written(of.tree, "0", words)]) + "\n"


def _safe(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


def _name(address: str) -> str:
    return "n" + address.replace(".", "_")


def _operator(node: Node) -> str:
    if isinstance(node, AllOf):
        return "all_of"
    return "any_of" if isinstance(node, AnyOf) else "not"


def _group(operator: str, own: str | None, words: Callable[[str], str]) -> str:
    sign = words(f"operator.{operator}")
    return sign if own is None else f"{words(own)}: {sign}"


def _written(node: Node, address: str, words: Callable[[str], str]) -> Iterator[str]:
    if isinstance(node, Condition):
        cites = "<br/>".join(_safe(basis.cite()) for basis in node.bases)
        yield f'  {_name(address)}["{_safe(words(node.id))}<br/>{cites}"]'
        return
    yield f'  {_name(address)}(["{_safe(_group(_operator(node), node.id, words))}"])'
    for place, child in enumerate(node.children):
        below = f"{address}.{place}"
        yield from _written(child, below, words)
        yield f"  {_name(address)} --> {_name(below)}"


def _found(finding: Finding, words: Callable[[str], str]) -> Iterator[str]:
    verdict = finding.verdict.name.lower()
    says = _safe(words(f"verdict.{verdict}"))
    if finding.operator == "condition":
        yield f'  {_name(finding.address)}["{_safe(words(finding.id or ""))}<br/>{says}"]:::{verdict}'
        return
    text = _safe(_group(finding.operator, finding.id, words))
    yield f'  {_name(finding.address)}(["{text}<br/>{says}"]):::{verdict}'
    for child in finding.children:
        yield from _found(child, words)
        yield f"  {_name(finding.address)} --> {_name(child.address)}"
