"""Conditions that several rights ask, each built with the provision of its own period."""

from tiltak.law.facts import LAWFUL, WAITING, fact
from tiltak.rules import (
    AnyOf,
    Basis,
    Condition,
    Node,
    Test,
    all_of,
    any_of,
    is_false,
    is_one_of,
    is_true,
    not_modelled,
)

__all__ = [
    "competence",
    "completed_any",
    "foreign_not_recognised",
    "judgement",
    "lawful",
    "no_competence",
    "not_lost",
    "schooling_1998",
    "schooling_2024",
    "stay_over_3_months",
    "waiting",
]

Bases = Basis | tuple[Basis, ...]


def judgement(name: str, basis: Bases) -> Condition:
    """Something the law leaves to the county or the office: always open, never answered here."""
    return Condition(name, (), not_modelled(), basis)


def lawful(basis: Bases) -> Condition:
    """The stay is lawful, with no reservation."""
    return Condition("lawful_stay", fact("residence"), is_one_of(*LAWFUL), basis)


def waiting(basis: Bases) -> Condition:
    """An application, or an appeal, about the stay is not finally decided."""
    return Condition("waiting_for_residence", fact("residence"), is_one_of(*WAITING), basis)


def stay_over_3_months(basis: Bases) -> Condition:
    """The stay is likely to be longer than three months."""
    return Condition("stay_over_3_months", fact("stay_over_3_months"), is_true(), basis)


def no_competence(basis: Bases) -> Condition:
    """Neither study competence nor vocational competence."""
    return Condition("no_final_competence", fact("final_competence"), is_one_of("INGEN"), basis)


def competence(basis: Bases, *codes: str) -> Condition:
    """A final competence of one of these kinds."""
    name = "vocational_competence" if codes == ("YRKE",) else "final_competence_held"
    return Condition(name, fact("final_competence"), is_one_of(*codes), basis)


def foreign_not_recognised(basis: Bases) -> Condition:
    """Upper secondary school abroad, completed and not recognised here."""
    return Condition("foreign_not_recognised", fact("foreign_upper_secondary"), is_one_of("IKKE_GODKJENT"), basis)


def schooling_2024(basis: Bases, equivalent: Bases, foreign: Bases) -> AnyOf:
    """Lower secondary school or the equivalent; or upper secondary school abroad that was not recognised.

    While recognition is pending nobody can say which of the two acts on the person, so the answer stays open.
    """
    abroad = fact("foreign_upper_secondary")
    school = fact("lower_secondary")
    return any_of(
        all_of(
            any_of(
                Condition("lower_secondary_completed", school, is_one_of("FULLFORT"), basis),
                Condition(
                    "lower_secondary_equivalent",
                    school,
                    is_one_of("TILSVARENDE", "UTENLANDSK_MINST_9_AAR"),
                    equivalent,
                ),
            ),
            Condition("recognition_settled", abroad, is_one_of("INGEN", "GODKJENT"), foreign),
        ),
        foreign_not_recognised(foreign),
        all_of(
            Condition("recognition_pending", abroad, is_one_of("UNDER_VURDERING"), foreign),
            judgement("recognition_outcome", foreign),
        ),
        id="schooling",
    )


def schooling_1998(basis: Bases, foreign: Bases | None) -> Node:
    """Lower secondary school or the equivalent, under the act of 1998.

    Args:
        basis: The provision.
        foreign: The provision on upper secondary school abroad; None before 2017-08-01, when there was none and what
            such schooling did to the right was not read, so that it stays open.
    """
    school = fact("lower_secondary")
    abroad = fact("foreign_upper_secondary")
    completed = any_of(
        Condition("lower_secondary_completed", school, is_one_of("FULLFORT", "TILSVARENDE"), basis),
        all_of(
            Condition("lower_secondary_abroad", school, is_one_of("UTENLANDSK_MINST_9_AAR"), basis),
            judgement("schooling_equivalence", basis),
        ),
    )
    if foreign is None:
        return all_of(
            completed,
            any_of(
                Condition("no_foreign_upper_secondary", abroad, is_one_of("INGEN"), basis),
                judgement("foreign_before_2017", basis),
            ),
            id="schooling",
        )
    return any_of(
        all_of(completed, Condition("recognition_settled", abroad, is_one_of("INGEN", "GODKJENT"), foreign)),
        foreign_not_recognised(foreign),
        all_of(
            Condition("recognition_pending", abroad, is_one_of("UNDER_VURDERING"), foreign),
            judgement("recognition_outcome", foreign),
        ),
        id="schooling",
    )


def not_lost(basis: Bases) -> Condition:
    """The youth right was not lost by a decision to expel."""
    return Condition("youth_right_not_lost", fact("youth_right_lost"), is_false(), basis)


def completed_any() -> Test:
    """Lower secondary school in any of the ways that count."""
    return is_one_of("FULLFORT", "TILSVARENDE", "UTENLANDSK_MINST_9_AAR")
