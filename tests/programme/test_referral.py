"""Who may refer to which track, what a referral holds, whose yes it needs, and repeats."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltak.programme import (
    Channel,
    ProgrammeParameters,
    Referral,
    Result,
    Track,
    Youth,
    assess,
    channel_rule,
    duplicates,
    needs_consent,
    referral_contents,
    sharing_rule,
)
from tiltak.rules import NOT_KNOWN, Case

ON = date(2026, 11, 23)
DESCRIBED = {
    ("NAV_VEILEDER", "BACK_TO_SCHOOL"),
    ("UNGDOMSARENA", "BACK_TO_SCHOOL"),
    ("VIDEREGAAENDE_SKOLE", "BACK_TO_SCHOOL"),
    ("SELV", "BACK_TO_SCHOOL"),
    ("FAMILIE_VENNER", "BACK_TO_SCHOOL"),
    ("KONTAKTLAERER", "STAY_AT_SCHOOL"),
    ("SKOLEANSATT", "STAY_AT_SCHOOL"),
}
STAYING = {"activity": "ELEV", "at_risk": True}


@pytest.mark.parametrize(("channel", "track"), list(product(Channel, Track)))
def test_every_channel_and_track(channel, track, youth):
    """A described pair has no fault; another pair has one and a channel to bring in, and the answer is the same."""
    facts = STAYING if track is Track.STAY_AT_SCHOOL else {}
    answer = assess(youth(channel=channel, **facts), ProgrammeParameters(), ON)
    described = (channel.value, track.value) in DESCRIBED
    assert channel_rule(channel, track).described is described
    assert answer.result.value == track.value
    assert ("referral.fault.channel_not_described" in answer.referral_faults) is not described
    brought_in = [step.about for step in answer.next_steps if step.code == "BRING_IN_CHANNEL"]
    assert brought_in == ([] if described else [(channel_rule(channel, track).instead.value,)])


@pytest.mark.parametrize(("channel", "track"), list(product(Channel, Track)))
def test_who_is_brought_in_is_somebody_the_description_names(channel, track):
    """The channel to bring in is itself described for the track."""
    instead = channel_rule(channel, track).instead
    assert (instead is None) is channel_rule(channel, track).described
    assert instead is None or channel_rule(instead, track).described


@pytest.mark.parametrize("channel", Channel)
def test_another_body_needs_the_youths_yes_before_it_shares(channel, youth):
    """Without consent a referral from school or arena waits or stops; one's own contact and NAV's own does not."""
    asked = assess(youth(channel=channel, sharing_consent=None), ProgrammeParameters(), ON)
    refused = assess(youth(channel=channel, sharing_consent=False), ProgrammeParameters(), ON)
    if channel.value in {"NAV_VEILEDER", "SELV", "FAMILIE_VENNER"}:
        assert asked.result is refused.result is Result.BACK_TO_SCHOOL
        assert not needs_consent(channel, ProgrammeParameters())
    else:
        assert asked.result is Result.ASK_FIRST
        assert [question.fact for question in asked.questions] == ["sharing_consent"]
        assert (refused.result, refused.reasons) == (Result.NOT_NOW, ("programme.reason.no_consent",))
        assert sharing_rule(channel).basis.cite() == "forvaltningsloven § 13 a"


def test_a_referral_of_the_same_day_has_no_fault(youth):
    """Referred today is not in the future; referred tomorrow is."""
    today = assess(youth(referred_on=ON), ProgrammeParameters(), ON)
    tomorrow = assess(youth(referred_on=ON + timedelta(days=1)), ProgrammeParameters(), ON)
    assert today.referral_faults == ()
    assert tomorrow.referral_faults == ("referral.fault.in_the_future",)


def test_while_the_track_is_open_the_one_named_is_looked_at(youth):
    """Before the facts point to a track, the channel is held against the track the referral names."""
    answer = assess(youth(track="STAY_AT_SCHOOL", in_work=None), ProgrammeParameters(), ON)
    assert answer.track is None
    assert answer.referral_faults == ("referral.fault.channel_not_described",)
    assert "BRING_IN_CHANNEL" in {step.code for step in answer.next_steps}


@pytest.mark.parametrize("facts", [{"in_work": True}, {"wants_help": False}], ids=["elsewhere", "declined"])
def test_nobody_is_brought_in_for_a_youth_who_does_not_come(facts, youth):
    """Outside the target group, or after a no, no other channel is brought in."""
    answer = assess(youth(channel="KONTAKTLAERER", track="BACK_TO_SCHOOL", **facts), ProgrammeParameters(), ON)
    assert answer.result in {Result.ELSEWHERE, Result.NOT_NOW}
    assert "BRING_IN_CHANNEL" not in {step.code for step in answer.next_steps}


def test_a_pupil_with_an_adult_right_is_still_the_schools_first(youth):
    """A pupil who could choose adult training is sent to the school first, and nowhere else."""
    answer = assess(youth(activity="ELEV", at_risk=False), ProgrammeParameters(), ON)
    assert [route.code for route in answer.elsewhere] == ["SKOLEN_FOERST"]


def test_an_office_may_want_consent_for_other_channels(youth):
    """The office's own list of channels replaces the shipped one."""
    own = ProgrammeParameters(consent_channels=["NAV_VEILEDER"])
    assert assess(youth(channel="NAV_VEILEDER", sharing_consent=None), own, ON).result is Result.ASK_FIRST
    assert assess(youth(channel="KONTAKTLAERER", sharing_consent=None), own, ON).result is Result.BACK_TO_SCHOOL


