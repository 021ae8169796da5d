"""The study of one office's youths, for a terminal or another program: gaps, plans, and plans made anew."""

from tiltak.render.study.gaps import gap_text, gaps_json, gaps_text
from tiltak.render.study.sections import study_schema

__all__ = ["gap_text", "gaps_json", "gaps_text", "study_schema"]
