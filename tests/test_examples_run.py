"""Every example in a docstring, in the README and in the pages of docs/ runs and prints what it says."""

import doctest
import importlib
import pkgutil
import re
import subprocess
from pathlib import Path

import pytest

import tiltak as package

ROOT = Path(__file__).parents[1]
MODULES = sorted(
    found.name for found in pkgutil.walk_packages(package.__path__, "tiltak.") if not found.name.endswith("__main__")
)
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# Set-up lines are run by the test of a fresh wheel and by CI itself; data is read by nobody here.
NOT_RUN_HERE = {"sh", "powershell", "toml", "csv", "text", "mermaid", "json", "yaml"}


def blocks(page, kind):
    """The code blocks of one kind, with the line each starts on."""
    text = page.read_text(encoding="utf-8")
    return [(text.count("\n", 0, match.start()) + 1, match[2]) for match in BLOCK.finditer(text) if match[1] == kind]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_docstrings_run(name):
    """A docstring's example prints what it says it prints."""
    result = doctest.testmod(importlib.import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_python_blocks_of_a_page_run_in_order(page):
    """The blocks of one page share their names, as a reader who types them in would."""
    names = {}
    for line, code in blocks(page, "python"):
        if ">>>" in code:
            example = doctest.DocTestParser().get_doctest(code, names, page.name, str(page), line)
            result = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(example, clear_globs=False)
            names.update(example.globs)
            assert result.failed == 0
        else:
            exec(compile(code, f"{page.name}:{line}", "exec"), names)  # noqa: S102 - our own page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_console_blocks_of_a_page_print_what_they_say(page, tiltak, tmp_path):
    """A line that starts with `$ tiltak` is run; the lines under it are what it prints."""
    for line, block in blocks(page, "console"):
        assert block.startswith("$ "), f"{page.name}:{line}: a console block starts with a command"
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, expected = part.partition("\n")
            words = command.split()
            assert words[0] == "tiltak", f"{page.name}:{line}: only tiltak is run here"
            done = subprocess.run(
                [*tiltak, *words[1:]], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False
            )
            assert (done.stdout + done.stderr).split() == expected.split(), f"{page.name}:{line}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_has_no_block_that_nobody_runs(page):
    """A block is of a kind that is run, or of one that is named as not run."""
    kinds = {match[1] for match in BLOCK.finditer(page.read_text(encoding="utf-8"))}
    assert kinds <= {"python", "console"} | NOT_RUN_HERE
