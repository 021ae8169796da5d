"""The command itself: help, console, and what it costs to have it."""

import io
import subprocess

import pytest

from tiltak.cli.console import plain_console


def test_help_lists_the_commands(run_tiltak):
    """A newcomer sees what can be done."""
    done = run_tiltak("--help")
    assert done.exit_code == 0
    assert {"demo", "run"} <= set(done.output.split())


def test_no_words_at_all_shows_the_help(run_tiltak):
    """`tiltak` alone does nothing but say what it can do."""
    assert "Usage" in run_tiltak().output


def test_help_loads_none_of_the_rooms(tiltak):
    """The help answers without pydantic, Jinja2 or the law."""
    script = tiltak[2].replace(
        "main()", "sys.argv.append('--help')\ntry: main()\nexcept SystemExit: print(*sys.modules)"
    )
    done = subprocess.run([*tiltak[:2], script], capture_output=True, text=True, check=True)
    assert not {"pydantic", "jinja2", "tiltak.law", "rich", "babel"} & set(done.stdout.split())


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "utf-8"])
def test_norwegian_letters_survive_a_windows_console(encoding):
    """æ, ø and å are right on any Norwegian code page; a letter it lacks does not stop the command."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    plain_console(stream)
    stream.write("Bø på Ås, æ ✓")
    stream.flush()
    assert raw.getvalue().decode(encoding).startswith("Bø på Ås, æ ")
