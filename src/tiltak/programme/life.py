"""The life of an answer in time: from which day to which day it holds, and what changes it.

The right to training follows from the law and changes by itself, so the tracks' own rules cannot tell how long an
answer lasts. Here every rule that stands behind an answer is asked for the days on which it may turn, and the answer
is worked out anew on each of them.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from attrs import evolve, frozen

from tiltak.law import FIRST_DAY, right_rules
from tiltak.programme.answer import Assessment
from tiltak.programme.assessment import assess
from tiltak.programme.codes import Result
from tiltak.programme.parameters import ProgrammeParameters
from tiltak.programme.target_group import back_to_school_rules, stay_at_school_rules
from tiltak.programme.youth import Youth
from tiltak.rules import Decision, RuleVersions
from tiltak.rules.periods import turning_days
from tiltak.rules.timeline import RULES_VERSION

__all__ = ["ResultPeriod", "holds", "life"]

_DAY = timedelta(days=1)


@frozen
class ResultPeriod:
    """A run of days with one result and the same rights.

    Attributes:
        first: First day.
        last: Last day, inclusive; None when nothing known ends it.
        result: What it comes to on each of the days.
        rights: Codes of the rights by law on each of the days.
        opened_by: Ids of the conditions that turned on the first day; ``rules.version`` when other rules came into
            force. Empty for the first period, which may reach further back.
        closed_by: The same, for the day after the last.
    """

    first: date
    last: date | None
    result: Result
    rights: tuple[str, ...]
    opened_by: tuple[str, ...] = ()
    closed_by: tuple[str, ...] = ()


def life(youth: Youth, parameters: ProgrammeParameters, first: date, last: date) -> tuple[ResultPeriod, ...]:
    """The periods with different answers from one day to another, and what opens and closes each.

    The facts are taken as they are known, for all days. Places and waiting lists are not part of it.

    Args:
        youth: The facts and the referral.
        parameters: The office's reading of the programme.
        first: First day, from 2006-08-01.
        last: Last day, inclusive.

    Raises:
        OutsideDates: When the first day is before the rules.
        ValueError: When the last day is before the first.

    >>> from tiltak.programme import Channel, Referral
    >>> from tiltak.rules import Case
    >>> youth = Youth(Case({"born": date(1996, 12, 24)}, "MT-001"), Referral("MT-001", Channel.SELV, date(2026, 11, 2)))
    >>> [(period.first.isoformat(), period.result.value, period.opened_by)
    ...  for period in life(youth, ProgrammeParameters(), date(2026, 11, 23), date(2027, 1, 31))]
    [('2026-11-23', 'ASK_FIRST', ()), ('2026-12-24', 'ELSEWHERE', ('programme.before_30',))]
    """
    if last < first:
        raise ValueError(f"last {last} is before first {first}")
    turns = [day for day in _turning_days(youth, parameters) if first < day <= last]
    periods: list[ResultPeriod] = []
    before: Assessment | None = None
    for day in (first, *turns):
        answer = assess(youth, parameters, day)
        if before is None or _key(answer) != _key(before):
            because = _because(before, answer) if before is not None else ()
            if periods:
                periods[-1] = evolve(periods[-1], last=day - _DAY, closed_by=because)
            periods.append(ResultPeriod(day, last, answer.result, answer.right.codes, because))
        before = answer
    return tuple(periods)


def holds(youth: Youth, parameters: ProgrammeParameters, on: date) -> ResultPeriod:
    """The run of days around `on` with the same answer.

    Raises:
        OutsideDates: When `on` is before the rules.
    """
    until_now = life(youth, parameters, min(FIRST_DAY, on), on)[-1]
    from_now = life(youth, parameters, on, max(on, *_turning_days(youth, parameters)))
    last = from_now[0].last if len(from_now) > 1 else None
    return evolve(until_now, last=last, closed_by=from_now[0].closed_by)


def _key(answer: Assessment) -> tuple[Result, tuple[str, ...]]:
    return answer.result, answer.right.codes


def _turning_days(youth: Youth, parameters: ProgrammeParameters) -> tuple[date, ...]:
    """Every day on which any rule behind the answer may turn for this youth."""
    rules = (*right_rules(), back_to_school_rules(parameters), stay_at_school_rules(parameters))
    days = {day for versions in rules for day in _days_of(versions, youth)}
    # Answers that contradict each other do so from the day they are about, so that day may turn the answer too.
    for value in youth.case.facts.values():
        if isinstance(value, date) and not isinstance(value, datetime):
            days |= {value, value + _DAY}
    return tuple(sorted(day for day in days if day >= FIRST_DAY))


def _days_of(versions: RuleVersions, youth: Youth) -> Iterator[date]:
    for version in versions.versions:
        yield version.valid_from
        if version.valid_to is not None:
            yield version.valid_to + _DAY
        yield from turning_days(version, youth.case)


def _decisions(answer: Assessment) -> dict[str, Decision]:
    decisions = (answer.back_to_school, answer.stay_at_school, *answer.right.decisions)
    return {decision.rule_set: decision for decision in decisions}


def _because(before: Assessment, after: Assessment) -> tuple[str, ...]:
    """What turned between two neighbouring days: the conditions that the changed decisions rest on."""
    old, new = _decisions(before), _decisions(after)
    turned: dict[str, None] = {}
    for name in (*new, *(name for name in old if name not in new)):
        if name not in old or name not in new or old[name].rule_version != new[name].rule_version:
            turned[RULES_VERSION] = None
        elif old[name].verdict is not new[name].verdict:
            turned |= dict.fromkeys(_turned(old[name], new[name], only_what_matters=True))
    if turned:
        return tuple(turned)
    # Answers that contradict each other from a day on turn the result and no decision by itself.
    pairs = [(old[name], new[name]) for name in new]
    return tuple(dict.fromkeys(one for pair in pairs for one in _turned(*pair, only_what_matters=False)))


def _turned(old: Decision, new: Decision, *, only_what_matters: bool) -> list[str]:
    pairs = zip(old.explain().conditions(), new.explain().conditions(), strict=True)
    return [
        str(now.id)
        for was, now in pairs
        if was.verdict is not now.verdict and (was.matters or now.matters or not only_what_matters)
    ]
