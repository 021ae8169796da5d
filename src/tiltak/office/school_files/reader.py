"""`pupils.csv`: one pupil or apprentice a row, every fault noted at once."""

import re
from datetime import date
from pathlib import Path
from typing import Final

from attrs import field, frozen

from tiltak.faults import FaultKind, FaultList
from tiltak.office.table import Cells, Codes, read_table
from tiltak.rules import NOT_KNOWN, NOT_STATED, Case, Fact, FactKind, Knowledge
from tiltak.school import SIGNAL_FACTS, Observer, Sighting
from tiltak.school.signals.facts import RANGES

__all__ = ["PUPIL_COLUMNS", "Pupil", "read_pupils"]

PUPIL_COLUMNS: Final = ("case_id", *SIGNAL_FACTS, "observed_on", "observed_by")
"""Columns of `pupils.csv`; only ``case_id`` and ``activity`` must be there."""

_REQUIRED: Final = ("case_id", "activity")
_NUMBER: Final = re.compile(r"-?[0-9]{1,4}([.,][0-9]{1,3})?")
_OBSERVERS: Final = Codes({one.value: one for one in Observer})


@frozen
class Pupil:
    """One row.

    Args:
        case: What is known; its id is the office's own token.
        sightings: Who told it, and when, for every fact the row states.
    """

    case: Case
    sightings: tuple[Sighting, ...] = field(default=(), repr=False)


def read_pupils(path: Path, on: date) -> tuple[Pupil, ...]:
    """Read `pupils.csv`, in the order of the file.

    Args:
        path: The file: UTF-8, comma or semicolon, columns `PUPIL_COLUMNS`. Empty is NOT_STATED, ``ukjent`` is
            NOT_KNOWN, yes and no are ``ja`` and ``nei``.
        on: The day asked about; nothing can have been observed after it.

    Raises:
        BadInput: With everything that is wrong in the file.
    """
    faults = FaultList(path.name)
    pupils = []
    first: dict[str, int] = {}
    for cells in read_table(path, PUPIL_COLUMNS, _REQUIRED, faults).rows:
        case_id = cells.case_id()
        if case_id and case_id in first:
            cells.fault(FaultKind.REPEATED, "case_id", f"{faults.file}:{first[case_id]}")
        first.setdefault(case_id, cells.number)
        facts = {name: _fact(cells, fact) for name, fact in SIGNAL_FACTS.items()}
        sightings = _sightings(cells, facts, on)
        if cells.ok:
            pupils.append(Pupil(Case(facts, case_id), sightings))
    faults.raise_if_any()
    return tuple(pupils)


def _fact(cells: Cells, fact: Fact) -> object:
    if fact.kind is FactKind.CHOICE:
        return cells.code(fact.name, Codes({choice: choice for choice in fact.choices}))
    return cells.yes_no(fact.name) if fact.kind is FactKind.YES_NO else _number(cells, fact.name)


def _number(cells: Cells, column: str) -> float | Knowledge:
    """A number within its range, with a point or a comma; what is counted is whole."""
    text = cells.text(column)
    if isinstance(text, Knowledge):
        return text
    low, high, whole = RANGES[column]
    if not _NUMBER.fullmatch(text):
        cells.fault(FaultKind.WRONG_TYPE, column, f"{low}-{high}")
        return NOT_KNOWN
    number = float(text.replace(",", "."))
    if not low <= number <= high or (whole and not number.is_integer()):
        cells.fault(FaultKind.OUT_OF_RANGE, column, f"{low}-{high}")
        return NOT_KNOWN
    return number


def _sightings(cells: Cells, facts: dict[str, object], on: date) -> tuple[Sighting, ...]:
    """Who told the row's facts, and when: both, or neither."""
    day, who = cells.day("observed_on"), cells.code("observed_by", _OBSERVERS)
    for column, value, other in (("observed_on", day, who), ("observed_by", who, day)):
        if value is NOT_STATED and other is not NOT_STATED:
            cells.fault(FaultKind.MISSING_VALUE, column)
    if isinstance(day, date) and day > on:
        cells.fault(FaultKind.OUT_OF_RANGE, "observed_on", f"<= {on}")
    if isinstance(day, Knowledge) or isinstance(who, Knowledge):
        return ()
    return tuple(Sighting(name, day, who) for name, value in facts.items() if not isinstance(value, Knowledge))
