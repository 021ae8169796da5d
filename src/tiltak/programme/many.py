"""An office's youths together: repeated referrals found, places handed out, the rest in order."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType

from attrs import evolve

from tiltak.programme.answer import Assessment
from tiltak.programme.assessment import assess
from tiltak.programme.codes import Result, Track
from tiltak.programme.next_steps import with_steps
from tiltak.programme.parameters import ProgrammeParameters
from tiltak.programme.referral import duplicates
from tiltak.programme.waiting import WaitingPlace, in_order
from tiltak.programme.youth import Referral, Youth
from tiltak.rules import Decision

__all__ = ["assess_all"]

_NOBODY: Mapping[str, Track] = MappingProxyType({})
_FULL = "programme.reason.full"
_DUPLICATE = "referral.fault.duplicate"


def assess_all(
    youths: Iterable[Youth],
    parameters: ProgrammeParameters,
    on: date,
    *,
    earlier: Iterable[Referral] = (),
    enrolled: Mapping[str, Track] = _NOBODY,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Assessment, ...]:
    """Assess an office's youths, in the order given, and hand out the places that are left.

    A youth who waits gets NOT_NOW with ``programme.reason.full`` and a place in the order; the office's waiting rule
    decides the order, and `WaitingPlace.key` says what it looked at. A youth referred twice takes one place.

    Args:
        youths: Any number; the same youth may be there twice, with two referrals.
        parameters: The office's reading of the programme, its capacity and its waiting rule.
        on: The day the answers are for.
        earlier: Referrals from before that are not among `youths`, to find repeats.
        enrolled: Track by case id for those who have a place already, whether among `youths` or not.
        progress: Told after each youth how many are assessed of how many.
    """
    given = tuple(youths)
    answers = []
    for done, youth in enumerate(given, start=1):
        answers.append(assess(youth, parameters, on, enrolled=enrolled.get(youth.case_id)))
        if progress is not None:
            progress(done, len(given))
    repeats = {
        (found.case_id, found.later)
        for found in duplicates([*earlier, *(youth.referral for youth in given)], parameters.duplicate_days)
    }
    places: dict[tuple[str, Result], WaitingPlace] = {}
    for track in Track:
        seekers = _seekers(track, given, answers, enrolled)
        order = in_order(seekers, _free(track, enrolled, parameters), parameters, on)
        places |= {(case_id, Result(track.value)): place for case_id, place in order.items()}
    finished = []
    for youth, answer in zip(given, answers, strict=True):
        place = places.get((youth.case_id, answer.result))
        changed = _with_place(answer, place)
        if (youth.case_id, youth.referral) in repeats:
            changed = evolve(changed, referral_faults=(*changed.referral_faults, _DUPLICATE))
        finished.append(answer if changed == answer else with_steps(changed, youth, parameters))
    return tuple(finished)


def _free(track: Track, enrolled: Mapping[str, Track], parameters: ProgrammeParameters) -> int | None:
    capacity = parameters.capacity if track is Track.BACK_TO_SCHOOL else parameters.stay_capacity
    return None if capacity is None else max(0, capacity - sum(has is track for has in enrolled.values()))


def _seekers(
    track: Track, youths: Iterable[Youth], answers: Iterable[Assessment], enrolled: Mapping[str, Track]
) -> list[tuple[Youth, Decision]]:
    """Those who fit one track and have no place in it yet; the earliest referral of each youth counts."""
    earliest: dict[str, tuple[Youth, Decision]] = {}
    for youth, answer in zip(youths, answers, strict=True):
        if answer.result.value != track.value or enrolled.get(youth.case_id) is track:
            continue
        decision = answer.back_to_school if track is Track.BACK_TO_SCHOOL else answer.stay_at_school
        seen = earliest.get(youth.case_id)
        if seen is None or youth.referral.referred_on < seen[0].referral.referred_on:
            earliest[youth.case_id] = (youth, decision)
    return list(earliest.values())


def _with_place(answer: Assessment, place: WaitingPlace | None) -> Assessment:
    if place is None:
        return answer
    if place.has_place:
        return evolve(answer, waiting=place)
    return evolve(answer, result=Result.NOT_NOW, reasons=(*answer.reasons, _FULL), waiting=place)
