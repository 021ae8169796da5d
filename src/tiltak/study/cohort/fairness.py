"""The rules of fairness as aims in order. A rule is data: the office names it, and nothing else weighs in."""

from collections.abc import Mapping, Sequence

from tiltak.study.cohort.model import Fairness
from tiltak.study.cohort.program import Level
from tiltak.study.cohort.shared import Shared

__all__ = ["aims", "rough"]


def _sum(parts: Sequence[Mapping[int, float]]) -> dict[int, float]:
    found: dict[int, float] = {}
    for part in parts:
        for column, factor in part.items():
            found[column] = found.get(column, 0.0) + factor
    return found


def rough(shared: Shared, horizon: int) -> dict[int, float]:
    """A sum that is small in good solutions of any rule: somewhere to begin from, and never an aim itself."""
    delays = [shared.delays(number, left_out=10 * horizon) for number in range(len(shared.cases))]
    return _sum(delays)


def aims(shared: Shared, rule: Fairness, horizon: int) -> list[Level]:
    """What the rule asks for, in order.

    Args:
        shared: The program; the rule may add a column to it.
        rule: The office's choice.
        horizon: Terms that plans may reach; being left out counts as so many terms of delay.
    """
    members = range(len(shared.cases))
    delays = [shared.delays(number, left_out=horizon) for number in members]
    levels = [Level("left_out", dict.fromkeys(shared.out, 1.0))]
    match rule:
        case Fairness.WAITED_LONGEST:
            levels += _by_waiting(shared, delays)
        case Fairness.LEAST_LEFT_BEHIND:
            levels += [_at_least(shared, terms) for terms in range(horizon - 1, 0, -1)]
        case Fairness.EQUAL_SHARE if delays:
            levels.append(_worst_group(shared, delays, horizon))
        case _:
            pass  # the fewest terms in all come last under every rule, and are all that LEAST_DELAY asks
    levels.append(Level("delay", _sum(delays)))
    # Who ends when is decided now; only the terms on the way there are still open.
    decided = tuple(column for late, out in zip(shared.late, shared.out, strict=True) for column in (*late, out))
    levels.append(Level("moved", _moved(shared), keep=decided))
    return [one for one in levels if one.terms]


def _by_waiting(shared: Shared, delays: Sequence[Mapping[int, float]]) -> list[Level]:
    by_day: dict[str, list[Mapping[int, float]]] = {}
    for case, delay in zip(shared.cases, delays, strict=True):
        day = case.member.waited_since.isoformat() if case.member.waited_since else ""
        by_day.setdefault(day, []).append(delay)
    return [Level("delay_by_waiting", _sum(by_day[day]), day) for day in sorted(by_day)]


def _at_least(shared: Shared, terms: int) -> Level:
    """How many are delayed by so many terms or more, those left out among them."""
    late = zip(shared.late, shared.out, strict=True)
    columns = [late[terms - 1] if len(late) >= terms else out for late, out in late]
    return Level("delayed_at_least", dict.fromkeys(columns, 1.0), str(terms))


def _worst_group(shared: Shared, delays: Sequence[Mapping[int, float]], horizon: int) -> Level:
    """The delay per youth in the group with most of it."""
    groups: dict[str, list[Mapping[int, float]]] = {}
    for case, delay in zip(shared.cases, delays, strict=True):
        groups.setdefault(case.member.group or f"\0{case.member.case_id}", []).append(delay)
    worst = shared.program.highest([(_sum(groups[name]), len(groups[name])) for name in sorted(groups)], horizon)
    sizes = sorted({len(group) for group in groups.values()})
    # Two different shares a/s and b/t differ by at least 1/(s·t), and a/s and b/s by 1/s.
    step = 1 / sizes[-1] if len(sizes) == 1 else 1 / (sizes[-1] * sizes[-2])
    return Level("worst_group", {worst: 1.0}, "", step)


def _moved(shared: Shared) -> dict[int, float]:
    own = [case.own for case in shared.cases]
    return {
        column: 1.0
        for (number, code, term), column in shared.at.items()
        if own[number][code] != shared.cases[number].terms[term]
    }
