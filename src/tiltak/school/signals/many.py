"""The signals of many people at once, and how many would be flagged when a limit moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, field, frozen

from tiltak.faults import BadInput, Fault, FaultKind, nearest
from tiltak.rules import (
    Coded,
    Condition,
    FactKind,
    RuleSet,
    Verdict,
    any_of,
    at_least,
    code_columns,
    decide_many,
    is_one_of,
    is_true,
)
from tiltak.school.signals.facts import RANGES, SIGNAL_FACTS
from tiltak.school.signals.parameters import MOVABLE, PROPOSED, SignalParameters
from tiltak.school.signals.rules import FIRST_DAY, all_signals

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    import numpy as np
    from narwhals.typing import IntoFrame

    from tiltak.rules import Decisions

    Array = np.ndarray[Any, Any]

__all__ = ["SMALLEST", "FlaggedIf", "Observations", "flagged_if", "observe_many"]

SMALLEST: Final = 5
"""The smallest number of persons that is told, above none."""


@frozen(eq=False)
class Observations:
    """The signals of many people. Every array has one entry a person, in the order of the frame.

    Args:
        on: The day.
        decisions: The answers of each signal that has rules on the day, by id in the order of the table.
        not_covered: Ids of the signals that have none.
        flagged: int8: 0 no signal can be raised, 1 something must be asked, 2 one is raised.
    """

    on: date
    decisions: Mapping[str, Decisions] = field(repr=False)
    not_covered: tuple[str, ...]
    flagged: Array = field(repr=False)

    def __len__(self) -> int:
        return len(self.flagged)


def _reads() -> RuleSet:
    """A rule set that reads each fact once, so that the columns are coded once for all signals."""
    tests = {FactKind.YES_NO: is_true(), FactKind.NUMBER: at_least(0)}
    conditions = [
        Condition(f"reads.{name}", one, tests.get(one.kind) or is_one_of(*one.choices), PROPOSED)
        for name, one in SIGNAL_FACTS.items()
    ]
    return RuleSet("school.signals.reads", "1", any_of(*conditions), FIRST_DAY)


def _coded(frame: IntoFrame | Coded | Any, columns: Mapping[str, str] | None, not_stated: Collection[str]) -> Coded:
    """The columns as small numbers, with every number that cannot be refused."""
    import numpy as np  # noqa: PLC0415 - columns are an extra; a single case never loads it

    if isinstance(frame, Coded):
        return frame
    coded = code_columns(_reads(), frame, columns=columns, not_stated=not_stated)
    faults = []
    for name, (low, high, whole) in RANGES.items():
        if name not in coded.arrays:
            continue
        stated = coded.arrays[name][~np.isnan(coded.arrays[name])]
        wrong = (stated < low) | (stated > high) | ((stated != np.floor(stated)) if whole else False)
        if wrong.any():
            column = (columns or {}).get(name, name)
            faults.append(Fault(FaultKind.OUT_OF_RANGE, "frame", None, column, "", f"{low}-{high}"))
    if faults:
        raise BadInput(faults)
    return coded


def observe_many(
    frame: IntoFrame | Coded | Any,
    on: date,
    limits: SignalParameters | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    not_stated: Collection[str] = (),
) -> Observations:
    """The signals of every row of a frame; each answer is the one `observe` gives.

    Args:
        frame: Any frame narwhals knows, with one column a fact of `SIGNAL_FACTS`.
        on: The day.
        limits: The limits no law sets; the proposed ones when None.
        columns: Column name by fact name, where they differ.
        not_stated: Facts that have no column on purpose.

    Raises:
        BadInput: When a column is missing, of the wrong type, or holds a value its fact cannot have.

    >>> import polars as pl
    >>> from datetime import date
    >>> frame = pl.DataFrame({"activity": ["ELEV", "LAERLING"], "wish_to_quit": [True, False]})
    >>> others = set(SIGNAL_FACTS) - set(frame.columns)
    >>> observe_many(frame, date(2026, 11, 23), not_stated=others).flagged.tolist()
    [2, 1]
    """
    import numpy as np  # noqa: PLC0415 - columns are an extra; a single case never loads it

    coded = _coded(frame, columns, not_stated)
    every = all_signals(limits)
    decisions = {one.id: decide_many(one.rules, coded, on) for one in every if one.covers(on)}
    flagged = np.zeros(coded.length, dtype=np.int8) if decisions else np.ones(coded.length, dtype=np.int8)
    for one in decisions.values():
        np.maximum(flagged, one.verdict, out=flagged)
    return Observations(on, decisions, tuple(one.id for one in every if not one.covers(on)), flagged)


@frozen
class FlaggedIf:
    """How many would be flagged at one limit.

    Args:
        limit: The limit.
        flagged: Persons with a signal; None when it is not told.
        open: Persons about whom something must be asked first; None when it is not told.
        few: True when the numbers are not told, because fewer than `SMALLEST` persons could be made out: in a group,
            or between this limit and one that is told.
    """

    limit: float
    flagged: int | None
    open: int | None
    few: bool


def flagged_if(
    frame: IntoFrame | Coded | Any,
    on: date,
    limit: str,
    values: Sequence[float],
    limits: SignalParameters | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    not_stated: Collection[str] = (),
) -> tuple[FlaggedIf, ...]:
    """How many would be flagged when one limit moves. Counts only: nobody is named, and small numbers are not told.

    Args:
        frame: As in `observe_many`.
        on: The day.
        limit: Which limit: a field of `SignalParameters`. The limit of the law is not ours to move.
        values: The limits to try, in the order they are to be told. What comes first is told first.
        limits: The other limits; the proposed ones when None.
        columns: Column name by fact name, where they differ.
        not_stated: Facts that have no column on purpose.

    Raises:
        BadInput: When there is no such limit, or a value cannot be one.

    >>> import polars as pl
    >>> from datetime import date
    >>> absent = [5] * 20 + [7] * 10 + [9] * 7
    >>> frame = pl.DataFrame({"activity": ["ELEV"] * 37, "absence_percent": absent, "failed_subjects": [0] * 37})
    >>> frame = frame.with_columns(programme_changes=0, absence_rise_points=0, assessment_warning=False,
    ...                            wish_to_quit=False, workplace_concern=False)
    >>> [(one.limit, one.flagged) for one in flagged_if(frame, date(2026, 11, 23), "absence_near", (6, 8, 9.5))]
    [(6, 17), (8, 7), (9.5, 0)]
    """
    import numpy as np  # noqa: PLC0415 - columns are an extra; a single case never loads it

    if limit not in MOVABLE:
        near = nearest(limit, MOVABLE)
        raise BadInput([Fault(FaultKind.UNKNOWN_CODE, "signals", None, "limit", limit, ", ".join(MOVABLE), near)])
    coded = _coded(frame, columns, not_stated)
    told: list[tuple[int, ...]] = []
    found = []
    for value in values:
        moved: dict[str, Any] = {limit: value}
        tried = observe_many(coded, on, evolve(limits or SignalParameters(), **moved))
        counts = tuple(np.bincount(tried.flagged, minlength=3).tolist())
        if few(counts) or any(few(_between(counts, other)) for other in told):
            found.append(FlaggedIf(value, None, None, few=True))
            continue
        told.append(counts)
        found.append(FlaggedIf(value, counts[Verdict.YES], counts[Verdict.UNKNOWN], few=False))
    return tuple(found)


def _between(counts: Sequence[int], others: Sequence[int]) -> list[int]:
    return [abs(one - other) for one, other in zip(counts, others, strict=True)]


def few(counts: Sequence[int]) -> bool:
    """Whether some are so few that they could be made out; none is not few."""
    return any(0 < count < SMALLEST for count in counts)
