"""The main job: from an office's four files to every answer, plan, exam day and figure.

Nothing is written, no clock is read and nothing is drawn by chance: the same folder on the same day gives the same run.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType

from attrs import field, frozen

from tiltak.faults import BadInput, Fault, FaultList
from tiltak.office import files
from tiltak.office.exams import exam_days, open_registrations
from tiltak.office.load import read_office
from tiltak.office.model import Office
from tiltak.office.study_files import awaiting_results, study_files, sure_milestones
from tiltak.office.text import FILES
from tiltak.outcomes import Event, EventKind, Period, Report, measure
from tiltak.programme import Assessment, Result, Track, Youth, assess_all
from tiltak.school import Coverage, Presence, coverage
from tiltak.study import ExamDay, Gap, Milestone, NoPlan, Passed, Plan

__all__ = ["Folder", "OfficeRun", "example_day", "load_folder", "run"]


@frozen
class OfficeRun:
    """Everything the main job found out. Mappings are by case id and only hold those they are about.

    Attributes:
        office: The office, with what it had to assume.
        on: The day the answers are for.
        youths: Those in `cases.csv`, in the order of the file.
        assessments: One answer a youth, in the same order.
        gaps: What is missing to the goal, for those who get Back to School and have a goal.
        plans: The plan, or why there is none, for those of them whose hours a week are known.
        plan_questions: What must be asked before there can be a plan: ``goal`` or ``hours_per_week``.
        awaiting: Exam codes a youth is registered for or has sat, without a result yet. `plans` does not count them as
            passed, because nobody knows.
        plans_if_passed: For those with such exams, the plan that holds if they are passed.
        exam_days: Each day with exams in the next four weeks, with who is driven by whom.
        undated: Registrations whose day is not known yet.
        report: What came of the report period, or None when the office has given none.
        presence: Staff's days in the schools in an ordinary week, or None without schools.
        later_passed: What `passed.csv` dates after `on`, in the order of the file. It counts for nothing here.
        events_later: How many events lie after `on`. They are not seen.
        referred_later: Case ids of youths whose referral is dated after `on`; they are assessed as everybody is.
        sure_milestones: For everybody in `plans`, the milestones that stand whatever comes of the exams in `awaiting`:
            those that are in both `plans` and `plans_if_passed` with the same id, exams and days. All of them when
            nothing is awaited, none where there is no plan.
    """

    office: Office
    on: date
    youths: tuple[Youth, ...] = field(repr=False)
    assessments: tuple[Assessment, ...] = field(repr=False)
    gaps: Mapping[str, Gap] = field(repr=False)
    plans: Mapping[str, Plan | NoPlan] = field(repr=False)
    plan_questions: Mapping[str, tuple[str, ...]] = field(repr=False)
    awaiting: Mapping[str, tuple[str, ...]] = field(repr=False)
    plans_if_passed: Mapping[str, Plan | NoPlan] = field(repr=False)
    exam_days: tuple[ExamDay, ...] = field(repr=False)
    undated: tuple[Event, ...] = field(repr=False)
    report: Report | None = field(repr=False)
    presence: Coverage | None = field(repr=False)
    later_passed: tuple[Passed, ...] = field(repr=False)
    events_later: int
    referred_later: tuple[str, ...] = field(repr=False)
    sure_milestones: Mapping[str, tuple[Milestone, ...]] = field(repr=False)

    @property
    def results(self) -> Mapping[Result, tuple[str, ...]]:
        """Case ids by result, every result among them."""
        return MappingProxyType(
            {result: tuple(one.case_id for one in self.assessments if one.result is result) for result in Result}
        )


@frozen
class Folder:
    """What an office's four files hold.

    Args:
        office: The office.
        youths: Its open cases.
        passed: What they have passed.
        events: What has happened.
    """

    office: Office
    youths: tuple[Youth, ...] = field(repr=False)
    passed: tuple[Passed, ...] = field(repr=False)
    events: tuple[Event, ...] = field(repr=False)


def load_folder(folder: Path) -> Folder:
    """Read an office's four files together, so that a case that only one of them knows is found.

    Raises:
        BadInput: With everything that is wrong in any of them.
    """
    office_file, cases_file, passed_file, events_file = (folder / name for name in FILES)
    noted = {name: FaultList(name) for name in FILES}
    office = read_office(office_file, noted["office.toml"])
    cases = files.case_file(cases_file, noted["cases.csv"])
    events = files.event_file(events_file, noted["events.csv"], cases.born if cases.whole else None, office)
    # An id is unknown only when every file that could hold it has been read to its end.
    known = {**dict.fromkeys(events.referred), **cases.born} if cases.whole and events.whole else None
    passed = files.passed_file(passed_file, noted["passed.csv"], known)
    faults: list[Fault] = [fault for name in FILES for fault in noted[name]]
    if faults or office is None:
        raise BadInput(faults)
    return Folder(office, cases.youths, passed, events.events)


def example_day(folder: Path) -> date | None:
    """The day an example is shown for; None for an office of its own, or when its `office.toml` cannot be read.

    >>> from tiltak.office import example_folder
    >>> example_day(example_folder())
    datetime.date(2026, 11, 23)
    """
    office = read_office(folder / "office.toml", FaultList("office.toml"))
    return None if office is None else office.example_as_of


def run(folder: Path, on: date) -> OfficeRun:
    """Run the main job on an office's files.

    Args:
        folder: Where `office.toml`, `cases.csv`, `passed.csv` and `events.csv` are.
        on: The day the answers are for. Events of later days are not seen, and what is dated as passed on a later day
            is not passed; both are told of. Cases are taken as they stand in the file.

    Raises:
        BadInput: With everything that is wrong in any of the four files.

    >>> from tiltak.office import example_folder
    >>> result = run(example_folder(), date(2026, 11, 23))
    >>> len(result.assessments), len(result.results[Result.BACK_TO_SCHOOL]) > 20
    (72, True)
    """
    read = load_folder(folder)
    office, events = read.office, tuple(event for event in read.events if event.on <= on)
    assessments = assess_all(read.youths, office.programme, on, enrolled=_enrolled(events))
    # A grade without a day has been given; one with a day to come has not.
    later = tuple(line for line in read.passed if line.on and line.on > on)
    studies = study_files(read.youths, read.passed, events, on, office.county)
    gaps: dict[str, Gap] = {}
    plans: dict[str, Plan | NoPlan] = {}
    if_passed: dict[str, Plan | NoPlan] = {}
    questions: dict[str, tuple[str, ...]] = {}
    for assessment in assessments:
        if assessment.result is not Result.BACK_TO_SCHOOL:
            continue
        case_id, studied = assessment.case_id, studies[assessment.case_id]
        if ask := studied.questions:
            questions[case_id] = ask
        if missing := studied.gap():
            gaps[case_id] = missing
        if plan := studied.plan():
            plans[case_id] = plan
        if hoped := studied.plan_if_passed():
            if_passed[case_id] = hoped
    return OfficeRun(
        office=office,
        on=on,
        youths=read.youths,
        assessments=assessments,
        gaps=MappingProxyType(gaps),
        plans=MappingProxyType(plans),
        plan_questions=MappingProxyType(questions),
        awaiting=MappingProxyType(awaiting_results(events)),
        plans_if_passed=MappingProxyType(if_passed),
        exam_days=exam_days(office, read.youths, events, on),
        undated=tuple(event for event in open_registrations(events) if event.sitting_on is None),
        report=_report(office, read.events, on),
        presence=_presence(office, on),
        later_passed=later,
        events_later=len(read.events) - len(events),
        referred_later=tuple(youth.case_id for youth in read.youths if youth.referral.referred_on > on),
        sure_milestones=MappingProxyType(
            {case_id: sure_milestones(plan, if_passed.get(case_id, plan)) for case_id, plan in plans.items()}
        ),
    )


def _enrolled(events: Iterable[Event]) -> dict[str, Track]:
    """The track of everybody who has begun and not ended."""
    found: dict[str, Track] = {}
    for event in sorted(events, key=lambda event: event.on):
        if event.kind is EventKind.ENROLMENT and event.track:
            found[event.case_id] = Track(event.track)
        elif event.kind is EventKind.EXIT and event.track in ("", found.get(event.case_id)):
            found.pop(event.case_id, None)
    return found


def _report(office: Office, events: tuple[Event, ...], on: date) -> Report | None:
    if office.report is None:
        return None
    period = Period(office.report.first, office.report.last)
    return measure(events, period, on, office.report.profile)


def _presence(office: Office, on: date) -> Coverage | None:
    if not office.schools:
        return None
    monday = on - timedelta(on.weekday())
    return coverage([Presence(one.id, one.weekdays) for one in office.schools], monday, monday + timedelta(4))
