"""The plan page says which demand is hit, why a payer is closed, and what an answer would save."""

import re

import pytest
from attrs import evolve

from tiltak.law import Cost, payment_routes
from tiltak.render.answers import questions_text
from tiltak.render.views.names import goal_name
from tiltak.render.views.plan import PlanPage, plan_view
from tiltak.render.views.questions import Asked, open_questions, questions_view
from tiltak.render.words import LANGUAGES, Words, catalogue, counted
from tiltak.rules import Verdict
from tiltak.study import NoPlan, Plan


def pages(run, lang):
    """Every plan page as the template is given it."""
    for case_id, plan in run.plans.items():
        case = next(youth.case for youth in run.youths if youth.case_id == case_id)
        routes = payment_routes(Cost.EKSAMENSGEBYR, case, run.on) if isinstance(plan, Plan) else ()
        page = PlanPage(case_id, plan, missing=run.gaps.get(case_id), routes=routes)
        yield page, plan_view(page, Words(lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_plan_that_cannot_be_made_names_the_demand_that_is_hit(example, lang):
    """Each line begins with the demand, and the list says whether one or several cannot be met."""
    words, seen = Words(lang), 0
    for page, view in pages(example, lang):
        if isinstance(page.plan, NoPlan):
            lines = view["conflict"]["lines"]
            names = [words.text(f"plan.demand.{one.id}") for one in page.plan.conflict]
            assert [line.startswith(f"{name}: ") for line, name in zip(lines, names, strict=True)] == [True] * len(
                names
            )
            one = len(names) == 1
            assert view["conflict"]["lead"] == words.text("plan.demand_hit_one" if one else "plan.demand_hit")
            seen += 1
    assert seen


def test_every_demand_there_are_words_for_has_a_name():
    """A demand of the planner that is not named here would stop the page."""
    ids = {one.removeprefix("conflict.") for one in catalogue() if one.startswith("conflict.")}
    assert {one for one in ids if f"plan.demand.{one}" not in catalogue()} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_payer_that_is_closed_says_why_and_no_other_does(example, lang):
    """The conditions that are not met stand under the no."""
    closed = 0
    for page, view in pages(example, lang):
        tables = {table["id"]: table["table"] for table in view["tables"]}
        for route, row in zip(page.routes, tables["payers"]["rows"] if "payers" in tables else [], strict=False):
            assert bool(row[1]["note"]) == (route.decision.verdict is Verdict.NO), (page.case_id, route.id)
            closed += route.decision.verdict is Verdict.NO
    assert closed


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_an_answer_saves_is_a_sentence_without_noughts(example, lang):
    """Nothing is said of what is not saved."""
    zero = {"nb": r"\b0 (eksamen|årstim)", "nn": r"\b0 (eksamen|årstim)", "en": r"\b0 (exam|annual)"}[lang]
    found = 0
    for page, view in pages(example, lang):
        for part in view["lists"]:
            if part["id"] == "open":
                lines = [item["text"] for item in part["items"]]
                assert not [line for line in lines if re.search(zero, line) or line.count(": 0")]
                for question, line in zip(page.missing.open_questions, lines, strict=True):
                    assert bool(re.search(rf"\b{question.saves_hours} ", line)) >= bool(question.saves_hours)
                    found += 1
    assert found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1 eksamen(er) samtidig", "1 eksamen samtidig"),
        ("2 eksamen(er) samtidig", "2 eksamener samtidig"),
        ("at most 0 exam(s)", "at most 0 exams"),
        ("21 eksamen(ar)", "21 eksamenar"),
        ("uten tall eksamen(er)", "uten tall eksamen(er)"),
        ("§ 2 første ledd (a)", "§ 2 første ledd (a)"),
    ],
)
def test_a_number_chooses_the_form_of_its_word(text, said):
    """One takes the word as it is, and any other number its ending."""
    assert counted(text) == said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_question_asked_before_says_so_on_the_page_of_questions(example, lang):
    """As in the terminal and on the case's own page."""
    words = Words(lang)
    asked = open_questions(example.assessments, example.youths)
    tag = words.text("questions.asked_before")
    for before in (True, False):
        one = asked[0]
        view = questions_view([Asked(one.youth, evolve(one.question, asked=before), 0)], words)
        assert (tag in view["sections"][0]["tables"][0]["rows"][0][1]["tag"]) == before


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_terminal_asks_who_can_answer(example, lang):
    """The heading is who can answer, not who does something."""
    head = questions_text(example.assessments, example.youths, Words(lang)).splitlines()[0]
    assert (Words(lang).text("head.who") in head, Words(lang).text("head.owner") in head) == (True, False)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_not_settled_stands_under_the_plan(example, lang):
    """Each recognition to apply for is a line, each point the sources leave open another, and the unread is tagged."""
    words, recognised, open_points = Words(lang), 0, 0
    for page, view in pages(example, lang):
        if not isinstance(page.plan, Plan):
            continue
        lists = {part["id"]: part["items"] for part in view["lists"]}
        for part, asked in (("open", page.missing.open_questions), ("recognitions", page.missing.recognitions)):
            tags = ["" if one.confirmed else words.text("word.unconfirmed") for one in asked]
            assert [item["tag"] for item in lists.get(part, [])] == tags
        recognised += len(page.missing.recognitions)
        points = [words.text(f"not_established.{name}") for name in page.plan.goal.not_established]
        assert [item["text"] for item in lists.get("not-established", [])] == points
        open_points += len(points)
    assert recognised > 10
    assert open_points > 0


def test_an_office_s_own_goal_is_called_what_the_office_calls_it(example):
    """The name in the language, and the shipped words where the office gave none."""
    goal = evolve(example.plans["MT-001"].goal, names=(("nb", "Fagskolen"), ("nn", "Fagskulen")))
    assert [goal_name(goal, Words(lang)) for lang in ("nb", "nn")] == ["Fagskolen", "Fagskulen"]
    assert goal_name(goal, Words("en")) == Words("en").text(f"goal.{goal.id}")
