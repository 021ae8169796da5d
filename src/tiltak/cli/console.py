"""What the terminal is told: faults, progress, and letters it can show."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import Literal, TextIO

import typer

from tiltak.faults import BadInput

__all__ = ["BAD_INPUT", "Language", "faults_to_exit_code", "language_of", "parse_day", "plain_console", "progress"]

BAD_INPUT = 2
"""Exit code when what somebody wrote has to be put right first."""

Language = Literal["nb", "nn", "en"]
"""The languages of pages and messages. Written here too, because `--help` must not load `render`."""

Advance = Callable[[int, int], None]
"""Tells how many of how many steps are done."""


def parse_day(text: str | date) -> date:
    """A day from the command line.

    Raises:
        typer.BadParameter: When there is no such day.
    """
    if isinstance(text, date):
        return text
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not a date; write it as YYYY-MM-DD, for example 2026-11-23") from error


def plain_console(*streams: TextIO) -> None:
    """Let a stream replace a letter its code page lacks instead of stopping the command.

    A Norwegian Windows console may be cp1252 or cp850: both hold æ, ø and å, neither holds “✓”.
    """
    for stream in streams:
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def language_of(office_file: Path, wanted: Language | None) -> Language:
    """The language asked for, else the office's own, else bokmål when the office's file cannot be read."""
    if wanted is not None:
        return wanted
    from tiltak.faults import FaultList
    from tiltak.office.load import read_office

    office = read_office(office_file, FaultList(office_file.name))
    return "nb" if office is None else office.language.value


@contextmanager
def faults_to_exit_code(lang: Language) -> Iterator[None]:
    """Say every fault on a line of its own and leave with exit code 2, without a traceback."""
    try:
        yield
    except BadInput as bad:
        from tiltak.render import fault_line

        for fault in bad.faults:
            typer.echo(fault_line(fault, lang), err=True)
        raise typer.Exit(BAD_INPUT) from None


@contextmanager
def progress(what: str, lang: Language) -> Iterator[Advance]:
    """Show a bar on a terminal; stay quiet where there is none.

    Args:
        what: Id of the text beside the bar.
        lang: Language of the text.
    """
    if not sys.stderr.isatty():
        yield _silent
        return
    from rich.console import Console
    from rich.progress import Progress

    from tiltak.render import text

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(text(what, lang))

        def advance(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield advance


def _silent(done: int, total: int) -> None:
    """Take the same call as the bar, and show nothing."""
