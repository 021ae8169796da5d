"""What may be told to whom, for a person, a program or as a page."""

from tiltak.render.sharing.share import share_json, share_page, share_text, sharing_schema

__all__ = ["share_json", "share_page", "share_text", "sharing_schema"]
