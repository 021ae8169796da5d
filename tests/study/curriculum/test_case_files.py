"""The cases that an adviser can read: what is passed, what is missing, and why."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from tiltak.study import Passed, county, gap, open_terms, term

FOLDER = Path(__file__).parents[2] / "cases" / "study"
FILES = sorted(FOLDER.glob("*.toml"))
CASES = [(path.stem, case) for path in FILES for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]]
GAPS = [pytest.param(case, id=f"{file}: {case['name']}") for file, case in CASES if file != "terms"]
TERMS = [pytest.param(case, id=case["name"]) for file, case in CASES if file == "terms"]


def line(text):
    """A line of the papers: code, grade, and EXAM when it is said to be one."""
    code, grade, *kind = text.split()
    return Passed("MT-001", code, grade, kind=kind[0] if kind else "")


def told(questions):
    """Each question with the exams and hours that a yes saves."""
    return [f"{one.id} {one.saves_exams} {one.saves_hours}" for one in questions]


def answer(found):
    """Everything a case may expect, by its name in the file."""
    questions = told(found.open_questions)
    return {
        "exams": found.exams,
        "hours": found.hours,
        "hours_unknown": list(found.ways[0].hours_unknown) if found.ways else [],
        "ways": found.ways_in_all,
        "missing": list(found.missing),
        "already": list(found.already),
        "exempted": list(found.exempted),
        "not_passed": [one.code for one in found.not_passed],
        "repeated": [one.code for one in found.repeated],
        "not_in_catalogue": list(found.not_in_catalogue),
        "without_exam": list(found.without_exam),
        "questions": questions,
        "first_question": questions[0] if questions else "",
        "recognitions": told(found.recognitions),
        "conditions": list(found.conditions),
        "notes": list(found.notes),
        "not_established": list(found.goal.not_established),
        "instead": found.goal.instead,
        "complete": found.complete,
    }


@pytest.mark.parametrize("case", GAPS)
def test_what_is_missing_is_as_the_case_says(case):
    """Each case gets the answer that stands in its file."""
    found = answer(gap(case["goal"], map(line, case["passed"]), case["on"], answered_yes=case.get("answered_yes", ())))
    expected = dict(case["expect"])
    question = expected.pop("question", None)
    assert {name: found[name] for name in expected} == expected
    assert question is None or question in found["questions"]


def window(on):
    """Terms of 2026 and 2027 whose registration is open on a day."""
    spans = {name: term(name).registration for name in ("V2026", "H2026", "V2027", "H2027")}
    return [name for name, span in spans.items() if span.first <= on <= span.last]


@pytest.mark.parametrize("case", TERMS)
def test_deadlines_are_as_the_case_says(case):
    """Each case gets the terms and days that stand in its file."""
    expected = case["expect"]
    if "open" in expected:
        assert list(open_terms(case["on"], 2)) == expected["open"]
        assert window(case["on"]) == expected["registration_open"]
    for name, last in expected.get("adaptation", {}).items():
        found = county(case["county"]).adaptation_by(name)
        assert (found.last if found else "") == last


def test_there_are_cases_enough_and_each_says_why():
    """At least forty cases, no name twice, and a reason with each."""
    names = [case["name"] for _, case in CASES]
    assert len(names) >= 40
    assert len(names) == len(set(names))
    assert all(case["why"] and isinstance(case["on"], date) for _, case in CASES)
    assert {"passed", "goal", "expect"} <= set.intersection(*(set(case) for file, case in CASES if file != "terms"))
