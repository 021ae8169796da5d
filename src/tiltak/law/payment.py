"""Which legal routes there are for a cost, and what each requires. Who pays, and how much, the office decides."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from attrs import frozen

from tiltak.law.facts import check_case
from tiltak.law.payment_rules import FIRST_DAY, ROUTE_RULES
from tiltak.rules import Basis, Case, Decision, OutsideDates, RuleVersions

__all__ = ["Cost", "PaymentRoute", "payment_routes", "route_rules"]


class Cost(StrEnum):
    """What somebody would have to pay."""

    EKSAMENSGEBYR = "EKSAMENSGEBYR"
    """The exam fee of a private candidate."""
    REISE = "REISE"
    """The journey to the exam, or to the training."""
    BOEKER = "BOEKER"
    """Books and other learning materials."""
    BEDRIFT_FOER_LAEREKONTRAKT = "BEDRIFT_FOER_LAEREKONTRAKT"
    """A firm that takes somebody in before an apprenticeship contract is signed."""


@frozen
class _Route:
    costs: tuple[Cost, ...]
    requires: tuple[str, ...]
    decided_by: str


_MEASURE = ("participation_decided", "actual_cost_within_ceiling", "ordinary_offers_first")
_FIRM = ("ends_with_apprenticeship_contract", "no_double_funding")

_ROUTES: Mapping[str, _Route] = MappingProxyType(
    {
        "TILTAK_OPPLAERING": _Route((Cost.EKSAMENSGEBYR, Cost.REISE), _MEASURE, "NAV_KONTORET"),
        "TILTAK_TILRETTELAGT_FAG": _Route(
            (Cost.EKSAMENSGEBYR, Cost.REISE), (*_MEASURE, "agreement_with_county"), "NAV_KONTORET"
        ),
        "TILLEGGSSTOENAD_LAEREMIDLER": _Route((Cost.BOEKER,), ("application", "approved_activity"), "NAV_KONTORET"),
        "TILLEGGSSTOENAD_DAGLIG_REISE": _Route((Cost.REISE,), ("application", "daily_travel_only"), "NAV_KONTORET"),
        "SOSIALE_TJENESTER": _Route(
            (Cost.EKSAMENSGEBYR, Cost.REISE, Cost.BOEKER), ("application", "individual_assessment"), "KOMMUNE"
        ),
        "KONTORET_KJOERER": _Route((Cost.REISE,), ("office_has_driver",), "NAV_KONTORET"),
        "LOKALT_BUDSJETT": _Route(
            (Cost.EKSAMENSGEBYR, Cost.REISE, Cost.BOEKER), ("budget_line", "decision_by_manager"), "NAV_KONTORET"
        ),
        "FYLKET_FRITAR": _Route((Cost.EKSAMENSGEBYR,), ("county_rules", "before_registration"), "FYLKESKOMMUNE"),
        "ARBEIDSTRENING": _Route((Cost.BEDRIFT_FOER_LAEREKONTRAKT,), ("no_wage", *_FIRM), "NAV_KONTORET"),
        "MIDLERTIDIG_LOENNSTILSKUDD": _Route(
            (Cost.BEDRIFT_FOER_LAEREKONTRAKT,), ("employment_contract", *_FIRM), "NAV_KONTORET"
        ),
        "FIREAARIG_LOENNSTILSKUDD": _Route(
            (Cost.BEDRIFT_FOER_LAEREKONTRAKT,), ("employment_contract", "not_to_keep_a_job", *_FIRM), "NAV_KONTORET"
        ),
        "INKLUDERINGSTILSKUDD": _Route(
            (Cost.BEDRIFT_FOER_LAEREKONTRAKT,), ("extra_cost_documented", *_FIRM), "NAV_KONTORET"
        ),
        "MENTOR": _Route((Cost.BEDRIFT_FOER_LAEREKONTRAKT,), ("mentor_agreement", *_FIRM), "NAV_KONTORET"),
    }
)


@frozen
class PaymentRoute:
    """One legal route for one cost.

    Args:
        id: Code of the route.
        cost: What it would cover.
        decision: Whether the named conditions are met. YES opens the route; it pays nothing.
        requires: Ids of what must be in place besides, for the office to see to.
        basis: The provisions, or whose choice it is.
        decided_by: Who decides, as a code: NAV_KONTORET, KOMMUNE or FYLKESKOMMUNE.
    """

    id: str
    cost: Cost
    decision: Decision
    requires: tuple[str, ...]
    basis: tuple[Basis, ...]
    decided_by: str


@cache
def route_rules() -> Mapping[str, RuleVersions]:
    """The rules of every route by its code, each through time.

    >>> sorted(route_rules())[:2]
    ['ARBEIDSTRENING', 'FIREAARIG_LOENNSTILSKUDD']
    """
    return MappingProxyType({code: ROUTE_RULES[code]() for code in _ROUTES})


def _covers(rules: RuleVersions, on: date) -> bool:
    return any(first <= on and (last is None or on <= last) for first, last in rules.periods)


def payment_routes(cost: Cost, case: Case, on: date) -> tuple[PaymentRoute, ...]:
    """The legal routes for a cost on a day, open or not, each with its reasons.

    Args:
        cost: What is to be paid.
        case: What is known.
        on: The day.

    Returns:
        Every route that existed on the day, those that are open first, then the unclear, then the closed ones.

    Raises:
        BadInput: When answers contradict each other.
        OutsideDates: Before 2016-01-01, the first day these rules were read for.

    >>> case = Case({"born": date(2009, 5, 1), "in_training_measure": False})
    >>> [(route.id, route.decision.verdict.name) for route in payment_routes(Cost.BOEKER, case, date(2026, 11, 23))]
    [('SOSIALE_TJENESTER', 'UNKNOWN'), ('LOKALT_BUDSJETT', 'UNKNOWN'), ('TILLEGGSSTOENAD_LAEREMIDLER', 'NO')]
    """
    check_case(case, on)
    if on < FIRST_DAY:
        raise OutsideDates("payment_routes", on, [(FIRST_DAY, None)])
    found = []
    for code, route in _ROUTES.items():
        rules = route_rules()[code]
        if cost in route.costs and _covers(rules, on):
            decision = rules.decide(case, on)
            bases = (basis for condition in decision.rules.conditions for basis in condition.bases)
            found.append(
                PaymentRoute(code, cost, decision, route.requires, tuple(dict.fromkeys(bases)), route.decided_by)
            )
    return tuple(sorted(found, key=lambda route: -route.decision.verdict))
