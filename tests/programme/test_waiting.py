"""Many youths: repeats, places, the order of those who wait, and why."""

from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltak.programme import ProgrammeParameters, Referral, Result, Track, WaitingRule, assess, assess_all

ON = date(2026, 11, 23)


def full(rule=WaitingRule.REFERRAL_DATE, capacity=1, **more):
    """An office with few places."""
    return ProgrammeParameters(capacity=capacity, waiting_rule=rule, **more)


def order(answers):
    """The case ids in the order they got."""
    waiting = [answer for answer in answers if answer.waiting]
    return [answer.case_id for answer in sorted(waiting, key=lambda answer: answer.waiting.position)]


def test_without_a_number_of_places_nobody_waits(youth):
    """No capacity set: every youth in the target group has a place, and the single answers are unchanged."""
    youths = [youth("A"), youth("B"), youth("C", in_work=True)]
    answers = assess_all(youths, ProgrammeParameters(), ON)
    assert [answer.result for answer in answers] == [Result.BACK_TO_SCHOOL, Result.BACK_TO_SCHOOL, Result.ELSEWHERE]
    assert answers[2] == assess(youths[2], ProgrammeParameters(), ON)
    assert answers[2].waiting is None


def test_the_earliest_referral_gets_the_last_place(youth):
    """One place and three youths: the one referred first has it, the others wait in order and are told so."""
    youths = [
        youth("A", referred_on=date(2026, 11, 3)),
        youth("B", referred_on=date(2026, 11, 1)),
        youth("C", referred_on=date(2026, 11, 2)),
    ]
    answers = assess_all(youths, full(), ON)
    assert [answer.case_id for answer in answers] == ["A", "B", "C"]
    assert [answer.result for answer in answers] == [Result.NOT_NOW, Result.BACK_TO_SCHOOL, Result.NOT_NOW]
    assert order(answers) == ["B", "C", "A"]
    last = answers[0]
    assert last.reasons == ("programme.reason.full",)
    assert (last.waiting.position, last.waiting.has_place, last.waiting.key) == (3, False, ("2026-11-03",))
    assert {"TELL_QUEUE", "REVIEW_QUEUE"} <= {step.code for step in last.next_steps}
    assert "FIRST_TALK" not in {step.code for step in last.next_steps}


@pytest.mark.parametrize(
    ("rule", "expected", "key_of_first"),
    [
        (WaitingRule.REFERRAL_DATE, ["OLD", "MID", "YOUNG"], ("2026-11-01",)),
        (WaitingRule.AGES_OUT_FIRST, ["MID", "OLD", "YOUNG"], ("2027-01-14", "2026-11-02")),
        (WaitingRule.UNDER_18_FIRST, ["YOUNG", "OLD", "MID"], ("1_UNDER_18", "2026-11-03")),
    ],
)
def test_each_rule_orders_and_says_what_it_looked_at(rule, expected, key_of_first, youth):
    """The three rules give three orders of the same youths, whatever order they are given in, each with its key."""
    youths = [
        youth("OLD", referred_on=date(2026, 11, 1), born=date(1998, 5, 1)),
        youth("MID", referred_on=date(2026, 11, 2), born=date(1997, 1, 15)),
        youth("YOUNG", referred_on=date(2026, 11, 3), born=date(2009, 5, 1)),
    ]
    for shuffled in permutations(youths):
        answers = assess_all(shuffled, full(rule), ON)
        assert order(answers) == expected
        first = next(answer for answer in answers if answer.waiting.position == 1)
        assert (first.waiting.rule, first.waiting.key) == (rule, key_of_first)


def test_a_tie_is_shown_as_one(youth):
    """Two youths the rule cannot tell apart are named to each other, so that a person decides between them."""
    answers = assess_all([youth("B"), youth("A")], full(), ON)
    assert [answer.waiting.tied_with for answer in answers] == [("A",), ("B",)]


def test_those_who_have_a_place_keep_it(youth):
    """An enrolled youth takes one of the places, does not wait, and those enrolled elsewhere in the files count too."""
    youths = [youth("A"), youth("B")]
    answers = assess_all(youths, full(capacity=2), ON, enrolled={"A": Track.BACK_TO_SCHOOL, "X": Track.BACK_TO_SCHOOL})
    assert [answer.result for answer in answers] == [Result.BACK_TO_SCHOOL, Result.NOT_NOW]
    assert answers[0].waiting is None
    other_track = assess_all(youths, full(capacity=2), ON, enrolled={"X": Track.STAY_AT_SCHOOL})
    assert [answer.result for answer in other_track] == [Result.BACK_TO_SCHOOL, Result.BACK_TO_SCHOOL]


