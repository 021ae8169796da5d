"""What a change costs: refunds by county, rates nobody knows, and what is paid, lost, saved and free."""

from datetime import date
from itertools import pairwise

import pytest
from attrs import evolve

from tiltak.rules import OutsideDates
from tiltak.study import (
    Availability,
    ExamCalendar,
    Exclusion,
    NoPlan,
    Passed,
    Pin,
    Plan,
    Registered,
    build_plan,
    verify,
)
from tiltak.study.planning.build import fee_in_law
from tiltak.study.replanning import Happening, News, replan
from tiltak.study.replanning.costs import refund
from tiltak.study.replanning.telling import terms_between

ON = date(2026, 11, 23)
FREE = Availability(12)


def ids(reasons):
    """The ids of reasons."""
    return [one.id for one in reasons]


def kinds(found):
    """Code, term and kind of each line of cost."""
    return [(line.code, line.term, line.kind) for line in found.cost.lines]


def no_rate(on, passed_before):
    """A fee that nobody knows."""
    raise OutsideDates("exam_fee", on, ())


def announced(on, passed_before):
    """A fee that is confirmed: 1000 in 2027 and 1100 after, 5000 for what is passed before."""
    rate = fee_in_law(date(2024, 1, 1), passed_before)
    return evolve(rate, value=5000 if passed_before else 1000 if on.year == 2027 else 1100)


@pytest.mark.parametrize(
    ("county", "before", "after"),
    [
        ("15", ("not_established", False), ("none", True)),
        ("31", ("not_established", False), ("none_with_exceptions", False)),
        ("40", ("not_established", False), ("none", False)),
        ("46", ("none", True), ("none", True)),
        ("55", ("full", True), ("not_established", False)),
        ("56", ("not_established", False), ("none", True)),
        ("03", ("not_established", False), ("not_established", False)),
    ],
)
def test_refunds_are_what_each_county_is_known_to_say(county, before, after):
    """Before and after the deadline apart; what is not in the table is not established."""
    assert refund(county, window_is_open=True) == before
    assert refund(county, window_is_open=False) == after


def test_a_rate_that_nobody_knows_is_said_to_be_unknown():
    """Without a rate there is no sum, only that the price is not known: for a retake, a withdrawal and a move."""
    plan = build_plan("FAG:SAK1001", [], FREE, ON, county="40", fee=no_rate)
    failed = replan(plan, [Happening("SAK1001", News.FAILED)], [], FREE, date(2027, 7, 1), fee=no_rate)
    assert ids(failed.retaken[0].reasons) == ["pays_again_unknown"]
    assert dict(failed.retaken[0].reasons[0].values) == {"term": "H2027"}
    assert (failed.cost.before, failed.cost.after, failed.cost.confirmed) == (0, 0, False)
    (held,) = replan(plan, [], [], FREE, date(2027, 2, 2), registered=["SAK1001"], fee=no_rate).held
    assert (held.fee, ids(held.reasons)[2:]) == (None, ["withdrawing_costs_unknown", "refund_none"])
    moved = replan(
        plan, [], [], FREE, date(2027, 1, 20), registered=["SAK1001"], exclude=[Exclusion("V2027")], fee=no_rate
    ).moved[0]
    assert ids(moved.reasons) == ["term_off", "moving_costs_unknown", "refund_not_established"]


def test_a_rate_that_is_announced_is_told_as_such():
    """Confirmed rates are told plainly, at the rate of the day one registers, that of a subject not passed before."""
    plan = build_plan("FAG:SAK1001", [], FREE, ON, county="40", fee=announced)
    failed = replan(
        plan,
        [Happening("SAK1001", News.FAILED)],
        [],
        FREE,
        date(2027, 7, 1),
        exclude=[Exclusion("H2027")],
        fee=announced,
    )
    again = failed.retaken[0].reasons[0]
    assert (again.id, dict(again.values)) == ("pays_again", {"term": "V2028", "fee": 1100})
    assert (failed.cost.before, failed.cost.after, failed.cost.added) == (1000, 2100, 1100)
    assert failed.cost.confirmed is True
    (held,) = replan(plan, [], [], FREE, date(2027, 2, 2), registered=["SAK1001"], fee=announced).held
    assert held.fee.value == 1000
    assert ids(held.reasons)[2] == "withdrawing_costs"


def test_what_moves_unregistered_costs_what_its_new_term_costs():
    """An exam that was not paid only changes its rate; the old fee is not counted beside it."""
    plan = build_plan("FAG:SAK1001", [], FREE, ON, county="40", fee=announced)
    found = replan(plan, [], [], FREE, date(2027, 10, 1), fee=announced)
    assert kinds(found) == [("SAK1001", "V2028", "to_pay")]
    assert (found.cost.before, found.cost.after, found.cost.added) == (1000, 1100, 100)


