"""How long an exam day takes to plan, and how good it is: against CP-SAT on the same demands, and the nearest first.

Run with ``python benchmarks/exam_day.py``. The peer is OR-tools, where it is installed: it is given the same youths,
cars, times and rules as one routing problem, and then our groups to choose among; with one worker, and at most so much
of its own "deterministic time" (about seconds) as stands in the line. Times are processor time, the least of several
runs.
"""

import random
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, time
from functools import partial
from importlib.util import find_spec
from math import dist
from time import process_time
from typing import Any

from tiltak.study import Car, ExamDay, ExamSitting, Venue, exam_day
from tiltak.study.examday.greedy import nearest_first
from tiltak.study.examday.routes import Rider, Roads, TravelRules, best_route, ways

ON = date(2027, 5, 20)
BASE = "base"
SECONDS = 20.0
HEAVY = 1000


def timed(call: Callable[[], object], repeat: int = 3) -> float:
    """Milliseconds of processor time of a call, the least of several."""
    times = []
    for _ in range(repeat):
        start = process_time()
        call()
        times.append((process_time() - start) * 1000)
    return min(times)


def example(youths: int, venues: int, seed: int, starts: tuple[int, ...] = (9,)) -> tuple[list[Rider], Roads]:
    """Homes within a quarter of an hour of the base or so, venues within half an hour, minutes as the crow flies."""
    draw = random.Random(seed)  # noqa: S311 - a made-up day, the same each time
    at = {BASE: (0.0, 0.0)}
    at |= {f"h{n:02}": (draw.uniform(-15, 15), draw.uniform(-15, 15)) for n in range(youths)}
    at |= {f"v{n}": (draw.uniform(-30, 30), draw.uniform(-30, 30)) for n in range(venues)}
    times = {(a, b): max(1, round(dist(at[a], at[b]))) for a in at for b in at if a != b}
    riders = [
        Rider(f"K{n:02}", f"h{n:02}", f"v{draw.randrange(venues)}", draw.choice(starts) * 60 - 30)
        for n in range(youths)
    ]
    return riders, Roads(times)


