"""Where a signal is raised: the limits that are somebody's own choice, and so theirs to move."""

from datetime import date
from typing import Final

from attrs import field, fields, frozen

from tiltak.faults import FaultKind, FaultList
from tiltak.rules import Policy

__all__ = ["MOVABLE", "PROPOSED", "SignalParameters"]

PROPOSED: Final = Policy("tiltak", "docs/en/stay-at-school.md", "Limits", date(2026, 11, 23))
"""The limits this library proposes. No study behind them was found; they are to be chosen by the office."""

_WHOLE: Final = frozenset({"failed_subjects", "programme_changes"})
_MOST_PER_CENT: Final = 100


@frozen
class SignalParameters:
    """The limits of the signals that no law sets.

    Args:
        absence_near: Per cent of absence from which a pupil is told to be near the limit of the law.
        absence_rise: Percentage points by which absence has risen.
        failed_subjects: Subjects not passed.
        programme_changes: Changes of education programme.
        basis: Whose choice the limits are.

    Raises:
        BadInput: With every limit that cannot be.

    >>> SignalParameters().absence_near
    8
    """

    absence_near: float = 8
    absence_rise: float = 10
    failed_subjects: int = 1
    programme_changes: int = 1
    basis: Policy = field(default=PROPOSED, repr=False)

    def __attrs_post_init__(self) -> None:
        faults = FaultList("signals")
        for name in MOVABLE:
            limit = getattr(self, name)
            if isinstance(limit, bool) or not isinstance(limit, int if name in _WHOLE else int | float):
                faults.add(FaultKind.WRONG_TYPE, field=name, found=type(limit).__name__, expected="1, 2, 3 ...")
            elif name in _WHOLE and limit < 1:
                faults.add(FaultKind.OUT_OF_RANGE, field=name, found=str(limit), expected=">= 1")
            elif name not in _WHOLE and not 0 < limit <= _MOST_PER_CENT:
                faults.add(FaultKind.OUT_OF_RANGE, field=name, found=str(limit), expected="0 < x <= 100")
        faults.raise_if_any()


MOVABLE: Final = tuple(one.name for one in fields(SignalParameters) if one.name != "basis")
"""The limits an office can move. The absence limit of the law is none of them."""
