"""What is wrong with what somebody wrote, said so that the person can put it right.

A `Fault` is data: which file, row and field, what stood there, what was expected, and the
nearest right answer. The words come from `render`; `str(fault)` is the English line a
developer sees. `FaultList` gathers every fault before anything is raised.
"""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from enum import StrEnum

from attrs import field, frozen

__all__ = ["BadInput", "Fault", "FaultKind", "FaultList", "nearest"]

_SHOWN = 60  # a cell can hold a whole letter; one line per fault must stay one line


class FaultKind(StrEnum):
    """The kinds of fault; each has its sentence in the words of `render`."""

    MISSING_FILE = "missing_file"
    NOT_A_FILE = "not_a_file"
    ENCODING = "encoding"
    EMPTY_FILE = "empty_file"
    SYNTAX = "syntax"
    MISSING_COLUMN = "missing_column"
    UNKNOWN_COLUMN = "unknown_column"
    REPEATED_COLUMN = "repeated_column"
    UNEVEN_ROW = "uneven_row"
    MISSING_KEY = "missing_key"
    UNKNOWN_KEY = "unknown_key"
    MISSING_VALUE = "missing_value"
    WRONG_TYPE = "wrong_type"
    NO_SUCH_DATE = "no_such_date"
    OUT_OF_RANGE = "out_of_range"
    UNKNOWN_CODE = "unknown_code"
    REPEATED = "repeated"
    CONTRADICTION = "contradiction"
    UNKNOWN_CASE = "unknown_case"
    PERSONAL_NUMBER = "personal_number"
    EXISTS = "exists"


@frozen
class Fault:
    """One thing wrong in one place.

    Args:
        kind: Which kind of fault.
        file: Name of the file as the user knows it.
        row: Line in the file, counted from 1 with the header; None when the fault is the file's.
        field: Column, key path or question; empty when the fault is the row's or the file's.
        found: What stood there.
        expected: What could have stood there, as a format or a list of codes.
        nearest: The right answer closest to what stood there, if one is near.

    >>> print(Fault(FaultKind.UNKNOWN_CODE, "passed.csv", 4, "code", "NOR1276", "a subject code", "NOR1267"))
    passed.csv:4: code: unknown code: found 'NOR1276', expected a subject code; did you mean 'NOR1267'?
    """

    kind: FaultKind
    file: str
    row: int | None = None
    field: str = ""
    found: str = ""
    expected: str = ""
    nearest: str | None = None

    @property
    def shown(self) -> str:
        """What stood there, on one line and never longer than a line holds."""
        flat = " ".join(self.found.split())
        return flat if len(flat) <= _SHOWN else flat[: _SHOWN - 1] + "…"

    def __str__(self) -> str:
        place = self.file if self.row is None else f"{self.file}:{self.row}"
        parts = [place, self.field, self.kind.value.replace("_", " ")]
        line = ": ".join(part for part in parts if part)
        if self.found:
            line += f": found {self.shown!r}"
        if self.expected:
            line += f", expected {self.expected}"
        if self.nearest is not None:
            line += f"; did you mean {self.nearest!r}?"
        return line


class BadInput(ValueError):  # noqa: N818 - it names what was wrong, as KeyError's siblings do not
    """Everything that was wrong with the input, at once.

    Attributes:
        faults: The faults in the order of file, row and field.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


@frozen
class FaultList:
    """Gathers faults while reading goes on, and raises them together.

    >>> faults = FaultList("cases.csv")
    >>> faults.add(FaultKind.NO_SUCH_DATE, row=2, field="born", found="2007-02-30", expected="YYYY-MM-DD")
    >>> len(faults)
    1
    """

    file: str
    _faults: list[Fault] = field(factory=list, init=False)

    def add(
        self,
        kind: FaultKind,
        *,
        row: int | None = None,
        field: str = "",
        found: str = "",
        expected: str = "",
        choices: Iterable[str] = (),
    ) -> None:
        """Note a fault; `choices`, when given, are what the nearest right answer is looked for in."""
        options = sorted(choices)
        self._faults.append(
            Fault(kind, self.file, row, field, found, expected or ", ".join(options), nearest(found, options))
        )

    def extend(self, faults: Iterable[Fault]) -> None:
        """Take over faults found elsewhere."""
        self._faults.extend(faults)

    def __len__(self) -> int:
        return len(self._faults)

    def __iter__(self) -> Iterator[Fault]:
        return iter(sorted(self._faults, key=lambda fault: (fault.file, fault.row or 0, fault.field, fault.found)))

    def raise_if_any(self) -> None:
        """Raise all that was noted.

        Raises:
            BadInput: When at least one fault was noted.
        """
        if self._faults:
            raise BadInput(self)


def nearest(found: str, choices: Iterable[str]) -> str | None:
    """The choice closest to what stood there, or None when none is near.

    >>> nearest("privatits", ["privatist", "elev"])
    'privatist'
    >>> nearest("xyz", ["privatist", "elev"]) is None
    True
    """
    options = list(choices)
    folded = {option.casefold(): option for option in reversed(options)}
    close = get_close_matches(found.strip().casefold(), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else None
