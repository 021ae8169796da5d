"""Every partner of the programme: what it is to the rules on secrecy, its role, and what it brings.

From the programme's description, sections 1 to 7, and the bodies the rules send information to besides. The words are
``sharing_partner.<CODE>``, ``sharing_partner_role.<CODE>`` and ``sharing_partner_brings.<CODE>``.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from attrs import frozen

from tiltak.faults import BadInput, Fault, FaultKind, nearest
from tiltak.law.sharing.codes import Body, Category, Matter
from tiltak.tables import read_rows

__all__ = ["Partner", "matter_of", "partner", "partners", "special_categories"]

_ROOM: Final = "tiltak.law.sharing"


@frozen
class Partner:
    """One partner.

    Args:
        code: Its code.
        body: What it is to the rules on secrecy.
        rules: Which rules it gives information under; empty for a committee, which is nobody.
        tracks: The tracks it works with: ``BACK_TO_SCHOOL``, ``STAY_AT_SCHOOL``, or both.
        section: Section of the programme's description that names it; empty for one that only the rules name.
        body_established: False when the description does not say who runs it, so that its body is our reading.
    """

    code: str
    body: Body
    rules: str
    tracks: tuple[str, ...]
    section: str
    body_established: bool

    @property
    def words(self) -> tuple[str, str, str]:
        """Ids of its name, its role and what it brings."""
        return (
            f"sharing_partner.{self.code}",
            f"sharing_partner_role.{self.code}",
            f"sharing_partner_brings.{self.code}",
        )


@cache
def partners() -> Mapping[str, Partner]:
    """All partners by code, in the order of the table.

    >>> [code for code, one in partners().items() if one.body is Body.SKOLE and one.section == "3"]
    ['VIDEREGAAENDE_SKOLE', 'KONTAKTLAERER', 'MILJOETERAPEUT', 'RAADGIVER']
    """
    both = ("BACK_TO_SCHOOL", "STAY_AT_SCHOOL")
    return MappingProxyType(
        {
            row["code"]: Partner(
                row["code"],
                Body(row["body"]),
                row["rules"],
                both if row["tracks"] == "BOTH" else (row["tracks"],),
                row["section"],
                row["body_established"] == "YES",
            )
            for row in read_rows(_ROOM, "data/partners.csv")
        }
    )


def partner(name: str) -> Partner:
    """A partner by code; what stands after a colon names one of several of its kind.

    Args:
        name: For example ``"PPT"``, or ``"VIDEREGAAENDE_SKOLE:boe"`` for one school.

    Raises:
        BadInput: When no partner has the code; the fault names the nearest.

    >>> partner("VIDEREGAAENDE_SKOLE:boe").body.value
    'SKOLE'
    """
    code = name.partition(":")[0]
    if code not in partners():
        near, expected = nearest(code, partners()), ", ".join(partners())
        raise BadInput([Fault(FaultKind.UNKNOWN_CODE, "sharing", None, "partner", name, expected, near)])
    return partners()[code]


@cache
def _categories() -> Mapping[Category, tuple[bool, Matter]]:
    rows = read_rows(_ROOM, "data/categories.csv")
    return MappingProxyType({Category(row["code"]): (row["special"] == "YES", Matter(row["matter"])) for row in rows})


def special_categories() -> frozenset[Category]:
    """The categories to guard most: health, expert assessments, offences (GDPR articles 9 and 10)."""
    return frozenset(category for category, (special, _) in _categories().items() if special)


def matter_of(category: Category) -> Matter:
    """Under which matter's age of consent a category falls.

    >>> matter_of(Category.OPPLAERING).value, matter_of(Category.DELTAKELSE).value
    ('EDUCATION', 'SHARING')
    """
    return _categories()[category][1]
