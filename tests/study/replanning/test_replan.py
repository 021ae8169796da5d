"""Plans made anew: laws, exact answers, and every single failure against every plan there is."""

from datetime import date, timedelta
from itertools import product

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from tiltak.study import (
    Availability,
    ExamCalendar,
    Exclusion,
    NoPlan,
    Passed,
    Pin,
    Plan,
    Registered,
    build_plan,
    gap,
    verify,
)
from tiltak.study.curriculum.terms import county, next_term, open_terms, term
from tiltak.study.planning.demands import Request, model, result_day
from tiltak.study.planning.plans import with_overrides
from tiltak.study.planning.problem import NEVER
from tiltak.study.replanning import Happening, News, replan

ON = date(2026, 11, 23)
FREE = Availability(12)


def plan_for(goal="FELLESFAG_HS", free=FREE, passed=(), **more):
    """A plan with ordinary answers."""
    return build_plan(goal, passed, free, more.pop("on", ON), county=more.pop("county", "40"), **more)


def where(plan):
    """The term of each exam."""
    return {one.code: one.term for one in plan.exams}


def ids(reasons):
    """The ids of reasons."""
    return [one.id for one in reasons]


def reason(reasons, id_):
    """The one reason with an id."""
    (found,) = [one for one in reasons if one.id == id_]
    return found


def values(reasons, id_):
    """The values of the one reason with an id."""
    return dict(reason(reasons, id_).values)


def passed_before(plan, code):
    """News of all that is over when an exam's result comes: that exam failed, the rest up to its term passed."""
    exam = next(one for one in plan.exams if one.code == code)
    now = term(exam.term).order
    news = [Happening(one.code, News.PASSED) for one in plan.exams if term(one.term).order <= now and one != exam]
    return [Happening(code, News.FAILED), *news], result_day(exam.term, exam.sitting)


def sound(found, free=FREE, **more):
    """Whether the new plan breaks no rule of the independent check."""
    return verify(found.plan, found.behind, free, sat_before=True, studied=dict(found.studied), **more) == ()


@st.composite
def asked(draw, goals=("FELLESFAG_HS", "PAABYGG_4", "GSK_23_6", "PAABYGG_3")):
    """A goal, what is passed of it, and the time there is."""
    goal = draw(st.sampled_from(goals))
    codes = gap(goal, [], ON).missing
    passed = [Passed("MT-001", code, 4) for code in sorted(draw(st.sets(st.sampled_from(codes), max_size=len(codes))))]
    off = frozenset(ON + timedelta(days=n) for n in draw(st.sets(st.integers(0, 700), max_size=6)))
    free = Availability(draw(st.integers(5, 20)), off, draw(st.integers(1, 3)))
    return goal, passed, free


@settings(max_examples=40)
@given(asked())
def test_nothing_happened_is_the_same_plan(request):
    """On the same day, with the same time and no news, the plan is the very same and nothing moves."""
    goal, passed, free = request
    plan = build_plan(goal, passed, free, ON, county="40")
    if isinstance(plan, Plan):
        found = replan(plan, [], passed, free, ON)
        assert found.plan == plan
        assert (found.moved, found.retaken, found.added, found.dropped, found.held) == ((), (), (), (), ())
        assert (found.changes, found.cost.added, found.studied) == (0, 0, ())
        assert [one.code for one in found.kept] == [one.code for one in plan.exams]
        assert found.proof == "optimal"


