"""A youth's appointments and deadlines as a calendar file that any telephone or computer reads (RFC 5545).

A telephone is seen by others. So every title is neutral, every entry is private, and nothing in the file names NAV, a
subject or an exam. An entry keeps its UID when its date moves; then `sequence` is raised and the calendar moves it.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final
from zoneinfo import ZoneInfo

from attrs import field, frozen
from icalendar import Alarm, Calendar, Event, Timezone

from tiltak.render.words import Words
from tiltak.study import Plan

__all__ = ["OSLO", "CalendarEntry", "EntryKind", "calendar_bytes", "plan_calendar"]

OSLO: Final = ZoneInfo("Europe/Oslo")

# Our own text: the rule of the European Union since 1996, with the onset in the offset that goes before it, as RFC 5545
# 3.6.5 reads. (A generated one lists every year to 2038 and is read an hour late by those who read it to the letter.)
_VTIMEZONE: Final = """\
BEGIN:VTIMEZONE
TZID:Europe/Oslo
BEGIN:STANDARD
DTSTART:19961027T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19970330T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE
"""


class EntryKind(StrEnum):
    """What an entry is; the title says no more than this."""

    APPOINTMENT = "appointment"
    DEADLINE = "deadline"
    HOLD = "hold"
    REMINDER = "reminder"


# What a youth is to remember of a plan. Paying, books and the county's own work are the adviser's, and not here.
_OF_THE_PLAN: Final = {
    "register": EntryKind.DEADLINE,
    "apply_for_adaptation": EntryKind.DEADLINE,
    "preparation_meeting": EntryKind.APPOINTMENT,
    "exam": EntryKind.APPOINTMENT,
    "result": EntryKind.REMINDER,
    "appeal": EntryKind.DEADLINE,
}


@frozen
class CalendarEntry:
    """One thing to remember.

    Args:
        key: What the entry is about, the same however often its date moves; only its digest is written.
        kind: An appointment, a deadline, or days to keep free until the date is known.
        on: The day, or the first day of the days to keep free.
        last: The last day; None when it is one day.
        starts: When to be there, Norwegian time; None for an entry that fills the day.
        minutes: How long an appointment with a time lasts.

    Raises:
        ValueError: When the days are in the wrong order, or the time does not exist that night in March.

    >>> CalendarEntry("MT-001/exam/1", EntryKind.APPOINTMENT, date(2027, 5, 28), starts=time(8, 15)).kind.value
    'appointment'
    """

    key: str
    kind: EntryKind
    on: date
    last: date | None = None
    starts: time | None = None
    minutes: int = field(default=60)

    def __attrs_post_init__(self) -> None:
        if self.last is not None and self.last < self.on:
            raise ValueError(f"an entry cannot end on {self.last}, before it starts on {self.on}")
        if self.minutes <= 0:
            raise ValueError("an entry lasts at least a minute")
        if self.starts is not None:
            local = datetime.combine(self.on, self.starts, OSLO)
            if local.astimezone(UTC).astimezone(OSLO).replace(tzinfo=None) != local.replace(tzinfo=None):
                raise ValueError(
                    f"{self.starts:%H:%M} does not exist in Norway on {self.on}: the clocks go forward then"
                )


def calendar_bytes(
    entries: Iterable[CalendarEntry],
    words: Words,
    *,
    as_of: date,
    domain: str = "tiltak.invalid",
    sequence: int = 0,
    cancelled: Iterable[CalendarEntry] = (),
) -> bytes:
    """The entries as one calendar file, in the order of their days.

    Args:
        entries: What to remember; two may not share a key.
        words: The language of the titles.
        as_of: The day the file tells of; it stands as DTSTAMP, so the same day gives the same bytes.
        domain: The office's own name behind the UIDs.
        sequence: Raised by one each time the file is made anew with moved dates.
        cancelled: What fell away since the file before; written with ``STATUS:CANCELLED``, so that a calendar that
            has it takes it out. They may share no key with each other or with `entries`.

    Returns:
        UTF-8 with CRLF, as the standard says.

    Raises:
        ValueError: When two entries share a key.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//tiltak//{words.lang}//")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", words.text("calendar.name"))
    calendar.add_component(Timezone.from_ical(_VTIMEZONE))
    seen: set[str] = set()
    every = [*((entry, False) for entry in entries), *((entry, True) for entry in cancelled)]
    for entry, gone in sorted(every, key=lambda one: (one[0].on, one[0].starts or time.min, one[0].key)):
        if entry.key in seen:
            raise ValueError(f"two entries share the key {entry.key!r}")
        seen.add(entry.key)
        calendar.add_component(_event(entry, words, as_of, domain, sequence, cancelled=gone))
    return bytes(calendar.to_ical())


