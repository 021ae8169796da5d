"""From a goal and what is passed to what is missing: every cheapest way, and what an answer would change.

Cheapest means fewest exams, then fewest annual hours, then the lowest fees. A way that rests on something nobody
has answered is not counted; it is given as an open question with what a yes would save.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import islice

from attrs import frozen

from tiltak.rules import Dated, Source
from tiltak.study.curriculum.changes import (
    Answer,
    ChangeKind,
    OpenQuestion,
    code_questions,
    open_questions,
    recognitions,
)
from tiltak.study.curriculum.cheapest import Cheapest
from tiltak.study.curriculum.fees import Fee, fee_in_law, next_fee
from tiltak.study.curriculum.goals import Goal, goal, source
from tiltak.study.curriculum.passes import LowGrade, Passed, Repeated, Standing, standing
from tiltak.study.curriculum.requirements import Ask, Requirement, asks_in, code_hours_in, proof
from tiltak.study.curriculum.subjects import catalogue

__all__ = ["WAYS_HELD", "ChangeKind", "Gap", "OpenQuestion", "Way", "every_way", "gap"]

WAYS_HELD = 60
"""Most ways that a `Gap` holds; a whole diploma has tens of thousands, which `every_way` gives one by one."""

_REMAINDERS_KEPT = 200_000  # some tens of megabytes; a search that has grown beyond is begun anew


@frozen
class Way:
    """One way to reach the goal.

    Attributes:
        sets: The exam sets it is made of, in the goal's order.
        missing: Exam codes still to pass, in the goal's order.
        hours: Annual hours (60 minutes) of the missing codes, as far as they are stated.
        hours_unknown: Missing codes whose hours are not stated anywhere.
        fees: Exam fees in NOK at the next registration; None when no rate is known.
    """

    sets: tuple[str, ...]
    missing: tuple[str, ...]
    hours: int
    hours_unknown: tuple[str, ...] = ()
    fees: int | None = None


@frozen
class Gap:
    """What is missing for a goal on a date.

    Attributes:
        goal: The goal.
        on: The date it was asked for.
        ways: Every cheapest way, the preferred first and at most `WAYS_HELD`; empty when no exam leads there, as for
            a code without an exam.
        already: Exam codes of the first way that are passed.
        exempted: Exam codes of the first way that the youth is let off.
        not_passed: Codes of the goal that stand without being passed (grade 1, IV, IM).
        repeated: Codes passed more than once with different grades.
        not_in_catalogue: Codes on the youth's papers that the catalogue does not hold.
        open_questions: What would change the way, the largest saving first.
        conditions: What else the goal takes, which no exam meets; ids.
        notes: Ids of what must be said: ``rule_has_ended``, ``rule_not_yet_in_force``, ``no_private_exam``.
        sources: Where the composition of the goal stands.
        ways_in_all: How many cheapest ways there are; `every_way` gives them all.
        fee: What one exam costs at the next registration; its `confirmed` says whether the rate is announced.
        recognitions: What each missing subject saves, if one passed earlier or abroad is recognised for it.
        without_exam: Codes on the papers that no private candidate is examined in; alone they count for nothing.
    """

    goal: Goal
    on: date
    ways: tuple[Way, ...]
    already: tuple[str, ...]
    exempted: tuple[str, ...]
    not_passed: tuple[LowGrade, ...]
    repeated: tuple[Repeated, ...]
    not_in_catalogue: tuple[str, ...]
    open_questions: tuple[OpenQuestion, ...]
    conditions: tuple[str, ...]
    notes: tuple[str, ...]
    sources: tuple[Source, ...]
    ways_in_all: int = 0
    fee: Dated[int] | None = None
    recognitions: tuple[OpenQuestion, ...] = ()
    without_exam: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Exam codes to pass on the first cheapest way."""
        return self.ways[0].missing if self.ways else ()

    @property
    def exams(self) -> int:
        """Number of exams on a cheapest way."""
        return len(self.missing)

    @property
    def hours(self) -> int:
        """Annual hours (60 minutes) on a cheapest way, as far as they are stated."""
        return self.ways[0].hours if self.ways else 0

    @property
    def fees(self) -> int | None:
        """Exam fees in NOK on a cheapest way; None when no rate is known."""
        return self.ways[0].fees if self.ways else None

    @property
    def changes(self) -> tuple[OpenQuestion, ...]:
        """Everything that would change the way: the open questions, then the recognitions."""
        return (*self.open_questions, *self.recognitions)

    @property
    def complete(self) -> bool:
        """Whether every exam of the goal is passed already."""
        return bool(self.ways) and not self.missing


@lru_cache(maxsize=32)
def _search(tree: Requirement, fee: int) -> tuple[Cheapest, dict[str, int | None]]:
    """The ways of a tree and its hours; shared by everybody with the same goal."""
    hours = code_hours_in(tree)
    return Cheapest(tree, {code: (1, number or 0, fee) for code, number in hours.items()}), hours


def _found(tree: Requirement, fee: int | None) -> tuple[Cheapest, dict[str, int | None]]:
    search, hours = _search(tree, fee or 0)
    if search.size > _REMAINDERS_KEPT:
        _search.cache_clear()
        search, hours = _search(tree, fee or 0)
    return search, hours


