"""What to ask next, of whom, and which conditions hang on it."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from tiltak.law import FACTS as LAW_FACTS
from tiltak.programme.target_group import FACTS, RIGHT_THAT_COUNTS
from tiltak.rules import NOT_KNOWN, Case, Decision, Fact, Verdict

__all__ = ["Question", "merge_questions"]

_WITHIN_THE_OFFICE = frozenset({"adviser", "youth", "nav"})
_RIGHT = "programme.right_that_counts"


@frozen
class Question:
    """One fact that could still change the answer.

    Attributes:
        fact: Name of the fact; its question is the word ``question.<fact>``.
        answered_by: Who can answer.
        special_category: True when the answer is special-category personal data: ask only when needed.
        why: Ids of the conditions that hang on it.
        asked: True when it has been asked already and the answer was "not known".
    """

    fact: str
    answered_by: str
    special_category: bool
    why: tuple[str, ...]
    asked: bool = False


def merge_questions(
    case: Case,
    decisions: Iterable[Decision],
    *,
    about_the_right: Sequence[str],
    for_the_county: Sequence[str],
    gates: Iterable[tuple[str, Verdict]],
    reopened: Mapping[str, tuple[str, ...]],
) -> tuple[Question, ...]:
    """The open questions of the programme and of the law as one list, each fact once.

    The order: first what the office or the youth can answer about the target group, then the youth's own yes, then
    what another body must be asked, because asking another body about a youth needs that yes. Within each, a fact
    that more of the undecided tracks need comes first, then the one the rules call most decisive.

    Args:
        case: The facts, to tell "not asked" from "asked, not known".
        decisions: The two tracks' decisions; a settled one needs nothing more, and so adds nothing.
        about_the_right: What the law asks; it stands in for the derived fact.
        for_the_county: Ids of conditions of the law that only the county can settle.
        gates: The youth's own yes to help and to sharing, see `tiltak.programme.referral.gates`.
        reopened: Facts that are stated but cannot stand, with why; of these, only the open ones are asked again.
    """
    places: dict[str, list[int]] = {}
    why: dict[str, list[str]] = {}
    for decision in decisions:
        for place, (name, conditions) in enumerate(_open_facts(decision, about_the_right, for_the_county)):
            places.setdefault(name, []).append(place)
            why.setdefault(name, []).extend(conditions)
    own_yes = [name for name, verdict in gates if verdict is Verdict.UNKNOWN]
    ranked = sorted(places, key=lambda name: (-len(places[name]), min(places[name]), name))
    ours = [name for name in ranked if _fact(name).answered_by in _WITHIN_THE_OFFICE]
    theirs = [name for name in ranked if _fact(name).answered_by not in _WITHIN_THE_OFFICE]
    why |= {name: [f"programme.{name}"] for name in own_yes}
    order = sorted(dict.fromkeys([*ours, *own_yes, *theirs]), key=lambda name: name not in reopened)
    return tuple(_question(name, tuple(dict.fromkeys([*reopened.get(name, ()), *why[name]])), case) for name in order)


def _open_facts(
    decision: Decision, about_the_right: Sequence[str], for_the_county: Sequence[str]
) -> list[tuple[str, tuple[str, ...]]]:
    """Facts one decision needs, most decisive first, with the derived right replaced by what the law asks."""
    facts: list[tuple[str, tuple[str, ...]]] = []
    for name in decision.still_needed:
        if name == RIGHT_THAT_COUNTS.name:
            facts += [(asked, (_RIGHT,)) for asked in about_the_right]
            facts += [(asked, (_RIGHT, *for_the_county)) for asked in FACTS]
        else:
            facts.append((name, _conditions_on(name, decision)))
    return facts


def _conditions_on(name: str, decision: Decision) -> tuple[str, ...]:
    return tuple(
        condition.id
        for condition in decision.rules.conditions
        if condition.id in decision.unknown and any(fact.name == name for fact in condition.facts)
    )


def _fact(name: str) -> Fact:
    return FACTS[name] if name in FACTS else LAW_FACTS[name]


def _question(name: str, why: tuple[str, ...], case: Case) -> Question:
    fact = _fact(name)
    return Question(name, fact.answered_by, fact.special_category, why, case.get(name) is NOT_KNOWN)
