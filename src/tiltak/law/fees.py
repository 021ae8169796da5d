"""What an exam costs a private candidate: one rate a calendar year, in ``data/exam_fees.csv``."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from tiltak.rules import Confidence, Dated, DatedValues, Source
from tiltak.tables import optional_date, read_rows

__all__ = ["exam_fee", "exam_fee_notes", "exam_fees"]

_COLUMNS = {False: "not_passed_before", True: "passed_before"}


@cache
def exam_fees() -> Mapping[bool, DatedValues[int]]:
    """Both rates through time, by whether the subject was passed before.

    >>> exam_fees()[False].on(date(2024, 12, 31)).value
    1305
    """
    rates: dict[bool, DatedValues[int]] = {}
    for passed, column in _COLUMNS.items():
        values = []
        for row in read_rows("tiltak.law", "data/exam_fees.csv"):
            first, last = date.fromisoformat(row["valid_from"]), optional_date(row["valid_to"])
            confirmed = row["confirmed"] == "true"
            confidence = Confidence[row["confidence"]]
            source = Source(
                row["read_at"],
                "eksamensgebyr",
                in_force_from=first,
                in_force_to=last,
                url=row["url"],
                checked_on=date.fromisoformat(row["checked_on"]),
                confidence=confidence,
                inferred=not confirmed and confidence is not Confidence.LOW,
            )
            values.append(Dated(int(row[column]), first, last, source, "NOK", confirmed))
        rates[passed] = DatedValues(f"exam_fee.{column}", tuple(values))
    return MappingProxyType(rates)


def exam_fee(registered_on: date, passed_before: bool) -> Dated[int]:  # noqa: FBT001 - the two rates of the regulation
    """The fee for one exam code.

    A subject with a written and an oral exam has two codes, and so two fees. The rate follows the day of
    registration; that it does so is inferred from rates that change on 1 January. Deferred and new exams are free
    (opplæringsforskrifta § 9-27).

    Args:
        registered_on: The day of registration.
        passed_before: True when the subject is passed already, as pupil or private candidate.

    Returns:
        The fee in NOK. `confirmed` is False when the amount, or its year, was not read at a dated source, and for
        every year whose rate is not announced: then it is the last known rate, carried forward.

    Raises:
        OutsideDates: Before 2014, where no rate was found.

    >>> exam_fee(date(2024, 1, 20), passed_before=False).value
    1305
    >>> exam_fee(date(2027, 1, 20), passed_before=True).confirmed
    False
    """
    return exam_fees()[passed_before].on(registered_on)


def exam_fee_notes(registered_on: date) -> tuple[str, ...]:
    """Ids of what must be said beside a fee.

    >>> exam_fee_notes(date(2027, 1, 20))
    ('FREMFOERT_FRA_2026',)
    """
    found = exam_fee(registered_on, passed_before=False)
    rows = read_rows("tiltak.law", "data/exam_fees.csv")
    return tuple(row["note"] for row in rows if row["note"] and row["valid_from"] == found.valid_from.isoformat())
