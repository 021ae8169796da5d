"""An independent eye on exam days: what is planned is sound, what is tampered with is named, and no secret is out."""

from datetime import date, time

import pytest
from attrs import asdict, evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from tiltak.rules import NOT_STATED
from tiltak.study import (
    Car,
    Companion,
    DayQuestion,
    DayScore,
    DayViolation,
    ExamSitting,
    Reserve,
    Run,
    Stop,
    TravelRules,
    Venue,
    Waiting,
    exam_day,
    reminders,
    verify_day,
)

DAY = date(2027, 5, 20)
HOMES, HALLS = ["h1", "h2", "h3"], ["v1", "v2"]
SECRETS = ["hidden-1", "hidden-2"]


def sits(name, venue="v1", place="", *, ride=True, starts=time(9), neutral=False, company=NOT_STATED):
    """One youth's exam."""
    return ExamSitting(name, "MAT1019", DAY, starts, venue, ride, place, neutral, company)


@st.composite
def days(draw):
    """A day with all that can be asked for: secrets, gaps in the times, no and not stated, staff, full cars."""
    places = ["base", "square", *HOMES, *HALLS, *SECRETS]
    answers = st.sampled_from([True, True, True, False, NOT_STATED])
    people = []
    for at in range(draw(st.integers(1, 6))):
        neutral = draw(st.booleans()) and draw(st.booleans())
        home = draw(st.sampled_from([*SECRETS, *HOMES] if neutral else [*HOMES, "", "hidden-1"]))
        venue = draw(st.sampled_from([*HALLS, *HALLS, "elsewhere"]))
        starts = draw(st.sampled_from([time(9), time(9), time(12, 30), None]))
        people.append(
            sits(f"K{at}", venue, home, ride=draw(answers), starts=starts, neutral=neutral, company=draw(answers))
        )
    cars = [
        Car(f"c{at}", draw(st.integers(1, 4)), f"D{at}", draw(st.booleans())) for at in range(draw(st.integers(0, 3)))
    ]
    travel = {(a, b): draw(st.integers(0, 40)) for a in places for b in places if a < b and draw(st.integers(0, 9))}
    more = {
        "travel": travel,
        "base": "base",
        "neutral_place": draw(st.sampled_from(["square", "square", ""])),
        "rules": TravelRules(draw(st.sampled_from([30, 60, 90])), draw(st.sampled_from([0, 75, 300])), 2),
        "staff": draw(st.sampled_from([None, [], [Companion("S1", ("v1", "v2")), Companion("D0", ("v1",))]])),
    }
    return people, [Venue("v1"), Venue("v2", 45)], cars, more


@settings(max_examples=200)
@given(days())
def test_every_day_is_sound(task):
    """A planned day breaks no rule, by a check that shares nothing with the planner."""
    people, venues, cars, more = task
    assert verify_day(exam_day(people, venues, cars, **more), people, venues, cars, **more) == ()


@settings(max_examples=100)
@given(days())
def test_a_protected_address_is_in_nothing_that_comes_out(task):
    """Wherever a youth with a protected address lives, the place is in no field, repr or reminder of the day."""
    people, venues, cars, more = task
    found = exam_day(people, venues, cars, **more)
    secret = {one.pickup_id for one in people if one.neutral_pickup}
    checked = verify_day(found, people, venues, cars, **more)
    shown = repr((found, asdict(found), reminders(found, [], quiet=None), checked))
    assert [place for place in sorted(secret) if f"'{place}'" in shown] == []
    assert [one.case_id for one in found.sittings if one.pickup_id in secret - {""}] == []


@pytest.mark.parametrize(
    ("people", "cars", "travel"),
    [
        ([sits("A", place="hidden-1", neutral=True), sits("A")], [], {}),
        ([sits("A", place="hidden-1", neutral=True)], [Car("c", 1, "X"), Car("c", 1, "Y")], {}),
        ([sits("A", place="hidden-1", neutral=True)], [], {("hidden-1", "v1"): -1}),
    ],
)
def test_a_protected_address_is_in_no_error(people, cars, travel):
    """A fault in what was given is told without any place."""
    with pytest.raises(ValueError, match=r"youth|car|travel time") as error:
        exam_day(people, [Venue("v1")], cars, travel=travel, base="base")
    assert "hidden" not in str(error.value)


def test_whoever_lives_at_a_protected_address_is_met_at_the_neutral_place():
    """A brother or sister who is not marked is not picked up at home either: that would show where it is."""
    people = [sits("A", place="hidden-1", neutral=True), sits("B", place="hidden-1"), sits("C", place="h1")]
    travel = {(a, b): 5 for a in ("base", "square", "h1", "hidden-1") for b in ("v1", "square", "h1", "hidden-1")}
    found = exam_day(people, [Venue("v1")], [Car("c", 4, "X")], travel=travel, base="base", neutral_place="square")
    (run,) = found.runs
    met = {case_id: stop.place for stop in run.stops for case_id in stop.gets_in}
    assert met == {"A": "square", "B": "square", "C": "h1"}
    assert [one.neutral_pickup for one in found.sittings] == [True, True, False]


