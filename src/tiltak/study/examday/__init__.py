"""The exam day itself: who is driven by whom, from where, when to leave, and who waits with whom."""

from tiltak.study.examday.day import checklist, exam_day
from tiltak.study.examday.facts import Car, Companion, ExamSitting, Venue
from tiltak.study.examday.planned import DayQuestion, DayScore, ExamDay, Reserve, Run, Stop
from tiltak.study.examday.routes import TravelRules, travel_by_zones
from tiltak.study.examday.waiting import Waiting

__all__ = [
    "Car",
    "Companion",
    "DayQuestion",
    "DayScore",
    "ExamDay",
    "ExamSitting",
    "Reserve",
    "Run",
    "Stop",
    "TravelRules",
    "Venue",
    "Waiting",
    "checklist",
    "exam_day",
    "travel_by_zones",
]
