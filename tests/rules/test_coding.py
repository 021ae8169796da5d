"""Columns that cannot be read are refused with their name, what they hold, and what they should hold."""

from datetime import date, datetime

import numpy as np
import polars as pl
import pytest

from tiltak.faults import BadInput, FaultKind
from tiltak.rules import (
    Birthday,
    Case,
    Condition,
    Fact,
    FactKind,
    RuleSet,
    all_of,
    at_least,
    code_columns,
    decide_many,
    is_one_of,
    is_true,
)
from tiltak.rules.coding import NO_DAY

FLAG = Fact("flag", FactKind.YES_NO)
COLOUR = Fact("colour", FactKind.CHOICE, ("RED", "GREEN"))
BORN = Fact("born", FactKind.DATE)
HOURS = Fact("hours", FactKind.NUMBER)


@pytest.fixture
def rules(made):
    """One condition on a fact of each kind."""
    tree = all_of(
        Condition("flag", FLAG, is_true(), made.own),
        Condition("colour", COLOUR, is_one_of("RED"), made.own),
        Condition("born", BORN, Birthday(16), made.own),
        Condition("hours", HOURS, at_least(2), made.own),
    )
    return RuleSet("r", "1", tree, date(2000, 1, 1))


def frame(**other):
    """A frame that may be read, or with a column changed."""
    columns = {
        "flag": pl.Series([True, False, None]),
        "colour": pl.Series(["GREEN", "RED", None]),
        "born": pl.Series([date(1970, 1, 2), date(1969, 12, 31), None]),
        "hours": pl.Series([1.0, 2.5, None]),
    }
    return pl.DataFrame(columns | other)


NOON = datetime(2008, 1, 1, 12)  # noqa: DTZ001 - a frame without zones is the case tested
FAR = pl.Series([4_000_000, 0, None], dtype=pl.Int32).cast(pl.Date)
LONG_AGO = pl.Series([-4_000_000, 0, None], dtype=pl.Int32).cast(pl.Date)
TYPE, CODE, RANGE = FaultKind.WRONG_TYPE, FaultKind.UNKNOWN_CODE, FaultKind.OUT_OF_RANGE

WRONG = [
    ("flag", [1, 0, None], TYPE, "Int64", "a column of True and False", None),
    ("flag", ["ja", "nei", None], TYPE, "String", "a column of True and False", None),
    ("colour", [1, 2, None], TYPE, "Int64", "a column of codes", None),
    ("colour", ["RED", "REED", None], CODE, "REED", "one of RED, GREEN", "RED"),
    ("colour", ["D", "B", "C"], CODE, "B, C, D", "one of RED, GREEN", None),
    ("born", ["2008-01-01", None, None], TYPE, "String", "a column of dates", None),
    ("born", [NOON, None, None], TYPE, "a time of day", "a column of dates", None),
    ("born", FAR, RANGE, "", "dates from year 1 to 9999", None),
    ("born", LONG_AGO, RANGE, "", "dates from year 1 to 9999", None),
    ("hours", ["2", None, None], TYPE, "String", "a column of numbers", None),
    ("hours", [float("inf"), 1.0, None], RANGE, "", "finite numbers up to 2**53", None),
    ("hours", [-(2.0**54), 1.0, None], RANGE, "", "finite numbers up to 2**53", None),
]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: f"{wrong[0]}: {wrong[3] or wrong[4]}")
def test_a_wrong_column_is_told_with_what_it_holds_and_what_it_should(rules, wrong):
    """The file or frame, the column, its type or its strange codes; three at most, and the nearest right one."""
    name, values, kind, found, expected, near = wrong
    table = frame(**{name: pl.Series(values)})
    for more, file in (({}, "frame"), ({"file": "people.csv"}, "people.csv")):
        with pytest.raises(BadInput) as caught:
            code_columns(rules, table, **more)
        (fault,) = caught.value.faults
        assert (fault.kind, fault.file, fault.row, fault.field) == (kind, file, None, name)
        assert (fault.found, fault.expected, fault.nearest) == (found, expected, near)


