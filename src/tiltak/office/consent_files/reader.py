"""`consents.csv`: one consent to sharing a row, every fault noted at once.

Text and signature are kept elsewhere; a row says what was agreed to. A cell that holds several codes has a space
between them. A consent that has expired or was taken back is kept: it explains a no.
"""

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Final

from tiltak.faults import BadInput, FaultKind, FaultList, nearest
from tiltak.law.sharing import Category, GivenBy, Purpose, SharingConsent, partner, partners
from tiltak.office.table import Cells, Codes, read_table
from tiltak.rules import Knowledge

__all__ = ["CONSENT_COLUMNS", "CONSENT_REQUIRED", "read_consents"]

CONSENT_COLUMNS: Final = (
    "case_id",
    "kind",
    "giver",
    "receivers",
    "categories",
    "purpose",
    "from",
    "to",
    "withdrawn_on",
    "signed_by",
)
"""Columns of `consents.csv`."""

CONSENT_REQUIRED: Final = tuple(name for name in CONSENT_COLUMNS if name != "withdrawn_on")
"""Those the file must have."""

_KINDS: Final = Codes({"DELING": "DELING"})
_COMMITTEE: Final = "UTVALGET"


def read_consents(path: Path) -> tuple[SharingConsent, ...]:
    """Read `consents.csv`.

    Args:
        path: The file: UTF-8, comma or semicolon, columns `CONSENT_COLUMNS`. ``kind`` is ``DELING``; the consents to
            the help and to research are records of their own. Several codes in a cell have a space between them.

    Raises:
        BadInput: With everything that is wrong in the file.
    """
    faults = FaultList(path.name)
    found: dict[SharingConsent, int] = {}
    for cells in read_table(path, CONSENT_COLUMNS, CONSENT_REQUIRED, faults).rows:
        consent = _consent(cells)
        if consent is None:
            continue
        if consent in found:
            cells.fault(FaultKind.REPEATED, "case_id", f"{faults.file}:{found[consent]}")
        found.setdefault(consent, cells.number)
    faults.raise_if_any()
    return tuple(found)


def _consent(cells: Cells) -> SharingConsent | None:
    case_id = cells.case_id()
    cells.code("kind", _KINDS, required=True)
    givers, receivers = _bodies(cells, "giver"), _bodies(cells, "receivers")
    categories, purposes = _several(cells, "categories", list(Category)), _several(cells, "purpose", list(Purpose))
    signed = _several(cells, "signed_by", list(GivenBy))
    first, last = cells.day("from", required=True), cells.day("to", required=True)
    withdrawn = cells.day("withdrawn_on")
    if withdrawn is Knowledge.NOT_KNOWN and cells.ok:
        # "Taken back, nobody knows when" must not be read as "not taken back".
        cells.fault(FaultKind.NO_SUCH_DATE, "withdrawn_on", "date_yyyy_mm_dd")
    if isinstance(first, date):
        for name, day in (("to", last), ("withdrawn_on", withdrawn)):
            if isinstance(day, date) and day < first:
                cells.fault(FaultKind.OUT_OF_RANGE, name, f">= {first}")
    if not cells.ok or isinstance(first, Knowledge) or isinstance(last, Knowledge):
        return None
    taken_back = None if isinstance(withdrawn, Knowledge) else withdrawn
    return SharingConsent(case_id, givers, receivers, purposes, categories, first, last, signed, taken_back)


def _several(cells: Cells, column: str, choices: Collection[str]) -> tuple[str, ...]:
    """The codes of a cell; each that is none is noted with the nearest right one."""
    text = cells.text(column, required=True)
    names = () if isinstance(text, Knowledge) else tuple(text.split())
    codes = [str(one) for one in choices]
    for name in names:
        if name not in codes:
            cells.fault(FaultKind.UNKNOWN_CODE, column, ", ".join(codes), nearest(name, codes), name)
    return names


def _bodies(cells: Cells, column: str) -> tuple[str, ...]:
    """The partners of a cell; a committee is nobody, so those who sit in it are named one by one."""
    text = cells.text(column, required=True)
    names = () if isinstance(text, Knowledge) else tuple(text.split())
    single = [code for code in partners() if code != _COMMITTEE]
    for name in names:
        try:
            known = partner(name).code != _COMMITTEE
        except BadInput:
            known = False
        if not known:
            near = None if name.startswith(_COMMITTEE) else nearest(name.partition(":")[0], single)
            cells.fault(FaultKind.UNKNOWN_CODE, column, ", ".join(single), near, name)
    return names
