"""What is due today, and who is in which school, for a terminal, for another program and as a page."""

from tiltak.render.today.due import due_json, due_page, due_text, today_schema
from tiltak.render.today.presence import presence_json, presence_page, presence_schema, presence_text

__all__ = [
    "due_json",
    "due_page",
    "due_text",
    "presence_json",
    "presence_page",
    "presence_schema",
    "presence_text",
    "today_schema",
]
