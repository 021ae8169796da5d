"""A rule set: a tree, a version, and the days it is valid. And its versions through time."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from tiltak.rules.conditions import Condition, Node, conditions_of, not_
from tiltak.rules.dated import OutsideDates, check_periods
from tiltak.rules.decision import Decision
from tiltak.rules.formula import State, kleene, normal
from tiltak.rules.rows import Engine, Row
from tiltak.rules.slots import CompoundCodes, SlotCodes, classes_of, slots_of
from tiltak.rules.sources import a_day, a_day_or_none
from tiltak.rules.unrolled import reader_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tiltak.rules.facts import Case, Fact
    from tiltak.rules.verdict import Verdict

__all__ = ["Gap", "Reader", "RuleSet", "RuleVersions"]

_READERS = 2048
"""Days kept compiled: five years of them. A day costs some tens of kilobytes once many cases were read on it."""


_ROWS = 200_000
"""States kept worked out, about a kilobyte each; what comes after is worked out every time it is met."""


@frozen(eq=False)
class Reader:
    """A rule set compiled for one day: from the facts of a case to the number of its state.

    Args:
        rules: The rule set.
        on: The day.
        engine: What works out the row of a state.
        rows: The rows met so far. A plain dict, because the machine reads those fastest.
        read: From the stated facts to the number of the state.
        singles: The facts read one by one, each with its codes.
        compounds: The conditions that read several facts at once.
    """

    rules: RuleSet
    on: date
    engine: Engine
    rows: dict[int, Row]
    read: Callable[[Mapping[str, object]], int]
    singles: tuple[tuple[str, SlotCodes], ...]
    compounds: tuple[CompoundCodes, ...]

    def row(self, index: int) -> Row:
        """The row of a state, worked out the first time."""
        found = self.rows.get(index)
        if found is None:
            found = self.engine.row(index)
            if len(self.rows) < _ROWS:
                self.rows[index] = found
        return found


@frozen
class RuleSet:
    """One version of a set of rules.

    Args:
        id: Stable id of the rule set; the same for all its versions.
        version: Name of this version.
        tree: The conditions and how they combine.
        valid_from: First day the version is valid.
        valid_to: Last day, inclusive; None while no end is known.
        not_modelled: Ids of what the law or programme also says and these rules leave out.

    Raises:
        ValueError: When a condition is in the tree twice.

    >>> from tiltak.rules import Birthday, Case, Condition, Fact, FactKind, Policy
    >>> born = Fact("born", FactKind.DATE)
    >>> here = Policy("programme", "plan", "1", date(2026, 1, 1))
    >>> rules = RuleSet("age", "1", Condition("age", born, Birthday(16, 30), here), date(2020, 1, 1))
    >>> rules.decide(Case({"born": date(2010, 11, 23)}), on=date(2026, 11, 23)).verdict
    <Verdict.YES: 2>
    >>> rules.decide(Case({}), on=date(2026, 11, 23)).still_needed
    ('born',)
    """

    id: str
    version: str
    tree: Node
    valid_from: date = field(validator=a_day)
    valid_to: date | None = field(default=None, validator=a_day_or_none)
    not_modelled: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = field(init=False, eq=False, repr=False)
    """The conditions in the order they are written."""
    _readers: dict[date, Reader] = field(init=False, eq=False, repr=False, factory=dict)
    _engines: dict[Any, tuple[Engine, dict[int, Row]]] = field(init=False, eq=False, repr=False, factory=dict)
    _base: Engine = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Number the conditions, and refuse a tree that reads one twice."""
        if not self.id or not self.version:
            raise ValueError("a rule set needs an id and a version")
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError(f"{self.id} {self.version}: valid_to is before valid_from")
        not_(self.tree)  # the combiners refuse a condition that is read twice; a lone condition passes
        conditions = conditions_of(self.tree)
        numbers = {condition.id: number for number, condition in enumerate(conditions)}
        base = Engine(conditions, normal(self.tree, numbers), slots_of(conditions), ())
        object.__setattr__(self, "conditions", conditions)
        object.__setattr__(self, "_base", base)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts the rules read, each once, in the order they are first read."""
        found = {fact.name: fact for condition in self.conditions for fact in condition.facts}
        return tuple(found.values())

    @property
    def fact_names(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(fact.name for fact in self.facts)

    def digest(self) -> str:
        """SHA-256 of what the rules say, in hex: two versions that say the same have the same, whatever their names.

        It reads the `repr` of the tree, so a test of one's own must have a `repr` that says what it tests.
        """
        text = repr((self.tree, self.valid_from, self.valid_to, self.not_modelled))
        return hashlib.sha256(text.encode()).hexdigest()

    def is_past(self, day: date) -> bool:
        """True after the last day the version is valid."""
        return self.valid_to is not None and day > self.valid_to

    def decide(self, case: Case, on: date) -> Decision:
        """The answer for one case on one day.

        Raises:
            OutsideDates: When the version is not valid on the day.
            BadInput: When the case holds a value its fact cannot have. The fault names the fact.
        """
        try:
            reader = self._readers[on]
        except KeyError:
            reader = self.reader(on)
        index = reader.read(case.stated)
        try:
            row = reader.rows[index]
        except KeyError:
            row = reader.row(index)
        return Decision(reader, row, case)

    def row_on(self, case: Case, on: date) -> Row:
        """The row of a case on a day: what `decide` wraps."""
        reader = self.reader(on)
        return reader.row(reader.read(case.stated))

    def verdict_of(self, states: Sequence[State]) -> Verdict:
        """The verdict for given states of the conditions, each taken by itself."""
        return kleene(self._base.formula, states)

    def reader(self, on: date) -> Reader:
        """The rules compiled for a day.

        Raises:
            OutsideDates: When the version is not valid on the day.
        """
        found = self._readers.get(on)
        if found is not None:
            return found
        if not isinstance(on, date) or isinstance(on, datetime):
            raise TypeError(f"on must be a date, not {type(on).__name__}")
        if on < self.valid_from or self.is_past(on):
            raise OutsideDates(f"{self.id} {self.version}", on, [(self.valid_from, self.valid_to)])
        reader = self._compile(on)
        if len(self._readers) >= _READERS:
            self._readers.clear()
        self._readers[on] = reader
        return reader

    def _compile(self, on: date) -> Reader:
        base = self._base
        classes = tuple(classes_of(slot, base.conditions, on) for slot in base.slots)
        found = self._engines.get(classes)
        if found is None:
            # Days on which the facts can say the same share their rows; that is nearly all days.
            found = self._engines[classes] = (Engine(base.conditions, base.formula, base.slots, classes), {})
        engine, rows = found
        singles, compounds = [], []
        for slot, its, stride in zip(base.slots, classes, engine.strides, strict=True):
            if len(slot.facts) > 1:
                compounds.append(CompoundCodes(slot, its, base.conditions[slot.conditions[0]], on, stride))
            else:
                singles.append((slot.name, SlotCodes.of(slot, its, base.conditions, on=on, stride=stride)))
        read = reader_of(singles)
        if compounds:
            read = partial(_read_all, read, tuple(compounds))
        return Reader(self, on, engine, rows, read, tuple(singles), tuple(compounds))


def _read_all(
    read: Callable[[Mapping[str, object]], int], compounds: tuple[CompoundCodes, ...], stated: Mapping[str, object]
) -> int:
    return read(stated) + sum(compound.read(stated) for compound in compounds)


@frozen
class Gap:
    """Days that no version covers, and why: an id of the words.

    Args:
        first: First day without rules.
        last: Last day without rules, inclusive.
        why: Id of the reason.
    """

    first: date = field(validator=a_day)
    last: date = field(validator=a_day)
    why: str


def _in_order(versions: Sequence[RuleSet]) -> tuple[RuleSet, ...]:
    return tuple(sorted(versions, key=lambda rules: rules.valid_from))


@frozen
class RuleVersions:
    """The versions of one rule set through time: no day has two, and a day without one is named.

    Args:
        id: The id all versions carry.
        versions: The versions.
        gaps: The named gaps between them.

    Raises:
        ValueError: When versions overlap, carry another id, or leave a gap that is not named.
    """

    id: str
    versions: tuple[RuleSet, ...] = field(converter=_in_order)
    gaps: tuple[Gap, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse overlaps and unnamed gaps."""
        if not self.versions:
            raise ValueError(f"{self.id} has no versions")
        for rules in self.versions:
            if rules.id != self.id:
                raise ValueError(f"a version of {self.id!r} carries the id {rules.id!r}")
        spans = [(rules.valid_from, rules.valid_to) for rules in self.versions]
        spans += [(gap.first, gap.last) for gap in self.gaps]
        spans.sort(key=lambda span: span[0])
        check_periods(self.id, spans)
        for (_, last), (following, _) in pairwise(spans):
            if last is not None and (following - last).days != 1:
                raise ValueError(f"{self.id}: nothing from {last} to {following}, and the gap is not named")

    @property
    def periods(self) -> tuple[tuple[date, date | None], ...]:
        """The days each version is valid, as (first, last)."""
        return tuple((rules.valid_from, rules.valid_to) for rules in self.versions)

    def on(self, day: date) -> RuleSet:
        """The version of a day.

        Raises:
            OutsideDates: When no version covers the day; "there were no rules" is not "no".
        """
        for rules in self.versions:
            if rules.valid_from <= day and not rules.is_past(day):
                return rules
        why = next((gap.why for gap in self.gaps if gap.first <= day <= gap.last), "")
        raise OutsideDates(self.id, day, self.periods, why)

    def decide(self, case: Case, on: date) -> Decision:
        """The answer for one case under the rules of the day.

        Raises:
            OutsideDates: When no version covers the day.
        """
        return self.on(on).decide(case, on)
