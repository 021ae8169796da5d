"""One line of Python that reads a case, written for the number of facts there are.

A loop over five facts costs more than the five look-ups. The standard library's dataclasses and attrs write
their `__init__` the same way. The text below holds numbers only: names and tables are handed over as arguments.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tiltak.rules.slots import SlotCodes

__all__ = ["reader_of"]


@cache
def _maker(count: int) -> Callable[..., Any]:
    names = "".join(f"n{place}, t{place}, " for place in range(count))
    total = " + ".join(f"t{place}[get(n{place})]" for place in range(count)) or "0"
    text = (
        f"def make({names}slow):\n def read(stated):\n  get = stated.get\n"
        f"  try:\n   return {total}\n  except KeyError:\n   return slow(stated)\n return read"
    )
    namespace: dict[str, Any] = {}
    exec(compile(text, f"<reader of {count} facts>", "exec"), namespace)  # noqa: S102 - our own text, of numbers only
    made: Callable[..., Any] = namespace["make"]
    return made


def reader_of(slots: Sequence[tuple[str, SlotCodes]]) -> Callable[[Mapping[str, object]], int]:
    """A function from the stated facts of a case to the sum of their codes.

    A value that was not met before is worked out, and remembered, by the codes themselves.

    Args:
        slots: Name of each fact, and its codes.
    """

    def slow(stated: Mapping[str, object]) -> int:
        return sum(codes.code(stated.get(name)) for name, codes in slots)

    parts = [part for name, codes in slots for part in (name, codes.table)]
    made: Callable[[Mapping[str, object]], int] = _maker(len(slots))(*parts, slow)
    return made
