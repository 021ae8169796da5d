"""What a youth has behind them: grades as they stand on the papers, and what they are worth.

A grade of 2 or better passes (forskrift til opplæringslova § 9-3). Letters are those of the national
certificate format: IV no basis for a grade, IM did not meet, D took part without a grade, F exempted,
R and GK recognised, B and BM passed, IB not passed.
"""

from collections.abc import Iterable
from datetime import date

from attrs import Attribute, field, frozen

from tiltak.study.curriculum.subjects import catalogue

__all__ = ["LETTERS", "LowGrade", "Passed", "Repeated", "Standing", "standing"]

_PASS_GRADE = 2
_BEST_GRADE = 6
_COUNT = frozenset({"B", "BM", "GK", "R"})
_SAT = frozenset({"B", "BM", "IB"})  # what an exam can come to beside a number; the others are given without one
_EXEMPT = "F"
_KINDS = ("passed", "exempted", "old", "bare", "strange")
LETTERS = frozenset({"-", "B", "BM", "D", "F", "GK", "IB", "IM", "IV", "R"})
"""The letters a grade can be."""


def _as_grade(grade: int | str) -> int | str:
    text = str(grade).strip().upper()
    return int(text) if text.isdecimal() else text


def _check_grade(_passed: "Passed", _attribute: "Attribute[int | str]", grade: int | str) -> None:
    if isinstance(grade, int) and 1 <= grade <= _BEST_GRADE:
        return
    if grade not in LETTERS:
        letters = ", ".join(sorted(LETTERS))
        raise ValueError(f"a grade is 1 to {_BEST_GRADE} or one of {letters}")


@frozen
class Passed:
    """One line of what somebody has behind them. The grade and the date stay out of the repr.

    Args:
        case_id: Made-up id of the case.
        code: Subject code.
        grade: 1 to 6, or one of `LETTERS`.
        on: Day of the grade, or None when not stated.
        kind: ``EXAM``, ``STANDPUNKT`` or empty when not stated.

    >>> Passed("MT-001", "SAK1001", "4")
    Passed(case_id='MT-001', code='SAK1001', kind='')
    >>> Passed("MT-001", "SAK1001", 1).counts
    False
    """

    case_id: str
    code: str
    grade: int | str = field(converter=_as_grade, validator=_check_grade, repr=False)
    on: date | None = field(default=None, repr=False)
    kind: str = ""

    @property
    def counts(self) -> bool:
        """Whether the subject is passed or recognised with this grade."""
        return self.grade >= _PASS_GRADE if isinstance(self.grade, int) else self.grade in _COUNT

    @property
    def sat(self) -> bool:
        """Whether this is an exam that was sat, passed or not; False also when it is not stated what it is.

        >>> Passed("MT-001", "SAK1001", 1, kind="EXAM").sat, Passed("MT-001", "SAK1001", 4).sat
        (True, False)
        """
        return self.kind == "EXAM" and (isinstance(self.grade, int) or self.grade in _SAT)

    @property
    def exempts(self) -> bool:
        """Whether the youth is let off the exam."""
        return self.grade == _EXEMPT


@frozen
class Repeated:
    """A code that stands more than once with different grades; the best of them is the one used."""

    code: str
    grades: tuple[int | str, ...] = field(repr=False)


@frozen
class LowGrade:
    """A code that is there without being passed."""

    code: str
    grade: int | str = field(repr=False)


@frozen
class Standing:
    """What counts, what does not, and what does not fit together.

    Attributes:
        passed: Codes passed, with confirmed old codes turned into those that replaced them.
        exempted: Codes the youth is let off.
        not_passed: Codes that stand with a grade that does not pass, and no better one.
        repeated: Codes that stand more than once with different grades.
        old_unconfirmed: Old codes passed, whose equal is not confirmed.
        without_exam: Codes passed that no private candidate is examined in; they count for nothing alone.
        not_in_catalogue: Codes the catalogue does not hold.
        as_pupil: Codes passed as something else than an exam, as far as is stated.
    """

    passed: frozenset[str]
    exempted: frozenset[str]
    not_passed: tuple[LowGrade, ...]
    repeated: tuple[Repeated, ...]
    old_unconfirmed: tuple[str, ...]
    without_exam: tuple[str, ...]
    not_in_catalogue: tuple[str, ...]
    as_pupil: frozenset[str]

    @property
    def done(self) -> frozenset[str]:
        """Codes that need no exam."""
        return self.passed | self.exempted


def _rank(grade: int | str) -> tuple[int, str]:
    return (grade, "") if isinstance(grade, int) else (0, grade)


def standing(passed: Iterable[Passed]) -> Standing:
    """Sort out what somebody has behind them.

    Raises:
        ValueError: When the lines belong to more than one case.

    >>> lines = [Passed("A", "SAK1001", 1), Passed("A", "SAK1001", 3), Passed("A", "REL1003", "IV")]
    >>> sorted(standing(lines).passed), standing(lines).not_passed, standing(lines).repeated
    (['SAK1001'], (LowGrade(code='REL1003'),), (Repeated(code='SAK1001'),))
    """
    by_code: dict[str, list[Passed]] = {}
    for line in passed:
        by_code.setdefault(line.code, []).append(line)
    if len({line.case_id for lines in by_code.values() for line in lines}) > 1:
        raise ValueError("these lines belong to more than one case")
    sorted_out: dict[str, list[str]] = {kind: [] for kind in _KINDS}
    low: list[LowGrade] = []
    twice: list[Repeated] = []
    for code in sorted(by_code):
        grades = sorted({line.grade for line in by_code[code]}, key=_rank)
        if len(grades) > 1:
            twice.append(Repeated(code, tuple(grades)))
        kind = _kind(code, by_code[code])
        if kind == "low":
            low.append(LowGrade(code, grades[-1]))
        else:
            sorted_out[kind].append(catalogue().subjects[code].replaced_by or code if kind == "passed" else code)
    done = sorted_out["passed"]
    return Standing(
        frozenset(done),
        frozenset(sorted_out["exempted"]),
        tuple(low),
        tuple(twice),
        tuple(sorted_out["old"]),
        tuple(sorted_out["bare"]),
        tuple(sorted_out["strange"]),
        frozenset(code for code in done if all(line.kind != "EXAM" for line in by_code.get(code, ()))),
    )


def _kind(code: str, lines: list[Passed]) -> str:
    """What a code with these lines is worth; one of `_KINDS`, or ``low``."""
    known = catalogue()
    if code not in known.subjects:
        return "strange"
    subject = known.subjects[code]
    if not any(line.counts for line in lines):
        return "exempted" if any(line.exempts for line in lines) else "low"
    if subject.replaced_by:
        return "passed" if code in known.confirmed_old else "old"
    return "passed" if subject.has_exam else "bare"