@settings(max_examples=40)
@given(asked(), st.integers(1, 800))
def test_when_all_goes_by_the_plan_nothing_moves(request, days):
    """On any later day, with all that is over passed and all that is closed registered, nothing moves."""
    goal, passed, free = request
    plan = build_plan(goal, passed, free, ON, county="40")
    if not isinstance(plan, Plan):
        return
    on, here = ON + timedelta(days=days), county("40")
    over = [one for one in plan.exams if result_day(one.term, one.sitting) <= on]
    shut = [one.code for one in plan.exams if here.registration(one.term).last < on and one not in over]
    news = [Happening(one.code, News.PASSED) for one in over]
    found = replan(plan, news, passed, free, on, registered=shut)
    assert isinstance(found.plan, Plan)
    assert (found.moved, found.changes) == ((), 0)
    assert {one.code: one.term for one in found.held} == {code: where(plan)[code] for code in shut}
    assert where(found.plan) == {one.code: one.term for one in plan.exams if one not in over and one.code not in shut}
    assert found.cost.added == 0
    assert verify(found.plan, found.behind, free, studied=dict(found.studied)) == ()


@settings(max_examples=50)
@given(asked(), st.data())
def test_after_a_failure_every_rule_is_kept_and_the_order_of_news_is_nothing(request, data):
    """After any failure the new plan keeps every rule, all exams are accounted for, and order changes nothing."""
    goal, passed, free = request
    plan = build_plan(goal, passed, free, ON, county="40")
    if not isinstance(plan, Plan) or not plan.exams:
        return
    failed = data.draw(st.sampled_from([one.code for one in plan.exams]))
    news, on = passed_before(plan, failed)
    found = replan(plan, news, passed, free, on)
    again = replan(plan, data.draw(st.permutations(news)), list(reversed(passed)), free, on)
    assert isinstance(found.plan, Plan)
    assert sound(found, free)
    assert {one.code for one in found.behind} == {one.code for one in again.behind}
    assert evolve(again, behind=found.behind, plan=found.plan) == found
    assert again.plan.exams == found.plan.exams
    assert {one.code for one in (*found.kept, *found.moved)} | {failed} == set(where(found.plan))
    assert [one.code for one in found.retaken] == [failed]
    assert found.cost.added >= 1403


def every_placing(plan, passed, free, on, failed):
    """The best that any placing can do after a failure, by trying each: last term, then exams moved."""
    behind = [*passed, *(Passed("MT-001", code, 4, kind="EXAM") for code in where(plan) if code not in failed)]
    missing = gap(plan.goal, behind, on)
    spent = {}
    for week in plan.weeks:
        if week.monday < on:
            for code, hours in week.hours:
                spent[code] = spent.get(code, 0) + hours
    studied = {code: hours for code, hours in spent.items() if code in failed[1:]}
    request = Request(
        missing.goal, free, on, county("40"), None, (), (), None, ExamCalendar(), with_overrides({}), studied
    )
    shape = model(request, next(way for way in missing.ways if set(way.missing) == set(failed)))
    problem, ahead = shape.problem, shape.terms[:7]
    best = None
    for placed in product(range(len(ahead)), repeat=len(shape.codes)):
        here = {t: [e for e, at in enumerate(placed) if at == t] for t in sorted(set(placed))}
        if any(len(exams) > problem.most[t] for t, exams in here.items()):
            continue
        if any(problem.peak(t, sum(1 << e for e in exams)) >= NEVER for t, exams in here.items()):
            continue
        before = where(plan)
        moved = sum(ahead[t] != before[c] for c, t in zip(shape.codes, placed, strict=True) if c != failed[0])
        rank = (term(ahead[max(placed)]).order, moved)
        best = rank if best is None else min(best, rank)
    return best


@settings(max_examples=25)
@given(st.integers(8, 16), st.integers(1, 2), st.sets(st.integers(0, 5), min_size=2, max_size=4), st.data())
def test_no_plan_is_over_earlier_or_moves_less_after_a_failure(hours, most, done, data):
    """After any single failure, no placing of all there are is over earlier, and none that is then moves less."""
    codes = gap("PAABYGG_4", [], ON).missing
    passed = [Passed("MT-001", codes[index], 4) for index in sorted(done)]
    free = Availability(hours, max_exams_per_term=most)
    plan = build_plan("PAABYGG_4", passed, free, ON, county="40")
    if isinstance(plan, NoPlan):
        return
    for exam in plan.exams:
        news, on = passed_before(plan, exam.code)
        later = [one.code for one in plan.exams if one.code not in {line.code for line in news}]
        found = replan(plan, news, passed, free, on)
        best = every_placing(plan, passed, free, on, [exam.code, *later])
        assert (term(found.finish.after).order, len(found.moved)) == best


