"""An office that runs the programme, as the library reasons with it. `load_office` makes one from `office.toml`."""

from datetime import date

from attrs import frozen

from tiltak.office.codes import Language, PartnerRole, Service
from tiltak.programme import ProgrammeParameters, Track

__all__ = [
    "Arena",
    "Assumption",
    "Car",
    "Office",
    "Partner",
    "ReportPeriod",
    "School",
    "StaffMember",
    "Venue",
]


@frozen
class Arena:
    """The place where Back to School is. None is what is not stated.

    Args:
        name: What the place is called.
        outside_nav: Whether it lies outside NAV's own premises.
        sofa: Whether there is a sofa.
        kitchen: Whether there is a kitchen.
        evenings: Whether it is open in the evening.
        postcode: Where it is.
    """

    name: str
    outside_nav: bool | None = None
    sofa: bool | None = None
    kitchen: bool | None = None
    evenings: bool | None = None
    postcode: str | None = None


@frozen
class School:
    """An upper-secondary school where staff are present.

    Args:
        id: Short token, used in events.
        name: What the school is called.
        municipality: Its municipality's number, or None.
        weekdays: Days staff are there, 0 (Monday) to 4 (Friday), or None when it is not stated.
    """

    id: str
    name: str
    municipality: str | None = None
    weekdays: frozenset[int] | None = None


@frozen
class Partner:
    """Somebody the office works with.

    Args:
        name: What the partner is called; an institution or a function, never a person.
        role: What it is to the programme.
        tracks: The halves of the programme it takes part in.
        in_committee: Whether it sits in the committee that shares experience about young people, or None.
    """

    name: str
    role: PartnerRole
    tracks: frozenset[Track]
    in_committee: bool | None = None


@frozen
class StaffMember:
    """A post in the programme, never a person's name.

    Args:
        id: Short token.
        function: What the post is.
        hours_per_week: Hours a week for the programme, or None when it is not stated.
        drives: Whether the post drives youths to exams, or None.
    """

    id: str
    function: str
    hours_per_week: float | None = None
    drives: bool | None = None


@frozen
class Car:
    """A car for the exam day.

    Args:
        id: Short token.
        seats: Seats for youths; the driver's is not counted.
    """

    id: str
    seats: int


@frozen
class Venue:
    """A place where exams are held.

    Args:
        id: Short token, used in events.
        name: What the place is called.
        minutes: Driving time from the arena in minutes, or None when it is not known.
    """

    id: str
    name: str
    minutes: int | None = None


@frozen
class ReportPeriod:
    """The period the office reports on.

    Args:
        first: First day.
        last: Last day, included.
        profile: For whom the report is; it decides how small numbers are protected.
    """

    first: date
    last: date
    profile: str = "kommune"


@frozen
class Assumption:
    """A value in `office.toml` that the office does not know, but had to choose.

    Args:
        path: The value's place in the file; entries of a list are counted from 1.
        value: The value as it stands there; empty when a whole table is assumed.
        why: The office's reason.
        line: Line in the file.
    """

    path: str
    value: str
    why: str
    line: int


@frozen
class Office:
    """An office, its people and places, and how it reads the programme.

    Args:
        name: The office's name.
        nav_unit: NAV unit number, or None.
        county: County number: whose exam office it is.
        municipalities: Municipality numbers it serves.
        language: Language of its pages.
        arena: Where Back to School is, or None when there is no such place.
        schools: Schools with staff present.
        partners: Those it works with.
        staff: Posts.
        cars: Cars for exam days.
        venues: Places where exams are held.
        services: What it does for a youth.
        programme: How it reads the programme.
        report: The period it reports on, or None.
        example_as_of: The day the example is shown for; None in a real office.
        meet_minutes_before: Minutes before an exam begins that a youth is to be there, or None.
        assumptions: Every value marked as assumed, in the order of the file.
    """

    name: str
    county: str
    municipalities: tuple[str, ...]
    language: Language
    programme: ProgrammeParameters
    nav_unit: str | None = None
    arena: Arena | None = None
    schools: tuple[School, ...] = ()
    partners: tuple[Partner, ...] = ()
    staff: tuple[StaffMember, ...] = ()
    cars: tuple[Car, ...] = ()
    venues: tuple[Venue, ...] = ()
    services: frozenset[Service] = frozenset()
    report: ReportPeriod | None = None
    example_as_of: date | None = None
    meet_minutes_before: int | None = None
    assumptions: tuple[Assumption, ...] = ()
