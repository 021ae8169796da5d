"""The exact search against full enumeration, on every small problem hypothesis can think of."""

from importlib.util import module_from_spec, spec_from_file_location
from itertools import product

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from tiltak.study.planning.problem import Problem, Score
from tiltak.study.planning.search import solve


@st.composite
def problems(draw, exams=5, terms=3):
    """Small problems: tight hours, missing sittings, orders and clashes."""
    count = draw(st.integers(1, exams))
    length = draw(st.integers(1, terms))
    weeks = draw(st.integers(1, 5))
    hours = tuple(draw(st.lists(st.integers(1, 8), min_size=count, max_size=count)))
    before = tuple(
        tuple(draw(st.lists(st.one_of(st.none(), st.integers(0, weeks)), min_size=length, max_size=length)))
        for _ in range(count)
    )
    if draw(st.booleans()):  # twins: the same hours and sittings, or two sorts of them
        sort = [draw(st.integers(0, 1)) if count > 2 else 0 for _ in range(count)]
        hours, before = tuple(hours[one] for one in sort), tuple(before[one] for one in sort)
    capacity = tuple(tuple(draw(st.lists(st.integers(0, 5), min_size=weeks, max_size=weeks))) for _ in range(length))
    most = tuple(draw(st.lists(st.integers(0, count), min_size=length, max_size=length)))
    after = tuple(
        tuple(draw(st.lists(st.integers(0, exam - 1), max_size=2, unique=True))) if exam else ()
        for exam in range(count)
    )
    pairs = [(t, a, b) for t in range(length) for a in range(count) for b in range(a + 1, count)]
    clashes = frozenset(draw(st.lists(st.sampled_from(pairs), max_size=3))) if pairs else frozenset()
    required = ()
    if draw(st.integers(0, 3)) == 0:
        required = tuple(
            tuple(sorted(draw(st.sets(st.integers(0, exam - 1), max_size=2)))) if exam else () for exam in range(count)
        )
    return Problem(hours, before, capacity, most, after, clashes, draw(st.integers(1, count)), required)


def least_peak(problem, term, here):
    """The least ceiling under which a greedy fill, earliest deadline first, does everything; None when none does."""
    for ceiling in range(max(problem.capacity[term], default=0) + 1):
        left = {exam: problem.hours[exam] for exam in here}
        for week, capacity in enumerate(problem.capacity[term]):
            free = min(capacity, ceiling)
            for exam in sorted(here, key=lambda one: problem.weeks_before[one][term]):
                if week < problem.weeks_before[exam][term]:
                    given = min(free, left[exam])
                    left[exam] -= given
                    free -= given
        if not any(left.values()):
            return ceiling
    return None


def judged(problem, placed):
    """The score and tie-break of a placing, reckoned from the definitions; None when it breaks a limit."""
    terms = range(len(problem.most))
    here = [[exam for exam, term in enumerate(placed) if term == index] for index in terms]
    used = [index for index in terms if here[index]]
    peaks = []
    for index in used:
        if len(here[index]) > problem.most[index] or any(
            problem.weeks_before[exam][index] is None for exam in here[index]
        ):
            return None
        if any((index, a, b) in problem.clashes for a in here[index] for b in here[index]):
            return None
        peaks.append(least_peak(problem, index, here[index]))
    if None in peaks or len(here[used[0]]) > problem.first_most:
        return None
    if any(placed[one] >= placed[exam] for exam, before in enumerate(problem.required) for one in before):
        return None
    broken = sum(
        1
        for exam, term in enumerate(placed)
        if problem.after[exam] and all(placed[one] > term for one in problem.after[exam])
    )
    tie = tuple(tuple(exam not in one for exam in range(len(placed))) for one in here)
    return Score(used[-1], broken, max(peaks), max(map(len, here))), tie


def brute_force(problem):
    """The best placing of all."""
    placings = product(range(len(problem.most)), repeat=len(problem.hours))
    return min(((*found, placed) for placed in placings if (found := judged(problem, placed))), default=None)


@settings(max_examples=250)
@given(problems())
def test_search_equals_brute_force(problem):
    """The search gives the very placing that full enumeration gives, or proves that there is none."""
    best, found = brute_force(problem), solve(problem)
    if best is None:
        assert (found.placed, found.proof) == (None, "infeasible")
    else:
        assert (found.score, found.placed, found.proof) == (best[0], best[2], "optimal")


@settings(max_examples=30)
@given(problems(exams=7, terms=3))
def test_search_equals_brute_force_on_more_exams(problem):
    """With more exams, where kinds and larger sets come into play, the answer is still the very same."""
    best, found = brute_force(problem), solve(problem)
    assert (found.score, found.placed) == ((best[0], best[2]) if best else (None, None))