def test_a_failed_exam_is_registered_and_paid_again():
    """The failed exam comes again, at the rate of an exam not passed, and the old plan is told beside the new."""
    plan = plan_for()
    found = replan(plan, [Happening("ENG1009", News.FAILED)], [], FREE, date(2027, 6, 18))
    (again,) = found.retaken
    assert (again.code, again.before, again.after, again.registered) == ("ENG1009", "V2027", "V2029", False)
    assert values(again.reasons, "pays_again_unconfirmed") == {"term": "V2029", "fee": 1403}
    assert values(again.reasons, "would_move_more") == {"term": "H2027", "then": 1, "now": 0}
    assert (found.moved, found.dropped, found.added) == ((), (), ())
    assert (found.finish.before, found.finish.after, found.finish.terms_later) == ("V2029", "V2029", 0)
    assert (found.cost.before, found.cost.after, found.cost.added) == (8 * 1403, 9 * 1403, 1403)
    assert found.cost.confirmed is False
    kinds = [(line.code, line.term, line.kind) for line in found.cost.lines if line.code == "ENG1009"]
    assert kinds == [("ENG1009", "V2027", "paid"), ("ENG1009", "V2029", "again")]
    assert {line.kind for line in found.cost.lines if line.code != "ENG1009"} == {"to_pay"}
    assert ids(found.reasons) == ["news_failed", "appeal_grade", "finish_same"]
    assert values(found.reasons, "appeal_grade") == {"date": date(2027, 6, 28)}
    assert found.behind == ()


@pytest.mark.parametrize(("on", "said"), [(date(2027, 6, 28), True), (date(2027, 6, 29), False)])
def test_the_appeal_is_told_of_until_its_last_day(on, said):
    """Ten days after the result an appeal is still told of; the day after it is not."""
    found = replan(plan_for(), [Happening("ENG1009", News.FAILED)], [], FREE, on)
    assert ("appeal_grade" in ids(found.reasons)) is said


def test_of_an_oral_exam_only_errors_can_be_appealed():
    """The appeal of an exam that is not written is another one, and a no-show has none."""
    plan = plan_for("FAG:SAK1001")
    on = date(2027, 7, 10)
    failed = replan(plan, [Happening("SAK1001", News.FAILED)], [], FREE, on)
    assert values(failed.reasons, "appeal_form") == {"date": date(2027, 7, 10)}
    absent = replan(plan, [Happening("SAK1001", News.NO_SHOW)], [], FREE, on)
    assert ids(absent.reasons) == ["news_no_show", "finish_later"]
    assert values(absent.reasons, "finish_later") == {"before": "V2027", "after": "H2027", "terms": 1}
    assert absent.cost.added == 1403


def test_a_deferred_exam_is_free_and_in_the_next_term():
    """Documented absence gives a free exam in the next term, and says how to keep the right."""
    plan = plan_for()
    found = replan(plan, [Happening("ENG1009", News.DEFERRED)], [], FREE, date(2027, 6, 1))
    (again,) = found.retaken
    assert (again.code, again.after) == ("ENG1009", "H2027")
    assert values(again.reasons, "deferred_is_free") == {"term": "H2027"}
    assert ids(found.reasons)[:3] == ["news_deferred", "document_absence", "register_for_deferred"]
    assert values(found.reasons, "register_for_deferred") == {"term": "H2027", "closed_on": date(2027, 9, 15)}
    assert found.cost.added == 0
    line = next(one for one in found.cost.lines if (one.code, one.term) == ("ENG1009", "H2027"))
    assert (line.kind, line.fee.value, line.confirmed, line.fee.source.section) == ("free", 0, True, "§ 9-27")
    cost = next(one for one in found.plan.cost if one.code == "ENG1009")
    assert (cost.fee.value, cost.confirmed) == (0, True)
    assert sound(found)


