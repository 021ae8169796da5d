"""The life of an answer between two days, across the versions of the rules."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from attrs import evolve

from tiltak.rules.dated import OutsideDates
from tiltak.rules.periods import Period, turned_by, turning_days
from tiltak.rules.ruleset import RuleSet, RuleVersions

if TYPE_CHECKING:
    from datetime import date

    from tiltak.rules.facts import Case

__all__ = ["NO_RULES", "RULES_VERSION", "timeline"]

RULES_VERSION = "rules.version"
"""Opens or closes a period because another version of the rules came into force that day."""
NO_RULES = "rules.gap"
"""Opens or closes a period in which there are no rules."""
_DAY = timedelta(days=1)


def timeline(rules: RuleSet | RuleVersions, case: Case, first: date, last: date) -> tuple[Period, ...]:
    """The periods with different verdicts from one day to another, and what opens and closes each.

    Every day has one period; neighbours differ in verdict. A named gap between versions is a period with verdict
    None: "there were no rules" is not "no". The first period has no `opened_by` and the last no `closed_by`,
    because they may reach beyond the days asked for. On a day when the version changes, the version is what is named.

    Args:
        rules: The rules, or their versions.
        case: The case. Its facts are taken as they are known, for all days.
        first: First day.
        last: Last day, inclusive.

    Raises:
        OutsideDates: When the first or the last day is outside the rules.
        ValueError: When the last day is before the first.
    """
    if last < first:
        raise ValueError(f"last {last} is before first {first}")
    versions = rules if isinstance(rules, RuleVersions) else RuleVersions(rules.id, (rules,))
    periods: list[Period] = []
    for day in _days(versions, case, first, last):
        version = _version(versions, day, is_edge=day in {first, last})
        verdict = None if version is None else version.row_on(case, day).verdict
        if periods and periods[-1].verdict is verdict:
            continue
        because = _because(versions, case, day) if periods else ()
        if periods:
            periods[-1] = evolve(periods[-1], last=day - _DAY, closed_by=because)
        periods.append(Period(day, last, verdict, opened_by=because))
    _version(versions, last, is_edge=True)
    return tuple(periods)


def _days(versions: RuleVersions, case: Case, first: date, last: date) -> list[date]:
    """The days on which the answer may be another than the day before."""
    days = {first}
    for version in versions.versions:
        days.add(version.valid_from)
        days.update(turning_days(version, case))
    days.update(gap.first for gap in versions.gaps)
    return sorted(day for day in days if first <= day <= last)


def _version(versions: RuleVersions, day: date, *, is_edge: bool) -> RuleSet | None:
    try:
        return versions.on(day)
    except OutsideDates:
        if is_edge and not any(gap.first <= day <= gap.last for gap in versions.gaps):
            raise
        return None


def _because(versions: RuleVersions, case: Case, day: date) -> tuple[str, ...]:
    before = _version(versions, day - _DAY, is_edge=False)
    after = _version(versions, day, is_edge=False)
    if before is None or after is None:
        return (NO_RULES,)
    if before is not after:
        return (RULES_VERSION,)
    turned = turned_by(after, after.row_on(case, day - _DAY), after.row_on(case, day))
    return tuple(after.conditions[number].id for number in turned)
