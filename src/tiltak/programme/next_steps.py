"""Which steps follow from an answer."""

from collections.abc import Iterator

from attrs import evolve

from tiltak.programme.answer import Assessment
from tiltak.programme.codes import Matter, Phase, Result, Track
from tiltak.programme.consent import Signer
from tiltak.programme.parameters import ProgrammeParameters
from tiltak.programme.referral import channel_rule
from tiltak.programme.steps import dated_steps, step_rules
from tiltak.programme.youth import Youth

__all__ = ["with_steps"]

_Wanted = Iterator[tuple[str, tuple[str, ...]]]

_FOR_TRACK = {
    Track.BACK_TO_SCHOOL: (
        "DECIDE_PLACE",
        "FIRST_TALK",
        "COLLECT_RESULTS",
        "MAKE_STUDY_PLAN",
        "GET_BOOKS_AND_TEACHER",
        "REGISTER_FOR_EXAM",
        "AGREE_RIDE",
    ),
    Track.STAY_AT_SCHOOL: ("DECIDE_PLACE", "TALK_AT_SCHOOL", "SCHOOL_OWN_DUTIES", "AGREE_FOLLOW_UP"),
}

_CLOSED = {
    "programme.reason.no_consent": ("TALK_ABOUT_CONSENT",),
    "programme.reason.full": ("TELL_QUEUE", "REVIEW_QUEUE"),
}

_DECLINED = "programme.reason.declined"


def with_steps(assessment: Assessment, youth: Youth, parameters: ProgrammeParameters) -> Assessment:
    """The same assessment with the steps that follow from its result, its questions and its faults.

    A youth who has said no is left in peace: nobody is asked anything, and the questions wait. For a youth who has
    begun in the track, what belongs to intake is done; what belongs to participation goes on whatever the facts say
    now, until somebody ends it.
    """
    if _DECLINED in assessment.reasons:
        return evolve(assessment, next_steps=dated_steps([("KEEP_DOOR_OPEN", ())], youth.referral, parameters))
    wanted = [
        *_about_the_referral(assessment, youth),
        *_about_the_result(assessment, youth),
        *_about_the_guardian(assessment),
        *_about_the_follow_up_service(assessment, youth),
    ]
    begun = assessment.enrolled
    if begun is not None and assessment.track in (None, begun):
        wanted += [(code, ()) for code in _FOR_TRACK[begun] if _still_to_do(code, youth)]
        wanted = [one for one in dict.fromkeys(wanted) if step_rules()[one[0]].phase is not Phase.INTAKE]
    steps = dated_steps(wanted, youth.referral, parameters, begun=begun is not None)
    return evolve(assessment, next_steps=steps)


def _about_the_referral(assessment: Assessment, youth: Youth) -> _Wanted:
    if "referral.fault.duplicate" in assessment.referral_faults:
        yield "MERGE_REFERRALS", ()
    aimed_at = assessment.track or youth.referral.track
    if aimed_at is None or assessment.result is Result.ELSEWHERE:
        return
    instead = channel_rule(youth.referral.channel, aimed_at).instead
    if instead is not None:
        yield "BRING_IN_CHANNEL", (instead.value,)


def _about_the_result(assessment: Assessment, youth: Youth) -> _Wanted:
    for reason in assessment.reasons:
        yield from ((code, ()) for code in _CLOSED.get(reason, ()))
    if assessment.result is Result.ASK_FIRST:
        asked: dict[str, list[str]] = {}
        for question in assessment.questions:
            asked.setdefault(question.answered_by, []).append(question.fact)
        yield from ((f"ASK_{who.upper()}", tuple(facts)) for who, facts in asked.items())
        return
    yield "TELL_YOUTH", ()
    if assessment.result is Result.ELSEWHERE:
        yield from (("HAND_OVER", (route.code,)) for route in assessment.elsewhere)
    elif assessment.track is not None and assessment.result is not Result.NOT_NOW:
        yield from ((code, ()) for code in _FOR_TRACK[assessment.track] if _still_to_do(code, youth))
        if assessment.track is Track.STAY_AT_SCHOOL and youth.case.get("activity") == "LAERLING":
            yield "CONTACT_TRAINING_OFFICE", ()


def _still_to_do(code: str, youth: Youth) -> bool:
    return code != "AGREE_RIDE" or youth.ride_wanted is not False


def _about_the_guardian(assessment: Assessment) -> _Wanted:
    signers = {path.matter: path.signer for path in assessment.consent}
    if assessment.result not in (Result.BACK_TO_SCHOOL, Result.STAY_AT_SCHOOL):
        return
    if signers[Matter.SHARING] is Signer.YOUTH_AND_GUARDIAN:
        yield "GUARDIAN_SIGNS", ()
    elif signers[Matter.SHARING] is Signer.YOUTH_GUARDIAN_INFORMED:
        yield "INFORM_GUARDIAN", ()


def _about_the_follow_up_service(assessment: Assessment, youth: Youth) -> _Wanted:
    ot = any(route.code == "OT" for route in assessment.elsewhere)
    if not ot or assessment.result is Result.ELSEWHERE:
        return
    agreed = youth.case.get("sharing_consent") is True
    yield ("WORK_WITH_OT" if agreed else "TELL_YOUTH_ABOUT_OT"), ()
