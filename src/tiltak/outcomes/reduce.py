"""From a log to tables with one row a thing: an exam, a youth, a referral, a dropout, a handover, an exit.

A row carries flags, and a metric is a flag among the rows that have another flag. That is all an engine over
columns has to do as well. Beside the rows that are, each table lists the flags that a row could have had
instead: what a reader cannot rule out, which the protection of small numbers needs to know.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import product
from typing import Final

from tiltak.outcomes import waits
from tiltak.outcomes.cases import (
    FLAGS_OF_OUTCOME,
    NOT_STAY,
    Attempt,
    Case,
    Outcome,
    Period,
    Row,
    State,
    Table,
    attempts_of,
    make_table,
)
from tiltak.outcomes.events import BACK_TO_SCHOOL, STAY_AT_SCHOOL, Event, EventKind

__all__ = ["FUNNEL", "reduce_log"]

FUNNEL: Final = ("referred", "enrolled", "registered", "sat", "passed")
"""The steps of Back to School; a youth stands on a step only after all the steps before it."""


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
    cases: dict[str, Case] = {}
    for event in sorted(events, key=lambda event: event.on):  # stable: the log's order decides within a day
        if event.case_id:
            cases.setdefault(event.case_id, Case(event.case_id)).add(event)
    people = [cases[case_id] for case_id in sorted(cases)]
    attempts = {case.case_id: tuple(attempts_of(case, forms)) for case in people}
    return {
        "exams": _exams(attempts, period),
        "youths": _youths(people, attempts, period),
        "referrals": waits.referrals(people, period, as_of),
        "enrolments": waits.enrolments(people, attempts, period, as_of),
        "dropouts": waits.dropouts(people, period, as_of),
        "handovers": waits.handovers(people, period, as_of),
        "exits": waits.exits(people, period, as_of),
    }


# ---- exams ----


def _exams(attempts: Mapping[str, tuple[Attempt, ...]], period: Period) -> Table:
    rows = (
        (
            Row(case_id, number, frozenset({"exam"}), {"term": attempt.term, "form": attempt.form}),
            FLAGS_OF_OUTCOME[attempt.outcome],
        )
        for case_id, of_case in attempts.items()
        for number, attempt in enumerate(of_case)
        if attempt.on in period
    )
    return make_table("exams", rows, FLAGS_OF_OUTCOME.values())


# ---- youths ----

_EXAM_STATES: Final[tuple[State, ...]] = (
    frozenset(),
    frozenset({"sat", "with_result", "settled", "passed"}),
    frozenset({"sat", "with_result", "settled"}),
    frozenset({"sat", "with_result"}),  # some results known, none passed yet
    frozenset({"sat"}),
)
_STEPS: Final[tuple[State, ...]] = tuple(
    frozenset(f"funnel_{step}" for step in FUNNEL[:number]) for number in range(len(FUNNEL) + 1)
)
_YOUTH_STATES: Final = tuple(steps | exams for steps, exams in product(_STEPS, _EXAM_STATES))


def _youths(people: Iterable[Case], attempts: Mapping[str, tuple[Attempt, ...]], period: Period) -> Table:
    rows = []
    for case in people:
        of_case = attempts[case.case_id]
        in_period = [attempt.outcome for attempt in of_case if attempt.on in period]
        flags = frozenset(_youth_flags(case, period))
        rows.append((Row(case.case_id, 0, flags), _exam_state(in_period) | _steps(case, of_case, period)))
    return make_table("youths", rows, _YOUTH_STATES)


def _youth_flags(case: Case, period: Period) -> Iterator[str]:
    for name, track in (("in_back_to_school", BACK_TO_SCHOOL), ("in_stay_at_school", STAY_AT_SCHOOL)):
        if _takes_part(case, track, period):
            yield name
    completed = [*case.all(EventKind.STATUS), *case.all(EventKind.EXIT)]
    if any(e.value == "COMPLETED_YEAR" and e.track == STAY_AT_SCHOOL and e.on in period for e in completed):
        yield "through_year"


def _takes_part(case: Case, track: str, period: Period) -> bool:
    """Whether the youth took part on at least one day of the period."""
    starts = [event.on for event in case.all(EventKind.ENROLMENT) if event.track == track]
    ends = [event.on for event in case.all(EventKind.EXIT) if event.track == track]
    return any(
        start <= period.last and min((end for end in ends if end >= start), default=date.max) >= period.first
        for start in starts
    )


def _exam_state(outcomes: Iterable[Outcome]) -> State:
    seen = set(outcomes)
    if Outcome.PASSED in seen:
        return _EXAM_STATES[1]
    if Outcome.FAILED in seen:
        return _EXAM_STATES[3] if Outcome.PENDING in seen else _EXAM_STATES[2]
    return _EXAM_STATES[4] if Outcome.PENDING in seen else _EXAM_STATES[0]


def _steps(case: Case, attempts: Iterable[Attempt], period: Period) -> State:
    """How far a youth referred to Back to School in the period came before it ended, as known on the report's day."""
    referral = next((e for e in case.all(EventKind.REFERRAL) if e.track in NOT_STAY and e.on in period), None)
    if referral is None:
        return _STEPS[0]
    enrolment = case.first(EventKind.ENROLMENT, referral.on, NOT_STAY)
    # The exams are those the metrics count: with another end, one person's exam would be the difference.
    after = [a for a in attempts if a.on in period and a.registered_on is not None and a.registered_on >= referral.on]
    reached = (
        True,
        enrolment is not None and enrolment.on in period,
        bool(after),
        any("sat" in FLAGS_OF_OUTCOME[a.outcome] for a in after),
        any(a.outcome is Outcome.PASSED for a in after),
    )
    return _STEPS[reached.index(False) if False in reached else len(reached)]
