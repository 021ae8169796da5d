"""Three limits that the four kinds of age rule do not say: each stands in one provision only."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import frozen

from tiltak.rules import AgeRule, Birthday, FactKind, LeapDay, Test

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["BornBefore", "NotOlderThan", "SchoolYearOfBirthday"]

_DAY = timedelta(days=1)


@frozen
class BornBefore(Test):
    """Born before a given day: a cohort, which no birthday ever changes.

    >>> BornBefore(date(1978, 1, 1)).holds(date(1977, 12, 31), date(2007, 1, 1))
    True
    """

    kinds = frozenset({FactKind.DATE})
    limit: date

    def holds(self, value: date, on: date) -> bool:  # noqa: ARG002 - the one signature all tests share
        """True before the limit."""
        return value < self.limit

    def expression(self, column: nw.Expr, on: date) -> nw.Expr:  # noqa: ARG002 - the one signature all tests share
        """True before the limit; null stays null."""
        return column < self.limit

    def marks(self, on: date) -> tuple[date, ...]:  # noqa: ARG002 - the one signature all tests share
        """The first date of birth that is too late."""
        return (self.limit,)


@frozen
class NotOlderThan(AgeRule):
    """Up to and including a birthday: the day after it is too late.

    NAV's own system for the four-year wage subsidy reads "not over 30" so, while the youth guarantee ends the day
    before the same birthday.

    >>> NotOlderThan(30).last_day(date(1996, 11, 23))
    datetime.date(2026, 11, 23)
    """

    age: int
    leap_day: LeapDay = LeapDay.MARCH_1

    def first_day(self, born: date) -> date:
        """From birth."""
        return born

    def last_day(self, born: date) -> date:
        """The birthday itself."""
        return Birthday(at_least=self.age, leap_day=self.leap_day).first_day(born)


@frozen
class SchoolYearOfBirthday(AgeRule):
    """To the end of the school year one turns an age *in*; not the one that begins in that calendar year.

    The act of 1998 let those who waited for an answer finish the school year in which they turned 18.

    >>> SchoolYearOfBirthday(18).last_day(date(1999, 3, 1))
    datetime.date(2017, 7, 31)
    >>> SchoolYearOfBirthday(18).last_day(date(1999, 8, 1))
    datetime.date(2018, 7, 31)
    """

    age: int
    starts: tuple[int, int] = (8, 1)

    def first_day(self, born: date) -> date:
        """From birth."""
        return born

    def last_day(self, born: date) -> date:
        """The day before the next school year starts."""
        year = born.year + self.age
        return date(year + ((born.month, born.day) >= self.starts), *self.starts) - _DAY
