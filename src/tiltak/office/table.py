"""Reading a CSV file somebody wrote into rows of cells, with every fault noted and none fatal.

A cell that is empty is `NOT_STATED`, `ukjent` is `NOT_KNOWN`: nobody asked, and asked without an answer.
"""

import csv
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Final, Generic, TypeVar

from attrs import define, field, frozen

from tiltak.faults import Fault, FaultKind, FaultList, nearest
from tiltak.office.personal_numbers import MASK, looks_like_one, mask
from tiltak.office.spelling import Spelling, nearest_date
from tiltak.office.text import read_text
from tiltak.rules import Knowledge

__all__ = ["NO", "UNKNOWN", "YES", "Cells", "Codes", "Table", "read_table"]

YES: Final = "ja"
NO: Final = "nei"
UNKNOWN: Final = "ukjent"

_DELIMITERS = ",;\t"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE = re.compile(r"[0-9]{1,6}")
_CASE_ID = re.compile(r"[A-ZÆØÅ]{1,8}-[0-9]{1,6}")
_YEARS = range(1900, 2100)  # a year outside is a slip of the keyboard
_LISTED = 13  # more codes than this do not fit on the line of a fault

Value = TypeVar("Value")


class Codes(Generic[Value]):
    """What may stand in a cell, and what each means.

    Args:
        values: Meaning by code.
        expected: What to say was expected: an id of the room's words; the codes themselves when they are few.
        suggested: The codes that a slip is led back to; all of them unless given.
    """

    def __init__(
        self, values: Mapping[str, Value], expected: str = "", suggested: Collection[str] | None = None
    ) -> None:
        self.values = values
        self.expected = expected if len(values) > _LISTED else ", ".join(sorted(values))
        self.spelling = Spelling(values if suggested is None else suggested)


@define
class Cells:
    """One row of a file, read cell by cell.

    Args:
        number: Line in the file where the row begins, counted from 1 with the header.
        texts: Cell by column; a column that the file does not have is empty.
        faults: Where faults are noted.
        refused: Columns in which a personal number stood; they are not read again.

    Attributes:
        ok: Whether every cell read so far was right.
    """

    number: int
    texts: Mapping[str, str]
    faults: FaultList
    refused: frozenset[str] = frozenset()
    ok: bool = field(default=True, init=False)

    def __attrs_post_init__(self) -> None:
        self.ok = not self.refused

    def fault(self, kind: FaultKind, column: str, expected: str = "", near: str | None = None, found: str = "") -> None:
        """Note that a cell is wrong; what stood there is shown without personal numbers."""
        self.ok = False
        shown = mask(found or self.texts.get(column, ""))
        self.faults.extend([Fault(kind, self.faults.file, self.number, column, shown, expected, near)])

    def text(self, column: str, *, required: bool = False) -> str | Knowledge:
        """What stands in the cell, or which kind of nothing."""
        text = self.texts.get(column, "")
        if column in self.refused:
            return Knowledge.NOT_KNOWN
        if not text:
            if required:
                self.fault(FaultKind.MISSING_VALUE, column)
            return Knowledge.NOT_STATED
        if text.casefold() == UNKNOWN:
            if required:
                self.fault(FaultKind.MISSING_VALUE, column)
            return Knowledge.NOT_KNOWN
        return text

    def code(self, column: str, codes: Codes[Value], *, required: bool = False) -> Value | Knowledge:
        """The meaning of a code."""
        text = self.text(column, required=required)
        if isinstance(text, Knowledge):
            return text
        if text in codes.values:
            return codes.values[text]
        self.fault(FaultKind.UNKNOWN_CODE, column, codes.expected, codes.spelling.nearest(text))
        return Knowledge.NOT_KNOWN

    def yes_no(self, column: str) -> bool | Knowledge:
        """`ja` or `nei`."""
        text = self.text(column)
        if isinstance(text, Knowledge):
            return text
        folded = text.casefold()
        if folded in (YES, NO):
            return folded == YES
        self.fault(FaultKind.WRONG_TYPE, column, "yes_no_unknown", _YES_NO.nearest(text))
        return Knowledge.NOT_KNOWN

    def day(self, column: str, *, required: bool = False) -> date | Knowledge:
        """A date that exists."""
        text = self.text(column, required=required)
        if isinstance(text, Knowledge):
            return text
        day = _date(text)
        if day is None:
            self.fault(FaultKind.NO_SUCH_DATE, column, "date_yyyy_mm_dd", nearest_date(text))
            return Knowledge.NOT_KNOWN
        if day.year not in _YEARS:
            self.fault(FaultKind.OUT_OF_RANGE, column, f"{_YEARS.start}-{_YEARS.stop - 1}")
            return Knowledge.NOT_KNOWN
        return day

    def whole(self, column: str, allowed: range) -> int | Knowledge:
        """A whole number within the range."""
        text = self.text(column)
        if isinstance(text, Knowledge):
            return text
        if not _WHOLE.fullmatch(text):
            self.fault(FaultKind.WRONG_TYPE, column, f"{allowed.start}-{allowed.stop - 1}")
            return Knowledge.NOT_KNOWN
        if int(text) not in allowed:
            self.fault(FaultKind.OUT_OF_RANGE, column, f"{allowed.start}-{allowed.stop - 1}")
            return Knowledge.NOT_KNOWN
        return int(text)

    def case_id(self, column: str = "case_id", *, required: bool = True) -> str:
        """A made-up token such as MT-001; empty when there is none, or when it is wrong."""
        text = self.text(column, required=required)
        if isinstance(text, Knowledge):
            return ""
        if not _CASE_ID.fullmatch(text):
            self.fault(FaultKind.WRONG_TYPE, column, "case_id_token")
            return ""
        return text


