"""The contact plan follows need and the nearness of the exam, with evenings; work is counted and not scored."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from attrs import fields
from hypothesis import given
from hypothesis import strategies as st

from tiltak.faults import BadInput, FaultKind
from tiltak.law import ServiceConsent
from tiltak.law.workdays import workday_from
from tiltak.programme.follow_up import (
    Contact,
    ContactPlan,
    Due,
    Evenings,
    Followed,
    Workload,
    check_contacts,
    contact_plan,
    record_need,
    workload,
)

ON = date(2026, 11, 23)
TUESDAYS = Evenings({1})
NEVER = Evenings(())
CASES = tomllib.loads(
    (Path(__file__).parents[2] / "cases" / "programme" / "follow_up" / "contact_plans.toml").read_text(encoding="utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_plan_is_the_one_the_adviser_expects(case):
    """Every plan in the readable file comes out as it says."""
    consent = ServiceConsent("MT-001", case["since"], ["YOUTH"])
    needs = [record_need("MT-001", code, consent, case["on"]) for code in case.get("needs", ())]
    youth = Followed("MT-001", "V1", case["since"], exams=case.get("exams", ()))
    contacts = [Contact("MT-001", one["on"], one["kind"], "V1") for one in case.get("contacts", ())]
    plan = contact_plan(youth, needs, contacts, Evenings(case.get("evenings", ())), case["on"])
    found = {
        "due_on": plan.due_on,
        "rules": list(plan.rules),
        "days_over": plan.days_over(case["on"]),
        "attempts": plan.attempts,
        "planned": [f"{one.on.isoformat()} {one.kind}" for one in plan.planned],
        "evening_missing": plan.evening_missing,
    }
    assert {name: found[name] for name in case["expect"]} == case["expect"]
    assert plan.confirmed is False


days = st.integers(-60, 0).map(lambda number: ON + timedelta(number))
exams = st.lists(st.integers(-20, 60).map(lambda number: ON + timedelta(number)), max_size=3)
youths = st.builds(Followed, st.just("A"), st.just("V1"), days, st.booleans(), st.booleans(), exams)
talks = st.lists(st.builds(Contact, st.just("A"), days, st.sampled_from(["INDIVIDUAL", "EVENING", "MEAL", "ATTEMPT"])))
open_on = st.builds(Evenings, st.frozensets(st.integers(0, 6)))


@given(youths, talks, open_on)
def test_a_planned_day_is_a_working_day_or_an_open_evening_and_never_too_late(youth, contacts, evenings):
    """No planned day is later than the rhythm asks, but for what is overdue already or falls between holidays."""
    plan = contact_plan(youth, [], contacts, evenings, ON)
    before = ON - timedelta(1)
    for one in plan.planned:
        earliest = before + timedelta(1)
        assert one.on >= earliest
        assert one.on <= max(one.due_on, workday_from(earliest))
        assert evenings.open_on(one.on) if one.kind == "EVENING" else workday_from(one.on) == one.on
        before = one.on


@given(youths, talks, open_on)
def test_a_closer_rhythm_is_never_due_later(youth, contacts, evenings):
    """Agreeing on closer follow-up brings the next conversation nearer or leaves it where it is."""
    plain = contact_plan(Followed("A", "V1", youth.since, exams=youth.exams), [], contacts, evenings, ON)
    close = contact_plan(Followed("A", "V1", youth.since, close=True, exams=youth.exams), [], contacts, evenings, ON)
    assert close.due_on <= plain.due_on


def test_the_plan_does_not_tell_the_need():
    """Nothing of the plan names the need that made it closer."""
    need = record_need("MT-001", "BULLYING", ServiceConsent("MT-001", ON, ["YOUTH"]), ON)
    plan = contact_plan(Followed("MT-001", "V1", ON), [need], [], TUESDAYS, ON)
    assert "BULLYING" not in repr(plan)
    assert plan.rules == ("CLOSE",)


def test_a_closed_evening_is_not_open():
    """A Tuesday on which the arena is closed is no evening."""
    closed = Evenings({1}, {date(2026, 11, 24)})
    assert [closed.open_on(date(2026, 11, day)) for day in (24, 30)] == [False, False]
    assert closed.open_on(date(2026, 12, 1))


def test_contacts_that_cannot_have_happened_are_refused_together():
    """A day in the future, an unknown kind, an unknown youth and too many minutes are all told; nothing is kept."""
    wrong = [
        Contact("MT-001", ON + timedelta(1), "INDIVIDUAL", row=2),
        Contact("MT-001", ON, "MEALS", row=3),
        Contact("MT-009", ON, "WALK", row=4),
        Contact("MT-001", ON, "WALK", minutes=1441, row=5),
    ]
    with pytest.raises(BadInput) as refused:
        check_contacts(wrong, {"MT-001"}, ON)
    assert [(fault.row, fault.kind) for fault in refused.value.faults] == [
        (2, FaultKind.OUT_OF_RANGE),
        (3, FaultKind.UNKNOWN_CODE),
        (4, FaultKind.UNKNOWN_CASE),
        (5, FaultKind.OUT_OF_RANGE),
    ]
    assert refused.value.faults[1].nearest == "MEAL"


def test_contacts_of_today_are_kept_in_order():
    """Today is not the future, and a whole day is not too long."""
    given = [Contact("MT-001", ON, "WALK", minutes=1440), Contact("MT-001", ON - timedelta(1), "MEAL")]
    assert check_contacts(given, {"MT-001"}, ON) == (given[1], given[0])


def test_a_contact_has_no_place_for_free_text():
    """A contact is a few codes and numbers."""
    assert [one.name for one in fields(Contact)] == ["case_id", "on", "kind", "adviser", "minutes", "row"]


def test_nothing_is_a_score():
    """Neither what is due nor an adviser's work has a field that ranks anybody."""
    names = {one.name for kind in (Due, Workload, ContactPlan) for one in fields(kind)}
    assert not names & {"score", "rank", "priority", "risk", "weight", "level"}


