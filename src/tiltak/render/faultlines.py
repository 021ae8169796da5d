"""One line for each thing that is wrong with a file: where, what stood there, what was expected, what is near."""

from collections.abc import Iterable

from tiltak.faults import BadInput, Fault
from tiltak.render.words import Language, Words

__all__ = ["fault_line", "fault_lines"]


def fault_line(fault: Fault, words: Words | Language) -> str:
    """The fault as one line in the reader's language.

    `Fault.expected` may be the tail of an id of our own (``expected.<it>``); then its words are shown, otherwise it is
    shown as it stands.

    >>> from tiltak.faults import FaultKind
    >>> fault = Fault(FaultKind.UNKNOWN_CODE, "passed.csv", 4, "code", "NOR1276", "", "NOR1267")
    >>> print(fault_line(fault, "en"))
    passed.csv, line 4, “code”: this code is not known. Found “NOR1276”. Did you mean “NOR1267”?
    """
    words = _words(words)
    place = [fault.file]
    if fault.row is not None:
        place.append(words.text("fault.row", row=str(fault.row)))
    if fault.field:
        place.append(words.text("word.quoted", text=fault.field))
    line = f"{', '.join(part for part in place if part)}: {words.text(f'fault.{fault.kind.value}')}"
    if fault.shown:
        line += " " + words.text("fault.found", found=fault.shown)
    if fault.expected:
        line += " " + words.text("fault.expected", expected=_expected(fault.expected, words))
    if fault.nearest is not None:
        line += " " + words.text("fault.nearest", nearest=fault.nearest)
    return " ".join(line.split())


def _words(words: Words | Language) -> Words:
    return words if isinstance(words, Words) else Words(words)


def _expected(expected: str, words: Words) -> str:
    named = f"expected.{expected}"
    return words.text(named) if words.has(named) else expected


def fault_lines(faults: BadInput | Iterable[Fault], words: Words | Language) -> list[str]:
    """Every fault, one line each, in the order they came."""
    found = faults.faults if isinstance(faults, BadInput) else faults
    told = _words(words)
    return [fault_line(fault, told) for fault in found]
