"""What each youth's study plan is made from, as it is known on a day, and the plan itself."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Final

from attrs import evolve, field, frozen

from tiltak.office.exams import open_registrations
from tiltak.outcomes import Event, EventKind
from tiltak.programme import Youth
from tiltak.study import Availability, Gap, Milestone, NoPlan, Passed, Plan, build_plan, gap

__all__ = ["StudyFile", "awaiting_results", "study_files", "sure_milestones"]

_HOURS: Final = "hours_per_week"
_GOAL: Final = "goal"
_PASSED_IF: Final = "B"  # the letter for passed without a grade: what an exam would come to, never what it came to


@frozen
class StudyFile:
    """What is known of one youth's studies on a day.

    Attributes:
        youth: The youth.
        passed: What has been graded by that day.
        awaiting: Exam codes registered or sat, without a result.
        sat_before: Whether the youth has met, or is to meet, to an exam.
        on: The day.
        county: County number of the office.
    """

    youth: Youth = field(repr=False)
    passed: tuple[Passed, ...] = field(repr=False)
    awaiting: tuple[str, ...] = field(repr=False)
    sat_before: bool = field(repr=False)
    on: date
    county: str

    @property
    def questions(self) -> tuple[str, ...]:
        """What must be asked before there can be a plan: ``goal`` or ``hours_per_week``."""
        missing = ((_GOAL, self.youth.goal), (_HOURS, self.youth.hours_per_week))
        return tuple(name for name, value in missing if value is None)

    def gap(self) -> Gap | None:
        """What is missing to the goal; None without a goal."""
        return None if self.youth.goal is None else gap(self.youth.goal, self.passed, self.on)

    def plan(self, finish_by: date | None = None) -> Plan | NoPlan | None:
        """The plan, or why there is none; None when something must be asked first.

        Args:
            finish_by: A day the goal is to be reached by, when there is one.
        """
        if self.youth.goal is None or self.youth.hours_per_week is None:
            return None
        build = partial(build_plan, self.youth.goal, availability=Availability(self.youth.hours_per_week))
        return build(self.passed, on=self.on, county=self.county, sat_before=self.sat_before, finish_by=finish_by)

    def plan_if_passed(self, finish_by: date | None = None) -> Plan | NoPlan | None:
        """The plan that holds if the exams without a result are passed; None when there are none."""
        if not self.awaiting:
            return None
        hoped = tuple(Passed(self.youth.case_id, code, _PASSED_IF, None, "EXAM") for code in self.awaiting)
        return evolve(self, passed=(*self.passed, *hoped)).plan(finish_by)


def study_files(
    youths: Iterable[Youth], passed: Iterable[Passed], events: Iterable[Event], on: date, county: str
) -> dict[str, StudyFile]:
    """What each youth's plan is made from, by case id, in the order of the youths.

    Args:
        youths: The youths.
        passed: What stands in `passed.csv`; a grade dated after `on` has not been given.
        events: What stands in `events.csv`; those after `on` have not happened.
        on: The day.
        county: County number of the office.
    """
    told = tuple(event for event in events if event.on <= on)
    awaiting = awaiting_results(told)
    sat_before = {*awaiting, *_sat(told)}
    behind: dict[str, list[Passed]] = {}
    for line in passed:
        if line.on is None or line.on <= on:
            behind.setdefault(line.case_id, []).append(line)
    return {
        youth.case_id: StudyFile(
            youth,
            tuple(behind.get(youth.case_id, ())),
            awaiting.get(youth.case_id, ()),
            youth.case_id in sat_before,
            on,
            county,
        )
        for youth in youths
    }


def awaiting_results(events: Iterable[Event]) -> dict[str, tuple[str, ...]]:
    """Exams registered or sat, without a result."""
    told = tuple(events)
    graded = {event.attempt for event in told if event.kind is EventKind.RESULT}
    sat = [
        event for event in told if event.kind is EventKind.EXAM and event.value == "SAT" and event.attempt not in graded
    ]
    found: dict[str, set[str]] = {}
    for event in (*open_registrations(told), *sat):
        found.setdefault(event.case_id, set()).add(event.code)
    return {case_id: tuple(sorted(codes)) for case_id, codes in sorted(found.items())}


def _sat(events: Iterable[Event]) -> frozenset[str]:
    """Who has sat an exam; one that has a result was sat."""
    return frozenset(
        event.case_id
        for event in events
        if event.kind is EventKind.RESULT or (event.kind is EventKind.EXAM and event.value == "SAT")
    )


def sure_milestones(plan: Plan | NoPlan, if_passed: Plan | NoPlan) -> tuple[Milestone, ...]:
    """The milestones of a plan that stand whether the exams that are awaited are passed or not."""
    if isinstance(plan, NoPlan) or isinstance(if_passed, NoPlan):
        return ()
    hoped = {_what_and_when(one) for one in if_passed.milestones}
    return tuple(one for one in plan.milestones if _what_and_when(one) in hoped)


def _what_and_when(one: Milestone) -> tuple[object, ...]:
    return one.id, one.term, one.exams, one.first, one.on