def planned(riders: Sequence[Rider], seats: Sequence[int], roads: Roads, rules: TravelRules) -> ExamDay:
    """The whole day by the library, with its reserve plans."""
    people = [
        ExamSitting(
            one.case_id, "MAT1019", ON, time((one.due + 30) // 60), one.venue, ride_wanted=True, pickup_id=one.place
        )
        for one in riders
    ]
    halls = [Venue(one) for one in sorted({one.venue for one in riders})]
    cars = [Car(f"c{n}", room, "X") for n, room in enumerate(seats)]
    return exam_day(people, halls, cars, travel=roads.times, base=BASE, rules=rules)


class Routing:
    """The day as one routing problem for CP-SAT: a round for each car through homes and then venues."""

    def __init__(self, riders: Sequence[Rider], seats: Sequence[int], roads: Roads, rules: TravelRules) -> None:
        """Build the model; each youth has a home of their own."""
        from ortools.sat.python import cp_model  # noqa: PLC0415 - the peer is loaded only where it is installed

        self.sat, self.riders, self.roads, self.rules = cp_model, riders, roads, rules
        self.model = m = cp_model.CpModel()
        halls = sorted({one.venue for one in riders})
        self.homes = range(1, len(riders) + 1)
        self.drops = {hall: len(riders) + 1 + n for n, hall in enumerate(halls)}
        self.place = {0: BASE, **{n: riders[n - 1].place for n in self.homes}, **{n: h for h, n in self.drops.items()}}
        rounds = [self.round_of(room) for room in seats]
        for n, room in enumerate(seats):
            if n and room == seats[n - 1]:
                m.add_implication(rounds[n][0], rounds[n - 1][0])
        self.left = [m.new_bool_var("") for _ in self.homes]
        for n, behind in zip(self.homes, self.left, strict=True):
            m.add_exactly_one([behind, *(inside[n] for _, _, inside in rounds)])
        self.used, self.minutes = [one[0] for one in rounds], [one[1] for one in rounds]
        m.minimize(sum(self.left) * HEAVY * HEAVY + sum(self.used) * HEAVY + sum(self.minutes))

    def round_of(self, room: int) -> tuple[Any, Any, dict[int, Any]]:
        """One car: whether it goes, its minutes, and who and what is on its way."""
        m, day = self.model, 24 * 60
        goes, leave, total = m.new_bool_var(""), m.new_int_var(0, day, ""), m.new_int_var(0, day, "")
        at = {n: m.new_int_var(0, day, "") for n in self.place if n}
        inside = {n: m.new_bool_var("") for n in self.place if n}
        arcs = [(0, 0, ~goes), *((n, n, ~inside[n]) for n in at)]
        for here, there, leg in self.legs():
            arc = m.new_bool_var("")
            arcs.append((here, there, arc))
            if there:
                m.add(at[there] == (at[here] if here else leave) + leg).only_enforce_if(arc)
            else:
                m.add(total == at[here] - leave).only_enforce_if(arc)
        m.add_circuit(arcs)
        m.add(total == 0).only_enforce_if(~goes)
        m.add(sum(inside[n] for n in self.homes) <= room)
        for n in self.homes:
            one = self.riders[n - 1]
            drop = self.drops[one.venue]
            m.add_implication(inside[n], inside[drop])
            m.add(at[drop] <= one.due).only_enforce_if(inside[n])
            m.add(at[drop] >= one.due - self.rules.longest_wait).only_enforce_if(inside[n])
            m.add(at[drop] - at[n] <= self.rules.longest_ride).only_enforce_if(inside[n])
        for hall, drop in self.drops.items():
            mine = [inside[n] for n in self.homes if self.riders[n - 1].venue == hall]
            m.add_bool_or(mine).only_enforce_if(inside[drop])
        return goes, total, inside

    def legs(self) -> Iterator[tuple[int, int, int]]:
        """From the base to homes, from homes to homes and venues, from venues to venues and to the end."""
        homes, drops = set(self.homes), set(self.drops.values())
        for here, start in self.place.items():
            for there, end in self.place.items():
                leg = self.roads.minutes(start, end)
                onward = there in homes if here == 0 else there in (homes | drops if here in homes else drops | {0})
                if onward and here != there and (there == 0 or leg is not None):
                    yield here, there, (leg or 0) + (self.rules.minutes_at_stop if here in homes else 0)

    def solved(self, seconds: float) -> tuple[tuple[int, int, int], bool]:
        """Left, cars and minutes, and whether they are proved."""
        solver = self.sat.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = seconds
        status = solver.solve(self.model)
        if status not in {self.sat.OPTIMAL, self.sat.FEASIBLE}:
            return (len(self.riders), 0, 0), False
        parts = (self.left, self.used, self.minutes)
        left, cars, minutes = (sum(solver.value(one) for one in part) for part in parts)
        return (left, cars, minutes), status == self.sat.OPTIMAL


def by_groups(
    riders: Sequence[Rider], seats: Sequence[int], roads: Roads, rules: TravelRules, seconds: float
) -> tuple[tuple[int, int, int], bool]:
    """Left, cars and minutes by CP-SAT when it is given our groups and their minutes, and only has to choose."""
    from ortools.sat.python import cp_model  # noqa: PLC0415 - the peer is loaded only where it is installed

    minutes = {group: way[0] for group, way in ways(riders, max(seats), BASE, roads, rules).items()}
    m = cp_model.CpModel()
    taken = {group: m.new_bool_var("") for group in minutes}
    left = [m.new_bool_var("") for _ in riders]
    for n, behind in enumerate(left):
        m.add_exactly_one([behind, *(one for group, one in taken.items() if group >> n & 1)])
    for size in {0, *seats}:
        m.add(sum(one for group, one in taken.items() if group.bit_count() > size) <= sum(s > size for s in seats))
    m.minimize(
        sum(left) * HEAVY * HEAVY + sum(taken.values()) * HEAVY + sum(minutes[g] * one for g, one in taken.items())
    )
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = seconds
    status = solver.solve(m)
    chosen = [group for group, one in taken.items() if solver.value(one)]
    return (sum(map(solver.value, left)), len(chosen), sum(minutes[one] for one in chosen)), status == cp_model.OPTIMAL


def main() -> None:
    """Print a few lines for each day."""
    peer = find_spec("ortools") is not None and "--no-peer" not in sys.argv
    rules = TravelRules()
    riders, roads = example(1, 1, 0)
    planned(riders, [4], roads, rules)  # the tables are read once
    for youths, venues, cars, starts in ((6, 2, 3, (9,)), (9, 3, 4, (9,)), (18, 3, 6, (9,)), (18, 3, 6, (9, 12))):
        for seed in range(3):
            riders, roads = example(youths, venues, seed, starts)
            able = [one for one in riders if best_route([one], BASE, roads, rules)]
            seats = [4] * cars
            day = planned(riders, seats, roads, rules)
            ours = timed(partial(planned, riders, seats, roads, rules))
            quick = nearest_first(able, seats, BASE, roads, rules)
            fast = timed(partial(nearest_first, able, seats, BASE, roads, rules))
            score = (day.score.left, day.score.cars, day.score.minutes)
            print(
                f"{youths:2} youths, {venues} venues, starts {starts}, day {seed}: {ours:7.1f} ms with "
                f"{len(day.reserve)} reserve plans: {day.proof} {score}"
            )
            print(
                f"    nearest first {(quick.left, quick.cars, quick.minutes)} in {fast:.1f} ms, "
                f"{quick.minutes / max(1, day.score.minutes):.2f} times the minutes"
            )
            if peer:
                for name, solve in (("routing", routed), ("choosing among our groups", by_groups)):
                    start = process_time()
                    theirs, proved = solve(able, seats, roads, rules, SECONDS)
                    spent = (process_time() - start) * 1000
                    said = "proved" if proved else f"no proof in {SECONDS:.0f}"
                    print(
                        f"    CP-SAT {name} {theirs} in {spent:.0f} ms ({said}), "
                        f"{spent / ours:.1f} times the time of our day and all its reserve plans"
                    )


def routed(
    riders: Sequence[Rider], seats: Sequence[int], roads: Roads, rules: TravelRules, seconds: float
) -> tuple[tuple[int, int, int], bool]:
    """Left, cars and minutes by CP-SAT on the day as one routing problem, and whether it proved them."""
    return Routing(riders, seats, roads, rules).solved(seconds)


if __name__ == "__main__":
    main()
