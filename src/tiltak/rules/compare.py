"""Two rule sets, or two days, side by side: who gets another answer, and by which condition."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from tiltak.rules.decision import Decision
    from tiltak.rules.facts import Case
    from tiltak.rules.ruleset import RuleSet, RuleVersions
    from tiltak.rules.verdict import Verdict

__all__ = ["Comparison", "Switch", "compare"]


@frozen
class Switch:
    """One case with two answers.

    Args:
        case_id: Id of the case.
        before: Verdict of the first rules.
        after: Verdict of the second.
        because: Ids of the conditions it turns on: what came to stand in the way, or no longer does.
    """

    case_id: str
    before: Verdict
    after: Verdict
    because: tuple[str, ...]


@frozen
class Comparison:
    """What becomes of many cases.

    Args:
        switches: The cases that get another answer, in the order they came.
        counts: How many cases went from which verdict to which, those that stayed included; in order.
    """

    switches: tuple[Switch, ...]
    counts: tuple[tuple[Verdict, Verdict, int], ...]

    @property
    def by_condition(self) -> tuple[tuple[str, int], ...]:
        """How many switches each condition has a part in, the most first. A case may count for several."""
        parts = Counter(name for switch in self.switches for name in switch.because)
        return tuple(sorted(parts.items(), key=lambda item: (-item[1], item[0])))


def compare(
    rules_a: RuleSet | RuleVersions,
    rules_b: RuleSet | RuleVersions,
    cases: Iterable[Case],
    on: date,
    on_b: date | None = None,
) -> Comparison:
    """Decide every case twice.

    Args:
        rules_a: The first rules.
        rules_b: The second; the same as the first to compare two days.
        cases: The cases.
        on: The day of the first, and of the second unless `on_b` says another.
        on_b: The day of the second.

    Raises:
        OutsideDates: When the rules do not cover their day.
    """
    switches = []
    counts: Counter[tuple[Verdict, Verdict]] = Counter()
    for case in cases:
        before, after = rules_a.decide(case, on), rules_b.decide(case, on if on_b is None else on_b)
        counts[before.verdict, after.verdict] += 1
        if before.verdict is not after.verdict:
            switches.append(Switch(case.id, before.verdict, after.verdict, _because(before, after)))
    return Comparison(tuple(switches), tuple((a, b, n) for (a, b), n in sorted(counts.items())))


def _in_the_way(decision: Decision) -> tuple[str, ...]:
    return (*decision.failing, *decision.unknown)


def _states(decision: Decision) -> dict[str, bool | None]:
    pairs = zip(decision.rules.conditions, decision.row.states, strict=True)
    return {condition.id: state for condition, state in pairs}


def _because(before: Decision, after: Decision) -> tuple[str, ...]:
    worse, better = (after, before) if after.verdict < before.verdict else (before, after)
    here, there = _states(worse), _states(better)
    missing = object()
    stood = dict.fromkeys(_in_the_way(worse))
    turned = tuple(name for name in stood if here[name] is not there.get(name, missing))
    if turned:
        return turned
    # Nothing new stands in the way: a way round it was opened, or closed.
    ways = [c.id for c in better.rules.conditions if there[c.id] is not here.get(c.id, missing)]
    return tuple(ways) or tuple(stood)
