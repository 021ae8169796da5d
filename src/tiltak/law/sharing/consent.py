"""Three records of consent that are never one: to the service, to sharing, and to research.

A yes to one says nothing about the others. A consent is withdrawn at any time, for the future: from that day nothing
new is shared, and what was shared before stays lawful. Text and signature are kept elsewhere; here is what they said.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any

from attrs import evolve, field, frozen

from tiltak.faults import BadInput, Fault, FaultKind
from tiltak.law.sharing.ages import SHARING_AGE, signer_of
from tiltak.law.sharing.codes import Category, Purpose, ResearchMatter, Signer
from tiltak.law.sharing.partners import matter_of, partner, special_categories
from tiltak.rules import Knowledge

__all__ = ["ConsentFault", "GivenBy", "ResearchConsent", "ServiceConsent", "SharingConsent", "withdraw"]


class GivenBy(StrEnum):
    """Who gave a consent, or takes it back."""

    YOUTH = "YOUTH"
    GUARDIAN = "GUARDIAN"


class ConsentFault(StrEnum):
    """Why a consent does not cover a disclosure, in the order they are told. The words are ``consent_fault.<code>``."""

    OTHER_KIND = "OTHER_KIND"
    OTHER_PERSON = "OTHER_PERSON"
    WITHDRAWN = "WITHDRAWN"
    NOT_BEGUN = "NOT_BEGUN"
    EXPIRED = "EXPIRED"
    OTHER_GIVER = "OTHER_GIVER"
    OTHER_RECEIVER = "OTHER_RECEIVER"
    OTHER_PURPOSE = "OTHER_PURPOSE"
    OTHER_CATEGORY = "OTHER_CATEGORY"
    NOT_ALL_SIGNED = "NOT_ALL_SIGNED"


def _names(value: Iterable[str]) -> frozenset[str]:
    if isinstance(value, str):
        raise TypeError(f"expected several names, got the one text {value!r}")
    return frozenset(value)


def _partners(_instance: object, attribute: Any, value: frozenset[str]) -> None:
    faults = [Fault(FaultKind.MISSING_VALUE, "consent", None, attribute.name, "", "at least one")] if not value else []
    for name in sorted(value):
        if partner(name).code == "UTVALGET":
            expected = "each of those who sit in the committee"
            faults.append(Fault(FaultKind.UNKNOWN_CODE, "consent", None, attribute.name, name, expected))
    if faults:
        raise BadInput(faults)


def _some(_instance: object, attribute: Any, value: frozenset[str]) -> None:
    if not value:
        raise BadInput([Fault(FaultKind.MISSING_VALUE, "consent", None, attribute.name, "", "at least one")])


def _signed(value: Iterable[str]) -> frozenset[GivenBy]:
    return frozenset(GivenBy(one) for one in value)


def _categories(value: Iterable[str]) -> frozenset[Category]:
    return frozenset(Category(one) for one in value)


def _purposes(value: Iterable[str]) -> frozenset[Purpose]:
    return frozenset(Purpose(one) for one in value)


def _ordered(first: date, last: date, field_name: str) -> None:
    if last < first:
        raise BadInput([Fault(FaultKind.OUT_OF_RANGE, "consent", None, field_name, str(last), f"not before {first}")])


@frozen
class SharingConsent:
    """Consent that named bodies tell named bodies named things, for a purpose and a period.

    Args:
        case_id: The office's own token for the youth.
        givers: Who may tell, by partner code; with ``:name`` for one of several of a kind.
        receivers: Who may be told, each by name. A committee is not a receiver.
        purposes: What for.
        categories: Which kinds of information.
        given_on: The day it was given, the first day it covers.
        valid_to: Its last day.
        given_by: The youth, a guardian, or both.
        withdrawn_on: The day it was taken back, or None. From that day nothing new is shared.

    Raises:
        BadInput: When something is left out, or a committee is named.

    >>> consent = SharingConsent("MT-001", ["PROGRAMMET"], ["PPT"], ["OPPFOELGING"], ["OPPLAERING"],
    ...                          date(2026, 8, 1), date(2027, 6, 30), ["YOUTH"])
    >>> consent.faults(case_id="MT-001", giver="PROGRAMMET", receiver="POLITIET", category="OPPLAERING",
    ...                purpose="OPPFOELGING", on=date(2026, 11, 23))
    (<ConsentFault.OTHER_RECEIVER: 'OTHER_RECEIVER'>,)
    """

    case_id: str
    givers: frozenset[str] = field(converter=_names, validator=_partners)
    receivers: frozenset[str] = field(converter=_names, validator=_partners)
    purposes: frozenset[Purpose] = field(converter=_purposes, validator=_some)
    categories: frozenset[Category] = field(converter=_categories, validator=_some)
    given_on: date
    valid_to: date
    given_by: frozenset[GivenBy] = field(converter=_signed, validator=_some)
    withdrawn_on: date | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a period that ends before it begins."""
        _ordered(self.given_on, self.valid_to, "valid_to")
        if self.withdrawn_on is not None:
            _ordered(self.given_on, self.withdrawn_on, "withdrawn_on")

    def faults(
        self, *, case_id: str, giver: str, receiver: str, category: str, purpose: str, on: date
    ) -> tuple[ConsentFault, ...]:
        """Why it does not cover a disclosure on a day; empty when it does, signatures apart."""
        found = [
            (self.case_id != case_id, ConsentFault.OTHER_PERSON),
            (self.withdrawn_on is not None and on >= self.withdrawn_on, ConsentFault.WITHDRAWN),
            (on < self.given_on, ConsentFault.NOT_BEGUN),
            (on > self.valid_to, ConsentFault.EXPIRED),
            (giver not in self.givers, ConsentFault.OTHER_GIVER),
            (receiver not in self.receivers, ConsentFault.OTHER_RECEIVER),
            (purpose not in self.purposes, ConsentFault.OTHER_PURPOSE),
            (category not in self.categories, ConsentFault.OTHER_CATEGORY),
        ]
        return tuple(fault for applies, fault in found if applies)

    def signer(self, category: Category, born: date | Knowledge, sharing_age: int = SHARING_AGE) -> Signer:
        """Who had to agree to a category on the day it was given."""
        return signer_of(matter_of(category), born, self.given_on, sharing_age=sharing_age)


