"""The exams ahead: which registrations are still open, and the list for each day that has any.

What the office has not said is a question on the list, never a guess: no driving time, no driver, no wish for a ride.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, time, timedelta
from typing import Final

from tiltak.office.model import Office
from tiltak.outcomes import Event, EventKind
from tiltak.programme import Youth
from tiltak.rules import NOT_STATED, Knowledge
from tiltak.study import Car, Companion, ExamDay, ExamSitting, Venue, exam_day

__all__ = ["DAYS_AHEAD", "exam_days", "open_registrations"]

DAYS_AHEAD: Final = 28
"""How many days the lists look ahead, the day itself among them."""

_BASE: Final = ""  # the arena, where the cars leave from; no venue has an empty id


def open_registrations(events: Iterable[Event]) -> tuple[Event, ...]:
    """Registrations that nothing has come of yet, in the order of the log.

    >>> from datetime import date
    >>> told = Event("MT-001", EventKind.REGISTRATION, date(2026, 9, 2), code="SAK1001", term="H2026")
    >>> sat = Event("MT-001", EventKind.EXAM, date(2026, 12, 2), code="SAK1001", term="H2026", value="SAT")
    >>> len(open_registrations([told])), len(open_registrations([told, sat]))
    (1, 0)
    """
    told = tuple(events)
    settled = {event.attempt for event in told if event.kind in (EventKind.EXAM, EventKind.RESULT)}
    return tuple(event for event in told if event.kind is EventKind.REGISTRATION and event.attempt not in settled)


def exam_days(
    office: Office,
    youths: Iterable[Youth],
    events: Iterable[Event],
    on: date,
    *,
    company: Mapping[str, bool] | None = None,
    neutral: Collection[str] = (),
    neutral_place: str = "",
) -> tuple[ExamDay, ...]:
    """The list for each day with exams, from `on` and `DAYS_AHEAD` days ahead.

    Args:
        office: Its venues, cars and drivers. A car without a driver is not used, and neither is a driver without a car.
        youths: Who wants a ride; of a youth who is not among them nobody knows.
        events: What is known on the day, the registrations among it.
        on: The first day.
        company: By case id, whether somebody is wanted to stay at the venue; whoever is not among it is asked.
        neutral: Case ids of those who are only ever picked up at the neutral meeting place.
        neutral_place: What that place is called; empty when there is none, and then it is asked for.

    Returns:
        The days in order. A youth with two exams on one day is on that day's list with the earlier one.
    """
    wants: dict[str, bool | Knowledge] = {youth.case_id: youth.ride_wanted for youth in youths}
    last = on + timedelta(DAYS_AHEAD - 1)
    by_day: dict[date, dict[str, ExamSitting]] = {}
    for event in sorted(open_registrations(events), key=_in_order):
        if event.sitting_on is not None and on <= event.sitting_on <= last:
            starts = time.fromisoformat(event.starts) if event.starts else None
            ride = wants.get(event.case_id, NOT_STATED)
            sitting = ExamSitting(
                event.case_id,
                event.code,
                event.sitting_on,
                starts,
                event.venue,
                ride,
                neutral_pickup=event.case_id in neutral,
                company_wanted=(company or {}).get(event.case_id, NOT_STATED),
            )
            by_day.setdefault(event.sitting_on, {}).setdefault(event.case_id, sitting)
    return tuple(_day(office, tuple(by_day[day].values()), neutral_place) for day in sorted(by_day))


def _in_order(event: Event) -> tuple[str, str, str]:
    # An exam without an hour comes after those that have one.
    return (event.starts or "24:00", event.case_id, event.code)


def _day(office: Office, sittings: tuple[ExamSitting, ...], neutral_place: str) -> ExamDay:
    before = office.meet_minutes_before
    drivers = [one.function for one in office.staff if one.drives]
    return exam_day(
        sittings,
        [Venue(one.id) if before is None else Venue(one.id, before) for one in office.venues],
        [Car(car.id, car.seats, driver) for car, driver in zip(office.cars, drivers, strict=False)],
        travel={(_BASE, one.id): one.minutes for one in office.venues if one.minutes is not None},
        base=_BASE,
        neutral_place=neutral_place,
        # No file says which venues a post gets to by itself; a driver can wait where the car ends.
        staff=[Companion(one.function, ()) for one in office.staff] or None,
        county=office.county,
    )
