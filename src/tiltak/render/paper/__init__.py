"""A youth's plan on paper: one or two A4 pages to put on the wall, in bokmål or nynorsk.

Typst sets the page; it comes with the extra ``tiltak[pdf]`` and is loaded when a page is made.
"""

from tiltak.render.paper.pdf import PdfMissing, plan_pdf
from tiltak.render.paper.sheet import PaperLanguage, wall_sheet

__all__ = ["PaperLanguage", "PdfMissing", "plan_pdf", "wall_sheet"]
