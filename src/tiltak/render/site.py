"""The pages of a run: one folder with an overview, each youth's assessment and plan, and the files beside them.

Nothing is fetched, nothing runs in the browser, and the same run in the same language is the same bytes.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from importlib.resources import files as resources
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import frozen
from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from tiltak import __version__
from tiltak.render.store import Progress, write_folder
from tiltak.render.views.common import View
from tiltak.render.views.run import RunView
from tiltak.render.words import Language, Words

if TYPE_CHECKING:
    from tiltak.office import Office, OfficeRun

__all__ = ["Site", "frame", "page_bytes", "write"]

_ROOM: Final = "tiltak.render"
_TEMPLATES: Final = ("shell", "macros", "index", "decision", "plan", "sections")
_PAGES: Final = (
    ("index", "index.html"),
    ("questions", "questions.html"),
    ("exam_day", "exam-day.html"),
    ("report", "report.html"),
    ("presence", "presence.html"),
    ("office", "office.html"),
)

# What a section may have; a view names only what its own sections do.
_SECTION: Final[View] = {
    "level": 2,
    "lines": [],
    "badge": None,
    "facts": [],
    "chart": None,
    "tables": [],
    "bullets": [],
    "small": [],
}


def _section(section: View) -> View:
    """A section with all it may have; a caption that only repeats the heading is kept for those who listen."""
    whole = {**_SECTION, **section}
    quiet = [{**table, "quiet": table["quiet"] or table["caption"] == section["title"]} for table in whole["tables"]]
    return {**whole, "tables": quiet}


@cache
def _environment() -> Environment:
    folder = resources(_ROOM).joinpath("templates")
    sources = {f"{name}.html.j2": folder.joinpath(f"{name}.html.j2").read_text(encoding="utf-8") for name in _TEMPLATES}
    return Environment(
        loader=DictLoader(sources), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


@cache
def _style() -> str:
    return resources(_ROOM).joinpath("style.css").read_text(encoding="utf-8")


@frozen
class Site:
    """A run in one language, ready to be written.

    Args:
        run: What the office's files came to.
        lang: The language of everything.
    """

    run: "OfficeRun"
    lang: Language

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file as its path and bytes, one at a time."""
        words = Words(self.lang)
        view = RunView(self.run, words)
        around = self._frame(words)
        for template, page in view.pages():
            yield page["path"], page_bytes(template, page, around, words)
        yield from view.calendars()
        yield "tiltak.xlsx", view.workbook()

    def __len__(self) -> int:
        """How many files there are."""
        return RunView(self.run, Words(self.lang)).count()

    def _frame(self, words: Words) -> View:
        pages = [{"href": href, "text": words.text(f"page.{name}")} for name, href in _PAGES]
        return frame(self.run.office, self.run.on, words, pages)


def frame(office: "Office", on: date, words: Words, pages: Sequence[View] = ()) -> View:
    """What stands round every page: the office, the other pages, and the day it holds for."""
    return {
        "office": office.name,
        "pages": list(pages),
        "made": words.text("shell.made", on=on, version=__version__),
        "example": words.text("shell.example") if office.example_as_of is not None else "",
    }


def page_bytes(template: str, page: View, frame: View, words: Words) -> bytes:
    """One page, self-contained.

    Args:
        template: Name of its template.
        page: What the template is given.
        frame: What stands round it.
        words: The language.
    """
    depth = page["path"].count("/")
    crumbs = [] if page["path"] == "index.html" else [{"href": "index.html", "text": words.text("page.index")}]
    if "sections" in page:
        page = {**page, "sections": [_section(section) for section in page["sections"]]}
    whole = {"tiles": [], "crumb": page["title"], "crumbs": crumbs, **page}
    html = (
        _environment()
        .get_template(f"{template}.html.j2")
        .render(
            page=whole,
            site=frame,
            words=words,
            t=words.text,
            up="../" * depth,
            style=Markup(_style()),  # noqa: S704 - our own stylesheet
        )
    )
    return html.encode()


def write(run: "OfficeRun", out: Path, lang: Language, *, progress: Progress | None = None) -> list[Path]:
    """Write the pages, calendars and workbook of a run into a folder, all or none of them.

    Args:
        run: What the office's files came to.
        out: The folder; a folder written here before is replaced as a whole.
        lang: The language of everything.
        progress: Told after each file how many are done of how many.

    Returns:
        The paths written, the overview first.

    Raises:
        BadInput: When `out` holds something that was not written here; nothing is changed then.
    """
    site = Site(run, lang)
    return write_folder(out, site.files(), total=len(site), progress=progress)
