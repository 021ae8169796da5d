"""The presence schedule: held to every possibility where they can be tried, and to an independent checker elsewhere."""

from datetime import date, timedelta
from itertools import product
from random import Random

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from tiltak.faults import BadInput, FaultKind
from tiltak.rules import Verdict
from tiltak.school import coverage
from tiltak.school.schedule import (
    Part,
    Placement,
    PresenceProblem,
    School,
    SchoolRoute,
    Session,
    Staff,
    WrongKind,
    example_route,
    next_presence,
    plan_presence,
    verify_schedule,
    week_without,
)
from tiltak.school.schedule.ordinary import ordinary_week

MONDAY = date(2026, 11, 23)
OPEN = SchoolRoute(date(2026, 8, 17), date(2027, 6, 18))
days = st.frozensets(st.integers(0, 2), max_size=3)


@st.composite
def problems(draw):
    """Up to three persons and three schools, small enough for every possibility to be tried."""
    people, schools = draw(st.sampled_from([(1, 3), (2, 2), (2, 3), (3, 2)]))
    week = st.frozensets(st.integers(0, 1), max_size=2) if (people, schools) != (2, 2) else days
    ids = [f"v{number}" for number in range(schools)]
    staff = [
        Staff(
            f"S{number}",
            draw(week),
            most=draw(st.none() | st.integers(0, 2)),
            schools=draw(st.none() | st.frozensets(st.sampled_from(ids))),
            away=draw(st.frozensets(st.sampled_from([MONDAY, MONDAY + timedelta(1)]))),
        )
        for number in range(people)
    ]
    free = draw(st.frozensets(st.sampled_from([MONDAY, MONDAY + timedelta(2)])))
    rows = [
        School(one, draw(st.integers(0, 3)), SchoolRoute(OPEN.first, OPEN.last, free if not number else ()))
        for number, one in enumerate(ids)
    ]
    return PresenceProblem(staff, rows, [MONDAY])


def every_week(problem, monday):
    """Every set of placements that breaks nothing, tried one by one."""
    cells = [
        (one, day)
        for one in problem.staff
        for day in one.weekdays
        if monday is None or monday + timedelta(day) not in one.away
    ]
    rows = {school.id: school for school in problem.schools}
    for choice in product([None, *rows], repeat=len(cells)):
        chosen = [(one, day, school) for (one, day), school in zip(cells, choice, strict=True) if school]
        if any(
            (one.schools is not None and school not in one.schools)
            or (monday is not None and not rows[school].route.is_open(monday + timedelta(day)))
            for one, day, school in chosen
        ):
            continue
        if len({(day, school) for _, day, school in chosen}) < len(chosen):
            continue
        counts = {one.id: sum(other is one for other, _, _ in chosen) for one in problem.staff}
        if any(one.most is not None and counts[one.id] > one.most for one in problem.staff):
            continue
        if any(sum(s == school for _, _, s in chosen) > row.wanted for school, row in rows.items()):
            continue
        yield frozenset(Placement(one.id, school, Session(day)) for one, day, school in chosen)


def shorts(problem, monday, placements):
    """How short each school is, counted anew."""
    for school in problem.schools:
        opened = sum(monday is None or school.route.is_open(monday + timedelta(day)) for day in range(5))
        yield min(opened, school.wanted) - sum(one.school == school.id for one in placements)


def worth(problem, monday, placements):
    """Shortfall and the sum of its squares."""
    short = list(shorts(problem, monday, placements))
    return sum(short), sum(one * one for one in short)


