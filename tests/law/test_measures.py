"""NAV's measures: their ages and lengths day by day, and what nobody could trace."""

import tomllib
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from tiltak.faults import BadInput
from tiltak.law import (
    Length,
    all_values,
    measure,
    measures,
    measures_open_to,
    nav_rules,
    not_established,
    route_rules,
    value,
)
from tiltak.law.ages import NotOlderThan
from tiltak.rules import Birthday, CalendarYear, Case, Confidence, LeapDay, OutsideDates, Verdict

DAY = timedelta(days=1)
NOW = date(2026, 11, 23)
FIRST = date(2010, 1, 1)
BOOK = tomllib.loads(
    (Path(__file__).parent.parent / "cases" / "law" / "measures.toml").read_text(encoding="utf-8"),
)
CASES = [pytest.param(case, id=case["name"]) for case in BOOK["case"]]
LETTERS = {f"OPPLAERING_{letter}" for letter in "ABCDEF"}
EVERY = LETTERS | {
    "AAP",
    "AFT",
    "AKTIVITETSPLIKT",
    "ARBEIDSTRENING",
    "ARBEID_MED_STOETTE",
    "FIREAARIG_LOENNSTILSKUDD",
    "INKLUDERINGSTILSKUDD",
    "KVP",
    "MENTOR",
    "MIDLERTIDIG_LOENNSTILSKUDD",
    "OPPFOELGING",
    "OPPLAERING_D_TILRETTELAGT",
    "SOMMERJOBB",
    "TILTAKSPENGER",
    "UNGDOMSGARANTI",
    "UNGDOMSPROGRAM",
}
SWITCHES = [date(year, 1, 1) for year in (2010, 2016, 2017, 2019, 2024, 2026)]
SWITCHES += [date(2023, 7, 1), date(2025, 7, 1), date(2025, 8, 1), date(2026, 8, 1), date(2033, 1, 1)]
TABLE_DAYS = sorted({day + DAY * step for day in SWITCHES for step in (-1, 0, 1)} - {FIRST - DAY})


def ids(on):
    """The codes of the measures with rules on a day."""
    return {told.id for told in measures(on)}


def lengths(name, on):
    """The lengths of a measure, as text."""
    return [
        f"{one.kind} {one.length.value} {one.length.unit} {one.when}".strip() for one in measure(name, on).durations
    ]


def opened(on, **facts):
    """The verdict of every measure for somebody."""
    return {told.id: decision for told, decision in measures_open_to(Case(facts), on)}


@pytest.mark.parametrize("case", CASES)
def test_the_verdicts_are_the_ones_of_the_file(case):
    """Each case gives the measures it names their verdicts; one without rules on the day is not there at all."""
    facts = {key: one for key, one in (BOOK["usual"] | case["facts"]).items() if one != "not_stated"}
    found = opened(case["on"], **facts)
    said = {name: found[name].verdict.name if name in found else "NONE" for name in case["expect"]}
    assert said == case["expect"]


def test_the_file_names_every_measure():
    """No measure of the table is without a case."""
    assert {name for case in BOOK["case"] for name in case["expect"]} == EVERY


def test_today_every_measure_has_rules():
    """On the day the law was read all of them are told, each once."""
    assert ids(NOW) == EVERY
    assert len(measures(NOW)) == len(EVERY)


