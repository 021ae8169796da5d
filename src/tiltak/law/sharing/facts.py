"""What the rules on sharing ask about one disclosure: who, what, why, and what the one who shares can vouch for."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tiltak.law.facts import FACTS
from tiltak.law.sharing.codes import Body, Category, Purpose
from tiltak.rules import Fact, FactKind

__all__ = ["COMPUTED", "SHARING_FACTS"]

_CHOICE, _YES_NO = FactKind.CHOICE, FactKind.YES_NO

COMPUTED: Final = ("sharing_receiver", "sharing_category", "sharing_purpose", "consent_covers")
"""Facts that `may_share` works out itself from what it is asked and from the consents."""

_ASKED: Final = (
    ("needed_in_office", "nav"),
    ("own_accord_message", "nav"),
    ("needed_within_body", "adviser"),
    ("purpose_of_collection", "adviser"),
    ("needed_for_givers_tasks", "adviser"),
    ("decision_or_connection", "adviser"),
    ("prevents_serious_danger", "adviser"),
    ("danger_to_life_or_health", "adviser"),
    ("averts_serious_offence", "adviser"),
    ("reports_offence", "adviser"),
    ("concerns_givers_tasks_or_payment", "nav"),
    ("placement_needs_it", "nav"),
    ("nav_has_ordered_it", "nav"),
    ("serious_child_welfare_concern", "adviser"),
    ("research_dispensation", "nobody"),
    ("reveals_who_gets_help", "adviser"),
    ("collected_by_follow_up_service", "county"),
    ("whereabouts_requested", "nobody"),
    ("known_to_receiver", "adviser"),
    ("weighty_interests_raised", "adviser"),
    ("patient_objects", "youth"),
    ("averts_serious_harm", "adviser"),
    ("police_prevents_offence", "nobody"),
    ("police_averts_offence", "nobody"),
    ("needed_for_child_welfare", "nobody"),
    ("informs_parents", "adviser"),
)

_ALL: Final = (
    Fact("sharing_receiver", _CHOICE, tuple(body.value for body in Body)),
    Fact("sharing_category", _CHOICE, tuple(category.value for category in Category)),
    Fact("sharing_purpose", _CHOICE, tuple(purpose.value for purpose in Purpose)),
    Fact("consent_covers", _YES_NO, answered_by="youth"),
    *(Fact(name, _YES_NO, answered_by=who) for name, who in _ASKED),
    FACTS["born"],
)

SHARING_FACTS: Final[Mapping[str, Fact]] = MappingProxyType({one.name: one for one in _ALL})
"""Every fact by name. Where none of the agencies can answer, the one who wants the information must show it."""
