"""What must be true of any rules and any case."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiltak.rules import (
    Case,
    Condition,
    Fact,
    FactKind,
    Knowledge,
    RuleSet,
    Verdict,
    all_of,
    any_of,
    is_one_of,
    is_true,
)
from tiltak.rules.formula import kleene, normal, open_leaves, remainder


@settings(max_examples=2 * settings.default.max_examples)
@given(data=st.data())
def test_unknown_is_said_exactly_when_two_ways_the_facts_could_be_disagree(made, data):
    """The verdict is the supervaluation over every value of the missing facts, shared facts included."""
    rules, case = data.draw(made.rule_sets()), data.draw(made.cases())
    assert rules.decide(case, made.on).verdict is made.naive(rules, case, made.on).verdict()


@given(data=st.data())
def test_kleene_is_exact_where_each_fact_is_read_once(made, data):
    """Least, greatest and mirror give the supervaluation when no two conditions read the same fact."""
    rules, case = data.draw(made.rule_sets(once=True)), data.draw(made.cases())
    numbers = {condition.id: number for number, condition in enumerate(rules.conditions)}
    states = rules.row_on(case, made.on).states
    by_hand = kleene(normal(rules.tree, numbers), states)
    assert by_hand is rules.decide(case, made.on).verdict
    assert by_hand is made.naive(rules, case, made.on).verdict()


@settings(max_examples=2 * settings.default.max_examples)
@given(data=st.data())
def test_still_needed_is_what_can_still_change_the_answer_and_nothing_else(made, data):
    """A fact is asked for when some answer to it, all else equal, gives another verdict; never otherwise."""
    rules, case = data.draw(made.rule_sets()), data.draw(made.cases())
    decision = rules.decide(case, made.on)
    assert set(decision.still_needed) == made.naive(rules, case, made.on).needed()
    assert len(set(decision.still_needed)) == len(decision.still_needed)
    assert all(isinstance(case.get(name), Knowledge) for name in decision.still_needed)


@settings(max_examples=2 * settings.default.max_examples)
@given(data=st.data())
def test_what_is_asked_first_moves_the_share_of_yes_the_most(made, data):
    """The order is that of the shares counted out over everything that is open; equal ones keep the tree's order."""
    rules, case = data.draw(made.rule_sets()), data.draw(made.cases())
    needed = rules.decide(case, made.on).still_needed
    assert list(needed) == [name for name in made.naive(rules, case, made.on).order() if name in needed]


def lettered(made):
    """Of three facts with the choices A, B and C, the conditions that they are A, and that they are B."""
    facts = [Fact(f"s{number}", FactKind.CHOICE, ("A", "B", "C")) for number in range(3)]
    asked = {f"{fact.name}{code}": (fact, code) for fact in facts for code in ("A", "B")}
    return {name: Condition(name, fact, is_one_of(code), made.own) for name, (fact, code) in asked.items()}


@pytest.mark.parametrize(
    ("build", "asked"),
    [
        (
            lambda c: all_of(any_of(c["s0B"], all_of(any_of(c["s2B"], c["s0A"]), c["s2A"])), c["s1B"]),
            ("s0", "s1", "s2"),
        ),
        (lambda c: any_of(any_of(c["s0B"], all_of(c["s1A"], all_of(c["s2A"], c["s1B"]))), c["s2B"]), ("s0", "s2")),
        (lambda c: all_of(any_of(c["s0B"], c["s1A"]), any_of(c["s0A"], c["s2B"])), ("s1", "s2", "s0")),
    ],
)
def test_facts_that_several_conditions_read_are_weighed_by_their_values(made, build, asked):
    """Nobody is both A and B, so what hangs on being both is never asked for, and what hangs on either weighs less."""
    rules = RuleSet("r", "1", build(lettered(made)), date(2000, 1, 1))
    assert rules.decide(Case({}), made.on).still_needed == asked
    naive = made.naive(rules, Case({}), made.on)
    assert [name for name in naive.order() if name in naive.needed()] == list(asked)


def forms(made, *trees):
    """What is left of each tree when nothing, and when one thing, is known."""
    states = [[None] * 4, [True, None, None, None], [None, None, None, False]]
    numbers = {fact.name: number for number, fact in enumerate(made.facts[:4])}
    return [[remainder(normal(tree, numbers), known) for known in states] for tree in trees]


