"""A decision in words: five findings told apart, no value of a fact, a youth's text of its own, and texts approved.

After a change that is meant, rewrite the approved texts: ``python tests/render/test_explain.py``.
"""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltak.law import FACTS
from tiltak.programme import ProgrammeParameters, UpperAge, back_to_school_rules
from tiltak.render import LANGUAGES, MissingWords, Words
from tiltak.render.explain import explanation
from tiltak.render.rule_pages.registry import all_rule_sets, registered
from tiltak.render.words import Entry, catalogue
from tiltak.rules import (
    NOT_KNOWN,
    NOT_STATED,
    Birthday,
    Case,
    Condition,
    Fact,
    FactKind,
    Policy,
    RuleSet,
    Verdict,
    all_of,
    any_of,
    is_true,
    not_,
)

ON = date(2026, 11, 23)
APPROVED = Path(__file__).parents[1] / "cases" / "render" / "explanations"
REWRITE = "python tests/render/test_explain.py"
REGISTERS = ("adviser", "youth")
FORMS = [(lang, register) for lang in LANGUAGES for register in REGISTERS]
RULES = all_rule_sets()


def cases():
    """The cases of the approved texts by name: rule set and facts."""
    book = tomllib.loads((APPROVED / "cases.toml").read_text(encoding="utf-8"))
    for name, case in book.items():
        if name != "on":
            facts = {fact: NOT_KNOWN if value == "UKJENT" else value for fact, value in case["facts"].items()}
            yield name, (case["rules"], facts)


CASES = dict(cases())


def decide(rule_set, facts):
    """The decision of the library's own rules."""
    return RULES[rule_set].decide(Case(facts), on=ON)


def told(rule_set, facts, lang="nb", register="adviser"):
    """The text of a decision."""
    return explanation(decide(rule_set, facts), Words(lang, register))


def values_of(fact):
    """Everything a fact may be, and the two ways of not knowing it."""
    stated = {
        FactKind.YES_NO: (True, False),
        FactKind.CHOICE: fact.choices,
        FactKind.DATE: (date(2003, 3, 17), date(2008, 10, 9), date(2011, 2, 27), date(1977, 6, 14)),
        FactKind.NUMBER: (1, 2, 3, 4, 2013, 2015),
    }[fact.kind]
    return (*stated, NOT_KNOWN, NOT_STATED)


@st.composite
def decided(draw):
    """A decision of any rule set of the library for any facts, with the facts."""
    rules = RULES[draw(st.sampled_from(sorted(RULES)))].on(ON)
    facts = {fact.name: draw(st.sampled_from(values_of(fact))) for fact in rules.facts}
    return rules, facts


# --- What is told


@pytest.mark.parametrize(("lang", "register"), FORMS)
def test_five_findings_have_five_wordings(lang, register):
    """Yes, no, not stated, asked but not known, and not modelled are never told alike."""
    names = ("yes", "no", "not_stated", "not_known", "not_modelled")
    said = [Words(lang, register).text(f"explanation.{register}.found.{name}") for name in names]
    assert len(set(said)) == 5


@pytest.mark.parametrize(("lang", "register"), FORMS)
def test_each_condition_is_told_with_what_was_found(lang, register):
    """In a case that holds all five findings every condition stands once, with the wording of its own finding."""
    decision, words = decide(*CASES["unknown"]), Words(lang, register)
    text = explanation(decision, words)
    found = decision.explain().conditions()
    assert {finding.why_open or finding.verdict for finding in found} == {
        Verdict.YES,
        Verdict.NO,
        "not_stated",
        "not_known",
        "not_modelled",
    }
    for finding in found:
        state = words.text(f"explanation.{register}.found.{finding.why_open or finding.verdict.name.lower()}")
        line = rf"^ *- {re.escape(words.text(f'condition.{finding.id}'))}: {re.escape(state)}$"
        assert len(re.findall(line, text, re.MULTILINE)) == 1, finding.id


@pytest.mark.parametrize(("lang", "register"), FORMS)
def test_the_answer_and_its_day_come_first(lang, register):
    """The first paragraph holds the answer, the day, and the last day it holds."""
    words = Words(lang, register)
    first = told(*CASES["yes"], lang, register).split("\n\n")[0]
    assert words.text(f"explanation.{register}.answer.yes", on=ON) in first
    assert words.day(date(2031, 7, 31)) in first
    assert words.text("condition.youth_right_age") in first


