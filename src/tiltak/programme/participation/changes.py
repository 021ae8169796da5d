"""Making a change: looked up in the table, checked guard by guard, recorded whole or not at all."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TypeVar

from attrs import evolve

from tiltak.faults import BadInput, Fault, FaultKind, nearest
from tiltak.programme.participation.codes import OnBehalf, Reason
from tiltak.programme.participation.guards import GUARDS, STATIC, Attempt
from tiltak.programme.participation.life import Change, Entry, Life, Participation
from tiltak.programme.participation.table import Transition, limits, transitions

__all__ = ["allowed", "apply", "faults_of"]

L = TypeVar("L", bound=Life)

_DAY = timedelta(1)


def allowed(life: Life, on: date) -> tuple[Transition, ...]:
    """The changes that may be made from where a life stands, in the order of the table.

    What the delivery rules out is left out. Whether the rest can be made may turn on dates and on what is recorded:
    `faults_of` says.

    >>> from tiltak.programme.participation.life import Schooling
    >>> [change.code for change in allowed(Schooling("MT-001"), date(2026, 11, 23))]
    ['ENROL_AS_PUPIL', 'START_APPRENTICESHIP']
    """
    state = life.state_on(on)
    from_here = (one for one in transitions(life.machine).values() if state in one.origins)
    return tuple(one for one in from_here if _possible(life, one, on))


def _possible(life: Life, transition: Transition, on: date) -> bool:
    attempt = Attempt(life, Change(transition.code, transition.by[0]), transition, on, on, ())
    return all(GUARDS[guard](attempt) is None for guard in transition.guards if guard in STATIC)


def apply(life: L, change: Change, on: date, *, others: Iterable[Participation] | None = None) -> L:
    """The life with a change recorded. The one given stays as it was.

    Args:
        life: A participation, a schooling or an attempt at an exam.
        change: What is to be recorded.
        on: The day it is recorded.
        others: The youth's other participations. A change that begins or takes up a participation is refused
            while nobody has said which there are; ``()`` says that there are none.

    Raises:
        BadInput: With everything that stands in the way; nothing is recorded then. A change that cannot be made from
            here is answered with those that can.

    >>> from tiltak.programme.participation.life import ExamAttempt
    >>> exam = apply(ExamAttempt("MT-001", "NOR1267", "V2027"), Change("REGISTER", "UNGDOM"), date(2027, 1, 12))
    >>> try:
    ...     apply(exam, Change("PASS", "EKSAMENSKONTOR", grade="4"), date(2027, 6, 20))
    ... except BadInput as refused:
    ...     print(refused.faults[0].expected)
    WITHDRAW, DEFER, SIT, DO_NOT_MEET, REGISTER_IN_ERROR
    """
    given = None if others is None else tuple(others)
    found = faults_of(life, change, on, others=given)
    if found:
        raise BadInput(found)
    transition = transitions(life.machine)[change.code]
    entry = Entry(change, transition.target, _first_day(transition, change, on), on)
    return evolve(life, history=(*life.history, entry))


def faults_of(
    life: Life, change: Change, on: date, *, others: Iterable[Participation] | None = None
) -> tuple[Fault, ...]:
    """Everything that stands in the way of a change; empty when it can be recorded.

    Guards are asked only when what they read is there, so that one slip is not told twice.
    """
    newest = life.history[-1].recorded_on if life.history else on
    if on < newest:
        expected = f">= {newest.isoformat()}"
        return (_fault(life, FaultKind.OUT_OF_RANGE, "recorded_on", on.isoformat(), expected),)
    choices = {one.code: one for one in allowed(life, on)}
    transition = choices.get(change.code)
    if transition is None:
        listed = ", ".join(choices) or "guard.nothing_more"
        return (
            _fault(life, FaultKind.UNKNOWN_CODE, "change", change.code, listed, near=nearest(change.code, choices)),
        )
    found = [*_by_whom(life, transition, change), *_what_is_recorded(life, transition, change)]
    if found:
        return tuple(found)
    first = _first_day(transition, change, on)
    found = list(_in_order(life, transition, change, first, on))
    if found:
        return tuple(found)
    if others is None and "no_overlap" in transition.guards:
        return (_fault(life, FaultKind.MISSING_VALUE, "others", "", "guard.record.others"),)
    attempt = Attempt(life, change, transition, first, on, tuple(others or ()))
    for guard in transition.guards:
        blocked = GUARDS[guard](attempt)
        if blocked is not None:
            found.append(_fault(life, FaultKind.CONTRADICTION, *blocked, f"guard.{guard}"))
    return tuple(found)


def _first_day(transition: Transition, change: Change, on: date) -> date:
    if transition.after_end and change.ends_on is not None:
        return change.ends_on + _DAY
    return on if change.valid_from is None else change.valid_from


def _fault(life: Life, kind: FaultKind, field: str, found: str, expected: str, *, near: str | None = None) -> Fault:
    return Fault(kind, life.case_id, None, field, found, expected, near)


def _by_whom(life: Life, transition: Transition, change: Change) -> Iterator[Fault]:
    if change.by not in transition.by:
        yield _fault(life, FaultKind.UNKNOWN_CODE, "by", change.by.value, ", ".join(transition.by))


def _what_is_recorded(life: Life, transition: Transition, change: Change) -> Iterator[Fault]:
    """What is missing, what has no place here, and codes that are not among the choices."""
    wanted, also = set(transition.records), set(transition.may_record)
    other = change.reason == Reason.ANNET and Reason.ANNET in transition.reasons
    for name in transition.records:
        if name not in change.recorded:
            listed = ", ".join(transition.reasons) if name == "reason" else f"guard.record.{name}"
            yield _fault(life, FaultKind.MISSING_VALUE, name, "", listed)
    for name in change.recorded:
        if name not in wanted | also | ({"text"} if other else set()):
            # What a text says is the youth's matter: the fault names the field and shows nothing of it.
            shown = "" if name == "text" else str(getattr(change, name))
            expected = "guard.text_only_with_annet" if name == "text" else ", ".join(sorted(wanted | also))
            yield _fault(life, FaultKind.UNKNOWN_KEY, name, shown, expected)
    if change.reason and {"reason"} & (wanted | also) and change.reason not in transition.reasons:
        listed = ", ".join(transition.reasons)
        near = nearest(change.reason, transition.reasons)
        yield _fault(life, FaultKind.UNKNOWN_CODE, "reason", change.reason, listed, near=near)
    if other and not change.text.strip():
        yield _fault(life, FaultKind.MISSING_VALUE, "text", "", "guard.text_with_annet")
    if other and len(change.text) > limits()["LONGEST_TEXT"].value:
        yield _fault(life, FaultKind.OUT_OF_RANGE, "text", "", "guard.text_is_short")
    if "on_behalf" in wanted and change.on_behalf and change.on_behalf not in set(OnBehalf):
        near = nearest(change.on_behalf, OnBehalf)
        yield _fault(life, FaultKind.UNKNOWN_CODE, "on_behalf", change.on_behalf, ", ".join(OnBehalf), near=near)


def _in_order(life: Life, transition: Transition, change: Change, first: date, on: date) -> Iterator[Fault]:
    """Nothing is recorded before what is there already, and nothing but an ending lies in the future."""
    if transition.after_end:
        if change.valid_from not in {None, first}:
            yield _fault(life, FaultKind.CONTRADICTION, "valid_from", str(change.valid_from), first.isoformat())
        return
    if first > on:
        yield _fault(life, FaultKind.OUT_OF_RANGE, "valid_from", first.isoformat(), "guard.not_in_the_future")
    now = life.entry_on(on)
    # A source may date a status after the day it was read; what is made here begins where the present state does.
    if now is not None and first < now.valid_from:
        earliest = now.valid_from.isoformat()
        yield _fault(life, FaultKind.OUT_OF_RANGE, "valid_from", first.isoformat(), f">= {earliest}")
