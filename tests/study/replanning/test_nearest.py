"""The search for the nearest placing against full enumeration, and its limit."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiltak.study.planning.problem import NEVER, Problem, Score
from tiltak.study.planning.search import solve
from tiltak.study.replanning.nearest import changes, nearest


@st.composite
def problems(draw, exams=5, terms=4):
    """Small problems with an old placing: tight hours, missing sittings, orders, clashes and full terms."""
    count = draw(st.integers(1, exams))
    length = draw(st.integers(1, terms))
    weeks = draw(st.integers(1, 4))
    hours = tuple(draw(st.lists(st.integers(1, 6), min_size=count, max_size=count)))
    sittings = st.one_of(st.integers(0, weeks), st.integers(1, weeks), st.none())
    before = tuple(tuple(draw(st.lists(sittings, min_size=length, max_size=length))) for _ in range(count))
    capacity = tuple(tuple(draw(st.lists(st.integers(0, 6), min_size=weeks, max_size=weeks))) for _ in range(length))
    most = tuple(draw(st.lists(st.integers(0, 3), min_size=length, max_size=length)))
    after = tuple(
        tuple(draw(st.lists(st.integers(0, exam - 1), max_size=2, unique=True))) if exam else ()
        for exam in range(count)
    )
    pairs = [(t, a, b) for t in range(length) for a in range(count) for b in range(a + 1, count)]
    clashes = frozenset(draw(st.lists(st.sampled_from(pairs), max_size=2))) if pairs else frozenset()
    problem = Problem(hours, before, capacity, most, after, clashes, draw(st.integers(1, count)))
    homes = st.one_of(st.none(), st.integers(0, length - 1), st.just(NEVER))
    wanted = tuple(draw(st.lists(homes, min_size=count, max_size=count)))
    return problem, wanted, tuple(draw(st.lists(st.sampled_from([1, 3]), min_size=count, max_size=count)))


def fits(problem, placed):
    """Whether a placing breaks no limit."""
    here = {term: [exam for exam, at in enumerate(placed) if at == term] for term in sorted(set(placed))}
    if any(len(exams) > problem.most[term] for term, exams in here.items()):
        return False
    if any(problem.peak(term, sum(1 << exam for exam in exams)) >= NEVER for term, exams in here.items()):
        return False
    return len(here[min(here)]) <= problem.first_most


def best_of_all(problem, wanted, weights):
    """The placing that ends first, then moves least, then breaks least order and is lightest; by trying every one."""

    def rank(placed):
        score = problem.score(placed)
        moved = changes(placed, wanted, weights)
        return score.last_term, moved, score.broken, score.peak, score.most, placed

    terms = range(len(problem.most))
    every = (placed for placed in product(terms, repeat=len(problem.hours)) if fits(problem, placed))
    return min(every, key=rank, default=None)


@settings(max_examples=300)
@given(problems())
def test_the_nearest_placing_is_the_best_of_all(given_problem):
    """The search gives the very placing that full enumeration gives, with its changes and its score, proved."""
    problem, wanted, weights = given_problem
    best, outcome = best_of_all(problem, wanted, weights), solve(problem)
    if best is None:
        assert outcome.placed is None
        return
    found = nearest(problem, wanted, weights, outcome.placed)
    assert found.placed == best
    assert found.changes == changes(best, wanted, weights)
    assert (found.score, found.proof) == (problem.score(best), "optimal")


@settings(max_examples=100)
@given(problems())
def test_a_placing_that_is_best_already_is_kept(given_problem):
    """When the old placing is one of those that end first, nothing moves."""
    problem, _, weights = given_problem
    outcome = solve(problem)
    if outcome.placed is not None:
        found = nearest(problem, outcome.placed, weights, outcome.placed)
        assert (found.placed, found.changes) == (outcome.placed, 0)


@settings(max_examples=100)
@given(problems(), st.integers(0, 6))
def test_at_the_limit_the_answer_still_fits(given_problem, limit):
    """With few nodes the answer is a placing that fits, no worse than the one given, and says that it is not proved."""
    problem, wanted, weights = given_problem
    outcome = solve(problem)
    if outcome.placed is not None:
        found, whole = (nearest(problem, wanted, weights, outcome.placed, limit) for limit in (limit, 10_000))
        assert fits(problem, found.placed)
        assert found.changes <= changes(outcome.placed, wanted, weights)
        assert found.proof == ("optimal" if whole.nodes <= limit else "bounded")
        assert found.nodes == min(whole.nodes, limit + 1)


def flat(count, terms, most, after=None):
    """A problem where every exam fits everywhere and only numbers and orders matter."""
    weeks = ((5,) * terms,) * count
    return Problem((5,) * count, weeks, ((9,) * 5,) * terms, (most,) * terms, after or ((),) * count)


def test_what_is_registered_is_moved_last():
    """Of two exams one of which must go, the one that counts three stays; with equal weights the later one goes."""
    problem = flat(3, 2, 2)
    assert nearest(problem, (0, 0, 0), (1, 1, 1), (0, 0, 1)).placed == (0, 0, 1)
    assert nearest(problem, (0, 0, 0), (1, 1, 3), (0, 0, 1)).placed == (0, 1, 0)
    assert nearest(problem, (0, 0, 0), (1, 3, 3), (0, 0, 1)).placed == (1, 0, 0)
    assert nearest(problem, (0, 0, 0), (3, 3, 3), (0, 0, 1)).changes == 3
    assert nearest(problem, (0, 0, 0), (3, 3, 1), (0, 0, 1)).changes == 1


def test_two_single_moves_are_fewer_than_one_of_three():
    """Moving two that count one each is less than moving one that counts three."""
    problem = flat(3, 2, 2)
    assert nearest(problem, (0, 0, 0), (1, 1, 3), (0, 0, 1)).changes == 1
    tight = Problem((4, 4, 8), ((4, 4),) * 3, ((2,) * 4, (2,) * 4), (3, 3), ((), (), ()))
    found = nearest(tight, (0, 0, 0), (1, 1, 3), (0, 0, 1))
    assert (found.placed, found.changes) == ((1, 1, 0), 2)


def test_order_comes_before_load_and_after_changes():
    """Among as few changes the order is kept before the load is lightened; an order is not worth a change."""
    problem = flat(2, 2, 2, ((), (0,)))
    assert nearest(problem, (1, None), (1, 1), (0, 1)).placed == (1, 1)
    assert nearest(flat(2, 2, 2), (1, None), (1, 1), (0, 1)).placed == (1, 0)
    kept = nearest(problem, (1, 0), (1, 1), (0, 1))
    assert (kept.placed, kept.score.broken) == ((1, 0), 1)


def test_an_order_with_several_before_is_broken_only_when_all_come_later():
    """One of those an exam builds on is enough, whichever is placed first."""
    problem = flat(3, 3, 3, ((), (), (0, 1)))
    assert nearest(problem, (2, 0, 1), (1, 1, 1), (2, 0, 1)).score.broken == 0
    assert nearest(problem, (2, 2, 1), (1, 1, 1), (2, 2, 1)).score.broken == 1
    assert nearest(problem, (2, None, 1), (1, 1, 1), (2, 1, 1)).placed == (2, 0, 1)


def test_a_given_placing_that_does_not_fit_is_refused():
    """Two exams given to a term of one are the caller's error, not an answer."""
    with pytest.raises(ValueError, match="does not fit"):
        nearest(flat(2, 1, 1), (0, 0), (1, 1), (0, 0))


def test_nothing_to_place_is_placed():
    """No exams have an empty placing."""
    found = nearest(Problem((), (), ((),), (1,), ()), (), (), ())
    assert (found.placed, found.changes, found.score, found.proof) == ((), 0, Score(-1, 0, 0, 0), "optimal")


@pytest.mark.parametrize(
    ("placed", "wanted", "moved"),
    [((0, 1), (0, 1), 0), ((0, 1), (1, 1), 2), ((0, 1), (0, 0), 5), ((0, 1), (1, 0), 7), ((0, 1), (None, 0), 5)],
)
def test_changes_are_counted_by_weight(placed, wanted, moved):
    """An exam that is not where it was wanted counts its weight; one that was nowhere counts nothing."""
    assert changes(placed, wanted, (2, 5)) == moved
