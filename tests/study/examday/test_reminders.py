"""Reminders: only for who said yes, never in the quiet hours, and nothing in them that somebody else may not read."""

from datetime import date, datetime, time, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from tiltak.render.words import Words
from tiltak.study import (
    Car,
    ExamSitting,
    NoReminder,
    OptIn,
    QuietHours,
    Reminder,
    ReminderChannel,
    Venue,
    exam_day,
    reminders,
)

DAY = date(2027, 5, 20)
NIGHT = QuietHours(time(21), time(6))
SMS, EMAIL = ReminderChannel.SMS, ReminderChannel.EMAIL
TEXTS = [f"reminder.{how}_{when}" for how in ("driven", "own_way") for when in ("day_before", "same_day")]


def moment(text):
    """A moment by the clock on the wall."""
    return datetime.fromisoformat(text)


def sits(name, *, ride=True, starts=time(9), neutral=False, venue="hall"):
    """One youth's exam."""
    return ExamSitting(name, "MAT1019", DAY, starts, venue, ride, neutral_pickup=neutral)


def day(*people, seats=4):
    """A day with one car, forty minutes and a stop of two from the hall."""
    travel = {("base", "hall"): 40, ("base", "square"): 1, ("square", "hall"): 40}
    cars = [Car("red", seats, "X")]
    return exam_day(people, [Venue("hall")], cars, travel=travel, base="base", neutral_place="square")


def yes(name, channel=SMS, agreed=date(2027, 5, 1), withdrawn=None):
    """A yes to reminders."""
    return OptIn(name, channel, agreed, withdrawn)


def sent(found):
    """When and what, for each that would be sent."""
    return [(one.case_id, str(one.send_at), one.text_id.removeprefix("reminder.")) for one in found.to_send]


def test_the_evening_before_and_an_hour_before():
    """The driven are told when they are picked up, the others when to be in place."""
    found = reminders(day(sits("A"), sits("B", ride=False)), [yes("A"), yes("B", EMAIL)], quiet=NIGHT)
    assert found.none == ()
    assert found.to_send == (
        Reminder("A", moment("2027-05-19 17:00"), SMS, "reminder.driven_day_before", (("time", time(7, 48)),)),
        Reminder("B", moment("2027-05-19 17:00"), EMAIL, "reminder.own_way_day_before", (("time", time(8, 30)),)),
        Reminder("A", moment("2027-05-20 06:48"), SMS, "reminder.driven_same_day", (("time", time(7, 48)),)),
        Reminder("B", moment("2027-05-20 07:30"), EMAIL, "reminder.own_way_same_day", (("time", time(8, 30)),)),
    )


def test_no_yes_means_no_reminder_and_it_is_said():
    """Without a yes nothing is sent, whatever another youth has said."""
    found = reminders(day(sits("A"), sits("B")), [yes("B")], quiet=NIGHT)
    assert {one.case_id for one in found.to_send} == {"B"}
    assert found.none == (NoReminder("A", "no_opt_in"),)


@pytest.mark.parametrize(
    ("agreed", "withdrawn", "texts"),
    [
        (date(2027, 5, 19), None, ["day_before", "same_day"]),
        (date(2027, 5, 20), None, ["same_day"]),
        (date(2027, 5, 21), None, []),
        (date(2027, 5, 1), date(2027, 5, 21), ["day_before", "same_day"]),
        (date(2027, 5, 1), date(2027, 5, 20), ["day_before"]),
        (date(2027, 5, 1), date(2027, 5, 19), []),
    ],
)
def test_a_yes_holds_from_the_day_it_is_given_to_the_day_it_is_taken_back(agreed, withdrawn, texts):
    """A reminder goes only on a day on which the yes holds."""
    found = reminders(day(sits("A")), [yes("A", agreed=agreed, withdrawn=withdrawn)], quiet=NIGHT)
    assert [one.text_id for one in found.to_send] == [f"reminder.driven_{text}" for text in texts]
    assert found.none == (() if texts else (NoReminder("A", "withdrawn"),))


def test_a_protected_address_means_no_reminder():
    """A youth who is met at the neutral place gets none, though they have said yes."""
    assert reminders(day(sits("A", neutral=True)), [yes("A")], quiet=NIGHT).to_send == ()
    assert reminders(day(sits("A", neutral=True)), [yes("A")], quiet=NIGHT).none == (
        NoReminder("A", "protected_address"),
    )


@pytest.mark.parametrize(
    "person", [sits("A", venue="nowhere"), sits("A", starts=None), sits("A", venue="", ride=False)]
)
def test_what_is_not_settled_is_not_sent(person):
    """Without a venue, a start or a seat there is no time to tell."""
    assert reminders(day(person), [yes("A")], quiet=NIGHT).none == (NoReminder("A", "not_settled"),)
    assert reminders(day(sits("A"), seats=0), [yes("A")], quiet=NIGHT).none == (NoReminder("A", "not_settled"),)


