"""A school route file checks itself."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltak.faults import BadInput, FaultKind
from tiltak.law.workdays import public_holidays
from tiltak.school.schedule import SCHOOL_DAYS, SchoolRoute, example_route, read_route
from tiltak.tables import read_rows

SHIPPED = [dict(row) for row in read_rows("tiltak.school.schedule", "data/skolerute_vestfold_2026_2027.csv")]


def faults(rows, **more):
    """What is wrong, as (kind, line, field, found, expected)."""
    with pytest.raises(BadInput) as caught:
        read_route(rows, **more)
    return [(one.kind, one.row, one.field, one.found, one.expected) for one in caught.value.faults]


def changed(place, **cells):
    """The shipped rows with one of them changed."""
    return [{**row, **cells} if number == place else row for number, row in enumerate(SHIPPED)]


def test_the_shipped_route_has_190_days_and_the_countys_own_monthly_counts():
    """Vestfold's eleven counts come out of the free days, one by one, and add to 190."""
    route = example_route()
    assert list(route.months().items()) == [
        ("2026-08", 11),
        ("2026-09", 22),
        ("2026-10", 17),
        ("2026-11", 21),
        ("2026-12", 14),
        ("2027-01", 19),
        ("2027-02", 15),
        ("2027-03", 17),
        ("2027-04", 22),
        ("2027-05", 18),
        ("2027-06", 14),
    ]
    assert len(route.school_days()) == SCHOOL_DAYS.value == 190
    assert (SCHOOL_DAYS.valid_from, SCHOOL_DAYS.valid_to, SCHOOL_DAYS.unit) == (date(2026, 8, 1), None, "DAYS")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 8, 16), False),
        (date(2026, 8, 17), True),
        (date(2026, 10, 2), True),
        (date(2026, 10, 5), False),
        (date(2026, 10, 9), False),
        (date(2026, 10, 12), True),
        (date(2026, 12, 18), True),
        (date(2026, 12, 21), False),
        (date(2027, 1, 4), False),
        (date(2027, 1, 5), True),
        (date(2027, 3, 30), True),
        (date(2027, 6, 18), True),
        (date(2027, 6, 21), False),
    ],
)
def test_both_sides_of_every_holiday(day, expected):
    """The last school day before and the first after a holiday are open, the days between are not."""
    assert example_route().is_open(day) is expected


def test_one_day_too_few_is_named_with_the_month_it_is_missing_from():
    """A free day more in May takes the sum to 189 and stands against the count of May and of the year."""
    rows = changed(5, last="2027-05-10")
    assert faults(rows) == [
        (FaultKind.CONTRADICTION, None, "days", "189", "190"),
        (FaultKind.CONTRADICTION, 19, "days", "18", "17"),
        (FaultKind.CONTRADICTION, 21, "days", "190", "189"),
    ]


def test_one_day_too_many_is_too_many():
    """The same the other way round, without counts to hold against."""
    rows = [row for row in changed(5, first="2027-05-07") if row["event"] != "SKOLEDAGER"]
    # 6 May 2027 is Ascension Day, which is free without being named.
    assert len(read_route(rows).school_days()) == 190
    rows = [row for row in changed(4, last="2027-03-24") if row["event"] != "SKOLEDAGER"]
    assert len(read_route(rows).school_days()) == 190
    rows = [row for row in changed(1, last="2026-10-08") if row["event"] != "SKOLEDAGER"]
    assert faults(rows) == [(FaultKind.CONTRADICTION, None, "days", "191", "190")]
    assert len(read_route(rows, school_days=191).school_days()) == 191


