"""Statuses that come from other systems: NAV's Komet and Arena, and the counties' VIGO OT.

What a source said stands in the history letter by letter, beside the state we read out of it. A status that is not in
the table is kept as it stood and listed; a participation is then in the state `UKJENT` from that day, for the state
before it is known no longer.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Generic, TypeVar

from attrs import evolve, frozen

from tiltak.programme.codes import Track
from tiltak.programme.participation.codes import Actor, Machine, State
from tiltak.programme.participation.life import Change, Delivery, Entry, Life, Participation, Schooling
from tiltak.tables import read_rows

__all__ = [
    "Imported",
    "SourceRow",
    "SourceStatus",
    "import_participation",
    "import_schooling",
    "source_statuses",
]

_IMPORT = "IMPORT"
L = TypeVar("L", bound=Life)


@frozen
class SourceStatus:
    """What one status of another system says.

    Attributes:
        source: ``KOMET``, ``ARENA`` or ``VIGO_OT``.
        code: The status as the source writes it.
        machine: What it is about.
        state: The state it says; empty when it is known and says nothing about that.
        state_before_start: The state it says until the participation starts; empty when that makes no difference.
        group: The source's own group of statuses, where it has such.
        confirmed: False when the reading is NAV's own but not the source's, or old.
    """

    source: str
    code: str
    machine: Machine
    state: str
    state_before_start: str
    group: str
    confirmed: bool


@frozen
class SourceRow:
    """One status of one youth as another system gave it.

    Args:
        source: The system.
        code: The status, letter by letter.
        valid_from: First day it holds.
        starts_on: First day of the participation, when the source says it.
    """

    source: str
    code: str
    valid_from: date
    starts_on: date | None = None


@frozen
class Imported(Generic[L]):
    """What came of an import.

    Attributes:
        life: The participation or schooling, with a row of history for each status that says a state.
        unknown: Rows with a status that nobody has explained, as they stood.
        silent: Rows with a status that is known and says nothing about the state, such as "is in work".
        unconfirmed: Codes that were used and whose reading is not confirmed, sorted.
    """

    life: L
    unknown: tuple[SourceRow, ...]
    silent: tuple[SourceRow, ...]
    unconfirmed: tuple[str, ...]


@cache
def source_statuses() -> Mapping[tuple[str, str], SourceStatus]:
    """Every status of another system, by source and code.

    >>> source_statuses()["ARENA", "GJENN"].state, source_statuses()["VIGO_OT", "OTLL"].state
    ('DELTAR', 'LAERLING')
    """
    rows = read_rows("tiltak.programme", "data/participation_sources.csv")
    return MappingProxyType(
        {
            (row["source"], row["code"]): SourceStatus(
                row["source"],
                row["code"],
                Machine(row["machine"]),
                row["state"],
                row["state_before_start"],
                row["group"],
                row["confirmed"] == "YES",
            )
            for row in rows
        }
    )


def import_participation(
    case_id: str, track: Track, delivery: Delivery, rows: Iterable[SourceRow], on: date
) -> Imported[Participation]:
    """A participation as another system tells it.

    Args:
        case_id: The office's made-up token for the youth.
        track: The track it belongs to here; no source knows it.
        delivery: The delivery it belongs to here.
        rows: Statuses, in any order.
        on: The day they are read.

    >>> arena = Delivery("arena-2026", "DIREKTE_VEDTAK", "TRAINING")
    >>> rows = [SourceRow("KOMET", "DELTAR", date(2026, 9, 1)), SourceRow("KOMET", "PAA_VENT", date(2026, 10, 1))]
    >>> told = import_participation("MT-001", Track.BACK_TO_SCHOOL, arena, rows, date(2026, 11, 23))
    >>> told.life.state_on(date(2026, 9, 30)), told.life.state_on(date(2026, 10, 1)), told.unknown[0].code
    ('DELTAR', 'UKJENT', 'PAA_VENT')
    """
    return _import(Participation(case_id, track, delivery), rows, on)


def import_schooling(case_id: str, rows: Iterable[SourceRow], on: date) -> Imported[Schooling]:
    """A youth's way through school as the follow-up service tells it.

    An unknown status says nothing about school, so the state before it stands; the row is listed.

    >>> told = import_schooling("MT-001", [SourceRow("VIGO_OT", "OTAR", date(2026, 9, 1))], date(2026, 11, 23))
    >>> told.life.history, told.silent[0].code
    ((), 'OTAR')
    """
    return _import(Schooling(case_id), rows, on)


def _import(life: L, rows: Iterable[SourceRow], on: date) -> Imported[L]:
    entries: list[Entry] = []
    unknown, silent, unconfirmed = [], [], set()
    for row in sorted(rows, key=lambda row: row.valid_from):
        change = Change(
            _IMPORT, Actor.KILDE, row.valid_from, starts_on=row.starts_on, source=row.source, source_code=row.code
        )
        status = source_statuses().get((row.source, row.code))
        if status is None or status.machine is not life.machine:
            unknown.append(row)
            if life.machine is Machine.PARTICIPATION:
                entries.append(Entry(change, State.UKJENT.value, row.valid_from, on))
        elif not status.state:
            silent.append(row)
        else:
            entries += [Entry(change, state, first, on) for state, first in _read(status, row)]
            unconfirmed |= set() if status.confirmed else {f"{row.source}:{row.code}"}
    told = evolve(life, history=tuple(entries))
    return Imported(told, tuple(unknown), tuple(silent), tuple(sorted(unconfirmed)))


def _read(status: SourceStatus, row: SourceRow) -> list[tuple[str, date]]:
    """The state or states one status says, each with its first day.

    NAV's own reading takes a missing start for one that has not come; so does this.
    """
    if not status.state_before_start:
        return [(status.state, row.valid_from)]
    if row.starts_on is None:
        return [(status.state_before_start, row.valid_from)]
    if row.starts_on > row.valid_from:
        return [(status.state_before_start, row.valid_from), (status.state, row.starts_on)]
    return [(status.state, row.valid_from)]
