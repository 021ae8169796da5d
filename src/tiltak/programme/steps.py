"""What happens next, who does it and by when.

The description says much about what is done and nothing about how fast, so every number of days is the library's
proposal (`JUDGEMENT`) until the office sets its own (`OFFICE`). Days count from the referral, so that a step nobody
has done becomes overdue. A step that follows from something whose day nobody has told has no day at all: a day counted
from the day of asking would move for ever. The library proposes that the last question is answered within two weeks
of the referral, and that the answer is given a week later.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from attrs import frozen

from tiltak.programme.codes import Basis, Phase
from tiltak.programme.parameters import ProgrammeParameters
from tiltak.programme.workdays import workday_from
from tiltak.programme.youth import Referral
from tiltak.tables import read_rows

__all__ = ["Step", "StepRule", "dated_steps", "step_rules"]

_REFERRED_ON = "REFERRED_ON"
_PLACE = "PLACE"
_NOTHING = "NOTHING"


@frozen
class StepRule:
    """One kind of step, as the shipped table has it.

    Attributes:
        code: Word id ``step.<code>``.
        phase: Whether it belongs to intake, to participation or to both.
        owner: Code of who does it.
        counted_from: ``REFERRED_ON``; ``PLACE``, the day the place was given, which the library is not told;
            ``STUDY_PLAN`` when the plan sets the day; ``NOTHING`` when it may be done on any day.
        days: Calendar days after the referral; None when it is counted from something else.
        basis: What the step itself rests on.
        reference: Section of the law or of the description; empty for a judgement.
    """

    code: str
    phase: Phase
    owner: str
    counted_from: str
    days: int | None
    basis: Basis
    reference: str


@frozen
class Step:
    """One thing to do.

    Attributes:
        code: Word id ``step.<code>``.
        owner: Code of who does it.
        due: The day it should be done by, always a working day; None when there is no known day to count from.
        basis: What the step itself rests on.
        reference: Section of the law or of the description; empty for a judgement.
        days_basis: Who set the number of days; None without a day.
        about: Codes of what the step is about: facts to ask for, the route to hand over to, the channel to bring in.
        counted_from: Code of what the day is counted from, word id ``step_from.<code>``: why there is none, too.
    """

    code: str
    owner: str
    due: date | None
    basis: Basis
    reference: str
    days_basis: Basis | None
    about: tuple[str, ...] = ()
    counted_from: str = _NOTHING

    def overdue(self, on: date) -> bool:
        """Whether the day has passed on the day `on`; a step without a day is never overdue."""
        return self.due is not None and self.due < on


@cache
def step_rules() -> dict[str, StepRule]:
    """Every kind of step by its code, in the order in which steps of the same day are shown.

    >>> step_rules()["MAKE_STUDY_PLAN"].basis.value
    'PROGRAMME'
    """
    return {
        row["code"]: StepRule(
            row["code"],
            Phase(row["phase"]),
            row["owner"],
            row["counted_from"],
            int(row["days"]) if row["days"] else None,
            Basis(row["basis"]),
            row["reference"],
        )
        for row in read_rows("tiltak.programme", "data/steps.csv")
    }


def dated_steps(
    wanted: Iterable[tuple[str, tuple[str, ...]]],
    referral: Referral,
    parameters: ProgrammeParameters,
    *,
    begun: bool = False,
) -> tuple[Step, ...]:
    """Steps with their days, soonest first, those without a day last.

    Args:
        wanted: Step codes, each with what it is about.
        referral: Days start at ``referred_on``; a step may be overdue already.
        parameters: The office's own number of days, where it has set one.
        begun: True for a youth who has begun: what is still called for no longer follows from the referral.

    Raises:
        ValueError: When the office has set days for a step that does not exist, or that is not counted in days.

    >>> referral = Referral("MT-001", "SELV", date(2026, 11, 20))
    >>> steps = dated_steps([("TELL_YOUTH", ())], referral, ProgrammeParameters())
    >>> steps[0].due
    datetime.date(2026, 12, 11)
    """
    rules = step_rules()
    own = dict(parameters.step_days)
    strange = sorted(code for code in own if code not in rules or rules[code].days is None)
    if strange:
        raise ValueError(f"step_days names no step that is counted in days: {', '.join(strange)}")
    place = {code: number for number, code in enumerate(rules)}
    steps = [_dated(rules[code], about, own.get(code), referral, begun=begun) for code, about in wanted]
    return tuple(sorted(steps, key=lambda step: (step.due or date.max, place[step.code], step.about)))


def _dated(rule: StepRule, about: tuple[str, ...], own: int | None, referral: Referral, *, begun: bool) -> Step:
    counted_from = _NOTHING if begun and rule.counted_from in {_REFERRED_ON, _PLACE} else rule.counted_from
    days = rule.days if own is None else own
    due, days_basis = None, None
    if days is not None and counted_from == _REFERRED_ON:
        due = workday_from(referral.referred_on + timedelta(days=days))
        days_basis = Basis.JUDGEMENT if own is None else Basis.OFFICE
    return Step(rule.code, rule.owner, due, rule.basis, rule.reference, days_basis, about, counted_from)