@pytest.mark.parametrize(
    ("switch", "new", "gone"),
    [
        (
            date(2016, 1, 1),
            {"ARBEIDSTRENING", "OPPFOELGING", "MENTOR", "MIDLERTIDIG_LOENNSTILSKUDD"},
            set(),
        ),
        (date(2017, 1, 1), {"AKTIVITETSPLIKT"}, set()),
        (date(2019, 1, 1), set(), set()),
        (date(2023, 7, 1), {"UNGDOMSGARANTI"}, set()),
        (date(2024, 1, 1), {"INKLUDERINGSTILSKUDD"}, set()),
        (date(2025, 7, 1), LETTERS, set()),
        (date(2025, 8, 1), {"UNGDOMSPROGRAM", "OPPLAERING_D_TILRETTELAGT", "ARBEID_MED_STOETTE"}, set()),
        (date(2026, 1, 1), {"AAP", "TILTAKSPENGER", "AFT"}, set()),
        (date(2026, 8, 1), {"FIREAARIG_LOENNSTILSKUDD", "SOMMERJOBB"}, set()),
        (date(2033, 1, 1), set(), {"FIREAARIG_LOENNSTILSKUDD"}),
    ],
)
def test_which_measures_have_rules_around_a_switch(switch, new, gone):
    """The day before, the day and the day after: what comes that day was not told the day before, and stays."""
    before, on, after = (ids(switch + DAY * step) for step in (-1, 0, 1))
    assert (on - before, before - on) == (new, gone)
    assert after == on


@pytest.mark.parametrize(
    ("name", "switch", "before", "after"),
    [
        (
            "OPPFOELGING",
            date(2017, 1, 1),
            [
                "ORDINARY 6 MONTHS",
                "EXTRA 6 MONTHS extends.may_be_extended",
                "INSTEAD 3 YEARS condition.reduced_work_capacity",
                "EXTRA 6 MONTHS extends.from_school_to_work",
            ],
            [],
        ),
        (
            "MIDLERTIDIG_LOENNSTILSKUDD",
            date(2017, 1, 1),
            ["ORDINARY 12 MONTHS", "INSTEAD 36 MONTHS condition.reduced_work_capacity"],
            [],
        ),
        (
            "MIDLERTIDIG_LOENNSTILSKUDD",
            date(2026, 8, 1),
            [],
            ["ORDINARY 12 MONTHS", "INSTEAD 24 MONTHS condition.reduced_work_capacity"],
        ),
        ("KVP", date(2019, 1, 1), [], ["ORDINARY 2 YEARS", "EXTRA 1 YEARS extends.special_reasons"]),
        (
            "MENTOR",
            date(2025, 8, 1),
            ["ORDINARY 6 MONTHS", "INSTEAD 3 YEARS condition.reduced_work_capacity"],
            [
                "ORDINARY 6 MONTHS",
                "INSTEAD 3 YEARS condition.reduced_work_capacity",
                "INSTEAD 3 YEARS extends.adapted_course_under_30",
            ],
        ),
    ],
)
def test_lengths_around_a_switch(name, switch, before, after):
    """What was not read is empty and named, on just those days."""
    assert lengths(name, switch - DAY) == before
    assert lengths(name, switch) == lengths(name, switch + DAY) == after
    for day, told in ((switch - DAY, before), (switch, after)):
        assert ("DURATION" in measure(name, day).not_established) is (not told)
        assert ("DURATION" in not_established(day).get(name, ())) is (not told)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ARBEIDSTRENING", ["ORDINARY 12 MONTHS", "EXTRA 6 MONTHS condition.reduced_work_capacity"]),
        ("FIREAARIG_LOENNSTILSKUDD", ["ORDINARY 2 YEARS", "INSTEAD 4 YEARS extends.permanent_job"]),
        ("INKLUDERINGSTILSKUDD", ["ORDINARY 12 MONTHS"]),
        ("SOMMERJOBB", ["ORDINARY 4 WEEKS"]),
        ("OPPLAERING_A", ["ORDINARY 3 YEARS"]),
        ("OPPLAERING_B", ["ORDINARY 3 YEARS", "INSTEAD 4 YEARS extends.combined_b"]),
        ("OPPLAERING_C", ["ORDINARY 3 YEARS", "INSTEAD 4 YEARS extends.combined_c"]),
        (
            "OPPLAERING_D",
            ["ORDINARY 3 YEARS", "INSTEAD 4 YEARS extends.combined_d", "EXTRA 1 YEARS extends.special_reasons"],
        ),
        ("OPPLAERING_E", ["ORDINARY 3 YEARS", "EXTRA 1 YEARS extends.special_reasons"]),
        (
            "OPPLAERING_F",
            ["ORDINARY 3 YEARS", "INSTEAD 4 YEARS extends.combined_f", "EXTRA 1 YEARS extends.special_reasons"],
        ),
        ("UNGDOMSPROGRAM", ["ORDINARY 52 WEEKS", "EXTRA 8 WEEKS extends.may_be_extended"]),
        (
            "ARBEID_MED_STOETTE",
            [
                "ORDINARY 1 YEARS",
                "INSTEAD 3 YEARS condition.reduced_work_capacity",
                "EXTRA 1 YEARS extends.trade_training",
            ],
        ),
        (
            "AFT",
            ["ORDINARY 1 YEARS", "EXTRA 1 YEARS extends.may_be_extended", "EXTRA 1 YEARS extends.formal_education"],
        ),
        ("UNGDOMSGARANTI", []),
        ("AKTIVITETSPLIKT", []),
        ("AAP", []),
    ],
)
def test_known_lengths(name, expected):
    """The lengths as they were read, the ordinary one first."""
    assert lengths(name, NOW) == expected


