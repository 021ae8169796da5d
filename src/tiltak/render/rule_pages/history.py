"""What a rule set rests on, and how its versions differ."""

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import frozen

from tiltak.law import all_values, value_notes
from tiltak.law.ages import BornBefore
from tiltak.rules import Basis, Condition, Dated, Node, RuleSet, RuleVersions, SchoolYear, Source, Test

__all__ = ["Change", "ValueUsed", "bases_of", "change", "judged", "values_of"]


def bases_of(rule_sets: Iterable[RuleSet]) -> tuple[Basis, ...]:
    """Every source and policy of some rule sets, each once, in the order they are first named."""
    return tuple(
        dict.fromkeys(basis for rules in rule_sets for condition in rules.conditions for basis in condition.bases)
    )


def judged(rules: RuleSet) -> tuple[str, ...]:
    """Ids of the conditions that are left to people."""
    return tuple(condition.id for condition in rules.conditions if not condition.test.modelled)


@frozen
class Change:
    """How one version differs from the one before.

    Args:
        new: Ids of conditions that came.
        gone: Ids of conditions that went.
        test: Ids of conditions that ask for something else.
        tree: True when the conditions that stayed are combined otherwise.
        sources: True when a condition that stayed rests on other sources.
    """

    new: tuple[str, ...]
    gone: tuple[str, ...]
    test: tuple[str, ...]
    tree: bool
    sources: bool


def change(before: RuleSet, after: RuleSet) -> Change:
    """What changed from one version to the next.

    >>> from tiltak.law import follow_up_rules
    >>> old, new = follow_up_rules().versions[-2:]
    >>> change(old, new).test
    ('waiting_age', 'lower_secondary_completed', 'follow_up_age')
    """
    old = {condition.id: condition for condition in before.conditions}
    new = {condition.id: condition for condition in after.conditions}
    stayed = [name for name in new if name in old]
    return Change(
        new=tuple(name for name in new if name not in old),
        gone=tuple(name for name in old if name not in new),
        test=tuple(name for name in stayed if _question(old[name]) != _question(new[name])),
        tree=set(old) == set(new) and _shape(before.tree) != _shape(after.tree),
        sources=any(old[name].bases != new[name].bases for name in stayed),
    )


def _question(condition: Condition) -> tuple[object, ...]:
    return condition.facts, condition.test


def _shape(node: Node) -> object:
    if isinstance(node, Condition):
        return node.id
    return type(node).__name__, tuple(_shape(child) for child in node.children)


@frozen
class ValueUsed:
    """One value, in the days it holds, that stands in a provision some rules rest on.

    Args:
        name: Its name in the table of values.
        dated: The value.
        conditions: Ids of the conditions that calculate with it.
        notes: Ids of what must be said with it.
    """

    name: str
    dated: Dated[Any]
    conditions: tuple[str, ...]
    notes: tuple[str, ...]


def values_of(versions: RuleVersions) -> Iterator[ValueUsed]:
    """The dated values of the provisions that a rule set rests on, by name and first day.

    >>> from tiltak.law import nav_rules
    >>> [(one.name, one.dated.value, one.conditions) for one in values_of(nav_rules()["activity_condition"])]
    [('activity_condition.below_age', 30, ('under_30',))]
    """
    conditions = [condition for rules in versions.versions for condition in rules.conditions]
    bases = set(bases_of(versions.versions))
    for name, through_time in all_values().items():
        for dated in through_time.values:
            if isinstance(dated.source, Source) and dated.source in bases:
                counted = (one.id for one in conditions if dated.source in one.bases and _counts(one.test, dated))
                yield ValueUsed(name, dated, tuple(dict.fromkeys(counted)), value_notes(name, dated.valid_from))


_FIELDS = ("at_least", "below", "first", "last", "age", "limit")
"""The names under which a test keeps its numbers."""


def _counts(test: Test, dated: Dated[Any]) -> bool:
    """True when the value is a number of the test."""
    if isinstance(test, BornBefore):
        return bool(dated.unit == "YEAR" and test.limit.year == dated.value)
    if isinstance(test, SchoolYear) and dated.unit == "SCHOOL_YEAR" and test.first == dated.value + 1:
        return True  # from the school year after the last one
    numbers = [getattr(test, name) for name in _FIELDS if hasattr(test, name)]
    return any(isinstance(number, int | float) and number == dated.value for number in numbers)
