"""Participation: dated states, the one table of changes between them, and what is due between the tracks."""

from tiltak.programme.participation.changes import allowed, apply, faults_of
from tiltak.programme.participation.codes import (
    Actor,
    Endings,
    Enrolment,
    ExamState,
    Machine,
    OnBehalf,
    Reason,
    SchoolState,
    State,
)
from tiltak.programme.participation.life import Change, Delivery, Entry, ExamAttempt, Participation, Schooling
from tiltak.programme.participation.sources import (
    Imported,
    SourceRow,
    SourceStatus,
    import_participation,
    import_schooling,
    source_statuses,
)
from tiltak.programme.participation.table import Limit, StateRule, Transition, limits, states, transitions
from tiltak.programme.participation.tracks import Handover, Overlap, handovers, overlaps

__all__ = [
    "Actor",
    "Change",
    "Delivery",
    "Endings",
    "Enrolment",
    "Entry",
    "ExamAttempt",
    "ExamState",
    "Handover",
    "Imported",
    "Limit",
    "Machine",
    "OnBehalf",
    "Overlap",
    "Participation",
    "Reason",
    "SchoolState",
    "Schooling",
    "SourceRow",
    "SourceStatus",
    "State",
    "StateRule",
    "Transition",
    "allowed",
    "apply",
    "faults_of",
    "handovers",
    "import_participation",
    "import_schooling",
    "limits",
    "overlaps",
    "source_statuses",
    "states",
    "transitions",
]
