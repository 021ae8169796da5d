"""The right answer nearest to a wrong one, fast enough for ten thousand wrong answers.

`tiltak.faults.nearest` compares with every right answer and is the one to use for a handful. Here the right answers are
filed once under what is left of them when one or two characters are taken out; two words that meet there are at most
two slips apart.
"""

import re
from collections.abc import Iterable
from datetime import date

__all__ = ["Spelling", "nearest_date"]

_TINY = 2  # of a word this short, one slip leaves nothing to recognise it by
_SHORT = 4  # and of one this short, two
_LONG = 24  # longer than any code; what stands in such a cell is a letter, not a slip
_FOLD = str.maketrans({"æ": "ae", "ø": "o", "å": "a", " ": "_", "-": "_"})
_CLOCK = re.compile(r"[T ]\s*[0-9]{1,2}[:.][0-9]{2}([:.][0-9.]+)?Z?\s*$")  # a spreadsheet's midnight, most often
_DATE_PARTS = 3
_LAST_MONTH = 12
_LONGEST_MONTH = 31


class Spelling:
    """Right answers, and the one that a wrong answer was probably meant to be.

    Args:
        choices: The right answers.

    >>> codes = Spelling(["NOR1267", "NOR1268", "MAT1019"])
    >>> codes.nearest("NOR1276"), codes.nearest("mat1019"), codes.nearest("ENG1007") is None
    ('NOR1267', 'MAT1019', True)
    """

    def __init__(self, choices: Iterable[str]) -> None:
        self._choices = sorted(choices)
        self._filed: dict[str, list[str]] | None = None
        self._answers: dict[str, str | None] = {}

    def nearest(self, found: str) -> str | None:
        """The right answer at most two slips away (fewer, when it is short); None when there is none."""
        if found not in self._answers:
            self._answers[found] = self._look_up(found)
        return self._answers[found]

    def _look_up(self, found: str) -> str | None:
        folded = _folded(found)
        if not 0 < len(folded) <= _LONG:
            return None
        if self._filed is None:
            self._filed = {}
            for choice in self._choices:
                for left in _with_some_taken_out(_folded(choice)):
                    self._filed.setdefault(left, []).append(choice)
        met = {choice for left in _with_some_taken_out(folded) for choice in self._filed.get(left, ())}
        return min(met, key=lambda choice: (_slips(folded, _folded(choice)), choice), default=None)


def _folded(text: str) -> str:
    return text.strip().casefold().translate(_FOLD)


def _with_some_taken_out(word: str) -> set[str]:
    """The word, and what is left of it with one character taken out, and with two when it is long enough."""
    left = {word}
    if len(word) > _TINY:
        ones = [word[:index] + word[index + 1 :] for index in range(len(word))]
        left.update(ones)
        if len(word) > _SHORT:
            left.update(one[:next_] + one[next_ + 1 :] for at, one in enumerate(ones) for next_ in range(at, len(one)))
    return left


def _slips(one: str, other: str) -> int:
    """Characters put in, taken out, changed, or swapped with their neighbour (optimal string alignment)."""
    before: list[int] = []
    last: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        before, last, row = last, row, [i]
        for j, right in enumerate(other, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
    return row[-1]


def nearest_date(found: str) -> str | None:
    """The real date somebody meant who wrote one that does not exist, or wrote it in another way.

    >>> nearest_date("2007-02-30"), nearest_date("3.1.2008"), nearest_date("2007/2/3"), nearest_date("in May") is None
    ('2007-02-28', '2008-01-03', '2007-02-03', True)
    """
    parts = _CLOCK.sub("", found).replace("/", "-").replace(".", "-").split("-")
    if len(parts) != _DATE_PARTS or not all(part.strip().isascii() and part.strip().isdigit() for part in parts):
        return None
    parts = [part.strip() for part in parts]
    year, month, day = parts if len(parts[0]) == len("2007") else parts[::-1]
    if len(year) != len("2007") or not 1 <= int(month) <= _LAST_MONTH or not 1 <= int(day) <= _LONGEST_MONTH:
        return None
    # At most three days too many: the last day of the month is the nearest that exists.
    for last in range(int(day), int(day) - 4, -1):
        try:
            return date(int(year), int(month), last).isoformat()
        except ValueError:
            continue
    return None
