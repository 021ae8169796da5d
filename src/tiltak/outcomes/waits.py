"""Tables of what is waited for: first contact, plan, exam, handover, and the status long afterwards."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import product
from typing import Final

from tiltak.outcomes.cases import (
    ALL_TRACKS,
    FLAGS_OF_OUTCOME,
    NOT_STATED,
    NOT_STAY,
    Attempt,
    Case,
    Period,
    Row,
    State,
    Table,
    make_table,
)
from tiltak.outcomes.events import BACK_TO_SCHOOL, STAY_AT_SCHOOL, Event, EventKind, value_rules

__all__ = ["dropouts", "enrolments", "exits", "handovers", "referrals"]

_WEEK: Final = timedelta(days=7)
_PLAN_DAYS: Final = timedelta(days=30)

# ---- waiting for something, with a limit of seven days ----

_WAITS: Final[tuple[State, ...]] = (
    frozenset({"known_7", "within_7"}),
    frozenset({"known_7"}),
    frozenset(),
)


def _wait(since: date, came: date | None, ended: date | None, as_of: date) -> tuple[int, int, State]:
    """Days, cause (1 came, 2 ended first, 0 still waiting) and what is known about the first seven days."""
    if came is not None and (ended is None or came <= ended):
        days = came - since
        return days.days, 1, _WAITS[0] if days <= _WEEK else _WAITS[1]
    if ended is not None:
        return (ended - since).days, 2, _WAITS[1]
    days = as_of - since
    return days.days, 0, _WAITS[1] if days > _WEEK else _WAITS[2]


_DECIDED: Final[tuple[State, ...]] = (frozenset(), frozenset({"decided"}), frozenset({"decided", "accepted"}))
_REFERRAL_STATES: Final = tuple(one | other for one, other in product(_WAITS, _DECIDED))


def _day(event: Event | None) -> date | None:
    return None if event is None else event.on


def referrals(people: Iterable[Case], period: Period, as_of: date) -> Table:
    """Referrals of the period: the days to the first contact, and whether the youth joined."""
    rows = []
    for case in people:
        for number, referral in enumerate(case.all(EventKind.REFERRAL)):
            if referral.on not in period:
                continue
            contact = _day(case.first_contact(referral.on, ALL_TRACKS))
            left = _day(case.first(EventKind.EXIT, referral.on, ALL_TRACKS))
            days, cause, wait = _wait(referral.on, contact, left, as_of)
            flags = frozenset({"referral", "to_stay"} if referral.track == STAY_AT_SCHOOL else {"referral"})
            row = Row(case.case_id, number, flags, {"channel": referral.value or NOT_STATED}, days, cause)
            rows.append((row, wait | _decided(case, referral.on, period)))
    return make_table("referrals", rows, _REFERRAL_STATES)


def _decided(case: Case, since: date, period: Period) -> State:
    """Whether the youth joined before the period ended: the same end as the funnel and the participants have."""
    joined = case.first(EventKind.ENROLMENT, since, ALL_TRACKS)
    if joined is not None and joined.on in period:
        return _DECIDED[2]
    refused = {"ELSEWHERE", "NOT_NOW"}
    refusals = (e for e in case.all(EventKind.DECISION) if since <= e.on <= period.last and e.value in refused)
    return _DECIDED[0] if next(refusals, None) is None else _DECIDED[1]


_PLANNED: Final[tuple[State, ...]] = (frozenset(), frozenset({"known_30"}), frozenset({"known_30", "planned_30"}))


def enrolments(
    people: Iterable[Case], attempts: Mapping[str, tuple[Attempt, ...]], period: Period, as_of: date
) -> Table:
    """Enrolments in Back to School: a plan within 30 days, and the days to the first exam sat."""
    rows = []
    for case in people:
        for number, enrolment in enumerate(case.all(EventKind.ENROLMENT)):
            if enrolment.track != BACK_TO_SCHOOL or enrolment.on not in period:
                continue
            sat = [
                a.on for a in attempts[case.case_id] if "sat" in FLAGS_OF_OUTCOME[a.outcome] and a.on >= enrolment.on
            ]
            left = _day(case.first(EventKind.EXIT, enrolment.on, NOT_STAY))
            days, cause, _ = _wait(enrolment.on, min(sat, default=None), left, as_of)
            row = Row(case.case_id, number, frozenset({"enrolment"}), {}, days, cause)
            rows.append((row, _planned(case, enrolment.on, as_of)))
    return make_table("enrolments", rows, _PLANNED)


def _planned(case: Case, since: date, as_of: date) -> State:
    plan = case.first(EventKind.PLAN, since, NOT_STAY)
    if plan is not None:
        return _PLANNED[2] if plan.on - since <= _PLAN_DAYS else _PLANNED[1]
    return _PLANNED[1] if as_of - since > _PLAN_DAYS else _PLANNED[0]


def dropouts(people: Iterable[Case], period: Period, as_of: date) -> Table:
    """Pupils of Stay at School who left school in the period: the days to a handover."""
    rows = []
    for case in people:
        for number, exit_ in enumerate(case.all(EventKind.EXIT)):
            if exit_.track == STAY_AT_SCHOOL and exit_.value == "DROPPED_OUT" and exit_.on in period:
                handed_over = _day(case.first(EventKind.HANDOVER, exit_.on, ALL_TRACKS))
                days, cause, wait = _wait(exit_.on, handed_over, None, as_of)
                rows.append((Row(case.case_id, number, frozenset({"dropout"}), {}, days, cause), wait))
    return make_table("dropouts", rows, _WAITS)


def handovers(people: Iterable[Case], period: Period, as_of: date) -> Table:
    """Handovers of the period: the days to the first contact in Back to School."""
    rows = []
    for case in people:
        for number, handover in enumerate(case.all(EventKind.HANDOVER)):
            if handover.on in period:
                contact = _day(case.first_contact(handover.on, NOT_STAY))
                days, cause, wait = _wait(handover.on, contact, None, as_of)
                rows.append((Row(case.case_id, number, frozenset({"handover"}), {}, days, cause), wait))
    return make_table("handovers", rows, _WAITS)


# ---- where they are later ----

_LATER: Final = (("6", 183), ("12", 365))  # months and the days after which the status can be asked for


def exits(people: Iterable[Case], period: Period, as_of: date) -> Table:
    """Exits of the period, and the status six and twelve months later where it is due."""
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


def _could_be_later(rows: Iterable[Row]) -> Iterator[tuple[State, Mapping[str, str]]]:
    """Any status a youth could have had, for those who could have been asked."""
    statuses = sorted({value for kind, value in value_rules() if kind is EventKind.STATUS} - {"COMPLETED_YEAR"})
    for due in sorted({tuple(sorted(row.groups)) for row in rows}):
        for chosen in product(statuses, repeat=len(due)):
            groups = dict(zip(due, chosen, strict=True))
            known = {by.replace("status", "known") for by, status in groups.items() if status != "UNKNOWN"}
            yield frozenset({"exit", *(by.replace("status", "due") for by in due), *known}), groups


def _status(case: Case, months: str, since: date) -> str:
    found = [e.value for e in case.all(EventKind.STATUS) if e.code == months and e.on >= since]
    return found[-1] if found else "UNKNOWN"
