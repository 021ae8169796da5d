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
from tiltak.office.spelling import nearest_date
from tiltak.office.text import read_text

__all__ = ["Place", "TomlFile", "read_toml", "shown_path"]

Place = tuple[str | int, ...]

_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
_DATE = re.compile(r"(?<![\"'\w.])(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4})(?![\"'\w])")
_SHOWN_BEFORE = 30  # characters before the place, so that the place is seen on the line of a fault
_PLACE = "▸"
_LOOKED_BACK = 400  # lines; each takes a reading of the file
# What the standard reader says, by how it begins (Python 3.11 to 3.14), and the words that say the same to a person.
_SAYS = (
    ("Expected '=' after a key", "toml_equals"),
    ("Unclosed array", "toml_list_closed"),
    ("Unclosed inline table", "toml_table_closed"),
    ("Unterminated string", "toml_text_closed"),
    (r"Illegal character '\n'", "toml_text_closed"),
    (r"Illegal character '\r'", "toml_text_closed"),
    (r"Found invalid character '\n'", "toml_text_closed"),
    (r"Found invalid character '\r'", "toml_text_closed"),
    ("Illegal character", "toml_character"),
    ("Found invalid character", "toml_character"),
    ("Expected '\"", "toml_text_closed"),
    ("Expected \"'", "toml_text_closed"),
    ("Expected ']", "toml_header_closed"),
    ("Expected newline", "toml_line_ends"),
    ("Cannot overwrite", "toml_once"),
    ("Cannot declare", "toml_once"),
    ("Cannot mutate", "toml_once"),
    ("Cannot redefine", "toml_once"),
    ("Duplicate", "toml_once"),
    ("Invalid initial character", "toml_key"),
    ("Invalid statement", "toml_key"),
    ("Unescaped '\\'", "toml_backslash"),
    ("Invalid hex value", "toml_backslash"),
    ("Escaped character", "toml_backslash"),
    ("Invalid date", "date_yyyy_mm_dd"),
    ("Invalid value", "toml_value"),
)
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
                row, column = _place_of(error, text)
                faults.add(FaultKind.SYNTAX, row=row, found=_shown_line(text, row, column), expected=_wanted(error))
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


def _place_of(error: tomllib.TOMLDecodeError, text: str) -> tuple[int, int]:
    """Line and column where the standard reader stopped, both from 1.

    When it stopped at the end of the file, something was opened and never closed: the line where that began.
    """
    at = _AT.search(str(error))
    if at:
        return int(at[1]), int(at[2])
    lines = text.rstrip().split("\n")
    row = len(lines)
    for before in range(len(lines) - 1, max(len(lines) - _LOOKED_BACK, 0) - 1, -1):
        if _parsed("\n".join(lines[:before])) is not None:
            told = (number for number, line in enumerate(lines[before:], before + 1) if line.split("#")[0].strip())
            row = next(told, row)
            break
    return row, len(lines[row - 1].rstrip()) + 1


def _shown_line(text: str, number: int, column: int) -> str:
    """A line with a mark where the reader stopped; without it where a personal number has been masked."""
    line = text.split("\n")[number - 1].rstrip()
    if mask(line) != line:
        return mask(line).strip()
    before, after = line[: column - 1], line[column - 1 :]
    if len(before) > _SHOWN_BEFORE:
        before = "…" + before[-_SHOWN_BEFORE:]
    return f"{before.rstrip()} {_PLACE} {after.lstrip()}".strip()


def _wanted(error: tomllib.TOMLDecodeError) -> str:
    """What the reader would have taken instead; nothing where what it says is not known here."""
    said = str(error)
    return next((words for beginning, words in _SAYS if said.startswith(beginning)), "")


def _with_wrong_date_quoted(text: str, error: tomllib.TOMLDecodeError) -> str | None:
    """A date that does not exist, or is written in another way, stops the reader; as text it is judged as all else."""
    lines = text.split("\n")
    number, _ = _place_of(error, text)
    changed = _DATE.sub(
        lambda found: f'"{found.group()}"' if nearest_date(found.group()) else found.group(), lines[number - 1]
    )
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
