"""The words of the field: complete, borne by code that is there, and written as they are."""

from collections import Counter
from pathlib import Path

import pytest

from tiltak.render import LANGUAGES
from tiltak.render.glossary import COMMAND, bearer, glossary_page, terms

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_committed_page_is_the_one_the_terms_give(lang):
    """A term that is changed shows on the page of the same commit."""
    there = DOCS.joinpath(lang, "glossary.md").read_text(encoding="utf-8")
    assert there == glossary_page(lang), f"rewrite it: {COMMAND}"


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.id)
def test_every_term_is_borne_by_something_in_the_code(term):
    """A word on the page leads to something that exists and is public."""
    assert bearer(term.code) is not None
    assert not any(part.startswith("_") for part in term.code.split("."))


@pytest.mark.parametrize("path", ["tiltak.rules.Verdigt", "tiltak.nothing", "nothing.at.all"])
def test_a_path_to_nothing_is_found_out(path):
    """The check above can fail."""
    with pytest.raises(LookupError):
        bearer(path)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_two_terms_have_the_same_name(lang):
    """A reader who looks up a word finds one explanation."""
    names = Counter(term.names[lang].casefold() for term in terms())
    assert {name for name, times in names.items() if times > 1} == set()


def test_there_are_about_ninety_terms_each_explained_in_whole_sentences():
    """The field's words are there, and each text ends as a sentence does."""
    assert len(terms()) >= 90
    assert [term.id for term in terms() for text in term.texts.values() if not text.endswith(".")] == []


def test_the_alphabet_of_the_language_orders_the_page():
    """Å is the last letter in Norwegian, not an A."""
    headings = [line[3:].split(" {")[0] for line in glossary_page("nb").splitlines() if line.startswith("## ")]
    some = ("partner", "praksiskandidat", "privatist", "programtrofasthet", "påbygg", "påstandsnivå", "referral")
    assert [name for name in headings if name in some] == [
        "praksiskandidat",
        "privatist",
        "programtrofasthet",
        "påbygg",
        "påstandsnivå",
    ]
