"""From a log to tables with one row a thing: an exam, a youth, a referral, a dropout, a handover, an exit.

A row carries flags, and a metric is a flag among the rows that have another flag. That is all an engine over
columns has to do as well. Beside the rows that are, each table lists the flags that a row could have had
instead: what a reader cannot rule out, which the protection of small numbers needs to know.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from itertools import product
from types import MappingProxyType
from typing import Final

from attrs import field, frozen

from tiltak.outcomes.events import BACK_TO_SCHOOL, STAY_AT_SCHOOL, Event, EventKind, value_rules

__all__ = ["FUNNEL", "Outcome", "Period", "Row", "Table", "reduce_log"]

_WEEK: Final = timedelta(days=7)
_PLAN_DAYS: Final = timedelta(days=30)
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


_FLAGS_OF_OUTCOME: Final[Mapping[Outcome, frozenset[str]]] = MappingProxyType(
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

FUNNEL: Final = ("referred", "enrolled", "registered", "sat", "passed")
"""The steps of Back to School; a youth stands on a step only after all the steps before it."""


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


_State = frozenset[str]


def _table(name: str, rows: Iterable[tuple[Row, _State]], states: Iterable[_State]) -> Table:
    """Put each row's state on it, and note that it could have been in any other."""
    made, could_be, options = [], {}, tuple(states)
    for row, state in rows:
        made.append(Row(row.case_id, row.number, row.flags | state, row.groups, row.days, row.cause))
        for other in options:
            key = (row.flags | other, tuple(sorted(row.groups.items())))
            could_be[key] = (row.flags | other, row.groups)
    return Table(name, tuple(made), tuple(could_be.values()))


class _Case:
    """The events of one youth, by kind and in order of date."""

    def __init__(self, case_id: str) -> None:
        self.case_id = case_id
        self._by_kind: dict[EventKind, list[Event]] = {}

    def add(self, event: Event) -> None:
        self._by_kind.setdefault(event.kind, []).append(event)

    def all(self, kind: EventKind) -> list[Event]:
        return self._by_kind.get(kind, [])

    def first(self, kind: EventKind, since: date, tracks: Iterable[str] = ("", BACK_TO_SCHOOL)) -> Event | None:
        allowed = frozenset(tracks)
        return next((event for event in self.all(kind) if event.on >= since and event.track in allowed), None)

    def first_contact(self, since: date, tracks: Iterable[str]) -> Event | None:
        allowed, rules = frozenset(tracks), value_rules()
        return next(
            (
                event
                for event in self.all(EventKind.CONTACT)
                if event.on >= since and event.track in allowed and rules[EventKind.CONTACT, event.value].with_youth
            ),
            None,
        )


_ALL_TRACKS: Final = ("", BACK_TO_SCHOOL, STAY_AT_SCHOOL)
_BTS: Final = ("", BACK_TO_SCHOOL)


def reduce_log(events: Iterable[Event], period: Period, as_of: date, forms: Mapping[str, str]) -> dict[str, Table]:
    """The tables of a period.

    Args:
        events: Events that hold together, none later than `as_of`.
        period: The days the report is about.
        as_of: The day whose knowledge the report uses.
        forms: Exam form by exam code, used where the registration does not give it.

    Returns:
        Tables by name: exams, youths, referrals, enrolments, dropouts, handovers, exits.
    """
    cases: dict[str, _Case] = {}
    for event in sorted(events, key=lambda event: event.on):  # stable: the log's order decides within a day
        if event.case_id:
            cases.setdefault(event.case_id, _Case(event.case_id)).add(event)
    people = [cases[case_id] for case_id in sorted(cases)]
    attempts = {case.case_id: tuple(_attempts(case, forms)) for case in people}
    return {
        "exams": _exams(attempts, period),
        "youths": _youths(people, attempts, period),
        "referrals": _referrals(people, period, as_of),
        "enrolments": _enrolments(people, attempts, period, as_of),
        "dropouts": _dropouts(people, period, as_of),
        "handovers": _handovers(people, period, as_of),
        "exits": _exits(people, period, as_of),
    }


# ---- exams ----


@frozen
class _Attempt:
    term: str
    form: str
    registered_on: date | None
    on: date
    outcome: Outcome


def _attempts(case: _Case, forms: Mapping[str, str]) -> Iterator[_Attempt]:
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
        told_first = exam or registration or grade
        if told_first is None:
            continue
        on = exam.on if exam else planned or told_first.on
        form = (registration.value if registration else "") or forms.get(code, "")
        yield _Attempt(term, form, registration.on if registration else None, on, _outcome(exam, grade))


def _outcome(exam: Event | None, grade: Event | None) -> Outcome:
    if grade is not None:
        return Outcome.PASSED if grade.value in _PASSING else Outcome.FAILED
    if exam is None:
        return Outcome.OPEN
    return Outcome.PENDING if exam.value == "SAT" else Outcome(exam.value)


