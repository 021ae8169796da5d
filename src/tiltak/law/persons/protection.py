"""Protected address and shielding travel with a person's data, and what must not be shown is hidden by default.

A `Guarded` value shows stars wherever it is written; a page, a list or a calendar asks `shown_address` or
`shown_detail` for it, and gets the value or the reason why not. What nobody has looked up is hidden as if it were
protected. There is no override: NAV's own access service has none for protected addresses either
(navikt/populasjonstilgangskontroll, read 2026-11-23), and the table of what each outlet may show is the library's
reading of that, in ``data/outlets.csv``.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, Final, Generic, NoReturn, TypeVar

from attrs import field, frozen

from tiltak.rules import NOT_STATED, Knowledge, Verdict
from tiltak.tables import read_rows

__all__ = [
    "AddressProtection",
    "Detail",
    "Guarded",
    "Outlet",
    "Protection",
    "Shown",
    "may_show",
    "shown_address",
    "shown_detail",
]

T = TypeVar("T")
_MASK: Final = "***"


class AddressProtection(StrEnum):
    """How the population register protects an address.

    `FORTROLIG` is what people call code 7, `STRENGT_FORTROLIG` code 6, `STRENGT_FORTROLIG_UTLAND` the same abroad.
    """

    UGRADERT = "UGRADERT"
    FORTROLIG = "FORTROLIG"
    STRENGT_FORTROLIG = "STRENGT_FORTROLIG"
    STRENGT_FORTROLIG_UTLAND = "STRENGT_FORTROLIG_UTLAND"


class Outlet(StrEnum):
    """Where something is shown or sent."""

    PAGE = "PAGE"
    JSON = "JSON"
    WORKBOOK = "WORKBOOK"
    CALENDAR = "CALENDAR"
    SMS = "SMS"
    DRIVING_LIST = "DRIVING_LIST"
    LETTER = "LETTER"
    PARTNER_EXPORT = "PARTNER_EXPORT"
    STATISTICS = "STATISTICS"


class Detail(StrEnum):
    """What is shown: the home address, a place that gives the home away, or that the person is there at all."""

    ADDRESS = "ADDRESS"
    PLACE = "PLACE"
    PERSON = "PERSON"


def _grade(value: str | Knowledge) -> AddressProtection | Knowledge:
    return value if isinstance(value, Knowledge) else AddressProtection(value)


@frozen
class Protection:
    """How a person is protected. What has not been looked up is not "unprotected".

    Args:
        address: The grade of the address, or why it is not known.
        shielded: Whether the person is shielded (*skjermet*): NAV's own staff and their nearest.

    >>> Protection().hides, Protection("UGRADERT", shielded=False).hides
    (True, False)
    """

    address: AddressProtection | Knowledge = field(default=NOT_STATED, converter=_grade)
    shielded: bool | Knowledge = field(default=NOT_STATED, kw_only=True)

    @shielded.validator
    def _said(self, _: object, value: object) -> None:
        if not isinstance(value, (bool, Knowledge)):
            raise TypeError("shielded is True, False, NOT_STATED or NOT_KNOWN")

    @property
    def hides(self) -> bool:
        """True unless it is known that there is nothing to protect."""
        return self.address is not AddressProtection.UGRADERT or self.shielded is not False

    @property
    def strictest_word(self) -> str:
        """Id of the words that say why something is hidden; ``protection.UGRADERT`` when nothing is."""
        if isinstance(self.address, AddressProtection) and self.address is not AddressProtection.UGRADERT:
            return f"protection.{self.address.value}"
        if self.shielded is True:
            return "protection.SKJERMET"
        return "protection.NOT_LOOKED_UP" if self.hides else "protection.UGRADERT"

    def with_other(self, other: "Protection") -> "Protection":
        """The stricter of two, field by field: what one system knows is never lost to one that does not.

        >>> Protection("UGRADERT", shielded=False).with_other(Protection("FORTROLIG")).address.value
        'FORTROLIG'
        """
        return Protection(
            _stricter(self.address, other.address), shielded=_more_shielded(self.shielded, other.shielded)
        )


_ORDER: Final = (
    AddressProtection.STRENGT_FORTROLIG_UTLAND,
    AddressProtection.STRENGT_FORTROLIG,
    AddressProtection.FORTROLIG,
    Knowledge.NOT_KNOWN,
    Knowledge.NOT_STATED,
    AddressProtection.UGRADERT,
)


def _stricter(
    one: AddressProtection | Knowledge, other: AddressProtection | Knowledge
) -> AddressProtection | Knowledge:
    return min(one, other, key=_ORDER.index)


def _more_shielded(one: bool | Knowledge, other: bool | Knowledge) -> bool | Knowledge:  # noqa: FBT001 - the two are equals
    for answer in (True, Knowledge.NOT_KNOWN, Knowledge.NOT_STATED):
        if one is answer or other is answer:
            return answer
    return False


@frozen
class Shown:
    """What an outlet may write: the text, or why there is none.

    Args:
        text: The text; None when it is hidden.
        why: Id of the words to write instead, ``protection.<code>``; empty when the text is shown.
    """

    text: str | None
    why: str


class Guarded(Generic[T]):
    """A value that travels with its person's protection and hides itself wherever it is written.

    `repr`, `str`, `format`, a template and a traceback show stars, whatever the protection is: showing is asked for.
    It cannot be pickled, and JSON does not know it.

    Args:
        value: The value, for example a home address.
        protection: The person's.

    >>> home = Guarded("Storgata 1", Protection("FORTROLIG", shielded=False))
    >>> f"{home} {home!r}"
    '*** Guarded(***, protection.FORTROLIG)'
    """

    __slots__ = ("_protection", "_value")
    _value: T
    _protection: Protection

    def __init__(self, value: T, protection: Protection) -> None:
        object.__setattr__(self, "_value", value)
        object.__setattr__(self, "_protection", protection)

    @property
    def protection(self) -> Protection:
        """The person's protection."""
        return self._protection

    def __repr__(self) -> str:
        return f"Guarded({_MASK}, {self._protection.strictest_word})"

    def __str__(self) -> str:
        return _MASK

    def __format__(self, spec: str) -> str:
        return format(_MASK, spec)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Guarded):
            return NotImplemented
        return (self._value, self._protection) == (other._value, other._protection)

    def __hash__(self) -> int:
        return hash((Guarded, self._value, self._protection))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a guarded value is not changed")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("a guarded value is not changed")

    def __copy__(self) -> "Guarded[T]":
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> "Guarded[T]":
        return self

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a guarded value is not pickled: it would lie in the clear")


