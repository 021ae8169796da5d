"""Where the office's files meet the rooms: which codes may stand in them, and what a row becomes.

Everything the files know of the other rooms' names stands here, so that a name that changes there costs one line.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from tiltak import law, programme
from tiltak.office.table import Codes
from tiltak.outcomes import Event, EventKind, value_rules
from tiltak.programme import Channel, Referral, Track, Youth
from tiltak.rules import Case, Fact, Knowledge
from tiltak.study import Passed, catalogue, goal, goal_codes
from tiltak.study.curriculum.passes import LETTERS

__all__ = [
    "ABOUT_AN_EXAM",
    "CHANNELS",
    "EVENT_KINDS",
    "GRADES",
    "PASSED_KINDS",
    "TRACKS",
    "choices",
    "contradictions",
    "event",
    "facts",
    "goals",
    "passed",
    "subjects",
    "values_of",
    "youth",
]

CHANNELS: Codes[Channel] = Codes({channel.value: channel for channel in Channel})
TRACKS: Codes[Track] = Codes({track.value: track for track in Track})
EVENT_KINDS: Codes[EventKind] = Codes({kind.value: kind for kind in EventKind}, "event_kind")
GRADES: Codes[str] = Codes({grade: grade for grade in ("1", "2", "3", "4", "5", "6", *sorted(LETTERS))}, "grade")
PASSED_KINDS: Codes[str] = Codes({kind: kind for kind in ("EXAM", "STANDPUNKT")})
ABOUT_AN_EXAM = frozenset({EventKind.REGISTRATION, EventKind.EXAM, EventKind.RESULT, EventKind.COMPLAINT})
"""Kinds of event that say which exam they are about."""

_OTHER_ANSWER = re.compile(r"\w+=\w+$")


@cache
def facts() -> Mapping[str, Fact]:
    """Everything that can be known about a youth, by column of `cases.csv`.

    >>> facts()["in_work"].kind.name
    'YES_NO'
    """
    return MappingProxyType({**law.FACTS, **programme.FACTS})


@cache
def choices(name: str) -> Codes[str]:
    """The codes of one fact."""
    return Codes({choice: choice for choice in facts()[name].choices})


@cache
def subjects() -> Codes[str]:
    """Subject codes."""
    return Codes({code: code for code in catalogue().subjects}, "subject_code")


@cache
def goals() -> Codes[str]:
    """Goal codes. Nobody who wrote a wrong one is led to a goal that ends or that no exam leads to."""
    codes = goal_codes()
    suggested = [code for code in codes if not ((one := goal(code)).valid_to or one.instead)]
    return Codes({code: code for code in codes}, "goal_code", suggested)


@cache
def values_of(kind: EventKind) -> Codes[str]:
    """The values that events of one kind may have; none where the value is free or there is none."""
    if kind is EventKind.PLAN:
        return goals()
    return Codes({value: value for ruled, value in value_rules() if ruled is kind and value}, "event_value")


def youth(
    case_id: str,
    known: Mapping[str, object],
    *,
    channel: Channel,
    referred_on: date,
    goal: str | None,
    hours_per_week: int | None,
    municipality: str | None,
    ride_wanted: bool | Knowledge,
) -> Youth:
    """A row of `cases.csv` as the programme knows a youth."""
    return Youth(
        Case(known, case_id),
        Referral(case_id, channel, referred_on),
        goal=goal,
        hours_per_week=hours_per_week,
        municipality=municipality,
        ride_wanted=ride_wanted,
    )


def contradictions(case_id: str, known: Mapping[str, object], on: date) -> Iterator[tuple[str, str]]:
    """Column and content of what cannot stand beside another answer, by the law's own list."""
    for fault in law.contradictions(Case(known, case_id), on):
        other = _OTHER_ANSWER.search(fault.expected)
        yield fault.field, f"{fault.found}, {other.group()}" if other else fault.found


def passed(case_id: str, code: str, grade: str, on: date | None, kind: str) -> Passed:
    """A row of `passed.csv` as the study knows it."""
    return Passed(case_id, code, grade, on, kind)


def event(  # noqa: PLR0917 - as many as a row has cells
    case_id: str,
    kind: EventKind,
    on: date,
    track: Track | None,
    code: str,
    term: str,
    value: str,
    sitting_on: date | None,
    venue: str,
    starts: str,
    row: int,
) -> Event:
    """A row of `events.csv` as the outcomes know it."""
    return Event(
        case_id, kind, on, "" if track is None else track.value, code, term, value, venue, starts, row, sitting_on
    )
