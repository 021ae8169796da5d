"""How long a plan takes: one youth, terms and weeks together, proved optimal; and CP-SAT on the same problem.

Run with ``python benchmarks/study_plan.py``. The peer is OR-tools, where it is installed: it is given the search's own
problem, terms and weeks, and the same aims one after the other (`study_twin`). Times are processor time, because the
machine may be shared; ours is the whole of `build_plan`, with milestones, costs and reasons, and the search alone.
"""

import statistics
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from importlib.util import find_spec
from itertools import product
from time import process_time

from attrs import evolve
from study_cases import made_problem

from tiltak.study import (
    Availability,
    ExamCalendar,
    NoPlan,
    Pin,
    Plan,
    build_plan,
    county,
    gap,
)
from tiltak.study.planning.demands import Request, model
from tiltak.study.planning.plans import with_overrides
from tiltak.study.planning.problem import Outcome, Problem
from tiltak.study.planning.search import NODE_LIMIT, solve

ON = date(2026, 11, 23)
GOALS = {"1 exam": "FAG:SAK1001", "6 exams": "PAABYGG_4", "8 exams": "FELLESFAG_HS", "10 exams": "GSK_23_6"}
DIPLOMA = "GSK_VITNEMAAL"
MADE = 320
CASES = [(hours, most) for hours, most in product((8, 10, 12, 15, 20), (1, 2, 3)) if hours > 8 or most > 1]


def timed(call: Callable[[], object], repeat: int = 5) -> float:
    """Median milliseconds of a call."""
    times = []
    for _ in range(repeat):
        start = process_time()
        call()
        times.append((process_time() - start) * 1000)
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
    return solve(evolve(task))


def sizes(*, peer: bool) -> None:
    """Print the plans of each size, proved, beside the peer."""
    for label, goal in GOALS.items():
        found = [(case, plan(goal, *case)) for case in CASES]
        times = [timed(partial(plan, goal, *case)) for case, one in found if isinstance(one, Plan)]
        proved = sum(1 for _, one in found if isinstance(one, Plan) and one.proof == "optimal")
        line = f"{label:9} plan whole: median {statistics.median(times):6.1f} ms, worst {max(times):6.1f} ms"
        print(f"{line} ({proved} of {len(times)} proved optimal)")
        if peer:
            from study_twin import by_cp_sat  # noqa: PLC0415 - the peer is loaded only where it is installed

            cases = [case for case, one in found if isinstance(one, Plan)][::3]
            tasks = [problem(goal, *case) for case in cases]
            whole = statistics.median([timed(partial(plan, goal, *case), 3) for case in cases])
            ours = statistics.median([timed(partial(solve_anew, task), 3) for task in tasks])
            theirs = statistics.median([timed(partial(by_cp_sat, task), 1) for task in tasks])
            same = all(solve_anew(task).score == by_cp_sat(task) for task in tasks)
            print(
                f"{'':9} same problem: CP-SAT {theirs:7.1f} ms, the search {ours:5.1f} ms: {theirs / ours:5.1f} times, "
                f"the whole plan {whole:5.1f} ms: {theirs / whole:5.1f} times; same score: {same}"
            )


def diplomas() -> None:
    """Print the real goal with all its ways, and the search on made-up youths with twenty exams and more."""
    found = [(case, plan(DIPLOMA, *case)) for case in product((10, 15, 20, 25, 30), (2, 3, 4, 5))]
    times = [timed(partial(plan, DIPLOMA, *case), 3) for case, _ in found]
    kinds = [one.proof if isinstance(one, Plan) else "no plan" for _, one in found]
    said = ", ".join(f"{kinds.count(kind)} {kind}" for kind in sorted(set(kinds)))
    median, worst = statistics.median(times), max(times)
    print(f"whole diploma, 60 ways, 21 exams: median {median:6.1f} ms, worst {worst:7.1f} ms ({said})")
    outcomes = []
    times = []
    for seed in range(MADE):
        task = made_problem(seed)
        start = process_time()
        outcomes.append((len(task.hours), solve(task)))
        times.append((process_time() - start) * 1000)
    proofs = [one.proof for _, one in outcomes]
    said = ", ".join(f"{proofs.count(proof)} {proof}" for proof in sorted(set(proofs)))
    count = f"{min(n for n, _ in outcomes)} to {max(n for n, _ in outcomes)} exams"
    print(f"{MADE} made-up, {count}: median {statistics.median(times):6.1f} ms, worst {max(times):7.1f} ms ({said})")
    open_peaks = [one.score.peak - one.bound.peak for _, one in outcomes if one.score and one.bound and one.bound.peak]
    print(f"{'':9} node limit {NODE_LIMIT}; bounded in the worst week by {sorted(open_peaks)} hours")


def conflicts() -> None:
    """Print how long it takes to say why there is no plan."""
    for label, goal in {**GOALS, "21 exams": DIPLOMA}.items():
        for name, asked in (
            ("too early", {"finish_by": date(2027, 12, 31)}),
            ("pins", {"pins": [Pin(code, "V2027") for code in gap(goal, [], ON).missing[:4]]}),
        ):
            call = partial(build_plan, goal, [], Availability(9, max_exams_per_term=2), ON, county="40", **asked)
            found = call()
            if isinstance(found, NoPlan):
                print(
                    f"{label:9} smallest conflict, {name}: {timed(call):6.1f} ms {[one.id for one in found.conflict]}"
                )


def main() -> None:
    """Print a line for each size."""
    peer = find_spec("ortools") is not None and "--no-peer" not in sys.argv
    plan("GSK_23_6", 10, 2)  # the tables are read once
    plan(DIPLOMA, 20, 4)
    sizes(peer=peer)
    diplomas()
    conflicts()


if __name__ == "__main__":
    main()
