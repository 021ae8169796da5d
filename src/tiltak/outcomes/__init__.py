"""What came of it all: events, sums, estimates, protected figures, and words that claim no more."""

from tiltak.outcomes.cases import Period
from tiltak.outcomes.claims import (
    ClaimLevel,
    ClaimTooStrong,
    Design,
    Overclaim,
    ReportedCount,
    Testimony,
    check_wording,
    described,
    highest_claim,
    refuse_wording,
    testimony,
)
from tiltak.outcomes.events import (
    BACK_TO_SCHOOL,
    STAY_AT_SCHOOL,
    TRACKS,
    Checked,
    Event,
    EventKind,
    SetAside,
    ValueRule,
    check_events,
    event_schema,
    value_rules,
)
from tiltak.outcomes.fidelity import (
    Fidelity,
    FidelityConfig,
    FidelityItem,
    ItemScore,
    Rating,
    assess_fidelity,
    fidelity_items,
)
from tiltak.outcomes.measure import measure
from tiltak.outcomes.metrics import Metric, metrics
from tiltak.outcomes.profiles import Profile, profiles
from tiltak.outcomes.reduce import FUNNEL
from tiltak.outcomes.report import Figure, FunnelStep, Report, TermRow

__all__ = [
    "BACK_TO_SCHOOL",
    "FUNNEL",
    "STAY_AT_SCHOOL",
    "TRACKS",
    "Checked",
    "ClaimLevel",
    "ClaimTooStrong",
    "Design",
    "Event",
    "EventKind",
    "Fidelity",
    "FidelityConfig",
    "FidelityItem",
    "Figure",
    "FunnelStep",
    "ItemScore",
    "Metric",
    "Overclaim",
    "Period",
    "Profile",
    "Rating",
    "Report",
    "ReportedCount",
    "SetAside",
    "TermRow",
    "Testimony",
    "ValueRule",
    "assess_fidelity",
    "check_events",
    "check_wording",
    "described",
    "event_schema",
    "fidelity_items",
    "highest_claim",
    "measure",
    "metrics",
    "profiles",
    "refuse_wording",
    "testimony",
    "value_rules",
]