@given(problems())
def test_no_possible_week_is_better(problem):
    """Ordinary week and real week are the best of all there are, in each place of the objective."""
    schedule = plan_presence(problem)
    ordinary, (week,) = schedule.ordinary, schedule.weeks
    best = min(
        (*worth(problem, None, one), len({(place.staff, place.school) for place in one}))
        for one in every_week(problem, None)
    )
    assert (ordinary.shortfall, ordinary.uneven, schedule.pairs_bound) <= best
    assert schedule.proof == "BOUNDED" or (ordinary.shortfall, ordinary.uneven, schedule.pairs) == best
    usual = set(ordinary.placements)
    nearest = min(
        (
            *worth(problem, MONDAY, one),
            len(one - usual),
            sum((place.staff, place.school) not in ordinary.pairs for place in one),
        )
        for one in every_week(problem, MONDAY)
    )
    assert (week.shortfall, week.uneven, week.changed, week.new_faces) == nearest
    assert verify_schedule(schedule) == ()


@given(problems(), st.randoms(use_true_random=False))
def test_the_checker_finds_something_to_gain_exactly_when_there_is(problem, luck):
    """Any week that breaks nothing is either as good as the best of all, or a chain is found that makes it better."""
    weeks = sorted(every_week(problem, MONDAY), key=sorted)
    chosen = luck.choice(weeks)
    schedule = plan_presence(problem)
    ordinary, (week,) = schedule.ordinary, schedule.weeks
    tampered = evolve(
        week,
        placements=tuple(sorted(chosen)),
        schools=tuple(evolve(row, covered=sum(one.school == row.school for one in chosen)) for row in week.schools),
        changed=len(chosen - set(ordinary.placements)),
        new_faces=sum((one.staff, one.school) not in ordinary.pairs for one in chosen),
    )
    found = {one.kind for one in verify_schedule(evolve(schedule, weeks=(tampered,)))}
    assert found <= {WrongKind.COULD_COVER_MORE, WrongKind.COULD_BE_FAIRER}
    best = min(worth(problem, MONDAY, one) for one in weeks)
    mine = worth(problem, MONDAY, chosen)
    assert (WrongKind.COULD_COVER_MORE in found) is (mine[0] > best[0])
    assert bool(found) is (mine != best)


def office(seed):
    """Ten staff, fifteen schools, forty weeks."""
    luck = Random(seed)  # noqa: S311 - made-up offices, nothing secret
    route = example_route()
    first = route.mondays()[0] - timedelta(7)
    weeks = [first, *route.mondays()]
    ids = [f"v{number}" for number in range(15)]
    staff = [
        Staff(
            f"S{number}",
            set(luck.sample(range(5), luck.choice([3, 4, 5]))),
            most=luck.choice([None, 3, 4]),
            schools=None if luck.random() < 0.5 else set(luck.sample(ids, 8)),
            away={first + timedelta(luck.randrange(280)) for _ in range(12)},
        )
        for number in range(10)
    ]
    return PresenceProblem(staff, [School(one, luck.choice([2, 3, 4]), route) for one in ids], weeks)


@pytest.fixture(scope="module")
def large():
    """One of them, solved, with what progress said."""
    told = []
    return plan_presence(office(1), branches=10, progress=lambda done, of: told.append((done, of))), told


def test_a_large_office_is_right_by_the_checker(large):
    """Forty weeks break nothing, count right, and leave no coverage lying."""
    schedule, told = large
    assert verify_schedule(schedule) == ()
    assert told == [(number, 40) for number in range(1, 41)]
    assert (schedule.pairs, schedule.pairs_bound, schedule.proof) == (15, 15, "OPTIMAL")
    assert max(week.changed for week in schedule.weeks) < 12


def test_the_order_of_the_rows_does_not_change_what_is_covered(large):
    """Schools and staff turned round give the same shortfall, week by week."""
    schedule, _ = large
    problem = schedule.problem
    turned = plan_presence(evolve(problem, staff=problem.staff[::-1], schools=problem.schools[::-1]), branches=0)
    assert [(one.shortfall, one.uneven) for one in turned.weeks] == [
        (one.shortfall, one.uneven) for one in schedule.weeks
    ]


def test_the_same_problem_gives_the_same_schedule():
    """Nothing is left to chance."""
    problem = office(2)
    assert plan_presence(problem, branches=2) == plan_presence(problem, branches=2)


