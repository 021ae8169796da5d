"""Made-up rules and cases for the tests of `tiltak.rules`: as strategies, and naive readings to hold them to."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import product

import pytest
from attrs import frozen
from hypothesis import strategies as st

from tiltak.rules import (
    NOT_KNOWN,
    AllOf,
    AnyOf,
    ApplicationDeadline,
    Birthday,
    CalendarYear,
    Case,
    Condition,
    Fact,
    FactKind,
    Knowledge,
    LeapDay,
    Policy,
    RuleSet,
    SchoolYear,
    Verdict,
    all_of,
    any_of,
    at_least,
    at_most,
    is_false,
    is_one_of,
    is_true,
    not_,
    not_modelled,
)

ON = date(2026, 11, 23)
OWN = Policy("tests", "conftest", "1", ON)
FLAGS = tuple(Fact(f"flag_{n}", FactKind.YES_NO, answered_by="school") for n in range(4))
COLOUR = Fact("colour", FactKind.CHOICE, ("RED", "GREEN", "BLUE"), answered_by="youth")
BORN = Fact("born", FactKind.DATE)
HOURS = Fact("hours", FactKind.NUMBER)
FACTS = (*FLAGS, COLOUR, BORN, HOURS)
AGES = (
    Birthday(16, 30),
    Birthday(None, 18),
    Birthday(18, None, LeapDay.FEBRUARY_28),
    CalendarYear(16, 24),
    SchoolYear(19, None),
    SchoolYear(None, 24),
    ApplicationDeadline(19),
)
HOLDERS = ("nobody", "youth", "school")


def _births() -> tuple[date, ...]:
    """Birth dates on and beside every boundary of `AGES` on the day the tests decide."""
    days = {date(ON.year - age, month, day) for age in range(45) for month, day in ((1, 1), (12, 31), (11, 22), (6, 1))}
    days |= {day + timedelta(days=1) for day in days} | {day + timedelta(days=2) for day in days}
    return tuple(sorted(days))


BIRTHS = _births()
NUMBERS = (0, 1.5, 2, 2.5, 3, 4, 5, 6.5, 7, 8)


def values_of(fact):
    """Values that show every class of the fact that the tests' rules know."""
    if fact.kind is FactKind.YES_NO:
        return (False, True)
    if fact.kind is FactKind.CHOICE:
        return fact.choices
    return BIRTHS if fact.kind is FactKind.DATE else NUMBERS


@st.composite
def conditions(draw, number, facts, *, judged=True):
    """One condition, on one of the facts."""
    fact = draw(st.sampled_from(facts))
    tests = {
        FactKind.YES_NO: st.sampled_from([is_true(), is_false()]),
        FactKind.CHOICE: st.sampled_from([is_one_of("RED"), is_one_of("RED", "GREEN"), is_one_of("BLUE", "GREEN")]),
        FactKind.DATE: st.sampled_from(AGES),
        FactKind.NUMBER: st.sampled_from([at_least(2), at_most(3), at_least(5), at_most(7)]),
    }[fact.kind]
    if judged:
        tests = st.one_of(tests, tests, tests, st.just(not_modelled()))
    who, effort = draw(st.sampled_from(HOLDERS)), draw(st.integers(1, 4))
    return Condition(f"c{number}", fact, draw(tests), OWN, changed_by=who, effort=effort)


def _combine(draw, parts):
    """Combine parts, in their order, into one tree."""
    while len(parts) > 1:
        size = draw(st.integers(2, len(parts)))
        joined = draw(st.sampled_from([all_of, any_of]))(*parts[:size])
        parts = [draw(st.sampled_from([joined, joined, not_(joined)])), *parts[size:]]
    return parts[0] if draw(st.booleans()) else not_(parts[0])


@st.composite
def rule_sets(draw, *, once=False, judged=True, largest=5):
    """A rule set of up to five conditions; with `once`, no two read the same fact."""
    count = draw(st.integers(1, largest))
    if once:
        order = draw(st.permutations(FACTS))
        parts = [draw(conditions(n, (order[n],), judged=judged)) for n in range(count)]
    else:
        few = draw(st.lists(st.sampled_from(FACTS), min_size=1, max_size=3, unique=True))
        parts = [draw(conditions(n, tuple(few), judged=judged)) for n in range(count)]
    return RuleSet("made_up", "1", _combine(draw, parts), date(2000, 1, 1), date(2060, 12, 31))


@st.composite
def cases(draw, *, known=None):
    """What is known of a case: for each fact a value, that it is not known, or nothing."""
    facts = {}
    for fact in FACTS:
        value = st.sampled_from(values_of(fact))
        said = draw(value if known else st.one_of(value, value, st.just(NOT_KNOWN), st.none()))
        if said is not None:
            facts[fact.name] = said
    return Case(facts, id="MADE-UP")


def _truth(node, states):
    if isinstance(node, Condition):
        return states[node.id]
    truths = [_truth(child, states) for child in node.children]
    if isinstance(node, AllOf):
        return all(truths)
    return any(truths) if isinstance(node, AnyOf) else not truths[0]


@frozen
class Way:
    """One way everything could be: the place of each fact's class, the judgements, and the answer."""

    classes: tuple[tuple[bool, ...], ...]
    judged: tuple[bool, ...]
    states: dict[str, bool]
    answer: bool


