"""`tiltak assess`, `questions` and `timeline`: answers about cases in a terminal, and for another program."""

import json

import pytest

from tiltak.rules.records import decision_schema

ON = ("--on", "2026-11-23")


def rows_of(output, case_id):
    """The lines of a table from a case's row to the next case's."""
    lines = output.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(case_id))
    rest = lines[start + 1 :]
    end = next((number for number, line in enumerate(rest) if not line.startswith(" ")), len(rest))
    return " ".join(" ".join(lines[start : start + 1 + end]).split())


def test_assess_says_for_every_case_what_it_comes_to_and_who_decides(office, run_tiltak):
    """Each case has its row, and the last line says that a person decides."""
    done = run_tiltak("assess", office / "cases.csv", *ON, "--lang", "en")
    assert done.exit_code == 0
    assert "Back to School" in rows_of(done.output, "MT-001")
    assert "Is the person in work?" in rows_of(done.output, "MT-004")
    assert "has turned 16" in rows_of(done.output, "MT-017")
    assert done.output.splitlines()[-1] == "This is advice. The NAV office makes the decision."


def test_the_birthday_is_the_day_the_answer_changes(office, run_tiltak):
    """MT-017 turns sixteen on 24 November: the day before is too early, the day itself is not."""
    for day, expected in (("2026-11-23", "Help elsewhere"), ("2026-11-24", "Back to School")):
        done = run_tiltak("assess", office / "cases.csv", "--on", day, "--lang", "en")
        assert expected in rows_of(done.output, "MT-017")


def test_assess_as_data_holds_decisions_in_the_published_schema_and_no_fact(office, run_tiltak):
    """Another program gets codes, dates and reasons, and never a date of birth."""
    from jsonschema import validate  # noqa: PLC0415 - used here only

    done = run_tiltak("assess", office / "cases.csv", *ON, "--format", "json")
    records = json.loads(done.output)
    assert len(records) == 72
    assert "2001-03-14" not in done.output
    for record in records[:10]:
        assert record["decided_by"]
        for decision in record["decisions"]:
            validate(decision, decision_schema())


def test_questions_are_in_the_order_to_ask_them(office, run_tiltak):
    """First questions come before second ones, and each says who can answer and why it is asked."""
    asked = json.loads(run_tiltak("questions", office / "cases.csv", *ON, "--format", "json").output)
    assert asked
    seen = set()
    first_questions_over = False
    for one in asked:
        first = one["case_id"] not in seen
        assert not (first and first_questions_over)
        first_questions_over |= not first
        seen.add(one["case_id"])
        assert one["answered_by"]
        assert one["why"]


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_questions_come_in_three_languages(office, run_tiltak, lang):
    """The question about work is asked in the language wanted."""
    expected = {"nb": "Er personen i arbeid?", "nn": "Er personen i arbeid?", "en": "Is the person in work?"}
    done = run_tiltak("questions", office / "cases.csv", *ON, "--lang", lang)
    assert expected[lang] in rows_of(done.output, "MT-004")


def test_timeline_shows_the_days_an_answer_changes_and_why(office, run_tiltak):
    """The act of 2024 opens the right, a school year ends the youth right, and the thirtieth birthday ends it all."""
    words = ("--case", "MT-001", "--from", "2020-01-01", "--to", "2035-01-01", "--format", "json")
    periods = json.loads(run_tiltak("timeline", office / "cases.csv", *words).output)
    assert [period["from"] for period in periods] == ["2020-01-01", "2024-08-01", "2026-08-01", "2031-03-14"]
    assert "rules.version" in periods[1]["opened_by"]
    assert periods[-1]["opened_by"] == ["programme.before_30"]


def test_timeline_reads_as_a_table_too(office, run_tiltak):
    """The same periods, in words."""
    words = ("--case", "MT-001", "--from", "2026-01-01", "--to", "2026-12-31", "--lang", "en")
    output = run_tiltak("timeline", office / "cases.csv", *words).output
    assert "2026-08-01 – 2026-12-31" in output


def test_a_case_that_is_not_in_the_file_is_refused_without_naming_another_person(office, run_tiltak):
    """A misspelt case is one line; the nearest one could be somebody else, so none is suggested."""
    words = ("--case", "MT001", "--from", "2026-01-01", "--to", "2026-12-31", "--lang", "en")
    done = run_tiltak("timeline", office / "cases.csv", *words)
    assert done.exit_code == 2
    assert len(done.output.splitlines()) == 1
    assert "MT001" in done.output
    assert "MT-" not in done.output


def test_a_timeline_that_runs_backwards_is_refused(office, run_tiltak):
    """The last day cannot be before the first; they may be the same."""
    back = run_tiltak("timeline", office / "cases.csv", "--from", "2026-01-02", "--to", "2026-01-01")
    assert back.exit_code == 2
    same = ("--case", "MT-001", "--from", "2026-01-02", "--to", "2026-01-02")
    assert run_tiltak("timeline", office / "cases.csv", *same).exit_code == 0


def test_faults_of_the_office_and_of_the_cases_are_said_together(office, run_tiltak):
    """Both files are read before anything is said."""
    for name, old, new in (("office.toml", "kitchen", "kichen"), ("cases.csv", "2001-03-14", "2001-02-30")):
        path = office / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    done = run_tiltak("assess", office / "cases.csv", *ON)
    assert done.exit_code == 2
    assert {line.partition(",")[0] for line in done.output.splitlines()} == {"office.toml", "cases.csv"}


def test_assess_as_a_page_is_whole_in_itself(office, run_tiltak):
    """The page holds every case, links to nothing it does not have, and fetches nothing."""
    done = run_tiltak("assess", office / "cases.csv", *ON, "--format", "html", "--lang", "nn")
    assert done.exit_code == 0
    assert done.output.startswith("<!doctype html>")
    assert '<html lang="nn">' in done.output
    assert all(f"MT-{number:03}" in done.output for number in range(1, 73))
    assert 'href="index.html"' not in done.output
    assert "src=" not in done.output


@pytest.mark.parametrize(("reader", "expected"), [("adviser", "opplæringslova § 18-3"), ("youth", "Du har fylt 16 år")])
def test_explain_tells_one_case_in_words_for_its_reader(office, run_tiltak, reader, expected):
    """The adviser gets sections of the law; the young person is spoken to."""
    done = run_tiltak("explain", office / "cases.csv", "--case", "MT-004", *ON, "--for", reader)
    assert done.exit_code == 0
    assert expected in done.output
    assert "1999-01-30" not in done.output
    assert "30. januar 1999" not in done.output