def test_each_part_has_its_facts_its_sources_and_who_can_change_it():
    """To the adviser: what was read, by name and whether it is known; where it is written; who can change a no."""
    text = told(*CASES["no"])
    assert (
        "  - Er ikke i arbeid: nei, det stemmer ikke\n"
        "    Leser: I arbeid (oppgitt)\n"
        "    Står i: Beskrivelsen av programmet, avsnitt 2 (eget valg, ikke lov)\n"
        "    Kan endres av: ungdommen selv\n"
    ) in text
    assert "(ikke oppgitt)" in told(*CASES["unknown"])
    assert "(spurt, ikke kjent)" in told(*CASES["unknown"])
    assert text.count("Tiden endrer dette") == 1
    old = told("programme.back_to_school", {"born": date(1990, 5, 1)})
    assert "Reglene kjenner ingen som kan endre dette" in old
    assert "Reglene kjenner ingen vei til ja" in old


def test_what_is_not_confirmed_says_so():
    """The source is marked, the first paragraph warns, and an answer on confirmed sources has neither."""
    for lang, register in FORMS:
        text = told(*CASES["unconfirmed"], lang, register)
        words = Words(lang, register)
        mark = words.text(f"explanation.{register}.source.unconfirmed", cite="").strip()
        warning = words.text(f"explanation.{register}.unconfirmed")
        assert mark in text
        assert warning in text.split("\n\n")[0]
        assert mark not in told(*CASES["yes"], lang, register)
        assert warning not in told(*CASES["yes"], lang, register)


def test_a_change_is_told_with_its_day_and_no_advice():
    """What time does and what people can do are both needed, and the text does not urge anybody to do it."""
    text = told(*CASES["no"])
    assert "Alt dette må til:\n- Fra 1. mai 2027 er dette annerledes uten at noen gjør noe: «Har fylt 16 år»." in text
    assert "- Om dette stemte: «Er ikke i arbeid». Den som kan endre det: ungdommen selv." in text
    assert "er ikke et råd om å endre det" in text
    alone = told("programme.back_to_school", {**CASES["no"][1], "in_work": False})
    assert "Alt dette må til" not in alone
    assert "er ikke et råd om å endre det" not in alone


def test_what_people_must_judge_is_told_apart_from_what_must_be_asked():
    """A pupil who takes the subject: nothing is left to ask, and a person must judge."""
    text = told("privatist", {"activity": "ELEV", "takes_instruction_in_subject": True})
    assert "Svaret per 23. november 2026 kan ikke reglene gi. Et menneske må vurdere det." in text
    assert "- Et menneske må vurdere dette: «Om fylket lar eleven" in text
    assert "Kan svare" not in text


def test_questions_say_who_can_answer_and_what_was_asked_before():
    """One that was asked in vain says so; one that has no question of its own is told as the condition it settles."""
    facts = {"born": date(2008, 5, 1), "activity": "ELEV", "at_risk": NOT_KNOWN}
    text = told("programme.stay_at_school", facts)
    assert "- Stemmer dette: «Har opplæringsrett som kontoret regner med»? Kan svare: fylkeskommunen." in text
    assert "Kan svare: skolen. Det er spurt om dette før. Da var svaret ikke kjent." in text
    youth = told("programme.stay_at_school", facts, "nb", "youth")
    assert "- Stemmer dette: «Skolen er bekymret for at du kan komme til å slutte»? Kan svare: skolen." in youth


def test_each_answer_says_who_decides():
    """No text is a decision about a person: the library's own rule sets name who decides, and a caller may.

    Who shares and who follows up a signal the rules do not know, so there the text says that somebody decides.
    """
    for one in registered():
        rule_set = one.id
        decision = decide(rule_set, {})
        for lang, register in FORMS:
            words = Words(lang, register)
            text = explanation(decision, words)
            named = [
                words.text(f"explanation.{register}.decides.named", who=words.text(f"owner.{code}"))
                for code in ("NAV_KONTORET", "FYLKESKOMMUNE", "KOMMUNE")
            ]
            open_to_somebody = one.group in {"sharing", "school"}
            assert (words.text(f"explanation.{register}.decides.somebody") in text) is open_to_somebody, rule_set
            assert sum(sentence in text for sentence in named) == (not open_to_somebody), rule_set
    text = explanation(decide(*CASES["no"]), Words("nn"), decided_by="KOMMUNE")
    assert "Kommunen avgjer." in text


