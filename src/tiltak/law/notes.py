"""What must be said together with an answer about rights: ids, in a fixed order. Render turns them to words."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from attrs import frozen

from tiltak.law.facts import LAWFUL, WAITING
from tiltak.law.provisions import CHECKED_ON, provision
from tiltak.law.values import age_rule, value
from tiltak.rules import Case, Source, Verdict

__all__ = ["NOTES", "for_rights", "note_basis"]

_NEW_ACT = date(2024, 8, 1)
_FIRST_READ = date(2011, 1, 1)
_SUPPLEMENT_FROM = date(2014, 8, 1)
_AMENDED, _SURE_IN_FORCE = date(2017, 6, 9), date(2018, 1, 1)
_TRAINING = {"UNGDOMSRETT", "VALG_UNGDOM_VOKSEN", "VOKSENRETT"}
_CHAPTER_5 = {"UNGDOMSRETT", "VALG_UNGDOM_VOKSEN"}
_STARTS_AT = 16
"""Upper secondary school normally begins in August of the calendar year one turns this."""


@frozen
class _Asked:
    """One answer, as the notes look at it."""

    case: Case
    on: date
    rights: frozenset[str]
    verdicts: Mapping[str, Verdict]

    def says(self, name: str, *codes: object) -> bool:
        return any(self.case.get(name) == code for code in codes)

    def within(self, upper: str) -> bool:
        born = self.case.get("born")
        return isinstance(born, date) and age_rule(self.on, upper=upper).holds(born, self.on)


def _may_have_used_the_old_right(asked: _Asked) -> bool:
    """True when the youth could have begun under the act of 1998 and is not known to have years left."""
    born = asked.case.get("born")
    used = asked.case.get("years_used")
    quota = value("youth_right.years", _NEW_ACT - timedelta(days=1)).value
    if isinstance(used, (int, float)) and isinstance(quota, int) and used < quota:
        return False
    return not isinstance(born, date) or born.year + _STARTS_AT < _NEW_ACT.year


def _new(asked: _Asked) -> bool:
    return asked.on >= _NEW_ACT


NOTES: Mapping[str, Callable[[_Asked], bool]] = {
    # How sure the law itself is.
    "ORDLYD_2006_2010_ANTATT": lambda a: a.on < _FIRST_READ,
    "OPPHOLD_2014_USIKKER": lambda a: date(2014, 8, 1) <= a.on < date(2015, 1, 1) and a.says("residence", *WAITING),
    "IKRAFT_2017_USIKKER": lambda a: _AMENDED <= a.on < _SURE_IN_FORCE,
    "PAABYGGING_SLUTT_2017_2024": lambda a: date(2017, 8, 1) <= a.on < _NEW_ACT and "PAABYGGING" in a.rights,
    "OVERGANG_2024_SLUTNING": lambda a: _new(a) and bool(a.rights & _TRAINING) and _may_have_used_the_old_right(a),
    "KONTROLLERT_TIL": lambda a: a.on > CHECKED_ON,
    # What the person should know about the route.
    "VOKSENLOEP_SAERLIGE_GRUNNER": lambda a: (
        _new(a)
        and "UNGDOMSRETT" in a.rights
        and a.says("residence", *LAWFUL)
        and not a.says("foreign_upper_secondary", "IKKE_GODKJENT")
    ),
    "VOKSENLOEP_SOM_RETT": lambda a: (
        _new(a)
        and "UNGDOMSRETT" in a.rights
        and a.says("foreign_upper_secondary", "IKKE_GODKJENT")
        and a.says("residence", *LAWFUL)
    ),
    "RETT_TIL_ENDELIG_VEDTAK": lambda a: "UNGDOMSRETT" in a.rights and a.says("residence", *WAITING),
    "SKOLEAARET_KAN_VAERE_STARTET": lambda a: (
        _new(a)
        and a.says("residence", *WAITING)
        and "INGEN_RETT" in a.rights
        and not a.within("youth_right.waiting_upper_age")
    ),
    # Whoever has a right under chapter 5 has none to preparatory training (§ 18-2, third subsection).
    "FOV_TIL_SKOLEAARET_18": lambda a: (
        _new(a)
        and a.says("residence", *WAITING)
        and a.says("lower_secondary", "IKKE_FULLFORT")
        and not a.rights & _CHAPTER_5
        and a.within("youth_right.waiting_upper_age")
    ),
    "FOV": lambda a: (
        _new(a)
        and a.says("residence", *LAWFUL)
        and a.says("lower_secondary", "IKKE_FULLFORT")
        and not a.rights & _CHAPTER_5
    ),
    "EN_AV_TO_RETTER": lambda a: (
        _new(a)
        and a.says("final_competence", "YRKE")
        and a.verdicts["supplement"] is Verdict.UNKNOWN
        and a.verdicts["adult_right"] is Verdict.UNKNOWN
        and a.says("residence", *LAWFUL)
        and a.says("lower_secondary", "FULLFORT", "TILSVARENDE", "UTENLANDSK_MINST_9_AAR")
    ),
    "FYLKET_BEKREFTER_REKVALIFISERING": lambda a: "REKVALIFISERING" in a.rights,
    "SOEK_GODKJENNING": lambda a: a.says("foreign_upper_secondary", "UNDER_VURDERING"),
    "GRUNNSKOLE_MANGLER_BAK_FAGBREV": lambda a: (
        a.says("final_competence", "YRKE") and a.says("lower_secondary", "IKKE_FULLFORT")
    ),
    "TILBUD_UTEN_RETT": lambda a: not _new(a) and "INGEN_RETT" in a.rights and a.says("residence", *LAWFUL),
    "PAABYGGING_FOERST_2014": lambda a: (
        a.on < _SUPPLEMENT_FROM and a.says("final_competence", "YRKE") and "INGEN_RETT" in a.rights
    ),
}
"""Every note, with the question that decides whether it is said. The order is the order they are told in."""


def for_rights(case: Case, on: date, rights: frozenset[str], verdicts: Mapping[str, Verdict]) -> tuple[str, ...]:
    """The notes that belong to an answer about rights.

    Args:
        case: What is known.
        on: The day.
        rights: The rights found, as codes.
        verdicts: The verdict of each rule set by id.

    >>> for_rights(Case({}), date(2009, 1, 1), frozenset({"UAVKLART"}), {})
    ('ORDLYD_2006_2010_ANTATT',)
    """
    asked = _Asked(case, on, rights, verdicts)
    return tuple(name for name, is_said in NOTES.items() if is_said(asked))


_BASIS: Mapping[str, tuple[str, ...]] = {
    "OPPHOLD_2014_USIKKER": ("o98.stay.2014",),
    "IKRAFT_2017_USIKKER": ("o98.youth.until.2017",),
    "PAABYGGING_SLUTT_2017_2024": ("o98.supplement.2017",),
    "OVERGANG_2024_SLUTNING": ("ol.youth.until",),
    "VOKSENLOEP_SAERLIGE_GRUNNER": ("ol.youth.adult_before_19",),
    "VOKSENLOEP_SOM_RETT": ("ol.youth.adult_before_19",),
    "RETT_TIL_ENDELIG_VEDTAK": ("ol.stay.rejected",),
    "SKOLEAARET_KAN_VAERE_STARTET": ("ol.stay.waiting",),
    "FOV_TIL_SKOLEAARET_18": ("ol.fov.waiting",),
    "FOV": ("ol.fov",),
    "EN_AV_TO_RETTER": ("ol.supplement.adult", "ol.adult.no_common_subjects"),
    "FYLKET_BEKREFTER_REKVALIFISERING": ("ol.requalification",),
    "SOEK_GODKJENNING": ("ol.youth.foreign",),
    "TILBUD_UTEN_RETT": ("o98.no_right.offer",),
    "PAABYGGING_FOERST_2014": ("o98.supplement.youth",),
}


def note_basis(note: str) -> tuple[Source, ...]:
    """Where a note is written; empty for one that tells of the reading and not of the law.

    >>> [source.cite() for source in note_basis("FOV")]
    ['opplæringslova § 18-2 (1)']
    """
    return tuple(provision(name) for name in _BASIS.get(note, ()))