def test_a_place_in_one_track_is_no_place_in_the_other(youth):
    """Somebody who left school has a place in Stay at School only, and waits for Back to School like the others."""
    (answer,) = assess_all([youth("A")], full(capacity=0), ON, enrolled={"A": Track.STAY_AT_SCHOOL})
    assert (answer.result, answer.reasons) == (Result.NOT_NOW, ("programme.reason.full",))


def test_more_enrolled_than_places_leaves_none(youth):
    """An office over its number has no free place, and no negative one."""
    enrolled = dict.fromkeys("XYZ", Track.BACK_TO_SCHOOL)
    (answer,) = assess_all([youth("A")], full(capacity=2), ON, enrolled=enrolled)
    assert (answer.result, answer.waiting.position) == (Result.NOT_NOW, 1)


def test_the_two_tracks_have_places_of_their_own(youth):
    """Back to School being full does not make a pupil wait, and the other way round."""
    pupil = youth("P", channel="KONTAKTLAERER", activity="ELEV", at_risk=True)
    back, stay = assess_all([youth("A"), pupil], full(capacity=0), ON)
    assert (back.result, stay.result) == (Result.NOT_NOW, Result.STAY_AT_SCHOOL)
    back, stay = assess_all([youth("A"), pupil], ProgrammeParameters(stay_capacity=0), ON)
    assert (back.result, stay.result) == (Result.BACK_TO_SCHOOL, Result.NOT_NOW)


def test_a_youth_referred_twice_takes_one_place(youth):
    """The second referral is marked as a repeat, shares the place of the first, and is merged as a next step."""
    first, again = youth("A", referred_on=date(2026, 11, 1)), youth("A", referred_on=date(2026, 11, 20))
    other = youth("B", referred_on=date(2026, 11, 10))
    answers = assess_all([again, first, other], full(capacity=2), ON)
    assert [answer.result for answer in answers] == [Result.BACK_TO_SCHOOL] * 3
    assert ["referral.fault.duplicate" in answer.referral_faults for answer in answers] == [True, False, False]
    assert [answer.waiting.position for answer in answers] == [1, 1, 2]
    assert "MERGE_REFERRALS" in {step.code for step in answers[0].next_steps}


def test_an_earlier_referral_that_is_not_in_the_list_counts(youth):
    """A referral from the register makes a new one a repeat, within the office's own number of days."""
    earlier = [Referral("A", "VIDEREGAAENDE_SKOLE", date(2026, 10, 20))]
    (repeat,) = assess_all([youth("A")], ProgrammeParameters(), ON, earlier=earlier)
    (new,) = assess_all([youth("A")], ProgrammeParameters(duplicate_days=12), ON, earlier=earlier)
    assert "referral.fault.duplicate" in repeat.referral_faults
    assert "referral.fault.duplicate" not in new.referral_faults


@given(
    st.lists(st.tuples(st.integers(1, 20), st.booleans(), st.integers(0, 4000)), max_size=8),
    st.integers(0, 8),
    st.sampled_from(WaitingRule),
)
def test_places_are_handed_out_to_the_last_one_and_never_over(youth, rows, capacity, rule):
    """As many get a place as there are places or seekers, none behind one who waits, and nobody else is touched."""
    youths = [
        youth(f"MT-{n}", referred_on=date(2026, 11, day), in_work=works, born=date(1997, 1, 1) + timedelta(days=age))
        for n, (day, works, age) in enumerate(rows)
    ]
    parameters = full(rule, capacity)
    answers = assess_all(youths, parameters, ON)
    seekers = [answer for answer in answers if answer.waiting]
    placed = [answer for answer in answers if answer.result is Result.BACK_TO_SCHOOL]
    assert len(seekers) == sum(not works for _, works, _ in rows)
    assert len(placed) == min(capacity, len(seekers))
    assert sorted(answer.waiting.position for answer in seekers) == list(range(1, len(seekers) + 1))
    assert all(answer.waiting.position <= capacity for answer in placed)
    assert all(
        answer == assess(one, parameters, ON)
        for one, answer in zip(youths, answers, strict=True)
        if answer.result is Result.ELSEWHERE
    )


def test_progress_is_told_after_each_youth(youth):
    """Whoever waits for many answers is told how many are done of how many."""
    told = []
    assess_all([youth("A"), youth("B")], ProgrammeParameters(), ON, progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]
