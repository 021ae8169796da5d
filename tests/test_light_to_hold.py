"""What importing the library costs, and what it must not load."""

import json
import subprocess
import sys

import pytest

HEAVY = {"pydantic", "numpy", "polars", "narwhals", "altair", "jinja2", "typer", "rich", "xlsxwriter", "babel"}
ROOMS = ["rules", "law", "programme", "study", "school", "outcomes"]


def loaded_after(statement):
    """The top-level modules in a fresh interpreter after a statement."""
    script = (
        f"{statement}\nimport json, sys\nprint(json.dumps(sorted({{name.partition('.')[0] for name in sys.modules}})))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


def test_import_tiltak_loads_none_of_the_heavy_libraries():
    """`import tiltak` loads neither pydantic, NumPy nor Polars, nor anything else of the edges."""
    assert not loaded_after("import tiltak") & HEAVY


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_that_reasons_loads_none_of_the_heavy_libraries(room):
    """A developer who only decides or plans pays for attrs and nothing heavier."""
    assert not loaded_after(f"import tiltak.{room}") & HEAVY


def test_the_guard_sees_a_heavy_library_when_there_is_one():
    """The test above could fail: a library that is loaded is found."""
    assert "babel" in loaded_after("import babel")


def test_a_room_is_loaded_when_first_used():
    """`tiltak.rules` needs no import of its own, and a name that is no room is refused."""
    import tiltak  # noqa: PLC0415 - the import is what is tested

    assert tiltak.rules.__name__ == "tiltak.rules"
    assert "rules" in dir(tiltak)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = tiltak.nonsense
