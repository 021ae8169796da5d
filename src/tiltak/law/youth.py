"""The youth right (UNGDOMSRETT), one rule tree a period."""

from datetime import date
from functools import cache

from tiltak.law import conditions as ask
from tiltak.law.ages import SchoolYearOfBirthday
from tiltak.law.facts import fact
from tiltak.law.provisions import provision
from tiltak.law.values import age_rule, basis_of, value
from tiltak.rules import (
    AnyOf,
    Condition,
    Node,
    RuleSet,
    RuleVersions,
    Source,
    all_of,
    any_of,
    at_least,
    is_one_of,
    not_,
)

__all__ = [
    "PERIODS_1998",
    "lawful_or_waiting_2024",
    "lawful_or_waiting_until",
    "youth_right",
    "youth_right_1998",
    "youth_right_2024",
]


def lawful_or_waiting_2024() -> AnyOf:
    """Lawful stay; or waiting for a decision, to the end of the school year that begins in the year one turns 18."""
    on = date(2024, 8, 1)
    rule = age_rule(on, upper="youth_right.waiting_upper_age")
    return any_of(
        ask.lawful(provision("ol.stay.lawful")),
        all_of(
            ask.waiting((provision("ol.stay.waiting"), provision("ol.stay.rejected"))),
            Condition("waiting_age", fact("born"), rule, basis_of(on, "youth_right.waiting_upper_age")),
        ),
        id="stay",
    )


def youth_right_2024() -> tuple[Node, ...]:
    """What the youth right asks from 2024-08-01, but for its age."""
    return (
        lawful_or_waiting_2024(),
        ask.schooling_2024(
            provision("ol.youth.schooling"),
            (provision("of.equivalent"), provision("of.nine_years")),
            provision("ol.youth.foreign"),
        ),
        ask.no_competence(provision("ol.youth.until")),
        ask.stay_over_3_months(provision("ol.youth.stay_months")),
    )


def lawful_or_waiting_until(on: date, basis: Source) -> AnyOf:
    """Lawful stay under the act of 1998; those who wait, as the wording of the period says.

    Before 2014-08-01 no rule for those who wait was read, so the answer stays open for them.
    """
    if on < date(2014, 8, 1):
        return any_of(
            ask.lawful(basis), all_of(ask.waiting(basis), ask.judgement("waiting_before_2014", basis)), id="stay"
        )
    age = value("youth_right.waiting_below_age", on).value
    if not isinstance(age, int):
        raise TypeError("the age of those who wait is a whole number of years")
    sources = basis_of(on, "youth_right.waiting_below_age")
    return any_of(
        ask.lawful(basis),
        all_of(
            ask.waiting(basis),
            ask.stay_over_3_months(basis_of(on, "youth_right.stay_months")),
            any_of(
                Condition("waiting_age", fact("born"), age_rule(on, upper="youth_right.waiting_below_age"), sources),
                all_of(
                    Condition("school_year_of_18", fact("born"), SchoolYearOfBirthday(age), sources),
                    Condition("in_school", fact("activity"), is_one_of("ELEV", "LAERLING"), sources),
                ),
            ),
        ),
        id="stay",
    )


def _years_left(on: date, basis: Source) -> AnyOf:
    years = value("youth_right.years", on)
    if not isinstance(years.value, int):
        raise TypeError("the years of the right are a whole number")
    sources = (basis, *basis_of(on, "youth_right.years"))
    return any_of(
        not_(Condition("years_used_up", fact("years_used"), at_least(years.value), sources)),
        ask.judgement("years_granted_beyond", sources),
        id="years",
    )


def youth_right_1998(tag: str, on: date) -> tuple[Node, ...]:
    """What the youth right asked under the act of 1998, but for its age.

    Args:
        tag: The wording: ``"2006"``, ``"2011"`` or ``"2017"``.
        on: First day of the period.
    """
    stay = provision("o98.stay." + (tag if on < date(2014, 8, 1) else "2014" if on < date(2015, 1, 1) else "2015"))
    schooling = provision(f"o98.youth.schooling.{tag}")
    foreign = provision("o98.youth.foreign.2017") if tag == "2017" else None
    until = provision("o98.youth.until.2017" if tag == "2017" else f"o98.youth.window.{tag}")
    window: tuple[Node, ...] = ()
    if tag != "2017":
        open_ones = ("IKKE_STARTET", "AAPENT", "UTSATT")
        sources = basis_of(on, "youth_right.window_years", "youth_right.window_years_in_company")
        window = (Condition("window_open", fact("youth_right_window"), is_one_of(*open_ones), sources),)
    return (
        lawful_or_waiting_until(on, stay),
        ask.schooling_1998(schooling, foreign),
        ask.no_competence(schooling),
        *window,
        _years_left(on, until),
    )


def _until(on: date) -> Condition:
    rule = age_rule(on, upper="youth_right.upper_age")
    return Condition("youth_right_age", fact("born"), rule, basis_of(on, "youth_right.upper_age"))


PERIODS_1998 = (
    ("2006", date(2006, 8, 1), date(2010, 12, 31)),
    ("2011", date(2011, 1, 1), date(2014, 7, 31)),
    ("2011", date(2014, 8, 1), date(2014, 12, 31)),
    ("2011", date(2015, 1, 1), date(2017, 7, 31)),
    ("2017", date(2017, 8, 1), date(2024, 7, 31)),
)
"""The wordings of the act of 1998: the rule changed on 2014-08-01 and 2017-08-01; on 2011-01-01 and 2015-01-01
only what was read did, and with it how sure we are."""


@cache
def youth_right() -> RuleVersions:
    """The youth right through time.

    >>> [str(first) for first, _ in youth_right().periods]
    ['2006-08-01', '2011-01-01', '2014-08-01', '2015-01-01', '2017-08-01', '2024-08-01']
    """
    old = tuple(
        RuleSet(
            "youth_right",
            str(first),
            all_of(*youth_right_1998(tag, first), ask.not_lost(provision(f"o98.youth.lost.{tag}")), _until(first)),
            first,
            last,
            ("extra_years_for_special_needs",),
        )
        for tag, first, last in PERIODS_1998
    )
    start = date(2024, 8, 1)
    new = RuleSet("youth_right", str(start), all_of(*youth_right_2024(), _until(start)), start)
    return RuleVersions("youth_right", (*old, new))