@pytest.mark.parametrize(
    ("place", "cells", "expected"),
    [
        (1, {"event": "FRII"}, (FaultKind.UNKNOWN_CODE, 3, "event", "FRII")),
        (1, {"event": ""}, (FaultKind.MISSING_VALUE, 3, "event", "")),
        (1, {"first": "2026-10-32"}, (FaultKind.NO_SUCH_DATE, 3, "first", "2026-10-32")),
        (1, {"last": ""}, (FaultKind.MISSING_VALUE, 3, "last", "")),
        (1, {"last": "2026-10-04"}, (FaultKind.CONTRADICTION, 3, "last", "2026-10-04")),
        (1, {"first": "2026-08-16"}, (FaultKind.OUT_OF_RANGE, 3, "first", "2026-08-16..2026-10-09")),
        (6, {"first": "2027-05-07"}, (FaultKind.REPEATED, 8, "first", "2027-05-07")),
        (0, {"event": "SISTE_SKOLEDAG"}, (FaultKind.MISSING_VALUE, None, "event", "")),
        (7, {"event": "SKOLESTART"}, (FaultKind.REPEATED, 9, "event", "SKOLESTART")),
        (7, {"first": "2026-08-14"}, (FaultKind.OUT_OF_RANGE, None, "SISTE_SKOLEDAG", "2026-08-14")),
        (7, {"first": "2027-08-19"}, (FaultKind.OUT_OF_RANGE, None, "SISTE_SKOLEDAG", "2027-08-19")),
        (7, {"first": "2027-06-19"}, (FaultKind.CONTRADICTION, None, "SISTE_SKOLEDAG", "2027-06-19")),
        (8, {"days": "elleve"}, (FaultKind.WRONG_TYPE, 10, "days", "elleve")),
        (8, {"days": ""}, (FaultKind.MISSING_VALUE, 10, "days", "")),
        (8, {"days": "12"}, (FaultKind.CONTRADICTION, 10, "days", "12")),
    ],
)
def test_each_thing_that_can_be_wrong_is_named_with_its_line(place, cells, expected):
    """The kind, the line, the column and what stood there."""
    assert expected in [fault[:4] for fault in faults(changed(place, **cells))]


def test_everything_wrong_is_said_at_once():
    """Three faults in three rows are three faults."""
    rows = changed(1, event="FRII")
    rows[8] = {**rows[8], "first": "2026-13-01"}
    rows[0] = {**rows[0], "first": ""}
    assert [fault[1] for fault in faults(rows)] == [2, 3, 10]


def test_a_misspelt_event_is_led_back():
    """The nearest code is suggested."""
    with pytest.raises(BadInput, match="did you mean 'SKOLESTART'"):
        read_route(changed(0, event="SKOLSTART"))


def test_a_route_that_ends_before_it_starts_is_refused():
    """One day is a route, a day less is none."""
    day = date(2026, 8, 17)
    assert SchoolRoute(day, day).school_days() == (day,)
    with pytest.raises(ValueError, match="ends 2026-08-16 before it starts 2026-08-17"):
        SchoolRoute(day, day - timedelta(1))


def test_a_route_is_one_day_to_a_year_long():
    """One day is enough, 366 days later is the last that can be, and the fault tells both ends."""

    def ends(last, days):
        rows = [{"event": "SKOLESTART", "first": "2026-08-17"}, {"event": "SISTE_SKOLEDAG", "first": last}]
        return faults(rows, school_days=days) if days is None else read_route(rows, school_days=days)

    assert ends("2026-08-17", 1).months() == {"2026-08": 1}
    assert ends("2027-08-18", 256).last == date(2027, 8, 18)
    assert ends("2027-08-19", None) == [
        (FaultKind.OUT_OF_RANGE, None, "SISTE_SKOLEDAG", "2027-08-19", "2026-08-17..2027-08-18")
    ]
    assert ends("2026-08-16", None)[0][4] == "2026-08-17..2027-08-18"


def test_thirty_nine_weeks_have_school():
    """The weeks of autumn and winter holiday and of Christmas have none."""
    mondays = example_route().mondays()
    assert len(mondays) == 39
    assert (mondays[0], mondays[-1]) == (date(2026, 8, 17), date(2027, 6, 14))
    assert date(2026, 10, 5) not in mondays
    assert date(2027, 3, 22) not in mondays
    assert date(2027, 3, 29) in mondays


@given(st.dates(date(2026, 8, 1), date(2027, 7, 31)))
def test_no_weekend_and_no_public_holiday_is_a_school_day(day):
    """Whatever the file leaves out."""
    if SchoolRoute(date(2026, 8, 1), date(2027, 7, 31)).is_open(day):
        assert day.weekday() < 5
        assert day not in public_holidays(day.year)
    else:
        assert day.weekday() >= 5 or day in public_holidays(day.year)
