"""The work of each adviser, as counts and hours: youths, conversations to come and held, what is overdue.

Nothing here weighs one youth against another or one adviser against another. There is no score.
"""

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from tiltak.programme.follow_up.contacts import Contact, contact_kinds
from tiltak.programme.follow_up.plan import EVENING, ContactPlan

__all__ = ["Workload", "workload"]

_MINUTES = 60


@frozen
class Workload:
    """What one adviser has to do and has done in a period.

    Attributes:
        adviser: Office's own code; empty for youths nobody has been named for.
        youths: Youths with a plan.
        planned: Conversations planned in the period.
        planned_evenings: How many of them are in the evening.
        planned_minutes: Minutes they take by the kind's own number.
        held: Contacts in the period, attempts among them.
        held_minutes: Minutes told, and the kind's own number where nobody told.
        minutes_not_told: Contacts whose minutes nobody told.
        overdue: Youths whose conversation is overdue on the first day.
    """

    adviser: str
    youths: int
    planned: int
    planned_evenings: int
    planned_minutes: int
    held: int
    held_minutes: int
    minutes_not_told: int
    overdue: int

    @property
    def planned_hours(self) -> float:
        """Planned hours."""
        return self.planned_minutes / _MINUTES

    @property
    def held_hours(self) -> float:
        """Hours spent, as far as they are known."""
        return self.held_minutes / _MINUTES


def workload(
    plans: Iterable[ContactPlan], contacts: Iterable[Contact], first: date, last: date
) -> tuple[Workload, ...]:
    """The work of each adviser from one day to another, both counted, in the order of the advisers' codes.

    >>> held = [Contact("MT-001", date(2026, 11, 23), "INDIVIDUAL", "V1", 30)]
    >>> workload([], held, date(2026, 11, 23), date(2026, 11, 29))[0].held_hours
    0.5
    """
    given = tuple(plans)
    done = [one for one in contacts if first <= one.on <= last]
    found = []
    for adviser in sorted({plan.adviser for plan in given} | {one.adviser for one in done}):
        own = [plan for plan in given if plan.adviser == adviser]
        to_come = [one for plan in own for one in plan.planned if first <= one.on <= last]
        held = [one for one in done if one.adviser == adviser]
        minutes = [contact_kinds()[one.kind].minutes if one.minutes is None else one.minutes for one in held]
        found.append(
            Workload(
                adviser,
                len(own),
                len(to_come),
                sum(one.kind == EVENING for one in to_come),
                sum(contact_kinds()[one.kind].minutes for one in to_come),
                len(held),
                sum(minutes),
                sum(one.minutes is None for one in held),
                sum(plan.days_over(first) > 0 for plan in own),
            )
        )
    return tuple(found)
