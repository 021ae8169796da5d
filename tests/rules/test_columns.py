"""A million at once gives what one at a time gives."""

from datetime import date, datetime
from itertools import product

import duckdb
import narwhals as nw
import numpy as np
import polars as pl
import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from tiltak.faults import BadInput
from tiltak.rules import (
    Birthday,
    Case,
    Condition,
    Fact,
    FactKind,
    OutsideDates,
    RuleSet,
    RuleVersions,
    Test,
    Verdict,
    all_of,
    any_of,
    at_least,
    at_most,
    code_columns,
    decide_many,
    is_false,
    is_one_of,
    is_true,
    not_modelled,
    verdict_expression,
)

TYPES = {
    FactKind.YES_NO: pl.Boolean,
    FactKind.CHOICE: pl.String,
    FactKind.DATE: pl.Date,
    FactKind.NUMBER: pl.Float64,
}


def frame_of(facts, cases):
    """The cases as a Polars frame, one column a fact."""
    columns = {}
    for fact in facts:
        values = [case.stated_facts().get(fact.name) for case in cases]
        if fact.kind is FactKind.NUMBER:
            values = [None if value is None else float(value) for value in values]
        columns[fact.name] = pl.Series(fact.name, values, TYPES[fact.kind])
    return pl.DataFrame(columns)


def same_as_one_by_one(rules, cases, on, answers):
    """Every answer of the columns is the answer of the single case."""
    assert len(answers) == len(cases)
    for place, case in enumerate(cases):
        decision = rules.decide(case, on)
        names = answers.conditions
        assert Verdict(int(answers.verdict[place])) is decision.verdict
        for bits, ids in ((answers.failing, decision.failing), (answers.unknown, decision.unknown)):
            assert tuple(name for n, name in enumerate(names) if int(bits[place]) >> n & 1) == ids
        assert answers.needed_sets[answers.needed[place]] == decision.still_needed
        assert answers.changes[answers.change[place]] == decision.change_now
        assert answers.row(place) == decision.row


@given(data=st.data())
def test_columns_answer_what_the_single_case_answers(made, data):
    """Verdict, reasons, what is open, what to ask and the cheapest change, case by case, for any rules."""
    rules = data.draw(made.rule_sets())
    cases = data.draw(st.lists(made.cases(), min_size=0, max_size=12))
    same_as_one_by_one(rules, cases, made.on, decide_many(rules, frame_of(made.facts, cases), made.on))


def six_cases():
    """Cases with every kind of fact, known and not."""
    return [
        Case({"flag_0": True, "colour": "RED", "born": date(2008, 2, 29), "hours": 2.0}),
        Case({"flag_0": False, "colour": "GREEN", "born": date(1996, 11, 23), "hours": 2.5}),
        Case({"colour": "BLUE", "born": date(1996, 11, 24)}),
        Case({"flag_0": True, "hours": 7.0, "born": date(2010, 11, 23)}),
        Case({"flag_0": True, "hours": 7.5, "born": date(2010, 11, 24), "colour": "RED"}),
        Case({}),
    ]