def _exams(attempts: Mapping[str, tuple[_Attempt, ...]], period: Period) -> Table:
    rows = (
        (
            Row(case_id, number, frozenset({"exam"}), {"term": attempt.term, "form": attempt.form}),
            _FLAGS_OF_OUTCOME[attempt.outcome],
        )
        for case_id, of_case in attempts.items()
        for number, attempt in enumerate(of_case)
        if attempt.on in period
    )
    return _table("exams", rows, _FLAGS_OF_OUTCOME.values())


# ---- youths ----

_EXAM_STATES: Final[tuple[_State, ...]] = (
    frozenset(),
    frozenset({"sat", "with_result", "settled", "passed"}),
    frozenset({"sat", "with_result", "settled"}),
    frozenset({"sat", "with_result"}),  # some results known, none passed yet
    frozenset({"sat"}),
)
_STEPS: Final[tuple[_State, ...]] = tuple(
    frozenset(f"funnel_{step}" for step in FUNNEL[:number]) for number in range(len(FUNNEL) + 1)
)
_YOUTH_STATES: Final = tuple(steps | exams for steps, exams in product(_STEPS, _EXAM_STATES))


def _youths(people: Iterable[_Case], attempts: Mapping[str, tuple[_Attempt, ...]], period: Period) -> Table:
    rows = []
    for case in people:
        of_case = attempts[case.case_id]
        in_period = [attempt.outcome for attempt in of_case if attempt.on in period]
        flags = frozenset(_youth_flags(case, period))
        rows.append((Row(case.case_id, 0, flags), _exam_state(in_period) | _steps(case, of_case, period)))
    return _table("youths", rows, _YOUTH_STATES)


def _youth_flags(case: _Case, period: Period) -> Iterator[str]:
    for name, track in (("in_back_to_school", BACK_TO_SCHOOL), ("in_stay_at_school", STAY_AT_SCHOOL)):
        if _takes_part(case, track, period):
            yield name
    completed = [*case.all(EventKind.STATUS), *case.all(EventKind.EXIT)]
    if any(e.value == "COMPLETED_YEAR" and e.track == STAY_AT_SCHOOL and e.on in period for e in completed):
        yield "through_year"


def _takes_part(case: _Case, track: str, period: Period) -> bool:
    """Whether the youth took part on at least one day of the period."""
    starts = [event.on for event in case.all(EventKind.ENROLMENT) if event.track == track]
    ends = [event.on for event in case.all(EventKind.EXIT) if event.track == track]
    return any(
        start <= period.last and min((end for end in ends if end >= start), default=date.max) >= period.first
        for start in starts
    )


def _exam_state(outcomes: Iterable[Outcome]) -> _State:
    seen = set(outcomes)
    if Outcome.PASSED in seen:
        return _EXAM_STATES[1]
    if Outcome.FAILED in seen:
        return _EXAM_STATES[3] if Outcome.PENDING in seen else _EXAM_STATES[2]
    return _EXAM_STATES[4] if Outcome.PENDING in seen else _EXAM_STATES[0]


def _steps(case: _Case, attempts: Iterable[_Attempt], period: Period) -> _State:
    """How far a youth referred to Back to School in the period has come by the day of the report."""
    referral = next((e for e in case.all(EventKind.REFERRAL) if e.track in _BTS and e.on in period), None)
    if referral is None:
        return _STEPS[0]
    after = [a for a in attempts if a.registered_on is not None and a.registered_on >= referral.on]
    reached = (
        True,
        case.first(EventKind.ENROLMENT, referral.on, _BTS) is not None,
        bool(after),
        any("sat" in _FLAGS_OF_OUTCOME[a.outcome] for a in after),
        any(a.outcome is Outcome.PASSED for a in after),
    )
    return _STEPS[reached.index(False) if False in reached else len(reached)]


# ---- waiting for something, with a limit of seven days ----

_WAITS: Final[tuple[_State, ...]] = (
    frozenset({"known_7", "within_7"}),
    frozenset({"known_7"}),
    frozenset(),
)


def _wait(since: date, came: date | None, ended: date | None, as_of: date) -> tuple[int, int, _State]:
    """Days, cause (1 came, 2 ended first, 0 still waiting) and what is known about the first seven days."""
    if came is not None and (ended is None or came <= ended):
        days = came - since
        return days.days, 1, _WAITS[0] if days <= _WEEK else _WAITS[1]
    if ended is not None:
        return (ended - since).days, 2, _WAITS[1]
    days = as_of - since
    return days.days, 0, _WAITS[1] if days > _WEEK else _WAITS[2]


_DECIDED: Final[tuple[_State, ...]] = (frozenset(), frozenset({"decided"}), frozenset({"decided", "accepted"}))
_REFERRAL_STATES: Final = tuple(one | other for one, other in product(_WAITS, _DECIDED))


def _day(event: Event | None) -> date | None:
    return None if event is None else event.on


def _referrals(people: Iterable[_Case], period: Period, as_of: date) -> Table:
    rows = []
    for case in people:
        for number, referral in enumerate(case.all(EventKind.REFERRAL)):
            if referral.on not in period:
                continue
            contact = _day(case.first_contact(referral.on, _ALL_TRACKS))
            left = _day(case.first(EventKind.EXIT, referral.on, _ALL_TRACKS))
            days, cause, wait = _wait(referral.on, contact, left, as_of)
            flags = frozenset({"referral"})
            row = Row(case.case_id, number, flags, {"channel": referral.value}, days, cause)
            rows.append((row, wait | _decided(case, referral.on)))
    return _table("referrals", rows, _REFERRAL_STATES)


