"""One youth's plan, or why there is none, with what one failure would cost: as text, as a page, and as data."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from tiltak.law import PaymentRoute
from tiltak.office import sure_milestones
from tiltak.render.answers import grid
from tiltak.render.calendar import calendar_bytes, plan_calendar
from tiltak.render.study.sections import Section, dump, reason_record, told
from tiltak.render.views.common import View, uncapitalised
from tiltak.render.views.names import lowered, sentence_values, subject_name, term_name
from tiltak.render.views.plan import PlanPage, plan_view
from tiltak.render.words import Words
from tiltak.study import Alternative, Conflict, Fragile, Gap, NoPlan, Plan

if TYPE_CHECKING:
    from tiltak.office import Office

__all__ = ["StudyPlan", "no_plan_record", "plan_calendar_file", "plan_json", "plan_page", "plan_record", "plan_text"]

_WIDTH_OF_KIND: Mapping[str, int] = {"num": 12, "wrap": 44, "hush": 12}


@frozen
class StudyPlan:
    """All that is told of one youth's plan.

    Args:
        case_id: The office's token for the youth.
        on: The day it is told.
        plan: The plan, or why there is none; None when something must be asked first.
        ask: What must be asked first: ``goal`` or ``hours_per_week``.
        missing: What is missing for the goal.
        fragile: What one failure at each exam would cost, the most costly first.
        awaiting: Codes of exams without a result yet.
        if_passed: The plan that holds if those are passed.
        routes: Who may pay the exam fee.
    """

    case_id: str
    on: date
    plan: Plan | NoPlan | None
    ask: tuple[str, ...] = ()
    missing: Gap | None = None
    fragile: tuple[Fragile, ...] = ()
    awaiting: tuple[str, ...] = ()
    if_passed: Plan | NoPlan | None = None
    routes: tuple[PaymentRoute, ...] = ()


def _view(told_of: StudyPlan, plan: Plan | NoPlan, words: Words) -> View:
    """The page of the plan, by itself: without links to pages that are not there."""
    view = plan_view(
        PlanPage(
            told_of.case_id,
            plan,
            missing=told_of.missing,
            routes=told_of.routes,
            awaiting=told_of.awaiting,
            if_passed=told_of.if_passed,
            has_calendar=False,
        ),
        words,
    )
    lists = [*view["lists"], *_fragile(told_of.fragile, words)]
    return {**view, "path": "index.html", "links": [], "lists": lists}


def _fragile(fragile: Sequence[Fragile], words: Words) -> list[View]:
    if not fragile:
        return []
    items = [{"text": fragile_line(one, words), "href": "", "tag": ""} for one in fragile]
    lead = words.text("study.fragile.lead")
    return [{"id": "fragile", "title": words.text("study.fragile.title"), "lead": lead, "items": items}]


def fragile_line(one: Fragile, words: Words) -> str:
    """What one failure would cost, and that the search was stopped when it was."""
    name = words.text(
        "study.fragile.exam", exam=subject_name(one.code, words), term=lowered(term_name(one.term, words))
    )
    said = [
        words.text(f"replan_reason.{reason.id}", **sentence_values(reason.codes, reason.values, words))
        for reason in one.reasons
    ]
    unsure = [] if one.proved else [words.text("study.not_proved")]
    return " ".join([name, *said, *unsure])


def plan_page(told_of: StudyPlan, office: "Office", words: Words) -> str:
    """The plan as one self-contained page."""
    from tiltak.render.site import frame, page_bytes  # noqa: PLC0415 - a table must not pay for the page templates

    around = frame(office, told_of.on, words)
    if told_of.plan is not None:
        return page_bytes("plan", _view(told_of, told_of.plan, words), around, words).decode()
    page: View = {
        "path": "index.html",
        "title": words.text("plan.title_none", case=told_of.case_id),
        "lead": words.text("plan.lead", on=told_of.on),
        "sections": [{"id": "ask", "title": words.text("study.section.ask"), "bullets": _asked(told_of, words)}],
    }
    return page_bytes("sections", page, around, words).decode()


def _asked(told_of: StudyPlan, words: Words) -> list[str]:
    return [words.text(f"study.ask.{name}") for name in told_of.ask]


def plan_text(told_of: StudyPlan, words: Words) -> str:
    """The plan as text, with everything that is on its page."""
    if told_of.plan is None:
        title = words.text("plan.title_none", case=told_of.case_id)
        return told(title, [Section(words.text("study.section.ask"), tuple(_asked(told_of, words)))])
    view = _view(told_of, told_of.plan, words)
    head = "\n".join([view["title"], view["lead"], view["goal_title"]])
    tables = [_table(section) for section in view["tables"]]
    first = told(head, _first_sections(view, words))
    last = told("", (_list(part) for part in view["lists"])).lstrip("\n")
    return "\n".join(part for part in (first, *tables, last) if part.strip())


def _first_sections(view: View, words: Words) -> Iterator[Section]:
    facts = tuple(f"{one['term']}: {cell_text(one['value'])}" for one in view["facts"])
    yield Section(words.text("study.section.in_short"), facts)
    yield Section(words.text("plan.awaiting.title"), tuple(view["awaiting"]))
    if view["conflict"]:
        lines = (view["conflict"]["lead"], *view["conflict"]["lines"])
        yield Section(view["conflict"]["text"], tuple(line for line in lines if line))
    steps = (f"{_tagged(one['when'], one['tag'])}: {one['what']} {one['who']}" for one in view["steps"])
    yield Section(words.text("plan.steps.title"), tuple(" ".join(step.split()) for step in steps))


def _table(section: View) -> str:
    shown = section["table"]
    widths = [_WIDTH_OF_KIND.get(one["kind"], 20) for one in shown["columns"]]
    rows = [[cell_text(cell) for cell in row] for row in shown["rows"]]
    lines = [*section["lines"], *section["after"]]
    body = grid([one["text"] for one in shown["columns"]], rows, widths) if rows else shown["empty"] + "\n"
    return f"{section['title']}\n{body}" + "".join(f"{line}\n" for line in lines)


def _list(part: View) -> Section:
    lines = (_tagged(one["text"], one["tag"]) for one in part["items"])
    title = f"{part['title']}. {part['lead']}" if part["lead"] else part["title"]
    return Section(title, tuple(lines))


def cell_text(cell: Any) -> str:
    """A cell of a page's table as text: a text, a tagged text, a badge with a note, or a list."""
    if not isinstance(cell, dict):
        return str(cell)
    if "list" in cell:
        return "; ".join(cell["list"])
    if "badge" in cell:
        return " ".join(part for part in (cell["badge"]["text"], cell.get("note", "")) if part)
    return _tagged(cell["text"], cell.get("tag", ""))


