"""The decision tables of the law, as files an adviser can read."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from tiltak.law import Right, right_to_training
from tiltak.rules import Case, Verdict

FOLDER = Path(__file__).parent.parent / "cases" / "law"
FILES = ("new_act.toml", "old_act.toml", "vectors.toml")


def read():
    """Every case of the files, with its facts."""
    for name in FILES:
        book = tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
        for case in book["case"]:
            facts = {key: value for key, value in (book["usual"] | case["facts"]).items() if value != "not_stated"}
            yield pytest.param(case, facts, id=f"{name}: {case['name']}")


CASES = tuple(read())
PREFIXES = (*(f"N{number} " for number in range(20)), *(f"O{number} " for number in range(1, 14)))


@pytest.mark.parametrize(("case", "facts"), CASES)
def test_the_answer_is_the_one_of_the_table(case, facts):
    """Each row of the decision tables gives its rights, rests on its provisions, and asks and says what it should."""
    result = right_to_training(Case(facts, id="MT-001"), case["on"])
    assert set(result.codes) == set(case["expect"])
    mattering = {
        basis.cite()
        for decision in result.decisions
        for finding in decision.explain().conditions()
        if finding.matters
        for basis in finding.basis
    }
    for provision in case["because"]:
        assert any(cite.startswith(provision) for cite in mattering), provision
    assert set(case.get("questions", ())) <= set(result.questions)
    assert tuple(case["notes"]) == result.notes
    assert set(case.get("county", ())) <= set(result.for_the_county)
    if "UAVKLART" in case["expect"]:
        assert result.questions or result.for_the_county
    else:
        assert result.questions == ()
        assert result.for_the_county == ()


@pytest.mark.parametrize(("case", "facts"), CASES)
def test_the_verdict_follows_from_the_rights(case, facts):
    """A right gives YES, only discretion or nothing gives NO, and nothing but open questions gives UNKNOWN."""
    result = right_to_training(Case(facts), case["on"])
    kinds = {
        Verdict.NO: {Right.KUN_SKJOENN, Right.INGEN_RETT},
        Verdict.UNKNOWN: {Right.UAVKLART},
    }
    expected = next((verdict for verdict, only in kinds.items() if result.rights <= only), Verdict.YES)
    assert result.verdict is expected


@pytest.mark.parametrize("prefix", PREFIXES)
def test_every_row_of_the_tables_has_a_case(prefix):
    """No row of the two decision tables is without a case."""
    names = [parameters.values[0]["name"] for parameters in CASES]
    assert any(name.startswith(prefix) for name in names)


def test_every_right_is_the_answer_of_some_case():
    """All eight codes occur."""
    assert {code for parameters in CASES for code in parameters.values[0]["expect"]} == {right.value for right in Right}


def test_the_days_of_the_case_files_are_plain_dates():
    """A day written as a date and time would be another day in another zone."""
    assert all(type(parameters.values[0]["on"]) is date for parameters in CASES)
