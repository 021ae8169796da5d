"""Whatever stands in a file, the reader answers with what it read or with faults, never with a crash."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltak.faults import BadInput
from tiltak.office import CASE_COLUMNS, EVENT_COLUMNS, PASSED_COLUMNS, load_office, read_cases, read_events, read_passed

READERS = (
    (read_cases, CASE_COLUMNS),
    (read_passed, PASSED_COLUMNS),
    (read_events, EVENT_COLUMNS),
)
cells = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["", "ukjent", "ja", "2026-02-30", "2026-02-28", "MT-001", "NOR1267", "INGEN", "SELV", "4020", "10"]
    ),
)
scalars = st.one_of(
    st.booleans(),
    st.integers(-5, 5000),
    st.text(max_size=8),
    st.sampled_from(["4020", "40", "2026-02-30", "PPT", "bil"]),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["id", "name", "value", "assumption", "role", "weekdays"]), inner, max_size=3),
    ),
    max_leaves=6,
)
KEYS = (
    "office",
    "arena",
    "schools",
    "partners",
    "staff",
    "cars",
    "venues",
    "programme",
    "exam_day",
    "report",
    "example",
)
INNER = (
    "name",
    "county",
    "municipalities",
    "language",
    "id",
    "seats",
    "weekdays",
    "first",
    "last",
    "as_of",
    "upper_age",
)


def answers(reader, content):
    """Whether the reader returned something or refused with faults; anything else is raised."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "file")
        path.write_bytes(content)
        try:
            return reader(path) is not None
        except BadInput as bad:
            return bool(bad.faults) and not any("\n" in str(fault) for fault in bad.faults)


def toml(value):
    """A value as TOML writes it in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value).replace("\x7f", "\\u007f")


@pytest.mark.parametrize("reader", [*(reader for reader, _ in READERS), load_office])
@given(content=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(reader, content):
    """Also bytes that are no text."""
    assert answers(reader, content)


@pytest.mark.parametrize(("reader", "columns"), READERS)
@given(data=st.data())
def test_any_cells_are_read_or_refused(reader, columns, data):
    """A right header over any rows, with quotation marks, line breaks and delimiters where they fall."""
    rows = data.draw(st.lists(st.lists(cells, min_size=len(columns), max_size=len(columns)), max_size=4))
    text = "\n".join(",".join(row) for row in [columns, *rows])
    assert answers(reader, text.encode("utf-8", errors="surrogatepass"))


@given(
    tables=st.dictionaries(
        st.sampled_from(KEYS),
        st.one_of(
            values,
            st.dictionaries(st.sampled_from(INNER), values, max_size=4),
            st.lists(st.dictionaries(st.sampled_from(INNER), values, max_size=3), max_size=3),
        ),
        max_size=5,
    )
)
def test_any_values_under_the_right_keys_are_read_or_refused(tables):
    """Tables where lists belong, numbers where text belongs, assumptions anywhere."""
    text = "\n".join(f"{key} = {toml(value)}" for key, value in tables.items())
    assert answers(load_office, text.encode("utf-8", errors="replace"))
