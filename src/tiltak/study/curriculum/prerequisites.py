"""What a subject builds on: advice, and a bar only where a regulation says so. None does today."""

from functools import cache

from attrs import frozen

from tiltak.rules import Source
from tiltak.study.curriculum.goals import source
from tiltak.study.curriculum.subjects import catalogue
from tiltak.tables import read_rows

__all__ = ["Prerequisite", "prerequisites"]


@frozen
class Prerequisite:
    """One subject that another builds on.

    Attributes:
        code: The subject.
        builds_on: What it builds on.
        blocks: Whether nobody may sit the one without the other; False is advice.
        source: The regulation that bars, or None for advice.
        read_in: Where the order was read.
        confidence: ``HIGH``, ``MEDIUM`` or ``LOW``.
    """

    code: str
    builds_on: str
    blocks: bool
    source: Source | None
    read_in: str
    confidence: str


@cache
def prerequisites(code: str) -> tuple[Prerequisite, ...]:
    """What a subject builds on, in the table's order; of several, one is enough.

    Raises:
        UnknownCode: When there is no such subject.

    >>> [(one.builds_on, one.blocks) for one in prerequisites("MAT1023")]
    [('MAT1019', False), ('MAT1021', False)]
    """
    catalogue().subject(code)
    return tuple(
        Prerequisite(
            code,
            row["builds_on"],
            blocks := row["strength"] == "BLOCKING",
            source(row["source"]) if blocks else None,
            row["source"],
            row["confidence"],
        )
        for row in read_rows("tiltak.study", "data/prerequisites.csv")
        if row["code"] == code
    )