def test_more_than_three_strange_codes_are_told_by_the_first_three(rules):
    """A column of the wrong thing would otherwise fill the screen."""
    with pytest.raises(BadInput) as caught:
        code_columns(
            rules, pl.concat([frame(), frame(colour=pl.Series(["C", "A", "D"])), frame(colour=pl.Series(["B"] * 3))])
        )
    assert caught.value.faults[0].found == "A, B, C"


def test_all_wrong_columns_are_told_at_once(rules):
    """In the order the rules read them; a missing one before any is read."""
    wrong = frame(flag=pl.Series([1, 2, 3]), hours=pl.Series(["a", "b", "c"]))
    with pytest.raises(BadInput) as caught:
        code_columns(rules, wrong)
    assert [fault.field for fault in caught.value.faults] == ["flag", "hours"]
    with pytest.raises(BadInput) as caught:
        code_columns(rules, wrong.rename({"born": "bron", "colour": "x"}), file="people.csv")
    faults = caught.value.faults
    assert [(fault.kind, fault.file, fault.row) for fault in faults] == [
        (FaultKind.MISSING_COLUMN, "people.csv", None)
    ] * 2
    assert [(fault.field, fault.nearest) for fault in faults] == [("colour", None), ("born", "bron")]


def test_the_codes_are_the_ones_that_are_promised(rules):
    """No, yes, open; the number of the choice; days from 1970; numbers as they are."""
    coded = code_columns(rules, frame())
    assert coded.length == 3
    assert list(coded.facts) == ["flag", "colour", "born", "hours"]
    assert coded.arrays["flag"].tolist() == [1, 0, 2]
    assert coded.arrays["colour"].tolist() == [1, 0, 2]
    assert coded.arrays["born"].tolist() == [1, -1, NO_DAY]
    assert coded.arrays["hours"][:2].tolist() == [1, 2.5]
    assert np.isnan(coded.arrays["hours"][2])
    kinds = [str(coded.arrays[name].dtype) for name in coded.arrays]
    assert kinds == ["uint8", "uint8", "int32", "float64"]


def test_a_column_of_nothing_is_a_column_of_open_answers(rules):
    """Whatever the kind of the fact: an engine gives such a column no type of its own."""
    empty = {name: pl.Series([None] * 3, dtype=pl.Null) for name in ("flag", "colour", "born", "hours")}
    coded = code_columns(rules, pl.DataFrame(empty))
    assert coded.arrays["flag"].tolist() == coded.arrays["colour"].tolist() == [2, 2, 2]
    assert coded.arrays["born"].tolist() == [NO_DAY] * 3
    assert np.isnan(coded.arrays["hours"]).all()


@pytest.mark.parametrize("count", [253, 254, 255, 256, 300])
def test_a_fact_may_have_more_choices_than_fit_a_byte(made, count):
    """Each is told from every other, and from none."""
    fact = Fact("code", FactKind.CHOICE, tuple(f"C{n}" for n in range(count)))
    rules = RuleSet("r", "1", Condition("last", fact, is_one_of(f"C{count - 1}"), made.own), date(2000, 1, 1))
    codes = [*fact.choices, None]
    coded = code_columns(rules, pl.DataFrame({"code": codes}))
    assert coded.arrays["code"].tolist() == list(range(count + 1))
    answers = decide_many(rules, coded, made.on)
    expected = [rules.decide(Case({} if code is None else {"code": code}), made.on).verdict for code in codes]
    assert answers.verdict.tolist() == [int(verdict) for verdict in expected]


def test_the_first_and_the_last_day_of_the_calendar_are_let_through(rules):
    """And a day further on either side is not."""
    ends = code_columns(rules, frame(born=pl.Series([date.min, date.max, None]))).arrays["born"]
    assert ends[:2].tolist() == [-719162, 2932896]
    for beyond in (-719163, 2932897):
        with pytest.raises(BadInput, match="born"):
            code_columns(rules, frame(born=pl.Series([beyond, 0, None], dtype=pl.Int32).cast(pl.Date)))


def test_the_largest_whole_number_told_apart_is_let_through(rules):
    """2**53 itself is still exact, on both sides of nought."""
    table = frame(hours=pl.Series([2.0**53, -(2.0**53), None]))
    assert code_columns(rules, table).arrays["hours"][:2].tolist() == [2.0**53, -(2.0**53)]
