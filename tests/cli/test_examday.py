"""`tiltak examday`: the exam days of an office in a terminal, for another program, and as a page."""

import json

import pytest
from jsonschema import Draft202012Validator

from tiltak.render.examday.answers import exam_days_schema

ON = ("--on", "2026-11-23")


def test_a_day_says_who_is_driven_and_what_must_be_found_out(office, run_tiltak):
    """The run with its times, who comes alone, the plan without the car, the county's rules and the questions."""
    done = run_tiltak("examday", office, *ON, "--date", "2026-11-24", "--lang", "en")
    text = " ".join(done.output.split())
    assert done.exit_code == 0
    assert text.startswith("Tuesday 24 November 2026")
    assert "Gets in: MT-005, MT-011 and MT-014" in text
    assert "Come by themselves - MT-006" in text
    assert "bil-1: bil-2, driver Veileder 2 ved Talenthuset, leaves at" in text
    assert "Must be told: MT-005, MT-011 and MT-014" in text
    assert "The county wants candidates to be there at 08:00 (https://www.vtfk.no/" in text
    assert "Not confirmed)" in text
    assert "Does MT-009 want a ride to the exam?" in text
    assert "Which ID does the county accept at the exam?" in text
    assert "26 November" not in text


def test_all_the_days_are_data_in_the_published_schema(office, run_tiltak):
    """Without a day asked for, each day with exams of the next four weeks is there, in order."""
    found = json.loads(run_tiltak("examday", office, *ON, "--format", "json").output)
    Draft202012Validator.check_schema(exam_days_schema())
    Draft202012Validator(exam_days_schema()).validate(found)
    assert [day["on"] for day in found["days"]] == [
        "2026-11-24",
        "2026-11-26",
        "2026-11-27",
        "2026-12-01",
        "2026-12-02",
        "2026-12-03",
        "2026-12-08",
        "2026-12-09",
    ]
    without = {one["car"]: (one["no_seat"], one["changed"]) for one in found["days"][4]["reserve"]}
    assert without == {"bil-1": (["MT-008"], ["MT-001", "MT-004"]), "bil-2": (["MT-008"], [])}
    assert {rule["confirmed"] for rule in found["days"][0]["county_rules"]} == {False}


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("nb", "Ingen eksamen er kjent 2026-11-25. Dager med eksamen: 2026-11-24, "),
        ("nn", "Ingen eksamen er kjend 2026-11-25. Dagar med eksamen: 2026-11-24, "),
        ("en", "No exam is known on 2026-11-25. Days with exams: 2026-11-24, "),
    ],
)
def test_a_day_without_exams_is_told_which_days_there_are(office, run_tiltak, lang, said):
    """It is bad input, and nothing is said on the output of answers."""
    done = run_tiltak("examday", office, *ON, "--date", "2026-11-25", "--lang", lang)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(said)
    assert done.stderr.rstrip().endswith("2026-12-09.")


def test_an_office_without_exams_ahead_is_told_so(office, run_tiltak):
    """No exam ahead is an answer for all the days, and bad input for one of them."""
    done = run_tiltak("examday", office, "--on", "2026-08-01", "--lang", "en")
    assert (done.exit_code, done.output) == (0, "No exam days are known in the 28 days from 1 August 2026.\n")
    done = run_tiltak("examday", office, "--on", "2026-08-01", "--date", "2026-08-02", "--lang", "en")
    assert (done.exit_code, done.stderr) == (2, "No exam days are known in the 28 days from 1 August 2026.\n")


def test_the_page_stands_alone(office, run_tiltak):
    """It holds the one day, in the language asked for, and no link to a page that is not there."""
    done = run_tiltak("examday", office, *ON, "--date", "2026-12-02", "--format", "html", "--lang", "nn")
    assert done.exit_code == 0
    assert 'id="reserve-2026-12-02"' in done.output
    assert "d-2026-12-03" not in done.output
    assert 'href="cases/' not in done.output
    assert 'href="index.html"' not in done.output


def test_what_is_wrong_in_the_files_is_said_with_exit_code_two(office, run_tiltak):
    """A missing file is a fault and no traceback."""
    (office / "events.csv").unlink()
    done = run_tiltak("examday", office, *ON, "--lang", "en")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("events.csv")