def _tagged(text: str, tag: str) -> str:
    return f"{text} ({uncapitalised(tag)})" if tag else text


def plan_calendar_file(told_of: StudyPlan, words: Words) -> bytes:
    """What stands whatever comes of the exams without a result, for a calendar; no entries where there is no plan."""
    if isinstance(told_of.plan, Plan):
        sure = sure_milestones(told_of.plan, told_of.if_passed or told_of.plan)
        return plan_calendar(told_of.case_id, evolve(told_of.plan, milestones=sure), words, as_of=told_of.on)
    return calendar_bytes((), words, as_of=told_of.on)


def plan_json(told_of: StudyPlan) -> str:
    """The plan as data, in the published schema."""
    plan, hoped = told_of.plan, told_of.if_passed
    return dump(
        {
            "case_id": told_of.case_id,
            "on": told_of.on.isoformat(),
            "ask": list(told_of.ask),
            "plan": plan_record(plan) if isinstance(plan, Plan) else None,
            "no_plan": no_plan_record(plan) if isinstance(plan, NoPlan) else None,
            "fragile": [_fragile_record(one) for one in told_of.fragile],
            "awaiting": list(told_of.awaiting),
            "if_passed": {"exams": [one.code for one in hoped.exams], "last_term": hoped.last_term}
            if isinstance(hoped, Plan)
            else None,
        }
    )


def plan_record(plan: Plan) -> dict[str, Any]:
    """A plan as data: codes, days and numbers."""
    return {
        "goal": plan.goal.id,
        "on": plan.on.isoformat(),
        "county": plan.county,
        "proof": plan.proof,
        "last_term": plan.last_term,
        "exams": [
            {
                "code": one.code,
                "term": one.term,
                "first": one.sitting.first.isoformat(),
                "last": one.sitting.last.isoformat(),
                "kind": one.sitting.kind,
                "confirmed": one.sitting.confirmed,
                "hours": one.hours,
                "annual_hours": one.annual_hours,
                "registered": one.registered,
            }
            for one in plan.exams
        ],
        "weeks": [
            {"monday": week.monday.isoformat(), "term": week.term, "hours": dict(week.hours)} for week in plan.weeks
        ],
        "milestones": [
            {
                "id": one.id,
                "term": one.term,
                "first": one.first.isoformat() if one.first else None,
                "on": one.on.isoformat() if one.on else None,
                "owner": one.owner,
                "exams": list(one.exams),
                "confirmed": one.confirmed,
            }
            for one in plan.milestones
        ],
        "cost": [
            {
                "code": one.code,
                "term": one.term,
                "nok": one.fee.value if one.fee else None,
                "confirmed": one.confirmed,
                "paid": one.paid,
            }
            for one in plan.cost
        ],
        "left_to_pay": plan.left_to_pay,
        "cost_confirmed": plan.cost_confirmed,
        "reasons": reasons(plan.reasons),
        "warnings": reasons(plan.warnings),
        "defaults": [{"id": one.id, "value": one.value, "basis": one.basis} for one in plan.defaults_used],
    }


def reasons(found: Iterable[Any]) -> list[dict[str, Any]]:
    """Reasons as data."""
    return [reason_record(one.id, one.codes, one.values) for one in found]


def no_plan_record(plan: NoPlan) -> dict[str, Any]:
    """Why there is no plan, and what could be given up, as data."""
    return {
        "goal": plan.goal.id,
        "on": plan.on.isoformat(),
        "proof": plan.proof,
        "conflict": [_conflict_record(one) for one in plan.conflict],
        "alternatives": [_alternative_record(one) for one in plan.alternatives],
    }


def _conflict_record(one: Conflict) -> dict[str, Any]:
    return {**reason_record(one.id, one.codes, one.values), "is_rule": one.is_rule}


def _alternative_record(one: Alternative) -> dict[str, Any]:
    return {**reason_record(one.give_up, one.codes, one.values), "last_term": one.last_term}


def _fragile_record(one: Fragile) -> dict[str, Any]:
    return {
        "code": one.code,
        "term": one.term,
        "known_on": one.known_on.isoformat(),
        "again": one.again,
        "last_term": one.last_term,
        "terms_later": one.terms_later,
        "nok": one.fee.value if one.fee else None,
        "moved": [{"code": code, "before": before, "after": after} for code, before, after in one.moved],
        "proved": one.proved,
    }