@cache
def _outlets() -> Mapping[tuple[Outlet, Detail], bool]:
    rows = read_rows("tiltak.law.persons", "data/outlets.csv")
    return MappingProxyType(
        {(Outlet(row["outlet"]), Detail(row["detail"])): row["of_protected"] == "YES" for row in rows}
    )


def may_show(detail: Detail, outlet: Outlet, protection: Protection) -> Verdict:
    """Whether an outlet may show a detail of a person.

    Returns:
        YES when the person is known to be unprotected, or the table lets this outlet show it of anybody. NO when the
        person is protected. UNKNOWN while the protection has not been looked up; hide it then as well.

    >>> may_show(Detail.ADDRESS, Outlet.DRIVING_LIST, Protection("UGRADERT", shielded=False)).name
    'YES'
    >>> may_show(Detail.ADDRESS, Outlet.DRIVING_LIST, Protection("UGRADERT")).name
    'UNKNOWN'
    """
    if not protection.hides or _outlets()[outlet, detail]:
        return Verdict.YES
    return Verdict.UNKNOWN if protection.strictest_word == "protection.NOT_LOOKED_UP" else Verdict.NO


def shown_detail(value: Guarded[str], detail: Detail, outlet: Outlet) -> Shown:
    """A guarded text, if the outlet may show it; else the id of the words to write instead.

    >>> shown_detail(Guarded("Storgata 1", Protection()), Detail.PLACE, Outlet.CALENDAR)
    Shown(text=None, why='protection.NOT_LOOKED_UP')
    """
    if may_show(detail, outlet, value.protection) is Verdict.YES:
        return Shown(value._value, "")  # noqa: SLF001 - this function is the door to the value
    return Shown(None, value.protection.strictest_word)


def shown_address(address: Guarded[str], outlet: Outlet) -> Shown:
    """A home address, if the outlet may show it; else the id of the words to write instead.

    >>> shown_address(Guarded("Storgata 1", Protection("UGRADERT", shielded=False)), Outlet.LETTER)
    Shown(text='Storgata 1', why='')
    >>> shown_address(Guarded("Storgata 1", Protection("STRENGT_FORTROLIG", shielded=False)), Outlet.LETTER)
    Shown(text=None, why='protection.STRENGT_FORTROLIG')
    """
    return shown_detail(address, Detail.ADDRESS, outlet)
