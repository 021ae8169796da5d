"""The signals: dated rules, each with its basis, who sees it, and what to do first and by whom.

A signal says "talk to this person". It is no risk score, it ranks nobody, and nothing was learned from people.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final

from attrs import frozen

from tiltak.law import all_values
from tiltak.law.provisions import read_provisions
from tiltak.rules import (
    Basis,
    Case,
    Condition,
    Decision,
    Node,
    Policy,
    RuleSet,
    RuleVersions,
    Test,
    Verdict,
    all_of,
    at_least,
    is_one_of,
    is_true,
    not_,
)
from tiltak.school.signals.facts import SIGNAL_FACTS, check_signal_facts
from tiltak.school.signals.parameters import SignalParameters
from tiltak.school.signals.sightings import Sighting, sightings_by_fact
from tiltak.tables import read_rows

__all__ = ["DESCRIPTION", "FIRST_DAY", "Observation", "Signal", "SignalAnswer", "all_signals", "observe"]

FIRST_DAY: Final = date(2006, 8, 1)
"""The first day the signals that rest on no law can be asked about; the library says nothing of schools before it."""

DESCRIPTION: Final = Policy("NAV Midt-Telemark", "Back to school / Stay at school", "2-3", date(2026, 11, 23))
"""Who is followed up in the schools, and together with whom."""

_LIMIT: Final = "absence.limit"
_LEFT_OUT: Final = ("signal.not_modelled.what_counts", "signal.not_modelled.exactly_the_limit")


@frozen
class Signal:
    """One signal.

    Args:
        id: Its code; the words are ``signal.<id>``.
        rules: Its rules through time.
        observed_by: Who sees it first, as a code; the words are ``school.who.<code>``.
        first_step: What to do first, as a code; the words are ``signal_step.<first_step>``.
        step_by: Who does that.
    """

    id: str
    rules: RuleVersions
    observed_by: str
    first_step: str
    step_by: str

    def basis(self, on: date) -> tuple[Basis, ...]:
        """What the signal rests on, on a day.

        Raises:
            OutsideDates: When there were no rules for it on the day.
        """
        bases = (basis for condition in self.rules.on(on).conditions for basis in condition.bases)
        return tuple(dict.fromkeys(bases))

    def covers(self, on: date) -> bool:
        """Whether there are rules for it on a day."""
        return any(first <= on and (last is None or on <= last) for first, last in self.rules.periods)


@frozen
class SignalAnswer:
    """One signal for one person.

    Args:
        signal: The signal.
        decision: YES raised, NO not raised, UNKNOWN something must be asked first.
        sightings: Who told the facts the signal reads, and when, as far as that was recorded.
    """

    signal: Signal
    decision: Decision
    sightings: tuple[Sighting, ...] = ()


@frozen
class Observation:
    """All signals for one person on a day, in the order of the table; the order says nothing of the person.

    Args:
        case_id: The person's made-up token.
        on: The day.
        answers: One answer a signal that has rules on the day.
        not_covered: Ids of the signals that have none: nothing was established for the day.
    """

    case_id: str
    on: date
    answers: tuple[SignalAnswer, ...]
    not_covered: tuple[str, ...]

    @property
    def raised(self) -> tuple[str, ...]:
        """Ids of the signals that are raised."""
        return tuple(one.signal.id for one in self.answers if one.decision.verdict is Verdict.YES)

    @property
    def open(self) -> tuple[str, ...]:
        """Ids of the signals that cannot be answered yet."""
        return tuple(one.signal.id for one in self.answers if one.decision.verdict is Verdict.UNKNOWN)

    @property
    def flagged(self) -> Verdict:
        """YES when a signal is raised, NO when none can be, UNKNOWN between."""
        return max((one.decision.verdict for one in self.answers), default=Verdict.UNKNOWN)

    @property
    def questions(self) -> tuple[str, ...]:
        """Names of the facts that are still needed, each once, in the order of the table of facts."""
        needed = {name for one in self.answers for name in one.decision.still_needed}
        return tuple(name for name in SIGNAL_FACTS if name in needed)

    @property
    def first_steps(self) -> tuple[tuple[str, str], ...]:
        """What to do first and by whom, each once, for the signals that are raised."""
        steps = ((one.signal.first_step, one.signal.step_by) for one in self.answers if one.signal.id in self.raised)
        return tuple(dict.fromkeys(steps))


def _who(codes: tuple[str, ...], basis: Basis | tuple[Basis, ...]) -> Condition:
    kind = "_or_".join({"ELEV": "pupil", "LAERLING": "apprentice"}[code] for code in codes)
    return Condition(f"signal.{kind}", SIGNAL_FACTS["activity"], is_one_of(*codes), basis)


def _simple(signal: str, codes: tuple[str, ...], name: str, test: Test, basis: Basis) -> RuleVersions:
    asked = Condition(f"signal.{name}", SIGNAL_FACTS[name], test, basis, changed_by=SIGNAL_FACTS[name].answered_by)
    tree = all_of(_who(codes, DESCRIPTION), asked)
    return RuleVersions(signal, (RuleSet(signal, str(FIRST_DAY), tree, FIRST_DAY),))


def _absence(signal: str, tree: Callable[[Condition, Condition], Node]) -> RuleVersions:
    """The rules for each run of days with one absence limit in the law."""
    versions = []
    for dated in all_values()[_LIMIT].values:
        limit = dated.value
        if not isinstance(limit, int | float):
            raise TypeError(f"{_LIMIT} is a number of per cent")
        adult = _provisions()["forskrift.adult_participants"]
        pupil = _who(("ELEV",), (dated.source, adult))
        reached = Condition("signal.absence_limit", SIGNAL_FACTS["absence_percent"], at_least(limit), dated.source)
        first, last = dated.valid_from, dated.valid_to
        versions.append(RuleSet(signal, str(first), tree(pupil, reached), first, last, _LEFT_OUT))
    return RuleVersions(signal, tuple(versions))


@cache
def _provisions() -> Mapping[str, Basis]:
    return MappingProxyType(dict(read_provisions("tiltak.school.signals", "data/provisions.csv")))


def _rules(limits: SignalParameters) -> Mapping[str, RuleVersions]:
    pupil, apprentice = ("ELEV",), ("LAERLING",)
    both = (*pupil, *apprentice)
    own = limits.basis
    near = Condition("signal.absence_near", SIGNAL_FACTS["absence_percent"], at_least(limits.absence_near), own)

    def near_and_below(who: Condition, reached: Condition) -> Node:
        return all_of(who, near, not_(reached, id="signal.below_limit"))

    rise, failed = at_least(limits.absence_rise), at_least(limits.failed_subjects)
    changes = at_least(limits.programme_changes)
    found = (
        _absence("ABSENCE_LIMIT", all_of),
        _absence("ABSENCE_NEAR", near_and_below),
        _simple("ABSENCE_RISE", pupil, "absence_rise_points", rise, own),
        _simple("ASSESSMENT_WARNING", pupil, "assessment_warning", is_true(), own),
        _simple("FAILED_SUBJECTS", both, "failed_subjects", failed, own),
        _simple("PROGRAMME_CHANGES", both, "programme_changes", changes, own),
        _simple("WISH_TO_QUIT", both, "wish_to_quit", is_true(), own),
        _simple("WORKPLACE_CONCERN", apprentice, "workplace_concern", is_true(), own),
    )
    return {one.id: one for one in found}


@cache
def all_signals(limits: SignalParameters | None = None) -> tuple[Signal, ...]:
    """Every signal, in the order of the table.

    Args:
        limits: The limits no law sets; the proposed ones when None.

    >>> [one.id for one in all_signals() if not one.covers(date(2024, 7, 31))]
    ['ABSENCE_LIMIT', 'ABSENCE_NEAR']
    """
    rules = _rules(limits or SignalParameters())
    return tuple(
        Signal(row["id"], rules[row["id"]], row["observed_by"], row["first_step"], row["step_by"])
        for row in read_rows("tiltak.school.signals", "data/signals.csv")
    )


def _answer(signal: Signal, case: Case, on: date, told: Mapping[str, tuple[Sighting, ...]]) -> SignalAnswer:
    rules = signal.rules.on(on)
    its = tuple(one for name in rules.fact_names for one in told.get(name, ()))
    return SignalAnswer(signal, rules.decide(case, on), its)


def observe(
    case: Case, on: date, limits: SignalParameters | None = None, *, sightings: Iterable[Sighting] = ()
) -> Observation:
    """The signals of one person on a day.

    Args:
        case: What is known; `SIGNAL_FACTS` are read.
        on: The day.
        limits: The limits no law sets; the proposed ones when None.
        sightings: Who told what, and when.

    Raises:
        BadInput: When an answer or a sighting cannot be.

    >>> case = Case({"activity": "ELEV", "absence_percent": 10, "wish_to_quit": False}, id="MT-001")
    >>> seen = observe(case, date(2026, 11, 23))
    >>> seen.raised, seen.first_steps
    (('ABSENCE_LIMIT',), (('TALK_ABOUT_ABSENCE', 'KONTAKTLAERER'),))
    >>> seen.questions
    ('absence_rise_points', 'assessment_warning', 'failed_subjects', 'programme_changes')
    """
    check_signal_facts(case)
    told = sightings_by_fact(sightings, case, on)
    every = all_signals(limits)
    return Observation(
        case.id,
        on,
        tuple(_answer(one, case, on, told) for one in every if one.covers(on)),
        tuple(one.id for one in every if not one.covers(on)),
    )
