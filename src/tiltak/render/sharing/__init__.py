"""What may be told to whom, and the signals from the schools: for a person, a program or as a page."""

from tiltak.render.sharing.share import share_json, share_page, share_text, sharing_schema
from tiltak.render.sharing.signals import signals_json, signals_page, signals_text

__all__ = [
    "share_json",
    "share_page",
    "share_text",
    "sharing_schema",
    "signals_json",
    "signals_page",
    "signals_text",
]
