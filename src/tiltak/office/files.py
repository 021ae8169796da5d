"""Reading an office's own files: cases, what has been passed, and what has happened.

Each reader either returns everything in the file or raises `BadInput` with everything that is wrong with it.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

from attrs import field, frozen

from tiltak.faults import FaultKind, FaultList
from tiltak.office import adapt
from tiltak.office.model import Office
from tiltak.office.registers import closest_number, municipalities
from tiltak.office.table import Cells, Codes, read_table
from tiltak.outcomes import Event, EventKind
from tiltak.programme import Youth
from tiltak.rules import NOT_STATED, Birthday, Fact, FactKind, Knowledge
from tiltak.study import Passed

__all__ = [
    "CASE_COLUMNS",
    "CASE_REQUIRED",
    "EVENT_COLUMNS",
    "EVENT_REQUIRED",
    "PASSED_COLUMNS",
    "PASSED_REQUIRED",
    "CaseFile",
    "EventFile",
    "case_file",
    "event_file",
    "passed_file",
    "read_cases",
    "read_events",
    "read_passed",
]

CASE_COLUMNS: Final = (
    "case_id",
    "born",
    "municipality",
    "residence",
    "stay_over_3_months",
    "lower_secondary",
    "final_competence",
    "vocational_without_common_subjects",
    "foreign_upper_secondary",
    "requalification_used",
    "activity",
    "in_work",
    "at_risk",
    "wants_help",
    "sharing_consent",
    "in_training_measure",
    "channel",
    "referred_on",
    "goal",
    "hours_per_week",
    "ride_wanted",
)
"""Columns of `cases.csv` as an office starts with them; any other fact of the library may be added as a column."""

PASSED_COLUMNS: Final = ("case_id", "code", "grade", "passed_on", "kind")
"""Columns of `passed.csv`; ``kind`` (EXAM or STANDPUNKT) may be left out."""

EVENT_COLUMNS: Final = (
    "case_id",
    "kind",
    "on",
    "track",
    "code",
    "term",
    "value",
    "sitting_on",
    "venue",
    "starts",
)

CASE_REQUIRED: Final = ("case_id", "born", "channel", "referred_on")
PASSED_REQUIRED: Final = ("case_id", "code", "grade")
EVENT_REQUIRED: Final = ("case_id", "kind", "on")
"""The columns that each file must have."""

Value = TypeVar("Value")

_HOURS = range(1, 61)
_NUMBERS = range(10_000)
_TOO_OLD = 111  # years; so old a youth is a slip in the year of birth
_TERM = re.compile(r"[VH]20[0-9]{2}")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_YEAR_OR_MONTHS = re.compile(r"6|12|20[0-9]{2}")


@frozen
class CaseFile:
    """What `cases.csv` holds.

    Args:
        youths: One a row.
        born: Birth date, when it is known, by case id; also of rows with faults in other cells.
        whole: Whether the file could be read to its end, so that an id that is not in it is unknown.
    """

    youths: tuple[Youth, ...] = ()
    born: Mapping[str, date | None] = field(factory=dict)
    whole: bool = False


@frozen
class EventFile:
    """What `events.csv` holds.

    Args:
        events: One a row.
        referred: Ids of cases whose referral is among the events.
        whole: As for `CaseFile`.
    """

    events: tuple[Event, ...] = ()
    referred: frozenset[str] = frozenset()
    whole: bool = False


def read_cases(path: Path) -> tuple[Youth, ...]:
    """Read `cases.csv`.

    Args:
        path: The file: UTF-8, comma or semicolon, one youth a row, columns `CASE_COLUMNS`. Empty is NOT_STATED,
            ``ukjent`` is NOT_KNOWN, yes and no are ``ja`` and ``nei``, dates are written YYYY-MM-DD.

    Raises:
        BadInput: With everything that is wrong in the file.
    """
    faults = FaultList(path.name)
    found = case_file(path, faults)
    faults.raise_if_any()
    return found.youths


def read_passed(path: Path, case_ids: Collection[str] | None = None) -> tuple[Passed, ...]:
    """Read `passed.csv`: what each youth has passed.

    Args:
        path: The file, columns `PASSED_COLUMNS`.
        case_ids: The cases there are; None when that is not to be checked.

    Raises:
        BadInput: With everything that is wrong in the file.
    """
    faults = FaultList(path.name)
    found = passed_file(path, faults, None if case_ids is None else dict.fromkeys(case_ids))
    faults.raise_if_any()
    return found


def read_events(path: Path, case_ids: Collection[str] | None = None, office: Office | None = None) -> tuple[Event, ...]:
    """Read `events.csv`: what has happened.

    Args:
        path: The file, columns `EVENT_COLUMNS`.
        case_ids: The open cases; a case is also known when its referral is among the events. None when that is not to
            be checked.
        office: The office, whose schools and venues the events may name; None when that is not to be checked.

    Raises:
        BadInput: With everything that is wrong in the file.
    """
    faults = FaultList(path.name)
    found = event_file(path, faults, case_ids, office)
    faults.raise_if_any()
    return found.events


def _known(value: Value | Knowledge) -> Value | None:
    """The value, or None for every kind of not knowing."""
    return None if isinstance(value, Knowledge) else value


# ---- cases ----


def case_file(path: Path, faults: FaultList) -> CaseFile:
    """Read `cases.csv`, noting faults instead of raising them."""
    known = adapt.facts()
    columns = (*CASE_COLUMNS, *(name for name in known if name not in CASE_COLUMNS))
    table = read_table(path, columns, CASE_REQUIRED, faults)
    youths: list[Youth] = []
    born: dict[str, date | None] = {}
    ids: list[str] = []
    first: dict[str, int] = {}
    for cells in table.rows:
        case_id = cells.case_id()
        ids.append(case_id)
        if case_id in born:
            cells.fault(FaultKind.REPEATED, "case_id", f"{faults.file}:{first[case_id]}")
        first.setdefault(case_id, cells.number)
        youth = _youth(cells, case_id, known)
        if case_id:
            birth = youth.case.get("born") if youth else None
            born.setdefault(case_id, birth if isinstance(birth, date) else None)
        if youth and cells.ok:
            youths.append(youth)
    # A row whose id cannot be read may be the one that another file is about.
    return CaseFile(tuple(youths), born, table.whole and all(ids))


def _youth(cells: Cells, case_id: str, known: Mapping[str, Fact]) -> Youth | None:
    stated: dict[str, object] = {}
    for name, fact in known.items():
        value = _fact(cells, fact)
        if value is not NOT_STATED:
            stated[name] = value
    channel = cells.code("channel", adapt.CHANNELS, required=True)
    referred_on = cells.day("referred_on", required=True)
    goal = cells.code("goal", adapt.goals())
    hours = cells.whole("hours_per_week", _HOURS)
    ride = cells.yes_no("ride_wanted")
    municipality = _municipality(cells)
    _note_contradictions(cells, case_id, stated, referred_on)
    if not cells.ok or isinstance(channel, Knowledge) or isinstance(referred_on, Knowledge):
        return None
    return adapt.youth(
        case_id,
        stated,
        channel=channel,
        referred_on=referred_on,
        goal=_known(goal),
        hours_per_week=_known(hours),
        municipality=municipality,
        ride_wanted=ride,
    )


def _fact(cells: Cells, fact: Fact) -> object:
    if fact.kind is FactKind.YES_NO:
        return cells.yes_no(fact.name)
    if fact.kind is FactKind.CHOICE:
        return cells.code(fact.name, adapt.choices(fact.name))
    if fact.kind is FactKind.DATE:
        return cells.day(fact.name)
    return cells.whole(fact.name, _NUMBERS)


def _municipality(cells: Cells) -> str | None:
    text = cells.text("municipality")
    if isinstance(text, Knowledge):
        return None
    if text not in municipalities():
        cells.fault(
            FaultKind.UNKNOWN_CODE, "municipality", "municipality_number", closest_number(text, municipalities())
        )
        return None
    return text


def _note_contradictions(
    cells: Cells, case_id: str, stated: Mapping[str, object], referred_on: date | Knowledge
) -> None:
    """Note what cannot both be true; that something is unlikely is no fault."""
    if isinstance(referred_on, Knowledge):
        return
    born = stated.get("born")
    if isinstance(born, date) and born > referred_on:
        cells.fault(FaultKind.CONTRADICTION, "born", "not_after_referral")
        return
    if isinstance(born, date) and Birthday(at_least=_TOO_OLD).holds(born, referred_on):
        cells.fault(FaultKind.OUT_OF_RANGE, "born", "at_most_110_years_old")
        return
    if not cells.ok:
        return  # what is read as unknown, because it is wrong, contradicts nothing
    for column, found in adapt.contradictions(case_id, stated, referred_on):
        cells.fault(FaultKind.CONTRADICTION, column, found=found)


# ---- passed ----


def passed_file(path: Path, faults: FaultList, born: Mapping[str, date | None] | None) -> tuple[Passed, ...]:
    """Read `passed.csv`, noting faults instead of raising them; `born` holds the cases there are, None for no check."""
    table = read_table(path, PASSED_COLUMNS, PASSED_REQUIRED, faults)
    seen: dict[tuple[object, ...], int] = {}
    found: list[Passed] = []
    for cells in table.rows:
        case_id = cells.case_id()
        code = cells.code("code", adapt.subjects(), required=True)
        grade = cells.code("grade", adapt.GRADES, required=True)
        kind = cells.code("kind", adapt.PASSED_KINDS)
        on = cells.day("passed_on")
        if case_id and born is not None:
            if case_id not in born:
                # No other id is held up: whoever takes it has moved one person's grades to another.
                cells.fault(FaultKind.UNKNOWN_CASE, "case_id", "case_in_files")
            elif isinstance(on, date) and (birth := born[case_id]) and on < birth:
                cells.fault(FaultKind.CONTRADICTION, "passed_on", "not_before_birth")
        row = (case_id, code, grade, on, kind)
        if cells.ok and row in seen:
            cells.fault(FaultKind.REPEATED, "code", f"{faults.file}:{seen[row]}")
        seen.setdefault(row, cells.number)
        if cells.ok and isinstance(code, str) and isinstance(grade, str):
            found.append(adapt.passed(case_id, code, grade, _known(on), _known(kind) or ""))
    return tuple(found)


# ---- events ----


def event_file(
    path: Path, faults: FaultList, case_ids: Collection[str] | None = None, office: Office | None = None
) -> EventFile:
    """Read `events.csv`, noting faults instead of raising them."""
    table = read_table(path, EVENT_COLUMNS, EVENT_REQUIRED, faults)
    schools = Codes({school.id: school.id for school in office.schools}, "school_in_office") if office else None
    venues = Codes({venue.id: venue.id for venue in office.venues}, "venue_in_office") if office else None
    read = [_event(cells, schools, venues) for cells in table.rows]
    # A row with a wrong kind may be the referral it was meant to be; it is faulted once, not with every row after it.
    referred = frozenset(case_id for case_id, kind, _ in read if kind in (None, EventKind.REFERRAL) and case_id)
    if case_ids is not None and table.whole:
        known = referred | frozenset(case_ids)
        for cells, (case_id, _, _) in zip(table.rows, read, strict=True):
            if case_id and case_id not in known:
                cells.fault(FaultKind.UNKNOWN_CASE, "case_id", "case_in_files")
    events = tuple(event for cells, (_, _, event) in zip(table.rows, read, strict=True) if event and cells.ok)
    return EventFile(events, referred, table.whole)


def _event(
    cells: Cells, schools: Codes[str] | None, venues: Codes[str] | None
) -> tuple[str, EventKind | None, Event | None]:
    kind = cells.code("kind", adapt.EVENT_KINDS, required=True)
    case_id = cells.case_id(required=False)
    on = cells.day("on", required=True)
    track = cells.code("track", adapt.TRACKS)
    sitting_on = cells.day("sitting_on")
    term = _shaped(cells, "term", _TERM, "exam_term")
    starts = _shaped(cells, "starts", _CLOCK, "clock_hh_mm")
    venue = _listed(cells, "venue", venues)
    if isinstance(kind, Knowledge):
        return case_id, None, None
    code = _event_code(cells, kind)
    value = _listed(cells, "value", schools if kind is EventKind.PRESENCE else adapt.values_of(kind))
    if not cells.ok or isinstance(on, Knowledge):
        return case_id, kind, None
    return (
        case_id,
        kind,
        adapt.event(
            case_id,
            kind,
            on,
            _known(track),
            code,
            term,
            value,
            _known(sitting_on),
            venue,
            starts,
            cells.number,
        ),
    )


def _event_code(cells: Cells, kind: EventKind) -> str:
    """An exam code, or the months or the year that a status is about."""
    if kind in (EventKind.STATUS, EventKind.EXIT):
        return _shaped(cells, "code", _YEAR_OR_MONTHS, "months_or_year")
    code = cells.code("code", adapt.subjects(), required=kind in adapt.ABOUT_AN_EXAM)
    return _known(code) or ""


def _shaped(cells: Cells, column: str, shape: re.Pattern[str], expected: str) -> str:
    text = cells.text(column)
    if isinstance(text, Knowledge):
        return ""
    if not shape.fullmatch(text):
        cells.fault(FaultKind.WRONG_TYPE, column, expected)
    return text


def _listed(cells: Cells, column: str, codes: Codes[str] | None) -> str:
    if codes is None:
        text = cells.text(column)
        return _known(text) or ""
    found = cells.code(column, codes)
    return _known(found) or ""
