"""The search's problem by itself: what a term holds, the least worst week, and the score of a placing."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltak.study.planning.problem import NEVER, Problem, Score, members
from tiltak.study.planning.search import can_be_placed, settle, solve

TWO_TERMS = Problem(
    (6, 4, 2), ((3, 3), (2, None), (3, 1)), ((4, 2, 3), (5, 5, 5)), (2, 2), ((), (0,), (0, 1)), frozenset({(0, 0, 2)})
)


@given(st.lists(st.integers(0, 9), max_size=6), st.integers(0, 7), st.integers(0, 12))
def test_a_room_is_what_the_weeks_hold_under_a_ceiling(capacity, weeks, ceiling):
    """The room of so many weeks is the sum of what each holds, none above the ceiling."""
    problem = Problem((), (), (tuple(capacity),), (1,), ())
    assert problem.room(0, weeks, ceiling) == sum(min(hours, ceiling) for hours in capacity[:weeks])


def test_rooms_are_the_room_for_every_ceiling():
    """One number for each ceiling from none to the largest week, and no more."""
    assert TWO_TERMS.rooms(0, 3) == [0, 3, 6, 8, 9]
    assert TWO_TERMS.rooms(0, 2) == [0, 2, 4, 5, 6]
    assert TWO_TERMS.rooms(0, 0) == [0]


@pytest.mark.parametrize(
    ("term", "exams", "peak"),
    [
        (0, 0b000, 0),
        (0, 0b001, 2),
        (0, 0b010, 2),
        (0, 0b011, NEVER),
        (0, 0b100, 1),
        (0, 0b110, 2),
        (0, 0b101, NEVER),
        (1, 0b001, 2),
        (1, 0b010, NEVER),
        (1, 0b100, 2),
        (1, 0b101, 3),
    ],
)
def test_the_least_worst_week_of_a_set(term, exams, peak):
    """The least ceiling that every deadline fits under; never for what is not offered, clashes or does not fit."""
    assert TWO_TERMS.peak(term, exams) == peak


def test_where_an_exam_fits_and_how_long_a_term_is():
    """The terms that hold an exam alone, and the weeks before the latest exam of each."""
    assert [TWO_TERMS.fitting(exam) for exam in range(3)] == [[0, 1], [0], [0, 1]]
    assert [TWO_TERMS.longest(term) for term in range(2)] == [3, 3]
    assert Problem((), (), ((1,),), (1,), ()).longest(0) == 0


@pytest.mark.parametrize(
    ("placed", "score"),
    [((1, 0, 0), Score(1, 1, 2, 2)), ((1, 0, 1), Score(1, 1, 3, 2)), ((0, 0, 0), Score(0, 0, NEVER, 3))],
)
def test_the_score_of_a_placing(placed, score):
    """Last term, exams before all they build on, worst week and fullest term."""
    assert TWO_TERMS.score(placed) == score


def test_scores_are_compared_from_the_left():
    """The finish weighs most, then order, load and fullness."""
    ordered = [Score(0, 9, 9, 9), Score(1, 0, 9, 9), Score(1, 1, 0, 9), Score(1, 1, 1, 0), Score(1, 1, 1, 1)]
    assert all(one < other for one, other in pairwise(ordered))


def test_members_of_a_set():
    """The bits of a set, lowest first."""
    assert [members(bits) for bits in (0, 1, 0b110, 1 << 40)] == [[], [0], [1, 2], [40]]


@pytest.mark.parametrize(("hours", "fits"), [(15, True), (16, False)])
def test_whether_anything_fits_can_be_asked_alone(hours, fits):
    """Five hours in each of three weeks hold fifteen hours and not sixteen."""
    problem = Problem((hours,), ((3,),), ((5, 5, 5),), (1,), ((),))
    assert can_be_placed(problem) is fits
    assert (solve(problem).placed is not None) is fits


def test_nothing_always_fits():
    """With no exam there is nothing that could fail to fit."""
    assert can_be_placed(Problem((), (), ((1,),), (1,), ())) is True


def test_what_is_not_settled_is_not_answered():
    """With too few nodes to tell, the answer is that it is not known."""
    tight = Problem((7, 5, 5, 4, 3), ((1, 1),) * 5, ((12,), (12,)), (5, 5), ((),) * 5)
    assert can_be_placed(tight, 3) is None
    assert can_be_placed(tight) is True


def test_the_tie_break_keeps_the_score_and_takes_the_earliest_exams():
    """Of two placings with one score, the first exam of the list comes first; without the tie-break any will do."""
    twins = Problem((2, 4, 2), ((4, 4),) * 3, ((2,) * 4, (2,) * 4), (2, 2), ((),) * 3, first_most=1)
    rough = solve(twins, earliest=False)
    found = settle(twins, rough)
    assert (found.score, found.proof) == (rough.score, "optimal") == (solve(twins).score, "optimal")
    assert found.placed == solve(twins).placed == (1, 0, 1)
    assert found.nodes > rough.nodes


def test_there_is_nothing_to_settle_where_nothing_was_found():
    """An empty or a missing placing is given back as it is."""
    none = solve(Problem((9,), ((1,),), ((1,),), (1,), ((),)))
    assert settle(TWO_TERMS, none) is none
    assert none.proof == "infeasible"


HOURS = (9, 8, 8, 7, 6, 6, 5, 5, 4, 4, 3, 3)
SITTINGS = ((3, 3, 3, 3),) * 6 + ((2, 3, 2, 3),) * 6
PLAIN = Problem(HOURS, SITTINGS, ((6, 6, 6), (6, 5, 6), (6, 6, 6), (5, 6, 6)), (3, 3, 4, 3), ((),) * 12)
TIED = Problem(
    HOURS,
    SITTINGS,
    PLAIN.capacity,
    PLAIN.most,
    ((), (), (), (0,), (1, 2), (), (5,), (3, 6), (7,), (), (), ()),
    frozenset({(0, 0, 1), (1, 2, 3), (2, 4, 5)}),
    2,
)
TRIPLES = Problem((10,) * 4 + (7,) * 5, ((1, 1, 1, 1),) * 9, ((24,),) * 4, (3,) * 4, ((),) * 9)


@pytest.mark.parametrize(
    ("problem", "placed", "score", "nodes"),
    [
        (PLAIN, (0, 1, 2, 3, 0, 1, 2, 2, 3, 3, 0, 1), Score(3, 0, 6, 3), (40, 101)),
        (TIED, (0, 1, 0, 3, 1, 2, 2, 3, 3, 2, 1, 2), Score(3, 0, 6, 4), (62, 182)),
        (TRIPLES, (0, 0, 1, 1, 2, 2, 2, 3, 3), Score(3, 0, 21, 3), (20, 36)),
    ],
)
def test_the_effort_stays_small(problem, placed, score, nodes):
    """Known problems have their known answers for no more nodes than they took; the bounds and kinds see to that."""
    rough, found = solve(problem, earliest=False), solve(problem)
    assert (found.placed, found.score, found.proof) == (placed, score, "optimal")
    assert rough.score == score
    assert rough.nodes <= nodes[0]
    assert found.nodes <= nodes[1]
    finish = solve(problem, only_finish=True)
    assert (finish.score.last_term, finish.nodes <= rough.nodes) == (3, True)


def test_one_of_several_to_build_on_is_enough():
    """An exam that builds on two others is in order when one of them is not later."""
    problem = Problem((3, 3, 3), ((2, 2),) * 3, ((2, 2), (4, 4)), (1, 2), ((1, 2), (), ()))
    assert (solve(problem).placed, solve(problem).score) == ((1, 0, 1), Score(1, 0, 3, 2))
    both = Problem((3, 3, 3), ((2, None), (None, 2), (None, 2)), ((2, 2), (4, 4)), (1, 2), ((1, 2), (), ()))
    assert solve(both).score == Score(1, 1, 3, 2)


@pytest.mark.parametrize(("required", "placed"), [(((), (0,), (1,)), (0, 1, 2)), (((), (0,), (0,)), (0, 1, 1))])
def test_an_order_that_must_hold_takes_terms(required, placed):
    """Each exam in a later term than what it requires."""
    problem = Problem((1, 1, 1), ((1, 1, 1),) * 3, ((9,),) * 3, (3,) * 3, ((),) * 3, required=required)
    assert (solve(problem).placed, solve(problem).proof) == (placed, "optimal")


def test_an_order_longer_than_the_terms_cannot_hold():
    """Three in a row do not go into two terms."""
    problem = Problem((1, 1, 1), ((1, 1),) * 3, ((9,),) * 2, (3,) * 2, ((),) * 3, required=((), (0,), (1,)))
    assert (solve(problem).proof, can_be_placed(problem)) == ("infeasible", False)
    assert solve(problem).nodes == 0  # seen from the order alone


@pytest.mark.parametrize("limit", [1, 10, 30, 60, 120, 200])
def test_stopped_early_it_says_what_nothing_can_be_better_than(limit):
    """At any limit the bound is not above the optimum, and what is found is not below it."""
    found = solve(TIED, limit)
    assert found.bound is None or found.bound <= Score(3, 0, 6, 4)
    assert found.score is None or found.score >= Score(3, 0, 6, 4)
    assert (found.proof == "bounded") is (found.bound is not None)
    assert found.nodes <= limit + 16


def test_a_lesser_set_is_not_tried():
    """A set that a larger exam could improve is passed over: a tight problem takes a third of the nodes."""
    problem = Problem(
        (6, 5, 7, 14, 6, 4, 8, 5, 7, 14, 8),
        ((1, 1, 1, 1),) * 11,
        ((32,), (34,), (28,), (30,)),
        (3, 3, 3, 3),
        ((),) * 11,
    )
    found = solve(problem, earliest=False)
    assert (found.score, found.proof) == (Score(3, 0, 23, 3), "optimal")
    assert found.nodes <= 445
