"""Reading a TOML file so that every fault can say on which line it stands.

The standard reader gives values without places. Every key is found again afterwards by reading the file statement by
statement: a statement is the fewest lines from where it begins that the standard reader accepts.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from tiltak.faults import FaultKind, FaultList
from tiltak.office.personal_numbers import MASK, looks_like_one, mask
from tiltak.office.text import read_text

__all__ = ["Place", "TomlFile", "read_toml", "shown_path"]

Place = tuple[str | int, ...]

_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
_DATE = re.compile(r"(?<![\"'\w])\d{4}-\d{2}-\d{2}(?![\"'\w])")
_HEADER = re.compile(r"\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(#.*)?$")


@frozen
class TomlFile:
    """What a TOML file says, and where.

    Args:
        content: The tables.
        lines: Line number by place; the first line is 1.
    """

    content: Mapping[str, Any]
    lines: Mapping[Place, int]

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest thing around it that has one."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read_toml(path: Path, faults: FaultList) -> TomlFile | None:
    """Read a TOML file; faults are noted, and None is the answer when it cannot be read at all."""
    text = read_text(path, faults)
    if text is None:
        return None
    for number, line in enumerate(text.splitlines(), start=1):
        if looks_like_one(line):
            faults.add(FaultKind.PERSONAL_NUMBER, row=number, found=MASK)
    while True:
        try:
            content = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            quoted = _with_wrong_date_quoted(text, error)
            if quoted is None:
                faults.add(FaultKind.SYNTAX, row=_line_of(error, text), found=_shown_line(text, _line_of(error, text)))
                return None
            text = quoted
        else:
            return TomlFile(content, dict(_places(text)))


def shown_path(place: Place) -> str:
    """A place as people read it; entries of a list are counted from 1.

    >>> shown_path(("schools", 1, "weekdays", 0))
    'schools[2].weekdays[1]'
    """
    shown = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in place)
    return shown.removeprefix(".")


def _line_of(error: tomllib.TOMLDecodeError, text: str) -> int:
    at = _AT.search(str(error))
    return int(at[1]) if at else text.count("\n") + 1


def _shown_line(text: str, number: int) -> str:
    lines = text.splitlines()
    return mask(lines[number - 1].strip()) if number <= len(lines) else ""


def _with_wrong_date_quoted(text: str, error: tomllib.TOMLDecodeError) -> str | None:
    """A date that does not exist stops the reader; as text it is judged with everything else."""
    if "date" not in str(error):
        return None
    lines = text.split("\n")
    number = _line_of(error, text)
    changed = _DATE.sub(lambda found: f'"{found.group()}"', lines[number - 1])
    if changed == lines[number - 1]:
        return None
    lines[number - 1] = changed
    return "\n".join(lines)


def _places(text: str) -> Iterator[tuple[Place, int]]:
    """Every place in the file and its line."""
    lines = text.splitlines()
    table: Place = ()
    entries: dict[Place, int] = {}
    number = 0
    while number < len(lines):
        start, statement = number, lines[number]
        number += 1
        if not statement.strip() or statement.lstrip().startswith("#"):
            continue
        header = _HEADER.match(statement)
        if header:
            table = _table(header[1], header[2], entries)
            yield table, start + 1
            continue
        parsed = _parsed(statement)
        while parsed is None and number < len(lines):
            statement += "\n" + lines[number]
            number += 1
            parsed = _parsed(statement)
        for place in _keys(parsed or {}):
            yield (*table, *place), start + 1


def _table(brackets: str, name: str, entries: dict[Place, int]) -> Place:
    """The place of a table header, with the entry's number for every list on the way."""
    place: Place = ()
    keys = next(place for place in _keys(tomllib.loads(f"{name} = 0")))
    for index, key in enumerate(keys):
        place = (*place, key)
        last = index == len(keys) - 1
        if last and brackets == "[[":
            entries[place] = entries.get(place, -1) + 1
        if place in entries:
            place = (*place, entries[place])
    return place


def _parsed(statement: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(statement)
    except tomllib.TOMLDecodeError:
        return None


def _keys(value: object) -> Iterator[Place]:
    """The places of everything inside a value, deepest first."""
    entries: Iterator[tuple[str | int, object]]
    if isinstance(value, dict):
        entries = iter(value.items())
    elif isinstance(value, list):
        entries = iter(enumerate(value))
    else:
        return
    for key, inner in entries:
        yield from ((key, *place) for place in _keys(inner))
        yield (key,)
