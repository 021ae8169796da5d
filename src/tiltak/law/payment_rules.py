"""The rules behind each payment route."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from tiltak.law import conditions as ask
from tiltak.law.ages import NotOlderThan
from tiltak.law.facts import fact
from tiltak.law.nav import may_use_measures, need_established
from tiltak.law.provisions import CHECKED_ON, provision
from tiltak.law.values import age_rule, basis_of, value
from tiltak.rules import (
    AnyOf,
    Condition,
    Node,
    Policy,
    RuleSet,
    RuleVersions,
    Source,
    all_of,
    any_of,
    is_false,
    is_one_of,
    is_true,
)

__all__ = ["FIRST_DAY", "ROUTE_RULES"]

FIRST_DAY = date(2016, 1, 1)
"""The regulation on labour-market measures came into force this day; nothing older was read."""

_OFFICE = Policy("kontoret", "kontorets budsjett", "", CHECKED_ON)
_COUNTY = Policy("fylkeskommunen", "fylkets egne regler om eksamensgebyr", "", CHECKED_ON)


def _in_measure(*basis: Source) -> Condition:
    return Condition("in_training_measure", fact("in_training_measure"), is_true(), basis, changed_by="nav")


def _training() -> RuleVersions:
    first, second, third = date(2016, 1, 1), date(2025, 7, 1), date(2025, 8, 1)
    old = all_of(
        *may_use_measures(first),
        _in_measure(provision("tf.training.grant.2016")),
        ask.judgement("training_measure_age_before_2025", provision("tf.training.age.2016")),
    )

    grant = tuple(provision(f"tf.training.{name}") for name in ("grant", "content", "last_resort"))

    def tree(on: date) -> Node:
        lower = "training_measure.lower_age"
        age = Condition("training_measure_age", fact("born"), age_rule(on, lower=lower), basis_of(on, lower))
        return all_of(*may_use_measures(on), _in_measure(*grant), age)

    left_out = ("ordinary_offers_first",)
    return RuleVersions(
        "TILTAK_OPPLAERING",
        (
            RuleSet("TILTAK_OPPLAERING", str(first), old, first, date(2025, 6, 30), left_out),
            RuleSet("TILTAK_OPPLAERING", str(second), tree(second), second, date(2025, 7, 31), left_out),
            RuleSet("TILTAK_OPPLAERING", str(third), tree(third), third, None, left_out),
        ),
    )


def _adapted() -> RuleVersions:
    on = date(2025, 8, 1)
    lower, adapted = "training_measure.adapted_course_lower_age", provision("tf.training.adapted")
    tree = all_of(
        *may_use_measures(on, adapted_course=adapted),
        _in_measure(provision("tf.training.grant")),
        Condition("adapted_course_age", fact("born"), age_rule(on, lower=lower), basis_of(on, lower)),
        Condition("complex_needs", fact("complex_needs"), is_true(), adapted),
        Condition(
            "adapted_course_agreed",
            fact("adapted_course_agreed"),
            is_true(),
            provision("tf.training.cooperation"),
            changed_by="nav",
        ),
    )
    return _one("TILTAK_TILRETTELAGT_FAG", on, tree)


def _one(name: str, on: date, tree: Node, last: date | None = None) -> RuleVersions:
    return RuleVersions(name, (RuleSet(name, str(on), tree, on, last),))


def _learning_materials() -> RuleVersions:
    on = date(2025, 1, 1)
    names = ("supplementary_benefit.lower_age", "supplementary_benefit.below_age")
    basis = provision("nav.learning_materials")
    tree = all_of(
        Condition(
            "supplementary_benefit_age",
            fact("born"),
            age_rule(on, lower=names[0], upper=names[1]),
            basis_of(on, *names),
        ),
        any_of(
            Condition("reduced_work_capacity", fact("reduced_work_capacity"), is_true(), basis),
            Condition(
                "benefit_with_learning_materials",
                fact("benefit"),
                is_one_of("AAP", "UFOERETRYGD", "ENSLIG_FORSORGER", "OMSTILLINGSSTOENAD"),
                basis,
            ),
            id="group",
        ),
    )
    return _one("TILLEGGSSTOENAD_LAEREMIDLER", on, tree)


def _daily_travel() -> RuleVersions:
    basis = provision("nav.daily_travel")
    tree = all_of(
        _in_measure(basis),
        Condition("benefit_with_travel", fact("benefit"), is_one_of("TILTAKSPENGER", "DAGPENGER", "KVP"), basis),
    )
    return _one("TILLEGGSSTOENAD_DAGLIG_REISE", date(2026, 1, 1), tree)


def _before_contract() -> AnyOf:
    basis = provision("tf.double_funding")
    return any_of(
        Condition("contract_not_signed", fact("apprenticeship_contract_signed"), is_false(), basis),
        # Neither a ban nor a permission during the apprenticeship was found.
        ask.judgement("support_during_apprenticeship", basis),
        id="contract",
    )


def _in_firm(name: str, part: Node, later: Node | None = None) -> RuleVersions:
    # The regulation's lower age was written anew on 2025-08-01, with the same limit.
    second = date(2025, 8, 1)
    old = all_of(*may_use_measures(FIRST_DAY), need_established(), part, _before_contract())
    new = all_of(*may_use_measures(second), need_established(), later or part, _before_contract())
    return RuleVersions(
        name,
        (
            RuleSet(name, str(FIRST_DAY), old, FIRST_DAY, date(2025, 7, 31)),
            RuleSet(name, str(second), new, second),
        ),
    )


def _work_training() -> RuleVersions:
    basis = provision("tf.work_training")
    return _in_firm("ARBEIDSTRENING", Condition("not_employed", fact("employed_by_firm"), is_false(), basis))


def _employed(basis: Source) -> Condition:
    return Condition("employed_by_firm", fact("employed_by_firm"), is_true(), basis, changed_by="employer")


def _wage_subsidy() -> RuleVersions:
    return _in_firm("MIDLERTIDIG_LOENNSTILSKUDD", _employed(provision("tf.wage_subsidy")))


def _trial() -> RuleVersions:
    on, last = date(2026, 8, 1), date(2032, 12, 31)
    basis = provision("nav.trial")
    oldest = value("wage_subsidy_trial.oldest_at_start", on).value
    if not isinstance(oldest, int):
        raise TypeError("the age of the trial is a whole number of years")
    tree = all_of(
        *may_use_measures(on),
        Condition("trial_age", fact("born"), NotOlderThan(oldest), basis_of(on, "wage_subsidy_trial.oldest_at_start")),
        Condition("reduced_work_capacity", fact("reduced_work_capacity"), is_true(), basis),
        _employed(basis),
        _before_contract(),
    )
    return _one("FIREAARIG_LOENNSTILSKUDD", on, tree, last)


def _inclusion() -> RuleVersions:
    on = date(2024, 1, 1)
    tree = all_of(
        *may_use_measures(on),
        need_established(),
        ask.judgement("inclusion_cost", provision("nav.inclusion_grant")),
        _before_contract(),
    )
    return _one("INKLUDERINGSTILSKUDD", on, tree)


def _mentor() -> RuleVersions:
    first, later = provision("tf.mentor.2016"), provision("tf.mentor")
    return _in_firm("MENTOR", ask.judgement("mentor_need", first), ask.judgement("mentor_need", later))


def _social_services() -> RuleVersions:
    tree = ask.judgement("social_services_assessment", (provision("st.18"), provision("st.19")))
    return _one("SOSIALE_TJENESTER", date(2010, 1, 1), tree)


def _driving() -> RuleVersions:
    return _one("KONTORET_KJOERER", FIRST_DAY, ask.judgement("office_can_drive", _OFFICE))


def _budget() -> RuleVersions:
    return _one("LOKALT_BUDSJETT", FIRST_DAY, ask.judgement("office_budget", _OFFICE))


def _county() -> RuleVersions:
    return _one("FYLKET_FRITAR", FIRST_DAY, ask.judgement("county_exemption", _COUNTY))


ROUTE_RULES: Mapping[str, Callable[[], RuleVersions]] = MappingProxyType(
    {
        "TILTAK_OPPLAERING": _training,
        "TILTAK_TILRETTELAGT_FAG": _adapted,
        "TILLEGGSSTOENAD_LAEREMIDLER": _learning_materials,
        "TILLEGGSSTOENAD_DAGLIG_REISE": _daily_travel,
        "SOSIALE_TJENESTER": _social_services,
        "KONTORET_KJOERER": _driving,
        "LOKALT_BUDSJETT": _budget,
        "FYLKET_FRITAR": _county,
        "ARBEIDSTRENING": _work_training,
        "MIDLERTIDIG_LOENNSTILSKUDD": _wage_subsidy,
        "FIREAARIG_LOENNSTILSKUDD": _trial,
        "INKLUDERINGSTILSKUDD": _inclusion,
        "MENTOR": _mentor,
    }
)
"""How to build the rules of each route, by its code."""
