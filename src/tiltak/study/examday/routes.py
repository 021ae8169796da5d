"""Which youths share a car, and by which way: the reckoning behind the exam day, over place ids and minutes."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import permutations

from attrs import frozen

__all__ = ["Rider", "Roads", "Route", "TravelRules", "best_route", "cover", "cover_in_parts"]


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


def best_route(riders: Sequence[Rider], base: str, roads: Roads, rules: TravelRules) -> Route | None:
    """The quickest way to pick up a group and bring everybody in time; None when there is none."""
    best = None
    for pickups in permutations(sorted({one.place for one in riders})):
        for drops in permutations(sorted({one.venue for one in riders})):
            route = _timed(riders, (base, *pickups), drops, roads, rules)
            if route and (best is None or route.minutes < best.minutes):
                best = route
    return best


def _timed(
    riders: Sequence[Rider], start: tuple[str, ...], drops: tuple[str, ...], roads: Roads, rules: TravelRules
) -> Route | None:
    clock, places = 0, (*start, *drops)
    at: list[int] = [0]
    for position in range(1, len(places)):
        leg = roads.minutes(places[position - 1], places[position])
        if leg is None:
            return None
        clock += leg
        at.append(clock)
        if position < len(start):
            clock += rules.minutes_at_stop
    pickups = tuple(zip(start[1:], at[1 : len(start)], strict=True))
    outs = tuple(zip(drops, at[len(start) :], strict=True))
    got_in, got_out = dict(pickups), dict(outs)
    if any(got_out[one.venue] - got_in[one.place] > rules.longest_ride for one in riders):
        return None
    leave = min(one.due - got_out[one.venue] for one in riders)
    if leave < 0 or any(one.due - leave - got_out[one.venue] > rules.longest_wait for one in riders):
        return None
    return Route(at[-1], leave, pickups, outs)


def _groups(riders: Sequence[Rider], seats: int, route: Callable[[int], Route | None]) -> dict[int, list[int]]:
    """Sets of riders that can share a car, by their first rider."""
    found: dict[int, list[int]] = {}

    def grow(first: int, start: int, taken: int, free: int) -> None:
        if route(taken) is not None:
            found.setdefault(first, []).append(taken)
        if free:
            for index in range(start, len(riders)):
                grow(first, index + 1, taken | 1 << index, free - 1)

    for first in range(len(riders)):
        if seats:
            grow(first, first + 1, 1 << first, seats - 1)
    return found


def cover(
    riders: Sequence[Rider], seats: tuple[int, ...], route: Callable[[int], Route | None]
) -> tuple[tuple[int, int, int], tuple[int, ...]]:
    """Groups for the cars: fewest left, then fewest cars, then fewest minutes; exact."""
    groups = _groups(riders, max(seats, default=0), route)

    @cache
    def best(left: int, cars: tuple[int, ...]) -> tuple[tuple[int, int, int], tuple[int, ...]]:
        if not left:
            return (0, 0, 0), ()
        first = (left & -left).bit_length() - 1
        (missed, used, minutes), rest = best(left & (left - 1), cars)
        answer = (missed + 1, used, minutes), rest
        for group in groups.get(first, ()):
            if group & ~left:
                continue
            size = group.bit_count()
            position = next((at for at, free in enumerate(cars) if free >= size), None)
            found = route(group)
            if position is None or found is None:
                continue
            (missed, used, minutes), rest = best(left & ~group, cars[:position] + cars[position + 1 :])
            answer = min(answer, ((missed, used + 1, minutes + found.minutes), (group, *rest)))
        return answer

    return best((1 << len(riders)) - 1, seats)


def cover_in_parts(
    riders: Sequence[Rider], seats: tuple[int, ...], route: Callable[[int], Route | None]
) -> tuple[int, ...]:
    """Groups for more riders than the exact method takes: the fullest quickest car first."""
    groups = [one for found in _groups(riders, max(seats, default=0), route).values() for one in found]
    left, chosen, cars = (1 << len(riders)) - 1, [], list(seats)
    while left and cars:
        able = [
            (-one.bit_count(), found.minutes, one)
            for one in groups
            if not one & ~left and one.bit_count() <= cars[-1] and (found := route(one)) is not None
        ]
        if not able:
            break
        group = min(able)[2]
        cars.pop(next(at for at, free in enumerate(cars) if free >= group.bit_count()))
        chosen.append(group)
        left &= ~group
    return tuple(chosen)
