"""A decision as data for others: JSON in a published schema, and records in the shape NAV archives."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tiltak.rules.sources import Basis, Source
from tiltak.rules.verdict import Verdict

if TYPE_CHECKING:
    from tiltak.rules.change import Change
    from tiltak.rules.decision import Decision
    from tiltak.rules.findings import Finding

__all__ = ["DECISION_SCHEMA", "decision_record", "decision_schema", "subsumsjoner"]

DECISION_SCHEMA = "tiltak.rules.decision/1"
"""Name and version of the format; a change that breaks readers gives a new number."""

SUBSUMSJON_VERSION = "1.1.0"
"""Version of the record of legal assessment whose field names `subsumsjoner` follows."""

_OUTCOME = {
    Verdict.YES: "VILKAR_OPPFYLT",
    Verdict.NO: "VILKAR_IKKE_OPPFYLT",
    Verdict.UNKNOWN: "VILKAR_UAVKLART",
}


def decision_schema() -> dict[str, Any]:
    """The JSON Schema of `Decision.to_dict`.

    >>> decision_schema()["properties"]["schema"]["const"]
    'tiltak.rules.decision/1'
    """
    from importlib.resources import files  # noqa: PLC0415 - brings archives and temporary files along; seldom needed

    text = files("tiltak.rules").joinpath("schema/decision-1.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _day(day: Any) -> str | None:
    return None if day is None else day.isoformat()


def basis_record(basis: Basis) -> dict[str, Any]:
    """A source or a policy as data."""
    if isinstance(basis, Source):
        return {
            "kind": "source",
            "cite": basis.cite(),
            "law": basis.law,
            "section": basis.section,
            "subsection": basis.subsection,
            "sentence": basis.sentence,
            "letter": basis.letter,
            "in_force_from": _day(basis.in_force_from),
            "in_force_to": _day(basis.in_force_to),
            "url": basis.url,
            "checked_on": _day(basis.checked_on),
            "confidence": basis.confidence.value,
            "inferred": basis.inferred,
            "confirmed": basis.confirmed,
        }
    return {
        "kind": "policy",
        "cite": basis.cite(),
        "owner": basis.owner,
        "document": basis.document,
        "section": basis.section,
        "checked_on": _day(basis.checked_on),
        "confirmed": basis.confirmed,
    }


def _change_record(change: Change | None) -> dict[str, Any] | None:
    if change is None:
        return None
    return {
        "conditions": [
            {"id": name, "wanted": wanted.name, "changed_by": who}
            for name, wanted, who in zip(change.conditions, change.wanted, change.changed_by, strict=True)
        ],
        "assumed": list(change.assumed),
        "effort": change.effort,
        "first_day": _day(change.first_day),
    }


def _finding_record(finding: Finding, root: str) -> dict[str, Any]:
    return {
        "address": finding.address,
        "uri": f"{root}#{finding.address}",
        "id": finding.id,
        "operator": finding.operator,
        "verdict": finding.verdict.name,
        "why_open": finding.why_open,
        "facts": [{"name": name, "knowledge": knowledge} for name, knowledge in finding.facts],
        "basis": [basis_record(basis) for basis in finding.basis],
        "matters": finding.matters,
        "children": [_finding_record(child, root) for child in finding.children],
    }


def decision_record(decision: Decision) -> dict[str, Any]:
    """All of a decision but the facts themselves, ready for `json.dumps`.

    The texts in it are codes, ids and dates. Words for people are rendered from them, and never read back.
    """
    period = decision.period
    return {
        "schema": DECISION_SCHEMA,
        "rule_set": decision.rule_set,
        "rule_version": decision.rule_version,
        "rules_digest": decision.rules_digest,
        "library_version": decision.library_version,
        "on": decision.on.isoformat(),
        "facts_digest": decision.facts_digest,
        "verdict": decision.verdict.name,
        "failing": list(decision.failing),
        "unknown": list(decision.unknown),
        "still_needed": list(decision.still_needed),
        "change": _change_record(decision.change),
        "holds": {
            "from": period.first.isoformat(),
            "to": _day(period.last),
            "opened_by": list(period.opened_by),
            "ends_because": list(period.closed_by),
        },
        "unconfirmed": [basis_record(basis) for basis in decision.unconfirmed],
        "not_modelled": list(decision.not_modelled),
        "finding": _finding_record(decision.explain(), f"tiltak:{decision.rule_set}/{decision.rule_version}"),
    }


def subsumsjoner(decision: Decision, *, values: bool = False) -> tuple[dict[str, Any], ...]:
    """One record for each provision a condition rests on, with the field names NAV's archive of assessments uses.

    A condition that rests on a policy gives none: it is no application of law. There is no time stamp either,
    because nothing here reads a clock; whoever stores the record adds it.

    Args:
        decision: The decision.
        values: Write the values of the facts into ``input``. They are personal data, so it must be asked for;
            otherwise ``input`` tells which facts were known.
    """
    records: list[dict[str, Any]] = []
    for finding in decision.explain().conditions():
        given: dict[str, Any] = {}
        for name, knowledge in finding.facts:
            value = decision.case.get(name) if values and knowledge == "known" else knowledge
            given[name] = value.isoformat() if hasattr(value, "isoformat") else value
        sources = (basis for basis in finding.basis if isinstance(basis, Source))
        records.extend(_subsumsjon(decision, finding, source, given) for source in sources)
    return tuple(records)


def _subsumsjon(decision: Decision, finding: Finding, source: Source, given: dict[str, Any]) -> dict[str, Any]:
    return {
        "versjon": SUBSUMSJON_VERSION,
        "eventName": "subsumsjon",
        "versjonAvKode": f"tiltak {decision.library_version}, {decision.rule_set} {decision.rule_version}",
        "lovverk": source.law,
        "lovverksversjon": _day(source.in_force_from),
        "paragraf": source.section,
        "ledd": source.subsection,
        "punktum": source.sentence,
        "bokstav": source.letter,
        "input": {**given, "dato": decision.on.isoformat()},
        "output": {"vilkar": finding.id, "uavklartFordi": finding.why_open},
        "utfall": _OUTCOME[finding.verdict],
    }
