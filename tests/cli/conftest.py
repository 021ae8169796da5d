"""An office's folder to change, and the command run in this process."""

import shutil

import pytest
from typer.testing import CliRunner

from tiltak.cli import app
from tiltak.office.kit import example_folder


@pytest.fixture
def office(tmp_path):
    """A copy of the worked example, free to be spoilt."""
    return shutil.copytree(example_folder(), tmp_path / "office")


@pytest.fixture
def run_tiltak():
    """Run the command and give back what it said and how it left."""
    runner = CliRunner()

    def run(*words):
        return runner.invoke(app, [str(word) for word in words])

    return run
