"""From a goal and what is passed to what is missing: every cheapest way, and what an answer would change.

The parts of a goal share no exam code, so the cheapest way through each part is chosen by itself and the
choices multiply. Cheapest means fewest exams, then fewest annual hours. A way that rests on something nobody
has answered is not counted; it is given as an open question with what a yes would save.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import product

from attrs import frozen

from tiltak.rules import Source
from tiltak.study.curriculum.goals import AllOf, Ask, Goal, Need, OneOf, Requirement, goal, source
from tiltak.study.curriculum.passes import LowGrade, Passed, Repeated, Standing, standing
from tiltak.study.curriculum.subjects import catalogue

__all__ = ["Gap", "OpenQuestion", "Way", "gap"]

_OPTIONAL_WRITTEN_NORWEGIAN = ("NOR1268", "NOR1271")
_PHYSICAL_EDUCATION = ("KRO1018", "KRO1019")
_ONE_GRADE_FOR_PUPILS = {"ENG1008": "ENG1007", "ENG1010": "ENG1009"}

_Cost = tuple[int, int]
_Options = tuple[tuple[str, ...], ...]
_Found = tuple[_Cost, _Options] | None


@frozen
class Way:
    """One way to reach the goal.

    Attributes:
        sets: The exam sets it is made of, in the goal's order.
        missing: Exam codes still to pass, in the goal's order.
        hours: Annual hours (60 minutes) of the missing codes, as far as they are stated.
        hours_unknown: Missing codes whose hours are not stated anywhere.
    """

    sets: tuple[str, ...]
    missing: tuple[str, ...]
    hours: int
    hours_unknown: tuple[str, ...] = ()


@frozen
class OpenQuestion:
    """Something nobody has answered that would change the way.

    Attributes:
        id: Words under ``question.<id>``.
        about: Exam sets or codes it concerns.
        answered_by: ``admissions``, ``county``, ``school`` or ``youth``.
        saves_exams: Exams fewer if the answer is yes.
        saves_hours: Annual hours fewer if the answer is yes.
    """

    id: str
    about: tuple[str, ...]
    answered_by: str
    saves_exams: int
    saves_hours: int


@frozen
class Gap:
    """What is missing for a goal on a date.

    Attributes:
        goal: The goal.
        on: The date it was asked for.
        ways: Every cheapest way; empty when no exam leads there, as for a code without an exam.
        already: Exam codes of the first way that are passed.
        exempted: Exam codes of the first way that the youth is let off.
        not_passed: Codes of the goal that stand without being passed (grade 1, IV, IM).
        repeated: Codes passed more than once with different grades.
        not_in_catalogue: Codes on the youth's papers that the catalogue does not hold.
        open_questions: What would change the way, the largest saving first.
        conditions: What else the goal takes, which no exam meets; ids.
        notes: Ids of what must be said: ``rule_has_ended``, ``rule_not_yet_in_force``, ``no_private_exam``.
        sources: Where the composition of the goal stands.
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
    def complete(self) -> bool:
        """Whether every exam of the goal is passed already."""
        return bool(self.ways) and not self.missing


def _cheapest(node: Requirement, done: frozenset[str], said_yes: Collection[Ask]) -> _Found:
    """The lowest (exams, hours) of a part and every choice of sets that has it; None when there is no way."""
    match node:
        case Need(set_id):
            left = [hours for code, hours in catalogue().code_hours_of(set_id).items() if code not in done]
            return (len(left), sum(hours or 0 for hours in left)), ((set_id,),)
        case AllOf(parts):
            return _cheapest_of_all([_cheapest(part, done, said_yes) for part in parts])
        case OneOf(parts):
            return _cheapest_of_one([_cheapest(part, done, said_yes) for part in parts])
        case Ask(part=part):
            return _cheapest(part, done, said_yes) if node in said_yes else None


def _cheapest_of_all(found: list[_Found]) -> _Found:
    whole = [one for one in found if one is not None]
    if len(whole) < len(found):
        return None
    cost = (sum(c[0] for c, _ in whole), sum(c[1] for c, _ in whole))
    options = product(*(choices for _, choices in whole))
    return cost, tuple(tuple(one for choice in picked for one in choice) for picked in options)


def _cheapest_of_one(found: list[_Found]) -> _Found:
    there = [one for one in found if one is not None]
    if not there:
        return None
    best = min(cost for cost, _ in there)
    return best, tuple(choice for cost, choices in there if cost == best for choice in choices)


