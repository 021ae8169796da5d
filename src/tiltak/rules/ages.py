"""The four kinds of age rule. Mixing them up is where age errors come from, so each is a type of its own.

A person is no age before birth: with no lower limit the first day is the day of birth.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from tiltak.rules.checks import Test
from tiltak.rules.facts import FactKind

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["AgeRule", "ApplicationDeadline", "Birthday", "CalendarYear", "LeapDay", "SchoolYear"]

_LAST_YEAR = date.max.year
_DAY = timedelta(days=1)


class LeapDay(Enum):
    """When somebody born on 29 February has their birthday in a year without one. No statute was found that says."""

    FEBRUARY_28 = "02-28"
    MARCH_1 = "03-01"


def _day(year: int, month: int, day: int) -> date:
    # Beyond the calendar's end is "never", and the last day there is serves as that.
    return date.max if year > _LAST_YEAR else date(year, month, day)


def _limits(lower: int | None, upper: int | None, *, room: int) -> None:
    if lower is None and upper is None:
        raise ValueError("an age rule needs a lower or an upper limit")
    for limit in (lower, upper):
        if limit is not None and (isinstance(limit, bool) or limit < 0):
            raise ValueError(f"an age limit is a number of years from 0 up, not {limit!r}")
    if lower is not None and upper is not None and upper - lower < room:
        raise ValueError(f"no age is from {lower} to {upper}")


class AgeRule(Test):
    """What the four have in common: a first and a last day for every date of birth."""

    __slots__ = ()
    kinds = frozenset({FactKind.DATE})

    def first_day(self, born: date) -> date:
        """The first day on which the rule holds for somebody born then."""
        raise NotImplementedError

    def last_day(self, born: date) -> date | None:
        """The last day on which the rule holds; None when it never ends."""
        raise NotImplementedError

    def holds(self, value: date, on: date) -> bool:
        """True from the first day to the last, both included."""
        last = self.last_day(value)
        return self.first_day(value) <= on and (last is None or on <= last)

    def turns(self, value: date) -> tuple[date, ...]:
        """The first day, and the day after the last."""
        last = self.last_day(value)
        if last is None or last >= date.max:
            return (self.first_day(value),)
        return (self.first_day(value), last + _DAY)

    def born_between(self, on: date) -> tuple[date, date] | None:
        """The first and last date of birth for which the rule holds on a day; None when there is none.

        Both ends move forward with the date of birth, so two searches by halving find them.

        >>> Birthday(16, 30).born_between(date(2026, 11, 23))
        (datetime.date(1996, 11, 24), datetime.date(2010, 11, 23))
        """
        days = range(1, on.toordinal() + 1)

        def last_day(ordinal: int) -> date:
            return self.last_day(date.fromordinal(ordinal)) or date.max

        def first_day(ordinal: int) -> date:
            return self.first_day(date.fromordinal(ordinal))

        earliest = bisect_left(days, on, key=last_day)
        latest = bisect_right(days, on, key=first_day) - 1
        if earliest > latest:
            return None
        return date.fromordinal(days[earliest]), date.fromordinal(days[latest])

    def expression(self, column: nw.Expr, on: date) -> nw.Expr:
        """True where the date of birth is in the interval that holds on the day; null stays null."""
        import narwhals as nw  # noqa: PLC0415 - columns are an extra; a single case never loads it

        between = self.born_between(on)
        if between is None:
            return column < nw.lit(date.min)
        return (column >= nw.lit(between[0])) & (column <= nw.lit(between[1]))

    def marks(self, on: date) -> tuple[date, ...]:
        """The first date of birth that holds, and the first after the last one."""
        between = self.born_between(on)
        if between is None:
            return ()
        return (between[0], *((between[1] + _DAY,) if between[1] < date.max else ()))


@frozen
class Birthday(AgeRule):
    """From the day one turns an age, up to the day before one turns another.

    Args:
        at_least: Holds from this birthday; None from birth.
        below: Holds until the day before this birthday; None for ever.
        leap_day: Which day is the birthday of somebody born on 29 February, in other years.

    >>> Birthday(at_least=16, below=30).first_day(date(2010, 11, 23))
    datetime.date(2026, 11, 23)
    >>> Birthday(at_least=16, below=30).last_day(date(1996, 11, 23))
    datetime.date(2026, 11, 22)
    """

    at_least: int | None = None
    below: int | None = None
    leap_day: LeapDay = LeapDay.MARCH_1

    def __attrs_post_init__(self) -> None:
        """Refuse a rule without limits, or one nobody could meet."""
        _limits(self.at_least, self.below, room=1)

    def _birthday(self, born: date, age: int) -> date:
        year = born.year + age
        leap_year = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        if (born.month, born.day) == (2, 29) and not leap_year:
            return _day(year, 3, 1) if self.leap_day is LeapDay.MARCH_1 else _day(year, 2, 28)
        return _day(year, born.month, born.day)

    def first_day(self, born: date) -> date:
        """The birthday it starts on."""
        return born if self.at_least is None else self._birthday(born, self.at_least)

    def last_day(self, born: date) -> date | None:
        """The day before the birthday it ends with."""
        return None if self.below is None else self._birthday(born, self.below) - _DAY


@frozen
class CalendarYear(AgeRule):
    """From 1 January of the year one turns an age, to 31 December of the year one turns another.

    Args:
        first: Holds from 1 January of the year one turns this; None from birth.
        last: Holds to 31 December of the year one turns this; None for ever.

    >>> CalendarYear(16, 24).last_day(date(2002, 6, 1))
    datetime.date(2026, 12, 31)
    """

    first: int | None = None
    last: int | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a rule without limits, or one nobody could meet."""
        _limits(self.first, self.last, room=0)

    def first_day(self, born: date) -> date:
        """1 January."""
        return born if self.first is None else max(born, _day(born.year + self.first, 1, 1))

    def last_day(self, born: date) -> date | None:
        """31 December."""
        return None if self.last is None else _day(born.year + self.last, 12, 31)


