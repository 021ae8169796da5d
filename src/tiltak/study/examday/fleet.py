"""The cars of a day: which groups they take, and what is left to do when one of them does not come."""

from collections.abc import Callable, Mapping, Sequence
from datetime import time

from tiltak.study.examday.cover import Cover, cover
from tiltak.study.examday.facts import Car
from tiltak.study.examday.greedy import at_best, nearest_first
from tiltak.study.examday.planned import DayQuestion, DayScore, Reserve, Run, Stop
from tiltak.study.examday.routes import Rider, Roads, TooMuchToSearch, TravelRules, Way, best_route, route_of, ways
from tiltak.study.examday.waiting import Waiting

__all__ = ["EXACT_UP_TO", "Fleet", "clock", "proof_of"]

EXACT_UP_TO = 18
"""How many youths the exact method takes."""

Waits = Callable[[Sequence[Run]], tuple[tuple[Waiting, ...], tuple[str, ...]]]
Driven = tuple[tuple[Run, ...], tuple[str, ...], DayScore, DayScore | None]
"""The runs, who is left, what it comes to, and what it could at best have come to; None when that is the same."""


def proof_of(score: DayScore, best: DayScore | None) -> str:
    """``optimal`` when nothing can be better, else ``bounded``."""
    return "optimal" if best is None or best == score else "bounded"


class Fleet:
    """The cars and those who want to be driven; the ways of the groups are worked out once for all reserve plans."""

    def __init__(
        self, riders: Sequence[Rider], cars: Sequence[Car], base: str, roads: Roads, rules: TravelRules
    ) -> None:
        """Take the riders by case id and the cars from the smallest to the biggest."""
        self.riders, self.cars, self.base, self.roads, self.rules = riders, cars, base, roads, rules
        self._ways = self._every_way()
        self._covers: dict[tuple[int, ...], tuple[Cover, DayScore | None]] = {}

    def _every_way(self) -> Mapping[int, Way] | None:
        """The best way of every group; None when there is too much for the exact method."""
        most = min(len(self.riders), max((one.seats for one in self.cars), default=0))
        if len(self.riders) > EXACT_UP_TO:
            return None
        try:
            return ways(self.riders, most, self.base, self.roads, self.rules)
        except TooMuchToSearch:
            return None

    def driven(self, without: str | None = None, planned: Sequence[Run] = ()) -> Driven:
        """The best runs of all the cars, or of all but one; who was planned with a car stays with it where it goes."""
        free = [one for one in self.cars if one.id != without]
        seats = tuple(one.seats for one in free)
        if seats not in self._covers:
            self._covers[seats] = self._cover(seats)
        found, best = self._covers[seats]
        kept = self._kept(found.groups, free, planned)
        pairs = _seated(found.groups, free, kept) or _seated(found.groups, free, {}) or []
        runs = [self._run(car, group) for group, car in pairs]
        driven = sum(found.groups)
        left = tuple(one.case_id for at, one in enumerate(self.riders) if not driven >> at & 1)
        score = DayScore(found.left, found.cars, found.minutes)
        return tuple(sorted(runs, key=lambda one: (one.leave_at, one.car_id))), left, score, best

    def _kept(self, groups: Sequence[int], free: Sequence[Car], planned: Sequence[Run]) -> dict[int, Car]:
        """Groups that go with the car in which most of them were planned; each car at most once."""
        in_car = {run.car_id: set(run.riders) for run in planned}
        together = []
        for group in groups:
            youths = {one.case_id for at, one in enumerate(self.riders) if group >> at & 1}
            for car in free:
                same = len(youths & in_car.get(car.id, set()))
                if same and len(youths) <= car.seats:
                    together.append((-same, group, car.id, car))
        kept: dict[int, Car] = {}
        for _, group, _, car in sorted(together, key=lambda one: one[:3]):
            if group not in kept and car not in kept.values():
                kept[group] = car
        return kept

    def without(self, car_id: str, planned: Sequence[Run], waits: Waits) -> Reserve:
        """The day when a car does not come, and what is other than planned."""
        runs, left, score, best = self.driven(car_id, planned)
        before, after = _meetings(planned), _meetings(runs)
        waiting, nobody = waits(runs)
        return Reserve(
            car_id=car_id,
            runs=runs,
            no_seat=left,
            changed=tuple(sorted(case_id for case_id, met in after.items() if met != before.get(case_id))),
            waiting=waiting,
            nobody_waits=nobody,
            questions=(DayQuestion("taxi", left),) if left else (),
            proof=proof_of(score, best),
        )

    def _cover(self, seats: tuple[int, ...]) -> tuple[Cover, DayScore | None]:
        """The groups, and what they could at best come to when that is not proved to be the same."""
        if self._ways is not None:
            try:
                return cover(len(self.riders), seats, {group: way[0] for group, way in self._ways.items()}), None
            except TooMuchToSearch:
                pass
        given = (self.riders, seats, self.base, self.roads, self.rules)
        return nearest_first(*given), DayScore(*at_best(*given))

    def _run(self, car: Car, group: int) -> Run:
        riders = [one for at, one in enumerate(self.riders) if group >> at & 1]
        if self._ways is not None:
            route = route_of(self._ways[group], riders, self.base, self.roads, self.rules)
        else:
            found = best_route(riders, self.base, self.roads, self.rules)
            if found is None:
                raise AssertionError("a group that was chosen has a way")
            route = found
        stops = [
            Stop(place, clock(route.leave + at), gets_in=tuple(one.case_id for one in riders if one.place == place))
            for place, at in route.pickups
        ]
        stops += [
            Stop(venue, clock(route.leave + at), gets_out=tuple(one.case_id for one in riders if one.venue == venue))
            for venue, at in route.drops
        ]
        return Run(car.id, car.driver, clock(route.leave), tuple(stops), route.minutes)


def _seated(groups: Sequence[int], cars: Sequence[Car], kept: Mapping[int, Car]) -> list[tuple[int, Car]] | None:
    """A car for each group: the one it keeps, else the smallest that is free; None when that leaves one without."""
    free = [one for one in cars if one not in kept.values()]
    pairs = []
    for group in groups:
        car = kept.get(group) or next((one for one in free if one.seats >= group.bit_count()), None)
        if car is None:
            return None
        if group not in kept:
            free.remove(car)
        pairs.append((group, car))
    return pairs


def _meetings(runs: Sequence[Run]) -> dict[str, tuple[str, str, time]]:
    """By which car, where and when each is picked up."""
    return {
        case_id: (run.car_id, stop.place, stop.at) for run in runs for stop in run.stops for case_id in stop.gets_in
    }


def clock(minutes: int) -> time:
    """The time of day so many minutes after midnight."""
    return time(minutes // 60, minutes % 60)
