"""Which youths can share a car, and by which way: the reckoning behind the exam day, over place ids and minutes.

A route goes from the base through its pick-up places, then through its venues, each once. Reckoned backwards from the
first venue, every demand on a pick-up is a longest time from there to that venue, so the shortest way that is left
from a place is never worse than a longer one: the best order of the places is found place by place, not by trying all
orders.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, permutations

from attrs import frozen

__all__ = [
    "Rider",
    "Roads",
    "Route",
    "TooMuchToSearch",
    "TravelRules",
    "Way",
    "best_route",
    "route_of",
    "travel_by_zones",
    "ways",
]

_STATES = 500_000

Way = tuple[int, tuple[str, ...], tuple[str, ...]]
"""Minutes from the base to the last venue, the venues in order, the pick-up places in order."""


class TooMuchToSearch(Exception):  # noqa: N818 - nothing is wrong: the exact method says how far it goes
    """The exact method came to its limit before it had a proof."""


@frozen
class TravelRules:
    """What a ride may be like.

    Attributes:
        longest_ride: Most minutes a youth sits in the car.
        longest_wait: Most minutes a youth waits at the venue before having to be in place.
        minutes_at_stop: Minutes a stop to pick up takes.
    """

    longest_ride: int = 90
    longest_wait: int = 75
    minutes_at_stop: int = 2


@frozen
class Rider:
    """Somebody to be driven: from a place, to a venue, by a time."""

    case_id: str
    place: str
    venue: str
    due: int
    """Minutes after midnight by which one must be in place."""


@frozen
class Route:
    """A way of one car: minutes of driving, when it leaves, and its stops counted from there."""

    minutes: int
    leave: int
    pickups: tuple[tuple[str, int], ...]
    drops: tuple[tuple[str, int], ...]


@frozen
class Roads:
    """Travel times as they were given; a time holds both ways unless the other way was given too."""

    times: Mapping[tuple[str, str], int]

    def minutes(self, here: str, there: str) -> int | None:
        """Minutes from one place to another, None when nobody gave them."""
        if here == there:
            return 0
        return self.times.get((here, there), self.times.get((there, here)))

    def along(self, places: Sequence[str]) -> list[int] | None:
        """Minutes from the first place to each of them, one after the other; None when a leg is not known."""
        clock = [0]
        for here, there in pairwise(places):
            leg = self.minutes(here, there)
            if leg is None:
                return None
            clock.append(clock[-1] + leg)
        return clock


def travel_by_zones(zones: Mapping[str, str], minutes: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """Travel times between places from the times between the zones they lie in.

    Args:
        zones: The zone of each place.
        minutes: Minutes between zones; a pair holds both ways unless both are given. The time inside a zone is the
            pair of the zone with itself: it is never taken to be zero.

    Returns:
        Minutes by pairs of places, only for pairs whose zones have a time. The others stay unknown.

    >>> travel_by_zones({"base": "town", "hall": "town", "home": "hill"}, {("town", "hill"): 25})
    {('base', 'home'): 25, ('hall', 'home'): 25, ('home', 'base'): 25, ('home', 'hall'): 25}
    """
    found = {}
    for here in sorted(zones):
        for there in sorted(zones):
            pair = (zones[here], zones[there])
            known = minutes.get(pair, minutes.get(pair[::-1]))
            if here != there and known is not None:
                found[here, there] = known
    return found


def best_route(riders: Sequence[Rider], base: str, roads: Roads, rules: TravelRules) -> Route | None:
    """The quickest way to pick up a group and bring everybody in time; None when there is none."""
    way = ways(riders, len(riders), base, roads, rules).get((1 << len(riders)) - 1)
    return way and route_of(way, riders, base, roads, rules)


def route_of(way: Way, riders: Sequence[Rider], base: str, roads: Roads, rules: TravelRules) -> Route:
    """The clock of a way that its riders can be driven by."""
    minutes, venues, places = way
    clock = roads.along((base, *places, *venues)) or []
    stops = [min(at, len(places)) * rules.minutes_at_stop for at in range(len(clock) - 1)]
    at = [driven + stopped for driven, stopped in zip(clock[1:], stops, strict=True)]
    drops = tuple(zip(venues, at[len(places) :], strict=True))
    out = dict(drops)
    leave = min(one.due - out[one.venue] for one in riders)
    return Route(minutes, leave, tuple(zip(places, at, strict=False)), drops)


def ways(
    riders: Sequence[Rider], most: int, base: str, roads: Roads, rules: TravelRules, *, states: int = _STATES
) -> dict[int, Way]:
    """The quickest way of every group of at most so many riders that has one, by the bits of its riders.

    Of several equally quick ways it is the one whose places come first in the alphabet.

    Raises:
        TooMuchToSearch: When there are more part-ways to look at than `states`, as with a bus full of youths.
    """
    best: dict[int, Way] = {}
    halls = sorted({one.venue for one in riders})
    left = states
    for count in range(1, min(most, len(halls)) + 1):
        for venues in permutations(halls, count):
            clock = roads.along(venues)
            if clock is None:
                continue
            onward = _Onward(riders, dict(zip(venues, clock, strict=True)), base, roads, rules)
            ahead = onward.last_places()
            left -= 1
            for size in range(most):
                left -= len(ahead)
                if left < 0:
                    raise TooMuchToSearch
                for group, way in onward.whole(ahead):
                    if group not in best or way < best[group]:
                        best[group] = way
                if size < most - 1:
                    ahead = onward.further_back(ahead)
    return best


_Ahead = dict[tuple[int, str], tuple[int, tuple[str, ...]]]
"""By the group and the place it starts from: minutes from there to the first venue, and the places on the way."""


class _Onward:
    """Ways that visit certain venues in one order, each of them for somebody, built back from the first venue."""

    def __init__(
        self, riders: Sequence[Rider], after: Mapping[str, int], base: str, roads: Roads, rules: TravelRules
    ) -> None:
        """Take the venues in order, with the minutes from the first of them."""
        self.venues, self.last = tuple(after), max(after.values())
        self.inside = inside = [at for at, one in enumerate(riders) if one.venue in after]
        self.place = {at: riders[at].place for at in inside}
        # How late the car may be at the first venue for each; those too far apart would make somebody wait too long.
        self.latest = latest = {at: riders[at].due - after[riders[at].venue] for at in inside}
        self.soonest = min(latest.values())
        self.apart = {
            at: sum(1 << other for other in inside if abs(latest[at] - latest[other]) > rules.longest_wait)
            for at in inside
        }
        self.longest = {at: rules.longest_ride - after[riders[at].venue] for at in inside}
        places = sorted(set(self.place.values()))
        self.living = {place: sum(1 << at for at in inside if self.place[at] == place) for place in places}
        self.sitting = [sum(1 << at for at in inside if riders[at].venue == venue) for venue in after]
        self.legs = {place: _legs(place, (*places, self.venues[0]), roads, rules) for place in places}
        self.start = {place: leg for place in places if (leg := roads.minutes(base, place)) is not None}

    def last_places(self) -> _Ahead:
        """Each alone, picked up just before the first venue."""
        found: _Ahead = {}
        for at in self.inside:
            minutes = self.legs[self.place[at]].get(self.venues[0])
            if minutes is not None and minutes <= self.longest[at]:
                found[1 << at, self.place[at]] = minutes, (self.place[at],)
        return found

    def whole(self, ahead: _Ahead) -> Iterator[tuple[int, Way]]:
        """The ways from the base of those that visit every venue for somebody, and reach it in time."""
        for (group, first), (minutes, places) in ahead.items():
            if first in self.start and all(group & one for one in self.sitting):
                whole = self.start[first] + minutes
                if whole <= self.soonest or whole <= min(self.latest[at] for at in self.inside if group >> at & 1):
                    yield group, (whole + self.last, self.venues, places)

    def further_back(self, ahead: _Ahead) -> _Ahead:
        """The same with one more youth, who gets in at the first place or at a new one before it."""
        found: _Ahead = {}
        for (group, first), (minutes, places) in ahead.items():
            for at in self.inside:
                bit, place = 1 << at, self.place[at]
                here = group & self.living[place]
                # Those at one place get in by their order, and together, so that a group is met once.
                if group & (bit | self.apart[at]) or here > bit or (here and place != first):
                    continue
                if here:
                    grown = minutes, places
                elif first in self.legs[place]:
                    grown = minutes + self.legs[place][first], (place, *places)
                else:
                    continue
                key = (group | bit, place)
                if grown[0] <= self.longest[at] and (key not in found or grown < found[key]):
                    found[key] = grown
        return found


def _legs(place: str, others: Sequence[str], roads: Roads, rules: TravelRules) -> dict[str, int]:
    """Minutes from arriving at a place to arriving at each of the others, the stop included."""
    legs = {other: roads.minutes(place, other) for other in others}
    return {other: leg + rules.minutes_at_stop for other, leg in legs.items() if leg is not None}
