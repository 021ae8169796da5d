"""The shape of `office.toml`, for pydantic. Only `load` imports this module, so that only reading a file pays for it.

The classes here are the file's, not the library's: they say which keys there are and what may stand there.
What was read is handed to `model` at once.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from tiltak.law import Right
from tiltak.office.codes import WEEKDAYS, Language, PartnerRole, Service
from tiltak.office.registers import UnitState, closest_number, counties, municipalities, nav_units, postcodes
from tiltak.office.spelling import Spelling, nearest_date
from tiltak.programme import RIGHTS_THAT_MAY_COUNT, Track, UpperAge, WaitingRule
from tiltak.rules import LeapDay

__all__ = ["OfficeFile"]


def _unknown(expected: str, near: str | None) -> PydanticCustomError:
    return PydanticCustomError("unknown_code", "unknown code", {"expected": expected, "nearest": near})


def _one_of(values: Mapping[str, Any]) -> BeforeValidator:
    spelling = Spelling(values)

    def check(found: object) -> object:
        if not isinstance(found, str):
            return found
        if found in values:
            return values[found]
        raise _unknown(", ".join(values), spelling.nearest(found))

    return BeforeValidator(check)


def _members(codes: type[StrEnum], allowed: frozenset[Any] | None = None) -> BeforeValidator:
    return _one_of({member.value: member for member in codes if allowed is None or member in allowed})


def _in_register(register: Callable[[], Mapping[str, Any]], expected: str) -> BeforeValidator:
    def check(found: object) -> object:
        if not isinstance(found, str) or found in register():
            return found
        raise _unknown(expected, closest_number(found, register()) if expected != "postcode" else None)

    return BeforeValidator(check)


def _open_unit(found: object) -> object:
    if isinstance(found, str) and found in nav_units() and nav_units()[found].state is UnitState.CLOSED:
        raise PydanticCustomError("contradiction", "closed unit", {"expected": "open_nav_unit"})
    return found


def _as_date(found: object) -> object:
    if isinstance(found, datetime):
        return str(found)  # a moment where a day is asked for: a wrong type like any other
    if not isinstance(found, str):
        return found
    try:
        return date.fromisoformat(found)
    except ValueError:
        details = {"expected": "date_yyyy_mm_dd", "nearest": nearest_date(found)}
        raise PydanticCustomError("no_such_date", "no such date", details) from None


def _token(found: object) -> object:
    if isinstance(found, str) and not (found.replace("-", "").isalnum() and found == found.lower()):
        raise PydanticCustomError("wrong_type", "not a token", {"expected": "lower_case_token"})
    return found


Day = Annotated[date, BeforeValidator(_as_date)]
Text = Annotated[str, Field(min_length=1, max_length=200)]
Token = Annotated[str, Field(min_length=1, max_length=40), BeforeValidator(_token)]
CountyNumber = Annotated[str, _in_register(counties, "county_number")]
MunicipalityNumber = Annotated[str, _in_register(municipalities, "municipality_number")]
UnitNumber = Annotated[str, BeforeValidator(_open_unit), _in_register(nav_units, "nav_unit_number")]
PostcodeText = Annotated[str, _in_register(postcodes, "postcode")]
Weekday = Annotated[int, _one_of(WEEKDAYS)]
TrackCode = Annotated[Track, _members(Track)]


class _Table(BaseModel):
    """A table that knows all its keys: one it does not know is a fault, and nothing is read as something else."""

    model_config = ConfigDict(extra="forbid", strict=True)


class OfficeTable(_Table):
    """Who the office is."""

    name: Text
    nav_unit: UnitNumber | None = None
    county: CountyNumber
    municipalities: list[MunicipalityNumber] = Field(min_length=1)
    language: Annotated[Language, _members(Language)]
    services: list[Annotated[Service, _members(Service)]] = []


class ArenaTable(_Table):
    """Where Back to School is."""

    name: Text
    outside_nav: bool | None = None
    sofa: bool | None = None
    kitchen: bool | None = None
    evenings: bool | None = None
    postcode: PostcodeText | None = None


class SchoolTable(_Table):
    """A school with staff present."""

    id: Token
    name: Text
    municipality: MunicipalityNumber | None = None
    weekdays: list[Weekday] | None = None


class PartnerTable(_Table):
    """Somebody the office works with."""

    name: Text
    role: Annotated[PartnerRole, _members(PartnerRole)]
    tracks: list[TrackCode] = Field(min_length=1)
    in_committee: bool | None = None


class StaffTable(_Table):
    """A post in the programme."""

    id: Token
    function: Text
    hours_per_week: Annotated[float, Field(gt=0, le=60, strict=False)] | None = None
    drives: bool | None = None


class CarTable(_Table):
    """A car for exam days."""

    id: Token
    seats: Annotated[int, Field(ge=1, le=50)]


class VenueTable(_Table):
    """A place where exams are held."""

    id: Token
    name: Text
    minutes: Annotated[int, Field(ge=0, le=600)] | None = None


class ProgrammeTable(_Table):
    """How the office reads the programme; what is absent stands as the library ships it."""

    upper_age: Annotated[UpperAge, _members(UpperAge)] | None = None
    rights_that_count: list[Annotated[Right, _members(Right, RIGHTS_THAT_MAY_COUNT)]] | None = None
    capacity: Annotated[int, Field(ge=0)] | None = None
    stay_capacity: Annotated[int, Field(ge=0)] | None = None
    leap_day: Annotated[LeapDay, _one_of({day.name: day for day in LeapDay})] | None = None
    waiting_rule: Annotated[WaitingRule, _members(WaitingRule)] | None = None
    sharing_age: Annotated[int, Field(ge=0, le=30)] | None = None
    duplicate_days: Annotated[int, Field(ge=0, le=3660)] | None = None


class ReportTable(_Table):
    """The period the office reports on."""

    first: Day
    last: Day
    profile: Literal["kommune"] = "kommune"


class ExamDayTable(_Table):
    """What the office holds to on an exam day."""

    meet_minutes_before: Annotated[int, Field(ge=0, le=240)] | None = None


class ExampleTable(_Table):
    """Only in an example: the day it is shown for."""

    as_of: Day


class OfficeFile(_Table):
    """The whole file."""

    office: OfficeTable
    arena: ArenaTable | None = None
    schools: list[SchoolTable] = []
    partners: list[PartnerTable] = []
    staff: list[StaffTable] = []
    cars: list[CarTable] = []
    venues: list[VenueTable] = []
    programme: ProgrammeTable = ProgrammeTable()
    exam_day: ExamDayTable = ExamDayTable()
    report: ReportTable | None = None
    example: ExampleTable | None = None
