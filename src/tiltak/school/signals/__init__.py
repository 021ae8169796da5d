"""Signals that a pupil or apprentice may be about to leave: dated rules that say why, who saw it and what to do first.

>>> from datetime import date
>>> from tiltak.rules import Case
>>> observe(Case({"activity": "LAERLING", "workplace_concern": True}), date(2026, 11, 23)).first_steps
(('MEET_AT_WORKPLACE', 'OPPLAERINGSKONTOR'),)
"""

from tiltak.school.signals.facts import SIGNAL_FACTS, absence_rise, check_signal_facts
from tiltak.school.signals.many import SMALLEST, FlaggedIf, Observations, flagged_if, observe_many
from tiltak.school.signals.parameters import MOVABLE, PROPOSED, SignalParameters
from tiltak.school.signals.rules import Observation, Signal, SignalAnswer, all_signals, observe
from tiltak.school.signals.sightings import Observer, Sighting

__all__ = [
    "MOVABLE",
    "PROPOSED",
    "SIGNAL_FACTS",
    "SMALLEST",
    "FlaggedIf",
    "Observation",
    "Observations",
    "Observer",
    "Sighting",
    "Signal",
    "SignalAnswer",
    "SignalParameters",
    "absence_rise",
    "all_signals",
    "check_signal_facts",
    "flagged_if",
    "observe",
    "observe_many",
]
