"""How often a youth is talked with: rules as data, each our own judgement and marked so.

The description says "close and individual", "when it is needed" and "in the evening too", and gives no number. An
office that knows better changes the table. A rule asks for a conversation every so many days; one tied to an exam asks
only in its days around it. What is due first is due.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from attrs import frozen

from tiltak.tables import read_rows

__all__ = ["RhythmRule", "due_by_rule", "first_due", "rhythm_rules"]


@frozen
class RhythmRule:
    """One rule of how often.

    Attributes:
        code: Word id ``follow_up.rhythm.<code>``.
        applies: ``ALWAYS``, ``NEED``, ``EVENING_NEED`` or ``EXAM``.
        window: First and last day it asks in, as days before the exam; None when it is not about an exam.
        every_days: Days from one conversation to the next.
        evening_every_days: Days from one evening to the next, None when it asks for none.
        reference: Section of the description it follows; empty when it follows none.
        reason: Why, in a sentence.
        confirmed: False while nobody but us has chosen the numbers.
    """

    code: str
    applies: str
    window: tuple[int, int] | None
    every_days: int
    evening_every_days: int | None
    reference: str
    reason: str
    confirmed: bool


@cache
def rhythm_rules() -> Mapping[str, RhythmRule]:
    """The rules by code, in the order in which they are told.

    >>> rhythm_rules()["EXAM_IN_2_WEEKS"].window, rhythm_rules()["EXAM_IN_2_WEEKS"].every_days
    ((14, 4), 3)
    """
    rules = {}
    for row in read_rows("tiltak.programme", "data/follow_up_rhythm.csv"):
        window = (int(row["from_days_before"]), int(row["to_days_before"])) if row["from_days_before"] else None
        evenings = int(row["evening_every_days"]) if row["evening_every_days"] else None
        rules[row["code"]] = RhythmRule(
            row["code"],
            row["applies"],
            window,
            int(row["every_days"]),
            evenings,
            row["reference"],
            row["reason"],
            row["confirmed"] == "YES",
        )
    return MappingProxyType(rules)


def due_by_rule(counted_from: date, exams: Iterable[date], *, close: bool, evenings: bool = False) -> dict[str, date]:
    """The day each rule that applies asks for a conversation by, in the order of the rules.

    Args:
        counted_from: The last conversation, or the day the youth began where that is later.
        exams: Days of the youth's exams, also those that are over.
        close: Whether closer follow-up is agreed.
        evenings: Whether evenings are agreed.

    >>> due_by_rule(date(2026, 11, 2), [date(2026, 11, 20)], close=False)["EXAM_IN_2_WEEKS"]
    datetime.date(2026, 11, 6)
    """
    applies = {"ALWAYS": True, "NEED": close, "EVENING_NEED": evenings}
    found: dict[str, date] = {}
    days = tuple(exams)
    for rule in rhythm_rules().values():
        asked = counted_from + timedelta(rule.every_days)
        if rule.window is None:
            candidates = [asked] if applies[rule.applies] else []
        else:
            first, last = (timedelta(before) for before in rule.window)
            candidates = [max(asked, exam - first) for exam in days if max(asked, exam - first) <= exam - last]
        if candidates:
            found[rule.code] = min(candidates)
    return found


def first_due(asked: Mapping[str, date]) -> tuple[date, tuple[str, ...]]:
    """The day that is due first, and the rules that ask for it.

    >>> first_due({"BASE": date(2026, 11, 16), "CLOSE": date(2026, 11, 9)})
    (datetime.date(2026, 11, 9), ('CLOSE',))
    """
    due = min(asked.values())
    return due, tuple(code for code, day in asked.items() if day == due)
