"""The calendar file, read back as a telephone reads it."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tiltak.render.calendar import OSLO, CalendarEntry, EntryKind, calendar_bytes, plan_calendar
from tiltak.render.words import LANGUAGES, Words
from tiltak.study import Plan

AS_OF = date(2027, 2, 1)
WORDS = Words("nb")


def events(data: bytes):
    """The entries in a file."""
    return Calendar.from_ical(data).walk("VEVENT")


def onset_utc(part, year):
    """The moment a part of VTIMEZONE takes over that year, read to the letter of RFC 5545."""
    rule = part["RRULE"]
    month = rule["BYMONTH"][0]
    assert [str(day) for day in rule["BYDAY"]] == ["-1SU"]
    last = date(year, month, 31)
    sunday = last - timedelta(days=(last.weekday() + 1) % 7)
    clock = part["DTSTART"].dt.time()
    return datetime.combine(sunday, clock, UTC) - part["TZOFFSETFROM"].td


@pytest.mark.parametrize("year", range(2024, 2041))
def test_the_zone_in_the_file_changes_at_the_moments_norway_does(year):
    """Both switches fall at 01:00 UTC, just where the zone database has them, an hour neither way."""
    zone = Calendar.from_ical(calendar_bytes([], WORDS, as_of=AS_OF)).walk("VTIMEZONE")[0]
    for part in zone.subcomponents:
        onset = onset_utc(part, year)
        before, after = (
            (onset - timedelta(seconds=1)).astimezone(OSLO).utcoffset(),
            onset.astimezone(OSLO).utcoffset(),
        )
        assert (before, after) == (part["TZOFFSETFROM"].td, part["TZOFFSETTO"].td)


@pytest.mark.parametrize(
    ("on", "utc"),
    [
        (date(2027, 3, 27), datetime(2027, 3, 27, 7, 15, tzinfo=UTC)),
        (date(2027, 3, 28), datetime(2027, 3, 28, 6, 15, tzinfo=UTC)),
        (date(2027, 10, 30), datetime(2027, 10, 30, 6, 15, tzinfo=UTC)),
        (date(2027, 10, 31), datetime(2027, 10, 31, 7, 15, tzinfo=UTC)),
    ],
)
def test_a_quarter_past_eight_is_that_on_the_clock_around_both_switches(on, utc):
    """The day before and the day of each switch the appointment stands at 08:15 Norwegian time."""
    data = calendar_bytes([CalendarEntry("k", EntryKind.APPOINTMENT, on, starts=time(8, 15))], WORDS, as_of=AS_OF)
    (event,) = events(data)
    assert event["DTSTART"].dt.astimezone(UTC) == utc
    assert event["DTSTART"].dt.time() == time(8, 15)
    assert b"DTSTART;TZID=Europe/Oslo:" + f"{on:%Y%m%d}T081500".encode() in data


def test_an_hour_that_does_not_exist_is_refused():
    """Half past two on the night to 28 March 2027 never comes; half past one and half past three do."""
    with pytest.raises(ValueError, match="does not exist"):
        CalendarEntry("k", EntryKind.APPOINTMENT, date(2027, 3, 28), starts=time(2, 30))
    for hour in (1, 3):
        CalendarEntry("k", EntryKind.APPOINTMENT, date(2027, 3, 28), starts=time(hour, 30))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_in_the_file_says_what_it_is_about(lang):
    """Titles are neutral in every language, entries private, and neither key, subject nor NAV stands there."""
    entries = [
        CalendarEntry("MT-001/EXAM/NOR1267", EntryKind.APPOINTMENT, date(2027, 5, 28), starts=time(8, 15)),
        CalendarEntry("MT-001/REGISTER/NOR1267", EntryKind.DEADLINE, date(2027, 2, 1)),
        CalendarEntry("MT-001/ORAL/NOR1268", EntryKind.HOLD, date(2027, 6, 1), last=date(2027, 6, 20)),
    ]
    data = calendar_bytes(entries, Words(lang), as_of=AS_OF)
    text = data.decode().casefold()
    assert not [word for word in ("nor126", "mt-001", "nav", "eksamen", "exam", "privatist", "school") if word in text]
    assert {str(event["CLASS"]) for event in events(data)} == {"PRIVATE"}


def test_an_entry_keeps_its_uid_when_its_date_moves():
    """A moved appointment is the same entry with a higher sequence, so that the telephone moves it."""

    def only(on, sequence):
        entry = CalendarEntry("MT-001/EXAM/1", EntryKind.APPOINTMENT, on)
        return events(calendar_bytes([entry], WORDS, as_of=AS_OF, sequence=sequence))[0]

    first, moved = only(date(2027, 5, 28), 0), only(date(2027, 6, 2), 1)
    assert first["UID"] == moved["UID"]
    assert moved["SEQUENCE"] > first["SEQUENCE"]


def test_days_to_keep_free_end_on_their_last_day():
    """DTEND is the first day after, so a window to 20 June ends on 21 June in the file."""
    data = calendar_bytes(
        [CalendarEntry("k", EntryKind.HOLD, date(2027, 6, 1), last=date(2027, 6, 20))], WORDS, as_of=AS_OF
    )
    (event,) = events(data)
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2027, 6, 1), date(2027, 6, 21))


def test_the_stamp_is_the_as_of_date():
    """The file never reads the clock."""
    data = calendar_bytes([CalendarEntry("k", EntryKind.DEADLINE, date(2027, 2, 1))], WORDS, as_of=AS_OF)
    assert events(data)[0]["DTSTAMP"].dt == datetime(2027, 2, 1, tzinfo=UTC)


def test_two_entries_may_not_share_a_key():
    """They would share a UID, and the telephone would show one of them."""
    twice = [CalendarEntry("k", EntryKind.DEADLINE, date(2027, 2, day)) for day in (1, 2)]
    with pytest.raises(ValueError, match="share the key"):
        calendar_bytes(twice, WORDS, as_of=AS_OF)


def test_days_in_the_wrong_order_are_refused():
    """A window cannot end before it starts, nor an appointment last no time."""
    with pytest.raises(ValueError, match="cannot end"):
        CalendarEntry("k", EntryKind.HOLD, date(2027, 6, 2), last=date(2027, 6, 1))
    with pytest.raises(ValueError, match="at least a minute"):
        CalendarEntry("k", EntryKind.APPOINTMENT, date(2027, 6, 2), starts=time(9), minutes=0)


@given(
    st.lists(
        st.builds(
            CalendarEntry,
            st.text(min_size=1, max_size=20).filter(lambda text: text.isprintable()),
            st.sampled_from(EntryKind),
            st.dates(date(2024, 1, 1), date(2034, 12, 31)),
            starts=st.none() | st.times(time(8), time(20)).map(lambda clock: clock.replace(microsecond=0, second=0)),
        ),
        unique_by=lambda entry: entry.key,
        max_size=6,
    )
)
def test_what_was_written_is_read_back(entries):
    """Every entry comes back once with its day and time, and the bytes do not depend on the order given."""
    data = calendar_bytes(entries, WORDS, as_of=AS_OF)
    assert calendar_bytes(reversed(entries), WORDS, as_of=AS_OF) == data
    assert data.count(b"\n") == data.count(b"\r\n")
    found = sorted(
        str(
            event["DTSTART"].dt.replace(tzinfo=None)
            if isinstance(event["DTSTART"].dt, datetime)
            else event["DTSTART"].dt
        )
        for event in events(data)
    )
    expected = sorted(str(datetime.combine(entry.on, entry.starts) if entry.starts else entry.on) for entry in entries)
    assert found == expected


MADE = date(2026, 11, 23)


def by_uid(data):
    """The entries in a file by their UID."""
    return {str(event["UID"]): event for event in events(data)}


def test_a_plan_made_again_has_the_same_uids(example):
    """The UID comes from the case, the milestone, the term and the exams: the same plan, the same UIDs, no other's."""
    plans = {case_id: plan for case_id, plan in example.plans.items() if isinstance(plan, Plan)}
    uids = {case_id: set(by_uid(plan_calendar(case_id, plan, WORDS, as_of=MADE))) for case_id, plan in plans.items()}
    for case_id, plan in plans.items():
        moved = evolve(
            plan,
            milestones=tuple(
                evolve(one, on=one.on and one.on + timedelta(3), first=one.first and one.first + timedelta(3))
                for one in plan.milestones
            ),
        )
        assert set(by_uid(plan_calendar(case_id, moved, Words("nn"), as_of=AS_OF, sequence=4))) == uids[case_id]
    assert len(set().union(*uids.values())) == sum(len(own) for own in uids.values())


