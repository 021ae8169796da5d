"""When exam days become known: what stands, what breaks, and that a plan that holds is a sound plan of its own."""

import tomllib
from datetime import date, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltak.study import Availability, ExamCalendar, build_plan, recheck, verify

ON = date(2026, 11, 23)
WORDS = tomllib.loads(files("tiltak.study").joinpath("planning/words.toml").read_text(encoding="utf-8"))


def plan_for(goal="PAABYGG_4", **more):
    """A plan made before any day is known."""
    return build_plan(goal, [], Availability(12), ON, county="40", **more)


FREE = Availability(12)


def ids(found):
    """The ids of what is broken, each with words that take its values."""
    for one in found.broken:
        assert WORDS[f"recheck.{one.id}"]["nb"].format(codes=", ".join(one.codes), **dict(one.values))
    return [(one.id, one.codes) for one in found.broken]


def test_no_news_changes_nothing():
    """With no day known the plan stands as it was, to the letter."""
    plan = plan_for()
    found = recheck(plan, ExamCalendar(), FREE)
    assert (found.moved, found.broken, found.holds) == ((), (), True)
    assert found.plan == plan


def test_a_day_within_the_period_is_taken_up():
    """A day in the period leaves exams and weeks alone; the sitting, its milestones and the warning follow."""
    plan = plan_for("FAG:SAK1001")
    (exam,) = plan.exams
    day = exam.sitting.first + timedelta(days=20)
    found = recheck(plan, ExamCalendar({("V2027", "SAK1001"): day}), FREE)
    assert [(one.code, one.term, one.before, one.now.first) for one in found.moved] == [
        ("SAK1001", "V2027", exam.sitting, day)
    ]
    assert found.plan.weeks == plan.weeks
    stones = {one.id: one for one in found.plan.milestones}
    assert (stones["exam"].on, stones["exam"].first, stones["exam"].confirmed) == (day, None, True)
    assert day - timedelta(days=14) <= stones["preparation_meeting"].on < day
    assert "dates_not_published" in [one.id for one in plan.warnings]
    assert "dates_not_published" not in [one.id for one in found.plan.warnings]
    calendar = ExamCalendar({("V2027", "SAK1001"): day})
    assert verify(found.plan, [], Availability(12), calendar=calendar) == ()


@pytest.mark.parametrize(("shift", "broken"), [(0, []), (-1, ["outside_period"])])
def test_a_day_before_the_period_is_said(shift, broken):
    """The first day of the period is within it, the day before is not."""
    plan = plan_for("FAG:SAK1001")
    first = plan.exams[0].sitting.first
    found = recheck(plan, ExamCalendar({("V2027", "SAK1001"): first + timedelta(days=shift)}), FREE)
    assert [one for one, _ in ids(found) if one != "study_after_exam"] == broken


@pytest.mark.parametrize(("shift", "broken"), [(0, []), (1, ["outside_period"])])
def test_a_day_after_the_period_is_said(shift, broken):
    """The last day of the period is within it, the day after is not."""
    plan = plan_for("FAG:SAK1001")
    last = plan.exams[0].sitting.last
    found = recheck(plan, ExamCalendar({("V2027", "SAK1001"): last + timedelta(days=shift)}), FREE)
    assert [one for one, _ in ids(found)] == broken


def test_study_in_the_week_of_the_exam_no_longer_holds():
    """Hours in the week of the exam or later are counted; the week before is in time."""
    plan = plan_for("FAG:SAK1001")
    last = plan.weeks[-1]
    on_monday = recheck(plan, ExamCalendar({("V2027", "SAK1001"): last.monday}), FREE)
    late = {one.id: dict(one.values) for one in on_monday.broken}
    assert late["study_after_exam"] == {"hours": last.total}
    week_after = recheck(plan, ExamCalendar({("V2027", "SAK1001"): last.monday + timedelta(days=7)}), FREE)
    assert "study_after_exam" not in [one for one, _ in ids(week_after)]
    assert on_monday.plan is None


def test_two_exams_on_one_day_no_longer_hold():
    """Two exams that turn out to be on one day are named; on two days they are not."""
    plan = plan_for("GSK_23_6", sat_before=True)
    one, other = next(exams for exams in plan.by_term().values() if len(exams) == 2)
    day = max(one.sitting.first, other.sitting.first)
    same = {(one.term, one.code): day, (other.term, other.code): day}
    assert ("same_day", (one.code, other.code)) in ids(recheck(plan, ExamCalendar(same), FREE))
    apart = {**same, (other.term, other.code): day + timedelta(days=1)}
    assert "same_day" not in [id_ for id_, _ in ids(recheck(plan, ExamCalendar(apart), FREE))]


def test_a_result_after_the_last_day_no_longer_holds():
    """A day whose result comes after the last day asked for is named with both days."""
    plan = plan_for("FAG:SAK1001", finish_by=date(2027, 6, 30))
    calendar = ExamCalendar({("V2027", "SAK1001"): date(2027, 6, 30)})
    assert recheck(plan, calendar, FREE, finish_by=date(2027, 6, 30)).holds
    found = recheck(plan, calendar, FREE, finish_by=date(2027, 6, 29))
    assert ids(found) == [("result_after_finish_by", ("SAK1001",))]
    assert dict(found.broken[0].values) == {"result": date(2027, 6, 30), "finish_by": date(2027, 6, 29)}


def test_no_day_left_to_meet_is_said():
    """When every week before the exam is off or past, nobody can meet, and that is said."""
    plan = plan_for("FAG:SAK1001")
    day = date(2027, 5, 12)
    calendar = ExamCalendar({("V2027", "SAK1001"): day})
    off = frozenset({date(2027, 4, 26), date(2027, 5, 3), date(2027, 5, 10)})
    assert ids(recheck(plan, calendar, Availability(12, off))) == [("no_preparation_day", ("SAK1001",))]
    assert recheck(plan, calendar, Availability(12, off - {date(2027, 5, 3)})).holds
    assert recheck(plan, calendar, FREE, on=day).holds  # the day itself: there is nothing left to prepare


@given(st.data())
def test_what_holds_is_a_sound_plan(data):
    """Whatever days come, a plan said to hold keeps every rule with them by the independent check."""
    plan = plan_for(data.draw(st.sampled_from(["PAABYGG_4", "FELLESFAG_HS"])))
    days = {}
    for one in data.draw(st.sets(st.sampled_from(plan.exams), min_size=1)):
        span = (one.sitting.last - one.sitting.first).days
        days[one.term, one.code] = one.sitting.first + timedelta(days=data.draw(st.integers(-10, span + 3)))
    calendar = ExamCalendar(days)
    found = recheck(plan, calendar, FREE)
    ids(found)
    if found.holds:
        assert verify(found.plan, [], Availability(12), calendar=calendar) == ()
    else:
        assert found.plan is None
