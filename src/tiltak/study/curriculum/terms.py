"""Exam terms: when a private candidate registers, sits and gets results, and what a county adds.

A term is ``V2027`` (spring) or ``H2026`` (autumn). What is published is read from the tables; every other date
follows the national pattern and is marked unconfirmed: registration 15 January to 1 February and 1 to 15 September,
written exams from the third Monday of May or November to the Friday of the week after, results on the third
Friday of June or the first weekday from 4 January. Oral and practical exams are set by the county, within a
period that rests on two county pages and is therefore computed wide and never confirmed.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from attrs import frozen

from tiltak.study.curriculum.subjects import HeldBy, UnknownCode, catalogue
from tiltak.tables import optional_date, read_rows

__all__ = [
    "County",
    "ExamCalendar",
    "Sitting",
    "Span",
    "Term",
    "county",
    "next_term",
    "open_terms",
    "term",
    "term_at",
    "v2024_calendar",
]

_CODE = re.compile(r"[VH]\d{4}")
_MONDAY, _FRIDAY, _SATURDAY = 0, 4, 5
_DAY = timedelta(days=1)


@frozen
class Span:
    """A period with both days in it, and whether it is published."""

    first: date
    last: date
    confirmed: bool


@frozen
class Term:
    """One exam term.

    Attributes:
        code: For example ``V2027``.
        registration: First and last day to register.
        written: Days of the national written exams.
        county_exams: Days within which the county holds oral and practical exams.
        results: The day the written results come.
    """

    code: str
    registration: Span
    written: Span
    county_exams: Span
    results: Span

    @property
    def order(self) -> tuple[int, int]:
        """What terms are sorted by: spring comes before autumn of the same year."""
        return int(self.code[1:]), int(self.code[0] == "H")


def _nth(year: int, month: int, weekday: int, n: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))


def _pattern(code: str) -> dict[str, Span]:
    year = int(code[1:])
    if code[0] == "V":
        monday, results = _nth(year, 5, _MONDAY, 3), _nth(year, 6, _FRIDAY, 3)
        spans = {
            "REGISTRATION": (date(year, 1, 15), date(year, 2, 1)),
            "COUNTY": (date(year, 4, 1), date(year, 6, 30)),
        }
    else:
        monday, results = _nth(year, 11, _MONDAY, 3), date(year + 1, 1, 4)
        while results.weekday() >= _SATURDAY:
            results += _DAY
        spans = {
            "REGISTRATION": (date(year, 9, 1), date(year, 9, 15)),
            "COUNTY": (date(year, 11, 1), date(year, 12, 23)),
        }
    spans["WRITTEN"] = (monday, monday + timedelta(days=11))
    spans["RESULTS"] = (results, results)
    return {event: Span(first, last, confirmed=False) for event, (first, last) in spans.items()}


@cache
def term(code: str) -> Term:
    """The term with this code: published dates where there are any, else the national pattern.

    Raises:
        UnknownCode: When the code is not ``V`` or ``H`` and a year.

    >>> term("H2026").written
    Span(first=datetime.date(2026, 11, 16), last=datetime.date(2026, 11, 27), confirmed=True)
    >>> term("V2029").registration.confirmed
    False
    """
    if not _CODE.fullmatch(code):
        raise UnknownCode(code, None)
    spans = _pattern(code)
    for row in read_rows("tiltak.study", "data/terms.csv"):
        if row["term"] == code:
            first, last = date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"])
            spans[row["event"]] = Span(first, last, row["confirmed"] == "true")
    return Term(code, spans["REGISTRATION"], spans["WRITTEN"], spans["COUNTY"], spans["RESULTS"])


def next_term(code: str) -> str:
    """The term after.

    >>> next_term("V2027"), next_term("H2027")
    ('H2027', 'V2028')
    """
    return f"H{code[1:]}" if code[0] == "V" else f"V{int(code[1:]) + 1}"


def term_at(on: date) -> str:
    """The term whose half of the year a date is in.

    >>> term_at(date(2026, 11, 23))
    'H2026'
    """
    return f"{'V' if on.month <= 6 else 'H'}{on.year}"  # noqa: PLR2004 - June is the last month of spring terms


def open_terms(on: date, count: int, *, within: "County | None" = None) -> tuple[str, ...]:
    """The next terms that can still be registered for.

    Args:
        on: The day registration would begin.
        count: How many.
        within: The county, when its own deadlines are to be used.

    >>> open_terms(date(2026, 9, 15), 2), open_terms(date(2026, 9, 16), 2)
    (('H2026', 'V2027'), ('V2027', 'H2027'))
    """
    code = term_at(on)
    found: list[str] = []
    while len(found) < count:
        if (within.registration(code) if within else term(code).registration).last >= on:
            found.append(code)
        code = next_term(code)
    return tuple(found)


@frozen
class County:
    """A county's own deadlines.

    Attributes:
        no: County number of two digits.
        name: Its name.
        published: By term, the row of the table.
    """

    no: str
    name: str
    published: Mapping[str, Mapping[str, str]]

    def registration(self, code: str) -> Span:
        """First and last day to register in this county."""
        row = self.published.get(code)
        if row is None:
            return term(code).registration
        return Span(
            date.fromisoformat(row["registration_first_day"]),
            date.fromisoformat(row["registration_last_day"]),
            confirmed=True,
        )

    def adaptation_by(self, code: str) -> Span | None:
        """Last day to apply for an adapted exam; None when the county's deadline is not known.

        A term that is not published takes the same day of the year, unconfirmed.

        >>> county("50").adaptation_by("V2027").last
        datetime.date(2027, 2, 15)
        >>> county("11").adaptation_by("V2027") is None
        True
        """
        return self._day(code, "adaptation_last_day")

    def oral_published(self, code: str) -> Span | None:
        """The day the county shows the dates of oral and practical exams; None when not known."""
        return self._day(code, "oral_published_on")

    def _day(self, code: str, column: str) -> Span | None:
        if row := self.published.get(code):
            day = optional_date(row[column])
            return Span(day, day, confirmed=True) if day else None
        for known in sorted(self.published):
            if known[0] == code[0] and (day := optional_date(self.published[known][column])):
                moved = day.replace(year=day.year + int(code[1:]) - int(known[1:]))
                return Span(moved, moved, confirmed=False)
        return None


@cache
def county(no: str) -> County:
    """The county with this number.

    Raises:
        UnknownCode: When the table has no such county.

    >>> county("40").name
    'Telemark'
    """
    rows = [row for row in read_rows("tiltak.study", "data/counties.csv") if row["county_no"] == no]
    if not rows:
        raise UnknownCode(no, None)
    return County(no, rows[0]["county"], MappingProxyType({row["term"]: row for row in rows}))


@frozen
class Sitting:
    """When an exam is held, as far as is known.

    Attributes:
        kind: ``DATE`` (the day is known), ``WINDOW`` (some day in a period) or ``UNKNOWN`` (not even who sets the
            day is known; the period is the widest it can be).
        first: First day it can be.
        last: Last day it can be.
        confirmed: Whether the day or the period is published.
    """

    kind: str
    first: date
    last: date
    confirmed: bool


@frozen
class ExamCalendar:
    """Known exam days, by term and code; what an office reads from Udir's calendar or the county's letter.

    >>> ExamCalendar({("V2027", "MAT1019"): date(2027, 5, 20)}).sitting("V2027", "MAT1019").kind
    'DATE'
    """

    days: Mapping[tuple[str, str], date] = MappingProxyType({})

    def sitting(self, term_code: str, code: str) -> Sitting:
        """When an exam is held in a term."""
        day = self.days.get((term_code, code))
        if day:
            return Sitting("DATE", day, day, confirmed=True)
        when, held = term(term_code), catalogue().subject(code).held_by
        if held is HeldBy.UNKNOWN:
            first = min(when.written.first, when.county_exams.first)
            return Sitting("UNKNOWN", first, max(when.written.last, when.county_exams.last), confirmed=False)
        span = when.written if held is HeldBy.NATIONAL else when.county_exams
        return Sitting("WINDOW", span.first, span.last, span.confirmed)


@cache
def v2024_calendar() -> ExamCalendar:
    """The national calendar of written exams in spring 2024, the latest we have read in full.

    >>> v2024_calendar().days["V2024", "REA3058"] == v2024_calendar().days["V2024", "REA3062"]
    True
    """
    rows = read_rows("tiltak.study", "data/exam_dates_v2024.csv")
    days = {(row["term"], row["code"]): date.fromisoformat(row["on"]) for row in rows if row["kind"] == "WRITTEN"}
    return ExamCalendar(MappingProxyType(days))