def test_what_is_no_longer_needed_is_saved_until_its_registration_is_over():
    """An exam passed elsewhere is saved on the last day of registration; the day after it is taken as paid."""
    plan = build_plan("FAG:SAK1001", [], FREE, ON, county="40")
    done = [Passed("A", "SAK1001", 4)]
    for on, kind, added in ((date(2027, 2, 1), "saved", -1403), (date(2027, 2, 2), "paid", 0)):
        found = replan(plan, [], done, FREE, on)
        assert (kinds(found), found.cost.added) == ([("SAK1001", "V2027", kind)], added)
        assert found.finish.after == ""
        assert ids(found.reasons) == []


def test_what_is_registered_but_not_paid_is_not_lost_and_is_told():
    """An unpaid registration counts one, loses nothing when moved, and in a closed term it is said not to be valid."""
    plan = build_plan("FAG:SAK1001", [], FREE, ON, county="40")
    signed = [Registered("SAK1001", "V2027")]
    moved = replan(plan, [], [], FREE, date(2027, 1, 20), registered=signed, exclude=[Exclusion("V2027")])
    assert (moved.changes, ids(moved.moved[0].reasons)) == (1, ["term_off"])
    assert kinds(moved) == [("SAK1001", "H2027", "to_pay")]
    held = replan(plan, [], [], FREE, date(2027, 2, 2), registered=signed)
    assert "held_not_paid" in ids(held.held[0].reasons)
    assert kinds(held) == [("SAK1001", "V2027", "to_pay")]
    paid = replan(plan, [], [], FREE, date(2027, 2, 2), registered=[Registered("SAK1001", "V2027", paid=True)])
    assert "held_not_paid" not in ids(paid.held[0].reasons)


def test_registering_what_is_planned_changes_no_exam_and_keeps_the_calm_start():
    """On the day one registers, the plan stays as it is; it knows what is registered and paid, and starts as calmly."""
    plan = build_plan("PAABYGG_4", [], Availability(20), ON, county="40")
    first = plan.exams[0].code
    on = date(2027, 1, 20)
    found = replan(plan, [], [], Availability(20), on, registered=[first])
    assert [(one.code, one.term) for one in found.plan.exams] == [(one.code, one.term) for one in plan.exams]
    assert [one.registered for one in found.plan.exams] == [True] + [False] * 5
    assert [one.paid for one in found.plan.cost] == [True] + [False] * 5
    assert "max_exams_first_term" in ids(found.plan.reasons)
    assert "max_exams_first_term" in [one.id for one in found.plan.defaults_used]
    assert [one.id for one in found.plan.defaults_used] == sorted(one.id for one in found.plan.defaults_used)
    assert kinds(found)[0] == (first, "V2027", "paid")
    signed = [Registered(first, "V2027", paid=True)]
    assert verify(found.plan, found.behind, Availability(20), registered=signed, studied=dict(found.studied)) == ()
    again = replan(found.plan, [], [], Availability(20), date(2027, 2, 2))
    assert [(one.code, one.term) for one in again.held] == [(first, "V2027")]
    assert "held_not_paid" not in ids(again.held[0].reasons)
    assert kinds(again)[0] == (first, "V2027", "paid")


def test_without_a_plan_only_what_is_paid_is_told():
    """When nothing fits, nothing is called saved or to be paid."""
    plan = build_plan("PAABYGG_4", [], FREE, ON, county="40")
    first = plan.exams[0].code
    found = replan(plan, [], [], Availability(0), date(2027, 2, 2), registered=[first])
    assert isinstance(found.plan, NoPlan)
    assert kinds(found) == [(first, "V2027", "paid")]
    assert [one.code for one in found.held] == [first]


def test_the_lines_stand_by_term_and_code():
    """Lines of cost are in the order of their terms, and in a term by code."""
    plan = build_plan("FELLESFAG_HS", [], FREE, ON, county="40")
    found = replan(plan, [Happening(plan.exams[0].code, News.FAILED)], [], FREE, date(2027, 7, 1))
    lines = [((line.term[1:], line.term[0] == "H"), line.code) for line in found.cost.lines]
    assert lines == sorted(lines)


def test_of_two_deferred_exams_the_one_that_fits_next_is_free():
    """When only one of two deferred exams fits in the next term, one is free and the other is said not to fit."""
    free = Availability(20, max_exams_per_term=2)
    plan = build_plan("PAABYGG_4", [], free, ON, county="40", sat_before=True)
    one, other = (exam.code for exam in plan.by_term()["V2027"])
    news = [Happening(one, News.DEFERRED), Happening(other, News.DEFERRED)]
    on = date(2027, 6, 20)
    both = replan(plan, news, [], free, on)
    assert {line.code: line.after for line in both.retaken} == {one: "H2027", other: "H2027"}
    assert both.cost.added == 0
    single = replan(plan, news, [], Availability(20, max_exams_per_term=1), on)
    after = {line.code: line.after for line in single.retaken}
    assert list(after.values()).count("H2027") == 1
    assert single.cost.added == 1403
    assert ids(single.reasons).count("register_for_deferred") == 1
    assert ids(single.reasons).count("deferred_does_not_fit") == 1


