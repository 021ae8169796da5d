"""What a disclosure is said to rest on: the consents there are, and what the one who shares vouches for."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from attrs import field, frozen

from tiltak.faults import BadInput, Fault, FaultKind, nearest
from tiltak.law.sharing.ages import SHARING_AGE
from tiltak.law.sharing.codes import Category, Signer
from tiltak.law.sharing.consent import Consent, ConsentFault, GivenBy, ServiceConsent
from tiltak.law.sharing.facts import COMPUTED, SHARING_FACTS
from tiltak.rules import NOT_STATED, Fact, FactKind, Knowledge

__all__ = ["ConsentFound", "SharingBasis", "consent_for"]

_ASKED = {name: fact for name, fact in SHARING_FACTS.items() if name not in COMPUTED}


def _consents(value: Iterable[Consent] | Knowledge) -> tuple[Consent, ...] | Knowledge:
    return value if isinstance(value, Knowledge) else tuple(value)


def _facts(value: Mapping[str, object]) -> Mapping[str, object]:
    return MappingProxyType(dict(value))


@frozen
class SharingBasis:
    """What is known when somebody wants to tell something.

    Args:
        case_id: The office's own token for the youth; a consent of somebody else covers nothing.
        consents: The consents there are; ``()`` when it is known that there is none, NOT_STATED when nobody has looked.
        facts: What is vouched for, by the names of `SHARING_FACTS`. What is absent is asked about.

    Raises:
        BadInput: When a fact has no such name or value; the fault names the nearest.

    >>> SharingBasis("MT-001").consents is NOT_STATED
    True
    >>> SharingBasis.only("MT-001").facts["danger_to_life_or_health"]
    False
    """

    case_id: str
    consents: tuple[Consent, ...] | Knowledge = field(default=NOT_STATED, converter=_consents)
    facts: Mapping[str, object] = field(factory=dict, converter=_facts, repr=lambda facts: repr(sorted(facts)))

    def __attrs_post_init__(self) -> None:
        """Refuse what could not be read."""
        faults: list[Fault] = []
        for name in sorted(self.facts):
            if name not in _ASKED:
                expected = ", ".join(_ASKED)
                faults.append(
                    Fault(FaultKind.UNKNOWN_KEY, self.case_id, None, name, name, expected, nearest(name, _ASKED))
                )
            elif not isinstance(self.facts[name], Knowledge):
                faults += _wrong(_ASKED[name], self.facts[name], self.case_id)
        if faults:
            raise BadInput(faults)

    @classmethod
    def only(cls, case_id: str, *consents: Consent, **facts: object) -> "SharingBasis":
        """These consents and these facts, and every other ground said not to be there.

        Args:
            case_id: The office's own token for the youth.
            consents: The consents there are.
            facts: The facts that are so; every other question with yes or no is answered with no.
        """
        no = {name: False for name, fact in _ASKED.items() if fact.kind is FactKind.YES_NO}
        return cls(case_id, consents, {**no, **facts})

    @property
    def born(self) -> date | Knowledge:
        """The date of birth, or why it is not known."""
        value = self.facts.get("born", NOT_STATED)
        return value if isinstance(value, (date, Knowledge)) else NOT_STATED


def _wrong(fact: Fact, value: object, where: str) -> tuple[Fault, ...]:
    try:
        fact.check(value, where=where)
    except BadInput as bad:
        return bad.faults
    return ()


@frozen
class ConsentFound:
    """What the consents say of one category.

    Args:
        covers: True, False, or why it is not known.
        faults: When it is False, why the consent that comes nearest does not cover it; empty when there is none.
        needs_born: True when only the date of birth is wanting to tell whether all signed who must.
        valid_to: The last day of the consent that covers it.
    """

    covers: bool | Knowledge
    faults: tuple[ConsentFault, ...] = ()
    needs_born: bool = False
    valid_to: date | None = None


_NEEDED = {
    Signer.YOUTH: {GivenBy.YOUTH},
    Signer.YOUTH_GUARDIAN_INFORMED: {GivenBy.YOUTH},
    Signer.YOUTH_AND_GUARDIAN: {GivenBy.YOUTH, GivenBy.GUARDIAN},
}


def consent_for(
    basis: SharingBasis,
    *,
    giver: str,
    receiver: str,
    category: Category,
    purpose: str,
    on: date,
    sharing_age: int = SHARING_AGE,
) -> ConsentFound:
    """Whether a consent covers telling one category on a day, and if not, what is wrong with the nearest one."""
    if isinstance(basis.consents, Knowledge):
        return ConsentFound(basis.consents)
    judged = []
    for consent in basis.consents:
        if isinstance(consent, ServiceConsent):
            judged.append(ConsentFound(covers=False, faults=(ConsentFault.OTHER_KIND,)))
            continue
        faults = consent.faults(
            case_id=basis.case_id, giver=giver, receiver=receiver, category=category, purpose=purpose, on=on
        )
        signer = consent.signer(category, basis.born, sharing_age)
        all_signed: bool | Knowledge
        if signer is Signer.NOT_KNOWN:
            both = {GivenBy.YOUTH, GivenBy.GUARDIAN} <= consent.given_by
            all_signed = True if both else NOT_STATED
        else:
            all_signed = consent.given_by >= _NEEDED[signer]
        if all_signed is False:
            faults = (*faults, ConsentFault.NOT_ALL_SIGNED)
        if faults:
            judged.append(ConsentFound(covers=False, faults=faults))
        else:
            judged.append(ConsentFound(all_signed, needs_born=all_signed is not True, valid_to=consent.valid_to))
    if not judged:
        return ConsentFound(covers=False)
    # One that covers; else one that only wants the date of birth; else the one with the least wrong.
    return min(judged, key=lambda one: (one.covers is False, one.covers is not True, len(one.faults)))
