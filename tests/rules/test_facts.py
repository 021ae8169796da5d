"""Facts and cases: what may be said, and what is never guessed."""

import copy
import hashlib
import pickle
from datetime import UTC, date, datetime

import pytest

from tiltak.faults import BadInput, FaultKind
from tiltak.rules import (
    NOT_KNOWN,
    NOT_STATED,
    Case,
    Condition,
    Fact,
    FactKind,
    RuleSet,
    at_least,
    is_one_of,
    is_true,
)

SECRET = date(2009, 5, 1)


def test_an_absent_fact_is_not_stated_and_one_asked_for_in_vain_is_not_known():
    """Two ways of not knowing, told apart, and neither is a no."""
    case = Case({"asked": NOT_KNOWN, "said": NOT_STATED})
    assert case.get("asked") is NOT_KNOWN
    assert case.get("said") is case.get("absent") is NOT_STATED


def test_repr_tells_what_is_known_and_never_what_it_is():
    """A case can be logged."""
    text = repr(Case({"born": SECRET, "code": "HEMMELIG", "asked": NOT_KNOWN}, id="MT-001"))
    assert text == "Case('MT-001', known=['born', 'code'], not_known=['asked'])"


def test_a_decision_shows_no_values_either(made):
    """Nor can a decision leak what it was given."""
    fact = Fact("code", FactKind.CHOICE, ("HEMMELIG", "B"))
    rules = RuleSet("r", "1", Condition("c", fact, is_one_of("B"), made.own), made.on)
    decision = rules.decide(Case({"code": "HEMMELIG"}), made.on)
    assert "HEMMELIG" not in repr(decision) + str(decision.to_dict())


@pytest.mark.parametrize("value", [None, [], datetime(2026, 1, 1, tzinfo=UTC), float("nan"), float("inf"), object()])
def test_a_value_of_no_kind_is_refused_and_the_fact_named(value):
    """None says neither that it was asked nor that it was not, so it is refused like the rest."""
    with pytest.raises(BadInput, match="odd"):
        Case({"odd": value})


@pytest.mark.parametrize(
    ("kind", "choices", "test", "wrong"),
    [
        (FactKind.YES_NO, (), is_true(), 1),
        (FactKind.YES_NO, (), is_true(), 0),
        (FactKind.YES_NO, (), is_true(), "ja"),
        (FactKind.CHOICE, ("RED", "BLUE"), is_one_of("RED"), "REED"),
        (FactKind.CHOICE, ("RED", "BLUE"), is_one_of("RED"), True),
        (FactKind.NUMBER, (), at_least(1), True),
        (FactKind.NUMBER, (), at_least(1), "1"),
        (FactKind.NUMBER, (), at_least(1), SECRET),
    ],
)
def test_a_value_its_fact_cannot_have_is_refused_and_the_fact_named(made, kind, choices, test, wrong):
    """One is not yes, and a misspelt code is not the code nearest to it."""
    fact = Fact("the_fact", kind, choices)
    rules = RuleSet("r", "1", Condition("c", fact, test, made.own), made.on)
    with pytest.raises(BadInput, match="the_fact") as caught:
        rules.decide(Case({"the_fact": wrong}), made.on)
    (fault,) = caught.value.faults
    assert fault.kind is (FaultKind.UNKNOWN_CODE if wrong == "REED" else FaultKind.WRONG_TYPE)
    assert fault.nearest == ("RED" if wrong == "REED" else None)


def test_the_right_value_is_taken_after_a_wrong_one_was_refused(made):
    """A refused value leaves nothing behind in the compiled rules."""
    fact = Fact("flag", FactKind.YES_NO)
    rules = RuleSet("r", "1", Condition("c", fact, is_true(), made.own), made.on)
    for _ in range(2):
        with pytest.raises(BadInput):
            rules.decide(Case({"flag": 1}), made.on)
        assert rules.decide(Case({"flag": True}), made.on).verdict.name == "YES"
        assert rules.decide(Case({"flag": False}), made.on).verdict.name == "NO"