@settings(max_examples=40)
@given(asked(), st.data())
def test_a_deferred_exam_is_free_whenever_it_fits_in_the_next_term(request, data):
    """For any plan and exam the deferred one is free in the next term, or it is said why it is not there."""
    goal, passed, free = request
    plan = build_plan(goal, passed, free, ON, county="40")
    if not isinstance(plan, Plan) or not plan.exams:
        return
    code = data.draw(st.sampled_from([one.code for one in plan.exams]))
    news, on = passed_before(plan, code)
    news[0] = Happening(code, News.DEFERRED)
    found = replan(plan, news, passed, free, on)
    (again,) = found.retaken
    then = next_term(where(plan)[code])
    if again.after == then:
        assert found.cost.added == 0
        assert "deferred_is_free" in ids(again.reasons)
    else:
        assert "deferred_does_not_fit" in ids(found.reasons)
        pinned = replan(plan, news, passed, free, on, pins=[Pin(code, then)])
        assert isinstance(pinned.plan, NoPlan)


@pytest.mark.parametrize(
    ("on", "after", "free"), [(date(2027, 9, 15), "H2027", True), (date(2027, 9, 16), "V2028", False)]
)
def test_the_right_to_a_deferred_exam_runs_out_with_the_registration(on, after, free):
    """On the last day of registration the deferred exam is free in the next term; the day after the right is over."""
    plan = plan_for("FAG:SAK1001", Availability(20))
    found = replan(plan, [Happening("SAK1001", News.DEFERRED)], [], Availability(20), on)
    (again,) = found.retaken
    assert (again.after, "deferred_is_free" in ids(again.reasons)) == (after, free)
    assert ("deferred_right_over" in ids(found.reasons)) is not free
    assert ("register_for_deferred" in ids(found.reasons)) is free
    assert found.cost.added == (0 if free else 1403)


def test_a_deferred_exam_that_does_not_fit_next_is_taken_later_and_said():
    """When the next term is off, the deferred exam is taken later, is paid for, and it is said that it was free."""
    plan = plan_for("FAG:SAK1001")
    found = replan(
        plan, [Happening("SAK1001", News.DEFERRED)], [], FREE, date(2027, 6, 1), exclude=[Exclusion("H2027")]
    )
    assert where(found.plan) == {"SAK1001": "V2028"}
    assert values(found.reasons, "deferred_does_not_fit") == {"term": "H2027", "closed_on": date(2027, 9, 15)}
    assert found.cost.added == 1403
    assert values(found.retaken[0].reasons, "term_off") == {"term": "H2027"}


def test_a_deferred_exam_registered_in_a_closed_term_stays_free():
    """Once the deferred exam is registered and the window is shut, it stands there, still free."""
    plan = plan_for("FAG:SAK1001")
    found = replan(
        plan,
        [Happening("SAK1001", News.DEFERRED)],
        [],
        FREE,
        date(2027, 9, 16),
        registered=[Registered("SAK1001", "H2027")],
    )
    (held,) = found.held
    assert (held.code, held.term, held.fee.value) == ("SAK1001", "H2027", 0)
    assert ids(held.reasons) == ["held_registration_over", "held_taken_as_passed"]
    assert (found.plan.exams, found.cost.added, found.retaken) == ((), 0, ())
    assert "deferred_right_over" not in ids(found.reasons)
    assert "register_for_deferred" not in ids(found.reasons)


