"""A youth's study plan: what to do when, term by term and week by week, what it costs and why it is so."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final

from attrs import frozen

from tiltak.law import PaymentRoute
from tiltak.render.views.common import (
    View,
    basis_line,
    column,
    facts,
    joined_conditions,
    slug,
    table,
    tagged,
    uncapitalised,
    verdict_badge,
)
from tiltak.render.views.names import goal_name, lowered, sentence_values, subject_name, subject_names, term_name
from tiltak.render.views.plan_notes import plain_item, plan_lists, titled_list
from tiltak.render.words import Words
from tiltak.rules import Verdict
from tiltak.study import Gap, Milestone, NoPlan, Plan, PlannedExam, PlanWeek, catalogue

__all__ = ["PlanPage", "alike_weeks", "demands", "milestone_text", "plan_view", "when"]

_STEPS: Final = 5
_WEEK: Final = timedelta(days=7)


@frozen
class PlanPage:
    """What the page of one youth's plan is made of.

    Args:
        case_id: The office's token for the youth.
        plan: The plan, or the conflict that stands in its way.
        missing: What is missing for the goal, when that is known.
        routes: Who may pay the exam fee, as the law sees it for this youth.
        awaiting: Codes of exams without a result yet.
        if_passed: The plan that holds if those are passed; None when there are none, or nothing would be missing.
        has_calendar: Whether there is a calendar file to link to.
    """

    case_id: str
    plan: Plan | NoPlan
    missing: Gap | None = None
    routes: Sequence[PaymentRoute] = ()
    awaiting: tuple[str, ...] = ()
    if_passed: Plan | NoPlan | None = None
    has_calendar: bool = True


def plan_view(page: PlanPage, words: Words) -> View:
    """The page of one youth's plan, or of why there is none."""
    plan = page.plan
    made = _planned(page, plan, words) if isinstance(plan, Plan) else _unplanned(page.case_id, plan, words)
    return {
        "path": f"plans/{slug(page.case_id)}.html",
        "crumb": page.case_id,
        "lead": words.text("plan.lead", on=plan.on),
        "goal_title": words.text("plan.goal", goal=goal_name(plan.goal, words)),
        "awaiting": _awaiting(page, words),
        **made,
    }


def _awaiting(page: PlanPage, words: Words) -> list[str]:
    """What the plan does not count on because nobody knows it yet, and what it would change."""
    if not page.awaiting:
        return []
    lines = [words.text("plan.awaiting", codes=subject_names(page.awaiting, words))]
    if isinstance(page.if_passed, Plan):
        left, last = len(page.if_passed.exams), page.if_passed.last_term
        if last:
            lines.append(words.text("plan.if_passed", exams=left, term=lowered(term_name(last, words))))
        else:
            lines.append(words.text("plan.if_passed_done"))
    if isinstance(page.plan, Plan):
        lines.append(words.text("plan.awaiting_dates"))
    return lines


def _decision_link(case_id: str, words: Words) -> View:
    return {"href": f"../cases/{slug(case_id)}.html", "text": words.text("plan.link.decision")}


def _unplanned(case_id: str, plan: NoPlan, words: Words) -> View:
    conflict = [
        words.text(
            "plan.demand_line",
            demand=words.text(f"plan.demand.{one.id}"),
            why=words.text(f"conflict.{one.id}", **sentence_values(one.codes, one.values, words)).removesuffix("."),
        )
        for one in plan.conflict
    ]
    others = [_alternative(one, words) for one in plan.alternatives]
    lists = titled_list("alternatives", words.text("plan.alternatives.title"), others) if others else []
    text = "plan.not_settled.text" if plan.proof == "not_settled" else "plan.none.text"
    return {
        "title": words.text("plan.title_none", case=case_id),
        "facts": [],
        "links": [_decision_link(case_id, words)],
        "conflict": {"text": words.text(text), "lead": _hit(len(conflict), words), "lines": conflict},
        "steps": [],
        "tables": [],
        "lists": lists,
    }


def _hit(demands: int, words: Words) -> str:
    """What the list of demands is."""
    if not demands:
        return ""
    return words.text("plan.demand_hit_one" if demands == 1 else "plan.demand_hit")