@pytest.mark.parametrize(("branches", "pairs"), [(5, 19), (15, 18), (30, 17)])
def test_a_longer_search_finds_fewer_pairs_and_never_more(branches, pairs):
    """What is not closed is said to be bounded, with the bound that every school needs somebody."""
    found = ordinary_week(office(4), branches=branches)
    assert (found.pairs, found.pairs_bound) == (pairs, 15)


def small(*staff, wanted=(4, 4), **more):
    """An office with schools bo and nome, one week."""
    schools = [School(name, want, OPEN) for name, want in zip(("bo", "nome"), wanted, strict=True)]
    return PresenceProblem(staff, schools, [MONDAY], **more)


def test_what_is_short_is_shared():
    """Five days for two schools that want four each: two and three, never one and four."""
    week = plan_presence(small(Staff("A", range(5)))).ordinary
    assert sorted(week.days_by_school.values()) == [2, 3]
    assert (week.shortfall, week.uneven, week.days_together) == (3, 5, 5)


def test_each_person_has_a_school_of_their_own_when_that_costs_nothing():
    """Two persons, two schools: two pairs, and it is proved that there are not fewer."""
    schedule = plan_presence(small(Staff("A", range(4)), Staff("B", range(4))))
    assert (schedule.pairs, schedule.pairs_bound, schedule.proof) == (2, 2, "OPTIMAL")
    assert schedule.ordinary.shortfall == 0


def test_the_described_days_are_met_on_both_readings():
    """Each school four days a week, and so together too."""
    schedule = plan_presence(small(Staff("A", range(4)), Staff("B", range(4))))
    assert schedule.ordinary.days_by_school == {"bo": 4, "nome": 4}
    assert coverage(schedule.presences(), MONDAY, MONDAY + timedelta(4)).as_described is Verdict.YES
    alone = plan_presence(small(Staff("A", range(3))))
    assert coverage(alone.presences(), MONDAY, MONDAY + timedelta(4)).as_described is Verdict.NO


def test_a_holiday_is_no_shortfall_and_an_absence_is():
    """In the autumn holiday a school wants nobody; when the one person is away it goes short."""
    route = example_route()
    weeks = [date(2026, 9, 28), date(2026, 10, 5), date(2026, 10, 12)]
    away = {date(2026, 10, 12), date(2026, 10, 13)}
    schedule = plan_presence(PresenceProblem([Staff("A", {0, 1}, away=away)], [School("bo", 2, route)], weeks))
    assert [(week.schools[0].open, week.schools[0].covered, week.shortfall) for week in schedule.weeks] == [
        (5, 2, 0),
        (0, 0, 0),
        (5, 0, 2),
    ]
    assert (schedule.shortfall, schedule.changed) == (2, 0)
    assert schedule.week_to_week() == (0, 0)
    again = plan_presence(evolve(schedule.problem, weeks=(weeks[1], weeks[0])))
    assert again.week_to_week() == (2,)


def test_a_week_is_left_as_it_is_when_it_can_be():
    """Somebody else's day off changes that person's placements and nobody else's."""
    free = MONDAY + timedelta(1)
    problem = small(Staff("A", range(4), away={free}), Staff("B", range(4)), Staff("C", {1}, schools={"bo"}))
    schedule = plan_presence(problem)
    (week,) = schedule.weeks
    assert week.shortfall == 0 == schedule.ordinary.shortfall
    kept = {one for one in schedule.ordinary.placements if not (one.staff == "A" and one.session.weekday == 1)}
    assert week.changed == len(set(week.placements) - set(schedule.ordinary.placements)) <= 2
    assert len(kept & set(week.placements)) >= len(kept) - 1


def test_what_a_week_without_somebody_costs_is_said_school_by_school():
    """Without A the two who are left share the loss; the others' placements that move are counted."""
    schedule = plan_presence(small(Staff("A", range(4)), Staff("B", range(4))))
    cost = week_without(schedule, "A", MONDAY)
    assert (cost.staff, cost.monday, cost.sessions_lost, cost.moved) == ("A", MONDAY, 4, 2)
    assert cost.by_school == (("bo", 4, 2), ("nome", 4, 2))
    assert week_without(schedule, "A").monday is None
    assert week_without(schedule, "B").sessions_lost == 4


