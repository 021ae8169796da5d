"""One youth, one answer with its reasons: which track, ask first, elsewhere, or not now."""

from collections.abc import Iterable
from datetime import date

from tiltak.faults import BadInput, FaultKind
from tiltak.law import FACTS as LAW_FACTS
from tiltak.law import (
    NEW_ACT,
    RightResult,
    contradictions,
    follow_up_service,
    privatist_may_sit_exam,
    right_to_training,
)
from tiltak.programme.answer import Assessment
from tiltak.programme.codes import Matter, Result, Track
from tiltak.programme.consent import ConsentPath, Signer, who_agrees
from tiltak.programme.elsewhere import elsewhere_routes
from tiltak.programme.goals import goal_notes
from tiltak.programme.next_steps import with_steps
from tiltak.programme.parameters import ProgrammeParameters
from tiltak.programme.questions import merge_questions
from tiltak.programme.referral import gates, missing_contents, referral_faults
from tiltak.programme.target_group import (
    back_to_school_rules,
    right_questions,
    right_that_counts,
    stay_at_school_rules,
    with_right,
)
from tiltak.programme.youth import Youth
from tiltak.rules import NOT_KNOWN, NOT_STATED, Case, Decision, Knowledge, Policy, Source, Verdict

__all__ = ["assess"]

_CLOSED = {"wants_help": "programme.reason.declined", "sharing_consent": "programme.reason.no_consent"}
_CONTRADICTED = "programme.contradicted"


def assess(youth: Youth, parameters: ProgrammeParameters, on: date, *, enrolled: Track | None = None) -> Assessment:
    """What the programme comes to for one youth on one day.

    The target group comes first: outside both tracks is ELSEWHERE whatever the youth has said. Inside one, the
    youth's own no (to help, or to sharing where the referral needs it) is NOT_NOW. Anything still open is ASK_FIRST.
    Learning more never turns one definite result into another. Places are handed out by `assess_all`.

    Args:
        youth: The facts and the referral.
        parameters: The office's reading of the programme.
        on: The day the answer is for.
        enrolled: The track the youth has begun in already. It shapes the next steps and never the result.

    Raises:
        BadInput: When a fact has a value it cannot have. Answers that contradict each other do not raise:
            neither is used, and both are asked again.
        OutsideDates: When `on` is before the days the rules are held for.
    """
    case, reopened = _without_contradictions(youth.case, on)
    right = right_to_training(case, on)
    follow_up = follow_up_service(case, on)
    counts, right_notes = right_that_counts(right, case, parameters)
    with_it = with_right(case, counts)
    back = back_to_school_rules(parameters).decide(with_it, on)
    stay = stay_at_school_rules(parameters).decide(with_it, on)
    verdict, track = _target(back, stay)
    own_yes = gates(youth, parameters)
    result, reasons = _result(verdict, track, own_yes)
    asking = own_yes if verdict is not Verdict.NO else ()
    questions = (
        merge_questions(
            case,
            (back, stay),
            about_the_right=right_questions(right, parameters),
            for_the_county=right.for_the_county,
            gates=asking,
            reopened=reopened,
        )
        if result is Result.ASK_FIRST
        else ()
    )
    failing = frozenset(back.failing) | frozenset(stay.failing)
    consent = who_agrees(_born(case), on, parameters)
    assessment = Assessment(
        case_id=youth.case_id,
        on=on,
        result=result,
        reasons=reasons,
        right=right,
        right_counts=counts,
        privatist_exam=privatist_may_sit_exam(case, on) if on >= NEW_ACT else None,
        back_to_school=back,
        stay_at_school=stay,
        follow_up_service=follow_up,
        track=track,
        referral_faults=referral_faults(youth.referral, track, youth.case, on),
        missing=missing_contents(youth, track, parameters) if track and not _said_no(reasons) else (),
        elsewhere=elsewhere_routes(case, right, follow_up, failing, on, only=result is Result.ELSEWHERE),
        questions=questions,
        next_steps=(),
        consent=consent,
        notes=(
            *(("programme.note.contradicted",) if reopened else ()),
            *goal_notes(youth.goal, case),
            *right_notes,
            *_age_notes(consent),
        ),
        choices=parameters.choices,
        unconfirmed=_unconfirmed(right, back, stay, follow_up),
        waiting=None,
        decided_by=parameters.decided_by,
        enrolled=enrolled,
    )
    return with_steps(assessment, youth, parameters)


def _target(back: Decision, stay: Decision) -> tuple[Verdict, Track | None]:
    if back.verdict is Verdict.YES:
        return Verdict.YES, Track.BACK_TO_SCHOOL
    if stay.verdict is Verdict.YES:
        return Verdict.YES, Track.STAY_AT_SCHOOL
    return back.verdict | stay.verdict, None


def _result(
    verdict: Verdict, track: Track | None, own_yes: tuple[tuple[str, Verdict], ...]
) -> tuple[Result, tuple[str, ...]]:
    closed = tuple(_CLOSED[name] for name, answer in own_yes if answer is Verdict.NO)
    if verdict is Verdict.NO:
        return Result.ELSEWHERE, ()
    if track is None:
        return Result.ASK_FIRST, closed
    if closed:
        return Result.NOT_NOW, closed
    if any(answer is Verdict.UNKNOWN for _, answer in own_yes):
        return Result.ASK_FIRST, ()
    return Result(track.value), ()


def _without_contradictions(case: Case, on: date) -> tuple[Case, dict[str, tuple[str, ...]]]:
    """The case without the answers that cannot stand together on the day, and what to ask again because of it.

    Which of two such answers is wrong nobody can tell from here, so neither is used.
    """
    faults = contradictions(case, on)
    broken = [fault for fault in faults if fault.kind in (FaultKind.WRONG_TYPE, FaultKind.UNKNOWN_CODE)]
    if broken:
        raise BadInput(broken)
    if not faults:
        return case, {}
    involved = [
        name
        for name in LAW_FACTS
        if name in case.stated and len(contradictions(case.with_facts(**{name: NOT_KNOWN}), on)) < len(faults)
    ]
    return case.with_facts(**dict.fromkeys(involved, NOT_KNOWN)), dict.fromkeys(involved, (_CONTRADICTED,))


def _said_no(reasons: tuple[str, ...]) -> bool:
    return _CLOSED["wants_help"] in reasons


def _born(case: Case) -> date | Knowledge:
    born = case.get("born")
    return born if isinstance(born, (date, Knowledge)) else NOT_STATED


def _age_notes(consent: Iterable[ConsentPath]) -> tuple[str, ...]:
    by_matter = {path.matter: path.signer for path in consent}
    if by_matter[Matter.MONEY] is not Signer.YOUTH_AND_GUARDIAN:
        return ()
    guardian_signs = by_matter[Matter.SHARING] is Signer.YOUTH_AND_GUARDIAN
    return ("programme.note.guardian_signs" if guardian_signs else "programme.note.under_18",)


def _unconfirmed(right: RightResult, *decisions: Decision) -> tuple[Source | Policy, ...]:
    used = [basis for decision in (*right.decisions, *decisions) for basis in decision.unconfirmed]
    return tuple(dict.fromkeys(used))