@st.composite
def ordered_problems(draw):
    """Problems where the orders pull against the sittings: exams in few terms, building on any others."""
    count, length = draw(st.integers(2, 5)), draw(st.integers(2, 4))
    hours = tuple(draw(st.lists(st.integers(1, 3), min_size=count, max_size=count)))
    week = st.sampled_from([None, 1, 2, 2])
    before = tuple(tuple(draw(st.lists(week, min_size=length, max_size=length))) for _ in range(count))
    after = tuple(
        tuple(sorted(draw(st.sets(st.integers(0, count - 1).filter(lambda one, own=exam: one != own), max_size=2))))
        for exam in range(count)
    )
    most = tuple(draw(st.lists(st.integers(1, 3), min_size=length, max_size=length)))
    capacity = tuple(tuple(draw(st.lists(st.integers(1, 6), min_size=2, max_size=2))) for _ in range(length))
    return Problem(hours, before, capacity, most, after, frozenset(), draw(st.integers(1, 3)))


@settings(max_examples=200)
@given(ordered_problems())
def test_as_few_orders_as_can_be_are_broken(problem):
    """Where not every exam can come after what it builds on, the fewest do not, and the rest is as good as can be."""
    best, found = brute_force(problem), solve(problem)
    assert (found.score, found.placed) == ((best[0], best[2]) if best else (None, None))


@settings(max_examples=150)
@given(problems(), st.data())
def test_only_what_is_better_is_looked_for(problem, data):
    """Asked for something better than a score, the search gives the optimum if it is, and else proves there is none."""
    best = brute_force(problem)
    terms, exams = len(problem.most), len(problem.hours)
    under = data.draw(
        st.builds(Score, st.integers(0, terms - 1), st.integers(0, 1), st.integers(0, 5), st.integers(1, exams))
    )
    if best and data.draw(st.booleans()):  # the edge itself
        under = best[0]
    found = solve(problem, under=under)
    if best is None or best[0] >= under:
        assert (found.placed, found.score, found.proof) == (None, None, "infeasible")
    else:
        assert (found.score, found.placed, found.proof) == (best[0], best[2], "optimal")


@given(problems())
def test_only_the_finish_can_be_asked_for(problem):
    """Asked for the finish only, the last term is the optimum's, by a placing that keeps every limit."""
    best, found = brute_force(problem), solve(problem, only_finish=True)
    assert (found.score and found.score.last_term) == (best[0].last_term if best else None)
    if best:
        assert judged(problem, found.placed)[0] == found.score


@given(problems(), st.integers(1, 60))
def test_nodes_stay_within_their_limit(problem, limit):
    """Every question may take one node when all are spent, and no more than that."""
    found = solve(problem, limit)
    questions = len(problem.most) + len(problem.hours) * 2 + 10
    assert found.nodes <= limit + questions


@pytest.mark.engine
@settings(max_examples=40)
@given(problems(exams=12, terms=5))
def test_search_equals_cp_sat(root, problem):
    """On problems too large for enumeration the score is the one that CP-SAT proves, weeks and all."""
    spec = spec_from_file_location("study_twin", root / "benchmarks" / "study_twin.py")
    twin = module_from_spec(spec)
    spec.loader.exec_module(twin)
    assert solve(problem).score == twin.by_cp_sat(problem)


@given(problems(), st.integers(1, 40))
def test_node_limit_gives_a_bound_never_a_lie(problem, limit):
    """Stopped early, the answer is within its own bound; called optimal, it is the optimum."""
    best, found = brute_force(problem), solve(problem, limit)
    if found.proof == "optimal":
        assert found.score == best[0]
    elif found.proof == "infeasible":
        assert best is None
    else:
        assert found.bound is not None
        if best is not None:
            assert found.bound <= best[0]
        if found.score is not None:
            assert best[0] <= found.score


@given(problems())
def test_search_is_the_same_each_time(problem):
    """The same problem has the same answer, node for node."""
    again = evolve(problem)
    assert solve(problem) == solve(again)


@given(problems(), st.data())
def test_more_room_never_makes_it_worse(problem, data):
    """With more hours in the weeks the best score is never worse."""
    more = data.draw(st.integers(1, 3))
    capacity = tuple(tuple(hours + more for hours in term) for term in problem.capacity)
    wide = evolve(problem, capacity=capacity)
    before, after = solve(problem), solve(wide)
    if before.score is not None:
        assert after.score is not None
        assert after.score <= before.score


def test_nothing_to_place():
    """With no exam to place the answer is empty and proved."""
    found = solve(Problem((), (), ((1,),), (1,), ()))
    assert (found.placed, found.proof, found.nodes) == ((), "optimal", 0)
    assert (found.score, found.bound) == (Score(-1, 0, 0, 0), None)
