"""What a youth can aim at: requirement trees of exam sets, with what no exam meets (age, practice) beside them by id.

Composition: the admission regulations and the distribution of hours, read 2026-11-23. What they leave open is an
``Ask`` in the tree or an id in ``Goal.not_established``, never a guess.
"""

from collections.abc import Callable
from datetime import date
from functools import cache

from attrs import frozen

from tiltak.faults import nearest
from tiltak.rules import Confidence, Source
from tiltak.study.curriculum.diploma import diploma_tree
from tiltak.study.curriculum.requirements import AllOf, Ask, Need, OneOf, Requirement, SomeOf
from tiltak.study.curriculum.subjects import UnknownCode, catalogue
from tiltak.tables import optional_date, read_rows

__all__ = [
    "PROGRAMMES",
    "AllOf",
    "Ask",
    "Goal",
    "Need",
    "OneOf",
    "Requirement",
    "SomeOf",
    "admission_goal",
    "goal",
    "goal_codes",
    "source",
]

PROGRAMMES = ("BA", "DT", "EL", "FD", "HS", "IM", "NA", "RM", "SR", "TP")
"""The ten vocational programmes of Vg1, by Grep's short names."""


@frozen
class Goal:
    """Something to reach by passing exams.

    Attributes:
        id: Code of the goal, for example ``GSK_23_6``; words under ``goal.<id>``.
        tree: The exam sets it takes.
        conditions: Ids of what else it takes, which no exam meets; words under ``goal_condition.<id>``.
        valid_from: First day the rule is in force, or None.
        valid_to: Last day the rule is in force, or None.
        replaced_by: The goal to use after that day, or None.
        source_ids: Where the composition stands; see `source`.
        about: The subject code or programme that the goal is about, or empty.
        instead: For a code without an exam, the goal that can be aimed at instead, or None.
        not_established: Ids of what the sources leave open about this goal; words under ``not_established.<id>``.
        names: For a goal of an office's own, its name by language; else empty.
    """

    id: str
    tree: Requirement
    conditions: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    replaced_by: str | None = None
    source_ids: tuple[str, ...] = ()
    about: str = ""
    instead: str | None = None
    not_established: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()

    @property
    def kind(self) -> str:
        """The code without what it is about: ``FAG`` of ``FAG:SAK1001``, ``FELLESFAG`` of ``FELLESFAG_HS``."""
        return self.id.removesuffix(self.about).rstrip(":_") if self.about else self.id


@cache
def source(source_id: str) -> Source:
    """A source of this room by id.

    >>> source("op27_2_2").section
    '§ 2-2'
    """
    for row in read_rows("tiltak.study", "data/sources.csv"):
        if row["id"] == source_id:
            return Source(
                law=row["law"],
                section=row["section"],
                subsection=int(row["subsection"]) if row["subsection"] else None,
                in_force_from=optional_date(row["in_force_from"]),
                in_force_to=optional_date(row["in_force_to"]),
                url=row["url"],
                checked_on=date.fromisoformat(row["checked_on"]),
                confidence=Confidence[row["confidence"]],
            )
    raise UnknownCode(source_id, None)


def _needs(*set_ids: str) -> tuple[Requirement, ...]:
    return tuple(Need(set_id) for set_id in set_ids)


def _or_ask(first: Requirement, question: str, other: Requirement, answered_by: str = "admissions") -> OneOf:
    return OneOf((first, Ask(question, answered_by, other)))


def _any_programme(prefix: str) -> tuple[Requirement, ...]:
    return _needs(*(f"{prefix}-{programme}" for programme in PROGRAMMES))


