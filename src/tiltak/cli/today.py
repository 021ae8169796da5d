"""The office's day: `today` and `presence`."""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from tiltak.cli.console import Language, faults_to_exit_code, language_of, parse_day, progress

__all__ = ["add_to"]

Folder = Annotated[Path, typer.Argument(help="The office's folder: office.toml, cases.csv, passed.csv, events.csv.")]
On = Annotated[
    date | None, typer.Option("--on", parser=parse_day, metavar="DATE", help="The day the list is for; today.")
]
Lang = Annotated[Language | None, typer.Option("--lang", help="Language of the list and of the messages.")]
Format = Annotated[
    Literal["table", "json", "html"], typer.Option("--format", help="For a person, for a program, or as a page.")
]
Ahead = Annotated[int, typer.Option("--ahead", min=0, max=366, help="Days to look ahead.")]
Weeks = Annotated[int, typer.Option("--weeks", min=1, max=60, help="How many weeks.")]


def add_to(app: typer.Typer) -> None:
    """Put the commands of this module into the command line."""
    for command in (today, presence):
        app.command()(command)


def today(folder: Folder, on: On = None, ahead: Ahead = 0, form: Format = "table", wanted: Lang = None) -> None:
    """Say what is due, for whom, why, by whom and how many days over; read contacts.csv too if it is there."""
    lang = language_of(folder / "office.toml", wanted)
    with faults_to_exit_code(lang):
        from tiltak.office import example_day
        from tiltak.office.youth_files import day_list

        found = day_list(folder, on or example_day(folder) or date.today(), ahead=ahead)  # noqa: DTZ011 - the office's own day
        from tiltak.render import Words
        from tiltak.render import today as shown

        if form == "json":
            text = shown.due_json(found)
        elif form == "html":
            text = shown.due_page(found, Words(lang))
        else:
            text = shown.due_text(found, Words(lang))
        typer.echo(text, nl=False)


def presence(folder: Folder, on: On = None, weeks: Weeks = 4, form: Format = "table", wanted: Lang = None) -> None:
    """Share out the days of staff on the schools; read presence.csv and skolerute.csv if they are there."""
    lang = language_of(folder / "office.toml", wanted)
    with faults_to_exit_code(lang):
        from tiltak.office import example_day
        from tiltak.office.youth_files import presence_list

        day = on or example_day(folder) or date.today()  # noqa: DTZ011 - the office's own day
        with progress("cli.presence", lang) as advance:
            found = presence_list(folder, day, weeks, progress=advance)
        from tiltak.render import Words
        from tiltak.render import today as shown

        if form == "json":
            text = shown.presence_json(found)
        elif form == "html":
            text = shown.presence_page(found, Words(lang))
        else:
            text = shown.presence_text(found, Words(lang))
        typer.echo(text, nl=False)
