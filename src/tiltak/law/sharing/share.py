"""May this be told to them? Yes, no or unknown, with reasons, sources, and what would change it.

It decides nothing: the one who shares does, and answers for what was vouched for.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeVar

from attrs import field, frozen

from tiltak.faults import BadInput, Fault, FaultKind, nearest
from tiltak.law.provisions import CHECKED_ON
from tiltak.law.sharing.ages import SHARING_AGE, signer_of
from tiltak.law.sharing.basis import ConsentFound, SharingBasis, consent_for
from tiltak.law.sharing.codes import Body, Category, Purpose
from tiltak.law.sharing.consent import ConsentFault
from tiltak.law.sharing.grounds import BYPASSES, JUDGES, Bypass
from tiltak.law.sharing.partners import Partner, matter_of, partner, partners
from tiltak.law.sharing.rules import secrecy, sharing_rules
from tiltak.law.sharing.sources import NEW_ACT, provision
from tiltak.rules import Basis, Case, Decision, Finding, Source, Verdict

_Code = TypeVar("_Code", bound=StrEnum)

__all__ = ["SHARING_NOTES", "CategorySharing", "Remedy", "Sharing", "may_share", "note_sources"]

_COOPERATION: Final = date(2022, 8, 1)
_NEW_ACT_ADOPTED: Final = date(2025, 6, 20)
_GDPR: Final = date(2018, 7, 20)
_REGULATION: Final = date(2021, 7, 1)

SHARING_NOTES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "SHARING_CONSENT_IS_NOT_GDPR_BASIS": ("gdpr.basis", "navl.processing"),
        "SHARING_COOPERATION_IS_NO_EXEMPTION": ("navl.cooperation", "ol.cooperation", "o98.cooperation"),
        "SHARING_REGULATION_NOT_READ": ("fvl.regulation",),
        "SHARING_NEW_ACT_NOT_IN_FORCE": NEW_ACT,
        "SHARING_BODY_NOT_ESTABLISHED": (),
        "SHARING_STAFF_ARE_NAVS": (),
        "SHARING_RESEARCHER_IS_BOUND": ("fvl.researcher",),
        "SHARING_CHECKED_UNTIL": (),
    }
)
"""What must be said beside an answer, with the ids of the provisions it comes from; the words are ``note.<id>``."""


def note_sources(note: str, on: date) -> tuple[Source, ...]:
    """The provisions of a note that were in force on a day, or that are not in force yet.

    >>> [source.cite() for source in note_sources("SHARING_COOPERATION_IS_NO_EXEMPTION", date(2024, 7, 31))]
    ['NAV-loven § 15 a', 'opplæringslova 1998 § 15-8']
    """
    sources = [provision(name) for name in SHARING_NOTES[note]]
    return tuple(
        source
        for source in sources
        if (source.in_force_from is None or source.in_force_from <= on)
        and (source.in_force_to is None or on <= source.in_force_to)
    )


@frozen
class Remedy:
    """Something that would turn a no, or an open question, into a yes. The words are ``remedy.<id>``.

    Args:
        id: What can be done.
        receiver: Who must be named, as a partner code; empty where nobody is.
        purpose: What for; empty where it makes no difference.
        categories: What about.
        signer: Who must agree, as a code of `Signer`; empty where nobody signs.
    """

    id: str
    receiver: str = ""
    purpose: str = ""
    categories: tuple[Category, ...] = ()
    signer: str = ""


@frozen
class CategorySharing:
    """The answer for one category.

    Args:
        category: The category.
        verdict: NO, UNKNOWN or YES.
        decision: How the rules came to it.
        reasons: Ids of the grounds that open it, or of what stands in the way.
        consent_faults: Why the nearest consent does not cover it.
        judged_by: Who weighs what the law leaves to judgement, as codes.
        questions: Facts still to be asked about.
        signer: Who must agree to a consent about it today, as a code of `Signer`.
        consent_to: Last day of the consent that covers it; None when none does.
    """

    category: Category
    verdict: Verdict
    decision: Decision = field(repr=False)
    reasons: tuple[str, ...]
    consent_faults: tuple[ConsentFault, ...]
    judged_by: tuple[str, ...]
    questions: tuple[str, ...]
    signer: str = field(repr=False)
    consent_to: date | None


@frozen
class Sharing:
    """The answer about one disclosure. The whole is the least of its categories.

    Args:
        case_id: The office's own token for the youth.
        giver: Who would tell.
        receiver: Who would be told.
        purpose: What for.
        on: The day it is asked about, whose rules it follows.
        categories: One answer a category, in the order of `Category`.
        verdict: The least of them.
        reasons: Ids of what decided, over all categories that decided.
        sources: The provisions behind the reasons.
        bypasses: The grounds that go before consent, when one carries the answer.
        remedies: What would change a no or an unknown.
        notes: Ids of what must be said beside the answer.
        unconfirmed: The sources among these that are not confirmed.
    """

    case_id: str
    giver: str
    receiver: str
    purpose: Purpose
    on: date
    categories: tuple[CategorySharing, ...]
    verdict: Verdict
    reasons: tuple[str, ...]
    sources: tuple[Basis, ...] = field(repr=False)
    bypasses: tuple[Bypass, ...]
    remedies: tuple[Remedy, ...]
    notes: tuple[str, ...] = field(repr=False)
    unconfirmed: tuple[Basis, ...] = field(repr=False)

    @property
    def questions(self) -> tuple[str, ...]:
        """Facts still to be asked about, each once."""
        return tuple(dict.fromkeys(name for one in self.categories for name in one.questions))

    @property
    def judged_by(self) -> tuple[str, ...]:
        """Who weighs what the law leaves to judgement, each once."""
        return tuple(dict.fromkeys(who for one in self.categories for who in one.judged_by))

    @property
    def consent_faults(self) -> tuple[ConsentFault, ...]:
        """What is wrong with the consents, each once, in the order of `ConsentFault`."""
        found = {fault for one in self.categories for fault in one.consent_faults}
        return tuple(fault for fault in ConsentFault if fault in found)


def may_share(
    giver: str,
    receiver: str,
    categories: Iterable[str],
    purpose: str,
    basis: SharingBasis,
    *,
    on: date,
    sharing_age: int = SHARING_AGE,
) -> Sharing:
    """Whether somebody may tell somebody else something about a youth, under the rules of a day.

    Args:
        giver: Partner code of who tells, with ``:name`` for one of several of a kind.
        receiver: Partner code of who is told.
        categories: What is told, as codes of `Category`. Each is answered, and the whole is the least.
        purpose: What for, as a code of `Purpose`.
        basis: The consents there are, and what the one who shares vouches for.
        on: The day.
        sharing_age: Years from which the youth's own consent to sharing is enough in this office.

    Raises:
        BadInput: When a code is none, or nothing is to be told.
        OutsideDates: Before the first day for which the giver's rules were read.

    >>> from tiltak.law.sharing import SharingConsent
    >>> consent = SharingConsent("MT-001", ["PROGRAMMET"], ["PPT"], ["OPPFOELGING"], ["OPPLAERING"],
    ...                          date(2026, 8, 1), date(2027, 6, 30), ["YOUTH"])
    >>> asked = SharingBasis.only("MT-001", consent, born=date(2008, 3, 1))
    >>> may_share("PROGRAMMET", "PPT", ["OPPLAERING"], "OPPFOELGING", asked, on=date(2026, 11, 23)).verdict.name
    'YES'
    >>> late = may_share("PROGRAMMET", "PPT", ["OPPLAERING"], "OPPFOELGING", asked, on=date(2027, 7, 1))
    >>> late.verdict.name, [fault.value for fault in late.consent_faults]
    ('NO', ['EXPIRED'])
    """
    from_whom, to_whom = partner(giver), partner(receiver)
    aim = _code(Purpose, purpose, "purpose")
    if isinstance(categories, str):
        raise TypeError(f"expected several categories, got the one text {categories!r}")
    asked = {_code(Category, one, "categories") for one in categories}
    if not asked:
        raise BadInput([Fault(FaultKind.MISSING_VALUE, "sharing", None, "categories", "", ", ".join(Category))])
    if not from_whom.rules:
        expected = ", ".join(code for code, one in partners().items() if one.rules)
        raise BadInput([Fault(FaultKind.UNKNOWN_CODE, "sharing", None, "giver", giver, expected)])
    one_body = from_whom.body is to_whom.body and _may_be_one(giver.partition(":")[2], receiver.partition(":")[2])
    answers = []
    for category in Category:
        if category in asked:
            found = consent_for(
                basis,
                giver=giver,
                receiver=receiver,
                category=category,
                purpose=aim,
                on=on,
                sharing_age=sharing_age,
            )
            answers.append(_one(_Asked(from_whom, to_whom, aim, basis, on, one_body, sharing_age), category, found))
    verdict = min(one.verdict for one in answers)
    deciding = [one for one in answers if one.verdict is verdict]
    sources = _sources(deciding, from_whom, verdict, on)
    opened = {reason for one in deciding for reason in one.reasons} if verdict is Verdict.YES else set()
    return Sharing(
        case_id=basis.case_id,
        giver=giver,
        receiver=receiver,
        purpose=aim,
        on=on,
        categories=tuple(answers),
        verdict=verdict,
        reasons=tuple(dict.fromkeys(reason for one in deciding for reason in one.reasons)),
        sources=sources,
        bypasses=tuple(bypass for name, bypass in BYPASSES.items() if name in opened),
        remedies=_remedies(answers, to_whom, receiver, aim),
        notes=_notes(from_whom, to_whom, on, by_consent="ground_consent" in opened),
        unconfirmed=tuple(source for source in sources if not source.confirmed),
    )


def _may_be_one(name: str, other: str) -> bool:
    """Two of a kind can be the same unless both are named and named differently."""
    return not (name and other) or name == other


def _code(kind: type[_Code], value: str, where: str) -> _Code:
    try:
        return kind(value)
    except ValueError:
        near = nearest(str(value), [str(one) for one in kind])
        raise BadInput(
            [Fault(FaultKind.UNKNOWN_CODE, "sharing", None, where, str(value), ", ".join(kind), near)]
        ) from None


@frozen
class _Asked:
    """What is the same for all categories."""

    giver: Partner
    receiver: Partner
    purpose: Purpose
    basis: SharingBasis
    on: date
    one_body: bool
    sharing_age: int


def _one(asked: _Asked, category: Category, found: ConsentFound) -> CategorySharing:
    facts = {
        **asked.basis.facts,
        "sharing_receiver": asked.receiver.body.value,
        "sharing_category": category.value,
        "sharing_purpose": asked.purpose.value,
        "consent_covers": found.covers,
    }
    if not asked.one_body:
        facts["needed_within_body"] = False
    decision = sharing_rules()[asked.giver.rules].decide(Case(facts, asked.basis.case_id), asked.on)
    tree = decision.explain()
    judged = tuple(JUDGES[name] for name in decision.unknown if name in JUDGES)
    # "consent_covers" is worked out here: what is missing for it is the consent itself, or the date of birth.
    missing = ["born" if name == "consent_covers" and found.needs_born else name for name in decision.still_needed]
    return CategorySharing(
        category,
        decision.verdict,
        decision,
        _reasons(decision, tree),
        found.faults if decision.verdict is not Verdict.YES else (),
        tuple(dict.fromkeys(judged)),
        tuple(dict.fromkeys(missing)),
        signer_of(matter_of(category), asked.basis.born, asked.on, sharing_age=asked.sharing_age).value,
        found.valid_to if found.covers is True else None,
    )


def _named(tree: Finding, name: str) -> Finding | None:
    return next((found for found in tree.walk() if found.id == name), None)


def _reasons(decision: Decision, tree: Finding) -> tuple[str, ...]:
    """The grounds that carry a yes; what is open; or, for a no, that there is none, and what forbids all grounds."""
    grounds = _named(tree, "grounds")
    if grounds is None:
        raise AssertionError("every tree of sharing has its grounds")
    if decision.verdict is Verdict.UNKNOWN:
        return decision.unknown
    if decision.verdict is Verdict.YES:
        anonymous = _named(tree, "no_identifying_marks")
        if anonymous is not None and anonymous.verdict is Verdict.YES:
            return ("no_identifying_marks",)
        return tuple(one.id for one in grounds.children if one.verdict is Verdict.YES and one.id)
    committee = _named(tree, "to_committee")
    if committee is not None and committee.verdict is Verdict.YES:
        return ("to_committee",)
    return ("no_ground",)


def _sources(deciding: list[CategorySharing], giver: Partner, verdict: Verdict, on: date) -> tuple[Basis, ...]:
    found: dict[Basis, None] = {}
    for one in deciding:
        tree = one.decision.explain()
        for reason in one.reasons:
            part = _named(tree, reason)
            if part is not None:
                carrying = [leaf for leaf in part.conditions() if leaf.verdict is not Verdict.NO]
                found.update(dict.fromkeys(basis for leaf in carrying for basis in leaf.basis))
    if verdict is not Verdict.YES:
        found.update(dict.fromkeys(secrecy(giver.rules, on)))
    return tuple(found)


def _remedies(answers: list[CategorySharing], to_whom: Partner, receiver: str, purpose: Purpose) -> tuple[Remedy, ...]:
    shut = [one for one in answers if one.verdict is not Verdict.YES]
    if not shut:
        return ()
    hidden = tuple(one.category for one in shut if one.category is Category.VERNET_ADRESSE)
    about = tuple(one.category for one in shut if one.category is not Category.VERNET_ADRESSE)
    found: list[Remedy] = []
    if to_whom.body is Body.UTVALG:
        return (Remedy("name_each_receiver", categories=about), Remedy("leave_out_identifying_marks"))
    for signer in dict.fromkeys(one.signer for one in shut if one.category in about):
        theirs = tuple(one.category for one in shut if one.category in about and one.signer == signer)
        found.append(Remedy("ask_for_consent", receiver, purpose.value, theirs, signer))
    if hidden:
        found.append(Remedy("leave_address_out", categories=hidden))
    return (*found, Remedy("leave_out_identifying_marks"))


def _notes(giver: Partner, receiver: Partner, on: date, *, by_consent: bool) -> tuple[str, ...]:
    staff = {"PROGRAMMET", "JOBBHUSET"}
    cooperating = {"nav": _COOPERATION, "education": _COOPERATION}
    said = [
        (by_consent and on >= _GDPR, "SHARING_CONSENT_IS_NOT_GDPR_BASIS"),
        (on >= cooperating.get(giver.rules, date.max), "SHARING_COOPERATION_IS_NO_EXEMPTION"),
        (on >= _REGULATION, "SHARING_REGULATION_NOT_READ"),
        (on >= _NEW_ACT_ADOPTED, "SHARING_NEW_ACT_NOT_IN_FORCE"),
        (not (giver.body_established and receiver.body_established), "SHARING_BODY_NOT_ESTABLISHED"),
        (bool({giver.code, receiver.code} & staff), "SHARING_STAFF_ARE_NAVS"),
        (receiver.body is Body.FORSKNING, "SHARING_RESEARCHER_IS_BOUND"),
        (on > CHECKED_ON, "SHARING_CHECKED_UNTIL"),
    ]
    return tuple(note for applies, note in said if applies)
