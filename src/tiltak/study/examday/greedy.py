"""More youths than the exact search takes: a plan made one car at a time, and what no plan can be better than."""

from collections.abc import Sequence
from itertools import pairwise

from tiltak.study.examday.cover import Cover
from tiltak.study.examday.routes import Rider, Roads, TravelRules, best_route

__all__ = ["at_best", "nearest_first"]


def nearest_first(riders: Sequence[Rider], seats: Sequence[int], base: str, roads: Roads, rules: TravelRules) -> Cover:
    """Groups for the cars, the biggest first: who has farthest to go, then whoever is nearest and fits.

    Args:
        riders: Those who can be driven alone, in the order of their bits.
        seats: The seats of each car.
        base: Where the cars leave from.
        roads: The travel times.
        rules: What a ride may be like.
    """
    alone = [best_route([one], base, roads, rules) for one in riders]
    far = {at: route.minutes for at, route in enumerate(alone) if route}
    open_ = sorted(far, key=lambda at: (-far[at], at))
    groups: list[int] = []
    minutes = 0
    for room in sorted(seats, reverse=True):
        if not open_ or room < 1:
            break
        inside = [open_.pop(0)]
        cost = far[inside[0]]
        for at in _nearest(inside[0], open_, riders, roads):
            if len(inside) == room:
                break
            route = best_route([riders[one] for one in sorted((*inside, at))], base, roads, rules)
            if route:
                inside.append(at)
                cost = route.minutes
        open_ = [at for at in open_ if at not in inside]
        groups.append(sum(1 << at for at in inside))
        minutes += cost
    return Cover(tuple(sorted(groups)), len(riders) - sum(one.bit_count() for one in groups), len(groups), minutes)


def _nearest(first: int, others: Sequence[int], riders: Sequence[Rider], roads: Roads) -> list[int]:
    """The others, those to the same venue and nearest by first; those whose way nobody gave come last."""

    def distance(at: int) -> tuple[bool, bool, int, int]:
        minutes = roads.minutes(riders[first].place, riders[at].place)
        return riders[at].venue != riders[first].venue, minutes is None, minutes or 0, at

    return sorted(others, key=distance)


def at_best(
    riders: Sequence[Rider], seats: Sequence[int], base: str, roads: Roads, rules: TravelRules
) -> tuple[int, int, int]:
    """Numbers that no plan goes below: how many are left, how many cars go, and their minutes.

    Whoever is in a car, it drives at least the shortest known way by that one's place to that one's venue. At best
    those who have farthest to go share the biggest cars, and those left are the ones with farthest to go of all.
    """
    room, cars = 0, 0
    biggest = sorted((one for one in seats if one > 0), reverse=True)
    left = max(0, len(riders) - sum(biggest))
    while room < len(riders) - left:
        room += biggest[cars]
        cars += 1
    shortest = _shortest({base, *(one.place for one in riders), *(one.venue for one in riders)}, roads)
    far = sorted(
        (shortest[base, one.place] + rules.minutes_at_stop + shortest[one.place, one.venue] for one in riders),
        reverse=True,
    )[left:]
    starts = [0]
    for one in biggest:
        starts.append(starts[-1] + one)
    return left, cars, sum(far[start] for start, _ in pairwise(starts) if start < len(far))


def _shortest(places: set[str], roads: Roads) -> dict[tuple[str, str], int]:
    """The shortest minutes between places, also by way of others; no way at all counts as none."""
    names = sorted(places)
    never = 10**6
    ways = {}
    for here in names:
        for there in names:
            leg = roads.minutes(here, there)
            ways[here, there] = never if leg is None else leg
    for middle in names:
        for here in names:
            for there in names:
                ways[here, there] = min(ways[here, there], ways[here, middle] + ways[middle, there])
    return ways
