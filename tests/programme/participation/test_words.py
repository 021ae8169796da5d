"""Every code of participation has its words, and the page tells what the table says."""

import tomllib
from pathlib import Path

import pytest

from tiltak.programme.participation import (
    Actor,
    Endings,
    Enrolment,
    Machine,
    OnBehalf,
    Reason,
    limits,
    source_statuses,
    states,
    transitions,
)
from tiltak.programme.participation.diagram import diagram, generated_part, with_generated_part
from tiltak.programme.participation.guards import GUARDS
from tiltak.render.words import Words

ROOT = Path(__file__).parents[3]
ROOM = ROOT / "src" / "tiltak" / "programme" / "participation"
WORDS = tomllib.loads((ROOM / "words.toml").read_text(encoding="utf-8"))
PAGE = ROOT / "docs" / "en" / "participation.md"
TOLD = (
    "nothing_more",
    "not_in_the_future",
    "text_only_with_annet",
    "text_with_annet",
    "text_is_short",
    "record.others",
)


def handed_out():
    """All ids that can come out of this room."""
    for machine in Machine:
        yield f"participation.machine.{machine}"
        yield from (f"participation.state.{machine}.{code}" for code in states(machine))
        for change in transitions(machine).values():
            yield f"participation.change.{machine}.{change.code}"
            yield f"participation.basis.{change.basis}"
            yield from (f"expected.guard.record.{name}" for name in change.records if name != "reason")
    kinds = {"actor": Actor, "reason": Reason, "on_behalf": OnBehalf, "enrolment": Enrolment, "endings": Endings}
    for prefix, codes in kinds.items():
        yield from (f"participation.{prefix}.{code}" for code in codes)
    yield from (f"participation.source.{source}" for source, _ in source_statuses())
    yield from (f"participation.handover.{code}" for code in limits() if code.startswith("HAND_"))
    yield from (f"expected.guard.{name}" for name in (*GUARDS, *TOLD))


def test_every_id_has_its_words():
    """No id is without words, and no words are without an id."""
    assert set(handed_out()) == set(WORDS)


@pytest.mark.parametrize("text_id", WORDS)
def test_words_are_whole(text_id):
    """Each text is there in three languages, the youth's in both Norwegian forms."""
    forms = WORDS[text_id]
    assert set(forms) in ({"nb", "nn", "en"}, {"nb", "nn", "en", "youth_nb", "youth_nn"})
    assert all(text and text == text.strip() for text in forms.values())


@pytest.mark.parametrize("machine", Machine)
def test_the_diagram_has_every_change_and_every_state(machine):
    """What the table has, the diagram shows."""
    drawn = diagram(machine)
    assert {code for code in transitions(machine) if code not in drawn} == set()
    made_here = {change.target for change in transitions(machine).values()}
    assert {code for code in made_here if code not in drawn} == set()


def test_the_page_is_what_the_table_says():
    """The page is the one made from the table; docs/make_participation_page.py makes it anew."""
    page = PAGE.read_text(encoding="utf-8")
    assert with_generated_part(page, Words("en").text) == page


def test_a_page_without_its_marks_is_refused():
    """A page that has lost the place for the table says so."""
    with pytest.raises(ValueError, match="no place"):
        with_generated_part("# A page\n", Words("en").text)
    assert generated_part(Words("en").text).count("stateDiagram-v2") == 3


@pytest.mark.parametrize(
    ("code", "value", "text_id", "numbers"),
    [
        ("NOT_RELEVANT_AFTER_START", 15, "expected.guard.begun_recently", {"nb": "15", "nn": "15", "en": "15"}),
        ("EDITABLE_AFTER_END", 2, "expected.guard.ended_recently", {"nb": "to", "nn": "to", "en": "two"}),
        ("LONGEST_TEXT", 40, "expected.guard.text_is_short", {"nb": "40", "nn": "40", "en": "40"}),
    ],
)
def test_the_words_say_the_number_of_the_table(code, value, text_id, numbers):
    """A number in a sentence is the one the guard uses."""
    assert limits()[code].value == value
    assert all(number in WORDS[text_id][lang].split() for lang, number in numbers.items())
