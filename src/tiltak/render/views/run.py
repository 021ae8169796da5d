"""A whole run: which pages there are, in which order, and the files beside them."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import define, evolve

from tiltak.law import Cost, payment_routes
from tiltak.programme import Youth
from tiltak.render.calendar import plan_calendar
from tiltak.render.views import sheets
from tiltak.render.views.common import View, slug
from tiltak.render.views.decision import decision_view
from tiltak.render.views.exam_day import exam_day_sheet, exam_day_view
from tiltak.render.views.index import index_view
from tiltak.render.views.office import office_view
from tiltak.render.views.plan import PlanPage, plan_view
from tiltak.render.views.presence import presence_view
from tiltak.render.views.questions import Asked, open_questions, questions_view
from tiltak.render.views.report import report_view
from tiltak.render.words import Words
from tiltak.render.workbook import workbook_bytes
from tiltak.study import NoPlan, Plan

if TYPE_CHECKING:
    from tiltak.office import OfficeRun

__all__ = ["RunView"]


@define(slots=False)
class RunView:
    """A run in one language, as pages and files.

    Args:
        run: What the office's files came to.
        words: The language.
    """

    run: "OfficeRun"
    words: Words

    @cached_property
    def youths(self) -> Mapping[str, Youth]:
        """The youths by case id."""
        return {youth.case_id: youth for youth in self.run.youths}

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """The open questions."""
        return open_questions(self.run.assessments, self.run.youths)

    @property
    def places(self) -> Mapping[str, str]:
        """Names of the office's schools by the id its events use."""
        return {school.id: school.name for school in self.run.office.schools}

    @cached_property
    def dated(self) -> Mapping[str, Plan]:
        """The plans that have something to remember, with the milestones that stand whatever awaited results are."""
        sure = self.run.sure_milestones
        return {
            case_id: evolve(plan, milestones=sure[case_id])
            for case_id, plan in self.run.plans.items()
            if isinstance(plan, Plan) and sure.get(case_id)
        }

    def count(self) -> int:
        """How many files there will be."""
        return 6 + len(self.run.assessments) + len(self.run.plans) + len(self.dated) + 1

    def pages(self) -> Iterator[tuple[str, View]]:
        """Every page as the name of its template and what the template is given, the overview first."""
        run, words = self.run, self.words
        yield (
            "index",
            index_view(run, self.asked, self.dated, words),
        )
        yield "sections", questions_view(self.asked, words)
        yield "sections", exam_day_view(run, words)
        yield "sections", report_view(run.report, words, self.places)
        yield "sections", presence_view(run.presence, run.office.schools, run.report, words)
        yield "sections", office_view(run.office, words)
        for one in run.assessments:
            yield (
                "decision",
                decision_view(
                    one,
                    self.youths[one.case_id],
                    run.office.programme,
                    words,
                    has_plan=one.case_id in run.plans,
                    plan_waits_for=run.plan_questions.get(one.case_id, ()),
                ),
            )
        for case_id, plan in run.plans.items():
            yield "plan", plan_view(self._plan_page(case_id, plan), words)

    def _plan_page(self, case_id: str, plan: Plan | NoPlan) -> PlanPage:
        run = self.run
        return PlanPage(
            case_id,
            plan,
            missing=run.gaps.get(case_id),
            routes=payment_routes(Cost.EKSAMENSGEBYR, self.youths[case_id].case, run.on)
            if isinstance(plan, Plan)
            else (),
            awaiting=run.awaiting.get(case_id, ()),
            if_passed=run.plans_if_passed.get(case_id),
            has_calendar=case_id in self.dated,
        )

    def calendars(self) -> Iterator[tuple[str, bytes]]:
        """A calendar file for every plan that has something to remember."""
        for case_id, plan in self.dated.items():
            yield f"calendars/{slug(case_id)}.ics", plan_calendar(case_id, plan, self.words, as_of=self.run.on)

    def workbook(self) -> bytes:
        """The workbook."""
        run, words = self.run, self.words
        made = [
            sheets.case_sheet(self.youths, run.assessments, words),
            sheets.question_sheet(self.asked, words),
            sheets.step_sheet(run.assessments, words),
            sheets.plan_sheet(run.plans, words),
            sheets.milestone_sheet(run.plans, words),
            sheets.cost_sheet(run.plans, words),
            exam_day_sheet(run, words),
        ]
        if run.report is not None:
            made += [
                sheets.measure_sheet(run.report, words, self.places),
                sheets.term_sheet(run.report, words),
                sheets.set_aside_sheet(run.report, words),
            ]
        return workbook_bytes(made, words, as_of=run.on)
