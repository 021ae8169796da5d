"""The same rules over a million cases at once: the state of every case, then one look-up for each answer."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial, reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import field, frozen

from tiltak.rules.coding import NO_DAY, Coded, code_columns
from tiltak.rules.conditions import AllOf, AnyOf, Condition, Node
from tiltak.rules.facts import NO_SAID, YES_SAID, Fact, FactKind
from tiltak.rules.ruleset import RuleSet, RuleVersions
from tiltak.rules.slots import samples_around
from tiltak.rules.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    import narwhals as nw
    import numpy as np
    from narwhals.typing import IntoFrame

    from tiltak.rules.change import Change
    from tiltak.rules.rows import Row
    from tiltak.rules.ruleset import Reader
    from tiltak.rules.slots import CompoundCodes, SlotCodes

    Array = np.ndarray[Any, Any]

__all__ = ["Decisions", "decide_many", "verdict_expression"]

T = TypeVar("T")

_CHUNK = 1 << 16  # cases at a time: what is worked on stays in the processor's cache
_TABLE = 1 << 22  # states that are kept in one flat table; beyond it only those that occur are numbered
_BITS = 64
_EPOCH = date(1970, 1, 1)


@frozen(eq=False)
class Decisions:
    """The answers for many cases, in the order of the frame. Every array has one entry a case.

    Args:
        rules: The rule set that decided.
        on: The day.
        verdict: int8: 0 NO, 1 UNKNOWN, 2 YES.
        failing: Unsigned bits: bit *n* is condition *n* of `conditions`, set when it stands in the way.
        unknown: The same bits, set when the condition is open and can still change the answer.
        needed: Number into `needed_sets`.
        needed_sets: The facts still needed, most decisive first, for each number; number 0 is none.
        change: Number into `changes`.
        changes: What people can change today, for each number; number 0 is None. What time alone will
            do is left out: it has a date for each case, and `RuleSet.decide` says it.
    """

    rules: RuleSet
    on: date
    verdict: Array
    failing: Array
    unknown: Array
    needed: Array
    needed_sets: tuple[tuple[str, ...], ...]
    change: Array
    changes: tuple[Change | None, ...]
    _states: Array = field(repr=False)
    _rows: Mapping[int, Row] = field(repr=False)

    @property
    def conditions(self) -> tuple[str, ...]:
        """The ids of the conditions, in the order of the bits."""
        return tuple(condition.id for condition in self.rules.conditions)

    def __len__(self) -> int:
        return len(self.verdict)

    def row(self, place: int) -> Row:
        """The row of one case: the very one a single decision would look up."""
        return self._rows[int(self._states[place])]

    def counts(self) -> dict[Verdict, int]:
        """How many got each verdict."""
        import numpy as np  # noqa: PLC0415 - columns are an extra; a single case never loads it

        return dict(zip(Verdict, np.bincount(self.verdict, minlength=3).tolist(), strict=True))

    def to_frame(self) -> nw.DataFrame[Any]:
        """The numbers as a narwhals frame on Polars: verdict, failing, unknown, needed, change."""
        import narwhals as nw  # noqa: PLC0415 - columns are an extra; a single case never loads it
        import polars as pl  # noqa: PLC0415 - columns are an extra; a single case never loads it

        names = ("verdict", "failing", "unknown", "needed", "change")
        return nw.from_native(pl.DataFrame({name: getattr(self, name) for name in names}), eager_only=True)


def decide_many(
    rules: RuleSet | RuleVersions,
    frame: IntoFrame | Coded | Any,
    on: date,
    *,
    columns: Mapping[str, str] | None = None,
    not_stated: Collection[str] = (),
) -> Decisions:
    """The answers for every row of a frame on one day.

    Each row is answered by the same compiled rules as a single case: the facts give the number of a state, and the
    state gives the answer. So the two cannot differ, and only the states that occur are worked out.

    Args:
        rules: The rules, or their versions.
        frame: Any frame narwhals knows with one column a fact, or what `code_columns` made of one.
        on: The day.
        columns: Column name by fact name, where they differ.
        not_stated: Facts that have no column on purpose.

    Raises:
        OutsideDates: When the rules do not cover the day.
        BadInput: When a column is missing, of the wrong type, or holds a value its fact cannot have.
    """
    chosen = rules.on(on) if isinstance(rules, RuleVersions) else rules
    if len(chosen.conditions) > _BITS:
        raise ValueError(f"{chosen.id} has {len(chosen.conditions)} conditions; columns hold the reasons of {_BITS}")
    reader = chosen.reader(on)
    if isinstance(frame, Coded):
        return _answers(reader, _states(reader, frame))
    coded = code_columns(chosen, frame, columns=columns, not_stated=not_stated)
    return _answers(reader, _states(reader, coded))


def _states(reader: Reader, coded: Coded) -> Array:
    """The number of the state of every case."""
    import numpy as np  # noqa: PLC0415 - columns are an extra; a single case never loads it

    width = np.min_scalar_type(max(reader.engine.size - 1, 1))
    coders = [
        (coded.arrays[name], _coder(coded.facts[name], codes, width))
        for name, codes in reader.singles
        if name in coded.arrays
    ]
    states = np.zeros(coded.length, dtype=width)
    for start in range(0, coded.length, _CHUNK):
        part = slice(start, start + _CHUNK)
        for array, coder in coders:
            states[part] += coder(array[part])
    for compound in reader.compounds:
        states += _compound(compound, coded).astype(width)
    return states


def _coder(fact: Fact, codes: SlotCodes, width: Any) -> Callable[[Array], Array]:
    """From an array of one fact to its part of the number of the state."""
    import numpy as np  # noqa: PLC0415 - columns are an extra; a single case never loads it

    if fact.kind in {FactKind.YES_NO, FactKind.CHOICE}:
        values = (NO_SAID, YES_SAID) if fact.kind is FactKind.YES_NO else fact.choices
        return np.array([*(codes.code(value) for value in values), 0], dtype=width).__getitem__
    found = [test.marks(codes.on) for test in codes.tests]
    if any(marks is None for marks in found):
        # A test of somebody's own that cannot name its marks is asked about every value that occurs.
        def ask(array: Array) -> Array:
            different, places = np.unique(array, return_inverse=True)
            return np.array([codes.code(_stated(fact, value)) for value in different], dtype=width)[places]

        return ask
    marks = sorted({mark for marks in found for mark in marks or ()})
    if fact.kind is FactKind.DATE:
        days = sorted({date.min, *marks})
        of_days = np.array([0, *(codes.code(day) for day in days)], dtype=width)
        return partial(_by_day, [(day - _EPOCH).days for day in days], of_days)
    samples = samples_around(marks)
    return partial(_by_number, marks, np.array([*(codes.code(value) for value in samples), 0], dtype=width))


def _by_day(marks: Sequence[int], table: Array, array: Array) -> Array:
    """Before the first mark, which is the first day there is, lies only the missing one."""
    import numpy as np  # noqa: PLC0415 - columns are an extra; a single case never loads it

    places = np.zeros(len(array), dtype=np.uint8)
    for mark in marks:
        places += array >= mark
    coded: Array = table[places]
    return coded


def _by_number(marks: Sequence[float], table: Array, array: Array) -> Array:
    """Even places lie between the marks, odd ones on them; the last is for what is missing."""
    import numpy as np  # noqa: PLC0415 - columns are an extra; a single case never loads it

    places = np.zeros(len(array), dtype=np.uint16)
    for mark in marks:
        places += array >= mark
        places += array > mark
    places[np.isnan(array)] = len(table) - 1
    coded: Array = table[places]
    return coded


def _stated(fact: Fact, value: Any) -> object:
    """What a single case would hold for a coded value; None for none."""
    if fact.kind is FactKind.YES_NO:
        return (NO_SAID, YES_SAID, None)[int(value)]
    if fact.kind is FactKind.CHOICE:
        return (*fact.choices, None)[int(value)]
    if fact.kind is FactKind.DATE:
        return None if int(value) == NO_DAY else _EPOCH + timedelta(days=int(value))
    return None if value != value else float(value)  # noqa: PLR0124 - NaN, and only NaN, differs from itself


def _compound(compound: CompoundCodes, coded: Coded) -> Array:
    """The codes of a condition on several facts: worked out for every combination that occurs."""
    import numpy as np  # noqa: PLC0415 - columns are an extra; a single case never loads it

    places = np.zeros(coded.length, dtype=np.int64)
    values: list[list[object]] = []
    for fact in compound.slot.facts:
        array = coded.arrays.get(fact.name)
        if array is None:
            values.append([None])
            continue
        different, numbers = np.unique(array, return_inverse=True)
        values.append([_stated(fact, value) for value in different])
        places = places * len(different) + numbers
    different, numbers = np.unique(places, return_inverse=True)
    codes = []
    for place in different.tolist():
        stated: dict[str, object] = {}
        for fact, its in zip(reversed(compound.slot.facts), reversed(values), strict=True):
            place, number = divmod(place, len(its))  # noqa: PLW2901 - the place is taken apart, digit by digit
            if its[number] is not None:
                stated[fact.name] = its[number]
        codes.append(compound.read(stated))
    coded_places: Array = np.array(codes, dtype=np.int64)[numbers]
    return coded_places


def _answers(reader: Reader, states: Array) -> Decisions:
    """Look every answer up by the state."""
    import numpy as np  # noqa: PLC0415 - columns are an extra; a single case never loads it

    size = reader.engine.size
    if size <= _TABLE:
        met = np.flatnonzero(np.bincount(states, minlength=size))
        places, table_size = states, size
        slots = met.tolist()
    else:
        met, places = np.unique(states, return_inverse=True)
        slots, table_size = list(range(len(met))), len(met)
    rows = [reader.row(int(state)) for state in met]
    bits = {condition.id: 1 << number for number, condition in enumerate(reader.rules.conditions)}
    needed_sets = _numbered((), [row.still_needed for row in rows])
    changes = _numbered(None, [row.change for row in rows])
    width = np.min_scalar_type(max((1 << len(bits)) - 1, 1))

    def spread(values: Sequence[int], kind: Any) -> Array:
        table = np.zeros(table_size, dtype=kind)
        table[slots] = np.array(values, dtype=kind)
        answers: Array = np.take(table, places)
        return answers

    return Decisions(
        rules=reader.rules,
        on=reader.on,
        verdict=spread([int(row.verdict) for row in rows], np.int8),
        failing=spread([sum(bits[name] for name in row.failing) for row in rows], width),
        unknown=spread([sum(bits[name] for name in row.unknown) for row in rows], width),
        needed=spread([needed_sets[row.still_needed] for row in rows], np.min_scalar_type(len(needed_sets))),
        needed_sets=tuple(needed_sets),
        change=spread([changes[row.change] for row in rows], np.min_scalar_type(len(changes))),
        changes=tuple(changes),
        states=states,
        rows=dict(zip(met.tolist(), rows, strict=True)),
    )


def _numbered(none: T, values: Sequence[T]) -> dict[T, int]:
    """Each different value with its number; nothing is number 0, the rest in the order of the states."""
    return {value: number for number, value in enumerate(dict.fromkeys([none, *values]))}


def verdict_expression(rules: RuleSet, on: date, columns: Mapping[str, str] | None = None) -> nw.Expr:
    """The verdict as one expression, to run where the data live: True YES, False NO, null UNKNOWN.

    This is the tree in the engine's own three-valued logic. It takes each condition by itself, so where several
    conditions read one missing fact it can say null where `decide` knows the answer; it never says another answer.

    Args:
        rules: The rule set.
        on: The day.
        columns: Column name by fact name, where they differ.

    Raises:
        OutsideDates: When the rules are not valid on the day.
    """
    import narwhals as nw  # noqa: PLC0415 - columns are an extra; a single case never loads it

    rules.reader(on)  # refuses a day outside the rules

    def column(fact: Fact) -> nw.Expr:
        return nw.col((columns or {}).get(fact.name, fact.name))

    def build(node: Node) -> nw.Expr:
        if isinstance(node, Condition):
            if not node.test.modelled:
                return nw.lit(None, dtype=nw.Boolean)
            inputs = tuple(column(fact) for fact in node.facts)
            # A test of several facts is handed a tuple of columns, as it is of values.
            given: Any = inputs[0] if len(inputs) == 1 else inputs
            return node.test.expression(given, on)
        parts = [build(child) for child in node.children]
        if isinstance(node, AllOf):
            return reduce(and_, parts)
        return reduce(or_, parts) if isinstance(node, AnyOf) else ~parts[0]

    return build(rules.tree)
