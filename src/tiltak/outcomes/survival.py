"""How long it takes: curves for time to an event, with the number still followed at each step.

Kaplan and Meier 1958 with Greenwood's variance and log-log limits, for one kind of end; Aalen and
Johansen 1978 when ends compete, as leaving the programme does with the first exam. Ends on the
same day are counted together, so equal input always gives equal curves.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from math import exp, log, sqrt
from statistics import NormalDist
from typing import Final

from attrs import frozen

__all__ = ["CENSORED", "CurveStep", "IncidenceStep", "aalen_johansen", "kaplan_meier", "median_time", "value_at"]

CENSORED: Final = 0
"""The cause of one who is no longer followed and to whom nothing had happened."""

_HALF: Final = 0.5


@frozen
class CurveStep:
    """One step of a Kaplan-Meier curve.

    Args:
        time: Time since the start, in the unit given.
        at_risk: How many were followed just before.
        events: How many it happened to at this time.
        estimate: Share it has not happened to.
        low: Lower limit, None once nobody is left.
        high: Upper limit, None once nobody is left.
    """

    time: float
    at_risk: int
    events: int
    estimate: float
    low: float | None
    high: float | None


@frozen
class IncidenceStep:
    """One step of the curves of competing ends.

    Args:
        time: Time since the start, in the unit given.
        at_risk: How many were followed just before.
        events: Cause and number, by cause.
        incidence: Cause and share it has happened to so far, by cause.
        free: Share to whom nothing has happened.
    """

    time: float
    at_risk: int
    events: tuple[tuple[int, int], ...]
    incidence: tuple[tuple[int, float], ...]
    free: float


def _steps(spells: Iterable[tuple[float, int]]) -> list[tuple[float, int, Counter[int]]]:
    """Time, number at risk and ends by cause, for each time at which anything ended."""
    ends: dict[float, Counter[int]] = {}
    for time, cause in spells:
        if time < 0 or cause < 0:
            raise ValueError(f"a time and a cause are not negative, as in {time}, {cause}")
        ends.setdefault(time, Counter())[cause] += 1
    at_risk = sum(counts.total() for counts in ends.values())
    steps = []
    for time in sorted(ends):
        steps.append((time, at_risk, ends[time]))
        at_risk -= ends[time].total()
    return steps


def kaplan_meier(spells: Iterable[tuple[float, int]], level: float = 0.95) -> tuple[CurveStep, ...]:
    """The share it has not happened to, over time.

    Args:
        spells: For each person the time followed, and 1 when it happened then or `CENSORED`.
        level: Confidence, 0 to 1.

    Returns:
        A step for each time at which it happened to somebody. Who was censored at a time counts as followed until
        just after it.

    Raises:
        ValueError: When a time or a cause is negative.

    >>> [(step.time, step.at_risk, step.estimate) for step in kaplan_meier([(1, 1), (2, 0), (3, 1), (4, 0)])]
    [(1, 4, 0.75), (3, 2, 0.375)]
    """
    z = NormalDist().inv_cdf((1 + level) / 2)
    estimate, greenwood, curve = 1.0, 0.0, []
    for time, at_risk, ends in _steps(spells):
        events = ends.total() - ends[CENSORED]
        if not events:
            continue
        estimate *= 1 - events / at_risk
        if events == at_risk:
            curve.append(CurveStep(time, at_risk, events, 0.0, None, None))
            continue
        greenwood += events / (at_risk * (at_risk - events))
        spread = z * sqrt(greenwood) / log(estimate)
        low, high = estimate ** exp(-spread), estimate ** exp(spread)
        curve.append(CurveStep(time, at_risk, events, estimate, low, high))
    return tuple(curve)


def aalen_johansen(spells: Iterable[tuple[float, int]]) -> tuple[IncidenceStep, ...]:
    """The share each end has come to, over time, when one end rules the others out.

    Args:
        spells: For each person the time followed, and the cause (1, 2 ...) it ended by then or `CENSORED`.

    Raises:
        ValueError: When a time or a cause is negative.

    >>> last = aalen_johansen([(4, 1), (5, 1), (5, 2), (6, 0), (6, 0)])[-1]
    >>> [(cause, round(share, 9)) for cause, share in last.incidence], round(last.free, 9)
    ([(1, 0.4), (2, 0.2)], 0.4)
    """
    steps = _steps(spells)
    causes = sorted({cause for _, _, ends in steps for cause in ends} - {CENSORED})
    incidence = dict.fromkeys(causes, 0.0)
    free, curve = 1.0, []
    for time, at_risk, ends in steps:
        events = ends.total() - ends[CENSORED]
        if not events:
            continue
        for cause in causes:
            incidence[cause] += free * ends[cause] / at_risk
        free *= 1 - events / at_risk
        counts = tuple((cause, ends[cause]) for cause in causes)
        curve.append(IncidenceStep(time, at_risk, counts, tuple(incidence.items()), free))
    return tuple(curve)


def value_at(curve: Sequence[CurveStep], time: float) -> float:
    """The curve's share at a time: the last step's not after it.

    >>> value_at(kaplan_meier([(1, 1), (3, 0)]), 0.5), value_at(kaplan_meier([(1, 1), (3, 0)]), 1)
    (1.0, 0.5)
    """
    place = bisect_right([step.time for step in curve], time)
    return curve[place - 1].estimate if place else 1.0


def median_time(curve: Sequence[CurveStep]) -> float | None:
    """The first time by which it had happened to half, or None when it has not.

    >>> median_time(kaplan_meier([(1, 1), (3, 1), (5, 0)])), median_time(kaplan_meier([(1, 1), (3, 0), (5, 0)]))
    (3, None)
    """
    return next((step.time for step in curve if step.estimate <= _HALF), None)
