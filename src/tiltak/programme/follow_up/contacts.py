"""Contact with a youth: a kind, a day, who and how long. There is no place for free text.

The kinds are those of the event log, and one more: an attempt without answer. A shared meal or walk is worth its own
kind and is no conversation, so it does not put off the next one.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from attrs import field, frozen, validators

from tiltak.faults import FaultKind, FaultList
from tiltak.tables import read_rows

__all__ = ["Contact", "ContactKind", "check_contacts", "contact_kinds"]

_FILE = "contacts"
_DAY_OF_MINUTES = 24 * 60


@frozen
class ContactKind:
    """One kind of contact.

    Attributes:
        code: Word id ``contact_kind.<code>``.
        reaches: Whether it is a conversation with the one youth, so that the rhythm counts on from it.
        evening: Whether it is one in the evening.
        minutes: Minutes it takes where nobody has told; our judgement, for planning hours.
    """

    code: str
    reaches: bool
    evening: bool
    minutes: int


@frozen
class Contact:
    """One contact, or one attempt.

    Args:
        case_id: The youth; of a meal or a walk one row for each who was there.
        on: The day.
        kind: Code of the kind.
        adviser: Office's own code of who it was.
        minutes: How long it took, None when not told.
        row: Line in the file it was read from.

    >>> Contact("MT-001", date(2026, 11, 20), "ATTEMPT", "V1").minutes is None
    True
    """

    case_id: str
    on: date
    kind: str
    adviser: str = ""
    minutes: int | None = field(default=None, validator=validators.optional(validators.ge(0)))
    row: int | None = None


@cache
def contact_kinds() -> Mapping[str, ContactKind]:
    """The kinds of contact by code.

    >>> contact_kinds()["EVENING"].evening, contact_kinds()["MEAL"].reaches
    (True, False)
    """
    rows = read_rows("tiltak.programme", "data/follow_up_contacts.csv")
    return MappingProxyType(
        {
            row["kind"]: ContactKind(row["kind"], row["reaches"] == "YES", row["evening"] == "YES", int(row["minutes"]))
            for row in rows
        }
    )


def check_contacts(contacts: Iterable[Contact], cases: Collection[str], on: date) -> tuple[Contact, ...]:
    """The contacts, by day and youth, when every one of them can have happened.

    Args:
        contacts: Any number, in any order.
        cases: The case ids the office has.
        on: The day they are recorded.

    Raises:
        BadInput: With every contact that lies in the future, is of an unknown kind, with an unknown youth or longer
            than a day. Nothing is recorded then.

    >>> check_contacts([Contact("MT-001", date(2026, 11, 24), "MEAL")], {"MT-001"}, date(2026, 11, 23))
    Traceback (most recent call last):
        ...
    tiltak.faults.BadInput: contacts: on: out of range: found '2026-11-24', expected contact.not_in_the_future
    """
    given = tuple(contacts)
    faults = FaultList(_FILE)
    for one in given:
        if one.on > on:
            day = one.on.isoformat()
            faults.add(FaultKind.OUT_OF_RANGE, row=one.row, field="on", found=day, expected="contact.not_in_the_future")
        if one.kind not in contact_kinds():
            faults.add(FaultKind.UNKNOWN_CODE, row=one.row, field="kind", found=one.kind, choices=contact_kinds())
        if one.case_id not in cases:
            faults.add(FaultKind.UNKNOWN_CASE, row=one.row, field="case_id", found=one.case_id)
        if one.minutes is not None and one.minutes > _DAY_OF_MINUTES:
            faults.add(
                FaultKind.OUT_OF_RANGE, row=one.row, field="minutes", found=str(one.minutes), expected="0 - 1440"
            )
    faults.raise_if_any()
    return tuple(sorted(given, key=lambda one: (one.on, one.case_id, one.kind)))
