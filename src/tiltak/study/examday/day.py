"""The exam day: who is driven by whom, when to leave, who waits with whom, and what is not known yet.

A car leaves the base, picks everybody up, then drives to each venue once. Everybody is in place half an hour before
the start, nobody rides longer or waits longer than allowed, and a car goes out once. Within that the answer is
exact: fewest left without a seat, then fewest cars, then fewest minutes of driving. A travel time that nobody gave
is never estimated: no route uses it, and it becomes a question.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import time

from attrs import evolve

from tiltak.study.examday.county_rules import checklist, rules_of_day
from tiltak.study.examday.facts import Car, Companion, ExamSitting, Venue
from tiltak.study.examday.fleet import Fleet, clock, proof_of
from tiltak.study.examday.planned import DayQuestion, DayScore, ExamDay, Reserve, Run, Stop
from tiltak.study.examday.routes import Rider, Roads, TravelRules, best_route
from tiltak.study.examday.waiting import Waiting, who_waits

__all__ = [
    "Car",
    "Companion",
    "DayQuestion",
    "DayScore",
    "ExamDay",
    "ExamSitting",
    "Reserve",
    "Run",
    "Stop",
    "TravelRules",
    "Venue",
    "Waiting",
    "checklist",
    "exam_day",
]


def exam_day(
    sittings: Sequence[ExamSitting],
    venues: Sequence[Venue],
    cars: Sequence[Car],
    *,
    travel: Mapping[tuple[str, str], int],
    base: str,
    neutral_place: str = "",
    rules: TravelRules | None = None,
    staff: Sequence[Companion] | None = None,
    county: str = "",
) -> ExamDay:
    """Plan who is driven by whom on one day, and who waits with whom.

    Exact up to eighteen who are driven; above that, or when there is a bus full of ways to try, the nearest are taken
    together and `at_best` says what no plan can be better than. Who waits is chosen for the runs as they are: no car
    goes out only so that somebody can wait.

    Args:
        sittings: The day's exams, one a youth.
        venues: Where exams are held.
        cars: The cars and their drivers.
        travel: Minutes between places, by pairs of place ids; a pair holds both ways unless both are given.
        base: Place id the cars leave from.
        neutral_place: Place id of the neutral meeting place. Where a youth with a protected address lives nobody is
            picked up, whoever else lives there.
        rules: What a ride may be like.
        staff: Who can wait at a venue beside the drivers; None when waiting is not planned at all.
        county: Number of the county that holds the exams, for its own rules; empty for what is common to all.

    Raises:
        ValueError: When there is no sitting, they are on different days, a youth has two, two cars have one id, or a
            travel time is below zero.

    >>> from datetime import date
    >>> nine = time(9, 0)
    >>> one = ExamSitting("MT-001", "MAT1019", date(2027, 5, 20), nine, "hall", True)
    >>> day = exam_day([one], [Venue("hall")], [Car("red", 4, "A1")], travel={("base", "hall"): 40}, base="base")
    >>> day.runs[0].leave_at, day.runs[0].stops[-1].at
    (datetime.time(7, 48), datetime.time(8, 30))
    >>> day.reserve[0].questions
    (DayQuestion(id='taxi', case_ids=('MT-001',), places=()),)
    """
    days = {one.on for one in sittings}
    if len(days) != 1:
        raise ValueError("the sittings of an exam day are all on one day")
    if len({one.case_id for one in sittings}) < len(sittings):
        raise ValueError("a youth sits one exam on one day")
    if len({one.id for one in cars}) < len(cars):
        raise ValueError("a car goes out once, so each has an id of its own")
    if any(minutes < 0 for minutes in travel.values()):
        raise ValueError("a travel time is not below zero")
    rules = rules or TravelRules()
    ordered = _without_protected(sittings, {base, neutral_place, *(one.id for one in venues)})
    held = {one.id: one for one in venues}
    riders, own_way, questions = _asked(ordered, held, base, neutral_place)
    roads = Roads(travel)
    riders, too_long = _reachable(riders, base, roads, rules, questions)
    _ask_between(riders, roads, questions)
    fleet = Fleet(riders, sorted(cars, key=lambda one: (one.seats, one.id)), base, roads, rules)
    at = [(one.code, one.venue_id) for one in ordered]
    rules_used, asked = rules_of_day(at, {one.id: one.in_place_before for one in venues}, county)
    questions += [DayQuestion(question, (), places) for question, places in asked]
    company = [one for one in ordered if staff is not None and one.venue_id in held]
    unasked = [one.case_id for one in company if not isinstance(one.company_wanted, bool)]
    questions += [DayQuestion("company_wanted", (case_id,)) for case_id in unasked]

    def wait(runs: Sequence[Run]) -> tuple[tuple[Waiting, ...], tuple[str, ...]]:
        rode = {case_id: run.car_id for run in runs for case_id in run.riders}
        ends = {run.car_id: run.stops[-1].place for run in runs}
        return who_waits([one for one in company if one.company_wanted is True], ends, rode, cars, staff or ())

    runs, no_seat, score, best = fleet.driven()
    reserve = tuple(fleet.without(run.car_id, runs, wait) for run in sorted(runs, key=lambda one: one.car_id))
    waiting, nobody = wait(runs)
    return ExamDay(
        on=days.pop(),
        runs=runs,
        own_way=tuple(own_way),
        questions=tuple(sorted(questions, key=lambda one: (one.id, one.case_ids, one.places))),
        no_seat=no_seat,
        ride_too_long=too_long,
        checklist={one.case_id: checklist(one.code, county) for one in ordered},
        if_car_fails={one.car_id: one.no_seat for one in reserve},
        proof=proof_of(score, best),
        sittings=tuple(ordered),
        score=score,
        at_best=best or score,
        reserve=reserve,
        waiting=waiting,
        nobody_waits=nobody,
        county_rules=rules_used,
        in_place={
            one.case_id: clock(_due(one.starts, held[one.venue_id]))
            for one in ordered
            if one.starts and one.venue_id in held
        },
    )


def _without_protected(sittings: Iterable[ExamSitting], open_to_all: set[str]) -> list[ExamSitting]:
    """The sittings by case id; nobody is picked up where a youth with a protected address lives."""
    protected = {one.pickup_id for one in sittings if one.neutral_pickup} - open_to_all
    return [
        evolve(one, pickup_id="", neutral_pickup=True) if one.neutral_pickup or one.pickup_id in protected else one
        for one in sorted(sittings, key=lambda one: one.case_id)
    ]


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
            riders.append(Rider(one.case_id, place, one.venue_id, _due(one.starts, venues[one.venue_id])))
    return riders, own_way, questions


def _due(starts: time, venue: Venue) -> int:
    """Minutes after midnight by which one must be in place; never before the day itself."""
    return max(0, starts.hour * 60 + starts.minute - venue.in_place_before)


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
