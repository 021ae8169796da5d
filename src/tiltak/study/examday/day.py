"""The exam day: who is driven by whom, when to leave, and what is not known yet.

A car leaves the base, picks everybody up, then drives to each venue once. Everybody is in place half an hour before
the start, nobody rides longer or waits longer than allowed, and a car goes out once. Within that the answer is
exact: fewest left without a seat, then fewest cars, then fewest minutes of driving. A travel time that nobody gave
is never estimated: no route uses it, and it becomes a question.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, time
from functools import cache

from attrs import field, frozen

from tiltak.rules import Knowledge
from tiltak.study.curriculum.subjects import ExamForm, catalogue
from tiltak.study.examday.routes import Rider, Roads, Route, TravelRules, best_route, cover, cover_in_parts

__all__ = [
    "Car",
    "DayQuestion",
    "ExamDay",
    "ExamSitting",
    "Run",
    "Stop",
    "TravelRules",
    "Venue",
    "checklist",
    "exam_day",
]

_EXACT_UP_TO = 12


@frozen
class ExamSitting:
    """One youth's exam on the day.

    Attributes:
        case_id: Made-up id of the case.
        code: Exam code.
        on: The day.
        starts: When it starts, or None when not known.
        venue_id: Where it is held; empty when not known.
        ride_wanted: Whether the youth wants to be driven; not stated is a question, never a yes.
        pickup_id: Place id where the youth is picked up; empty for the base. Kept out of the repr.
        neutral_pickup: Whether the youth is only ever picked up at the neutral meeting place.
    """

    case_id: str
    code: str
    on: date
    starts: time | None
    venue_id: str
    ride_wanted: bool | Knowledge
    pickup_id: str = field(default="", repr=False)
    neutral_pickup: bool = False


@frozen
class Venue:
    """An exam venue, and how long before the start one must be in place (minutes)."""

    id: str
    in_place_before: int = 30


@frozen
class Car:
    """A car, the seats it has for youths, and who drives it."""

    id: str
    seats: int
    driver: str


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


@frozen
class ExamDay:
    """The day, planned.

    Attributes:
        on: The day.
        runs: The cars' runs, by time of leaving.
        own_way: Who said no to a ride.
        questions: What must be found out; those it concerns are in no run.
        no_seat: Who wants a ride and cannot be given one with these cars.
        ride_too_long: Who cannot be driven within the longest ride, even alone.
        checklist: Ids of what to bring and know for each youth; words under ``checklist.<id>``.
        if_car_fails: For each car used, who would be without a seat if it did not come and all was planned again.
        proof: ``optimal``; ``bounded`` when there were too many youths for the exact method.
        sittings: What each youth sits, where and when, by case id.
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


def checklist(code: str) -> tuple[str, ...]:
    """What to bring and know for an exam, by its form.

    >>> checklist("MAT1019")
    ('photo_id', 'laptop_and_charger', 'no_phone_or_watch', 'late_until_ten', 'food_and_drink')
    """
    form = catalogue().subject(code).exam_form
    written = ("laptop_and_charger", "no_phone_or_watch", "late_until_ten", "food_and_drink")
    return ("photo_id", *(written if form is ExamForm.WRITTEN else ("no_phone_or_watch",)))


def _asked(
    sittings: Iterable[ExamSitting], venues: Mapping[str, Venue], base: str, neutral_place: str
) -> tuple[list[Rider], list[str], list[DayQuestion]]:
    """Riders, those who go by themselves, and what is not known."""
    riders, own_way, questions = [], [], []
    for one in sittings:
        if one.ride_wanted is False:
            own_way.append(one.case_id)
        elif one.ride_wanted is not True:
            questions.append(DayQuestion("ride_wanted", (one.case_id,)))
        elif one.venue_id not in venues:
            questions.append(DayQuestion("venue", (one.case_id,)))
        elif one.starts is None:
            questions.append(DayQuestion("starts", (one.case_id,)))
        elif one.neutral_pickup and not neutral_place:
            questions.append(DayQuestion("neutral_place", (one.case_id,)))
        else:
            place = neutral_place if one.neutral_pickup else one.pickup_id or base
            due = one.starts.hour * 60 + one.starts.minute - venues[one.venue_id].in_place_before
            riders.append(Rider(one.case_id, place, one.venue_id, due))
    return riders, own_way, questions


