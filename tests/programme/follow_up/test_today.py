"""What is due on a day: both sides of every limit, one stated order, and the same from columns."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltak.programme import Track
from tiltak.programme.follow_up import (
    Contact,
    Followed,
    StateRow,
    columns_of,
    contact_kinds,
    due_rules,
    rhythm_rules,
    today,
    today_columns,
    today_from_rows,
)
from tiltak.programme.participation import (
    Change,
    Delivery,
    Handover,
    Machine,
    Participation,
    apply,
    limits,
    states,
)

ON = date(2026, 11, 23)


def ago(days):
    """So many days before the day."""
    return ON - timedelta(days)


def one(rows, **more):
    """What is due, as code, days over, why and owner."""
    return [(due.code, due.days_over, due.why, due.owner) for due in today_from_rows(rows, ON, **more)]


@pytest.mark.parametrize(
    ("row", "code", "owner"),
    [
        (lambda days: StateRow("A", "UTKAST_TIL_PAMELDING", ago(14 + days)), "ANSWER_DRAFT", "NAV_VEILEDER"),
        (lambda days: StateRow("A", "SOKT_INN", ago(21 + days)), "DECIDE_APPLICATION", "NAV_KONTORET"),
        (lambda days: StateRow("A", "VURDERES", ago(21 + days)), "DECIDE_APPLICATION", "NAV_KONTORET"),
        (lambda days: StateRow("A", "VENTER_PA_OPPSTART", ago(90), ago(days)), "START_NOW", "NAV_VEILEDER"),
        (lambda days: StateRow("A", "UKJENT", ago(7 + days)), "EXPLAIN_STATUS", "NAV_VEILEDER"),
    ],
)
def test_a_state_makes_something_due_on_its_day(row, code, owner):
    """The day before nothing is due, on the day it is, and the day after it is one day over."""
    assert one([row(-1)]) == []
    assert [(found[0], found[1], found[3]) for found in one([row(0)])] == [(code, 0, owner)]
    assert [(found[0], found[1]) for found in one([row(1)])] == [(code, 1)]


def test_a_period_is_to_be_closed_the_day_after_its_last():
    """On the last day nothing is due; the day after it is."""
    assert [found[0] for found in one([StateRow("A", "DELTAR", ago(1), None, ON)])] == []
    assert [found[0] for found in one([StateRow("A", "DELTAR", ago(1), None, ago(1))])] == ["CLOSE_PERIOD"]


def test_the_first_conversation_counts_from_the_start():
    """Fourteen days after the youth began the slowest rhythm asks for a conversation; nobody named is said."""
    assert one([StateRow("A", "DELTAR", ago(13))]) == []
    assert one([StateRow("A", "DELTAR", ago(14))]) == [
        ("CONTACT", 0, ("rhythm.BASE", "why.no_adviser"), "NAV_VEILEDER")
    ]


def test_a_conversation_puts_the_next_one_off_and_a_meal_does_not():
    """Only what reaches the youth as a conversation counts."""
    row = StateRow("A", "DELTAR", ago(30))
    v1 = [Followed("A", "V1", ago(30))]
    assert one([row], followed=v1, contacts=[Contact("A", ago(13), "INDIVIDUAL")]) == []
    for kind in ("MEAL", "WALK"):
        found = one([row], followed=v1, contacts=[Contact("A", ago(13), kind)])
        assert found == [("CONTACT", 16, ("rhythm.BASE",), "V1")]


def test_a_conversation_in_the_future_counts_for_nothing():
    """What has not happened puts nothing off."""
    row = StateRow("A", "DELTAR", ago(14))
    assert len(one([row], contacts=[Contact("A", ago(-1), "INDIVIDUAL")])) == 1


@pytest.mark.parametrize(
    ("attempts", "found"),
    [
        ([], [("CONTACT", 6)]),
        ([1], []),
        ([2], [("CONTACT_AGAIN", 0)]),
        ([5, 4], [("CONTACT_AGAIN", 2)]),
        ([5, 4, 2], [("CONTACT_ANOTHER_WAY", 0)]),
        ([5, 4, 1], []),
    ],
)
def test_attempts_without_answer_change_what_is_to_be_done(attempts, found):
    """After an attempt one tries again in two days; after three one tries another way."""
    row = StateRow("A", "DELTAR", ago(20))
    contacts = [Contact("A", ago(days), "ATTEMPT") for days in attempts]
    due = one([row], followed=[Followed("A", "V1", ago(20))], contacts=contacts)
    assert [(code, over) for code, over, _, _ in due] == found
    assert all("why.no_answer" in why for code, _, why, _ in due if code != "CONTACT")


def test_an_answer_wipes_out_the_attempts_before_it():
    """Attempts from before the last conversation are forgotten."""
    contacts = [*(Contact("A", ago(days), "ATTEMPT") for days in (20, 19, 18)), Contact("A", ago(14), "INDIVIDUAL")]
    assert [found[0] for found in one([StateRow("A", "DELTAR", ago(40))], contacts=contacts)] == ["CONTACT"]


@pytest.mark.parametrize(
    ("before", "spoken", "due"),
    [
        (29, 7, []),
        (28, 7, ["EXAM_IN_4_WEEKS"]),
        (28, 6, []),
        (15, 7, ["EXAM_IN_4_WEEKS"]),
        (14, 3, ["EXAM_IN_2_WEEKS"]),
        (14, 2, []),
        (4, 3, ["EXAM_IN_2_WEEKS"]),
        (3, 1, ["EXAM_IN_3_DAYS"]),
        (3, 0, []),
        (1, 1, ["EXAM_IN_3_DAYS"]),
        (-3, 3, ["EXAM_JUST_OVER"]),
        (-3, 2, []),
    ],
)
def test_the_rhythm_grows_closer_towards_the_exam(before, spoken, due):
    """Both sides of each rule's days and of its rhythm."""
    youth = Followed("A", "V1", ago(60), exams=[ON + timedelta(before)])
    found = one(
        [StateRow("A", "DELTAR", ago(60))], followed=[youth], contacts=[Contact("A", ago(spoken), "INDIVIDUAL")]
    )
    assert [why for code, over, why, _ in found if over == 0] == [tuple(f"rhythm.{rule}" for rule in due)] * bool(due)
    assert bool(found) == bool(due)


