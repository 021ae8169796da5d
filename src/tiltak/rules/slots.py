"""What a fact can say to the conditions that read it: its classes of values on a day.

Conditions that read the same fact are not free of each other: nobody is both under 16 and over 30. So the
compiled rules count by fact, not by condition. That makes fewer states, and makes UNKNOWN exact: the answer is
unknown only when two possible values of the missing facts would give different answers.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from math import inf, nextafter
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from tiltak.rules.facts import NO_SAID, YES_SAID, Fact, FactKind, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tiltak.rules.checks import Test
    from tiltak.rules.conditions import Condition

__all__ = ["CompoundCodes", "Slot", "SlotCodes", "slots_of"]

_REMEMBERED = 50_000  # more different values than this are worked out again: about 140 years of birthdays fit


@frozen
class Slot:
    """One thing the answer depends on: a fact, or the several facts of one condition."""

    facts: tuple[Fact, ...]
    conditions: tuple[int, ...]
    """Numbers of the modelled conditions that read it."""

    @property
    def name(self) -> str:
        """The fact, or the facts, by name."""
        return "+".join(fact.name for fact in self.facts)


@frozen
class SlotClasses:
    """What a slot can say on a day: number 0 up are the open classes, then the known ones.

    Args:
        missing: For each open class, the facts that are missing.
        known: For each known class, the state of each of the slot's conditions.
    """

    missing: tuple[tuple[str, ...], ...]
    known: tuple[tuple[bool, ...], ...]

    @property
    def size(self) -> int:
        """How many classes."""
        return len(self.missing) + len(self.known)


def slots_of(conditions: Sequence[Condition]) -> tuple[Slot, ...]:
    """The slots of a tree, in the order its facts are first read."""
    singles: dict[str, tuple[Fact, list[int]]] = {}
    compounds: list[Slot] = []
    for number, condition in enumerate(conditions):
        if not condition.test.modelled or len(condition.facts) == 1:
            for fact in condition.facts:
                _, readers = singles.setdefault(fact.name, (fact, []))
                if condition.test.modelled:
                    readers.append(number)
        else:
            compounds.append(Slot(condition.facts, (number,)))
    return (*(Slot((fact,), tuple(readers)) for fact, readers in singles.values()), *compounds)


def _samples(fact: Fact, conditions: Iterable[Condition], on: date) -> list[Any] | None:
    """One value of every class the fact can be in; None when a test cannot tell."""
    if fact.kind is FactKind.YES_NO:
        return [False, True]
    if fact.kind is FactKind.CHOICE:
        return list(fact.choices)
    marks: set[Any] = set()
    for condition in conditions:
        found = condition.test.marks(on)
        if found is None:
            return None
        marks.update(found)
    ordered = sorted(marks)
    if fact.kind is FactKind.DATE:
        # `date.min` has no day before it; it is then a class of its own start.
        before = [mark - timedelta(days=1) for mark in ordered if mark > date.min]
        return sorted({date.min, *before, *ordered})
    return samples_around(ordered)


def samples_around(marks: Sequence[float]) -> list[float]:
    """A number below all marks, then each mark followed by the number just above it.

    >>> samples_around([5, 5.5])
    [4.999999999999999, 5, 5.000000000000001, 5.5, 5.500000000000001]
    """
    if not marks:
        return [0]
    above = [number for mark in marks for number in (mark, nextafter(mark, inf))]
    return [nextafter(marks[0], -inf), *above]


def classes_of(slot: Slot, conditions: Sequence[Condition], on: date) -> SlotClasses:
    """The classes of a slot on a day, in an order that depends on nothing else."""
    if len(slot.facts) > 1:
        names = [fact.name for fact in slot.facts]
        open_ones = [
            tuple(name for name, gone in zip(names, pattern, strict=True) if gone)
            for pattern in product((True, False), repeat=len(names))
        ]
        return SlotClasses(tuple(missing for missing in open_ones if missing), ((False,), (True,)))
    fact = slot.facts[0]
    readers = [conditions[number] for number in slot.conditions]
    samples = _samples(fact, readers, on)
    if samples is None:
        known = set(product((False, True), repeat=len(readers)))
    else:
        known = {tuple(reader.test.holds(value, on) for reader in readers) for value in samples}
    return SlotClasses(((fact.name,),), tuple(sorted(known)))


@frozen(eq=False)
class SlotCodes:
    """From the stated value of one fact to its class times the slot's stride; worked out once for each value.

    Args:
        fact: The fact.
        tests: The tests that read it.
        numbers: Number of each known class, by the answers of the tests.
        on: The day.
        stride: What one step of the class adds to the number of the state.
        table: The codes of the values met so far. A plain dict, because the machine reads those fastest.
    """

    fact: Fact
    tests: tuple[Test, ...]
    numbers: Mapping[tuple[bool, ...], int]
    on: date
    stride: int
    table: dict[Any, int] = field(factory=lambda: {None: 0})

    @classmethod
    def of(
        cls, slot: Slot, classes: SlotClasses, conditions: Sequence[Condition], *, on: date, stride: int
    ) -> SlotCodes:
        """Compile a slot for a day."""
        tests = tuple(conditions[number].test for number in slot.conditions)
        numbers = {states: number for number, states in enumerate(classes.known, start=len(classes.missing))}
        codes = cls(slot.facts[0], tests, numbers, on, stride)
        if codes.fact.kind is FactKind.YES_NO:
            codes.code(NO_SAID)
            codes.code(YES_SAID)
        for choice in codes.fact.choices:
            codes.code(choice)
        return codes

    def code(self, value: object) -> int:
        """The code of a stated value, or of None for none.

        Raises:
            BadInput: When the fact cannot have the value.
        """
        known = self.table.get(value)
        if known is not None:
            return known
        stated = plain(value)
        self.fact.check(stated)
        states = tuple(test.holds(stated, self.on) for test in self.tests)
        code = self.numbers[states] * self.stride
        if len(self.table) < _REMEMBERED:
            self.table[value] = code
        return code


@frozen
class CompoundCodes:
    """From the stated values of several facts to the class of their one condition, times the stride."""

    slot: Slot
    classes: SlotClasses
    condition: Condition
    on: date
    stride: int

    def read(self, stated: Mapping[str, object]) -> int:
        """The code of a case."""
        missing = tuple(fact.name for fact in self.slot.facts if fact.name not in stated)
        values = tuple(plain(stated.get(fact.name)) for fact in self.slot.facts)
        for fact, value in zip(self.slot.facts, values, strict=True):
            if value is not None:
                fact.check(value)
        if missing:
            return self.classes.missing.index(missing) * self.stride
        met = bool(self.condition.test.holds(values, self.on))
        return (len(self.classes.missing) + met) * self.stride
