"""The cheapest ways of made-up requirements, against an enumeration of every set of exams."""

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltak.law import exam_fee
from tiltak.study import AllOf, Ask, Goal, Need, OneOf, Passed, SomeOf, catalogue, gap
from tiltak.study.curriculum.cheapest import Cheapest
from tiltak.study.curriculum.requirements import asks_in, code_hours_in, met, proof, sets_in

SETS = ("SAK", "GEO", "REL", "ENG-ST", "NOR-YF", "MAT-1P", "MAT-R1", "PF-REA3056", "PF-REA3049")
LEAVES = st.sampled_from(SETS).map(Need)


def grown(inner):
    """A part of the tree above smaller parts."""
    some = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        some.map(AllOf),
        some.map(OneOf),
        st.builds(SomeOf, st.integers(0, 4), some),
        st.builds(Ask, st.sampled_from(["first", "second"]), st.just("county"), inner),
    )


TREES = st.recursive(LEAVES, grown, max_leaves=6)


def is_met(node, done, yes):
    """Whether a tree is met, written apart from the code under test."""
    match node:
        case Need(set_id):
            return set(catalogue().code_hours_of(set_id)) <= done
        case Ask(part=part):
            return node in yes and is_met(part, done, yes)
        case AllOf(parts):
            return all(is_met(part, done, yes) for part in parts)
        case OneOf(parts):
            return any(is_met(part, done, yes) for part in parts)
        case SomeOf(count, parts):
            return sum(is_met(part, done, yes) for part in parts) >= count


def by_enumeration(tree, done, yes, price):
    """The lowest cost and every set of codes that has it, from all sets of codes."""
    left = [code for code in price if code not in done]
    ways = [
        way for size in range(len(left) + 1) for way in combinations(left, size) if is_met(tree, done | set(way), yes)
    ]
    costs = {way: tuple(map(sum, zip((0, 0, 0), *(price[code] for code in way), strict=True))) for way in ways}
    best = min(costs.values(), default=None)
    return best, [way for way in ways if costs[way] == best]


@given(TREES, st.data())
def test_every_cheapest_way_is_found_and_no_other(tree, data):
    """Cost, number and content equal full enumeration, whatever is passed, answered and charged."""
    codes = list(code_hours_in(tree))
    done = data.draw(st.sets(st.sampled_from(codes)))
    yes = tuple(data.draw(st.sets(st.sampled_from(asks_in(tree))))) if asks_in(tree) else ()
    numbers = st.tuples(st.integers(1, 2), st.integers(0, 3), st.integers(0, 1))
    price = {code: data.draw(numbers) for code in codes}
    best, ways = by_enumeration(tree, done, yes, price)
    search = Cheapest(tree, price)
    found = list(search.ways(done, yes))
    assert search.best(done, yes) == (None if best is None else (best, len(ways)))
    assert sorted(found) == sorted(ways)
    assert len(set(found)) == len(found)
    rank = {code: place for place, code in enumerate(codes)}
    assert found == sorted(found, key=lambda way: [rank[code] for code in way])


@given(TREES, st.data())
def test_a_gap_is_the_enumeration_with_names(tree, data):
    """A goal made up of any tree has the exams, hours, fees, ways and number of ways of full enumeration."""
    hours = code_hours_in(tree)
    done = data.draw(st.sets(st.sampled_from(list(hours))))
    fee = exam_fee(date(2024, 1, 15), passed_before=False).value
    price = {code: (1, number or 0, fee) for code, number in hours.items()}
    best, ways = by_enumeration(tree, done, (), price)
    passed = [Passed("MT-001", code, 4) for code in sorted(done)]
    found = gap(Goal("OWN", tree), passed, date(2024, 1, 15))
    assert (found.ways_in_all, sorted(way.missing for way in found.ways)) == (len(ways), sorted(ways))
    assert bool(found.ways) is (best is not None) is ("no_private_exam" not in found.notes)
    for way in found.ways:
        stated = {code: number for one in way.sets for code, number in catalogue().code_hours_of(one).items()}
        assert (len(way.missing), way.hours, way.fees) == best
        assert set(stated) == set(way.missing) | (set(stated) & done)
        assert way.hours == sum(stated[code] or 0 for code in way.missing)


