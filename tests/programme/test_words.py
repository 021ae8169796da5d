"""Every id this room can hand out has its words, in three languages, and the youth's in both Norwegian forms."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from tiltak.programme import (
    FACTS,
    RIGHT_THAT_COUNTS,
    Basis,
    Channel,
    Matter,
    ProgrammeParameters,
    Result,
    Signer,
    Track,
    UpperAge,
    WaitingRule,
    back_to_school_rules,
    referral_contents,
    routes_elsewhere,
    stay_at_school_rules,
    step_rules,
)
from tiltak.rules import LeapDay

ROOM = Path(__file__).parents[2] / "src" / "tiltak" / "programme"
WHY_NOT_NOW = {"programme.reason.declined", "programme.reason.no_consent", "programme.reason.full"}
WORDS = tomllib.loads((ROOM / "words.toml").read_text(encoding="utf-8"))


def rule_ids():
    """The ids of the rule sets under every reading."""
    for make in (back_to_school_rules, stay_at_school_rules):
        for reading in UpperAge:
            rules = make(ProgrammeParameters(upper_age=reading)).versions[0]
            yield from (f"condition.{condition.id}" for condition in rules.conditions)
            yield f"condition.{rules.tree.id}"
            yield from rules.not_modelled


def handed_out():
    """All ids: codes from their tables and enums, written-out ids from the code itself."""
    for prefix, codes in {
        "result": Result,
        "track": Track,
        "channel": Channel,
        "upper_age": UpperAge,
        "waiting_rule": WaitingRule,
        "basis": Basis,
        "matter": Matter,
        "signer": Signer,
    }.items():
        yield from (f"{prefix}.{code.value}" for code in codes)
    yield from (f"leap_day.{day.name}" for day in LeapDay)
    yield from rule_ids()
    yield from (f"fact.{name}" for name in [*FACTS, RIGHT_THAT_COUNTS.name])
    yield from (f"question.{name}" for name in FACTS)
    yield from (f"condition.programme.{name}" for name in ("wants_help", "sharing_consent", "contradicted"))
    yield from (f"referral.item.{rule.item}" for rule in referral_contents())
    yield from (f"referral.needed_for.{rule.needed_for}" for rule in referral_contents())
    yield from (f"elsewhere.{code}" for code in routes_elsewhere(date(2026, 11, 23)))
    yield from (f"owner.{route.owner}" for route in routes_elsewhere(date(2026, 11, 23)).values())
    yield from (f"step.{code}" for code in step_rules())
    yield from (f"owner.{rule.owner}" for rule in step_rules().values())
    yield from (f"step_from.{rule.counted_from}" for rule in step_rules().values())
    yield from ("waiting_key.1_UNDER_18", "waiting_key.2_18_OR_OVER")
    code = "".join(path.read_text(encoding="utf-8") for path in sorted(ROOM.glob("*.py")))
    yield from re.findall(r'"((?:programme\.(?:reason|note)|referral\.fault)\.[a-z_0-9]+)"', code)


def test_every_id_has_its_words():
    """No id that can come out of this room is without words, and no words are without an id."""
    assert set(handed_out()) == set(WORDS)


@pytest.mark.parametrize("text_id", WORDS)
def test_words_are_whole(text_id):
    """Each text is there in bokmål, nynorsk and English, the youth's in both Norwegian forms, and none is blank."""
    forms = WORDS[text_id]
    assert {"nb", "nn", "en"} <= set(forms) <= {"nb", "nn", "en", "youth_nb", "youth_nn"}
    assert ("youth_nb" in forms) == ("youth_nn" in forms)
    assert all(text.strip() == text and text for text in forms.values())


def test_every_question_has_a_youth_register():
    """What a youth may be asked is put to the youth in words of its own."""
    for text_id, forms in WORDS.items():
        if text_id.startswith("question."):
            assert {"youth_nb", "youth_nn"} <= set(forms)
            assert all(forms[form].endswith("?") for form in forms)


@pytest.mark.parametrize(
    "text_id",
    [text_id for text_id in WORDS if text_id.startswith("programme.note.") or text_id in WHY_NOT_NOW],
)
def test_what_stands_as_a_sentence_of_its_own_ends_as_one(text_id):
    """Notes and the reasons why not now are shown one after another, so each ends as a sentence does."""
    assert all(text.endswith((".", "?")) and not text.endswith("..") for text in WORDS[text_id].values())


def test_reasons_for_a_route_are_joined_into_a_sentence_and_so_have_no_full_stop():
    """Every other reason stands inside a sentence."""
    others = [text_id for text_id in WORDS if text_id.startswith("programme.reason.") and text_id not in WHY_NOT_NOW]
    assert others
    assert not any(text.endswith(".") for text_id in others for text in WORDS[text_id].values())


@pytest.mark.parametrize("code", [code for code in step_rules() if code.startswith("ASK_")])
def test_what_is_to_be_found_out_does_not_read_as_a_statement(code):
    """The facts follow the words after a colon, so the words say that these are what to find out or ask about."""
    forms = WORDS[f"step.{code}"]
    assert all(word in forms[form].split() for form, word in {"nb": "dette", "nn": "dette", "en": "this"}.items())
