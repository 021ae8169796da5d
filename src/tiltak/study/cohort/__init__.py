"""Many plans at once: youths who share seats, teachers, a fee budget, rooms and cars, fair by the office's rule."""

from tiltak.study.cohort.checks import CohortViolation, verify_cohort
from tiltak.study.cohort.model import (
    Aim,
    Fairness,
    LeftOut,
    Member,
    Placed,
    Progress,
    Question,
    Resource,
    ResourceKind,
    Short,
    Shortage,
    SolverMissing,
    Use,
    in_each_term,
)
from tiltak.study.cohort.plan import Cohort, plan_cohort
from tiltak.study.cohort.whatif import WhatIf, what_if

__all__ = [
    "Aim",
    "Cohort",
    "CohortViolation",
    "Fairness",
    "LeftOut",
    "Member",
    "Placed",
    "Progress",
    "Question",
    "Resource",
    "ResourceKind",
    "Short",
    "Shortage",
    "SolverMissing",
    "Use",
    "WhatIf",
    "in_each_term",
    "plan_cohort",
    "verify_cohort",
    "what_if",
]
