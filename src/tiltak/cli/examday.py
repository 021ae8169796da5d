"""`tiltak examday`: who is driven by whom on an exam day, and what must be found out before it."""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from tiltak.cli.console import BAD_INPUT, Language, faults_to_exit_code, language_of, parse_day

__all__ = ["add_to"]


def add_to(app: typer.Typer) -> None:
    """Put the command of this module into the command line."""
    app.command()(examday)


def examday(
    folder: Annotated[
        Path, typer.Argument(help="The office's folder: office.toml, cases.csv, passed.csv, events.csv.")
    ],
    day: Annotated[
        date | None,
        typer.Option("--date", parser=parse_day, metavar="DAY", help="Only this exam day; all the days ahead."),
    ] = None,
    on: Annotated[
        date | None, typer.Option("--on", parser=parse_day, metavar="DATE", help="The day the answers are for; today.")
    ] = None,
    form: Annotated[
        Literal["table", "json", "html"], typer.Option("--format", help="For a person, for a program, or as a page.")
    ] = "table",
    wanted: Annotated[
        Language | None, typer.Option("--lang", help="Language of the answers and of the messages; the office's own.")
    ] = None,
) -> None:
    """Say who is driven by whom and when, who waits with whom, what to do without a car, and what is not known."""
    lang = language_of(folder / "office.toml", wanted)
    with faults_to_exit_code(lang):
        from attrs import evolve

        from tiltak import office
        from tiltak.office.exams import DAYS_AHEAD
        from tiltak.render import Words
        from tiltak.render.examday import answers

        run = office.run(folder, on or office.example_day(folder) or date.today())  # noqa: DTZ011 - the office's own day
        words = Words(lang)
        if day is not None:
            found = tuple(one for one in run.exam_days if one.on == day)
            if not found:
                said = answers.no_such_day_text(day, run.exam_days, run.on, DAYS_AHEAD, words)
                typer.echo(said, err=True, nl=False)
                raise typer.Exit(BAD_INPUT)
            # Registrations without a day belong to no day.
            run = evolve(run, exam_days=found, undated=())
        if form == "json":
            text = answers.exam_days_json(run.exam_days, run.on)
        elif form == "html":
            from tiltak.render.examday.page import exam_days_page

            text = exam_days_page(run, words)
        elif run.exam_days:
            text = answers.exam_days_text(run.exam_days, run.office, words)
        else:
            text = answers.no_exam_days_text(run.on, DAYS_AHEAD, words)
        typer.echo(text, nl=False)