def exam_day(
    sittings: Sequence[ExamSitting],
    venues: Sequence[Venue],
    cars: Sequence[Car],
    *,
    travel: Mapping[tuple[str, str], int],
    base: str,
    neutral_place: str = "",
    rules: TravelRules | None = None,
) -> ExamDay:
    """Plan who is driven by whom on one day.

    Args:
        sittings: The day's exams, one a youth.
        venues: Where exams are held.
        cars: The cars and their drivers.
        travel: Minutes between places, by pairs of place ids; a pair holds both ways unless both are given.
        base: Place id the cars leave from.
        neutral_place: Place id of the neutral meeting place.
        rules: What a ride may be like.

    Raises:
        ValueError: When there is no sitting, they are on different days, or a youth has two.

    >>> nine = time(9, 0)
    >>> one = ExamSitting("MT-001", "MAT1019", date(2027, 5, 20), nine, "hall", True)
    >>> day = exam_day([one], [Venue("hall")], [Car("red", 4, "A1")], travel={("base", "hall"): 40}, base="base")
    >>> day.runs[0].leave_at, day.runs[0].stops[-1].at
    (datetime.time(7, 48), datetime.time(8, 30))
    """
    days = {one.on for one in sittings}
    if len(days) != 1:
        raise ValueError("the sittings of an exam day are all on one day")
    if len({one.case_id for one in sittings}) < len(sittings):
        raise ValueError("a youth sits one exam on one day")
    rules = rules or TravelRules()
    ordered = sorted(sittings, key=lambda one: one.case_id)
    riders, own_way, questions = _asked(ordered, {one.id: one for one in venues}, base, neutral_place)
    roads = Roads(travel)
    riders, too_long = _reachable(riders, base, roads, rules, questions)
    _ask_between(riders, roads, questions)
    in_order = sorted(cars, key=lambda one: (one.seats, one.id))

    @cache
    def route(group: int) -> Route | None:
        return best_route([one for at, one in enumerate(riders) if group >> at & 1], base, roads, rules)

    runs, no_seat, proof = _driven(riders, in_order, route)
    fails = {run.car_id: _driven(riders, [one for one in in_order if one.id != run.car_id], route)[1] for run in runs}
    return ExamDay(
        days.pop(),
        runs,
        tuple(own_way),
        tuple(sorted(questions, key=lambda one: (one.id, one.case_ids, one.places))),
        no_seat,
        too_long,
        {one.case_id: checklist(one.code) for one in ordered},
        dict(sorted(fails.items())),
        proof,
        tuple(ordered),
    )


def _reachable(
    riders: Sequence[Rider], base: str, roads: Roads, rules: TravelRules, questions: list[DayQuestion]
) -> tuple[list[Rider], tuple[str, ...]]:
    """Those who can be driven alone; the others are asked about or named."""
    able, too_long = [], []
    for one in riders:
        legs = [(base, one.place), (one.place, one.venue)]
        unknown = [leg for leg in legs if roads.minutes(*leg) is None]
        if unknown:
            questions += [DayQuestion("travel_time", (one.case_id,), leg) for leg in unknown]
        elif best_route([one], base, roads, rules) is None:
            too_long.append(one.case_id)
        else:
            able.append(one)
    return able, tuple(too_long)


def _ask_between(riders: Sequence[Rider], roads: Roads, questions: list[DayQuestion]) -> None:
    """Ask for the times between pick-up places and between venues, which might save a car."""
    for places in (sorted({one.place for one in riders}), sorted({one.venue for one in riders})):
        questions += [
            DayQuestion("travel_time", (), (here, there))
            for at, here in enumerate(places)
            for there in places[at + 1 :]
            if roads.minutes(here, there) is None
        ]


def _driven(
    riders: Sequence[Rider], cars: Sequence[Car], route: Callable[[int], Route | None]
) -> tuple[tuple[Run, ...], tuple[str, ...], str]:
    """The runs, those without a seat, and the proof."""
    seats = tuple(one.seats for one in cars)
    exact = len(riders) <= _EXACT_UP_TO
    groups = cover(riders, seats, route)[1] if exact else cover_in_parts(riders, seats, route)
    free = list(cars)
    runs = []
    for group in groups:
        found = route(group)
        car = free.pop(next(at for at, one in enumerate(free) if one.seats >= group.bit_count()))
        if found:
            runs.append(_run(car, found, [one for at, one in enumerate(riders) if group >> at & 1]))
    driven = sum(groups)
    left = tuple(one.case_id for at, one in enumerate(riders) if not driven >> at & 1)
    return tuple(sorted(runs, key=lambda one: (one.leave_at, one.car_id))), left, "optimal" if exact else "bounded"


def _run(car: Car, route: Route, riders: Sequence[Rider]) -> Run:
    stops = [
        Stop(place, _clock(route.leave + at), gets_in=tuple(one.case_id for one in riders if one.place == place))
        for place, at in route.pickups
    ]
    stops += [
        Stop(venue, _clock(route.leave + at), gets_out=tuple(one.case_id for one in riders if one.venue == venue))
        for venue, at in route.drops
    ]
    return Run(car.id, car.driver, _clock(route.leave), tuple(stops), route.minutes)


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)