def _six_subjects(history: Requirement) -> AllOf:
    """The six subjects of the 23-rules: 1121 hours, ten exams."""
    vocational_maths = AllOf((OneOf((*_any_programme("MAT-1PY"), *_any_programme("MAT-1TY"))), Need("MAT-2PY")))
    vocational_science = AllOf((OneOf(_any_programme("NAT-YF")), Need("NAT-PB")))
    maths = AllOf(
        (
            OneOf(_needs("MAT-1P", "MAT-1T")),
            OneOf(_needs("MAT-2P", "MAT-R1", "MAT-S1", "MAT-STAT", "MAT-OEK")),
        )
    )
    return AllOf(
        (
            _or_ask(Need("NOR-ST"), "vocational_norwegian_accepted", AllOf(_needs("NOR-YF", "NOR-PB"))),
            _or_ask(Need("ENG-ST"), "vocational_english_accepted", Need("ENG-YF")),
            _or_ask(maths, "vocational_maths_accepted", vocational_maths),
            _or_ask(Need("NAT-ST"), "vocational_science_accepted", vocational_science),
            Need("SAK"),
            history,
        )
    )


def _gsk_23_5() -> Goal:
    return Goal(
        "GSK_23_5",
        _six_subjects(OneOf(_needs("HIS-PB", "HIS-ST"))),
        conditions=("age_23_in_admission_year", "five_years_of_practice_or_education"),
        valid_to=date(2026, 12, 31),
        replaced_by="GSK_23_6",
        source_ids=("op17_2_1", "of_9_3"),
        not_established=("vocational_subjects_in_admission",),
    )


def _gsk_23_6() -> Goal:
    return Goal(
        "GSK_23_6",
        _six_subjects(_or_ask(Need("HIS-ST"), "supplementary_history_accepted", Need("HIS-PB"))),
        conditions=("age_23_in_admission_year",),
        valid_from=date(2027, 1, 1),
        source_ids=("op27_2_2", "of_9_3"),
        not_established=("vocational_subjects_in_admission", "supplementary_history_in_admission"),
    )


def _gsk_diploma() -> Goal:
    return Goal(
        "GSK_VITNEMAAL",
        diploma_tree(),
        source_ids=("udir_1_2025", "of_5_8", "of_9_3", "of_23_3", "of_23_5", "of_9_47"),
        not_established=("diploma_pairs", "diploma_maths_twice", "diploma_without_language"),
    )


def _elective() -> OneOf:
    return OneOf(tuple(Need(one) for one in sorted(catalogue().sets) if one.startswith("PF-")))


def _supplementary_subjects() -> tuple[Requirement, ...]:
    """The four subjects of both supplementary years: 645 hours, six exams."""
    general_maths = AllOf((OneOf(_needs("MAT-1P", "MAT-1T")), Need("MAT-2P")))
    return (
        _or_ask(Need("NOR-PB"), "general_subject_accepted", Need("NOR-ST"), "county"),
        _or_ask(Need("HIS-PB"), "general_subject_accepted", Need("HIS-ST"), "county"),
        _or_ask(Need("MAT-2PY"), "general_subject_accepted", general_maths, "county"),
        _or_ask(Need("NAT-PB"), "general_subject_accepted", Need("NAT-ST"), "county"),
    )


def _paabygg_3() -> Goal:
    tree = AllOf((*_supplementary_subjects(), Need("KRO-PB"), _elective()))
    return Goal("PAABYGG_3", tree, ("vocational_vg1_and_vg2_passed",), source_ids=("ol_5_7", "of_9_3"))


def _paabygg_4() -> Goal:
    tree = AllOf(_supplementary_subjects())
    return Goal("PAABYGG_4", tree, ("trade_certificate",), source_ids=("ol_5_7", "of_9_3"))


def _of_programme(prefixes: tuple[str, ...], programme: str, general: Requirement) -> OneOf:
    """A subject with a variant for each programme; that of another programme, or of general studies, is a question."""
    others = [f"{prefix}-{other}" for prefix in prefixes for other in PROGRAMMES if other != programme]
    return OneOf(
        (
            *_needs(*(f"{prefix}-{programme}" for prefix in prefixes)),
            Ask("other_programme_accepted", "county", OneOf(_needs(*others))),
            Ask("general_subject_accepted", "county", general),
        )
    )


