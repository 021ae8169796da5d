"""Where things stand in a TOML file."""

import pytest

from tiltak.faults import FaultList
from tiltak.office.toml_file import read_toml, shown_path

TEXT = '''# a comment
top = 1
[table]
text = """
[not.a.header]
key = 1
"""
list = [
  1,
  { inner = 2 },
]
dotted.key = 3
[[many]]
id = "a"
[[many]]
id = "b"
[many.below]
deep = true
["quoted key".x]
y = 1
'''


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("top",), 2),
        (("table",), 3),
        (("table", "text"), 4),
        (("table", "list"), 8),
        (("table", "list", 1, "inner"), 8),
        (("table", "dotted", "key"), 12),
        (("many", 0), 13),
        (("many", 0, "id"), 14),
        (("many", 1, "id"), 16),
        (("many", 1, "below", "deep"), 18),
        (("quoted key", "x", "y"), 20),
        (("many", 1, "missing"), 15),
        (("nowhere",), 1),
    ],
)
def test_a_place_is_found_on_its_line(write, place, line):
    """Tables, lists of tables, text over several lines, dotted and quoted keys; else the nearest thing around."""
    source = read_toml(write("office.toml", *TEXT.splitlines()), FaultList("office.toml"))
    assert source.line(place) == line


def test_entries_are_counted_from_one():
    """As people count them, and as a message shows them."""
    assert shown_path(("cars", 0, "seats")) == "cars[1].seats"
