"""Why an exam does not stand in a term: each rule that forbids it, and each thing that would have got worse."""

from datetime import date

import pytest

from tiltak.study import Availability, ExamCalendar, Exclusion, Pin, Way, county, goal
from tiltak.study.planning.demands import Model, Request
from tiltak.study.planning.plans import with_overrides
from tiltak.study.planning.problem import Problem
from tiltak.study.planning.search import NODE_LIMIT, solve
from tiltak.study.replanning.placing import REGISTERED_WEIGHT, Old, Placing, place_way
from tiltak.study.replanning.why import Asker

TERMS = ("V2027", "H2027", "V2028")
CODES = ("SAK1001", "HIS1011", "GEO1003")


def request(**more):
    """What is asked, on a day when the spring of 2027 can be registered for."""
    asked = {"pins": (), "exclude": (), "finish_by": None, "goal": "PAABYGG_4", **more}
    return Request(
        goal(asked["goal"]),
        Availability(12),
        date(2027, 1, 20),
        county("40"),
        None,
        tuple(asked["pins"]),
        tuple(asked["exclude"]),
        asked["finish_by"],
        ExamCalendar(),
        with_overrides({}),
    )


def asker(problem, wanted, *, registered=(), asked=None):
    """An asker for a made-up problem of the first codes and terms, placed as near as can be."""
    codes = CODES[: len(problem.hours)]
    shape = Model(codes, TERMS[: len(problem.most)], ((),) * len(problem.most), problem)
    old = Old(dict(zip(codes, wanted, strict=False)), frozenset(registered), frozenset(codes))
    near = place_way(shape, old, solve(problem).placed, NODE_LIMIT)
    return Asker(asked or request(), old, Placing(Way((), codes, 0), shape, near, near.changes), NODE_LIMIT)


def flat(hours, terms=3, **more):
    """A problem where every exam has four weeks of six hours in every term."""
    count = len(hours)
    given = {"most": (3,) * terms, "after": ((),) * count, "weeks": ((4,) * terms,) * count, **more}
    capacity = given.get("capacity", ((6,) * 4,) * terms)
    clashes = given.get("clashes", frozenset())
    return Problem(tuple(hours), given["weeks"], capacity, given["most"], given["after"], clashes)


def told(found):
    """A reason as id, codes and values."""
    return found.id, found.codes, dict(found.values)


FREE = flat((4,))


@pytest.mark.parametrize(
    ("term", "asked", "expected"),
    [
        ("H2026", {}, ("registration_over", {"term": "H2026", "closed_on": date(2026, 9, 15)})),
        ("H2030", {}, ("too_far_ahead", {"term": "H2030", "number": 3})),
        ("H2027", {"pins": [Pin("SAK1001", "V")]}, ("pin_elsewhere", {"term": "H2027"})),
        ("H2027", {"exclude": [Exclusion("H", "SAK1001")]}, ("term_off", {"term": "H2027"})),
        (
            "H2027",
            {"finish_by": date(2028, 1, 3)},
            ("result_after_finish_by", {"term": "H2027", "date": date(2028, 1, 3)}),
        ),
        (
            "V2027",
            {"goal": "GSK_23_5"},
            ("result_after_rule_ends", {"term": "V2027", "date": date(2026, 12, 31)}),
        ),
    ],
)
def test_the_rule_that_forbids_a_term_is_named(term, asked, expected):
    """Each rule or wish that keeps an exam out of a term is the reason, with its values."""
    id_, values = expected
    assert told(asker(FREE, ("V2027",), asked=request(**asked)).why_not("SAK1001", term)) == (
        id_,
        ("SAK1001",),
        values,
    )


@pytest.mark.parametrize(
    "asked",
    [
        {"pins": [Pin("SAK1001", "H"), Pin("HIS1011", "V")]},
        {"exclude": [Exclusion("V"), Exclusion("H2027", "HIS1011")]},
        {"finish_by": date(2028, 1, 4)},
    ],
)
def test_a_rule_that_allows_the_term_is_not_named(asked):
    """A wish for another exam, another term, or a last day that is met is no reason."""
    late = flat((4,), weeks=((4, None, 4),))
    found = asker(late, ("V2027",), asked=request(**asked)).why_not("SAK1001", "H2027")
    assert told(found) == ("no_time_to_prepare", ("SAK1001",), {"term": "H2027"})