def _common_subjects(programme: str) -> Goal:
    """The common subjects of one vocational programme: 588 hours, eight exams."""
    parts = (
        _or_ask(Need("ENG-YF"), "general_subject_accepted", Need("ENG-ST"), "county"),
        _of_programme(("MAT-1PY", "MAT-1TY"), programme, OneOf(_needs("MAT-1P", "MAT-1T"))),
        _of_programme(("NAT-YF",), programme, Need("NAT-ST")),
        _or_ask(Need("NOR-YF"), "general_subject_accepted", OneOf(_needs("NOR-ST", "NOR-PB")), "county"),
        Need("SAK"),
        Need("KRO-VG2"),
    )
    return Goal(f"FELLESFAG_{programme}", AllOf(parts), source_ids=("of_9_57", "of_9_3"), about=programme)


def _practice_candidate(code: str) -> Goal:
    one = catalogue().subject(code)
    if one.group != "TRADE_THEORY":
        theory = sorted(c for c, s in catalogue().subjects.items() if s.group == "TRADE_THEORY")
        raise UnknownCode(f"PRAKSISKANDIDAT:{code}", nearest(code, theory))
    return Goal(
        f"PRAKSISKANDIDAT:{code}",
        Need(catalogue().set_with(code).id),
        conditions=("practice_a_quarter_longer_than_training", "practical_test"),
        source_ids=("ol_23_2", "of_9_48", "of_9_56"),
        about=code,
    )


def _single(code: str) -> Goal:
    known = catalogue()
    one = known.subject(code)
    name = f"FAG:{code}"
    if one.replaced_by:
        return Goal(name, OneOf(()), about=code, instead=f"FAG:{one.replaced_by}")
    if not one.has_exam:
        covering = known.exam_set(one.covered_by).codes[0] if one.covered_by else None
        return Goal(name, OneOf(()), about=code, instead=f"FAG:{covering}" if covering else None)
    return Goal(name, Need(known.set_with(code).id), source_ids=("of_9_27", "of_9_3"), about=code)


_FIXED: dict[str, Callable[[], Goal]] = {
    "GSK_23_5": _gsk_23_5,
    "GSK_23_6": _gsk_23_6,
    "GSK_VITNEMAAL": _gsk_diploma,
    "PAABYGG_3": _paabygg_3,
    "PAABYGG_4": _paabygg_4,
}


@cache
def goal_codes() -> tuple[str, ...]:
    """Every goal code that takes no further choice, and one for each subject and trade; sorted."""
    known = catalogue().subjects.values()
    return tuple(
        sorted(
            [
                *_FIXED,
                *(f"FELLESFAG_{programme}" for programme in PROGRAMMES),
                *(f"PRAKSISKANDIDAT:{one.code}" for one in known if one.group == "TRADE_THEORY"),
                *(f"FAG:{one.code}" for one in known),
            ]
        )
    )


def admission_goal(admission_year: int) -> Goal:
    """The rule for applicants of 23 years or more, by the year they are admitted: 23/5 to 2026, then 23/6.

    >>> admission_goal(2026).id, admission_goal(2027).id
    ('GSK_23_5', 'GSK_23_6')
    """
    old = _gsk_23_5()
    ends = old.valid_to.year if old.valid_to else admission_year
    return old if admission_year <= ends else _gsk_23_6()


@cache
def goal(code: str) -> Goal:
    """The goal with this code.

    Args:
        code: ``GSK_23_5``, ``GSK_23_6``, ``GSK_VITNEMAAL``, ``PAABYGG_3``, ``PAABYGG_4``, ``FELLESFAG_<programme>``,
            ``PRAKSISKANDIDAT:<theory code>`` or ``FAG:<subject code>``.

    Raises:
        UnknownCode: When there is no such goal; it carries the nearest code.

    >>> goal("GSK_23_5").replaced_by
    'GSK_23_6'
    >>> goal("FAG:HIS1009").instead
    'FAG:HIS1010'
    """
    if code in _FIXED:
        return _FIXED[code]()
    kind, _, about = code.partition(":")
    if kind == "FAG" and about in catalogue().subjects:
        return _single(about)
    if kind == "PRAKSISKANDIDAT" and about in catalogue().subjects:
        return _practice_candidate(about)
    programme = code.removeprefix("FELLESFAG_")
    if programme != code and programme in PROGRAMMES:
        return _common_subjects(programme)
    raise UnknownCode(code, nearest(code, goal_codes()))