def test_closer_follow_up_is_told_without_saying_what_for():
    """The list says that closer follow-up is agreed, and nothing else."""
    youth = Followed("A", "V1", ago(7), close=True)
    assert one([StateRow("A", "DELTAR", ago(7))], followed=[youth]) == [("CONTACT", 0, ("rhythm.CLOSE",), "V1")]


def test_milestones_are_due_for_those_whose_participation_is_live():
    """A milestone of a youth who has ended is not due, and one of tomorrow only when we look ahead."""
    milestones = [("A", "milestone.register", ON, "UNGDOMSARENA"), ("B", "milestone.register", ON, "UNGDOMSARENA")]
    rows = [StateRow("A", "DELTAR", ON), StateRow("B", "FULLFORT", ON)]
    found = today_from_rows(rows, ON, milestones=milestones)
    assert [(due.case_id, due.code, due.why) for due in found] == [("A", "milestone.register", ("why.study_plan",))]
    tomorrow = [("A", "milestone.pay", ON + timedelta(1), "NAV_KONTORET")]
    assert today_from_rows(rows, ON, milestones=tomorrow) == ()
    assert [due.days_over for due in today_from_rows(rows, ON, milestones=tomorrow, ahead=1)] == [-1]


def handover(case_id, due_on, *, done_on=None):
    """A leaver's handover."""
    limit = limits()["HAND_OVER_LEAVER"]
    since = due_on - timedelta(limit.value)
    return Handover(case_id, limit.code, since, due_on, done_on, None, Track.BACK_TO_SCHOOL, limit)


