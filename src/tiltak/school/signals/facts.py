"""What is asked about a pupil or an apprentice, and which answers cannot be."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from tiltak.faults import BadInput, FaultKind, FaultList
from tiltak.law.facts import fact
from tiltak.rules import NOT_KNOWN, Case, Fact, FactKind, Knowledge

__all__ = ["RANGES", "SIGNAL_FACTS", "absence_rise", "check_signal_facts"]

_ALL = (
    fact("activity"),
    Fact("absence_percent", FactKind.NUMBER, answered_by="school"),
    Fact("absence_rise_points", FactKind.NUMBER, answered_by="school"),
    Fact("assessment_warning", FactKind.YES_NO, answered_by="school"),
    Fact("failed_subjects", FactKind.NUMBER, answered_by="school"),
    Fact("programme_changes", FactKind.NUMBER, answered_by="school"),
    Fact("wish_to_quit", FactKind.YES_NO, answered_by="youth"),
    Fact("workplace_concern", FactKind.YES_NO, answered_by="employer"),
)

SIGNAL_FACTS: Mapping[str, Fact] = MappingProxyType({one.name: one for one in _ALL})
"""The facts the signals read, by name."""

RANGES: Final[Mapping[str, tuple[float, float, bool]]] = MappingProxyType(
    {
        "absence_percent": (0, 100, False),
        "absence_rise_points": (-100, 100, False),
        "failed_subjects": (0, 100, True),
        "programme_changes": (0, 100, True),
    }
)
"""Lowest, highest, and whether only whole numbers can be."""


def check_signal_facts(case: Case) -> None:
    """Refuse answers that cannot be.

    Raises:
        BadInput: With every fault at once. The value itself is not told: it may be personal.
    """
    faults = FaultList(case.id or "case")
    for name, one in SIGNAL_FACTS.items():
        stated = case.get(name)
        if isinstance(stated, Knowledge):
            continue
        try:
            one.check(stated, where=case.id or "case")
        except BadInput as bad:
            faults.extend(bad.faults)
            continue
        if name in RANGES and isinstance(stated, int | float):
            low, high, whole = RANGES[name]
            if not low <= stated <= high or (whole and stated != int(stated)):
                faults.add(FaultKind.OUT_OF_RANGE, field=name, expected=f"{low}-{high}")
    faults.raise_if_any()


def absence_rise(recent: tuple[float, float], earlier: tuple[float, float]) -> float | Knowledge:
    """How many percentage points absence has risen, from hours; a changed pattern in numbers.

    Args:
        recent: Hours absent and hours of teaching in the weeks looked at.
        earlier: The same for the weeks before them.

    Returns:
        Percentage points, below zero when absence fell; NOT_KNOWN when one of the periods had no teaching.

    Raises:
        ValueError: When somebody is absent for more hours than there were, or for fewer than none.

    >>> absence_rise((6, 30), (3, 60))
    15.0
    """
    for absent, taught in (recent, earlier):
        if not 0 <= absent <= taught:
            raise ValueError(f"absent {absent} of {taught} hours cannot be")
    if not recent[1] or not earlier[1]:
        return NOT_KNOWN
    shares = [Fraction(absent) / Fraction(taught) for absent, taught in (recent, earlier)]
    return float(100 * (shares[0] - shares[1]))
