"""Deciding again, and telling what differs and why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import frozen

from tiltak.rules.decision import Decision
from tiltak.rules.records import DECISION_SCHEMA, decision_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tiltak.rules.facts import Case
    from tiltak.rules.ruleset import RuleSet, RuleVersions

__all__ = ["Difference", "Replay", "replay"]

_ANSWER = ("verdict", "failing", "unknown", "still_needed", "change", "holds")
_CAUSES = {"facts": ("facts_digest",), "rules": ("rule_version", "rules_digest"), "library": ("library_version",)}


@frozen
class Difference:
    """One part of the answer that came out otherwise.

    Args:
        part: Which part of the record.
        recorded: What the record says.
        replayed: What comes out now.
    """

    part: str
    recorded: Any
    replayed: Any


@frozen
class Replay:
    """A decision made again.

    Args:
        same: True when every part of the answer came out the same.
        differences: The parts that did not.
        why: What is not as it was: ``facts``, ``rules``, ``library``, in that order. Also told when the answer
            is the same. Empty with differences would mean that the library is not repeatable.
        decision: The new decision.
    """

    same: bool
    differences: tuple[Difference, ...]
    why: tuple[str, ...]
    decision: Decision


def replay(recorded: Decision | Mapping[str, Any], case: Case, rules: RuleSet | RuleVersions | None = None) -> Replay:
    """Decide again, on the recorded day, and compare with the record.

    Args:
        recorded: A decision, or what its `to_dict` gave.
        case: The facts as they are now.
        rules: The rules to decide by. A decision brings its own; a record needs them.

    Raises:
        ValueError: When a record comes without rules, is of another rule set, or in a format this version cannot read.
        OutsideDates: When the rules do not cover the recorded day.
    """
    if isinstance(recorded, Decision):
        rules = recorded.rules if rules is None else rules
        record = decision_record(recorded)
    else:
        record = dict(recorded)
        if record.get("schema") != DECISION_SCHEMA:
            raise ValueError(f"the record has schema {record.get('schema')!r}; this version reads {DECISION_SCHEMA!r}")
    if rules is None:
        raise ValueError("a record holds no rules; hand them over to replay it")
    if rules.id != record["rule_set"]:
        raise ValueError(f"the record is of rule set {record['rule_set']!r}, not {rules.id!r}")
    on = date.fromisoformat(record["on"])
    decision = rules.decide(case, on)
    now = decision_record(decision)
    differences = tuple(Difference(part, record[part], now[part]) for part in _ANSWER if record[part] != now[part])
    why = tuple(cause for cause, parts in _CAUSES.items() if any(record[part] != now[part] for part in parts))
    return Replay(not differences, differences, why, decision)
