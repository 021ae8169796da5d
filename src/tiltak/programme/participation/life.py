"""A life in dated states: what was recorded, in the order it was recorded, and the state that follows on any day.

Nothing is ever taken out of the history. A change that is recorded later replaces what was held before from its own
first day on, and replaces whatever was only planned when it was recorded; `state_on` reads that off.
"""

from datetime import date
from functools import cached_property
from typing import ClassVar, Self

from attrs import evolve, field, fields, frozen

from tiltak.programme.codes import Track
from tiltak.programme.participation.codes import Actor, Endings, Enrolment, Machine
from tiltak.programme.participation.table import states

__all__ = ["RECORDS", "Change", "Delivery", "Entry", "ExamAttempt", "Life", "Participation", "Schooling"]


def _masked(value: str) -> str:
    return "'...'" if value else "''"


@frozen
class Change:
    """A change somebody wants to record.

    Args:
        code: Code of the transition.
        by: Who makes it.
        valid_from: First day it holds; None means the day it is recorded, or the day after ``ends_on``.
        reason: Code of the reason.
        text: A few words, only with the reason ``ANNET``.
        starts_on: First day of the participation.
        ends_on: Last day of the participation.
        follow_up_from: First day of the follow-up period that runs.
        proposal_on: The day the arena proposed it.
        documented_on: The day the hindrance was documented.
        sitting_on: The day of the exam.
        on_behalf: Why the adviser approved for the youth.
        consent_id: Id of the consent that a sharing rests on.
        grade: ``"1"`` to ``"6"``.
        source: System an imported status came from.
        source_code: The status as it stood there, letter by letter.

    >>> Change("SHARE_DRAFT", "NAV_VEILEDER").by
    <Actor.NAV_VEILEDER: 'NAV_VEILEDER'>
    """

    code: str
    by: Actor = field(converter=Actor)
    valid_from: date | None = None
    reason: str = ""
    text: str = field(default="", repr=_masked)
    starts_on: date | None = None
    ends_on: date | None = None
    follow_up_from: date | None = None
    proposal_on: date | None = None
    documented_on: date | None = None
    sitting_on: date | None = None
    on_behalf: str = ""
    consent_id: str = ""
    grade: str = ""
    source: str = ""
    source_code: str = ""

    @property
    def recorded(self) -> tuple[str, ...]:
        """Names of the values the change brings along, in the order of definition."""
        return tuple(name for name in RECORDS if getattr(self, name))


RECORDS: tuple[str, ...] = tuple(one.name for one in fields(Change) if one.name not in {"code", "by", "valid_from"})
"""Everything a change may bring along."""


@frozen
class Entry:
    """A change that was recorded.

    Attributes:
        change: What was recorded.
        state: The state it led to.
        valid_from: First day of that state.
        recorded_on: The day it was recorded.
    """

    change: Change
    state: str
    valid_from: date
    recorded_on: date


@frozen
class Delivery:
    """What NAV calls a *gjennomføring*: the run of a measure a youth takes part in.

    Args:
        id: The office's own id.
        enrolment: How it takes people in.
        endings: Which endings it uses.
        ends_on: Its last day; None when none is set.

    >>> Delivery("arena-2026", "DIREKTE_VEDTAK", "TRAINING").ends_on is None
    True
    """

    id: str
    enrolment: Enrolment = field(converter=Enrolment)
    endings: Endings = field(converter=Endings)
    ends_on: date | None = None


