"""What held a youth back, found by solving again and never by guessing.

Everybody else's plan stays as it is; the shared resources may be exceeded; and the solver finds the fewest that must
be, and by how little, for this youth to reach the goal a term earlier (or at all). The answer is a plan that the
planner has made, so it is always enough.
"""

from collections.abc import Mapping, Sequence

from attrs import frozen

from tiltak.study.cohort.cases import Case, Placing, Terms, planned
from tiltak.study.cohort.model import Resource, Shortage
from tiltak.study.cohort.program import Effort
from tiltak.study.cohort.shared import Shared

__all__ = ["Around", "earlier", "enough_for_all"]


@frozen
class Around:
    """What there is around those who are looked at.

    Attributes:
        resources: What is shared.
        left: How much of each resource the others leave.
        taken_by: How many others take of each resource.
        terms: What plans are made with.
        effort: How far to search.
    """

    resources: Sequence[Resource]
    left: Mapping[str, int]
    taken_by: Mapping[str, int]
    terms: Terms
    effort: Effort


def earlier(case: Case, placing: Placing | None, around: Around) -> Shortage:
    """What would be enough for one youth to end a term earlier, or to get a plan at all.

    Args:
        case: The youth.
        placing: Where the exams are now; None when left out.
        around: What the others leave.
    """
    return _least([case], around, None if placing is None else case.delay(placing) - 1)


def enough_for_all(cases: Sequence[Case], around: Around) -> Shortage:
    """What would be enough for everybody to get a plan, however late."""
    return _least(cases, around, None)


def _least(cases: Sequence[Case], around: Around, at_most: int | None) -> Shortage:
    """The least increase with which everybody gets a plan, ending at most so many terms late."""
    while True:
        shared = Shared(cases, around.resources, around.left, around.terms, elastic=True)
        for number, late in enumerate(shared.late):
            shared.program.upper[shared.out[number]] = 0
            for column in () if at_most is None else late[at_most:]:
                shared.program.upper[column] = 0
        levels = [one for one in shared.least_more() if one.terms]
        # The plans alone are always a solution, so there always is one.
        start = shared.values([case.own for case in cases])
        solution = shared.program.solve(levels, around.effort, start=start)
        values = start if solution is None else solution.values
        found = [placing or {} for placing in shared.placings(values)]
        plans = [planned(case, placing, around.terms) for case, placing in zip(cases, found, strict=True)]
        if None not in plans:
            proved = solution is not None and solution.proved
            return Shortage(shared.short(values, around.taken_by), "optimal" if proved else "bounded")
