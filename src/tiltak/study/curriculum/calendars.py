"""Reading a calendar of exam days that an office has written: plain rows in, a calendar or every fault out."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from tiltak.faults import FaultKind, FaultList
from tiltak.study.curriculum.subjects import UnknownCode, catalogue
from tiltak.study.curriculum.terms import ExamCalendar, term, term_at

__all__ = ["CALENDAR_COLUMNS", "calendar_from_rows"]

CALENDAR_COLUMNS = ("term", "on", "code", "kind", "hours")
"""Columns of a calendar; `kind` and `hours` may be left out or empty."""

_KINDS = ("WRITTEN", "ORAL", "ORAL_PRACTICAL", "PRACTICAL", "PREPARATION")
_NEEDED = ("term", "on", "code")


def calendar_from_rows(rows: Iterable[Mapping[str, str]], file: str = "exam_dates.csv") -> ExamCalendar:
    """A calendar from rows of text.

    A row says that in a term (``V2027``) the exam of a code is on a day. Days of preparation are read and left out:
    nothing is sat then. A code that the catalogue does not hold is taken when it is written as codes are, because
    Udir's calendar holds all of upper secondary school.

    Args:
        rows: One mapping from column to text a row, as `csv.DictReader` gives them.
        file: Name of the file as the user knows it.

    Raises:
        BadInput: With every fault at once: empty cells, terms, days, codes and kinds that do not exist, a day outside
            its term, an exam on two days, a code that no private candidate is examined in.

    >>> calendar_from_rows([{"term": "V2027", "on": "2027-05-20", "code": "MAT1019"}]).days
    mappingproxy({('V2027', 'MAT1019'): datetime.date(2027, 5, 20)})
    >>> calendar_from_rows([{"term": "V2027", "on": "2027-11-20", "code": "MAT1019"}])
    Traceback (most recent call last):
    tiltak.faults.BadInput: exam_dates.csv:2: on: out of range: found '2027-11-20', expected 2027-01-01 – 2027-06-30
    """
    faults = FaultList(file)
    days: dict[tuple[str, str], date] = {}
    for number, row in enumerate(rows, start=2):
        texts = {column: (row.get(column) or "").strip() for column in CALENDAR_COLUMNS}
        before = len(faults)
        _check(texts, number, faults)
        if len(faults) > before or texts["kind"] == "PREPARATION":
            continue
        key, day = (texts["term"], texts["code"]), date.fromisoformat(texts["on"])
        if days.setdefault(key, day) != day:
            faults.add(
                FaultKind.CONTRADICTION, row=number, field="on", found=texts["on"], expected=days[key].isoformat()
            )
    faults.raise_if_any()
    return ExamCalendar(MappingProxyType(days))


def _check(texts: Mapping[str, str], number: int, faults: FaultList) -> None:
    for column in _NEEDED:
        if not texts[column]:
            faults.add(FaultKind.MISSING_VALUE, row=number, field=column, expected=_EXPECTED[column])
    if texts["kind"] and texts["kind"] not in _KINDS:
        faults.add(FaultKind.UNKNOWN_CODE, row=number, field="kind", found=texts["kind"], choices=_KINDS)
    if texts["hours"] and not texts["hours"].isdecimal():
        faults.add(FaultKind.WRONG_TYPE, row=number, field="hours", found=texts["hours"], expected="whole_number")
    _check_day(texts, number, faults)
    if texts["code"]:
        _check_code(texts["code"], number, faults)


_EXPECTED = {"term": "exam_term", "on": "date_yyyy_mm_dd", "code": "subject_code"}


def _check_day(texts: Mapping[str, str], number: int, faults: FaultList) -> None:
    name, text = texts["term"], texts["on"]
    day: date | None = None
    if text:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            faults.add(FaultKind.NO_SUCH_DATE, row=number, field="on", found=text, expected=_EXPECTED["on"])
    if not name:
        return
    try:
        year = term(name).order[0]
    except UnknownCode:
        faults.add(FaultKind.UNKNOWN_CODE, row=number, field="term", found=name, expected=_EXPECTED["term"])
        return
    if day and term_at(day) != name:
        first, last = ("01-01", "06-30") if name[0] == "V" else ("07-01", "12-31")
        faults.add(
            FaultKind.OUT_OF_RANGE, row=number, field="on", found=text, expected=f"{year}-{first} – {year}-{last}"
        )


def _check_code(code: str, number: int, faults: FaultList) -> None:
    known = catalogue()
    if code in known.subjects:
        if not known.subjects[code].has_exam:
            faults.add(FaultKind.CONTRADICTION, row=number, field="code", found=code, expected="code_with_exam")
    elif not (len(code) == _CODE_LENGTH and code[:3].isalpha() and code[:3].isupper() and code[3:].isdecimal()):
        faults.add(
            FaultKind.UNKNOWN_CODE,
            row=number,
            field="code",
            found=code,
            expected=_EXPECTED["code"],
            choices=known.subjects,
        )


_CODE_LENGTH = 7
