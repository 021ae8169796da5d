"""The items of the fidelity scale that the log answers, each as so many of so many.

A kind of work that stands nowhere in the log was not logged, and that is not the same as not done.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from attrs import field, frozen

from tiltak.outcomes.cases import Period
from tiltak.outcomes.events import BACK_TO_SCHOOL, STAY_AT_SCHOOL, Event, EventKind, value_rules
from tiltak.outcomes.reduce import reduce_log

__all__ = [
    "SHARES",
    "Counted",
    "LogView",
    "NotKnown",
    "channels",
    "in_time",
    "presence_days_a_week",
    "schools_present",
    "shared_weeks",
]

_LITERATURE: Final = timedelta(days=21)
_FORTNIGHT: Final = timedelta(days=14)
_WEEK: Final = timedelta(days=7)
_MET: Final = ("SAT", "NO_SHOW")


@frozen
class Counted:
    """So many of so many."""

    numerator: int
    denominator: int


@frozen
class NotKnown:
    """Why an item is not known, as an id."""

    reason: str


@frozen
class LogView:
    """A log as the items look at it.

    Args:
        events: Events that hang together, by date.
        period: The days it is about.
        as_of: The day whose knowledge is used.
        cases: Events by youth.
        contacts: Kinds of contact that stand in the log at all.
    """

    events: tuple[Event, ...]
    period: Period
    as_of: date
    cases: Mapping[str, tuple[Event, ...]] = field(repr=False)
    contacts: frozenset[str]

    @classmethod
    def of(cls, events: Iterable[Event], period: Period, as_of: date) -> "LogView":
        """Put a log in order."""
        ordered = tuple(sorted(events, key=lambda event: event.on))
        cases: dict[str, list[Event]] = {}
        for event in ordered:
            if event.case_id:
                cases.setdefault(event.case_id, []).append(event)
        contacts = frozenset(event.value for event in ordered if event.kind is EventKind.CONTACT)
        return cls(ordered, period, as_of, {case: tuple(cases[case]) for case in sorted(cases)}, contacts)

    @property
    def last_day(self) -> date:
        """The last day of the period that is known of."""
        return min(self.period.last, self.as_of)

    def of_kind(self, kind: EventKind, track: str = "") -> Iterator[Event]:
        """Events of a kind in the period, on a track when one is named."""
        return (e for e in self.events if e.kind is kind and e.on in self.period and track in ("", e.track))

    def contacts_of(self, case_id: str, *values: str) -> Iterator[Event]:
        """A youth's contacts of some kinds, whenever they were."""
        return (e for e in self.cases.get(case_id, ()) if e.kind is EventKind.CONTACT and e.value in values)

    def spells(self, track: str) -> Iterator[tuple[str, date, date]]:
        """Youth, first and last day of each participation, as far as it lies in the known part of the period."""
        for case_id, events in self.cases.items():
            started: date | None = None
            for event in events:
                if event.track == track and event.kind is EventKind.ENROLMENT:
                    started = event.on
                elif event.track == track and event.kind is EventKind.EXIT and started is not None:
                    yield from self._clipped(case_id, started, event.on)
                    started = None
            if started is not None:
                yield from self._clipped(case_id, started, self.last_day)

    def _clipped(self, case_id: str, first: date, last: date) -> Iterator[tuple[str, date, date]]:
        first, last = max(first, self.period.first), min(last, self.last_day)
        if first <= last:
            yield case_id, first, last

    def active_on(self, day: date) -> int:
        """How many youths take part on a day."""
        tracks = (BACK_TO_SCHOOL, STAY_AT_SCHOOL)
        return len({case for track in tracks for case, first, last in self.spells(track) if first <= day <= last})


def _share(found: Iterable[bool]) -> Counted:
    answers = list(found)
    return Counted(sum(answers), len(answers))


