"""What would change the way to a goal: an exemption, a recognition, or an answer nobody has given.

Each is tried as if the answer were yes, everything else as it is, and what that saves is told with where the right
to it stands and who decides. Nothing here is ever counted before it is decided.
"""

from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from functools import cache

from attrs import frozen

from tiltak.rules import Source
from tiltak.study.curriculum.cheapest import Cheapest
from tiltak.study.curriculum.goals import source
from tiltak.study.curriculum.passes import Standing
from tiltak.study.curriculum.requirements import Ask, proof, sets_in
from tiltak.study.curriculum.subjects import catalogue
from tiltak.tables import read_rows

__all__ = ["Answer", "ChangeKind", "OpenQuestion", "code_questions", "open_questions", "recognitions"]

_OPTIONAL_WRITTEN_NORWEGIAN = ("NOR1268", "NOR1271")
_PHYSICAL_EDUCATION = ("KRO1018", "KRO1019")
_FEW = 3
_ONE_GRADE_FOR_PUPILS = {"ENG1008": "ENG1007", "ENG1010": "ENG1009"}


class ChangeKind(StrEnum):
    """What sort of yes it is; words under ``change_kind.<value>``."""

    EXEMPTION = "EXEMPTION"
    RECOGNITION = "RECOGNITION"
    ACCEPTANCE = "ACCEPTANCE"
    FACT = "FACT"


@frozen
class OpenQuestion:
    """Something nobody has answered that would change the way.

    Attributes:
        id: Words under ``question.<id>``.
        about: Exam sets or codes it concerns.
        answered_by: ``admissions``, ``county``, ``school`` or ``youth``.
        saves_exams: Exams fewer if the answer is yes.
        saves_hours: Annual hours fewer if the answer is yes; below zero when there are more. 0 when the hours of the
            new way are not all stated: see `hours_unknown`.
        saves_fees: NOK fewer if the answer is yes; None when no fee is known.
        kind: What sort of yes it is.
        decided_by: Who decides it, in the same codes as `answered_by`.
        sources: Where the right to it stands.
        confirmed: Whether that was read, and not inferred.
        hours_unknown: Codes of the new way without stated hours.
    """

    id: str
    about: tuple[str, ...]
    answered_by: str
    saves_exams: int
    saves_hours: int
    saves_fees: int | None = None
    kind: ChangeKind = ChangeKind.FACT
    decided_by: str = ""
    sources: tuple[Source, ...] = ()
    confirmed: bool = True
    hours_unknown: tuple[str, ...] = ()


@cache
def _basis(question: str) -> tuple[ChangeKind, str, tuple[Source, ...], bool]:
    """Kind, who decides, sources and whether it was read; a goal of an office's own may ask what no table knows."""
    for row in read_rows("tiltak.study", "data/changes.csv"):
        if row["question"] == question:
            sources = tuple(source(one) for one in row["source_ids"].split())
            return ChangeKind(row["kind"]), row["decided_by"], sources, row["confidence"] != "LOW"
    return ChangeKind.FACT, "", (), False


@frozen
class Answer:
    """The answer as it is, to hold every other against.

    Attributes:
        search: The goal's ways.
        done: Codes that need no exam.
        said_yes: The parts of the goal whose questions are answered with yes.
        missing: Codes of the first cheapest way.
        hours: Annual hours of every code of the goal.
        fee: What one exam costs in NOK, or None.
    """

    search: Cheapest
    done: frozenset[str]
    said_yes: tuple[Ask, ...]
    missing: tuple[str, ...]
    hours: dict[str, int | None]
    fee: int | None

    def saved(
        self, question: str, who: str, about: tuple[str, ...], more: Collection[str], ask: Ask | None = None
    ) -> OpenQuestion | None:
        """What a yes saves; None when it saves nothing."""
        done, said_yes = self.done.union(more), (*self.said_yes, ask) if ask else self.said_yes
        before, after = self.search.best(self.done, self.said_yes), self.search.best(done, said_yes)
        if before is None or after is None or after[0] >= before[0]:
            return None
        left = next(self.search.ways(done, said_yes))
        if ask:
            about = self._concerned(ask, done.union(left), said_yes)
        unknown = tuple(code for code in left if self.hours[code] is None and code not in self.missing)
        exams = len(self.missing) - len(left)
        kind, decided_by, sources, confirmed = _basis(question)
        return OpenQuestion(
            question,
            about or tuple(code for code in self.missing if code not in left),
            who,
            exams,
            0 if unknown else sum(map(self._stated, self.missing)) - sum(map(self._stated, left)),
            None if self.fee is None else exams * self.fee,
            kind,
            decided_by or who,
            sources,
            confirmed,
            unknown,
        )

    def _concerned(self, ask: Ask, done: frozenset[str], said_yes: tuple[Ask, ...]) -> tuple[str, ...]:
        """The sets of the new way that hang on the answer; of a large part only those that the old way lacks."""
        tree, inside = self.search.tree, frozenset(sets_in(ask.part))
        used = tuple(one for one in proof(tree, done, said_yes) or () if one in inside)
        if len(used) <= _FEW:
            return used
        before = proof(tree, self.done.union(self.missing), self.said_yes) or ()
        return tuple(one for one in used if one not in before)

    def _stated(self, code: str) -> int:
        return self.hours[code] or 0


def code_questions(have: Standing) -> Iterator[tuple[str, str, str]]:
    """Questions whose yes makes one exam unnecessary: the question, the code, and who can answer."""
    yield from (("second_norwegian_exemption", code, "county") for code in _OPTIONAL_WRITTEN_NORWEGIAN)
    yield from (("physical_education_exemption", code, "county") for code in _PHYSICAL_EDUCATION)
    for code, of in _ONE_GRADE_FOR_PUPILS.items():
        if of in have.as_pupil:
            yield "one_grade_covers_oral", code, "school"
    for old in have.old_unconfirmed:
        if new := catalogue().subjects[old].replaced_by:
            yield "old_code_counts", new, "school"


def _order(one: OpenQuestion) -> tuple[int, int, str, tuple[str, ...]]:
    return -one.saves_exams, -one.saves_hours, one.id, one.about


def open_questions(now: Answer, have: Standing) -> tuple[OpenQuestion, ...]:
    """Every question whose yes makes the way cheaper, the largest saving first."""
    asks = (ask for ask in now.search.asks if ask not in now.said_yes)
    found = [now.saved(ask.question, ask.answered_by, (), (), ask) for ask in asks]
    exempt = [one for one in code_questions(have) if one[1] in now.missing]
    found += [now.saved(question, who, (code,), (code,)) for question, code, who in exempt]
    return tuple(sorted((one for one in found if one), key=_order))


def recognitions(now: Answer, sets: Iterable[str]) -> tuple[OpenQuestion, ...]:
    """For each subject that is missing, what it saves if one passed earlier or abroad is recognised for it (§ 5-11)."""
    codes = {one: tuple(catalogue().code_hours_of(one)) for one in sets}
    wanted = [one for one in codes if any(code in now.missing for code in codes[one])]
    found = [now.saved("recognition", "county", (one,), codes[one]) for one in wanted]
    return tuple(sorted((one for one in found if one), key=_order))
