"""Whether a youth has reached the goal already.

Only a goal that is a final competence can be told from the facts alone; what is missing to any other is for
`tiltak.study` to say.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from tiltak.rules import Case
from tiltak.tables import read_rows

__all__ = ["goal_notes", "reached_with"]


@cache
def reached_with() -> Mapping[str, str]:
    """The value of ``final_competence`` that reaches a goal, by goal code (see `tiltak.study`).

    >>> reached_with()["GSK_23_6"]
    'STUDIE'
    """
    rows = read_rows("tiltak.programme", "data/goals.csv")
    return MappingProxyType({row["goal"]: row["reached_with"] for row in rows})


def goal_notes(goal: str | None, case: Case) -> tuple[str, ...]:
    """Word ids of what there is to know about a goal.

    >>> goal_notes("GSK_23_6", Case({"final_competence": "STUDIE"}))
    ('programme.note.goal_reached',)
    """
    if goal is None or goal not in reached_with():
        return ()
    return ("programme.note.goal_reached",) if case.get("final_competence") == reached_with()[goal] else ()
