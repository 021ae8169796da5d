"""The study of an office's youths, without the rest of the main job: `gap`, `plan`, `replan`."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tiltak.cli.console import Language, faults_to_exit_code, language_of, parse_day

if TYPE_CHECKING:
    from tiltak.office import Folder, StudyFile

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
Format = Annotated[Literal["table", "json"], typer.Option("--format", help="For a person, or for a program.")]


def add_to(app: typer.Typer) -> None:
    """Put the commands of this module into the command line."""
    app.command("gap")(show_gap)


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
