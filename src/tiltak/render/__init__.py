"""How any of it is shown: words in bokmål, nynorsk and English, pages, calendar, workbook, figures.

Nothing below this room writes a sentence for a person. What a room knows is shown by one module here:
`words` (all texts, dates, numbers), `faultlines` (what is wrong with a file), `site` (the pages),
`calendar`, `workbook`, `figures`. They are imported by name, so that nobody pays for what they do not show.
"""

from tiltak.render.explain import explanation
from tiltak.render.faultlines import fault_line, fault_lines
from tiltak.render.front import summary, text, write
from tiltak.render.words import LANGUAGES, Language, MissingWords, Register, Words

__all__ = [
    "LANGUAGES",
    "Language",
    "MissingWords",
    "Register",
    "Words",
    "explanation",
    "fault_line",
    "fault_lines",
    "summary",
    "text",
    "write",
]