def test_somebody_who_can_be_spared_costs_nothing():
    """Where another is free on the same days, nothing is lost."""
    cost = week_without(plan_presence(small(Staff("A", {0, 1}), Staff("B", {0, 1}), wanted=(2, 0))), "A")
    assert cost.sessions_lost == 0
    assert cost.by_school == (("bo", 2, 2), ("nome", 0, 0))


def test_who_is_unknown_is_named():
    """A person, a week or a school that the schedule does not have."""
    schedule = plan_presence(small(Staff("ANNE", {0})))
    for ask, field, near in (
        (lambda: week_without(schedule, "ANNA"), "staff", "ANNE"),
        (lambda: week_without(schedule, "ANNE", MONDAY + timedelta(7)), "weeks", "2026-11-23"),
        (lambda: next_presence(schedule, "nomee", MONDAY), "schools", "nome"),
    ):
        with pytest.raises(BadInput) as caught:
            ask()
        (fault,) = caught.value.faults
        assert (fault.kind, fault.field, fault.nearest) == (FaultKind.UNKNOWN_CODE, field, near)


def test_when_somebody_is_next_in_a_school():
    """The day itself counts, the day after it is the next week, and after the last week there is none."""
    weeks = [MONDAY, MONDAY + timedelta(7)]
    problem = PresenceProblem([Staff("A", {1, 3})], [School("bo", 2, OPEN), School("nome", 0, OPEN)], weeks)
    schedule = plan_presence(problem)
    days = [next_presence(schedule, "bo", MONDAY + timedelta(after))[0] for after in (0, 1, 2, 3, 4, 10)]
    assert [(day - MONDAY).days for day in days] == [1, 1, 3, 3, 8, 10]
    assert next_presence(schedule, "bo", MONDAY + timedelta(11)) is None
    assert next_presence(schedule, "nome", MONDAY) is None


def test_half_days_let_one_person_be_in_two_schools_a_day():
    """Morning here, afternoon there, when the schools are stated to be near enough."""
    near = {("nome", "bo"): 30}
    problem = small(Staff("A", {0: Part.DAY, 1: Part.MORNING}), wanted=(2, 2), half_days=True, minutes=near)
    week = plan_presence(problem).ordinary
    assert (week.shortfall, week.uneven) == (1, 1)
    assert [one.session for one in week.placements if one.session.weekday == 1] == [Session(1, Part.MORNING)]
    assert verify_schedule(plan_presence(problem)) == ()


def test_both_halves_of_a_day_in_one_school_need_no_distance():
    """Somebody who stays where they are does not travel at noon."""
    schedule = plan_presence(
        PresenceProblem([Staff("A", {0: Part.DAY})], [School("bo", 2, OPEN)], [MONDAY], half_days=True)
    )
    assert [one.session.part for one in schedule.ordinary.placements] == [Part.AFTERNOON, Part.MORNING]
    assert verify_schedule(schedule) == ()


@pytest.mark.parametrize(("minutes", "kind"), [(31, FaultKind.OUT_OF_RANGE), (None, FaultKind.MISSING_VALUE)])
def test_schools_too_far_apart_or_not_stated_cannot_share_a_day(minutes, kind):
    """Thirty minutes is near enough, thirty-one is not, and unknown is not guessed."""
    stated = {("bo", "nome"): minutes} if minutes else {}
    with pytest.raises(BadInput) as caught:
        small(Staff("A", {0}), half_days=True, minutes=stated)
    assert [(one.kind, one.field) for one in caught.value.faults] == [(kind, "minutes.bo.nome")]
    assert small(Staff("A", {0: Part.MORNING}), half_days=True, minutes=stated).half_days