def demands(plan: NoPlan, words: Words) -> str:
    """The demands that stand in the way, in a few words; that it is not settled when the search was stopped."""
    if not plan.conflict:
        return uncapitalised(words.text("plan.not_settled.text"))
    return words.joined(dict.fromkeys(uncapitalised(words.text(f"plan.demand.{one.id}")) for one in plan.conflict))


def _alternative(one: Any, words: Words) -> View:
    text = words.text(f"alternative.{one.give_up}", **sentence_values(one.codes, one.values, words))
    if one.last_term:
        text = words.text("plan.alternative_then", what=text, term=lowered(term_name(one.last_term, words)))
    return plain_item(text)


def _planned(page: PlanPage, plan: Plan, words: Words) -> View:
    case_id, missing = page.case_id, page.missing
    calendar = {"href": f"../calendars/{slug(case_id)}.ics", "text": words.text("decision.link.calendar")}
    return {
        "title": words.text("plan.title", case=case_id),
        "facts": _facts(plan, missing, words),
        "links": [_decision_link(case_id, words), *([calendar] if page.has_calendar else [])],
        "conflict": None,
        "steps": [_step(milestone, words) for milestone in _ahead(plan)[:_STEPS]],
        "tables": [
            _terms(plan, words),
            *_milestones(plan, words),
            *_weeks(plan, words),
            *_cost(plan, page.routes, words),
        ],
        "lists": list(plan_lists(plan, missing, words)),
    }


def _facts(plan: Plan, missing: Gap | None, words: Words) -> list[View]:
    most = max((week.total for week in plan.weeks), default=0)
    fees: View | None = None
    if plan.cost:
        fees = tagged(words, words.money(plan.total_cost), confirmed=plan.cost_confirmed)
    return facts(
        words,
        "plan.facts",
        [
            ("exams", words.number(len(plan.exams))),
            ("done", term_name(plan.last_term, words) if plan.last_term else None),
            ("hours", words.text("plan.facts.hours_most", hours=most) if most else None),
            ("already", subject_names(missing.already, words) if missing and missing.already else None),
            ("cost", fees),
            ("proof", words.text(f"plan.proof.{plan.proof}")),
        ],
    )


def when(milestone: Milestone, words: Words) -> str:
    """The day or the days of a milestone, or that it is not known."""
    if milestone.on is None:
        return words.text("plan.steps.unknown")
    if milestone.first is not None:
        return words.period(milestone.first, milestone.on)
    return words.day(milestone.on)


def _ahead(plan: Plan) -> list[Milestone]:
    """The milestones from the day the plan was made, by the day each begins; those without a day last."""
    known = [one for one in plan.milestones if one.on is None or one.on >= plan.on]
    return sorted(known, key=lambda one: (one.on is None, one.first or one.on or date.max, one.id, one.exams))


def milestone_text(milestone: Milestone, words: Words) -> str:
    """What is to happen, with the exams it is about."""
    exams = words.joined(subject_name(code, words) for code in milestone.exams)
    term = lowered(term_name(milestone.term, words))
    what = words.text(f"milestone.{milestone.id}", term=term)
    return words.text("plan.steps.what", what=what.removesuffix("."), exams=exams) if exams else what


def _milestones(plan: Plan, words: Words) -> Iterator[View]:
    if not plan.milestones:
        return
    rows = [
        [
            {"text": when(one, words), "tag": "" if one.confirmed else words.text("word.unconfirmed")},
            milestone_text(one, words),
            words.text(f"answered_by.{one.owner}"),
        ]
        for one in _ahead(plan)
    ]
    columns = [column(words, "date"), column(words, "what", "wrap"), column(words, "owner")]
    shown = table(words.text("plan.milestones.caption"), columns, rows, "")
    yield {"id": "dates", "title": words.text("plan.milestones.title"), "lines": [], "table": shown, "after": []}


def _step(milestone: Milestone, words: Words) -> View:
    return {
        "when": when(milestone, words),
        "tag": "" if milestone.confirmed else words.text("word.unconfirmed"),
        "what": milestone_text(milestone, words),
        "who": words.text("plan.steps.who", who=words.text(f"answered_by.{milestone.owner}")),
    }


def _sitting(exam: PlannedExam, words: Words) -> View:
    text = words.period(exam.sitting.first, exam.sitting.last)
    if exam.sitting.kind != "DATE":
        text = words.text("plan.steps.window", period=text)
    return tagged(words, text, confirmed=exam.sitting.confirmed)


