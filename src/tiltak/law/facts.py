"""What can be asked about a person, once for the whole library, and which answers cannot stand together."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from tiltak.faults import BadInput, Fault, FaultKind
from tiltak.rules import Case, Fact, FactKind, Knowledge

__all__ = ["FACTS", "LAWFUL", "WAITING", "check_case", "contradictions", "fact"]

LAWFUL = ("STATSBORGER_EOES", "OPPHOLDSTILLATELSE")
"""Answers about residence that are lawful stay, with no reservation."""

WAITING = ("VENTER_PAA_SVAR", "AVSLAG_IKKE_ENDELIG")
"""Answers about residence of those who wait: for the first answer, or for the final one."""

_YES_NO, _CHOICE, _DATE, _NUMBER = FactKind.YES_NO, FactKind.CHOICE, FactKind.DATE, FactKind.NUMBER

_ALL = (
    Fact("born", _DATE),
    Fact("residence", _CHOICE, (*LAWFUL, *WAITING, "ENDELIG_AVSLAG", "ULOVLIG")),
    Fact("stay_over_3_months", _YES_NO),
    Fact("lower_secondary", _CHOICE, ("FULLFORT", "IKKE_FULLFORT", "UTENLANDSK_MINST_9_AAR", "TILSVARENDE")),
    Fact("final_competence", _CHOICE, ("INGEN", "STUDIE", "YRKE")),
    Fact("vocational_without_common_subjects", _YES_NO),
    Fact("foreign_upper_secondary", _CHOICE, ("INGEN", "GODKJENT", "IKKE_GODKJENT", "UNDER_VURDERING")),
    Fact("requalification_used", _YES_NO),
    Fact("activity", _CHOICE, ("ELEV", "LAERLING", "VOKSEN_DELTAKER", "INGEN")),
    Fact("in_work", _YES_NO),
    Fact("at_risk", _YES_NO, answered_by="school"),
    Fact("wants_help", _YES_NO, answered_by="youth"),
    Fact("sharing_consent", _YES_NO, answered_by="youth"),
    Fact("in_training_measure", _YES_NO, answered_by="nav"),
    # Only the act of 1998 asks these; the county keeps the count.
    Fact("years_used", _NUMBER, answered_by="county"),
    Fact("youth_right_window", _CHOICE, ("IKKE_STARTET", "AAPENT", "UTSATT", "BRUKT_OPP"), answered_by="county"),
    Fact("youth_right_lost", _YES_NO, answered_by="county"),
    Fact("admitted_as_adult", _YES_NO, answered_by="county"),
    Fact("full_course_taken", _YES_NO),
    Fact("trade_certificate_year", _NUMBER),
    # Only who may pay, and NAV's own measures, ask these.
    Fact("need_established", _YES_NO, answered_by="nav"),
    Fact("receives_social_assistance", _YES_NO, answered_by="nav"),
    Fact("reduced_work_capacity", _YES_NO, answered_by="nav", special_category=True),
    Fact(
        "benefit",
        _CHOICE,
        (
            "INGEN",
            "AAP",
            "DAGPENGER",
            "ENSLIG_FORSORGER",
            "KVP",
            "OMSTILLINGSSTOENAD",
            "TILTAKSPENGER",
            "UFOERETRYGD",
            "UNGDOMSPROGRAM",
        ),
        answered_by="nav",
        special_category=True,
    ),
    Fact("complex_needs", _YES_NO, answered_by="nav", special_category=True),
    Fact("adapted_course_agreed", _YES_NO, answered_by="nav"),
    Fact("youth_programme_before", _YES_NO, answered_by="nav"),
    Fact("employed_by_firm", _YES_NO, answered_by="employer"),
    Fact("apprenticeship_contract_signed", _YES_NO, answered_by="employer"),
    # A private candidate's own question.
    Fact("takes_instruction_in_subject", _YES_NO, answered_by="school"),
)

FACTS: Mapping[str, Fact] = MappingProxyType({one.name: one for one in _ALL})
"""Every fact by name, in the order it makes sense to ask."""

_APART = (
    (("final_competence", "STUDIE"), ("lower_secondary", "IKKE_FULLFORT")),
    (("final_competence", "INGEN"), ("foreign_upper_secondary", "GODKJENT")),
    (("final_competence", "INGEN"), ("vocational_without_common_subjects", True)),
    (("final_competence", "STUDIE"), ("vocational_without_common_subjects", True)),
    (("final_competence", "INGEN"), ("requalification_used", True)),
)
"""Answers that cannot both be true. A vocational competence can be had without lower secondary school (as a
practice candidate), so that pair is no contradiction; the law does not say what follows, and so it stays open."""


def fact(name: str) -> Fact:
    """A fact by name.

    Raises:
        KeyError: When there is none.

    >>> fact("at_risk").answered_by
    'school'
    """
    return FACTS[name]


def _values(case: Case) -> list[Fault]:
    """Values that the facts cannot have."""
    where = case.id or "case"
    faults: list[Fault] = []
    for name in sorted(set(case.facts) & set(FACTS)):
        stated = case.get(name)
        if isinstance(stated, Knowledge):
            continue
        try:
            FACTS[name].check(stated, where=where)
        except BadInput as bad:
            faults.extend(bad.faults)
    return faults


def contradictions(case: Case, on: date) -> tuple[Fault, ...]:
    """All that cannot be right about a case on a day; empty when nothing stands against anything.

    Args:
        case: The case.
        on: The day that is asked about.

    Returns:
        Faults of kind CONTRADICTION (two answers), OUT_OF_RANGE (a day or number that cannot be), WRONG_TYPE and
        UNKNOWN_CODE, in the order of the fields.

    >>> case = Case({"final_competence": "STUDIE", "lower_secondary": "IKKE_FULLFORT"}, id="MT-001")
    >>> [fault.field for fault in contradictions(case, date(2026, 11, 23))]
    ['final_competence']
    """
    faults = _values(case)
    if faults:
        return tuple(faults)
    where = case.id or "case"
    for (first, one), (second, other) in _APART:
        if case.get(first) == one and case.get(second) == other:
            expected = f"an answer that can stand beside {second}={other}"
            faults.append(Fault(FaultKind.CONTRADICTION, where, None, first, f"{first}={one}", expected))
    born = case.get("born")
    if isinstance(born, date) and born > on:
        faults.append(Fault(FaultKind.OUT_OF_RANGE, where, None, "born", "", f"a day not after {on}"))
    years = case.get("years_used")
    if isinstance(years, (int, float)) and years < 0:
        faults.append(Fault(FaultKind.OUT_OF_RANGE, where, None, "years_used", str(years), "0 or more"))
    certificate = case.get("trade_certificate_year")
    if isinstance(certificate, (int, float)):
        if certificate > on.year or certificate != int(certificate):
            expected = f"a year not after {on.year}"
            faults.append(
                Fault(FaultKind.OUT_OF_RANGE, where, None, "trade_certificate_year", str(certificate), expected)
            )
        if case.get("final_competence") == "INGEN":
            found = "trade_certificate_year, with final_competence=INGEN"
            faults.append(Fault(FaultKind.CONTRADICTION, where, None, "trade_certificate_year", found, "one of them"))
    return tuple(sorted(faults, key=lambda fault: (fault.field, fault.found)))


def check_case(case: Case, on: date) -> None:
    """Refuse a case whose answers cannot stand together.

    Raises:
        BadInput: With every fault at once.
    """
    faults = contradictions(case, on)
    if faults:
        raise BadInput(faults)
