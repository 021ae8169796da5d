"""The adult right (VOKSENRETT), one rule tree a period."""

from datetime import date
from functools import cache

from tiltak.law import conditions as ask
from tiltak.law.ages import BornBefore
from tiltak.law.facts import fact
from tiltak.law.provisions import provision
from tiltak.law.values import age_rule, basis_of, year_of
from tiltak.rules import Condition, Node, RuleSet, RuleVersions, SchoolYear, all_of, any_of, is_false, is_true

__all__ = ["adult_right"]


def _stay_1998(on: date) -> Node:
    basis = provision("o98.adult.stay")
    if on < date(2014, 8, 1):
        return any_of(
            ask.lawful(basis), all_of(ask.waiting(basis), ask.judgement("waiting_before_2014", basis)), id="stay"
        )
    return ask.lawful(basis)


def _1998(on: date, age: Condition) -> Node:
    basis = provision("o98.adult.cohort" if on < date(2008, 8, 1) else "o98.adult.2008")
    foreign = provision("o98.adult.foreign.2017") if on >= date(2017, 8, 1) else None
    return all_of(
        _stay_1998(on),
        ask.no_competence(basis),
        any_of(
            all_of(
                ask.schooling_1998(basis, foreign),
                # The act says "fullført", not passed: who took the whole course and failed is the county's to judge.
                any_of(
                    Condition("full_course_not_taken", fact("full_course_taken"), is_false(), basis),
                    ask.judgement("completed_without_passing", basis),
                ),
                age,
            ),
            Condition(
                "admitted_as_adult",
                fact("admitted_as_adult"),
                is_true(),
                provision("o98.adult.finish"),
                changed_by="county",
            ),
            id="ground",
        ),
    )


def _2024() -> Node:
    on = date(2024, 8, 1)
    adult = age_rule(on, lower="adult_right.lower_age")
    youth = age_rule(on, upper="youth_right.upper_age")
    if not isinstance(youth, SchoolYear) or youth.last is None:
        raise TypeError("the youth right ends with a school year")
    after_youth = SchoolYear(first=youth.last + 1)
    months = provision("ol.youth.stay_months")
    schooling = provision("ol.adult.schooling")
    common = provision("ol.adult.no_common_subjects")
    return all_of(
        ask.lawful((provision("ol.adult.lawful"), provision("ol.adult.waiting"))),
        any_of(
            all_of(
                ask.schooling_2024(
                    schooling, (provision("of.equivalent"), provision("of.nine_years")), provision("ol.adult.foreign")
                ),
                ask.no_competence(schooling),
                Condition(
                    "adult_right_age",
                    fact("born"),
                    adult,
                    (*basis_of(on, "adult_right.lower_age"), provision("ol.youth.choose_adult")),
                ),
                # § 18-3 has no rule of three months; but while chapter 5 covers the age, a short stay is asked about.
                any_of(
                    ask.stay_over_3_months(months),
                    Condition("after_youth_right", fact("born"), after_youth, basis_of(on, "youth_right.upper_age")),
                    ask.judgement("short_stay_of_adult", (months, schooling)),
                ),
            ),
            all_of(
                ask.competence(common, "YRKE"),
                Condition("common_subjects_missing", fact("vocational_without_common_subjects"), is_true(), common),
                any_of(
                    Condition(
                        "lower_secondary_behind_competence",
                        fact("lower_secondary"),
                        ask.completed_any(),
                        schooling,
                    ),
                    ask.judgement("competence_without_lower_secondary", common),
                ),
            ),
            id="ground",
        ),
    )


def _age_1998(on: date) -> Condition:
    if on < date(2008, 8, 1):
        limit = date(year_of("adult_right.born_before", on), 1, 1)
        return Condition("born_before_1978", fact("born"), BornBefore(limit), basis_of(on, "adult_right.born_before"))
    rule = age_rule(on, lower="adult_right.lower_age")
    return Condition("adult_right_age", fact("born"), rule, basis_of(on, "adult_right.lower_age"))


_PERIODS_1998 = (
    (date(2006, 8, 1), date(2008, 7, 31)),
    (date(2008, 8, 1), date(2014, 7, 31)),
    (date(2014, 8, 1), date(2017, 7, 31)),
    (date(2017, 8, 1), date(2024, 7, 31)),
)


@cache
def adult_right() -> RuleVersions:
    """The adult right through time.

    >>> [str(first) for first, _ in adult_right().periods]
    ['2006-08-01', '2008-08-01', '2014-08-01', '2017-08-01', '2024-08-01']
    """
    old = tuple(
        RuleSet("adult_right", str(first), _1998(first, _age_1998(first)), first, last) for first, last in _PERIODS_1998
    )
    start = date(2024, 8, 1)
    return RuleVersions("adult_right", (*old, RuleSet("adult_right", str(start), _2024(), start)))