@frozen
class _Asked:
    """A goal, what is behind the youth, and what has been answered with yes."""

    aim: Goal
    have: Standing
    done: frozenset[str]
    said_yes: tuple[Ask, ...]
    rate: Dated[int] | None

    @property
    def fee(self) -> int | None:
        return self.rate.value if self.rate else None

    def way(self, codes: tuple[str, ...], hours: dict[str, int | None]) -> Way:
        return Way(
            proof(self.aim.tree, self.done.union(codes), self.said_yes) or (),
            codes,
            sum(hours[code] or 0 for code in codes),
            tuple(code for code in codes if hours[code] is None),
            None if self.fee is None else self.fee * len(codes),
        )


def _asked(
    goal_or_code: Goal | str, passed: Iterable[Passed], on: date, answered_yes: Collection[str], fee: Fee
) -> _Asked:
    aim = goal(goal_or_code) if isinstance(goal_or_code, str) else goal_or_code
    have = standing(passed)
    freed = {code for question, code, _ in code_questions(have) if question in answered_yes}
    said_yes = tuple(ask for ask in asks_in(aim.tree) if ask.question in answered_yes) if answered_yes else ()
    return _Asked(aim, have, have.done | freed, said_yes, next_fee(on, fee))


def _notes(aim: Goal, on: date, *, reachable: bool) -> tuple[str, ...]:
    notes = []
    if aim.valid_to and on > aim.valid_to:
        notes.append("rule_has_ended")
    if aim.valid_from and on < aim.valid_from:
        notes.append("rule_not_yet_in_force")
    if not reachable:
        notes.append("no_private_exam")
    return tuple(notes)


def every_way(
    goal_or_code: Goal | str,
    passed: Iterable[Passed],
    on: date,
    *,
    through: Iterable[str] = (),
    answered_yes: Collection[str] = (),
    fee: Fee = fee_in_law,
) -> Iterator[Way]:
    """Every cheapest way to a goal, one by one, the preferred first.

    Args:
        goal_or_code: A goal, or the code of one.
        passed: What one youth has behind them.
        on: The date the answer is for.
        through: Exam codes that the way must hold, as when the youth has chosen them. Nothing is given when no
            cheapest way holds them all.
        answered_yes: Ids of questions that are answered with yes.
        fee: Gives the fee; the law room's by default.

    >>> through = every_way("GSK_VITNEMAAL", [], date(2026, 11, 23), through=["REA3058"])
    >>> "REA3058" in next(through).missing
    True
    """
    asked = _asked(goal_or_code, passed, on, answered_yes, fee)
    search, hours = _found(asked.aim.tree, asked.fee)
    for codes in search.ways(asked.done, asked.said_yes, through=through):
        yield asked.way(codes, hours)


def gap(
    goal_or_code: Goal | str,
    passed: Iterable[Passed],
    on: date,
    *,
    answered_yes: Collection[str] = (),
    fee: Fee = fee_in_law,
) -> Gap:
    """What is missing for a goal, every cheapest way there, and what would change that.

    Cheapest is counted in this order: the fewest exams, the fewest annual hours (codes whose hours nobody states
    count as none, and are named in `Way.hours_unknown`), the lowest exam fees.

    Args:
        goal_or_code: A goal, or the code of one.
        passed: What one youth has behind them.
        on: The date the answer is for.
        answered_yes: Ids of questions that whoever decides has answered with yes, as ``language_is_new``; see
            `Gap.open_questions`. An exemption can also stand among `passed`, as the grade F.
        fee: Gives the fee of an exam; the law room's by default.

    Raises:
        UnknownCode: When there is no such goal.
        ValueError: When ``passed`` holds more than one case.

    >>> six = gap("GSK_23_5", [], date(2026, 11, 23))
    >>> six.exams, six.hours
    (10, 1121)
    >>> gap("FELLESFAG_HS", [Passed("A", "SAK1001", 4)], date(2026, 11, 23)).already
    ('SAK1001',)
    >>> whole = gap("GSK_VITNEMAAL", [], date(2026, 11, 23))
    >>> whole.exams, whole.hours, len(whole.ways), whole.ways_in_all > 30_000
    (21, 2523, 60, True)
    """
    asked = _asked(goal_or_code, passed, on, answered_yes, fee)
    aim, have = asked.aim, asked.have
    search, hours = _found(aim.tree, asked.fee)
    best = search.best(asked.done, asked.said_yes)
    held = islice(search.ways(asked.done, asked.said_yes), WAYS_HELD)
    ways = tuple(asked.way(codes, hours) for codes in held)
    first = ways[0] if ways else Way((), (), 0)
    needed = tuple(dict.fromkeys(code for one in first.sets for code in catalogue().code_hours_of(one)))
    now = Answer(search, asked.done, asked.said_yes, first.missing, hours, asked.fee)
    return Gap(
        aim,
        on,
        ways,
        tuple(code for code in needed if code in have.passed),
        tuple(code for code in needed if code in asked.done - have.passed),
        tuple(one for one in have.not_passed if one.code in hours),
        have.repeated,
        have.not_in_catalogue,
        open_questions(now, have) if ways else (),
        aim.conditions,
        _notes(aim, on, reachable=bool(ways)),
        tuple(source(one) for one in aim.source_ids),
        best[1] if best else 0,
        asked.rate,
        recognitions(now, first.sets) if ways else (),
        have.without_exam,
    )
