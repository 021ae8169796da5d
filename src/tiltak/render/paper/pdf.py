"""From the sheet to a tagged PDF. Nothing is fetched, and the same plan on the same day gives the same bytes."""

import json
from collections.abc import Sequence
from datetime import date
from importlib import import_module
from importlib.resources import files
from typing import cast

from tiltak.render.paper.sheet import PaperLanguage, wall_sheet
from tiltak.study import Plan

__all__ = ["PdfMissing", "plan_pdf"]


class PdfMissing(ImportError):  # noqa: N818 - it names what is missing, as ModuleNotFoundError does
    """The extra ``tiltak[pdf]`` is not installed."""


def plan_pdf(plan: Plan, lang: PaperLanguage, *, case_id: str, on: date, awaiting: Sequence[str] = ()) -> bytes:
    """A youth's plan as a PDF for the wall, tagged for screen readers (PDF/UA-1).

    Args:
        plan: The plan.
        lang: ``nb`` or ``nn``.
        case_id: The office's token for the youth; the sheet bears no name.
        on: The day the sheet is made for. It is the document's date, and what is over before it is left out.
        awaiting: Codes of exams without a result yet, which the plan does not count on.

    Raises:
        PdfMissing: When the extra is not installed.
        ValueError: For another language.
    """
    sheet = wall_sheet(plan, lang, case_id=case_id, on=on, awaiting=awaiting)
    try:
        typst = import_module("typst")
    except ImportError as error:
        raise PdfMissing('a PDF needs the extra tiltak[pdf]: pip install "tiltak[pdf]"') from error
    template = files("tiltak.render.paper").joinpath("wall.typ").read_bytes()
    made = typst.compile(
        template,
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        sys_inputs={"sheet": json.dumps(sheet, ensure_ascii=False)},
    )
    return cast("bytes", made)
