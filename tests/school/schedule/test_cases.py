"""The presence cases an adviser can read, one test each."""

import tomllib
from pathlib import Path

import pytest

from tiltak.school.schedule import (
    PresenceProblem,
    School,
    Staff,
    example_route,
    plan_presence,
    verify_schedule,
    week_without,
)

BOOK = tomllib.loads((Path(__file__).parents[2] / "cases" / "school" / "presence.toml").read_text(encoding="utf-8"))
LOOKS = {
    "ordinary": lambda schedule: dict(schedule.ordinary.days_by_school),
    "shares": lambda schedule: sorted(schedule.ordinary.days_by_school.values()),
    "together": lambda schedule: schedule.ordinary.days_together,
    "pairs": lambda schedule: schedule.pairs,
    "proof": lambda schedule: schedule.proof,
    "short": lambda schedule: schedule.shortfall,
    "changed": lambda schedule: schedule.changed,
    "covered": lambda schedule: sum(school.covered for school in schedule.weeks[0].schools),
    "without_a": lambda schedule: week_without(schedule, "A").sessions_lost,
    "without_a_schools": lambda schedule: {name: after for name, _, after in week_without(schedule, "A").by_school},
}


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in BOOK["case"]])
def test_the_week_is_the_one_the_adviser_expects(case):
    """Every case gets the days, the shortfall and the cost it says, and the checker finds nothing wrong."""
    staff = [
        Staff(name, row["days"], most=row.get("most"), schools=row.get("schools"), away=row.get("away", ()))
        for name, row in case["staff"].items()
    ]
    schools = [School(name, wanted, example_route()) for name, wanted in case["schools"].items()]
    schedule = plan_presence(PresenceProblem(staff, schools, [case["week"]]))
    assert {name: LOOKS[name](schedule) for name in case["expect"]} == case["expect"]
    assert verify_schedule(schedule) == ()
