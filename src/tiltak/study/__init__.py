"""Which exams lead to the goal, when to take them, and how to get there on the day."""

from tiltak.study.gaps import Gap, OpenQuestion, Way, gap
from tiltak.study.goals import AllOf, Ask, Goal, Need, OneOf, goal, goal_codes, source
from tiltak.study.passes import LowGrade, Passed, Repeated, Standing, standing
from tiltak.study.subjects import Catalogue, ExamForm, ExamSet, HeldBy, Subject, UnknownCode, catalogue

__all__ = [
    "AllOf",
    "Ask",
    "Catalogue",
    "ExamForm",
    "ExamSet",
    "Gap",
    "Goal",
    "HeldBy",
    "LowGrade",
    "Need",
    "OneOf",
    "OpenQuestion",
    "Passed",
    "Repeated",
    "Standing",
    "Subject",
    "UnknownCode",
    "Way",
    "catalogue",
    "gap",
    "goal",
    "goal_codes",
    "source",
    "standing",
]