def test_what_the_referral_lacks_is_listed_for_its_track(youth):
    """Missing goal, hours, municipality and ride are listed for Back to School, and nothing that is held."""
    answer = assess(youth(), ProgrammeParameters(), ON)
    assert [rule.item for rule in answer.missing] == ["municipality", "goal", "hours_per_week", "ride_wanted"]
    whole = {"goal": "GSK", "hours_per_week": 12, "municipality": "4020", "ride_wanted": False}
    assert assess(youth(more=whole), ProgrammeParameters(), ON).missing == ()
    at_school = assess(youth(channel="KONTAKTLAERER", **STAYING), ProgrammeParameters(), ON)
    assert [rule.item for rule in at_school.missing] == ["municipality"]


def test_asked_without_an_answer_is_not_missing(youth):
    """A ride somebody has asked about, without getting an answer, is no gap in the referral."""
    answer = assess(youth(more={"ride_wanted": NOT_KNOWN}), ProgrammeParameters(), ON)
    assert "ride_wanted" not in [rule.item for rule in answer.missing]


def test_every_thing_a_referral_holds_is_a_fact_or_a_field(youth):
    """The table of contents names only what a youth can carry."""
    from tiltak.law import FACTS  # noqa: PLC0415 - only this test needs the law's table

    for rule in referral_contents():
        assert rule.item in FACTS or hasattr(youth(), rule.item)


@pytest.mark.parametrize(("days", "repeated"), [(0, True), (29, True), (30, True), (31, False)])
def test_a_referral_within_thirty_days_is_the_same_matter(days, repeated):
    """Day 30 after an earlier referral is a repeat, day 31 is not."""
    first = Referral("MT-001", Channel.SELV, date(2026, 9, 1))
    later = Referral("MT-001", Channel.NAV_VEILEDER, date(2026, 9, 1) + timedelta(days=days))
    found = duplicates([later, first])
    assert [(one.days, one.case_id) for one in found] == ([(days, "MT-001")] if repeated else [])


def test_two_youths_are_never_one(youth):
    """Referrals of different youths are no repeats, even with the same birth date, day and channel."""
    assert duplicates([youth("MT-001").referral, youth("MT-002").referral]) == ()


@given(
    st.lists(
        st.builds(
            Referral,
            st.sampled_from(["A", "B", "C"]),
            st.sampled_from(Channel),
            st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        ),
        max_size=12,
    ),
    st.randoms(use_true_random=False),
)
def test_repeats_do_not_depend_on_the_order_given(referrals, random):
    """Any order of the same referrals gives the same repeats, and never one more than referrals less youths."""
    shuffled = list(referrals)
    random.shuffle(shuffled)
    found = duplicates(referrals)
    assert [(one.earlier.referred_on, one.later.referred_on) for one in found] == [
        (one.earlier.referred_on, one.later.referred_on) for one in duplicates(shuffled)
    ]
    assert len(found) <= len(referrals) - len({referral.case_id for referral in referrals})


def test_case_and_referral_of_two_youths_are_refused():
    """A youth cannot be put together from two."""
    with pytest.raises(ValueError, match="MT-002"):
        Youth(Case({}, "MT-001"), Referral("MT-002", Channel.SELV, ON))


def test_a_repr_shows_no_fact_about_the_youth(youth):
    """Neither birth date nor municipality is in the text of a youth."""
    shown = repr(youth(more={"municipality": "4020"}))
    assert "2005" not in shown
    assert "4020" not in shown