def test_the_adapted_course_lasts_as_long_as_other_trade_training():
    """The exception is about age, and no other length was read."""
    assert lengths("OPPLAERING_D_TILRETTELAGT", NOW) == lengths("OPPLAERING_D", NOW)


@pytest.mark.parametrize(
    ("name", "born", "first", "last"),
    [
        ("ARBEIDSTRENING", "2010-11-23", "2026-11-23", None),
        ("UNGDOMSGARANTI", "2010-11-23", "2026-11-23", "2040-11-22"),
        ("OPPLAERING_A", "2007-12-31", "2026-01-01", None),
        ("OPPLAERING_C", "2008-01-01", "2027-01-01", None),
        ("OPPLAERING_F", "2004-12-31", "2026-01-01", None),
        ("OPPLAERING_D_TILRETTELAGT", "2010-11-23", "2026-01-01", None),
        ("KVP", "2008-11-23", "2026-11-23", "2075-11-22"),
        ("AAP", "2008-11-23", "2026-11-23", None),
        ("TILTAKSPENGER", "2008-11-23", "2026-11-23", None),
        ("UNGDOMSPROGRAM", "1997-11-23", "2015-11-23", "2026-11-22"),
        ("AKTIVITETSPLIKT", "1996-11-23", "1996-11-23", "2026-11-22"),
        ("FIREAARIG_LOENNSTILSKUDD", "1996-11-23", "2012-11-23", "2026-11-23"),
        ("SOMMERJOBB", "1996-11-23", "2012-11-23", "2026-11-23"),
    ],
)
def test_first_and_last_day_of_the_age(name, born, first, last):
    """The day before the first is too early and the day after the last too late; the days themselves are in."""
    told, birth = measure(name, NOW), date.fromisoformat(born)
    start, end = date.fromisoformat(first), last and date.fromisoformat(last)
    assert (told.first_day(birth), told.last_day(birth)) == (start, end or None)

    def holds(day):
        return all(rule.holds(birth, day) for rule in told.ages)

    assert holds(start)
    assert not holds(start - DAY)
    if end:
        assert holds(end)
        assert not holds(end + DAY)


def test_of_several_ages_the_narrowest_counts():
    """The latest first day and the earliest last day."""
    told = evolve(measure("KVP", NOW), ages=(Birthday(16, 30), Birthday(18, 67), NotOlderThan(25)))
    assert told.first_day(date(2000, 5, 1)) == date(2018, 5, 1)
    assert told.last_day(date(2000, 5, 1)) == date(2025, 5, 1)


