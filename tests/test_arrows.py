"""The arrows between the rooms, and the size of what stands in them."""

from pathlib import Path

import pytest
from importlinter.cli import lint_imports

SOURCES = sorted(Path(__file__).parents[1].joinpath("src").rglob("*.py"))
MOST_LINES = 400


def test_the_arrows_point_one_way(root, monkeypatch, capsys):
    """Every contract in the project file holds."""
    monkeypatch.chdir(root)
    assert lint_imports() == 0, capsys.readouterr().out


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_a_file_can_be_held_in_the_head(source):
    """No file is longer than about four hundred lines."""
    assert len(source.read_text(encoding="utf-8").splitlines()) <= MOST_LINES
