"""The right to upper secondary training (*opplæringsrett*) on any day from 2006-08-01: a set, with reasons."""

from __future__ import annotations

from collections import Counter
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from attrs import frozen

from tiltak.law import adult, notes, other_rights, youth
from tiltak.law.facts import FACTS, check_case
from tiltak.rules import Basis, Case, Decision, RuleVersions, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["FIRST_DAY", "NEW_ACT", "Right", "RightResult", "right_rules", "right_to_training"]

FIRST_DAY = date(2006, 8, 1)
"""The first day the rules cover."""

NEW_ACT = date(2024, 8, 1)
"""The day the act of 2023 replaced the act of 1998."""


class Right(StrEnum):
    """The routes a person may have, and the three answers that are no route."""

    UNGDOMSRETT = "UNGDOMSRETT"
    """The youth right, and no adult right yet."""
    VALG_UNGDOM_VOKSEN = "VALG_UNGDOM_VOKSEN"
    """The youth right, with a free choice of training for adults (from 2024-08-01)."""
    VOKSENRETT = "VOKSENRETT"
    """The adult right."""
    PAABYGGING = "PAABYGGING"
    """Supplement to study competence after a trade."""
    REKVALIFISERING = "REKVALIFISERING"
    """One new vocational competence (from 2024-08-01)."""
    KUN_SKJOENN = "KUN_SKJOENN"
    """No right; the county may still give training."""
    INGEN_RETT = "INGEN_RETT"
    """No right."""
    UAVKLART = "UAVKLART"
    """Something is open. Alone: nothing can be said yet. Beside a right: that right is sure, and there may be more."""


@frozen
class RightResult:
    """What the law says of one person's right to training on one day.

    Args:
        rights: The rights found. KUN_SKJOENN and INGEN_RETT always stand alone; UAVKLART may stand beside a right.
        verdict: YES when there is a right, NO when there is none, UNKNOWN when it is open.
        decisions: One decision for each right that existed on the day, with all its reasons.
        questions: Facts that can still change the answer, the most decisive first.
        for_the_county: Ids of what only the county can settle, once no fact is left to ask.
        notes: Ids of what must be said together with the answer.
        on: The day.
    """

    rights: frozenset[Right]
    verdict: Verdict
    decisions: tuple[Decision, ...]
    questions: tuple[str, ...]
    for_the_county: tuple[str, ...]
    notes: tuple[str, ...]
    on: date

    @property
    def unconfirmed(self) -> tuple[Basis, ...]:
        """Sources that the answer rests on and that are not confirmed, each once."""
        return tuple(dict.fromkeys(basis for decision in self.decisions for basis in decision.unconfirmed))

    @property
    def codes(self) -> tuple[str, ...]:
        """The rights as codes, in the order of `Right`."""
        return tuple(right.value for right in Right if right in self.rights)

    def decision(self, rule_set: str) -> Decision | None:
        """The decision of one rule set by id; None when that right did not exist on the day."""
        return next((found for found in self.decisions if found.rule_set == rule_set), None)


def right_rules() -> tuple[RuleVersions, ...]:
    """The rule sets behind the answer, each through time.

    >>> [rules.id for rules in right_rules()]
    ['youth_right', 'adult_right', 'supplement', 'requalification', 'discretion']
    """
    return (
        youth.youth_right(),
        adult.adult_right(),
        other_rights.supplement(),
        other_rights.requalification(),
        other_rights.discretion(),
    )


def _decide(case: Case, on: date) -> tuple[Decision, ...]:
    # The first two cover every day and raise outside; the others did not exist under the act of 1998, or not yet.
    always, later = right_rules()[:2], right_rules()[2:]
    return (
        *(rules.decide(case, on) for rules in always),
        *(rules.decide(case, on) for rules in later if rules.periods[0][0] <= on),
    )


