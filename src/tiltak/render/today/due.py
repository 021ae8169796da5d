"""The list of a day: what, for whom, why, by whom and how many days over; the week's work; what must be asked."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from textwrap import wrap
from types import MappingProxyType
from typing import Any, Final

from tiltak.office.youth_files import DayList
from tiltak.programme.follow_up import Due, Workload
from tiltak.render.views.common import View, said, table
from tiltak.render.views.names import lowered, term_name
from tiltak.render.words import Words

__all__ = ["due_json", "due_page", "due_text", "today_schema"]

_DUE: Final = (("case", ""), ("what", "wrap"), ("why", "wrap"), ("owner", ""), ("due_on", "hush"), ("days_over", "num"))
_WORK: Final = (
    ("post", ""),
    ("youths", "num"),
    ("overdue", "num"),
    ("planned", "num"),
    ("planned_hours", "num"),
    ("held", "num"),
    ("held_hours", "num"),
)
_DUE_WIDTHS: Final = (10, 40, 40, 20, 10, 9)
_WORK_WIDTHS: Final = (26, 8, 8, 9, 9, 8, 8)
_PAGE: Final = 100
_MILESTONE: Final = "milestone."


@cache
def today_schema() -> Mapping[str, Any]:
    """The published JSON schema of the list (``today.schema.json``).

    >>> sorted(today_schema()["properties"])
    ['confirmed', 'due', 'on', 'questions', 'set_aside', 'week', 'workload']
    """
    text = files("tiltak.render.today").joinpath("today.schema.json").read_text(encoding="utf-8")
    return MappingProxyType(json.loads(text))


def due_json(found: DayList) -> str:
    """The list as codes and dates, in the published schema."""
    record = {
        "on": found.run.on.isoformat(),
        "due": [
            {
                "case_id": one.case_id,
                "code": one.code,
                "due_on": one.due_on.isoformat(),
                "days_over": one.days_over,
                "why": list(one.why),
                "owner": one.owner,
            }
            for one in found.due
        ],
        "week": {"first": found.week[0].isoformat(), "last": found.week[1].isoformat()},
        "workload": [
            {
                "post": one.adviser or None,
                "youths": one.youths,
                "overdue": one.overdue,
                "planned": one.planned,
                "planned_hours": one.planned_hours,
                "held": one.held,
                "held_hours": one.held_hours,
                "held_without_minutes": one.minutes_not_told,
            }
            for one in found.work
        ],
        "questions": [{"code": code, "cases": list(cases)} for code, cases in found.questions],
        "set_aside": found.set_aside,
        "confirmed": found.confirmed,
    }
    return json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def due_text(found: DayList, words: Words) -> str:
    """The list for a terminal."""
    parts = [
        words.text("today.lead", count=len(found.due), on=found.run.on),
        _grid(_heads(_DUE, words), _due_rows(found, words), _DUE_WIDTHS) if found.due else words.text("today.none"),
        words.text("today.week", first=found.week[0], last=found.week[1]),
        _grid(_heads(_WORK, words), _work_rows(found, words), _WORK_WIDTHS) if found.work else words.text("today.none"),
    ]
    if questions := _questions(found, words):
        listed = [line for one in questions for line in wrap(f"- {one}", _PAGE, subsequent_indent="  ")]
        parts.append("\n".join([words.text("today.questions"), *listed]))
    parts.append("\n".join(_notes(found, words)))
    return "\n\n".join(parts) + "\n"


def due_page(found: DayList, words: Words) -> str:
    """The same as one self-contained page."""
    from tiltak.render.site import frame, page_bytes  # noqa: PLC0415 - a table must not pay for the page templates

    none = words.text("today.none")
    due = table(words.text("today.title"), _columns(_DUE, words), _due_rows(found, words), none)
    week = words.text("today.week", first=found.week[0], last=found.week[1])
    work = table(week, _columns(_WORK, words), _work_rows(found, words), none)
    sections: list[View] = [
        {"id": "due", "title": words.text("today.title"), "tables": [due]},
        {"id": "week", "title": week, "tables": [work], "small": _notes(found, words)},
    ]
    if questions := _questions(found, words):
        sections.append({"id": "questions", "title": words.text("today.questions"), "bullets": questions})
    page: View = {
        "path": "index.html",
        "title": words.text("today.title"),
        "lead": words.text("today.lead", count=len(found.due), on=found.run.on),
        "sections": sections,
    }
    return page_bytes("sections", page, frame(found.run.office, found.run.on, words), words).decode()


def _heads(columns: tuple[tuple[str, str], ...], words: Words) -> list[str]:
    return [words.text(f"today.head.{name}") for name, _ in columns]


def _columns(columns: tuple[tuple[str, str], ...], words: Words) -> list[View]:
    return [{"text": words.text(f"today.head.{name}"), "kind": kind} for name, kind in columns]


def _due_rows(found: DayList, words: Words) -> list[list[str]]:
    posts = {one.id: one.function for one in found.run.office.staff}
    return [
        [
            one.case_id,
            _what(one, found, words),
            "; ".join(words.text(f"follow_up.{why}") for why in one.why),
            posts.get(one.owner) or said(words, f"owner.{one.owner}", f"answered_by.{one.owner}"),
            words.day(one.due_on, "short"),
            words.number(max(0, one.days_over)),
        ]
        for one in found.due
    ]


def _what(due: Due, found: DayList, words: Words) -> str:
    """What is due; of a milestone, with the term it belongs to."""
    if not due.code.startswith(_MILESTONE):
        return words.text(f"follow_up.due.{due.code}")
    name = due.code.removeprefix(_MILESTONE)
    own = found.run.sure_milestones[due.case_id]
    term = next(one.term for one in own if one.id == name and one.on == due.due_on)
    return words.text(due.code, term=lowered(term_name(term, words)))


def _work_rows(found: DayList, words: Words) -> list[list[str]]:
    posts = {one.id: one.function for one in found.run.office.staff}
    return [_work_row(one, posts, words) for one in found.work]


def _work_row(one: Workload, posts: Mapping[str, str], words: Words) -> list[str]:
    post = posts.get(one.adviser, one.adviser) if one.adviser else words.text("today.no_post")
    counts = (one.youths, one.overdue, one.planned, one.planned_hours, one.held, one.held_hours)
    return [post, *(words.number(round(count, 1)) for count in counts)]


def _questions(found: DayList, words: Words) -> list[str]:
    return [
        f"{words.text(f'today.question.{code}')} ({len(cases)}: {', '.join(cases)})" for code, cases in found.questions
    ]


def _notes(found: DayList, words: Words) -> list[str]:
    notes = [words.text("today.no_score")]
    if not found.confirmed:
        notes.append(words.text("today.unconfirmed"))
    if found.set_aside:
        notes.append(words.text("today.set_aside", count=found.set_aside))
    return notes


def _grid(head: list[str], rows: list[list[str]], widths: tuple[int, ...]) -> str:
    """Rows under a head, long cells broken into lines; nothing is cut off."""
    lines = [*_lines(head, widths), "  ".join("-" * width for width in widths)]
    for row in rows:
        lines += _lines(row, widths)
    return "\n".join(lines)


def _lines(cells: list[str], widths: tuple[int, ...]) -> list[str]:
    parts = [wrap(cell, width) or [""] for cell, width in zip(cells, widths, strict=True)]
    height = max(len(part) for part in parts)
    whole = zip(*(part + [""] * (height - len(part)) for part in parts), strict=True)
    return ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in whole]
