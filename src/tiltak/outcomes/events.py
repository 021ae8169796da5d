"""What happened, one row at a time: typed, dated events, and which of them hang together.

A log is written by people, so some rows contradict others. `check_events` keeps what holds,
and sets the rest aside with a reason, row by row. Nothing is dropped without being listed.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from attrs import field, frozen

from tiltak.tables import read_rows

__all__ = [
    "BACK_TO_SCHOOL",
    "STAY_AT_SCHOOL",
    "TRACKS",
    "Checked",
    "Event",
    "EventKind",
    "SetAside",
    "ValueRule",
    "check_events",
    "event_schema",
    "value_rules",
]

BACK_TO_SCHOOL: Final = "BACK_TO_SCHOOL"
STAY_AT_SCHOOL: Final = "STAY_AT_SCHOOL"
TRACKS: Final = (BACK_TO_SCHOOL, STAY_AT_SCHOOL)
"""The two tracks, by the codes of `tiltak.programme`; an empty track means that it was not recorded."""

_TERM = re.compile(r"[VH]\d{4}")  # V = spring, H = autumn, as the exam office writes it
_TOKEN = re.compile(r"[\w.:-]{1,60}")
_REPEAT_DAYS = 30  # two referrals of one youth this close are one referral told twice
_EXAM_STEPS: Final = 2  # deferred, and then what came of it


class EventKind(StrEnum):
    """What a row of the log tells; the value is the code written in the file.

    >>> EventKind("OPPMELDING").name
    'REGISTRATION'
    """

    REFERRAL = "HENVISNING"
    DECISION = "VEDTAK"
    ENROLMENT = "OPPSTART"
    PLAN = "PLAN"
    CONTACT = "KONTAKT"
    REGISTRATION = "OPPMELDING"
    EXAM = "EKSAMEN"
    RESULT = "RESULTAT"
    COMPLAINT = "KLAGE"
    PRESENCE = "TILSTEDE"
    HANDOVER = "OVERFORING"
    EXIT = "AVSLUTNING"
    STATUS = "STATUS"


_FREE_VALUE = frozenset({EventKind.PLAN, EventKind.PRESENCE})  # a goal's code, a school's id
_ABOUT_AN_EXAM = frozenset({EventKind.REGISTRATION, EventKind.EXAM, EventKind.RESULT, EventKind.COMPLAINT})
_MAY_REPEAT = frozenset({EventKind.CONTACT, EventKind.PRESENCE})  # two talks on one day are two talks


@frozen
class Event:
    """One thing that happened, to one youth or at one school, on one day.

    Args:
        case_id: The office's made-up token for the youth; empty for what concerns no single youth.
        kind: What happened.
        on: The day it happened (a complaint: the day it was decided).
        track: ``"BACK_TO_SCHOOL"``, ``"STAY_AT_SCHOOL"`` or empty when not recorded.
        code: Exam code; for a status ``"6"`` or ``"12"`` months, for a completed school year the year.
        term: Exam term, ``"V2026"`` or ``"H2026"``.
        value: A code of the kind; see `value_rules`.
        venue: Id of the place of the exam.
        starts: Time of day the exam starts, as ``"09:00"``.
        row: Line in the file the event was read from.
        sitting_on: The planned day of the exam, for a registration.

    >>> Event("MT-001", EventKind.EXAM, date(2026, 5, 22), BACK_TO_SCHOOL, "NOR1267", "V2026", "SAT")
    Event(MT-001 EXAM SAT NOR1267 V2026 2026-05-22)
    """

    case_id: str
    kind: EventKind
    on: date
    track: str = field(default="", converter=str)
    code: str = ""
    term: str = ""
    value: str = ""
    venue: str = ""
    starts: str = ""
    row: int | None = None
    sitting_on: date | None = None

    @property
    def attempt(self) -> tuple[str, str, str]:
        """The exam an event is about: whose, which code, which term."""
        return (self.case_id, self.code, self.term)

    def __repr__(self) -> str:
        parts = (self.case_id, self.kind.name, self.value, self.code, self.term, self.on.isoformat())
        return f"Event({' '.join(part for part in parts if part)})"


@frozen
class SetAside:
    """A row that is not counted, and why.

    Args:
        event: The row as it stood.
        reason: Id of the reason; its words are ``set_aside.<reason>``.
        position: Place in the log that was given, counted from 0.
    """

    event: Event
    reason: str
    position: int


@frozen
class Checked:
    """A log gone through.

    Args:
        kept: Events that hold together, in the order they were given.
        set_aside: The others, in the order they were given.
    """

    kept: tuple[Event, ...]
    set_aside: tuple[SetAside, ...]


@frozen
class ValueRule:
    """A value that a kind of event may have.

    Args:
        kind: The kind.
        value: The code; empty where it may be left out.
        person: Whether the event must say which youth.
        with_youth: Whether the youth took part: such an event is a contact with the youth.
    """

    kind: EventKind
    value: str
    person: bool
    with_youth: bool


@cache
def event_schema() -> Mapping[str, Any]:
    """The published JSON schema of a row of the log (``data/event.schema.json``).

    >>> event_schema()["properties"]["kind"]["enum"][0]
    'HENVISNING'
    """
    text = files("tiltak.outcomes").joinpath("data/event.schema.json").read_text(encoding="utf-8")
    return MappingProxyType(json.loads(text))


@cache
def value_rules() -> Mapping[tuple[EventKind, str], ValueRule]:
    """The values each kind of event may have, from the room's table.

    >>> value_rules()[EventKind.CONTACT, "MEAL"].person
    False
    """
    rules = (
        ValueRule(EventKind(row["kind"]), row["value"], row["person"] == "yes", row["with_youth"] == "yes")
        for row in read_rows("tiltak.outcomes", "data/values.csv")
    )
    return MappingProxyType({(rule.kind, rule.value): rule for rule in rules})


def check_events(events: Iterable[Event]) -> Checked:
    """Keep the events that hold together and set the others aside, each with one reason.

    Two rows that contradict each other are both set aside: nothing in the log says which is right.

    Args:
        events: A log in any order, as it was known on one day.

    >>> grade_7 = Event("MT-001", EventKind.RESULT, date(2026, 6, 18), BACK_TO_SCHOOL, "NOR1267", "V2026", "7")
    >>> check_events([grade_7]).set_aside[0].reason
    'grade_not_1_to_6'
    """
    log = tuple(events)
    reasons: dict[int, str] = {}
    cases: dict[str, list[int]] = {}
    for position, event in enumerate(log):
        if reason := _fault_of_row(event):
            reasons[position] = reason
        elif event.case_id:
            cases.setdefault(event.case_id, []).append(position)
    for positions in cases.values():
        rows = {position: log[position] for position in sorted(positions, key=lambda position: log[position].on)}
        for rule in _CASE_RULES:
            if found := dict(rule(rows)):
                reasons.update(found)
                rows = {position: event for position, event in rows.items() if position not in found}
    return Checked(
        tuple(event for position, event in enumerate(log) if position not in reasons),
        tuple(SetAside(log[position], reasons[position], position) for position in sorted(reasons)),
    )


def _fault_of_row(event: Event) -> str | None:
    """What is wrong with a row by itself, or None."""
    rule = value_rules().get((event.kind, event.value))
    person = event.kind is not EventKind.PRESENCE if rule is None else rule.person
    if rule is None and (reason := _fault_of_value(event)):
        return reason
    if person and not event.case_id:
        return "no_case"
    if event.track and event.track not in TRACKS:
        return "unknown_track"
    if event.kind in _ABOUT_AN_EXAM:
        return _fault_of_exam(event)
    return None


def _fault_of_value(event: Event) -> str | None:
    if event.kind in (EventKind.RESULT, EventKind.COMPLAINT):
        return "grade_not_1_to_6"
    if event.kind is EventKind.PRESENCE and not event.value:
        return "no_school"
    if event.kind in _FREE_VALUE and (not event.value or _TOKEN.fullmatch(event.value)):
        return None
    return "unknown_value"


def _fault_of_exam(event: Event) -> str | None:
    if not event.code:
        return "no_exam_code"
    if not _TERM.fullmatch(event.term):
        return "no_such_term"
    if event.sitting_on is not None and event.sitting_on < event.on and event.kind is EventKind.REGISTRATION:
        return "registered_after_sitting"
    return None


# ---- what must hold between the rows of one youth; each rule sees what the rules before it left, by date ----

_Rows = Mapping[int, Event]
_Found = Iterator[tuple[int, str]]


def _of_kind(rows: _Rows, *kinds: EventKind) -> Iterator[tuple[int, Event]]:
    return ((position, event) for position, event in rows.items() if event.kind in kinds)


def _by_attempt(rows: _Rows, *kinds: EventKind) -> dict[tuple[str, str, str], list[tuple[int, Event]]]:
    attempts: dict[tuple[str, str, str], list[tuple[int, Event]]] = {}
    for position, event in _of_kind(rows, *kinds):
        attempts.setdefault(event.attempt, []).append((position, event))
    return attempts


def _told_twice(rows: _Rows) -> _Found:
    seen: set[tuple[object, ...]] = set()
    for position, event in rows.items():
        told = (event.kind, event.on, event.track, event.code, event.term, event.value, event.sitting_on)
        if event.kind not in _MAY_REPEAT and told in seen:
            yield position, "told_twice"
        seen.add(told)


def _before_referral(rows: _Rows) -> _Found:
    first = min((event.on for _, event in _of_kind(rows, EventKind.REFERRAL)), default=None)
    for position, event in rows.items():
        if first is not None and event.on < first:
            yield position, "before_referral"


def _referred_again(rows: _Rows) -> _Found:
    last: dict[str, date] = {}
    for position, event in _of_kind(rows, EventKind.REFERRAL):
        if event.track in last and (event.on - last[event.track]).days <= _REPEAT_DAYS:
            yield position, "referred_again_within_30_days"
        else:
            last[event.track] = event.on


def _participation(rows: _Rows) -> _Found:
    enrolled: dict[str, bool] = {}
    first = {event.track: event.on for _, event in reversed(list(_of_kind(rows, EventKind.ENROLMENT)))}
    for position, event in _of_kind(rows, EventKind.ENROLMENT, EventKind.EXIT):
        if event.kind is EventKind.ENROLMENT:
            if enrolled.get(event.track):
                yield position, "enrolled_twice"
            enrolled[event.track] = True
        elif event.track in first and event.on < first[event.track]:
            yield position, "exit_before_enrolment"
        else:
            enrolled[event.track] = False


def _registered_twice(rows: _Rows) -> _Found:
    for told in _by_attempt(rows, EventKind.REGISTRATION).values():
        yield from ((position, "registered_twice") for position, _ in told[1:])


def _before_registration(rows: _Rows) -> _Found:
    registered = {event.attempt: event.on for _, event in _of_kind(rows, EventKind.REGISTRATION)}
    for position, event in _of_kind(rows, EventKind.EXAM, EventKind.RESULT, EventKind.COMPLAINT):
        if event.attempt in registered:
            if event.on < registered[event.attempt]:
                yield position, "before_registration"
        elif event.track != STAY_AT_SCHOOL:  # a pupil is drawn for an exam, not registered by the programme
            yield position, "no_registration"


def _exams_disagree(rows: _Rows) -> _Found:
    for told in _by_attempt(rows, EventKind.EXAM).values():
        events = [event for _, event in told]
        deferred_then_settled = (
            len(told) == _EXAM_STEPS
            and events[0].value == "DEFERRED"
            and events[1].value != "DEFERRED"
            and events[0].on < events[1].on
        )
        if len(told) > 1 and not deferred_then_settled:
            yield from ((position, "exam_told_in_two_ways") for position, _ in told)


def _result_without_sitting(rows: _Rows) -> _Found:
    exams = {attempt: told[-1] for attempt, told in _by_attempt(rows, EventKind.EXAM).items()}
    for attempt, results in _by_attempt(rows, EventKind.RESULT).items():
        if attempt not in exams:
            continue  # only who sat gets a grade, so the grade itself tells that the exam was sat
        exam_position, exam = exams[attempt]
        if exam.value != "SAT":
            yield exam_position, "result_and_not_sat"
            yield from ((position, "result_and_not_sat") for position, _ in results)
        else:
            yield from ((position, "result_before_exam") for position, result in results if result.on < exam.on)


def _two_results(rows: _Rows) -> _Found:
    for told in _by_attempt(rows, EventKind.RESULT).values():
        if len({event.value for _, event in told}) > 1:
            yield from ((position, "two_results") for position, _ in told)
        else:
            yield from ((position, "result_told_twice") for position, _ in told[1:])


def _complaints(rows: _Rows) -> _Found:
    results = {event.attempt: event.on for _, event in _of_kind(rows, EventKind.RESULT)}
    for attempt, told in _by_attempt(rows, EventKind.COMPLAINT).items():
        grades: dict[date, set[str]] = {}
        for _, event in told:
            grades.setdefault(event.on, set()).add(event.value)
        for position, event in told:
            if attempt not in results or event.on < results[attempt]:
                yield position, "complaint_without_result"
            elif len(grades[event.on] - {""}) > 1:
                yield position, "two_complaint_results"


_CASE_RULES: Final[tuple[Callable[[_Rows], _Found], ...]] = (
    _told_twice,
    _before_referral,
    _referred_again,
    _participation,
    _registered_twice,
    _before_registration,
    _exams_disagree,
    _result_without_sitting,
    _two_results,
    _complaints,
)
