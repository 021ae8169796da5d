"""What happens next: the days, the owners, and what each step rests on."""

from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from tiltak.law import Right
from tiltak.programme import (
    Basis,
    Phase,
    ProgrammeParameters,
    Referral,
    Result,
    Track,
    assess,
    assess_all,
    step_rules,
)
from tiltak.programme.steps import dated_steps
from tiltak.programme.workdays import public_holidays

ON = date(2026, 11, 23)


def by_code(answer):
    """The steps by their code."""
    return {step.code: step for step in answer.next_steps}


def test_days_count_from_the_referral_and_stand_still(youth):
    """The answer is to be given three weeks after the referral of 2 November, whatever day the question is asked."""
    for on in (date(2026, 11, 2), ON, date(2027, 3, 1)):
        step = by_code(assess(youth(referred_on=date(2026, 11, 2)), ProgrammeParameters(), on))["TELL_YOUTH"]
        assert (step.due, step.owner, step.counted_from) == (date(2026, 11, 23), "NAV_VEILEDER", "REFERRED_ON")
        assert step.overdue(on) is (on > date(2026, 11, 23))


@pytest.mark.parametrize(
    ("referred_on", "due"),
    [
        (date(2026, 11, 6), date(2026, 11, 27)),  # a Friday
        (date(2026, 11, 7), date(2026, 11, 30)),  # a Saturday, so the Monday
        (date(2026, 12, 4), date(2026, 12, 28)),  # Christmas Day on a Friday, so the Monday
        (date(2026, 12, 11), date(2027, 1, 4)),  # New Year's Day on a Friday, so the Monday
        (date(2027, 3, 4), date(2027, 3, 30)),  # Maundy Thursday, so the Tuesday after Easter
    ],
)
def test_a_day_off_moves_to_the_next_working_day(referred_on, due, youth):
    """Three weeks after the referral, or the first working day after it."""
    step = by_code(assess(youth(referred_on=referred_on), ProgrammeParameters(), referred_on))["DECIDE_PLACE"]
    assert step.due == due


def test_questions_are_due_by_the_referral_and_can_be_late(youth):
    """A question counts its days from the referral: three weeks later it is overdue, and on the day itself not yet."""
    answer = assess(youth(in_work=None, referred_on=date(2026, 11, 2)), ProgrammeParameters(), ON)
    step = by_code(answer)["ASK_ADVISER"]
    assert (step.due, step.about) == (date(2026, 11, 5), ("in_work",))
    assert step.overdue(ON)
    assert not step.overdue(step.due)
    assert step.overdue(step.due + timedelta(days=1))


def test_what_has_no_known_day_to_count_from_has_no_day_and_comes_last(youth):
    """The first talk waits for the place and the registration for the plan: no day, never overdue, and it says why."""
    steps = assess(youth(), ProgrammeParameters(), ON).next_steps
    undated = [(step.code, step.counted_from) for step in steps if step.due is None]
    assert undated == [
        ("FIRST_TALK", "PLACE"),
        ("COLLECT_RESULTS", "PLACE"),
        ("MAKE_STUDY_PLAN", "PLACE"),
        ("GET_BOOKS_AND_TEACHER", "STUDY_PLAN"),
        ("REGISTER_FOR_EXAM", "STUDY_PLAN"),
        ("AGREE_RIDE", "STUDY_PLAN"),
    ]
    assert [step.code for step in steps][-len(undated) :] == [code for code, _ in undated]
    assert not any(step.overdue(date(2030, 1, 1)) for step in steps[-len(undated) :])


