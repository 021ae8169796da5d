"""What one decision tells."""

import sys
from datetime import UTC, date, datetime

import pytest

from tiltak.rules import (
    NOT_KNOWN,
    Birthday,
    Case,
    Condition,
    Fact,
    FactKind,
    RuleSet,
    Test,
    Verdict,
    all_of,
    any_of,
    at_least,
    is_false,
    is_one_of,
    is_true,
    not_,
    not_modelled,
)

A, B, C, D = (Fact(name, FactKind.YES_NO) for name in "abcd")
BORN = Fact("born", FactKind.DATE)


def condition(made, fact, test=None, **more):
    """A condition named as its fact, in capitals."""
    return Condition(fact.name.upper(), fact, is_true() if test is None else test, made.own, **more)


def rules_of(tree, **more):
    """The tree as a rule set for every day."""
    return RuleSet("r", "1", tree, date(2000, 1, 1), **more)


def test_failing_names_what_stands_in_the_way_and_not_what_does_not_matter(made):
    """Of two ways neither is met, and of one needed and one met only the needed one."""
    tree = all_of(condition(made, A), any_of(condition(made, B), condition(made, C)), condition(made, D))
    rules = rules_of(tree)
    assert rules.decide(Case({"a": True, "b": False, "c": False, "d": True}), made.on).failing == ("B", "C")
    assert rules.decide(Case({"a": False, "b": False, "c": True, "d": True}), made.on).failing == ("A",)
    assert rules.decide(Case({"a": True, "b": False, "c": True, "d": True}), made.on).failing == ()
    half = rules.decide(Case({"a": True, "b": False, "d": True}), made.on)
    assert (half.verdict, half.failing, half.unknown, half.still_needed) == (Verdict.UNKNOWN, ("B",), ("C",), ("c",))


def test_a_condition_turned_round_fails_when_it_is_met(made):
    """`not_` turns the blame, and the change asked for, as well."""
    decision = rules_of(not_(condition(made, A, changed_by="youth"))).decide(Case({"a": True}), made.on)
    assert (decision.verdict, decision.failing) == (Verdict.NO, ("A",))
    assert decision.change.wanted == (Verdict.NO,)


def test_what_is_asked_first_is_what_decides_most(made):
    """The one condition all depends on before the two that can stand in for each other."""
    tree = all_of(any_of(condition(made, A), condition(made, B)), condition(made, C))
    assert rules_of(tree).decide(Case({}), made.on).still_needed == ("c", "a", "b")
    assert rules_of(tree).decide(Case({"a": True}), made.on).still_needed == ("c",)
    assert rules_of(tree).decide(Case({"c": False}), made.on).still_needed == ()


def test_the_order_of_questions_is_the_one_worked_out_by_hand(made):
    """Each weighs by how often it tips the answer when all else falls either way: 0.164 for d before 0.148 for p."""
    flags = {name: Fact(name, FactKind.YES_NO) for name in "cdefgpqr"}
    c, d, e, f, g, p, q, r = (condition(made, flag) for flag in flags.values())
    rules = rules_of(any_of(all_of(p, q, r), all_of(c, any_of(d, e, all_of(f, g)))))
    assert rules.decide(Case({}), made.on).still_needed == tuple("cdepqrfg")
    rules = rules_of(any_of(all_of(c, any_of(d, e, f)), all_of(p, q, r)))
    assert rules.decide(Case({}), made.on).still_needed == tuple("cpqrdef")


def test_a_fact_two_conditions_read_is_one_fact(made):
    """Nobody is both under 16 and 30 or more, so a missing date of birth leaves nothing to ask."""
    young = Condition("young", BORN, Birthday(None, 16), made.own)
    old = Condition("old", BORN, Birthday(30), made.own)
    no = rules_of(all_of(young, old)).decide(Case({}), made.on)
    assert (no.verdict, no.failing, no.still_needed) == (Verdict.NO, ("young", "old"), ())
    assert no.explain().verdict is Verdict.NO
    yes = rules_of(any_of(not_(young), not_(old))).decide(Case({}), made.on)
    assert (yes.verdict, yes.still_needed) == (Verdict.YES, ())


def test_only_the_conditions_of_the_fact_at_odds_with_itself_fail_with_it(made):
    """A missing date of birth that nothing could put right fails its two conditions; the other open one does not."""
    young = Condition("young", BORN, Birthday(None, 16), made.own)
    old = Condition("old", BORN, Birthday(30), made.own)
    no = rules_of(all_of(young, condition(made, A), old)).decide(Case({}), made.on)
    assert (no.verdict, no.failing, no.unknown) == (Verdict.NO, ("young", "old"), ())


