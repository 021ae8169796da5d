"""What stands on the sheet, before anything is set: headings and rows of plain text."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, Final, Literal

from tiltak.render.views.names import goal_name, lowered, subject_name, term_name
from tiltak.render.words import Words
from tiltak.study import Milestone, Plan, PlannedExam, PlanWeek, catalogue

__all__ = ["PaperLanguage", "wall_sheet"]

PaperLanguage = Literal["nb", "nn"]

_STEPS: Final = 3
_TERMS: Final = 2
_GENERAL_STUDIES: Final = {
    "nb": " studieforberedende utdanningsprogram",
    "nn": " studieførebuande utdanningsprogram",
}
_WEEK: Final = timedelta(days=7)
# Something to do, rather than something that happens.
_TO_DO: Final = frozenset({"register", "apply_for_adaptation", "order_books", "preparation_meeting", "exam", "appeal"})
# Exams have a part of their own; paying and the county's own work are the adviser's.
_DAYS: Final = frozenset({"register", "apply_for_adaptation", "preparation_meeting", "result", "appeal"})


def wall_sheet(
    plan: Plan, lang: PaperLanguage, *, case_id: str, on: date, awaiting: Sequence[str] = ()
) -> dict[str, Any]:
    """The sheet as plain data: the same parts and the same number of rows in both languages.

    Args:
        plan: The plan.
        lang: ``nb`` or ``nn``.
        case_id: The office's token for the youth.
        on: The day the sheet is made for; what is over before it is left out.
        awaiting: Codes of exams without a result yet.

    Raises:
        ValueError: For another language.
    """
    if lang not in ("nb", "nn"):
        raise ValueError(f"the sheet is made in nb and nn, not in {lang!r}")
    words = Words(lang, "youth")
    exams = [one for one in plan.exams if one.sitting.last >= on]
    ahead = sorted(
        (one for one in plan.milestones if one.on is not None and one.on >= on),
        key=lambda one: (one.first or one.on or on, one.on or on, one.id, one.exams),
    )
    parts = [part for part in (_next(ahead, words), _exams(exams, words), _hours(plan, on, words)) if part]
    if days := _days(ahead, words):
        parts.append(days)
    notes = [words.text("paper.awaiting", subjects=_named(awaiting, words))] if awaiting else []
    if not exams:
        notes.append(words.text("paper.done"))
    starred = any(
        cell.endswith("*") for part in parts for group in part["groups"] for row in group["rows"] for cell in row
    )
    return {
        "lang": lang,
        "title": words.text("paper.title", case=case_id),
        "goal": words.text("paper.goal", goal=goal_name(plan.goal, words)),
        "made": words.text("paper.made", on=on),
        "year": on.year,
        "month": on.month,
        "day": on.day,
        "notes": notes,
        "parts": parts,
        "mark": words.text("paper.mark") if starred else "",
        "ask": words.text("paper.ask"),
        "page": words.text("paper.page"),
    }


def _part(title: str, groups: list[dict[str, Any]], header: tuple[str, str], words: Words) -> dict[str, Any]:
    return {
        "title": words.text(f"paper.{title}.title"),
        "style": "table",
        "header": [words.text(f"paper.column.{name}") for name in header],
        "groups": groups,
        "after": "",
    }


def _next(ahead: Iterable[Milestone], words: Words) -> dict[str, Any] | None:
    rows = [_row(one, words) for one in ahead if one.id in _TO_DO][:_STEPS]
    if not rows:
        return None
    return {**_part("next", [{"title": "", "rows": rows}], ("when", "what"), words), "style": "steps"}


def _exams(exams: Sequence[PlannedExam], words: Words) -> dict[str, Any] | None:
    groups: dict[str, list[list[str]]] = {}
    for one in exams:
        form = words.text(f"exam_form.{catalogue().subject(one.code).exam_form.value}")
        name = _short(one.code, words)
        what = name if form in name else words.text("paper.exam", subject=name, form=form)
        sitting = one.sitting
        if sitting.kind == "DATE":
            held = words.day(sitting.first, "weekday")
        else:
            held = words.text("paper.between", period=words.period(sitting.first, sitting.last))
        groups.setdefault(one.term, []).append([held if sitting.confirmed else f"{held} *", what])
    if not groups:
        return None
    titled = [{"title": term_name(term, words), "rows": rows} for term, rows in groups.items()]
    return _part("exams", titled, ("when", "subject"), words)


def _hours(plan: Plan, on: date, words: Words) -> dict[str, Any] | None:
    groups: dict[str, list[list[str]]] = {}
    for stretch in stretches([week for week in plan.weeks if week.monday + _WEEK > on]):
        first, last = stretch[0].monday, stretch[-1].monday + timedelta(days=6)
        cells = []
        for code in dict.fromkeys(code for week in stretch for code, _ in week.hours):
            hours = [dict(week.hours)[code] for week in stretch]
            span = _span(min(hours), max(hours), words)
            cells.append(words.text("paper.hours", subject=_short(code, words), hours=span))
        groups.setdefault(stretch[0].term, []).append([words.period(first, last), "; ".join(cells)])
    if not groups:
        return None
    titled = [{"title": term_name(term, words), "rows": rows} for term, rows in groups.items()]
    return _part("hours", titled, ("weeks", "hours"), words)


def stretches(weeks: Iterable[PlanWeek]) -> list[list[PlanWeek]]:
    """Weeks that follow on each other with the same subjects; a week off, or a new term, begins another stretch."""
    found: list[list[PlanWeek]] = []
    for week in weeks:
        before = found[-1][-1] if found else None
        if before and week.monday - before.monday == _WEEK and _about(before) == _about(week):
            found[-1].append(week)
        else:
            found.append([week])
    return found


def _about(week: PlanWeek) -> tuple[str, frozenset[str]]:
    return week.term, frozenset(code for code, _ in week.hours)


def _span(least: int, most: int, words: Words) -> str:
    return words.number(least) if least == most else words.text("paper.span", least=least, most=most)


def _days(ahead: Sequence[Milestone], words: Words) -> dict[str, Any] | None:
    kept = [one for one in ahead if one.id in _DAYS]
    # V2027, H2027, V2028: spring comes before autumn in a year.
    terms = sorted({one.term for one in kept}, key=lambda term: (term[1:], term[0] == "H"))
    shown = terms[:_TERMS]
    rows = [_row(one, words) for one in kept if one.term in shown]
    if not rows:
        return None
    part = _part("days", [{"title": "", "rows": rows}], ("when", "what"), words)
    if len(terms) > len(shown):
        part["after"] = words.text("paper.days.later", term=lowered(term_name(shown[-1], words)))
    return part


def _row(one: Milestone, words: Words) -> list[str]:
    what = words.text(f"milestone.{one.id}", term=lowered(term_name(one.term, words)))
    subjects = _named(one.exams, words)
    return [_when(one, words), f"{subjects}: {lowered(what)}" if subjects else what]


def _when(one: Milestone, words: Words) -> str:
    last = one.on or date.max  # those without a day are left out before this
    day = words.period(one.first, last) if one.first else words.day(last, "weekday")
    return day if one.confirmed else f"{day} *"


def _named(codes: Iterable[str], words: Words) -> str:
    return words.joined(_short(code, words) for code in codes)


def _short(code: str, words: Words) -> str:
    """A subject's name without the programme that most of a youth's subjects share; the vocational ones keep theirs."""
    return subject_name(code, words).replace(_GENERAL_STUDIES[words.lang], "")
