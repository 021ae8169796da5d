"""What is due on a day, for whom and why: one list over all of an office's youths.

The list is sorted by the day a thing was due, then by the kind of thing in the order of `data/follow_up_due.csv`, then
by the youth's token. It sorts things to do. It weighs no youth against another, and nothing in it is a score.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from attrs import frozen

from tiltak.programme.follow_up.contacts import Contact, contact_kinds
from tiltak.programme.follow_up.plan import Followed
from tiltak.programme.follow_up.rhythm import due_by_rule, first_due
from tiltak.programme.participation import Handover, Machine, Participation, states
from tiltak.tables import read_rows

__all__ = ["Due", "DueRule", "MilestoneRow", "StateRow", "due_rules", "state_rows", "today", "today_from_rows"]

MANY_ATTEMPTS = 3
"""Attempts without answer after which somebody tries another way; our judgement."""

NO_ANSWER, PLAN, NO_ADVISER = "why.no_answer", "why.study_plan", "why.no_adviser"

MilestoneRow = tuple[str, str, date, str]
"""Case id, code, day and owner of a milestone that is not done."""


@frozen
class DueRule:
    """One kind of thing that falls due.

    Attributes:
        code: Word id ``follow_up.due.<code>``.
        place: Its place among those of the same day.
        states: States of a participation it is about.
        counted_from: ``SINCE``, ``STARTS_ON``, ``ENDS_ON``, ``RHYTHM``, ``LAST_ATTEMPT``, or empty for a handover.
        days: Days from then; None where something else sets the day.
        owner: Who does it.
        basis: ``NAV`` or ``JUDGEMENT``.
    """

    code: str
    place: int
    states: tuple[str, ...]
    counted_from: str
    days: int | None
    owner: str
    basis: str


@frozen
class StateRow:
    """The state of one participation on a day, flat.

    Attributes:
        case_id: The youth.
        state: The state.
        since: First day of it.
        starts_on: First day of the participation, None when not told.
        ends_on: Last day of the participation, None when not told.
    """

    case_id: str
    state: str
    since: date
    starts_on: date | None = None
    ends_on: date | None = None


@frozen(order=False)
class Due:
    """One thing that is due.

    Attributes:
        case_id: The youth.
        code: What: of `due_rules`, or the code of a milestone.
        due_on: Last day it is in time.
        days_over: Days since then; 0 on the day, below 0 before it.
        why: Ids of what makes it due, words ``follow_up.<id>``.
        owner: Office's code of the adviser, or the code of who does it.
    """

    case_id: str
    code: str
    due_on: date
    days_over: int
    why: tuple[str, ...]
    owner: str


@cache
def due_rules() -> Mapping[str, DueRule]:
    """The kinds of things that fall due, by code in the order of the list.

    >>> list(due_rules())[:2]
    ['HAND_OVER_LEAVER', 'HAND_BACK_RETURNER']
    """
    return MappingProxyType(
        {
            row["code"]: DueRule(
                row["code"],
                place,
                tuple(row["states"].split()),
                row["counted_from"],
                int(row["days"]) if row["days"] else None,
                row["owner"],
                row["basis"],
            )
            for place, row in enumerate(read_rows("tiltak.programme", "data/follow_up_due.csv"))
        }
    )


def state_rows(participations: Iterable[Participation], on: date) -> tuple[StateRow, ...]:
    """The state of each participation that has begun by a day, in the order given."""
    rows = []
    for one in participations:
        since = one.since(on)
        if since is not None:
            dates = (one.last_recorded("starts_on", on), one.last_recorded("ends_on", on))
            rows.append(StateRow(one.case_id, str(one.state_on(on)), since, *dates))
    return tuple(rows)


def today(
    participations: Iterable[Participation],
    on: date,
    *,
    followed: Iterable[Followed] = (),
    contacts: Iterable[Contact] = (),
    milestones: Iterable[MilestoneRow] = (),
    handovers: Iterable[Handover] = (),
    ahead: int = 0,
) -> tuple[Due, ...]:
    """What is due on a day or was due before it, over all of an office's youths.

    Args:
        participations: Of all youths.
        on: The day.
        followed: Whose youth each is and what sets the rhythm; a youth who takes part and is not among them is
            followed in the slowest rhythm, and the list says that no adviser is named.
        contacts: What has happened.
        milestones: What the study plans ask for and is not done; only of youths whose participation is live.
        handovers: Between the tracks; those that are done or declined are left out.
        ahead: Days to look ahead.

    >>> from tiltak.programme.participation import Schooling, Change, apply, handovers
    >>> pupil = apply(Schooling("MT-002"), Change("ENROL_AS_PUPIL", "SKOLE"), date(2026, 8, 17))
    >>> pupil = apply(pupil, Change("LEAVE", "SKOLE"), date(2026, 11, 2))
    >>> due, = today([], date(2026, 11, 23), handovers=handovers([pupil], [], date(2026, 11, 23)))
    >>> due.code, due.days_over, due.owner
    ('HAND_OVER_LEAVER', 14, 'NAV_VEILEDER')
    """
    rows = state_rows(participations, on)
    return today_from_rows(
        rows, on, followed=followed, contacts=contacts, milestones=milestones, handovers=handovers, ahead=ahead
    )


def today_from_rows(
    rows: Iterable[StateRow],
    on: date,
    *,
    followed: Iterable[Followed] = (),
    contacts: Iterable[Contact] = (),
    milestones: Iterable[MilestoneRow] = (),
    handovers: Iterable[Handover] = (),
    ahead: int = 0,
) -> tuple[Due, ...]:
    """The same from flat rows, one a participation; see `today`."""
    given = tuple(rows)
    known = {youth.case_id: youth for youth in followed}
    live = {row.case_id for row in given if states(Machine.PARTICIPATION)[row.state].live}
    found = [(rule.place, due) for row in given for rule, due in _of_state(row, known, on)]
    found += [(due_rules()[due.code].place, due) for due in _of_rhythm(given, known, contacts, on)]
    for one in handovers:
        if one.open:
            rule = due_rules()[one.code]
            owner = _owner(rule, known.get(one.case_id))
            due = _due(one.case_id, one.code, one.due_on, (f"why.{one.code}",), owner, on=on)
            found.append((rule.place, due))
    for case_id, code, day, owner in milestones:
        if case_id in live:
            found.append((len(due_rules()), _due(case_id, code, day, (PLAN,), owner, on=on)))
    wanted = [(place, due) for place, due in found if due.days_over >= -ahead]
    return tuple(due for _, due in sorted(wanted, key=_order))


def _order(one: tuple[int, Due]) -> tuple[date, int, str, str, str, str]:
    """By day, then by kind of thing, then by token; the rest only keeps two of one youth's things in one order."""
    place, due = one
    return due.due_on, place, due.case_id, due.code, due.owner, " ".join(due.why)