def test_where_no_age_was_read_there_is_no_first_day():
    """Work with support names the missing age, and gives no day for it."""
    told = measure("ARBEID_MED_STOETTE", NOW)
    assert (told.ages, told.not_established) == ((), ("AGE",))
    assert told.first_day(NOW) is None
    assert told.last_day(NOW) is None


@pytest.mark.parametrize(
    ("name", "born", "march", "february"),
    [
        ("KVP", date(2008, 2, 29), ("2026-03-01", "2075-02-28"), ("2026-02-28", "2075-02-27")),
        ("UNGDOMSPROGRAM", date(2008, 2, 29), ("2026-03-01", "2037-02-28"), ("2026-02-28", "2037-02-27")),
        ("UNGDOMSGARANTI", date(1996, 2, 29), ("2012-02-29", "2026-02-28"), ("2012-02-29", "2026-02-27")),
        ("SOMMERJOBB", date(1996, 2, 29), ("2012-02-29", "2026-03-01"), ("2012-02-29", "2026-02-28")),
        ("OPPLAERING_C", date(2008, 2, 29), ("2027-01-01", None), ("2027-01-01", None)),
    ],
)
def test_a_leap_day_follows_the_policy_where_birthdays_count(name, born, march, february):
    """Born on 29 February: both policies, and none where the calendar year counts."""
    for policy, expected in ((LeapDay.MARCH_1, march), (LeapDay.FEBRUARY_28, february)):
        told = measure(name, NOW, leap_day=policy)
        assert tuple(day and day.isoformat() for day in (told.first_day(born), told.last_day(born))) == expected
        assert told in measures(NOW, leap_day=policy)
    assert measure(name, NOW) == measure(name, NOW, leap_day=LeapDay.MARCH_1)


def test_an_age_is_of_its_own_kind():
    """Birthdays, calendar years, and the birthday that is itself in: never a bare number."""
    kinds = {told.id: [type(rule) for rule in told.ages] for told in measures(NOW)}
    assert {name for name, found in kinds.items() if CalendarYear in found} == LETTERS | {"OPPLAERING_D_TILRETTELAGT"}
    for name in ("FIREAARIG_LOENNSTILSKUDD", "SOMMERJOBB"):
        assert kinds.pop(name) == [Birthday, NotOlderThan]
    assert all(len(found) == 1 for name, found in kinds.items() if name != "ARBEID_MED_STOETTE")


@pytest.mark.parametrize("on", TABLE_DAYS)
def test_what_a_measure_tells_is_in_force_that_day(on):
    """Every number covers the day and the whole period told, and the lowest source decides whether it is confirmed."""
    for told in measures(on):
        assert told.valid_from <= on
        assert told.valid_to is None or on <= told.valid_to
        assert told.basis
        assert told.decided_by == ("KOMMUNE" if told.id in {"KVP", "AKTIVITETSPLIKT"} else "NAV_KONTORET")
        assert told.requires
        assert told.confirmed is (not told.unconfirmed)
        assert told.confirmed or told.confidence is not Confidence.HIGH
        for one in (*(each.length for each in told.durations), *told.start_window):
            assert one.covers(told.valid_from)
            assert one.source in told.basis
            assert told.valid_to is None or one.covers(told.valid_to)
        kinds = [each.kind for each in told.durations]
        assert kinds.count(Length.ORDINARY) == bool(kinds)
        assert kinds[:1] in ([], [Length.ORDINARY])
        assert all(bool(each.when) is (each.kind is not Length.ORDINARY) for each in told.durations)


@pytest.mark.parametrize("on", TABLE_DAYS)
def test_a_measure_is_the_same_from_its_first_day_to_its_last(on):
    """It is told alike on the first and last day of its period, and otherwise or not at all beside them."""
    for told in measures(on):
        assert measure(told.id, told.valid_from) == told
        beside = [told.valid_from - DAY]
        if told.valid_to is not None:
            assert measure(told.id, told.valid_to) == told
            beside.append(told.valid_to + DAY)
        for day in beside:
            try:
                assert measure(told.id, day) != told
            except OutsideDates:
                assert day < FIRST or told.id not in ids(day)


