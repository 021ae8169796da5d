"""No text in the repository holds a personal number that could be somebody's."""

import subprocess
from pathlib import Path

import pytest

from tiltak.office.personal_numbers import find_somebodys

ROOT = Path(__file__).parents[1]


def tracked_files():
    """Every file that git keeps; without git, every file beside the tests that is not made by a tool."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0:
        return [ROOT / name for name in listed.stdout.decode("utf-8").split("\0") if name]
    folders = ("src", "tests", "docs", "examples", "benchmarks", "cookiecutter-office")
    return [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]


def text_of(path):
    """What a file says, or nothing when it is no text."""
    data = path.read_bytes() if path.is_file() else b""
    return "" if b"\0" in data else data.decode("utf-8", errors="replace")


def test_no_file_holds_a_number_that_could_be_somebodys():
    """Only the made-up series, whose months are 81 to 92 or 66 to 77, may stand anywhere."""
    files = tracked_files()
    assert len(files) > 50
    found = [path.relative_to(ROOT).as_posix() for path in files if find_somebodys(text_of(path))]
    assert not found


@pytest.mark.parametrize("month", [5, 25, 45])
def test_the_search_would_find_one(tmp_path, month):
    """A number made here, and kept nowhere, is found in a file."""
    path = tmp_path / "letter.md"
    for serial in range(10_000, 11_000):
        path.write_text(f"Kandidaten ({12:02}{month:02}06{serial % 1000:03}%02d) vil melde seg opp.", encoding="utf-8")
        text = text_of(path)
        if any(find_somebodys(text % check) for check in range(100)):
            return
    pytest.fail("a thousand serial numbers with every pair of check digits, and none was found")
