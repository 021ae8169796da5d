"""Values that hold from one day to another, each with its source."""

import itertools
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Generic, TypeVar

from attrs import field, frozen

from tiltak.rules.sources import Basis, Policy, Source, a_day, a_day_or_none

__all__ = ["Dated", "DatedValues", "OutsideDates", "check_periods"]

T = TypeVar("T")


class OutsideDates(LookupError):  # noqa: N818 - it says what happened, as KeyError's siblings do not
    """A day that no rule or value covers: "it did not exist" is not "no", and not zero.

    Attributes:
        name: What was asked for.
        on: The day.
        covered: The periods that are covered, as (first, last), last None when open.
    """

    def __init__(self, name: str, on: date, covered: Sequence[tuple[date, date | None]], why: str = "") -> None:
        self.name = name
        self.on = on
        self.covered = tuple(covered)
        self.why = why
        spans = ", ".join(f"{first} to {last or 'open'}" for first, last in self.covered) or "nothing"
        super().__init__(f"{name} is not covered on {on}; covered: {spans}" + (f" ({why})" if why else ""))


def _sourced(_instance: object, _attribute: Any, value: Any) -> None:
    if not isinstance(value, (Source, Policy)):
        raise TypeError(f"a value cannot be built without its source; got {type(value).__name__}")


@frozen
class Dated(Generic[T]):
    """One value, its first and last day, and where it comes from.

    Args:
        value: The value.
        valid_from: First day.
        valid_to: Last day, inclusive; None while no end is known.
        source: Where it comes from. There is no value without one.
        unit: Unit, for example ``"NOK"``.
        confirmed: False for a value that is carried forward, inferred or of low confidence; it must then be shown so.

    Raises:
        TypeError: When the source or a day is missing.
        ValueError: When the days run backwards, or a value is called confirmed by a source that is not.
    """

    value: T
    valid_from: date = field(validator=a_day)
    valid_to: date | None = field(validator=a_day_or_none)
    source: Basis = field(validator=_sourced)
    unit: str = ""
    confirmed: bool = True

    def __attrs_post_init__(self) -> None:
        """Refuse what contradicts itself."""
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError(f"valid_to {self.valid_to} is before valid_from {self.valid_from}")
        if self.confirmed and not self.source.confirmed:
            raise ValueError(f"{self.source.cite()} is not confirmed, so its value must have confirmed=False")

    def covers(self, on: date) -> bool:
        """True on the first day, the last day and every day between."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


def _by_first_day(values: Iterable[Dated[T]]) -> tuple[Dated[T], ...]:
    return tuple(sorted(values, key=lambda dated: dated.valid_from))


def check_periods(name: str, periods: Sequence[tuple[date, date | None]]) -> None:
    """Refuse periods (sorted by first day) that overlap.

    Raises:
        ValueError: When two of them share a day.
    """
    for (first, last), (following, _) in itertools.pairwise(periods):
        if last is None or last >= following:
            raise ValueError(f"{name}: the period from {first} runs into the one from {following}")


@frozen
class DatedValues(Generic[T]):
    """One value through time. Periods do not overlap; a gap is a gap, and asking in it raises.

    >>> from tiltak.rules import Confidence
    >>> act = Source("forskrift", "1", in_force_from=None, url="https://lovdata.no/", checked_on=date(2026, 1, 1),
    ...              confidence=Confidence.HIGH)
    >>> fee = DatedValues("fee", (Dated(100, date(2024, 1, 1), date(2024, 12, 31), act, "NOK"),))
    >>> fee.on(date(2024, 12, 31)).value
    100
    >>> fee.on(date(2025, 1, 1))
    Traceback (most recent call last):
    ...
    tiltak.rules.dated.OutsideDates: fee is not covered on 2025-01-01; covered: 2024-01-01 to 2024-12-31
    """

    name: str
    values: tuple[Dated[T], ...] = field(converter=_by_first_day)

    def __attrs_post_init__(self) -> None:
        """Refuse two values for one day."""
        check_periods(self.name, self.periods)

    @property
    def periods(self) -> tuple[tuple[date, date | None], ...]:
        """The covered periods, as (first, last)."""
        return tuple((dated.valid_from, dated.valid_to) for dated in self.values)

    def on(self, day: date) -> Dated[T]:
        """The value of a day.

        Raises:
            OutsideDates: When no value covers the day. Nothing is ever assumed before the first or after the last.
        """
        for dated in self.values:
            if dated.covers(day):
                return dated
        raise OutsideDates(self.name, day, self.periods)