@pytest.mark.parametrize(("on", "held"), [(date(2027, 2, 1), False), (date(2027, 2, 2), True)])
def test_a_registered_exam_moves_until_the_window_is_shut(on, held):
    """On the last day of registration a registered exam can move, at a price; the day after it cannot."""
    plan = plan_for("FAG:SAK1001", Availability(8))
    found = replan(plan, [], [], Availability(8), on, registered=["SAK1001"], exclude=[Exclusion("V2027")])
    if held:
        assert [(one.code, one.term) for one in found.held] == [("SAK1001", "V2027")]
        assert (found.moved, found.plan.exams, found.cost.added) == ((), (), 0)
        assert [(line.kind, line.fee.value) for line in found.cost.lines] == [("paid", 1403)]
        assert (found.finish.after, found.finish.terms_later) == ("V2027", 0)
        assert values(found.held[0].reasons, "held_registration_over") == {
            "term": "V2027",
            "closed_on": date(2027, 2, 1),
        }
        assert values(found.held[0].reasons, "withdrawing_costs_unconfirmed") == {"term": "V2027", "fee": 1403}
        assert values(found.held[0].reasons, "refund_none") == {"county": "Telemark"}
        assert found.held[0].awaits_result is False
        assert reason(found.reasons, "held_stand").codes == ("SAK1001",)
    else:
        assert found.held == ()
        (moved,) = found.moved
        assert (moved.before, moved.after, moved.registered) == ("V2027", "H2027", True)
        assert ids(moved.reasons) == ["term_off", "moving_costs_unconfirmed", "refund_not_established"]
        assert (found.changes, found.cost.added) == (3, 1403)
        assert [line.kind for line in found.cost.lines] == ["lost", "to_pay"]


@pytest.mark.parametrize(("on", "after"), [(date(2027, 2, 1), "V2027"), (date(2027, 2, 2), "H2027")])
def test_an_exam_that_is_not_registered_moves_when_the_window_is_shut(on, after):
    """Nothing is taken for registered that is not said to be: the day after the window, the exam has moved."""
    plan = plan_for("FAG:SAK1001", Availability(8))
    found = replan(plan, [], [], Availability(8), on)
    assert where(found.plan) == {"SAK1001": after}
    if after == "H2027":
        (moved,) = found.moved
        assert values(moved.reasons, "registration_over") == {"term": "V2027", "closed_on": date(2027, 2, 1)}
        assert (moved.registered, found.changes, found.cost.added) == (False, 1, 0)


@settings(max_examples=40)
@given(asked(), st.integers(70, 700), st.integers(0, 20), st.data())
def test_what_is_registered_in_a_closed_term_never_moves(request, days, hours, data):
    """Whatever is wished and whatever the time, an exam registered in a closed term is held there."""
    goal, passed, free = request
    plan = build_plan(goal, passed, free, ON, county="40")
    if not isinstance(plan, Plan) or not plan.exams:
        return
    on, here = ON + timedelta(days=days), county("40")
    shut = [one.code for one in plan.exams if here.registration(one.term).last < on]
    some = data.draw(st.sets(st.sampled_from(shut))) if shut else set()
    found = replan(
        plan, [], passed, Availability(hours), on, registered=some, exclude=[Exclusion("V"), Exclusion("H2027")]
    )
    assert {one.code: one.term for one in found.held} == {code: where(plan)[code] for code in some}
    assert not {one.code for one in (*found.moved, *found.kept)} & some
    if isinstance(found.plan, Plan):
        assert not {one.code for one in found.plan.exams} & some


def test_a_result_that_nobody_has_told_is_asked_for():
    """The day after an exam must be over it awaits its result; until then it can still be withdrawn."""
    plan = plan_for("FAG:SAK1001")
    last = plan.exams[0].sitting.last
    for on, awaits in ((last, False), (last + timedelta(days=1), True)):
        (held,) = replan(plan, [], [], FREE, on, registered=["SAK1001"]).held
        assert held.awaits_result is awaits
        assert ("held_awaits_result" in ids(held.reasons)) is awaits
        assert ("refund_none" in ids(held.reasons)) is not awaits


