"""The answer about one youth, with everything it rests on."""

from datetime import date

from attrs import field, frozen

from tiltak.law import RightResult
from tiltak.programme.codes import Result, Track
from tiltak.programme.consent import ConsentPath
from tiltak.programme.elsewhere import Elsewhere
from tiltak.programme.questions import Question
from tiltak.programme.referral import ContentRule
from tiltak.programme.steps import Step
from tiltak.programme.waiting import WaitingPlace
from tiltak.rules import Decision, Policy, Source, Verdict

__all__ = ["Assessment"]


@frozen
class Assessment:
    """Advice about one youth on one day, with everything it rests on. Never a decision: see `decided_by`.

    Attributes:
        case_id: The office's token for the youth.
        on: The day the answer is for.
        result: What it comes to.
        reasons: Word ids of why it is NOT_NOW; beside ASK_FIRST, of what the youth has said no to already.
        right: The law's answer about the right to training; stands on its own, whatever the result.
        right_counts: Whether a right the office counts is certain.
        privatist_exam: Whether an exam as privatist is open, which needs no right and so is an answer of its own;
            None before 1 August 2024, because the law room has not read the rules of that time.
        back_to_school: The decision of that track's rules.
        stay_at_school: The decision of that track's rules.
        follow_up_service: The law's answer about the county's follow-up service (OT).
        track: The track the facts point to, None while they point to none.
        referral_faults: Word ids of what is wrong with the referral; they never change the result.
        missing: What the referral does not hold yet for the track; nothing for a youth who has said no.
        elsewhere: Routes beside the programme (OT), or instead of it.
        questions: What to ask, most decisive first.
        next_steps: What to do, soonest first.
        consent: Who agrees to what at this age.
        notes: Word ids of what the reader must know.
        choices: Word ids of the office's readings the answer rests on.
        unconfirmed: Sources the answer used that nobody has confirmed.
        waiting: Place in the order, when places were handed out (`assess_all`).
        decided_by: Code of who decides.
        enrolled: The track the youth has begun in already, None for one who has not.
    """

    case_id: str
    on: date
    result: Result
    reasons: tuple[str, ...]
    right: RightResult = field(repr=False)
    right_counts: Verdict
    privatist_exam: Decision | None = field(repr=False)
    back_to_school: Decision = field(repr=False)
    stay_at_school: Decision = field(repr=False)
    follow_up_service: Decision = field(repr=False)
    track: Track | None
    referral_faults: tuple[str, ...]
    missing: tuple[ContentRule, ...] = field(repr=False)
    elsewhere: tuple[Elsewhere, ...]
    questions: tuple[Question, ...]
    next_steps: tuple[Step, ...] = field(repr=False)
    consent: tuple[ConsentPath, ...] = field(repr=False)
    notes: tuple[str, ...]
    choices: tuple[str, ...] = field(repr=False)
    unconfirmed: tuple[Source | Policy, ...] = field(repr=False)
    waiting: WaitingPlace | None
    decided_by: str
    enrolled: Track | None = None
