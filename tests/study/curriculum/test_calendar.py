"""Terms and exam days: windows on their first and last day, and a calendar that an office has written."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltak.faults import BadInput
from tiltak.study import (
    CALENDAR_COLUMNS,
    ExamCalendar,
    Span,
    calendar_from_rows,
    catalogue,
    county,
    next_term,
    open_terms,
    term,
    v2024_calendar,
)
from tiltak.tables import read_rows

DAY = timedelta(days=1)


def row(**cells):
    """A row of a calendar, whole unless a cell is given."""
    return {"term": "V2027", "on": "2027-05-20", "code": "MAT1019", "kind": "WRITTEN", "hours": "5"} | cells


def faults(*rows):
    """The faults of a calendar, as the lines a developer sees."""
    with pytest.raises(BadInput) as caught:
        calendar_from_rows(rows, "days.csv")
    return [str(fault) for fault in caught.value.faults]


def test_the_shipped_calendar_reads_as_a_users_file_would():
    """The calendar of spring 2024 is an example: read as rows it gives the same days."""
    rows = [
        {column: one[column] for column in CALENDAR_COLUMNS}
        for one in read_rows("tiltak.study", "data/exam_dates_v2024.csv")
    ]
    assert calendar_from_rows(rows) == v2024_calendar()
    assert len(v2024_calendar().days) == 770


@pytest.mark.parametrize(
    ("term_code", "day"),
    [("V2027", "2027-01-01"), ("V2027", "2027-06-30"), ("H2027", "2027-07-01"), ("H2027", "2027-12-31")],
)
def test_first_and_last_day_of_a_term_are_in_it(term_code, day):
    """Spring is January to June, autumn July to December, both days in."""
    found = calendar_from_rows([row(term=term_code, on=day)])
    assert found.sitting(term_code, "MAT1019").first == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        ({"on": "2027-07-01"}, "on: out of range: found '2027-07-01', expected 2027-01-01 – 2027-06-30"),
        ({"on": "2026-12-31"}, "on: out of range: found '2026-12-31', expected 2027-01-01 – 2027-06-30"),
        (
            {"term": "H2027", "on": "2027-06-30"},
            "on: out of range: found '2027-06-30', expected 2027-07-01 – 2027-12-31",
        ),
        ({"on": "2027-02-29"}, "on: no such date: found '2027-02-29', expected date_yyyy_mm_dd"),
        ({"on": ""}, "on: missing value, expected date_yyyy_mm_dd"),
        ({"term": "S2027"}, "term: unknown code: found 'S2027', expected exam_term"),
        ({"term": ""}, "term: missing value, expected exam_term"),
        ({"code": ""}, "code: missing value, expected subject_code"),
        ({"code": "SAK101"}, "code: unknown code: found 'SAK101', expected subject_code; did you mean 'SAK1001'?"),
        ({"code": "NOR1260"}, "code: contradiction: found 'NOR1260', expected code_with_exam"),
        (
            {"kind": "SKRIFTLIG"},
            "kind: unknown code: found 'SKRIFTLIG', expected ORAL, ORAL_PRACTICAL, PRACTICAL, PREPARATION, WRITTEN",
        ),
        ({"hours": "five"}, "hours: wrong type: found 'five', expected whole_number"),
    ],
)
def test_a_fault_in_a_calendar_says_where(cells, line):
    """Each slip has its line and column, what stood there and what was expected."""
    assert faults(row(), row(**({"code": "ENG1007"} | cells))) == [f"days.csv:3: {line}"]


def test_an_exam_on_two_days_of_a_term_is_a_fault_and_twice_the_same_is_not():
    """Two days contradict each other; the same line twice does not."""
    assert faults(row(), row(on="2027-05-21")) == [
        "days.csv:3: on: contradiction: found '2027-05-21', expected 2027-05-20"
    ]
    assert len(calendar_from_rows([row(), row()]).days) == 1


def test_every_fault_of_a_calendar_is_told_at_once():
    """Nobody mends a file one fault at a time."""
    found = faults(row(on=""), row(term=""), row(code="NOR1260"), row(kind="?"))
    assert [one.partition(": ")[0] for one in found] == ["days.csv:2", "days.csv:3", "days.csv:4", "days.csv:5"]


def test_preparation_days_and_left_out_columns():
    """On a day of preparation nothing is sat; kind and hours may be missing; other upper secondary codes are kept."""
    found = calendar_from_rows(
        [
            row(kind="PREPARATION"),
            {"term": "V2027", "on": "2027-05-21", "code": "FSP6609"},
            row(code="ENG1007", kind=""),
        ]
    )
    assert found == ExamCalendar({("V2027", "FSP6609"): date(2027, 5, 21), ("V2027", "ENG1007"): date(2027, 5, 20)})


@given(st.lists(st.dictionaries(st.sampled_from(CALENDAR_COLUMNS), st.text(max_size=11)), max_size=4))
def test_whatever_stands_in_the_rows_is_a_calendar_or_faults(rows):
    """No text ends in anything but a calendar or a list of faults."""
    with suppress(BadInput):
        found = calendar_from_rows(rows)
        assert all(name and code for name, code in found.days)


CODES = [f"{half}{year}" for year in range(2024, 2034) for half in "VH"]


@pytest.mark.parametrize("code", CODES)
def test_a_term_is_open_to_its_last_day_and_not_after(code):
    """On the last day of registration the term is the first that is open; the day after it is not open."""
    last = term(code).registration.last
    assert open_terms(last, 1) == (code,)
    assert open_terms(last + DAY, 1) == (next_term(code),)


@pytest.mark.parametrize("code", CODES)
def test_a_term_goes_its_way_in_order(code):
    """Registration, then the exams, then the results, which never fall on a weekend."""
    found = term(code)
    spans = (found.registration, found.written, found.county_exams, found.results)
    assert all(one.first <= one.last for one in spans)
    assert found.registration.last < min(found.written.first, found.county_exams.first)
    assert found.written.last < found.results.first
    assert found.results.first.weekday() < 5
    assert found.order < term(next_term(code)).order


@pytest.mark.parametrize(
    ("no", "autumn", "spring"),
    [
        ("03", date(2026, 9, 15), date(2027, 2, 1)),
        ("15", date(2026, 9, 30), date(2027, 2, 15)),
        ("31", date(2026, 10, 15), date(2027, 3, 15)),
        ("32", date(2026, 9, 22), date(2027, 2, 22)),
        ("33", date(2026, 9, 22), date(2027, 2, 8)),
        ("34", date(2026, 10, 15), date(2027, 3, 1)),
        ("50", date(2026, 10, 1), date(2027, 2, 15)),
        ("46", None, None),
    ],
)
def test_county_deadlines_for_adaptation(no, autumn, spring):
    """Each county has its own last day, published for two terms; one that was not found is not made up."""
    found = [county(no).adaptation_by(name) for name in ("H2026", "V2027")]
    assert [one and one.last for one in found] == [autumn, spring]
    later = county(no).adaptation_by("V2028")
    assert (later.last, later.confirmed) == (spring.replace(year=2028), False) if later else spring is None


def test_r2_and_s2_are_on_one_day_in_the_shipped_calendar():
    """The clash that two maths lines had in spring 2024."""
    calendar = v2024_calendar()
    assert calendar.sitting("V2024", "REA3058") == calendar.sitting("V2024", "REA3062")
    assert calendar.sitting("V2024", "REA3058").first == date(2024, 5, 27)
    assert calendar.sitting("V2024", "MAT1019").first != calendar.sitting("V2024", "NOR1267").first


def test_every_subject_with_an_exam_has_a_sitting_in_any_term():
    """A day, a window or the widest period: nothing is left without an answer, and none is outside its term."""
    for code, subject in catalogue().subjects.items():
        if subject.has_exam:
            found = ExamCalendar().sitting("V2028", code)
            assert found.kind in {"WINDOW", "UNKNOWN"}
            assert date(2028, 1, 1) < found.first <= found.last <= date(2028, 6, 30)
            assert not found.confirmed


@pytest.mark.parametrize(
    ("code", "first", "results"),
    [
        ("V2027", date(2027, 5, 17), date(2027, 6, 18)),
        ("V2028", date(2028, 5, 15), date(2028, 6, 16)),
        ("V2029", date(2029, 5, 21), date(2029, 6, 15)),
        ("H2027", date(2027, 11, 15), date(2028, 1, 4)),
        ("H2028", date(2028, 11, 20), date(2029, 1, 4)),
        ("H2029", date(2029, 11, 19), date(2030, 1, 4)),
        ("H2030", date(2030, 11, 18), date(2031, 1, 6)),
    ],
)
def test_unpublished_terms_follow_the_pattern(code, first, results):
    """Twelve days from the third Monday of the month; results on the third Friday of June or a weekday in January."""
    found = term(code)
    assert (found.written.first, found.written.last) == (first, first + 11 * DAY)
    assert found.results.first == results
    assert not found.written.confirmed


def test_a_countys_window_is_its_own_where_it_is_published():
    """A published window is confirmed; another term takes the nation's pattern, which is not."""
    assert county("40").registration("V2027") == Span(date(2027, 1, 15), date(2027, 2, 1), confirmed=True)
    assert county("40").registration("H2028") == Span(date(2028, 9, 1), date(2028, 9, 15), confirmed=False)
    assert county("03").oral_published("H2026") == Span(date(2026, 10, 25), date(2026, 10, 25), confirmed=True)
    assert county("03").oral_published("H2028") == Span(date(2028, 10, 25), date(2028, 10, 25), confirmed=False)