def test_what_fell_away_is_cancelled_and_the_rest_moves_on(example):
    """With the plan before, the sequence is one higher, what is gone is cancelled without alarms, the rest is not."""
    before = example.plans["MT-001"]
    gone = {one for one in before.milestones if one.term == "V2028"}
    after = evolve(before, milestones=tuple(one for one in before.milestones if one not in gone))
    old = by_uid(plan_calendar("MT-001", before, WORDS, as_of=MADE, sequence=2))
    kept = by_uid(plan_calendar("MT-001", after, WORDS, as_of=MADE, sequence=2))
    new = by_uid(plan_calendar("MT-001", after, WORDS, as_of=MADE, sequence=2, before=before))
    assert set(new) == set(old)
    assert {int(event["SEQUENCE"]) for event in old.values()} == {2}
    assert {int(event["SEQUENCE"]) for event in new.values()} == {3}
    cancelled = {uid for uid, event in new.items() if event.get("STATUS") == "CANCELLED"}
    assert cancelled == set(old) - set(kept)
    # To register and to apply for; and a meeting, an exam, a result and an appeal of each of two exams.
    assert len(cancelled) == 10
    assert all(bool(event.walk("VALARM")) == (uid not in cancelled) for uid, event in new.items())
    assert all(new[uid]["DTSTART"].dt == old[uid]["DTSTART"].dt for uid in cancelled)


