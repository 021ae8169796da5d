"""Days too large to try everything: the same score as CP-SAT and HiGHS, and the size that is promised."""

from importlib.util import module_from_spec, spec_from_file_location
from time import process_time

import pytest

from tiltak.study import TravelRules
from tiltak.study.examday.cover import cover
from tiltak.study.examday.routes import ways


@pytest.fixture(scope="module")
def peer(root):
    """The models of the benchmark."""
    spec = spec_from_file_location("exam_day_benchmark", root / "benchmarks" / "exam_day.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def by_highs(count, seats, minutes):
    """Left, cars and minutes, proved by HiGHS one after the other."""
    import highspy  # noqa: PLC0415 - only the engine tests need it

    solver = highspy.Highs()
    solver.silent()
    taken = {group: solver.addBinary() for group in minutes}
    left = [solver.addBinary() for _ in range(count)]
    for at, behind in enumerate(left):
        solver.addConstr(sum((one for group, one in taken.items() if group >> at & 1), behind) == 1)
    for size in {0, *seats}:
        big = [one for group, one in taken.items() if group.bit_count() > size]
        if big:
            solver.addConstr(sum(big[1:], big[0] * 1) <= sum(room > size for room in seats))
    aims = (
        sum(left[1:], left[0] * 1),
        sum(taken.values()),
        sum(cost * taken[group] for group, cost in minutes.items()),
    )
    found = []
    for aim in aims:
        solver.minimize(aim)
        found.append(round(solver.getObjectiveValue()))
        solver.addConstr(aim <= found[-1] + 0.5)
    return tuple(found)


@pytest.mark.engine
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("youths", "seats"), [(5, [4, 4]), (5, [2, 2]), (4, [1, 3])])
def test_the_whole_day_equals_routing_by_cp_sat(peer, seed, youths, seats):
    """CP-SAT, which knows nothing of groups, comes to the same left, cars and minutes."""
    riders, roads = peer.example(youths, 2, seed)
    day = peer.planned(riders, seats, roads, TravelRules())
    able = [one for one in riders if one.case_id not in day.ride_too_long]
    score = (day.score.left, day.score.cars, day.score.minutes)
    assert peer.routed(able, seats, roads, TravelRules(), 60) == (score, True)
    assert day.proof == "optimal"


@pytest.mark.engine
@pytest.mark.parametrize("starts", [(9, 12), (9, 10, 12)])
@pytest.mark.parametrize("seats", [[4] * 5, [3, 3, 4], [2] * 9])
def test_eighteen_equal_highs(peer, starts, seats):
    """For eighteen youths HiGHS proves the same choice among the groups."""
    riders, roads = peer.example(18, 3, len(seats), starts)
    minutes = {group: way[0] for group, way in ways(riders, max(seats), "base", roads, TravelRules()).items()}
    found = cover(18, seats, minutes)
    assert (found.left, found.cars, found.minutes) == by_highs(18, seats, minutes)


@pytest.mark.parametrize(("youths", "seats", "most"), [(9, [4] * 4, 0.1), (18, [4] * 6, 10.0)])
def test_a_day_is_planned_in_the_time_that_is_promised(peer, youths, seats, most):
    """Nine youths and three venues in a tenth of a second, eighteen in ten, all reserve plans among it."""
    riders, roads = peer.example(youths, 3, 0)
    peer.planned(riders[:1], [4], roads, TravelRules())
    spent = []
    for _ in range(3):
        start = process_time()
        day = peer.planned(riders, seats, roads, TravelRules())
        spent.append(process_time() - start)
    assert (day.proof, len(day.reserve)) == ("optimal", len(day.runs))
    assert min(spent) < most