@frozen
class ServiceConsent:
    """A yes to the help itself. It shares nothing with anybody.

    >>> ServiceConsent("MT-001", date(2026, 8, 1), ["YOUTH"]).in_force(date(2026, 8, 1))
    True
    """

    case_id: str
    given_on: date
    given_by: frozenset[GivenBy] = field(converter=_signed, validator=_some)
    withdrawn_on: date | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse one taken back before it was given."""
        if self.withdrawn_on is not None:
            _ordered(self.given_on, self.withdrawn_on, "withdrawn_on")

    def in_force(self, on: date) -> bool:
        """True from the day it was given to the day before it was taken back."""
        return self.given_on <= on and (self.withdrawn_on is None or on < self.withdrawn_on)


@frozen
class ResearchConsent:
    """A yes to take part in research. It has no bearing on the help, which goes on without it.

    The programme promises more than the law: to withdraw without giving a reason, and to have one's data erased
    (description, section 7). Anonymous results that are out cannot be called back, and the youth is told so first.

    Args:
        case_id: The office's own token for the youth.
        institution: Partner code of the institution.
        categories: What may be collected.
        given_on: The day it was given.
        given_by: The youth, a guardian, or both.
        valid_to: The last day data may be collected.
        withdrawn_on: The day it was taken back, or None.
        erasure_asked_on: The day the youth asked to have the data erased, or None.

    >>> ResearchConsent("MT-001", "NTNU", ["OPPLAERING"], date(2026, 8, 1), ["YOUTH"], date(2028, 6, 30)).matter.value
    'RESEARCH'
    """

    case_id: str
    institution: str
    categories: frozenset[Category] = field(converter=_categories, validator=_some)
    given_on: date
    given_by: frozenset[GivenBy] = field(converter=_signed, validator=_some)
    valid_to: date
    withdrawn_on: date | None = None
    erasure_asked_on: date | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what is no partner, and days in the wrong order."""
        partner(self.institution)
        _ordered(self.given_on, self.valid_to, "valid_to")
        for name in ("withdrawn_on", "erasure_asked_on"):
            if getattr(self, name) is not None:
                _ordered(self.given_on, getattr(self, name), name)

    @property
    def matter(self) -> ResearchMatter:
        """Which age of consent applies: research that collects special categories asks for more."""
        return ResearchMatter.RESEARCH_SPECIAL if self.categories & special_categories() else ResearchMatter.RESEARCH

    def collects(self, on: date) -> bool:
        """True while new data may be collected: neither withdrawn, nor asked to be erased, nor past its last day."""
        ended = [day for day in (self.withdrawn_on, self.erasure_asked_on) if day is not None]
        return self.given_on <= on <= self.valid_to and all(on < day for day in ended)

    def faults(
        self, *, case_id: str, giver: str, receiver: str, category: str, purpose: str, on: date
    ) -> tuple[ConsentFault, ...]:
        """Why it does not cover a disclosure to the institution on a day; whoever holds the data may give it."""
        del giver
        ended = [day for day in (self.withdrawn_on, self.erasure_asked_on) if day is not None]
        found = [
            (self.case_id != case_id, ConsentFault.OTHER_PERSON),
            (any(on >= day for day in ended), ConsentFault.WITHDRAWN),
            (on < self.given_on, ConsentFault.NOT_BEGUN),
            (on > self.valid_to, ConsentFault.EXPIRED),
            (receiver != self.institution, ConsentFault.OTHER_RECEIVER),
            (purpose != Purpose.FORSKNING, ConsentFault.OTHER_PURPOSE),
            (category not in self.categories, ConsentFault.OTHER_CATEGORY),
        ]
        return tuple(fault for applies, fault in found if applies)

    def signer(self, category: Category, born: date | Knowledge, sharing_age: int = SHARING_AGE) -> Signer:
        """Who had to agree on the day it was given; one answer for all its categories."""
        del category, sharing_age
        return signer_of(self.matter, born, self.given_on)


Consent = SharingConsent | ServiceConsent | ResearchConsent


def withdraw(consent: Consent, by: str, on: date) -> Consent:
    """The consent, taken back on a day; what was shared before that day stays lawful.

    A youth may always take it back, and a guardian who was needed for it may, too. A guardian alone cannot take back
    what the youth gave alone.

    Args:
        consent: The consent.
        by: ``"YOUTH"`` or ``"GUARDIAN"``.
        on: The day.

    Raises:
        BadInput: When it was not theirs to take back, was taken back before, or was not given yet.

    >>> given = ServiceConsent("MT-001", date(2026, 8, 1), ["YOUTH"])
    >>> withdraw(given, "YOUTH", date(2026, 9, 1)).withdrawn_on
    datetime.date(2026, 9, 1)
    """
    if GivenBy(by) is GivenBy.GUARDIAN and GivenBy.GUARDIAN not in consent.given_by:
        raise BadInput([Fault(FaultKind.CONTRADICTION, "consent", None, "withdrawn_by", by, GivenBy.YOUTH.value)])
    if consent.withdrawn_on is not None:
        raise BadInput([Fault(FaultKind.REPEATED, "consent", None, "withdrawn_on", str(on), str(consent.withdrawn_on))])
    return evolve(consent, withdrawn_on=on)
