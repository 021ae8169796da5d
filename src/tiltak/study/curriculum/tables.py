"""Whether the shipped tables of the room are whole and agree with each other.

Who adds a subject adds a row; a row that is half written, or that names something no other table holds, is told with
table, line, column and what was expected. The tests of the room run this on what ships.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from attrs import frozen

from tiltak.faults import Fault, FaultKind, FaultList
from tiltak.study.curriculum.subjects import ExamForm, HeldBy
from tiltak.tables import read_rows

__all__ = ["COLUMNS", "TABLES", "shipped_tables", "table_faults"]

Rows = Sequence[Mapping[str, str]]


@frozen
class _Cell:
    """What may stand in a column: codes, or a form with the id of what to say was expected."""

    form: str = ".+"
    expected: str = "text"
    choices: tuple[str, ...] = ()
    required: bool = True


_TEXT, _FREE = _Cell(), _Cell(".*", required=False)
_CODE = _Cell(r"[A-Z]{3}\d{4}", "subject_code")
_DAY = _Cell(r"\d{4}-\d{2}-\d{2}", "date_yyyy_mm_dd")
_MAYBE_DAY = _Cell(r"\d{4}-\d{2}-\d{2}", "date_yyyy_mm_dd", required=False)
_HOURS = _Cell(r"\d{1,3}", "whole_number", required=False)
_TRUE = _Cell(choices=("true", "false"))
_CONFIDENCE = _Cell(choices=("HIGH", "MEDIUM"))
_ANY_CONFIDENCE = _Cell(choices=("HIGH", "MEDIUM", "LOW"))
_NAMES = {"name_nb": _TEXT, "name_nn": _TEXT, "name_en": _TEXT}
_WHO = _Cell(choices=("admissions", "county", "school", "youth"))

_SUBJECT_GROUPS = (
    "COMMON_BOTH",
    "COMMON_GENERAL",
    "COMMON_VOCATIONAL",
    "ELECTIVE_GENERAL",
    "FOREIGN_LANGUAGE",
    "PROGRAMME_VOCATIONAL",
    "SUPPLEMENTARY",
    "TRADE_THEORY",
)

COLUMNS: Mapping[str, Mapping[str, _Cell]] = {
    "subjects.csv": {
        "code": _CODE,
        **_NAMES,
        "level": _Cell(choices=("VG1", "VG1/VG2", "VG2", "VG2/VG3", "VG3")),
        "hours": _HOURS,
        "exam_form": _Cell(choices=tuple(ExamForm)),
        "held_by": _Cell(choices=tuple(HeldBy)),
        "group": _Cell(choices=_SUBJECT_GROUPS),
        "curriculum": _TEXT,
        "source": _TEXT,
        "confidence": _CONFIDENCE,
    },
    "sets.csv": {
        "set_id": _TEXT,
        **_NAMES,
        "subject": _TEXT,
        "hours": _HOURS,
        "confidence": _CONFIDENCE,
        "source": _TEXT,
        "note": _FREE,
    },
    "set_codes.csv": {"set_id": _TEXT, "position": _Cell(r"\d", "whole_number"), "code": _CODE, "hours": _HOURS},
    "no_exam.csv": {"code": _CODE, "covered_by": _TEXT},
    "old_codes.csv": {"old_code": _CODE, "new_code": _CODE, **_NAMES, "confirmed": _TRUE, "source": _TEXT},
    "prerequisites.csv": {
        "code": _CODE,
        "builds_on": _CODE,
        "strength": _Cell(choices=("BLOCKING", "NATURAL_ORDER")),
        "confidence": _ANY_CONFIDENCE,
        "source": _TEXT,
    },
    "electives.csv": {
        "set_id": _TEXT,
        "area": _Cell(choices=("REALFAG", "SPRAAK_SAMFUNN_OEKONOMI")),
        "pair": _FREE,
        "pair_confidence": _Cell(choices=("MEDIUM", "LOW"), required=False),
        "line": _Cell(choices=("R", "S"), required=False),
        "source": _TEXT,
        "checked_on": _DAY,
    },
    "changes.csv": {
        "question": _TEXT,
        "kind": _Cell(choices=("ACCEPTANCE", "EXEMPTION", "FACT", "RECOGNITION")),
        "answered_by": _WHO,
        "decided_by": _WHO,
        "source_ids": _TEXT,
        "confidence": _ANY_CONFIDENCE,
        "read": _TEXT,
    },
    "sources.csv": {
        "id": _TEXT,
        "law": _TEXT,
        "section": _TEXT,
        "subsection": _HOURS,
        "in_force_from": _MAYBE_DAY,
        "in_force_to": _MAYBE_DAY,
        "url": _TEXT,
        "checked_on": _DAY,
        "confidence": _ANY_CONFIDENCE,
    },
    "terms.csv": {
        "term": _Cell(r"[VH]\d{4}", "exam_term"),
        "event": _Cell(choices=("COUNTY", "REGISTRATION", "RESULTS", "WRITTEN")),
        "first_day": _DAY,
        "last_day": _DAY,
        "source": _TEXT,
        "confirmed": _TRUE,
    },
    "counties.csv": {
        "county_no": _Cell(r"\d{2}", "county_number"),
        "county": _TEXT,
        "term": _Cell(r"[VH]\d{4}", "exam_term"),
        "registration_first_day": _DAY,
        "registration_last_day": _DAY,
        "adaptation_last_day": _MAYBE_DAY,
        "oral_published_on": _MAYBE_DAY,
        "url": _FREE,
        "source": _TEXT,
        "confidence": _ANY_CONFIDENCE,
    },
}
"""By table, its columns in order and what may stand in each."""

TABLES = tuple(COLUMNS)

_KEYS = {
    "subjects.csv": ("code",),
    "sets.csv": ("set_id",),
    "set_codes.csv": ("set_id", "code"),
    "no_exam.csv": ("code",),
    "old_codes.csv": ("old_code",),
    "prerequisites.csv": ("code", "builds_on"),
    "electives.csv": ("set_id",),
    "changes.csv": ("question",),
    "sources.csv": ("id",),
    "terms.csv": ("term", "event"),
    "counties.csv": ("county_no", "term"),
}
# Column of one table that must stand in a column of another.
_REFERENCES = (
    ("set_codes.csv", "code", "subjects.csv", "code"),
    ("set_codes.csv", "set_id", "sets.csv", "set_id"),
    ("sets.csv", "set_id", "set_codes.csv", "set_id"),
    ("no_exam.csv", "code", "subjects.csv", "code"),
    ("no_exam.csv", "covered_by", "sets.csv", "set_id"),
    ("old_codes.csv", "new_code", "subjects.csv", "code"),
    ("prerequisites.csv", "code", "subjects.csv", "code"),
    ("prerequisites.csv", "builds_on", "subjects.csv", "code"),
    ("electives.csv", "set_id", "sets.csv", "set_id"),
)


def shipped_tables() -> dict[str, Rows]:
    """The tables that ship, by name."""
    return {name: read_rows("tiltak.study", f"data/{name}") for name in TABLES}


def table_faults(tables: Mapping[str, Rows] | None = None) -> tuple[Fault, ...]:
    """Everything that is wrong with the tables, in the order of table, line and column.

    Args:
        tables: Rows by table; a table that is left out is the shipped one.

    >>> table_faults()
    ()
    >>> half = {"code": "SAK1002", "name_nb": "Samfunnskunnskap 2", "level": "VG3", "exam_form": "MUNTLIG"}
    >>> rows = [*shipped_tables()["subjects.csv"], half]
    >>> [(fault.field, fault.kind.value) for fault in table_faults({"subjects.csv": rows})[1:4]]
    [('curriculum', 'missing_value'), ('exam_form', 'unknown_code'), ('group', 'missing_value')]
    """
    held = {**shipped_tables(), **(tables or {})}
    found = [fault for name in TABLES for fault in (*_cells(name, held[name]), *_repeated(name, held[name]))]
    found += [fault for reference in _REFERENCES for fault in _unknown(held, *reference)]
    found += [*_subjects(held), *_hours(held), *_periods(held), *_blocking(held)]
    return tuple(sorted(set(found), key=lambda one: (one.file, one.row or 0, one.field, one.kind, one.found)))


def _cells(name: str, rows: Rows) -> Iterator[Fault]:
    faults = FaultList(name)
    for number, row in enumerate(rows, start=2):
        for column in row.keys() - COLUMNS[name].keys():
            faults.add(FaultKind.UNKNOWN_COLUMN, row=number, field=column, choices=COLUMNS[name])
        for column, cell in COLUMNS[name].items():
            text = row.get(column, "")
            expected = "" if cell.choices else cell.expected
            if not text:
                if cell.required:
                    faults.add(
                        FaultKind.MISSING_VALUE, row=number, field=column, expected=expected, choices=cell.choices
                    )
            elif cell.choices and text not in cell.choices:
                faults.add(FaultKind.UNKNOWN_CODE, row=number, field=column, found=text, choices=cell.choices)
            elif not cell.choices and not re.fullmatch(cell.form, text):
                faults.add(FaultKind.WRONG_TYPE, row=number, field=column, found=text, expected=expected)
            elif cell.expected == "date_yyyy_mm_dd" and _day(text) is None:
                faults.add(FaultKind.NO_SUCH_DATE, row=number, field=column, found=text, expected=expected)
    yield from faults


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _repeated(name: str, rows: Rows) -> Iterator[Fault]:
    seen: set[tuple[str, ...]] = set()
    for number, row in enumerate(rows, start=2):
        key = tuple(row.get(column, "") for column in _KEYS[name])
        if key in seen:
            yield Fault(FaultKind.REPEATED, name, number, _KEYS[name][-1], " ".join(key))
        seen.add(key)


def _unknown(held: Mapping[str, Rows], name: str, column: str, other: str, there: str) -> Iterator[Fault]:
    known = {row.get(there, "") for row in held[other]}
    faults = FaultList(name)
    for number, row in enumerate(held[name], start=2):
        text = row.get(column, "")
        if text and text not in known:
            faults.add(FaultKind.UNKNOWN_CODE, row=number, field=column, found=text, choices=known)
    yield from faults


def _subjects(held: Mapping[str, Rows]) -> Iterator[Fault]:
    """A code has an exam, or a set that covers it; and nobody holds an exam that is not there."""
    covered = {row.get("code", "") for row in held["no_exam.csv"]}
    examined = {row.get("code", "") for row in held["set_codes.csv"]}
    for number, row in enumerate(held["subjects.csv"], start=2):
        code, form, by = row.get("code", ""), row.get("exam_form", ""), row.get("held_by", "")
        none = form == ExamForm.NONE
        if form and by and none != (by == HeldBy.NOBODY):
            yield Fault(FaultKind.CONTRADICTION, "subjects.csv", number, "held_by", f"{form} {by}")
        if form and none != (code in covered):
            yield Fault(FaultKind.CONTRADICTION, "subjects.csv", number, "exam_form", form, "no_exam.csv")
        if none and code in examined:
            yield Fault(FaultKind.CONTRADICTION, "subjects.csv", number, "code", code, "set_codes.csv")


def _hours(held: Mapping[str, Rows]) -> Iterator[Fault]:
    """The hours on the codes of a set add up to the set's."""
    sums: dict[str, list[str]] = {}
    for row in held["set_codes.csv"]:
        sums.setdefault(row.get("set_id", ""), []).append(row.get("hours", ""))
    for number, row in enumerate(held["sets.csv"], start=2):
        parts = sums.get(row.get("set_id", ""), [])
        whole = "" if "" in parts else str(sum(int(part) for part in parts if part.isdecimal()))
        if parts and row.get("hours", "") != whole:
            yield Fault(FaultKind.CONTRADICTION, "sets.csv", number, "hours", row.get("hours", ""), whole)


