"""What the tables are made of: a period, a row, and one youth's events and exams in order."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from attrs import field, frozen

from tiltak.outcomes.events import BACK_TO_SCHOOL, STAY_AT_SCHOOL, Event, EventKind, value_rules

__all__ = [
    "ALL_TRACKS",
    "FLAGS_OF_OUTCOME",
    "NOT_STATED",
    "NOT_STAY",
    "Attempt",
    "Case",
    "Outcome",
    "Period",
    "Row",
    "State",
    "Table",
    "attempts_of",
    "make_table",
]

NOT_STATED: Final = "NOT_STATED"
"""The group of what nobody wrote down; words ``group.NOT_STATED``."""

_PASSING: Final = frozenset("23456")  # grade 1 is the one that does not pass


class Outcome(StrEnum):
    """Where a registered exam stands on the day of the report."""

    PASSED = "PASSED"
    FAILED = "FAILED"
    PENDING = "PENDING"  # sat, no result yet
    NO_SHOW = "NO_SHOW"
    DEFERRED = "DEFERRED"
    WITHDRAWN = "WITHDRAWN"
    OPEN = "OPEN"  # registered, nothing told of the exam itself


FLAGS_OF_OUTCOME: Final[Mapping[Outcome, frozenset[str]]] = MappingProxyType(
    {
        Outcome.PASSED: frozenset({"sat", "met", "settled", "known", "passed"}),
        Outcome.FAILED: frozenset({"sat", "met", "settled", "known"}),
        Outcome.PENDING: frozenset({"sat", "met", "settled", "pending"}),
        Outcome.NO_SHOW: frozenset({"met", "settled", "no_show"}),
        Outcome.DEFERRED: frozenset({"settled", "deferred"}),
        Outcome.WITHDRAWN: frozenset({"settled", "withdrawn"}),
        Outcome.OPEN: frozenset({"open"}),
    }
)


def _in_order(period: "Period", _: object, last: date) -> None:
    if last < period.first:
        raise ValueError(f"a period ends on or after its first day, not {period.first} to {last}")


@frozen
class Period:
    """The days a report is about, both ends included.

    Raises:
        ValueError: When it ends before it starts.

    >>> date(2026, 6, 30) in Period(date(2026, 1, 1), date(2026, 6, 30))
    True
    """

    first: date
    last: date = field(validator=_in_order)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@frozen
class Row:
    """One thing that is counted.

    Args:
        case_id: Whose it is; the person that small numbers are counted in.
        number: Tells apart the rows of one person.
        flags: What is true of it.
        groups: What it can be grouped by.
        days: How long it took, or has been waited for.
        cause: 1 when what was waited for came, 2 when it no longer can, 0 while still waiting.
    """

    case_id: str
    number: int
    flags: frozenset[str]
    groups: Mapping[str, str] = field(factory=dict)
    days: int | None = None
    cause: int = 0


@frozen
class Table:
    """Rows of one kind.

    Args:
        name: The kind.
        rows: The rows that are.
        could_be: Flags and groups that a row could have had, as far as a reader knows.
    """

    name: str
    rows: tuple[Row, ...]
    could_be: tuple[tuple[frozenset[str], Mapping[str, str]], ...]


State = frozenset[str]


def make_table(name: str, rows: Iterable[tuple[Row, State]], states: Iterable[State]) -> Table:
    """Put each row's state on it, and note that it could have been in any other."""
    made, bases, options = [], {}, tuple(states)
    for row, state in rows:
        made.append(Row(row.case_id, row.number, row.flags | state, row.groups, row.days, row.cause))
        bases[row.flags, tuple(sorted(row.groups.items()))] = row
    could_be = {
        (row.flags | other, groups): (row.flags | other, row.groups)
        for (_, groups), row in bases.items()
        for other in options
    }
    return Table(name, tuple(made), tuple(could_be.values()))


class Case:
    """The events of one youth, by kind and in order of date."""

    def __init__(self, case_id: str) -> None:
        self.case_id = case_id
        self._by_kind: dict[EventKind, list[Event]] = {}

    def add(self, event: Event) -> None:
        """Take in an event; they come in order of date."""
        self._by_kind.setdefault(event.kind, []).append(event)

    def all(self, kind: EventKind) -> list[Event]:
        """Every event of a kind."""
        return self._by_kind.get(kind, [])

    def first(self, kind: EventKind, since: date, tracks: Iterable[str]) -> Event | None:
        """The first event of a kind on or after a day, on one of some tracks."""
        allowed = frozenset(tracks)
        return next((event for event in self.all(kind) if event.on >= since and event.track in allowed), None)

    def first_contact(self, since: date, tracks: Iterable[str]) -> Event | None:
        """The first contact the youth took part in, on or after a day."""
        allowed, rules = frozenset(tracks), value_rules()
        return next(
            (
                event
                for event in self.all(EventKind.CONTACT)
                if event.on >= since and event.track in allowed and rules[EventKind.CONTACT, event.value].with_youth
            ),
            None,
        )


ALL_TRACKS: Final = ("", BACK_TO_SCHOOL, STAY_AT_SCHOOL)
NOT_STAY: Final = ("", BACK_TO_SCHOOL)


@frozen
class Attempt:
    """One exam of one youth.

    Args:
        term: Exam term.
        form: Exam form, or `NOT_STATED`.
        registered_on: Day of registration, None when nothing is registered.
        on: The day it belongs to: held or missed, else planned, else registered.
        outcome: Where it stands on the day of the report.
    """

    term: str
    form: str
    registered_on: date | None
    on: date
    outcome: Outcome


def attempts_of(case: Case, forms: Mapping[str, str]) -> Iterator[Attempt]:
    """A youth's exams, each placed on its own day: sat or missed, else planned, else registered."""
    told: dict[tuple[str, str], dict[EventKind, Event]] = {}
    for kind in (EventKind.REGISTRATION, EventKind.EXAM, EventKind.RESULT, EventKind.COMPLAINT):
        for event in case.all(kind):
            if event.track != STAY_AT_SCHOOL and (kind is not EventKind.COMPLAINT or event.value):
                told.setdefault((event.term, event.code), {})[kind] = event  # the last told holds
    for (term, code), by_kind in sorted(told.items()):
        registration, exam = by_kind.get(EventKind.REGISTRATION), by_kind.get(EventKind.EXAM)
        grade = by_kind.get(EventKind.COMPLAINT) or by_kind.get(EventKind.RESULT)
        planned = registration.sitting_on if registration else None
        on = exam.on if exam else planned or next(iter(by_kind.values())).on
        form = (registration.value if registration else "") or forms.get(code, "") or NOT_STATED
        yield Attempt(term, form, registration.on if registration else None, on, _outcome(exam, grade))


def _outcome(exam: Event | None, grade: Event | None) -> Outcome:
    if grade is not None:
        return Outcome.PASSED if grade.value in _PASSING else Outcome.FAILED
    if exam is None:
        return Outcome.OPEN
    return Outcome.PENDING if exam.value == "SAT" else Outcome(exam.value)
