"""The subjects of upper secondary school as a private candidate (privatist) meets them: by exam code.

A subject is whole when every exam code of its set is passed. Names stand in three languages because
they are data from Udir's Grep register, not sentences of ours. Sources and corrections: ``data/README.md``.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache, cached_property
from types import MappingProxyType

from attrs import define, frozen

from tiltak.faults import nearest
from tiltak.tables import read_rows

__all__ = ["Catalogue", "ExamForm", "ExamSet", "HeldBy", "Subject", "UnknownCode", "catalogue"]

_PACKAGE = "tiltak.study"


class ExamForm(StrEnum):
    """How a private candidate is examined; words under ``exam_form.<value>``."""

    WRITTEN = "WRITTEN"
    ORAL = "ORAL"
    ORAL_PRACTICAL = "ORAL_PRACTICAL"
    PRACTICAL = "PRACTICAL"
    NONE = "NONE"


class HeldBy(StrEnum):
    """Who sets the day of the exam: the national calendar or the county.

    UNKNOWN is a written exam that is too new for the calendar we have read.
    """

    NATIONAL = "NATIONAL"
    COUNTY = "COUNTY"
    UNKNOWN = "UNKNOWN"
    NOBODY = "NOBODY"


class UnknownCode(LookupError):  # noqa: N818 - it names what was asked for, as KeyError's siblings do not
    """A code that the catalogue does not hold.

    Attributes:
        code: What was asked for.
        nearest: The known code closest to it, or None.
    """

    def __init__(self, code: str, near: str | None) -> None:
        self.code = code
        self.nearest = near
        hint = f"; did you mean {near}?" if near else ""
        super().__init__(f"no subject or exam set with the code {code!r} in the catalogue{hint}")


@frozen
class Subject:
    """One subject code.

    Attributes:
        code: Udir's code, for example ``NOR1267``.
        name_nb, name_nn, name_en: Its name; the English one is a translation of ours.
        level: Year it belongs to, for example ``VG1`` or ``VG2/VG3``.
        hours: Annual hours of 60 minutes on this code; None where Grep states none (a part of a larger subject).
        exam_form: How a private candidate is examined.
        held_by: Who sets the day.
        group: Kind of subject, for example ``COMMON_GENERAL``.
        curriculum: Curriculum it follows.
        source: Where code, form and hours were read.
        confidence: ``HIGH`` or ``MEDIUM``.
        replaced_by: For a code of an older curriculum, the code that took its place; else None.
        covered_by: For a code without an exam, the set whose exams cover it; else None.
    """

    code: str
    name_nb: str
    name_nn: str
    name_en: str
    level: str
    hours: int | None
    exam_form: ExamForm
    held_by: HeldBy
    group: str
    curriculum: str
    source: str
    confidence: str
    replaced_by: str | None = None
    covered_by: str | None = None

    @property
    def has_exam(self) -> bool:
        """Whether a private candidate can sit an exam under this code."""
        return self.exam_form is not ExamForm.NONE

    def name(self, language: str) -> str:
        """The name in ``nb``, ``nn`` or ``en``."""
        return {"nb": self.name_nb, "nn": self.name_nn, "en": self.name_en}[language]


@frozen
class ExamSet:
    """The exam codes that together make one subject.

    Attributes:
        id: For example ``NOR-ST``.
        name_nb, name_nn, name_en: What the whole is called.
        subject: The subject of the admission rules it counts in, for example ``NORSK``.
        hours: Annual hours of 60 minutes that it is credited with; None where none are stated.
        codes: The exam codes, all of them needed, in their natural order.
        code_hours: The share of the hours that falls on each code; None where none are stated.
        confidence: ``HIGH`` or ``MEDIUM``.
        source: Where it was read.
        note: What a reader must know about it, in English.
    """

    id: str
    name_nb: str
    name_nn: str
    name_en: str
    subject: str
    hours: int | None
    codes: tuple[str, ...]
    code_hours: Mapping[str, int | None]
    confidence: str
    source: str
    note: str = ""

    def name(self, language: str) -> str:
        """The name in ``nb``, ``nn`` or ``en``."""
        return {"nb": self.name_nb, "nn": self.name_nn, "en": self.name_en}[language]


def _number(text: str) -> int | None:
    return int(text) if text else None


def _read_subjects() -> dict[str, Subject]:
    covered = {row["code"]: row["covered_by"] for row in read_rows(_PACKAGE, "data/no_exam.csv")}
    found: dict[str, Subject] = {}
    for row in read_rows(_PACKAGE, "data/subjects.csv"):
        found[row["code"]] = Subject(
            row["code"],
            row["name_nb"],
            row["name_nn"],
            row["name_en"],
            row["level"],
            _number(row["hours"]),
            ExamForm(row["exam_form"]),
            HeldBy(row["held_by"]),
            row["group"],
            row["curriculum"],
            row["source"],
            row["confidence"],
            covered_by=covered.get(row["code"]),
        )
    for row in read_rows(_PACKAGE, "data/old_codes.csv"):
        new = found[row["new_code"]]
        found[row["old_code"]] = Subject(
            row["old_code"],
            row["name_nb"],
            row["name_nn"],
            row["name_en"],
            new.level,
            None,
            ExamForm.NONE,
            HeldBy.NOBODY,
            new.group,
            "LK06",
            row["source"],
            "HIGH" if row["confirmed"] == "true" else "MEDIUM",
            replaced_by=new.code,
        )
    return found


def _read_sets() -> dict[str, ExamSet]:
    codes: dict[str, dict[str, int | None]] = {}
    for row in read_rows(_PACKAGE, "data/set_codes.csv"):
        codes.setdefault(row["set_id"], {})[row["code"]] = _number(row["hours"])
    return {
        row["set_id"]: ExamSet(
            row["set_id"],
            row["name_nb"],
            row["name_nn"],
            row["name_en"],
            row["subject"],
            _number(row["hours"]),
            tuple(codes[row["set_id"]]),
            MappingProxyType(codes[row["set_id"]]),
            row["confidence"],
            row["source"],
            row["note"],
        )
        for row in read_rows(_PACKAGE, "data/sets.csv")
    }


@define(slots=False)
class Catalogue:
    """Everything shipped about subjects, looked up by code.

    >>> catalogue().subject("NOR1267").exam_form
    <ExamForm.WRITTEN: 'WRITTEN'>
    >>> catalogue().exam_set("NOR-ST").codes
    ('NOR1267', 'NOR1268', 'NOR1269')
    >>> catalogue().subject("NOR1260").has_exam
    False
    >>> catalogue().nearest("NRO1267")
    'NOR1267'
    """

    subjects: Mapping[str, Subject]
    sets: Mapping[str, ExamSet]
    builds_on: Mapping[str, tuple[str, ...]]
    confirmed_old: frozenset[str]

    def subject(self, code: str) -> Subject:
        """The subject with this code.

        Raises:
            UnknownCode: When there is none; it carries the nearest code.
        """
        try:
            return self.subjects[code]
        except KeyError:
            raise UnknownCode(code, self.nearest(code)) from None

    def exam_set(self, set_id: str) -> ExamSet:
        """The exam set with this id.

        Raises:
            UnknownCode: When there is none; it carries the nearest id.
        """
        try:
            return self.sets[set_id]
        except KeyError:
            raise UnknownCode(set_id, nearest(set_id, sorted(self.sets))) from None

    def set_with(self, code: str) -> ExamSet:
        """The set that an exam code is part of; a code in no set is a set of its own.

        >>> catalogue().set_with("ENG1008").codes
        ('ENG1007', 'ENG1008')
        """
        if code in self._set_of:
            return self.sets[self._set_of[code]]
        one = self.subject(code)
        return ExamSet(
            one.code,
            one.name_nb,
            one.name_nn,
            one.name_en,
            one.group,
            one.hours,
            (one.code,),
            MappingProxyType({one.code: one.hours}),
            one.confidence,
            one.source,
        )

    def code_hours_of(self, set_id: str) -> Mapping[str, int | None]:
        """Exam codes of a set, or of a code that stands alone, with the annual hours on each."""
        return self.sets[set_id].code_hours if set_id in self.sets else self.set_with(set_id).code_hours

    def nearest(self, code: str) -> str | None:
        """The known code closest to what was written, or None when none is near."""
        return nearest(code, sorted(self.subjects))

    def hours(self, code: str) -> int | None:
        """Annual hours that fall on one exam code, or None where none are stated."""
        return self.set_with(code).code_hours[code]

    @cached_property
    def _set_of(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for one in self.sets.values():
            for code in one.codes:
                found.setdefault(code, one.id)
        return found


@cache
def catalogue() -> Catalogue:
    """The shipped catalogue: LK20 subjects read from Udir's Grep register in 2026, and the LK06 codes they replace.

    >>> len(catalogue().subjects) > 150
    True
    """
    after: dict[str, list[str]] = {}
    for row in read_rows(_PACKAGE, "data/prerequisites.csv"):
        after.setdefault(row["code"], []).append(row["builds_on"])
    old = frozenset(row["old_code"] for row in read_rows(_PACKAGE, "data/old_codes.csv") if row["confirmed"] == "true")
    return Catalogue(
        MappingProxyType(_read_subjects()),
        MappingProxyType(_read_sets()),
        MappingProxyType({code: tuple(found) for code, found in after.items()}),
        old,
    )
