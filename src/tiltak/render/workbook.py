"""One workbook that opens in any spreadsheet: real dates and numbers, a heading that stays, a filter on every column.

What stands in a cell is what was given: a text that begins as a formula does is written as text, so that nothing a
person typed into a register can run in a colleague's spreadsheet. The bytes depend on the content only.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from enum import StrEnum
from io import BytesIO
from typing import Any, Final

from attrs import field, frozen
from xlsxwriter import Workbook

from tiltak.render.words import Words

__all__ = ["Cell", "Column", "ColumnKind", "Sheet", "workbook_bytes"]

Cell = str | int | float | date | time | None

_EPOCH: Final = date(1900, 1, 1)  # a spreadsheet knows no day before this
_TITLE_LIMIT: Final = 31
_CELL_LIMIT: Final = 32_767  # a longer text would be dropped without a word
_NOT_IN_TITLE: Final = re.compile(r"[\[\]:*?/\\]")
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class ColumnKind(StrEnum):
    """How a column's cells are shown; a cell of another type is shown as the text it is."""

    TEXT = "text"
    DATE = "date"
    TIME = "time"
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"


_FORMATS: Final[dict[ColumnKind, dict[str, object]]] = {
    ColumnKind.TEXT: {"text_wrap": True, "num_format": "@"},
    ColumnKind.DATE: {"num_format": "dd.mm.yyyy", "align": "left"},
    ColumnKind.TIME: {"num_format": "hh:mm", "align": "left"},
    ColumnKind.NUMBER: {"num_format": "#,##0.##########"},
    ColumnKind.MONEY: {"num_format": '#,##0 "kr"'},
    ColumnKind.PERCENT: {"num_format": "0.0 %"},
}


@frozen
class Column:
    """A column: its heading, what it holds and how wide it is, in characters."""

    heading: str
    kind: ColumnKind = ColumnKind.TEXT
    width: int = 18


def _fit_title(title: str) -> str:
    return _NOT_IN_TITLE.sub(" ", title)[:_TITLE_LIMIT].strip()


@frozen
class Sheet:
    """A sheet of the workbook.

    Args:
        title: Its name, cut to what a spreadsheet takes; two sheets may not share one.
        columns: From left to right.
        rows: Cells in the order of the columns.

    Raises:
        ValueError: When a row has more or fewer cells than there are columns.
    """

    title: str = field(converter=_fit_title)
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]

    def __attrs_post_init__(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(f"{self.title}, row {number}: {len(row)} cells in {len(self.columns)} columns")


def workbook_bytes(sheets: Sequence[Sheet], words: Words, *, as_of: date) -> bytes:
    """The sheets as an XLSX file.

    Args:
        sheets: In the order they are to stand.
        words: The language of the file's title.
        as_of: The day the file tells of; it stands as the day the file was made.
    """
    buffer = BytesIO()
    # Nothing is guessed from a text: no formulas, no links, no numbers; and no temporary files of people's facts.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(buffer, options)
    book.set_properties({"title": words.text("workbook.title"), "created": datetime.combine(as_of, time.min)})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E3EAEB", "bottom": 1})
    formats = {kind: book.add_format({"valign": "top", **how}) for kind, how in _FORMATS.items()}
    for sheet in sheets:
        page = book.add_worksheet(sheet.title)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        page.freeze_panes(1, 1)
        for x, column in enumerate(sheet.columns):
            page.set_column(x, x, column.width)
            page.write_string(0, x, column.heading, head)
            for y, row in enumerate(sheet.rows, start=1):
                _write(page, (y, x), row[x], formats, column.kind)
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    book.close()
    return buffer.getvalue()


def _write(page: Any, place: tuple[int, int], value: Cell, formats: Mapping[ColumnKind, Any], kind: ColumnKind) -> None:
    if value is None:
        page.write_blank(*place, None, formats[kind])
    elif isinstance(value, datetime) or (isinstance(value, date) and value < _EPOCH):
        page.write_string(*place, value.isoformat(), formats[ColumnKind.TEXT])
    elif isinstance(value, date):
        page.write_datetime(*place, value, formats[ColumnKind.DATE])
    elif isinstance(value, time):
        page.write_datetime(*place, value, formats[ColumnKind.TIME])
    elif isinstance(value, int | float) and not isinstance(value, bool):
        shown = kind if kind in (ColumnKind.MONEY, ColumnKind.PERCENT) else ColumnKind.NUMBER
        page.write_number(*place, value, formats[shown])
    else:
        text = _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", str(value))
        if len(text) > _CELL_LIMIT:
            text = text[: _CELL_LIMIT - 1] + "…"
        page.write_string(*place, text, formats[ColumnKind.TEXT])
