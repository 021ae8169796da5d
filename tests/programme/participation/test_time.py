"""A planned ending stands beside the present; what was known on a day stays known; imports keep every word."""

from datetime import date, timedelta

import pytest

from tiltak.faults import BadInput, FaultKind
from tiltak.programme import Track
from tiltak.programme.participation import (
    Change,
    Delivery,
    Participation,
    Schooling,
    SourceRow,
    apply,
    faults_of,
    handovers,
    import_participation,
    import_schooling,
    limits,
    overlaps,
    source_statuses,
    states,
)
from tiltak.programme.participation.guards import months_after

TAKES_PART = ["OPEN_DRAFT", "SHARE_DRAFT", "YOUTH_APPROVES_DIRECT", "START"]
ARENA = Delivery("arena", "DIREKTE_VEDTAK", "TRAINING")
ON = date(2026, 11, 23)


def test_a_future_ending_stands_beside_the_present_state(lived):
    """With the ending planned the youth still takes part, and the ending is there to be seen."""
    life = lived("PARTICIPATION", [*TAKES_PART, "PLANNED_COMPLETE"])
    assert life.state_on(date(2026, 12, 1)) == "DELTAR"
    assert (life.next_after(date(2026, 12, 1)).state, life.next_after(date(2026, 12, 1)).valid_from) == (
        "FULLFORT",
        date(2026, 12, 19),
    )
    assert life.state_on(date(2026, 12, 18)) == "DELTAR"
    assert life.state_on(date(2026, 12, 19)) == "FULLFORT"


def test_what_was_planned_is_replaced_and_not_forgotten(lived, steps):
    """Breaking off before the planned end replaces the plan; the plan stays in the history."""
    life = lived("PARTICIPATION", [*TAKES_PART, "PLANNED_COMPLETE"])
    change, on = steps("PARTICIPATION", "BREAK_OFF", {"on": date(2026, 12, 7), "ends_on": date(2026, 12, 31)})
    life = apply(life, change, on)
    assert life.state_on(date(2026, 12, 19)) == "DELTAR"
    assert life.state_on(date(2027, 1, 1)) == "AVBRUTT"
    assert [entry.change.code for entry in life.history[-2:]] == ["COMPLETE", "BREAK_OFF"]
    assert life.as_known(date(2026, 12, 6)).state_on(date(2026, 12, 19)) == "FULLFORT"


def test_taking_a_planned_ending_back_leaves_the_youth_in(lived, steps):
    """After the plan is taken back the youth takes part on every later day."""
    life = lived("PARTICIPATION", [*TAKES_PART, "PLANNED_COMPLETE"])
    life = apply(life, *steps("PARTICIPATION", "CANCEL_ENDING"))
    assert life.state_on(date(2027, 3, 1)) == "DELTAR"
    assert life.since(date(2027, 3, 1)) == date(2026, 8, 17)


def test_free_text_is_not_shown():
    """A representation tells that there is a text, and not what it says; a fault shows nothing of it."""
    change = Change("NOT_RELEVANT", "NAV_VEILEDER", reason="UTDANNING", text="om mor")
    assert "om mor" not in repr(change)
    assert "text='...'" in repr(change)


def test_a_misplaced_text_is_refused_without_being_repeated(lived):
    """The fault about a text that has no place says so and leaves out the text."""
    life = lived("PARTICIPATION", TAKES_PART[:3])
    change = Change("NOT_RELEVANT", "NAV_VEILEDER", reason="UTDANNING", text="om mor")
    found = faults_of(life, change, ON)
    assert [(fault.kind, fault.field, fault.found) for fault in found] == [(FaultKind.UNKNOWN_KEY, "text", "")]


def test_nobody_begins_a_second_participation(lived, steps):
    """A draft is refused while another participation is live, and while nobody has said whether one is."""
    change, _ = steps("PARTICIPATION", "OPEN_DRAFT")
    new = Participation("MT-001", Track.STAY_AT_SCHOOL, ARENA)
    running = lived("PARTICIPATION", TAKES_PART)
    assert [fault.expected for fault in faults_of(new, change, ON, others=[running])] == ["guard.no_overlap"]
    (fault,) = faults_of(new, change, ON)
    assert (fault.kind, fault.field, fault.expected) == (FaultKind.MISSING_VALUE, "others", "guard.record.others")
    assert faults_of(new, change, ON, others=[]) == ()
    ended = lived("PARTICIPATION", [*TAKES_PART, "COMPLETE"])
    last = ended.history[-1].change.ends_on
    assert len(faults_of(new, change, last, others=[ended])) == 1
    assert faults_of(new, change, last + timedelta(1), others=[ended]) == ()