def _logged(view: LogView, contact: str, found: Iterable[bool]) -> Counted | NotKnown:
    return _share(found) if contact in view.contacts else NotKnown("not_logged")


# ---- shared ----


def _windows(first: date, last: date, length: timedelta) -> Iterator[tuple[date, date]]:
    """Whole stretches of a length, one after the other; what is left over at the end is not judged."""
    while first + length <= last + timedelta(days=1):
        yield first, first + length - timedelta(days=1)
        first += length


def _touched(view: LogView, track: str, length: timedelta, *values: str) -> Iterator[bool]:
    for case_id, first, last in view.spells(track):
        days = [event.on for event in view.contacts_of(case_id, *values)]
        for start, end in _windows(first, last, length):
            yield any(start <= day <= end for day in days)


def _close_follow_up(view: LogView) -> Counted | NotKnown:
    """Weeks of participation with at least one contact with the youth."""
    with_youth = sorted(v for (kind, v), rule in value_rules().items() if kind is EventKind.CONTACT and rule.with_youth)
    found = [w for track in (BACK_TO_SCHOOL, STAY_AT_SCHOOL) for w in _touched(view, track, _WEEK, *with_youth)]
    return _logged(view, "INDIVIDUAL", found)


def shared_weeks(view: LogView) -> Counted | NotKnown:
    """Weeks the arena is in use, and those of them with a meal or a walk together."""
    if not view.contacts & {"MEAL", "WALK"}:
        return NotKnown("not_logged")
    weeks: dict[tuple[int, int], bool] = {}
    for event in view.of_kind(EventKind.CONTACT, BACK_TO_SCHOOL):
        week = event.on.isocalendar()[:2]
        weeks[week] = weeks.get(week, False) or event.value in {"MEAL", "WALK"}
    return _share(weeks.values())


def channels(view: LogView) -> tuple[frozenset[str], int]:
    """The channels youths have come through to Back to School, and how many came."""
    referrals = [event.value for event in view.of_kind(EventKind.REFERRAL, BACK_TO_SCHOOL)]
    return frozenset(referrals) - {""}, len(referrals)


def _from_table(name: str) -> Callable[[LogView], Counted | NotKnown]:
    def count(view: LogView) -> Counted | NotKnown:
        rows = reduce_log(view.events, view.period, view.as_of, {})[name].rows
        return _share("within_7" in row.flags for row in rows if "known_7" in row.flags)

    return count


# ---- Back to School ----


def _registrations(view: LogView) -> Iterator[Event]:
    return view.of_kind(EventKind.REGISTRATION, BACK_TO_SCHOOL)


def _exams_due(view: LogView) -> Iterator[Event]:
    return (exam for exam in view.of_kind(EventKind.EXAM, BACK_TO_SCHOOL) if exam.value in _MET)


def _about(contact: Event, exam: Event) -> bool:
    """Whether a contact is about an exam: the same code, and the same term where both tell it."""
    return contact.code == exam.code and contact.term in ("", exam.term)


def in_time(view: LogView, deadlines: Mapping[str, date]) -> Counted:
    """Registrations on or before the last day for their term, among those with a known last day."""
    return _share(event.on <= deadlines[event.term] for event in _registrations(view) if event.term in deadlines)


def _for_each_registration(value: str) -> Callable[[LogView], Counted | NotKnown]:
    def count(view: LogView) -> Counted | NotKnown:
        found = (
            any(_about(contact, exam) for contact in view.contacts_of(exam.case_id, value))
            for exam in _registrations(view)
        )
        return _logged(view, value, found)

    return count


def _literature(view: LogView) -> Counted | NotKnown:
    found = (
        any(timedelta(0) <= contact.on - plan.on <= _LITERATURE for contact in view.contacts_of(plan.case_id, "BOOKS"))
        for plan in view.of_kind(EventKind.PLAN, BACK_TO_SCHOOL)
        if view.as_of - plan.on >= _LITERATURE
    )
    return _logged(view, "BOOKS", found)


