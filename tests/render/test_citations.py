"""Citations are written out in each language, and say what is not confirmed."""

import re
from datetime import date

import pytest

from tiltak.law import provision
from tiltak.programme.sources import OFFICE_CHOICE, policy
from tiltak.render.citations import citation
from tiltak.render.rule_pages.page import mermaid_text, source_cells
from tiltak.render.rule_pages.registry import registered
from tiltak.render.views.common import basis_line
from tiltak.render.words import LANGUAGES, Words
from tiltak.rules import Confidence, Policy, Source


def source(section="5-1", **other):
    """A source that is confirmed, or with something changed."""
    given = {
        "in_force_from": None,
        "url": "https://lovdata.no/",
        "checked_on": date(2026, 11, 23),
        "confidence": Confidence.HIGH,
    }
    return Source("loven", section, **{**given, **other})


@pytest.mark.parametrize(
    ("name", "lang", "written"),
    [
        ("ol.adult.schooling", "nb", "opplæringslova § 18-3 første ledd første punktum"),
        ("ol.adult.schooling", "nn", "opplæringslova § 18-3 første ledd første punktum"),
        ("ol.adult.schooling", "en", "section 18-3, first paragraph, first sentence of opplæringslova"),
        ("of.nine_years", "nb", "opplæringsforskrifta § 4-1 første ledd andre punktum bokstav b"),
        ("of.nine_years", "en", "section 4-1, first paragraph, second sentence, letter b of opplæringsforskrifta"),
        ("o98.stay.2006", "nn", "opplæringslova 1998 § 3-1 tolvte ledd"),
        ("fvl", "nb", "loven § 13 a"),
        ("fee", "nb", "loven, eksamensgebyr"),
        ("signed", "en", "section 9-3 of loven"),
        ("many", "nb", "loven § 5-1 13. ledd"),
    ],
)
def test_a_provision_is_written_out(name, lang, written):
    """Paragraphs and sentences are words, and the sign of a section stands once, before a section."""
    own = {
        "fvl": source("13 a"),
        "fee": source("eksamensgebyr"),
        "signed": source("§ 9-3"),
        "many": source(subsection=13),
    }
    assert citation(own.get(name) or provision(name), Words(lang)) == written


def test_a_choice_says_whose_it_is():
    """The programme's description, the office's own file, and anybody else's document."""
    words = Words("nb")
    assert citation(policy("2"), words) == "Beskrivelsen av programmet, avsnitt 2"
    assert citation(OFFICE_CHOICE, words) == "Valgt av kontoret: office.toml [programme]"
    other = Policy("styret", "planen", "4", date(2026, 1, 1))
    assert citation(other, words) == "Valgt av styret: planen, 4"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("weak", "confirmed"),
    [({}, True), ({"confidence": Confidence.LOW}, False), ({"inferred": True}, False)],
)
def test_only_a_confirmed_source_says_when_it_was_read(lang, weak, confirmed):
    """Of a text nobody has confirmed no day of reading is told, and that it is not confirmed is."""
    words, basis = Words(lang), source(**weak)
    day = words.day(basis.checked_on, "short")
    shown = basis_line(basis, words)
    unconfirmed = words.text("citation.unconfirmed")
    assert (day in shown.get("read", ""), shown["tag"] == unconfirmed) == (confirmed, not confirmed)
    assert source_cells(basis, words)[2] == (day if confirmed else unconfirmed)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_page_has_two_signs_or_one_before_what_is_no_section(sites, lang):
    """Nor is a sentence written as a number with a full stop."""
    for path in sites[lang].rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"§\s*§|§ [^\d\s]|§ [\d-]+ \(\d+\)", text), path.name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_drawing_of_a_rule_cites_in_words_too(lang):
    """Its boxes say the same as the table of sources."""
    for one in registered():
        for rules in one.versions.versions:
            text = mermaid_text(rules, Words(lang))
            assert not re.search(r"\(\d+\)( \d+\.)?(<br/>|\")", text), one.id
