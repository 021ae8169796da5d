"""What came of it all: events, sums, estimates, protected figures, and words that claim no more."""

from tiltak.outcomes.claims import ClaimLevel, check_wording
from tiltak.outcomes.events import Checked, Event, EventKind, SetAside, check_events

__all__ = ["Checked", "ClaimLevel", "Event", "EventKind", "SetAside", "check_events", "check_wording"]
