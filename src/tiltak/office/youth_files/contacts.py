"""The office's own list of contacts, `contacts.csv`: whom, when, how, by which post, and whether anybody answered.

The file may be left out. There is no column for free text.
"""

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Final

from tiltak.faults import FaultKind, FaultList
from tiltak.office.model import Office
from tiltak.office.table import Cells, Codes, read_table
from tiltak.programme.follow_up import Contact, contact_kinds
from tiltak.rules import Knowledge

__all__ = ["CONTACTS", "CONTACT_COLUMNS", "contact_file"]

CONTACTS: Final = "contacts.csv"
CONTACT_COLUMNS: Final = ("case_id", "on", "kind", "by", "answered")
"""Columns of `contacts.csv`; `by` is a post of `office.toml` and `answered` is ``ja`` or ``nei``; both may be empty."""

_REQUIRED: Final = ("case_id", "on", "kind")
_ATTEMPT: Final = "ATTEMPT"


def contact_file(
    path: Path, faults: FaultList, cases: Collection[str] | None, office: Office | None, on: date
) -> tuple[Contact, ...]:
    """Read `contacts.csv`, noting faults instead of raising them.

    Args:
        path: The file; where there is none, nobody has told of any contact here.
        faults: Where faults are noted.
        cases: The case ids of the office's files; None when they could not be read, so that none is unknown. An
            unknown one is never led back to another youth's.
        office: The office, whose posts `by` may name; None when it could not be read.
        on: The day the list is for; a contact cannot lie after it.

    Returns:
        The rows that are right, in the order of the file.
    """
    if not path.exists():
        return ()
    kinds = Codes({kind: kind for kind in contact_kinds()}, "contact_kind")
    posts = None if office is None else Codes({one.id: one.id for one in office.staff}, "post_in_office")
    rows = read_table(path, CONTACT_COLUMNS, _REQUIRED, faults).rows
    read = [_contact(cells, kinds, posts, cases, on) for cells in rows]
    return tuple(one for one in read if one is not None)


def _contact(
    cells: Cells, kinds: Codes[str], posts: Codes[str] | None, cases: Collection[str] | None, on: date
) -> Contact | None:
    case_id = cells.case_id()
    if case_id and cases is not None and case_id not in cases:
        cells.fault(FaultKind.UNKNOWN_CASE, "case_id", "case_in_files")
    day = cells.day("on", required=True)
    if isinstance(day, date) and day > on:
        cells.fault(FaultKind.OUT_OF_RANGE, "on", "contact.not_in_the_future")
    kind = cells.code("kind", kinds, required=True)
    post = _post(cells, posts)
    answered = cells.yes_no("answered")
    if not cells.ok or isinstance(day, Knowledge) or isinstance(kind, Knowledge):
        return None
    # A conversation nobody answered is an attempt; whether anybody answered an attempt is said already.
    what = _ATTEMPT if answered is False and contact_kinds()[kind].reaches else kind
    return Contact(case_id, day, what, "" if isinstance(post, Knowledge) else post, row=cells.number)


def _post(cells: Cells, posts: Codes[str] | None) -> str | Knowledge:
    if posts is None:
        return cells.text("by")
    return cells.code("by", posts)