def test_what_is_left_to_find_out_has_one_form_however_the_tree_is_nested(made):
    """Groups of one kind inside each other are one group, and a group of one part is that part."""
    a, b, c, d = (Condition(fact.name, fact, is_true(), made.own) for fact in made.facts[:4])
    flat, left, right = forms(made, all_of(a, b, c), all_of(all_of(a, b), c), all_of(a, all_of(b, all_of(c))))
    assert flat == left == right
    one, other = forms(made, any_of(a, all_of(b, any_of(c, d))), any_of(any_of(a), all_of(any_of(d, c), b)))
    assert one == other
    plain, wrapped = forms(made, all_of(a, b), all_of(a, any_of(b, d)))
    assert plain[2] == wrapped[2]
    assert open_leaves(plain[0]) == {0, 1}


@settings(max_examples=2 * settings.default.max_examples)
@given(data=st.data())
def test_the_change_is_the_cheapest_there_is(made, data):
    """No other set of changes that people can make gives YES for less, and none is named when there is none."""
    rules, case = data.draw(made.rule_sets()), data.draw(made.cases())
    decision = rules.decide(case, made.on)
    change = decision.change_now
    if decision.verdict is not Verdict.NO:
        assert change is decision.change is None
        return
    assert (None if change is None else change.effort) == made.naive(rules, case, made.on).cheapest()
    if change is not None:
        assert change.conditions
        assert "nobody" not in change.changed_by


@settings(max_examples=2 * settings.default.max_examples)
@given(data=st.data())
def test_learning_a_fact_never_turns_one_definite_answer_into_another(made, data):
    """Monotone in knowledge: what was settled stays settled, and as it was."""
    rules, case = data.draw(made.rule_sets()), data.draw(made.cases())
    fuller = data.draw(made.cases(known=True))
    before = rules.decide(case, made.on).verdict
    learnt = Case({**fuller.facts, **case.stated_facts()})
    after = rules.decide(learnt, made.on).verdict
    assert before is Verdict.UNKNOWN or after is before


@given(data=st.data())
def test_all_facts_known_and_nothing_left_to_judgement_gives_a_definite_answer(made, data):
    """UNKNOWN never comes from anything but a missing fact or a rule that is not modelled."""
    rules = data.draw(made.rule_sets(judged=False))
    case = data.draw(made.cases(known=True))
    decision = rules.decide(case, made.on)
    assert decision.verdict is not Verdict.UNKNOWN
    assert decision.unknown == decision.still_needed == ()


@given(data=st.data())
def test_every_no_has_a_failing_condition_and_every_unknown_an_open_one(made, data):
    """It always says why."""
    rules, case = data.draw(made.rule_sets()), data.draw(made.cases())
    decision = rules.decide(case, made.on)
    if decision.verdict is Verdict.NO:
        assert decision.failing
        assert decision.unknown == ()
    elif decision.verdict is Verdict.UNKNOWN:
        assert decision.unknown
        states = dict(zip((c.id for c in rules.conditions), decision.row.states, strict=True))
        assert all(states[name] is None for name in decision.unknown)
        assert not any(states[name] is None for name in decision.failing)
    else:
        assert decision.failing == decision.unknown == decision.still_needed == ()
    assert set(decision.failing) <= {condition.id for condition in rules.conditions}


@given(data=st.data())
def test_not_stated_and_not_known_give_one_verdict_and_two_findings(made, data):
    """The rules answer both alike; the findings tell them apart."""
    rules, case = data.draw(made.rule_sets(judged=False)), data.draw(made.cases())
    unasked = Case(case.stated_facts())
    asked = Case({**{fact.name: Knowledge.NOT_KNOWN for fact in made.facts}, **case.stated_facts()})
    one, other = rules.decide(unasked, made.on), rules.decide(asked, made.on)
    assert one.verdict is other.verdict
    for here, there in zip(one.explain().conditions(), other.explain().conditions(), strict=True):
        assert (here.why_open, there.why_open) in {(None, None), ("not_stated", "not_known")}
