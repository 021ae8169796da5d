"""Decisions as data for others: JSON, assessments, Mermaid, comparison, replay."""

import json
from datetime import date

import jsonschema
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from tiltak.rules import (
    NOT_KNOWN,
    Birthday,
    Case,
    Condition,
    Confidence,
    Fact,
    FactKind,
    RuleSet,
    RuleVersions,
    Source,
    Verdict,
    all_of,
    any_of,
    compare,
    decision_schema,
    is_true,
    mermaid,
    not_,
    replay,
    subsumsjoner,
)

BORN = Fact("born", FactKind.DATE)
RISK = Fact("at_risk", FactKind.YES_NO, answered_by="school")
ACT = Source(
    "LOV-2023-06-09-30",
    "5-1",
    1,
    2,
    "b",
    in_force_from=date(2024, 8, 1),
    url="https://lovdata.no/lov/2023-06-09-30",
    checked_on=date(2026, 11, 23),
    confidence=Confidence.LOW,
)


def rules_of(made, *, below=30, version="1"):
    """One condition from law, one from policy."""
    tree = all_of(
        Condition("age", BORN, Birthday(16, below), ACT),
        Condition("risk", RISK, is_true(), made.own, changed_by="school"),
    )
    return RuleSet("r", version, tree, date(2000, 1, 1), date(2060, 12, 31))


@given(data=st.data())
def test_every_decision_fits_the_published_schema(made, data):
    """Whatever the rules and the case, the record is valid and survives JSON unchanged."""
    rules, case = data.draw(made.rule_sets()), data.draw(made.cases())
    record = rules.decide(case, made.on).to_dict()
    jsonschema.Draft202012Validator(decision_schema()).validate(record)
    assert json.loads(json.dumps(record)) == record


def test_the_schema_is_a_schema_and_refuses_what_is_not_a_decision(made):
    """A word too many, a verdict that is none, a missing part."""
    schema = decision_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    record = rules_of(made).decide(Case({}), made.on).to_dict()
    check = jsonschema.Draft202012Validator(schema)
    for wrong in (
        {**record, "extra": 1},
        {**record, "verdict": "MAYBE"},
        {k: v for k, v in record.items() if k != "on"},
    ):
        assert not check.is_valid(wrong)
    assert check.is_valid(record)


def test_a_record_tells_unconfirmed_sources_and_addresses(made):
    """The weak source is named, and every finding can be pointed at."""
    record = rules_of(made).decide(Case({"born": date(2008, 1, 1)}), made.on).to_dict()
    (weak,) = record["unconfirmed"]
    assert (weak["cite"], weak["confidence"], weak["confirmed"]) == ("LOV-2023-06-09-30 § 5-1 (1) 2. b)", "L", False)
    assert record["finding"]["children"][1]["uri"] == "tiltak:r/1#0.1"


def test_assessments_have_the_fields_and_outcomes_of_the_archive(made):
    """Law conditions only, one to one with the shape NAV keeps; no values unless asked for."""
    case = Case({"born": date(2008, 1, 1), "at_risk": NOT_KNOWN})
    decision = rules_of(made).decide(case, made.on)
    (record,) = subsumsjoner(decision)
    parts = [record[name] for name in ("lovverk", "lovverksversjon", "paragraf", "ledd", "punktum", "bokstav")]
    assert parts == ["LOV-2023-06-09-30", "2024-08-01", "5-1", 1, 2, "b"]
    assert (record["utfall"], record["input"]) == ("VILKAR_OPPFYLT", {"born": "known", "dato": "2026-11-23"})
    (open_record,) = subsumsjoner(decision, values=True)
    assert open_record["input"] == {"born": "2008-01-01", "dato": "2026-11-23"}
    assert json.dumps(open_record)
    outcomes = {
        subsumsjoner(rules_of(made).decide(Case(facts), made.on))[0]["utfall"]
        for facts in ({}, {"born": date(1980, 1, 1)})
    }
    assert outcomes == {"VILKAR_UAVKLART", "VILKAR_IKKE_OPPFYLT"}


