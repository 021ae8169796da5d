"""Answers about cases for a terminal or another program: as aligned text, and as data."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

from tiltak.programme import Assessment, Question, Result, ResultPeriod, Track, Youth
from tiltak.render.views.common import View, column, joined_conditions, result_badge, table
from tiltak.render.views.questions import open_questions
from tiltak.render.words import Words

if TYPE_CHECKING:
    from tiltak.office import Office

__all__ = [
    "assessments_json",
    "assessments_page",
    "assessments_text",
    "grid",
    "life_json",
    "life_text",
    "questions_json",
    "questions_text",
]

_WIDTHS: Final = (10, 18, 46, 46)
_RULES_TURN: Final = "rules.version"


def grid(head: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int] = _WIDTHS) -> str:
    """Rows under a head, long cells broken into lines; nothing is cut off."""
    lines = _row(head, widths)
    lines.append("  ".join("-" * width for width in widths[: len(head)]))
    for row in rows:
        lines += _row(row, widths)
    return "\n".join(lines) + "\n"


def _row(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    parts = [wrap(cell, width) or [""] for cell, width in zip(cells, widths, strict=False)]
    height = max(len(part) for part in parts)
    filled = [part + [""] * (height - len(part)) for part in parts]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=False)).rstrip()
        for line in zip(*filled, strict=True)
    ]


def assessments_text(assessments: Sequence[Assessment], words: Words) -> str:
    """One row a case: what it comes to, why, and what to ask first. Ends with who decides."""
    head = [words.text(f"head.{name}") for name in ("case", "result", "reason", "question")]
    rows = [
        [one.case_id, words.text(f"result.{one.result.value}"), _why(one, words), _first_question(one, words)]
        for one in assessments
    ]
    deciders = words.joined(dict.fromkeys(words.text(f"owner.{one.decided_by}") for one in assessments))
    return grid(head, rows) + ("\n" + words.text("decision.advice", who=deciders) + "\n" if rows else "")


def _why(assessment: Assessment, words: Words) -> str:
    if assessment.reasons:
        return " ".join(words.text(reason) for reason in assessment.reasons)
    if assessment.result is not Result.ELSEWHERE:
        return words.text(f"result_why.{assessment.result.value}")
    return " ".join(
        words.text("answers.not_met", track=words.text(f"track.{track.value}"), what=joined_conditions(failing, words))
        for track, failing in (
            (Track.BACK_TO_SCHOOL, assessment.back_to_school.failing),
            (Track.STAY_AT_SCHOOL, assessment.stay_at_school.failing),
        )
    )


def _first_question(assessment: Assessment, words: Words) -> str:
    if not assessment.questions:
        return ""
    first = assessment.questions[0]
    who = words.text(f"answered_by.{first.answered_by}")
    return f"{words.text(f'question.{first.fact}')} ({who})"


def assessments_page(assessments: Sequence[Assessment], office: "Office", on: date, words: Words) -> str:
    """The same rows as one self-contained page."""
    from tiltak.render.site import frame, page_bytes  # noqa: PLC0415 - a table must not pay for the page templates

    rows = [
        [
            one.case_id,
            {"badge": result_badge(one.result, words)},
            _why(one, words),
            words.joined(words.text(f"right.{code}") for code in one.right.codes),
            _first_question(one, words),
            words.text(f"owner.{one.decided_by}"),
        ]
        for one in assessments
    ]
    heads = (
        ("case", ""),
        ("result", ""),
        ("reason", "wrap"),
        ("right", "wrap"),
        ("question", "wrap"),
        ("decided_by", ""),
    )
    shown = table(words.text("page.index"), [column(words, name, kind) for name, kind in heads], rows, "")
    waiting = sum(bool(one.questions) for one in assessments)
    page: View = {
        "path": "index.html",
        "title": words.text("page.index"),
        "lead": words.text("index.lead", count=len(assessments), on=on, ask=waiting),
        "sections": [{"id": "cases", "title": words.text("index.cases.title"), "tables": [shown]}],
    }
    return page_bytes("sections", page, frame(office, on, words), words).decode()


def questions_text(assessments: Sequence[Assessment], youths: Sequence[Youth], words: Words) -> str:
    """Every open question, the first to ask first, with who can answer and why it is asked."""
    head = [words.text(f"head.{name}") for name in ("case", "who", "question", "why")]
    rows = [
        [
            asked.youth.case_id,
            words.text(f"answered_by.{asked.question.answered_by}"),
            words.text(f"question.{asked.question.fact}") + _marks(asked.question, words),
            joined_conditions(asked.question.why, words),
        ]
        for asked in open_questions(assessments, youths)
    ]
    return grid(head, rows)


def _marks(question: Question, words: Words) -> str:
    marks = [
        words.text(text)
        for text, there in (
            ("decision.questions.special", question.special_category),
            ("decision.questions.asked", question.asked),
        )
        if there
    ]
    return f" ({'; '.join(marks)})" if marks else ""


def life_text(lives: Iterable[tuple[str, Sequence[ResultPeriod]]], words: Words) -> str:
    """The periods of each case: from, to, what it comes to, the rights by law, and what opened the period."""
    head = [words.text(f"head.{name}") for name in ("case", "period", "result", "right", "opened_by")]
    rows = [
        [
            case_id,
            f"{period.first.isoformat()} – {period.last.isoformat() if period.last else ''}",
            words.text(f"result.{period.result.value}"),
            words.joined(words.text(f"right.{right}") for right in period.rights),
            _opened(period, words),
        ]
        for case_id, periods in lives
        for period in periods
    ]
    return grid(head, rows, (10, 24, 18, 36, 46))


def _opened(period: ResultPeriod, words: Words) -> str:
    turned = [name for name in period.opened_by if name != _RULES_TURN]
    parts = [words.text("answers.new_rules")] if _RULES_TURN in period.opened_by else []
    if turned:
        parts.append(words.text("answers.turned", what=joined_conditions(turned, words)))
    return " ".join(parts)


def _dump(records: object) -> str:
    return json.dumps(records, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _question_record(question: Question) -> dict[str, Any]:
    return {
        "fact": question.fact,
        "answered_by": question.answered_by,
        "special_category": question.special_category,
        "asked": question.asked,
        "why": list(question.why),
    }


def assessments_json(assessments: Iterable[Assessment]) -> str:
    """Each answer with its decisions in the published schema; ids and codes, and no value of any fact."""
    return _dump([_assessment_record(one) for one in assessments])


def _assessment_record(one: Assessment) -> dict[str, Any]:
    decisions = (one.back_to_school, one.stay_at_school, one.follow_up_service, *one.right.decisions)
    return {
        "case_id": one.case_id,
        "on": one.on.isoformat(),
        "result": one.result.value,
        "reasons": list(one.reasons),
        "track": one.track.value if one.track else None,
        "rights": list(one.right.codes),
        "right_counts": one.right_counts.name,
        "privatist_exam": None if one.privatist_exam is None else one.privatist_exam.verdict.name,
        "questions": [_question_record(question) for question in one.questions],
        "for_the_county": list(one.right.for_the_county),
        "elsewhere": [{"code": route.code, "reasons": list(route.reasons)} for route in one.elsewhere],
        "next_steps": [
            {"code": step.code, "owner": step.owner, "due": step.due.isoformat() if step.due else None}
            for step in one.next_steps
        ],
        "referral_faults": list(one.referral_faults),
        "notes": [*one.notes, *one.right.notes],
        "choices": list(one.choices),
        "decided_by": one.decided_by,
        "decisions": [decision.to_dict() for decision in decisions],
    }


def questions_json(assessments: Sequence[Assessment], youths: Sequence[Youth]) -> str:
    """The open questions as data, in the order they are to be asked."""
    asked = open_questions(assessments, youths)
    return _dump([{"case_id": one.youth.case_id, **_question_record(one.question)} for one in asked])


def life_json(lives: Iterable[tuple[str, Sequence[ResultPeriod]]]) -> str:
    """The periods of each case as data."""
    return _dump(
        [
            {
                "case_id": case_id,
                "from": period.first.isoformat(),
                "to": period.last.isoformat() if period.last else None,
                "result": period.result.value,
                "rights": list(period.rights),
                "opened_by": list(period.opened_by),
                "closed_by": list(period.closed_by),
            }
            for case_id, periods in lives
            for period in periods
        ]
    )