@frozen
class Life:
    """What the three kinds of life have in common.

    Args:
        case_id: The office's made-up token for the youth.
        history: Everything recorded, in the order it was recorded.
    """

    machine: ClassVar[Machine]
    case_id: str
    history: tuple[Entry, ...] = field(default=(), kw_only=True)

    @cached_property
    def timeline(self) -> tuple[Entry, ...]:
        """What holds, by first day: the history without what a later change has replaced."""
        held: list[Entry] = []
        for entry in self.history:
            held = [
                earlier
                for earlier in held
                if earlier.valid_from < entry.valid_from and earlier.valid_from <= entry.recorded_on
            ]
            held.append(entry)
        return tuple(held)

    @property
    def void(self) -> bool:
        """Whether it was registered in error: then nothing it says holds, on earlier days neither."""
        return bool(self.timeline) and states(self.machine)[self.timeline[-1].state].group == "SINK"

    def entry_on(self, day: date) -> Entry | None:
        """What put the life in its state on a day; None before the first."""
        return next((entry for entry in reversed(self.timeline) if entry.valid_from <= day), None)

    def state_on(self, day: date) -> str:
        """The state on a day; the empty code before the first."""
        entry = self.entry_on(day)
        return "" if entry is None else entry.state

    def next_after(self, day: date) -> Entry | None:
        """What is stored beside the present state: the first that holds from a later day."""
        return next((entry for entry in self.timeline if entry.valid_from > day), None)

    def as_known(self, day: date) -> Self:
        """The life as it was known on a day: without what was recorded later."""
        return evolve(self, history=tuple(entry for entry in self.history if entry.recorded_on <= day))

    def since(self, day: date) -> date | None:
        """First day of the unbroken stay in the state of a day; None before the first."""
        first, state = None, self.state_on(day)
        for entry in reversed([entry for entry in self.timeline if entry.valid_from <= day]):
            if entry.state != state:
                break
            first = entry.valid_from
        return first

    def last_recorded(self, name: str, day: date) -> date | None:
        """The newest value of a date recorded in what holds up to a day."""
        values = (getattr(entry.change, name) for entry in reversed(self.timeline) if entry.valid_from <= day)
        return next((value for value in values if value is not None), None)

    def is_live(self, day: date) -> bool:
        """Whether the state of a day is one that is not over."""
        rule = states(self.machine).get(self.state_on(day))
        return rule is not None and rule.live


@frozen
class Participation(Life):
    """One participation of one youth in one track.

    Args:
        case_id: The office's made-up token for the youth.
        track: The track.
        delivery: The run of the measure it is in.
        history: Everything recorded, in the order it was recorded.

    >>> from tiltak.programme.participation.changes import apply
    >>> arena = Delivery("arena-2026", "DIREKTE_VEDTAK", "TRAINING")
    >>> youth = Participation("MT-001", Track.BACK_TO_SCHOOL, arena)
    >>> youth = apply(youth, Change("OPEN_DRAFT", "NAV_VEILEDER"), date(2026, 11, 2), others=())
    >>> youth.state_on(date(2026, 11, 1)), youth.state_on(date(2026, 11, 2))
    ('', 'KLADD')
    """

    machine = Machine.PARTICIPATION
    track: Track = field(converter=Track)
    delivery: Delivery

    def live_from(self, day: date) -> bool:
        """Whether it is live on a day or later, going by what is stored."""
        if self.void:
            return False
        later = (entry for entry in self.timeline if entry.valid_from > day)
        return self.is_live(day) or any(states(self.machine)[entry.state].live for entry in later)


@frozen
class Schooling(Life):
    """A youth's time in one school or one apprenticeship after another, by `SchoolState`."""

    machine = Machine.SCHOOLING


@frozen
class ExamAttempt(Life):
    """One attempt at one exam, by `ExamState`.

    Args:
        case_id: The office's made-up token for the youth.
        code: The exam's code.
        term: ``"V2027"`` or ``"H2026"``.
        history: Everything recorded, in the order it was recorded.
    """

    machine = Machine.EXAM
    code: str
    term: str

    @property
    def grade(self) -> str:
        """The newest grade that holds, after complaint where there was one; empty before there is any."""
        grades = (entry.change.grade for entry in reversed(self.timeline) if entry.change.grade)
        return "" if self.void else next(grades, "")
