"""`tiltak wall`: one youth's plan as a PDF, from an office's own folder."""

import sys

import pytest

from tiltak.office import example_day, run
from tiltak.render.paper import plan_pdf


@pytest.mark.parametrize("lang", ["nb", "nn"])
def test_the_plan_is_written_beside_nothing_else(office, run_tiltak, tmp_path, lang):
    """The file is a PDF in the language asked for, it replaces the one from before, and no half file is left."""
    out = tmp_path / "paper" / "plan.pdf"
    out.parent.mkdir()
    out.write_text("from before")
    said = run_tiltak("wall", office, "--case", "MT-001", "--out", out, "--lang", lang)
    assert (said.exit_code, said.output) == (0, {"nb": "Skrevet: plan.pdf\n", "nn": "Skrive: plan.pdf\n"}[lang])
    made = out.read_bytes()
    assert made.startswith(b"%PDF-")
    assert f"/Lang({lang}".encode() in made
    assert [file.name for file in out.parent.iterdir()] == ["plan.pdf"]


def test_the_sheet_tells_of_results_that_are_awaited(office, run_tiltak, tmp_path):
    """The command gives the sheet the exams without a result, so the bytes are those of the sheet that says so."""
    run_tiltak("wall", office, "--case", "MT-001", "--out", tmp_path / "plan.pdf", "--lang", "nb")
    example = run(office, example_day(office))
    waiting = example.awaiting["MT-001"]
    wanted = plan_pdf(example.plans["MT-001"], "nb", case_id="MT-001", on=example.on, awaiting=waiting)
    assert (tmp_path / "plan.pdf").read_bytes() == wanted


def test_a_case_that_is_not_there_is_said_so(office, run_tiltak, tmp_path):
    """Exit code 2, the case is named, and nothing is written."""
    said = run_tiltak("wall", office, "--case", "MT-999", "--out", tmp_path / "plan.pdf", "--lang", "nb")
    assert said.exit_code == 2
    assert "MT-999" in said.output
    assert not (tmp_path / "plan.pdf").exists()


def test_a_youth_without_a_plan_is_told_where_the_reason_stands(office, run_tiltak, tmp_path):
    """MT-014 has no plan within the demands."""
    said = run_tiltak("wall", office, "--case", "MT-014", "--out", tmp_path / "plan.pdf", "--lang", "nn")
    assert (said.exit_code, said.output) == (
        2,
        "MT-014: det finst ingen plan å skrive ut. Sidene frå «tiltak run» seier kvifor.\n",
    )
    assert not (tmp_path / "plan.pdf").exists()


def test_without_typst_the_person_is_told_what_to_install(office, run_tiltak, tmp_path, monkeypatch):
    """Exit code 2, the extra is named, and nothing is written."""
    monkeypatch.setitem(sys.modules, "typst", None)
    said = run_tiltak("wall", office, "--case", "MT-001", "--out", tmp_path / "plan.pdf", "--lang", "nb")
    assert said.exit_code == 2
    assert said.output == 'PDF trenger tillegget tiltak[pdf]. Installer det med: pip install "tiltak[pdf]"\n'
    assert not (tmp_path / "plan.pdf").exists()


@pytest.mark.parametrize(("lang", "out"), [("en", "plan.pdf"), ("nb", "nowhere/plan.pdf")])
def test_what_cannot_be_made_is_refused_before_anything_is_read(office, run_tiltak, tmp_path, lang, out):
    """There is no sheet in English, and no folder is made."""
    said = run_tiltak("wall", office, "--case", "MT-001", "--out", tmp_path / out, "--lang", lang)
    assert said.exit_code == 2
    assert [file.name for file in tmp_path.iterdir()] == ["office"]
