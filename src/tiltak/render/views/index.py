"""The front page: the numbers, whom to ask first, the next deadlines, every case, and where the rest is."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from attrs import frozen

from tiltak.outcomes import Report
from tiltak.programme import Assessment, Result
from tiltak.render.views.common import (
    RESULT_ORDER,
    View,
    capitalised,
    case_link,
    column,
    result_badge,
    settled,
    slug,
    table,
    tagged,
)
from tiltak.render.views.decision import step_text
from tiltak.render.views.names import goal_name
from tiltak.render.views.plan import demands, milestone_text
from tiltak.render.views.questions import Asked, marked
from tiltak.render.words import Words
from tiltak.study import NoPlan, Plan

if TYPE_CHECKING:
    from tiltak.office import OfficeRun

__all__ = ["Due", "due_list", "index_view"]

_ASK_ROWS: Final = 10
_DUE_ROWS: Final = 10
_EXAMS_AHEAD: Final = timedelta(days=14)


@frozen
class Due:
    """Something that is due on a day, and for whom."""

    on: date
    what: str
    owner: str
    cases: tuple[str, ...]
    confirmed: bool


def due_list(assessments: Sequence[Assessment], plans: Mapping[str, Plan], on: date, words: Words) -> tuple[Due, ...]:
    """What is due: steps, and milestones from the day on; the same thing on the same day as one."""
    gathered: dict[tuple[date, str, str, bool], set[str]] = {}
    for one in assessments:
        for step in one.next_steps:
            if step.due is not None:
                key = (step.due, step_text(step, words), words.text(f"owner.{step.owner}"), True)
                gathered.setdefault(key, set()).add(one.case_id)
    for case_id, plan in plans.items():
        for milestone in plan.milestones:
            if milestone.on is not None and milestone.on >= on:
                what = milestone_text(milestone, words)
                who = words.text(f"answered_by.{milestone.owner}")
                gathered.setdefault((milestone.on, what, who, milestone.confirmed), set()).add(case_id)
    due = [Due(day, what, who, tuple(sorted(cases)), ok) for (day, what, who, ok), cases in gathered.items()]
    return tuple(sorted(due, key=lambda one: (one.on, -len(one.cases), one.what, one.owner, one.confirmed)))


def index_view(run: "OfficeRun", asked: Sequence[Asked], dated: Mapping[str, Plan], words: Words) -> View:
    """The front page of a run.

    Args:
        run: What the office's files came to.
        asked: The open questions, in the order they are to be asked.
        dated: The plans with a calendar, each with the milestones that are sure.
        words: The language.
    """
    waiting = {one.youth.case_id for one in asked}
    due = due_list(run.assessments, dated, run.on, words)
    over = [one for one in due if one.on < run.on]
    coming = [one for one in due if one.on >= run.on]
    return {
        "path": "index.html",
        "title": words.text("page.index"),
        "lead": words.text("index.lead", count=len(run.assessments), on=run.on, ask=len(waiting)),
        "tiles": [*_tiles(run.assessments, run.plans, asked, words), *_outcome_tiles(run.report, words)],
        "ask_lead": words.text("index.ask.lead"),
        "ask": _ask(asked, words),
        "exams": _exams(run, words),
        "over": _due(over, "over", words),
        "coming": _due(coming, "coming", words),
        "cases": _cases(run, dated, words),
        "late": list(_late(run, words)),
        "more": _more(words),
    }


def _late(run: "OfficeRun", words: Words) -> Iterator[str]:
    """What the files date after the day: none of it is lost, and none of it is counted."""
    if run.events_later:
        yield words.text("index.late.events", count=run.events_later)
    for line in run.later_passed:
        yield words.text("index.late.passed", case=line.case_id, code=line.code, on=line.on)
    if run.referred_later:
        yield words.text("index.late.referred", cases=words.joined(run.referred_later))


def _exams(run: "OfficeRun", words: Words) -> View:
    """The exam days of the next two weeks, each with how many are driven, come alone, or are not settled."""
    rows = []
    for day in run.exam_days:
        if day.on - run.on <= _EXAMS_AHEAD:
            title = capitalised(words.day(day.on, "weekday"))
            link = {"href": f"exam-day.html#d-{day.on:%Y-%m-%d}", "text": title, "hidden": ""}
            driven = sum(len(one.riders) for one in day.runs)
            counts = (driven, len(day.own_way), len(day.checklist) - driven - len(day.own_way))
            rows.append([{"links": [link]}, *(words.number(count) for count in counts)])
    columns = [column(words, "date", "hush")]
    columns += [column(words, name, "num") for name in ("driven", "alone", "not_settled")]
    return table(words.text("index.exams.caption"), columns, rows, "")


def _tile(value: str, label: str, note: str = "") -> View:
    return {"value": value, "label": label, "note": note}


def _tiles(
    assessments: Sequence[Assessment], plans: Mapping[str, Plan | NoPlan], asked: Sequence[Asked], words: Words
) -> list[View]:
    count = Counter(one.result for one in assessments)
    made = sum(isinstance(plan, Plan) for plan in plans.values())
    tracks = (Result.BACK_TO_SCHOOL, Result.STAY_AT_SCHOOL)
    tiles = [_tile(words.number(count[one]), words.text(f"result.{one.value}")) for one in tracks]
    none = len(plans) - made
    note = words.text("index.tile.plans_note", none=none) if none else ""
    tiles.append(_tile(words.number(made), words.text("index.tile.plans"), note))
    cases = len({one.youth.case_id for one in asked})
    tiles.append(
        _tile(
            words.number(len(asked)),
            words.text("index.tile.questions"),
            words.text("index.tile.questions_note", cases=cases) if asked else "",
        )
    )
    return tiles


def _outcome_tiles(report: Report | None, words: Words) -> list[View]:
    """What came of the period before, when the report shows it."""
    if report is None:
        return []
    by_id = {(figure.id, figure.group): figure for figure in report.metrics}
    tiles = []
    sat, passed = by_id.get(("exam.sat", "")), by_id.get(("exam.passed", ""))
    period = words.period(report.period.first, report.period.last)
    if sat and passed and sat.numerator is not None and passed.numerator is not None:
        value = words.text("report.of", numerator=passed.numerator, denominator=sat.numerator)
        tiles.append(_tile(value, words.text("index.tile.passed"), period))
    kept = by_id.get(("school.through_year", ""))
    if kept and kept.numerator is not None:
        note = words.text("index.tile.reported", period=period)
        tiles.append(_tile(words.number(kept.numerator), words.text("metric.school.through_year"), note))
    return tiles


def _ask(asked: Sequence[Asked], words: Words) -> View:
    first = [one for one in asked if one.place == 0][:_ASK_ROWS]
    rows = [
        [
            case_link(one.youth.case_id, one.youth.case_id),
            marked(one.question, words),
            words.text(f"answered_by.{one.question.answered_by}"),
            settled(one.question.why, words),
            words.day(one.youth.referral.referred_on, "short"),
        ]
        for one in first
    ]
    columns = [column(words, "case"), column(words, "question", "wrap"), column(words, "who")]
    columns += [column(words, "why", "wrap"), column(words, "referred", "hush")]
    return table(words.text("index.ask.caption"), columns, rows, words.text("index.ask.empty"))


def _due(due: Sequence[Due], kind: str, words: Words) -> View:
    rows = []
    for one in due[:_DUE_ROWS]:
        few = len(one.cases) == 1
        whom: object = (
            case_link(one.cases[0], one.cases[0]) if few else words.text("index.due.many", count=len(one.cases))
        )
        day = tagged(words, words.day(one.on, "short"), confirmed=one.confirmed)
        rows.append([day, one.what, one.owner, whom])
    columns = [
        column(words, "date", "hush"),
        column(words, "what", "wrap"),
        column(words, "owner"),
        column(words, "case", "hush"),
    ]
    caption = words.text(f"index.due.{kind}")
    if len(due) > _DUE_ROWS:
        caption = words.text("index.due.first", what=caption, shown=_DUE_ROWS, all=len(due))
    return table(caption, columns, rows, words.text("index.due.empty"))


def _cases(run: "OfficeRun", dated: Mapping[str, Plan], words: Words) -> View:
    by_id = {youth.case_id: youth for youth in run.youths}
    order = {result: place for place, result in enumerate(RESULT_ORDER)}
    rows = []
    for one in sorted(
        run.assessments, key=lambda a: (order[a.result], by_id[a.case_id].referral.referred_on, a.case_id)
    ):
        youth = by_id[one.case_id]
        rows.append(
            [
                case_link(one.case_id, one.case_id),
                {"badge": result_badge(one.result, words)},
                words.day(youth.referral.referred_on, "short"),
                goal_name(youth.goal, words) if youth.goal else "",
                _plan_cell(one, run, dated, words),
            ]
        )
    columns = [column(words, "case"), column(words, "result"), column(words, "referred", "hush")]
    columns += [column(words, "goal", "wrap"), column(words, "plan")]
    return table(words.text("index.cases.caption"), columns, rows, words.text("index.cases.empty"))


def _plan_cell(one: Assessment, run: "OfficeRun", dated: Mapping[str, Plan], words: Words) -> object:
    """The plan and its calendar, or for somebody in the target group why there is none."""
    case_id = one.case_id
    plan = run.plans.get(case_id)
    if plan is None:
        waits = [words.text(f"index.no_plan.{name}") for name in run.plan_questions.get(case_id, ())]
        if one.result is Result.STAY_AT_SCHOOL:
            waits = [words.text("index.no_plan.stay")]
        return {"list": waits}
    hidden = words.text("index.link.hidden", case=case_id)
    if isinstance(plan, Plan):
        text = words.text("index.link.plan")
    else:
        text = words.text("index.link.no_plan", what=demands(plan, words))
    links = [{"href": f"plans/{slug(case_id)}.html", "text": text, "hidden": hidden}]
    if case_id in dated:
        calendar = words.text("index.link.calendar")
        links.append({"href": f"calendars/{slug(case_id)}.ics", "text": calendar, "hidden": hidden})
    return {"links": links}


def _more(words: Words) -> list[View]:
    pages = [("questions", "questions.html"), ("exam_day", "exam-day.html"), ("report", "report.html")]
    pages += [("presence", "presence.html"), ("office", "office.html")]
    links = [
        {"href": href, "text": words.text(f"page.{name}"), "note": words.text(f"index.more.{name}")}
        for name, href in pages
    ]
    workbook = words.text("index.more.workbook")
    return [{"href": "tiltak.xlsx", "text": workbook, "note": words.text("index.more.workbook_note")}, *links]