def _decided(case: _Case, since: date) -> _State:
    if case.first(EventKind.ENROLMENT, since, _ALL_TRACKS) is not None:
        return _DECIDED[2]
    refusals = (e for e in case.all(EventKind.DECISION) if e.on >= since and e.value in {"ELSEWHERE", "NOT_NOW"})
    return _DECIDED[0] if next(refusals, None) is None else _DECIDED[1]


_PLANNED: Final[tuple[_State, ...]] = (frozenset(), frozenset({"known_30"}), frozenset({"known_30", "planned_30"}))


def _enrolments(
    people: Iterable[_Case], attempts: Mapping[str, tuple[_Attempt, ...]], period: Period, as_of: date
) -> Table:
    """Enrolments in Back to School: a plan within 30 days, and the days to the first exam sat."""
    rows = []
    for case in people:
        for number, enrolment in enumerate(case.all(EventKind.ENROLMENT)):
            if enrolment.track != BACK_TO_SCHOOL or enrolment.on not in period:
                continue
            sat = [
                a.on for a in attempts[case.case_id] if "sat" in _FLAGS_OF_OUTCOME[a.outcome] and a.on >= enrolment.on
            ]
            left = _day(case.first(EventKind.EXIT, enrolment.on, _BTS))
            days, cause, _ = _wait(enrolment.on, min(sat, default=None), left, as_of)
            row = Row(case.case_id, number, frozenset({"enrolment"}), {}, days, cause)
            rows.append((row, _planned(case, enrolment.on, as_of)))
    return _table("enrolments", rows, _PLANNED)


def _planned(case: _Case, since: date, as_of: date) -> _State:
    plan = case.first(EventKind.PLAN, since, _BTS)
    if plan is not None:
        return _PLANNED[2] if plan.on - since <= _PLAN_DAYS else _PLANNED[1]
    return _PLANNED[1] if as_of - since > _PLAN_DAYS else _PLANNED[0]


def _dropouts(people: Iterable[_Case], period: Period, as_of: date) -> Table:
    rows = []
    for case in people:
        for number, exit_ in enumerate(case.all(EventKind.EXIT)):
            if exit_.track == STAY_AT_SCHOOL and exit_.value == "DROPPED_OUT" and exit_.on in period:
                handed_over = _day(case.first(EventKind.HANDOVER, exit_.on, _ALL_TRACKS))
                days, cause, wait = _wait(exit_.on, handed_over, None, as_of)
                rows.append((Row(case.case_id, number, frozenset({"dropout"}), {}, days, cause), wait))
    return _table("dropouts", rows, _WAITS)


def _handovers(people: Iterable[_Case], period: Period, as_of: date) -> Table:
    rows = []
    for case in people:
        for number, handover in enumerate(case.all(EventKind.HANDOVER)):
            if handover.on in period:
                contact = _day(case.first_contact(handover.on, _BTS))
                days, cause, wait = _wait(handover.on, contact, None, as_of)
                rows.append((Row(case.case_id, number, frozenset({"handover"}), {}, days, cause), wait))
    return _table("handovers", rows, _WAITS)


# ---- where they are later ----

_LATER: Final = (("6", 183), ("12", 365))  # months and the days after which the status can be asked for


def _exits(people: Iterable[_Case], period: Period, as_of: date) -> Table:
    rows = []
    for case in people:
        for number, exit_ in enumerate(case.all(EventKind.EXIT)):
            if exit_.on not in period:
                continue
            flags, groups = {"exit"}, {}
            for months, days in _LATER:
                if (as_of - exit_.on).days >= days:
                    flags.add(f"due_{months}")
                    groups[f"status_{months}"] = _status(case, months, exit_.on)
                    if groups[f"status_{months}"] != "UNKNOWN":
                        flags.add(f"known_{months}")
            rows.append(Row(case.case_id, number, frozenset(flags), groups))
    return Table("exits", tuple(rows), tuple(_could_be_later(rows)))


def _could_be_later(rows: Iterable[Row]) -> Iterator[tuple[_State, Mapping[str, str]]]:
    """Any status a youth could have had, for those who could have been asked."""
    statuses = sorted({value for kind, value in value_rules() if kind is EventKind.STATUS} - {"COMPLETED_YEAR"})
    for due in sorted({tuple(sorted(row.groups)) for row in rows}):
        for chosen in product(statuses, repeat=len(due)):
            groups = dict(zip(due, chosen, strict=True))
            known = {by.replace("status", "known") for by, status in groups.items() if status != "UNKNOWN"}
            yield frozenset({"exit", *(by.replace("status", "due") for by in due), *known}), groups


def _status(case: _Case, months: str, since: date) -> str:
    found = [e.value for e in case.all(EventKind.STATUS) if e.code == months and e.on >= since]
    return found[-1] if found else "UNKNOWN"
