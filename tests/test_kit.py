"""A new office starts from the template, and what comes out can be read at once."""

import subprocess
import sys
from datetime import date

import pytest
from cookiecutter.main import cookiecutter

from tiltak.office import load_office, run
from tiltak.office.kit import template_folder

ANSWERS = {
    "office_name": "Nav Bø",
    "county_number": "40",
    "municipality_number": "4020",
    "language": "nn",
    "arena_name": "Ungdomshuset",
    "arena_outside_nav": "ja",
    "arena_sofa": "nei",
}


@pytest.fixture
def bake(tmp_path):
    """Start an office from answers; what is not answered is the template's own."""

    def start(**answers):
        folder = cookiecutter(
            str(template_folder()),
            no_input=True,
            extra_context=ANSWERS | answers,
            output_dir=str(tmp_path),
            default_config=True,
        )
        return tmp_path / folder

    return start


def test_answers_become_the_office_and_what_was_not_answered_stays_unknown(bake):
    """Yes and no are written down; "ukjent" leaves the key out, so that nothing is guessed."""
    office = load_office(bake() / "office.toml")
    assert (office.name, office.county, office.municipalities, office.language) == ("Nav Bø", "40", ("4020",), "nn")
    assert (office.arena.outside_nav, office.arena.sofa, office.arena.kitchen) == (True, False, None)


def test_an_office_without_an_arena_says_so(bake):
    """No name of an arena means no arena, not an empty one."""
    assert load_office(bake(arena_name="") / "office.toml").arena is None


@pytest.mark.parametrize("name", ['Nav "Ung" Nome', "Nav O'Hara \\ Ås", "Nav Kárášjohka"])
def test_a_name_with_quotes_or_other_letters_arrives_unchanged(bake, name):
    """Quotation marks, a backslash, an apostrophe, æøå and á are letters like others."""
    assert load_office(bake(office_name=name, folder="kontor") / "office.toml").name == name


def test_the_folder_name_keeps_norwegian_letters_apart(bake):
    """Ås and As do not end up in one folder."""
    assert bake(office_name="Nav Ås").name == "nav-aas"
    assert bake(office_name="Nav As").name == "nav-as"


def test_a_new_office_with_no_cases_runs(bake):
    """The main job runs on the empty files, and has nothing to say of anybody."""
    result = run(bake(), date(2026, 11, 23))
    assert result.youths == ()


def test_the_new_office_has_tests_of_its_own_that_pass(bake):
    """The generated tests run where they were put."""
    folder = bake()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "2 passed" in done.stdout


def test_a_number_that_is_no_municipality_is_found_by_the_check(bake):
    """The template does not check; the office's file does, with the place."""
    from tiltak.faults import BadInput  # noqa: PLC0415 - used here only

    with pytest.raises(BadInput, match=r"office\.toml:\d+"):
        load_office(bake(municipality_number="9999") / "office.toml")


def test_the_new_offices_own_test_names_what_is_missing_in_its_language(bake):
    """Without a county number the test says so in a line a person can act on, and shows no traceback."""
    folder = bake(county_number="")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "koden er ikkje kjend" in done.stdout
    assert "Traceback" not in done.stdout


def test_nothing_of_the_template_language_is_left_in_what_it_makes(bake):
    """No `{{`, `{%` or the word cookiecutter stands in a generated file."""
    for path in bake().rglob("*"):
        if path.is_file() and path.suffix != ".pyc":
            text = path.read_text(encoding="utf-8")
            assert not [mark for mark in ("{{", "{%", "cookiecutter") if mark in text], path.name
