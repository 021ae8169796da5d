"""Which groups share a car, and by which way: as good as trying everything, and never a bound that is too high."""

from collections.abc import Iterator
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiltak.study.examday.cover import Cover, cover
from tiltak.study.examday.greedy import at_best, nearest_first
from tiltak.study.examday.prices import SCALE, Column, safe_prices
from tiltak.study.examday.routes import (
    Rider,
    Roads,
    TooMuchToSearch,
    TravelRules,
    best_route,
    travel_by_zones,
    ways,
)


def partitions(open_: int) -> Iterator[tuple[int, ...]]:
    """Every way to put some of the bits in groups."""
    if not open_:
        yield ()
        return
    first = open_ & -open_
    rest = open_ ^ first
    yield from partitions(rest)  # the first is left
    others = rest
    while True:
        for groups in partitions(rest ^ others):
            yield (first | others, *groups)
        if not others:
            return
        others = (others - 1) & rest


def fits(groups, seats):
    """Whether each group has a car of its own."""
    sizes = sorted((one.bit_count() for one in groups), reverse=True)
    rooms = sorted(seats, reverse=True)
    return len(sizes) <= len(rooms) and all(size <= room for size, room in zip(sizes, rooms, strict=False))


def by_trying(count, seats, minutes):
    """The best score of all covers."""
    return min(
        (
            count - sum(one.bit_count() for one in groups),
            len(groups),
            sum(minutes[one] for one in groups),
        )
        for groups in partitions((1 << count) - 1)
        if fits(groups, seats) and all(one in minutes for one in groups)
    )


@st.composite
def tasks(draw):
    """A few youths, cars of any size, and minutes for some of the groups, with no sense in them."""
    count = draw(st.integers(1, 6))
    seats = draw(st.lists(st.integers(0, 5), max_size=4))
    groups = draw(st.lists(st.integers(1, (1 << count) - 1), unique=True))
    minutes = {one: draw(st.integers(0, 60)) for one in groups}
    return count, seats, minutes


@settings(max_examples=300)
@given(tasks())
def test_the_cover_is_the_best_of_all(task):
    """Fewest left, then fewest cars, then fewest minutes: no other choice of groups comes to less."""
    count, seats, minutes = task
    found = cover(count, seats, minutes)
    assert (found.left, found.cars, found.minutes) == by_trying(count, seats, minutes)
    assert fits(found.groups, seats)
    assert sum(found.groups).bit_count() == sum(one.bit_count() for one in found.groups) == count - found.left
    assert found.minutes == sum(minutes[one] for one in found.groups)


def test_a_cover_by_hand():
    """Three youths and two cars of two seats: the cheaper of the three pairings, not the fullest car first."""
    assert cover(3, [2, 2], {1: 10, 2: 10, 4: 10, 3: 5, 5: 6, 6: 2}) == Cover((1, 6), 0, 2, 12)
    assert cover(3, [3, 2], {1: 10, 2: 10, 4: 10, 3: 5, 6: 2, 7: 99}) == Cover((7,), 0, 1, 99)
    assert cover(3, [2], {1: 10, 2: 10, 4: 10, 3: 5, 6: 4}) == Cover((6,), 1, 1, 4)
    assert cover(2, [], {1: 1, 2: 1}) == Cover((), 2, 0, 0)
    assert cover(0, [4], {}) == Cover((), 0, 0, 0)


@pytest.mark.parametrize(
    ("seats", "expected"),
    [([3, 3], (0, 2, 20)), ([2, 2, 3], (0, 3, 35)), ([2, 2, 2], (1, 3, 45)), ([2, 4], (1, 2, 30))],
)
def test_each_group_needs_a_car_of_its_own_size(seats, expected):
    """Two groups of three need two cars that take three; with one of them, the other three are split."""
    minutes = {0b000111: 10, 0b111000: 10, 0b000011: 20, 0b011000: 20, 0b000100: 5, 0b100000: 5}
    found = cover(6, seats, minutes)
    assert (found.left, found.cars, found.minutes) == expected


def test_a_search_that_is_cut_short_says_so():
    """With no tries left it raises and gives no answer that was not proved."""
    with pytest.raises(TooMuchToSearch):
        cover(4, [2, 2], {0b0011: 5, 0b1100: 5, 0b0110: 4, 0b1001: 4}, tries=0)
    assert cover(4, [2, 2], {0b0011: 5, 0b1100: 5, 0b0110: 4, 0b1001: 4}, tries=100).minutes == 8


@given(tasks())
def test_prices_are_safe(task):
    """No column costs less than its prices, and no cover costs less than the bound."""
    count, _, minutes = task
    columns = [Column(cost, tuple(at for at in range(count) if one >> at & 1)) for one, cost in minutes.items()]
    columns += [Column(1000, (at,)) for at in range(count)]
    prices = safe_prices(
        [Column(one.cost, (*one.rows, count)) for one in columns], [1] * count + [9], frozenset({count}), count
    )
    assert min(prices.reduced) >= 0
    assert prices.rows[count] <= 0
    best = min(
        sum(minutes[one] for one in groups) + 1000 * (count - sum(groups).bit_count())
        for groups in partitions((1 << count) - 1)
        if all(one in minutes for one in groups)
    )
    assert prices.bound <= best * SCALE


def shortest(group, base, travel, rules):
    """The fewest minutes for a group over every order of places and venues; None when none keeps the rules."""
    found = []
    for homes in permutations(sorted({one.place for one in group})):
        for halls in permutations(sorted({one.venue for one in group})):
            clock, here, into, out = 0, base, {}, {}
            for at, place in enumerate((*homes, *halls)):
                leg = 0 if here == place else travel.get((here, place), travel.get((place, here)))
                if leg is None:
                    break
                clock += leg
                (into if at < len(homes) else out)[place] = clock
                clock += rules.minutes_at_stop if at < len(homes) else 0
                here = place
            else:
                leave = min(one.due - out[one.venue] for one in group)
                if leave >= 0 and all(
                    out[one.venue] - into[one.place] <= rules.longest_ride
                    and one.due - leave - out[one.venue] <= rules.longest_wait
                    for one in group
                ):
                    found.append(clock)
    return min(found, default=None)