def test_a_place_that_all_may_know_is_not_a_secret():
    """The base, a venue and the neutral place itself stay where others are met, whoever has written them."""
    people = [sits("A", place="square", neutral=True), sits("B", place="square"), sits("C", place="base", neutral=True)]
    travel = {("base", "square"): 5, ("square", "v1"): 5, ("base", "v1"): 9}
    found = exam_day(people, [Venue("v1")], [Car("c", 4, "X")], travel=travel, base="base", neutral_place="square")
    assert {stop.place: stop.gets_in for stop in found.runs[0].stops} == {"square": ("A", "B", "C"), "v1": ()}
    assert {one.case_id: one.pickup_id for one in found.sittings} == {"A": "", "B": "square", "C": ""}


GIVEN = (
    [
        sits("A", "v1", "h1", company=True),
        sits("B", "v2", ride=False, company=True),
        sits("C", "v1", "h2", company=False),
        sits("D", ride=NOT_STATED, company=False),
    ],
    [Venue("v1"), Venue("v2")],
    [Car("blue", 2, "X"), Car("red", 2, "Y")],
)
MORE = {
    "travel": {("base", "h1"): 10, ("h1", "h2"): 5, ("h2", "v1"): 20, ("h1", "v1"): 22, ("base", "h2"): 12},
    "base": "base",
    "staff": [Companion("S", ("v2",))],
}
SOUND = exam_day(*GIVEN, **MORE)
RUN = SOUND.runs[0]


def with_run(**changes):
    """The day with its run changed."""
    return evolve(SOUND, runs=(evolve(RUN, **changes),))


def with_stop(number, /, **changes):
    """The day with one stop of its run changed."""
    stops = list(RUN.stops)
    stops[number] = evolve(stops[number], **changes)
    return with_run(stops=tuple(stops))


def with_reserve(**changes):
    """The day with its one reserve plan changed."""
    return evolve(SOUND, reserve=(evolve(SOUND.reserve[0], **changes),))


def test_the_day_that_is_tampered_with():
    """The day below is sound as it stands: one run by two homes, one reserve plan, somebody at each venue."""
    assert verify_day(SOUND, *GIVEN, **MORE) == ()
    assert (RUN.car_id, RUN.riders, RUN.leave_at, RUN.minutes) == ("blue", ("A", "C"), time(7, 51), 39)
    assert [(stop.place, stop.at) for stop in RUN.stops] == [
        ("h1", time(8, 1)),
        ("h2", time(8, 8)),
        ("v1", time(8, 30)),
    ]
    assert SOUND.waiting == (Waiting("v1", "X", ("A",)), Waiting("v2", "S", ("B",)))
    assert [one.car_id for one in SOUND.reserve] == ["blue"]
    assert SOUND.in_place == dict.fromkeys("ABCD", time(8, 30))


@pytest.mark.parametrize(
    ("day", "rule"),
    [
        (evolve(SOUND, runs=()), "accounted_for_once"),
        (evolve(SOUND, no_seat=("A",)), "accounted_for_once"),
        (evolve(SOUND, own_way=()), "own_way_is_no"),
        (evolve(SOUND, own_way=("B", "D")), "own_way_is_no"),
        (evolve(SOUND, questions=()), "not_asked"),
        (evolve(SOUND, ride_too_long=("Z",)), "unknown_case"),
        (evolve(SOUND, score=DayScore(0, 1, 38)), "score"),
        (evolve(SOUND, score=DayScore(0, 2, 39)), "score"),
        (evolve(SOUND, at_best=DayScore(0, 1, 38)), "proof"),
        (evolve(SOUND, at_best=DayScore(0, 1, 40), proof="bounded"), "proof"),
        (with_run(car_id="green"), "car"),
        (with_run(driver="Y"), "car"),
        (evolve(SOUND, runs=(RUN, RUN)), "car"),
        (with_run(leave_at=time(7, 50)), "clock"),
        (with_run(minutes=40), "minutes"),
        (with_run(stops=()), "minutes"),
        (with_stop(1, at=time(8, 9)), "clock"),
        (with_stop(1, place="h3"), "unknown_travel_time"),
        (with_stop(2, gets_out=("A",)), "in_and_out"),
        (with_stop(2, gets_out=("A", "C", "B")), "in_and_out"),
        (with_stop(0, gets_in=("C",)), "in_and_out"),
        (
            with_run(stops=(evolve(RUN.stops[0], gets_in=("C",)), evolve(RUN.stops[1], gets_in=("A",)), RUN.stops[2])),
            "place",
        ),
        (with_stop(0, gets_in=("A", "B")), "in_and_out"),
        (evolve(SOUND, waiting=()), "company"),
        (evolve(SOUND, waiting=SOUND.waiting[:1], nobody_waits=("B",)), None),
        (evolve(SOUND, nobody_waits=("A",)), "company"),
        (evolve(SOUND, waiting=(Waiting("v1", "S", ("A",)), SOUND.waiting[1])), "cannot_wait_there"),
        (evolve(SOUND, waiting=(Waiting("v1", "Y", ("A",)), SOUND.waiting[1])), "cannot_wait_there"),
        (evolve(SOUND, waiting=(Waiting("v1", "X", ("A", "B")),)), "waits_elsewhere"),
        (
            evolve(SOUND, waiting=(Waiting("v1", "X", ()), SOUND.waiting[1]), nobody_waits=("A",)),
            "nobody_where_somebody_is",
        ),
        (evolve(SOUND, reserve=()), "reserve_for_each_car"),
        (evolve(SOUND, if_car_fails={}), "if_car_fails"),
        (evolve(SOUND, if_car_fails={"blue": ("A",)}), "if_car_fails"),
        (with_reserve(runs=SOUND.runs), "reserve_uses_the_car"),
        (with_reserve(runs=()), "reserve_accounted_for"),
        (with_reserve(no_seat=("B",)), "reserve_accounted_for"),
        (with_reserve(changed=("A",)), "reserve_changed"),
        (with_reserve(questions=(DayQuestion("taxi", ("A",)),)), "reserve_question"),
    ],
)
def test_whatever_is_tampered_with_is_named(day, rule):
    """Each change that breaks a rule is found by that rule; to leave a helper at home breaks none."""
    found = {one.rule for one in verify_day(day, *GIVEN, **MORE)}
    assert rule in found if rule else found == set()


