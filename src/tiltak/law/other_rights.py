"""The rights of those who have a final competence already, and what the county may give without a right."""

from datetime import date
from functools import cache

from tiltak.law import conditions as ask
from tiltak.law.facts import WAITING, fact
from tiltak.law.provisions import provision
from tiltak.law.values import age_rule, basis_of, year_of
from tiltak.rules import Condition, RuleSet, RuleVersions, all_of, any_of, at_least, is_false, is_one_of, is_true

__all__ = ["discretion", "requalification", "supplement"]

_START = date(2024, 8, 1)


def _supplement_1998(first: date) -> RuleSet:
    youth = provision("o98.supplement.youth" if first < date(2017, 8, 1) else "o98.supplement.2017")
    adult = provision("o98.supplement.adult")
    stay = provision("o98.adult.stay")
    year = year_of("supplement.certificate_from", first)
    tree = all_of(
        any_of(
            ask.lawful(stay),
            all_of(ask.waiting(stay), ask.judgement("supplement_while_waiting", (youth, adult))),
            id="stay",
        ),
        ask.competence(adult, "YRKE"),
        Condition(
            "certificate_2014_or_later",
            fact("trade_certificate_year"),
            at_least(year),
            basis_of(first, "supplement.certificate_from"),
        ),
        # Up to the year of 24 the youth variant carries the right, after it the adult variant. Where each ends only
        # tells them apart; that the youth variant's end was not read for 2017-2024 still reaches `unconfirmed`.
        any_of(
            Condition(
                "supplement_youth_age",
                fact("born"),
                age_rule(first, upper="supplement.upper_age"),
                (youth, *basis_of(first, "supplement.upper_age")),
            ),
            Condition("supplement_adult_age", fact("born"), age_rule(first, lower="adult_right.lower_age"), adult),
            id="variant",
        ),
    )
    last = date(2017, 7, 31) if first < date(2017, 8, 1) else date(2024, 7, 31)
    return RuleSet("supplement", str(first), tree, first, last)


@cache
def supplement() -> RuleVersions:
    """Supplement to study competence after a trade (PAABYGGING), from 2014-08-01.

    >>> [str(first) for first, _ in supplement().periods]
    ['2014-08-01', '2017-08-01', '2024-08-01']
    """
    youth, adult = provision("ol.supplement.youth"), provision("ol.supplement.adult")
    common = provision("ol.adult.no_common_subjects")
    tree = any_of(
        all_of(
            ask.lawful((provision("ol.stay.lawful"), provision("ol.adult.lawful"))),
            ask.competence((youth, adult), "YRKE"),
            Condition(
                "common_subjects_passed",
                fact("vocational_without_common_subjects"),
                is_false(),
                common,
                changed_by="youth",
            ),
            any_of(
                Condition("lower_secondary_behind_competence", fact("lower_secondary"), ask.completed_any(), youth),
                ask.judgement("competence_without_lower_secondary", youth),
            ),
        ),
        # Chapter 5 has ended by the competence and the adult rights are closed to those who wait (§ 18-10); whether
        # § 5-7 still opens is not said, so the county is asked.
        all_of(
            Condition("waiting_with_competence", fact("residence"), is_one_of(*WAITING), provision("ol.stay.waiting")),
            Condition(
                "waiting_age",
                fact("born"),
                age_rule(_START, upper="youth_right.waiting_upper_age"),
                basis_of(_START, "youth_right.waiting_upper_age"),
            ),
            ask.competence((youth,), "STUDIE", "YRKE"),
            ask.judgement("supplement_while_waiting", youth),
        ),
    )
    old = (_supplement_1998(date(2014, 8, 1)), _supplement_1998(date(2017, 8, 1)))
    return RuleVersions("supplement", (*old, RuleSet("supplement", str(_START), tree, _START)))


@cache
def requalification() -> RuleVersions:
    """One new vocational competence for those who have one already (REKVALIFISERING), from 2024-08-01.

    >>> requalification().periods
    ((datetime.date(2024, 8, 1), None),)
    """
    basis = provision("ol.requalification")
    tree = all_of(
        ask.lawful(provision("ol.adult.lawful")),
        ask.competence(basis, "STUDIE", "YRKE"),
        Condition("requalification_left", fact("requalification_used"), is_false(), basis),
        any_of(
            Condition("lower_secondary_behind_competence", fact("lower_secondary"), ask.completed_any(), basis),
            ask.judgement("competence_without_lower_secondary", basis),
        ),
    )
    return RuleVersions("requalification", (RuleSet("requalification", str(_START), tree, _START),))


@cache
def discretion() -> RuleVersions:
    """Who the county may give training without any right (KUN_SKJOENN), from 2024-08-01.

    >>> discretion().versions[0].fact_names[0]
    'residence'
    """
    used, schooling = provision("ol.discretion.used"), provision("ol.discretion.schooling")
    tree = all_of(
        ask.lawful(provision("ol.adult.lawful")),
        any_of(
            all_of(
                ask.competence(used, "STUDIE", "YRKE"),
                Condition("requalification_spent", fact("requalification_used"), is_true(), used),
            ),
            all_of(
                Condition(
                    "lower_secondary_not_completed", fact("lower_secondary"), is_one_of("IKKE_FULLFORT"), schooling
                ),
                Condition(
                    "no_schooling_abroad",
                    fact("foreign_upper_secondary"),
                    is_one_of("INGEN", "GODKJENT"),
                    schooling,
                ),
            ),
            id="ground",
        ),
    )
    rules = RuleSet("discretion", str(_START), tree, _START, not_modelled=("age_for_discretion",))
    return RuleVersions("discretion", (rules,))
