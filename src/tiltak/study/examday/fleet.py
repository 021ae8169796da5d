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

    def driven(self, without: str | None = None) -> Driven:
        """The best runs of all the cars, or of all but one."""
        free = [one for one in self.cars if one.id != without]
        seats = tuple(one.seats for one in free)
        if seats not in self._covers:
            self._covers[seats] = self._cover(seats)
        found, best = self._covers[seats]
        runs = []
        for group in found.groups:
            car = free.pop(next(at for at, one in enumerate(free) if one.seats >= group.bit_count()))
            runs.append(self._run(car, group))
        driven = sum(found.groups)
        left = tuple(one.case_id for at, one in enumerate(self.riders) if not driven >> at & 1)
        score = DayScore(found.left, found.cars, found.minutes)
        return tuple(sorted(runs, key=lambda one: (one.leave_at, one.car_id))), left, score, best

    def without(self, car_id: str, planned: Sequence[Run], waits: Waits) -> Reserve:
        """The day when a car does not come, and what is other than planned."""
        runs, left, score, best = self.driven(without=car_id)
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


def _meetings(runs: Sequence[Run]) -> dict[str, tuple[str, str, time]]:
    """By which car, where and when each is picked up."""
    return {
        case_id: (run.car_id, stop.place, stop.at) for run in runs for stop in run.stops for case_id in stop.gets_in
    }


def clock(minutes: int) -> time:
    """The time of day so many minutes after midnight."""
    return time(minutes // 60, minutes % 60)
