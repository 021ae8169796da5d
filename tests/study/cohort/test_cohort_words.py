"""Everything a cohort can say has its words, in three languages, with the values that it carries."""

import tomllib
from importlib.resources import files
from string import Formatter

import pytest

from tiltak.study.cohort import Fairness, ResourceKind

WORDS = tomllib.loads(files("tiltak.study.cohort").joinpath("words.toml").read_text(encoding="utf-8"))
AIMS = ("left_out", "delay_by_waiting", "delayed_at_least", "worst_group", "delay", "moved")
SAID = {
    *(f"fairness.{rule}" for rule in Fairness),
    *(f"resource_kind.{kind}" for kind in ResourceKind),
    *(f"cohort_aim.{aim}" for aim in AIMS),
    *(f"cohort_left_out.{reason}" for reason in ("no_plan_alone", "not_settled", "short")),
    *(f"cohort_proof.{proof}" for proof in ("optimal", "bounded")),
    *(f"cohort_stage.{stage}" for stage in ("plans_alone", "aims", "plans", "reasons")),
    "cohort_question.ride_wanted",
    "plan_reason.shared_with_others",
}


@pytest.mark.parametrize("text_id", sorted(SAID))
def test_every_id_has_its_words(text_id):
    """Every rule, kind, aim, reason, proof, stage and question has a text in three languages."""
    assert {"nb", "nn", "en"} <= set(WORDS[text_id])


def test_no_text_is_left_that_nothing_says():
    """Besides these there are only the sentences about one youth, the cohort and a what-if."""
    assert {text_id.partition(".")[0] for text_id in set(WORDS) - SAID} == {"cohort"}


def test_only_aims_with_something_to_count_take_a_value():
    """The day waited from and the terms of delay stand in the text of their aim; the others take no value."""
    takes = {
        aim: {name for _, name, _, _ in Formatter().parse(WORDS[f"cohort_aim.{aim}"]["nb"]) if name} for aim in AIMS
    }
    assert {aim for aim, names in takes.items() if names == {"about"}} == {"delay_by_waiting", "delayed_at_least"}
    assert {aim for aim, names in takes.items() if not names} == {"left_out", "worst_group", "delay", "moved"}
