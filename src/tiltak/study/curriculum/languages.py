"""Which level of a foreign language a private candidate must take (forskrift til opplæringslova § 5-8)."""

from collections.abc import Collection
from enum import StrEnum

from tiltak.study.curriculum.subjects import UnknownCode, catalogue

__all__ = ["Level", "language_levels", "languages"]


class Level(StrEnum):
    """The two levels of a foreign language."""

    ONE = "I"
    TWO = "II"


def languages() -> tuple[str, ...]:
    """The languages that have exam sets, by the code in the set's id.

    >>> languages()
    ('FR', 'GE', 'SP')
    """
    return tuple(sorted({one.split("-")[1] for one in catalogue().sets if one.startswith("FSP-")}))


def language_levels(language: str, in_lower_secondary: Collection[str] | None) -> frozenset[Level]:
    """The levels that count for a private candidate in this language.

    The language of lower secondary school is taken at level II, and so is any language by one who had none there. A
    language that is new is taken at level I or II, as the candidate chooses. While nobody has said what was taken in
    lower secondary, only level II is sure.

    Args:
        language: One of `languages`.
        in_lower_secondary: The languages of years 8 to 10; empty for none, None when it is not known. A language
            that has no exam here may stand there too.

    Raises:
        UnknownCode: When there are no exams in the language.

    >>> sorted(language_levels("SP", ["GE"])), sorted(language_levels("SP", ["SP"])), sorted(language_levels("SP", []))
    ([<Level.ONE: 'I'>, <Level.TWO: 'II'>], [<Level.TWO: 'II'>], [<Level.TWO: 'II'>])
    """
    if language not in languages():
        raise UnknownCode(language, None)
    new = in_lower_secondary is not None and len(in_lower_secondary) > 0 and language not in in_lower_secondary
    return frozenset(Level) if new else frozenset({Level.TWO})
