"""What can be known about a case, and what is known about one."""

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from types import MappingProxyType
from typing import Any

from attrs import field, frozen

from tiltak.faults import BadInput, Fault, FaultKind, nearest

__all__ = ["NOT_KNOWN", "NOT_STATED", "Case", "Fact", "FactKind", "Knowledge"]


class Knowledge(Enum):
    """Two ways of not knowing; neither is ever read as *no*."""

    NOT_STATED = "not_stated"
    """Nobody has asked, or nobody has answered yet."""
    NOT_KNOWN = "not_known"
    """It was asked, and the answer is that it is not known."""


NOT_STATED = Knowledge.NOT_STATED
NOT_KNOWN = Knowledge.NOT_KNOWN


class FactKind(Enum):
    """What kind of value a fact has."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    DATE = "date"
    NUMBER = "number"


ANSWERED_BY = frozenset({"adviser", "youth", "school", "county", "nav", "employer", "nobody"})


def _one_of_the_codes(_instance: object, attribute: Any, value: str) -> None:
    if value not in ANSWERED_BY:
        raise ValueError(f"{attribute.name} is {value!r}; it must be one of {', '.join(sorted(ANSWERED_BY))}")


def _as_tuple(value: Iterable[str]) -> tuple[str, ...]:
    if isinstance(value, str):
        raise TypeError(f"expected several values, got the one text {value!r}")
    return tuple(value)


@frozen
class Fact:
    """Something that can be asked about a case.

    Args:
        name: Stable name; the question, the column and the key of a case.
        kind: What kind of value it has.
        choices: The codes a CHOICE may have, all of them.
        answered_by: Who can answer: adviser, youth, school, county, nav, employer or nobody.
        special_category: True when the answer is of a special category (GDPR article 9).

    >>> Fact("lower_secondary", FactKind.CHOICE, choices=("FULLFORT", "IKKE_FULLFORT")).answered_by
    'adviser'
    """

    name: str
    kind: FactKind
    choices: tuple[str, ...] = field(default=(), converter=_as_tuple)
    answered_by: str = field(default="adviser", validator=_one_of_the_codes)
    special_category: bool = False

    def __attrs_post_init__(self) -> None:
        """Refuse a fact that nobody could answer."""
        if not self.name:
            raise ValueError("a fact needs a name")
        if (self.kind is FactKind.CHOICE) != bool(self.choices):
            raise ValueError(f"fact {self.name!r}: choices belong to kind CHOICE, and a CHOICE must have them")
        if len(set(self.choices)) != len(self.choices):
            raise ValueError(f"fact {self.name!r}: a choice is named twice")

    def check(self, value: object, *, where: str = "case") -> None:
        """Refuse a value this fact cannot have; an unknown one is never read as something near it.

        Args:
            value: A stated value (not a `Knowledge`).
            where: Name of the case or file, for the message.

        Raises:
            BadInput: When the value is of the wrong type or not among the choices. The fault names the fact.
        """
        expected = {
            FactKind.YES_NO: "True or False",
            FactKind.CHOICE: "one of " + ", ".join(self.choices),
            FactKind.DATE: "a date",
            FactKind.NUMBER: "a number",
        }[self.kind]
        right_type = {
            FactKind.YES_NO: isinstance(value, bool),
            FactKind.CHOICE: isinstance(value, str),
            FactKind.DATE: isinstance(value, date) and not isinstance(value, datetime),
            FactKind.NUMBER: isinstance(value, (int, float)) and not isinstance(value, bool),
        }[self.kind]
        if not right_type:
            # The type says enough; the value itself may be personal.
            raise BadInput([Fault(FaultKind.WRONG_TYPE, where, None, self.name, type(value).__name__, expected)])
        if isinstance(value, str) and value not in self.choices:
            near = nearest(value, self.choices)
            raise BadInput([Fault(FaultKind.UNKNOWN_CODE, where, None, self.name, value, expected, near)])


class _Said:
    """Stands for True or False inside a case, so that the number 1 is never taken for *yes*."""

    __slots__ = ("value",)

    def __init__(self, value: bool) -> None:  # noqa: FBT001 - the one argument is the value itself
        self.value = value

    def __reduce__(self) -> tuple[Any, ...]:
        return (_said, (self.value,))


YES_SAID = _Said(value=True)
NO_SAID = _Said(value=False)


def _said(value: bool) -> _Said:  # noqa: FBT001 - the one argument is the value itself
    return YES_SAID if value else NO_SAID


def plain(value: object) -> object:
    """The value as the caller wrote it."""
    return value.value if isinstance(value, _Said) else value


def _stated(case_id: str, facts: Mapping[str, object]) -> dict[str, object]:
    stated: dict[str, object] = {}
    for name, value in facts.items():
        if isinstance(value, Knowledge):
            continue
        if isinstance(value, bool):
            stated[name] = YES_SAID if value else NO_SAID
        elif isinstance(value, (str, int, float, date)) and not isinstance(value, datetime):
            if isinstance(value, float) and not math.isfinite(value):
                raise BadInput([Fault(FaultKind.OUT_OF_RANGE, case_id, None, name, "", "a finite number")])
            stated[name] = value
        else:
            expected = "True, False, a text, a number, a date, NOT_STATED or NOT_KNOWN"
            raise BadInput([Fault(FaultKind.WRONG_TYPE, case_id, None, name, type(value).__name__, expected)])
    return stated


def _frozen_copy(facts: Mapping[str, object]) -> Mapping[str, object]:
    return MappingProxyType(dict(facts))


@frozen(repr=False, eq=False)
class Case:
    """What is known about one case.

    An absent fact is NOT_STATED; the value NOT_KNOWN says that it was asked. None is refused, because it says neither.
    `repr` tells which facts are known and never what they are.

    Args:
        facts: Values by fact name: bool, str, date, int, float, NOT_STATED or NOT_KNOWN.
        id: A made-up token for the case, never a name or a personal number.

    Raises:
        BadInput: When a value is of no kind a fact can have.

    >>> from datetime import date
    >>> case = Case({"born": date(2009, 5, 1), "at_risk": NOT_KNOWN}, id="A-1")
    >>> case
    Case('A-1', known=['born'], not_known=['at_risk'])
    >>> case.get("in_work")
    <Knowledge.NOT_STATED: 'not_stated'>
    """

    facts: Mapping[str, object] = field(converter=_frozen_copy)
    id: str = ""
    stated: dict[str, object] = field(init=False, repr=False)
    """What the compiled rules read: only stated values. Not for changing."""

    def __attrs_post_init__(self) -> None:
        """Sort out, once, what is stated from what is not."""
        object.__setattr__(self, "stated", _stated(self.id or "case", self.facts))

    def get(self, name: str) -> object:
        """The value of a fact, or the `Knowledge` that says why there is none."""
        return self.facts.get(name, NOT_STATED)

    def stated_facts(self) -> dict[str, object]:
        """The facts that have a value, by name.

        >>> Case({"in_work": True, "at_risk": NOT_KNOWN}).stated_facts()
        {'in_work': True}
        """
        return {name: value for name, value in self.facts.items() if not isinstance(value, Knowledge)}

    def with_facts(self, **facts: object) -> "Case":
        """The same case with more, or other, facts.

        >>> Case({}).with_facts(in_work=False).get("in_work")
        False
        """
        return Case({**self.facts, **facts}, self.id)

    def digest(self, names: Iterable[str] | None = None) -> str:
        """SHA-256 of the facts, in hex: the same facts give the same text on any machine.

        It recognises a case, it does not hide one: facts with few possible values can be found by trying them all,
        so treat it as personal data. NOT_STATED facts leave no trace, whether absent or said.

        Args:
            names: Only these facts; all of them when None.
        """
        wanted = sorted(self.facts if names is None else set(names))
        canonical = [
            [name, *_canonical(self.facts[name])]
            for name in wanted
            if self.facts.get(name, NOT_STATED) is not NOT_STATED
        ]
        text = json.dumps(canonical, ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("ascii")).hexdigest()

    def __repr__(self) -> str:
        known = sorted(self.stated)
        asked = sorted(name for name, value in self.facts.items() if value is NOT_KNOWN)
        return f"Case({self.id!r}, known={known!r}, not_known={asked!r})"

    def __eq__(self, other: object) -> bool:
        # Through the digest, because to Python the number 1 equals True.
        return (self.id, self.digest()) == (other.id, other.digest()) if isinstance(other, Case) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.id, self.digest()))

    def __reduce__(self) -> tuple[Any, ...]:
        return (Case, (dict(self.facts), self.id))


def _canonical(value: object) -> tuple[str, str]:
    if isinstance(value, Knowledge):
        return ("knowledge", value.value)
    if isinstance(value, bool):
        return ("yes_no", "yes" if value else "no")
    if isinstance(value, date):
        return ("date", value.isoformat())
    if isinstance(value, (int, float)):
        whole = isinstance(value, int) or value.is_integer()
        return ("number", str(int(value)) if whole else repr(value))
    return ("text", str(value))
