"""What happens next, who does it and by when.

The description says much about what is done and nothing about how fast, so every number of days is the library's
proposal (`JUDGEMENT`) until the office sets its own (`OFFICE`).
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from attrs import frozen

from tiltak.programme.codes import Basis
from tiltak.programme.parameters import ProgrammeParameters
from tiltak.programme.youth import Referral
from tiltak.tables import read_rows

__all__ = ["Step", "StepRule", "dated_steps", "step_rules"]

_SATURDAY = 5


@frozen
class StepRule:
    """One kind of step, as the shipped table has it.

    Attributes:
        code: Word id ``step.<code>``.
        owner: Code of who does it.
        counted_from: ``ON`` (the day of the assessment), ``REFERRED_ON``, or ``STUDY_PLAN`` when the plan sets the day.
        days: Calendar days after that; None when the plan sets the day.
        basis: What the step itself rests on.
        reference: Section of the law or of the description; empty for a judgement.
    """

    code: str
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
        due: The day it should be done by, never a Saturday or Sunday; None when the study plan sets it.
        basis: What the step itself rests on.
        reference: Section of the law or of the description; empty for a judgement.
        days_basis: Who set the number of days; None without a day.
        about: Codes of what the step is about: facts to ask for, the route to hand over to, the channel to bring in.
    """

    code: str
    owner: str
    due: date | None
    basis: Basis
    reference: str
    days_basis: Basis | None
    about: tuple[str, ...] = ()

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
            row["owner"],
            row["counted_from"],
            int(row["days"]) if row["days"] else None,
            Basis(row["basis"]),
            row["reference"],
        )
        for row in read_rows("tiltak.programme", "data/steps.csv")
    }


def dated_steps(
    wanted: Iterable[tuple[str, tuple[str, ...]]], referral: Referral, parameters: ProgrammeParameters, on: date
) -> tuple[Step, ...]:
    """Steps with their days, soonest first, those the study plan dates last.

    Args:
        wanted: Step codes, each with what it is about.
        referral: Days counted from the referral start at ``referred_on``; such a step may be overdue already.
        parameters: The office's own number of days, where it has set one.
        on: The day of the assessment.

    Raises:
        ValueError: When the office has set days for a step that does not exist, or for one the study plan dates.

    >>> referral = Referral("MT-001", "SELV", date(2026, 11, 20))
    >>> steps = dated_steps([("TELL_YOUTH", ())], referral, ProgrammeParameters(), date(2026, 11, 23))
    >>> steps[0].due
    datetime.date(2026, 11, 30)
    """
    rules = step_rules()
    own = dict(parameters.step_days)
    strange = sorted(code for code in own if code not in rules or rules[code].days is None)
    if strange:
        raise ValueError(f"step_days names no step that is counted in days: {', '.join(strange)}")
    place = {code: number for number, code in enumerate(rules)}
    steps = [_dated(rules[code], about, own.get(code), referral, on) for code, about in wanted]
    return tuple(sorted(steps, key=lambda step: (step.due or date.max, place[step.code], step.about)))


def _dated(rule: StepRule, about: tuple[str, ...], own: int | None, referral: Referral, on: date) -> Step:
    days = rule.days if own is None else own
    due, days_basis = None, None
    if days is not None:
        start = referral.referred_on if rule.counted_from == "REFERRED_ON" else on
        due = _workday(start + timedelta(days=days))
        days_basis = Basis.JUDGEMENT if own is None else Basis.OFFICE
    return Step(rule.code, rule.owner, due, rule.basis, rule.reference, days_basis, about)


def _workday(day: date) -> date:
    """The day itself, or the Monday after when it falls on a weekend; public holidays are not looked at."""
    over = day.weekday() - _SATURDAY
    return day + timedelta(days=2 - over) if over >= 0 else day
