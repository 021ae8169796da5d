"""What an office's files tell about following up: who takes part, who is handed over, and the list of contacts."""

from datetime import date, timedelta

import pytest

from tiltak.faults import FaultKind, FaultList
from tiltak.office import example_folder, load_office
from tiltak.office.youth_files import contact_file, day_list, followed_up
from tiltak.outcomes import Event, EventKind

ON = date(2026, 11, 23)
BACK, STAY = "BACK_TO_SCHOOL", "STAY_AT_SCHOOL"


def begun(case_id="MT-001", on=date(2026, 9, 1), track=BACK):
    """A start."""
    return Event(case_id, EventKind.ENROLMENT, on, track)


def left(on, value="DROPPED_OUT"):
    """The end of Stay at School."""
    return Event("MT-001", EventKind.EXIT, on, STAY, value=value)


@pytest.mark.parametrize(("day", "takes_part"), [(30, False), (31, True)])
def test_a_youth_takes_part_from_the_day_of_the_start(day, takes_part):
    """The day before the start nobody takes part; on the day somebody does."""
    start = date(2026, 8, 31)
    found = followed_up([begun(on=start)], date(2026, 8, day))
    assert [row.since for row in found.states] == ([start] if takes_part else [])


def test_a_pupil_is_not_a_participant_of_back_to_school_and_an_unrecorded_track_may_be():
    """Stay at School alone sets no rhythm; a start whose track nobody wrote does."""
    found = followed_up([begun(track=STAY), begun("MT-002", track="")], ON)
    assert [row.case_id for row in found.states] == ["MT-002"]


def test_the_exams_of_a_youth_are_those_sat_and_those_registered_for():
    """An exam nobody met up to sets no rhythm; one that is ahead does."""
    ahead = date(2026, 12, 4)
    log = [
        begun(),
        Event("MT-001", EventKind.REGISTRATION, date(2026, 9, 10), BACK, "NOR1267", "H2026", sitting_on=ahead),
        Event("MT-001", EventKind.REGISTRATION, date(2026, 9, 10), BACK, "MAT1019", "H2026"),
        Event("MT-001", EventKind.EXAM, date(2026, 11, 18), BACK, "MAT1019", "H2026", "SAT"),
    ]
    assert followed_up(log, ON).followed[0].exams == (date(2026, 11, 18), ahead)


def test_a_pupil_who_left_is_to_be_taken_over_within_seven_days():
    """The handover counts from the day of leaving, and a pupil who moved or finished is not handed over."""
    stay = begun(track=STAY)
    (one,) = followed_up([stay, left(date(2026, 11, 2))], ON).handovers
    assert (one.code, one.due_on, one.open) == ("HAND_OVER_LEAVER", date(2026, 11, 9), True)
    assert followed_up([stay, left(date(2026, 11, 2), "MOVED")], ON).handovers == ()


@pytest.mark.parametrize("kind", [EventKind.HANDOVER, EventKind.ENROLMENT])
def test_a_handover_is_done_when_it_is_recorded_or_back_to_school_has_begun(kind):
    """Either event closes it, on its own day."""
    taken = Event("MT-001", kind, date(2026, 11, 5), BACK)
    (one,) = followed_up([begun(track=STAY), left(date(2026, 11, 2)), taken], ON).handovers
    assert (one.done_on, one.open) == (date(2026, 11, 5), False)


def test_rows_that_contradict_others_are_counted_and_not_used():
    """A start told twice is one start, and the list says that a row was set aside."""
    found = followed_up([begun(), begun(on=date(2026, 9, 8))], ON)
    assert (len(found.states), found.set_aside) == (1, 1)


@pytest.fixture
def read(tmp_path):
    """Read a list of contacts and give back its contacts and its faults."""
    office = load_office(example_folder() / "office.toml")

    def reads(*lines, cases=("MT-001",)):
        path = tmp_path / "contacts.csv"
        path.write_text("\n".join(["case_id,on,kind,by,answered", *lines]) + "\n", encoding="utf-8")
        faults = FaultList(path.name)
        return contact_file(path, faults, cases, office, ON), list(faults)

    return reads


def test_a_contact_nobody_answered_is_an_attempt(read):
    """The kind is what was tried; without an answer there was no conversation."""
    contacts, faults = read(
        "MT-001,2026-11-20,INDIVIDUAL,veileder-skole,nei", "MT-001,2026-11-21,EVENING,,ja", "MT-001,2026-11-22,MEAL,,"
    )
    assert faults == []
    assert [(one.kind, one.adviser, one.row) for one in contacts] == [
        ("ATTEMPT", "veileder-skole", 2),
        ("EVENING", "", 3),
        ("MEAL", "", 4),
    ]


@pytest.mark.parametrize(("days", "kinds"), [(0, []), (1, [FaultKind.OUT_OF_RANGE])])
def test_a_contact_may_be_today_and_not_tomorrow(read, days, kinds):
    """The day itself is right; the day after is a fault."""
    _, faults = read(f"MT-001,{ON + timedelta(days)},WALK,,")
    assert [fault.kind for fault in faults] == kinds


def test_every_fault_of_the_list_is_noted_with_the_nearest_right_answer(read):
    """Kind and post are led back to the nearest; a case never is, for it could be somebody else's."""
    contacts, faults = read("MT-010,2026-11-20,INDIVIDUEL,veileder-skola,ja", cases=("MT-001",))
    assert contacts == ()
    assert [(fault.field, fault.kind, fault.nearest) for fault in faults] == [
        ("by", FaultKind.UNKNOWN_CODE, "veileder-skole"),
        ("case_id", FaultKind.UNKNOWN_CASE, None),
        ("kind", FaultKind.UNKNOWN_CODE, "INDIVIDUAL"),
    ]


def test_an_office_without_a_list_of_contacts_has_none_and_no_fault(tmp_path):
    """The file may be left out."""
    faults = FaultList("contacts.csv")
    assert contact_file(tmp_path / "contacts.csv", faults, None, None, ON) == ()
    assert list(faults) == []


def test_what_the_files_do_not_tell_is_asked():
    """The worked example names no adviser for its twenty participants, and that is a question with their cases."""
    found = day_list(example_folder(), ON)
    assert [(code, len(cases)) for code, cases in found.questions] == [
        ("adviser", 20),
        ("agreed", 20),
        ("evenings", 14),
        ("not_begun", 26),
        ("undated", 1),
    ]
    assert (len(found.due), found.confirmed, found.week) == (21, False, (ON, date(2026, 11, 29)))