def test_registered_and_paid_is_kept_before_what_is_only_planned():
    """When one of two must leave a term, the one that is not registered goes."""
    free = Availability(12, max_exams_per_term=2)
    plan = plan_for("PAABYGG_4", free, sat_before=True)
    first, second = (one.code for one in plan.by_term()["V2027"])
    less = evolve(free, max_exams_per_term=1)
    on = date(2027, 1, 20)
    for keeps, goes in ((first, second), (second, first)):
        found = replan(plan, [], [], less, on, registered=[keeps], sat_before=True)
        assert where(found.plan)[keeps] == "V2027"
        assert goes in {one.code for one in found.moved}
        kept = next(one for one in found.kept if one.code == keeps)
        assert (kept.registered, ids(kept.reasons)) == (True, ["kept_registered"])


def test_hours_planned_until_now_are_taken_as_studied_and_said():
    """Midway, the weeks behind count as studied, are named, and can be corrected."""
    plan = plan_for("FAG:SAK1001")
    on = date(2027, 1, 25)
    spent = sum(week.total for week in plan.weeks if week.monday < on)
    found = replan(plan, [], [], FREE, on)
    assert 0 < spent < 42
    assert found.studied == (("SAK1001", spent),)
    assert found.plan.exams[0].hours == 42 - spent
    assert reason(found.reasons, "studied_as_planned").codes == ("SAK1001",)
    told = replan(plan, [], [], FREE, on, studied={"SAK1001": 0})
    assert (told.studied, told.plan.exams[0].hours) == ((), 42)
    assert "studied_as_planned" not in ids(told.reasons)
    twice = replan(found.plan, [], [], FREE, on, registered=["SAK1001"])
    assert (twice.studied, twice.plan.exams[0].hours) == (found.studied, 42 - spent)
    assert "studied_as_planned" not in ids(twice.reasons)


def test_a_deferred_exam_is_refreshed_with_the_least_hours():
    """What was studied for the deferred exam counts, but the least hours of an exam are planned again."""
    plan = plan_for("FAG:SAK1001")
    found = replan(plan, [Happening("SAK1001", News.DEFERRED)], [], FREE, date(2027, 7, 1))
    assert (found.studied, found.plan.exams[0].hours) == ((("SAK1001", 32),), 10)
    failed = replan(plan, [Happening("SAK1001", News.FAILED)], [], FREE, date(2027, 7, 1))
    assert (failed.studied, failed.plan.exams[0].hours) == ((), 42)


def test_an_exam_passed_early_drops_out_and_can_bring_the_end_forward():
    """What is passed already drops out; when it can be, the rest is over sooner, and it is said what moved for that."""
    plan = plan_for("PAABYGG_4", Availability(12))
    last = plan.exams[-1]
    found = replan(plan, [Happening(last.code, News.PASSED)], [], Availability(12), ON)
    (gone,) = found.dropped
    assert (gone.code, gone.before, gone.after, ids(gone.reasons)) == (
        last.code,
        last.term,
        "",
        ["not_needed_any_more"],
    )
    assert found.finish.terms_later == -1
    assert values(found.reasons, "finish_sooner") == {"before": last.term, "after": found.finish.after, "terms": 1}
    assert found.cost.added == -1403
    assert [line.kind for line in found.cost.lines if line.code == last.code] == ["saved"]
    for one in found.moved:
        assert ids(one.reasons) in (["over_sooner"], ["would_be_over_later"], ["does_not_fit_with_the_rest"])


