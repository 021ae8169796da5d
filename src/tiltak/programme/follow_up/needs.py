"""What makes it hard for a youth, as chosen codes, and what the office can do about each.

A need is recorded with the consent it was told under or not at all. Every one is handled as special-category data:
some are health data by GDPR article 9, some by NAV's own data classes, and the rest by caution, because together they
say something about health; `NeedRule.category` tells which. No representation and no fault shows which need it is.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from attrs import field, frozen

from tiltak.faults import BadInput, Fault, FaultKind
from tiltak.law.sharing import ServiceConsent
from tiltak.tables import read_rows

__all__ = ["Measure", "Need", "NeedRule", "measures", "measures_for", "need_rules", "record_need"]

_ROOM = "tiltak.programme"


@frozen
class NeedRule:
    """One need that can be chosen.

    Attributes:
        code: Word id ``need.<code>``.
        category: ``HEALTH`` (GDPR article 9), ``TREATED_AS_SPECIAL`` (NAV's data classes) or ``MAY_REVEAL_HEALTH``.
        special: Whether it is handled as special-category data; every need that ships is.
        data_class: NAV's class of data, for whoever stores it.
        basis: ``RULE``, ``NAV`` or ``JUDGEMENT``.
        reference: Section of the programme's description that names it.
        source: What the category rests on.
        confirmed: False for a category that is our own caution.
    """

    code: str
    category: str
    special: bool
    data_class: str
    basis: str
    reference: str
    source: str
    confirmed: bool


@frozen
class Measure:
    """One thing the office can do about a need.

    Attributes:
        code: Word id ``need_measure.<code>``.
        owner: Who does it or decides it.
        basis: ``RULE``, ``PROGRAMME`` or ``JUDGEMENT``.
        reference: Section of the law or of the description; empty for a judgement.
    """

    code: str
    owner: str
    basis: str
    reference: str


def _masked(_: object) -> str:
    return "..."


@frozen
class Need:
    """A need a youth has told of. Made by `record_need`.

    Args:
        case_id: The youth.
        code: Which need; never shown.
        recorded_on: The day it was recorded.
        consent: The youth's consent to the service, which it was told under.

    >>> consent = ServiceConsent("MT-001", date(2026, 9, 1), ["YOUTH"])
    >>> Need("MT-001", "DYSLEXIA", date(2026, 9, 2), consent).special
    True
    """

    case_id: str
    code: str = field(repr=_masked)
    recorded_on: date
    consent: ServiceConsent

    @property
    def special(self) -> bool:
        """Whether it is handled as special-category data."""
        return need_rules()[self.code].special

    def may_be_used(self, on: date) -> bool:
        """Whether it is recorded by a day and its consent still holds."""
        return self.recorded_on <= on and self.consent.in_force(on)


@cache
def need_rules() -> Mapping[str, NeedRule]:
    """The needs to choose among, in the order of a form.

    >>> need_rules()["DYSLEXIA"].category, need_rules()["BULLYING"].category
    ('HEALTH', 'TREATED_AS_SPECIAL')
    """
    rows = read_rows(_ROOM, "data/follow_up_needs.csv")
    return MappingProxyType(
        {
            row["code"]: NeedRule(
                row["code"],
                row["category"],
                row["special"] == "YES",
                row["data_class"],
                row["basis"],
                row["reference"],
                row["source"],
                row["confirmed"] == "YES",
            )
            for row in rows
        }
    )


@cache
def measures() -> Mapping[str, tuple[Measure, ...]]:
    """What the office can do, by need.

    >>> [measure.code for measure in measures()["DYSLEXIA"]]
    ['ADAPTED_EXAM', 'SPACED_PLAN']
    """
    found: dict[str, list[Measure]] = {code: [] for code in need_rules()}
    for row in read_rows(_ROOM, "data/follow_up_measures.csv"):
        found[row["need"]].append(Measure(row["measure"], row["owner"], row["basis"], row["reference"]))
    return MappingProxyType({code: tuple(given) for code, given in found.items()})


def record_need(case_id: str, code: str, consent: ServiceConsent | None, on: date) -> Need:
    """A need, recorded under a consent to the service that holds on the day.

    Raises:
        BadInput: Without a consent, with another youth's, with one that is not given yet or withdrawn, or when there
            is no such need. The fault does not repeat what was chosen.

    >>> consent = ServiceConsent("MT-001", date(2026, 9, 1), ["YOUTH"])
    >>> record_need("MT-001", "ANXIETY", consent, date(2026, 9, 2)).code
    'ANXIETY'
    """
    found = []
    if code not in need_rules():
        # The nearest code would repeat what was said as surely as the code itself; the list of all does not.
        found.append(Fault(FaultKind.UNKNOWN_CODE, case_id, None, "need", "", ", ".join(need_rules())))
    if consent is None:
        found.append(Fault(FaultKind.MISSING_VALUE, case_id, None, "consent", "", "need.consent"))
    elif consent.case_id != case_id:
        found.append(Fault(FaultKind.CONTRADICTION, case_id, None, "consent", consent.case_id, "need.own_consent"))
    elif not consent.in_force(on):
        given = str(consent.withdrawn_on or consent.given_on)
        found.append(Fault(FaultKind.CONTRADICTION, case_id, None, "consent", given, "need.consent_that_holds"))
    if found or consent is None:
        raise BadInput(found)
    return Need(case_id, code, on, consent)


def measures_for(needs: Iterable[Need], on: date) -> tuple[Measure, ...]:
    """What the office can do about the needs that may be used on a day, each once, in the order of the needs.

    What is asked for several needs keeps the strongest basis: law before description before judgement.
    """
    strength = ("RULE", "PROGRAMME", "JUDGEMENT")
    found: dict[str, Measure] = {}
    order = list(need_rules())
    for need in sorted((need for need in needs if need.may_be_used(on)), key=lambda need: order.index(need.code)):
        for measure in measures()[need.code]:
            seen = found.get(measure.code)
            if seen is None or strength.index(measure.basis) < strength.index(seen.basis):
                found[measure.code] = measure
    return tuple(found.values())
