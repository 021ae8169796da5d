"""Whether a plan still holds when exam days become known.

A plan is often made before the county has published its days; then an exam has a period, and the plan counts on the
first day of it. When the days come they cannot be moved, so the plan is gone through again: which sittings are now
known, and what of the plan they break. What is broken is for a new plan to mend.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import combinations

from attrs import evolve, frozen

from tiltak.study.curriculum.terms import ExamCalendar, Sitting, county
from tiltak.study.planning.demands import is_holiday, result_day
from tiltak.study.planning.milestones import milestones
from tiltak.study.planning.plans import Default, Plan, PlannedExam, Reason, defaults
from tiltak.study.planning.weeks import Availability, longest_gap, monday_of, mondays, preparation_week

__all__ = ["Moved", "Recheck", "recheck"]


@frozen
class Moved:
    """An exam whose sitting is known better, or otherwise, than the plan knew it."""

    code: str
    term: str
    before: Sitting
    now: Sitting


@frozen
class Recheck:
    """What new exam days mean for a plan.

    Attributes:
        moved: Sittings that are not as the plan had them.
        broken: What no longer holds; words under ``recheck.<id>``.
        plan: The same exams and weeks with the sittings and milestones of now; None when something is broken.
    """

    moved: tuple[Moved, ...]
    broken: tuple[Reason, ...]
    plan: Plan | None

    @property
    def holds(self) -> bool:
        """Whether the plan can stand."""
        return not self.broken


def recheck(
    plan: Plan,
    calendar: ExamCalendar,
    availability: Availability,
    *,
    finish_by: date | None = None,
    on: date | None = None,
) -> Recheck:
    """What no longer holds of a plan with the exam days known now.

    Args:
        plan: The plan.
        calendar: The days known now; an exam without one keeps its period.
        availability: Hours and weeks off, as the plan was asked for.
        finish_by: The last day the last result may come, as the plan was asked for.
        on: The day of the check, for what can still be done; the day the plan was made when None.

    >>> from tiltak.study.planning.build import build_plan
    >>> free = Availability(5)
    >>> plan = build_plan("FAG:SAK1001", [], free, date(2026, 11, 23), county="40")
    >>> recheck(plan, ExamCalendar({("V2027", "SAK1001"): date(2027, 5, 11)}), free).holds
    True
    >>> [one.id for one in recheck(plan, ExamCalendar({("V2027", "SAK1001"): date(2027, 2, 10)}), free).broken]
    ['outside_period', 'study_after_exam']
    """
    day = plan.on if on is None else on
    exams = tuple(evolve(one, sitting=calendar.sitting(one.term, one.code)) for one in plan.exams)
    moved = tuple(
        Moved(one.code, one.term, one.sitting, new.sitting)
        for one, new in zip(plan.exams, exams, strict=True)
        if one.sitting != new.sitting
    )
    numbers = {**defaults(), **{one.id: one for one in plan.defaults_used}}
    days = int(numbers["preparation_days"].number)
    broken = (
        *_same_day(exams),
        *(reason for one in moved for reason in _outside(one)),
        *(reason for one in exams for reason in _of_exam(one, plan, finish_by)),
        *(reason for one in exams for reason in _unprepared(one, days, availability.weeks_off, day)),
    )
    return Recheck(moved, broken, None if broken else _with(plan, exams, numbers, availability, day))


def _same_day(exams: tuple[PlannedExam, ...]) -> Iterator[Reason]:
    for one, other in combinations(exams, 2):
        known = one.sitting.kind == other.sitting.kind == "DATE"
        if known and one.sitting.first == other.sitting.first:
            yield Reason("same_day", (one.code, other.code), (("date", one.sitting.first),))


def _outside(moved: Moved) -> Iterator[Reason]:
    """A day before or after the days the plan counted on."""
    if moved.now.kind == "DATE" and not moved.before.first <= moved.now.first <= moved.before.last:
        yield Reason("outside_period", (moved.code,), (("date", moved.now.first),))


def _of_exam(exam: PlannedExam, plan: Plan, finish_by: date | None) -> Iterator[Reason]:
    start = monday_of(exam.sitting.first)
    late = sum(hours for week in plan.weeks if week.monday >= start for code, hours in week.hours if code == exam.code)
    if late:
        yield Reason("study_after_exam", (exam.code,), (("hours", late),))
    result = result_day(exam.term, exam.sitting)
    if finish_by and result > finish_by:
        yield Reason("result_after_finish_by", (exam.code,), (("result", result), ("finish_by", finish_by)))


def _unprepared(exam: PlannedExam, days: int, weeks_off: frozenset[date], on: date) -> Iterator[Reason]:
    if exam.sitting.first > on and preparation_week(exam.sitting.first, days, weeks_off, on) is None:
        yield Reason("no_preparation_day", (exam.code,), (("days", days),))


def _with(
    plan: Plan, exams: tuple[PlannedExam, ...], numbers: Mapping[str, Default], availability: Availability, on: date
) -> Plan:
    """The plan with the sittings of now, and all that hangs on them."""
    stones = milestones(
        evolve(plan, exams=exams).by_term(),
        plan.weeks,
        county(plan.county),
        weeks_off=availability.weeks_off,
        preparation_days=int(numbers["preparation_days"].number),
        not_before=on,
        paid=frozenset(one.code for one in plan.cost if one.paid),
    )
    vague = tuple(one.code for one in exams if not one.sitting.confirmed)
    kept = tuple(one for one in plan.warnings if one.id not in {"dates_not_published", "long_gap"})
    first = (Reason("dates_not_published", vague),) if vague else ()
    gaps = tuple(reason for one in exams for reason in _gap(one, plan, numbers, availability))
    return evolve(plan, exams=exams, milestones=stones, warnings=(*first, *kept, *gaps))


def _gap(exam: PlannedExam, plan: Plan, numbers: Mapping[str, Default], availability: Availability) -> Iterator[Reason]:
    """A later exam may leave the last session far behind."""
    spent = {week.monday: hours for week in plan.weeks for code, hours in week.hours if code == exam.code}
    weeks = mondays(min(spent), monday_of(exam.sitting.first) - timedelta(days=7))
    gap = longest_gap(
        [spent.get(monday, 0) for monday in weeks],
        [0 if is_holiday(monday, availability, numbers) else availability.hours(monday) for monday in weeks],
    )
    if gap > int(numbers["study_every_weeks"].number):
        yield Reason("long_gap", (exam.code,), (("weeks", gap),))
