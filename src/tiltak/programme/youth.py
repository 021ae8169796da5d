"""The youth and the referral: what the programme is told, and by whom."""

from datetime import date

from attrs import field, frozen, validators

from tiltak.programme.codes import Channel, Track
from tiltak.rules import NOT_STATED, Case, Knowledge

__all__ = ["Referral", "Youth"]


def _track(value: str | None) -> Track | None:
    return None if value is None else Track(value)


@frozen
class Referral:
    """Somebody brought a youth to the programme.

    Args:
        case_id: The office's own made-up token for the youth, never a personal number.
        channel: Who it was.
        referred_on: The day it was received.
        track: The track the sender had in mind, if any was named.

    >>> Referral("MT-001", Channel.SELV, date(2026, 11, 2)).track is None
    True
    """

    case_id: str
    channel: Channel = field(converter=Channel)
    referred_on: date
    track: Track | None = field(default=None, converter=_track)


def _hidden(value: object) -> str:
    return "..." if value is not None else "None"


@frozen
class Youth:
    """One youth: the facts that decide, the referral, and what the plan and the exam day need to know.

    Args:
        case: Facts by the names of `tiltak.law.FACTS` and `tiltak.programme.FACTS`.
        referral: How the youth came.
        goal: Code of the goal (see `tiltak.study`), None when none is set.
        hours_per_week: Hours a week the youth can study, None when not known.
        municipality: Municipality number, None when not known.
        ride_wanted: Whether a ride to the exam is wanted; NOT_STATED until somebody has asked.

    Raises:
        ValueError: When case and referral are of two different youths.
    """

    case: Case
    referral: Referral
    goal: str | None = None
    hours_per_week: int | None = field(default=None, validator=validators.optional(validators.ge(0)))
    municipality: str | None = field(default=None, repr=_hidden)
    ride_wanted: bool | Knowledge = NOT_STATED

    def __attrs_post_init__(self) -> None:
        if self.case.id and self.case.id != self.referral.case_id:
            raise ValueError(f"the case is {self.case.id!r}, the referral {self.referral.case_id!r}")

    @property
    def case_id(self) -> str:
        """The token the office knows the youth by."""
        return self.referral.case_id
