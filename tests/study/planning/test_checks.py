"""The independent check: a sound plan passes, and each way to spoil one is seen."""

from datetime import date, timedelta

from attrs import evolve

from tiltak.study import Availability, Exclusion, Pin, Reason, build_plan, verify

ON = date(2026, 11, 23)


def plan_for(goal="GSK_23_6", hours=12, **more):
    """A plan with ordinary answers."""
    return build_plan(goal, [], Availability(hours), ON, county="40", **more)


def test_a_broken_plan_is_seen():
    """The independent check sees each way a plan can be spoilt."""
    plan, free = plan_for(), Availability(12)
    assert verify(plan, [], free) == ()

    def rules(**change):
        return {one.rule for one in verify(evolve(plan, **change), [], free)}

    first, *others = plan.exams
    week = plan.weeks[0]
    assert "goal_not_reached" in rules(exams=tuple(others))
    assert "exam_twice" in rules(exams=(first, *plan.exams))
    assert "registration_closed" in rules(exams=(evolve(first, term="H2026"), *others))
    assert "too_many_exams_first" in rules(exams=tuple(evolve(one, term="V2027") for one in plan.exams))
    assert "too_many_exams" in rules(exams=tuple(evolve(one, term="V2027") for one in plan.exams))
    assert "wrong_sitting" in rules(exams=(evolve(first, term="V2028"), *others))
    assert "hours_missing" in rules(weeks=plan.weeks[1:])
    assert "hours_wrong" in rules(exams=(evolve(first, hours=first.hours - 1), *others))
    assert "week_too_full" in rules(weeks=(evolve(week, hours=((first.code, 13),)), *plan.weeks[1:]))
    assert "not_a_week_of_its_own" in rules(weeks=(week, *plan.weeks))
    assert "hours_out_of_place" in rules(weeks=(evolve(week, monday=date(2027, 6, 7)), *plan.weeks[1:]))
    assert "hours_for_nothing" in rules(weeks=(evolve(week, hours=(("GEO1003", 1),)), *plan.weeks[1:]))
    assert "one_fee_an_exam" in rules(cost=plan.cost[1:])
    assert "fee_called_confirmed" in rules(cost=(evolve(plan.cost[0], fee=None, confirmed=True), *plan.cost[1:]))
    for name in ("last_term", "broken", "peak", "most"):
        assert rules(score=evolve(plan.score, **{name: getattr(plan.score, name) + 1})) == {"score"}
    first_week = plan.weeks[0]
    assert "before_study_begins" in rules(weeks=(evolve(first_week, term="H2028"), *plan.weeks[1:]))
    christmas = next(one for one in plan.weeks if one.monday == date(2027, 1, 4))
    moved = tuple(evolve(one, monday=date(2026, 12, 21)) if one is christmas else one for one in plan.weeks)
    assert "holiday" in rules(weeks=moved)
    assert rules(warnings=(*plan.warnings, Reason("long_gap", (first.code,), (("weeks", 3),)))) == {"gap"}
    assert rules(exams=(evolve(first, registered=True), *others)) >= {"registered"}
    assert rules(cost=(evolve(plan.cost[0], paid=True), *plan.cost[1:])) >= {"paid", "milestone"}
    for position, stone in enumerate(plan.milestones):
        kept = plan.milestones[:position] + plan.milestones[position + 1 :]
        assert "milestone" in rules(milestones=kept)
        if stone.id != "preparation_meeting" and stone.on:
            late = evolve(stone, on=stone.on + timedelta(days=1))
            assert "milestone_day" in rules(milestones=(*kept, late))
        if stone.id == "preparation_meeting":
            early = evolve(stone, first=None, on=stone.on - timedelta(days=30))
            assert "preparation" in rules(milestones=(*kept, early))
            weekend = stone.on + timedelta(days=5 - stone.on.weekday())
            assert "preparation" in rules(milestones=(*kept, evolve(stone, on=weekend)))
            on_the_day = next(one.sitting.first for one in plan.exams if one.code in stone.exams)
            assert "preparation" in rules(milestones=(*kept, evolve(stone, on=on_the_day)))
        if stone.id == "exam":
            assert rules(milestones=(*kept, evolve(stone, confirmed=not stone.confirmed))) == {"milestone_confirmed"}


def test_wishes_that_are_not_kept_are_seen():
    """The independent check sees a pin, an exclusion, a last day, a rule's end and a code without exam not kept."""
    plan, free = plan_for("FAG:SAK1001"), Availability(12)
    (exam,) = plan.exams

    def rules(broken=plan, **asked):
        return {one.rule for one in verify(broken, [], free, **asked)}

    assert rules() == set()
    assert rules(pins=[Pin("SAK1001", "H")]) == {"pin"}
    assert rules(pins=[Pin("GEO1003", "V2027")]) == {"pin"}
    assert rules(exclude=[Exclusion("V2027", "SAK1001")]) == {"exclusion"}
    assert rules(exclude=[Exclusion("V2028")]) == set()
    assert rules(finish_by=date(2027, 6, 29)) == {"finish_by"}
    assert rules(finish_by=date(2027, 6, 30)) == set()
    ended = evolve(plan, goal=evolve(plan.goal, valid_to=date(2027, 6, 29)))
    assert rules(ended) == {"rule_ends"}
    assert "no_private_exam" in rules(evolve(plan, exams=(evolve(exam, code="HIS1009"),)))


def test_the_independent_check_holds_the_calm_start_only_for_beginners():
    """The same plan is too much for somebody who has never sat an exam."""
    plan = plan_for(hours=25, sat_before=True)
    assert [one.rule for one in verify(plan, [], Availability(25))] == ["too_many_exams_first"]
