"""The provisions sharing rests on, in ``data/provisions.csv``, and what is a choice because no provision was found."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Final

from tiltak.law.provisions import CHECKED_ON, read_provisions
from tiltak.rules import Policy, Source

__all__ = ["FIRST_DAY", "NEW_ACT", "OWN_CHOICE", "choice", "provision", "provisions"]

FIRST_DAY: Final = date(2006, 7, 1)
"""First day the rules can be asked about: the Nav act came into force. Some givers' own law starts later."""

NEW_ACT: Final = ("newfvl.share", "newfvl.party")
"""The administration act of 2025. The King decides when it comes into force; on `CHECKED_ON` he had not."""


@cache
def provisions() -> Mapping[str, Source]:
    """All provisions of this room by id.

    >>> provisions()["fvl.life_health"].cite(), str(provisions()["fvl.life_health"].in_force_from)
    ('forvaltningsloven § 13 b nr. 7', '2021-07-01')
    """
    return read_provisions("tiltak.law.sharing", "data/provisions.csv")


def provision(name: str) -> Source:
    """One provision by its id.

    Raises:
        KeyError: When there is none.

    >>> provision("newfvl.share").in_force_from is None
    True
    """
    return provisions()[name]


def choice(section: str) -> Policy:
    """What the library chose, because no provision was found; an office's lawyers may choose otherwise."""
    return Policy("tiltak", "docs/en/sharing.md", section, CHECKED_ON)


OWN_CHOICE: Final = choice("ages")
"""No statute sets an age for consent to share between agencies, so the office does."""
