"""Support needs and follow-up: what makes it hard and what helps, the rhythm of contact, and what is due today."""

from tiltak.programme.follow_up.columns import Columns, columns_of, today_columns
from tiltak.programme.follow_up.contacts import Contact, ContactKind, check_contacts, contact_kinds
from tiltak.programme.follow_up.needs import (
    Measure,
    Need,
    NeedRule,
    measures,
    measures_for,
    need_rules,
    record_need,
)
from tiltak.programme.follow_up.plan import ContactPlan, Evenings, Followed, PlannedContact, contact_plan, followed
from tiltak.programme.follow_up.rhythm import RhythmRule, rhythm_rules
from tiltak.programme.follow_up.today import Due, DueRule, StateRow, due_rules, state_rows, today, today_from_rows
from tiltak.programme.follow_up.workload import Workload, workload

__all__ = [
    "Columns",
    "Contact",
    "ContactKind",
    "ContactPlan",
    "Due",
    "DueRule",
    "Evenings",
    "Followed",
    "Measure",
    "Need",
    "NeedRule",
    "PlannedContact",
    "RhythmRule",
    "StateRow",
    "Workload",
    "check_contacts",
    "columns_of",
    "contact_kinds",
    "contact_plan",
    "due_rules",
    "followed",
    "measures",
    "measures_for",
    "need_rules",
    "record_need",
    "rhythm_rules",
    "state_rows",
    "today",
    "today_columns",
    "today_from_rows",
    "workload",
]
