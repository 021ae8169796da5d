"""`cases.csv`: what is read, what is told apart, and what is wrong with it."""

from datetime import date

import pytest

from tiltak.faults import FaultKind
from tiltak.office import read_cases
from tiltak.programme import Channel
from tiltak.rules import NOT_KNOWN, NOT_STATED
from tiltak.study import goal, goal_codes

HEADER = "case_id,born,in_work,final_competence,lower_secondary,channel,referred_on,goal,hours_per_week,municipality"
GOOD = "MT-001,2005-03-01,nei,INGEN,FULLFORT,SELV,2026-10-01,GSK_23_6,10,4020"


def cells(**changes):
    """The good row with some cells changed."""
    row = dict(zip(HEADER.split(","), GOOD.split(","), strict=True)) | changes
    return ",".join(row.values())


@pytest.fixture
def one_fault(write, faults):
    """The only fault of a file with one row."""

    def read(row, header=HEADER):
        found = faults(read_cases, write("cases.csv", header, row))
        assert len(found) == 1, found
        return found[0]

    return read


def test_a_row_becomes_a_youth(write):
    """Facts, referral and wishes end up where the programme looks for them."""
    (youth,) = read_cases(write("cases.csv", HEADER, GOOD))
    assert youth.case_id == "MT-001"
    assert youth.case.get("born") == date(2005, 3, 1)
    assert youth.case.get("in_work") is False
    assert youth.referral.channel is Channel.SELV
    assert (youth.goal, youth.hours_per_week, youth.municipality) == ("GSK_23_6", 10, "4020")


def test_empty_and_ukjent_are_two_ways_of_not_knowing(write):
    """Nobody asked, and asked without an answer, are never the same and never no."""
    first, second = read_cases(write("cases.csv", HEADER, cells(in_work=""), cells(case_id="MT-002", in_work="Ukjent")))
    assert first.case.get("in_work") is NOT_STATED
    assert second.case.get("in_work") is NOT_KNOWN


def test_a_column_that_is_left_out_is_not_stated(write):
    """An office need not have every column; what it has no column for, nobody has asked."""
    (youth,) = read_cases(write("cases.csv", "case_id,born,channel,referred_on", "MT-001,2005-03-01,SELV,2026-10-01"))
    assert youth.case.get("residence") is NOT_STATED
    assert youth.ride_wanted is NOT_STATED


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_files_from_different_programs_read_the_same(write, delimiter, encoding, newline):
    """Comma, semicolon or tab, with or without a byte order mark, with the line ends of any system."""
    rows = [line.replace(",", delimiter) for line in (HEADER, GOOD)]
    (youth,) = read_cases(write("cases.csv", *rows, encoding=encoding, newline=newline))
    assert youth.case_id == "MT-001"


def test_empty_rows_are_passed_over(write):
    """A spreadsheet leaves rows of nothing but delimiters behind."""
    assert len(read_cases(write("cases.csv", HEADER, "," * HEADER.count(","), GOOD, ""))) == 1


def test_a_header_alone_is_an_office_without_cases(write):
    """A new office has no youths yet, and that is no fault."""
    assert read_cases(write("cases.csv", HEADER)) == ()


@pytest.mark.parametrize(
    ("change", "kind", "field", "nearest"),
    [
        ({"born": "2007-02-30"}, FaultKind.NO_SUCH_DATE, "born", "2007-02-28"),
        ({"born": "23.11.2008"}, FaultKind.NO_SUCH_DATE, "born", "2008-11-23"),
        ({"born": "20081123"}, FaultKind.NO_SUCH_DATE, "born", None),
        ({"born": "2008-W01-1"}, FaultKind.NO_SUCH_DATE, "born", None),
        ({"born": "0208-11-23"}, FaultKind.OUT_OF_RANGE, "born", None),
        ({"born": "2026-10-02"}, FaultKind.CONTRADICTION, "born", None),
        ({"born": "1915-10-01"}, FaultKind.OUT_OF_RANGE, "born", None),
        ({"referred_on": ""}, FaultKind.MISSING_VALUE, "referred_on", None),
        ({"referred_on": "ukjent"}, FaultKind.MISSING_VALUE, "referred_on", None),
        ({"channel": "SLEV"}, FaultKind.UNKNOWN_CODE, "channel", "SELV"),
        ({"channel": ""}, FaultKind.MISSING_VALUE, "channel", None),
        ({"final_competence": "STUDI"}, FaultKind.UNKNOWN_CODE, "final_competence", "STUDIE"),
        ({"lower_secondary": "FULLFØRT"}, FaultKind.UNKNOWN_CODE, "lower_secondary", "FULLFORT"),
        ({"in_work": "nie"}, FaultKind.WRONG_TYPE, "in_work", "nei"),
        ({"in_work": "true"}, FaultKind.WRONG_TYPE, "in_work", None),
        ({"goal": "GSK_32_6"}, FaultKind.UNKNOWN_CODE, "goal", "GSK_23_6"),
        ({"goal": "GSK_23_7"}, FaultKind.UNKNOWN_CODE, "goal", "GSK_23_6"),
        ({"goal": "GSK_23"}, FaultKind.UNKNOWN_CODE, "goal", "GSK_23_6"),
        ({"goal": "PABYGG_3"}, FaultKind.UNKNOWN_CODE, "goal", "PAABYGG_3"),
        ({"hours_per_week": "0"}, FaultKind.OUT_OF_RANGE, "hours_per_week", None),
        ({"hours_per_week": "61"}, FaultKind.OUT_OF_RANGE, "hours_per_week", None),
        ({"hours_per_week": "ten"}, FaultKind.WRONG_TYPE, "hours_per_week", None),
        ({"municipality": "40200"}, FaultKind.UNKNOWN_CODE, "municipality", "4020"),
        ({"municipality": "Midt-Telemark"}, FaultKind.UNKNOWN_CODE, "municipality", "4020"),
        ({"case_id": "Ola Nordmann"}, FaultKind.WRONG_TYPE, "case_id", None),
        ({"case_id": ""}, FaultKind.MISSING_VALUE, "case_id", None),
        (
            {"final_competence": "STUDIE", "lower_secondary": "IKKE_FULLFORT"},
            FaultKind.CONTRADICTION,
            "final_competence",
            None,
        ),
    ],
)
def test_a_wrong_cell_is_named_with_row_column_and_the_nearest_right_answer(one_fault, change, kind, field, nearest):
    """One wrong cell is one fault, in its place."""
    fault = one_fault(cells(**change))
    assert (fault.kind, fault.file, fault.row, fault.field, fault.nearest) == (kind, "cases.csv", 2, field, nearest)


