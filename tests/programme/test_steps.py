"""What happens next: the days, the owners, and what each step rests on."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltak.law import Right
from tiltak.programme import Basis, ProgrammeParameters, Referral, Result, assess, step_rules
from tiltak.programme.steps import dated_steps

ON = date(2026, 11, 23)


def by_code(answer):
    """The steps by their code."""
    return {step.code: step for step in answer.next_steps}


def test_days_count_from_the_assessment_and_skip_the_weekend(youth):
    """Five days after Monday 23 November is Saturday the 28th, so the step is due on Monday the 30th."""
    step = by_code(assess(youth(), ProgrammeParameters(), ON))["TELL_YOUTH"]
    assert (step.due, step.owner) == (date(2026, 11, 30), "NAV_VEILEDER")


def test_questions_are_due_by_the_referral_and_can_be_late(youth):
    """A question counts its days from the referral: three weeks later it is overdue, and on the day itself not yet."""
    answer = assess(youth(in_work=None, referred_on=date(2026, 11, 2)), ProgrammeParameters(), ON)
    step = by_code(answer)["ASK_ADVISER"]
    assert (step.due, step.about) == (date(2026, 11, 5), ("in_work",))
    assert step.overdue(ON)
    assert not step.overdue(step.due)
    assert step.overdue(step.due + timedelta(days=1))


def test_what_the_study_plan_dates_has_no_day_and_comes_last(youth):
    """Exam registration and the ride wait for the plan; they stand last and are never overdue."""
    steps = assess(youth(), ProgrammeParameters(), ON).next_steps
    assert [step.code for step in steps if step.due is None] == ["REGISTER_FOR_EXAM", "AGREE_RIDE"]
    assert [step.code for step in steps][-2:] == ["REGISTER_FOR_EXAM", "AGREE_RIDE"]
    assert not steps[-1].overdue(date(2030, 1, 1))


def test_a_youth_who_wants_no_ride_is_not_asked_again(youth):
    """No ride wanted, no step about the ride."""
    assert "AGREE_RIDE" not in by_code(assess(youth(more={"ride_wanted": False}), ProgrammeParameters(), ON))


def test_each_step_says_what_it_rests_on(youth):
    """The study plan is the description's, the follow-up service is law, and every number of days is a proposal."""
    steps = by_code(assess(youth(), ProgrammeParameters(), ON))
    assert (steps["MAKE_STUDY_PLAN"].basis, steps["MAKE_STUDY_PLAN"].reference) == (Basis.PROGRAMME, "4")
    assert (steps["WORK_WITH_OT"].basis, steps["WORK_WITH_OT"].reference) == (Basis.RULE, "opplæringslova § 9-4")
    assert {step.days_basis for step in steps.values() if step.due} == {Basis.JUDGEMENT}


def test_outside_the_programme_the_follow_up_service_takes_over(youth):
    """A youth the office does not take, but the follow-up service does, is handed over and not shared."""
    narrow = ProgrammeParameters(rights_that_count={Right.PAABYGGING})
    answer = assess(youth(), narrow, ON)
    handed_to = [step.about for step in answer.next_steps if step.code == "HAND_OVER"]
    assert answer.result is Result.ELSEWHERE
    assert ("OT",) in handed_to
    assert "WORK_WITH_OT" not in by_code(answer)


def test_an_office_sets_its_own_days(youth):
    """An office's own number of days moves the step and is marked as the office's."""
    own = ProgrammeParameters(step_days={"MAKE_STUDY_PLAN": 30})
    step = by_code(assess(youth(), own, ON))["MAKE_STUDY_PLAN"]
    assert (step.due, step.days_basis) == (date(2026, 12, 23), Basis.OFFICE)


@pytest.mark.parametrize("code", ["NO_SUCH_STEP", "REGISTER_FOR_EXAM"])
def test_days_for_a_step_that_has_none_are_refused(code, youth):
    """Days for a step that does not exist, or that the study plan dates, raise and name it."""
    with pytest.raises(ValueError, match=code):
        assess(youth(), ProgrammeParameters(step_days={code: 3}), ON)


def test_every_kind_of_step_has_a_basis_to_show():
    """Law and description are cited; a judgement cites nothing; only the plan's steps lack days."""
    for rule in step_rules().values():
        assert bool(rule.reference) is (rule.basis in {Basis.RULE, Basis.PROGRAMME})
        assert (rule.days is None) is (rule.counted_from == "STUDY_PLAN")
        assert rule.counted_from in {"ON", "REFERRED_ON", "STUDY_PLAN"}


@given(st.lists(st.sampled_from(sorted(step_rules())), max_size=10), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_steps_stand_in_the_order_of_their_days_and_never_on_a_weekend(codes, on):
    """Whatever steps are wanted, in whatever order, they come soonest first and on a weekday."""
    referral = Referral("MT-001", "SELV", on - timedelta(days=4))
    steps = dated_steps([(code, ()) for code in codes], referral, ProgrammeParameters(), on)
    days = [step.due for step in steps if step.due]
    assert days == sorted(days)
    assert all(day.weekday() < 5 for day in days)
    assert sorted(step.code for step in steps) == sorted(codes)
    assert steps == dated_steps([(code, ()) for code in reversed(codes)], referral, ProgrammeParameters(), on)
