"""Who is in which school: coverage, each week, what a week without one post costs, and what must be asked."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from tiltak.office.youth_files import PresenceList
from tiltak.render.views.common import View, table
from tiltak.render.views.presence import weekday_names
from tiltak.render.words import Words
from tiltak.school import Schedule, WeekPlan

__all__ = ["presence_json", "presence_page", "presence_schema", "presence_text"]

_ORDINARY: Final = ("school", "wanted", "covered", "who")
_WEEKS: Final = ("week", "school", "open", "covered", "who")
_WITHOUT: Final = ("post", "lost", "left")
_KINDS: Final = {**dict.fromkeys(("wanted", "covered", "open", "lost"), "num"), "who": "wrap", "left": "wrap"}

Rows = list[list[str]]
_Tables = list[tuple[str, tuple[str, ...], Rows]]


@cache
def presence_schema() -> Mapping[str, Any]:
    """The published JSON schema of the presence (``presence.schema.json``).

    >>> sorted(presence_schema()["properties"])
    ['on', 'ordinary', 'proof', 'questions', 'weeks', 'without']
    """
    text = files("tiltak.render.today").joinpath("presence.schema.json").read_text(encoding="utf-8")
    return MappingProxyType(json.loads(text))


def presence_json(found: PresenceList) -> str:
    """The presence as codes, numbers and dates, in the published schema."""
    schedule = found.schedule
    record = {
        "on": found.on.isoformat(),
        "ordinary": None if schedule is None else _week_record(schedule.ordinary),
        "weeks": [] if schedule is None else [_week_record(week) for week in schedule.weeks],
        "proof": None if schedule is None else schedule.proof,
        "without": [
            {
                "post": one.staff,
                "days_lost": one.sessions_lost,
                "schools": [{"school": school, "before": was, "after": now} for school, was, now in one.by_school],
            }
            for one in found.without
        ],
        "questions": [{"code": code, "about": list(about)} for code, about in found.questions],
    }
    return json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _week_record(week: WeekPlan) -> dict[str, Any]:
    return {
        "monday": week.monday.isoformat() if week.monday else None,
        "days_together": week.days_together,
        "schools": [
            {"school": one.school, "wanted": one.wanted, "open": one.open, "covered": one.covered, "short": one.short}
            for one in week.schools
        ],
        "placements": [
            {"post": one.staff, "school": one.school, "weekday": one.session.weekday} for one in week.placements
        ],
    }


def presence_text(found: PresenceList, words: Words) -> str:
    """The presence for a terminal."""
    parts = [words.text("presence_plan.lead", on=found.on)]
    for title, head, rows in _tables(found, words):
        cells = [[words.text(f"presence_plan.head.{name}") for name in head], *rows]
        widths = [max(len(row[place]) for row in cells) for place in range(len(head))]
        lines = [
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells
        ]
        lines.insert(1, "  ".join("-" * width for width in widths))
        parts.append("\n".join([title, "", *lines]))
    if found.schedule is None:
        parts.append(words.text("presence_plan.none"))
    if questions := _questions(found, words):
        parts.append("\n".join([words.text("today.questions"), *(f"- {one}" for one in questions)]))
    return "\n\n".join(parts) + "\n"


def presence_page(found: PresenceList, words: Words) -> str:
    """The same as one self-contained page."""
    from tiltak.render.site import frame, page_bytes  # noqa: PLC0415 - a table must not pay for the page templates

    sections: list[View] = []
    for number, (title, head, rows) in enumerate(_tables(found, words)):
        columns = [{"text": words.text(f"presence_plan.head.{name}"), "kind": _KINDS.get(name, "")} for name in head]
        sections.append({"id": f"table-{number}", "title": title, "tables": [table(title, columns, rows, "")]})
    if found.schedule is None:
        none = words.text("presence_plan.none")
        sections.append({"id": "none", "title": words.text("presence_plan.ordinary"), "lines": [none]})
    if questions := _questions(found, words):
        sections.append({"id": "questions", "title": words.text("today.questions"), "bullets": questions})
    page: View = {
        "path": "index.html",
        "title": words.text("presence_plan.title"),
        "lead": words.text("presence_plan.lead", on=found.on),
        "sections": sections,
    }
    return page_bytes("sections", page, frame(found.office, found.on, words), words).decode()


def _tables(found: PresenceList, words: Words) -> _Tables:
    schedule = found.schedule
    if schedule is None:
        return []
    names = {school.id: school.name for school in found.office.schools}
    ordinary = [
        [names[one.school], str(one.wanted), str(one.covered), _who(schedule.ordinary, one.school, words)]
        for one in schedule.ordinary.schools
    ]
    without = [
        [
            one.staff,
            str(one.sessions_lost),
            "; ".join(
                words.text("presence_plan.change", school=names[school], before=before, after=after)
                for school, before, after in one.by_school
                if before != after
            )
            or words.text("today.none"),
        ]
        for one in found.without
    ]
    return [
        (words.text("presence_plan.ordinary"), _ORDINARY, ordinary),
        (words.text("presence_plan.weeks"), _WEEKS, _week_rows(schedule, names, words)),
        (words.text("presence_plan.without"), _WITHOUT, without),
    ]


def _week_rows(schedule: Schedule, names: Mapping[str, str], words: Words) -> Rows:
    return [
        [
            words.day(week.monday, "short") if week.monday else "",
            names[one.school],
            str(one.open),
            str(one.covered),
            _who(week, one.school, words),
        ]
        for week in schedule.weeks
        for one in week.schools
    ]


def _who(week: WeekPlan, school: str, words: Words) -> str:
    """Each post in a school with its weekdays."""
    days: dict[str, set[int]] = {}
    for one in week.placements:
        if one.school == school:
            days.setdefault(one.staff, set()).add(one.session.weekday)
    return "; ".join(f"{post}: {weekday_names(frozenset(its), words)}" for post, its in sorted(days.items()))


def _questions(found: PresenceList, words: Words) -> list[str]:
    return [f"{words.text(f'presence_plan.question.{code}')} ({', '.join(about)})" for code, about in found.questions]
