"""Who the programme is for, as two rule sets built from an office's parameters.

Section 2 of the description: youths of 16-30 with a right to training ("opplæringsrett"); Back to School
for those outside training and work, Stay at School for pupils and apprentices at risk of leaving.
The right itself is law: `tiltak.law` answers that, and the answer enters here as one derived fact.
"""

from functools import lru_cache

from tiltak.law import FACTS as LAW_FACTS
from tiltak.law import NEW_ACT, Right, RightResult
from tiltak.programme.codes import UpperAge
from tiltak.programme.parameters import ProgrammeParameters
from tiltak.programme.sources import VALID_FROM, policy
from tiltak.rules import (
    Birthday,
    CalendarYear,
    Case,
    Condition,
    Decision,
    Fact,
    FactKind,
    Node,
    RuleSet,
    RuleVersions,
    Verdict,
    all_of,
    is_false,
    is_one_of,
    is_true,
)

__all__ = [
    "FACTS",
    "RIGHT_THAT_COUNTS",
    "back_to_school_rules",
    "right_questions",
    "right_that_counts",
    "stay_at_school_rules",
    "with_right",
]

RIGHT_THAT_COUNTS = Fact("right_that_counts", FactKind.YES_NO, answered_by="county")
"""Derived, never asked: whether the youth has a right that the office counts (see `right_that_counts`)."""

_CONFIRMED = Fact("right_confirmed_by_county", FactKind.YES_NO, answered_by="county")

FACTS: dict[str, Fact] = {_CONFIRMED.name: _CONFIRMED}
"""Facts this room adds to `tiltak.law.FACTS`: the county's own word on whether there is a right that counts."""

_RULE_SETS = {
    "youth_right": Right.UNGDOMSRETT,
    "adult_right": Right.VOKSENRETT,
    "supplement": Right.PAABYGGING,
    "requalification": Right.REKVALIFISERING,
}
"""Which right each of the law's rule sets gives."""

_NOT_MODELLED = (
    "programme.not_modelled.suitability",
    "programme.not_modelled.completed_education",
    "programme.not_modelled.how_much_work",
    "programme.not_modelled.training_measure",
    "programme.not_modelled.municipality",
)


def right_that_counts(
    right: RightResult, case: Case, parameters: ProgrammeParameters
) -> tuple[Verdict, tuple[str, ...]]:
    """Whether the youth has a right that counts, and the notes that go with the answer.

    YES when a right the office counts is certain, NO when surely none is, else UNKNOWN. Where the law leaves it open
    the county's own answer decides; where county and law disagree nothing is certain, and that is said.

    Args:
        right: What `tiltak.law.right_to_training` said about the same case on the same day.
        case: The facts; only ``right_confirmed_by_county`` is read here.
        parameters: Which rights count.
    """
    by_law = _by_law(right, parameters)
    confirmed = case.get(_CONFIRMED.name)
    if not isinstance(confirmed, bool):
        return by_law, ()
    by_county = Verdict.YES if confirmed else Verdict.NO
    if by_law in (Verdict.UNKNOWN, by_county):
        return by_county, ("programme.note.right_by_county",)
    return Verdict.UNKNOWN, ("programme.note.county_and_law_differ",)


def _by_law(right: RightResult, parameters: ProgrammeParameters) -> Verdict:
    found = Verdict.NO
    for decisions in _routes(right, parameters):
        found |= min(decision.verdict for decision in decisions)
    return found


def _routes(right: RightResult, parameters: ProgrammeParameters) -> list[tuple[Decision, ...]]:
    """The decisions of the law that would each give a right that counts; several together must all be YES."""
    counts = parameters.rights_that_count
    ways: list[tuple[str, ...]] = [(rule_set,) for rule_set, counted in _RULE_SETS.items() if counted in counts]
    if Right.VALG_UNGDOM_VOKSEN in counts and right.on >= NEW_ACT:
        # The choice is having both rights at once; before the act of 2023 there was no such choice.
        ways.append(("youth_right", "adult_right"))
    by_id = {decision.rule_set: decision for decision in right.decisions}
    return [tuple(by_id[name] for name in way) for way in ways if all(name in by_id for name in way)]


