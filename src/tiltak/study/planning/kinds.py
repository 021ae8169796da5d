"""Exams that nothing tells apart, put together: what the search counts instead of naming."""

from collections.abc import Sequence

from attrs import frozen

from tiltak.study.planning.problem import Problem, Score

__all__ = ["FIELD", "MANY", "Kind", "kinds_of", "windows"]

FIELD = 7
"""Bits for how many of a kind are left, or taken."""

MANY = (1 << FIELD) - 1
"""A whole field of one kind."""


@frozen
class Kind:
    """Exams that nothing tells apart.

    Attributes:
        exams: The exams, lowest first.
        hours: Hours of each.
        row: For each term, the weeks before it; None when it cannot be taken in that term.
        terms: The terms they can be taken in, as bits.
        before: What must be taken in an earlier term, as fields of what is left.
        builds_on: Fields of the exams one of which should not be later; 0 when that does not count.
        clashes: For each term, fields of the exams held on the same day.
        gives_way: Whether an exam of it can be changed for a larger one and come later.
        takes_over: Whether an exam of it can take the place of a smaller one.
    """

    exams: tuple[int, ...]
    hours: int
    row: tuple[int | None, ...]
    terms: int
    before: int
    builds_on: tuple[int, ...]
    clashes: tuple[int, ...]
    gives_way: bool
    takes_over: bool


def windows(problem: Problem, limits: Score) -> list[int]:
    """For each exam, the terms it can be taken in within the limits, as bits; orders that must hold leave room."""
    terms = range(limits.last_term + 1)
    found = [
        sum(
            1 << term
            for term in terms
            if (weeks := row[term]) is not None
            and problem.most[term]
            and hours <= problem.room(term, weeks, limits.peak)
        )
        for hours, row in zip(problem.hours, problem.weeks_before, strict=True)
    ]
    if not any(problem.required):
        return found
    for _ in found:  # as many rounds as the longest order can need
        before = list(found)
        for exam, earlier in enumerate(problem.required):
            for one in earlier:
                lowest = found[one] & -found[one]
                found[exam] &= -(lowest << 1) if lowest else 0
                found[one] &= (1 << max(found[exam].bit_length() - 1, 0)) - 1
        if before == found:
            break
    return found


def kinds_of(problem: Problem, limits: Score, open_in: Sequence[int]) -> list[Kind]:
    """The exams put together by kind, those that must come soonest and are longest first."""
    count = len(problem.hours)
    orders = limits.broken < sum(1 for before in problem.after if before)
    follows: list[set[int]] = [set() for _ in range(count)]
    for exam, earlier in enumerate(problem.required):
        for one in earlier:
            follows[one].add(exam)
    soft = {one for before in problem.after for one in before} if orders else set()
    days: dict[tuple[int, int], set[int]] = {}
    for term, a, b in problem.clashes:
        days.setdefault((term, a), set()).add(b)
        days.setdefault((term, b), set()).add(a)
    apart = {exam for _, exam in days}
    rows = [
        tuple(weeks if open_in[exam] >> term & 1 else None for term, weeks in enumerate(row[: limits.last_term + 1]))
        for exam, row in enumerate(problem.weeks_before)
    ]
    groups: dict[object, list[int]] = {}
    for exam in range(count):
        single = exam in soft or exam in apart or (orders and bool(problem.after[exam]))
        signature = (
            problem.hours[exam],
            rows[exam],
            frozenset(problem.required[exam]) if problem.required else (),
            frozenset(follows[exam]),
            exam if single else -1,
        )
        groups.setdefault(signature, []).append(exam)
    ordered = sorted(
        groups.values(),
        key=lambda exams: (
            open_in[exams[0]].bit_length(),
            -_depth(exams[0], follows),
            -problem.hours[exams[0]],
            exams[0],
        ),
    )
    place = {exam: n for n, exams in enumerate(ordered) for exam in exams}

    def fields(exams: Sequence[int] | set[int]) -> int:
        mask = 0
        for exam in exams:
            mask |= MANY << place[exam] * FIELD
        return mask

    found = []
    for exams in ordered:
        first = exams[0]
        after = problem.after[first] if orders else ()
        tied = first in soft or bool(after) or first in apart
        found.append(
            Kind(
                tuple(exams),
                problem.hours[first],
                rows[first],
                open_in[first],
                fields(problem.required[first]) if problem.required else 0,
                tuple(fields([one]) for one in after),
                tuple(fields(days.get((term, first), set())) for term in range(limits.last_term + 1))
                if first in apart
                else (),
                not tied and not follows[first],
                not after and first not in apart,
            )
        )
    return found


def _depth(exam: int, follows: Sequence[set[int]]) -> int:
    return 1 + max((_depth(one, follows) for one in follows[exam]), default=0)