# --- Values of facts stay out


def test_answers_the_rules_cannot_tell_apart_give_the_same_text():
    """Change an answer to another one that says the same to the rules, and not a letter of any text changes."""
    compared = 0
    for versions in RULES.values():
        rules = versions.on(ON)
        facts = {fact.name: values_of(fact)[0] for fact in rules.facts}
        for fact in (fact for fact in rules.facts if fact.kind is not FactKind.DATE):
            told_of = {}
            for value in values_of(fact)[:-2]:
                decision = rules.decide(Case({**facts, fact.name: value}), on=ON)
                texts = [explanation(decision, Words(lang, register)) for lang, register in FORMS]
                compared += decision.row in told_of
                assert told_of.setdefault(decision.row, texts) == texts, (rules.id, fact.name, value)
    assert compared > 50


@given(decided())
def test_no_value_of_a_fact_is_in_the_text(drawn):
    """Neither a code nor a date of birth, in any way of writing it, nor a number that was given."""
    rules, facts = drawn
    decision = rules.decide(Case(facts), on=ON)
    for lang, register in FORMS:
        words = Words(lang, register)
        text = explanation(decision, words)
        for value in facts.values():
            if isinstance(value, str):
                assert not re.search(rf"\b{value}\b", text), (rules.id, value)
            elif isinstance(value, date):
                styles = ("long", "short", "day", "month_day", "weekday")
                written = [value.isoformat(), *(words.day(value, style) for style in styles)]
                # The month and the day alone are in "from 17 March 2028", which the answer has to tell.
                assert not [form for form in written if form in text and form != words.day(value, "month_day")]


@given(decided())
def test_bokmaal_and_nynorsk_have_the_same_shape(drawn):
    """The same lines, indented alike, in both registers; and other words."""
    rules, facts = drawn
    decision = rules.decide(Case(facts), on=ON)
    for register in REGISTERS:
        nb, nn, en = (explanation(decision, Words(lang, register)) for lang in LANGUAGES)
        assert shape(nb) == shape(nn) == shape(en)
        assert nb != nn


def shape(text):
    """How each line begins: its indent, whether it is one of a list, whether it is empty."""
    return [re.match(r" *(- )?", line)[0] + ("" if line else "|") for line in text.splitlines()]


# --- All of it


class Remembering(Mapping):
    """The texts of the library, which remember which of them were said."""

    def __init__(self):
        self.said = set()

    def __getitem__(self, text_id):
        self.said.add(text_id)
        return catalogue()[text_id]

    def __iter__(self):
        return iter(catalogue())

    def __len__(self):
        return len(catalogue())


def own_rules():
    """Rules of somebody's own: a negation, a group in a group, and an end."""
    board = Policy("the board", "the plan", "2", date(2026, 11, 23))
    ill, rich = (Fact(name, FactKind.YES_NO, answered_by="employer") for name in ("ill", "rich"))
    tree = all_of(
        not_(Condition("own.ill", ill, is_true(), board, changed_by="employer")),
        any_of(
            Condition("own.rich", rich, is_true(), board, changed_by="adviser"),
            Condition("own.old", Fact("born", FactKind.DATE), Birthday(30, None), board),
        ),
    )
    return RuleSet("own", "1", tree, valid_from=date(2020, 1, 1), valid_to=date(2027, 6, 30))


def own_words(register, entries):
    """Words for them, beside the library's."""
    own = ("rule_set.own", "condition.own.ill", "condition.own.rich", "condition.own.old", "fact.ill", "fact.rich")
    own += ("explanation.youth.fact.ill", "explanation.youth.fact.rich")
    made = {name: Entry(name, "own", dict.fromkeys(LANGUAGES, f"[{name}]")) for name in own}

    class Both(Remembering):
        def __getitem__(self, text_id):
            return made[text_id] if text_id in made else entries[text_id]

        def __contains__(self, text_id):
            return text_id in made or text_id in entries

    return Words("nb", register, Both())