def test_of_two_conditions_on_one_open_fact_only_the_one_that_still_counts_is_open(made):
    """What was got round by another answer is no longer waited for, though its fact is."""
    young = Condition("young", BORN, Birthday(None, 16), made.own)
    old = Condition("old", BORN, Birthday(30), made.own)
    rules = rules_of(all_of(any_of(young, condition(made, A)), not_(old)))
    decision = rules.decide(Case({"a": True}), made.on)
    assert (decision.unknown, decision.still_needed) == (("old",), ("born",))
    assert rules.decide(Case({}), made.on).unknown == ("young", "A", "old")


def at_odds(made, count):
    """Any of several yes-or-no facts is both yes and no: never, however many there are."""
    facts = [Fact(f"f{n}", FactKind.YES_NO) for n in range(count)]
    return rules_of(
        any_of(
            *(
                all_of(
                    Condition(f"{fact.name}_yes", fact, is_true(), made.own),
                    Condition(f"{fact.name}_no", fact, is_false(), made.own),
                )
                for fact in facts
            )
        )
    )


def test_so_many_facts_at_odds_that_not_all_can_be_tried_give_unknown_and_never_a_wrong_answer(made):
    """4096 joint values are tried in full; with twice as many the last fact counts as free, and it is asked for."""
    assert at_odds(made, 12).decide(Case({}), made.on).verdict is Verdict.NO
    beyond = at_odds(made, 13).decide(Case({}), made.on)
    assert (beyond.verdict, beyond.still_needed) == (Verdict.UNKNOWN, ("f12",))
    assert at_odds(made, 13).decide(Case({"f0": True}), made.on).verdict is Verdict.NO


def test_a_rule_that_is_not_modelled_is_always_open_and_never_asked_for(made):
    """Judgement is told apart from a missing answer, even when somebody has stated the fact."""
    tree = all_of(condition(made, A), Condition("suitable", B, not_modelled(), made.own))
    for facts in ({"a": True}, {"a": True, "b": True}, {"a": True, "b": NOT_KNOWN}):
        decision = rules_of(tree, not_modelled=("capacity",)).decide(Case(facts), made.on)
        assert (decision.verdict, decision.unknown, decision.still_needed) == (Verdict.UNKNOWN, ("suitable",), ())
        assert decision.explain().children[1].why_open == "not_modelled"
        assert decision.not_modelled == ("capacity", "suitable")
    assert rules_of(tree).decide(Case({"a": False}), made.on).verdict is Verdict.NO


def test_the_four_ways_of_not_being_yes_are_told_apart(made):
    """No, not stated, asked and not known, not modelled."""
    tree = all_of(
        condition(made, A), condition(made, B), condition(made, C), Condition("judged", (), not_modelled(), made.own)
    )
    root = rules_of(tree).decide(Case({"a": False, "c": NOT_KNOWN}), made.on).explain()
    found = [(child.verdict.name, child.why_open) for child in root.children]
    assert found == [("NO", None), ("UNKNOWN", "not_stated"), ("UNKNOWN", "not_known"), ("UNKNOWN", "not_modelled")]


def test_the_change_is_the_cheapest_and_says_who_can_make_it(made):
    """Two ways in, the dearer by the youth and the cheaper by the school; and a condition not known yet."""
    tree = all_of(
        any_of(
            condition(made, A, changed_by="youth", effort=3),
            condition(made, B, changed_by="school", effort=1),
            condition(made, C, changed_by="nobody", effort=0),
        ),
        condition(made, D),
    )
    change = rules_of(tree).decide(Case({"a": False, "b": False, "c": False}), made.on).change
    assert (change.conditions, change.changed_by, change.assumed) == (("B",), ("school",), ("D",))
    assert (change.effort, change.first_day, change.wanted) == (1, None, (Verdict.YES,))


def test_what_one_answer_changes_together_is_paid_once(made):
    """Becoming an apprentice ends being a pupil; the two conditions on one fact move as one."""
    activity = Fact("activity", FactKind.CHOICE, ("PUPIL", "APPRENTICE", "NONE"))
    tree = all_of(
        not_(Condition("pupil", activity, is_one_of("PUPIL"), made.own, changed_by="youth", effort=2)),
        Condition("apprentice", activity, is_one_of("APPRENTICE"), made.own, changed_by="employer", effort=5),
    )
    change = rules_of(tree).decide(Case({"activity": "PUPIL"}), made.on).change
    assert (change.conditions, change.effort) == (("pupil", "apprentice"), 5)
    assert change.wanted == (Verdict.NO, Verdict.YES)


