"""Columns of facts as small numbers: done once for a frame, good for any day and any rules that read the facts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import frozen

from tiltak.faults import BadInput, Fault, FaultKind, nearest
from tiltak.rules.facts import Fact, FactKind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import numpy as np
    import polars as pl
    from narwhals.typing import IntoFrame

    from tiltak.rules.ruleset import RuleSet

__all__ = ["NO_DAY", "Coded", "code_columns"]

NO_DAY = -(2**31)
"""Stands for a missing date among days counted from 1970-01-01."""
_EPOCH = date(1970, 1, 1)
_FIRST_DAY, _LAST_DAY = (date.min - _EPOCH).days, (date.max - _EPOCH).days
_EXACT = 2**53  # whole numbers beyond this are not all told apart as floats
_NARROW = 255  # codes of a choice fit a byte


@frozen(eq=False)
class Coded:
    """The facts of many cases, one NumPy array each, all of one length.

    YES_NO: uint8, 0 no, 1 yes, 2 open. CHOICE: number of the choice, or the number of choices when open.
    DATE: int32 days from 1970-01-01, or `NO_DAY`. NUMBER: float64, or NaN.

    Args:
        length: How many cases.
        facts: The facts, by name.
        arrays: The array of each fact that has a column.
    """

    length: int
    facts: Mapping[str, Fact]
    arrays: Mapping[str, np.ndarray[Any, Any]]


def code_columns(
    rules: RuleSet,
    frame: IntoFrame | Any,
    *,
    columns: Mapping[str, str] | None = None,
    not_stated: Collection[str] = (),
    file: str = "frame",
) -> Coded:
    """Code the columns of a frame that the rules read.

    Null is open: a column does not tell NOT_STATED from NOT_KNOWN, and the rules answer both alike.

    Args:
        rules: The rules; their facts are looked for, other columns are left alone.
        frame: Any frame narwhals knows. A lazy one is collected, the needed columns only.
        columns: Column name by fact name, where they differ.
        not_stated: Facts that have no column on purpose. Any other missing column is an error: a misspelt name must
            not turn into a million unknowns.
        file: What to call the frame in a fault.

    Raises:
        BadInput: All columns that are missing, of the wrong type, or hold a value their fact cannot have.
    """
    import narwhals as nw  # noqa: PLC0415 - columns are an extra; a single case never loads it

    given = nw.from_native(frame)
    present = list(given.collect_schema().names())
    name_of = {fact.name: (columns or {}).get(fact.name, fact.name) for fact in rules.facts}
    wanted = {fact.name: fact for fact in rules.facts if fact.name not in not_stated}
    faults = [
        Fault(FaultKind.MISSING_COLUMN, file, None, name_of[name], nearest=nearest(name_of[name], present))
        for name in wanted
        if name_of[name] not in present
    ]
    if faults:
        raise BadInput(faults)
    chosen = given.select(*(name_of[name] for name in wanted))
    table = chosen.collect("polars") if isinstance(chosen, nw.LazyFrame) else chosen
    native: pl.DataFrame = table.to_polars()
    arrays = {}
    for name, fact in wanted.items():
        try:
            arrays[name] = _CODERS[fact.kind](fact, native[name_of[name]])
        except _Wrong as wrong:
            expected = wrong.expected
            near = nearest(wrong.found, fact.choices) if wrong.kind is FaultKind.UNKNOWN_CODE else None
            faults.append(Fault(wrong.kind, file, None, name_of[name], wrong.found, expected, near))
    if faults:
        raise BadInput(faults)
    return Coded(len(table), {fact.name: fact for fact in rules.facts}, arrays)


class _Wrong(Exception):  # noqa: N818 - it never leaves this module
    def __init__(self, kind: FaultKind, found: str, expected: str) -> None:
        super().__init__(found)
        self.kind = kind
        self.found = found
        self.expected = expected


def _yes_no(_fact: Fact, column: pl.Series) -> np.ndarray[Any, Any]:
    import polars as pl  # noqa: PLC0415 - columns are an extra; a single case never loads it

    if column.dtype not in {pl.Boolean, pl.Null}:
        raise _Wrong(FaultKind.WRONG_TYPE, str(column.dtype), "a column of True and False")
    return column.cast(pl.UInt8).fill_null(2).to_numpy()


def _choice(fact: Fact, column: pl.Series) -> np.ndarray[Any, Any]:
    import polars as pl  # noqa: PLC0415 - columns are an extra; a single case never loads it

    if not isinstance(column.dtype, (pl.String, pl.Categorical, pl.Enum, pl.Null)):
        raise _Wrong(FaultKind.WRONG_TYPE, str(column.dtype), "a column of codes")
    own = pl.Enum(fact.choices)
    if column.dtype != own:
        text = column.cast(pl.String)
        try:
            column = text.cast(own)
        except pl.exceptions.InvalidOperationError:
            strange = sorted(set(text.drop_nulls().unique().to_list()) - set(fact.choices))
            expected = "one of " + ", ".join(fact.choices)
            raise _Wrong(FaultKind.UNKNOWN_CODE, ", ".join(strange[:3]), expected) from None
    width = pl.UInt8 if len(fact.choices) < _NARROW else pl.UInt32
    return column.to_physical().cast(width).fill_null(len(fact.choices)).to_numpy()


def _date(_fact: Fact, column: pl.Series) -> np.ndarray[Any, Any]:
    import polars as pl  # noqa: PLC0415 - columns are an extra; a single case never loads it

    if isinstance(column.dtype, pl.Datetime) and column.dtype.time_zone is None:
        # pandas has no plain dates; a time of day would be thrown away, so it is refused.
        days = column.cast(pl.Date)
        if not (days.cast(column.dtype) == column).all():
            raise _Wrong(FaultKind.WRONG_TYPE, "a time of day", "a column of dates")
        column = days
    if column.dtype not in {pl.Date, pl.Null}:
        raise _Wrong(FaultKind.WRONG_TYPE, str(column.dtype), "a column of dates")
    days = column.cast(pl.Date).to_physical()
    # Polars counts days far outside the calendar of Python, and raises when one is to become a date.
    if not days.is_between(_FIRST_DAY, _LAST_DAY).all():
        raise _Wrong(FaultKind.OUT_OF_RANGE, "", "dates from year 1 to 9999")
    return days.fill_null(NO_DAY).to_numpy()


def _number(_fact: Fact, column: pl.Series) -> np.ndarray[Any, Any]:
    import numpy as np  # noqa: PLC0415 - columns are an extra; a single case never loads it
    import polars as pl  # noqa: PLC0415 - columns are an extra; a single case never loads it

    if column.dtype != pl.Null and not column.dtype.is_numeric():
        raise _Wrong(FaultKind.WRONG_TYPE, str(column.dtype), "a column of numbers")
    values = column.cast(pl.Float64)
    stated = values.drop_nulls().to_numpy()
    if not np.isfinite(stated).all() or (np.abs(stated) > _EXACT).any():
        raise _Wrong(FaultKind.OUT_OF_RANGE, "", "finite numbers up to 2**53")
    return values.fill_null(float("nan")).to_numpy()


_CODERS = {FactKind.YES_NO: _yes_no, FactKind.CHOICE: _choice, FactKind.DATE: _date, FactKind.NUMBER: _number}
