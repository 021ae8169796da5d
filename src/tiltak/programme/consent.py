"""Who must agree when the youth is young: the under-18 path.

The ages are data, each with its provision (`data/consent_ages.csv`). For sharing between agencies no statute sets an
age, so the office does (`ProgrammeParameters.sharing_age`), and every answer about it says it is not confirmed.
"""

from datetime import date
from enum import StrEnum

from attrs import frozen

from tiltak.programme.codes import Matter
from tiltak.programme.parameters import ProgrammeParameters
from tiltak.programme.sources import OFFICE_CHOICE, provision
from tiltak.rules import Birthday, Knowledge, LeapDay, Policy, Source
from tiltak.tables import read_rows

__all__ = ["ConsentPath", "Signer", "who_agrees"]


class Signer(StrEnum):
    """Who agrees to something on a youth's behalf.

    `YOUTH` alone, `YOUTH_GUARDIAN_INFORMED` when the parents are told unless the youth objects for a good reason,
    `YOUTH_AND_GUARDIAN` when both must agree, `NOT_KNOWN` while the date of birth is not known.
    """

    YOUTH = "YOUTH"
    YOUTH_GUARDIAN_INFORMED = "YOUTH_GUARDIAN_INFORMED"
    YOUTH_AND_GUARDIAN = "YOUTH_AND_GUARDIAN"
    NOT_KNOWN = "NOT_KNOWN"


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

    Source: `data/consent_ages.csv`, one row a matter, with its provision.

    >>> paths = who_agrees(date(2010, 3, 1), date(2026, 3, 1), ProgrammeParameters())
    >>> [path.signer.value for path in paths if path.matter is Matter.SHARING]
    ['YOUTH_GUARDIAN_INFORMED']
    """
    rows = {row["matter"]: row for row in read_rows("tiltak.programme", "data/consent_ages.csv")}
    paths = []
    for matter in Matter:
        row = rows[matter]
        signs = parameters.sharing_age if matter is Matter.SHARING else int(row["guardian_signs_below"])
        informed = int(row["guardian_informed_below"])
        basis: Source | Policy = provision(row["provision"]) if row["provision"] else OFFICE_CHOICE
        confirmed = isinstance(basis, Source) and basis.confirmed
        signer = _signer(born, on, signs, informed, parameters.leap_day)
        paths.append(ConsentPath(matter, signer, basis, confirmed))
    return tuple(paths)


def _signer(born: date | Knowledge, on: date, signs: int, informed: int, leap_day: LeapDay) -> Signer:
    if isinstance(born, Knowledge):
        return Signer.NOT_KNOWN
    if Birthday(at_least=None, below=signs, leap_day=leap_day).holds(born, on):
        return Signer.YOUTH_AND_GUARDIAN
    if Birthday(at_least=None, below=informed, leap_day=leap_day).holds(born, on):
        return Signer.YOUTH_GUARDIAN_INFORMED
    return Signer.YOUTH
