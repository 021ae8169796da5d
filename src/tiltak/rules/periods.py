"""The life of an answer in time: from which day to which day it holds, and what opens and closes it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import frozen

from tiltak.rules.facts import Case, plain
from tiltak.rules.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tiltak.rules.formula import State
    from tiltak.rules.rows import Row
    from tiltak.rules.ruleset import RuleSet

__all__ = ["RULES_END", "RULES_START", "Period", "period_of", "turning_days", "waiting"]

RULES_START = "rules.valid_from"
"""Opens a period that begins because the rules do."""
RULES_END = "rules.valid_to"
"""Closes a period that ends because the rules do."""
_DAY = timedelta(days=1)


@frozen
class Period:
    """A run of days with one verdict.

    Args:
        first: First day.
        last: Last day, inclusive; None when nothing known ends it.
        verdict: The verdict on every day of it; None in a timeline, for days without rules.
        opened_by: Ids of the conditions that made it begin.
        closed_by: Ids of the conditions that end it the day after the last.
    """

    first: date
    last: date | None
    verdict: Verdict | None
    opened_by: tuple[str, ...] = ()
    closed_by: tuple[str, ...] = ()


def turning_days(rules: RuleSet, case: Case) -> tuple[date, ...]:
    """The days on which a condition may turn for this case, in order, inside the days the rules are valid."""
    days: set[date] = set()
    for condition in rules.conditions:
        values = [plain(case.stated[fact.name]) for fact in condition.facts if fact.name in case.stated]
        if condition.test.modelled and len(values) == len(condition.facts):
            for fact, value in zip(condition.facts, values, strict=True):
                fact.check(value)
            days.update(condition.test.turns(values[0] if len(values) == 1 else tuple(values)))
    return tuple(sorted(day for day in days if rules.valid_from < day and not rules.is_past(day)))


def turned_by(rules: RuleSet, before: Row, after: Row) -> tuple[int, ...]:
    """Numbers of the conditions that turned one verdict into the other.

    Those that alone would have done it; when none would, all that changed.
    """
    changed = [n for n, (old, new) in enumerate(zip(before.states, after.states, strict=True)) if old is not new]
    alone = []
    for number in changed:
        states: list[State] = list(after.states)
        states[number] = before.states[number]
        if rules.verdict_of(states) is not after.verdict:
            alone.append(number)
    return tuple(alone or changed)


def _ids(rules: RuleSet, numbers: Sequence[int]) -> tuple[str, ...]:
    return tuple(rules.conditions[number].id for number in numbers)


def period_of(rules: RuleSet, case: Case, on: date) -> Period:
    """The longest run of days around a day with the verdict of that day."""
    here = rules.row_on(case, on)
    days = turning_days(rules, case)
    opened: tuple[str, ...] = (RULES_START,)
    closed: tuple[str, ...] = () if rules.valid_to is None else (RULES_END,)
    first = rules.valid_from
    for day in reversed([day for day in days if day <= on]):
        before = rules.row_on(case, day - _DAY)
        if before.verdict is not here.verdict:
            first, opened = day, _ids(rules, turned_by(rules, before, rules.row_on(case, day)))
            break
    last = rules.valid_to
    for day in (day for day in days if day > on):
        after = rules.row_on(case, day)
        if after.verdict is not here.verdict:
            last, closed = day - _DAY, _ids(rules, turned_by(rules, rules.row_on(case, day - _DAY), after))
            break
    return Period(first, last, here.verdict, opened, closed)


def waiting(rules: RuleSet, case: Case, on: date) -> tuple[date, tuple[int, ...], Row] | None:
    """The first later day on which time has done its part, the conditions it turned, and the row of that day.

    Time alone goes first: a day that needs people as well, or an answer not yet given, is named only when waiting
    alone will never do.
    """
    here = rules.row_on(case, on)
    later = [(day, rules.row_on(case, day)) for day in turning_days(rules, case) if day > on]
    ways = (
        [found for found in later if found[1].verdict is Verdict.YES],
        [found for found in later if found[1].verdict is Verdict.UNKNOWN or found[1].change is not None],
    )
    for way in ways:
        if way:
            day, row = way[0]
            turned = [n for n, (old, new) in enumerate(zip(here.states, row.states, strict=True)) if old is not new]
            needed = [number for number in turned if number in row.used]
            return day, tuple(needed or turned), row
    return None