@st.composite
def roads(draw):
    """Up to five riders, shared homes, three venues, some times that nobody gave, some one way only."""
    places = ["base", "h1", "h2", "h3", "v1", "v2", "v3"]
    homes = st.sampled_from(["base", "h1", "h2", "h3"])
    riders = [
        Rider(f"K{at}", draw(homes), draw(st.sampled_from(["v1", "v2", "v3"])), draw(st.sampled_from([60, 75, 510])))
        for at in range(draw(st.integers(1, 5)))
    ]
    pairs = [(a, b) for a in places for b in places if a < b or (a > b and draw(st.booleans()))]
    travel = {pair: draw(st.integers(0, 40)) for pair in pairs if draw(st.integers(0, 9)) > 0}
    rules = TravelRules(
        draw(st.sampled_from([30, 60, 90])), draw(st.sampled_from([0, 15, 500])), draw(st.integers(0, 3))
    )
    return riders, travel, rules


@settings(max_examples=300)
@given(roads(), st.integers(1, 5))
def test_every_group_has_its_quickest_way(task, most):
    """Every group that can share a car is found, with the fewest minutes any order of stops has, and no other is."""
    riders, travel, rules = task
    found = ways(riders, most, "base", Roads(travel), rules)
    for group in range(1, 1 << len(riders)):
        members = [one for at, one in enumerate(riders) if group >> at & 1]
        expected = shortest(members, "base", travel, rules) if len(members) <= most else None
        assert (found[group][0] if group in found else None) == expected


@given(roads())
def test_the_clock_of_a_route_is_the_way_it_was_chosen_for(task):
    """The route's stops add up to its minutes, and it leaves as late as everybody can."""
    riders, travel, rules = task
    route = best_route(riders, "base", Roads(travel), rules)
    if route is not None:
        assert route.minutes == route.drops[-1][1] == shortest(riders, "base", travel, rules)
        out = dict(route.drops)
        assert min(one.due - route.leave - out[one.venue] for one in riders) == 0


def test_too_many_ways_are_not_all_tried():
    """A bus for eighteen who all live apart has more ways than are looked at, and says so."""
    riders = [Rider(f"K{at:02}", f"h{at:02}", f"v{at % 3}", 510) for at in range(18)]
    places = ["base", *(one.place for one in riders), "v0", "v1", "v2"]
    travel = {(a, b): 1 for a in places for b in places if a != b}
    with pytest.raises(TooMuchToSearch):
        ways(riders, 9, "base", Roads(travel), TravelRules(), states=20_000)
    # One order of one venue with one rider is one part-way, and one for the order.
    assert ways(riders[:1], 4, "base", Roads(travel), TravelRules(), states=2) == {1: (4, ("v0",), ("h00",))}
    with pytest.raises(TooMuchToSearch):
        ways(riders[:1], 4, "base", Roads(travel), TravelRules(), states=1)


@settings(max_examples=150)
@given(roads(), st.lists(st.integers(0, 4), max_size=3))
def test_the_quick_plan_is_sound_and_its_bound_is_true(task, seats):
    """The nearest-first plan fits the cars and is never better than the best; the bound is never above the best."""
    riders, travel, rules = task
    given_roads = Roads(travel)
    able = [one for one in riders if best_route([one], "base", given_roads, rules)]
    found = nearest_first(able, seats, "base", given_roads, rules)
    minutes = {group: way[0] for group, way in ways(able, 5, "base", given_roads, rules).items()}
    assert fits(found.groups, seats)
    assert sum(found.groups).bit_count() == len(able) - found.left
    assert found.minutes == sum(minutes[one] for one in found.groups)
    best = cover(len(able), seats, minutes)
    exact = (best.left, best.cars, best.minutes)
    assert at_best(able, seats, "base", given_roads, rules) <= exact <= (found.left, found.cars, found.minutes)


def test_the_bound_by_hand():
    """Five youths, seats for four: one is left, two cars go, and each drives at least to its farthest."""
    riders = [Rider(f"K{at}", f"h{at}", "hall", 510) for at in range(5)]
    travel = {("base", f"h{at}"): 10 * (at + 1) for at in range(5)} | {(f"h{at}", "hall"): 1 for at in range(5)}
    travel |= {("hall", f"h{at}"): 100 for at in range(5)}
    # Alone they take 13, 23, 33, 43 and 53; at best the last is left, and 43 shares with 33, 23 with 13.
    assert at_best(riders, [2, 2, 0], "base", Roads(travel), TravelRules()) == (1, 2, 66)
    # A way home by the hall that is short makes every home near.
    short = travel | {("hall", f"h{at}"): 1 for at in range(5)}
    assert at_best(riders, [2, 2], "base", Roads(short), TravelRules()) == (1, 2, 30)


def test_zones_say_only_what_they_were_given():
    """A time between zones holds for their places both ways; without one inside a zone, its places stay unknown."""
    zones = {"base": "town", "hall": "town", "home": "hill", "hut": "fell"}
    found = travel_by_zones(zones, {("town", "hill"): 25, ("hill", "town"): 30, ("town", "town"): 6})
    assert found == {
        ("base", "hall"): 6,
        ("hall", "base"): 6,
        ("base", "home"): 25,
        ("hall", "home"): 25,
        ("home", "base"): 30,
        ("home", "hall"): 30,
    }