@pytest.mark.parametrize("on", TABLE_DAYS)
def test_what_was_not_traced_is_named_and_never_filled(on):
    """A measure without rules has no ages and no lengths anywhere; a length that is missing is not told."""
    open_points = not_established(on)
    for name in EVERY - ids(on):
        with pytest.raises(OutsideDates):
            measure(name, on)
        assert open_points.get(name) in (None, ("AGE", "DURATION"))
    for told in measures(on):
        assert told.not_established == open_points.get(told.id, ())
        if "DURATION" in told.not_established:
            assert told.durations == ()
        if "AGE" in told.not_established:
            assert told.ages == ()
        if "UPPER_AGE" in told.not_established:
            assert told.last_day(date(2000, 1, 1)) is None


def test_what_was_not_there_yet_is_not_called_untraced():
    """The youth programme, the trial, the adapted course, the guarantee and § 20 a began on a known day."""
    begins = {
        "UNGDOMSPROGRAM": date(2025, 8, 1),
        "OPPLAERING_D_TILRETTELAGT": date(2025, 8, 1),
        "FIREAARIG_LOENNSTILSKUDD": date(2026, 8, 1),
        "UNGDOMSGARANTI": date(2023, 7, 1),
        "AKTIVITETSPLIKT": date(2017, 1, 1),
    }
    for name, first in begins.items():
        assert name not in not_established(first - DAY)
        assert measure(name, first).valid_from == first
    for name in EVERY - set(begins) - {"KVP"}:
        assert not_established(FIRST)[name] == ("AGE", "DURATION")


@pytest.mark.parametrize("ask", [measures, not_established, lambda on: measures_open_to(Case({}), on)])
def test_before_the_first_day_there_is_no_answer(ask):
    """31 December 2009 raises; 1 January 2010 answers."""
    with pytest.raises(OutsideDates):
        ask(FIRST - DAY)
    assert ask(FIRST)


def test_a_code_that_is_none_is_an_error():
    """A measure that is not in the table is not one without rules."""
    with pytest.raises(KeyError):
        measure("LOENNSTILSKUDD", NOW)


def test_what_was_read_in_code_only_is_not_confirmed():
    """Today just these rest on NAV's own systems, or on an age not read in the act, and say so in a note."""
    unsure = {told.id for told in measures(NOW) if not told.confirmed}
    assert unsure == {
        "AAP",
        "FIREAARIG_LOENNSTILSKUDD",
        "INKLUDERINGSTILSKUDD",
        "MIDLERTIDIG_LOENNSTILSKUDD",
        "SOMMERJOBB",
        "TILTAKSPENGER",
    }
    assert measure("SOMMERJOBB", NOW).notes == ("KUN_LEST_I_NAVS_SYSTEM",)
    assert measure("TILTAKSPENGER", NOW).notes == ("TILTAKSPENGER_UNDER_18",)
    assert measure("AAP", NOW).notes == ("ALDER_IKKE_LEST_I_LOVEN",)
    assert measure("ARBEIDSTRENING", NOW).notes == ()
    assert not measure("UNGDOMSGARANTI", date(2025, 7, 31)).confirmed
    assert measure("UNGDOMSGARANTI", date(2025, 8, 1)).confirmed
    assert all(not one.length.confirmed for one in measure("FIREAARIG_LOENNSTILSKUDD", NOW).durations)


def test_an_age_that_is_not_confirmed_reaches_the_decision():
    """A no that rests on an age read in code only names its source; one that rests on the regulation names none."""
    young = opened(NOW, born=date(2011, 5, 1), residence="STATSBORGER_EOES", need_established=True)
    old = opened(NOW, born=date(1990, 5, 1), residence="STATSBORGER_EOES")
    for name, decision in (("AAP", young["AAP"]), ("TILTAKSPENGER", young["TILTAKSPENGER"]), ("S", old["SOMMERJOBB"])):
        assert decision.verdict is Verdict.NO, name
        assert decision.unconfirmed, name
    assert young["KVP"].verdict is Verdict.NO
    assert young["KVP"].unconfirmed == ()


