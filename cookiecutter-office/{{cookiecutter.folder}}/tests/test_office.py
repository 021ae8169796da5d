"""Checks this office's own set-up: the files can be read, and nothing in them is against the rules."""

from pathlib import Path

import pytest

from tiltak.faults import BadInput
from tiltak.office.run import load_folder
from tiltak.render import fault_lines

HERE = Path(__file__).parents[1]


def test_the_four_files_can_be_read():
    """office.toml, cases.csv, passed.csv and events.csv hold nothing that is misspelt or against a register."""
    try:
        folder = load_folder(HERE)
    except BadInput as bad:
        pytest.fail("\n".join(fault_lines(bad.faults, "{{ cookiecutter.language }}")), pytrace=False)
    assert folder.office.name


def test_data_about_persons_stays_out_of_git():
    """The ignore file keeps every table of persons out."""
    assert "*.csv" in (HERE / ".gitignore").read_text(encoding="utf-8").split()
