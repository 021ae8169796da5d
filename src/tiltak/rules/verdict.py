"""The three answers, ordered so that logic is arithmetic."""

from enum import IntEnum

__all__ = ["Verdict"]


class Verdict(IntEnum):
    """NO < UNKNOWN < YES: *and* is the least, *or* the greatest, *not* the mirror image (strong Kleene).

    >>> Verdict.YES & Verdict.UNKNOWN, Verdict.NO | Verdict.UNKNOWN, ~Verdict.NO
    (<Verdict.UNKNOWN: 1>, <Verdict.UNKNOWN: 1>, <Verdict.YES: 2>)
    """

    NO = 0
    UNKNOWN = 1
    YES = 2

    def __and__(self, other: int) -> "Verdict":
        return Verdict(min(self, other))

    def __or__(self, other: int) -> "Verdict":
        return Verdict(max(self, other))

    def __invert__(self) -> "Verdict":
        return Verdict(2 - self)