def _month_and_day(_instance: object, attribute: Any, value: tuple[int, int]) -> None:
    try:
        date(2001, *value)
    except (TypeError, ValueError):
        raise ValueError(f"{attribute.name} must be (month, day) of any year, not {value!r}") from None


@frozen
class SchoolYear(AgeRule):
    """From the start of the school year that begins in the year one turns an age, to the end of such a year.

    Args:
        first: Holds from the school year that begins in the calendar year one turns this; None from birth.
        last: Holds to the end of the school year that begins in the calendar year one turns this; None for ever.
        starts: (month, day) a school year starts. The act has no date; 1 August is the custom of administration.

    >>> SchoolYear(None, 24).last_day(date(2002, 6, 1))
    datetime.date(2027, 7, 31)
    >>> SchoolYear(19, None).first_day(date(2007, 12, 31))
    datetime.date(2026, 8, 1)
    """

    first: int | None = None
    last: int | None = None
    starts: tuple[int, int] = field(default=(8, 1), validator=_month_and_day)

    def __attrs_post_init__(self) -> None:
        """Refuse a rule without limits, or one nobody could meet."""
        _limits(self.first, self.last, room=0)

    def first_day(self, born: date) -> date:
        """The day the school year starts."""
        return born if self.first is None else max(born, _day(born.year + self.first, *self.starts))

    def last_day(self, born: date) -> date | None:
        """The day before the next school year starts."""
        return None if self.last is None else _day(born.year + self.last + 1, *self.starts) - _DAY


@frozen
class ApplicationDeadline(AgeRule):
    """To the application deadline in the calendar year one turns an age.

    Args:
        last: The age.
        month: Month of the deadline.
        day: Day of the deadline; the day itself is in time.

    >>> ApplicationDeadline(19).last_day(date(2007, 12, 31))
    datetime.date(2026, 3, 1)
    """

    last: int
    month: int = 3
    day: int = 1

    def __attrs_post_init__(self) -> None:
        """Refuse a day that is not in every year."""
        _limits(None, self.last, room=0)
        try:
            date(2001, self.month, self.day)
        except ValueError:
            raise ValueError(f"no deadline on day {self.day} of month {self.month}") from None

    def first_day(self, born: date) -> date:
        """From birth."""
        return born

    def last_day(self, born: date) -> date:
        """The deadline."""
        return _day(born.year + self.last, self.month, self.day)