def test_the_summer_job_starts_in_summer():
    """The first and last day it may start, as read."""
    assert [one.value for one in measure("SOMMERJOBB", NOW).start_window] == [(6, 1), (8, 31)]
    assert {told.id for told in measures(NOW) if told.start_window} == {"SOMMERJOBB"}


def test_the_mentor_of_the_young_has_its_age_in_the_table():
    """The longer time in an adapted trade course is for those below this age."""
    assert value("mentor.adapted_course_below_age", date(2025, 8, 1)).value == 30
    assert all_values()["mentor.adapted_course_below_age"].periods == ((date(2025, 8, 1), None),)


def test_the_rule_sets_that_exist_are_the_ones_that_decide():
    """A route's or a guarantee's own rules answer, and give the answer they give alone."""
    facts = {"born": date(2006, 5, 1), "residence": "STATSBORGER_EOES", "need_established": True}
    found = opened(NOW, **facts)
    shared = nav_rules() | dict(route_rules())
    names = {"AKTIVITETSPLIKT": "activity_condition", "UNGDOMSGARANTI": "youth_guarantee"}
    names["UNGDOMSPROGRAM"] = "youth_programme"
    names |= {name: name for name in EVERY & set(route_rules())}
    assert len(names) == 8
    for name, decision in found.items():
        if name in names:
            assert decision == shared[names[name]].decide(Case(facts), NOW)
        else:
            assert decision.rule_set == f"measure.{name}"
            assert decision.rule_version == str(measure(name, NOW).valid_from)


@given(
    born=st.dates(date(1955, 1, 1), date(2015, 12, 31)),
    on=st.sampled_from([day for day in TABLE_DAYS if day >= date(2016, 1, 1)]),
    stay=st.sampled_from(["STATSBORGER_EOES", "VENTER_PAA_SVAR", "ULOVLIG"]),
)
def test_the_library_opens_no_measure_by_itself(born, on, stay):
    """Without whole rules the answer is never YES, and is NO whenever the age is out; the order is by verdict."""
    found = measures_open_to(Case({"born": born, "residence": stay, "need_established": True}), on)
    assert [decision.verdict for _, decision in found] == sorted((d.verdict for _, d in found), reverse=True)
    for told, decision in found:
        out = not all(rule.holds(born, on) for rule in told.ages)
        if decision.rule_set.startswith("measure."):
            assert decision.verdict is not Verdict.YES
            assert decision.verdict is Verdict.NO or not out
        elif out and told.id != "UNGDOMSGARANTI":
            assert decision.verdict is Verdict.NO


def test_a_case_that_contradicts_itself_is_refused():
    """No measure is told open or closed to a case that cannot be."""
    with pytest.raises(BadInput):
        measures_open_to(Case({"final_competence": "STUDIE", "lower_secondary": "IKKE_FULLFORT"}), NOW)


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_every_measure_and_all_it_hands_out_has_words(lang):
    """The measure, what it requires, what makes it last longer, its conditions, and what was not read."""
    words = tomllib.loads(files("tiltak.law").joinpath("words.toml").read_text(encoding="utf-8"))
    said = {f"measure.{name}" for name in EVERY}
    for on in TABLE_DAYS:
        for told, decision in measures_open_to(Case({}), on):
            said |= {*told.requires, *(one.when for one in told.durations if one.when)}
            said |= {f"note.{note}" for note in told.notes}
            said |= {f"condition.{condition.id}" for condition in decision.rules.conditions}
        said |= {f"not_established.{one}" for missing in not_established(on).values() for one in missing}
    assert {name for name in said if not words.get(name, {}).get(lang, "").strip()} == set()