@pytest.mark.parametrize(
    ("day", "on", "first"),
    [
        (None, date(2027, 3, 1), date(2027, 6, 21)),
        (date(2027, 6, 14), date(2027, 3, 1), date(2027, 6, 21)),
        (date(2027, 6, 21), date(2027, 3, 1), date(2027, 6, 28)),
        (date(2027, 6, 20), date(2027, 3, 1), date(2027, 6, 21)),
    ],
)
def test_study_for_the_next_term_begins_when_what_is_held_is_over(day, on, first):
    """While an exam is held, the next term is studied for from its usual time, and not in the week of the exam."""
    plan = build_plan("GSK_23_6", [], Availability(7), ON, county="40")
    code = plan.exams[0].code
    known = ExamCalendar({("V2027", code): day} if day else {})
    found = replan(plan, [], [], Availability(7), on, registered=[code], calendar=known)
    assert isinstance(found.plan, Plan)
    assert min(week.monday for week in found.plan.weeks) == first
    assert (found.moved, found.finish.terms_later) == ((), 0)
    assert not {week.monday for week in found.held_weeks} & {week.monday for week in found.plan.weeks}


def test_study_for_spring_begins_when_what_is_held_in_autumn_is_over():
    """The same in autumn, where the usual time is in the year before the spring it is for."""
    on = date(2026, 9, 10)
    plan = build_plan("FELLESFAG_HS", [], Availability(12), on, county="40")
    (code,) = (one.code for one in plan.exams if one.term == "H2026")
    found = replan(plan, [], [], Availability(12), date(2026, 9, 16), registered=[code])
    assert min(week.monday for week in found.plan.weeks) == date(2026, 12, 7)
    assert found.moved == ()


def test_a_grade_that_did_not_pass_does_not_stand_beside_what_is_held():
    """What is held is taken as passed alone: an earlier 1 in it does not make two grades of it."""
    plan = build_plan("FAG:SAK1001", [], FREE, ON, county="40")
    papers = [Passed("MT-001", "SAK1001", 1, kind="EXAM"), Passed("MT-001", "GEO1003", 3)]
    found = replan(plan, [], papers, FREE, date(2027, 2, 2), registered=["SAK1001"])
    assert [(line.code, line.grade) for line in found.behind] == [("GEO1003", 3), ("SAK1001", "B")]
    assert {line.case_id for line in found.behind} == {"MT-001"}


def test_a_wish_among_many_is_told_as_often_as_it_was_made():
    """Two wishes are told as two, in the order they were made, and the exams pinned by the search are not."""
    plan = build_plan("PAABYGG_4", [], FREE, ON, county="40")
    one, other = plan.exams[0], plan.exams[-1]
    pins = [Pin(other.code, other.term), Pin(one.code, "V")]
    found = replan(plan, [], [], FREE, ON, pins=pins)
    assert [reason.codes for reason in found.plan.reasons if reason.id == "pinned"] == [(other.code,), (one.code,)]
    assert found.plan.exams == plan.exams


def test_a_search_that_stops_is_not_called_proved():
    """With one node the plan, if there is one, is said to be bounded, and keeps every rule all the same."""
    plan = build_plan("GSK_23_6", [], FREE, ON, county="40")
    found = replan(plan, [], [], FREE, ON, node_limit=1)
    assert found.proof in {"bounded", "none"}
    if isinstance(found.plan, Plan):
        assert verify(found.plan, [], FREE) == ()
    else:
        assert found.plan.proof == "not_settled"


def test_a_day_published_that_was_known_before_is_no_news():
    """A day the old plan had already is not told again."""
    known = ExamCalendar({("V2027", "HIS1011"): date(2027, 5, 25)})
    plan = build_plan("PAABYGG_4", [], FREE, ON, county="40", calendar=known, pins=[Pin("HIS1011", "V2027")])
    found = replan(plan, [], [], FREE, ON, calendar=known)
    assert all("day_published" not in ids(one.reasons) for one in found.kept)


def test_terms_between_counts_halves_of_years():
    """Spring to autumn is one, autumn to the spring after is one, and back again is less than none."""
    codes = ["V2027", "H2027", "V2028", "H2028"]
    assert [terms_between(one, other) for one, other in pairwise(codes)] == [1, 1, 1]
    assert [terms_between("H2028", code) for code in codes] == [-3, -2, -1, 0]
