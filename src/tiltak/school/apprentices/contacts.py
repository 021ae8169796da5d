"""The training office and the firm of an apprentice, or of a pupil on the way to one, and who has been spoken with."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Final

from attrs import field, frozen

from tiltak.faults import FaultKind, FaultList

__all__ = ["Apprenticeship", "ContactAbout", "Partner", "PartnerContact"]

_FILE: Final = "apprenticeship"


class Partner(StrEnum):
    """Who is contacted; the words are ``school.who.<code>``."""

    OPPLAERINGSKONTOR = "OPPLAERINGSKONTOR"
    BEDRIFT = "BEDRIFT"


class ContactAbout(StrEnum):
    """What a contact was about; the words are ``apprentices.about.<code>``. Chosen, never free text."""

    FIRST_CONTACT = "FIRST_CONTACT"
    HOW_IT_GOES = "HOW_IT_GOES"
    SUPPORT = "SUPPORT"
    CONTRACT = "CONTRACT"
    ENDED = "ENDED"


@frozen(order=True)
class PartnerContact:
    """One contact.

    Args:
        on: The day.
        partner: With whom.
        about: What it was about.
    """

    on: date
    partner: Partner = field(converter=Partner)
    about: ContactAbout = field(converter=ContactAbout)


def _in_order(contacts: Iterable[PartnerContact]) -> tuple[PartnerContact, ...]:
    return tuple(sorted(contacts))


@frozen
class Apprenticeship:
    """Where somebody is to be, or is, an apprentice.

    Args:
        case_id: The person's made-up token.
        firm: The firm's id in the office's configuration; None while there is none.
        training_office: The training office's id; None when the firm has none, or it is not known.
        contract_on: The day the contract is to begin; None while nobody knows.
        contacts: The contacts so far.

    Raises:
        BadInput: When a contact is recorded twice, or was with a firm or training office there is none of.

    >>> one = Apprenticeship("MT-001", "bakeri", "opplaering-bo", contacts=[
    ...     PartnerContact(date(2026, 11, 2), "BEDRIFT", "FIRST_CONTACT")])
    >>> one.not_contacted(date(2026, 11, 23))
    (<Partner.OPPLAERINGSKONTOR: 'OPPLAERINGSKONTOR'>,)
    """

    case_id: str
    firm: str | None = None
    training_office: str | None = None
    contract_on: date | None = None
    contacts: tuple[PartnerContact, ...] = field(default=(), converter=_in_order, repr=False)

    def __attrs_post_init__(self) -> None:
        faults = FaultList(_FILE)
        there = self.partners
        for number, one in enumerate(self.contacts):
            if one.partner not in there:
                faults.add(FaultKind.CONTRADICTION, field="contacts", found=one.partner, choices=there)
            if one in self.contacts[:number]:
                faults.add(FaultKind.REPEATED, field="contacts", found=f"{one.on} {one.partner} {one.about}")
        faults.raise_if_any()

    @property
    def partners(self) -> tuple[Partner, ...]:
        """Those there are to speak with."""
        found = ((Partner.OPPLAERINGSKONTOR, self.training_office), (Partner.BEDRIFT, self.firm))
        return tuple(partner for partner, name in found if name is not None)

    def check(self, on: date) -> None:
        """Refuse a contact that has not been yet.

        Raises:
            BadInput: With every contact after the day.
        """
        faults = FaultList(_FILE)
        for one in self.contacts:
            if one.on > on:
                faults.add(FaultKind.OUT_OF_RANGE, field="contacts", found=str(one.on), expected=f"<= {on}")
        faults.raise_if_any()

    def last_contact(self, partner: Partner, on: date) -> date | None:
        """The last day they were spoken with, up to a day; None when they were not.

        Raises:
            BadInput: When a contact lies after the day.
        """
        self.check(on)
        return max((one.on for one in self.contacts if one.partner is partner), default=None)

    def not_contacted(self, on: date) -> tuple[Partner, ...]:
        """Those there are and nobody has spoken with yet.

        Raises:
            BadInput: When a contact lies after the day.
        """
        return tuple(partner for partner in self.partners if self.last_contact(partner, on) is None)

    def support_considered(self, on: date) -> bool:
        """Whether support has been spoken of with anybody.

        Raises:
            BadInput: When a contact lies after the day.
        """
        self.check(on)
        return any(one.about is ContactAbout.SUPPORT for one in self.contacts)