def wide_rules(made):
    """Rules that read every kind of fact, one of them twice."""
    facts = {fact.name: fact for fact in made.facts}
    tree = all_of(
        Condition("age", facts["born"], Birthday(16, 30), made.own),
        any_of(
            Condition("flag", facts["flag_0"], is_true(), made.own, changed_by="school"),
            Condition("red", facts["colour"], is_one_of("RED"), made.own, changed_by="youth", effort=2),
        ),
        Condition("enough", facts["hours"], at_least(2), made.own, changed_by="youth"),
        Condition("not_too_many", facts["hours"], at_most(7), made.own, changed_by="youth"),
    )
    return RuleSet("wide", "1", tree, date(2000, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize("engine", ["polars", "lazy", "enum", "categorical", "pandas", "pyarrow", "duckdb"])
def test_any_frame_narwhals_knows_gives_the_same(made, engine):
    """Polars eager and lazy, coded texts, pandas with its own missing values and times, Arrow, DuckDB."""
    rules, cases = wide_rules(made), six_cases()
    table = frame_of(rules.facts, cases)
    frames = {
        "polars": lambda: table,
        "lazy": table.lazy,
        "enum": lambda: table.with_columns(pl.col("colour").cast(pl.Enum(["BLUE", "RED", "GREEN"]))),
        "categorical": lambda: table.with_columns(pl.col("colour").cast(pl.Categorical)),
        "pandas": table.to_pandas,
        "pyarrow": table.to_arrow,
        "duckdb": lambda: duckdb.connect().from_arrow(table.to_arrow()),
    }
    same_as_one_by_one(rules, cases, made.on, decide_many(rules, frames[engine](), made.on))


def test_columns_coded_once_answer_for_any_day(made):
    """The codes hold no day, so one coding serves a whole timeline."""
    rules, cases = wide_rules(made), six_cases()
    coded = code_columns(rules, frame_of(rules.facts, cases))
    for day in (date(2024, 2, 28), date(2024, 2, 29), date(2026, 11, 22), date(2026, 11, 23), date(2040, 11, 22)):
        same_as_one_by_one(rules, cases, day, decide_many(rules, coded, day))


def test_the_answers_can_be_counted_and_put_in_a_frame(made):
    """Counts for all three verdicts, and five columns as long as the input."""
    answers = decide_many(wide_rules(made), frame_of(made.facts, six_cases()), made.on)
    assert answers.counts() == {Verdict.NO: 2, Verdict.UNKNOWN: 2, Verdict.YES: 2}
    table = answers.to_frame()
    assert (table.columns, len(table)) == (["verdict", "failing", "unknown", "needed", "change"], 6)


def test_a_frame_longer_than_is_worked_on_at_a_time_is_answered_alike_all_through(made):
    """65 536 cases at a time: the one before that edge, the one after it, and the last."""
    rules, cases = wide_rules(made), six_cases()
    short = frame_of(rules.facts, cases)
    times = 25_000
    few, many = decide_many(rules, short, made.on), decide_many(rules, pl.concat([short] * times), made.on)
    for name in ("verdict", "failing", "unknown"):
        assert np.array_equal(getattr(many, name), np.tile(getattr(few, name), times))
    assert many.counts() == {verdict: count * times for verdict, count in few.counts().items()}


def test_columns_hold_the_reasons_of_64_conditions_and_of_no_more(made):
    """One bit for each; rules with more are refused with the number they have."""
    facts = [Fact(f"f{n}", FactKind.YES_NO) for n in range(13)]

    def rules(count):
        asked = [Condition(f"c{n}", facts[n % 13], is_true(), made.own) for n in range(count)]
        return RuleSet("many", "1", all_of(*asked), date(2000, 1, 1))

    cases = [Case({f.name: True for f in facts}), Case({f.name: f.name != "f11" for f in facts}), Case({})]
    full = rules(64)
    same_as_one_by_one(full, cases[:2], made.on, decide_many(full, frame_of(facts, cases[:2]), made.on))
    assert int(decide_many(full, frame_of(facts, cases), made.on).failing[1]) >> 63 & 1
    with pytest.raises(ValueError, match=r"^many has 65 conditions; columns hold the reasons of 64$"):
        decide_many(rules(65), frame_of(facts, cases), made.on)


def test_a_misspelt_column_is_an_error_and_not_a_column_of_unknowns(made):
    """The fault names it and the nearest column there is; a fact may be left out on purpose."""
    rules, cases = wide_rules(made), six_cases()
    table = frame_of(rules.facts, cases).rename({"born": "bron"})
    with pytest.raises(BadInput, match=r"born.*did you mean 'bron'"):
        decide_many(rules, table, made.on)
    renamed = decide_many(rules, table, made.on, columns={"born": "bron"})
    same_as_one_by_one(rules, cases, made.on, renamed)
    without = decide_many(rules, table, made.on, not_stated=["born"])
    blind = [Case({k: v for k, v in case.facts.items() if k != "born"}) for case in cases]
    same_as_one_by_one(rules, blind, made.on, without)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("colour", ["RED", "REED"]),
        ("colour", [1, 2]),
        ("flag_0", [1, 0]),
        ("flag_0", ["ja", "nei"]),
        ("born", ["2008-01-01", None]),
        ("born", [datetime(2008, 1, 1, 12), None]),  # noqa: DTZ001 - a frame without zones is the case tested
        ("hours", ["2", None]),
        ("hours", [float("inf"), 1.0]),
        ("hours", [float("nan"), 1.0]),
        ("hours", [2.0**60, 1.0]),
    ],
)
def test_a_column_its_fact_cannot_have_is_refused_and_named(made, name, values):
    """Wrong type, an unknown code, a time of day, a number that is none: nothing is read as something near it."""
    table = frame_of(made.facts, [Case({}), Case({})]).with_columns(pl.Series(name, values))
    with pytest.raises(BadInput, match=name):
        decide_many(wide_rules(made), table, made.on)


def test_dates_with_a_midnight_are_dates(made):
    """Pandas has no other; the time must be nought."""
    rules, cases = wide_rules(made), six_cases()
    table = frame_of(rules.facts, cases).with_columns(pl.col("born").cast(pl.Datetime("ns")))
    same_as_one_by_one(rules, cases, made.on, decide_many(rules, table, made.on))