def _planned_first(view: LogView) -> Counted | NotKnown:
    plans = {case: [e.on for e in events if e.kind is EventKind.PLAN] for case, events in view.cases.items()}
    if not any(plans.values()):
        return NotKnown("not_logged")
    return _share(any(day <= exam.on for day in plans[exam.case_id]) for exam in _registrations(view))


def _prepared(view: LogView) -> Counted | NotKnown:
    found = (
        any(
            timedelta(0) <= exam.on - contact.on <= _FORTNIGHT and contact.code in ("", exam.code)
            for contact in view.contacts_of(exam.case_id, "PREPARATION")
        )
        for exam in _exams_due(view)
    )
    return _logged(view, "PREPARATION", found)


def _ride_offered(view: LogView) -> Counted | NotKnown:
    found = (
        any(
            _about(contact, exam) and contact.on <= exam.on
            for contact in view.contacts_of(exam.case_id, "RIDE_OFFERED")
        )
        for exam in _exams_due(view)
    )
    return _logged(view, "RIDE_OFFERED", found)


def _waited(view: LogView) -> Counted | NotKnown:
    accepted = (event for event in view.of_kind(EventKind.CONTACT) if event.value == "RIDE_ACCEPTED")
    found = (
        any(
            _about(contact, ride) and contact.on >= ride.on for contact in view.contacts_of(ride.case_id, "RIDE_WAITED")
        )
        for ride in accepted
    )
    return _logged(view, "RIDE_WAITED", found)


def _needs(view: LogView) -> Counted | NotKnown:
    found = (
        any(True for _ in view.contacts_of(enrolment.case_id, "NEEDS_MAPPED"))
        for enrolment in view.of_kind(EventKind.ENROLMENT, BACK_TO_SCHOOL)
    )
    return _logged(view, "NEEDS_MAPPED", found)


def _result_talks(view: LogView) -> Counted | NotKnown:
    found = (
        any(
            timedelta(0) <= talk.on - result.on <= _FORTNIGHT
            for talk in view.contacts_of(result.case_id, "RESULT_TALK")
        )
        for result in view.of_kind(EventKind.RESULT, BACK_TO_SCHOOL)
        if view.as_of - result.on >= _FORTNIGHT
    )
    return _logged(view, "RESULT_TALK", found)


# ---- Stay at School ----


def _presence(view: LogView) -> list[Event]:
    return list(view.of_kind(EventKind.PRESENCE))


def presence_days_a_week(view: LogView) -> float | None:
    """Days a week with staff in at least one school, over the weeks for which presence is logged; None for none."""
    days = {event.on for event in _presence(view)}
    weeks = {day.isocalendar()[:2] for day in days}
    return len(days) / len(weeks) if weeks else None


def schools_present(view: LogView) -> frozenset[str]:
    """The schools staff have been in."""
    return frozenset(event.value for event in _presence(view))


def _contact_teacher(view: LogView) -> Counted | NotKnown:
    return _logged(view, "CONTACT_TEACHER", _touched(view, STAY_AT_SCHOOL, _FORTNIGHT, "CONTACT_TEACHER"))


SHARES: Final[Mapping[str, Callable[[LogView], Counted | NotKnown]]] = MappingProxyType(
    {
        "close_follow_up": _close_follow_up,
        "fast_first_contact": _from_table("referrals"),
        "fee_covered": _for_each_registration("FEE"),
        "literature_in_time": _literature,
        "plan_before_registration": _planned_first,
        "teaching_arranged": _for_each_registration("HOSPITERING"),
        "exam_preparation": _prepared,
        "ride_offered": _ride_offered,
        "counsellor_at_exam": _waited,
        "needs_mapped": _needs,
        "result_talk": _result_talks,
        "contact_teacher": _contact_teacher,
        "handover_in_time": _from_table("dropouts"),
    }
)
"""The items that are a share of what the log holds, by id."""
