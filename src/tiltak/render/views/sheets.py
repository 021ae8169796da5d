"""The tables of the workbook: the same facts as on the pages, as dates and numbers one can reckon with."""

from collections.abc import Iterable, Mapping, Sequence

from tiltak.outcomes import Report
from tiltak.programme import Assessment, Youth
from tiltak.render.views.common import RESULT_ORDER, joined_conditions
from tiltak.render.views.decision import step_text
from tiltak.render.views.names import goal_name, subject_name, term_name
from tiltak.render.views.plan import milestone_text
from tiltak.render.views.questions import Asked
from tiltak.render.views.report import counted_what, metric_name
from tiltak.render.words import Words
from tiltak.render.workbook import Cell, Column, ColumnKind, Sheet
from tiltak.study import NoPlan, Plan, catalogue

__all__ = [
    "case_sheet",
    "cost_sheet",
    "measure_sheet",
    "milestone_sheet",
    "plan_sheet",
    "question_sheet",
    "set_aside_sheet",
    "step_sheet",
    "term_sheet",
]

_TEXT, _DATE, _NUMBER = ColumnKind.TEXT, ColumnKind.DATE, ColumnKind.NUMBER
_MONEY, _PERCENT = ColumnKind.MONEY, ColumnKind.PERCENT
_Head = tuple[str, ColumnKind, int]


def sheet(words: Words, title: str, heads: Iterable[_Head], rows: Iterable[Sequence[Cell]]) -> Sheet:
    """A sheet with its title and headings in the language."""
    columns = [Column(words.text(f"head.{name}"), kind, width) for name, kind, width in heads]
    return Sheet(words.text(f"sheet.{title}"), columns, list(rows))


def yes_no(value: bool, words: Words) -> str:  # noqa: FBT001 - it is the value itself that is shown
    """Yes or no."""
    return words.text("word.yes" if value else "word.no")


def case_sheet(youths: Mapping[str, Youth], assessments: Sequence[Assessment], words: Words) -> Sheet:
    """Every youth and what the assessment came to."""
    order = {result: place for place, result in enumerate(RESULT_ORDER)}
    heads: list[_Head] = [
        ("case", _TEXT, 10),
        ("result", _TEXT, 20),
        ("referred", _DATE, 12),
        ("channel", _TEXT, 26),
        ("goal", _TEXT, 44),
        ("right", _TEXT, 36),
        ("first_question", _TEXT, 50),
        ("on", _DATE, 12),
    ]
    rows: list[Sequence[Cell]] = []
    for one in sorted(assessments, key=lambda a: (order[a.result], a.case_id)):
        youth = youths[one.case_id]
        rights = [words.text(f"right.{code}") for code in one.right.codes]
        rows.append(
            (
                one.case_id,
                words.text(f"result.{one.result.value}"),
                youth.referral.referred_on,
                words.text(f"channel.{youth.referral.channel.value}"),
                goal_name(youth.goal, words) if youth.goal else None,
                words.joined(rights) if rights else None,
                words.text(f"question.{one.questions[0].fact}") if one.questions else None,
                one.on,
            )
        )
    return sheet(words, "cases", heads, rows)


def question_sheet(asked: Sequence[Asked], words: Words) -> Sheet:
    """Every open question, the first to ask first."""
    heads: list[_Head] = [
        ("case", _TEXT, 10),
        ("place", _NUMBER, 10),
        ("question", _TEXT, 60),
        ("who", _TEXT, 22),
        ("why", _TEXT, 50),
        ("referred", _DATE, 12),
    ]
    rows = [
        (
            one.youth.case_id,
            one.place + 1,
            words.text(f"question.{one.question.fact}"),
            words.text(f"answered_by.{one.question.answered_by}"),
            joined_conditions(one.question.why, words) if one.question.why else None,
            one.youth.referral.referred_on,
        )
        for one in asked
    ]
    return sheet(words, "questions", heads, rows)


def step_sheet(assessments: Sequence[Assessment], words: Words) -> Sheet:
    """Every next step."""
    heads: list[_Head] = [("case", _TEXT, 10), ("date", _DATE, 12), ("what", _TEXT, 60), ("owner", _TEXT, 26)]
    heads.append(("basis", _TEXT, 26))
    rows = [
        (
            one.case_id,
            step.due,
            step_text(step, words),
            words.text(f"owner.{step.owner}"),
            words.text(f"basis.{step.basis.value}"),
        )
        for one in sorted(assessments, key=lambda a: a.case_id)
        for step in one.next_steps
    ]
    return sheet(words, "steps", heads, rows)


def _made(plans: Mapping[str, Plan | NoPlan]) -> list[tuple[str, Plan]]:
    return [(case_id, plan) for case_id, plan in sorted(plans.items()) if isinstance(plan, Plan)]


