"""The cases an adviser can read: what happened to a plan, and what becomes of it."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from tiltak.study import Availability, Plan, build_plan
from tiltak.study.replanning import Happening, News, replan

FILE = Path(__file__).parents[2] / "cases" / "study" / "replan" / "what-happened.toml"
CASES = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]
FREE = Availability(12)
MADE = date(2026, 11, 23)


def given(found):
    """What a plan made anew says, in the terms of a case."""
    return {
        "moved": [f"{one.code} {one.before} {one.after}" for one in found.moved],
        "retaken": [f"{one.code} {one.after}" for one in found.retaken],
        "held": [f"{one.code} {one.term}" for one in found.held],
        "later": found.finish.terms_later,
        "added": found.cost.added,
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_happens_to_a_plan_is_as_the_case_says(case):
    """Every case gives what it expects, and says what it expects to be said."""
    plan = build_plan("PAABYGG_4", [], FREE, MADE, county="40")
    assert isinstance(plan, Plan)
    news = [Happening(code, News[kind]) for code, kind in (line.split() for line in case.get("happened", ()))]
    found = replan(plan, news, [], FREE, case["on"], registered=case.get("registered", ()))
    expect, answer = case["expect"], given(found)
    said = {one.id for one in found.reasons}
    assert {key: answer[key] for key in expect if key in answer} == {
        key: value for key, value in expect.items() if key in answer
    }
    assert set(expect.get("says", ())) <= said
    assert not set(expect.get("says_not", ())) & said


def test_the_cases_know_only_what_is_read():
    """No case holds a key that nobody reads, and each says why."""
    for case in CASES:
        assert set(case) <= {"name", "why", "on", "happened", "registered", "expect"}
        assert case["why"]
        assert set(case["expect"]) <= {"moved", "retaken", "held", "later", "added", "says", "says_not"}