def test_another_youths_participation_does_not_stand_in_the_way(lived, steps):
    """Overlap is about one youth."""
    change, _ = steps("PARTICIPATION", "OPEN_DRAFT")
    new = Participation("MT-002", Track.STAY_AT_SCHOOL, ARENA)
    assert faults_of(new, change, ON, others=[lived("PARTICIPATION", TAKES_PART)]) == ()


def test_overlaps_that_an_import_brings_are_found():
    """Two imported participations that are live on the same days are told with those days."""

    def imported(track, *rows):
        told = [SourceRow("KOMET", code, day) for code, day in rows]
        return import_participation("MT-001", track, ARENA, told, ON).life

    one = imported(Track.BACK_TO_SCHOOL, ("DELTAR", date(2026, 9, 1)), ("FULLFORT", date(2026, 10, 1)))
    other = imported(Track.STAY_AT_SCHOOL, ("SOKT_INN", date(2026, 9, 30)), ("DELTAR", date(2026, 10, 5)))
    (found,) = overlaps([other, one])
    assert (found.first, found.second) == (one, other)
    assert (found.from_day, found.to_day) == (date(2026, 9, 30), date(2026, 9, 30))
    later = imported(Track.STAY_AT_SCHOOL, ("SOKT_INN", date(2026, 10, 1)))
    assert overlaps([one, later]) == ()


def test_unknown_statuses_survive_letter_by_letter():
    """A status nobody knows is listed and stands in the history as the source wrote it."""
    rows = [
        SourceRow("ARENA", "GJENN", date(2026, 9, 1), date(2026, 9, 1)),
        SourceRow("ARENA", "nytt", date(2026, 10, 1)),
    ]
    told = import_participation("MT-001", Track.BACK_TO_SCHOOL, ARENA, rows, ON)
    assert told.unknown == (rows[1],)
    assert [(entry.change.source, entry.change.source_code, entry.state) for entry in told.life.history] == [
        ("ARENA", "GJENN", "DELTAR"),
        ("ARENA", "nytt", "UKJENT"),
    ]
    assert told.unconfirmed == ("ARENA:GJENN",)


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        (date(2026, 9, 1), ["DELTAR", "DELTAR"]),
        (date(2026, 9, 2), ["VENTER_PA_OPPSTART", "DELTAR"]),
        (None, ["VENTER_PA_OPPSTART", "VENTER_PA_OPPSTART"]),
    ],
)
def test_arena_says_taking_part_before_the_start_too(starts, expected):
    """Arena's GJENN is waiting until the start and taking part from it; without a start it is waiting."""
    rows = [SourceRow("ARENA", "GJENN", date(2026, 9, 1), starts)]
    life = import_participation("MT-001", Track.BACK_TO_SCHOOL, ARENA, rows, ON).life
    assert [life.state_on(date(2026, 9, day)) for day in (1, 2)] == expected


def test_every_status_of_a_source_is_read_as_the_table_says():
    """Each known status gives its state or says nothing, and is never listed as unknown."""
    for (source, code), status in source_statuses().items():
        rows = [SourceRow(source, code, date(2026, 9, 1), date(2026, 9, 1))]
        if source == "VIGO_OT":
            told = import_schooling("MT-001", rows, ON)
            assert (told.life.state_on(ON), len(told.silent)) == (status.state, 0 if status.state else 1)
        else:
            told = import_participation("MT-001", Track.BACK_TO_SCHOOL, ARENA, rows, ON)
            assert told.life.state_on(ON) == status.state
        assert told.unknown == ()
        assert not status.state or status.state in states(status.machine)


def test_there_are_fourteen_fifteen_and_twenty_three_statuses():
    """Komet's own, Arena's, and those of the follow-up service's code book."""
    sources = [source for source, _ in source_statuses()]
    assert {source: sources.count(source) for source in set(sources)} == {"KOMET": 14, "ARENA": 15, "VIGO_OT": 23}


def pupil(*changes):
    """A pupil from August, with changes as (code, day)."""
    life = apply(Schooling("MT-001"), Change("ENROL_AS_PUPIL", "SKOLE"), date(2026, 8, 17))
    for code, day in changes:
        life = apply(life, Change(code, "NAV_VEILEDER"), day)
    return life


LEFT_ON = date(2026, 11, 2)
LEFT = pupil(("LEAVE", LEFT_ON))


def opened(track, day):
    """A participation with a draft from a day on."""
    return apply(Participation("MT-001", track, ARENA), Change("OPEN_DRAFT", "NAV_VEILEDER"), day, others=())


def test_a_leaver_is_handed_over_within_seven_days():
    """Day seven is in time, day eight is overdue; before the pupil leaves there is nothing to hand over."""
    assert limits()["HAND_OVER_LEAVER"].value == 7
    (found,) = handovers([LEFT], [], LEFT_ON)
    assert (found.code, found.due_on, found.to) == ("HAND_OVER_LEAVER", date(2026, 11, 9), Track.BACK_TO_SCHOOL)
    assert (found.overdue(date(2026, 11, 9)), found.overdue(date(2026, 11, 10))) == (False, True)
    assert handovers([LEFT], [], LEFT_ON - timedelta(1)) == ()