def test_hours_become_whole_sessions():
    """Fifteen hours are two days of seven and a half, and a little less is one."""
    for hours, most in ((15, 2), (14.9, 1), (7.5, 1), (7.4, 0), (100, 5)):
        problem = small(Staff("A", range(5), hours=hours), session_hours=7.5)
        assert problem.most(problem.staff[0]) == most
    assert plan_presence(small(Staff("A", range(5), hours=15), session_hours=7.5)).ordinary.shortfall == 6


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"staff": ()}, (FaultKind.MISSING_VALUE, "staff", "")),
        ({"schools": ()}, (FaultKind.MISSING_VALUE, "schools", "")),
        ({"weeks": ()}, (FaultKind.MISSING_VALUE, "weeks", "")),
        ({"staff": (Staff("A", {0}), Staff("A", {1}))}, (FaultKind.REPEATED, "staff", "A")),
        ({"schools": (School("bo", 1, OPEN),) * 2}, (FaultKind.REPEATED, "schools", "bo")),
        ({"weeks": (MONDAY, MONDAY)}, (FaultKind.REPEATED, "weeks", "2026-11-23")),
        ({"weeks": (MONDAY + timedelta(1),)}, (FaultKind.OUT_OF_RANGE, "weeks", "2026-11-24")),
        ({"staff": (Staff("A", {0}, schools={"boo"}),)}, (FaultKind.UNKNOWN_CODE, "staff.A.schools", "boo")),
        ({"staff": (Staff("A", {5}),)}, (FaultKind.OUT_OF_RANGE, "staff.A.weekdays", "5")),
        ({"staff": (Staff("A", {0}, most=-1),)}, (FaultKind.OUT_OF_RANGE, "staff.A.most", "-1")),
        ({"staff": (Staff("A", {0}, hours=8),)}, (FaultKind.MISSING_VALUE, "session_hours", "")),
        (
            {"staff": (Staff("A", {0}, hours=8),), "session_hours": 0},
            (FaultKind.MISSING_VALUE, "session_hours", "0"),
        ),
        (
            {"staff": (Staff("A", {0}, hours=-1),), "session_hours": 7},
            (FaultKind.OUT_OF_RANGE, "staff.A.hours", "-1"),
        ),
        (
            {"staff": (Staff("A", {0: Part.MORNING}),)},
            (FaultKind.CONTRADICTION, "staff.A.weekdays", "half_days=False"),
        ),
        ({"schools": (School("bo", 6, OPEN),)}, (FaultKind.OUT_OF_RANGE, "schools.bo.wanted", "6")),
        ({"schools": (School("bo", -1, OPEN),)}, (FaultKind.OUT_OF_RANGE, "schools.bo.wanted", "-1")),
        ({"schools": (School("bo", 1, OPEN, {-1, 0}),)}, (FaultKind.OUT_OF_RANGE, "schools.bo.weekdays", "-1")),
    ],
)
def test_a_problem_that_cannot_be_is_refused_and_named(change, expected):
    """Nobody, no school, twice the same, a school that is not the office's, days and numbers that cannot be."""
    right = small(Staff("A", {0}))
    with pytest.raises(BadInput) as caught:
        evolve(right, **change)
    assert expected in [(one.kind, one.field, one.found) for one in caught.value.faults]


def broken(**change):
    """What the checker says of a schedule of A in bo and B in nome when its week is changed."""
    problem = small(Staff("A", {0, 1}, schools={"bo"}), Staff("B", {0, 1}), wanted=(2, 2))
    schedule = plan_presence(problem)
    (week,) = schedule.weeks
    found = verify_schedule(evolve(schedule, weeks=(evolve(week, **change),)))
    return {(one.week, one.kind, one.where) for one in found}


def at(staff, school, weekday, part=Part.DAY):
    """A placement."""
    return Placement(staff, school, Session(weekday, part))


