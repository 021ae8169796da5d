"""The search's own problem by CP-SAT: the peer of the benchmark, and the oracle of the tests that are marked `engine`.

The model is the one a user of CP-SAT would write: an exam in a term is a yes or a no, its hours in each week are
numbers, and the aims are settled one after the other, each held while the next is sought. It reads the problem alone
and shares no reckoning with the search.
"""

from itertools import pairwise

from ortools.sat.python import cp_model

from tiltak.study.planning.problem import Problem, Score


def by_cp_sat(task: Problem, *, seconds: float = 60.0, workers: int = 1) -> Score | None:
    """The best score, proved; None when there is provably no placing.

    Raises:
        TimeoutError: When it was not settled in the time.
    """
    exams, terms = range(len(task.hours)), range(len(task.most))
    model = cp_model.CpModel()
    x = {(e, t): model.new_bool_var("") for e in exams for t in terms}
    last = model.new_int_var(0, len(terms) - 1, "last")
    peak = model.new_int_var(0, max((max(one, default=0) for one in task.capacity), default=0), "peak")
    most = model.new_int_var(0, len(exams), "most")
    broken = [_order(model, task, x, e) for e in exams]
    for e in exams:
        model.add_exactly_one(x[e, t] for t in terms)
        for t in terms:
            model.add(last >= t).only_enforce_if(x[e, t])
            if task.weeks_before[e][t] is None:
                model.add(x[e, t] == 0)
        for one in task.required[e] if task.required else ():
            model.add(sum(t * x[one, t] for t in terms) + 1 <= sum(t * x[e, t] for t in terms))
    begun = [model.new_bool_var("") for _ in terms]  # whether an exam lies before the term
    for t in terms:
        model.add_max_equality(begun[t], [x[e, s] for e in exams for s in range(t)] or [model.new_constant(0)])
        load = sum(x[e, t] for e in exams)
        model.add(load <= task.most[t])
        model.add(load <= most)
        model.add(load <= task.first_most).only_enforce_if(~begun[t])
        _weeks(model, task, x, t, peak)
    for t, a, b in task.clashes:
        model.add_bool_or(~x[a, t], ~x[b, t])
    return _aims(model, (last, sum(broken), peak, most), seconds, workers)


def _order(model: cp_model.CpModel, task: Problem, x: dict[tuple[int, int], cp_model.IntVar], e: int) -> object:
    """Whether an exam comes before everything it builds on."""
    if not task.after[e]:
        return 0
    terms = range(len(task.most))
    broken = model.new_bool_var("")
    kept = []
    for one in task.after[e]:
        kept.append(model.new_bool_var(""))
        model.add(sum(t * x[one, t] for t in terms) <= sum(t * x[e, t] for t in terms)).only_enforce_if(kept[-1])
    model.add_bool_or([*kept, broken])
    return broken


def _weeks(
    model: cp_model.CpModel, task: Problem, x: dict[tuple[int, int], cp_model.IntVar], t: int, peak: cp_model.IntVar
) -> None:
    """The hours of each exam in each week of a term: all of them before it, none beyond what a week holds."""
    loads: list[list[cp_model.IntVar]] = [[] for _ in task.capacity[t]]
    for e, hours in enumerate(task.hours):
        before = task.weeks_before[e][t] or 0
        given = [model.new_int_var(0, min(hours, task.capacity[t][week]), "") for week in range(before)]
        model.add(sum(given) == hours * x[e, t])
        for week, one in enumerate(given):
            loads[week].append(one)
    for week, load in enumerate(loads):
        model.add(sum(load) <= task.capacity[t][week])
        model.add(sum(load) <= peak)


def _aims(model: cp_model.CpModel, aims: tuple[object, ...], seconds: float, workers: int) -> Score | None:
    values: list[int] = []
    for aim, after in pairwise((*aims, None)):
        model.minimize(aim)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = workers
        solver.parameters.max_time_in_seconds = seconds
        status = solver.solve(model)
        if status == cp_model.INFEASIBLE:
            return None
        if status != cp_model.OPTIMAL:
            raise TimeoutError("CP-SAT did not settle it in the time")
        values.append(round(solver.objective_value))
        if after is not None:
            model.add(aim <= values[-1])
    return Score(*values)
