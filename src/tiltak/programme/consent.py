"""Who must agree when the youth is young: the under-18 path.

The ages are the law room's (`tiltak.law.sharing`), each with its provision. For sharing between agencies no statute
sets an age, so the office does (`ProgrammeParameters.sharing_age`), and every answer about it says it is not confirmed.
"""

from datetime import date

from attrs import frozen

from tiltak.law.sharing import Signer, consent_ages, signer_of
from tiltak.programme.codes import Matter
from tiltak.programme.parameters import ProgrammeParameters
from tiltak.programme.sources import OFFICE_CHOICE
from tiltak.rules import Knowledge, Policy, Source

__all__ = ["ConsentPath", "Signer", "who_agrees"]


@frozen
class ConsentPath:
    """Who agrees to one matter on one day.

    Attributes:
        matter: What it is about.
        signer: Who agrees.
        basis: The section, or the policy where no statute sets an age.
        confirmed: False when the age is a judgement or rests on a source nobody has confirmed.
    """

    matter: Matter
    signer: Signer
    basis: Source | Policy
    confirmed: bool


def who_agrees(born: date | Knowledge, on: date, parameters: ProgrammeParameters) -> tuple[ConsentPath, ...]:
    """Who agrees to what on the day `on`, one path a matter, in the order of `Matter`.

    Source: `tiltak.law.sharing.consent_ages`, one row a matter, with its provision.

    >>> paths = who_agrees(date(2010, 3, 1), date(2026, 3, 1), ProgrammeParameters())
    >>> [path.signer.value for path in paths if path.matter is Matter.SHARING]
    ['YOUTH_GUARDIAN_INFORMED']
    """
    paths = []
    for matter in Matter:
        basis, confirmed = consent_ages()[matter].basis_on(on, otherwise=OFFICE_CHOICE)
        signer = signer_of(matter, born, on, sharing_age=parameters.sharing_age, leap_day=parameters.leap_day)
        paths.append(ConsentPath(matter, signer, basis, confirmed))
    return tuple(paths)