def plan_sheet(plans: Mapping[str, Plan | NoPlan], words: Words) -> Sheet:
    """Every planned exam."""
    heads: list[_Head] = [
        ("case", _TEXT, 10),
        ("term", _TEXT, 14),
        ("subject", _TEXT, 44),
        ("code", _TEXT, 10),
        ("form", _TEXT, 20),
        ("first", _DATE, 12),
        ("last", _DATE, 12),
        ("confirmed", _TEXT, 12),
        ("hours", _NUMBER, 10),
    ]
    rows = [
        (
            case_id,
            term_name(exam.term, words),
            subject_name(exam.code, words),
            exam.code,
            exam_form(exam.code, words),
            exam.sitting.first,
            exam.sitting.last,
            yes_no(exam.sitting.confirmed, words),
            exam.hours,
        )
        for case_id, plan in _made(plans)
        for exam in plan.exams
    ]
    return sheet(words, "plans", heads, rows)


def exam_form(code: str, words: Words) -> str:
    """How an exam is held."""
    return words.text(f"exam_form.{catalogue().subject(code).exam_form.value}")


def milestone_sheet(plans: Mapping[str, Plan | NoPlan], words: Words) -> Sheet:
    """Every milestone; an empty date is one that is not known."""
    heads: list[_Head] = [
        ("case", _TEXT, 10),
        ("first", _DATE, 12),
        ("last", _DATE, 12),
        ("what", _TEXT, 60),
        ("owner", _TEXT, 22),
        ("confirmed", _TEXT, 12),
    ]
    rows: list[Sequence[Cell]] = []
    for case_id, plan in _made(plans):
        for one in plan.milestones:
            what = milestone_text(one, words)
            who = words.text(f"answered_by.{one.owner}")
            rows.append((case_id, one.first or one.on, one.on, what, who, yes_no(one.confirmed, words)))
    return sheet(words, "milestones", heads, rows)


def cost_sheet(plans: Mapping[str, Plan | NoPlan], words: Words) -> Sheet:
    """Every exam fee; an empty one is a rate that is not known."""
    heads: list[_Head] = [
        ("case", _TEXT, 10),
        ("term", _TEXT, 14),
        ("exam", _TEXT, 44),
        ("code", _TEXT, 10),
        ("fee", _MONEY, 12),
        ("confirmed", _TEXT, 12),
    ]
    rows = [
        (
            case_id,
            term_name(one.term, words),
            subject_name(one.code, words),
            one.code,
            one.fee.value if one.fee else None,
            yes_no(one.confirmed, words),
        )
        for case_id, plan in _made(plans)
        for one in plan.cost
    ]
    return sheet(words, "costs", heads, rows)


def set_aside_sheet(report: Report, words: Words) -> Sheet:
    """Every event that is not counted, and why."""
    heads: list[_Head] = [
        ("case", _TEXT, 10),
        ("date", _DATE, 12),
        ("kind", _TEXT, 24),
        ("reason", _TEXT, 60),
        ("row", _NUMBER, 8),
    ]
    rows = [
        (
            one.event.case_id,
            one.event.on,
            words.text(f"event.{one.event.kind.value}"),
            words.text(f"set_aside.{one.reason}"),
            one.event.row,
        )
        for one in report.set_aside
    ]
    return sheet(words, "set_aside", heads, rows)


def measure_sheet(report: Report, words: Words, places: Mapping[str, str]) -> Sheet:
    """Every figure; an empty number is one that is hidden or cannot be worked out."""
    heads: list[_Head] = [
        ("measure", _TEXT, 60),
        ("numerator", _NUMBER, 12),
        ("denominator", _NUMBER, 12),
        ("value", _NUMBER, 12),
        ("low", _NUMBER, 12),
        ("high", _NUMBER, 12),
        ("unit", _TEXT, 24),
        ("level", _TEXT, 22),
        ("hidden", _TEXT, 12),
    ]
    rows = [
        (
            metric_name(one, words, places),
            one.numerator,
            one.denominator,
            one.estimate,
            one.low,
            one.high,
            counted_what(one, words),
            words.text(f"claim.{one.claim_level.name.lower()}"),
            yes_no(one.suppressed, words),
        )
        for one in report.metrics
    ]
    return sheet(words, "measures", heads, rows)


def term_sheet(report: Report, words: Words) -> Sheet:
    """The exams of each term; an empty number is one that is hidden."""
    heads: list[_Head] = [("term", _TEXT, 16)]
    heads += [(name, _NUMBER, 12) for name in ("registered", "sat", "known", "passed")]
    heads += [(name, _PERCENT, 12) for name in ("share", "low", "high")]
    rows = [
        (term_name(row.term, words), row.registered, row.sat, row.known, row.passed, row.estimate, row.low, row.high)
        for row in report.by_term
    ]
    return sheet(words, "terms", heads, rows)
