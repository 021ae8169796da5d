"""Faults in what somebody wrote: one line each, all at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltak.faults import BadInput, Fault, FaultKind, FaultList, nearest


def test_a_fault_says_where_what_was_expected_and_the_nearest_right_answer():
    """The line holds file, row, field, what stood there, what was expected, and the nearest answer."""
    fault = Fault(FaultKind.UNKNOWN_COLUMN, "cases.csv", 1, "bron", "bron", "a column", "born")
    assert str(fault) == "cases.csv:1: bron: unknown column: found 'bron', expected a column; did you mean 'born'?"


def test_a_fault_without_row_or_value_leaves_those_parts_out():
    """A missing file is named without a row and without a value."""
    assert str(Fault(FaultKind.MISSING_FILE, "cases.csv")) == "cases.csv: missing file"


@given(st.text())
def test_a_fault_is_always_one_line_whatever_stood_in_the_cell(text):
    """Line breaks and long letters in a cell do not break the line."""
    fault = Fault(FaultKind.WRONG_TYPE, "f", 1, "x", found=text)
    assert len(fault.shown) <= 60
    assert "\n" not in fault.shown
    assert "\r" not in fault.shown


def test_all_faults_are_raised_together_in_the_order_of_the_file():
    """Reading goes on after a fault, and the reader gets them sorted by row."""
    faults = FaultList("cases.csv")
    faults.add(FaultKind.MISSING_VALUE, row=9, field="born")
    faults.add(FaultKind.UNKNOWN_CODE, row=2, field="channel", found="SELVV", choices=["SELV", "NAV_VEILEDER"])
    with pytest.raises(BadInput) as raised:
        faults.raise_if_any()
    assert [fault.row for fault in raised.value.faults] == [2, 9]
    assert raised.value.faults[0].nearest == "SELV"
    assert raised.value.faults[0].expected == "NAV_VEILEDER, SELV"
    assert len(str(raised.value).splitlines()) == 2


def test_no_fault_raises_nothing():
    """An empty list is no error."""
    FaultList("cases.csv").raise_if_any()


def test_faults_found_elsewhere_keep_their_own_file():
    """A list can take over the faults of another file."""
    faults = FaultList("cases.csv")
    faults.extend([Fault(FaultKind.MISSING_FILE, "events.csv")])
    assert [fault.file for fault in faults] == ["events.csv"]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("born", "born"),
        (" BORN ", "born"),
        ("bron", "born"),
        ("municipalty", "municipality"),
        ("zzz", None),
        ("", None),
    ],
)
def test_the_nearest_answer_is_near_or_none(found, expected):
    """Spelling and case are forgiven; something else altogether gets no suggestion."""
    assert nearest(found, ["born", "municipality"]) == expected
