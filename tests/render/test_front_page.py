"""The front page: exams first, overdue apart from what is coming, and why a case has no plan."""

from datetime import timedelta

import pytest
from attrs import evolve

from tiltak.programme import Result
from tiltak.render.views.common import uncapitalised
from tiltak.render.views.run import RunView
from tiltak.render.words import LANGUAGES, Words
from tiltak.study import NoPlan


def front(run, lang="nb"):
    """What the template of the front page is given."""
    return next(page for name, page in RunView(run, Words(lang)).pages() if name == "index")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_exams_of_the_next_two_weeks_stand_by_themselves_with_a_link(example, lang):
    """Each day within fourteen days is there with its own place on the exam page, and no later day."""
    rows = front(example, lang)["exams"]["rows"]
    near = [day for day in example.exam_days if day.on <= example.on + timedelta(days=14)]
    links = [row[0]["links"][0]["href"] for row in rows]
    assert links == [f"exam-day.html#d-{day.on.isoformat()}" for day in near]
    assert [sum(map(int, row[1:])) for row in rows] == [len(day.checklist) for day in near]
    assert 0 < len(near) < len(example.exam_days)
    assert front(evolve(example, exam_days=()), lang)["exams"]["rows"] == []


def test_two_weeks_are_fourteen_days(example):
    """The fourteenth day is in, the fifteenth is out."""
    day = example.exam_days[0]
    for ahead, shown in ((14, 1), (15, 0)):
        moved = evolve(example, exam_days=(evolve(day, on=example.on + timedelta(days=ahead)),))
        assert len(front(moved)["exams"]["rows"]) == shown


def test_what_is_overdue_does_not_push_out_what_is_coming(example):
    """Each has a table of its own with at most ten rows, which says how many there are in all."""
    page, late = front(example), front(evolve(example, on=example.on + timedelta(days=365)))
    for shown in (page["over"], page["coming"], late["over"]):
        assert 0 < len(shown["rows"]) <= 10
    assert "av" in page["coming"]["caption"]
    assert len(late["coming"]["rows"]) <= 10


def test_only_what_is_sure_is_due(example):
    """A date that hangs on a result nobody has is left off the front page."""
    none = evolve(example, sure_milestones={}, assessments=())
    assert front(none)["coming"]["rows"] == []
    assert front(evolve(example, assessments=()))["coming"]["rows"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_case_in_the_target_group_without_a_plan_says_why(example, lang):
    """No goal, hours not known, or limits that cannot be met; nobody in the group has an empty cell."""
    words = Words(lang)
    cells = {row[0]["links"][0]["text"]: row[4] for row in front(example, lang)["cases"]["rows"]}
    for one in example.assessments:
        cell = cells[one.case_id]
        if one.result in (Result.BACK_TO_SCHOOL, Result.STAY_AT_SCHOOL):
            assert cell.get("list") or cell.get("links"), one.case_id
        for name in example.plan_questions.get(one.case_id, ()):
            assert words.text(f"index.no_plan.{name}") in cell["list"]
        if isinstance(example.plans.get(one.case_id), NoPlan):
            plan = example.plans[one.case_id]
            assert plan.conflict
            named = [uncapitalised(words.text(f"plan.demand.{hit.id}")) for hit in plan.conflict]
            assert [name for name in named if name not in cell["links"][0]["text"]] == []
    assert {name for names in example.plan_questions.values() for name in names} == {"goal", "hours_per_week"}
