"""The workbook, read back by another library than the one that wrote it."""

from datetime import date, time
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tiltak.render.words import Words
from tiltak.render.workbook import Column, ColumnKind, Sheet, workbook_bytes

AS_OF = date(2027, 2, 1)
WORDS = Words("nb")
COLUMNS = (
    Column("Sak"),
    Column("Frist", ColumnKind.DATE),
    Column("Gebyr", ColumnKind.MONEY),
    Column("Andel", ColumnKind.PERCENT),
    Column("Oppmøte", ColumnKind.TIME),
)
ROW = ("MT-001", date(2027, 2, 1), 2700, 0.125, time(8, 15))


def read(sheets, **how):
    """The workbook as openpyxl reads it."""
    return load_workbook(BytesIO(workbook_bytes(sheets, WORDS, as_of=AS_OF)), **how)


def test_dates_numbers_and_times_are_real():
    """What can be reckoned with comes back as what it is, shown as Norwegians write it."""
    page = read([Sheet("Saker", COLUMNS, [ROW])])["Saker"]
    case, due, fee, share, starts = page[2]
    assert (case.value, due.value.date(), fee.value, share.value, starts.value) == ROW
    assert (due.number_format, fee.number_format, share.number_format) == ("dd.mm.yyyy", '#,##0 "kr"', "0.0 %")


def test_the_heading_stays_and_every_column_can_be_filtered():
    """The first row is frozen and carries the filter down to the last row."""
    page = read([Sheet("Saker", COLUMNS, [ROW, ROW])])["Saker"]
    assert [cell.value for cell in page[1]] == ["Sak", "Frist", "Gebyr", "Andel", "Oppmøte"]
    assert (page.freeze_panes, page.auto_filter.ref) == ("B2", "A1:E3")


@pytest.mark.parametrize(
    "typed",
    ["=1+1", "+4712345678", "-2", "@SUM(A1)", '=HYPERLINK("https://a.example";"x")', "\t=1", "https://a.example"],
)
def test_what_a_person_typed_never_runs(typed):
    """A text that begins as a formula, a number or a link stays the text it was, and no formula is in the file."""
    data = workbook_bytes([Sheet("Saker", COLUMNS[:1], [[typed]])], WORDS, as_of=AS_OF)
    cell = load_workbook(BytesIO(data))["Saker"]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (typed, "s", None)
    with ZipFile(BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_unknown_is_an_empty_cell():
    """Nothing is written for what is not known: no zero and no word."""
    assert [cell.value for cell in read([Sheet("Saker", COLUMNS, [[None] * 5])])["Saker"][2]] == [None] * 5


def test_a_row_must_fit_its_columns():
    """One cell too few would put every number under the wrong heading."""
    with pytest.raises(ValueError, match="row 2: 4 cells in 5 columns"):
        Sheet("Saker", COLUMNS, [ROW, ROW[:4]])


def test_a_title_is_made_fit():
    """A spreadsheet takes 31 characters and no slashes."""
    assert Sheet("Eksamen/møtedag: " + "x" * 40, COLUMNS, []).title == "Eksamen møtedag  " + "x" * 14


def test_a_text_too_long_for_a_cell_is_cut_and_shows_it():
    """It would otherwise vanish without a word."""
    assert read([Sheet("Saker", COLUMNS[:1], [["x" * 40_000]])])["Saker"]["A2"].value == "x" * 32_766 + "…"


def test_the_same_content_gives_the_same_bytes():
    """No clock is read: the file is dated by its as-of date."""
    sheets = [Sheet("Saker", COLUMNS, [ROW])]
    first = workbook_bytes(sheets, WORDS, as_of=AS_OF)
    assert first == workbook_bytes(sheets, WORDS, as_of=AS_OF)
    assert load_workbook(BytesIO(first)).properties.created.date() == AS_OF


@given(
    st.lists(
        st.none()
        | st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=30)
        | st.integers(-(2**50), 2**50)
        | st.dates(date(1901, 1, 1), date(2100, 1, 1)),
        min_size=1,
        max_size=20,
    )
)
def test_every_cell_is_read_back_as_it_was_given(values):
    """Texts, numbers, days and nothing, in any column."""
    page = read([Sheet("A", [Column("x")], [[value] for value in values])])["A"]
    found = [page.cell(row=i, column=1) for i in range(2, len(values) + 2)]
    assert [cell.value.date() if cell.is_date else cell.value for cell in found] == values