def test_the_list_is_in_one_order():
    """By the day a thing was due, then by kind, then by token, whatever order it was told in."""
    rows = [StateRow("C", "UKJENT", ago(9)), StateRow("B", "UKJENT", ago(9)), StateRow("A", "SOKT_INN", ago(23))]
    handovers = [handover("Z", ago(2)), handover("Y", ago(2), done_on=ago(3))]
    expected = [
        ("Z", "HAND_OVER_LEAVER"),
        ("A", "DECIDE_APPLICATION"),
        ("B", "EXPLAIN_STATUS"),
        ("C", "EXPLAIN_STATUS"),
    ]
    for told in (rows, rows[::-1]):
        found = today_from_rows(told, ON, handovers=handovers)
        assert [(due.case_id, due.code) for due in found] == expected


def test_the_objects_give_the_list_of_their_rows():
    """A participation is read as its state on the day, with its recorded dates."""
    arena = Delivery("arena", "DIREKTE_VEDTAK", "TRAINING")
    life = Participation("A", Track.BACK_TO_SCHOOL, arena)
    for change, day in (
        (Change("OPEN_DRAFT", "NAV_VEILEDER"), ago(5)),
        (Change("NAV_APPROVES_DIRECT", "NAV_VEILEDER", on_behalf="RESERVERT", starts_on=ago(2)), ago(4)),
    ):
        life = apply(life, change, day, others=())
    assert [(due.code, due.days_over) for due in today([life], ON)] == [("START_NOW", 2)]
    assert today([life], ago(6)) == ()


cases = st.sampled_from(["A", "B", "C", "D"])
days = st.integers(-40, 12).map(lambda number: ON + timedelta(number))
rows = st.lists(
    st.builds(
        StateRow, cases, st.sampled_from(list(states(Machine.PARTICIPATION))), days, st.none() | days, st.none() | days
    ),
    max_size=6,
)
youths = st.lists(
    st.builds(
        Followed,
        cases,
        st.sampled_from(["", "V1", "V2"]),
        days,
        st.booleans(),
        st.booleans(),
        st.lists(st.integers(-12, 32).map(lambda number: ON + timedelta(number)), max_size=3),
    ),
    max_size=4,
    unique_by=lambda youth: youth.case_id,
)
talks = st.lists(
    st.builds(Contact, cases, days, st.sampled_from([*contact_kinds(), "ATTEMPT", "ATTEMPT", "INDIVIDUAL"])),
    max_size=12,
)
plans = st.lists(
    st.tuples(cases, st.sampled_from(["milestone.pay", "milestone.exam"]), days, st.just("SKOLE")), max_size=3
)
given_over = st.lists(
    st.builds(lambda case, day, done: handover(case, day, done_on=done), cases, days, st.none() | days), max_size=3
)


everything = st.fixed_dictionaries(
    {"followed": youths, "contacts": talks, "milestones": plans, "handovers": given_over}
)


@given(rows, everything, st.integers(0, 5))
def test_columns_give_the_very_same_list(rows, told, ahead):
    """Row for row, day for day, reason for reason."""
    plain = today_from_rows(rows, ON, ahead=ahead, **told)
    frame = today_columns(columns_of(rows, **told), ON, ahead=ahead)
    assert frame.rows() == [
        (due.case_id, due.code, due.due_on, due.days_over, " ".join(due.why), due.owner) for due in plain
    ]


def test_columns_of_nothing_are_nothing():
    """Without youths there is nothing due, and the frame still has its columns."""
    frame = today_columns(columns_of([]), ON)
    assert frame.rows() == []
    assert frame.columns == ["case_id", "code", "due_on", "days_over", "why", "owner"]


def test_every_rule_says_that_its_number_is_ours():
    """The description gives no number, so none of the rhythm's is confirmed."""
    assert {rule.confirmed for rule in rhythm_rules().values()} == {False}
    assert {rule.basis for rule in due_rules().values()} == {"NAV", "JUDGEMENT"}
