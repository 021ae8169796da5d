"""A full programme: who has a place, who waits, in which order and why."""

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from tiltak.programme.codes import WaitingRule
from tiltak.programme.parameters import ProgrammeParameters
from tiltak.programme.youth import Youth
from tiltak.rules import Birthday, Decision

__all__ = ["WaitingPlace", "in_order"]

_OF_AGE = 18


@frozen
class WaitingPlace:
    """A youth's place in the order, and what put it there.

    Attributes:
        position: 1 is next; places already taken are not counted.
        has_place: True when there is a free place at this position.
        rule: The office's rule.
        key: What the rule looked at, in the order it looked, as ISO dates or codes.
        tied_with: Case ids with the very same key: between them only the case id decided, so a person should.
    """

    position: int
    has_place: bool
    rule: WaitingRule
    key: tuple[str, ...]
    tied_with: tuple[str, ...]


def in_order(
    seekers: Iterable[tuple[Youth, Decision]], free: int | None, parameters: ProgrammeParameters, on: date
) -> dict[str, WaitingPlace]:
    """The order by the office's rule, by case id.

    Args:
        seekers: Youths of one track, each with that track's decision.
        free: Places left; None when the office has set no number, and then there is a place for all.
        parameters: Holds the rule.
        on: The day it is done; UNDER_18_FIRST looks at the age on it.
    """
    keyed = sorted((_key(youth, decision, parameters, on), youth.case_id) for youth, decision in seekers)
    alike: dict[tuple[str, ...], list[str]] = {}
    for key, case_id in keyed:
        alike.setdefault(key, []).append(case_id)
    return {
        case_id: WaitingPlace(
            position,
            free is None or position <= free,
            parameters.waiting_rule,
            key,
            tuple(other for other in alike[key] if other != case_id),
        )
        for position, (key, case_id) in enumerate(keyed, start=1)
    }


def _key(youth: Youth, decision: Decision, parameters: ProgrammeParameters, on: date) -> tuple[str, ...]:
    referred = youth.referral.referred_on.isoformat()
    if parameters.waiting_rule is WaitingRule.AGES_OUT_FIRST:
        # With the other facts as they are, only age ends a yes: the last day it holds is the last of the age limit.
        return ((decision.holds_to or date.max).isoformat(), referred)
    if parameters.waiting_rule is WaitingRule.UNDER_18_FIRST:
        born = youth.case.get("born")
        minor = isinstance(born, date) and Birthday(below=_OF_AGE, leap_day=parameters.leap_day).holds(born, on)
        return ("1_UNDER_18" if minor else "2_18_OR_OVER", referred)
    return (referred,)
