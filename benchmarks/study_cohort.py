"""How long many plans at once take: 50, 200 and 500 made-up youths who share seats, teachers, fees, rooms and cars.

Run with ``python benchmarks/study_cohort.py``, with sizes after it to choose among them. The peer is CP-SAT, where
OR-tools is installed: it is given the very same program and its first aims, the youths left out and the terms of
delay, as one sum, with one worker as HiGHS has, and a limit in its own deterministic time. Times are of the
processor, so that what else the machine does counts as little as it can.
"""

import random
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from importlib.util import find_spec
from time import process_time

from tiltak.study import Availability, Passed, gap, open_terms
from tiltak.study.cohort import (
    Cohort,
    Fairness,
    Member,
    Resource,
    ResourceKind,
    in_each_term,
    plan_cohort,
    verify_cohort,
)
from tiltak.study.cohort.cases import case_of
from tiltak.study.cohort.fairness import rough
from tiltak.study.cohort.program import Effort, Program
from tiltak.study.cohort.shared import Shared
from tiltak.study.planning.plans import Plan

ON = date(2026, 11, 23)
TERMS = open_terms(ON, 4)
SIZES = (50, 200, 500)
GOALS = ("GSK_23_6", "GSK_23_6", "PAABYGG_4", "FELLESFAG_HS", "FELLESFAG_BA")
GROUPS = {
    "norsk": ("NOR1267", "NOR1268", "NOR1269", "NOR1262", "NOR1263"),
    "matematikk": ("MAT1019", "MAT1021", "MAT1023", "MAT1117", "MAT1111", "MAT1151"),
    "engelsk": ("ENG1007", "ENG1008", "ENG1009", "ENG1010"),
}
PEER_LIMIT = 15.0
"""Deterministic time, in CP-SAT's own unit, after which it answers with what it has."""
ROOMY = 1.5
"""Ordinary scarcity: each term holds half as much again as an even share of what everybody would take alone."""


def timed(call: Callable[[], object]) -> tuple[float, object]:
    """Seconds of processor time, and what the call gave."""
    start = process_time()
    found = call()
    return process_time() - start, found


def youths(count: int) -> list[Member]:
    """Made-up youths with one to six exams left."""
    draw = random.Random(1)  # noqa: S311 - a made-up cohort, the same every time
    found = []
    for number in range(count):
        case, goal = f"MT-{number:03}", draw.choice(GOALS)
        codes = gap(goal, [], ON).missing
        done = draw.sample(codes, len(codes) - draw.randint(1, min(6, len(codes))))
        found.append(
            Member(
                case,
                goal,
                Availability(draw.choice([8, 10, 12, 15]), max_exams_per_term=draw.choice([1, 2, 2, 3])),
                "40",
                tuple(Passed(case, code, 4) for code in sorted(done)),
                waited_since=date(2026, draw.randint(1, 10), 1),
                group=draw.choice("ABCDE"),
                ride_wanted=draw.random() < 0.6,
            )
        )
    return found


def shared_by(members: list[Member], alone: Cohort) -> list[Resource]:
    """Resources cut to what the youths would take alone."""
    wants = Counter(exam.code for one in alone.placed for exam in one.plan.exams)
    exams = sum(wants.values())
    rides = sum(len(one.plan.exams) for one, who in zip(alone.placed, members, strict=True) if who.ride_wanted is True)
    kinds = ResourceKind
    each = [
        Resource(name, kinds.TEACHER_HOURS, even(sum(wants[code] for code in codes), 4), (), codes)
        for name, codes in GROUPS.items()
    ]
    each += [Resource(code, kinds.HOSPITERING, even(wants[code], 3), (), (code,)) for code in sorted(wants)]
    each += [Resource("car", kinds.CAR, even(rides, 4)), Resource("room", kinds.ROOM, round(0.9 * len(members)))]
    years = (("2027", TERMS[:2]), ("2028", TERMS[2:]))
    fees = [Resource(f"fees {year}", kinds.EXAM_FEES, even(exams * 1403, 2), terms) for year, terms in years]
    return [*(one for resource in each for one in in_each_term(resource, TERMS)), *fees]


def even(wanted: int, terms: int) -> int:
    """A term's amount at ordinary scarcity."""
    return max(1, round(ROOMY * wanted / terms))


def program(cohort: Cohort) -> tuple[Program, dict[int, float]]:
    """The program that the cohort was solved by, and the sum of its first aims."""
    asked = cohort.asked
    own = {one.case_id: one.alone for one in (*cohort.placed, *cohort.left_out)}
    cases = [case_of(one, plan, asked.terms) for one in asked.members if isinstance(plan := own[one.case_id], Plan)]
    shared = Shared(cases, asked.resources, {one.id: one.amount for one in asked.resources}, asked.terms)
    return shared.program, rough(shared, 10)


def by_cp_sat(task: Program, aim: dict[int, float], limit: float) -> tuple[str, float, float]:
    """Status, value and bound of the same program by CP-SAT with one worker."""
    from ortools.sat.python import cp_model  # noqa: PLC0415 - the peer is loaded only where it is installed

    model = cp_model.CpModel()
    columns = [model.new_int_var(int(low), int(high), "") for low, high in zip(task.lower, task.upper, strict=True)]
    for least, most, terms in task.rows:
        total = sum(int(factor) * columns[at] for at, factor in terms.items())
        model.add(total >= int(least))
        model.add(total <= int(most))
    model.minimize(sum(int(factor) * columns[at] for at, factor in aim.items()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = limit
    status = solver.status_name(solver.solve(model))
    return status, solver.objective_value, solver.best_objective_bound


def main() -> None:
    """Print a few lines for each size."""
    sizes = [int(one) for one in sys.argv[1:] if one.isdigit()] or list(SIZES)
    peer = find_spec("ortools") is not None and "--no-peer" not in sys.argv
    for size in sizes:
        members = youths(size)
        seconds, alone = timed(lambda: plan_cohort(members, (), ON, fairness=Fairness.LEAST_DELAY))  # noqa: B023 - called at once
        assert isinstance(alone, Cohort)  # noqa: S101 - tells the type
        resources = shared_by(members, alone)
        exams = sum(len(one.plan.exams) for one in alone.placed)
        print(f"{size} youths, {exams} exams, {len(resources)} resources; plans alone {seconds:.1f} s")
        rules = list(Fairness) if "--all-rules" in sys.argv else [Fairness.LEAST_DELAY]
        for rule in rules:
            seconds, found = timed(lambda: plan_cohort(members, resources, ON, fairness=rule))  # noqa: B023 - called at once
            assert isinstance(found, Cohort)  # noqa: S101 - tells the type
            late = sum(1 for one in found.placed if one.delay)
            print(
                f"  {rule:18} whole {seconds:6.1f} s, {found.proof}, gap {found.gap:.1%}; delayed {late}, "
                f"left out {len(found.left_out)}, broken rules {len(verify_cohort(found, members, resources))}"
            )
        if peer:
            task, aim = program(found)
            ours, solution = timed(lambda: task.solve([], Effort(), hint=aim))  # noqa: B023 - called at once
            value = sum(factor * solution.values[at] for at, factor in aim.items()) if solution else None
            theirs, other = timed(lambda: by_cp_sat(task, aim, PEER_LIMIT))  # noqa: B023 - called at once
            print(f"  same program: HiGHS {ours:.1f} s, {value:.0f} proved; CP-SAT {theirs:.1f} s, {other}")
            print(f"  CP-SAT against HiGHS: {theirs / ours:.1f} times the time")


if __name__ == "__main__":
    main()
