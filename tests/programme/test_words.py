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
