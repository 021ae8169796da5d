"""What-if: the same question with one thing different, and every difference with its figures."""

from datetime import date

import pytest
from attrs import evolve

from tiltak.study import Availability, Exclusion, NoPlan, Passed, Pin, Plan, Registered
from tiltak.study.replanning import (
    AnotherGoal,
    Exempted,
    HoursPerWeek,
    MostExamsPerTerm,
    PassedAlready,
    PlanInputs,
    TermOff,
    each_exam_less,
    what_if,
    what_if_table,
)

ON = date(2026, 11, 23)
INPUTS = PlanInputs("PAABYGG_4", (), Availability(12), ON, "40")


def told(reasons):
    """Ids and values of reasons."""
    return [(one.id, dict(one.values)) for one in reasons]


def test_nothing_different_changes_nothing():
    """Without a change, or with one that is none, the plans are equal and it says so."""
    for changes in ((), (HoursPerWeek(12),), (TermOff("V2045"),)):
        found = what_if(INPUTS, *changes)
        assert found.before.exams == found.after.exams
        assert told(found.reasons) == [("if_nothing_changes", {})]
        assert (found.difference.terms_later, found.difference.exams, found.difference.hours) == (0, 0, 0)
        assert (found.difference.worst_week, found.difference.cost) == (0, 0)


def test_every_figure_is_the_difference_of_the_two_plans():
    """Terms, exams, hours, worst week and cost are what the plans themselves say."""
    found = what_if(INPUTS, PassedAlready("MAT1151"))
    before, after, more = found.before, found.after, found.difference
    assert (len(before.exams), len(after.exams), more.exams) == (6, 5, -1)
    assert more.hours == sum(one.hours for one in after.exams) - sum(one.hours for one in before.exams) < 0
    assert more.worst_week == after.score.peak - before.score.peak
    assert (before.total_cost, after.total_cost, more.cost) == (6 * 1403, 5 * 1403, -1403)
    assert more.cost_confirmed is False
    assert told(found.changes) == [("if_passed_already", {})]
    assert found.changes[0].codes == ("MAT1151",)
    said = dict(told(found.reasons))
    assert said["if_exams_less"] == {"before": 6, "after": 5}
    assert said["if_cost_unconfirmed_less"] == {"before": 8418, "after": 7015}
    hours = sum(one.hours for one in before.exams)
    assert said["if_hours_less"] == {"before": hours, "after": hours + more.hours}


def test_more_time_is_over_sooner_and_less_is_later():
    """Terms earlier are negative and terms later positive, told with both terms and how many between."""
    sooner = what_if(INPUTS, HoursPerWeek(20), MostExamsPerTerm(3))
    assert (sooner.before.last_term, sooner.after.last_term, sooner.difference.terms_later) == ("H2028", "V2028", -1)
    assert told(sooner.reasons)[0] == ("if_over_sooner", {"before": "H2028", "after": "V2028", "terms": 1})
    assert told(sooner.changes) == [
        ("if_hours_per_week", {"before": 12, "after": 20}),
        ("if_max_exams_per_term", {"before": 2, "after": 3}),
    ]
    later = what_if(INPUTS, MostExamsPerTerm(1))
    assert later.difference.terms_later == 2
    assert told(later.reasons)[0] == ("if_over_later", {"before": "H2028", "after": "H2029", "terms": 2})


def test_a_term_off_is_added_to_those_that_are_off():
    """A term off is one more exclusion; what was excluded stays so."""
    inputs = evolve(INPUTS, exclude=(Exclusion("V2027"),))
    found = what_if(inputs, TermOff("H2027"))
    assert {one.term for one in found.after.exams}.isdisjoint({"V2027", "H2027"})
    assert told(found.changes) == [("if_term_off", {"term": "H2027"})]
    assert found.difference.terms_later == 1


def test_another_goal_is_told_by_its_code():
    """The goal changes and nothing else; goals given whole are told by their codes."""
    found = what_if(INPUTS, AnotherGoal("FELLESFAG_HS"))
    assert found.after.goal.id == "FELLESFAG_HS"
    assert told(found.changes) == [("if_another_goal", {"before": "PAABYGG_4", "after": "FELLESFAG_HS"})]
    whole = what_if(evolve(INPUTS, goal=found.before.goal), AnotherGoal(found.after.goal))
    assert whole.changes == found.changes
    assert whole.difference == found.difference
    assert found.difference.exams == 2


