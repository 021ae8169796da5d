"""The few doors that the command goes through; each takes a language code, so that nobody needs to know more."""

from pathlib import Path
from typing import TYPE_CHECKING

from tiltak.render.store import Progress
from tiltak.render.words import Language, Words

if TYPE_CHECKING:
    from tiltak.office import OfficeRun

__all__ = ["summary", "text", "write"]


def text(text_id: str, lang: Language, **values: object) -> str:
    """A text by its id.

    >>> text("word.yes", "nn")
    'Ja'
    """
    return Words(lang).text(text_id, **values)


def write(run: "OfficeRun", out: Path, lang: Language, progress: Progress | None = None) -> list[Path]:
    """Write the pages, calendars and workbook of a run; see `tiltak.render.site.write`.

    Raises:
        BadInput: When `out` holds something that was not written here.
    """
    from tiltak.render import site  # noqa: PLC0415 - a fault line must not pay for the page templates

    return site.write(run, out, lang, progress=progress)


def summary(run: "OfficeRun", pages: list[Path], out: Path, lang: Language) -> str:
    """What a person who ran the command is told: how many were assessed, what was written, where to look."""
    words = Words(lang)
    lines = [
        words.text("cli.done", cases=len(run.assessments), files=len(pages)),
        words.text("cli.look", path=out / "index.html"),
    ]
    if run.office.example_as_of is not None:
        lines.append(words.text("cli.example", on=run.on))
    return "\n".join(lines)
