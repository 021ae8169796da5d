"""A plan made anew: what happened, what moved and why, what it costs, and when it is over; as text and as data."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from attrs import frozen

from tiltak.office.study_news import StudyNews
from tiltak.render.study.plans import no_plan_record, plan_record, reasons
from tiltak.render.study.sections import Section, dump, told
from tiltak.render.views.common import uncapitalised
from tiltak.render.views.names import goal_name, lowered, sentence_values, subject_name, term_name
from tiltak.render.views.plan import demands
from tiltak.render.words import Words
from tiltak.study import CostLine, ExamChange, News, NoPlan, Plan, Reason, Replan

__all__ = ["NewPlan", "replan_json", "replan_text"]

_GROUPS = ("moved", "retaken", "added", "dropped", "kept")


@frozen
class NewPlan:
    """All that is told of a plan made anew.

    Args:
        case_id: The office's token for the youth.
        since: The day of the old plan.
        on: The day it is made anew.
        ask: What must be asked first: ``goal`` or ``hours_per_week``.
        before: Why there was no plan to begin from, when there was none.
        news: What the log says.
        replan: The plan made anew; None when there was none to begin from.
    """

    case_id: str
    since: date
    on: date
    ask: tuple[str, ...] = ()
    before: NoPlan | None = None
    news: StudyNews | None = None
    replan: Replan | None = None


def replan_text(made: NewPlan, words: Words) -> str:
    """What happened, what became of each exam and why, the cost, and the finish."""
    title = words.text("study.replan.title", case=made.case_id, since=made.since, on=made.on)
    if made.ask:
        lines = tuple(words.text(f"study.ask.{name}") for name in made.ask)
        return told(title, [Section(words.text("study.section.ask"), lines)])
    if made.replan is None:
        return told(title, [Section(words.text("study.replan.nothing_before"), _why_none(made.before, words))])
    head = f"{title}\n{words.text('plan.goal', goal=goal_name(made.replan.before.goal, words))}"
    return told(head, _sections(made.replan, made.news, words))


def _why_none(plan: NoPlan | None, words: Words) -> tuple[str, ...]:
    return (words.text("study.replan.demands", what=demands(plan, words)),) if plan else ()


def _sections(made: Replan, news: StudyNews | None, words: Words) -> Iterator[Section]:
    yield Section(words.text("study.section.in_short"), tuple(_said(made.reasons, words)))
    if isinstance(made.plan, NoPlan):
        yield Section(words.text("plan.none.text"), _why_none(made.plan, words))
    held = tuple(f"{_exam(one.code, '', one.term, words)} {' '.join(_said(one.reasons, words))}" for one in made.held)
    yield Section(words.text("study.section.held"), held)
    for name in _GROUPS:
        lines = tuple(_change(one, words) for one in getattr(made, name))
        yield Section(words.text(f"study.section.{name}"), lines)
    yield Section(words.text("study.section.cost"), (*_cost(made, words), *_not_counted(made, news, words)))
    aside = tuple(
        words.text(f"study.set_aside.{why}", exam=subject_name(code, words), term=lowered(term_name(term, words)))
        for code, term, why in (news.set_aside if news else ())
    )
    yield Section(words.text("study.section.set_aside"), aside)
    yield Section(words.text("plan.facts.proof"), (words.text(f"study.replan.proof.{made.proof}"),))


def _said(found: Iterable[Reason], words: Words) -> list[str]:
    return [words.text(f"replan_reason.{one.id}", **sentence_values(one.codes, one.values, words)) for one in found]


def _exam(code: str, before: str, after: str, words: Words) -> str:
    terms = [lowered(term_name(one, words)) for one in dict.fromkeys((before, after)) if one]
    return f"{subject_name(code, words)} ({code}): {' → '.join(terms)}."


def _change(one: ExamChange, words: Words) -> str:
    return " ".join([_exam(one.code, one.before, one.after, words), *_said(one.reasons, words)])


def _cost(made: Replan, words: Words) -> Iterator[str]:
    cost = made.cost
    unsure = "" if cost.confirmed else f" ({uncapitalised(words.text('word.unconfirmed'))})"
    yield words.text("study.replan.cost", before=words.money(cost.before), after=words.money(cost.after)) + unsure
    for line in cost.lines:
        fee = words.money(line.fee.value) if line.fee else words.text("study.fee_unknown")
        what = f"{subject_name(line.code, words)}, {lowered(term_name(line.term, words))}"
        yield f"{what}: {fee}. {words.text(f'replan_cost.{line.kind}')}."


def _not_counted(made: Replan, news: StudyNews | None, words: Words) -> Iterator[str]:
    """Exams taken in another term than the old plan had them in: what was paid for them is in neither sum."""
    planned = {(one.code, one.term) for one in made.before.exams}
    for one in news.happened if news else ():
        if one.news is not News.PASSED and (one.code, one.term) not in planned:
            term = lowered(term_name(one.term, words))
            yield words.text("study.replan.fee_not_counted", exam=subject_name(one.code, words), term=term)


def replan_json(made: NewPlan) -> str:
    """The plan made anew as data, in the published schema."""
    found = made.replan
    return dump(
        {
            "case_id": made.case_id,
            "from": made.since.isoformat(),
            "on": made.on.isoformat(),
            "ask": list(made.ask),
            "no_plan_before": no_plan_record(made.before) if made.before else None,
            "happened": [
                {"code": one.code, "news": one.news.value, "term": one.term}
                for one in (made.news.happened if made.news else ())
            ],
            "set_aside": [
                {"code": code, "term": term, "why": why}
                for code, term, why in (made.news.set_aside if made.news else ())
            ],
            "replan": None if found is None else _record(found),
        }
    )


def _record(made: Replan) -> dict[str, Any]:
    finish = made.finish
    return {
        "proof": made.proof,
        "plan": plan_record(made.plan) if isinstance(made.plan, Plan) else None,
        "no_plan": no_plan_record(made.plan) if isinstance(made.plan, NoPlan) else None,
        "held": [{"code": one.code, "term": one.term, "reasons": reasons(one.reasons)} for one in made.held],
        **{name: [_change_record(one) for one in getattr(made, name)] for name in _GROUPS},
        "reasons": reasons(made.reasons),
        "cost": {
            "before": made.cost.before,
            "after": made.cost.after,
            "confirmed": made.cost.confirmed,
            "lines": [_cost_record(one) for one in made.cost.lines],
        },
        "finish": None
        if finish is None
        else {"before": finish.before, "after": finish.after, "terms_later": finish.terms_later},
    }


def _change_record(one: ExamChange) -> dict[str, Any]:
    return {
        "code": one.code,
        "before": one.before,
        "after": one.after,
        "registered": one.registered,
        "reasons": reasons(one.reasons),
    }


def _cost_record(one: CostLine) -> dict[str, Any]:
    nok = one.fee.value if one.fee else None
    return {"code": one.code, "term": one.term, "kind": one.kind, "nok": nok, "confirmed": one.confirmed}
