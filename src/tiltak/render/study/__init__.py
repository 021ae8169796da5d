"""The study of one office's youths, for a terminal or another program: gaps, plans, and plans made anew."""

from tiltak.render.study.gaps import gap_text, gaps_json, gaps_text
from tiltak.render.study.plans import StudyPlan, plan_calendar_file, plan_json, plan_page, plan_text
from tiltak.render.study.replans import NewPlan, replan_json, replan_text
from tiltak.render.study.sections import study_schema

__all__ = [
    "NewPlan",
    "StudyPlan",
    "gap_text",
    "gaps_json",
    "gaps_text",
    "plan_calendar_file",
    "plan_json",
    "plan_page",
    "plan_text",
    "replan_json",
    "replan_text",
    "study_schema",
]
