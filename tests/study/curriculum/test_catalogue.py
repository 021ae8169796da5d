"""The shipped tables agree with each other, and unknown codes are told from known ones without an exam."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltak.study import ExamForm, HeldBy, UnknownCode, catalogue, goal, goal_codes
from tiltak.tables import read_rows


def test_sets_hold_known_codes_with_exams():
    """Every code of every exam set is a subject that a private candidate can be examined in."""
    for one in catalogue().sets.values():
        assert one.codes
        assert all(catalogue().subject(code).has_exam for code in one.codes)


def test_hours_of_a_set_are_those_of_its_codes():
    """The hours on the codes of a set add up to the hours of the set."""
    for one in catalogue().sets.values():
        assert one.hours == (None if None in one.code_hours.values() else sum(one.code_hours.values()))


def test_written_national_exams_stand_in_the_calendar():
    """A written exam is held by the nation exactly when it stood in the national calendar of spring 2024."""
    dated = {row["code"] for row in read_rows("tiltak.study", "data/exam_dates_v2024.csv") if row["kind"] == "WRITTEN"}
    for one in catalogue().subjects.values():
        assert (one.held_by is HeldBy.NATIONAL) == (one.exam_form is ExamForm.WRITTEN and one.code in dated)


def test_every_subject_has_three_names():
    """Every subject and every set is named in bokmål, nynorsk and English."""
    for one in [*catalogue().subjects.values(), *catalogue().sets.values()]:
        assert all(one.name(language) for language in ("nb", "nn", "en"))


@pytest.mark.parametrize("code", ["NOR1260", "NOR1261", "NOR1264", "NOR1265", "HIS1009", "KRO1017"])
def test_code_without_exam_is_known_and_says_so(code):
    """A code without a private exam is in the catalogue, says so, and names the set that covers it."""
    subject = catalogue().subject(code)
    assert not subject.has_exam
    assert subject.covered_by in catalogue().sets
    assert goal(f"FAG:{code}").instead == f"FAG:{catalogue().exam_set(subject.covered_by).codes[0]}"


def test_codes_without_exam_all_have_a_cover():
    """No LK20 code lacks both an exam and a set that covers it."""
    for one in catalogue().subjects.values():
        assert one.has_exam or one.covered_by or one.replaced_by


@given(st.text(max_size=9))
def test_unknown_codes_are_told(text):
    """A text that is no code raises UnknownCode, carrying the text and only ever a real code as nearest."""
    if text in catalogue().subjects:
        return
    with pytest.raises(UnknownCode) as caught:
        catalogue().subject(text)
    assert caught.value.code == text
    assert caught.value.nearest is None or caught.value.nearest in catalogue().subjects


def test_misspelt_goal_gets_the_nearest():
    """A misspelt goal names the goal that was probably meant."""
    with pytest.raises(UnknownCode) as caught:
        goal("PAABYG_3")
    assert caught.value.nearest == "PAABYGG_3"


@pytest.mark.parametrize("code", ["PRAKSISKANDIDAT:SAK1001", "FELLESFAG_XX", "FAG:", "FAG:XXX9999", "GSK"])
def test_goals_that_do_not_exist(code):
    """A goal about the wrong kind of code, or about nothing, does not exist."""
    with pytest.raises(UnknownCode):
        goal(code)


def test_every_listed_goal_exists():
    """Every goal code that is listed can be looked up, and carries its own code."""
    assert [goal(code).id for code in goal_codes()] == list(goal_codes())


def test_prerequisites_are_between_known_codes():
    """What a subject builds on is in the catalogue, and nothing builds on itself in a ring."""
    after = catalogue().builds_on
    for code, before in after.items():
        assert catalogue().subject(code).has_exam
        assert all(catalogue().subject(one).has_exam for one in before)
        assert not any(code in after.get(one, ()) for one in before)
