"""Lives to be changed, and the readable case file."""

import tomllib
from pathlib import Path

import pytest

from tiltak.programme import Track
from tiltak.programme.participation import (
    Change,
    Delivery,
    ExamAttempt,
    Participation,
    Schooling,
    SourceRow,
    apply,
    import_participation,
)

BOOK = Path(__file__).parents[2] / "cases" / "programme" / "participation" / "changes.toml"


@pytest.fixture(scope="session")
def book():
    """The case file."""
    return tomllib.loads(BOOK.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def steps(book):
    """The change and the day of a step of the case file, with other values where a case has its own."""

    def make(machine, name, more=None):
        told = {"code": name, **book["step"][machine][name], **(more or {})}
        return Change(**{key: value for key, value in told.items() if key != "on"}), told["on"]

    return make


@pytest.fixture(scope="session")
def lived(book, steps):
    """A life after some steps of the case file."""

    def make(machine, before, delivery="direkte"):
        offer = Delivery(delivery, **book["delivery"][delivery])
        life = {
            "PARTICIPATION": Participation("MT-001", Track.BACK_TO_SCHOOL, offer),
            "SCHOOLING": Schooling("MT-001"),
            "EXAM": ExamAttempt("MT-001", "NOR1267", "V2027"),
        }[machine]
        for name in before:
            step = book["step"][machine][name]
            if "import" in step:
                rows = [SourceRow("KOMET", step["import"], step["on"])]
                life = import_participation("MT-001", Track.BACK_TO_SCHOOL, offer, rows, step["on"]).life
            else:
                change, on = steps(machine, name)
                life = apply(life, change, on, others=())
        return life

    return make
