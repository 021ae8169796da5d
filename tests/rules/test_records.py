"""Decisions as data for others: JSON, assessments, Mermaid, comparison, replay."""

import json
from datetime import date

import jsonschema
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from tiltak import __version__
from tiltak.rules import (
    NOT_KNOWN,
    Birthday,
    Case,
    Condition,
    Confidence,
    Fact,
    FactKind,
    Policy,
    RuleSet,
    RuleVersions,
    Source,
    Verdict,
    all_of,
    any_of,
    compare,
    decision_schema,
    is_false,
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


OFFICE = Policy("kontoret", "plan & budsjett", "1", date(2026, 11, 23))
ACT_AS_DATA = {
    "kind": "source",
    "cite": "LOV-2023-06-09-30 § 5-1 (1) 2. b)",
    "law": "LOV-2023-06-09-30",
    "section": "5-1",
    "subsection": 1,
    "sentence": 2,
    "letter": "b",
    "in_force_from": "2024-08-01",
    "in_force_to": "2030-07-31",
    "url": "https://lovdata.no/lov/2023-06-09-30",
    "checked_on": "2026-11-23",
    "confidence": "L",
    "inferred": False,
    "confirmed": False,
}
OFFICE_AS_DATA = {
    "kind": "policy",
    "cite": "kontoret, plan & budsjett, 1",
    "owner": "kontoret",
    "document": "plan & budsjett",
    "section": "1",
    "checked_on": "2026-11-23",
    "confirmed": True,
}


def turned_down(made):
    """A decision with most things in it: two grounds, something turned round, something only time can change."""
    act = evolve(ACT, in_force_to=date(2030, 7, 31))
    tree = all_of(
        Condition("age", BORN, Birthday(16, 30), (act, OFFICE)),
        not_(Condition("safe", RISK, is_false(), OFFICE, changed_by="school", effort=2), id="at_risk_here"),
        id="whole",
    )
    rules = RuleSet("r", "1", tree, date(2000, 1, 1), date(2060, 12, 31), ("capacity",))
    return rules.decide(Case({"born": date(2011, 3, 2), "at_risk": False}), made.on)


def test_the_record_of_a_decision_is_this_one(made):
    """Every field by its name, so that who reads it can rely on them all."""
    decision = turned_down(made)
    none = {"why_open": None, "facts": [], "basis": []}
    age = {"address": "0.0", "uri": "tiltak:r/1#0.0", "id": "age", "operator": "condition", "verdict": "NO"}
    safe = {"address": "0.1.0", "uri": "tiltak:r/1#0.1.0", "id": "safe", "operator": "condition", "verdict": "YES"}
    group = {"address": "0.1", "uri": "tiltak:r/1#0.1", "id": "at_risk_here", "operator": "not", "verdict": "NO"}
    age |= {"why_open": None, "facts": [{"name": "born", "knowledge": "known"}], "matters": True, "children": []}
    safe |= {"why_open": None, "facts": [{"name": "at_risk", "knowledge": "known"}], "matters": True, "children": []}
    age |= {"basis": [ACT_AS_DATA, OFFICE_AS_DATA]}
    safe |= {"basis": [OFFICE_AS_DATA]}
    group |= none | {"matters": True, "children": [safe]}
    root = {"address": "0", "uri": "tiltak:r/1#0", "id": "whole", "operator": "all_of", "verdict": "NO"}
    root |= none | {"matters": True, "children": [age, group]}
    assert decision.to_dict() == {
        "schema": "tiltak.rules.decision/1",
        "rule_set": "r",
        "rule_version": "1",
        "rules_digest": decision.rules.digest(),
        "library_version": __version__,
        "on": "2026-11-23",
        "facts_digest": decision.facts_digest,
        "verdict": "NO",
        "failing": ["age", "safe"],
        "unknown": [],
        "still_needed": [],
        "change": {
            "conditions": [
                {"id": "age", "wanted": "YES", "changed_by": "nobody"},
                {"id": "safe", "wanted": "NO", "changed_by": "school"},
            ],
            "assumed": [],
            "effort": 2,
            "first_day": "2027-03-02",
        },
        "holds": {
            "from": "2000-01-01",
            "to": "2060-12-31",
            "opened_by": ["rules.valid_from"],
            "ends_because": ["rules.valid_to"],
        },
        "unconfirmed": [ACT_AS_DATA],
        "not_modelled": ["capacity"],
        "finding": root,
    }
    open_ones = rules_of(made).decide(Case({"born": date(2011, 3, 2)}), made.on).to_dict()
    assert open_ones["change"]["assumed"] == ["risk"]
    waiting = rules_of(made).decide(Case({"born": date(2000, 3, 2)}), made.on).to_dict()
    assert (waiting["change"], waiting["unknown"], waiting["still_needed"]) == (None, ["risk"], ["at_risk"])


def test_the_assessment_of_a_provision_is_this_one(made):
    """The field names are the archive's own, and a policy gives no assessment of law."""
    (record,) = subsumsjoner(turned_down(made))
    assert record == {
        "versjon": "1.1.0",
        "eventName": "subsumsjon",
        "versjonAvKode": f"tiltak {__version__}, r 1",
        "lovverk": "LOV-2023-06-09-30",
        "lovverksversjon": "2024-08-01",
        "paragraf": "5-1",
        "ledd": 1,
        "punktum": 2,
        "bokstav": "b",
        "input": {"born": "known", "dato": "2026-11-23"},
        "output": {"vilkar": "age", "uavklartFordi": None},
        "utfall": "VILKAR_IKKE_OPPFYLT",
    }
    (open_one,) = subsumsjoner(rules_of(made).decide(Case({"born": NOT_KNOWN}), made.on), values=True)
    assert open_one["input"] == {"born": "not_known", "dato": "2026-11-23"}
    assert open_one["output"] == {"vilkar": "age", "uavklartFordi": "not_known"}


def test_the_drawing_of_a_decision_and_of_its_rules_are_these(made):
    """Groups by name and kind, all grounds of a condition, three kinds of line, and no mark left that breaks it."""
    decision = turned_down(made)
    assert mermaid(decision, str.upper) == (
        "flowchart TD\n"
        '  n0(["WHOLE: OPERATOR.ALL_OF<br/>VERDICT.NO"]):::no\n'
        '  n0_0["AGE<br/>VERDICT.NO"]:::no\n'
        "  n0 --> n0_0\n"
        '  n0_1(["AT_RISK_HERE: OPERATOR.NOT<br/>VERDICT.NO"]):::no\n'
        '  n0_1_0["SAFE<br/>VERDICT.YES"]:::yes\n'
        "  n0_1 --> n0_1_0\n"
        "  n0 --> n0_1\n"
        "  classDef yes stroke-width:3px\n"
        "  classDef unknown stroke-dasharray:6 4\n"
        "  classDef no stroke-width:1px,stroke-dasharray:1 3\n"
    )
    office = "kontoret, plan &amp; budsjett, 1"
    assert mermaid(decision.rules) == (
        "flowchart TD\n"
        '  n0(["whole: operator.all_of"])\n'
        f'  n0_0["age<br/>LOV-2023-06-09-30 § 5-1 (1) 2. b)<br/>{office}"]\n'
        "  n0 --> n0_0\n"
        '  n0_1(["at_risk_here: operator.not"])\n'
        f'  n0_1_0["safe<br/>{office}"]\n'
        "  n0_1 --> n0_1_0\n"
        "  n0 --> n0_1\n"
    )


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
