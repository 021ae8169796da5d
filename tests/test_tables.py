"""Reading shipped tables."""

from datetime import date

import pytest

from tiltak.tables import optional_date, read_rows


def table(tmp_path, monkeypatch, name, text):
    """Make a package that ships one table."""
    package = tmp_path / name
    package.mkdir()
    package.joinpath("__init__.py").touch()
    package.joinpath("t.csv").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)


def test_cells_are_stripped_and_keep_norwegian_letters(tmp_path, monkeypatch):
    """Spaces around a cell are not part of it."""
    table(tmp_path, monkeypatch, "shipped_good", "a,b\n 1 ,Bø\n")
    assert list(read_rows("shipped_good", "t.csv")) == [{"a": "1", "b": "Bø"}]


@pytest.mark.parametrize("row", ["1", "1,2,3"])
def test_a_row_that_does_not_match_the_header_is_refused(tmp_path, monkeypatch, row):
    """A cell too few and a cell too many are both our own fault, named by row."""
    name = f"shipped_{len(row)}"
    table(tmp_path, monkeypatch, name, f"a,b\n{row}\n")
    with pytest.raises(ValueError, match=r"t\.csv:2: cells do not match the header"):
        read_rows(name, "t.csv")


def test_an_empty_cell_is_no_date():
    """An open end is None, and a date is a date."""
    assert optional_date("") is None
    assert optional_date("2024-08-01") == date(2024, 8, 1)