@frozen
class Naive:
    """Rules read the long way: every way the facts could be is tried, with two-valued logic only."""

    rules: RuleSet
    case: Case
    on: date

    @property
    def facts(self):
        """The facts of the rules."""
        return self.rules.facts

    def readers(self, fact):
        """The modelled conditions that read a fact."""
        return [c for c in self.rules.conditions if fact in c.facts and c.test.modelled]

    def state_of(self, fact, value) -> tuple[bool, ...]:
        """What a value of a fact says to its readers."""
        return tuple(c.test.holds(value, self.on) for c in self.readers(fact))

    def classes(self, fact, *, fixed: bool) -> list[tuple[bool, ...]]:
        """The classes a fact can be in: its own when known and fixed, else all."""
        value = self.case.get(fact.name)
        if fixed and not isinstance(value, Knowledge):
            return [self.state_of(fact, value)]
        return sorted({self.state_of(fact, value) for value in values_of(fact)})

    def ways(self, *, fixed: bool = True) -> Iterator[Way]:
        """Every way the facts, and what is left to judgement, could be."""
        judged = [c.id for c in self.rules.conditions if not c.test.modelled]
        for classes in product(*(self.classes(fact, fixed=fixed) for fact in self.facts)):
            for calls in product((False, True), repeat=len(judged)):
                states = dict(zip(judged, calls, strict=True))
                for fact, one in zip(self.facts, classes, strict=True):
                    states.update(zip((c.id for c in self.readers(fact)), one, strict=True))
                yield Way(classes, calls, states, _truth(self.rules.tree, states))

    def verdict(self) -> Verdict:
        """Supervaluation: definite when every way agrees."""
        answers = {way.answer for way in self.ways()}
        return Verdict.UNKNOWN if len(answers) > 1 else Verdict(2 * answers.pop())

    def needed(self) -> set[str]:
        """The facts that, all else equal, can make the answer another."""
        ways = list(self.ways())
        found = set()
        for place, fact in enumerate(self.facts):
            answers: dict[object, set[bool]] = {}
            for way in ways:
                rest = (way.classes[:place] + way.classes[place + 1 :], way.judged)
                answers.setdefault(rest, set()).add(way.answer)
            if any(len(both) > 1 for both in answers.values()):
                found.add(fact.name)
        return found

    def order(self) -> list[str]:
        """The facts, most decisive first: how far settling one moves the share of YES among all else it could be.

        A fact that one condition reads falls either way as often; one that several read has its classes equally often.
        """
        open_facts = [fact for fact in self.facts if isinstance(self.case.get(fact.name), Knowledge)]
        several = [fact for fact in open_facts if len(self.readers(fact)) > 1]
        single = [fact for fact in open_facts if len(self.readers(fact)) == 1]
        judged = [c.id for c in self.rules.conditions if not c.test.modelled]
        loose = [*(self.readers(fact)[0].id for fact in single), *judged]
        known = {}
        for fact in self.facts:
            if fact not in open_facts:
                known |= dict(zip((c.id for c in self.readers(fact)), self.classes(fact, fixed=True)[0], strict=True))
        shares = {}
        for classes in product(*(self.classes(fact, fixed=False) for fact in several)):
            states = dict(known)
            for fact, one in zip(several, classes, strict=True):
                states |= dict(zip((c.id for c in self.readers(fact)), one, strict=True))
            for falls in product((False, True), repeat=len(loose)):
                yes = _truth(self.rules.tree, states | dict(zip(loose, falls, strict=True)))
                shares[classes, falls] = Fraction(yes, 2 ** len(loose))
        weights = {}
        for place, fact in enumerate(several):
            groups: dict[object, dict[object, Fraction]] = {}
            for (classes, _), share in shares.items():
                group = groups.setdefault(classes[:place] + classes[place + 1 :], {})
                group[classes[place]] = group.get(classes[place], Fraction()) + share
            moves = [max(group.values()) - min(group.values()) for group in groups.values()]
            weights[fact.name] = sum(moves) / len(moves)
        for place, fact in enumerate(single):
            tilts: dict[object, Fraction] = {}
            for (classes, falls), share in shares.items():
                tilts[classes] = tilts.get(classes, Fraction()) + 2 * (share if falls[place] else -share)
            weights[fact.name] = sum(abs(tilt) for tilt in tilts.values()) / len(tilts)
        names = [fact.name for fact in self.facts if fact.name in weights]
        return sorted(names, key=lambda name: -weights[name])

    def cheapest(self) -> float | None:
        """The least effort that gives YES; None when nobody can make it so."""
        costs = []
        for way in self.ways(fixed=False):
            if way.answer:
                cost = sum(self._cost(fact, one) for fact, one in zip(self.facts, way.classes, strict=True))
                costs.append(cost)
        least = min(costs, default=float("inf"))
        return None if least == float("inf") else least

    def _cost(self, fact, wanted) -> float:
        value = self.case.get(fact.name)
        if isinstance(value, Knowledge):
            return 0
        pairs = zip(self.readers(fact), self.state_of(fact, value), wanted, strict=True)
        moved = [condition for condition, now, then in pairs if now != then]
        if any(condition.changed_by == "nobody" for condition in moved):
            return float("inf")
        return max((condition.effort for condition in moved), default=0)


@frozen
class Made:
    """All a test draws from."""

    rule_sets: object = staticmethod(rule_sets)
    cases: object = staticmethod(cases)
    naive: object = Naive
    on: date = ON
    own: Policy = OWN
    facts: tuple[Fact, ...] = FACTS
    ages: tuple[object, ...] = AGES


@pytest.fixture(scope="session")
def made():
    """Strategies for rules and cases, and the naive reading of them."""
    return Made()
