"""The exam days as one page that stands alone: the site's page without links to pages that are not there."""

from typing import TYPE_CHECKING

from attrs import evolve

from tiltak.render.site import frame, page_bytes
from tiltak.render.views.exam_day import exam_day_view
from tiltak.render.words import Words

if TYPE_CHECKING:
    from tiltak.office import OfficeRun

__all__ = ["exam_days_page"]


def exam_days_page(run: "OfficeRun", words: Words) -> str:
    """The page of a run's exam days; it takes along all it needs."""
    # A case that is assessed is linked to its page, and alone there is none.
    view = exam_day_view(evolve(run, assessments=()), words)
    return page_bytes("sections", {**view, "crumbs": []}, frame(run.office, run.on, words), words).decode()