def test_a_youth_who_has_begun_is_not_taken_in_again(youth):
    """Who has a place has had the first talk and the plan; the books, the registration and the ride are still there."""
    answer = assess(youth(), ProgrammeParameters(), ON, enrolled=Track.BACK_TO_SCHOOL)
    assert answer.enrolled is Track.BACK_TO_SCHOOL
    codes = [step.code for step in answer.next_steps]
    assert codes == ["WORK_WITH_OT", "GET_BOOKS_AND_TEACHER", "REGISTER_FOR_EXAM", "AGREE_RIDE"]
    assert not any(step.due for step in answer.next_steps)
    before = assess(youth(), ProgrammeParameters(), ON)
    assert before.enrolled is None
    assert {"DECIDE_PLACE", "FIRST_TALK", "COLLECT_RESULTS", "MAKE_STUDY_PLAN"} <= set(by_code(before))


def test_assess_all_leaves_intake_out_for_those_who_have_begun_only(youth):
    """Of two alike youths only the one who has a place is spared the steps of intake."""
    begun, new = assess_all(
        [youth("A"), youth("B")], ProgrammeParameters(capacity=5), ON, enrolled={"A": Track.BACK_TO_SCHOOL}
    )
    assert (begun.enrolled, new.enrolled) == (Track.BACK_TO_SCHOOL, None)
    intake = {code for code, rule in step_rules().items() if rule.phase is Phase.INTAKE}
    assert not intake & set(by_code(begun))
    assert "DECIDE_PLACE" in by_code(new)


def test_who_has_begun_is_asked_again_without_a_day_and_still_gets_to_the_exam(youth):
    """A fact that is gone is asked for; nobody knows since when, so it is never overdue; the exams go on meanwhile."""
    answer = assess(youth(in_work=None), ProgrammeParameters(), ON, enrolled=Track.BACK_TO_SCHOOL)
    steps = by_code(answer)
    assert answer.result is Result.ASK_FIRST
    assert (steps["ASK_ADVISER"].due, steps["ASK_ADVISER"].counted_from) == (None, "NOTHING")
    assert {"REGISTER_FOR_EXAM", "AGREE_RIDE"} <= set(steps)
    assert steps["REGISTER_FOR_EXAM"].counted_from == "STUDY_PLAN"


def test_who_has_begun_and_is_outside_the_target_group_now_goes_on_until_somebody_ends_it(youth):
    """Past the age limit the routes elsewhere are steps, and the exam that waits is still one."""
    answer = assess(youth(born=date(1990, 1, 1)), ProgrammeParameters(), ON, enrolled=Track.BACK_TO_SCHOOL)
    assert answer.result is Result.ELSEWHERE
    assert {"HAND_OVER", "REGISTER_FOR_EXAM"} <= set(by_code(answer))
    assert "TELL_YOUTH" not in by_code(answer)


def test_a_place_in_the_other_track_does_not_do_the_intake_of_this_one(youth):
    """Somebody in Stay at School who has left school is taken into Back to School from the start."""
    answer = assess(youth(), ProgrammeParameters(), ON, enrolled=Track.STAY_AT_SCHOOL)
    assert {"DECIDE_PLACE", "FIRST_TALK", "MAKE_STUDY_PLAN"} <= set(by_code(answer))
    assert "AGREE_FOLLOW_UP" not in by_code(answer)


def test_a_pupil_who_has_begun_keeps_the_follow_up(youth):
    """In Stay at School the talks of intake are over, and the follow-up at school goes on."""
    pupil = youth(channel="KONTAKTLAERER", activity="ELEV", at_risk=True)
    answer = assess(pupil, ProgrammeParameters(), ON, enrolled=Track.STAY_AT_SCHOOL)
    assert [step.code for step in answer.next_steps] == ["AGREE_FOLLOW_UP"]


@pytest.mark.parametrize("track", Track)
def test_a_place_changes_the_steps_and_never_the_answer(track, youth):
    """The same youth with and without a place gets the same answer with the same reasons."""
    for one in (youth(), youth(in_work=None), youth(in_work=True), youth(wants_help=False)):
        without = assess(one, ProgrammeParameters(), ON)
        with_place = assess(one, ProgrammeParameters(), ON, enrolled=track)
        assert evolve(with_place, enrolled=None, next_steps=without.next_steps) == without


