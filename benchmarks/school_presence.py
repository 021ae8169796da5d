"""The presence schedule: 10 staff, 15 schools, 40 weeks, and OR-tools' CP-SAT on the same weeks where it is installed.

Run: python benchmarks/school_presence.py
Seconds of CPU of the whole process. CP-SAT is asked for shortfall, its squares, changes and new faces of the same
weeks against the same ordinary week, and must find the same sum.
"""

from __future__ import annotations

import time
from datetime import timedelta
from importlib.util import find_spec
from random import Random
from typing import TYPE_CHECKING

from tiltak.school.schedule import (
    PresenceProblem,
    School,
    Session,
    Staff,
    example_route,
    plan_presence,
    verify_schedule,
    week_without,
)

if TYPE_CHECKING:
    from tiltak.school.schedule import Schedule, WeekPlan

SEEDS = range(5)


def office(seed: int) -> PresenceProblem:
    """A made-up office: part-time staff, some bound to some schools, twelve days of leave each."""
    luck = Random(seed)  # noqa: S311 - made-up offices, nothing secret
    route = example_route()
    first = route.mondays()[0] - timedelta(7)
    ids = [f"v{number}" for number in range(15)]
    staff = [
        Staff(
            f"S{number}",
            set(luck.sample(range(5), luck.choice([3, 4, 5]))),
            most=luck.choice([None, 3, 4]),
            schools=None if luck.random() < 0.5 else set(luck.sample(ids, 8)),
            away={first + timedelta(luck.randrange(280)) for _ in range(12)},
        )
        for number in range(10)
    ]
    return PresenceProblem(
        staff, [School(one, luck.choice([2, 3, 4]), route) for one in ids], [first, *route.mondays()]
    )


def worth(plan: WeekPlan) -> int:
    """The four parts of the objective of a week as one number."""
    return 10_000 * (1000 * plan.shortfall + plan.uneven) + 100 * plan.changed + plan.new_faces


def cp_sat(schedule: Schedule, plan: WeekPlan) -> int:
    """The best sum CP-SAT finds for a week."""
    from ortools.sat.python import cp_model  # noqa: PLC0415 - an optional peer

    problem, usual, pairs = schedule.problem, set(schedule.ordinary.placements), schedule.ordinary.pairs
    model, cells, squares = cp_model.CpModel(), {}, []
    for one in problem.staff:
        for school in problem.schools:
            for day in one.weekdays:
                on = plan.monday + timedelta(day)
                if on not in one.away and school.route.is_open(on) and (not one.schools or school.id in one.schools):
                    cells[one.id, school.id, day] = model.new_bool_var("")
    for one in problem.staff:
        model.add(sum(v for (p, _, _), v in cells.items() if p == one.id) <= problem.most(one))
        for day in range(5):
            model.add(sum(v for (p, _, d), v in cells.items() if (p, d) == (one.id, day)) <= 1)
    for school in problem.schools:
        for day in range(5):
            model.add(sum(v for (_, s, d), v in cells.items() if (s, d) == (school.id, day)) <= 1)
        opened = sum(school.route.is_open(plan.monday + timedelta(day)) for day in range(5))
        short, square = model.new_int_var(0, 5, ""), model.new_int_var(0, 25, "")
        model.add(short == min(school.wanted, opened) - sum(v for (_, s, _), v in cells.items() if s == school.id))
        model.add_multiplication_equality(square, [short, short])
        squares.append(1000 * short + square)
    moves = [
        (100 * ((p, s, Session(d)) not in {(u.staff, u.school, u.session) for u in usual}) + ((p, s) not in pairs)) * v
        for (p, s, d), v in cells.items()
    ]
    model.minimize(10_000 * sum(squares) + sum(moves))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.solve(model)
    return round(solver.objective_value)


def main() -> None:
    """Print the seconds of each office, and the ratio to CP-SAT over the same weeks."""
    for seed in SEEDS:
        problem = office(seed)
        start = time.process_time()
        schedule = plan_presence(problem)
        planned = time.process_time() - start
        start = time.process_time()
        wrong = verify_schedule(schedule)
        checked = time.process_time() - start
        start = time.process_time()
        for one in problem.staff:
            week_without(schedule, one.id)
        without = time.process_time() - start
        print(
            f"office {seed}: plan {planned:.2f} s ({schedule.proof}, pairs {schedule.pairs}, bound "
            f"{schedule.pairs_bound}), check {checked:.2f} s ({len(wrong)} wrong), ten weeks without {without:.2f} s"
        )
    weeks = schedule.weeks[1:40:4]
    if find_spec("ortools") is None:
        print("OR-tools is not installed")
        return
    start = time.process_time()
    same = [cp_sat(schedule, plan) == worth(plan) for plan in weeks]
    theirs = (time.process_time() - start) / len(weeks)
    start = time.process_time()
    plan_presence(problem, branches=0)
    ours = (time.process_time() - start) / (len(problem.weeks) + 6)
    print(
        f"a week: ours {ours * 1000:.0f} ms, CP-SAT {theirs * 1000:.0f} ms, {theirs / ours:.0f} times; "
        f"same: {all(same)}"
    )


if __name__ == "__main__":
    main()
