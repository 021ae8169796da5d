"""The matrix across agencies, as a file an adviser can read: every cell, and both sides of each date."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from tiltak.law.sharing import SharingBasis, SharingConsent, may_share
from tiltak.rules import Verdict

FILE = Path(__file__).parents[2] / "cases" / "law" / "sharing_matrix.toml"
CASES = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]
CELLS = (
    "NAV (state) to the municipal part of the same office",
    "NAV to school, follow-up service and PPT",
    "follow-up service to NAV",
    "school to NAV and the programme's staff in the school",
    "PPT to others",
    "health nurse to the committee",
    "SLT coordinator to others",
    "police to NAV and school",
    "NAV and municipality to the police",
    "anyone to child welfare",
    "programme to employer",
    "programme to the parents of 16- and 17-year-olds",
    "anyone to NTNU",
)


def answer(case):
    """What the library says of a case of the file."""
    given = case.get("consent")
    consents = [SharingConsent(case_id="MT-001", **given)] if given else []
    facts = {"born": date(2007, 3, 1), **case.get("facts", {})}
    basis = SharingBasis.only("MT-001", *consents, **facts)
    return may_share(case["giver"], case["receiver"], case["categories"], case["purpose"], basis, on=case["on"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['cell']}: {case['name']}")
def test_the_answer_is_the_one_of_the_file(case):
    """Verdict, reasons, provisions, who weighs, what goes before consent, and what is wrong with the consent."""
    told = answer(case)
    assert told.verdict is Verdict[case["expect"]]
    assert told.reasons == tuple(case["reasons"])
    cited = [source.cite() for source in told.sources]
    assert [cite for cite in case.get("because", []) if cite not in cited] == []
    assert told.judged_by == tuple(case.get("judged_by", []))
    assert [one.ground for one in told.bypasses] == case.get("bypasses", [])
    assert [fault.value for fault in told.consent_faults] == case.get("consent_faults", [])
    assert sorted({source.cite() for source in told.unconfirmed}) == case.get("unconfirmed", [])
    assert told.questions == ()
    assert bool(told.remedies) is (told.verdict is not Verdict.YES)


@pytest.mark.parametrize("cell", CELLS)
def test_every_cell_of_the_matrix_has_a_yes_and_something_else(cell):
    """No cell is left out, and none is always the same."""
    assert len({case["expect"] for case in CASES if case["cell"] == cell}) > 1


def test_no_cell_is_in_the_file_that_is_not_in_the_matrix():
    """A misspelt name would make a cell of its own."""
    assert {case["cell"] for case in CASES} == {*CELLS, "besides the matrix"}
