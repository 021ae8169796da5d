"""What a young person reads of a decision: own words, sources last, what settles the answer first, nothing private."""

import re
import tomllib
from datetime import date
from itertools import product
from pathlib import Path
from string import Formatter

import pytest

from tiltak.render import LANGUAGES, Words
from tiltak.render.citations import citation
from tiltak.render.explain import explanation
from tiltak.render.rule_pages.registry import all_rule_sets
from tiltak.render.words import catalogue
from tiltak.rules import NOT_KNOWN, NOT_STATED, Case, FactKind

ON = date(2026, 11, 23)
RULES = all_rule_sets()
YOUTH = Words("nb", "youth")
BOOK = Path(__file__).parents[1] / "cases" / "render" / "explanations" / "cases.toml"


def decide(name):
    """The decision of one of the cases of the approved texts."""
    case = tomllib.loads(BOOK.read_text(encoding="utf-8"))[name]
    facts = {fact: NOT_KNOWN if value == "UKJENT" else value for fact, value in case["facts"].items()}
    return RULES[case["rules"]].decide(Case(facts), on=ON)


def conditions():
    """Every condition of law and programme."""
    return [e for e in catalogue().values() if e.room in ("law", "programme") and e.id.startswith("condition.")]


def test_every_condition_is_told_to_the_youth_in_both_written_forms():
    """All of them, with the same values in each form, as a statement and not a question."""
    for entry in conditions():
        assert {"youth_nb", "youth_nn"} <= set(entry.forms), entry.id
        taken = {
            form: {name for _, name, _, _ in Formatter().parse(text) if name} for form, text in entry.forms.items()
        }
        assert len({frozenset(names) for names in taken.values()}) == 1, entry.id
        assert not [text for text in entry.forms.values() if text.endswith(("?", "."))], entry.id


HARD = re.compile(
    r"\b(ungdommen|personen|hen|vilkår\w*|vedtak\w*|samtykke\w*|sluttkompetanse|yrkeskompetanse|studiekompetanse|"
    r"opplæringsrett\w*|rekvalifisering\w*|fellesfag\w*|ytelse\w*|yting\w*|arbeidsevne|tilleggsstønad|foresatte|"
    r"føresette|oppholdstillatelse|opphaldsløyve|utenlandsk|utanlandsk|henvis\w*|tilvis\w*|omfatte\w*)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("lang", ["nb", "nn"])
def test_a_youth_meets_no_word_of_the_office(lang):
    """Neither in a condition nor in a sentence round it; and nobody is spoken about as a case."""
    form = f"youth_{lang}"
    said = {e.id: e.forms[form] for e in conditions()}
    said |= {e.id: e.forms[lang] for e in catalogue().values() if e.id.startswith("explanation.youth.")}
    assert {name: text for name, text in said.items() if HARD.search(text)} == {}


def test_a_youth_reads_the_sources_last_and_no_section_before():
    """No sign of a section stands in the text until the list of sources, and every source is in the list once."""
    for name in ("yes", "no", "unknown", "unconfirmed"):
        decision = decide(name)
        for lang in LANGUAGES:
            *before, last = explanation(decision, Words(lang, "youth")).rstrip().split("\n\n")
            assert "§" not in "".join(before)
            cites = {
                citation(basis, Words(lang)) for finding in decision.explain().conditions() for basis in finding.basis
            }
            lines = last.splitlines()[1:]
            assert len(lines) == len(cites) == sum(any(cite in line for line in lines) for cite in cites)


def test_a_youth_reads_what_settled_the_answer_apart_from_the_rest():
    """Each condition stands once: in the first tree when the answer rests on it, in the list after it when not."""
    decision = decide("yes")
    parts = explanation(decision, YOUTH).split("\n\n")
    for finding in decision.explain().conditions():
        place = 1 if finding.matters else 2
        text = YOUTH.text(f"condition.{finding.id}")
        assert [f"- {text}: " in part for part in parts] == [number == place for number in range(len(parts))]


def test_a_youth_reads_a_flat_list_where_the_tree_only_repeats_itself():
    """A way that is open goes before the ways that are closed, and all of all is all."""
    first = explanation(decide("unknown"), YOUTH).split("\n\n")[1].splitlines()
    assert first[1] == "- Alt dette må stemme:"
    assert {len(line) - len(line.lstrip()) for line in first[2:]} == {2}
    assert "  - Du venter på svar om videregående fra et annet land blir godkjent: ja, det stemmer" in first
    assert not [line for line in first if line.endswith("nei, det stemmer ikke")]


def test_a_youth_reads_only_the_open_way_when_one_is_enough():
    """In an answer that is still open, a part that is settled is told by what settled it."""
    case = Case({"stay_over_3_months": True, "born": date(2000, 5, 1)})
    first = explanation(RULES["adult_right"].decide(case, on=ON), YOUTH).split("\n\n")[1]
    assert YOUTH.text("condition.stay_over_3_months") in first
    assert YOUTH.text("condition.short_stay_of_adult") not in first


def private_of(rules):
    """Ids of the conditions that read a special category."""
    return {c.id for c in rules.conditions if any(fact.special_category for fact in c.facts)}


def value_of(fact, state):
    """An answer that suits the rules or not, or the way in which there is none."""
    if state in (NOT_KNOWN, NOT_STATED):
        return state
    if fact.kind is FactKind.CHOICE:
        return fact.choices[1 if state else -1]
    return state if fact.kind is FactKind.YES_NO else date(2000 if state else 2015, 1, 1)


@pytest.mark.parametrize("rule_set", sorted(name for name, rules in RULES.items() if private_of(rules.on(ON))))
def test_what_is_private_is_named_to_a_youth_only_where_the_answer_rests_on_it(rule_set):
    """What is of a special category and settles nothing is not named, and not hidden: something private, it says."""
    rules = RULES[rule_set].on(ON)
    for states in product((True, False, NOT_KNOWN, NOT_STATED), repeat=len(rules.facts)):
        facts = {fact.name: value_of(fact, state) for fact, state in zip(rules.facts, states, strict=True)}
        decision = rules.decide(Case(facts), on=ON)
        private = {f.id: f.matters for f in decision.explain().conditions() if f.id in private_of(rules)}
        text = explanation(decision, YOUTH)
        named = {name for name in private if YOUTH.text(f"condition.{name}") in text}
        assert named <= {name for name, matters in private.items() if matters}
        assert (YOUTH.text("explanation.youth.also.private") in text) == bool(private.keys() - named)


def test_every_fact_of_the_library_has_a_name_for_the_youth():
    """All that rules read and may be named: all but what is of a special category."""
    read = {fact.name: fact for one in RULES.values() for rules in one.versions for fact in rules.facts}
    wanted = {name for name, fact in read.items() if not fact.special_category}
    prefix = "explanation.youth.fact."
    assert {name.removeprefix(prefix) for name in catalogue() if name.startswith(prefix)} == wanted
