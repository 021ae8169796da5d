"""What may support a firm until an apprenticeship contract is signed: with what each asks, and how far it reaches.

Every number, condition and source is the law room's. Nothing here says that money is given.
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from attrs import frozen

from tiltak.faults import BadInput, Fault, FaultKind
from tiltak.law import Cost, Duration, Length, Measure, measure, not_established, payment_routes, route_rules
from tiltak.law.payment import PaymentRoute
from tiltak.rules import Basis, Case

__all__ = [
    "FirmSupport",
    "NotThere",
    "Reach",
    "Span",
    "SupportBeforeContract",
    "support_before_contract",
    "until_contract",
]

_OPEN_POINT: Final = "WAGE_SUBSIDY_DURING_APPRENTICESHIP"
_DAY: Final = timedelta(1)
_YEAR: Final = 12


@frozen(order=True)
class Span:
    """Whole calendar months, and the days left over.

    >>> until_contract(date(2026, 11, 23), date(2027, 8, 1))
    Span(months=8, days=9)
    """

    months: int
    days: int


def _later(day: date, months: int, days: int = 0) -> date:
    """The same day of a later month, or its last day where the month is too short."""
    year, month = divmod(day.year * _YEAR + day.month - 1 + months, _YEAR)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)) + timedelta(days)


def until_contract(on: date, contract: date) -> Span:
    """How long it is until a contract begins; nothing once it has.

    >>> until_contract(date(2027, 1, 31), date(2027, 2, 28))
    Span(months=1, days=0)
    """
    if contract <= on:
        return Span(0, 0)
    months = (contract.year - on.year) * _YEAR + contract.month - on.month
    if _later(on, months) > contract:
        months -= 1
    return Span(months, (contract - _later(on, months)).days)


@frozen
class Reach:
    """How far one length of a measure reaches from the day it starts.

    Args:
        duration: The length, with what must be so for it and its source.
        last_day: The last day it can cover.
        days_short: Days between it and the contract that nothing covers; 0 when it reaches, None without a contract.
        beyond_rules: True when it would reach past the last day the rules are known for.
    """

    duration: Duration
    last_day: date
    days_short: int | None
    beyond_rules: bool


@frozen
class FirmSupport:
    """One measure for the time before the contract.

    Args:
        measure: The measure as its rules are on the day: what it requires, and what was not established.
        route: Whether its conditions are met, and what the office must see to besides.
        reaches: How far each of its lengths reaches; none where no length was established.
    """

    measure: Measure
    route: PaymentRoute
    reaches: tuple[Reach, ...]

    @property
    def id(self) -> str:
        """Its code; the words are ``measure.<id>``."""
        return self.measure.id

    @property
    def requires(self) -> tuple[str, ...]:
        """Ids of the words for all that must be in place, of the measure and of the time before a contract."""
        return tuple(dict.fromkeys((*self.measure.requires, *(f"requires.{one}" for one in self.route.requires))))

    @property
    def unconfirmed(self) -> tuple[Basis, ...]:
        """The sources that are not confirmed, of the lengths and of the conditions."""
        bases = (*self.measure.unconfirmed, *(one for one in self.route.basis if not one.confirmed))
        return tuple(dict.fromkeys(bases))

    @property
    def confirmed(self) -> bool:
        """True when every source it rests on says what it is cited for."""
        return not self.unconfirmed


@frozen
class NotThere:
    """A measure that has no rules on the day.

    Args:
        id: Its code.
        not_established: True when it may have existed and its rules were not traced; False when it did not exist.
        first: First day there are rules, when that is later.
    """

    id: str
    not_established: bool
    first: date | None


@frozen
class SupportBeforeContract:
    """All that may support a firm before a contract.

    Args:
        starts: The day the support would start, and whose rules are told.
        contract: The day the contract begins; None while nobody knows.
        last_day: The day before the contract, on which every support ends; None without a contract.
        supports: The measures that have rules on the day: those that are open first, then the unclear, then the closed.
        not_there: The measures that have none.
        open_points: Ids of what the reading of the law did not settle.
    """

    starts: date
    contract: date | None
    last_day: date | None
    supports: tuple[FirmSupport, ...]
    not_there: tuple[NotThere, ...]
    open_points: tuple[str, ...] = (_OPEN_POINT,)


def _length(duration: Duration) -> tuple[int, int]:
    """A length as months and days.

    Raises:
        TypeError: When it is no whole number.
        KeyError: When its unit is none of a length.
    """
    number = duration.length.value
    if not isinstance(number, int):
        raise TypeError(f"a length is a whole number, not {number!r}")
    months, days = {"YEARS": (_YEAR, 0), "MONTHS": (1, 0), "WEEKS": (0, 7)}[duration.length.unit]
    return number * months, number * days


def _reaches(told: Measure, starts: date, contract: date | None) -> tuple[Reach, ...]:
    ordinary = next((_length(one) for one in told.durations if one.kind is Length.ORDINARY), (0, 0))
    found = []
    for duration in told.durations:
        months, days = _length(duration)
        if duration.kind is Length.EXTRA:
            months, days = months + ordinary[0], days + ordinary[1]
        last = _later(starts, months, days) - _DAY
        short = None if contract is None else max(0, (contract - last).days - 1)
        found.append(Reach(duration, last, short, told.valid_to is not None and last > told.valid_to))
    return tuple(found)


def _firm_routes() -> tuple[str, ...]:
    """The routes that are for a firm before a contract, in the order of the law room."""
    return tuple(
        code
        for code, versions in route_rules().items()
        if any(condition.id == "contract_not_signed" for condition in versions.versions[-1].conditions)
    )


def support_before_contract(case: Case, starts: date, contract: date | None = None) -> SupportBeforeContract:
    """What may support the firm until the contract, under the rules of the day it starts.

    Args:
        case: What is known of the young person and the firm; `tiltak.law.FACTS` are read.
        starts: The day the support would start.
        contract: The day the apprenticeship contract begins; None while nobody knows.

    Raises:
        BadInput: When the contract begins before the support, or answers contradict each other.
        OutsideDates: Before 2016-01-01, the first day these rules were read for.

    >>> case = Case({"born": date(2008, 5, 1), "residence": "STATSBORGER_EOES", "need_established": True})
    >>> found = support_before_contract(case, date(2026, 11, 23), date(2027, 8, 1))
    >>> [(one.id, one.reaches[0].last_day.isoformat(), one.reaches[0].days_short) for one in found.supports[-1:]]
    [('MENTOR', '2027-05-22', 70)]
    """
    if contract is not None and contract <= starts:
        fault = Fault(FaultKind.OUT_OF_RANGE, "apprenticeship", None, "contract_on", str(contract), f"> {starts}")
        raise BadInput([fault])
    routes = payment_routes(Cost.BEDRIFT_FOER_LAEREKONTRAKT, case, starts)
    supports = []
    for route in routes:
        told = measure(route.id, starts)
        supports.append(FirmSupport(told, route, _reaches(told, starts, contract)))
    there = {one.id for one in supports}
    untraced = not_established(starts)
    missing = []
    for code in _firm_routes():
        if code not in there:
            first = min(first for first, _ in route_rules()[code].periods)
            missing.append(NotThere(code, code in untraced, first if first > starts else None))
    last = None if contract is None else contract - _DAY
    return SupportBeforeContract(starts, contract, last, tuple(supports), tuple(missing))
