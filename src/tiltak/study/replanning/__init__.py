"""A plan made anew when something happens, what would change it, and which of its exams are fragile."""

from tiltak.study.replanning.anew import replan
from tiltak.study.replanning.differences import (
    AnotherGoal,
    Difference,
    Exempted,
    HoursPerWeek,
    MostExamsPerTerm,
    PassedAlready,
    PlanInputs,
    Supposition,
    TermOff,
    WhatIf,
    each_exam_less,
    what_if,
    what_if_table,
)
from tiltak.study.replanning.fragile import Fragile, fragile_exams
from tiltak.study.replanning.replans import (
    CostDifference,
    CostLine,
    ExamChange,
    FinishDifference,
    Happening,
    HeldExam,
    News,
    Replan,
)

__all__ = [
    "AnotherGoal",
    "CostDifference",
    "CostLine",
    "Difference",
    "ExamChange",
    "Exempted",
    "FinishDifference",
    "Fragile",
    "Happening",
    "HeldExam",
    "HoursPerWeek",
    "MostExamsPerTerm",
    "News",
    "PassedAlready",
    "PlanInputs",
    "Replan",
    "Supposition",
    "TermOff",
    "WhatIf",
    "each_exam_less",
    "fragile_exams",
    "replan",
    "what_if",
    "what_if_table",
]
