"""What is due today, for a terminal, for another program and as a page."""

from tiltak.render.today.due import due_json, due_page, due_text, today_schema

__all__ = ["due_json", "due_page", "due_text", "today_schema"]