@pytest.mark.parametrize(("day", "in_time"), [(date(2026, 11, 9), True), (date(2026, 11, 10), False)])
def test_a_handover_is_done_when_back_to_school_has_the_youth(day, in_time):
    """It is done on the first day of a participation in Back to School, in time or late."""
    (found,) = handovers([LEFT], [opened(Track.BACK_TO_SCHOOL, day)], ON)
    assert (found.done_on, found.in_time, found.open) == (day, in_time, False)
    (found,) = handovers([LEFT], [opened(Track.STAY_AT_SCHOOL, day)], ON)
    assert (found.done_on, found.in_time) == (None, None)


def test_a_no_settles_it_unless_it_is_older_than_the_leaving():
    """A youth who says no is not overdue; a no from before says nothing of now."""
    (found,) = handovers([LEFT], [], ON, {"MT-001": LEFT_ON})
    assert (found.declined_on, found.overdue(ON)) == (LEFT_ON, False)
    (found,) = handovers([LEFT], [], ON, {"MT-001": LEFT_ON - timedelta(1)})
    assert (found.declined_on, found.overdue(ON)) == (None, True)


def test_one_who_returns_goes_back_to_stay_at_school():
    """One who was in Back to School and is a pupil again is handed back, also when at risk by then."""
    back = pupil(("LEAVE", LEFT_ON), ("RETURN_AS_PUPIL", date(2026, 11, 16)), ("PUPIL_AT_RISK", date(2026, 11, 18)))
    there = opened(Track.BACK_TO_SCHOOL, date(2026, 11, 4))
    (found,) = handovers([back], [there], ON)
    assert (found.code, found.since, found.due_on) == ("HAND_BACK_RETURNER", date(2026, 11, 16), ON)
    assert found.to is Track.STAY_AT_SCHOOL
    assert handovers([back], [], ON) == ()
    assert handovers([pupil()], [there], ON) == ()


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 12, 18), 2, date(2027, 2, 18)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 10, 31), 2, date(2026, 12, 31)),
    ],
)
def test_months_are_counted_as_the_calendar_has_them(day, months, expected):
    """Over a new year, into a short February, and to the last day of a year."""
    assert months_after(day, months) == expected


def test_a_grade_after_complaint_is_the_one_that_counts(lived, steps):
    """The newest grade counts; an attempt registered in error has none."""
    life = lived("EXAM", ["REGISTER", "SIT", "PASS"])
    assert life.grade == "4"
    life = apply(life, *steps("EXAM", "REGRADE"))
    assert life.grade == "3"
    assert apply(life, *steps("EXAM", "REGISTER_IN_ERROR")).grade == ""


def test_a_misspelt_change_names_the_nearest():
    """A misspelling of a change that may be made is answered with it."""
    with pytest.raises(BadInput) as refused:
        apply(pupil(), Change("LEAVES", "SKOLE"), ON)
    assert refused.value.faults[0].nearest == "LEAVE"


def test_what_was_registered_in_error_stands_in_nobodys_way(lived, steps):
    """A participation registered in error is live on no day, also not on those before it was found out."""
    change, _ = steps("PARTICIPATION", "REGISTER_IN_ERROR", {"on": ON})
    wrong = apply(lived("PARTICIPATION", TAKES_PART), change, ON)
    assert (wrong.void, wrong.state_on(ON - timedelta(1))) == (True, "DELTAR")
    draft = Change("OPEN_DRAFT", "NAV_VEILEDER", ON - timedelta(3))
    new = Participation("MT-001", Track.STAY_AT_SCHOOL, ARENA)
    assert faults_of(new, draft, ON, others=[wrong]) == ()
    assert overlaps([wrong, apply(new, draft, ON, others=[wrong])]) == ()


def test_a_schooling_registered_in_error_hands_nobody_over():
    """One who never was a pupil cannot have left."""
    wrong = apply(LEFT, Change("REGISTER_IN_ERROR", "SKOLE"), ON)
    assert handovers([wrong], [], ON) == ()


def test_a_fault_shows_the_day_that_stands_in_the_way(lived, steps):
    """Where there is a day it is shown, and where there is none nothing is made up."""
    change, on = steps("PARTICIPATION", "NEVER_STARTED")
    (fault,) = faults_of(lived("PARTICIPATION", TAKES_PART[:3]), change, on)
    assert (fault.field, fault.found) == ("ends_on", "")
    (fault,) = faults_of(lived("PARTICIPATION", TAKES_PART[:3], "direkte_til_nyttaar"), change, date(2026, 12, 31))
    assert (fault.field, fault.found) == ("ends_on", "2026-12-31")
