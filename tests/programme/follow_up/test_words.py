"""Every code of follow-up has its words, and no words are without a code."""

import tomllib
from pathlib import Path

import pytest

from tiltak.programme.follow_up import contact_kinds, due_rules, measures, need_rules, rhythm_rules

ROOM = Path(__file__).parents[3] / "src" / "tiltak" / "programme" / "follow_up"
WORDS = tomllib.loads((ROOM / "words.toml").read_text(encoding="utf-8"))


def handed_out():
    """All ids that can come out of this room."""
    for rule in need_rules().values():
        yield from (f"need.{rule.code}", f"need_category.{rule.category}")
        yield from (f"need_measure.{measure.code}" for measure in measures()[rule.code])
    yield from (f"contact_kind.{code}" for code in contact_kinds())
    yield from (f"follow_up.rhythm.{code}" for code in rhythm_rules())
    for rule in due_rules().values():
        yield f"follow_up.due.{rule.code}"
        if rule.counted_from in {"SINCE", "STARTS_ON", "ENDS_ON"}:
            yield from (f"follow_up.why.{state}" for state in rule.states)
        elif not rule.counted_from:
            yield f"follow_up.why.{rule.code}"
    yield from (f"follow_up.why.{name}" for name in ("no_answer", "study_plan", "no_adviser"))
    yield "follow_up.evening_missing"
    yield from (f"expected.need.{name}" for name in ("consent", "own_consent", "consent_that_holds"))
    yield "expected.contact.not_in_the_future"


def test_every_id_has_its_words():
    """No id is without words, and no words are without an id."""
    assert set(handed_out()) == set(WORDS)


@pytest.mark.parametrize("text_id", WORDS)
def test_words_are_whole(text_id):
    """Each text is there in three languages, the youth's in both Norwegian forms."""
    forms = WORDS[text_id]
    assert set(forms) in ({"nb", "nn", "en"}, {"nb", "nn", "en", "youth_nb", "youth_nn"})
    assert all(text and text == text.strip() for text in forms.values())


@pytest.mark.parametrize("code", need_rules())
def test_what_a_youth_is_asked_is_in_the_youths_own_words(code):
    """A youth chooses among needs and reads what can be done about them."""
    assert "youth_nb" in WORDS[f"need.{code}"]
    assert all("youth_nb" in WORDS[f"need_measure.{measure.code}"] for measure in measures()[code])