def _way(sets: tuple[str, ...], done: frozenset[str]) -> Way:
    known = catalogue()
    pairs = [
        (code, hours) for set_id in sets for code, hours in known.code_hours_of(set_id).items() if code not in done
    ]
    return Way(
        sets,
        tuple(code for code, _ in pairs),
        sum(hours or 0 for _, hours in pairs),
        tuple(code for code, hours in pairs if hours is None),
    )


def _asks(node: Requirement) -> Iterator[Ask]:
    match node:
        case Ask(part=part):
            yield node
            yield from _asks(part)
        case AllOf(parts) | OneOf(parts):
            for part in parts:
                yield from _asks(part)
        case Need():
            return


def _sets_in(node: Requirement) -> Iterator[str]:
    match node:
        case Need(set_id):
            yield set_id
        case AllOf(parts) | OneOf(parts):
            for part in parts:
                yield from _sets_in(part)
        case Ask(part=part):
            yield from _sets_in(part)


def _saving(before: _Cost, after: _Found) -> _Cost | None:
    """What is saved in exams and hours; None when nothing is."""
    if after is None or after[0] >= before:
        return None
    return before[0] - after[0][0], before[1] - after[0][1]


def _questions(tree: Requirement, have: Standing, cost: _Cost, missing: Collection[str]) -> list[OpenQuestion]:
    found = []
    for ask in _asks(tree):
        saved = _saving(cost, after := _cheapest(tree, have.done, (ask,)))
        if saved and after:
            inside = set(_sets_in(ask.part))
            about = tuple(one for one in after[1][0] if one in inside)
            found.append(OpenQuestion(ask.question, about, ask.answered_by, *saved))
    if_exempt = [("second_norwegian_exemption", code, "county") for code in _OPTIONAL_WRITTEN_NORWEGIAN]
    if_exempt += [("physical_education_exemption", code, "county") for code in _PHYSICAL_EDUCATION]
    if_exempt += [
        ("one_grade_covers_oral", code, "school") for code, of in _ONE_GRADE_FOR_PUPILS.items() if of in have.as_pupil
    ]
    if_exempt += [
        ("old_code_counts", new, "school")
        for new in (catalogue().subjects[old].replaced_by for old in have.old_unconfirmed)
        if new is not None
    ]
    for question, code, answered_by in if_exempt:
        saved = _saving(cost, _cheapest(tree, have.done | {code}, ()))
        if saved and code in missing:
            found.append(OpenQuestion(question, (code,), answered_by, *saved))
    return sorted(found, key=lambda one: (-one.saves_exams, -one.saves_hours, one.id, one.about))


def _notes(aim: Goal, on: date, *, reachable: bool) -> tuple[str, ...]:
    notes = []
    if aim.valid_to and on > aim.valid_to:
        notes.append("rule_has_ended")
    if aim.valid_from and on < aim.valid_from:
        notes.append("rule_not_yet_in_force")
    if not reachable:
        notes.append("no_private_exam")
    return tuple(notes)


def gap(goal_or_code: Goal | str, passed: Iterable[Passed], on: date) -> Gap:
    """What is missing for a goal.

    Args:
        goal_or_code: A goal, or the code of one.
        passed: What one youth has behind them.
        on: The date the answer is for.

    Raises:
        UnknownCode: When there is no such goal.
        ValueError: When ``passed`` holds more than one case.

    >>> six = gap("GSK_23_5", [], date(2026, 11, 23))
    >>> six.exams, six.hours
    (10, 1121)
    >>> gap("FELLESFAG_HS", [Passed("A", "SAK1001", 4)], date(2026, 11, 23)).already
    ('SAK1001',)
    """
    aim = goal(goal_or_code) if isinstance(goal_or_code, str) else goal_or_code
    have = standing(passed)
    found = _cheapest(aim.tree, have.done, ())
    ways = tuple(_way(sets, have.done) for sets in found[1]) if found else ()
    needed = [code for set_id in ways[0].sets for code in catalogue().code_hours_of(set_id)] if ways else []
    reach = {code for set_id in _sets_in(aim.tree) for code in catalogue().code_hours_of(set_id)}
    questions = _questions(aim.tree, have, found[0], ways[0].missing) if found else []
    return Gap(
        aim,
        on,
        ways,
        tuple(code for code in needed if code in have.passed),
        tuple(code for code in needed if code in have.exempted and code not in have.passed),
        tuple(one for one in have.not_passed if one.code in reach),
        have.repeated,
        have.not_in_catalogue,
        tuple(questions),
        aim.conditions,
        _notes(aim, on, reachable=bool(found)),
        tuple(source(one) for one in aim.source_ids),
    )
