"""The exam day itself: who is driven by whom, from where, when to leave, and who waits with whom."""

from tiltak.study.examday.checks import DayViolation, verify_day
from tiltak.study.examday.county_rules import CountyRule, RuleTopic, checklist, county_rules
from tiltak.study.examday.day import exam_day
from tiltak.study.examday.facts import Car, Companion, ExamSitting, Venue
from tiltak.study.examday.planned import DayQuestion, DayScore, ExamDay, Reserve, Run, Stop
from tiltak.study.examday.reminders import (
    NoReminder,
    OptIn,
    QuietHours,
    Reminder,
    ReminderChannel,
    Reminders,
    reminders,
)
from tiltak.study.examday.routes import TravelRules, travel_by_zones
from tiltak.study.examday.waiting import Waiting

__all__ = [
    "Car",
    "Companion",
    "CountyRule",
    "DayQuestion",
    "DayScore",
    "DayViolation",
    "ExamDay",
    "ExamSitting",
    "NoReminder",
    "OptIn",
    "QuietHours",
    "Reminder",
    "ReminderChannel",
    "Reminders",
    "Reserve",
    "RuleTopic",
    "Run",
    "Stop",
    "TravelRules",
    "Venue",
    "Waiting",
    "checklist",
    "county_rules",
    "exam_day",
    "reminders",
    "travel_by_zones",
    "verify_day",
]
