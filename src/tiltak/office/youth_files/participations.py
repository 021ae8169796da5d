"""Who takes part, who is to be handed over and what is due, as far as an office's files can tell it.

What they cannot tell is a question of its own and never filled in: whose youth somebody is, whether closer follow-up or
evenings are agreed, which evenings the arena is open.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from tiltak.faults import BadInput, Fault, FaultList
from tiltak.office.exams import open_registrations
from tiltak.office.load import read_office
from tiltak.office.run import Folder, OfficeRun, load_folder, run
from tiltak.office.youth_files.contacts import CONTACTS, contact_file
from tiltak.outcomes import Event, EventKind, check_events
from tiltak.programme import Result, Track
from tiltak.programme.follow_up import (
    Contact,
    Due,
    Evenings,
    Followed,
    StateRow,
    Workload,
    contact_kinds,
    contact_plan,
    today_from_rows,
    workload,
)
from tiltak.programme.participation import Handover, limits

if TYPE_CHECKING:
    from tiltak.office.model import Office

__all__ = ["DayList", "FollowedUp", "day_list", "followed_up"]

_TAKES_PART: Final = "DELTAR"
_LEFT: Final = "DROPPED_OUT"
_LEAVER: Final = "HAND_OVER_LEAVER"
_WEEK: Final = timedelta(6)
_NO_POST: Final = ""


@frozen
class FollowedUp:
    """What the log tells about following up.

    Attributes:
        states: One row for each youth who takes part in Back to School, in the order they began.
        followed: The same youths with the days of their exams. No adviser is named: the log has none.
        contacts: What has happened with them, of the kinds that follow-up knows.
        handovers: Pupils who left Stay at School, done or not.
        set_aside: Rows of the log that contradict others and are not counted.
    """

    states: tuple[StateRow, ...] = field(repr=False)
    followed: tuple[Followed, ...] = field(repr=False)
    contacts: tuple[Contact, ...] = field(repr=False)
    handovers: tuple[Handover, ...] = field(repr=False)
    set_aside: int


@frozen
class DayList:
    """What is due on a day, the work of the week, and what must be asked.

    Attributes:
        run: The office's run of the day.
        due: What is due, sorted as `tiltak.programme.follow_up.today` sorts it.
        week: First and last day of the week the work is counted for.
        work: The work of each post; empty code for youths and contacts that no post is named for.
        questions: What the files do not tell, by id of ``today.question.<id>``, with the cases it is about; no cases
            where it is about the office.
        set_aside: Rows of the log that are not counted.
        confirmed: False while the rhythm is nobody's choice but this library's.
    """

    run: OfficeRun = field(repr=False)
    due: tuple[Due, ...] = field(repr=False)
    week: tuple[date, date]
    work: tuple[Workload, ...]
    questions: tuple[tuple[str, tuple[str, ...]], ...]
    set_aside: int
    confirmed: bool


def followed_up(events: Iterable[Event], on: date) -> FollowedUp:
    """Read who takes part out of a log.

    Args:
        events: The log, in any order. What lies after the day is not seen.
        on: The day.

    >>> begun = Event("MT-001", EventKind.ENROLMENT, date(2026, 9, 1), Track.BACK_TO_SCHOOL)
    >>> ended = Event("MT-001", EventKind.EXIT, date(2026, 11, 2), Track.BACK_TO_SCHOOL)
    >>> [row.since.isoformat() for row in followed_up([begun, ended], date(2026, 11, 1)).states]
    ['2026-09-01']
    >>> followed_up([begun, ended], date(2026, 11, 2)).states
    ()
    """
    checked = check_events(event for event in events if event.on <= on)
    log = sorted(checked.kept, key=lambda event: event.on)
    since: dict[tuple[str, str], date] = {}
    for event in log:
        if event.kind is EventKind.ENROLMENT:
            since[event.case_id, event.track] = event.on
        elif event.kind is EventKind.EXIT:
            since.pop((event.case_id, event.track), None)
    begun: dict[str, date] = {}
    for (case_id, track), day in since.items():
        # A track that was not recorded may be Back to School: to leave the youth out would be the worse mistake.
        if track != Track.STAY_AT_SCHOOL:
            begun[case_id] = min(day, begun.get(case_id, day))
    exams: dict[str, set[date]] = {}
    for event in log:
        if event.kind is EventKind.EXAM and event.value == "SAT":
            exams.setdefault(event.case_id, set()).add(event.on)
    for event in open_registrations(log):
        if event.sitting_on is not None:
            exams.setdefault(event.case_id, set()).add(event.sitting_on)
    return FollowedUp(
        states=tuple(StateRow(case_id, _TAKES_PART, day) for case_id, day in begun.items()),
        followed=tuple(Followed(case, "", day, exams=exams.get(case, ())) for case, day in begun.items()),
        contacts=tuple(
            Contact(event.case_id, event.on, event.value, row=event.row)
            for event in log
            if event.kind is EventKind.CONTACT and event.value in contact_kinds() and event.case_id
        ),
        handovers=tuple(_handovers(log)),
        set_aside=len(checked.set_aside),
    )


def _handovers(log: Iterable[Event]) -> Iterable[Handover]:
    """A pupil who left Stay at School, and the day Back to School took over where it has."""
    told = tuple(log)
    limit = limits()[_LEAVER]
    for left in told:
        if left.kind is not EventKind.EXIT or left.track != Track.STAY_AT_SCHOOL or left.value != _LEFT:
            continue
        taken = (
            event.on
            for event in told
            if event.case_id == left.case_id
            and event.on >= left.on
            and (
                event.kind is EventKind.HANDOVER
                or (event.kind is EventKind.ENROLMENT and event.track == Track.BACK_TO_SCHOOL)
            )
        )
        due_on = left.on + timedelta(limit.value)
        yield Handover(
            left.case_id, _LEAVER, left.on, due_on, min(taken, default=None), None, Track.BACK_TO_SCHOOL, limit
        )


def day_list(folder: Path, on: date, *, ahead: int = 0) -> DayList:
    """What is due in an office on a day.

    Args:
        folder: Where the office's four files are, and `contacts.csv` if it keeps one.
        on: The day.
        ahead: Days to look ahead.

    Raises:
        BadInput: With everything that is wrong in any of the files.
    """
    read, listed = _read(folder, on)
    result = run(folder, on)
    told = followed_up(read.events, on)
    contacts = _together(told.contacts, listed)
    names = {youth.case_id for youth in told.followed}
    milestones = sorted(
        {
            (case_id, f"milestone.{one.id}", one.on, one.owner)
            for case_id, ones in result.sure_milestones.items()
            for one in ones
            if one.on is not None and one.on >= on
        }
    )
    due = today_from_rows(
        told.states,
        on,
        followed=told.followed,
        contacts=contacts,
        milestones=milestones,
        handovers=told.handovers,
        ahead=ahead,
    )
    plans = [contact_plan(youth, (), contacts, Evenings(()), on) for youth in told.followed]
    monday = on - timedelta(on.weekday())
    week = (monday, monday + _WEEK)
    not_begun = tuple(case for case in result.results[Result.BACK_TO_SCHOOL] if case not in names)
    followed = tuple(sorted(names))
    no_post = tuple(sorted({one.case_id for one in contacts if one.adviser == _NO_POST and monday <= one.on}))
    questions = (
        ("adviser", followed),
        ("agreed", followed),
        ("evenings", tuple(sorted(plan.case_id for plan in plans if plan.evening_missing))),
        ("not_begun", tuple(sorted(not_begun))),
        ("contact_by", no_post),
        ("undated", tuple(sorted({event.case_id for event in result.undated} & names))),
    )
    return DayList(
        result,
        due,
        week,
        workload(plans, contacts, *week),
        tuple((name, cases) for name, cases in questions if cases),
        told.set_aside,
        all(plan.confirmed for plan in plans),
    )


def _read(folder: Path, on: date) -> tuple[Folder, tuple[Contact, ...]]:
    """The four files and the list of contacts, with the faults of all of them said together."""
    faults: list[Fault] = []
    read: Folder | None = None
    cases: set[str] | None = None
    office: Office | None
    try:
        read = load_folder(folder)
        office = read.office
        cases = {youth.case_id for youth in read.youths} | {event.case_id for event in read.events if event.case_id}
    except BadInput as bad:
        faults += bad.faults
        office = read_office(folder / "office.toml", FaultList("office.toml"))
    noted = FaultList(CONTACTS)
    listed = contact_file(folder / CONTACTS, noted, cases, office, on)
    faults += noted
    if read is None or faults:
        raise BadInput(faults)
    return read, listed


def _together(log: Iterable[Contact], listed: Iterable[Contact]) -> tuple[Contact, ...]:
    """Contacts of both files; one that both tell of is counted once, as the list of contacts tells it."""
    own = tuple(listed)
    known = {(one.case_id, one.on, one.kind) for one in own}
    return (*(one for one in log if (one.case_id, one.on, one.kind) not in known), *own)
