"""A goal that is reached already is said to be so, and no other."""

from datetime import date

import pytest

from tiltak.programme import ProgrammeParameters, assess
from tiltak.programme.goals import reached_with
from tiltak.rules import NOT_KNOWN
from tiltak.study import goal_codes

ON = date(2026, 11, 23)
NOTE = "programme.note.goal_reached"
STUDY_COMPETENCE = ["GSK_23_5", "GSK_23_6", "GSK_VITNEMAAL", "PAABYGG_3", "PAABYGG_4"]


def notes(youth, goal, **facts):
    """The notes about a youth with this goal."""
    return assess(youth(more={"goal": goal}, **facts), ProgrammeParameters(), ON).notes


@pytest.mark.parametrize("goal", STUDY_COMPETENCE)
@pytest.mark.parametrize(("competence", "reached"), [("STUDIE", True), ("YRKE", False), ("INGEN", False)])
def test_study_competence_reaches_each_goal_that_ends_in_it(goal, competence, reached, youth):
    """Who has study competence and wants it is there; who has a trade, or nothing, is not."""
    assert (NOTE in notes(youth, goal, final_competence=competence)) is reached


@pytest.mark.parametrize("goal", [None, "FAG:MAT1023", "FELLESFAG_HS", "PRAKSISKANDIDAT:HEA3103"])
def test_any_other_goal_or_none_is_not_said_to_be_reached(goal, youth):
    """Study competence says nothing about one subject, the common subjects of a trade, or a goal nobody has set."""
    assert NOTE not in notes(youth, goal, final_competence="STUDIE")


@pytest.mark.parametrize("competence", [None, NOT_KNOWN])
def test_a_competence_nobody_knows_reaches_nothing(competence, youth):
    """Not asked and not known are no competence to say it from."""
    assert NOTE not in notes(youth, "GSK_23_6", final_competence=competence)


def test_a_competence_that_cannot_stand_beside_another_answer_reaches_nothing(youth):
    """Study competence without lower secondary school cannot be right, so it is not used here either."""
    found = notes(youth, "GSK_23_6", final_competence="STUDIE", lower_secondary="IKKE_FULLFORT")
    assert "programme.note.contradicted" in found
    assert NOTE not in found


def test_the_table_names_goals_there_are():
    """Each goal in the table is one a plan can be made for."""
    assert sorted(reached_with()) == STUDY_COMPETENCE
    assert set(reached_with()) <= set(goal_codes())
    assert set(reached_with().values()) == {"STUDIE"}
