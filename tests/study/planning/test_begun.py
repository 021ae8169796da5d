"""Plans in the middle of things: hours already studied, exams already registered and paid, orders that must hold."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from tiltak.study import (
    AllOf,
    Availability,
    ExamCalendar,
    Exclusion,
    Goal,
    Need,
    NoPlan,
    Passed,
    Pin,
    Plan,
    Registered,
    build_plan,
    gap,
    verify,
)

ON = date(2026, 11, 23)
LATE = date(2027, 2, 2)
"""The day after registration for spring 2027 was over."""


def plan_for(goal="PAABYGG_4", hours=12, *, on=ON, passed=(), most=2, **more):
    """A plan with ordinary answers."""
    return build_plan(goal, passed, Availability(hours, max_exams_per_term=most), on, county="40", **more)


def test_a_registered_exam_stays_in_its_term_though_registration_is_over():
    """Registered in a term that is closed for everything else, the exam is planned there and nothing else is."""
    known = [Registered("NOR1270", "V2027", paid=True)]
    found = plan_for(on=LATE, registered=known)
    spring = found.by_term()["V2027"]
    assert [(one.code, one.registered) for one in spring] == [("NOR1270", True)]
    assert [one.registered for one in found.exams[1:]] == [False] * 5
    assert verify(found, [], Availability(12), registered=known) == ()
    assert [(one.id, one.codes, dict(one.values)) for one in found.reasons if one.id == "registered"] == [
        ("registered", ("NOR1270",), {"term": "V2027"})
    ]
    assert "V2027" not in plan_for(on=LATE).by_term()


def test_who_is_registered_is_no_beginner():
    """The calm start is for those who have never sat an exam nor registered for one."""
    known = [Registered("NOR1270", "V2027")]
    assert len(plan_for(hours=25).by_term()["V2027"]) == 1
    assert len(plan_for(hours=25, registered=known).by_term()["V2027"]) == 2
    assert [one.rule for one in verify(plan_for(hours=25, registered=known), [], Availability(25))] == [
        "registered",
        "too_many_exams_first",
    ]


@pytest.mark.parametrize(("paid", "left"), [(True, 5), (False, 6)])
def test_what_is_paid_is_not_asked_for_again(paid, left):
    """A registered exam has no registering to do; its fee is left to pay only when it is not paid."""
    found = plan_for(registered=[Registered("NOR1270", "V2027", paid=paid)])
    todo = {(one.id, code) for one in found.milestones for code in one.exams}
    assert ("register", "NOR1270") not in todo
    assert (("pay", "NOR1270") in todo) is not paid
    assert ("register", "NOR1271") in todo
    assert ("next_registration", "NOR1270") in todo
    assert [one.paid for one in found.cost if one.code == "NOR1270"] == [paid]
    fees = [one.fee.value for one in found.cost]
    assert found.total_cost == sum(fees)
    assert found.left_to_pay == sum(fees) - (next(one.fee.value for one in found.cost if one.code == "NOR1270") * paid)
    assert sum(not one.paid for one in found.cost) == left


def test_a_registration_that_does_not_fit_is_named():
    """Registered for more than there are hours to study: the registration is part of the conflict, with its price."""
    known = [Registered(code, "V2027") for code in ("NOR1270", "NOR1271", "NAT1018")]
    found = plan_for(hours=20, registered=known)
    assert isinstance(found, NoPlan)
    assert sorted(one.id for one in found.conflict) == ["max_exams_per_term", *["registered"] * 3]
    given_up = [one for one in found.alternatives if one.give_up == "registered"]
    assert [(one.codes, dict(one.values)) for one in given_up] == [((one.code,), {"term": "V2027"}) for one in known]
    assert all(one.last_term for one in given_up)
    enough = {one.give_up: dict(one.values) for one in found.alternatives}["max_exams_per_term"]
    assert enough == {"now": 2, "enough": 3}
    assert isinstance(plan_for(hours=20, most=3, registered=known), Plan)


def test_a_registration_outside_the_goal_is_named():
    """An exam registered that the goal does not take is said, not planned around."""
    found = plan_for(registered=[Registered("GEO1003", "V2027")])
    assert [(one.id, one.codes) for one in found.conflict] == [("pin_outside_goal", ("GEO1003",))]


def test_an_exam_that_is_over_cannot_be_planned():
    """Registered for an exam whose period is behind, there is no plan with it, and the registration is named."""
    found = plan_for(on=date(2027, 7, 1), registered=[Registered("NOR1270", "V2027")])
    assert [one.id for one in found.conflict] == ["registered"]


@pytest.mark.parametrize(("done", "left"), [(0, 70), (1, 69), (69, 1), (70, 1), (200, 1)])
def test_hours_studied_come_off(done, left):
    """Hours already studied are not planned again; what is planned is never less than an hour."""
    found = plan_for(studied={"HIS1011": done})
    assert next(one.hours for one in found.exams if one.code == "HIS1011") == left
    assert verify(found, [], Availability(12), studied={"HIS1011": done}) == ()


def test_an_order_that_must_hold_is_kept_and_advice_is_not_a_wall():
    """A required order puts the second in a later term, at the cost of the finish; advice never does."""
    free = Availability(25, max_exams_per_term=6)
    order = {"NOR1271": ("NOR1270",), "NOR1272": ("NOR1271",)}
    loose = build_plan("PAABYGG_4", [], free, ON, county="40", sat_before=True)
    strict = build_plan("PAABYGG_4", [], free, ON, county="40", sat_before=True, blocking=order)
    assert (len(loose.by_term()), len(strict.by_term())) == (1, 3)
    when = {one.code: position for position, term in enumerate(strict.by_term().values()) for one in term}
    assert when["NOR1270"] < when["NOR1271"] < when["NOR1272"]
    assert verify(strict, [], free, sat_before=True, blocking=order) == ()
    assert [one.about for one in verify(loose, [], free, sat_before=True, blocking=order)] == [
        ("NOR1271",),
        ("NOR1272",),
    ]


def test_an_order_is_met_by_what_is_passed_and_by_one_of_several():
    """What is passed counts; of several that would do, one is enough."""
    free = Availability(25, max_exams_per_term=6)
    passed = [Passed("MT-001", "NOR1270", 4)]
    met = build_plan("PAABYGG_4", passed, free, ON, county="40", sat_before=True, blocking={"NOR1271": ("NOR1270",)})
    assert len(met.by_term()) == 1
    several = {"NOR1271": ("GEO1003", "NOR1270")}
    found = build_plan("PAABYGG_4", [], free, ON, county="40", sat_before=True, blocking=several)
    assert len(found.by_term()) == 2
    assert verify(found, [], free, sat_before=True, blocking=several) == ()


def test_an_order_that_nothing_can_meet_is_a_rule_in_the_way():
    """What must come first is neither passed nor part of the way: no plan, and the rule is named as a rule."""
    found = plan_for(blocking={"NOR1271": ("GEO1003",)})
    assert [(one.id, one.is_rule) for one in found.conflict] == [("blocking", True)]
    assert found.alternatives == ()


@settings(max_examples=25)
@given(st.data())
def test_a_plan_in_the_middle_keeps_every_rule(data):
    """Whatever is registered, paid, studied and ordered, a plan that is given breaks no rule of the check."""
    on = data.draw(st.sampled_from([ON, LATE, date(2027, 3, 15), date(2027, 8, 20)]))
    codes = data.draw(st.permutations(gap("PAABYGG_4", [], ON).missing))
    terms = st.sampled_from(["V2027", "H2027", "V2028"])
    count = data.draw(st.integers(0, 2))
    known = [Registered(code, data.draw(terms), paid=data.draw(st.booleans())) for code in codes[:count]]
    studied = {code: data.draw(st.integers(0, 90)) for code in codes[:2]}
    blocking = {codes[4]: (codes[0],)} if data.draw(st.booleans()) else {}
    free = Availability(data.draw(st.integers(4, 25)), max_exams_per_term=data.draw(st.integers(1, 4)))
    found = build_plan("PAABYGG_4", [], free, on, county="40", registered=known, studied=studied, blocking=blocking)
    if isinstance(found, Plan):
        assert verify(found, [], free, registered=known, studied=studied, blocking=blocking) == ()
        assert found.proof == "optimal"
    else:
        assert found.conflict


def test_every_subject_is_met_every_other_week_when_there_is_time():
    """With an even life no subject lies for more than two weeks; an exam with few hours begins later instead."""
    found = plan_for("FAG:SAK1001", 5, overrides={"share_of_annual_hours": 0.1, "holiday_weeks": "29"})
    mondays = [week.monday for week in found.weeks]
    assert found.exams[0].hours == 10
    between = [(b - a).days // 7 for a, b in pairwise([*mondays, date(2027, 3, 29)])]
    assert (len(mondays), max(between), sum(between)) == (10, 2, 18)
    assert "long_gap" not in [one.id for one in found.warnings]
    assert "study_every_weeks" in [one.id for one in found.defaults_used]


def test_a_subject_left_too_long_is_said():
    """Where all study must be early, the weeks until the exam are counted and said; the check sees it either way."""
    busy = {date(2027, 1, 11) + timedelta(days=7 * n): 1 for n in range(11)}
    free = Availability(14, frozenset(), 2, busy)
    found = build_plan("FAG:SAK1001", [], free, ON, county="40", overrides={"study_every_weeks": 1})
    said = [dict(one.values)["weeks"] for one in found.warnings if one.id == "long_gap"]
    assert verify(found, [], free) == ()
    silent = evolve(found, warnings=tuple(one for one in found.warnings if one.id != "long_gap"))
    assert ("gap" in [one.rule for one in verify(silent, [], free)]) is bool(said)


@settings(max_examples=8)
@given(st.data())
def test_a_whole_diploma_is_planned_and_keeps_every_rule(data):
    """Twenty-one exams with wishes: a plan that keeps every rule, proved or with its bound, or a conflict."""
    free = Availability(data.draw(st.integers(8, 30)), max_exams_per_term=data.draw(st.integers(2, 5)))
    codes = gap("GSK_VITNEMAAL", [], ON).missing
    more = {
        "pins": [Pin(data.draw(st.sampled_from(codes)), data.draw(st.sampled_from(["V", "H", "H2027"])))],
        "exclude": [Exclusion("V2028")] if data.draw(st.booleans()) else [],
    }
    found = build_plan("GSK_VITNEMAAL", [], free, ON, county="40", **more)
    if isinstance(found, NoPlan):
        assert (found.proof == "proved") is bool(found.conflict)
        return
    assert verify(found, [], free, **more) == ()
    assert found.proof == ("optimal" if found.bound is None else "bounded")
    assert found.bound is None or found.bound < found.score
    ways = [dict(one.values) for one in found.reasons if one.id == "more_equally_short_ways"]
    assert ways == [{"ways": 60}]


def test_a_pin_reaches_ways_beyond_the_first():
    """A pin on a subject that none of the first ways takes leads to a way that does."""
    assert "FSP6152" not in {one for way in gap("GSK_VITNEMAAL", [], ON).ways for one in way.missing}
    found = plan_for("GSK_VITNEMAAL", 25, most=4, pins=[Pin("FSP6152", "V2028")])
    assert [one.term for one in found.exams if one.code == "FSP6152"] == ["V2028"]


def test_second_maths_of_both_lines_are_not_taken_on_one_day():
    """R2 and S2 were on one day in spring 2024: with that day known they are never in one term."""
    days = {("V2027", "REA3058"): date(2027, 5, 24), ("V2027", "REA3062"): date(2027, 5, 24)}
    both = Goal("OWN", AllOf((Need("PF-REA3058"), Need("PF-REA3062"))))
    free = Availability(25, max_exams_per_term=2)
    together = build_plan(both, [], free, ON, county="40", sat_before=True)
    assert list(together.by_term()) == ["V2027"]
    assert [one.codes for one in together.warnings if one.id == "same_day_in_2024"] == [("REA3058", "REA3062")]
    apart = build_plan(both, [], free, ON, county="40", sat_before=True, calendar=ExamCalendar(days))
    assert [len(exams) for exams in apart.by_term().values()] == [1, 1]
