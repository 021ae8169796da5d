"""A person's number and a person's protection: what must be known, and never shown by accident.

A `PersonalNumber` and a `Guarded` value hide themselves wherever they are written; whoever needs the value asks for it
by name. Neither says how old anybody is.
"""

from tiltak.law.persons.check_digits import CheckRule, check_rule
from tiltak.law.persons.number import Agreement, NumberKind, NumberWarning, PersonalNumber, Series, series_of
from tiltak.law.persons.protection import (
    AddressProtection,
    Detail,
    Guarded,
    Outlet,
    Protection,
    Shown,
    may_show,
    shown_address,
    shown_detail,
)

__all__ = [
    "AddressProtection",
    "Agreement",
    "CheckRule",
    "Detail",
    "Guarded",
    "NumberKind",
    "NumberWarning",
    "Outlet",
    "PersonalNumber",
    "Protection",
    "Series",
    "Shown",
    "check_rule",
    "may_show",
    "series_of",
    "shown_address",
    "shown_detail",
]