@pytest.mark.parametrize("hours", ["1", "60"])
def test_the_ends_of_a_range_are_inside_it(write, hours):
    """One hour a week and sixty are both accepted."""
    (youth,) = read_cases(write("cases.csv", HEADER, cells(hours_per_week=hours)))
    assert youth.hours_per_week == int(hours)


def test_a_hundred_and_ten_years_old_is_old_enough_to_be_a_slip_only_the_day_after(write, faults):
    """The fault says what a birth date has to be; the day before the 111th birthday is accepted."""
    assert read_cases(write("cases.csv", HEADER, cells(born="1915-10-02")))
    (fault,) = faults(read_cases, write("cases.csv", HEADER, cells(born="1915-10-01")))
    assert fault.expected == "at_most_110_years_old"
    both = faults(read_cases, write("cases.csv", HEADER, cells(born="1915-10-01", goal="X")))
    assert [one.field for one in both] == ["born", "goal"]


def test_no_slip_leads_to_a_goal_that_ends_or_has_no_exam(write, faults):
    """Such a goal may be written; nobody is led to it."""
    for code in (code for code in goal_codes() if goal(code).valid_to or goal(code).instead):
        assert not faults(read_cases, write("cases.csv", HEADER, cells(goal=code)))
        (fault,) = faults(read_cases, write("cases.csv", HEADER, cells(goal=f"{code}X")))
        assert fault.nearest != code
        assert fault.nearest is None or not (goal(fault.nearest).valid_to or goal(fault.nearest).instead)


def test_born_on_the_day_of_referral_is_no_contradiction(write):
    """Only a birth after the referral cannot be."""
    assert read_cases(write("cases.csv", HEADER, cells(born="2026-10-01")))


def test_a_contradiction_shows_both_answers(one_fault):
    """Whoever reads the fault sees which two answers stand against each other."""
    fault = one_fault(cells(final_competence="STUDIE", lower_secondary="IKKE_FULLFORT"))
    assert "final_competence=STUDIE" in fault.found
    assert "lower_secondary=IKKE_FULLFORT" in fault.found


def test_a_case_told_twice_is_a_fault(write, faults):
    """Two rows with one id are two people with one name, or one person twice; neither can be read."""
    other = cells(case_id="MT-002")
    second, third = faults(read_cases, write("cases.csv", HEADER, other, GOOD, GOOD, GOOD))
    assert (second.kind, second.row, second.found) == (FaultKind.REPEATED, 4, "MT-001")
    assert (second.expected, third.expected) == ("cases.csv:3", "cases.csv:3")


def test_a_missing_file_names_the_one_that_was_perhaps_meant(write, faults):
    """`case.csv` beside a missing `cases.csv` is most often the same file."""
    path = write("case.csv", HEADER)
    (fault,) = faults(read_cases, path.with_name("cases.csv"))
    assert (fault.kind, fault.nearest) == (FaultKind.MISSING_FILE, "case.csv")


def test_a_folder_is_no_file(tmp_path, faults):
    """A folder with the file's name is said to be no file."""
    (tmp_path / "cases.csv").mkdir()
    (fault,) = faults(read_cases, tmp_path / "cases.csv")
    assert fault.kind is FaultKind.NOT_A_FILE