def test_too_few_hours_are_counted():
    """An exam that does not fit alone needs so many hours, and so many there are."""
    short = flat((25,), weeks=((4, 3, 4),), capacity=((9,) * 4, (8,) * 3, (9,) * 4))
    found = asker(short, ("H2027",)).why_not("SAK1001", "H2027")
    assert told(found) == ("too_few_hours", ("SAK1001",), {"term": "H2027", "needed": 25, "hours": 24})
    enough = flat((24,), weeks=((4, 3, 4),), capacity=((9,) * 4, (8,) * 3, (9,) * 4))
    assert asker(enough, ("H2027",)).why_not("SAK1001", "H2027").id == "over_sooner"


def test_an_exam_later_than_the_end_is_moved_to_be_over_sooner():
    """A term after the last one of the plan is not used because it is over sooner."""
    found = asker(flat((4, 4)), ("V2027", "V2028")).why_not("HIS1011", "V2028")
    assert told(found) == ("over_sooner", ("HIS1011",), {"term": "V2028", "last": "V2027"})


def test_what_does_not_fit_with_the_rest_is_said():
    """When the others have no place left, that is the reason."""
    only = flat((4, 4), terms=2, most=(1, 1), weeks=((4, None), (4, 4)))
    found = asker(only, ("V2027", "V2027")).why_not("HIS1011", "V2027")
    assert told(found) == ("does_not_fit_with_the_rest", ("HIS1011",), {"term": "V2027"})


def test_what_would_be_over_later_is_said_with_the_term():
    """When it would be over later, the later term is told."""
    tight = flat((4, 4), most=(1, 1, 1), weeks=((4, None, 4), (4, 4, 4)))
    found = asker(tight, ("V2027", "V2027")).why_not("HIS1011", "V2027")
    assert told(found) == ("would_be_over_later", ("HIS1011",), {"term": "V2027", "last": "V2028"})


def test_what_would_move_more_is_said_by_weight():
    """When the other is registered and paid, moving it instead counts three against one."""
    full = flat((4, 4), terms=2, most=(1, 1))
    found = asker(full, ("V2027", "V2027"), registered=["SAK1001"]).why_not("HIS1011", "V2027")
    assert told(found) == ("would_move_more", ("HIS1011",), {"term": "V2027", "then": 3, "now": 1})
    assert REGISTERED_WEIGHT == 3


def test_what_would_break_order_be_heavier_or_fuller_is_said_in_that_order():
    """With as few changes, the reason is the first aim that would get worse, with both figures."""
    order = flat((4, 4), terms=2, after=((), (0,)), most=(1, 1))
    assert told(asker(order, ()).why_not("HIS1011", "V2027")) == (
        "would_break_order",
        ("HIS1011",),
        {"term": "V2027", "then": 1, "now": 0},
    )
    heavy = flat((8, 4, 8), terms=2, most=(2, 2), weeks=((4, None), (4, 4), (None, 4)))
    lighter = flat((8, 4, 12), terms=2, most=(2, 2), weeks=((4, None), (4, 4), (None, 4)))
    assert asker(heavy, ()).why_not("HIS1011", "H2027").id == "equally_good"
    assert told(asker(lighter, ()).why_not("HIS1011", "H2027")) == (
        "would_be_heavier",
        ("HIS1011",),
        {"term": "H2027", "then": 4, "now": 3},
    )
    fuller = flat((4, 4, 12), weeks=((4, None, None), (4, 4, None), (None, None, 4)))
    assert told(asker(fuller, ()).why_not("HIS1011", "V2027")) == (
        "would_be_fuller",
        ("HIS1011",),
        {"term": "V2027", "then": 2, "now": 1},
    )
