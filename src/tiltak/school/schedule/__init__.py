"""Who is in which school, week by week: routes, the best schedule, what an absence costs, and a checker.

>>> route = example_route()
>>> problem = PresenceProblem(
...     [Staff("A", {0, 1, 2}), Staff("B", {2, 3, 4})],
...     [School("bo", 4, route), School("nome", 3, route)],
...     route.mondays(),
... )
>>> schedule = plan_presence(problem)
>>> schedule.ordinary.days_by_school, schedule.ordinary.shortfall, verify_schedule(schedule)
({'bo': 3, 'nome': 3}, 1, ())
"""

from tiltak.school.schedule.plans import Schedule, WeekWithout, next_presence, plan_presence, week_without
from tiltak.school.schedule.problem import Part, PresenceProblem, School, Session, Staff
from tiltak.school.schedule.routes import SCHOOL_DAYS, RouteEvent, SchoolRoute, example_route, read_route
from tiltak.school.schedule.verify import Wrong, WrongKind, verify_schedule
from tiltak.school.schedule.week import Placement, SchoolWeek, WeekPlan

__all__ = [
    "SCHOOL_DAYS",
    "Part",
    "Placement",
    "PresenceProblem",
    "RouteEvent",
    "Schedule",
    "School",
    "SchoolRoute",
    "SchoolWeek",
    "Session",
    "Staff",
    "WeekPlan",
    "WeekWithout",
    "Wrong",
    "WrongKind",
    "example_route",
    "next_presence",
    "plan_presence",
    "read_route",
    "verify_schedule",
    "week_without",
]
