"""When a car does not come, and who stays at the venue with whom."""

from datetime import date, time
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiltak.rules import NOT_KNOWN, NOT_STATED
from tiltak.study import Car, Companion, DayQuestion, DayScore, ExamSitting, Venue, Waiting, exam_day, verify_day
from tiltak.study.examday.fleet import _seated
from tiltak.study.examday.waiting import who_waits

DAY = date(2027, 5, 20)
NINE = time(9, 0)
TRAVEL = {("base", "north"): 30, ("base", "south"): 20, ("north", "south"): 25, ("base", "home"): 5}
TRAVEL |= {("home", "north"): 30, ("home", "south"): 20}
VENUES = [Venue("north"), Venue("south")]


def sits(name, venue="north", place="", *, ride=True, company=NOT_STATED):
    """One youth's exam."""
    return ExamSitting(name, "MAT1019", DAY, NINE, venue, ride, place, company_wanted=company)


def planned(people, cars, **more):
    """The day, checked by the one who did not plan it."""
    given_ = (people, VENUES, cars)
    found = exam_day(*given_, travel=TRAVEL, base="base", **more)
    assert verify_day(found, *given_, travel=TRAVEL, base="base", **more) == ()
    return found


def test_each_car_used_has_a_reserve_plan():
    """Without the red car the blue one takes its youths as well; who has another car or time is named."""
    people = [sits("A", "north"), sits("B", "north"), sits("C", "south")]
    found = planned(people, [Car("blue", 2, "X"), Car("red", 2, "Y"), Car("spare", 1, "Z")])
    assert {run.car_id: run.riders for run in found.runs} == {"blue": ("A", "B"), "spare": ("C",)}
    assert [one.car_id for one in found.reserve] == sorted(run.car_id for run in found.runs)
    for one in found.reserve:
        assert one.no_seat == ()
        assert one.questions == ()
        assert one.proof == "optimal"
        assert sorted(rider for run in one.runs for rider in run.riders) == ["A", "B", "C"]


def test_who_has_no_car_left_is_a_named_question_and_no_taxi_is_made_up():
    """With one car of two left for three youths, the one left over is named and the office is asked about a taxi."""
    people = [sits("A"), sits("B"), sits("C", "south")]
    found = planned(people, [Car("blue", 2, "X"), Car("red", 2, "Y")])
    assert found.score == found.at_best == DayScore(0, 2, 54)
    blue, red = found.reserve
    assert (blue.car_id, red.car_id) == ("blue", "red")
    # The cheapest two to drive are those to one venue.
    for one in (blue, red):
        assert one.no_seat == ("C",)
        assert one.questions == (DayQuestion("taxi", ("C",)),)
        assert [run.riders for run in one.runs] == [("A", "B")]


def test_one_car_and_nobody_to_take_over():
    """When the only car does not come nobody is driven, everybody is named, and nobody has a new time."""
    (only,) = planned([sits("A"), sits("B")], [Car("red", 4, "X")]).reserve
    assert (only.runs, only.no_seat, only.changed) == ((), ("A", "B"), ())
    assert only.questions == (DayQuestion("taxi", ("A", "B")),)


def test_who_must_be_told_of_a_new_time_is_named():
    """The youth whose car and time stay is not told anything; the one who is moved is."""
    people = [sits("A", "north", "home"), sits("B", "south")]
    found = planned(people, [Car("blue", 1, "X"), Car("red", 1, "Y"), Car("spare", 1, "Z")])
    used = {run.riders[0]: run.car_id for run in found.runs}
    for one in found.reserve:
        (moved,) = (case_id for case_id, car_id in used.items() if car_id == one.car_id)
        assert one.changed == (moved,)
        assert one.no_seat == ()


def test_a_group_stays_with_its_car_unless_a_bigger_one_needs_it():
    """Without one car only its own youths move; a pair in a big car gives it up when three would have none."""
    people = [sits(name, "north") for name in "AB"] + [sits(name, "south") for name in "CDE"]
    found = planned(people, [Car("a-bus", 4, "X"), Car("big", 3, "Y"), Car("small", 2, "Z")])
    assert {run.car_id: run.riders for run in found.runs} == {"small": ("A", "B"), "big": ("C", "D", "E")}
    without = {one.car_id: {run.car_id: run.riders for run in one.runs} for one in found.reserve}
    assert without["big"] == {"small": ("A", "B"), "a-bus": ("C", "D", "E")}
    assert without["small"] == {"a-bus": ("A", "B"), "big": ("C", "D", "E")}
    assert {one.car_id: one.changed for one in found.reserve} == {"big": ("C", "D", "E"), "small": ("A", "B")}
    big, small = Car("big", 3, "Y"), Car("small", 2, "Z")
    assert _seated([0b00111, 0b11000], [small, big], {0b11000: big}) is None
    assert _seated([0b00111, 0b11000], [small, big], {0b00111: big}) == [(0b00111, big), (0b11000, small)]
    assert _seated([0b00111, 0b11000], [small, big], {}) == [(0b00111, big), (0b11000, small)]


