"""`consents.csv`: what is read, and what is wrong with it."""

from datetime import date

import pytest

from tiltak.faults import FaultKind
from tiltak.law.sharing import Category, GivenBy, Purpose
from tiltak.office.consent_files import CONSENT_COLUMNS, read_consents

HEADER = ",".join(CONSENT_COLUMNS)
GOOD = "MT-001,DELING,KONTAKTLAERER,PROGRAMMET PPT,OPPLAERING,OPPFOELGING,2026-08-24,2027-06-18,,YOUTH"


def cells(**changes):
    """The good row with some cells changed; `first` is the column `from`."""
    row = dict(zip(CONSENT_COLUMNS, GOOD.split(","), strict=True))
    row |= {{"first": "from", "last": "to"}.get(name, name): value for name, value in changes.items()}
    return ",".join(row.values())


def test_a_row_becomes_a_consent(write):
    """Each column ends up where the rules look for it, and several codes in a cell are each read."""
    (consent,) = read_consents(write("consents.csv", HEADER, GOOD))
    assert consent.case_id == "MT-001"
    assert consent.givers == {"KONTAKTLAERER"}
    assert consent.receivers == {"PROGRAMMET", "PPT"}
    assert consent.categories == {Category.OPPLAERING}
    assert consent.purposes == {Purpose.OPPFOELGING}
    assert (consent.given_on, consent.valid_to) == (date(2026, 8, 24), date(2027, 6, 18))
    assert consent.given_by == {GivenBy.YOUTH}
    assert consent.withdrawn_on is None


def test_a_day_of_withdrawal_is_read(write):
    """A consent that was taken back is kept with its day."""
    (consent,) = read_consents(write("consents.csv", HEADER, cells(withdrawn_on="2026-11-23")))
    assert consent.withdrawn_on == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"kind": "DELINK"}, (FaultKind.UNKNOWN_CODE, "kind", "DELING")),
        ({"giver": "KONTAKTLAEER"}, (FaultKind.UNKNOWN_CODE, "giver", "KONTAKTLAERER")),
        ({"receivers": "PROGRAMMET POLITIT"}, (FaultKind.UNKNOWN_CODE, "receivers", "POLITIET")),
        ({"receivers": "UTVALGET"}, (FaultKind.UNKNOWN_CODE, "receivers", None)),
        ({"categories": "HELS"}, (FaultKind.UNKNOWN_CODE, "categories", "HELSE")),
        ({"purpose": "EKSAMENN"}, (FaultKind.UNKNOWN_CODE, "purpose", "EKSAMEN")),
        ({"signed_by": "YOUT"}, (FaultKind.UNKNOWN_CODE, "signed_by", "YOUTH")),
        ({"signed_by": ""}, (FaultKind.MISSING_VALUE, "signed_by", None)),
        ({"receivers": ""}, (FaultKind.MISSING_VALUE, "receivers", None)),
        ({"last": "2026-08-23"}, (FaultKind.OUT_OF_RANGE, "to", None)),
        ({"withdrawn_on": "2026-08-23"}, (FaultKind.OUT_OF_RANGE, "withdrawn_on", None)),
        ({"withdrawn_on": "ukjent"}, (FaultKind.NO_SUCH_DATE, "withdrawn_on", None)),
        ({"case_id": "01810512345"}, (FaultKind.PERSONAL_NUMBER, "case_id", None)),
    ],
)
def test_what_is_wrong_is_said_with_the_nearest_right_code(write, faults, changes, expected):
    """One wrong cell is one fault, in its row and column."""
    (fault,) = faults(read_consents, write("consents.csv", HEADER, cells(**changes)))
    assert fault.row == 2
    assert (fault.kind, fault.field, fault.nearest) == expected


def test_a_consent_may_last_and_be_taken_back_on_the_day_it_was_given(write):
    """The first day is the earliest last day, and the earliest day of withdrawal."""
    row = cells(last="2026-08-24", withdrawn_on="2026-08-24")
    (consent,) = read_consents(write("consents.csv", HEADER, row))
    assert consent.valid_to == consent.withdrawn_on == date(2026, 8, 24)


def test_every_fault_of_the_file_is_said_at_once(write, faults):
    """Wrong cells in several rows, and a row that stands twice, come together."""
    path = write("consents.csv", HEADER, GOOD, cells(giver="X", purpose="Y"), GOOD)
    found = [(fault.row, fault.field, fault.kind) for fault in faults(read_consents, path)]
    assert found == [
        (3, "giver", FaultKind.UNKNOWN_CODE),
        (3, "purpose", FaultKind.UNKNOWN_CODE),
        (4, "case_id", FaultKind.REPEATED),
    ]
