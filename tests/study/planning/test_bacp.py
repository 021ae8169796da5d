"""Published curriculum problems (BACP, CSPLib 030) solved to their known optima by the search that plans a youth."""

import re
from importlib.util import module_from_spec, spec_from_file_location
from itertools import product

import pytest
from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from tiltak.study.planning.problem import Problem
from tiltak.study.planning.search import solve


@frozen
class Curriculum:
    """Courses with credits, what they build on, and what each period must and may hold."""

    periods: int
    least_load: int
    most_load: int
    least_courses: int
    most_courses: int
    credits: tuple[int, ...]
    before: tuple[tuple[int, ...], ...]


def read(text):
    """An instance from the words of its file; comments end with their line, closed or not."""
    text = re.sub(r"%[^\n]*|//[^\n]*", "", text)
    text = re.sub(r"/\*.*?(\*/|\n)", " ", text)

    def number(name):
        return int(re.search(rf"\b{name}\s*=\s*(\d+)", text)[1])

    names = re.search(r"courses\s*=\s*\{(.*?)\}", text, re.DOTALL)[1].replace(",", " ").split()
    given_credits = re.search(r"credit\s*=\s*\[(.*?)\]", text, re.DOTALL)[1].replace(",", " ").split()
    pairs = set(re.findall(r"<\s*(\w+)\s*,\s*(\w+)\s*>", text))
    before = tuple(tuple(sorted(names.index(b) for a, b in pairs if a == name)) for name in names)
    return Curriculum(*(number(name) for name in "pabcd"), tuple(map(int, given_credits)), before)


def as_problem(one):
    """The same as exams: a period is a term of one week; an exam without hours in the last keeps every period open."""
    count, last = len(one.credits), one.periods - 1
    return Problem(
        (*one.credits, 0),
        (*(((1,) * one.periods,) * count), ((None,) * last + (1,))),
        ((one.most_load,),) * one.periods,
        (one.most_courses,) * last + (one.most_courses + 1,),
        ((),) * (count + 1),
        required=(*one.before, ()),
    )


def topped_up(one, placed, peak):
    """The same peak with no period under its least load: the search knows no such limit, so single courses are moved.

    The least load can only make the optimum worse, so a placing that keeps it at the search's peak is optimal too.
    """
    placed = list(placed)

    def load(period):
        return sum(credit for credit, where in zip(one.credits, placed, strict=True) if where == period)

    def may_move(n, to):
        first = max((placed[b] + 1 for b in one.before[n]), default=0)
        last = min((placed[m] - 1 for m, before in enumerate(one.before) if n in before), default=one.periods - 1)
        room = load(to) + one.credits[n] <= peak and load(placed[n]) - one.credits[n] >= one.least_load
        return first <= to <= last and room

    for period in range(one.periods):
        while load(period) < one.least_load:
            placed[next(n for n in range(len(placed)) if may_move(n, period))] = period
    return placed


@pytest.mark.parametrize(("name", "courses", "least_peak"), [("bacp8", 46, 17), ("bacp10", 42, 14), ("bacp12", 66, 17)])
def test_published_instances_have_their_known_optimum(root, name, courses, least_peak):
    """The least worst period is the published one, proved, and the placing keeps every rule of the instance."""
    one = read((root / "tests" / "data" / "bacp" / f"{name}.dat").read_text(encoding="utf-8"))
    found = solve(as_problem(one))
    assert (len(one.credits), found.proof, found.score.peak) == (courses, "optimal", least_peak)
    placed = topped_up(one, found.placed[:-1], least_peak)
    periods = [[n for n in range(courses) if placed[n] == period] for period in range(one.periods)]
    loads = [sum(one.credits[n] for n in here) for here in periods]
    assert max(loads) == least_peak
    assert min(loads) >= one.least_load
    assert all(one.least_courses <= len(here) <= one.most_courses for here in periods)
    assert all(placed[b] < placed[n] for n in range(courses) for b in one.before[n])


@st.composite
def curricula(draw, courses, periods):
    """Instances of the same family: any credits, orders without rings, and room to spare or not."""
    count = draw(st.integers(2, courses))
    length = draw(st.integers(2, periods))
    given_credits = draw(st.lists(st.integers(1, 5), min_size=count, max_size=count))
    before = [()]
    before += [tuple(sorted(draw(st.sets(st.integers(0, n - 1), max_size=2)))) for n in range(1, count)]
    most = draw(st.integers(max(1, -(-count // length)), count))
    most_load = draw(st.integers(max(given_credits), sum(given_credits)))
    return Curriculum(length, 0, most_load, 0, most, tuple(given_credits), tuple(before))


def brute_force(one):
    """The least worst period of all ways to place the courses; None when there is none."""
    best = None
    for placed in product(range(one.periods), repeat=len(one.credits)):
        if any(placed[b] >= placed[n] for n, before in enumerate(one.before) for b in before):
            continue
        loads, counts = [0] * one.periods, [0] * one.periods
        for n, period in enumerate(placed):
            loads[period] += one.credits[n]
            counts[period] += 1
        if max(loads) <= one.most_load and max(counts) <= one.most_courses:
            best = max(loads) if best is None else min(best, max(loads))
    return best


@settings(max_examples=60)
@given(curricula(6, 3))
def test_small_instances_equal_brute_force(one):
    """On small instances of the same family the search finds what full enumeration finds."""
    found = solve(as_problem(one))
    assert (found.score and found.score.peak) == brute_force(one)
    assert found.proof == ("infeasible" if found.score is None else "optimal")


@pytest.mark.engine
@settings(max_examples=25)
@given(curricula(24, 6))
def test_larger_instances_equal_cp_sat(root, one):
    """On larger instances of the same family the search finds CP-SAT's optimum."""
    spec = spec_from_file_location("study_twin", root / "benchmarks" / "study_twin.py")
    twin = module_from_spec(spec)
    spec.loader.exec_module(twin)
    problem = as_problem(one)
    assert solve(problem).score == twin.by_cp_sat(problem)
