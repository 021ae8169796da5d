"""Reading the tables that ship inside the package (never a file the user wrote)."""

import csv
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files

__all__ = ["optional_date", "read_rows"]


@cache
def read_rows(package: str, name: str) -> Sequence[dict[str, str]]:
    """The rows of a shipped CSV table, every cell a stripped string.

    Args:
        package: The room that owns the table, for example ``"tiltak.law"``.
        name: Path of the table inside the room, for example ``"data/values.csv"``.

    Raises:
        ValueError: When a row has more or fewer cells than the header; the table is ours, so this is our fault.
    """
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    rows = []
    for number, row in enumerate(csv.DictReader(text.splitlines(), restkey="", strict=True), start=2):
        if "" in row or None in row.values():
            raise ValueError(f"{package}/{name}:{number}: cells do not match the header")
        rows.append({key: value.strip() for key, value in row.items()})
    return tuple(rows)


def optional_date(text: str) -> date | None:
    """A date, or None where the table leaves the cell empty.

    >>> optional_date("2024-08-01")
    datetime.date(2024, 8, 1)
    >>> optional_date("") is None
    True
    """
    return date.fromisoformat(text) if text else None
