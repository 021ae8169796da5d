"""Who must agree when the youth is young: ages of consent, each with its provision.

For education, health and money a statute sets the age. For sharing between agencies and for research none does, so the
office chooses (16 unless it says otherwise) and no such answer is confirmed.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final

from attrs import frozen

from tiltak.law.sharing.codes import Matter, ResearchMatter, Signer
from tiltak.law.sharing.sources import OWN_CHOICE, provision
from tiltak.rules import Birthday, Knowledge, LeapDay, Policy, Source
from tiltak.tables import read_rows

__all__ = ["SHARING_AGE", "ConsentAge", "consent_ages", "signer_of"]

SHARING_AGE: Final = 16
"""Years from which a youth's own consent to sharing is enough, unless the office chooses otherwise."""


@frozen
class ConsentAge:
    """The ages of one matter.

    Args:
        matter: What it is about.
        guardian_signs_below: Years below which a guardian must agree, too.
        guardian_informed_below: Years below which the guardians are told.
        basis: The section; None where no statute sets an age.
    """

    matter: Matter | ResearchMatter
    guardian_signs_below: int
    guardian_informed_below: int
    basis: Source | None

    def basis_on(self, on: date, otherwise: Policy = OWN_CHOICE) -> tuple[Source | Policy, bool]:
        """The basis on a day, and whether it is confirmed: no choice is, nor a section before it was in force."""
        if self.basis is None:
            return otherwise, False
        before = self.basis.in_force_from is not None and on < self.basis.in_force_from
        return self.basis, self.basis.confirmed and not before


def _matter(code: str) -> Matter | ResearchMatter:
    return Matter(code) if code in Matter.__members__ else ResearchMatter(code)


@cache
def consent_ages() -> Mapping[Matter | ResearchMatter, ConsentAge]:
    """The ages of every matter, from ``data/consent_ages.csv``.

    >>> {matter.value: ages.guardian_signs_below for matter, ages in consent_ages().items()}["EDUCATION"]
    15
    """
    return MappingProxyType(
        {
            _matter(row["matter"]): ConsentAge(
                _matter(row["matter"]),
                int(row["guardian_signs_below"]),
                int(row["guardian_informed_below"]),
                provision(row["provision"]) if row["provision"] else None,
            )
            for row in read_rows("tiltak.law.sharing", "data/consent_ages.csv")
        }
    )


def signer_of(
    matter: Matter | ResearchMatter,
    born: date | Knowledge,
    on: date,
    *,
    sharing_age: int = SHARING_AGE,
    leap_day: LeapDay = LeapDay.MARCH_1,
) -> Signer:
    """Who agrees to a matter on a day.

    Args:
        matter: What it is about.
        born: Date of birth, or why it is not known.
        on: The day the consent is given.
        sharing_age: Years from which the youth's own consent to sharing is enough.
        leap_day: On which day somebody born on 29 February has a birthday in other years.

    >>> signer_of(Matter.SHARING, date(2010, 3, 1), date(2026, 2, 28)).value
    'YOUTH_AND_GUARDIAN'
    >>> signer_of(Matter.SHARING, date(2010, 3, 1), date(2026, 3, 1)).value
    'YOUTH_GUARDIAN_INFORMED'
    """
    if isinstance(born, Knowledge):
        return Signer.NOT_KNOWN
    ages = consent_ages()[matter]
    signs = sharing_age if matter is Matter.SHARING else ages.guardian_signs_below
    if Birthday(at_least=None, below=signs, leap_day=leap_day).holds(born, on):
        return Signer.YOUTH_AND_GUARDIAN
    if Birthday(at_least=None, below=ages.guardian_informed_below, leap_day=leap_day).holds(born, on):
        return Signer.YOUTH_GUARDIAN_INFORMED
    return Signer.YOUTH
