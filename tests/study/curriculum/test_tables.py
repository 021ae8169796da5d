"""The shipped tables are whole; a half-written row is told with table, line, column and what was expected."""

from itertools import islice

import pytest

from tiltak.faults import FaultKind
from tiltak.study.curriculum.tables import COLUMNS, TABLES, shipped_tables, table_faults
from tiltak.tables import read_rows

GEO2 = {
    "code": "GEO1009",
    "name_nb": "Geografi 2",
    "name_nn": "Geografi 2",
    "name_en": "Geography 2",
    "level": "VG3",
    "hours": "56",
    "exam_form": "ORAL",
    "held_by": "COUNTY",
    "group": "COMMON_GENERAL",
    "curriculum": "LK20",
    "source": "an example",
    "confidence": "MEDIUM",
}


def with_row(table, **row):
    """The shipped rows of a table and one more."""
    return {table: [*shipped_tables()[table], row]}


def last(table):
    """The line that one more row stands on: the header is line 1."""
    return len(shipped_tables()[table]) + 2


def lines(tables):
    """The faults as the lines a developer sees."""
    return [str(fault) for fault in table_faults(tables)]


@pytest.mark.parametrize("name", TABLES)
def test_a_shipped_table_has_its_columns_in_order(name):
    """Each table has the columns that are checked, in that order, and no others."""
    assert list(read_rows("tiltak.study", f"data/{name}")[0]) == list(COLUMNS[name])


def test_the_shipped_tables_have_no_fault():
    """Nothing that ships is half written or contradicts another table."""
    assert lines(None) == []


def test_a_subject_is_added_by_one_row():
    """A whole row is a subject: no other table has to be touched."""
    assert lines(with_row("subjects.csv", **GEO2)) == []


@pytest.mark.parametrize("column", [name for name in GEO2 if name != "hours"])
def test_a_half_written_row_says_which_cell_is_missing(column):
    """Each cell that must be there is missed by table, line and column."""
    faults = table_faults(with_row("subjects.csv", **(GEO2 | {column: ""})))
    first = [fault for fault in faults if fault.field == column]
    assert [(one.kind, one.file, one.row) for one in first] == [
        (FaultKind.MISSING_VALUE, "subjects.csv", last("subjects.csv"))
    ]


def test_hours_may_be_left_out_where_nobody_states_them():
    """A theory exam has no hours, and that is no fault."""
    assert lines(with_row("subjects.csv", **(GEO2 | {"hours": ""}))) == []


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        (
            {"exam_form": "MUNTLIG"},
            (
                "subjects.csv:{last}: exam_form: unknown code: found 'MUNTLIG', "
                "expected NONE, ORAL, ORAL_PRACTICAL, PRACTICAL, WRITTEN"
            ),
        ),
        ({"code": "GEO109"}, "subjects.csv:{last}: code: wrong type: found 'GEO109', expected subject_code"),
        ({"hours": "fifty"}, "subjects.csv:{last}: hours: wrong type: found 'fifty', expected whole_number"),
        ({"code": "GEO1003"}, "subjects.csv:{last}: code: repeated: found 'GEO1003'"),
        ({"held_by": "NOBODY"}, "subjects.csv:{last}: held_by: contradiction: found 'ORAL NOBODY'"),
        (
            {"exam_form": "NONE", "held_by": "NOBODY"},
            "subjects.csv:{last}: exam_form: contradiction: found 'NONE', expected no_exam.csv",
        ),
        (
            {"level": "VG4"},
            (
                "subjects.csv:{last}: level: unknown code: found 'VG4', "
                "expected VG1, VG1/VG2, VG2, VG2/VG3, VG3; did you mean 'VG3'?"
            ),
        ),
    ],
)
def test_a_wrong_cell_says_what_was_expected(cells, line):
    """Each kind of wrong cell has its line, and only that."""
    found = lines(with_row("subjects.csv", **(GEO2 | cells)))
    assert found == [line.format(last=last("subjects.csv"))]


@pytest.mark.parametrize(
    ("table", "row", "line"),
    [
        (
            "set_codes.csv",
            {"set_id": "GEO", "position": "2", "code": "GEO1004", "hours": "0"},
            "set_codes.csv:{last}: code: unknown code: found 'GEO1004'",
        ),
        (
            "prerequisites.csv",
            {
                "code": "MAT1023",
                "builds_on": "ENG1007",
                "strength": "BLOCKING",
                "confidence": "HIGH",
                "source": "somebody",
            },
            "prerequisites.csv:{last}: source: unknown code: found 'somebody'",
        ),
        (
            "terms.csv",
            {
                "term": "V2028",
                "event": "WRITTEN",
                "first_day": "2028-05-30",
                "last_day": "2028-05-15",
                "source": "x",
                "confirmed": "true",
            },
            "terms.csv:{last}: last_day: contradiction: found '2028-05-15', expected 2028-05-30",
        ),
        (
            "terms.csv",
            {
                "term": "V2028",
                "event": "RESULTS",
                "first_day": "2028-02-30",
                "last_day": "2028-06-16",
                "source": "x",
                "confirmed": "true",
            },
            "terms.csv:{last}: first_day: no such date: found '2028-02-30', expected date_yyyy_mm_dd",
        ),
    ],
)
def test_tables_that_do_not_fit_together_say_where(table, row, line):
    """A code nobody knows, a bar without a regulation, a period that ends before it begins."""
    found = lines(with_row(table, **row))
    assert len(found) == 1
    assert found[0].startswith(line.format(last=last(table)))


def test_a_set_whose_hours_do_not_add_up_is_told():
    """The hours of a set are those of its codes."""
    rows = [row | {"hours": "85"} if row["set_id"] == "SAK" else row for row in shipped_tables()["sets.csv"]]
    line = [row["set_id"] for row in rows].index("SAK") + 2
    assert [str(one) for one in table_faults({"sets.csv": rows})] == [
        f"sets.csv:{line}: hours: contradiction: found '85', expected 84"
    ]


def test_a_set_without_codes_and_a_column_nobody_knows_are_told():
    """A set needs codes; a column that is not ours is not read in silence."""
    row = shipped_tables()["sets.csv"][0] | {"set_id": "NEW", "colour": "red"}
    found = {(one.kind, one.field) for one in table_faults({"sets.csv": [*shipped_tables()["sets.csv"], row]})}
    assert found == {(FaultKind.UNKNOWN_CODE, "set_id"), (FaultKind.UNKNOWN_COLUMN, "colour")}


def test_faults_come_in_the_order_of_the_files():
    """Table, then line, then column."""
    found = table_faults({"subjects.csv": list(islice(shipped_tables()["subjects.csv"], 3))})
    assert [(one.file, one.row, one.field) for one in found] == sorted((one.file, one.row, one.field) for one in found)
    assert len(found) > 100
