"""What Norwegian law says: dated, sourced, and open where the law or our reading of it is.

Rights to training for any day from 2006-08-01, the follow-up service, NAV's measures, the routes by which a cost may be
covered, exam fees, private candidates, and what may be told to whom. It decides nothing about anybody: people do.
"""

from tiltak.law.facts import FACTS, contradictions
from tiltak.law.fees import exam_fee, exam_fee_notes, exam_fees
from tiltak.law.follow_up import follow_up_rules, follow_up_service
from tiltak.law.measures import Duration, Length, Measure, measure, measures, measures_open_to, not_established
from tiltak.law.nav import activity_condition, nav_rules, training_measure, youth_guarantee, youth_programme
from tiltak.law.notes import NOTES, note_basis
from tiltak.law.open_points import NOT_ESTABLISHED
from tiltak.law.payment import Cost, PaymentRoute, payment_routes, route_rules
from tiltak.law.persons import Guarded, PersonalNumber, Protection, shown_address
from tiltak.law.privatist import privatist_may_sit_exam, privatist_rules
from tiltak.law.provisions import CHECKED_ON, provision, provisions
from tiltak.law.sharing import (
    Disclosure,
    DisclosureLog,
    MeetingCase,
    ResearchConsent,
    ServiceConsent,
    Sharing,
    SharingBasis,
    SharingConsent,
    disclosure,
    duties,
    may_share,
    meeting,
    partners,
    sharing_rules,
    withdraw,
)
from tiltak.law.training import FIRST_DAY, NEW_ACT, Right, RightResult, right_rules, right_to_training
from tiltak.law.values import age_rule, all_values, value, value_notes

__all__ = [
    "CHECKED_ON",
    "FACTS",
    "FIRST_DAY",
    "NEW_ACT",
    "NOTES",
    "NOT_ESTABLISHED",
    "Cost",
    "Disclosure",
    "DisclosureLog",
    "Duration",
    "Guarded",
    "Length",
    "Measure",
    "MeetingCase",
    "PaymentRoute",
    "PersonalNumber",
    "Protection",
    "ResearchConsent",
    "Right",
    "RightResult",
    "ServiceConsent",
    "Sharing",
    "SharingBasis",
    "SharingConsent",
    "activity_condition",
    "age_rule",
    "all_values",
    "contradictions",
    "disclosure",
    "duties",
    "exam_fee",
    "exam_fee_notes",
    "exam_fees",
    "follow_up_rules",
    "follow_up_service",
    "may_share",
    "measure",
    "measures",
    "measures_open_to",
    "meeting",
    "nav_rules",
    "not_established",
    "note_basis",
    "partners",
    "payment_routes",
    "privatist_may_sit_exam",
    "privatist_rules",
    "provision",
    "provisions",
    "right_rules",
    "right_to_training",
    "route_rules",
    "sharing_rules",
    "shown_address",
    "training_measure",
    "value",
    "value_notes",
    "withdraw",
    "youth_guarantee",
    "youth_programme",
]
