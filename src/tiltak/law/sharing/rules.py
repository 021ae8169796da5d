"""Who may tell whom what: one rule set a kind of giver, through time.

A giver's rules say on which grounds something may be told without breaking secrecy. What has no identifying marks may
always be told. A committee that meets across agencies is nobody in these rules: no provision was found that gives it a
basis of its own, so each who sits there is asked about by name.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from tiltak.law.conditions import judgement
from tiltak.law.sharing.facts import SHARING_FACTS
from tiltak.law.sharing.grounds import ground, is_said, police_ground
from tiltak.law.sharing.sources import FIRST_DAY, choice, provision
from tiltak.rules import Condition, Node, RuleSet, RuleVersions, Source, all_of, any_of, is_one_of, not_

__all__ = ["secrecy", "sharing_rules"]

_2021: Final = date(2021, 7, 1)
_2023: Final = date(2023, 1, 1)
_2024: Final = date(2024, 8, 1)
_DAY: Final = timedelta(days=1)

_STARTS: Final[Mapping[str, tuple[date, ...]]] = {
    "nav": (FIRST_DAY, _2021, _2023),
    "social_services": (date(2010, 1, 1), _2021, _2023),
    "education": (FIRST_DAY, _2021, _2023, _2024),
    "follow_up": (FIRST_DAY, _2021, _2023, _2024),
    "municipality": (FIRST_DAY, _2021, _2023),
    "health": (FIRST_DAY, _2023),
    "police": (date(2014, 7, 1), _2023),
    "child_welfare": (_2023,),
    "other_giver": (FIRST_DAY,),
}
"""First days of each giver's versions. Before the first day its law was not read."""

_NOT_MODELLED: Final = {"police": ("sharing_police_act_start",), "health": ("sharing_health_law_before",)}


def _of_nav(on: date) -> list[Node]:
    narrowed = "navl.narrowed.2021" if on >= _2021 else "navl.narrowed.2006"
    grounds = [
        ground("same_office", on, "navl.office", "navl.social"),
        ground("purpose", on, "fvl.purpose"),
        ground("givers_tasks", on, "fvl.other_body", *(() if on >= _2021 else (narrowed,))),
        ground("placement", on, "navl.placement"),
    ]
    if on >= _2021:
        grounds += [ground("decision", on, "fvl.other_body"), ground("offence_narrowed", on, narrowed, "fvl.offence")]
    else:
        # Until then numbers 5 and 6 opened only for Nav's own tasks, or against serious danger.
        grounds += [ground("serious_danger", on, narrowed), ground("offence_narrowed", on, narrowed, "fvl.offence")]
    return grounds


def _of_social_services(on: date) -> list[Node]:
    narrowed = "st.secrecy.2021" if on >= _2021 else "st.secrecy.2010"
    grounds = [
        ground("same_office", on, "navl.office", "navl.social"),
        ground("purpose", on, "fvl.purpose"),
        ground("givers_tasks", on, "fvl.other_body", *(() if on >= _2021 else (narrowed,))),
        ground("whereabouts", on, "st.whereabouts"),
        ground("offence_narrowed", on, narrowed, "fvl.offence"),
        ground("parents", on, narrowed),
    ]
    return [
        *grounds,
        ground("decision", on, "fvl.other_body") if on >= _2021 else ground("serious_danger", on, narrowed),
    ]


def _of_administration(on: date, *own: str, coordination: tuple[str, ...] = ()) -> list[Node]:
    """What the administration act gives every body that has no stricter act of its own."""
    return [
        ground("not_secret", on, "fvl.secrecy", *own),
        ground("purpose", on, "fvl.purpose"),
        ground("within_body", on, "fvl.internal"),
        ground("givers_tasks", on, *coordination, "fvl.other_body"),
        ground("decision", on, "fvl.other_body"),
        ground("offence", on, "fvl.offence"),
    ]


def _of_education(on: date) -> list[Node]:
    grounds = _of_administration(on, *(("ol.social_health",) if on >= _2024 else ()))
    if on >= _2024:
        grounds.append(ground("follow_up_collects", on, "ol.collect"))
    return [*grounds, ground("order", on, "aml.order"), _parents(on), _school_child_welfare(on)]


def _of_follow_up(on: date) -> list[Node]:
    grounds = _of_administration(on, coordination=("ol.coordination",) if on >= _2024 else ())
    return [*grounds, ground("order", on, "aml.order"), _parents(on), _school_child_welfare(on)]


def _of_health(on: date) -> list[Node]:
    return [
        ground("known", on, "hpl.known"),
        ground("weighty_interests", on, "hpl.weighty"),
        ground("health_care", on, "hpl.care"),
        ground("serious_harm", on, "hpl.emergency"),
        ground("child_welfare", on, "hpl.child"),
        ground("avert_offence", on, "strl.avert"),
    ]


