"""`tiltak gap`, `plan` and `replan`: what is missing, when to take it, and what happens to it afterwards."""

import json

import pytest
from jsonschema import validate

from tiltak.render.study import study_schema

ON = ("--on", "2026-11-23")


def with_cell(office, case_id, column, value):
    """Put a value into a case's row of `cases.csv`."""
    file = office / "cases.csv"
    head, *rows = file.read_text(encoding="utf-8").splitlines()
    place = head.split(",").index(column)
    changed = []
    for row in rows:
        cells = row.split(",")
        if cells[0] == case_id:
            cells[place] = value
        changed.append(",".join(cells))
    file.write_text("\n".join([head, *changed]) + "\n", encoding="utf-8")


def test_gap_tells_one_case_all_there_is_to_say(office, run_tiltak):
    """What is missing, what it takes, the other way, what would change it, what is open, and where it stands."""
    done = run_tiltak("gap", office, "--case", "MT-001", *ON, "--lang", "en")
    text = " ".join(done.output.replace("\N{NO-BREAK SPACE}", " ").split())
    assert done.exit_code == 0
    assert "- Natural science, Vg1 general studies (NAT1007)" in text
    assert "In all: 6 exams, 673 annual hours, NOK 8,418 (not confirmed)." in text
    assert "Mathematics 1T (theoretical) (MAT1021) instead of Mathematics 1P (practical) (MAT1019)." in text
    assert "Taken, but not passed: Mathematics 1P (practical) (MAT1019)." in text
    assert "Decided by: The county authority. If the answer is yes, this falls away: 2 exams, 140 annual hours" in text
    assert "29 annual hours. This is not confirmed." in text
    assert "Whether that is enough from 2027 is not settled." in text
    assert "section 2-2, second paragraph of FOR-2025-09-11-1850" in text


def test_gap_of_everybody_is_a_row_a_case(office, run_tiltak):
    """Every case in the file has a row, with a goal or with the question about it."""
    with_cell(office, "MT-002", "goal", "")
    lines = run_tiltak("gap", office, *ON, "--lang", "nb").output.splitlines()
    rows = [line for line in lines if line.startswith("MT-")]
    assert len(rows) == 72
    assert "Ikke noe mål ennå" in next(row for row in rows if row.startswith("MT-002"))


def test_gap_as_data_keeps_to_its_published_schema_and_holds_no_grade(office, run_tiltak):
    """The ways, the questions and the sources are data for another program; a youth without a goal is a question."""
    with_cell(office, "MT-002", "goal", "")
    records = json.loads(run_tiltak("gap", office, *ON, "--format", "json").output)
    validate(records, study_schema("gap"))
    by_case = {one["case_id"]: one for one in records}
    assert by_case["MT-002"] == {"case_id": "MT-002", "goal": None, "ask": ["goal"]}
    first = by_case["MT-001"]
    assert [way["missing"][3] for way in first["ways"]] == ["MAT1023", "MAT1023"]
    assert (first["ways"][0]["hours"], first["ways"][0]["fees"], first["fee"]["confirmed"]) == (673, 8418, False)
    assert '"grade"' not in json.dumps(records)


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_an_unknown_case_names_the_nearest(office, run_tiltak, lang):
    """The command leaves with 2, and says which case was perhaps meant."""
    done = run_tiltak("gap", office, "--case", "MT-0001", *ON, "--lang", lang)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "MT-001" in done.stderr


def test_a_goal_without_a_private_exam_says_so_and_what_to_aim_at(office, run_tiltak):
    """NOR1260 has no exam for private candidates: no way is given, another goal is."""
    with_cell(office, "MT-002", "goal", "FAG:NOR1260")
    done = run_tiltak("gap", office, "--case", "MT-002", *ON, "--lang", "en")
    assert done.exit_code == 0
    assert "There is no exam for private candidates in" in done.output
    assert "The goal can be" in done.output