@given(TREES, st.data())
def test_ways_through_a_code_are_those_that_hold_it(tree, data):
    """Asking for some codes gives the cheapest ways that hold them all, in the same order."""
    price = {code: (1, hours or 0) for code, hours in code_hours_in(tree).items()}
    wanted = data.draw(st.sets(st.sampled_from(list(price)), max_size=2))
    done = data.draw(st.sets(st.sampled_from(list(price)), max_size=2))
    search = Cheapest(tree, price)
    all_ways = list(search.ways(done))
    assert list(search.ways(done, through=wanted)) == [way for way in all_ways if wanted <= set(way)]


@given(TREES, st.data())
def test_one_search_answers_everybody(tree, data):
    """A search that has answered others before gives the same as a new one."""
    price = {code: (1, hours or 0) for code, hours in code_hours_in(tree).items()}
    used = Cheapest(tree, price)
    for _ in range(3):
        done = data.draw(st.sets(st.sampled_from(list(price))))
        assert list(used.ways(done)) == list(Cheapest(tree, price).ways(done))
        assert used.best(done) == Cheapest(tree, price).best(done)


@given(TREES, st.data())
def test_a_proof_is_made_of_sets_that_are_passed_and_is_enough(tree, data):
    """A proof is there exactly when the tree is met; it names passed sets of the tree, and they alone meet it."""
    codes = list(code_hours_in(tree))
    done = data.draw(st.sets(st.sampled_from(codes)))
    yes = asks_in(tree) if data.draw(st.booleans()) else ()
    found = proof(tree, done, yes)
    assert (found is not None) is is_met(tree, done, yes) is met(tree, done, yes)
    if found is not None:
        needed = {code for one in found for code in catalogue().code_hours_of(one)}
        assert needed <= done
        assert set(found) <= set(sets_in(tree))
        assert is_met(tree, needed, yes)


def test_a_code_in_two_parts_is_taken_once():
    """R1 in the mathematics and among the electives is one exam, where the tree lets it count in both."""
    tree = AllOf((Need("MAT-R1"), Need("PF-REA3056")))
    assert Cheapest(tree, {"REA3056": (1, 140)}).best(()) == ((1, 140), 1)


def test_nothing_required_is_met_by_nothing():
    """An empty demand costs nothing; a demand that nothing can meet has no way."""
    price = {"SAK1001": (1, 84)}
    assert list(Cheapest(AllOf(()), price).ways(())) == [()]
    assert Cheapest(AllOf(()), price).best(()) == ((0, 0), 1)
    assert Cheapest(OneOf(()), price).best(()) is None
    assert list(Cheapest(OneOf(()), price).ways(())) == []
    assert Cheapest(SomeOf(2, (Need("SAK"),)), price).best(()) is None


@pytest.mark.parametrize(
    ("price", "way"),
    [
        ({"SAK1001": (2, 1, 1), "GEO1003": (1, 9, 9)}, ("GEO1003",)),
        ({"SAK1001": (1, 84, 1), "GEO1003": (1, 56, 9)}, ("GEO1003",)),
        ({"SAK1001": (1, 84, 2), "GEO1003": (1, 84, 1)}, ("GEO1003",)),
        ({"SAK1001": (1, 84, 1), "GEO1003": (1, 84, 2)}, ("SAK1001",)),
    ],
)
def test_exams_weigh_more_than_hours_and_hours_more_than_fees(price, way):
    """The order is exams, hours, fees, and each only where those before are equal."""
    tree = OneOf((Need("SAK"), Need("GEO")))
    assert list(Cheapest(tree, price).ways(())) == [way]


def test_one_code_with_two_hours_is_refused():
    """Vg3 physical education is 168 hours alone and 56 after Vg1 and Vg2: a goal holds one of them."""
    with pytest.raises(ValueError, match="KRO1019 is counted with 168 and with 56 hours"):
        code_hours_in(AllOf((Need("KRO-VG3"), Need("KRO-PB"))))
