"""The case files an adviser can read, one test a case."""

import tomllib
from pathlib import Path

import pytest

from tiltak.programme import ProgrammeParameters, Referral, Track, Youth, assess
from tiltak.rules import NOT_KNOWN, Case

FOLDER = Path(__file__).parents[1] / "cases" / "programme"


def written():
    """Read the case files: the shared facts of a file and one case at a time."""
    for path in sorted(FOLDER.glob("*.toml")):
        book = tomllib.loads(path.read_text(encoding="utf-8"))
        for case in book["case"]:
            yield pytest.param(book.get("base", {}), case, id=f"{path.stem}: {case['name']}")


def answer_to(base, case):
    """Assess the youth a case describes."""
    facts = {**(base if case.get("base") else {}), **case.get("facts", {})}
    known = {name: NOT_KNOWN if value == "UKJENT" else value for name, value in facts.items()}
    referral = Referral("MT-001", case["channel"], case["referred_on"], case.get("track"))
    chosen = {"rights_that_count": case["rights_that_count"]} if "rights_that_count" in case else {}
    enrolled = Track(case["enrolled"]) if "enrolled" in case else None
    youth = Youth(Case(known, "MT-001"), referral, case.get("goal"))
    return assess(youth, ProgrammeParameters(**chosen), case["on"], enrolled=enrolled)


LOOKS = {
    "result": lambda answer: answer.result.value,
    "track": lambda answer: answer.track.value,
    "questions": lambda answer: [question.fact for question in answer.questions],
    "first_question": lambda answer: answer.questions[0].fact,
    "elsewhere": lambda answer: [route.code for route in answer.elsewhere],
    "because": lambda answer: [reason for route in answer.elsewhere for reason in route.reasons],
    "reasons": lambda answer: list(answer.reasons),
    "faults": lambda answer: list(answer.referral_faults),
    "all_steps": lambda answer: [step.code for step in answer.next_steps],
    "due": lambda answer: {step.code: step.due for step in answer.next_steps if step.due},
}


@pytest.mark.parametrize(("base", "case"), list(written()))
def test_the_answer_is_the_one_the_adviser_expects(base, case):
    """Every case written for advisers gets the result, the questions, the routes and the steps it says."""
    answer = answer_to(base, case)
    expected = dict(case["expect"])
    steps = {step.code for step in answer.next_steps}
    assert set(expected.pop("steps", [])) <= steps
    assert not set(expected.pop("not_steps", [])) & steps
    assert set(expected.pop("notes", [])) <= set(answer.notes)
    last = expected.pop("last_questions", [])
    assert [question.fact for question in answer.questions][len(answer.questions) - len(last) :] == last
    assert {name: LOOKS[name](answer) for name in expected} == expected


def test_every_result_and_every_route_is_in_some_case():
    """The case files show each result and each route elsewhere at least once."""
    answers = [answer_to(*param.values) for param in written()]
    assert len({answer.result for answer in answers}) == 5
    routes = {line.split(",")[0] for line in _table("elsewhere.csv")}
    assert {route.code for answer in answers for route in answer.elsewhere} == routes


def _table(name):
    text = (Path(__file__).parents[2] / "src/tiltak/programme/data" / name).read_text(encoding="utf-8")
    return text.splitlines()[1:]
