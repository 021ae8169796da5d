"""What the texts of this room have in common: sections of lines, and questions with what a yes would save."""

import json
from collections.abc import Iterable, Sequence
from importlib.resources import files as resources
from textwrap import fill
from typing import Any, Final

from attrs import frozen

from tiltak.render.citations import citation
from tiltak.render.views.names import sentence_values
from tiltak.render.words import Words
from tiltak.rules import Policy, Source
from tiltak.study import OpenQuestion

__all__ = ["Section", "dump", "question_line", "reason_record", "source_line", "source_record", "study_schema", "told"]

_WIDTH: Final = 110


@frozen
class Section:
    """A heading and the lines under it; one without lines is not shown."""

    title: str
    lines: tuple[str, ...]


def told(title: str, sections: Iterable[Section]) -> str:
    """Sections as text, nothing cut off."""
    parts = [title]
    for section in sections:
        if section.lines:
            lines = [
                fill(
                    line,
                    _WIDTH,
                    initial_indent="- ",
                    subsequent_indent="  ",
                    break_long_words=False,
                    break_on_hyphens=False,
                )
                for line in section.lines
            ]
            parts.append("\n".join([section.title, *lines]))
    return "\n\n".join(parts) + "\n"


def question_line(question: OpenQuestion, words: Words) -> str:
    """A question, who decides it, what a yes would save, and whether the right to it was read or inferred."""
    asked = words.text(f"question.{question.id}", **sentence_values(question.about, (), words))
    parts = [asked, words.text("study.decides", who=words.text(f"answered_by.{decider(question)}"))]
    saved = [
        words.text(f"plan.open.{name}", count=count)
        for name, count in (
            ("exams", question.saves_exams),
            ("hours_one" if question.saves_hours == 1 else "hours", question.saves_hours),
        )
        if count > 0
    ]
    if question.saves_fees is not None and question.saves_fees > 0:
        saved.append(words.money(question.saves_fees))
    if saved:
        parts.append(words.text("plan.open.saves", what=words.joined(saved)))
    if question.saves_hours < 0:
        parts.append(words.text("study.more_hours", count=-question.saves_hours))
    if not question.confirmed:
        parts.append(words.text("study.not_confirmed"))
    return " ".join(parts)


def decider(question: OpenQuestion) -> str:
    """Who decides a question; whoever answers it where nobody else does."""
    return question.decided_by or question.answered_by


def source_line(source: Source | Policy, words: Words) -> str:
    """Where something stands, marked when nobody has confirmed it."""
    text = citation(source, words)
    return text if source.confirmed else f"{text} ({words.text('citation.unconfirmed')})"


def source_record(source: Source) -> dict[str, Any]:
    """A source as data."""
    return {
        "law": source.law,
        "section": source.section,
        "url": source.url,
        "checked_on": source.checked_on.isoformat(),
        "confirmed": source.confirmed,
    }


def reason_record(id_: str, codes: Sequence[str], values: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """A reason as data: an id, the codes it concerns, and its values."""
    shown = {name: value if isinstance(value, str | int | float) else value.isoformat() for name, value in values}
    return {"id": id_, "codes": list(codes), "values": shown}


def dump(record: object) -> str:
    """Data as JSON that is the same bytes each time."""
    return json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def study_schema(name: str) -> dict[str, Any]:
    """The published JSON Schema of an answer of this room.

    Args:
        name: ``gap``, ``plan`` or ``replan``.

    >>> study_schema("gap")["type"]
    'array'
    """
    text = resources(__package__).joinpath("schema", f"{name}-1.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