def test_what_is_over_is_not_cancelled(example):
    """On the last day of what fell away it is cancelled still, and the day after it is left as it was."""
    before = example.plans["MT-001"]
    (exam,) = (one for one in before.milestones if one.id == "exam" and one.exams == ("MAT1019",))
    after = evolve(before, milestones=tuple(one for one in before.milestones if one != exam))

    def cancelled(as_of):
        data = plan_calendar("MT-001", after, WORDS, as_of=as_of, before=before)
        return [event["DTSTART"].dt for event in events(data) if event.get("STATUS") == "CANCELLED"]

    assert cancelled(exam.on) == [exam.first]
    assert cancelled(exam.on + timedelta(days=1)) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_entry_of_a_plan_says_what_it_is_about(example, lang):
    """The only titles are the neutral ones, also on what is cancelled, and neither case nor subject stands there."""
    before = example.plans["MT-001"]
    after = evolve(before, milestones=before.milestones[:5])
    data = plan_calendar("MT-001", after, Words(lang), as_of=MADE, before=before)
    words = Words(lang)
    neutral = {words.text(f"calendar.{kind}") for kind in ("appointment", "deadline", "hold", "reminder")}
    assert {str(event["SUMMARY"]) for event in events(data)} <= neutral
    text = data.decode().casefold()
    codes = [exam.code.casefold() for exam in before.exams]
    assert not [word for word in (*codes, "mt-001", "nav", "eksamen", "privatist") if word in text]


def test_a_key_that_is_both_kept_and_cancelled_is_refused():
    """The telephone would get two orders about one entry."""
    entry = CalendarEntry("k", EntryKind.DEADLINE, date(2027, 2, 1))
    with pytest.raises(ValueError, match="share the key"):
        calendar_bytes([entry], WORDS, as_of=AS_OF, cancelled=[entry])