def test_the_digest_is_the_same_for_the_same_facts_and_for_no_others():
    """Order does not count, saying NOT_STATED does not count, the kind of a value does."""
    assert Case({"a": True, "b": 2}).digest() == Case({"b": 2.0, "a": True, "c": NOT_STATED}).digest()
    different = [{}, {"a": True}, {"a": 1}, {"a": "True"}, {"a": "yes"}, {"a": NOT_KNOWN}, {"b": True}, {"a": SECRET}]
    assert len({Case(facts).digest() for facts in different}) == len(different)
    assert Case({"a": True, "b": 2}).digest(["a"]) == Case({"a": True}).digest()
    assert Case({}).digest() == "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"


def test_the_digest_is_that_of_a_text_anybody_can_write_down():
    """Names in order, each with the kind of its value and the value; so records can be checked without this library."""
    case = Case(
        {
            "yes": True,
            "no": False,
            "born": SECRET,
            "whole": 3,
            "also_whole": 3.0,
            "part": 2.5,
            "code": "RØD",
            "asked": NOT_KNOWN,
            "unsaid": NOT_STATED,
        }
    )
    parts = [
        '["also_whole","number","3"]',
        '["asked","knowledge","not_known"]',
        '["born","date","2009-05-01"]',
        '["code","text","R\\u00d8D"]',
        '["no","yes_no","no"]',
        '["part","number","2.5"]',
        '["whole","number","3"]',
        '["yes","yes_no","yes"]',
    ]
    assert case.digest() == hashlib.sha256(f"[{','.join(parts)}]".encode("ascii")).hexdigest()
    assert case.digest(["yes", "born", "absent"]) == hashlib.sha256(f"[{parts[2]},{parts[7]}]".encode()).hexdigest()


def test_a_case_with_more_facts_is_the_same_case():
    """It keeps its id, and what is said anew goes before what was said."""
    case = Case({"a": True, "b": 1}, id="MT-001").with_facts(b=2, c="X")
    assert case == Case({"a": True, "b": 2, "c": "X"}, id="MT-001")
    assert case != "MT-001"
    assert hash(case) != hash(Case({"a": True}, id="MT-001"))
    assert hash(case) != hash(Case(case.facts, id="MT-002"))


def test_a_case_keeps_what_it_was_given_whatever_becomes_of_the_mapping():
    """The facts are copied and cannot be changed."""
    facts = {"a": True}
    case = Case(facts)
    facts["a"] = False
    assert case.get("a") is True
    with pytest.raises(TypeError):
        case.facts["a"] = False
    assert pickle.loads(pickle.dumps(case)) == case  # noqa: S301 - our own bytes
    assert len({case, Case({"a": True})}) == 1
    assert case != Case({"a": 1})
    assert case != Case({"a": True}, id="B")


def test_a_yes_stays_a_yes_and_a_no_a_no_when_a_case_travels(made):
    """Copied or sent to another process, what was stated is still read as it was said."""
    fact = Fact("a", FactKind.YES_NO)
    rules = RuleSet("r", "1", Condition("c", fact, is_true(), made.own), made.on)
    for value, verdict in ((True, "YES"), (False, "NO")):
        case = Case({"a": value})
        for copied in (copy.deepcopy(case), pickle.loads(pickle.dumps(case))):  # noqa: S301 - our own bytes
            assert rules.decide(copied, made.on).verdict.name == verdict
        assert copy.deepcopy(case.stated)["a"] is case.stated["a"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "", "kind": FactKind.DATE},
        {"name": "f", "kind": FactKind.CHOICE},
        {"name": "f", "kind": FactKind.DATE, "choices": ("A",)},
        {"name": "f", "kind": FactKind.CHOICE, "choices": ("A", "A")},
        {"name": "f", "kind": FactKind.DATE, "answered_by": "somebody"},
    ],
)
def test_a_fact_nobody_could_answer_cannot_be_built(wrong):
    """No name, no choices, the same choice twice, or no one to ask."""
    with pytest.raises(ValueError, match=r"\w"):
        Fact(**wrong)