def test_mermaid_draws_the_rules_and_what_a_decision_found(made):
    """Every node and arrow, sources in the one, verdicts in the other, and no mark that breaks the drawing."""
    rules = rules_of(made)
    assert mermaid(rules) == (
        "flowchart TD\n"
        '  n0(["operator.all_of"])\n'
        '  n0_0["age<br/>LOV-2023-06-09-30 § 5-1 (1) 2. b)"]\n'
        "  n0 --> n0_0\n"
        '  n0_1["risk<br/>tests, conftest, 1"]\n'
        "  n0 --> n0_1\n"
    )
    found = mermaid(rules.decide(Case({"born": date(1980, 1, 1)}), made.on), lambda word: f'<"{word}">')
    assert '  n0_0["&lt;&quot;age&quot;&gt;<br/>&lt;&quot;verdict.no&quot;&gt;"]:::no' in found
    assert ":::unknown" in found
    assert found.count("-->") == 2
    tree = not_(any_of(Condition("a", RISK, is_true(), made.own), id="named"))
    drawn = mermaid(RuleSet("r", "1", tree, date(2000, 1, 1)))
    assert '(["operator.not"])' in drawn
    assert '(["named: operator.any_of"])' in drawn


@given(data=st.data())
def test_a_replay_of_the_same_facts_and_rules_gives_the_same(made, data):
    """From the decision and from its record, whatever the rules and the case."""
    rules, case = data.draw(made.rule_sets()), data.draw(made.cases())
    decision = rules.decide(case, made.on)
    for again in (replay(decision, case), replay(json.loads(json.dumps(decision.to_dict())), case, rules)):
        assert again.same
        assert (again.differences, again.why) == ((), ())
        assert again.decision == decision


def test_a_replay_tells_what_differs_and_why(made):
    """Other facts, other rules under the same name, another version of the library."""
    rules, case = rules_of(made), Case({"born": date(2000, 1, 1), "at_risk": True})
    record = rules.decide(case, made.on).to_dict()
    learnt = replay(record, case.with_facts(at_risk=False), rules)
    assert (learnt.same, learnt.why) == (False, ("facts",))
    assert {part.part for part in learnt.differences} == {"verdict", "failing", "change", "holds"}
    assert (learnt.differences[0].recorded, learnt.differences[0].replayed) == ("YES", "NO")
    moved = replay(record, case, rules_of(made, below=20))
    assert (moved.same, moved.why) == (False, ("rules",))
    newer = replay({**record, "library_version": "0.0.1"}, case, rules)
    assert (newer.same, newer.why) == (True, ("library",))


def test_a_record_that_cannot_be_replayed_is_refused(made):
    """No rules, other rules, another format."""
    rules, case = rules_of(made), Case({})
    record = rules.decide(case, made.on).to_dict()
    with pytest.raises(ValueError, match=r"^a record holds no rules; hand them over to replay it$"):
        replay(record, case)
    with pytest.raises(ValueError, match="rule set 'r', not 's'"):
        replay(record, case, evolve(rules, id="s"))
    with pytest.raises(
        ValueError, match=r"^the record has schema 'other/9'; this version reads 'tiltak.rules.decision/1'$"
    ):
        replay({**record, "schema": "other/9"}, case, rules)


def test_a_decision_is_replayed_by_its_own_rules_unless_others_are_handed_over(made):
    """So one can ask what a change of rules would have done."""
    rules, case = rules_of(made), Case({"born": date(2000, 1, 1), "at_risk": True})
    decision = rules.decide(case, made.on)
    assert replay(decision, case).decision.rules is rules
    other = rules_of(made, below=20)
    again = replay(decision, case, other)
    assert (again.same, again.why, again.decision.rules) == (False, ("rules",), other)


