"""Between the tracks: overlapping participations, and the one who leaves school or comes back.

A pupil who leaves is handed to Back to School, and one who returns goes back to Stay at School. The description says
"quickly" and names no number of days; the deadline is the library's own (`data/participation_limits.csv`).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import combinations, groupby, pairwise, zip_longest
from types import MappingProxyType

from attrs import frozen

from tiltak.programme.codes import Track
from tiltak.programme.participation.life import Participation, Schooling
from tiltak.programme.participation.table import Limit, limits, states

__all__ = ["Handover", "Overlap", "handovers", "overlaps"]

_NOBODY: Mapping[str, date] = MappingProxyType({})
_LEAVER, _RETURNER = "HAND_OVER_LEAVER", "HAND_BACK_RETURNER"


@frozen
class Overlap:
    """Two participations of one youth that are live at the same time.

    Attributes:
        case_id: The youth.
        first: The one that began first.
        second: The other.
        from_day: First day both are live.
        to_day: Last such day; None when nothing ends it.
    """

    case_id: str
    first: Participation
    second: Participation
    from_day: date
    to_day: date | None


@frozen
class Handover:
    """A youth to be taken over by the other track.

    Attributes:
        case_id: The youth.
        code: ``HAND_OVER_LEAVER`` or ``HAND_BACK_RETURNER``.
        since: The day the youth left or came back.
        due_on: Last day it is done in time.
        done_on: First day the youth had a participation in the other track; None while there is none.
        declined_on: The day the youth said no to it.
        to: The track that takes over.
        limit: The deadline and what it rests on.
    """

    case_id: str
    code: str
    since: date
    due_on: date
    done_on: date | None
    declined_on: date | None
    to: Track
    limit: Limit

    @property
    def open(self) -> bool:
        """Whether somebody still has to do it."""
        return self.done_on is None and self.declined_on is None

    @property
    def in_time(self) -> bool | None:
        """Whether it was done by the last day; None while it is not done."""
        return None if self.done_on is None else self.done_on <= self.due_on

    def overdue(self, on: date) -> bool:
        """Whether it is open and its last day has passed."""
        return self.open and self.due_on < on


def _live_periods(participation: Participation) -> Iterator[tuple[date, date | None]]:
    if participation.void:
        return
    rules = states(participation.machine)
    for entry, after in zip_longest(participation.timeline, participation.timeline[1:]):
        if rules[entry.state].live:
            yield entry.valid_from, None if after is None else after.valid_from - timedelta(1)


def _joined(periods: Iterable[tuple[date, date | None]]) -> list[tuple[date, date | None]]:
    joined: list[tuple[date, date | None]] = []
    for first, last in periods:
        if joined and joined[-1][1] is not None and joined[-1][1] + timedelta(1) == first:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def overlaps(participations: Iterable[Participation]) -> tuple[Overlap, ...]:
    """Participations of one youth that are live on the same days, by youth and day.

    `apply` lets none come about; an import may bring some, and a person must say which is right.
    """
    ordered = sorted(
        participations, key=lambda one: (one.case_id, one.timeline[0].valid_from if one.timeline else date.max)
    )
    found = []
    for case_id, group in groupby(ordered, key=lambda one: one.case_id):
        for one, other in combinations(group, 2):
            for first, last in _joined(_live_periods(one)):
                for begins, ends in _joined(_live_periods(other)):
                    start = max(first, begins)
                    end = min((day for day in (last, ends) if day is not None), default=None)
                    if end is None or start <= end:
                        found.append(Overlap(case_id, one, other, start, end))
    return tuple(sorted(found, key=lambda overlap: (overlap.case_id, overlap.from_day)))


def handovers(
    schoolings: Iterable[Schooling],
    participations: Iterable[Participation],
    on: date,
    declined: Mapping[str, date] = _NOBODY,
) -> tuple[Handover, ...]:
    """Those who have left school or come back, each with the deadline and whether it is met, by deadline and youth.

    A leaver is everybody whose schooling stands at ``SLUTTET``. A returner is one who was there, is at school again
    and had a live participation in Back to School on the day of the return.

    Args:
        schoolings: One for each youth.
        participations: Of the same youths, in any track.
        on: The day it is looked at.
        declined: By case id, the day a youth said no; a no from before the day of leaving counts for nothing.

    >>> from tiltak.programme.participation.changes import apply
    >>> from tiltak.programme.participation.life import Change
    >>> pupil = apply(Schooling("MT-001"), Change("ENROL_AS_PUPIL", "SKOLE"), date(2026, 8, 17))
    >>> left = apply(pupil, Change("LEAVE", "SKOLE"), date(2026, 11, 16))
    >>> found, = handovers([left], [], date(2026, 11, 23))
    >>> found.due_on, found.overdue(date(2026, 11, 23)), found.overdue(date(2026, 11, 24))
    (datetime.date(2026, 11, 23), False, True)
    """
    by_case: dict[str, list[Participation]] = {}
    for participation in participations:
        by_case.setdefault(participation.case_id, []).append(participation)
    found = (
        _handover(schooling, by_case.get(schooling.case_id, []), on, declined.get(schooling.case_id))
        for schooling in schoolings
    )
    return tuple(sorted((one for one in found if one is not None), key=lambda one: (one.due_on, one.case_id)))


def _handover(
    schooling: Schooling, participations: list[Participation], on: date, declined: date | None
) -> Handover | None:
    state = schooling.state_on(on)
    if state == "SLUTTET":
        since, code, to = schooling.since(on), _LEAVER, Track.BACK_TO_SCHOOL
    else:
        since, code, to = _came_back(schooling, on), _RETURNER, Track.STAY_AT_SCHOOL
        there = (one for one in participations if one.track is Track.BACK_TO_SCHOOL)
        if since is None or not any(one.is_live(since) for one in there):
            return None
    if since is None:
        return None
    limit = limits()[code]
    taken = [
        day for one in participations if one.track is to for day in [_first_live(one, since, on)] if day is not None
    ]
    no = declined if declined is not None and since <= declined <= on else None
    return Handover(
        schooling.case_id, code, since, since + timedelta(limit.value), min(taken, default=None), no, to, limit
    )


def _came_back(schooling: Schooling, on: date) -> date | None:
    """The day of the newest return; None for one who never left or is not at school now."""
    held = [entry for entry in schooling.timeline if entry.valid_from <= on]
    if not held or states(schooling.machine)[held[-1].state].group != "AT_SCHOOL":
        return None
    returns = [entry.valid_from for before, entry in pairwise(held) if before.state == "SLUTTET"]
    return returns[-1] if returns else None


def _first_live(participation: Participation, since: date, on: date) -> date | None:
    """First day from `since` to `on` on which a participation is live; None when there is none."""
    for first, last in _joined(_live_periods(participation)):
        if first <= on and (last is None or last >= since):
            return max(first, since)
    return None
