"""Every number of the law that this library uses, each with its days and its source, in ``data/values.csv``."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from attrs import frozen

from tiltak.rules import (
    AgeRule,
    ApplicationDeadline,
    Birthday,
    CalendarYear,
    Confidence,
    Dated,
    DatedValues,
    LeapDay,
    SchoolYear,
    Source,
)
from tiltak.tables import optional_date, read_rows

__all__ = ["Value", "age_rule", "all_values", "basis_of", "value", "value_notes", "year_of"]

Value = int | float | tuple[int, int]
"""A whole number, a number with decimals, or (month, day)."""

_AGE_UNITS = ("BIRTHDAY", "CALENDAR_YEAR", "SCHOOL_YEAR", "APPLICATION_DEADLINE")


@frozen
class _Row:
    dated: Dated[Value]
    note: str


def _value(text: str, unit: str) -> Value:
    if unit == "MONTH_DAY":
        month, day = text.split("-")
        return int(month), int(day)
    return float(text) if "." in text else int(text)


def _row(row: Mapping[str, str]) -> _Row:
    confirmed = row["confirmed"] == "true"
    confidence = Confidence[row["confidence"]]
    source = Source(
        row["law"],
        row["section"],
        int(row["subsection"]) if row["subsection"] else None,
        int(row["sentence"]) if row["sentence"] else None,
        row["letter"] or None,
        in_force_from=date.fromisoformat(row["valid_from"]),
        in_force_to=optional_date(row["valid_to"]),
        url=row["url"],
        checked_on=date.fromisoformat(row["checked_on"]),
        confidence=confidence,
        inferred=not confirmed and confidence is not Confidence.LOW,
    )
    first, last = date.fromisoformat(row["valid_from"]), optional_date(row["valid_to"])
    dated = Dated(_value(row["value"], row["unit"]), first, last, source, row["unit"], confirmed)
    return _Row(dated, row["note"])


@cache
def _rows() -> Mapping[str, tuple[_Row, ...]]:
    found: dict[str, list[_Row]] = {}
    for row in read_rows("tiltak.law", "data/values.csv"):
        found.setdefault(row["name"], []).append(_row(row))
    return MappingProxyType({name: tuple(rows) for name, rows in sorted(found.items())})


@cache
def all_values() -> Mapping[str, DatedValues[Value]]:
    """Every value by name, each through time."""
    return MappingProxyType(
        {name: DatedValues(name, tuple(row.dated for row in rows)) for name, rows in _rows().items()}
    )


def value(name: str, on: date) -> Dated[Value]:
    """A value as it was on a day.

    Args:
        name: Its name in the table, for example ``"youth_right.upper_age"``.
        on: The day.

    Returns:
        The value with its unit, days, source, and whether it is confirmed.

    Raises:
        KeyError: When no value has that name.
        OutsideDates: When the table says nothing about the day.

    >>> value("follow_up_service.upper_age", date(2024, 7, 31)).value
    21
    >>> value("follow_up_service.upper_age", date(2024, 8, 1)).value
    24
    """
    return all_values()[name].on(on)


def value_notes(name: str, on: date) -> tuple[str, ...]:
    """Ids of the notes that belong to a value on a day.

    >>> value_notes("youth_right.upper_age", date(2009, 1, 1))
    ('ORDLYD_2006_2010_ANTATT',)
    """
    return tuple(row.note for row in _rows()[name] if row.note and row.dated.covers(on))


def _age(name: str, on: date) -> tuple[int, str]:
    dated = value(name, on)
    if dated.unit not in _AGE_UNITS or not isinstance(dated.value, int):
        raise ValueError(f"{name} is no age: its unit is {dated.unit}")
    return dated.value, dated.unit


def year_of(name: str, on: date) -> int:
    """A value that is a calendar year.

    >>> year_of("adult_right.born_before", date(2007, 1, 1))
    1978
    """
    dated = value(name, on)
    if dated.unit != "YEAR" or not isinstance(dated.value, int):
        raise ValueError(f"{name} is no year: its unit is {dated.unit}")
    return dated.value


def age_rule(
    on: date,
    *,
    lower: str | None = None,
    upper: str | None = None,
    leap_day: LeapDay = LeapDay.MARCH_1,
) -> AgeRule:
    """The age rule that the table gives, of the kind its unit says.

    Args:
        on: A day of the period the rule is for.
        lower: Name of the lower limit.
        upper: Name of the upper limit. For birthdays it is the age one must be below; else the last age that counts.
        leap_day: For birthdays, which day somebody born on 29 February has it in other years.

    Raises:
        ValueError: When the two are of different kinds, or a value is no age.

    >>> age_rule(date(2026, 1, 1), lower="adult_choice.lower_age", upper="youth_right.upper_age")
    SchoolYear(first=19, last=24, starts=(8, 1))
    >>> age_rule(date(2017, 7, 31), upper="youth_right.upper_age")
    CalendarYear(first=None, last=24)
    """
    first = _age(lower, on) if lower else None
    last = _age(upper, on) if upper else None
    units = {limit[1] for limit in (first, last) if limit}
    if len(units) != 1:
        raise ValueError(f"{lower} and {upper} are not of one kind")
    low, high = first and first[0], last and last[0]
    match units.pop():
        case "BIRTHDAY":
            return Birthday(low, high, leap_day)
        case "CALENDAR_YEAR":
            return CalendarYear(low, high)
        case "SCHOOL_YEAR":
            return SchoolYear(low, high)
        case _:
            if low is not None or high is None:
                raise ValueError("an application deadline is an upper limit")
            return ApplicationDeadline(high)


def basis_of(on: date, *names: str) -> tuple[Source, ...]:
    """The sources of values on a day, each once, in the order of the names.

    >>> [source.cite() for source in basis_of(date(2026, 1, 1), "youth_right.upper_age")]
    ['opplæringslova § 5-1 (2) 1.']
    """
    sources = (value(name, on).source for name in names)
    return tuple(dict.fromkeys(source for source in sources if isinstance(source, Source)))
