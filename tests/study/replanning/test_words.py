"""Every id that a plan made anew can give has words that take the values it carries, in every language and register."""

import re
import tomllib
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tiltak.study.replanning as package
from tiltak.study import Availability, Exclusion, NoPlan, Pin, Plan, build_plan
from tiltak.study.replanning import (
    Happening,
    HoursPerWeek,
    MostExamsPerTerm,
    News,
    PassedAlready,
    PlanInputs,
    TermOff,
    fragile_exams,
    replan,
    what_if,
)

WORDS = tomllib.loads(files("tiltak.study.replanning").joinpath("words.toml").read_text(encoding="utf-8"))
FORMS = {"nb", "nn", "en", "youth_nb", "youth_nn"}
ON = date(2026, 11, 23)


@pytest.mark.parametrize("text_id", sorted(WORDS))
def test_words_are_whole_in_every_language_and_register(text_id):
    """Each text is there in three languages and for the youth in both forms of Norwegian, with the same values."""
    assert set(WORDS[text_id]) == FORMS
    names = {form: {name for _, name, _, _ in Formatter().parse(text) if name} for form, text in WORDS[text_id].items()}
    assert names["nb"] == names["nn"] == names["en"]
    assert names["youth_nb"] == names["youth_nn"] <= names["nb"]


def test_every_id_that_stands_in_the_code_has_words():
    """Each reason named in the code is among the words, and each kind of news and of cost is."""
    code = "".join(path.read_text(encoding="utf-8") for path in sorted(Path(package.__file__).parent.glob("*.py")))
    named = set(re.findall(r'Reason\(\s*"([a-z_]+)"', code)) | set(re.findall(r'"(would_[a-z_]+)"', code))
    assert len(named) > 40
    assert {f"replan_reason.{one}" for one in named if one != "equally_short_ways"} <= set(WORDS)
    assert {f"news.{one}" for one in News} <= set(WORDS)
    assert {f"replan_cost.{one}" for one in ("paid", "lost", "again", "free", "to_pay", "saved")} <= set(WORDS)


def said(reasons):
    """The words of reasons in all forms, filled with the values they carry; raises when one is missing."""
    return [
        text.format(codes=", ".join(one.codes), **dict(one.values))
        for one in reasons
        for text in WORDS[f"replan_reason.{one.id}"].values()
    ]


@settings(max_examples=30)
@given(
    st.sampled_from(["PAABYGG_4", "FELLESFAG_HS", "FAG:SAK1001"]),
    st.tuples(st.integers(5, 16), st.integers(0, 16), st.integers(1, 3)),
    st.integers(60, 800),
    st.data(),
)
def test_whatever_is_told_can_be_said(goal, time, days, data):
    """Every reason of a plan made anew has its words with the values they take, whatever happened."""
    hours, then, most = time
    plan = build_plan(goal, [], Availability(hours, max_exams_per_term=most), ON, county="40")
    if not isinstance(plan, Plan):
        return
    on = ON + timedelta(days=days)
    closed = []
    for one in plan.exams:
        year, half = int(one.term[1:]), one.term[0]
        shut = date(year, 2, 1) if half == "V" else date(year, 9, 15)
        if shut < on:
            closed.append(one.code)
    news = [Happening(code, kind) for code in closed if (kind := data.draw(st.sampled_from([None, *News]))) is not None]
    registered = [code for code in closed if data.draw(st.booleans())]
    found = replan(
        plan,
        news,
        [],
        Availability(then, max_exams_per_term=most),
        on,
        registered=registered,
        exclude=data.draw(st.sampled_from([[], [Exclusion("H2027")]])),
        finish_by=data.draw(st.sampled_from([None, date(2028, 7, 1)])),
    )
    told = [*found.reasons]
    for line in (*found.moved, *found.kept, *found.retaken, *found.added, *found.dropped, *found.held):
        assert line.reasons
        told += line.reasons
    assert len(said(told)) == 5 * len(told)
    assert isinstance(found.plan, NoPlan) or found.proof == "optimal"


def test_fragile_exams_and_what_if_can_be_said():
    """The reasons of fragile exams and of what-if have words for all their values."""
    plan = build_plan("PAABYGG_4", [], Availability(8), ON, county="40")
    told = [reason for one in fragile_exams(plan, [], Availability(8)) for reason in one.reasons]
    inputs = PlanInputs("PAABYGG_4", (), Availability(12), ON, "40", pins=(Pin("MAT1151", "V2028"),))
    for change in (HoursPerWeek(20), MostExamsPerTerm(1), PassedAlready("HIS1011"), TermOff("V"), HoursPerWeek(1)):
        line = what_if(inputs, change)
        told += [*line.changes, *line.reasons]
    assert len(said(told)) == 5 * len(told) > 100