@pytest.mark.parametrize(
    ("placements", "kind", "where"),
    [
        ([at("X", "bo", 0)], WrongKind.UNKNOWN_STAFF, "X"),
        ([at("A", "xx", 0)], WrongKind.UNKNOWN_SCHOOL, "xx"),
        ([at("A", "bo", 2)], WrongKind.NOT_AVAILABLE, "A"),
        ([at("A", "bo", 0, Part.MORNING)], WrongKind.NOT_AVAILABLE, "A"),
        ([at("A", "nome", 0)], WrongKind.NOT_THEIR_SCHOOL, "A"),
        ([at("B", "bo", 0), at("B", "nome", 0)], WrongKind.TWO_PLACES_AT_ONCE, "B"),
        ([at("A", "bo", 0), at("B", "bo", 0)], WrongKind.TWO_AT_ONE_SCHOOL, "bo"),
        ([], WrongKind.WRONG_COUNT, "bo"),
    ],
)
def test_the_checker_sees_what_may_not_be(placements, kind, where):
    """Every rule broken by hand is found, so the checker can fail."""
    assert ("2026-11-23", kind, where) in broken(placements=tuple(placements))


def test_the_checker_sees_wrong_counts_and_coverage_left_lying():
    """A count that is not so, a free person who is not used, and a school left far worse off."""
    assert broken(changed=1) == {("2026-11-23", WrongKind.WRONG_COUNT, "changed")}
    problem = small(Staff("A", {0, 1, 2}), wanted=(2, 2))
    schedule = plan_presence(problem)
    (week,) = schedule.weeks

    def told(*placements):
        counts = [sum(one.school == row.school for one in placements) for row in week.schools]
        rows = tuple(evolve(row, covered=got) for row, got in zip(week.schools, counts, strict=True))
        same = evolve(week, placements=placements, schools=rows, changed=0, new_faces=0)
        return verify_schedule(evolve(schedule, ordinary=evolve(same, monday=None), weeks=(same,)))

    idle = told(at("A", "bo", 0), at("A", "nome", 1))
    assert {one.kind for one in idle} == {WrongKind.COULD_COVER_MORE}
    assert {one.where for one in idle} == {"bo", "nome"}
    assert told(at("A", "bo", 0), at("A", "bo", 1), at("A", "nome", 2)) == ()
    wide = small(Staff("A", {0, 1, 2}), wanted=(3, 3))
    schedule = plan_presence(wide)
    (week,) = schedule.weeks
    assert [(one.kind, one.where) for one in told(*(at("A", "bo", day) for day in range(3)))] == [
        (WrongKind.COULD_BE_FAIRER, "nome"),
        (WrongKind.COULD_BE_FAIRER, "nome"),
    ]


@pytest.mark.parametrize(("visits", "over"), [(2, False), (3, True)])
def test_the_checker_counts_hours(visits, over):
    """Fifteen hours hold two sessions of seven and a half, and not three."""
    problem = small(Staff("A", range(5), hours=15), session_hours=7.5)
    schedule = plan_presence(problem)
    week = evolve(schedule.weeks[0], placements=tuple(at("A", "bo", day) for day in range(visits)))
    kinds = {one.kind for one in verify_schedule(evolve(schedule, weeks=(week,)))}
    assert (WrongKind.OVER_THE_WEEK in kinds) is over


@pytest.mark.parametrize(("half_days", "most"), [(False, 5), (True, 10)])
def test_a_school_may_want_every_session_and_no_more(half_days, most):
    """Five days are ten half days."""
    staff = [Staff("A", {0}, schools={"bo"})]
    assert PresenceProblem(staff, [School("bo", most, OPEN)], [MONDAY], half_days=half_days).schools[0].wanted == most
    with pytest.raises(BadInput, match=f"found '{most + 1}', expected 0-{most}"):
        PresenceProblem(staff, [School("bo", most + 1, OPEN)], [MONDAY], half_days=half_days)


