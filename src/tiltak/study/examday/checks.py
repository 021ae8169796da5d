"""An independent check of an exam day, written apart from the planner and sharing none of its reckoning.

It reads the day as it stands, with what was asked for, drives every run by the clock, and lists every rule that is
broken. It knows nothing of how a day is found, and so cannot say whether a better one exists.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import time

from attrs import asdict, frozen

from tiltak.study.examday.facts import Car, Companion, ExamSitting, Venue
from tiltak.study.examday.planned import ExamDay, Run
from tiltak.study.examday.routes import TravelRules
from tiltak.study.examday.waiting import Waiting

__all__ = ["DayViolation", "verify_day"]

_Found = Iterator["DayViolation"]


@frozen
class DayViolation:
    """A rule that an exam day breaks.

    Attributes:
        rule: Which rule, as a short id.
        about: Cases, cars or staff it concerns; never a place.
    """

    rule: str
    about: tuple[str, ...] = ()


def verify_day(
    day: ExamDay,
    sittings: Sequence[ExamSitting],
    venues: Sequence[Venue],
    cars: Sequence[Car],
    *,
    travel: Mapping[tuple[str, str], int],
    base: str,
    neutral_place: str = "",
    rules: TravelRules | None = None,
    staff: Sequence[Companion] | None = None,
) -> tuple[DayViolation, ...]:
    """Every rule that a day breaks, given what it was planned from; an empty answer is a sound day.

    >>> from datetime import date
    >>> from attrs import evolve
    >>> from tiltak.study.examday.day import exam_day
    >>> given = [ExamSitting("MT-001", "MAT1019", date(2027, 5, 20), time(9), "hall", True)], [Venue("hall")]
    >>> cars, travel = [Car("red", 4, "A1")], {("base", "hall"): 40}
    >>> day = exam_day(*given, cars, travel=travel, base="base")
    >>> verify_day(day, *given, cars, travel=travel, base="base")
    ()
    >>> verify_day(evolve(day, runs=()), *given, cars, travel=travel, base="base")[0]
    DayViolation(rule='accounted_for_once', about=('MT-001',))
    """
    check = _Check(sittings, venues, cars, travel, base, neutral_place, rules or TravelRules(), staff)
    return (
        *check.everybody(day),
        *check.runs(day.runs),
        *check.waiting(day.runs, day.waiting, day.nobody_waits),
        *check.reserve(day),
        *check.secrets(day),
    )


@frozen
class _Check:
    sittings: Sequence[ExamSitting]
    venues: Sequence[Venue]
    cars: Sequence[Car]
    travel: Mapping[tuple[str, str], int]
    base: str
    neutral_place: str
    rules: TravelRules
    staff: Sequence[Companion] | None

    def everybody(self, day: ExamDay) -> _Found:
        """Each youth is in one place of the answer, and those who said no or were not asked are in no car."""
        held = Counter([*day.own_way, *day.no_seat, *day.ride_too_long])
        held.update(case_id for run in day.runs for case_id in run.riders)
        asked = {
            case_id for question in day.questions if question.id != "company_wanted" for case_id in question.case_ids
        }
        held.update(asked)
        for one in self.sittings:
            if held.pop(one.case_id, 0) != 1:
                yield DayViolation("accounted_for_once", (one.case_id,))
            if (one.ride_wanted is False) is not (one.case_id in day.own_way):
                yield DayViolation("own_way_is_no", (one.case_id,))
            if not isinstance(one.ride_wanted, bool) and one.case_id not in asked:
                yield DayViolation("not_asked", (one.case_id,))
        if held:
            yield DayViolation("unknown_case", tuple(sorted(held)))
        counted = (len(day.no_seat), len(day.runs), sum(run.minutes for run in day.runs))
        if counted != (day.score.left, day.score.cars, day.score.minutes):
            yield DayViolation("score")
        if day.at_best > day.score or (day.proof == "optimal") is not (day.at_best == day.score):
            yield DayViolation("proof")

    def runs(self, runs: Sequence[Run]) -> _Found:
        """Every car goes once, has the seats, and every ride keeps its times."""
        cars = {one.id: one for one in self.cars}
        gone = Counter(run.car_id for run in runs)
        for run in runs:
            car = cars.get(run.car_id)
            if car is None or car.driver != run.driver or gone[run.car_id] > 1:
                yield DayViolation("car", (run.car_id,))
            elif not 0 < len(run.riders) <= car.seats:
                yield DayViolation("seats", (run.car_id,))
            yield from self._clock(run)
            yield from self._rides(run)

    def _clock(self, run: Run) -> _Found:
        clock, here = _minutes(run.leave_at), self.base
        for stop in run.stops:
            leg = 0 if here == stop.place else self.travel.get((here, stop.place), self.travel.get((stop.place, here)))
            if leg is None:
                yield DayViolation("unknown_travel_time", (run.car_id,))
                return
            clock += leg
            if _minutes(stop.at) != clock:
                yield DayViolation("clock", (run.car_id,))
                return
            clock += self.rules.minutes_at_stop if stop.gets_in else 0
            here = stop.place
        if not run.stops or run.minutes != _minutes(run.stops[-1].at) - _minutes(run.leave_at):
            yield DayViolation("minutes", (run.car_id,))

    def _rides(self, run: Run) -> _Found:
        into = {case_id: stop for stop in run.stops for case_id in stop.gets_in}
        out = {case_id: stop for stop in run.stops for case_id in stop.gets_out}
        if set(into) != set(out):
            yield DayViolation("in_and_out", (run.car_id,))
        known = {one.case_id: one for one in self.sittings}
        early = {one.id: one.in_place_before for one in self.venues}
        for case_id in sorted(set(into) & set(out)):
            one = known.get(case_id)
            if one is None or one.ride_wanted is not True or one.starts is None or one.venue_id not in early:
                yield DayViolation("not_to_be_driven", (case_id,))
                continue
            if out[case_id].place != one.venue_id or into[case_id].place != self._met(one):
                yield DayViolation("place", (case_id,))
            there = _minutes(out[case_id].at)
            due = _minutes(one.starts) - early[one.venue_id]
            if there > due:
                yield DayViolation("in_place", (case_id,))
            if due - there > self.rules.longest_wait:
                yield DayViolation("longest_wait", (case_id,))
            if not 0 <= there - _minutes(into[case_id].at) <= self.rules.longest_ride:
                yield DayViolation("longest_ride", (case_id,))

    def _met(self, one: ExamSitting) -> str:
        if one.neutral_pickup or one.pickup_id in self._secret():
            return self.neutral_place
        return one.pickup_id or self.base

    def _secret(self) -> set[str]:
        shown = {"", self.base, self.neutral_place, *(one.id for one in self.venues)}
        return {one.pickup_id for one in self.sittings if one.neutral_pickup} - shown

    def waiting(self, runs: Sequence[Run], waiting: Sequence[Waiting], nobody: Sequence[str]) -> _Found:
        """Who waits can be there, at one place; everybody who wants company has it or is named."""
        if self.staff is None:
            if waiting or nobody:
                yield DayViolation("waiting_not_planned")
            return
        venues = {one.id for one in self.venues}
        wants = {
            one.case_id: one.venue_id for one in self.sittings if one.company_wanted is True and one.venue_id in venues
        }
        if Counter([*nobody, *(case_id for one in waiting for case_id in one.case_ids)]) != Counter(list(wants)):
            yield DayViolation("company", tuple(sorted(wants)))
        posts = Counter(one.staff_id for one in waiting)
        drives_on = {one.id for one in self.cars if one.drives_on}
        for one in waiting:
            mine = [run for run in runs if run.driver == one.staff_id]
            if mine:
                there = {run.stops[-1].place for run in mine if run.stops} if mine[0].car_id not in drives_on else set()
            else:
                there = {venue for person in self.staff if person.id == one.staff_id for venue in person.venues}
            if posts[one.staff_id] > 1 or one.venue not in there:
                yield DayViolation("cannot_wait_there", (one.staff_id,))
            if any(wants.get(case_id) != one.venue for case_id in one.case_ids):
                yield DayViolation("waits_elsewhere", one.case_ids)
        if set(nobody) & {case_id for case_id, venue in wants.items() if venue in {one.venue for one in waiting}}:
            yield DayViolation("nobody_where_somebody_is", tuple(nobody))

    def reserve(self, day: ExamDay) -> _Found:
        """Each car used has a reserve plan without it, which keeps every rule and leaves no one unnamed."""
        if [one.car_id for one in day.reserve] != sorted(run.car_id for run in day.runs):
            yield DayViolation("reserve_for_each_car")
        if day.if_car_fails != {one.car_id: one.no_seat for one in day.reserve}:
            yield DayViolation("if_car_fails")
        to_drive = Counter([*day.no_seat, *(case_id for run in day.runs for case_id in run.riders)])
        planned = _pickups(day.runs)
        for one in day.reserve:
            yield from self.runs(one.runs)
            yield from self.waiting(one.runs, one.waiting, one.nobody_waits)
            if any(run.car_id == one.car_id for run in one.runs):
                yield DayViolation("reserve_uses_the_car", (one.car_id,))
            if Counter([*one.no_seat, *(case_id for run in one.runs for case_id in run.riders)]) != to_drive:
                yield DayViolation("reserve_accounted_for", (one.car_id,))
            then = _pickups(one.runs)
            if set(one.changed) != {case_id for case_id in then if then[case_id] != planned.get(case_id)}:
                yield DayViolation("reserve_changed", (one.car_id,))
            if [(question.id, question.case_ids) for question in one.questions] != [("taxi", one.no_seat)] * bool(
                one.no_seat
            ):
                yield DayViolation("reserve_question", (one.car_id,))

    def secrets(self, day: ExamDay) -> _Found:
        """A protected place stands nowhere in the answer."""
        secret = self._secret()
        if secret & set(_texts(asdict(day))):
            yield DayViolation("protected_place")


def _pickups(runs: Sequence[Run]) -> dict[str, tuple[str, str, time]]:
    return {
        case_id: (run.car_id, stop.place, stop.at) for run in runs for stop in run.stops for case_id in stop.gets_in
    }


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _texts(value: object) -> Iterator[str]:
    """Every text within a value of mappings and sequences."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(key)
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
