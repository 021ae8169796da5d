"""Made-up people on both sides of each age limit, and what the rules answer about them.

Nothing here is written down: births, days and the other facts are searched for, and every answer comes from running
the rules. The search is the same every time, so the pages are too.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from attrs import frozen

from tiltak.law import CHECKED_ON, FACTS, contradictions
from tiltak.rules import AgeRule, Case, Condition, Decision, Fact, FactKind, RuleSet, Verdict

__all__ = ["Boundary", "Row", "age_conditions", "boundaries"]

_DAY: Final = timedelta(days=1)
_BIRTHDAYS: Final = tuple((month, 15) for month in (6, 10, 2, 4, 8, 12, 1, 3, 5, 7, 9, 11))
"""June first: then birthday, new year and school year are three different days. The others are for short periods."""
_OLDEST: Final = 100


@frozen
class Row:
    """One day of one example.

    Args:
        born: Date of birth.
        on: The day that is asked about.
        met: Whether the age condition holds.
        decision: What the whole rule set answers.
    """

    born: date
    on: date
    met: bool
    decision: Decision


@frozen
class Boundary:
    """The days around one limit of one age condition.

    Args:
        condition: The condition.
        given: The other facts of the example, by name; only those the answer needs.
        rows: The day before, the day, the day after; or three births where the birth makes the difference.
        same_birth: False when it is the births that differ, and not the days.
    """

    condition: Condition
    given: Mapping[str, object]
    rows: tuple[Row, ...]
    same_birth: bool

    @property
    def same_answer(self) -> bool:
        """True when the limit makes no difference to the answer of the rule set."""
        return len({row.decision.verdict for row in self.rows}) == 1


def age_conditions(rules: RuleSet) -> tuple[Condition, ...]:
    """The conditions on the date of birth, in the order of the tree."""
    return tuple(one for one in rules.conditions if any(fact.kind is FactKind.DATE for fact in one.facts))


def boundaries(rules: RuleSet) -> Iterator[Boundary]:
    """The limits of every age condition that fall inside the days a version is valid.

    >>> from tiltak.law import nav_rules
    >>> found = next(boundaries(nav_rules()["youth_guarantee"].versions[-1]))
    >>> [(str(row.on), row.met, row.decision.verdict.name) for row in found.rows]
    [('2026-06-14', False, 'NO'), ('2026-06-15', True, 'YES'), ('2026-06-16', True, 'YES')]
    """
    for condition in age_conditions(rules):
        for pairs, same_birth in _limits(rules, condition):
            given = _given(rules, condition, pairs)
            fact = condition.facts[0]
            rows = tuple(
                Row(born, on, condition.test.holds(born, on), rules.decide(Case({**given, fact.name: born}), on))
                for born, on in pairs
            )
            yield Boundary(condition, given, rows, same_birth)


_Pairs = tuple[tuple[date, date], ...]
"""Three pairs of a birth and a day to ask about."""


def _limits(rules: RuleSet, condition: Condition) -> Iterator[tuple[_Pairs, bool]]:
    test = condition.test
    if isinstance(test, AgeRule):
        for last in (False, True):
            found = _example_birth(rules, test, last=last)
            if found is not None:
                born, turn = found
                yield tuple((born, on) for on in (turn - _DAY, turn, turn + _DAY)), True
        return
    for mark in test.marks(rules.valid_from) or ():
        yield tuple((born, rules.valid_from) for born in (mark - _DAY, mark, mark + _DAY)), False


def _turn(test: AgeRule, born: date, *, last: bool) -> date | None:
    """The first day the rule holds, or the first day it no longer does; None when it has no such limit."""
    if not last:
        first = test.first_day(born)
        return None if first == born else first
    end = test.last_day(born)
    return None if end is None else end + _DAY


def _example_birth(rules: RuleSet, test: AgeRule, *, last: bool) -> tuple[date, date] | None:
    """The birth whose limit is the newest one before the law was last read, or else the first one after."""
    for month, day in _BIRTHDAYS:
        found = []
        for year in range(CHECKED_ON.year - _OLDEST, CHECKED_ON.year + 1):
            born = date(year, month, day)
            turn = _turn(test, born, last=last)
            if turn is not None and rules.valid_from < turn and not rules.is_past(turn + _DAY):
                found.append((turn > CHECKED_ON, abs(turn - CHECKED_ON), born, turn))
        if found:
            return min(found)[2:]
    return None


def _candidates(rules: RuleSet, fact: Fact) -> tuple[object, ...]:
    if fact.kind is FactKind.CHOICE:
        return fact.choices
    if fact.kind is FactKind.YES_NO:
        return (False, True)
    tests = [one.test for one in rules.conditions if fact in one.facts]
    marks = sorted({mark for test in tests for mark in test.marks(rules.valid_from) or ()})
    return tuple(value for mark in marks for value in (int(mark) - 1, int(mark)))


def _decided(rules: RuleSet, name: str, given: Mapping[str, object], pairs: _Pairs) -> list[Decision]:
    return [rules.decide(Case({**given, name: born}), on) for born, on in pairs]


def _given(rules: RuleSet, condition: Condition, pairs: _Pairs) -> dict[str, object]:
    """The other facts of the example: such that the limit decides, when there are any; else such that all is told."""
    name = condition.facts[0].name
    order = list(FACTS)
    facts = sorted(
        (fact for fact in rules.facts if fact.name != name),
        key=lambda fact: order.index(fact.name) if fact.name in order else len(order),
    )
    for wanted in (_yes_against_no, _differs, _is_yes, _is_settled):
        found = _search(rules, name, facts, pairs, wanted)
        if found is not None:
            return _needed(rules, name, found, pairs)
    return {}


def _settled(decisions: list[Decision]) -> bool:
    return not any(decision.still_needed for decision in decisions)


def _yes_against_no(decisions: list[Decision]) -> bool:
    return {decision.verdict for decision in decisions} == {Verdict.YES, Verdict.NO}


def _differs(decisions: list[Decision]) -> bool:
    return _settled(decisions) and len({decision.verdict for decision in decisions}) > 1


def _is_yes(decisions: list[Decision]) -> bool:
    return all(decision.verdict is Verdict.YES for decision in decisions)


def _is_settled(decisions: list[Decision]) -> bool:
    return _settled(decisions)


def _search(
    rules: RuleSet, name: str, facts: list[Fact], pairs: _Pairs, wanted: Callable[[list[Decision]], bool]
) -> dict[str, object] | None:
    """The first answers, in the order of the facts and their choices, that give what is wanted."""

    def look(given: dict[str, object], left: list[Fact]) -> dict[str, object] | None:
        decisions = _decided(rules, name, given, pairs)
        if wanted(decisions):
            return given if _possible(given, name, pairs) else None
        if not left or all(decision.verdict is not Verdict.UNKNOWN for decision in decisions):
            return None  # what is settled stays settled, whatever more is told
        if not any(left[0].name in decision.still_needed for decision in decisions):
            return look(given, left[1:])  # an answer that changes nothing is not asked for
        for value in _candidates(rules, left[0]):
            found = look({**given, left[0].name: value}, left[1:])
            if found is not None:
                return found
        return None

    return look({}, facts)


def _possible(given: Mapping[str, object], name: str, pairs: _Pairs) -> bool:
    return not any(contradictions(Case({**given, name: born}), on) for born, on in pairs)


def _needed(rules: RuleSet, name: str, given: dict[str, object], pairs: _Pairs) -> dict[str, object]:
    """Only the facts without which the answers would be others, or would still be waiting for one."""

    def told(facts: Mapping[str, object]) -> list[tuple[Verdict, tuple[str, ...]]]:
        return [(one.verdict, one.still_needed) for one in _decided(rules, name, facts, pairs)]

    kept = dict(given)
    for fact in list(given):
        without = {key: value for key, value in kept.items() if key != fact}
        if told(without) == told(kept):
            kept = without
    return kept