def test_columns_of_a_day_outside_the_rules_are_refused(made):
    """As a single case is; and versions choose the one of the day."""
    rules = wide_rules(made)
    table = frame_of(rules.facts, six_cases())
    with pytest.raises(OutsideDates):
        decide_many(rules, table, date(2061, 1, 1))
    answers = decide_many(RuleVersions("wide", (rules,)), table, made.on)
    assert answers.rules is rules


@frozen
class BornOnWeekday(Test):
    """A test of somebody's own, which cannot name its marks."""

    kinds = frozenset({FactKind.DATE})
    weekday: int

    def holds(self, value, on):  # noqa: ARG002 - the one signature all tests share
        """True for those born on the weekday."""
        return value.weekday() == self.weekday


@frozen
class MoreThan(Test):
    """A test of two facts together."""

    kinds = frozenset({FactKind.NUMBER})

    def holds(self, value, on):  # noqa: ARG002 - the one signature all tests share
        """True when the first is more than the second."""
        return value[0] > value[1]

    def expression(self, column, on):  # noqa: ARG002 - the one signature all tests share
        """The same for two columns."""
        return column[0] > column[1]


@given(data=st.data())
def test_tests_of_ones_own_are_answered_alike(made, data):
    """A test without marks is asked about every value, and one of two facts about every pair."""
    born, hours = (fact for fact in made.facts if fact.name in {"born", "hours"})
    need = Fact("need", FactKind.NUMBER)
    tree = any_of(
        all_of(
            Condition("friday", born, BornOnWeekday(4), made.own),
            Condition("age", born, Birthday(16, 30), made.own),
        ),
        Condition("enough", (hours, need), MoreThan(), made.own, changed_by="youth"),
    )
    rules = RuleSet("own", "1", tree, date(2000, 1, 1))
    cases = []
    for case in data.draw(st.lists(made.cases(), max_size=10)):
        said = data.draw(st.sampled_from([None, 0, 2.5, 9]))
        cases.append(case if said is None else case.with_facts(need=said))
    table = frame_of((*made.facts, need), cases)
    same_as_one_by_one(rules, cases, made.on, decide_many(rules, table, made.on))
    same_as_one_by_one(
        rules,
        [Case({k: v for k, v in case.facts.items() if k != "need"}) for case in cases],
        made.on,
        decide_many(rules, table, made.on, not_stated=["need"]),
    )


@frozen
class Matches(Test):
    """A test of a yes-or-no fact, a choice and a day together."""

    kinds = frozenset({FactKind.YES_NO, FactKind.CHOICE, FactKind.DATE})

    def holds(self, value, on):
        """True when yes goes with RED and no with any other, for those born by the day."""
        flag, colour, born = value
        return flag is (colour == "RED") and born <= on


@pytest.mark.parametrize("left_out", [(), ("flag",), ("colour",), ("born",), ("flag", "born")])
def test_a_test_of_facts_of_three_kinds_is_answered_alike(made, left_out):
    """Every combination of their values, missing ones included, and with columns left out on purpose."""
    flag, born = Fact("flag", FactKind.YES_NO), Fact("born", FactKind.DATE)
    colour = Fact("colour", FactKind.CHOICE, ("GREEN", "RED", "BLUE"))
    facts = (flag, colour, born)
    rules = RuleSet("r", "1", Condition("match", facts, Matches(), made.own), date(2000, 1, 1))
    days = (date(1960, 5, 1), made.on, date(2027, 1, 1), None)
    cases = [
        Case({name: value for name, value in zip(("flag", "colour", "born"), values, strict=True) if value is not None})
        for values in product((True, False, None), ("RED", "BLUE", "GREEN", None), days)
    ]
    table = frame_of(facts, cases)
    seen = [Case({k: v for k, v in case.facts.items() if k not in left_out}) for case in cases]
    same_as_one_by_one(rules, seen, made.on, decide_many(rules, table, made.on, not_stated=left_out))


@pytest.mark.parametrize(
    ("count", "width"), [(1, "uint8"), (8, "uint8"), (9, "uint16"), (17, "uint32"), (33, "uint64")]
)
def test_the_arrays_are_of_the_kinds_that_are_promised(made, count, width):
    """Verdicts in a byte, a bit for each condition and no more than that takes, and numbers that begin with none."""
    facts = [Fact(f"f{n}", FactKind.YES_NO) for n in range(3)]
    asked = [Condition(f"c{n}", facts[n % 3], is_true(), made.own, changed_by="school") for n in range(count)]
    rules = RuleSet("r", "1", all_of(*asked), date(2000, 1, 1))
    cases = [Case({}), Case({fact.name: False for fact in facts})]
    answers = decide_many(rules, frame_of(facts, cases), made.on)
    assert (answers.on, str(answers.verdict.dtype)) == (made.on, "int8")
    assert {str(answers.failing.dtype), str(answers.unknown.dtype)} == {width}
    assert {str(answers.needed.dtype), str(answers.change.dtype)} == {"uint8"}
    assert (answers.needed_sets[0], answers.changes[0]) == ((), None)
    assert int(answers.failing[1]) == int(answers.unknown[0]) == (1 << count) - 1