def test_a_comparison_tells_who_changes_answer_and_by_which_condition(made):
    """Two offices with different upper ages; the rest stays as it was."""
    cases = [
        Case({"born": date(2000, 1, 1), "at_risk": True}, "A"),
        Case({"born": date(2008, 1, 1), "at_risk": True}, "B"),
        Case({"born": date(2000, 1, 1)}, "C"),
        Case({"born": date(2000, 1, 1), "at_risk": False}, "D"),
    ]
    found = compare(rules_of(made), rules_of(made, below=20), cases, made.on)
    assert [(s.case_id, s.before.name, s.after.name, s.because) for s in found.switches] == [
        ("A", "YES", "NO", ("age",)),
        ("C", "UNKNOWN", "NO", ("age",)),
    ]
    assert found.by_condition == (("age", 2),)
    assert sum(count for *_, count in found.counts) == len(cases)
    assert (Verdict.YES, Verdict.YES, 1) in found.counts
    back = compare(rules_of(made, below=20), rules_of(made), cases, made.on)
    assert [switch.because for switch in back.switches] == [("age",), ("age",)]


def test_two_days_of_the_same_rules_can_be_compared(made):
    """Who turns 16 in between."""
    rules = RuleVersions("r", (rules_of(made),))
    found = compare(
        rules, rules, [Case({"born": date(2010, 11, 23), "at_risk": True}, "A")], date(2026, 11, 22), made.on
    )
    assert [(switch.before.name, switch.after.name, switch.because) for switch in found.switches] == [
        ("NO", "YES", ("age",))
    ]


def test_a_way_round_that_was_opened_is_named(made):
    """When nothing new stands in the way, the new way in is what it turns on."""
    narrow = RuleSet("r", "1", Condition("risk", RISK, is_true(), made.own), date(2000, 1, 1))
    wide = any_of(Condition("risk", RISK, is_true(), made.own), Condition("age", BORN, Birthday(16), made.own))
    case = Case({"born": date(2000, 1, 1), "at_risk": False}, "A")
    found = compare(narrow, RuleSet("r", "2", wide, date(2000, 1, 1)), [case], made.on)
    assert found.switches[0].because == ("age",)
    unsaid = compare(narrow, RuleSet("r", "2", wide, date(2000, 1, 1)), [Case({"at_risk": False}, "B")], made.on)
    assert [(s.before.name, s.after.name, s.because) for s in unsaid.switches] == [("NO", "UNKNOWN", ("age",))]


def test_an_open_condition_that_is_no_longer_asked_is_named_beside_what_turned(made):
    """It stood in the way too, though nobody has answered it."""
    extra = Condition("extra", Fact("extra", FactKind.YES_NO), is_true(), made.own)
    risk = Condition("risk", RISK, is_true(), made.own)
    strict = any_of(Condition("age", BORN, Birthday(16, 20), made.own), all_of(risk, extra))
    old = RuleSet("r", "1", strict, date(2000, 1, 1))
    new = RuleSet("r", "2", Condition("age", BORN, Birthday(16, 30), made.own), date(2000, 1, 1))
    cases = [Case({"born": date(2000, 1, 1), "at_risk": True}, "A")]
    (switch,) = compare(old, new, cases, made.on).switches
    assert (switch.before.name, switch.after.name, switch.because) == ("UNKNOWN", "YES", ("age", "extra"))
    (back,) = compare(new, old, cases, made.on).switches
    assert back.because == ("age", "extra")


@given(data=st.data())
def test_every_switch_names_a_condition_and_the_counts_add_up(made, data):
    """Whatever the two rule sets and the cases."""
    one, other = data.draw(made.rule_sets()), data.draw(made.rule_sets())
    cases = data.draw(st.lists(made.cases(), max_size=6))
    found = compare(one, other, cases, made.on)
    assert all(switch.because and switch.before is not switch.after for switch in found.switches)
    assert sum(count for *_, count in found.counts) == len(cases)
    assert sum(count for before, after, count in found.counts if before is not after) == len(found.switches)
