"""The commands and their options. What they do stands in the rooms they call."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from tiltak.cli import cases, paper, study
from tiltak.cli.console import Language, faults_to_exit_code, language_of, parse_day, plain_console, progress
from tiltak.cli.examday import add_to as add_examday
from tiltak.cli.rules import rules_app
from tiltak.cli.sharing import add_to as add_sharing
from tiltak.cli.today import add_to as add_today

__all__ = ["app", "main"]

app = typer.Typer(
    name="tiltak",
    help="Back to School / Stay at School: decisions with reasons, study plans, exam days and honest outcomes.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    # Plain help: loading a renderer for it would cost half of the command's start.
    rich_markup_mode=None,
)


Out = Annotated[Path, typer.Option("--out", help="Folder to write to. A folder that holds other files is refused.")]
On = Annotated[date | None, typer.Option("--on", parser=parse_day, metavar="DATE", help="The day the answers are for.")]
Lang = Annotated[
    Language | None, typer.Option("--lang", help="Language of the pages and of the messages; the office's own.")
]


@app.callback()
def root() -> None:
    """Give the command its own level of help."""


@app.command()
def demo(out: Out = Path("demo-out"), on: On = None, lang: Lang = None) -> None:
    """Run the main job on the worked example: from referral to report, with made-up people."""
    from tiltak.office import example_folder

    _run(example_folder(), out, on, lang)


@app.command("run")
def run_office(
    folder: Annotated[
        Path, typer.Argument(help="The office's folder: office.toml, cases.csv, passed.csv, events.csv.")
    ],
    out: Out,
    on: On = None,
    lang: Lang = None,
) -> None:
    """Run the main job on an office's own files."""
    _run(folder, out, on, lang)


def _run(folder: Path, out: Path, on: date | None, wanted: Language | None) -> None:
    """Read, decide, plan, measure and write; on bad input say everything that is wrong and write nothing."""
    from tiltak import office, render

    lang = language_of(folder / "office.toml", wanted)
    with faults_to_exit_code(lang):
        result = office.run(folder, on or office.example_day(folder) or date.today())  # noqa: DTZ011 - the office's own day
        with progress("cli.writing", lang) as advance:
            pages = render.write(result, out, lang, progress=advance)
        typer.echo(render.summary(result, pages, out, lang))


cases.add_to(app)
study.add_to(app)
paper.add_to(app)
add_sharing(app)
add_examday(app)
add_today(app)
app.add_typer(rules_app)


def main() -> None:
    """Start the command; the entry point of the console script."""
    plain_console(sys.stdout, sys.stderr)
    app()
