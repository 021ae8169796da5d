"""The three answers and how they combine."""

from itertools import product

import pytest

from tiltak.rules import Case, Condition, Fact, FactKind, RuleSet, Verdict, all_of, any_of, is_true, not_
from tiltak.rules.verdict import Verdict as Same

NO, UNKNOWN, YES = Verdict
AND = {
    (NO, NO): NO,
    (NO, UNKNOWN): NO,
    (NO, YES): NO,
    (UNKNOWN, UNKNOWN): UNKNOWN,
    (UNKNOWN, YES): UNKNOWN,
    (YES, YES): YES,
}
OR = {
    (NO, NO): NO,
    (NO, UNKNOWN): UNKNOWN,
    (NO, YES): YES,
    (UNKNOWN, UNKNOWN): UNKNOWN,
    (UNKNOWN, YES): YES,
    (YES, YES): YES,
}
NOT = {NO: YES, UNKNOWN: UNKNOWN, YES: NO}


@pytest.mark.parametrize(("one", "other"), list(product(Verdict, Verdict)))
def test_the_truth_tables_are_those_of_strong_kleene(one, other):
    """And, or, not give what the table written by hand says, whatever the order."""
    key = (min(one, other), max(one, other))
    assert one & other is AND[key]
    assert one | other is OR[key]
    assert ~one is NOT[one]


@pytest.mark.parametrize("states", list(product([True, False, None], repeat=3)))
def test_a_tree_gives_the_same_as_the_tables_in_every_state(made, states):
    """All 27 states of `a and (b or not c)`, decided and by the tables."""
    facts = [Fact(name, FactKind.YES_NO) for name in "abc"]
    a, b, c = (Condition(fact.name, fact, is_true(), made.own) for fact in facts)
    rules = RuleSet("r", "1", all_of(a, any_of(b, not_(c))), made.on)
    case = Case({fact.name: state for fact, state in zip(facts, states, strict=True) if state is not None})
    va, vb, vc = (UNKNOWN if state is None else Verdict(2 * state) for state in states)
    inner = NOT[vc]
    either = OR[min(vb, inner), max(vb, inner)]
    assert rules.decide(case, made.on).verdict is AND[min(va, either), max(va, either)]


def test_verdict_is_one_class_wherever_it_is_imported_from():
    """The room hands out the very enum its modules use."""
    assert Same is Verdict