def right_questions(right: RightResult, parameters: ProgrammeParameters) -> tuple[str, ...]:
    """What the law still has to know about the rights that count, in the law's own order of decisiveness."""
    needed = {
        name
        for way in _routes(right, parameters)
        for decision in way
        if decision.verdict is Verdict.UNKNOWN
        for name in decision.still_needed
    }
    return tuple(name for name in right.questions if name in needed)


def with_right(case: Case, verdict: Verdict) -> Case:
    """The case with the derived fact put in, or left out while it is unknown."""
    facts = {name: value for name, value in case.facts.items() if name != RIGHT_THAT_COUNTS.name}
    if verdict is not Verdict.UNKNOWN:
        facts[RIGHT_THAT_COUNTS.name] = verdict is Verdict.YES
    return Case(facts, case.id)


def _age_and_right(parameters: ProgrammeParameters) -> tuple[Condition, ...]:
    born = (LAW_FACTS["born"],)
    basis, leap_day = policy("2"), parameters.leap_day
    upper = {
        UpperAge.BEFORE_30: ("programme.before_30", Birthday(at_least=None, below=30, leap_day=leap_day)),
        UpperAge.INCLUDING_30: ("programme.before_31", Birthday(at_least=None, below=31, leap_day=leap_day)),
        UpperAge.YEAR_OF_30: ("programme.year_of_30", CalendarYear(first=None, last=30)),
    }
    upper_id, upper_test = upper[parameters.upper_age]
    lower_test = Birthday(at_least=16, below=None, leap_day=leap_day)
    return (
        Condition("programme.at_least_16", born, lower_test, basis, changed_by="nobody"),
        Condition(upper_id, born, upper_test, basis, changed_by="nobody"),
        Condition("programme.right_that_counts", (RIGHT_THAT_COUNTS,), is_true(), basis, changed_by="county"),
    )


@lru_cache(maxsize=64)
def back_to_school_rules(parameters: ProgrammeParameters) -> RuleVersions:
    """The target group of Back to School: 16-30, a right that counts, outside training and outside work.

    Source: programme description, section 2.

    >>> rules = back_to_school_rules(ProgrammeParameters())
    >>> rules.id
    'programme.back_to_school'
    """
    tree = all_of(
        *_age_and_right(parameters),
        Condition(
            "programme.outside_training", (LAW_FACTS["activity"],), is_one_of("INGEN"), policy("2"), changed_by="youth"
        ),
        Condition("programme.outside_work", (LAW_FACTS["in_work"],), is_false(), policy("2"), changed_by="youth"),
        id="programme.back_to_school",
    )
    return _versions("programme.back_to_school", parameters, tree)


@lru_cache(maxsize=64)
def stay_at_school_rules(parameters: ProgrammeParameters) -> RuleVersions:
    """The target group of Stay at School: 16-30, a right that counts, pupil or apprentice, at risk of leaving.

    The risk is the school's word; a score of the library's own would be a guess.
    Source: programme description, section 2.

    >>> rules = stay_at_school_rules(ProgrammeParameters())
    >>> rules.id
    'programme.stay_at_school'
    """
    tree = all_of(
        *_age_and_right(parameters),
        Condition(
            "programme.pupil_or_apprentice",
            (LAW_FACTS["activity"],),
            is_one_of("ELEV", "LAERLING"),
            policy("2"),
            changed_by="youth",
        ),
        Condition("programme.at_risk", (LAW_FACTS["at_risk"],), is_true(), policy("2"), changed_by="school"),
        id="programme.stay_at_school",
    )
    return _versions("programme.stay_at_school", parameters, tree)


def _versions(name: str, parameters: ProgrammeParameters, tree: Node) -> RuleVersions:
    rules = RuleSet(
        id=name,
        version=f"1.{parameters.version}",
        tree=tree,
        valid_from=VALID_FROM,
        valid_to=None,
        not_modelled=_NOT_MODELLED,
    )
    return RuleVersions(name, (rules,))
