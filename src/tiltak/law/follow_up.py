"""The target group of the county's follow-up service (*oppfølgingstjenesten*, OT)."""

from datetime import date
from functools import cache

from tiltak.law import youth
from tiltak.law.facts import check_case, fact
from tiltak.law.provisions import provision
from tiltak.law.values import age_rule, basis_of
from tiltak.rules import (
    Case,
    Condition,
    Decision,
    Node,
    RuleSet,
    RuleVersions,
    Source,
    all_of,
    any_of,
    is_false,
    is_one_of,
    is_true,
)

__all__ = ["follow_up_rules", "follow_up_service"]

_START = date(2024, 8, 1)


def _outside(basis: Source, on: date) -> tuple[Node, ...]:
    """Of the age, and neither in training nor in work."""
    return (
        Condition(
            "follow_up_age",
            fact("born"),
            age_rule(on, upper="follow_up_service.upper_age"),
            basis_of(on, "follow_up_service.upper_age"),
        ),
        Condition("not_in_training", fact("activity"), is_one_of("INGEN"), basis),
        Condition("not_in_work", fact("in_work"), is_false(), basis),
    )


def _1998(tag: str, first: date) -> Node:
    stay, schooling, competence, *left = youth.youth_right_1998(tag, first)
    basis = provision(f"o98.follow_up.{tag}")
    lost = Condition("youth_right_lost", fact("youth_right_lost"), is_true(), basis)
    # Those who lost the right by being expelled were still the service's to follow up.
    return all_of(stay, schooling, competence, any_of(all_of(*left), lost, id="right"), *_outside(basis, first))


@cache
def follow_up_rules() -> RuleVersions:
    """Who the follow-up service is for, through time.

    >>> follow_up_rules().versions[-1].valid_from
    datetime.date(2024, 8, 1)
    """
    old = tuple(
        RuleSet("follow_up_service", str(first), _1998(tag, first), first, last, ("extra_years_for_special_needs",))
        for tag, first, last in youth.PERIODS_1998
    )
    tree = all_of(*youth.youth_right_2024(), *_outside(provision("ol.follow_up"), _START))
    # How counties register private candidates was not found: they are not in training by § 23-1's own words.
    new = RuleSet("follow_up_service", str(_START), tree, _START, None, ("privatist_in_follow_up",))
    return RuleVersions("follow_up_service", (*old, new))


def follow_up_service(case: Case, on: date) -> Decision:
    """Whether a person is in the target group of the county's follow-up service.

    The youth right under § 5-1, without training and work, to 31 December of the year one turns 24; to 2024-07-31 the
    year one turned 21. Between 1 January and 31 July of the year of 25 there is a youth right and no follow-up service.

    Args:
        case: What is known.
        on: The day, from 2006-08-01.

    Raises:
        BadInput: When answers contradict each other.
        OutsideDates: Before 2006-08-01.

    >>> case = Case({"born": date(2002, 6, 1), "residence": "STATSBORGER_EOES", "stay_over_3_months": True,
    ...              "lower_secondary": "FULLFORT", "final_competence": "INGEN", "foreign_upper_secondary": "INGEN",
    ...              "activity": "INGEN", "in_work": False})
    >>> follow_up_service(case, date(2026, 12, 31)).verdict.name, follow_up_service(case, date(2027, 1, 1)).verdict.name
    ('YES', 'NO')
    """
    check_case(case, on)
    return follow_up_rules().decide(case, on)
