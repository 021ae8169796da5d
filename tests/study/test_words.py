"""Every id that the room gives has its words, in three languages, with the values that the id carries."""

import tomllib
from importlib.resources import files
from string import Formatter

import pytest

from tiltak.study import ChangeKind, ExamForm, catalogue, checklist, defaults, goal, goal_codes
from tiltak.study.curriculum.goals import PROGRAMMES
from tiltak.study.curriculum.requirements import asks_in
from tiltak.tables import read_rows

WORDS = tomllib.loads(files("tiltak.study").joinpath("words.toml").read_text(encoding="utf-8"))


def given():
    """The ids that the tables and goals of the room can give."""
    goals = [goal(code) for code in goal_codes()]
    yield from (f"goal.{one.kind}" for one in goals)
    yield from (f"goal_condition.{condition}" for one in goals for condition in one.conditions)
    yield from (f"question.{question}" for one in goals for question in {ask.question for ask in asks_in(one.tree)})
    yield from (f"not_established.{one_id}" for one in goals for one_id in one.not_established)
    yield from (f"question.{row['question']}" for row in read_rows("tiltak.study", "data/changes.csv"))
    yield from (f"change_kind.{kind}" for kind in ChangeKind)
    yield from (f"exam_form.{form}" for form in ExamForm)
    yield from (f"default.{name}" for name in defaults())
    yield from (f"vocational_programme.{programme}" for programme in PROGRAMMES)
    yield from (
        f"checklist.{item}" for code, one in catalogue().subjects.items() if one.has_exam for item in checklist(code)
    )


@pytest.mark.parametrize("text_id", sorted(set(given())))
def test_every_id_has_its_words(text_id):
    """Every goal, condition, question, form, default and thing to bring has a text."""
    assert text_id in WORDS


@pytest.mark.parametrize("text_id", sorted(WORDS))
def test_words_are_whole_in_every_language(text_id):
    """Each text is there in three languages that take the same values, and the youth's forms come in pairs."""
    forms = WORDS[text_id]
    assert {"nb", "nn", "en"} <= set(forms)
    assert ("youth_nb" in forms) is ("youth_nn" in forms)
    names = {form: {name for _, name, _, _ in Formatter().parse(text) if name} for form, text in forms.items()}
    assert names["nb"] == names["nn"] == names["en"]
    assert all(names[form] <= names["nb"] for form in names)


def test_words_take_only_values_that_are_given():
    """A question takes codes; a conflict, reason or alternative takes codes and the values its id carries."""
    carried = {"codes", "hours", "needed", "most", "exams", "date", "number", "term", "closed_on", "first", "ways"}
    carried |= {"total", "enough", "goal"}
    for text_id, forms in WORDS.items():
        if text_id.partition(".")[0] in {"question", "conflict", "alternative", "plan_reason"}:
            assert {name for _, name, _, _ in Formatter().parse(forms["nb"]) if name} <= carried