def test_an_expression_reads_the_columns_it_is_told_of_and_two_at_once(made):
    """A fact under another name, and a test of two facts."""
    have, need = Fact("have", FactKind.NUMBER), Fact("need", FactKind.NUMBER)
    rules = RuleSet("r", "1", Condition("enough", (have, need), MoreThan(), made.own), date(2000, 1, 1))
    frame = nw.from_native(pl.DataFrame({"got": [3.0, 1.0, None], "need": [2.0, 2.0, 2.0]}), eager_only=True)
    answer = verdict_expression(rules, made.on, columns={"have": "got"})
    assert frame.select(answer=answer)["answer"].to_list() == [True, False, None]


def test_more_states_than_a_flat_table_holds_are_numbered_as_they_occur(made):
    """Sixteen yes-or-no facts make 43 million states; two hundred cases meet at most two hundred."""
    facts = [Fact(f"f{n}", FactKind.YES_NO) for n in range(16)]
    rules = RuleSet("big", "1", all_of(*(Condition(f.name, f, is_true(), made.own) for f in facts)), date(2000, 1, 1))
    luck = np.random.default_rng(7)
    cases = []
    for _ in range(200):
        values = luck.choice([0, 1, 1, 1, 1, 1, 2], len(facts))
        cases.append(Case({f.name: bool(v) for f, v in zip(facts, values, strict=True) if v != 2}))
    answers = decide_many(rules, frame_of(facts, cases), made.on)
    same_as_one_by_one(rules, cases, made.on, answers)


@given(data=st.data())
def test_the_expression_never_says_another_answer(made, data):
    """In the engine's own logic: the same where it is definite, and null only where a fact is missing or judged."""
    rules = data.draw(made.rule_sets())
    cases = data.draw(st.lists(made.cases(), min_size=1, max_size=8))
    table = nw.from_native(frame_of(made.facts, cases).lazy())
    found = table.with_columns(answer=verdict_expression(rules, made.on)).collect()["answer"].to_list()
    for case, answer in zip(cases, found, strict=True):
        decision = rules.decide(case, made.on)
        if answer is None:
            assert any(state is None for state in decision.row.states)
        else:
            assert decision.verdict is Verdict(2 * answer)


def test_each_test_says_of_a_column_what_it_says_of_one_value(made):
    """Any of the codes, on and beside a limit, yes and no; what is missing stays missing."""
    frame = nw.from_native(
        pl.DataFrame(
            {
                "code": ["RED", "GREEN", "BLUE", "OTHER", None],
                "flag": [True, False, True, False, None],
                "hours": [1.0, 2.0, 2.5, 3.0, None],
            }
        ),
        eager_only=True,
    )
    tests = {
        "code": [is_one_of("RED"), is_one_of("RED", "GREEN"), is_one_of("RED", "GREEN", "BLUE")],
        "flag": [is_true(), is_false()],
        "hours": [at_least(2), at_most(2)],
    }
    for name, several in tests.items():
        for test in several:
            found = frame.select(answer=test.expression(nw.col(name), made.on))["answer"].to_list()
            assert found == [None if v is None else test.holds(v, made.on) for v in frame[name].to_list()]


def test_the_expression_runs_where_the_data_live(made):
    """In DuckDB, with nothing fetched but the answers."""
    rules, cases = wide_rules(made), six_cases()
    table = frame_of(rules.facts, cases).to_arrow()
    lazy = nw.from_native(duckdb.connect().from_arrow(table))
    answers = lazy.select(answer=verdict_expression(rules, made.on)).collect()["answer"].to_list()
    expected = [rules.decide(case, made.on).verdict for case in cases]
    assert [Verdict.UNKNOWN if answer is None else Verdict(2 * answer) for answer in answers] == expected
    judged = RuleSet("j", "1", Condition("judged", (), not_modelled(), made.own), date(2000, 1, 1))
    assert lazy.with_columns(answer=verdict_expression(judged, made.on)).collect()["answer"].to_list() == [None] * 6
    with pytest.raises(OutsideDates):
        verdict_expression(rules, date(1999, 12, 31))
