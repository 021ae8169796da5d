"""Who stays at the venue with whom: one person at one place, and never one who has to drive on."""

from collections.abc import Mapping, Sequence

from attrs import frozen

from tiltak.study.examday.facts import Car, Companion, ExamSitting

__all__ = ["Waiting", "who_waits"]


@frozen
class Waiting:
    """Somebody who stays at a venue, and the youths they are there for."""

    venue: str
    staff_id: str
    case_ids: tuple[str, ...]


def who_waits(
    sittings: Sequence[ExamSitting],
    ends: Mapping[str, str],
    rode_with: Mapping[str, str],
    cars: Sequence[Car],
    staff: Sequence[Companion],
) -> tuple[tuple[Waiting, ...], tuple[str, ...]]:
    """Who waits where, so that as few as can be are without somebody; exact for the runs as they are.

    Args:
        sittings: Those who want company, at a venue that is known.
        ends: The last venue of each car that goes out, by car id.
        rode_with: The car of each youth who is driven, by case id.
        cars: All the cars and their drivers.
        staff: Those who can wait and are not only drivers.

    Returns:
        Who waits, by venue, and the youths nobody is there for. Where several wait, a youth is with the one who drove.

    >>> from datetime import date, time
    >>> one = ExamSitting("MT-001", "MAT1019", date(2027, 5, 20), time(9), "hall", True, company_wanted=True)
    >>> who_waits([one], {}, {}, [], [Companion("A2", ("hall",))])
    ((Waiting(venue='hall', staff_id='A2', case_ids=('MT-001',)),), ())
    """
    at: dict[str, list[str]] = {}
    for one in sittings:
        at.setdefault(one.venue_id, []).append(one.case_id)
    driving = {car.driver for car in cars if car.id in ends}
    there = {car.driver: ends[car.id] for car in cars if car.id in ends and not car.drives_on}
    free = {one.id: one.venues for one in staff if one.id not in driving}
    # The venue with most youths is served first; one who can go to several moves when that serves one more venue.
    # Whoever is given a place keeps one, so the first served stay served: that makes the greedy order exact.
    alone = sorted((venue for venue in at if venue not in there.values()), key=lambda venue: (-len(at[venue]), venue))
    given: dict[str, str] = {}
    for venue in alone:
        _place(venue, free, given, set())
    posts = sorted((venue, person) for person, venue in (there | given).items() if venue in at)
    with_whom: dict[tuple[str, str], list[str]] = {post: [] for post in posts}
    drivers = {car.id: car.driver for car in cars}
    for venue, youths in sorted(at.items()):
        here = [post for post in posts if post[0] == venue]
        for case_id in sorted(youths):
            drove = (venue, drivers.get(rode_with.get(case_id, ""), ""))
            if here:
                with_whom[drove if drove in here else here[0]].append(case_id)
    waiting = tuple(Waiting(*post, tuple(youths)) for post, youths in with_whom.items() if youths)
    served = {case_id for one in waiting for case_id in one.case_ids}
    return waiting, tuple(sorted(one.case_id for one in sittings if one.case_id not in served))


def _place(venue: str, free: Mapping[str, Sequence[str]], given: dict[str, str], asked: set[str]) -> bool:
    """Give a venue somebody, moving others on when that leaves all of theirs served."""
    for person in sorted(free):
        if venue in free[person] and person not in asked:
            asked.add(person)
            if person not in given or _place(given[person], free, given, asked):
                given[person] = venue
                return True
    return False
