"""What must hold before a change is recorded, one function a guard, by the ids in the table.

A guard answers with the field and the value that stand in the way, or with None. The words of what was expected are
``expected.guard.<id>``.
"""

import calendar
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from attrs import frozen

from tiltak.programme.participation.codes import Endings, Enrolment
from tiltak.programme.participation.life import Change, Life, Participation
from tiltak.programme.participation.table import Transition, limits, states

__all__ = ["GUARDS", "STATIC", "Attempt", "Blocked", "months_after"]

_PASSES: Final = frozenset("23456")
_FAILS: Final = frozenset("1")

Blocked = tuple[str, str]
"""Name of the field, and what stood there."""


@frozen
class Attempt:
    """A change somebody tries to make.

    Attributes:
        life: What it is made to.
        change: The change.
        transition: Its row of the table.
        valid_from: First day it would hold.
        on: The day it is recorded.
        others: The youth's other participations.
    """

    life: Life
    change: Change
    transition: Transition
    valid_from: date
    on: date
    others: tuple[Participation, ...]

    @property
    def participation(self) -> Participation:
        """The life, where it is known to be a participation."""
        if not isinstance(self.life, Participation):
            raise TypeError(f"{self.transition.code} is a change of a participation")
        return self.life

    @property
    def ended_on(self) -> date | None:
        """Last day of the participation, when it is over on the day of recording."""
        entry = self.life.entry_on(self.on)
        ended = entry is not None and states(self.life.machine)[entry.state].group == "ENDED"
        return entry.valid_from - timedelta(1) if ended and entry is not None else None


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or the last day of a month that is too short.

    >>> months_after(date(2026, 12, 31), 2)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _shown(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _enrolment(wanted: Enrolment) -> Callable[[Attempt], Blocked | None]:
    def guard(attempt: Attempt) -> Blocked | None:
        has = attempt.participation.delivery.enrolment
        return None if has is wanted else ("enrolment", has.value)

    return guard


def _endings(wanted: Endings) -> Callable[[Attempt], Blocked | None]:
    def guard(attempt: Attempt) -> Blocked | None:
        has = attempt.participation.delivery.endings
        return None if has is wanted else ("endings", has.value)

    return guard


def _delivery_open(attempt: Attempt) -> Blocked | None:
    last = attempt.participation.delivery.ends_on
    return ("valid_from", _shown(attempt.valid_from)) if last is not None and attempt.valid_from > last else None


def _delivery_over(attempt: Attempt) -> Blocked | None:
    last = attempt.participation.delivery.ends_on
    return None if last is not None and last < attempt.on else ("delivery.ends_on", _shown(last))


def _no_overlap(attempt: Attempt) -> Blocked | None:
    same = (one for one in attempt.others if one.case_id == attempt.life.case_id)
    live = next((one for one in same if one.live_from(attempt.valid_from)), None)
    return None if live is None else ("others", f"{live.track.value} {live.delivery.id}")


def _once(attempt: Attempt) -> Blocked | None:
    done = next((entry for entry in attempt.life.history if entry.change.code == attempt.transition.code), None)
    return None if done is None else ("change", f"{done.change.code} {_shown(done.valid_from)}")


def _not_after(name: str) -> Callable[[Attempt], Blocked | None]:
    def guard(attempt: Attempt) -> Blocked | None:
        day = getattr(attempt.change, name)
        return (name, _shown(day)) if day > attempt.valid_from else None

    return guard


def _start_reached(attempt: Attempt) -> Blocked | None:
    starts, ends = attempt.change.starts_on, attempt.change.ends_on
    if starts is None or starts > attempt.valid_from:
        return "starts_on", _shown(starts)
    return ("ends_on", _shown(ends)) if ends is not None and ends < attempt.valid_from else None


def _end_in_order(attempt: Attempt) -> Blocked | None:
    ends, last = attempt.change.ends_on, attempt.participation.delivery.ends_on
    begun, ended = _took_part_from(attempt.life, attempt.on), attempt.ended_on
    wrong = ends is None or begun is None or ends < begun or (last is not None and ends > last)
    # Another ending may be earlier than the one recorded; a later one takes up the participation, and that is EXTEND.
    wrong = wrong or (ended is not None and ends is not None and ends > ended)
    return ("ends_on", _shown(ends)) if wrong else None


def _took_part_from(life: Life, day: date) -> date | None:
    """First day of the newest stay in DELTAR."""
    entries = [entry for entry in life.timeline if entry.state == "DELTAR" and entry.valid_from <= day]
    return life.since(entries[-1].valid_from) if entries else None


def _ended_recently(attempt: Attempt) -> Blocked | None:
    ended = attempt.ended_on
    if ended is None or attempt.on < months_after(ended, limits()["EDITABLE_AFTER_END"].value):
        return None
    return "ended_on", _shown(ended)


def _later_end(attempt: Attempt) -> Blocked | None:
    ends, ended, last = attempt.change.ends_on, attempt.ended_on, attempt.participation.delivery.ends_on
    late = ends is not None and ends >= attempt.on and (ended is None or ends > ended)
    return None if late and (last is None or (ends is not None and ends <= last)) else ("ends_on", _shown(ends))


def _real_change(attempt: Attempt) -> Blocked | None:
    now = attempt.life.entry_on(attempt.on)
    same = now is not None and (now.state, now.valid_from, now.change.reason) == (
        attempt.transition.target,
        attempt.valid_from,
        attempt.change.reason,
    )
    return ("ends_on", _shown(attempt.change.ends_on)) if same else None


def _ending_planned(attempt: Attempt) -> Blocked | None:
    return None if attempt.life.next_after(attempt.on) is not None else ("ends_on", "")


def _begun_recently(attempt: Attempt) -> Blocked | None:
    begun = attempt.life.since(attempt.on)
    recent = begun is not None and (attempt.on - begun).days < limits()["NOT_RELEVANT_AFTER_START"].value
    return None if recent else ("starts_on", _shown(begun))


def _period_over(attempt: Attempt) -> Blocked | None:
    own = attempt.life.last_recorded("ends_on", attempt.on)
    ends = [day for day in (own, attempt.participation.delivery.ends_on) if day is not None]
    return None if ends and min(ends) < attempt.on else ("ends_on", _shown(min(ends, default=None)))


def _sitting(attempt: Attempt) -> date | None:
    """The day of the exam that counts: the one registered for, or the new one of a deferral; None when not known."""
    told = [entry for entry in attempt.life.timeline if entry.state in {"REGISTERED", "DEFERRED"}]
    return told[-1].change.sitting_on if told else None


def _before_sitting(attempt: Attempt) -> Blocked | None:
    day = _sitting(attempt)
    return None if day is None or attempt.valid_from < day else ("sitting_on", _shown(day))


def _sitting_reached(attempt: Attempt) -> Blocked | None:
    day = _sitting(attempt)
    return None if day is None or attempt.valid_from >= day else ("sitting_on", _shown(day))


def _grade(allowed: frozenset[str]) -> Callable[[Attempt], Blocked | None]:
    def guard(attempt: Attempt) -> Blocked | None:
        return None if attempt.change.grade in allowed else ("grade", attempt.change.grade)

    return guard


STATIC: Final = frozenset({"enrolment_direct", "enrolment_by_approval", "endings_of_training", "endings_of_other"})
"""Guards that follow from the delivery alone: what they refuse is never offered."""

GUARDS: Final[Mapping[str, Callable[[Attempt], Blocked | None]]] = MappingProxyType(
    {
        "before_sitting": _before_sitting,
        "begun_recently": _begun_recently,
        "delivery_open": _delivery_open,
        "delivery_over": _delivery_over,
        "documented": _not_after("documented_on"),
        "end_in_order": _end_in_order,
        "ended_recently": _ended_recently,
        "ending_planned": _ending_planned,
        "endings_of_other": _endings(Endings.OTHER),
        "endings_of_training": _endings(Endings.TRAINING),
        "enrolment_by_approval": _enrolment(Enrolment.TRENGER_GODKJENNING),
        "enrolment_direct": _enrolment(Enrolment.DIREKTE_VEDTAK),
        "follow_up_active": _not_after("follow_up_from"),
        "grade_exists": _grade(_FAILS | _PASSES),
        "grade_fails": _grade(_FAILS),
        "grade_passes": _grade(_PASSES),
        "later_end": _later_end,
        "no_overlap": _no_overlap,
        "once": _once,
        "period_over": _period_over,
        "proposal_made": _not_after("proposal_on"),
        "real_change": _real_change,
        "sitting_reached": _sitting_reached,
        "start_reached": _start_reached,
    }
)
