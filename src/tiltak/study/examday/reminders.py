"""Reminders before an exam day, as payload: nothing is sent from here, and nobody who has not said yes is in it.

The wording is neutral on purpose: somebody else may see the phone. A reminder carries a time and nothing more: no
place, no subject, no name of an office. A youth with a protected address gets none at all.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from attrs import frozen

from tiltak.study.examday.planned import ExamDay

__all__ = ["NoReminder", "OptIn", "QuietHours", "Reminder", "ReminderChannel", "Reminders", "reminders"]

_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)


class ReminderChannel(StrEnum):
    """How a reminder would reach the youth."""

    SMS = "SMS"
    EMAIL = "EMAIL"


@frozen
class OptIn:
    """A youth's yes to reminders by one channel, and the day it was taken back, if it was."""

    case_id: str
    channel: ReminderChannel
    agreed_on: date
    withdrawn_on: date | None = None

    def holds(self, on: date) -> bool:
        """Whether the yes holds on a day: from the day it was given, and no longer on the day it was taken back."""
        return self.agreed_on <= on and (self.withdrawn_on is None or on < self.withdrawn_on)


@frozen
class QuietHours:
    """Hours in which nothing is sent, from the first minute up to and without the last; they may go over midnight.

    Raises:
        ValueError: When they start when they end: that could mean the whole day or none of it.

    >>> night = QuietHours(time(21), time(8))
    >>> night.holds(time(20, 59)), night.holds(time(21)), night.holds(time(7, 59)), night.holds(time(8))
    (False, True, True, False)
    """

    starts: time
    ends: time

    def __attrs_post_init__(self) -> None:
        if self.starts == self.ends:
            raise ValueError("quiet hours that start when they end are the whole day or none of it")

    def holds(self, at: time) -> bool:
        """Whether a time of day is within them."""
        if self.starts < self.ends:
            return self.starts <= at < self.ends
        return at >= self.starts or at < self.ends

    def before(self, at: datetime) -> datetime:
        """The last minute before the quiet hours that a moment lies in."""
        day = at.date() if at.time() >= self.starts else at.date() - _DAY
        return datetime.combine(day, self.starts) - _MINUTE

    def after(self, at: datetime) -> datetime:
        """The first minute after the quiet hours that a moment lies in."""
        day = at.date() if at.time() < self.ends else at.date() + _DAY
        return datetime.combine(day, self.ends)


@frozen
class Reminder:
    """What would be sent to one youth.

    Attributes:
        case_id: Made-up id of the case.
        send_at: When, in local time.
        channel: How.
        text_id: Words under this id; the title of all of them is ``reminder.title``.
        values: What the words take: ``time``, when to be picked up, or to be there for those who go by themselves.
    """

    case_id: str
    send_at: datetime
    channel: ReminderChannel
    text_id: str
    values: tuple[tuple[str, time], ...]


@frozen
class NoReminder:
    """A youth who gets none, and why; words under ``no_reminder.<reason>``."""

    case_id: str
    reason: str


@frozen
class Reminders:
    """The reminders of a day in the order they would be sent, and those who get none."""

    to_send: tuple[Reminder, ...]
    none: tuple[NoReminder, ...]


def reminders(
    day: ExamDay,
    opt_ins: Iterable[OptIn],
    *,
    quiet: QuietHours | None,
    evening: time = time(17),
    minutes_before: int = 60,
    not_before: datetime | None = None,
) -> Reminders:
    """What would be sent the day before and on the day itself.

    A reminder that falls in the quiet hours goes just before they begin; the one of the day before goes just after
    them when that would be two days before. Two that would then say the same are one, the earlier.

    Args:
        day: The planned day.
        opt_ins: Who has said yes, and how they want to be reached.
        quiet: When nothing is sent; None when the office has no such hours.
        evening: When the reminder of the day before goes.
        minutes_before: How many minutes before being picked up, or having to be there, the one of the day goes.
        not_before: The moment the list is made; what should have gone before it is left out.

    Raises:
        ValueError: When a youth has said yes twice to the same channel.

    >>> from tiltak.study.examday import Car, ExamSitting, Venue, exam_day
    >>> one = ExamSitting("MT-001", "MAT1019", date(2027, 5, 20), time(9), "hall", True)
    >>> day = exam_day([one], [Venue("hall")], [Car("red", 4, "A1")], travel={("base", "hall"): 40}, base="base")
    >>> yes = OptIn("MT-001", ReminderChannel.SMS, date(2027, 5, 3))
    >>> found = reminders(day, [yes], quiet=QuietHours(time(21), time(6)))
    >>> [(str(one.send_at), one.text_id) for one in found.to_send]
    [('2027-05-19 17:00:00', 'reminder.driven_day_before'), ('2027-05-20 06:48:00', 'reminder.driven_same_day')]
    >>> reminders(day, [], quiet=None).none
    (NoReminder(case_id='MT-001', reason='no_opt_in'),)
    """
    said = sorted(opt_ins, key=lambda one: (one.case_id, one.channel))
    if len({(one.case_id, one.channel) for one in said}) < len(said):
        raise ValueError("a youth says yes to a channel once")
    to_send: list[Reminder] = []
    none: list[NoReminder] = []
    picked_up = {case_id: stop.at for run in day.runs for stop in run.stops for case_id in stop.gets_in}
    for one in day.sittings:
        mine = [yes for yes in said if yes.case_id == one.case_id]
        met = picked_up.get(one.case_id) or (day.in_place.get(one.case_id) if one.case_id in day.own_way else None)
        if one.neutral_pickup:
            none.append(NoReminder(one.case_id, "protected_address"))
        elif not mine:
            none.append(NoReminder(one.case_id, "no_opt_in"))
        elif met is None:
            none.append(NoReminder(one.case_id, "not_settled"))
        else:
            how = "driven" if one.case_id in picked_up else "own_way"
            times = tuple(_times(day.on, met, quiet, evening, minutes_before))
            found, reason = _for_one(mine, how, met, times, not_before)
            to_send += found
            none += [] if found else [NoReminder(one.case_id, reason)]
    return Reminders(tuple(sorted(to_send, key=lambda one: (one.send_at, one.case_id, one.channel))), tuple(none))


def _for_one(
    said: Sequence[OptIn], how: str, met: time, times: Sequence[tuple[str, datetime]], not_before: datetime | None
) -> tuple[list[Reminder], str]:
    """One youth's reminders, and why there are none when there are none."""
    found = []
    reason = "withdrawn"
    for yes in said:
        for which, send_at in times:
            if yes.holds(send_at.date()):
                if not_before is None or send_at >= not_before:
                    found.append(
                        Reminder(yes.case_id, send_at, yes.channel, f"reminder.{how}_{which}", (("time", met),))
                    )
                else:
                    reason = "too_late"
    return found, reason


def _times(
    on: date, met: time, quiet: QuietHours | None, evening: time, minutes_before: int
) -> Iterator[tuple[str, datetime]]:
    """When to remind, and whether that is the day before or the day itself; each at most once."""
    first = datetime.combine(on - _DAY, evening)
    second = datetime.combine(on, met) - timedelta(minutes=minutes_before)
    if quiet and quiet.holds(first.time()):
        early = quiet.before(first)
        first = early if early.date() == first.date() else quiet.after(first)
    if quiet and quiet.holds(second.time()):
        second = quiet.before(second)
    if first.date() < on:
        yield "day_before", first
    if second.date() == on:
        yield "same_day", second
