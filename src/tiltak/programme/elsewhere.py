"""Where else a youth is helped, and why: the routes beside the programme.

A route is named only when the facts make it certain that it is the one to try; what is not known is a question.
"""

from datetime import date
from functools import cache

from attrs import field, frozen

from tiltak.law import Right, RightResult
from tiltak.programme.codes import Basis
from tiltak.programme.sources import OFFICE_CHOICE, policy, provision
from tiltak.rules import Case, Decision, Policy, Source, Verdict
from tiltak.tables import optional_date, read_rows

__all__ = ["Elsewhere", "elsewhere_routes", "routes_elsewhere"]

_ADULT_RIGHTS = frozenset({Right.VALG_UNGDOM_VOKSEN, Right.VOKSENRETT, Right.PAABYGGING, Right.REKVALIFISERING})
_STAY_CLOSED = frozenset({"ULOVLIG", "ENDELIG_AVSLAG"})


@frozen
class Elsewhere:
    """A route outside the programme.

    Attributes:
        code: Word id ``elsewhere.<code>``.
        reasons: Word ids of why, never empty.
        owner: Code of who has the route.
        basis_kind: Law, the description, or the library's judgement.
        basis: The section.
    """

    code: str
    reasons: tuple[str, ...]
    owner: str
    basis_kind: Basis
    basis: Source | Policy = field(repr=False)


def routes_elsewhere(on: date) -> dict[str, Elsewhere]:
    """Every route this room knows on the day `on`, by code, without reasons; the table behind `elsewhere_routes`.

    >>> routes_elsewhere(date(2026, 11, 23))["FOV"].owner
    'KOMMUNE'
    """
    return {route.code: route for first, last, route in _table() if first <= on and (last is None or on <= last)}


@cache
def _table() -> tuple[tuple[date, date | None, Elsewhere], ...]:
    rows = []
    for row in read_rows("tiltak.programme", "data/elsewhere.csv"):
        first, last = date.fromisoformat(row["valid_from"]), optional_date(row["valid_to"])
        kind = Basis(row["basis"])
        basis: Source | Policy = OFFICE_CHOICE
        if kind is Basis.RULE:
            basis = provision(row["provision"])
        elif kind is Basis.PROGRAMME:
            basis = policy(row["section"])
        rows.append((first, last, Elsewhere(row["code"], (), row["owner"], kind, basis)))
    return tuple(rows)


def elsewhere_routes(
    case: Case, right: RightResult, follow_up: Decision, failing: frozenset[str], on: date, *, only: bool
) -> tuple[Elsewhere, ...]:
    """The routes beside the programme for one youth, in the order of the table.

    Args:
        case: The facts.
        right: The law's answer about the right to training.
        follow_up: The law's answer about the county's follow-up service (OT).
        failing: Ids of the programme's conditions that are certainly not met, of both tracks.
        on: The day; the sections cited are those in force on it.
        only: True when the programme is certainly not for this youth, so that there must be a route;
            False when a route would be beside the programme.

    Returns:
        At least one route when `only` is True; where none is known, that is said (``INGEN_KJENT_RUTE``).
    """
    reasons = _along_the_programme(follow_up)
    if only:
        reasons |= _instead(case, right, failing)
        if not reasons:
            reasons = _last_resort(case, failing)
    routes = routes_elsewhere(on)
    return tuple(
        Elsewhere(code, reasons[code], route.owner, route.basis_kind, route.basis)
        for code, route in routes.items()
        if code in reasons
    )


def _along_the_programme(follow_up: Decision) -> dict[str, tuple[str, ...]]:
    return {"OT": ("programme.reason.ot_target",)} if follow_up.verdict is Verdict.YES else {}


def _instead(case: Case, right: RightResult, failing: frozenset[str]) -> dict[str, tuple[str, ...]]:
    reasons: dict[str, tuple[str, ...]] = {}
    activity = case.get("activity")
    stay_closed = case.get("residence") in _STAY_CLOSED
    too_young = "programme.at_least_16" in failing
    in_school = activity in ("ELEV", "LAERLING")
    if too_young or in_school:
        below, not_at_risk = ("programme.reason.below_16",), ("programme.reason.not_at_risk",)
        why = (*(below if too_young else ()), *(not_at_risk if "programme.at_risk" in failing and in_school else ()))
        reasons["SKOLEN_FOERST"] = why or ("programme.reason.in_school",)
    if activity == "LAERLING":
        reasons["OPPLAERINGSKONTOR"] = ("programme.reason.apprentice",)
    if too_young or stay_closed:
        return reasons
    if case.get("lower_secondary") == "IKKE_FULLFORT":
        reasons["FOV"] = ("programme.reason.lower_secondary_missing",)
    if activity == "VOKSEN_DELTAKER":
        reasons["FYLKET_VOKSEN"] = ("programme.reason.adult_participant",)
    elif not in_school and right.rights & _ADULT_RIGHTS:
        reasons["FYLKET_VOKSEN"] = ("programme.reason.adult_right",)
    if Right.KUN_SKJOENN in right.rights:
        reasons["FYLKET_SKJOENN"] = ("programme.reason.discretion_only",)
    if not in_school:
        reasons["NAV_VEILEDNING"] = _why_guidance(failing)
    return reasons


def _why_guidance(failing: frozenset[str]) -> tuple[str, ...]:
    too_old = failing & {"programme.before_30", "programme.before_31", "programme.year_of_30"}
    why = [
        *(["programme.reason.above_upper_age"] if too_old else []),
        *(["programme.reason.no_right_that_counts"] if "programme.right_that_counts" in failing else []),
        *(["programme.reason.in_work"] if "programme.outside_work" in failing else []),
    ]
    return tuple(why) or ("programme.reason.outside_the_target_group",)


def _last_resort(case: Case, failing: frozenset[str]) -> dict[str, tuple[str, ...]]:
    if case.get("residence") in _STAY_CLOSED:
        return {"INGEN_KJENT_RUTE": ("programme.reason.stay_closed",)}
    return {"NAV_VEILEDNING": _why_guidance(failing)}
