"""An office's folder to spoil, and the lines its readers answer with."""

import shutil

import pytest

from tiltak.faults import BadInput
from tiltak.office import example_folder


@pytest.fixture
def folder(tmp_path):
    """A copy of the worked example."""
    return shutil.copytree(example_folder(), tmp_path / "office")


@pytest.fixture
def write(tmp_path):
    """Write a file with the given lines and give back its path."""

    def write_lines(name, *lines, encoding="utf-8", newline="\n"):
        path = tmp_path / name
        path.write_bytes((newline.join(lines) + newline).encode(encoding))
        return path

    return write_lines


@pytest.fixture
def faults():
    """The faults a reader raises for a path; none when it reads it."""

    def read(reader, *arguments):
        try:
            reader(*arguments)
        except BadInput as bad:
            return list(bad.faults)
        return []

    return read
