"""The provisions this room rests on: one row a provision and wording, in ``data/sources.csv``."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from tiltak.rules import Confidence, Source
from tiltak.tables import optional_date, read_rows

__all__ = ["CHECKED_ON", "provision", "provisions", "read_provisions"]

CHECKED_ON = date(2026, 11, 23)
"""The day the law was last read; what is asked about a later day is answered with a note that says so."""


def _number(text: str) -> int | None:
    return int(text) if text else None


def read_provisions(room: str, table: str) -> Mapping[str, Source]:
    """The provisions of a room's own table by id, in its order. Columns for what is below the section may be left out.

    Args:
        room: The room's package, for example ``"tiltak.law"``.
        table: Path of the table inside the room.
    """
    return MappingProxyType(
        {
            row["id"]: Source(
                row["law"],
                row["section"],
                _number(row.get("subsection", "")),
                _number(row.get("sentence", "")),
                row.get("letter") or None,
                in_force_from=optional_date(row["in_force_from"]),
                in_force_to=optional_date(row["in_force_to"]),
                url=row["url"],
                checked_on=date.fromisoformat(row["checked_on"]),
                confidence=Confidence[row["confidence"]],
                inferred=row["inferred"] == "YES",
            )
            for row in read_rows(room, table)
        }
    )


@cache
def provisions() -> Mapping[str, Source]:
    """All provisions by id, in the order of the table.

    >>> provisions()["ol.youth.until"].cite()
    'opplæringslova § 5-1 (2) 1.'
    """
    return read_provisions("tiltak.law", "data/sources.csv")


def provision(name: str) -> Source:
    """One provision.

    Args:
        name: Its id in the table.

    Raises:
        KeyError: When there is none of that id.

    >>> provision("o98.youth.schooling.2006").confirmed
    False
    """
    return provisions()[name]
