"""Where the programme's rules come from: its own description, an office's choice, or the law."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from tiltak import law
from tiltak.law.provisions import read_provisions
from tiltak.rules import Policy, Source

__all__ = ["CHECKED_ON", "DESCRIPTION", "OFFICE_CHOICE", "VALID_FROM", "policy", "provision"]

CHECKED_ON = date(2026, 11, 23)
"""The day the description was last read."""

DESCRIPTION = "Back to school / Stay at school"
"""Title of the programme's description (NAV Midt-Telemark)."""

VALID_FROM = date(2006, 8, 1)
"""First day the programme's rules can be asked about.

The description carries no date. The rules are held to be the same for every day on which
`tiltak.law` can say anything about the right to training, and that is from this day.
"""

OFFICE_CHOICE = Policy(owner="NAV-kontoret", document="office.toml", section="[programme]", checked_on=CHECKED_ON)
"""What neither law nor the description settles, so that each office chooses it."""


def policy(section: str) -> Policy:
    """A rule that is the programme's own, by section of its description.

    >>> policy("2").section
    '2'
    """
    return Policy(owner="NAV Midt-Telemark", document=DESCRIPTION, section=section, checked_on=CHECKED_ON)


@cache
def _own() -> Mapping[str, Source]:
    """The provisions only this room needs; all others are the law room's."""
    return read_provisions("tiltak.programme", "data/provisions.csv")


def provision(name: str) -> Source:
    """A provision by its id in this room's table or in the law room's.

    Raises:
        KeyError: When neither has it.

    >>> provision("fvl.consent").cite()
    'forvaltningsloven § 13 a'
    """
    own = _own()
    return own[name] if name in own else law.provision(name)