def _due(case_id: str, code: str, day: date, why: tuple[str, ...], owner: str, *, on: date) -> Due:
    return Due(case_id, code, day, (on - day).days, why, owner)


def _of_state(row: StateRow, known: Mapping[str, Followed], on: date) -> Iterable[tuple[DueRule, Due]]:
    """What the state itself makes due."""
    days = {"SINCE": row.since, "STARTS_ON": row.starts_on, "ENDS_ON": row.ends_on}
    for rule in due_rules().values():
        start = days.get(rule.counted_from)
        if row.state in rule.states and start is not None and rule.days is not None:
            owner = _owner(rule, known.get(row.case_id))
            day = start + timedelta(rule.days)
            yield rule, _due(row.case_id, rule.code, day, (f"why.{row.state}",), owner, on=on)


def _owner(rule: DueRule, youth: Followed | None) -> str:
    """The adviser by name of code where it is the adviser's to do; else the rule's own."""
    return youth.adviser if rule.owner == "NAV_VEILEDER" and youth is not None and youth.adviser else rule.owner


def _of_rhythm(
    rows: Iterable[StateRow], known: Mapping[str, Followed], contacts: Iterable[Contact], on: date
) -> Iterable[Due]:
    """The next conversation of each youth who takes part."""
    begun: dict[str, date] = {}
    for row in rows:
        if row.state in due_rules()["CONTACT"].states:
            begun[row.case_id] = min(row.since, begun.get(row.case_id, row.since))
    last: dict[str, date] = {}
    tried: dict[str, list[date]] = {}
    for one in contacts:
        if one.on <= on and one.case_id in begun:
            if contact_kinds()[one.kind].reaches:
                last[one.case_id] = max(one.on, last.get(one.case_id, one.on))
            elif one.kind == "ATTEMPT":
                tried.setdefault(one.case_id, []).append(one.on)
    for case_id, since in begun.items():
        youth = known.get(case_id)
        counted_from = max(since, last.get(case_id, since))
        close, evenings = (youth.close, youth.evenings) if youth is not None else (False, False)
        exams = youth.exams if youth is not None else ()
        day, rules = first_due(due_by_rule(counted_from, exams, close=close, evenings=evenings))
        why = tuple(f"rhythm.{rule}" for rule in rules)
        attempts = [attempt for attempt in tried.get(case_id, ()) if attempt > counted_from]
        code = "CONTACT"
        if attempts:
            code = "CONTACT_AGAIN" if len(attempts) < MANY_ATTEMPTS else "CONTACT_ANOTHER_WAY"
            day = max(day, max(attempts) + timedelta(due_rules()[code].days or 0))
            why = (*why, NO_ANSWER)
        owner = _owner(due_rules()[code], youth)
        if youth is None or not youth.adviser:
            why = (*why, NO_ADVISER)
        yield _due(case_id, code, day, why, owner, on=on)
