"""One person: an explained, three-valued decision against a bare `if` and against other rule engines, in one run.

Run: python benchmarks/rules_single.py
Two bare `if`s are shown: one that works out the age from the date of birth, as the rule is written, and the barest
there can be, with the span of birth dates worked out beforehand. Every round measures each contender once, in turn; a
ratio is taken within its round and the median is printed. All walk through the same 64 cases; one row takes a fact
away from each.
"""

from __future__ import annotations

import statistics
import sys
import time
from datetime import date
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from tiltak.rules import (
    Birthday,
    Case,
    Condition,
    Fact,
    FactKind,
    Policy,
    RuleSet,
    all_of,
    any_of,
    is_one_of,
    is_true,
    not_,
)

if TYPE_CHECKING:
    from collections.abc import Callable

CHOICES = ["3820", "3822", "4001", "4003", "4005", "4010", "4012"]
HERE = ("3820", "3822")
ON = date(2026, 11, 23)
ROUNDS = 15
TIMES = 200
PEER_RULE = (
    "born >= 19951124 and born <= 20101123 and municipality in ['3820','3822']"
    " and not completed and (outside or at_risk)"
)


def rules() -> RuleSet:
    """The toy of the research: 16 to 30 by birth date, here, not completed, and outside or at risk."""
    own = Policy("benchmark", "rules_single", "1", date(2026, 11, 23))
    born = Fact("born", FactKind.DATE)
    place = Fact("municipality", FactKind.CHOICE, CHOICES)
    flags = {name: Fact(name, FactKind.YES_NO) for name in ("completed", "outside", "at_risk")}
    tree = all_of(
        Condition("age", born, Birthday(16, 31), own),
        Condition("here", place, is_one_of(*HERE), own, changed_by="youth", effort=5),
        not_(Condition("completed", flags["completed"], is_true(), own)),
        any_of(
            Condition("outside", flags["outside"], is_true(), own, changed_by="youth", effort=3),
            Condition("at_risk", flags["at_risk"], is_true(), own, changed_by="school"),
        ),
    )
    return RuleSet("benchmark", "1", tree, date(2020, 1, 1))


def people() -> list[dict[str, Any]]:
    """Sixty-four known cases: every mix of answers, in and out of age."""
    return [
        {"born": born, "municipality": place, "completed": done, "outside": out, "at_risk": risk}
        for born in (date(2008, 1, 1), date(2001, 2, 28), date(1990, 5, 5), date(2012, 7, 7))
        for place in ("3820", "4001")
        for done in (False, True)
        for out in (False, True)
        for risk in (False, True)
    ]


def bare(facts: dict[str, Any], low: date, high: date, here: frozenset[str]) -> bool:
    """The barest `if`: the span of birth dates worked out beforehand; no reasons, KeyError for what is missing."""
    return (
        low <= facts["born"] <= high
        and facts["municipality"] in here
        and not facts["completed"]
        and (facts["outside"] or facts["at_risk"])
    )


def bare_with_age(facts: dict[str, Any], on: date, here: frozenset[str]) -> bool:
    """The `if` as people write it: the age on the day, from the date of birth."""
    born = facts["born"]
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return (
        16 <= age < 31
        and facts["municipality"] in here
        and not facts["completed"]
        and (facts["outside"] or facts["at_risk"])
    )


def contenders() -> tuple[dict[str, Callable[[], None]], list[str]]:
    """What is measured, each as one walk over all cases; and the names of the peers that are not installed."""
    ruleset, facts = rules(), people()
    known = [Case(one) for one in facts]
    gone = ("at_risk", "born", "completed", "municipality", "outside")
    part = [Case({k: v for k, v in one.items() if k != gone[n % 5]}) for n, one in enumerate(facts)]
    here, low, high = frozenset(HERE), date(1995, 11, 24), date(2010, 11, 23)
    walks: dict[str, Callable[[], None]] = {}

    def walk(name: str, one: Callable[[Any], object], over: list[Any]) -> None:
        def run() -> None:
            for item in over:
                one(item)

        walks[name] = run

    walk("barest if", lambda one: bare(one, low, high, here), facts)
    walk("if that works out the age", lambda one: bare_with_age(one, ON, here), facts)
    walk("decide, all known", lambda case: ruleset.decide(case, ON), known)
    walk("decide, one fact missing", lambda case: ruleset.decide(case, ON), part)

    def explained(case: Case) -> object:
        decision = ruleset.decide(case, ON)
        return decision.verdict, decision.failing, decision.still_needed, decision.change_now

    walk("decide, and read why, what to ask, what would change it", explained, part)
    walk("Case(...) and decide", lambda one: ruleset.decide(Case(one), ON), facts)
    walk("decide and explain(): the tree of findings", lambda case: ruleset.decide(case, ON).explain(), known)
    missing = []
    if find_spec("zen") is None:
        missing.append("zen-engine")
    else:
        import zen  # noqa: PLC0415 - an optional peer

        compiled = zen.compile_expression(PEER_RULE)
        numbers = [{**one, "born": int(one["born"].strftime("%Y%m%d"))} for one in facts]
        walk("zen-engine, compiled expression", compiled.evaluate, numbers)
    if find_spec("rule_engine") is None:
        missing.append("rule-engine")
    else:
        import rule_engine  # noqa: PLC0415 - an optional peer

        numbers = [{**one, "born": int(one["born"].strftime("%Y%m%d"))} for one in facts]
        walk("rule-engine", rule_engine.Rule(PEER_RULE).matches, numbers)
    return walks, missing


def main() -> int:
    """Print CPU time a case, and the ratios to the two bare `if`s of the same round."""
    walks, missing = contenders()
    cases = len(people())
    spent: dict[str, list[float]] = {name: [] for name in walks}
    for run in walks.values():
        run()
    for _ in range(ROUNDS):
        for name, run in walks.items():
            times = TIMES if "explain()" not in name and "-engine" not in name else TIMES // 20
            start = time.process_time()
            for _ in range(times):
                run()
            spent[name].append((time.process_time() - start) / times / cases * 1e9)
    print(f"{'':58s} {'a case':>12s} {'x if with age':>16s} {'x barest if':>14s}")
    for name, figures in spent.items():
        ratios = [
            statistics.median(one / base for one, base in zip(figures, spent[reference], strict=True))
            for reference in ("if that works out the age", "barest if")
        ]
        print(f"{name:58s} {min(figures):9.0f} ns {ratios[0]:16.2f} {ratios[1]:14.2f}")
    for name in missing:
        print(f"{name:58s} not installed, so not compared")
    return 0


if __name__ == "__main__":
    sys.exit(main())