def test_an_advisers_work_is_counted_in_its_period():
    """Youths, conversations to come and held, minutes told and not told, and what is overdue."""
    plans = [
        contact_plan(Followed("A", "V1", ON - timedelta(15)), [], [], NEVER, ON),
        contact_plan(Followed("B", "V1", ON - timedelta(14)), [], [], NEVER, ON),
        contact_plan(Followed("C", "V2", ON, evenings=True), [], [], TUESDAYS, ON),
    ]
    held = [
        Contact("A", ON, "INDIVIDUAL", "V1", 30),
        Contact("B", ON, "ATTEMPT", "V1"),
        Contact("B", ON - timedelta(1), "INDIVIDUAL", "V1", 30),
        Contact("C", ON, "MEAL", ""),
    ]
    nobody, first, second = workload(plans, held, ON, ON + timedelta(13))
    assert (first.adviser, first.youths, first.planned, first.planned_minutes, first.overdue) == ("V1", 2, 2, 90, 1)
    assert (first.held, first.held_minutes, first.minutes_not_told) == (2, 40, 1)
    assert (first.planned_hours, first.held_hours) == (1.5, 40 / 60)
    assert (second.adviser, second.youths, second.overdue) == ("V2", 1, 0)
    assert (second.planned, second.planned_evenings) == (2, 1)
    assert (nobody.adviser, nobody.youths, nobody.held, nobody.held_minutes) == ("", 0, 1, 60)


def test_only_the_youths_own_contacts_that_have_happened_count():
    """Another youth's conversation and one of tomorrow put nothing off, and one of today does."""
    youth = Followed("A", "V1", ON - timedelta(20))
    other = [Contact("B", ON - timedelta(1), "INDIVIDUAL"), Contact("B", ON, "ATTEMPT")]
    ahead = [Contact("A", ON + timedelta(1), "INDIVIDUAL"), Contact("A", ON + timedelta(1), "ATTEMPT")]
    plan = contact_plan(youth, [], [*other, *ahead], NEVER, ON)
    assert (plan.last_on, plan.attempts, plan.due_on) == (None, 0, ON - timedelta(6))
    plan = contact_plan(youth, [], [Contact("A", ON, "INDIVIDUAL")], NEVER, ON)
    assert (plan.last_on, plan.due_on) == (ON, ON + timedelta(14))


def test_the_newest_conversation_counts_and_attempts_after_it():
    """An attempt on the day of a conversation is not one since then; the newest of several conversations counts."""
    talks = [Contact("A", ON - timedelta(days), "INDIVIDUAL") for days in (9, 5, 7)]
    tries = [Contact("A", ON - timedelta(days), "ATTEMPT") for days in (6, 5, 4, 0)]
    plan = contact_plan(Followed("A", "V1", ON - timedelta(20)), [], [*talks, *tries], NEVER, ON)
    assert (plan.last_on, plan.attempts) == (ON - timedelta(5), 2)


def test_a_talk_from_before_the_start_does_not_make_the_first_one_late():
    """The rhythm counts from the start when the last conversation was before it."""
    plan = contact_plan(Followed("A", "V1", ON), [], [Contact("A", ON - timedelta(60), "INDIVIDUAL")], NEVER, ON)
    assert plan.due_on == ON + timedelta(14)


def test_of_two_exams_the_nearer_sets_the_rhythm():
    """Of an exam in three weeks and one in ten only the nearer asks; of two that ask the earlier day counts."""
    exams = [ON + timedelta(70), ON + timedelta(21)]
    plan = contact_plan(Followed("A", "V1", ON, exams=exams), [], [], NEVER, ON)
    assert (plan.due_on, plan.rules) == (ON + timedelta(7), ("EXAM_IN_2_WEEKS",))
    exams = [ON + timedelta(40), ON + timedelta(37)]
    plan = contact_plan(Followed("A", "V1", ON, exams=exams), [], [], NEVER, ON)
    assert (plan.due_on, plan.rules) == (ON + timedelta(9), ("EXAM_IN_4_WEEKS",))


def test_a_plan_reaches_to_its_last_day():
    """A conversation on the last day of the plan is in it, and one on the day after is not."""
    youth = Followed("A", "V1", ON)
    assert [one.on for one in contact_plan(youth, [], [], NEVER, ON).planned] == [
        ON + timedelta(14),
        ON + timedelta(28),
    ]
    assert [one.on for one in contact_plan(youth, [], [], NEVER, ON, ahead=27).planned] == [ON + timedelta(14)]