def test_a_driver_waits_where_the_run_ends():
    """Who drives to two venues can only stay at the last; the youths at the first have nobody."""
    people = [sits("A", "north", company=True), sits("B", "south", company=True)]
    found = planned(people, [Car("red", 4, "X")], staff=[])
    (run,) = found.runs
    assert [stop.place for stop in run.stops] == ["base", "south", "north"]
    assert found.waiting == (Waiting("north", "X", ("A",)),)
    assert found.nobody_waits == ("B",)
    assert found.reserve[0].waiting == ()
    assert found.reserve[0].nobody_waits == ("A", "B")


def test_a_driver_who_must_drive_on_does_not_wait():
    """One who has to be elsewhere afterwards waits at no venue, not even the last."""
    people = [sits("A", company=True)]
    assert planned(people, [Car("red", 4, "X", drives_on=True)], staff=[]).nobody_waits == ("A",)
    assert planned(people, [Car("red", 4, "X")], staff=[]).nobody_waits == ()


def test_staff_who_get_there_themselves_wait_where_nobody_does():
    """One who could go to either venue goes where no driver ends."""
    people = [sits("A", "north", company=True), sits("B", "south", company=True)]
    found = planned(people, [Car("red", 4, "X")], staff=[Companion("Y", ("north", "south"))])
    assert found.waiting == (Waiting("north", "X", ("A",)), Waiting("south", "Y", ("B",)))
    assert found.nobody_waits == ()


def test_a_driver_with_a_run_is_not_also_somewhere_else():
    """One who drives a run waits where it ends, even when named as staff for another venue."""
    people = [sits("A", "north", company=True), sits("B", "south", ride=False, company=True)]
    found = planned(people, [Car("red", 4, "X")], staff=[Companion("X", ("south",))])
    assert (found.waiting, found.nobody_waits) == ((Waiting("north", "X", ("A",)),), ("B",))
    # When the car does not come, X is free to be at the other venue.
    assert found.reserve[0].waiting == (Waiting("south", "X", ("B",)),)
    assert found.reserve[0].nobody_waits == ("A",)


def test_a_youth_is_with_the_one_who_drove():
    """Where two drivers stay at one venue each stays with those who came in the car, others with the first."""
    people = [sits(name, company=True) for name in "ABC"] + [sits("D", ride=False, company=True)]
    found = planned(people, [Car("blue", 2, "X"), Car("red", 2, "Y")], staff=[])
    rode = {run.driver: set(run.riders) for run in found.runs}
    assert {one.staff_id: set(one.case_ids) for one in found.waiting} == {"X": rode["X"] | {"D"}, "Y": rode["Y"]}


@pytest.mark.parametrize("company", [NOT_STATED, NOT_KNOWN])
def test_company_is_asked_about_when_there_is_staff_for_it(company):
    """Not said is a question that keeps nobody from being driven; without staff nobody is asked."""
    people = [sits("A", company=company)]
    asked = planned(people, [Car("red", 4, "X")], staff=[])
    assert asked.questions == (DayQuestion("company_wanted", ("A",)),)
    assert (asked.runs[0].riders, asked.waiting, asked.nobody_waits) == (("A",), (), ())
    assert planned(people, [Car("red", 4, "X")]).questions == ()


def test_no_to_company_is_no():
    """Who said no has nobody waiting and is not said to be without."""
    found = planned([sits("A", company=False)], [Car("red", 4, "X")], staff=[Companion("Y", ("north",))])
    assert (found.waiting, found.nobody_waits, found.questions) == ((), (), ())


def test_whoever_can_move_makes_room():
    """Y alone can be at south, so Z, who could be at both, is sent north."""
    people = [sits("A", "south", ride=False, company=True), sits("B", "north", ride=False, company=True)]
    staff = [Companion("Y", ("south",)), Companion("Z", ("north", "south"))]
    assert who_waits(people, {}, {}, [], staff)[1] == ()
    assert who_waits(people, {}, {}, [], [Companion("Y", ("north", "south")), Companion("Z", ("south",))])[1] == ()
    assert who_waits(people, {}, {}, [], [Companion("Y", ("south",)), Companion("Z", ("south",))])[1] == ("B",)


@settings(max_examples=150)
@given(
    st.lists(st.sampled_from(["v1", "v2", "v3"]), max_size=6),
    st.lists(st.sets(st.sampled_from(["v1", "v2", "v3", "v4"])), max_size=4),
    st.sets(st.sampled_from(["v1", "v2"]), max_size=1),
)
def test_as_few_as_can_be_are_without_somebody(venues, places, ends):
    """No other way to send the staff leaves fewer alone."""
    people = [sits(f"K{at}", venue, company=True) for at, venue in enumerate(venues)]
    staff = [Companion(f"S{at}", tuple(sorted(one))) for at, one in enumerate(places)]
    cars = [Car(f"c{at}", 4, f"X{at}") for at in range(len(ends))]
    run_ends = {f"c{at}": venue for at, venue in enumerate(sorted(ends))}
    waiting, nobody = who_waits(people, run_ends, {}, cars, staff)
    choices = product(*[(None, *one.venues) for one in staff])
    best = min(sum(venue not in {*ends, *chosen} for venue in venues) for chosen in choices)
    assert len(nobody) == best
    assert len({one.staff_id for one in waiting}) == len(waiting)
    assert sorted([*nobody, *(case_id for one in waiting for case_id in one.case_ids)]) == [
        one.case_id for one in people
    ]