@pytest.mark.parametrize(("change", "id_"), [(PassedAlready, "if_passed_already"), (Exempted, "if_exempted")])
def test_an_exam_less_is_passed_or_exempted_and_leaves_the_calm_start(change, id_):
    """The exam is gone, its pin with it, other pins stay, and the first term is as calm as before."""
    inputs = evolve(INPUTS, pins=(Pin("MAT1151", "V2028"), Pin("HIS1011", "H2027")))
    found = what_if(inputs, change("MAT1151"))
    terms = {one.code: one.term for one in found.after.exams}
    assert "MAT1151" not in terms
    assert terms["HIS1011"] == "H2027"
    assert len(found.after.by_term()[found.after.exams[0].term]) == 1
    assert (found.changes[0].id, found.changes[0].codes) == (id_, ("MAT1151",))


def test_the_case_is_the_one_of_the_papers():
    """A line that is supposed belongs to the case whose papers there are."""
    inputs = evolve(INPUTS, passed=(Passed("MT-001", "HIS1011", 4),))
    assert [one.case_id for one in inputs.with_line("MAT1151", "B").passed] == ["MT-001", "MT-001"]
    assert what_if(inputs, PassedAlready("MAT1151")).difference.exams == -1


def test_the_last_exam_passed_leaves_nothing():
    """When nothing is left there is no term to compare, and it says that nothing is left."""
    inputs = evolve(INPUTS, goal="FAG:SAK1001")
    found = what_if(inputs, PassedAlready("SAK1001"))
    assert found.after.exams == ()
    assert (found.difference.terms_later, found.difference.exams, found.difference.cost) == (0, -1, -1403)
    assert told(found.reasons) == [("if_nothing_left", {})]


def test_without_a_plan_there_is_no_difference_and_it_is_said():
    """No plan after, none before, and none in either, are told apart; what was refused stays in the plan's place."""
    none = what_if(INPUTS, HoursPerWeek(0))
    assert isinstance(none.after, NoPlan)
    assert (none.difference, told(none.reasons)) == (None, [("if_no_plan", {})])
    empty = evolve(INPUTS, availability=Availability(0))
    still = what_if(empty, MostExamsPerTerm(3))
    assert (still.difference, told(still.reasons)) == (None, [("if_still_no_plan", {})])
    there = what_if(empty, HoursPerWeek(12))
    assert isinstance(there.before, NoPlan)
    assert told(there.reasons) == [("if_plan_possible", {"term": "H2028"})]
    one = evolve(empty, goal="FAG:SAK1001")
    assert told(what_if(one, PassedAlready("SAK1001")).reasons) == [("if_nothing_left", {})]


def test_a_table_has_a_line_for_each_change_and_the_plan_as_it_is_once():
    """Each line is what the change alone would do, beside the very same plan."""
    changes = [HoursPerWeek(8), MostExamsPerTerm(3), TermOff("H")]
    table = what_if_table(INPUTS, changes)
    assert [line.changes for line in table] == [what_if(INPUTS, one).changes for one in changes]
    assert [line.difference for line in table] == [what_if(INPUTS, one).difference for one in changes]
    assert all(line.before is table[0].before for line in table)


def test_each_exam_less_has_a_line_for_each_exam():
    """One line for each exam of the plan, in its order; none where there is no plan."""
    found = each_exam_less(INPUTS)
    plan = INPUTS.plan()
    assert isinstance(plan, Plan)
    assert [line.changes[0].codes for line in found] == [(one.code,) for one in plan.exams]
    assert {line.difference.exams for line in found} == {-1}
    assert each_exam_less(evolve(INPUTS, availability=Availability(0))) == ()


def test_every_input_reaches_the_planner():
    """What is registered, studied, wished for, known and counted is asked of the planner as it is."""
    inputs = PlanInputs(
        "PAABYGG_4",
        (),
        Availability(12),
        date(2027, 1, 20),
        "50",
        first_term_max=2,
        exclude=(Exclusion("H2027"),),
        overrides={"share_of_annual_hours": 0.4},
        studied={"MAT1151": 5},
        registered=(Registered("MAT1151", "V2027", paid=True),),
        blocking={"NAT1018": ("HIS1011",)},
    )
    plan = inputs.plan()
    terms = {one.code: one.term for one in plan.exams}
    assert plan.county == "50"
    assert terms["MAT1151"] == "V2027"
    assert "H2027" not in terms.values()
    (maths,) = [one for one in plan.exams if one.code == "MAT1151"]
    assert maths.hours == round(maths.annual_hours * 0.4 + 0.499) - 5
    order = sorted(set(terms.values()), key=lambda name: (name[1:], name[0] == "H"))
    assert order.index(terms["HIS1011"]) < order.index(terms["NAT1018"])
    early = evolve(inputs, finish_by=date(2027, 7, 1)).plan()
    assert isinstance(early, NoPlan)