def test_a_day_that_is_published_is_told_where_the_exam_stays():
    """The published day of an exam that stays is told; two on one day are parted, and the day is the reason."""
    free = Availability(15)
    plan = plan_for("FELLESFAG_HS", free, sat_before=True)
    one, other = plan.by_term()["V2027"]
    on = date(2027, 1, 20)
    day = date(2027, 5, 20)
    alone = replan(plan, [], [], free, on, sat_before=True, calendar=ExamCalendar({("V2027", one.code): day}))
    assert alone.moved == ()
    kept = next(line for line in alone.kept if line.code == one.code)
    assert values(kept.reasons, "day_published") == {"date": day}
    both = ExamCalendar({("V2027", one.code): day, ("V2027", other.code): day})
    parted = replan(plan, [], [], free, on, sat_before=True, calendar=both)
    assert isinstance(parted.plan, Plan)
    assert len({one.code, other.code} & {line.code for line in parted.moved}) == 1
    assert sound(parted, free, calendar=both)
    held = replan(plan, [], [], free, date(2027, 4, 1), registered=[one.code, other.code], calendar=both)
    for line, codes in zip(held.held, ((one.code, other.code), (other.code, one.code)), strict=True):
        clash = reason(line.reasons, "held_same_day")
        assert (clash.codes, dict(clash.values)) == (codes, {"date": day})


def test_held_exams_are_told_when_their_weeks_no_longer_have_the_hours():
    """With less time, what is missing before a held exam is counted; with enough, nothing is said."""
    plan = plan_for("FAG:SAK1001", Availability(5))
    on = date(2027, 3, 1)
    left = [week for week in plan.weeks if week.monday >= on]
    (held,) = replan(plan, [], [], Availability(5), on, registered=["SAK1001"]).held
    assert "held_short_of_hours" not in ids(held.reasons)
    found = replan(plan, [], [], Availability(0), on, registered=["SAK1001"])
    assert values(found.held[0].reasons, "held_short_of_hours") == {"hours": sum(week.total for week in left)}
    assert found.held_weeks == tuple(left)
    one = replan(plan, [], [], Availability(1), on, registered=["SAK1001"])
    short = sum(max(0, week.total - 1) for week in left)
    assert values(one.held[0].reasons, "held_short_of_hours") == {"hours": short}


def test_when_nothing_fits_the_conflict_is_said_and_what_to_give_up():
    """Without a plan there is the smallest conflict, what to give up, what is paid, and no made-up finish."""
    plan = plan_for("FAG:SAK1001")
    found = replan(plan, [Happening("SAK1001", News.FAILED)], [], FREE, date(2027, 7, 1), finish_by=date(2027, 12, 31))
    assert isinstance(found.plan, NoPlan)
    assert [one.id for one in found.plan.conflict] == ["finish_by", "registration_closed"] or [
        one.id for one in found.plan.conflict
    ] == ["finish_by"]
    assert found.plan.alternatives[0].give_up == "finish_by"
    assert (found.finish, found.proof, found.moved, found.kept, found.dropped) == (None, "none", (), (), ())
    assert [line.kind for line in found.cost.lines] == ["paid"]


def test_no_hours_at_all_has_no_plan_and_says_how_many_would_do():
    """Zero hours a week is an answer too: no plan, and the hours that would be enough."""
    plan = plan_for("PAABYGG_4")
    found = replan(plan, [], [], Availability(0), ON)
    assert isinstance(found.plan, NoPlan)
    (instead,) = [one for one in found.plan.alternatives if one.give_up == "hours_per_week"]
    assert dict(instead.values)["now"] == 0


def test_wishes_hold_in_the_new_plan_and_fall_away_for_what_is_over():
    """A pin moves the exam it names, is said in the plan, and is forgotten when that exam is passed."""
    plan = plan_for("PAABYGG_4")
    code = plan.exams[0].code
    found = replan(plan, [], [], FREE, ON, pins=[Pin(code, "H")])
    assert where(found.plan)[code][0] == "H"
    moved = next(one for one in found.moved if one.code == code)
    assert ids(moved.reasons) == ["pin_elsewhere"]
    assert [(one.codes, one.values) for one in found.plan.reasons if one.id == "pinned"] == [
        ((code,), (("term", "H"),))
    ]
    assert sound(found, pins=[Pin(code, "H")])
    over = replan(plan, [Happening(code, News.PASSED)], [], FREE, date(2027, 6, 18), pins=[Pin(code, "H")])
    assert isinstance(over.plan, Plan)
    assert "pinned" not in ids(over.plan.reasons)


