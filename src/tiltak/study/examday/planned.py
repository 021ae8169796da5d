"""What comes of planning an exam day: the runs, who waits, the reserve plans, and what must still be found out."""

from collections.abc import Mapping
from datetime import date, time

from attrs import field, frozen

from tiltak.study.examday.county_rules import CountyRule
from tiltak.study.examday.facts import ExamSitting
from tiltak.study.examday.waiting import Waiting

__all__ = ["DayQuestion", "DayScore", "ExamDay", "Reserve", "Run", "Stop"]


@frozen
class Stop:
    """A stop on a run: where, when, and who gets in or out."""

    place: str
    at: time
    gets_in: tuple[str, ...] = ()
    gets_out: tuple[str, ...] = ()


@frozen
class Run:
    """One car's way out.

    Attributes:
        car_id: The car.
        driver: Who drives.
        leave_at: When it leaves the base.
        stops: The stops in order.
        minutes: Minutes from the base to the last venue.
    """

    car_id: str
    driver: str
    leave_at: time
    stops: tuple[Stop, ...]
    minutes: int

    @property
    def riders(self) -> tuple[str, ...]:
        """Who is in the car, in the order they get in."""
        return tuple(case_id for stop in self.stops for case_id in stop.gets_in)


@frozen
class DayQuestion:
    """Something that must be found out before the day.

    Attributes:
        id: Words under ``exam_day_question.<id>``.
        case_ids: Whom it concerns.
        places: Places it concerns.
    """

    id: str
    case_ids: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@frozen(order=True)
class DayScore:
    """What a day comes to, the weightiest first: how many are left without a seat, how many cars go, their minutes."""

    left: int
    cars: int
    minutes: int


@frozen
class Reserve:
    """The day when one car does not come and nobody has left yet.

    Attributes:
        car_id: The car that does not come.
        runs: The runs of the others.
        no_seat: Who then cannot be driven.
        changed: Who is driven by another car or at another time than planned, and must be told.
        waiting: Who then waits with whom.
        nobody_waits: Who then has nobody there.
        questions: What the office must settle: ``taxi`` for those who cannot be driven. No taxi is taken for granted.
        proof: As for the day.
    """

    car_id: str
    runs: tuple[Run, ...]
    no_seat: tuple[str, ...]
    changed: tuple[str, ...]
    waiting: tuple[Waiting, ...]
    nobody_waits: tuple[str, ...]
    questions: tuple[DayQuestion, ...]
    proof: str


@frozen
class ExamDay:
    """The day, planned.

    Attributes:
        on: The day.
        runs: The cars' runs, by time of leaving.
        own_way: Who said no to a ride.
        questions: What must be found out; whoever one concerns is in no run, unless it is only `company_wanted`.
        no_seat: Who wants a ride and cannot be given one with these cars.
        ride_too_long: Who cannot be driven within the longest ride, even alone.
        checklist: Ids of what to bring and know for each youth; words under ``checklist.<id>``.
        if_car_fails: For each car used, who would be without a seat if it did not come and all was planned again.
        proof: ``optimal``; ``bounded`` when there was too much for the exact method.
        sittings: What each youth sits, where and when, by case id. A place that is protected is not among it.
        score: What the runs come to.
        at_best: What no plan can be better than, in the order of weight; `score` itself when the proof is ``optimal``.
        reserve: For each car used, the whole day without it.
        waiting: Who stays at a venue, and with whom.
        nobody_waits: Who wants company and has nobody.
        county_rules: The county's own rules that the checklists took in, with their sources.
        in_place: When each must be in place, by case id; only where the venue and the start are known.
    """

    on: date
    runs: tuple[Run, ...]
    own_way: tuple[str, ...]
    questions: tuple[DayQuestion, ...]
    no_seat: tuple[str, ...]
    ride_too_long: tuple[str, ...]
    checklist: Mapping[str, tuple[str, ...]]
    if_car_fails: Mapping[str, tuple[str, ...]]
    proof: str
    sittings: tuple[ExamSitting, ...] = ()
    score: DayScore = DayScore(0, 0, 0)
    at_best: DayScore = DayScore(0, 0, 0)
    reserve: tuple[Reserve, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    nobody_waits: tuple[str, ...] = ()
    county_rules: tuple[CountyRule, ...] = ()
    in_place: Mapping[str, time] = field(factory=dict)

    @property
    def unconfirmed(self) -> tuple[str, ...]:
        """Items of the checklists that rest on a county's rule which is not confirmed."""
        return tuple(sorted({rule.item for rule in self.county_rules if not rule.confirmed}))
