"""The grounds on which something may be told, each a small tree of conditions with its provision.

A ground is a *may*. Two are duties that go before every consent: to report a serious concern for a child, and to avert
certain serious offences. Where the law leaves the weighing to a person, the ground holds a condition that nobody but
that person answers.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from attrs import frozen

from tiltak.law.conditions import judgement
from tiltak.law.sharing.facts import SHARING_FACTS
from tiltak.law.sharing.sources import provision
from tiltak.law.values import age_rule, basis_of
from tiltak.rules import Basis, Condition, Node, all_of, any_of, is_false, is_one_of, is_true

__all__ = ["BYPASSES", "JUDGES", "Bypass", "ground", "is_said", "police_ground"]

_SINCE_2023: Final = date(2023, 1, 1)


@frozen
class Bypass:
    """A ground that goes before consent, and is therefore named and logged.

    Args:
        ground: Id of the ground.
        duty: True when it must be told, False when it may.
    """

    ground: str
    duty: bool


BYPASSES: Final[Mapping[str, Bypass]] = {
    name: Bypass(name, duty)
    for name, duty in (
        ("ground_child_welfare", True),
        ("ground_avert_offence", True),
        ("ground_life_and_health", False),
        ("ground_serious_danger", False),
        ("ground_serious_harm", False),
    )
}

JUDGES: Final[Mapping[str, str]] = {
    "judged_parental_responsibility": "OFFICE",
    "judged_weighty_interests": "HEALTH_PERSONNEL",
    "judged_proportionate_by_police": "POLICE",
    "judged_consent_under_police_law": "POLICE",
    "judged_givers_own_secrecy": "GIVER",
    "judged_protected_address": "LEADER",
}
"""Who answers what the law leaves to judgement, by condition; the words are ``judge.<code>``."""


def is_said(name: str, *bases: Basis, condition: str = "", changed_by: str = "nobody") -> Condition:
    """Somebody vouches for a fact."""
    return Condition(condition or name, SHARING_FACTS[name], is_true(), bases, changed_by=changed_by)


_OTHER_BODIES: Final = (
    "NAV",
    "NAV_KOMMUNE",
    "SKOLE",
    "OT",
    "PPT",
    "HELSETJENESTE",
    "SLT",
    "KOMMUNE",
    "FYLKESKOMMUNE",
    "BARNEVERN",
)
"""Administrative bodies but the police, to whom only an offence or a danger opens."""


@frozen
class _Ground:
    """What a ground asks; all of it must hold.

    Args:
        said: Facts somebody must vouch for.
        to: Name of the condition and the bodies that may be told; None for anybody.
        aim: Name of the condition and the purpose; None for any.
        only: Name of the condition and the category; None for any.
        unless: Name of the condition and the fact that must not be so; None when there is none.
        child: Name of the condition that the youth is under 18; empty when age is not asked.
        judged: The condition that a person weighs; empty when nothing is weighed.
    """

    said: tuple[str, ...] = ()
    to: tuple[str, tuple[str, ...]] | None = None
    aim: tuple[str, str] | None = None
    only: tuple[str, str] | None = None
    unless: tuple[str, str] | None = None
    child: str = ""
    judged: str = ""


_GROUNDS: Final[Mapping[str, _Ground]] = {
    "child_welfare": _Ground(
        ("serious_child_welfare_concern",), to=("to_child_welfare", ("BARNEVERN",)), child="is_a_child"
    ),
    "same_office": _Ground(
        ("needed_in_office",),
        to=("to_same_office", ("NAV", "NAV_KOMMUNE")),
        unless=("not_of_own_accord", "own_accord_message"),
    ),
    "purpose": _Ground(("purpose_of_collection",), to=("to_body_for_purpose", _OTHER_BODIES)),
    "givers_tasks": _Ground(("needed_for_givers_tasks",), to=("to_body_for_tasks", _OTHER_BODIES)),
    "decision": _Ground(("decision_or_connection",), to=("to_body_for_decision", _OTHER_BODIES)),
    "serious_danger": _Ground(("prevents_serious_danger",), to=("to_body_in_danger", (*_OTHER_BODIES, "POLITI"))),
    "life_and_health": _Ground(("danger_to_life_or_health",)),
    "avert_offence": _Ground(("averts_serious_offence",), to=("to_police_before_offence", ("POLITI",))),
    "offence": _Ground(("reports_offence",), to=("to_police", ("POLITI",))),
    "offence_narrowed": _Ground(("reports_offence", "concerns_givers_tasks_or_payment"), to=("to_police", ("POLITI",))),
    "whereabouts": _Ground(
        ("whereabouts_requested",), to=("to_police_who_asked", ("POLITI",)), only=("is_contact_data", "KONTAKT")
    ),
    "placement": _Ground(
        ("placement_needs_it",), to=("to_employer", ("ARBEIDSGIVER",)), aim=("for_placement", "FORMIDLING")
    ),
    "order": _Ground(("nav_has_ordered_it",), to=("to_nav", ("NAV",))),
    "research": _Ground(
        ("research_dispensation",), to=("to_research", ("FORSKNING",)), aim=("for_research", "FORSKNING")
    ),
    "within_body": _Ground(("needed_within_body",)),
    "not_secret": _Ground(only=("only_contact_data", "KONTAKT"), unless=("shows_no_help", "reveals_who_gets_help")),
    "follow_up_collects": _Ground(("collected_by_follow_up_service",), to=("to_follow_up_service", ("OT",))),
    "parents": _Ground(
        ("informs_parents",),
        to=("to_parents", ("FORESATTE",)),
        child="is_under_18",
        judged="judged_parental_responsibility",
    ),
    "known": _Ground(("known_to_receiver",)),
    "weighty_interests": _Ground(("weighty_interests_raised",), judged="judged_weighty_interests"),
    "health_care": _Ground(
        to=("to_health_service", ("HELSETJENESTE",)),
        aim=("for_health_care", "HELSEHJELP"),
        unless=("patient_does_not_object", "patient_objects"),
    ),
    "serious_harm": _Ground(("averts_serious_harm",), to=("to_police_in_emergency", ("POLITI",))),
    "child_welfare_tasks": _Ground(("needed_for_child_welfare",)),
}


def ground(name: str, on: date, *bases: str) -> Node:
    """A ground by its name, as the rules of a day have it; its id is ``ground_<name>``.

    Args:
        name: One of the names of the table above.
        on: A day of the version it is built for.
        bases: Ids of the provisions that give it to this giver.

    Raises:
        KeyError: When there is none of that name.

    >>> [one.id for one in ground("offence", date(2026, 11, 23), "fvl.offence").children]
    ['to_police', 'reports_offence']
    """
    asks, written = _GROUNDS[name], tuple(provision(one) for one in bases)
    parts: list[Node] = []
    if asks.to is not None:
        parts.append(Condition(asks.to[0], SHARING_FACTS["sharing_receiver"], is_one_of(*asks.to[1]), written))
    if asks.aim is not None:
        parts.append(Condition(asks.aim[0], SHARING_FACTS["sharing_purpose"], is_one_of(asks.aim[1]), written))
    if asks.only is not None:
        parts.append(Condition(asks.only[0], SHARING_FACTS["sharing_category"], is_one_of(asks.only[1]), written))
    if asks.child:
        parts.append(_under_18(asks.child, on, *written))
    parts += [is_said(fact, *written) for fact in asks.said]
    if asks.unless is not None:
        parts.append(Condition(asks.unless[0], SHARING_FACTS[asks.unless[1]], is_false(), written))
    if asks.judged:
        parts.append(judgement(asks.judged, written))
    # Reporting an offence was narrowed for some; it is the same ground for all.
    return all_of(*parts, id=f"ground_{name.removesuffix('_narrowed')}")


def _under_18(condition: str, on: date, *written: Basis) -> Condition:
    age = "child_welfare.below_age"
    bases = (*written, *(basis for basis in basis_of(max(on, _SINCE_2023), age) if on >= _SINCE_2023))
    return Condition(
        condition, SHARING_FACTS["born"], age_rule(max(on, _SINCE_2023), upper=age), tuple(dict.fromkeys(bases))
    )


def police_ground(*bases: str) -> Node:
    """The police avert an offence, or tell another body what prevents one, and only what is proportionate."""
    written = tuple(provision(one) for one in bases)
    prevents = all_of(
        Condition("to_body_from_police", SHARING_FACTS["sharing_receiver"], is_one_of(*_OTHER_BODIES), written),
        Condition("for_prevention", SHARING_FACTS["sharing_purpose"], is_one_of("FOREBYGGE_LOVBRUDD"), written),
        is_said("police_prevents_offence", *written),
    )
    reason = any_of(is_said("police_averts_offence", *written), prevents, id="police_reason")
    return all_of(reason, judgement("judged_proportionate_by_police", written), id="ground_police")