def test_an_open_condition_is_assumed_only_when_the_change_rests_on_it(made):
    """The way that is taken needs nothing of the other way's open condition."""
    tree = any_of(condition(made, A, changed_by="youth"), all_of(condition(made, B), condition(made, C)))
    change = rules_of(tree).decide(Case({"a": False, "b": False}), made.on).change
    assert (change.conditions, change.assumed) == (("A",), ())


def test_a_missing_fact_that_several_conditions_read_is_assumed_and_costs_nothing(made):
    """Only what is known and wrong has to be changed; what is known and cannot be changed stays."""
    young = Condition("young", BORN, Birthday(None, 16), made.own)
    old = Condition("old", BORN, Birthday(30), made.own)
    rules = rules_of(all_of(any_of(young, old), condition(made, A, changed_by="youth", effort=3)))
    change = rules.decide(Case({"a": False}), made.on).change
    assert (change.conditions, change.wanted, change.assumed) == (("A",), (Verdict.YES,), ("young", "old"))
    assert (change.effort, change.first_day) == (3, None)
    between = rules.decide(Case({"a": True, "born": date(2000, 5, 1)}), made.on)
    assert (between.verdict, between.change_now) == (Verdict.NO, None)
    assert (between.change.conditions, between.change.first_day) == (("old",), date(2030, 5, 1))


def test_a_fact_that_is_right_already_costs_nothing_beside_the_one_that_is_not(made):
    """The effort is that of the one condition that must change."""
    activity = Fact("activity", FactKind.CHOICE, ("PUPIL", "APPRENTICE", "NONE"))
    tree = all_of(
        not_(Condition("pupil", activity, is_one_of("PUPIL"), made.own, changed_by="youth", effort=2)),
        Condition("apprentice", activity, is_one_of("APPRENTICE"), made.own, changed_by="employer", effort=5),
        condition(made, A, changed_by="school", effort=4),
    )
    change = rules_of(tree).decide(Case({"activity": "APPRENTICE", "a": False}), made.on).change
    assert (change.conditions, change.effort, change.assumed) == (("A",), 4, ())


def test_the_tree_of_findings_has_addresses_facts_and_sources(made):
    """Each part at its place, with what it read and where it is written."""
    tree = all_of(condition(made, A), not_(condition(made, B), id="not_b"), id="whole")
    root = rules_of(tree).decide(Case({"a": True, "b": False}), made.on).explain()
    assert [(found.address, found.id, found.operator) for found in root.walk()] == [
        ("0", "whole", "all_of"),
        ("0.0", "A", "condition"),
        ("0.1", "not_b", "not"),
        ("0.1.0", "B", "condition"),
    ]
    assert [found.verdict for found in root.walk()] == [Verdict.YES, Verdict.YES, Verdict.YES, Verdict.NO]
    assert root.children[0].facts == (("a", "known"),)
    assert root.children[0].basis == (made.own,)
    assert all(found.matters for found in root.walk())


def test_what_the_answer_does_not_rest_on_does_not_matter(made):
    """With one way in met, the other is beside the point."""
    root = rules_of(any_of(condition(made, A), condition(made, B))).decide(Case({"a": True}), made.on).explain()
    assert [child.matters for child in root.children] == [True, False]


def test_a_decision_carries_what_it_takes_to_make_it_again(made):
    """Rule set, version, what the rules say, library, day, facts; and nothing can be set."""
    rules = rules_of(condition(made, A))
    decision = rules.decide(Case({"a": True, "other": "x"}), made.on)
    assert (decision.rule_set, decision.rule_version, decision.on) == ("r", "1", made.on)
    assert decision.facts_digest == Case({"a": True}).digest()
    assert decision.rules_digest == rules.digest() != rules_of(condition(made, A, is_false())).digest()
    assert decision == rules.decide(Case({"a": True}), made.on)
    assert decision != rules.decide(Case({"a": False}), made.on)
    assert len({decision, rules.decide(Case({"a": True}), made.on)}) == 1
    assert hash(decision) != hash(rules.decide(Case({"a": False}), made.on))
    assert decision != "YES"
    for name in ("verdict", "on", "rules", "something"):
        with pytest.raises(AttributeError):
            setattr(decision, name, None)


def test_the_day_must_be_a_day(made):
    """A moment is no day: which one depends on where one stands."""
    with pytest.raises(TypeError, match="date"):
        rules_of(condition(made, A)).decide(Case({}), datetime(2026, 1, 1, tzinfo=UTC))