def _common(on: date) -> list[Node]:
    grounds = [ground("avert_offence", on, "strl.avert"), ground("research", on, "fvl.research")]
    return [*grounds, ground("life_and_health", on, "fvl.life_health")] if on >= _2021 else grounds


def _child_welfare(on: date) -> Node:
    return ground("child_welfare", on, "bvl.child" if on >= _2023 else "bvl.child.before")


def _school_child_welfare(on: date) -> Node:
    return ground("child_welfare", on, "ol.child") if on >= _2024 else _child_welfare(on)


_GIVERS: Final[Mapping[str, Callable[[date], list[Node]]]] = {
    "nav": lambda on: [*_of_nav(on), ground("parents", on, "navl.secrecy"), _child_welfare(on), *_common(on)],
    "social_services": lambda on: [*_of_social_services(on), ground("child_welfare", on, "st.child"), *_common(on)],
    "education": lambda on: [*_of_education(on), *_common(on)],
    "follow_up": lambda on: [*_of_follow_up(on), *_common(on)],
    "municipality": lambda on: [*_of_administration(on), _parents(on), _child_welfare(on), *_common(on)],
    "health": _of_health,
    "police": lambda on: [police_ground("pol.share"), _child_welfare(on)],
    "child_welfare": lambda on: [ground("child_welfare_tasks", on, "bvl.secrecy"), *_common(on)],
    "other_giver": lambda _: [judgement("judged_givers_own_secrecy", choice("other_givers"))],
}


def _parents(on: date) -> Node:
    return ground("parents", on, "of.letter" if on >= _2024 else "fvl.secrecy")


_CONSENT: Final = {"health": "hpl.consent"}
_ANONYMOUS: Final = "fvl.anonymous"


def _consent(giver: str) -> Node:
    if giver == "police":
        # The police have an act of their own, and what it says of consent was not read.
        police = provision("pol.share")
        left = judgement("judged_consent_under_police_law", police)
        return all_of(is_said("consent_covers", police, changed_by="youth"), left, id="ground_consent")
    written = provision(_CONSENT.get(giver, "fvl.consent"))
    return is_said("consent_covers", written, condition="ground_consent", changed_by="youth")


def _tree(giver: str, on: date) -> Node:
    category, receiver = SHARING_FACTS["sharing_category"], SHARING_FACTS["sharing_receiver"]
    return any_of(
        Condition("no_identifying_marks", category, is_one_of("ANONYM"), provision(_ANONYMOUS)),
        all_of(
            not_(Condition("to_committee", receiver, is_one_of("UTVALG"), choice("meetings"))),
            any_of(
                not_(Condition("protected_address", category, is_one_of("VERNET_ADRESSE"), choice("protection"))),
                judgement("judged_protected_address", choice("protection")),
                id="address_open",
            ),
            any_of(_consent(giver), *_GIVERS[giver](on), id="grounds"),
            id="may_be_named",
        ),
    )


@cache
def sharing_rules() -> Mapping[str, RuleVersions]:
    """The rules of every kind of giver by its name in ``data/partners.csv``, each through time.

    >>> [str(first) for first, _ in sharing_rules()["nav"].periods]
    ['2006-07-01', '2021-07-01', '2023-01-01']
    >>> sharing_rules()["police"].id
    'sharing_police'
    """
    found = {}
    for giver, starts in _STARTS.items():
        name = f"sharing_{giver}"
        ends = (*(following - _DAY for _, following in pairwise(starts)), None)
        versions = tuple(
            RuleSet(name, str(first), _tree(giver, first), first, last, _NOT_MODELLED.get(giver, ()))
            for first, last in zip(starts, ends, strict=True)
        )
        found[giver] = RuleVersions(name, versions)
    return MappingProxyType(found)


_SECRECY: Final[Mapping[str, tuple[str, ...]]] = {
    "nav": ("navl.secrecy", "fvl.secrecy"),
    "social_services": ("st.secrecy.2010", "st.secrecy.2021", "fvl.secrecy"),
    "education": ("fvl.secrecy",),
    "follow_up": ("fvl.secrecy",),
    "municipality": ("fvl.secrecy",),
    "health": ("hpl.secrecy",),
    "police": ("pol.share",),
    "child_welfare": ("bvl.secrecy", "fvl.secrecy"),
    "other_giver": (),
}


def secrecy(giver: str, on: date) -> tuple[Source, ...]:
    """Why the giver is bound at all: the provisions on secrecy in force on a day.

    >>> [source.cite() for source in secrecy("nav", date(2026, 11, 23))]
    ['NAV-loven § 7 (1)', 'forvaltningsloven § 13']
    """
    return tuple(source for name in _SECRECY[giver] if _in_force(source := provision(name), on))


def _in_force(source: Source, on: date) -> bool:
    begun = source.in_force_from is None or source.in_force_from <= on
    return begun and (source.in_force_to is None or on <= source.in_force_to)
