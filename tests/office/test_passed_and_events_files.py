"""`passed.csv` and `events.csv`: what is read, and what is wrong with them."""

from datetime import date

import pytest

from tiltak.faults import FaultKind
from tiltak.office import load_office, read_events, read_passed
from tiltak.outcomes import EventKind

PASSED = "case_id,code,grade,passed_on"
EVENTS = "case_id,kind,on,track,code,term,value,sitting_on,venue,starts"


def test_a_row_of_passed_is_read(write):
    """Code, grade and day, the grade as a number when it is one."""
    first, second = read_passed(write("passed.csv", PASSED, "MT-001,NOR1267,4,2026-06-18", "MT-001,REL1003,IV,"))
    assert (first.code, first.grade, first.on) == ("NOR1267", 4, date(2026, 6, 18))
    assert (second.grade, second.on) == ("IV", None)


def test_whether_a_grade_is_from_an_exam_may_be_said(write):
    """The column `kind` is there for those who know."""
    (line,) = read_passed(write("passed.csv", PASSED + ",kind", "MT-001,ENG1008,4,,EXAM"))
    assert line.kind == "EXAM"


@pytest.mark.parametrize(
    ("row", "named"),
    [
        ("MT-001,NOR1276,4,2026-06-18", (FaultKind.UNKNOWN_CODE, "code", "NOR1267")),
        ("MT-001,ZZZ9999,4,2026-06-18", (FaultKind.UNKNOWN_CODE, "code", None)),
        ("MT-001,,4,2026-06-18", (FaultKind.MISSING_VALUE, "code", None)),
        ("MT-001,NOR1267,7,2026-06-18", (FaultKind.UNKNOWN_CODE, "grade", None)),
        ("MT-001,NOR1267,,2026-06-18", (FaultKind.MISSING_VALUE, "grade", None)),
        ("MT-001,NOR1267,4,2026-06-31", (FaultKind.NO_SUCH_DATE, "passed_on", "2026-06-30")),
        ("MT-01,NOR1267,4,2026-06-18", (FaultKind.UNKNOWN_CASE, "case_id", None)),
    ],
)
def test_a_wrong_cell_of_passed_is_named(write, faults, row, named):
    """One wrong cell is one fault, in its place."""
    (fault,) = faults(read_passed, write("passed.csv", PASSED, row), {"MT-001"})
    assert (fault.row, (fault.kind, fault.field, fault.nearest)) == (2, named)


def test_the_same_line_twice_is_a_fault_and_two_grades_are_not(write, faults):
    """Somebody may sit an exam again; the same exam on the same day with the same grade is a row too many."""
    again = ("MT-001,NOR1267,2,2025-06-18", "MT-001,NOR1267,4,2026-06-18")
    assert not faults(read_passed, write("passed.csv", PASSED, *again))
    (fault,) = faults(read_passed, write("passed.csv", PASSED, again[0], again[1], again[0]))
    assert (fault.kind, fault.row, fault.expected) == (FaultKind.REPEATED, 4, "passed.csv:2")


def test_a_row_of_events_is_read(write):
    """A registration keeps its exam, its day, its place and its line in the file."""
    row = "MT-001,OPPMELDING,2026-09-02,BACK_TO_SCHOOL,NOR1267,H2026,skriftlig,2026-11-24,sal,09:00"
    (event,) = read_events(write("events.csv", EVENTS, row))
    assert (event.kind, event.code, event.term, event.sitting_on) == (
        EventKind.REGISTRATION,
        "NOR1267",
        "H2026",
        date(2026, 11, 24),
    )
    assert (event.venue, event.starts, event.row, event.track) == ("sal", "09:00", 2, "BACK_TO_SCHOOL")


@pytest.mark.parametrize(
    ("row", "named"),
    [
        ("MT-001,EKSAMENN,2026-11-24,,,,,,,", (FaultKind.UNKNOWN_CODE, "kind", "EKSAMEN")),
        ("MT-001,OPPSTART,,,,,,,,", (FaultKind.MISSING_VALUE, "on", None)),
        ("MT-001,OPPSTART,2026-02-29,,,,,,,", (FaultKind.NO_SUCH_DATE, "on", "2026-02-28")),
        ("MT-001,OPPSTART,2026-02-28,STAY_IN_SCHOOL,,,,,,", (FaultKind.UNKNOWN_CODE, "track", "STAY_AT_SCHOOL")),
        ("MT-001,EKSAMEN,2026-11-24,,,H2026,SAT,,,", (FaultKind.MISSING_VALUE, "code", None)),
        ("MT-001,EKSAMEN,2026-11-24,,NOR1276,H2026,SAT,,,", (FaultKind.UNKNOWN_CODE, "code", "NOR1267")),
        ("MT-001,EKSAMEN,2026-11-24,,NOR1267,2026H,SAT,,,", (FaultKind.WRONG_TYPE, "term", None)),
        ("MT-001,EKSAMEN,2026-11-24,,NOR1267,H2026,NOSHOW,,,", (FaultKind.UNKNOWN_CODE, "value", "NO_SHOW")),
        ("MT-001,OPPMELDING,2026-09-02,,NOR1267,H2026,,,,9:00", (FaultKind.WRONG_TYPE, "starts", None)),
        (
            "MT-001,OPPMELDING,2026-09-02,,NOR1267,H2026,,,eksamenslokale-z,",
            (FaultKind.UNKNOWN_CODE, "venue", "eksamenslokale-a"),
        ),
        (",TILSTEDE,2026-09-02,,,,vgs-nme,,,", (FaultKind.UNKNOWN_CODE, "value", "vgs-nome")),
        ("MT-001,STATUS,2026-09-02,,7,,WORK,,,", (FaultKind.WRONG_TYPE, "code", None)),
        ("MT-002,OPPSTART,2026-09-02,,,,,,,", (FaultKind.UNKNOWN_CASE, "case_id", None)),
    ],
)
def test_a_wrong_cell_of_events_is_named(write, faults, folder, row, named):
    """One wrong cell is one fault, in its place; schools and venues are those of the office."""
    office = load_office(folder / "office.toml")
    (fault,) = faults(read_events, write("events.csv", EVENTS, row), {"MT-001"}, office)
    assert (fault.row, (fault.kind, fault.field, fault.nearest)) == (2, named)


def test_a_case_is_known_from_its_referral_among_the_events(write, faults):
    """Those who have left are no longer among the open cases, but their referral is in the log."""
    rows = ("MT-201,OPPSTART,2025-01-10,,,,,,,", "MT-201,HENVISNING,2025-01-03,,,,SELV,,,")
    assert not faults(read_events, write("events.csv", EVENTS, *rows), {"MT-001"})


def test_a_misspelt_referral_does_not_make_every_later_row_wrong(write, faults):
    """One slip is one fault, not one for each row of the youth."""
    rows = ("MT-201,HENVISNIN,2025-01-03,,,,SELV,,,", "MT-201,OPPSTART,2025-01-10,,,,,,,")
    (fault,) = faults(read_events, write("events.csv", EVENTS, *rows), {"MT-001"})
    assert (fault.row, fault.nearest) == (2, "HENVISNING")


def test_a_kind_of_event_that_is_like_none_is_answered_with_all_of_them(write, faults):
    """They are few enough to be listed."""
    (fault,) = faults(read_events, write("events.csv", EVENTS, "MT-001,EXAM,2026-11-24,,NOR1267,H2026,SAT,,,"))
    assert (fault.field, fault.expected) == ("kind", ", ".join(sorted(EventKind)))