def test_the_checker_sees_a_noon_that_is_too_short():
    """A distance nobody stated is too far; one that is stated as near enough is not."""
    problem = small(Staff("A", {0: Part.MORNING}), wanted=(2, 2), half_days=True)
    schedule = plan_presence(problem)
    two = (at("A", "bo", 0, Part.MORNING), at("A", "nome", 0, Part.AFTERNOON))
    week = evolve(schedule.weeks[0], placements=two)
    kinds = {one.kind for one in verify_schedule(evolve(schedule, weeks=(week,)))}
    assert {WrongKind.TOO_FAR_AT_NOON, WrongKind.NOT_AVAILABLE} <= kinds
    near = evolve(schedule, problem=evolve(problem, minutes={("bo", "nome"): 30}), weeks=(week,))
    assert WrongKind.TOO_FAR_AT_NOON not in {one.kind for one in verify_schedule(near)}


def test_the_checker_sees_a_closed_school_too_much_and_a_day_off():
    """Open days, leave and the week's most are read from the problem, not from the schedule."""
    route = SchoolRoute(OPEN.first, OPEN.last, {MONDAY})
    problem = PresenceProblem(
        [Staff("A", range(5), most=1, away={MONDAY + timedelta(1)})], [School("bo", 1, route)], [MONDAY]
    )
    schedule = plan_presence(problem)
    (week,) = schedule.weeks
    wrong = evolve(week, placements=tuple(at("A", "bo", day) for day in range(3)))
    kinds = {one.kind for one in verify_schedule(evolve(schedule, weeks=(wrong,)))}
    assert kinds >= {
        WrongKind.SCHOOL_CLOSED,
        WrongKind.NOT_AVAILABLE,
        WrongKind.OVER_THE_WEEK,
        WrongKind.MORE_THAN_WANTED,
    }
    assert verify_schedule(evolve(schedule, weeks=()))[0].where == "weeks"


@pytest.mark.engine
@pytest.mark.parametrize("seed", range(4))
def test_a_solver_of_another_make_finds_nothing_better(seed):
    """CP-SAT, asked for the ordinary week and for three weeks of a large office, finds the same four numbers."""
    from ortools.sat.python import cp_model  # noqa: PLC0415 - an oracle; only this test loads it

    problem = office(seed)
    schedule = plan_presence(problem, branches=5)
    usual, pairs = set(schedule.ordinary.placements), schedule.ordinary.pairs
    for plan in (schedule.ordinary, *schedule.weeks[1:40:13]):
        model, cells = cp_model.CpModel(), {}
        for one in problem.staff:
            for school in problem.schools:
                for day in one.weekdays:
                    on = None if plan.monday is None else plan.monday + timedelta(day)
                    there = on is None or (on not in one.away and school.route.is_open(on))
                    if there and (one.schools is None or school.id in one.schools):
                        cells[one.id, school.id, day] = model.new_bool_var("")
        for one in problem.staff:
            model.add(sum(v for (p, _, _), v in cells.items() if p == one.id) <= problem.most(one))
            for day in range(5):
                model.add(sum(v for (p, _, d), v in cells.items() if (p, d) == (one.id, day)) <= 1)
        squares = []
        for school in problem.schools:
            for day in range(5):
                model.add(sum(v for (_, s, d), v in cells.items() if (s, d) == (school.id, day)) <= 1)
            opened = [plan.monday is None or school.route.is_open(plan.monday + timedelta(day)) for day in range(5)]
            short, square = model.new_int_var(0, 5, ""), model.new_int_var(0, 25, "")
            model.add(
                short == min(school.wanted, sum(opened)) - sum(v for (_, s, _), v in cells.items() if s == school.id)
            )
            model.add_multiplication_equality(square, [short, short])
            squares.append(1000 * short + square)
        moves = sum(
            100 * (Placement(p, s, Session(d)) not in usual) * v + ((p, s) not in pairs) * v
            for (p, s, d), v in cells.items()
        )
        model.minimize(10_000 * sum(squares) + (moves if plan.monday else 0))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 2
        assert solver.solve(model) == cp_model.OPTIMAL
        ours = 10_000 * (1000 * plan.shortfall + plan.uneven) + 100 * plan.changed + plan.new_faces
        assert round(solver.objective_value) == ours
