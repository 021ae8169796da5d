"""The study of an office's youths, without the rest of the main job: `gap`, `plan`, `replan`."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from attrs import evolve

from tiltak.cli.console import Language, faults_to_exit_code, language_of, parse_day

if TYPE_CHECKING:
    from tiltak.law import PaymentRoute
    from tiltak.office import Folder, StudyFile
    from tiltak.render.study import NewPlan, StudyPlan
    from tiltak.study import Fragile

__all__ = ["add_to"]

OfficeFolder = Annotated[
    Path, typer.Argument(help="The office's folder: office.toml, cases.csv, passed.csv, events.csv.")
]
On = Annotated[
    date | None, typer.Option("--on", parser=parse_day, metavar="DATE", help="The day the answer is for; today.")
]
Lang = Annotated[
    Language | None, typer.Option("--lang", help="Language of the answer and of the messages; the office's own.")
]
One = Annotated[str, typer.Option("--case", help="The case.")]
By = Annotated[
    date | None, typer.Option("--by", parser=parse_day, metavar="DATE", help="The last day the goal may be reached.")
]
Hours = Annotated[
    int | None, typer.Option("--hours", min=0, max=168, help="Hours a week to plan with; those of the case.")
]
PlanFormat = Annotated[
    Literal["table", "json", "html", "ics"],
    typer.Option("--format", help="For a person, for a program, as a page, or for a calendar."),
]
Format = Annotated[Literal["table", "json"], typer.Option("--format", help="For a person, or for a program.")]


def add_to(app: typer.Typer) -> None:
    """Put the commands of this module into the command line."""
    app.command("gap")(show_gap)
    app.command("plan")(show_plan)
    app.command("replan")(show_replan)


def show_gap(
    folder: OfficeFolder,
    case: Annotated[str | None, typer.Option("--case", help="Only this case, with all there is to say of it.")] = None,
    on: On = None,
    form: Format = "table",
    wanted: Lang = None,
) -> None:
    """Say what each youth is missing to the goal: the cheapest ways, exams, hours, fees, and what would change it."""
    lang = language_of(folder / "office.toml", wanted)
    with faults_to_exit_code(lang):
        read, day = _read(folder, on)
        studies = _studies(read, day)
        if case is not None:
            studies = {case: _one(studies, case)}
        gaps = {case_id: one.gap() for case_id, one in studies.items()}
        from tiltak.render import Words
        from tiltak.render import study as shown

        if form == "json":
            text = shown.gaps_json(gaps)
        elif case is not None:
            text = shown.gap_text(case, gaps[case], Words(lang))
        else:
            text = shown.gaps_text(gaps, Words(lang))
        typer.echo(text, nl=False)


def show_plan(
    folder: OfficeFolder,
    case: One,
    by: By = None,
    hours: Hours = None,
    on: On = None,
    form: PlanFormat = "table",
    wanted: Lang = None,
) -> None:
    """Plan one youth's exams, terms and weeks; or say why there is no plan, and what could be given up."""
    lang = language_of(folder / "office.toml", wanted)
    with faults_to_exit_code(lang):
        read, day = _read(folder, on)
        told = _told(_with_hours(_one(_studies(read, day), case), hours), by)
        from tiltak.render import Words
        from tiltak.render import study as shown

        words = Words(lang)
        if form == "ics":
            typer.echo(shown.plan_calendar_file(told, words), nl=False)
        elif form == "html":
            typer.echo(shown.plan_page(told, read.office, words), nl=False)
        else:
            typer.echo(shown.plan_json(told) if form == "json" else shown.plan_text(told, words), nl=False)


def show_replan(
    folder: OfficeFolder,
    case: One,
    since: Annotated[
        date, typer.Option("--from", parser=parse_day, metavar="DATE", help="The day of the plan to begin from.")
    ],
    on: On = None,
    form: Format = "table",
    wanted: Lang = None,
) -> None:
    """Make one youth's plan anew after what the log says: what moved and why, what it costs, and when it is over."""
    lang = language_of(folder / "office.toml", wanted)
    with faults_to_exit_code(lang):
        read, day = _read(folder, on)
        if day < since:
            raise typer.BadParameter(f"{since} is after {day}", param_hint="--from")
        made = _made_anew(read, case, since, day)
        from tiltak.render import Words
        from tiltak.render import study as shown

        typer.echo(shown.replan_json(made) if form == "json" else shown.replan_text(made, Words(lang)), nl=False)


def _made_anew(read: "Folder", case: str, since: date, day: date) -> "NewPlan":
    """The plan of the one day, made anew on the other."""
    from tiltak.office.study_news import study_news
    from tiltak.render.study import NewPlan
    from tiltak.study import Availability, NoPlan, replan

    then, now = _one(_studies(read, since), case), _one(_studies(read, day), case)
    plan, hours = then.plan(), then.youth.hours_per_week
    if plan is None or hours is None:
        return NewPlan(case, since, day, then.questions)
    if isinstance(plan, NoPlan):
        return NewPlan(case, since, day, (), plan)
    news = study_news(plan, now, read.events, since)
    made = replan(
        plan,
        news.happened,
        now.passed,
        Availability(hours),
        day,
        registered=news.registered,
        sat_before=now.sat_before,
    )
    return NewPlan(case, since, day, (), None, news, made)


def _with_hours(study: "StudyFile", hours: int | None) -> "StudyFile":
    """The same youth with other hours a week, when they are given."""
    return study if hours is None else evolve(study, youth=evolve(study.youth, hours_per_week=hours))


def _told(study: "StudyFile", by: date | None) -> "StudyPlan":
    """The plan with all that is told of it."""
    from tiltak.law import Cost, payment_routes
    from tiltak.render.study import StudyPlan
    from tiltak.study import Availability, Plan, fragile_exams

    plan, hours = study.plan(by), study.youth.hours_per_week
    fragile: tuple[Fragile, ...] = ()
    routes: tuple[PaymentRoute, ...] = ()
    if isinstance(plan, Plan) and hours is not None:
        fragile = fragile_exams(plan, study.passed, Availability(hours), finish_by=by)
        routes = payment_routes(Cost.EKSAMENSGEBYR, study.youth.case, study.on)
    return StudyPlan(
        study.youth.case_id,
        study.on,
        plan,
        study.questions,
        study.gap(),
        fragile,
        study.awaiting,
        study.plan_if_passed(by),
        routes,
    )


def _read(folder: Path, on: date | None) -> "tuple[Folder, date]":
    """The office's files, and the day the answer is for."""
    from tiltak.office import load_folder

    read = load_folder(folder)
    return read, on or read.office.example_as_of or date.today()  # noqa: DTZ011 - the office's own day


def _studies(read: "Folder", on: date) -> "dict[str, StudyFile]":
    from tiltak.office import study_files

    return study_files(read.youths, read.passed, read.events, on, read.office.county)


def _one(studies: "dict[str, StudyFile]", case: str) -> "StudyFile":
    """The study file of a case; an unknown one is a fault that names the nearest."""
    from tiltak.faults import BadInput, Fault, FaultKind, nearest

    if case not in studies:
        raise BadInput([Fault(FaultKind.UNKNOWN_CASE, "cases.csv", None, "--case", case, "", nearest(case, studies))])
    return studies[case]
