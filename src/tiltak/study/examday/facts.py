"""What an exam day is planned from: who sits what and where, the venues, the cars, and who can stay with somebody."""

from datetime import date, time

from attrs import field, frozen

from tiltak.rules import NOT_STATED, Knowledge

__all__ = ["Car", "Companion", "ExamSitting", "Venue"]


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
        neutral_pickup: Whether the youth is only ever picked up at the neutral meeting place. Then nobody is picked up
            at `pickup_id`, and it stands in nothing that comes out.
        company_wanted: Whether the youth wants somebody to stay at the venue; only asked when there is staff for it.
    """

    case_id: str
    code: str
    on: date
    starts: time | None
    venue_id: str
    ride_wanted: bool | Knowledge
    pickup_id: str = field(default="", repr=False)
    neutral_pickup: bool = False
    company_wanted: bool | Knowledge = NOT_STATED


@frozen
class Venue:
    """An exam venue, and how long before the start one must be in place (minutes)."""

    id: str
    in_place_before: int = 30


@frozen
class Car:
    """A car, the seats it has for youths, and who drives it.

    Attributes:
        id: The car.
        seats: Seats for youths; the driver's own is not among them.
        driver: Who drives.
        drives_on: Whether the driver must be somewhere else afterwards, and so cannot wait even at the last venue.
    """

    id: str
    seats: int
    driver: str
    drives_on: bool = False


@frozen
class Companion:
    """Somebody of the staff who can stay at a venue, and the venues they get to by themselves.

    A driver may be named here too: one whose car goes out waits only where it ends.
    """

    id: str
    venues: tuple[str, ...]
