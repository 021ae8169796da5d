"""The contact plan of one youth: when the next conversation is due and why, and which days it will be on.

A planned day is never later than the rhythm asks: a conversation due on a Sunday is planned on the working day before.
Where evenings are asked for, it is put on the last open evening before it is due, and the plan says so when there is
none. Needs set the rhythm without being told in the plan: "closer follow-up is agreed" is all that is shown.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from attrs import evolve, field, frozen

from tiltak.law.workdays import workday_from
from tiltak.programme.follow_up.contacts import Contact, contact_kinds
from tiltak.programme.follow_up.needs import Need, measures_for
from tiltak.programme.follow_up.rhythm import due_by_rule, first_due, rhythm_rules

__all__ = ["ContactPlan", "Evenings", "Followed", "PlannedContact", "contact_plan", "contact_state", "followed"]

_DAY = timedelta(1)
_AHEAD = 28
EVENING, INDIVIDUAL = "EVENING", "INDIVIDUAL"


def _sorted(days: Iterable[date]) -> tuple[date, ...]:
    return tuple(sorted(days))


def _numbers(weekdays: Iterable[int]) -> frozenset[int]:
    return frozenset(weekdays)


def _set_of_days(days: Iterable[date]) -> frozenset[date]:
    return frozenset(days)


@frozen
class Followed:
    """A youth who is followed up, with what sets the rhythm.

    Args:
        case_id: The youth.
        adviser: Office's own code of whose youth it is; empty when nobody has been named.
        since: First day of taking part.
        close: Whether closer follow-up is agreed.
        evenings: Whether contact in the evening is agreed.
        exams: Days of the youth's exams, also those that are over.
    """

    case_id: str
    adviser: str
    since: date
    close: bool = False
    evenings: bool = False
    exams: tuple[date, ...] = field(default=(), converter=_sorted)


@frozen
class Evenings:
    """The evenings the office is open.

    Args:
        weekdays: Numbers of the weekdays, Monday is 0.
        closed: Days on which it is closed all the same.
    """

    weekdays: frozenset[int] = field(converter=_numbers)
    closed: frozenset[date] = field(default=frozenset(), converter=_set_of_days)

    def open_on(self, day: date) -> bool:
        """Whether there is an open evening on a day.

        >>> Evenings({1, 3}).open_on(date(2026, 11, 24)), Evenings({1, 3}).open_on(date(2026, 11, 25))
        (True, False)
        """
        return day.weekday() in self.weekdays and day not in self.closed


@frozen
class PlannedContact:
    """A conversation to come.

    Attributes:
        on: The day.
        kind: ``INDIVIDUAL`` or ``EVENING``.
        due_on: Last day the rhythm allows.
        rules: Codes of the rules that ask for it.
    """

    on: date
    kind: str
    due_on: date
    rules: tuple[str, ...]


@frozen
class ContactPlan:
    """What is due for one youth, and what is planned.

    Attributes:
        case_id: The youth.
        adviser: Whose youth it is.
        last_on: The last conversation; None when there has been none.
        attempts: Attempts without answer since then.
        due_on: Last day of the next conversation.
        rules: Codes of the rules that ask for it by then.
        planned: The days to come, to the end of the plan.
        evening_missing: True when an evening is asked for and the office has none in time.
        confirmed: False while the rules that were used are nobody's but ours.
    """

    case_id: str
    adviser: str
    last_on: date | None
    attempts: int
    due_on: date
    rules: tuple[str, ...]
    planned: tuple[PlannedContact, ...]
    evening_missing: bool
    confirmed: bool

    def days_over(self, on: date) -> int:
        """Days since the last day it was due, 0 when it is not overdue."""
        return max(0, (on - self.due_on).days)


def followed(
    case_id: str, adviser: str, since: date, *, needs: Iterable[Need], exams: Iterable[date], on: date
) -> Followed:
    """What sets the rhythm, read out of the needs that may be used on a day.

    Needs of other youths are left out. A need whose consent is over sets nothing.
    """
    own = [need for need in needs if need.case_id == case_id and need.may_be_used(on)]
    evenings = any(measure.code == "EVENING_CONTACT" for measure in measures_for(own, on))
    return Followed(case_id, adviser, since, bool(own), evenings, tuple(exams))


def contact_state(youth: Followed, own: Iterable[Contact]) -> tuple[date | None, date, tuple[date, ...]]:
    """The last conversation, the day the rhythm counts from, and the days of attempts without answer since then.

    Args:
        youth: The youth.
        own: The youth's own contacts that have happened.
    """
    given = tuple(own)
    last = max((one.on for one in given if contact_kinds()[one.kind].reaches), default=None)
    counted_from = max(last, youth.since) if last is not None else youth.since
    return last, counted_from, tuple(sorted(one.on for one in given if one.kind == "ATTEMPT" and one.on > counted_from))


def contact_plan(
    youth: Followed,
    needs: Iterable[Need],
    contacts: Iterable[Contact],
    evenings: Evenings,
    on: date,
    *,
    ahead: int = _AHEAD,
) -> ContactPlan:
    """When a youth is to be talked with, and why.

    Args:
        youth: The youth; what the needs ask for is added to what is agreed already.
        needs: Needs, of any youth; only the youth's own that may be used on the day count.
        contacts: What has happened, of any youth.
        evenings: The office's open evenings.
        on: The day the plan is made.
        ahead: Days the plan reaches.

    >>> youth = Followed("MT-001", "V1", date(2026, 11, 2), exams=[date(2026, 12, 4)])
    >>> plan = contact_plan(youth, [], [Contact("MT-001", date(2026, 11, 16), "INDIVIDUAL")], Evenings({1}),
    ...                     date(2026, 11, 23))
    >>> plan.due_on, plan.rules
    (datetime.date(2026, 11, 20), ('EXAM_IN_2_WEEKS',))
    >>> plan.days_over(date(2026, 11, 23)), [(one.on.day, one.kind) for one in plan.planned[:3]]
    (3, [(23, 'INDIVIDUAL'), (24, 'EVENING'), (27, 'INDIVIDUAL')])
    """
    told = followed(youth.case_id, youth.adviser, youth.since, needs=needs, exams=youth.exams, on=on)
    youth = evolve(youth, close=youth.close or told.close, evenings=youth.evenings or told.evenings)
    own = tuple(one for one in contacts if one.case_id == youth.case_id and one.on <= on)
    last, counted_from, attempts = contact_state(youth, own)
    due, rules = first_due(_asked(youth, counted_from))
    evening_days = [one.on for one in own if contact_kinds()[one.kind].evening]
    last_evening = max([youth.since, *evening_days])
    planned, missing = _days(youth, counted_from, last_evening, evenings, (on, on + timedelta(ahead)))
    used = {rule for one in planned for rule in one.rules} | set(rules)
    confirmed = all(rhythm_rules()[rule].confirmed for rule in used)
    return ContactPlan(youth.case_id, youth.adviser, last, len(attempts), due, rules, planned, missing, confirmed)


def _asked(youth: Followed, counted_from: date) -> dict[str, date]:
    return due_by_rule(counted_from, youth.exams, close=youth.close, evenings=youth.evenings)


def _days(
    youth: Followed, counted_from: date, last_evening: date, evenings: Evenings, span: tuple[date, date]
) -> tuple[tuple[PlannedContact, ...], bool]:
    """The planned conversations of a span of days, each as if those before it had taken place."""
    planned: list[PlannedContact] = []
    missing = False
    earliest, last = span
    while True:
        due, rules = first_due(_asked(youth, counted_from))
        latest = max(due, earliest)
        if latest > last:
            return tuple(planned), missing
        day, kind = _workday_by(latest, earliest), INDIVIDUAL
        every = _evening_every(youth, latest)
        if every is not None and last_evening + timedelta(every) <= latest:
            back = (latest - timedelta(days) for days in range((latest - earliest).days + 1))
            evening = next((one for one in back if evenings.open_on(one)), None)
            missing = missing or evening is None
            if evening is not None:
                day, kind, last_evening = evening, EVENING, evening
        planned.append(PlannedContact(day, kind, due, rules))
        counted_from, earliest = day, day + _DAY


def _workday_by(latest: date, earliest: date) -> date:
    """The last working day from `earliest` to `latest`; the next one after when there is none between."""
    day = latest
    while day >= earliest:
        if workday_from(day) == day:
            return day
        day -= _DAY
    return workday_from(earliest)


def _evening_every(youth: Followed, day: date) -> int | None:
    """How often an evening is asked for on a day: the closest of the rules that ask then."""
    asked = []
    for rule in rhythm_rules().values():
        if rule.evening_every_days is None:
            continue
        if rule.window is None:
            holds = rule.applies == "EVENING_NEED" and youth.evenings
        else:
            first, last = rule.window
            holds = any(exam - timedelta(first) <= day <= exam - timedelta(last) for exam in youth.exams)
        if holds:
            asked.append(rule.evening_every_days)
    return min(asked, default=None)