def test_rules_of_ones_own_are_told_with_words_of_ones_own():
    """Any rule set can be told; without words it raises; who decides is then simply a person."""
    decision = own_rules().decide(Case({"ill": True, "rich": False, "born": date(2000, 1, 1)}), on=ON)
    text = explanation(decision, own_words("adviser", catalogue()))
    assert "- Dette må ikke stemme: ikke oppfylt\n    - [condition.own.ill]: ja, det stemmer" in text
    assert "Om dette ikke lenger stemte: «[condition.own.ill]». Den som kan endre det: bedriften." in text
    assert "Etter det gjelder ikke denne utgaven av reglene." in text
    assert "Et menneske avgjør." in text
    youth = explanation(decision, own_words("youth", catalogue()))
    assert "- Dette må ikke stemme:\n    - [condition.own.ill]: ja, det stemmer" in youth
    with pytest.raises(MissingWords, match=r"rule_set\.own"):
        explanation(decision, Words("nb"))


@pytest.mark.parametrize("rule_set", sorted(RULES))
def test_every_version_of_every_rule_set_can_be_told(rule_set):
    """No day of the past asks for a text that is not there."""
    for rules in RULES[rule_set].versions:
        for number in (0, -1, -2):
            case = Case({fact.name: values_of(fact)[number] for fact in rules.facts})
            for lang, register in FORMS:
                text = explanation(rules.decide(case, on=rules.valid_from), Words(lang, register))
                assert len(text.split("\n\n")) >= 5


def test_every_sentence_is_said_in_some_answer():
    """No sentence of the explanations is left that no decision can bring forth."""
    entries = Remembering()
    all_cases = [
        *CASES.values(),
        *((rule_set, {}) for rule_set in RULES),
        *((rule_set, dict.fromkeys(FACTS, NOT_KNOWN)) for rule_set in RULES),
        *((rule_set, {fact.name: values_of(fact)[0] for fact in RULES[rule_set].on(ON).facts}) for rule_set in RULES),
        ("privatist", {"activity": "ELEV", "takes_instruction_in_subject": True}),
        ("TILTAK_TILRETTELAGT_FAG", {"complex_needs": True, "in_training_measure": False}),
        ("programme.back_to_school", {"born": date(1990, 5, 1)}),
        ("FIREAARIG_LOENNSTILSKUDD", {"employed_by_firm": False}),
    ]
    for register in REGISTERS:
        words = Words("nb", register, entries)
        for rule_set, facts in all_cases:
            explanation(decide(rule_set, facts), words)
        first = date(2015, 1, 1)
        for rules in (RULES[name].on(first) for name in ("youth_right", "adult_right", "supplement", "sharing_nav")):
            facts = {fact.name: values_of(fact)[0] for fact in rules.facts}
            explanation(rules.decide(Case(facts), on=first), words)
            explanation(rules.decide(Case({}), on=first), words)
        own = own_words(register, entries)
        for facts in ({}, {"ill": True, "rich": False, "born": date(2000, 1, 1)}, {"ill": False, "rich": False}):
            explanation(own_rules().decide(Case(facts), on=ON), own)
    meant = {name for name in catalogue() if name.startswith("explanation.")}
    assert sorted(meant - entries.said) == []


@pytest.mark.parametrize("reading", UpperAge)
def test_an_offices_own_reading_is_told_as_well(reading):
    """The three readings of the upper age have their words in every form."""
    rules = back_to_school_rules(ProgrammeParameters(upper_age=reading))
    decision = rules.decide(Case({"born": date(2000, 1, 1)}), on=ON)
    assert len({explanation(decision, Words(lang, register)) for lang, register in FORMS}) == len(FORMS)


# --- The approved texts


def file_of(name, lang, register):
    """Where a text is kept."""
    return APPROVED / f"{name}.{lang}.{register}.txt"


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize(("lang", "register"), FORMS)
def test_the_text_is_the_approved_one(name, lang, register):
    """Word for word what somebody has read and found good."""
    path = file_of(name, lang, register)
    now = told(*CASES[name], lang, register)
    assert path.read_text(encoding="utf-8") == now, f"{path.name} is another text now; if it is meant: {REWRITE}"


def test_no_approved_text_is_left_over():
    """The folder holds the texts of the cases and its own description, and nothing else."""
    wanted = {file_of(name, lang, register).name for name in CASES for lang, register in FORMS}
    assert {path.name for path in APPROVED.iterdir()} == wanted | {"README.md", "cases.toml"}


if __name__ == "__main__":
    for case_name, case in CASES.items():
        for one, other in FORMS:
            text_now = told(*case, one, other)
            file_of(case_name, one, other).write_text(text_now, encoding="utf-8", newline="\n")