@pytest.mark.parametrize(
    ("news", "passed", "on", "registered", "said"),
    [
        ([Happening("SAK1001", News.FAILED)] * 2, [], date(2027, 7, 1), [], "two news"),
        ([Happening("GEO1003", News.FAILED)], [], date(2027, 7, 1), [], "not in the plan"),
        ([Happening("SAK1001", News.NO_SHOW)], [Passed("A", "SAK1001", 4)], date(2027, 7, 1), [], "passed already"),
        ([Happening("SAK1001", News.FAILED)], [], date(2027, 2, 1), [], "its registration is not over"),
        ([], [], date(2027, 7, 1), ["GEO1003"], "which term"),
        ([], [], date(2027, 1, 14), ["SAK1001"], "cannot be registered for V2027 yet"),
        (
            [],
            [],
            date(2027, 9, 1),
            [Registered("SAK1001", "V2027"), Registered("SAK1001", "H2027")],
            "two terms",
        ),
    ],
)
def test_news_that_cannot_be_are_refused(news, passed, on, registered, said):
    """News or registrations that contradict each other, the papers or the calendar are the caller's error."""
    with pytest.raises(ValueError, match=said):
        replan(plan_for("FAG:SAK1001"), news, passed, FREE, on, registered=registered)


def test_news_and_registrations_are_taken_from_their_first_possible_day():
    """The day after registration is over an exam can have been held; the first day of it, it can be registered."""
    plan = plan_for("FAG:SAK1001")
    found = replan(plan, [Happening("SAK1001", News.NO_SHOW)], [], FREE, date(2027, 2, 2))
    assert where(found.plan) == {"SAK1001": "H2027"}
    kept = replan(plan, [], [], FREE, date(2027, 1, 15), registered=["SAK1001"]).kept
    assert [(one.code, one.registered) for one in kept] == [("SAK1001", True)]


def test_a_way_that_is_no_longer_cheapest_is_left_and_said():
    """When another subject is passed that serves as well, the old one drops out because the way is another."""
    plan = plan_for("PAABYGG_3", Availability(15))
    elective = [one for one in plan.way.sets if one.startswith("PF-")]
    assert elective
    ways = gap("PAABYGG_3", [], ON).ways
    mine = set(plan.way.missing)
    other = next(way for way in ways if set(way.missing) != mine)
    extra = sorted(set(other.missing) - mine)
    found = replan(plan, [], [Passed("A", code, 4) for code in extra], Availability(15), ON)
    assert {one.code for one in found.dropped} == mine - set(other.missing)
    assert {id_ for one in found.dropped for id_ in ids(one.reasons)} == {"other_way_dropped"}
    assert found.added == ()


def test_an_exam_registered_outside_the_plan_is_held_too():
    """A registration names its own term, also for an exam the plan had elsewhere."""
    plan = plan_for("PAABYGG_4")
    late = plan.exams[-1]
    found = replan(plan, [], [], FREE, date(2027, 2, 2), registered=[Registered(late.code, "V2027")])
    assert [(one.code, one.term) for one in found.held] == [(late.code, "V2027")]
    assert late.code not in where(found.plan)


def test_open_terms_are_what_the_retake_has():
    """The retake never stands in a term whose registration is over on the day."""
    plan = plan_for("FAG:SAK1001", Availability(20))
    for on in (date(2027, 9, 15), date(2027, 9, 16), date(2028, 2, 1), date(2028, 2, 2)):
        found = replan(plan, [Happening("SAK1001", News.FAILED)], [], Availability(20), on)
        assert where(found.plan)["SAK1001"] in open_terms(on, 2)
