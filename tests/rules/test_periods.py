"""The life of an answer in time."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from tiltak.rules import (
    Birthday,
    Case,
    Condition,
    Fact,
    FactKind,
    Gap,
    OutsideDates,
    RuleSet,
    RuleVersions,
    SchoolYear,
    Test,
    Verdict,
    all_of,
    any_of,
    is_true,
    not_,
    timeline,
)

DAY = timedelta(days=1)
BORN = Fact("born", FactKind.DATE)
RISK = Fact("at_risk", FactKind.YES_NO, answered_by="school")


def rules_of(made, *, version="1", first=date(2000, 1, 1), last=None, below=30):
    """From the 16th birthday to another one, and at risk."""
    tree = all_of(
        Condition("age", BORN, Birthday(16, below), made.own),
        Condition("risk", RISK, is_true(), made.own, changed_by="school", effort=2),
    )
    return RuleSet("r", version, tree, first, last)


@pytest.mark.parametrize("born", [date(2004, 2, 29), date(2003, 12, 31), date(2004, 8, 1)])
def test_the_timeline_says_what_every_single_day_says_for_25_years(made, born):
    """9 132 decisions a case, day by day, across a change of rules and a gap without any."""
    old = rules_of(made, first=date(2010, 1, 1), last=date(2024, 7, 31), below=18)
    new_tree = all_of(
        any_of(
            Condition("school", BORN, SchoolYear(None, 18), made.own),
            not_(Condition("age", BORN, Birthday(None, 25), made.own)),
        ),
        Condition("risk", RISK, is_true(), made.own),
    )
    new = RuleSet("r", "2", new_tree, date(2024, 8, 3), None)
    rules = RuleVersions("r", (old, new), (Gap(date(2024, 8, 1), date(2024, 8, 2), "between"),))
    case = Case({"born": born, "at_risk": True})
    first, last = date(2010, 1, 1), date(2034, 12, 31)
    periods = timeline(rules, case, first, last)
    by_day = {}
    for period in periods:
        for number in range((period.last - period.first).days + 1):
            by_day[period.first + number * DAY] = period.verdict
    day = first
    while day <= last:
        try:
            expected = rules.decide(case, day).verdict
        except OutsideDates:
            expected = None
        assert by_day.pop(day) is expected, day
        day += DAY
    assert not by_day
    assert all(one.verdict is not other.verdict for one, other in pairwise(periods))
    assert all(one.closed_by == other.opened_by != () for one, other in pairwise(periods))


def test_a_timeline_names_what_opens_and_closes_each_period(made):
    """The birthday that opens it, the version or the gap that closes it, and the edges left open."""
    old = rules_of(made, last=date(2027, 12, 31))
    new = rules_of(made, version="2", first=date(2028, 1, 1), below=17)
    case = Case({"born": date(2010, 11, 23), "at_risk": True})
    before, during, after = timeline(RuleVersions("r", (old, new)), case, date(2026, 1, 1), date(2030, 1, 1))
    assert (before.opened_by, before.closed_by, before.last) == ((), ("age",), date(2026, 11, 22))
    assert (during.opened_by, during.closed_by, during.last) == (("age",), ("rules.version",), date(2027, 12, 31))
    assert (after.opened_by, after.closed_by, after.last) == (("rules.version",), (), date(2030, 1, 1))
    assert [period.verdict for period in (before, during, after)] == [Verdict.NO, Verdict.YES, Verdict.NO]


def test_a_timeline_may_begin_and_end_in_a_named_gap_and_may_be_one_day(made):
    """Days without rules have no verdict, on the first and the last day of the gap as between."""
    old = rules_of(made, last=date(2019, 12, 31))
    new = rules_of(made, version="2", first=date(2020, 2, 1))
    rules = RuleVersions("r", (old, new), (Gap(date(2020, 1, 1), date(2020, 1, 31), "between"),))
    case = Case({"born": date(2000, 1, 1), "at_risk": True})
    for day, verdict in ((date(2019, 12, 31), Verdict.YES), (date(2020, 1, 1), None), (date(2020, 1, 31), None)):
        (only,) = timeline(rules, case, day, day)
        assert (only.first, only.last, only.verdict, only.opened_by, only.closed_by) == (day, day, verdict, (), ())
    into, gap, out = timeline(rules, case, date(2019, 12, 31), date(2020, 2, 1))
    assert (into.closed_by, gap.opened_by, gap.closed_by, out.opened_by) == (("rules.gap",),) * 4
    assert (gap.first, gap.last) == (date(2020, 1, 1), date(2020, 1, 31))
    assert (out.first, out.last) == (date(2020, 2, 1), date(2020, 2, 1))
    first, _ = timeline(rules, case, date(2020, 1, 31), date(2020, 3, 1))
    assert (first.verdict, first.opened_by) == (None, ())


def test_a_timeline_outside_the_rules_is_refused(made):
    """Before the first version, after the last, or backwards."""
    rules, case = rules_of(made, last=date(2030, 12, 31)), Case({})
    assert len(timeline(rules, case, date(2000, 1, 1), date(2030, 12, 31))) == 1
    with pytest.raises(OutsideDates):
        timeline(rules, case, date(1999, 12, 31), date(2030, 12, 31))
    with pytest.raises(OutsideDates):
        timeline(rules, case, date(2000, 1, 1), date(2031, 1, 1))
    with pytest.raises(ValueError, match="before first"):
        timeline(rules, case, date(2001, 1, 2), date(2001, 1, 1))


@given(data=st.data())
def test_a_decision_holds_from_its_first_to_its_last_day_and_turns_on_the_days_beside(made, data):
    """Inside the period the verdict is the same on every turning day; just outside it is another."""
    rules, case = data.draw(made.rule_sets()), data.draw(made.cases())
    decision = rules.decide(case, made.on)
    first, last = decision.holds_from, decision.holds_to
    assert first <= made.on <= last
    assert rules.decide(case, first).verdict is rules.decide(case, last).verdict is decision.verdict
    inside = data.draw(st.dates(first, last))
    assert rules.decide(case, inside).verdict is decision.verdict
    if first == rules.valid_from:
        assert decision.period.opened_by == ("rules.valid_from",)
    else:
        assert rules.decide(case, first - DAY).verdict is not decision.verdict
        assert decision.period.opened_by
    if last == rules.valid_to:
        assert decision.ends_because == ("rules.valid_to",)
    else:
        assert rules.decide(case, last + DAY).verdict is not decision.verdict
        assert set(decision.ends_because) <= {condition.id for condition in rules.conditions}


@pytest.mark.parametrize("on", [date(2016, 5, 1), date(2026, 11, 23), date(2030, 4, 30)])
def test_a_period_is_the_same_asked_on_its_first_day_its_last_and_between(made, on):
    """From the 16th birthday to the day before the 30th, with what opens and what ends it."""
    case = Case({"born": date(2000, 5, 1), "at_risk": True})
    period = rules_of(made).decide(case, on).period
    assert (period.first, period.last, period.verdict) == (date(2016, 5, 1), date(2030, 4, 30), Verdict.YES)
    assert (period.opened_by, period.closed_by) == (("age",), ("age",))


def test_a_period_goes_on_past_the_days_on_which_the_answer_does_not_turn(made):
    """One way in closes after another has opened: the last to close ends it, and the first to open opened it."""
    tree = any_of(
        Condition("young", BORN, Birthday(None, 20), made.own),
        Condition("grown", BORN, Birthday(18, 25), made.own),
    )
    rules = RuleSet("r", "1", tree, date(2000, 1, 1), date(2060, 12, 31))
    case = Case({"born": date(2004, 3, 1)})
    for on in (date(2010, 1, 1), date(2023, 1, 1), date(2025, 1, 1)):
        period = rules.decide(case, on).period
        assert (period.first, period.last, period.closed_by) == (date(2004, 3, 1), date(2029, 2, 28), ("grown",))
        assert period.opened_by == ("young",)
    (whole,) = timeline(rules, case, date(2005, 1, 1), date(2028, 1, 1))
    assert (whole.verdict, whole.opened_by, whole.closed_by) == (Verdict.YES, (), ())
    turns = timeline(rules, case, date(2003, 1, 1), date(2030, 1, 1))
    assert [(period.first, period.last) for period in turns] == [
        (date(2003, 1, 1), date(2004, 2, 29)),
        (date(2004, 3, 1), date(2029, 2, 28)),
        (date(2029, 3, 1), date(2030, 1, 1)),
    ]


@pytest.mark.parametrize("born", [date(1984, 1, 1), date(1984, 1, 2), date(1983, 12, 31)])
def test_a_birthday_before_or_on_the_first_day_of_the_rules_opens_nothing(made, born):
    """What opens such a period is the rules; only a birthday after their first day does so itself."""
    rules = RuleSet("r", "1", Condition("age", BORN, Birthday(16, 40), made.own), date(2000, 1, 1), date(2020, 1, 1))
    period = rules.decide(Case({"born": born}), date(2010, 6, 1)).period
    if born == date(1984, 1, 2):
        assert (period.first, period.opened_by) == (date(2000, 1, 2), ("age",))
    else:
        assert (period.first, period.opened_by) == (date(2000, 1, 1), ("rules.valid_from",))
    assert (period.last, period.closed_by) == (date(2020, 1, 1), ("rules.valid_to",))


@pytest.mark.parametrize(("known", "before", "after"), [({"at_risk": True}, "NO", "YES"), ({}, "NO", "UNKNOWN")])
def test_of_what_turns_on_one_day_only_what_turned_the_answer_is_named(made, known, before, after):
    """On 1 January two ages are reached; the one beside another way in did nothing."""
    flag = Fact("flag", FactKind.YES_NO)
    tree = all_of(
        Condition("birthday", BORN, Birthday(18), made.own),
        any_of(Condition("year", BORN, Birthday(18, 60), made.own), Condition("flag", flag, is_true(), made.own)),
        Condition("risk", RISK, is_true(), made.own),
    )
    rules = RuleSet("r", "1", tree, date(2000, 1, 1))
    case = Case({"born": date(2010, 1, 1), "flag": True, **known})
    one, other = timeline(rules, case, date(2027, 1, 1), date(2029, 1, 1))
    assert (one.verdict.name, other.verdict.name) == (before, after)
    assert (other.first, other.opened_by) == (date(2028, 1, 1), ("birthday",))


def test_when_either_of_two_would_have_done_both_are_named(made):
    """Two ages reached on one day, each a way in by itself."""
    tree = any_of(
        Condition("birthday", BORN, Birthday(18), made.own), Condition("other", BORN, Birthday(18, 60), made.own)
    )
    rules = RuleSet("r", "1", tree, date(2000, 1, 1))
    _, later = timeline(rules, Case({"born": date(2010, 1, 1)}), date(2027, 1, 1), date(2029, 1, 1))
    assert later.opened_by == ("birthday", "other")


def test_waiting_names_what_the_answer_will_rest_on_and_not_all_that_turns(made):
    """An age reached on the same day, in a way that stays closed, is no part of it."""
    tree = any_of(
        Condition("birthday", BORN, Birthday(18), made.own),
        all_of(Condition("other", BORN, Birthday(18, 60), made.own), Condition("risk", RISK, is_true(), made.own)),
    )
    rules = RuleSet("r", "1", tree, date(2000, 1, 1))
    change = rules.decide(Case({"born": date(2010, 1, 1), "at_risk": False}), made.on).change
    assert (change.conditions, change.first_day) == (("birthday",), date(2028, 1, 1))


@frozen
class OfAge(Test):
    """A test of two facts: as old as the second says."""

    kinds = frozenset({FactKind.DATE, FactKind.NUMBER})

    def holds(self, value, on):
        """True from the birthday."""
        born, years = value
        return Birthday(years).holds(born, on)

    def turns(self, value):
        """The birthday."""
        born, years = value
        return Birthday(years).turns(born)


def test_a_test_of_two_facts_has_its_days_too(made):
    """Decided from both, opened on the day both say, and unknown while one is missing."""
    years = Fact("years", FactKind.NUMBER)
    rules = RuleSet("r", "1", Condition("of_age", (BORN, years), OfAge(), made.own), date(2000, 1, 1))
    case = Case({"born": date(2000, 5, 1), "years": 18})
    assert rules.decide(case, date(2018, 4, 30)).verdict is Verdict.NO
    decision = rules.decide(case, date(2018, 5, 1))
    assert (decision.verdict, decision.holds_from, decision.period.opened_by) == (
        Verdict.YES,
        date(2018, 5, 1),
        ("of_age",),
    )
    assert rules.decide(case, date(2018, 4, 30)).change.first_day == date(2018, 5, 1)
    for missing in ("born", "years"):
        known = {name: value for name, value in case.facts.items() if name != missing}
        half = rules.decide(Case(known), made.on)
        assert (half.verdict, half.still_needed, half.unknown) == (Verdict.UNKNOWN, (missing,), ("of_age",))
    assert rules.decide(Case({}), made.on).still_needed == ("born", "years")


def test_an_answer_nothing_known_ends_has_no_last_day(made):
    """Open rules and no upper age."""
    rules = RuleSet("r", "1", Condition("age", BORN, Birthday(16), made.own), date(2000, 1, 1))
    decision = rules.decide(Case({"born": date(2000, 5, 5)}), made.on)
    assert (decision.holds_from, decision.holds_to, decision.ends_because) == (date(2016, 5, 5), None, ())


def test_time_alone_is_the_change_when_only_age_is_wrong(made):
    """Nobody can change age; the day it changes by itself is told."""
    decision = rules_of(made).decide(Case({"born": date(2011, 3, 2), "at_risk": True}), made.on)
    change = decision.change
    assert (change.conditions, change.changed_by, change.first_day) == (("age",), ("nobody",), date(2027, 3, 2))
    assert change.by_time_alone
    assert decision.change_now is None


def test_waiting_and_doing_are_told_together_when_both_are_needed(made):
    """The condition time will turn, the one the school can, and the day."""
    change = rules_of(made).decide(Case({"born": date(2011, 3, 2), "at_risk": False}), made.on).change
    assert change.conditions == ("age", "risk")
    assert change.changed_by == ("nobody", "school")
    assert (change.first_day, change.effort, change.by_time_alone) == (date(2027, 3, 2), 2, False)


def test_an_open_condition_is_told_as_assumed_when_time_does_the_rest(made):
    """On the day she turns 16 it will depend on what is not known yet."""
    change = rules_of(made).decide(Case({"born": date(2011, 3, 2)}), made.on).change
    assert (change.conditions, change.assumed, change.first_day) == (("age",), ("risk",), date(2027, 3, 2))


def test_nobody_can_make_somebody_younger(made):
    """Past the upper age there is no change to name."""
    assert rules_of(made).decide(Case({"born": date(1990, 3, 2), "at_risk": False}), made.on).change is None


@given(data=st.data())
def test_nobody_is_never_part_of_a_change_without_a_date(made, data):
    """What only time can change comes with the day it does, and on that day the answer is no longer a settled NO."""
    rules, case = data.draw(made.rule_sets()), data.draw(made.cases())
    change = rules.decide(case, made.on).change
    if change is None:
        return
    if change.first_day is None:
        assert "nobody" not in change.changed_by
    else:
        then = rules.decide(case, change.first_day)
        assert then.verdict is not Verdict.NO or then.change_now is not None
        if change.by_time_alone and not change.assumed:
            assert then.verdict is Verdict.YES