def _rights(verdicts: dict[str, Verdict], on: date) -> frozenset[Right]:
    named = {
        "youth_right": Right.UNGDOMSRETT,
        "adult_right": Right.VOKSENRETT,
        "supplement": Right.PAABYGGING,
        "requalification": Right.REKVALIFISERING,
    }
    found = {right for name, right in named.items() if verdicts.get(name) is Verdict.YES}
    if on >= NEW_ACT and {Right.UNGDOMSRETT, Right.VOKSENRETT} <= found:
        found = (found - {Right.UNGDOMSRETT, Right.VOKSENRETT}) | {Right.VALG_UNGDOM_VOKSEN}
    if any(verdicts.get(name) is Verdict.UNKNOWN for name in named):
        return frozenset(found | {Right.UAVKLART})
    if found:
        return frozenset(found)
    match verdicts.get("discretion", Verdict.NO):
        case Verdict.YES:
            return frozenset({Right.KUN_SKJOENN})
        case Verdict.UNKNOWN:
            return frozenset({Right.UAVKLART})
        case _:
            return frozenset({Right.INGEN_RETT})


def _questions(decisions: Sequence[Decision]) -> tuple[str, ...]:
    """The facts of all open decisions: first what most of them wait for, then by rank within each."""
    waiting: Counter[str] = Counter()
    best: dict[str, int] = {}
    for decision in decisions:
        for rank, name in enumerate(decision.still_needed):
            waiting[name] += 1
            best[name] = min(rank, best.get(name, rank))
    order = {name: number for number, name in enumerate(FACTS)}
    return tuple(sorted(waiting, key=lambda name: (-waiting[name], best[name], order[name])))


def _left_to_people(decision: Decision) -> tuple[str, ...]:
    if decision.still_needed:
        return ()  # ask the facts first; often they settle it, and nobody need be bothered
    modelled = {condition.id for condition in decision.rules.conditions if condition.test.modelled}
    return tuple(name for name in decision.unknown if name not in modelled)


def right_to_training(case: Case, on: date) -> RightResult:
    """The rights to upper secondary training that the law gives a person on a day.

    Nobody is decided about: the county decides, and what the law leaves to it is named, never guessed.

    Args:
        case: What is known; facts by the names in `FACTS`. What is absent is asked for, never assumed.
        on: The day, from 2006-08-01. Rules of the day apply.

    Returns:
        The set of rights with one reasoned decision for each.

    Raises:
        BadInput: When answers contradict each other or cannot be, such as a date of birth after `on`.
        OutsideDates: Before 2006-08-01.

    >>> case = Case({"born": date(2007, 12, 31), "residence": "STATSBORGER_EOES", "stay_over_3_months": True,
    ...              "lower_secondary": "FULLFORT", "final_competence": "INGEN", "foreign_upper_secondary": "INGEN"})
    >>> right_to_training(case, date(2026, 7, 31)).codes, right_to_training(case, date(2026, 8, 1)).codes
    (('UNGDOMSRETT',), ('VALG_UNGDOM_VOKSEN',))
    >>> right_to_training(Case({"born": date(2007, 12, 31)}), date(2026, 8, 1)).questions[:2]
    ('residence', 'final_competence')
    """
    check_case(case, on)
    decisions = _decide(case, on)
    verdicts = {decision.rule_set: decision.verdict for decision in decisions}
    rights = _rights(verdicts, on)
    none = {Right.KUN_SKJOENN, Right.INGEN_RETT}
    verdict = Verdict.NO if rights <= none else Verdict.UNKNOWN if rights == {Right.UAVKLART} else Verdict.YES
    # Once it is sure that there is a right, or none, what the county might give without one is no open question.
    open_ones = [
        found
        for found in decisions
        if found.verdict is Verdict.UNKNOWN and (found.rule_set != "discretion" or verdict is Verdict.UNKNOWN)
    ]
    return RightResult(
        rights=rights,
        verdict=verdict,
        decisions=decisions,
        questions=_questions(open_ones),
        for_the_county=tuple(dict.fromkeys(name for found in open_ones for name in _left_to_people(found))),
        notes=notes.for_rights(case, on, frozenset(right.value for right in rights), verdicts),
        on=on,
    )
