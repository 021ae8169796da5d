"""How long a plan takes: one youth, terms and weeks together, proved optimal; and CP-SAT on the same placing.

Run with ``python benchmarks/study_plan.py``. The peer is OR-tools, where it is installed: it is given the search's
own problem (terms only, no weeks spread) and the same aims one after the other.
"""

import statistics
import sys
from collections.abc import Callable
from datetime import date, time
from functools import partial
from importlib.util import find_spec
from itertools import product
from time import perf_counter

from tiltak.study import (
    Availability,
    Car,
    ExamCalendar,
    ExamSitting,
    NoPlan,
    Plan,
    Venue,
    build_plan,
    county,
    exam_day,
    gap,
)
from tiltak.study.planning.demands import Request, model
from tiltak.study.planning.plans import with_overrides
from tiltak.study.planning.problem import Outcome, Problem, Score
from tiltak.study.planning.search import solve

ON = date(2026, 11, 23)
GOALS = {"1 exam": "FAG:SAK1001", "6 exams": "PAABYGG_4", "8 exams": "FELLESFAG_HS", "10 exams": "GSK_23_6"}
CASES = [(hours, most) for hours, most in product((8, 10, 12, 15, 20), (1, 2, 3)) if hours > 8 or most > 1]


def timed(call: Callable[[], object], repeat: int = 5) -> float:
    """Median milliseconds of a call."""
    times = []
    for _ in range(repeat):
        start = perf_counter()
        call()
        times.append((perf_counter() - start) * 1000)
    return statistics.median(times)


def plan(goal: str, hours: int, most: int) -> Plan | NoPlan:
    """A plan with ordinary answers."""
    return build_plan(goal, [], Availability(hours, max_exams_per_term=most), ON, county="40")


def problem(goal: str, hours: int, most: int) -> Problem:
    """The search's problem of the same request."""
    found = gap(goal, [], ON)
    free = Availability(hours, max_exams_per_term=most)
    request = Request(found.goal, free, ON, county("40"), 1, (), (), None, ExamCalendar(), with_overrides({}))
    return model(request, found.ways[0]).problem


def solve_anew(task: Problem) -> Outcome:
    """The search without what an earlier one remembered in the problem."""
    return solve(
        Problem(task.hours, task.weeks_before, task.capacity, task.most, task.after, task.clashes, task.first_most)
    )


def by_cp_sat(task: Problem) -> Score | None:
    """The same aims, one after the other, by CP-SAT with one worker; None when there is no placing."""
    from ortools.sat.python import cp_model  # noqa: PLC0415 - the peer is loaded only where it is installed

    exams, terms = range(len(task.hours)), range(len(task.most))
    m = cp_model.CpModel()
    x = {(e, t): m.new_bool_var("") for e in exams for t in terms}
    top = max(max(one, default=0) for one in task.capacity)
    last, peak = m.new_int_var(0, len(task.most) - 1, ""), m.new_int_var(0, top, "")
    most, broken = m.new_int_var(0, len(task.hours), ""), [m.new_bool_var("") for _ in exams]
    used_before = [m.new_bool_var("") for _ in terms]
    for e in exams:
        m.add_exactly_one(x[e, t] for t in terms)
        m.add(last >= sum(t * x[e, t] for t in terms))
        if task.after[e]:  # one of several is enough; here each has one
            first = task.after[e][0]
            gone = sum(t * x[first, t] for t in terms) - sum(t * x[e, t] for t in terms)
            m.add(gone <= len(task.most) * broken[e])
        else:
            m.add(broken[e] == 0)
    for t in terms:
        load = sum(x[e, t] for e in exams)
        m.add(load <= task.most[t])
        m.add(load <= most)
        m.add_max_equality(used_before[t], [x[e, s] for e in exams for s in range(t)] or [m.new_constant(0)])
        m.add(load <= task.first_most).only_enforce_if(~used_before[t])
        weeks = sorted({w for e in exams if (w := task.weeks_before[e][t]) is not None})
        for e in exams:
            if task.weeks_before[e][t] is None:
                m.add(x[e, t] == 0)
        for due in weeks:
            rooms = task.rooms(t, due)
            room = m.new_int_var(0, max(rooms), "")
            m.add_element(peak, [rooms[min(p, len(rooms) - 1)] for p in range(top + 1)], room)
            inside = [e for e in exams if (w := task.weeks_before[e][t]) is not None and w <= due]
            m.add(sum(task.hours[e] * x[e, t] for e in inside) <= room)
    values = []
    for aim in (last, sum(broken), peak, most):
        m.minimize(aim)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        if solver.solve(m) != cp_model.OPTIMAL:
            return None
        values.append(round(solver.objective_value))
        m.add(aim <= values[-1])
    return Score(*values)


def rides(count: int) -> float:
    """Milliseconds to plan a day for so many youths, three venues."""
    homes, halls = [f"h{n}" for n in range(count)], ["v1", "v2", "v3"]
    places = ["base", *homes, *halls]
    travel = {(a, b): 5 + (i * 7 + j * 11) % 23 for i, a in enumerate(places) for j, b in enumerate(places) if i != j}
    people = [
        ExamSitting(f"K{n}", "MAT1019", ON, time(9), halls[n % 3], ride_wanted=True, pickup_id=homes[n])
        for n in range(count)
    ]
    cars = [Car(f"c{n}", 4, "X") for n in range(4)]
    return timed(lambda: exam_day(people, [Venue(one) for one in halls], cars, travel=travel, base="base"), 3)


def main() -> None:
    """Print a line for each size."""
    peer = find_spec("ortools") is not None and "--no-peer" not in sys.argv
    plan("GSK_23_6", 10, 2)  # the tables are read once
    for label, goal in GOALS.items():
        found = [(case, plan(goal, *case)) for case in CASES]
        times = [timed(partial(plan, goal, *case)) for case, one in found if isinstance(one, Plan)]
        none = [timed(partial(plan, goal, *case), 3) for case, one in found if isinstance(one, NoPlan)]
        proved = sum(1 for _, one in found if isinstance(one, Plan) and one.proof == "optimal")
        line = f"{label:9} plan whole: median {statistics.median(times):6.1f} ms, worst {max(times):6.1f} ms"
        line += f" ({proved} of {len(times)} proved optimal)"
        if none:
            line += f"; no plan, smallest conflict: median {statistics.median(none):6.1f} ms ({len(none)})"
        print(line)
        if peer:
            tasks = [problem(goal, *case) for case, one in found if isinstance(one, Plan)][::3]
            ours = statistics.median([timed(partial(solve_anew, task), 3) for task in tasks])
            theirs = statistics.median([timed(partial(by_cp_sat, task), 1) for task in tasks])
            same = all(solve_anew(task).score == by_cp_sat(task) for task in tasks)
            print(
                f"{'':9} terms only: {ours:6.1f} ms, CP-SAT {theirs:6.1f} ms, {theirs / ours:5.1f} times; same: {same}"
            )
    for count in (3, 6, 9, 12):
        print(f"exam day, {count:2} youths, 3 venues, 4 cars: {rides(count):7.1f} ms")


if __name__ == "__main__":
    main()
