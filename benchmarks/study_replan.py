"""How much is moved when an exam is failed: the plan made anew beside a plan made from scratch, in one run.

Run with ``python benchmarks/study_replan.py``. For every exam of every plan below, that exam is failed, and all before
it and beside it are passed. Three ways to go on are compared, all with the same day, the same hours studied already and
the same earliest finish, proved:

- *anew*: `replan`, which puts fewest changes before the load;
- *load first*: the lightest worst week, and then fewest changes from the old plan;
- *from scratch*: `build_plan`, which knows nothing of the old plan.

What differs is how many of the other exams are moved, and how full the worst week becomes. Then the times, in CPU
milliseconds, since the machine may be shared.
"""

import statistics
from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import product
from time import process_time

from attrs import evolve

from tiltak.study import (
    Availability,
    Happening,
    News,
    NoPlan,
    Plan,
    build_plan,
    county,
    fee_in_law,
    fragile_exams,
    replan,
    term,
)
from tiltak.study.planning.demands import result_day
from tiltak.study.planning.search import NODE_LIMIT, solve
from tiltak.study.replanning.placing import place_way
from tiltak.study.replanning.wishes import Wishes, prepare

ON = date(2026, 11, 23)
GOALS = {"PAABYGG_4": 6, "FELLESFAG_HS": 8, "GSK_23_6": 10}
HOURS, MOST = (8, 9, 10, 11, 12, 14, 16, 18, 20), (1, 2, 3)


def timed(call: Callable[[], object], repeat: int = 5) -> float:
    """Least CPU milliseconds of a call."""
    times = []
    for _ in range(repeat):
        start = process_time()
        call()
        times.append((process_time() - start) * 1000)
    return min(times)


def after(plan: Plan, code: str) -> tuple[list[Happening], date]:
    """The news when the result of one failed exam comes, and the day."""
    exam = next(one for one in plan.exams if one.code == code)
    now = term(exam.term).order
    done = [one.code for one in plan.exams if term(one.term).order <= now and one.code != code]
    news = [Happening(code, News.FAILED), *(Happening(one, News.PASSED) for one in done)]
    return news, result_day(exam.term, exam.sitting)


def load_first(plan: Plan, news: list[Happening], on: date, free: Availability) -> int:
    """Exams moved when the lightest worst week comes before the fewest changes."""
    wishes = Wishes(free, county(plan.county), None, True, (), (), None, None, fee_in_law, {}, {}, NODE_LIMIT)  # noqa: FBT003 - sat before
    ready = prepare(plan, news, [], on, wishes)
    placing, _, _ = ready.placing()
    if placing is None:
        raise TypeError("one finds a plan and the other does not")
    shape = placing.shape
    best = solve(shape.problem)
    if best.placed is None or best.score is None:
        raise TypeError("one finds a plan and the other does not")
    peak = best.score.peak
    capped = tuple(tuple(min(week, peak) for week in weeks) for weeks in shape.problem.capacity)
    lightest = evolve(shape, problem=evolve(shape.problem, capacity=capped))
    return place_way(lightest, ready.old, best.placed, NODE_LIMIT).changes


def one_failure(plan: Plan, code: str, free: Availability) -> tuple[tuple[int, ...], tuple[int, ...], int] | None:
    """Exams moved, last term and worst week of the plan made anew and from scratch; and exams moved with load first."""
    news, on = after(plan, code)
    anew = replan(plan, news, [], free, on)
    if isinstance(anew.plan, NoPlan) or anew.finish is None:
        return None
    scratch = build_plan(
        plan.goal, anew.behind, free, on, county=plan.county, sat_before=True, studied=dict(anew.studied)
    )
    if isinstance(scratch, NoPlan):
        raise TypeError("one finds a plan and the other does not")
    before = {one.code: one.term for one in plan.exams if one.code != code}
    moved = sum(before.get(one.code, one.term) != one.term for one in scratch.exams)
    moved += sum(1 for one in scratch.exams if one.code not in before and one.code != code)
    ours = (len(anew.moved) + len(anew.added), anew.plan.score.last_term, anew.plan.score.peak)
    return ours, (moved, scratch.score.last_term, scratch.score.peak), load_first(plan, news, on, free)


def main() -> None:
    """Print a line for each goal, and the times."""
    totals = [0, 0, 0]
    for goal, exams in GOALS.items():
        ours, theirs, light = [], [], []
        for hours, most in product(HOURS, MOST):
            free = Availability(hours, max_exams_per_term=most)
            plan = build_plan(goal, [], free, ON, county="40")
            if isinstance(plan, NoPlan):
                continue
            for one in plan.exams:
                found = one_failure(plan, one.code, free)
                if found:
                    ours.append(found[0])
                    theirs.append(found[1])
                    light.append(found[2])
        same = all(one[1] == other[1] for one, other in zip(ours, theirs, strict=True))
        print(
            f"{exams:2} exams, {len(ours):3} failures: moved {statistics.mean(one[0] for one in ours):.2f} anew, "
            f"{statistics.mean(light):.2f} load first, {statistics.mean(one[0] for one in theirs):.2f} from scratch; "
            f"worst week "
            f"{statistics.mean(one[2] for one in ours):.1f} and {statistics.mean(one[2] for one in theirs):.1f} hours; "
            f"same finish: {same}"
        )
        for index, moved in enumerate((sum(one[0] for one in ours), sum(light), sum(one[0] for one in theirs))):
            totals[index] += moved
    anew, light_first, scratch_moves = totals
    print(
        f"in all {anew} moved anew, {light_first} load first, {scratch_moves} from scratch: "
        f"{anew / light_first:.2f} and {anew / scratch_moves:.2f} of them"
    )
    for goal, exams in GOALS.items():
        free = Availability(12)
        plan = build_plan(goal, [], free, ON, county="40")
        if isinstance(plan, NoPlan):
            continue
        news, on = after(plan, plan.exams[0].code)
        whole = timed(partial(replan, plan, news, [], free, on))
        scratch = timed(partial(build_plan, goal, [], free, on, county="40", sat_before=True))
        fragile = timed(partial(fragile_exams, plan, [], free))
        print(
            f"{exams:2} exams: plan made anew, with reasons {whole:5.1f} ms; a plan from scratch {scratch:5.1f} ms; "
            f"what one failure at each exam costs {fragile:6.1f} ms"
        )


if __name__ == "__main__":
    main()
