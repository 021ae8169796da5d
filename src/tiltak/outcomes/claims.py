"""How much a figure can say, and words that say more than that.

A count says how many. A descriptive figure says how many of how many. A compared figure stands beside
another with the same population and horizon. A causal figure says what the programme brought about, and
needs a design that can show it. A figure below a level may not use that level's words.
"""

import re
from collections.abc import Mapping
from datetime import date
from enum import IntEnum
from functools import cache
from types import MappingProxyType
from typing import Final

from attrs import frozen

from tiltak.tables import read_rows

__all__ = [
    "LANGUAGES",
    "ClaimLevel",
    "ClaimTooStrong",
    "Design",
    "Overclaim",
    "ReportedCount",
    "Testimony",
    "check_wording",
    "described",
    "highest_claim",
    "refuse_wording",
    "testimony",
]

LANGUAGES: Final = ("nb", "nn", "en")


class ClaimLevel(IntEnum):
    """What a figure can say; a higher level can say all that a lower one can."""

    COUNT = 0
    DESCRIPTIVE = 1
    COMPARED = 2
    CAUSAL = 3


class ClaimTooStrong(ValueError):  # noqa: N818 - it names what was wrong, as KeyError's siblings do not
    """A figure was given a level, or a sentence words, that what stands behind it cannot bear."""


@frozen
class Design:
    """What a causal figure needs.

    Args:
        control_group: Id of the group that did not get the programme.
        registration: Id under which the comparison was registered before it was made.
    """

    control_group: str
    registration: str

    @property
    def complete(self) -> bool:
        """Whether both are there."""
        return bool(self.control_group and self.registration)


@frozen
class Overclaim:
    """Words that say more than a figure can.

    Args:
        words: The words as they stand in the text.
        start: Where they start, counted from 0.
        needs: The level such words need.
    """

    words: str
    start: int
    needs: ClaimLevel


@cache
def _patterns() -> Mapping[str, tuple[tuple[re.Pattern[str], ClaimLevel], ...]]:
    rows = read_rows("tiltak.outcomes", "data/claim_words.csv")
    found: dict[str, list[tuple[re.Pattern[str], ClaimLevel]]] = {lang: [] for lang in LANGUAGES}
    for row in rows:
        words = r"\s+".join(map(re.escape, row["stem"].split()))
        start = r"\b" if row["stem"][0].isalpha() else ""
        found[row["lang"]].append((re.compile(rf"{start}{words}\w*", re.IGNORECASE), ClaimLevel[row["needs"].upper()]))
    return MappingProxyType({lang: tuple(patterns) for lang, patterns in found.items()})


def check_wording(text: str, level: ClaimLevel, lang: str) -> tuple[Overclaim, ...]:
    """The words in a text that say more than a figure of this level can, in the order they stand.

    The list of words is data and never whole: an empty answer means that no known word was found. A denial
    ("had no effect") claims as much as its opposite, and is found as well.

    Args:
        text: The sentence.
        level: The level of the figure it is about.
        lang: ``"nb"``, ``"nn"`` or ``"en"``.

    Raises:
        ValueError: When the language has no list.

    >>> check_wording("Tiltaket førte til at 23 fullførte", ClaimLevel.COUNT, "nb")[0].words
    'førte til'
    >>> check_wording("23 fullførte skoleåret", ClaimLevel.COUNT, "nb")
    ()
    """
    if lang not in LANGUAGES:
        raise ValueError(f"no list of words for {lang!r}, only for {', '.join(LANGUAGES)}")
    found = (
        Overclaim(match.group(), match.start(), needs)
        for pattern, needs in _patterns()[lang]
        if needs > level
        for match in pattern.finditer(text)
    )
    return tuple(sorted(found, key=lambda claim: (claim.start, claim.words)))


def refuse_wording(text: str, level: ClaimLevel, lang: str) -> str:
    """The text itself, when it says no more than a figure of this level can.

    Raises:
        ClaimTooStrong: When it does, naming the words.
        ValueError: When the language has no list.

    >>> refuse_wording("80 av 90 eksamener er bestått", ClaimLevel.DESCRIPTIVE, "nb")
    '80 av 90 eksamener er bestått'
    """
    if found := check_wording(text, level, lang):
        words = ", ".join(f"{claim.words!r} needs {claim.needs.name}" for claim in found)
        raise ClaimTooStrong(f"a {level.name} figure cannot say this: {words}")
    return text


def highest_claim(*, denominator: bool, comparator: bool = False, design: Design | None = None) -> ClaimLevel:
    """The highest level a figure can have, from what stands behind it.

    Args:
        denominator: Whether it is known of how many.
        comparator: Whether it stands beside a figure of the same population and horizon.
        design: What can show that the programme brought it about.

    >>> highest_claim(denominator=False, comparator=True).name
    'COUNT'
    """
    if not denominator:
        return ClaimLevel.COUNT
    if not comparator:
        return ClaimLevel.DESCRIPTIVE
    return ClaimLevel.CAUSAL if design is not None and design.complete else ClaimLevel.COMPARED


@frozen
class ReportedCount:
    """A number somebody has reported, with no denominator: it stays a number and makes no share.

    Args:
        id: What it counts; its words are ``described.<id>``.
        low: The number, or the lowest of a range.
        high: The number, or the highest of a range.
        about: Whether the source says that it is rounded.
        unit: What is counted.
        source: Where it stands.
        read_on: When it was read.
    """

    id: str
    low: int
    high: int
    about: bool
    unit: str
    source: str
    read_on: date

    @property
    def claim_level(self) -> ClaimLevel:
        """Always a count."""
        return ClaimLevel.COUNT


@frozen
class Testimony:
    """What somebody has said about the programme: shown as said, never counted and never turned into a figure.

    Args:
        id: What was said; its words are ``testimony.<id>``.
        said_by: Role of who said it, as a code.
        source: Where it stands.
        read_on: When it was read.
    """

    id: str
    said_by: str
    source: str
    read_on: date


@cache
def described() -> tuple[ReportedCount, ...]:
    """The numbers that the programme's own description gives, for an office to stand beside, not to be judged by.

    >>> [(count.id, count.low, count.high) for count in described()][2]
    ('at_risk_through_year', 20, 25)
    """
    return tuple(
        ReportedCount(
            row["id"],
            int(row["low"]),
            int(row["high"]),
            row["about"] == "yes",
            row["unit"],
            row["source"],
            date.fromisoformat(row["read_on"]),
        )
        for row in read_rows("tiltak.outcomes", "data/described.csv")
    )


@cache
def testimony() -> tuple[Testimony, ...]:
    """What the programme's own description says that staff, pupils and schools have experienced.

    >>> testimony()[0].said_by
    'STAFF'
    """
    return tuple(
        Testimony(row["id"], row["said_by"], row["source"], date.fromisoformat(row["read_on"]))
        for row in read_rows("tiltak.outcomes", "data/testimony.csv")
    )
