"""Checks this office's own set-up: the files can be read, and nothing in them is against the rules."""

from pathlib import Path

from tiltak.office import load_office, read_cases

HERE = Path(__file__).parents[1]


def test_the_office_can_be_read():
    """office.toml holds nothing that is misspelt or against a register."""
    assert load_office(HERE / "office.toml").name


def test_the_cases_can_be_read():
    """cases.csv has the right columns, and every value in it is one the programme knows."""
    read_cases(HERE / "cases.csv")


def test_data_about_persons_stays_out_of_git():
    """The ignore file keeps every table of persons out."""
    assert "*.csv" in (HERE / ".gitignore").read_text(encoding="utf-8").split()
