"""What stands under a plan: why it is so, what to keep an eye on, what is not settled, and what it rests on."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from tiltak.render.views.common import View, basis_line
from tiltak.render.views.names import sentence_values, subject_name, subject_names
from tiltak.render.words import Words
from tiltak.study import Gap, OpenQuestion, Plan

__all__ = ["plain_item", "plan_lists", "titled_list"]


def plan_lists(plan: Plan, missing: Gap | None, words: Words) -> Iterator[View]:
    """Why the plan is so, what to keep an eye on, what is not settled, and what it rests on."""
    yield from titled_list("why", words.text("plan.why.title"), _reasons(plan.reasons, words))
    warnings = [*_gap_notes(missing, words), *_reasons(plan.warnings, words)]
    if warnings:
        yield from titled_list("warnings", words.text("plan.warnings.title"), warnings)
    if missing and missing.open_questions:
        yield from titled_list("open", words.text("plan.open.title"), _open(missing.open_questions, words))
    if missing and missing.recognitions:
        asked = _open(missing.recognitions, words)
        yield from titled_list("recognitions", words.text("plan.recognitions.title"), asked)
    if plan.goal.not_established:
        unsure = [plain_item(words.text(f"not_established.{name}")) for name in plan.goal.not_established]
        yield from titled_list("not-established", words.text("plan.not_established.title"), unsure)
    if missing and missing.conditions:
        yield from titled_list(
            "conditions",
            words.text("plan.conditions.title"),
            [plain_item(words.text(f"goal_condition.{name}")) for name in missing.conditions],
        )
    if plan.defaults_used:
        lead = words.text("plan.defaults.lead")
        yield from titled_list("defaults", words.text("plan.defaults.title"), _defaults(plan, words), lead)
    if missing and missing.sources:
        sources = [basis_line(one, words) for one in missing.sources]
        yield from titled_list("sources", words.text("plan.sources.title"), sources)


def titled_list(section: str, title: str, items: Iterable[View], lead: str = "") -> list[View]:
    """A list under a heading of its own."""
    return [{"id": section, "title": title, "lead": lead, "items": list(items)}]


def plain_item(text: str, tag: str = "") -> View:
    """An item of a list that leads nowhere."""
    return {"text": text, "href": "", "tag": tag}


def _reasons(reasons: Iterable[Any], words: Words) -> Iterator[View]:
    for one in reasons:
        yield plain_item(words.text(f"plan_reason.{one.id}", **sentence_values(one.codes, one.values, words)))


def _gap_notes(missing: Gap | None, words: Words) -> Iterator[View]:
    for note in missing.notes if missing else ():
        goal = missing.goal if missing else None
        day = goal and (goal.valid_to if note == "rule_has_ended" else goal.valid_from)
        about = subject_name(goal.about, words) if goal else ""
        codes = subject_names(missing.without_exam, words) if missing else ""
        yield plain_item(words.text(f"gap_note.{note}", date=day, subject=about, codes=codes))


def _open(questions: Iterable[OpenQuestion], words: Words) -> Iterator[View]:
    for question in questions:
        saved = [
            words.text(f"plan.open.{name}", count=count)
            for name, count in (
                ("exams", question.saves_exams),
                ("hours_one" if question.saves_hours == 1 else "hours", question.saves_hours),
            )
            if count
        ]
        line = words.text(
            "plan.open.line",
            question=words.text(f"question.{question.id}", **sentence_values(question.about, (), words)),
            who=words.text(f"answered_by.{question.answered_by}"),
        )
        if question.decided_by and question.decided_by != question.answered_by:
            line += f" {words.text('plan.open.decided_by', who=words.text(f'answered_by.{question.decided_by}'))}"
        if saved:
            line += f" {words.text('plan.open.saves', what=words.joined(saved))}"
        yield plain_item(line, "" if question.confirmed else words.text("word.unconfirmed"))


def _defaults(plan: Plan, words: Words) -> Iterator[View]:
    for one in plan.defaults_used:
        value: object = one.value
        if one.unit == "month-day":
            month, day = map(int, one.value.split("-"))
            value = words.day(date(2000, month, day), "month_day")
        elif one.unit == "share":
            value = words.percent(one.number)
        yield {
            "text": words.text(f"default.{one.id}", value=value),
            "href": one.url,
            "tag": words.text(f"plan.basis.{one.basis}"),
        }