@pytest.mark.parametrize("content", ["", "\n", "\ufeff\n"])
def test_an_empty_file_is_said_to_be_empty(tmp_path, faults, content):
    """Nothing at all is not the same as no cases."""
    (tmp_path / "cases.csv").write_bytes(content.encode())
    (fault,) = faults(read_cases, tmp_path / "cases.csv")
    assert fault.kind is FaultKind.EMPTY_FILE


@pytest.mark.parametrize(
    ("encoding", "found", "row"),
    [
        ("cp1252", "Windows-1252", 2),
        ("utf-16", "UTF-16", None),
        ("utf-16-le", "UTF-16", None),
        ("utf-32", "UTF-32", None),
    ],
)
def test_another_encoding_is_named_and_how_to_save_is_said(write, faults, encoding, found, row):
    """The words of `expected.utf8_file` say how to save the file."""
    (fault,) = faults(read_cases, write("cases.csv", HEADER, cells(municipality="Bø"), encoding=encoding))
    assert (fault.kind, fault.found, fault.row) == (FaultKind.ENCODING, found, row)
    assert fault.expected == "utf8_file"


def test_a_workbook_renamed_to_csv_is_recognised(tmp_path, faults):
    """A spreadsheet file with another ending is still a spreadsheet file."""
    (tmp_path / "cases.csv").write_bytes(b"PK\x03\x04 and so on")
    (fault,) = faults(read_cases, tmp_path / "cases.csv")
    assert (fault.kind, fault.found) == (FaultKind.ENCODING, "Excel (.xlsx)")


def test_an_unknown_column_gets_the_nearest_one_that_is_missing(write, faults):
    """A misspelt required column is one unknown column and one missing."""
    unknown, missing = faults(read_cases, write("cases.csv", HEADER.replace("channel", "chanel"), GOOD))
    assert {unknown.kind, missing.kind} == {FaultKind.UNKNOWN_COLUMN, FaultKind.MISSING_COLUMN}
    (near,) = {unknown.nearest, missing.nearest} - {None}
    assert near == "channel"


def test_a_column_told_twice_is_a_fault(one_fault):
    """Which of the two is meant cannot be known."""
    fault = one_fault(GOOD + ",x", HEADER + ",born")
    assert (fault.kind, fault.field) == (FaultKind.REPEATED_COLUMN, "born")


@pytest.mark.parametrize("row", [GOOD + ",", GOOD.rpartition(",")[0]])
def test_a_row_with_too_many_or_too_few_cells_is_a_fault(one_fault, row):
    """A shifted row would put every answer under the wrong question."""
    fault = one_fault(row)
    assert (fault.kind, fault.row) == (FaultKind.UNEVEN_ROW, 2)
    assert fault.found != fault.expected == "10"


def test_a_quotation_mark_that_never_ends_is_found_where_it_began(write, faults):
    """Without this, the rest of the file would be one cell."""
    (fault,) = faults(read_cases, write("cases.csv", HEADER, GOOD, '"MT-002,2005', GOOD))
    assert (fault.kind, fault.row) == (FaultKind.SYNTAX, 3)


def test_rows_are_counted_as_lines_in_the_file(write, faults):
    """A cell with a line break in it moves the rows after it down."""
    rows = (cells(goal='"GSK_23_6\n"'), cells(case_id="MT-002", born="2007-02-30"))
    (fault,) = faults(read_cases, write("cases.csv", HEADER, *rows))
    assert fault.row == 4


def test_every_fault_of_a_file_is_said_at_once(write, faults):
    """Three wrong rows are three faults, in the order of the rows."""
    rows = (cells(born="2007-02-30"), cells(case_id="MT-002", channel="X"), cells(case_id="MT-003", in_work="X"))
    assert [fault.row for fault in faults(read_cases, write("cases.csv", HEADER, *rows))] == [2, 3, 4]


@pytest.mark.parametrize("number", ["03851598730", "038515 98730", "038515-98730", "11111111111"])
def test_what_looks_like_a_personal_number_is_refused_and_not_repeated(one_fault, number):
    """Its check digits do not matter: in an office's files nothing of that shape may stand."""
    fault = one_fault(cells(case_id=number))
    assert (fault.kind, fault.field) == (FaultKind.PERSONAL_NUMBER, "case_id")
    assert number not in str(fault)
    assert number[:6] not in str(fault)


def test_a_personal_number_is_not_repeated_from_a_heading_either(write, faults):
    """A number in the header is masked in the fault about the unknown column."""
    found = faults(read_cases, write("cases.csv", HEADER + ",03851598730", GOOD + ","))
    assert found
    assert "03851598730" not in "\n".join(map(str, found))


def test_a_personal_number_in_an_uneven_row_is_found(write, faults):
    """A row that cannot be read is still looked through."""
    kinds = {fault.kind for fault in faults(read_cases, write("cases.csv", HEADER, "MT-001,03851598730"))}
    assert kinds == {FaultKind.PERSONAL_NUMBER, FaultKind.UNEVEN_ROW}
