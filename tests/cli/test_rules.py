"""`tiltak rules`: what the library answers by, shown in a terminal."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from tiltak.cli.rules import rules_app
from tiltak.render import LANGUAGES
from tiltak.render.rule_pages import all_rule_sets


@pytest.fixture
def run_rules():
    """Run the sub-command in this process."""
    runner = CliRunner()

    def run(*words):
        return runner.invoke(rules_app, [str(word) for word in words])

    return run


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_names_every_rule_set(run_rules, lang):
    """What can be shown is what is listed."""
    done = run_rules("list", "--lang", lang)
    assert done.exit_code == 0
    listed = [line.split()[0] for line in done.output.splitlines() if line.startswith("  ")]
    assert listed == list(all_rule_sets())


@pytest.mark.parametrize("rule_set", all_rule_sets())
def test_every_rule_set_can_be_shown_and_drawn_in_every_language(run_rules, rule_set):
    """On the first day it holds; every condition is in both."""
    first = all_rule_sets()[rule_set].versions[0]
    for lang in LANGUAGES:
        shown = run_rules("show", rule_set, "--on", first.valid_from, "--lang", lang)
        drawn = run_rules("mermaid", rule_set, "--on", first.valid_from, "--lang", lang)
        assert shown.exit_code == drawn.exit_code == 0, shown.output + drawn.output
        assert f"({rule_set})" in shown.output.splitlines()[0]
        assert drawn.output.startswith("flowchart TD\n")
        assert drawn.output.count("<br/>") >= len(first.conditions)


def test_a_rule_set_is_shown_with_what_it_takes_and_where_it_is_written(run_rules):
    """The age in words, the section with its address, and whether it is confirmed."""
    said = run_rules("show", "follow_up_service", "--on", "2024-08-01", "--lang", "en").output
    assert "Date of birth: to the end of the calendar year one turns 24" in said
    assert "section 9-4" in said
    assert "https://lovdata.no/lov/2023-06-09-30/§9-4" in said
    assert "Not in these rules, but may matter:" in said
    assert "People decide." in said


def test_the_rules_of_the_day_are_shown(run_rules):
    """The day before the act changed, the old age; the day it changed, the new one."""
    before = run_rules("show", "follow_up_service", "--on", "2024-07-31", "--lang", "en").output
    after = run_rules("show", "follow_up_service", "--on", "2024-08-01", "--lang", "en").output
    assert "turns 21" in before
    assert "turns 21" not in after
    assert "Not confirmed" in run_rules("show", "youth_right", "--on", "2008-01-01", "--lang", "en").output


def test_a_fact_of_a_special_category_is_marked(run_rules):
    """Health is not asked about as if it were an address."""
    said = run_rules("show", "TILLEGGSSTOENAD_LAEREMIDLER", "--on", "2026-11-23", "--lang", "nb").output
    assert "Nedsatt arbeidsevne: svaret er ja. Hvem kan svare: Nav. Særlig kategori" in said


@pytest.mark.parametrize("command", ["show", "mermaid"])
def test_an_unknown_id_leaves_with_2_and_names_the_nearest(run_rules, command):
    """One line, no traceback."""
    done = run_rules(command, "youth_rigth", "--lang", "en")
    assert done.exit_code == 2
    assert done.output.splitlines() == [
        "tiltak rules, “ID”: this code is not known. Found “youth_rigth”. Did you mean “youth_right”?"
    ]


@pytest.mark.parametrize("command", ["show", "mermaid"])
def test_a_day_without_rules_is_said_with_the_days_that_have_some(run_rules, command):
    """No rules on a day is not a no."""
    done = run_rules(command, "requalification", "--on", "2024-07-31", "--lang", "en")
    assert done.exit_code == 2
    assert done.output == ("requalification: no rules cover 31 July 2024. The rules hold from 1 August 2024.\n")


def test_a_day_that_does_not_exist_is_refused(run_rules):
    """A date is written one way."""
    done = run_rules("show", "youth_right", "--on", "2026-02-30")
    assert done.exit_code == 2
    assert "2026-02-30" in done.output


def test_the_sub_command_costs_nothing_until_it_is_run():
    """Having the command loads neither the law nor the words."""
    script = "import sys, tiltak.cli.rules; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not {"tiltak.law", "tiltak.render", "babel", "pydantic", "jinja2"} & set(done.stdout.split())
