"""What may be told to whom about a youth, under the rules of a day; consent in three records; meetings; the log.

Secrecy is the rule. `may_share` answers yes, no or unknown for each kind of information, with the ground, its
provision, and what would change the answer. What the law leaves to somebody's judgement stays unknown, and says whose.
It decides nothing: the one who shares does.
"""

from tiltak.law.sharing.ages import SHARING_AGE, ConsentAge, consent_ages, signer_of
from tiltak.law.sharing.basis import SharingBasis
from tiltak.law.sharing.codes import Body, Category, Matter, Purpose, ResearchMatter, Signer
from tiltak.law.sharing.consent import (
    ConsentFault,
    GivenBy,
    ResearchConsent,
    ServiceConsent,
    SharingConsent,
    withdraw,
)
from tiltak.law.sharing.facts import SHARING_FACTS
from tiltak.law.sharing.grounds import BYPASSES, JUDGES, Bypass
from tiltak.law.sharing.log import Disclosure, DisclosureLog, Duty, disclosure, duties
from tiltak.law.sharing.meeting import CaseInMeeting, Meeting, MeetingCase, meeting
from tiltak.law.sharing.partners import Partner, matter_of, partner, partners, special_categories
from tiltak.law.sharing.rules import sharing_rules
from tiltak.law.sharing.share import SHARING_NOTES, CategorySharing, Remedy, Sharing, may_share, note_sources

__all__ = [
    "BYPASSES",
    "JUDGES",
    "SHARING_AGE",
    "SHARING_FACTS",
    "SHARING_NOTES",
    "Body",
    "Bypass",
    "CaseInMeeting",
    "Category",
    "CategorySharing",
    "ConsentAge",
    "ConsentFault",
    "Disclosure",
    "DisclosureLog",
    "Duty",
    "GivenBy",
    "Matter",
    "Meeting",
    "MeetingCase",
    "Partner",
    "Purpose",
    "Remedy",
    "ResearchConsent",
    "ResearchMatter",
    "ServiceConsent",
    "Sharing",
    "SharingBasis",
    "SharingConsent",
    "Signer",
    "consent_ages",
    "disclosure",
    "duties",
    "matter_of",
    "may_share",
    "meeting",
    "note_sources",
    "partner",
    "partners",
    "sharing_rules",
    "signer_of",
    "special_categories",
    "withdraw",
]
