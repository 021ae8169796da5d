"""A plan made anew after something happened: over as early as can be, then with the fewest changes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from tiltak.study.curriculum.passes import Passed
from tiltak.study.curriculum.terms import ExamCalendar
from tiltak.study.curriculum.terms import county as county_of
from tiltak.study.planning.build import Fee, fee_in_law
from tiltak.study.planning.plans import Exclusion, Pin, Plan, Registered
from tiltak.study.planning.search import NODE_LIMIT
from tiltak.study.planning.weeks import Availability
from tiltak.study.replanning.replans import Happening, Replan
from tiltak.study.replanning.telling import Told
from tiltak.study.replanning.wishes import Wishes, prepare

__all__ = ["replan"]


def replan(
    plan: Plan,
    happened: Iterable[Happening],
    passed: Iterable[Passed],
    availability: Availability,
    on: date,
    *,
    registered: Iterable[Registered | str] = (),
    studied: Mapping[str, int] | None = None,
    county: str | None = None,
    first_term_max: int | None = None,
    sat_before: bool = False,
    pins: Sequence[Pin] = (),
    exclude: Sequence[Exclusion] = (),
    finish_by: date | None = None,
    calendar: ExamCalendar | None = None,
    fee: Fee = fee_in_law,
    overrides: Mapping[str, float | str] | None = None,
    blocking: Mapping[str, Sequence[str]] | None = None,
    node_limit: int = NODE_LIMIT,
) -> Replan:
    """The plan that is over as early as can be after what happened, and moves the fewest exams.

    What is registered and paid stays where it is when its registration is over, and counts three when it could still
    be moved. Of plans that are over equally early and move as little, the lightest is taken. A deferred exam is
    taken in the next term, where it is free, when that fits at all.

    Args:
        plan: The plan as it was.
        happened: What happened to its exams. An exam nobody says anything of is still to come.
        passed: What the youth has behind them now.
        availability: Hours a week, weeks off and most exams a term, as they are now.
        on: The day the plan is made anew.
        registered: Exams that are registered; a code alone is registered and paid in the term the plan has it in.
            Those the plan says so of are too. Nothing else is taken for registered.
        studied: Hours studied already, by code; for exams not named, those the old plan had before `on`. A failed
            exam, or one nobody met to, is planned with all its hours when it is not named.
        county: County number; that of the old plan when None.
        first_term_max: As for `build_plan`.
        sat_before: As for `build_plan`; somebody who has failed, missed or registered for good counts as well.
        pins: As for `build_plan`.
        exclude: As for `build_plan`.
        finish_by: As for `build_plan`.
        calendar: Exam days known now, such as the oral days the county has published.
        fee: Gives the fee.
        overrides: As for `build_plan`.
        blocking: As for `build_plan`.
        node_limit: Nodes after which each search answers with what it has.

    Raises:
        ValueError: When the news contradict each other or what is passed.

    >>> from tiltak.study.planning.build import build_plan
    >>> from tiltak.study.replanning.replans import News
    >>> free = Availability(12)
    >>> plan = build_plan("FELLESFAG_HS", [], free, date(2026, 11, 23), county="40")
    >>> after = replan(plan, [Happening("ENG1009", News.FAILED)], [], free, date(2027, 6, 18))
    >>> [(one.code, one.before, one.after) for one in after.retaken], after.moved, after.proof
    ([('ENG1009', 'V2027', 'V2029')], (), 'optimal')
    """
    wishes = Wishes(
        availability,
        county_of(county or plan.county),
        first_term_max,
        sat_before,
        tuple(pins),
        tuple(exclude),
        finish_by,
        calendar,
        fee,
        overrides or {},
        blocking or {},
        node_limit,
    )
    ready = prepare(plan, happened, passed, on, wishes, registered=registered, studied=studied)
    placing, free, proved = ready.placing()
    return Told(ready, placing, ready.made(placing), free, proved).replan()