def test_a_tree_reads_each_condition_once(made):
    """The same condition twice, one id for two, or one fact described in two ways is refused."""
    one = condition(made, A)
    for build in (all_of, any_of):
        with pytest.raises(ValueError, match="twice"):
            build(one, not_(one))
    with pytest.raises(ValueError, match="twice"):
        all_of(one, any_of(condition(made, B), id="A"))
    with pytest.raises(ValueError, match="two ways"):
        all_of(one, Condition("x", Fact("a", FactKind.DATE), Birthday(16), made.own))


def test_what_could_not_be_asked_cannot_be_built(made):
    """A test that cannot read its fact, a choice that is none, a holder that is none, no fact, no part."""
    colour = Fact("colour", FactKind.CHOICE, ("RED",))
    with pytest.raises(ValueError, match="cannot read"):
        condition(made, A, at_least(3))
    with pytest.raises(ValueError, match="no choice BLUE"):
        condition(made, colour, is_one_of("BLUE"))
    with pytest.raises(ValueError, match="changed_by"):
        condition(made, A, changed_by="somebody")
    with pytest.raises(ValueError, match="effort"):
        condition(made, A, effort=-1)
    with pytest.raises(ValueError, match="reads no fact"):
        Condition("x", (), is_true(), made.own)
    with pytest.raises(ValueError, match="twice"):
        Condition("x", (A, A), is_true(), made.own)
    with pytest.raises(ValueError, match="id"):
        Condition("", A, is_true(), made.own)
    with pytest.raises(ValueError, match="needs something"):
        all_of()
    with pytest.raises(TypeError, match="combines"):
        any_of("A")
    with pytest.raises(ValueError, match="codes"):
        is_one_of()
    with pytest.raises(ValueError, match="finite"):
        at_least(float("inf"))


def test_a_state_is_worked_out_once_and_looked_up_ever_after(made):
    """Nothing is computed on the way from facts to verdict the second time, whatever the day."""
    tree = all_of(condition(made, A), condition(made, B))
    rules = rules_of(tree)
    first = rules.decide(Case({"a": True}), made.on)
    again = rules.decide(Case({"a": True, "b": NOT_KNOWN}), date(2026, 11, 24))
    assert first.row is again.row is rules.row_on(Case({"a": True}), made.on)
    assert rules.reader(made.on) is rules.reader(made.on)
    assert len(rules.reader(made.on).rows) == 1


def test_days_without_end_do_not_fill_the_memory(made):
    """A compiled day is forgotten in time, and answers the same when it comes again."""
    rules = rules_of(Condition("age", BORN, Birthday(16, 30), made.own))
    case = Case({"born": date(2000, 1, 1)})
    before = rules.decide(case, made.on).verdict
    most = 0
    for number in range(2100):
        rules.decide(case, date.fromordinal(date(2001, 1, 1).toordinal() + number))
        most = max(most, len(rules._readers))  # noqa: SLF001 - the bound is what is tested
    assert rules.decide(case, made.on).verdict is before
    assert most == 2048


class Odd(Test):
    """A test that was asked, and counts."""

    def __init__(self):
        self.asked = 0

    def holds(self, value, on):  # noqa: ARG002 - the one signature all tests share
        """True for yes."""
        self.asked += 1
        return value


def test_no_test_is_run_on_the_way_to_an_answer_met_before(made):
    """The compiled rules look up; they do not reason again."""
    odd = Odd()
    rules = rules_of(Condition("x", A, odd, made.own))
    rules.decide(Case({"a": True}), made.on)
    asked = odd.asked
    for _ in range(50):
        rules.decide(Case({"a": True}), made.on)
    assert odd.asked == asked


def test_deciding_loads_no_library_of_columns():
    """A single case needs neither NumPy nor Polars nor narwhals."""
    import subprocess  # noqa: PLC0415 - only this test starts another interpreter

    text = (
        "import sys, datetime as d\n"
        "from tiltak.rules import *\n"
        "o = Policy('o', 'd', '1', d.date(2026, 1, 1))\n"
        "r = RuleSet('r', '1', Condition('c', Fact('f', FactKind.DATE), Birthday(16), o), d.date(2020, 1, 1))\n"
        "r.decide(Case({'f': d.date(2000, 1, 1)}), d.date(2026, 1, 1)).to_dict()\n"
        "print(sorted({'numpy', 'polars', 'narwhals', 'pydantic', 'pandas'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
