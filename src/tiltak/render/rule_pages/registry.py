"""Every rule set of the library, by id, and which room it comes from."""

from collections.abc import Iterator
from functools import cache

from attrs import frozen

from tiltak import law, programme, school
from tiltak.law.sharing import sharing_rules
from tiltak.rules import RuleVersions

__all__ = ["GROUPS", "Registered", "all_rule_sets", "registered", "slug"]

GROUPS = ("programme", "training_rights", "county", "nav", "payment", "sharing", "school")
"""The groups the pages stand in, in the order a reader needs them; the words are ``rule_page.group.<group>``."""


@frozen
class Registered:
    """One rule set and where it comes from.

    Args:
        versions: The rule set through time.
        group: One of `GROUPS`.
        origin: The function that gives it.
    """

    versions: RuleVersions
    group: str
    origin: str

    @property
    def id(self) -> str:
        """Id of the rule set."""
        return self.versions.id


def _gathered() -> Iterator[Registered]:
    parameters = programme.ProgrammeParameters()
    for name in ("back_to_school_rules", "stay_at_school_rules"):
        rules = getattr(programme, name)(parameters)
        yield Registered(rules, "programme", f"tiltak.programme.{name}(ProgrammeParameters())")
    for rules in law.right_rules():
        yield Registered(rules, "training_rights", "tiltak.law.right_rules()")
    yield Registered(law.follow_up_rules(), "county", "tiltak.law.follow_up_rules()")
    yield Registered(law.privatist_rules(), "county", "tiltak.law.privatist_rules()")
    for rules in law.nav_rules().values():
        yield Registered(rules, "nav", "tiltak.law.nav_rules()")
    for rules in law.route_rules().values():
        yield Registered(rules, "payment", "tiltak.law.route_rules()")
    for rules in sharing_rules().values():
        yield Registered(rules, "sharing", "tiltak.law.sharing.sharing_rules()")
    for signal in school.all_signals():
        yield Registered(signal.rules, "school", "tiltak.school.all_signals()")


@cache
def _by_id() -> dict[str, Registered]:
    found: dict[str, Registered] = {}
    for one in _gathered():
        if found.setdefault(one.id, one) is not one:
            raise ValueError(f"two rule sets carry the id {one.id!r}")
    return found


def registered() -> tuple[Registered, ...]:
    """Every rule set with its group and origin, in the order of the groups."""
    return tuple(_by_id().values())


def all_rule_sets() -> dict[str, RuleVersions]:
    """Every rule set of the library by id, each through time; the programme's with its default parameters.

    >>> sorted(all_rule_sets())[:2], all_rule_sets()["youth_right"].id
    (['ABSENCE_LIMIT', 'ABSENCE_NEAR'], 'youth_right')
    """
    return {name: one.versions for name, one in _by_id().items()}


def slug(rule_set: str) -> str:
    """The id as the name of a page: small letters and hyphens.

    >>> slug("programme.back_to_school"), slug("TILTAK_OPPLAERING")
    ('programme-back-to-school', 'tiltak-opplaering')
    """
    return rule_set.lower().replace("_", "-").replace(".", "-")