def _periods(held: Mapping[str, Rows]) -> Iterator[Fault]:
    """No period ends before it begins, and a county that states national dates states them as they are."""
    spans = (
        ("terms.csv", "first_day", "last_day"),
        ("counties.csv", "registration_first_day", "registration_last_day"),
    )
    for name, first, last in spans:
        for number, row in enumerate(held[name], start=2):
            if row.get(last, "") < row.get(first, ""):
                yield Fault(FaultKind.CONTRADICTION, name, number, last, row.get(last, ""), row.get(first, ""))


def _blocking(held: Mapping[str, Rows]) -> Iterator[Fault]:
    """Only a regulation bars anybody: a blocking row names a provision in ``sources.csv``."""
    known = {row.get("id", "") for row in held["sources.csv"]}
    for number, row in enumerate(held["prerequisites.csv"], start=2):
        if row.get("strength") == "BLOCKING" and row.get("source", "") not in known:
            faults = FaultList("prerequisites.csv")
            faults.add(FaultKind.UNKNOWN_CODE, row=number, field="source", found=row.get("source", ""), choices=known)
            yield from faults
    for number, row in enumerate(held["changes.csv"], start=2):
        for source_id in row.get("source_ids", "").split():
            if source_id not in known:
                yield Fault(FaultKind.UNKNOWN_CODE, "changes.csv", number, "source_ids", source_id)
