"""A wheel, built from this tree and installed where nothing of ours is, does the main job."""

import os
import subprocess
import sys
import venv
import zipfile

import pytest

pytestmark = pytest.mark.wheel


def run(*words, cwd):
    """Run a command with nothing of ours on the path, and show what it said when it fails."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV", "COV_"))}
    done = subprocess.run(words, cwd=cwd, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory):
    """The wheel, built by the standard tool."""
    dist = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", str(dist), str(root), cwd=dist)
    return next(dist.glob("*.whl"))


def test_the_template_and_the_example_travel_inside(wheel):
    """An office with only the wheel has the kit and the worked example."""
    names = zipfile.ZipFile(wheel).namelist()
    assert "tiltak/_shipped/cookiecutter-office/cookiecutter.json" in names
    assert "tiltak/_shipped/midt-telemark/office.toml" in names
    assert "tiltak/py.typed" in names
    assert not [name for name in names if name.startswith(("tests", "docs", "benchmarks"))]


@pytest.mark.parametrize("extra", ["", "[figures]"], ids=["plain", "figures"])
def test_an_installed_wheel_runs_the_demo_in_an_empty_directory(wheel, root, tmp_path, extra):
    """`tiltak demo` works outside the checkout, with and without the extra that draws figures."""
    venv.create(tmp_path / "env", with_pip=True)
    python = next((tmp_path / "env").glob("[bS]*/python*"))
    constraints = str(root / "constraints.txt")
    run(str(python), "-m", "pip", "install", "-q", "-c", constraints, f"{wheel}{extra}", cwd=tmp_path)
    empty = tmp_path / "empty"
    empty.mkdir()
    command = python.with_name("tiltak" + python.suffix)
    said = run(str(command), "demo", "--out", "out", cwd=empty)
    assert "index.html" in said
    page = (empty / "out" / "index.html").read_text(encoding="utf-8")
    assert "<!DOCTYPE html>" in page or "<!doctype html>" in page
