"""Which rows of a log are kept, and why the others are set aside."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltak.outcomes import (
    BACK_TO_SCHOOL,
    STAY_AT_SCHOOL,
    TRACKS,
    Event,
    EventKind,
    check_events,
    event_schema,
    value_rules,
)

K = EventKind
DAY = date(2026, 1, 15)


def event(kind, day=0, value="", code="", term="", *, case="MT-001", track=BACK_TO_SCHOOL, **more):
    """An event so many days after the middle of January."""
    return Event(case, kind, DAY + timedelta(days=day), track, code, term, value, **more)


def exam(kind, day, value="", **more):
    """An event about one and the same exam."""
    return event(kind, day, value, "NOR1267", "V2026", **more)


def reasons(*events):
    """Position and reason of the rows that are set aside."""
    return [(one.position, one.reason) for one in check_events(events).set_aside]


GOOD = (
    event(K.REFERRAL, 0, "SELV"),
    event(K.CONTACT, 3, "INDIVIDUAL"),
    event(K.DECISION, 4, "BACK_TO_SCHOOL"),
    event(K.ENROLMENT, 5),
    event(K.PLAN, 7, "GSK_23_5"),
    exam(K.REGISTRATION, 10, "skriftlig", sitting_on=date(2026, 5, 22)),
    exam(K.EXAM, 127, "SAT"),
    exam(K.RESULT, 154, "1"),
    exam(K.COMPLAINT, 180, "2"),
    event(K.EXIT, 200, "COMPLETED"),
    event(K.STATUS, 390, "EDUCATION", "6"),
)


def test_a_log_that_hangs_together_is_kept_whole():
    """An ordinary course, from referral to status, loses no row."""
    assert check_events(GOOD).kept == GOOD


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (event(K.REFERRAL, value="SELV", case=""), "no_case"),
        (event(K.CONTACT, value="INDIVIDUAL", case=""), "no_case"),
        (event(K.PLAN, case=""), "no_case"),
        (event(K.REFERRAL, value="SELV", track="ELSEWHERE"), "unknown_track"),
        (event(K.REFERRAL, value="NABO"), "unknown_value"),
        (event(K.PLAN, value="a goal with spaces"), "unknown_value"),
        (event(K.PRESENCE, case=""), "no_school"),
        (exam(K.RESULT, 0, "7"), "grade_not_1_to_6"),
        (exam(K.RESULT, 0, "0"), "grade_not_1_to_6"),
        (exam(K.RESULT, 0), "grade_not_1_to_6"),
        (exam(K.COMPLAINT, 0, "7"), "grade_not_1_to_6"),
        (event(K.RESULT, 0, "4", "", "V2026"), "no_exam_code"),
        (event(K.RESULT, 0, "4", "NOR1267", "2026V"), "no_such_term"),
        (event(K.RESULT, 0, "4", "NOR1267"), "no_such_term"),
        (exam(K.REGISTRATION, 0, sitting_on=DAY - timedelta(days=1)), "registered_after_sitting"),
    ],
)
def test_a_row_wrong_by_itself(wrong, reason):
    """A row that cannot be is set aside with its reason, whatever else the log holds."""
    assert reasons(wrong) == [(0, reason)]
    assert (len(GOOD), reason) in reasons(*GOOD, wrong)


def test_registering_on_the_day_of_the_exam_is_possible():
    """The day before the exam and the day itself are no fault; the day after is."""
    assert reasons(exam(K.REGISTRATION, 0, sitting_on=DAY)) == []


@pytest.mark.parametrize("value", ["MEAL", "WALK"])
def test_what_is_shared_needs_no_case(value):
    """A meal or a walk together concerns no single youth."""
    assert reasons(event(K.CONTACT, value=value, case="")) == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((event(K.REFERRAL, 0, "SELV"), event(K.CONTACT, -1, "INDIVIDUAL")), [(1, "before_referral")]),
        ((event(K.REFERRAL, 0, "SELV"), event(K.CONTACT, 0, "INDIVIDUAL")), []),
        ((event(K.REFERRAL, 0, "SELV"), event(K.REFERRAL, 30, "SELV")), [(1, "referred_again_within_30_days")]),
        ((event(K.REFERRAL, 0, "SELV"), event(K.REFERRAL, 31, "SELV")), []),
        ((event(K.ENROLMENT, 0), event(K.EXIT, -1)), [(1, "exit_before_enrolment")]),
        ((event(K.ENROLMENT, 0), event(K.EXIT, 0)), []),
        ((event(K.ENROLMENT, 0), event(K.ENROLMENT, 9)), [(1, "enrolled_twice")]),
        ((event(K.ENROLMENT, 0), event(K.EXIT, 5), event(K.ENROLMENT, 9)), []),
        ((event(K.ENROLMENT, 0), event(K.ENROLMENT, 9, track=STAY_AT_SCHOOL)), []),
        ((event(K.DECISION, 0, "NOT_NOW"), event(K.DECISION, 0, "NOT_NOW")), [(1, "told_twice")]),
        ((event(K.CONTACT, 0, "INDIVIDUAL"), event(K.CONTACT, 0, "INDIVIDUAL")), []),
    ],
)
def test_rows_of_one_youth(rows, expected):
    """Rows of one youth that cannot both be: the one that breaks the order is set aside, on its day and not before."""
    assert reasons(*rows) == expected


REGISTERED = exam(K.REGISTRATION, 0)
SAT = exam(K.EXAM, 100, "SAT")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((REGISTERED, exam(K.REGISTRATION, 3)), [(1, "registered_twice")]),
        ((SAT,), [(0, "no_registration")]),
        ((exam(K.EXAM, 100, "SAT", track=STAY_AT_SCHOOL),), []),
        ((REGISTERED, exam(K.RESULT, -1, "4")), [(1, "before_registration")]),
        ((REGISTERED, exam(K.RESULT, 0, "4")), []),
        ((REGISTERED, SAT, exam(K.EXAM, 101, "NO_SHOW")), [(1, "exam_told_in_two_ways"), (2, "exam_told_in_two_ways")]),
        ((REGISTERED, exam(K.EXAM, 90, "DEFERRED"), SAT), []),
        (
            (REGISTERED, exam(K.EXAM, 100, "DEFERRED"), SAT),
            [(1, "exam_told_in_two_ways"), (2, "exam_told_in_two_ways")],
        ),
        ((REGISTERED, SAT, exam(K.RESULT, 99, "4")), [(2, "result_before_exam")]),
        ((REGISTERED, SAT, exam(K.RESULT, 100, "4")), []),
        (
            (REGISTERED, exam(K.EXAM, 100, "NO_SHOW"), exam(K.RESULT, 120, "4")),
            [(1, "result_and_not_sat"), (2, "result_and_not_sat")],
        ),
        ((REGISTERED, SAT, exam(K.RESULT, 120, "4"), exam(K.RESULT, 121, "4")), [(3, "result_told_twice")]),
        (
            (REGISTERED, SAT, exam(K.RESULT, 120, "4"), exam(K.RESULT, 121, "5")),
            [(2, "two_results"), (3, "two_results")],
        ),
        ((REGISTERED, SAT, exam(K.COMPLAINT, 130, "5")), [(2, "complaint_without_result")]),
        (
            (REGISTERED, SAT, exam(K.RESULT, 120, "4"), exam(K.COMPLAINT, 119, "5")),
            [(3, "complaint_without_result")],
        ),
        ((REGISTERED, SAT, exam(K.RESULT, 120, "4"), exam(K.COMPLAINT, 121), exam(K.COMPLAINT, 121, "5")), []),
        (
            (REGISTERED, SAT, exam(K.RESULT, 120, "4"), exam(K.COMPLAINT, 121, "5"), exam(K.COMPLAINT, 121, "3")),
            [(3, "two_complaint_results"), (4, "two_complaint_results")],
        ),
    ],
)
def test_rows_about_one_exam(rows, expected):
    """Rows about one exam that cannot both be are set aside; where nothing tells which is right, both are."""
    assert reasons(*rows) == expected


def test_another_youths_rows_change_nothing():
    """What one youth's rows say never sets aside another's."""
    mine = (REGISTERED, SAT, exam(K.RESULT, 120, "4"))
    theirs = tuple(exam(one.kind, 0, one.value, case="MT-002") for one in mine)
    assert reasons(*mine, *theirs) == reasons(*mine)


RULES = sorted(value_rules(), key=lambda pair: (pair[0].name, pair[1]))
EVENTS = st.builds(
    lambda case, rule, day, track, code, term: Event(
        case, rule[0], DAY + timedelta(days=day), track, code, term, rule[1]
    ),
    st.sampled_from(["", "MT-001", "MT-002"]),
    st.sampled_from([*RULES, (K.RESULT, "7"), (K.PRESENCE, "vgs-nome")]),
    st.integers(0, 60),
    st.sampled_from(["", *TRACKS, "ELSEWHERE"]),
    st.sampled_from(["", "NOR1267", "MAT1019"]),
    st.sampled_from(["V2026", "H2026", "2026"]),
)


@given(st.lists(EVENTS, max_size=25))
def test_nothing_is_silently_dropped(log):
    """Every row is kept or set aside, once, in its place, and with a reason that has words."""
    checked = check_events(log)
    away = {one.position for one in checked.set_aside}
    assert [one for place, one in enumerate(log) if place not in away] == list(checked.kept)
    assert all(log[one.position] == one.event and one.reason for one in checked.set_aside)


@given(st.lists(EVENTS, max_size=25))
def test_what_is_kept_hangs_together(log):
    """Going through what was kept finds nothing more to set aside."""
    assert check_events(check_events(log).kept).set_aside == ()


# ---- the published schema ----


def schema_values(kind):
    """The values the schema lets a kind have."""
    for rule in event_schema()["allOf"]:
        if rule["if"]["properties"]["kind"]["const"] == kind.value:
            return rule["then"]["properties"]["value"]
    raise AssertionError(kind)


@pytest.mark.parametrize("kind", [kind for kind in K if kind not in {K.PLAN, K.PRESENCE}])
def test_the_schema_has_the_values_of_the_table(kind):
    """The published schema and the table the code reads allow the same values."""
    assert schema_values(kind)["enum"] == [rule.value for rule in value_rules().values() if rule.kind is kind]


def test_the_schema_has_the_columns_of_the_file():
    """The published schema names the columns of events.csv, and every kind."""
    columns = ["case_id", "kind", "on", "track", "code", "term", "value", "sitting_on", "venue", "starts"]
    assert list(event_schema()["properties"]) == columns
    assert event_schema()["properties"]["kind"]["enum"] == [kind.value for kind in K]


def test_an_event_shows_its_pseudonym_and_what_happened():
    """The repr of an event is one short line."""
    assert repr(SAT) == "Event(MT-001 EXAM SAT NOR1267 V2026 2026-04-25)"