def _terms(plan: Plan, words: Words) -> View:
    rows = [
        [
            term_name(exam.term, words),
            subject_name(exam.code, words),
            exam.code,
            _form(exam.code, words),
            _sitting(exam, words),
            words.number(exam.hours),
        ]
        for exam in plan.exams
    ]
    columns = [
        column(words, "term"),
        column(words, "subject", "wrap"),
        column(words, "code", "hush"),
        column(words, "form"),
        column(words, "date", "wrap"),
        column(words, "hours", "num"),
    ]
    shown = table(words.text("plan.terms.caption"), columns, rows, words.text("plan.terms.empty"))
    return {"id": "terms", "title": words.text("plan.terms.title"), "lines": [], "table": shown, "after": []}


def _form(code: str, words: Words) -> str:
    return words.text(f"exam_form.{catalogue().subject(code).exam_form.value}")


def _weeks(plan: Plan, words: Words) -> Iterator[View]:
    if not plan.weeks:
        return
    codes = list(dict.fromkeys(exam.code for exam in plan.exams))
    columns = [column(words, "week", "hush"), column(words, "week_to", "hush")]
    columns += [{"text": subject_name(code, words), "kind": "num"} for code in codes]
    columns.append(column(words, "sum", "num"))
    rows = []
    for first, last in alike_weeks(plan.weeks):
        hours = dict(first.hours)
        cells = [words.number(hours[code]) if code in hours else "" for code in codes]
        until = words.day(last.monday, "short") if last.monday != first.monday else ""
        rows.append([words.day(first.monday, "short"), until, *cells, words.number(first.total)])
    shown = table(words.text("plan.weeks.caption"), columns, rows, words.text("plan.weeks.empty"))
    yield {"id": "weeks", "title": words.text("plan.weeks.title"), "lines": [], "table": shown, "after": []}


def alike_weeks(weeks: Sequence[PlanWeek]) -> list[tuple[PlanWeek, PlanWeek]]:
    """Weeks that follow on each other with the same hours, as the first and the last of them."""
    found: list[tuple[PlanWeek, PlanWeek]] = []
    for week in weeks:
        if found and found[-1][1].hours == week.hours and week.monday - found[-1][1].monday == _WEEK:
            found[-1] = found[-1][0], week
        else:
            found.append((week, week))
    return found


def _cost(plan: Plan, routes: Sequence[PaymentRoute], words: Words) -> Iterator[View]:
    if not plan.cost:
        return
    rows = []
    for one in plan.cost:
        fee = words.money(one.fee.value) if one.fee else words.text("word.unknown")
        rows.append(
            [
                subject_name(one.code, words),
                term_name(one.term, words),
                tagged(words, fee, confirmed=one.confirmed),
                basis_line(one.fee.source, words)["text"] if one.fee else "",
            ]
        )
    columns = [column(words, "exam"), column(words, "term"), column(words, "fee", "num"), column(words, "source")]
    shown = table(words.text("plan.cost.caption"), columns, rows, words.text("plan.cost.empty"))
    yield {"id": "cost", "title": words.text("plan.cost.title"), "lines": [], "table": shown, "after": []}
    yield _routes(routes, words)


def _routes(routes: Sequence[PaymentRoute], words: Words) -> View:
    rows = [
        [
            words.text(f"route.{route.id}"),
            {"badge": verdict_badge(route.decision.verdict, words), "note": _closed(route, words)},
            {"list": [words.text(f"requires.{needed}") for needed in route.requires]},
            words.text(f"owner.{route.decided_by}"),
        ]
        for route in routes
    ]
    columns = [column(words, "payer", "wrap"), column(words, "open"), column(words, "requires", "wrap")]
    columns.append(column(words, "decided_by"))
    shown = table(words.text("plan.routes.caption"), columns, rows, words.text("plan.routes.empty"))
    after = [words.text("plan.routes.after")]
    return {"id": "payers", "title": words.text("plan.routes.title"), "lines": [], "table": shown, "after": after}


def _closed(route: PaymentRoute, words: Words) -> str:
    """Why a route is closed; empty for one that is not."""
    if route.decision.verdict is not Verdict.NO:
        return ""
    failing = [name for name in route.decision.failing if words.has(f"condition.{name}")]
    return words.text("plan.routes.not_met", what=joined_conditions(failing, words)) if failing else ""
