"""NAV's own measures and guarantees, as far as their age and group stand in a text that was read."""

from datetime import date
from functools import cache

from tiltak.law import conditions as ask
from tiltak.law.facts import check_case, fact
from tiltak.law.provisions import provision
from tiltak.law.values import age_rule, basis_of, value
from tiltak.rules import (
    CalendarYear,
    Case,
    Condition,
    Decision,
    Node,
    RuleSet,
    RuleVersions,
    all_of,
    any_of,
    is_false,
    is_true,
)

__all__ = [
    "activity_condition",
    "may_use_measures",
    "nav_rules",
    "need_established",
    "training_measure",
    "youth_guarantee",
    "youth_programme",
]


def may_use_measures(on: date, *, adapted_course: ask.Bases | None = None) -> tuple[Node, ...]:
    """What every labour-market measure asks: lawful stay, and the lower age.

    Args:
        on: A day of the rules.
        adapted_course: Where it is written that an adapted trade course opens in the year of 16. Whether the general
            lower age, the 16th birthday, holds beside it is then left to judgement.
    """
    lawful = provision("aml.lawful")
    lower = "nav_measure.lower_age"
    sixteen: Node = Condition("measure_age", fact("born"), age_rule(on, lower=lower), basis_of(on, lower))
    if adapted_course is not None:
        sixteen = any_of(sixteen, ask.judgement("adapted_course_before_16", adapted_course), id="measure_age_or_course")
    return (
        any_of(
            ask.lawful(lawful),
            all_of(ask.waiting(lawful), ask.judgement("labour_services_while_waiting", lawful)),
            id="stay",
        ),
        sixteen,
    )


def need_established() -> Condition:
    """NAV has established the need for help in an assessment under § 14 a."""
    return Condition("need_established", fact("need_established"), is_true(), provision("navl.14a"), changed_by="nav")


def _youth_guarantee(first: date, last: date | None) -> RuleSet:
    names = ("youth_guarantee.lower_age", "youth_guarantee.below_age")
    age: Node = Condition(
        "youth_guarantee_age", fact("born"), age_rule(first, lower=names[0], upper=names[1]), basis_of(first, *names)
    )
    need: Node = need_established()
    if last is not None:
        need = ask.judgement("guarantee_wording_before_2025", provision("ug.2023"))
    else:
        adapted = value("youth_guarantee.adapted_course_lower_age", first)
        if not isinstance(adapted.value, int):
            raise TypeError("the age of adapted courses is a whole number of years")
        # From 1 January of that year to the birthday itself, which opens the guarantee for everybody.
        year = CalendarYear(adapted.value, adapted.value)
        age = any_of(
            age,
            all_of(
                Condition(
                    "adapted_course_year",
                    fact("born"),
                    year,
                    basis_of(first, "youth_guarantee.adapted_course_lower_age"),
                ),
                Condition(
                    "adapted_course_agreed",
                    fact("adapted_course_agreed"),
                    is_true(),
                    provision("ug.adapted"),
                    changed_by="nav",
                ),
            ),
            id="age",
        )
    return RuleSet("youth_guarantee", str(first), all_of(age, need), first, last)


def _training_measure(first: date, last: date | None) -> RuleSet:
    general = may_use_measures(first)
    if first < date(2025, 7, 1):
        age: Node = ask.judgement("training_measure_age_before_2025", provision("tf.training.age.2016"))
    else:
        age = Condition(
            "training_measure_age",
            fact("born"),
            age_rule(first, lower="training_measure.lower_age"),
            basis_of(first, "training_measure.lower_age"),
        )
        if first >= date(2025, 8, 1):
            lower = "training_measure.adapted_course_lower_age"
            adapted = provision("tf.training.adapted")
            general = may_use_measures(first, adapted_course=adapted)
            age = any_of(
                age,
                all_of(
                    Condition("adapted_course_age", fact("born"), age_rule(first, lower=lower), basis_of(first, lower)),
                    Condition("complex_needs", fact("complex_needs"), is_true(), adapted),
                    Condition(
                        "adapted_course_agreed",
                        fact("adapted_course_agreed"),
                        is_true(),
                        provision("tf.training.cooperation"),
                        changed_by="nav",
                    ),
                ),
                id="age",
            )
    tree = all_of(*general, need_established(), age)
    return RuleSet("training_measure", str(first), tree, first, last, ("ordinary_offers_first",))


