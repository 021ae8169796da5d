"""Apprentices: the training office and the firm, how long until a contract, and what may support the firm till then."""

from tiltak.school.apprentices.contacts import Apprenticeship, ContactAbout, Partner, PartnerContact
from tiltak.school.apprentices.support import (
    FirmSupport,
    NotThere,
    Reach,
    Span,
    SupportBeforeContract,
    support_before_contract,
    until_contract,
)

__all__ = [
    "Apprenticeship",
    "ContactAbout",
    "FirmSupport",
    "NotThere",
    "Partner",
    "PartnerContact",
    "Reach",
    "Span",
    "SupportBeforeContract",
    "support_before_contract",
    "until_contract",
]
