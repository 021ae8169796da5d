"""What an exam costs: the rate is the law room's, the day is that of the next registration."""

from collections.abc import Callable
from datetime import date
from importlib import import_module

from tiltak.rules import Dated, OutsideDates
from tiltak.study.curriculum.terms import open_terms, term

__all__ = ["Fee", "fee_in_law", "next_fee"]

Fee = Callable[[date, bool], Dated[int]]
"""The fee in NOK of one exam: day of registration, and whether the subject was passed before."""


def fee_in_law(registered_on: date, passed_before: bool) -> Dated[int]:  # noqa: FBT001 - the signature of the law room
    """The exam fee as the law room has it, loaded when first asked for."""
    found: Dated[int] = import_module("tiltak.law").exam_fee(registered_on, passed_before)
    return found


def next_fee(on: date, fee: Fee = fee_in_law) -> Dated[int] | None:
    """The fee of one exam not passed before, registered as soon as can be; None when no rate is known.

    >>> next_fee(date(2024, 9, 15)).value, next_fee(date(2026, 11, 23)).confirmed
    (1305, False)
    """
    opens = term(open_terms(on, 1)[0]).registration.first
    try:
        return fee(max(on, opens), False)  # noqa: FBT003 - the signature of the law room
    except OutsideDates:
        return None