def test_a_youth_who_wants_no_ride_is_not_asked_again(youth):
    """No ride wanted, no step about the ride."""
    assert "AGREE_RIDE" not in by_code(assess(youth(more={"ride_wanted": False}), ProgrammeParameters(), ON))


@pytest.mark.parametrize("enrolled", [None, *Track])
def test_a_youth_who_has_said_no_has_no_deadline_and_lacks_nothing(enrolled, youth):
    """Said no: one step without a day, nothing listed as missing from the referral; said yes: the ride is missing."""
    said_no = youth(wants_help=False, channel="SKOLEANSATT", referred_on=date(2026, 9, 16))
    answer = assess(said_no, ProgrammeParameters(), ON, enrolled=enrolled)
    assert answer.reasons == ("programme.reason.declined",)
    assert [(step.code, step.due) for step in answer.next_steps] == [("KEEP_DOOR_OPEN", None)]
    assert answer.missing == ()
    said_yes = assess(youth(channel="SKOLEANSATT"), ProgrammeParameters(), ON)
    assert "ride_wanted" in [rule.item for rule in said_yes.missing]


def test_a_youth_who_has_said_no_is_left_in_peace_before_everything_is_known_and_when_referred_again(youth):
    """With a fact still open, and with a second referral, it is still the one step without a day."""
    twice = [youth(wants_help=False, in_work=None, referred_on=date(2026, 11, day)) for day in (2, 9)]
    for answer in assess_all(twice, ProgrammeParameters(), ON):
        assert [(step.code, step.due) for step in answer.next_steps] == [("KEEP_DOOR_OPEN", None)]
    assert "referral.fault.duplicate" in answer.referral_faults


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
    own = ProgrammeParameters(step_days={"DECIDE_PLACE": 30})
    step = by_code(assess(youth(), own, ON))["DECIDE_PLACE"]
    assert (step.due, step.days_basis) == (date(2026, 12, 2), Basis.OFFICE)


@pytest.mark.parametrize("code", ["NO_SUCH_STEP", "REGISTER_FOR_EXAM", "FIRST_TALK", "KEEP_DOOR_OPEN"])
def test_days_for_a_step_that_has_none_are_refused(code, youth):
    """Days for a step that does not exist, or that nothing known dates, raise and name it."""
    with pytest.raises(ValueError, match=code):
        assess(youth(), ProgrammeParameters(step_days={code: 3}), ON)


def test_every_kind_of_step_has_a_basis_to_show():
    """Law and description are cited; a judgement cites nothing; exactly what counts from the referral has days."""
    for rule in step_rules().values():
        assert bool(rule.reference) is (rule.basis in {Basis.RULE, Basis.PROGRAMME})
        assert (rule.days is None) is (rule.counted_from != "REFERRED_ON")
        assert rule.counted_from in {"REFERRED_ON", "PLACE", "STUDY_PLAN", "NOTHING"}


@given(
    st.lists(st.sampled_from(sorted(step_rules())), max_size=10),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.booleans(),
)
def test_steps_stand_in_the_order_of_their_days_and_never_on_a_day_off(codes, referred_on, begun):
    """Whatever steps are wanted, in whatever order, they come soonest first and on a working day, or with no day."""
    referral = Referral("MT-001", "SELV", referred_on)
    steps = dated_steps([(code, ()) for code in codes], referral, ProgrammeParameters(), begun=begun)
    days = [step.due for step in steps if step.due]
    assert days == sorted(days)
    assert all(day.weekday() < 5 and day not in public_holidays(day.year) for day in days)
    assert all((step.due is None) is (step.counted_from != "REFERRED_ON") for step in steps)
    assert not (begun and days)
    assert sorted(step.code for step in steps) == sorted(codes)
    wanted = [(code, ()) for code in reversed(codes)]
    assert steps == dated_steps(wanted, referral, ProgrammeParameters(), begun=begun)