@pytest.mark.parametrize(
    ("quiet", "expected"),
    [
        (QuietHours(time(17, 1), time(6, 48)), ["2027-05-19 17:00:00 day_before", "2027-05-20 06:48:00 same_day"]),
        (QuietHours(time(17, 0), time(6, 48)), ["2027-05-19 16:59:00 day_before", "2027-05-20 06:48:00 same_day"]),
        (QuietHours(time(21), time(6, 49)), ["2027-05-19 17:00:00 day_before"]),
        (QuietHours(time(6, 48), time(6, 49)), ["2027-05-19 17:00:00 day_before", "2027-05-20 06:47:00 same_day"]),
        (QuietHours(time(0), time(18)), ["2027-05-19 18:00:00 day_before"]),
        (None, ["2027-05-19 17:00:00 day_before", "2027-05-20 06:48:00 same_day"]),
    ],
)
def test_quiet_hours_move_a_reminder_to_just_before_them(quiet, expected):
    """The first quiet minute is quiet and the last is over; nothing goes two days before, nor twice the same day."""
    found = reminders(day(sits("A")), [yes("A")], quiet=quiet)
    assert [f"{when} {what.removeprefix('driven_')}" for _, when, what in sent(found)] == expected


def test_quiet_hours_that_mean_nothing_are_refused():
    """Hours that start when they end could be all day or never."""
    with pytest.raises(ValueError, match="whole day or none"):
        QuietHours(time(8), time(8))


@pytest.mark.parametrize(
    ("made", "count", "none"),
    [
        (moment("2027-05-19 17:00"), 2, ()),
        (moment("2027-05-19 17:01"), 1, ()),
        (moment("2027-05-20 06:48"), 1, ()),
        (moment("2027-05-20 06:49"), 0, (NoReminder("A", "too_late"),)),
    ],
)
def test_what_should_have_gone_already_is_left_out(made, count, none):
    """A list made later holds only what can still be sent, and says who gets nothing any more."""
    found = reminders(day(sits("A")), [yes("A")], quiet=NIGHT, not_before=made)
    assert (len(found.to_send), found.none) == (count, none)


def test_two_channels_are_two_reminders_and_one_said_twice_is_refused():
    """A yes to each of two channels gives one by each; the same yes twice is a fault in the list."""
    found = reminders(day(sits("A")), [yes("A", SMS), yes("A", EMAIL)], quiet=NIGHT)
    assert [one.channel for one in found.to_send] == [EMAIL, SMS, EMAIL, SMS]
    with pytest.raises(ValueError, match="once"):
        reminders(day(sits("A")), [yes("A"), yes("A", agreed=DAY)], quiet=NIGHT)


CLOCKS = st.times(min_value=time(0), max_value=time(23, 59)).map(lambda at: at.replace(second=0, microsecond=0))


@given(CLOCKS, CLOCKS, CLOCKS, CLOCKS, st.integers(0, 600))
def test_nothing_is_ever_sent_in_the_quiet_hours(starts, ends, evening, begins, before):
    """Whatever the hours: each reminder is outside them, before the time it tells of, and says the right day."""
    if starts == ends:
        return
    quiet = QuietHours(starts, ends)
    found = reminders(
        day(sits("A", ride=False, starts=begins)), [yes("A")], quiet=quiet, evening=evening, minutes_before=before
    )
    met = datetime.combine(DAY, dict(found.to_send[0].values)["time"]) if found.to_send else None
    for one in found.to_send:
        assert not quiet.holds(one.send_at.time())
        assert one.send_at <= met
        assert one.send_at.date() == (DAY - timedelta(1) if one.text_id.endswith("day_before") else DAY)
    assert len({one.text_id for one in found.to_send}) == len(found.to_send)


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
@pytest.mark.parametrize("register", ["adviser", "youth"])
def test_the_words_say_nothing_of_what_it_is_about(lang, register):
    """Neither the title nor the text names an office, an exam, a school or a place, and it fits in one message."""
    words = Words(lang, register)
    for text_id in ["reminder.title", *TEXTS]:
        text = words.text(text_id, time="07.48")
        assert not {"nav", "eksamen", "exam", "privatist", "skole", "skule", "school"} & set(
            text.casefold().replace(".", " ").replace("!", " ").split()
        )
        assert len(text) <= 160
    assert words.text("reminder.title") in {"Avtale", "Appointment"}


@pytest.mark.parametrize("reason", ["no_opt_in", "withdrawn", "protected_address", "not_settled", "too_late"])
def test_every_reason_has_its_words(reason):
    """Whoever gets none is told of by name of the reason in each language."""
    assert len({Words(lang).text(f"no_reminder.{reason}") for lang in ("nb", "nn", "en")}) == 3


def test_the_list_is_the_same_whatever_order_the_yeses_come_in():
    """Order in is not order out."""
    planned = day(sits("A"), sits("B"))
    said = [yes("B"), yes("A", EMAIL), yes("A")]
    assert reminders(planned, said, quiet=NIGHT) == reminders(planned, said[::-1], quiet=NIGHT)
    assert reminders(evolve(planned, sittings=()), said, quiet=NIGHT).to_send == ()