@cache
def nav_rules() -> dict[str, RuleVersions]:
    """The rule sets of NAV's measures by id, each through time.

    >>> sorted(nav_rules())
    ['activity_condition', 'training_measure', 'youth_guarantee', 'youth_programme']
    """
    guarantee = (
        _youth_guarantee(date(2023, 7, 1), date(2025, 7, 31)),
        _youth_guarantee(date(2025, 8, 1), None),
    )
    training = (
        _training_measure(date(2016, 1, 1), date(2025, 6, 30)),
        _training_measure(date(2025, 7, 1), date(2025, 7, 31)),
        _training_measure(date(2025, 8, 1), None),
    )
    on = date(2017, 1, 1)
    activity = RuleSet(
        "activity_condition",
        str(on),
        all_of(
            Condition(
                "under_30",
                fact("born"),
                age_rule(on, upper="activity_condition.below_age"),
                basis_of(on, "activity_condition.below_age"),
            ),
            Condition("receives_social_assistance", fact("receives_social_assistance"), is_true(), provision("st.20a")),
        ),
        on,
        None,
        ("weighty_reasons_against",),
    )
    start = date(2025, 8, 1)
    names = ("youth_programme.lower_age", "youth_programme.below_age")
    target = provision("up.target")
    programme = RuleSet(
        "youth_programme",
        str(start),
        all_of(
            Condition(
                "youth_programme_age",
                fact("born"),
                age_rule(start, lower=names[0], upper=names[1]),
                basis_of(start, *names),
            ),
            need_established(),
            Condition("youth_programme_new", fact("youth_programme_before"), is_false(), target),
            ask.judgement("youth_programme_office", target),
        ),
        start,
    )
    versions = (
        RuleVersions("activity_condition", (activity,)),
        RuleVersions("training_measure", training),
        RuleVersions("youth_guarantee", guarantee),
        RuleVersions("youth_programme", (programme,)),
    )
    return {one.id: one for one in versions}


def youth_guarantee(case: Case, on: date) -> Decision:
    """Whether NAV's youth guarantee covers a person: from the 16th birthday to the day before the 30th.

    In an adapted trade course that NAV and the county have agreed on, already from 1 January of the year one turns 16.
    Before 2025-08-01 the wording was not read, so the age alone can say no and nothing can say yes.

    Raises:
        BadInput: When answers contradict each other.
        OutsideDates: Before 2023-07-01.

    >>> case = Case({"born": date(2010, 11, 23), "need_established": True, "adapted_course_agreed": False})
    >>> [youth_guarantee(case, date(2026, 11, day)).verdict.name for day in (22, 23)]
    ['NO', 'YES']
    """
    check_case(case, on)
    return nav_rules()["youth_guarantee"].decide(case, on)


def training_measure(case: Case, on: date) -> Decision:
    """Whether a person is of the group for NAV's training measure (*opplæringstiltak*).

    From 2025-07-01: from 1 January of the year one turns 19. From 2025-08-01 also from the year of 16, with complex
    needs, in an adapted trade course that NAV and the county have agreed on.

    Raises:
        BadInput: When answers contradict each other.
        OutsideDates: Before 2016-01-01.

    >>> case = Case({"born": date(2007, 12, 31), "residence": "STATSBORGER_EOES", "need_established": True})
    >>> training_measure(case, date(2026, 1, 1)).verdict.name
    'YES'
    """
    check_case(case, on)
    return nav_rules()["training_measure"].decide(case, on)


def activity_condition(case: Case, on: date) -> Decision:
    """Whether social assistance must come with a condition of activity (§ 20 a: under 30).

    Weighty reasons against are left to the office.

    Raises:
        BadInput: When answers contradict each other.
        OutsideDates: Before 2017-01-01.

    >>> case = Case({"born": date(1996, 11, 24), "receives_social_assistance": True})
    >>> [activity_condition(case, date(2026, 11, day)).verdict.name for day in (23, 24)]
    ['YES', 'NO']
    """
    check_case(case, on)
    return nav_rules()["activity_condition"].decide(case, on)


def youth_programme(case: Case, on: date) -> Decision:
    """Whether a person may be of the group for the youth programme trial; which offices have it is left open.

    Raises:
        BadInput: When answers contradict each other.
        OutsideDates: Before 2025-08-01.

    >>> youth_programme(Case({"born": date(1997, 11, 23)}), date(2026, 11, 23)).verdict.name
    'NO'
    """
    check_case(case, on)
    return nav_rules()["youth_programme"].decide(case, on)
