"""What would change the answer is said, down to what would give a right."""

import pytest

from tiltak.render.views.changes import change_lines
from tiltak.render.words import LANGUAGES, Words


def lines(example, case_id, lang="nb"):
    """What the page says would change the answer."""
    youth = next(one for one in example.youths if one.case_id == case_id)
    assessment = next(one for one in example.assessments if one.case_id == case_id)
    return " ".join(change_lines(assessment, youth, example.office.programme, Words(lang)))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("case_id", "gives", "never"),
    [
        ("MT-060", ["lawful_stay"], ["waiting_age", "final_competence_held"]),
        ("MT-022", ["lower_secondary_completed", "lower_secondary_equivalent"], ["adult_right_age"]),
    ],
)
def test_a_missing_right_is_said_by_what_would_give_it(example, lang, case_id, gives, never):
    """Nobody is told that they need a right: they are told what gives it, and never what can no longer come."""
    said, words = lines(example, case_id, lang).casefold(), Words(lang)
    assert words.text("condition.programme.right_that_counts").casefold() not in said
    assert [name for name in gives if words.text(f"condition.{name}").casefold() not in said] == []
    assert [name for name in never if words.text(f"condition.{name}").casefold() in said] == []


def test_every_case_without_a_right_that_counts_is_told_a_way_or_that_there_is_none(example):
    """In the example each such case has a line about the right, and others have none."""
    words = Words("nb")
    about = words.text("decision.changes.no_right", track="").split(". ")[0].strip(": ")
    for one in example.assessments:
        changes = [d.change for d in (one.back_to_school, one.stay_at_school) if d.change]
        waits = any("programme.right_that_counts" in change.conditions for change in changes)
        expected = waits and one.result.value == "ELSEWHERE"
        assert (about in lines(example, one.case_id)) == expected, one.case_id


def test_who_is_in_or_not_known_has_nothing_to_change(example):
    """Those in the programme and those to be asked first get no such line."""
    for one in example.assessments:
        if one.result.value in ("BACK_TO_SCHOOL", "STAY_AT_SCHOOL"):
            assert lines(example, one.case_id) == ""
