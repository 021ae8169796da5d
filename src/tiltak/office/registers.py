"""The public registers an office is checked against: municipalities, counties, NAV units and postcodes.

Every register is a dated copy (`data/README.md`); `REGISTERS_HOLD_FOR` says which division it is.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from attrs import frozen

from tiltak.office.spelling import Spelling
from tiltak.tables import read_rows

__all__ = [
    "REGISTERS_HOLD_FOR",
    "County",
    "Municipality",
    "NavUnit",
    "Postcode",
    "UnitState",
    "closest_number",
    "counties",
    "municipalities",
    "nav_units",
    "postcodes",
]

_ROOM = "tiltak.office"

REGISTERS_HOLD_FOR: Mapping[str, str] = MappingProxyType(
    {"municipalities": "2024-01-01", "counties": "2024-01-01", "nav_units": "2026-03", "postcodes": "2026-01"}
)
"""The day or month each register holds from, as its source dates it; none is the register of today."""


class UnitState(StrEnum):
    """Whether a NAV unit is open, as far as its name in the register tells."""

    OPEN = "OPEN"
    PERHAPS_CLOSED = "PERHAPS_CLOSED"
    CLOSED = "CLOSED"


@frozen
class County:
    """A county (fylke) in the division of 2024."""

    number: str
    name: str


@frozen
class Municipality:
    """A municipality (kommune) in the division of 2024.

    Args:
        number: Four digits, kept as text: Oslo is ``"0301"``.
        name: Its Norwegian name.
        county: The county's number.
        written_form: ``"nb"``, ``"nn"`` or ``"neutral"``: the form the municipality has decided to use.
    """

    number: str
    name: str
    county: str
    written_form: str


@frozen
class NavUnit:
    """A NAV unit; its number does not tell which municipalities it serves."""

    number: str
    name: str
    state: UnitState


@frozen
class Postcode:
    """A postcode and the municipality it lies in."""

    code: str
    place: str
    municipality: str


@cache
def counties() -> Mapping[str, County]:
    """Counties by number.

    >>> counties()["40"].name
    'Telemark'
    """
    return MappingProxyType({row["number"]: County(**row) for row in read_rows(_ROOM, "data/counties.csv")})


@cache
def municipalities() -> Mapping[str, Municipality]:
    """Municipalities by number.

    >>> municipalities()["4020"].name, municipalities()["0301"].name
    ('Midt-Telemark', 'Oslo')
    """
    return MappingProxyType({row["number"]: Municipality(**row) for row in read_rows(_ROOM, "data/municipalities.csv")})


@cache
def nav_units() -> Mapping[str, NavUnit]:
    """NAV units by number.

    >>> nav_units()["0821"].name
    'Nav Midt-Telemark'
    """
    return MappingProxyType(
        {
            row["number"]: NavUnit(row["number"], row["name"], UnitState(row["state"]))
            for row in read_rows(_ROOM, "data/nav_units.csv")
        }
    )


@cache
def postcodes() -> Mapping[str, Postcode]:
    """Postcodes by code.

    >>> postcodes()["3671"].place
    'Notodden'
    """
    return MappingProxyType({row["code"]: Postcode(**row) for row in read_rows(_ROOM, "data/postcodes.csv")})


def closest_number(found: str, register: Mapping[str, County | Municipality | NavUnit]) -> str | None:
    """The number somebody meant who wrote a name, or a number that is nearly right.

    >>> closest_number("Midt-Telemark", municipalities()), closest_number("40200", municipalities())
    ('4020', '4020')
    """
    named = {entry.name.casefold(): number for number, entry in register.items()}
    if found.strip().casefold() in named:
        return named[found.strip().casefold()]
    if any(character.isdigit() for character in found):
        return _spelling(tuple(register)).nearest(found)
    name = _spelling(tuple(named)).nearest(found)
    return None if name is None else named[name]


@cache
def _spelling(choices: tuple[str, ...]) -> Spelling:
    return Spelling(choices)
