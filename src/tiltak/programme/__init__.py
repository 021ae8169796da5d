"""Back to School and Stay at School: who the programme is for, who may refer, and what happens next.

`assess` answers for one youth, `assess_all` for an office's youths with duplicates found and places handed out.
Every answer is advice with its reasons; `Assessment.decided_by` says who decides.

>>> from datetime import date
>>> from tiltak.rules import Case
>>> youth = Youth(Case({"born": date(1975, 5, 1)}, "MT-001"), Referral("MT-001", Channel.SELV, date(2026, 11, 2)))
>>> answer = assess(youth, ProgrammeParameters(), date(2026, 11, 23))
>>> answer.result.value, answer.decided_by
('ELSEWHERE', 'NAV_KONTORET')
"""

from tiltak.programme.answer import Assessment
from tiltak.programme.assessment import assess
from tiltak.programme.codes import Basis, Channel, Matter, Phase, Result, Track, UpperAge, WaitingRule
from tiltak.programme.consent import ConsentPath, Signer, who_agrees
from tiltak.programme.elsewhere import Elsewhere, routes_elsewhere
from tiltak.programme.follow_up import (
    Contact,
    ContactPlan,
    Due,
    Evenings,
    Followed,
    Need,
    Workload,
    contact_plan,
    record_need,
    today,
    today_columns,
    workload,
)
from tiltak.programme.life import ResultPeriod, holds, life
from tiltak.programme.many import assess_all
from tiltak.programme.parameters import RIGHTS_THAT_MAY_COUNT, ProgrammeParameters
from tiltak.programme.participation import (
    Delivery,
    ExamAttempt,
    Handover,
    Participation,
    Schooling,
    handovers,
    overlaps,
)
from tiltak.programme.questions import Question
from tiltak.programme.referral import (
    ChannelRule,
    ContentRule,
    Duplicate,
    SharingRule,
    channel_rule,
    duplicates,
    needs_consent,
    referral_contents,
    sharing_rule,
)
from tiltak.programme.steps import Step, StepRule, step_rules
from tiltak.programme.target_group import FACTS, RIGHT_THAT_COUNTS, back_to_school_rules, stay_at_school_rules
from tiltak.programme.waiting import WaitingPlace
from tiltak.programme.youth import Referral, Youth

__all__ = [
    "FACTS",
    "RIGHTS_THAT_MAY_COUNT",
    "RIGHT_THAT_COUNTS",
    "Assessment",
    "Basis",
    "Channel",
    "ChannelRule",
    "ConsentPath",
    "Contact",
    "ContactPlan",
    "ContentRule",
    "Delivery",
    "Due",
    "Duplicate",
    "Elsewhere",
    "Evenings",
    "ExamAttempt",
    "Followed",
    "Handover",
    "Matter",
    "Need",
    "Participation",
    "Phase",
    "ProgrammeParameters",
    "Question",
    "Referral",
    "Result",
    "ResultPeriod",
    "Schooling",
    "SharingRule",
    "Signer",
    "Step",
    "StepRule",
    "Track",
    "UpperAge",
    "WaitingPlace",
    "WaitingRule",
    "Workload",
    "Youth",
    "assess",
    "assess_all",
    "back_to_school_rules",
    "channel_rule",
    "contact_plan",
    "duplicates",
    "handovers",
    "holds",
    "life",
    "needs_consent",
    "overlaps",
    "record_need",
    "referral_contents",
    "routes_elsewhere",
    "sharing_rule",
    "stay_at_school_rules",
    "step_rules",
    "today",
    "today_columns",
    "who_agrees",
    "workload",
]