def plan_calendar(
    case_id: str,
    plan: Plan,
    words: Words,
    *,
    as_of: date,
    domain: str = "tiltak.invalid",
    sequence: int = 0,
    before: Plan | None = None,
) -> bytes:
    """What a youth is to remember of a plan, as a calendar file.

    A day that is not set yet is days to keep free; a milestone without any day is left out, and stands in the plan.

    Args:
        case_id: The office's token; only its digest is written.
        plan: The plan.
        words: The language of the titles.
        as_of: The day the file tells of.
        domain: The office's own name behind the UIDs.
        sequence: Raised by one each time the file is made anew with moved dates; with `before`, the sequence of the
            file made of that plan, and this file's is one higher.
        before: The plan of the file before. What stood there for `as_of` or later, and is not in `plan`, is cancelled;
            what is over is left as it was.
    """
    entries = _entries(case_id, plan)
    if before is None:
        return calendar_bytes(entries, words, as_of=as_of, domain=domain, sequence=sequence)
    kept = {entry.key for entry in entries}
    fell_away = [
        entry for entry in _entries(case_id, before) if entry.key not in kept and (entry.last or entry.on) >= as_of
    ]
    return calendar_bytes(entries, words, as_of=as_of, domain=domain, sequence=sequence + 1, cancelled=fell_away)


def _entries(case_id: str, plan: Plan) -> list[CalendarEntry]:
    """What a youth is to remember. Each key is the same however often the days move."""
    entries = []
    for milestone in plan.milestones:
        kind = _OF_THE_PLAN.get(milestone.id)
        if kind is None or milestone.on is None:
            continue
        key = f"{case_id}/{milestone.id}/{milestone.term}/{'+'.join(milestone.exams)}"
        if kind is EntryKind.APPOINTMENT and milestone.first is not None:
            entries.append(CalendarEntry(key, EntryKind.HOLD, milestone.first, milestone.on))
        else:
            entries.append(CalendarEntry(key, kind, milestone.on))
    return entries


def _event(
    entry: CalendarEntry, words: Words, as_of: date, domain: str, sequence: int, *, cancelled: bool = False
) -> Event:
    event = Event()
    title = _title(entry, words)
    event.add("uid", f"{sha256(entry.key.encode()).hexdigest()[:32]}@{domain}")
    event.add("dtstamp", datetime.combine(as_of, time.min, UTC))
    event.add("sequence", sequence)
    event.add("summary", title)
    event.add("description", words.text("calendar.note"))
    event.add("class", "PRIVATE")
    if cancelled:
        event.add("status", "CANCELLED")
    if entry.starts is None:
        event.add("dtstart", entry.on)
        event.add("dtend", (entry.last or entry.on) + timedelta(days=1))  # DTEND is the first day after
        event.add("transp", "TRANSPARENT" if entry.kind is not EntryKind.APPOINTMENT else "OPAQUE")
        warnings = (
            (timedelta(days=-7), timedelta(hours=-15)) if entry.kind is EntryKind.DEADLINE else (timedelta(hours=-15),)
        )
    else:
        start = datetime.combine(entry.on, entry.starts, OSLO)
        event.add("dtstart", start)
        event.add("duration", timedelta(minutes=entry.minutes))
        event.add("transp", "OPAQUE")
        warnings = (timedelta(hours=-24), timedelta(hours=-2))
    for before in () if cancelled else warnings:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", before)
        event.add_component(alarm)
    return event


def _title(entry: CalendarEntry, words: Words) -> str:
    if entry.kind is EntryKind.APPOINTMENT and entry.starts is not None:
        return words.text("calendar.appointment_at", starts=words.clock(entry.starts))
    return words.text(f"calendar.{entry.kind.value}")