_YES_NO = Spelling((YES, NO, UNKNOWN))


def _date(text: str) -> date | None:
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@frozen
class Table:
    """The rows of a file, as far as it could be read.

    Args:
        rows: Every row whose cells match the header.
        whole: False when something of the file could not be read, so that what is missing here proves nothing.
    """

    rows: tuple[Cells, ...] = ()
    whole: bool = False


def read_table(path: Path, columns: Sequence[str], required: Collection[str], faults: FaultList) -> Table:
    """Read a CSV file, separated by comma, semicolon or tab as its header is.

    Args:
        path: The file.
        columns: Every column the file may have.
        required: Those it must have.
        faults: Where faults are noted; a row whose cells do not match the header is noted and left out, and so is
            an empty row, silently.
    """
    text = read_text(path, faults)
    if text is None:
        return Table()
    if not text.strip():
        faults.add(FaultKind.EMPTY_FILE)
        return Table()
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    # Looking at the whole text once is much cheaper than looking at every cell.
    suspect = looks_like_one(text)
    rows: list[Cells] = []
    whole = True
    number = 1
    try:
        header = [cell.strip() for cell in next(reader)]
        if not _header_is_right(header, columns, required, faults):
            return Table()
        number = reader.line_num + 1
        for row in reader:
            cells = [cell.strip() for cell in row]
            refused = _refused(header, cells, number, faults) if suspect else frozenset[str]()
            if len(cells) == len(header):
                if any(cells):
                    rows.append(Cells(number, dict(zip(header, cells, strict=True)), faults, refused))
            elif any(cells):
                whole = False
                faults.add(FaultKind.UNEVEN_ROW, row=number, found=str(len(cells)), expected=str(len(header)))
            number = reader.line_num + 1
    except csv.Error:
        whole = False
        faults.add(FaultKind.SYNTAX, row=number, expected="csv_quotes")
    return Table(tuple(rows), whole)


def _delimiter(text: str) -> str:
    header = text.lstrip().split("\n", 1)[0]
    return max(_DELIMITERS, key=header.count)


def _header_is_right(
    header: Sequence[str], columns: Sequence[str], required: Collection[str], faults: FaultList
) -> bool:
    """Note what is wrong with the header; a file with a wrong header is not read further."""
    before = len(faults)
    for index, name in enumerate(header):
        if name in header[:index]:
            faults.add(FaultKind.REPEATED_COLUMN, row=1, field=mask(name))
        elif name not in columns:
            near = nearest(name, [column for column in columns if column not in header])
            expected = "" if near else ", ".join(columns)
            fault = Fault(FaultKind.UNKNOWN_COLUMN, faults.file, 1, "", mask(name), expected, near)
            faults.extend([fault])
    for name in columns:
        if name in required and name not in header:
            faults.add(FaultKind.MISSING_COLUMN, row=1, field=name)
    return len(faults) == before


def _refused(header: Sequence[str], cells: Sequence[str], number: int, faults: FaultList) -> frozenset[str]:
    """The columns in which something looks like a personal number; each is noted, none is repeated."""
    columns = set()
    for index, cell in enumerate(cells):
        if looks_like_one(cell):
            column = header[index] if index < len(header) else ""
            columns.add(column)
            faults.add(FaultKind.PERSONAL_NUMBER, row=number, field=column, found=MASK)
    return frozenset(columns)