@pytest.mark.parametrize(
    ("people", "rule"),
    [
        ([evolve(GIVEN[0][0], ride_wanted=False), *GIVEN[0][1:]], "not_to_be_driven"),
        ([evolve(GIVEN[0][0], starts=None), *GIVEN[0][1:]], "not_to_be_driven"),
        ([evolve(GIVEN[0][0], venue_id="v3"), *GIVEN[0][1:]], "not_to_be_driven"),
        ([evolve(GIVEN[0][0], venue_id="v2"), *GIVEN[0][1:]], "place"),
        ([evolve(GIVEN[0][0], pickup_id="h2"), *GIVEN[0][1:]], "place"),
        ([evolve(GIVEN[0][0], starts=time(8, 59)), *GIVEN[0][1:]], "in_place"),
        ([evolve(GIVEN[0][0], starts=time(10, 16)), *GIVEN[0][1:]], "longest_wait"),
        ([evolve(GIVEN[0][0], starts=time(10, 15)), *GIVEN[0][1:]], None),
        ([evolve(GIVEN[0][0], neutral_pickup=True), *GIVEN[0][1:]], "protected_place"),
        ([evolve(GIVEN[0][0], company_wanted=False), *GIVEN[0][1:]], "waits_elsewhere"),
    ],
)
def test_a_day_planned_for_others_is_named(people, rule):
    """A day does not stand when what a youth has said is other than it was planned for."""
    found = {one.rule for one in verify_day(SOUND, people, *GIVEN[1:], **MORE)}
    assert rule in found if rule else found == set()


@pytest.mark.parametrize(("longest", "rule"), [(28, "longest_ride"), (29, None)])
def test_the_longest_ride_is_held_by_the_clock(longest, rule):
    """A rides for twenty-nine minutes: one less is broken."""
    found = verify_day(SOUND, *GIVEN, **MORE, rules=TravelRules(longest_ride=longest))
    assert {one.rule for one in found} == ({rule} if rule else set())


@pytest.mark.parametrize(("before", "about"), [(30, ()), (31, ("A", "C"))])
def test_half_past_eight_is_held_by_the_clock(before, about):
    """In place at half past eight for nine: that is thirty minutes before, and not thirty-one."""
    found = verify_day(SOUND, GIVEN[0], [Venue("v1", before), Venue("v2")], GIVEN[2], **MORE)
    assert tuple(case_id for one in found if one.rule == "in_place" for case_id in one.about)[:2] == about


@pytest.mark.parametrize(("seats", "found"), [(2, ()), (1, (DayViolation("seats", ("blue",)),))])
def test_a_full_car_is_full(seats, found):
    """Two youths fit in two seats and not in one."""
    cars = [Car("blue", seats, "X"), Car("red", 2, "Y")]
    assert verify_day(SOUND, *GIVEN[:2], cars, **MORE) == found


def test_waiting_that_was_not_asked_for_is_named():
    """Without staff to plan for, nobody waits."""
    more = {key: value for key, value in MORE.items() if key != "staff"}
    assert DayViolation("waiting_not_planned") in verify_day(SOUND, *GIVEN, **more)


def test_the_parts_of_a_day_are_the_ones_offered():
    """A run is made of stops, a reserve plan of runs."""
    assert isinstance(RUN, Run)
    assert isinstance(RUN.stops[0], Stop)
    assert isinstance(SOUND.reserve[0], Reserve)
