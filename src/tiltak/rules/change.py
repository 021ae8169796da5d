"""What would turn NO into YES: in the numbers of the compiled rules, and in ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from tiltak.rules.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tiltak.rules.conditions import Condition

__all__ = ["Change", "Flip", "change_of"]


@frozen
class Flip:
    """The cheapest set of conditions that would turn NO into YES.

    Args:
        conditions: Numbers of the conditions that must change.
        wanted: What each must become.
        assumed: Numbers of open conditions that must also turn out right.
        effort: Sum of the efforts; conditions that one answer changes together count once.
    """

    conditions: tuple[int, ...]
    wanted: tuple[bool, ...]
    assumed: tuple[int, ...]
    effort: float

    def order(self) -> tuple[float, int, int, tuple[int, ...], tuple[int, ...]]:
        """Cheapest first; then the fewest changes, the fewest assumptions, and the order of the tree."""
        return (self.effort, len(self.conditions), len(self.assumed), self.conditions, self.assumed)


@frozen
class Change:
    """The cheapest change that would turn NO into YES.

    Args:
        conditions: Ids of the conditions that would have to change.
        wanted: What each would have to become: YES, or NO for one the rules turn round.
        changed_by: Who can change each; "nobody" only together with `first_day`.
        assumed: Ids of open conditions that must turn out right as well.
        effort: Sum of the efforts of what people must do.
        first_day: None when it can be done now; otherwise the first day on which time has done its part.
    """

    conditions: tuple[str, ...]
    wanted: tuple[Verdict, ...]
    changed_by: tuple[str, ...]
    assumed: tuple[str, ...] = ()
    effort: float = 0
    first_day: date | None = None

    @property
    def by_time_alone(self) -> bool:
        """True when nobody needs to do anything but wait."""
        return self.first_day is not None and set(self.changed_by) <= {"nobody"}


def change_of(conditions: Sequence[Condition], flip: Flip) -> Change:
    """A flip with ids for numbers."""
    return Change(
        conditions=tuple(conditions[number].id for number in flip.conditions),
        wanted=tuple(Verdict(2 * state) for state in flip.wanted),
        changed_by=tuple(conditions[number].changed_by for number in flip.conditions),
        assumed=tuple(conditions[number].id for number in flip.assumed),
        effort=flip.effort,
    )
