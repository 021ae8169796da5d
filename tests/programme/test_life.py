"""The life of an answer in time: it says for each day what a decision on that day says."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltak.programme import Channel, ProgrammeParameters, Referral, UpperAge, Youth, assess, holds, life
from tiltak.rules import Case, LeapDay, OutsideDates

FACTS = {
    "residence": ["STATSBORGER_EOES", "VENTER_PAA_SVAR"],
    "stay_over_3_months": [True, False],
    "lower_secondary": ["FULLFORT", "IKKE_FULLFORT"],
    "final_competence": ["INGEN", "STUDIE", "YRKE"],
    "foreign_upper_secondary": ["INGEN", "IKKE_GODKJENT"],
    "activity": ["INGEN", "ELEV"],
    "in_work": [True, False],
    "at_risk": [True, False],
    "wants_help": [True],
    "sharing_consent": [True, False],
}
SETTLED = {
    "residence": "STATSBORGER_EOES",
    "stay_over_3_months": True,
    "lower_secondary": "FULLFORT",
    "final_competence": "INGEN",
    "foreign_upper_secondary": "INGEN",
    "activity": "INGEN",
    "in_work": False,
    "wants_help": True,
    "sharing_consent": True,
}


def youth(born, **facts):
    """A youth with these facts, referred by an adviser."""
    return Youth(Case({"born": born} | facts, "MT-900"), Referral("MT-900", Channel.NAV_VEILEDER, date(2026, 11, 2)))


youths = st.builds(
    lambda born, facts: youth(born, **facts),
    st.dates(date(1990, 1, 1), date(2011, 12, 31)),
    st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in FACTS.items()}),
)
parameters = st.builds(ProgrammeParameters, upper_age=st.sampled_from(UpperAge), leap_day=st.sampled_from(LeapDay))


@given(youths, parameters, st.dates(date(2012, 1, 1), date(2036, 1, 1)))
def test_every_day_of_a_period_has_the_answer_the_period_says(someone, office, first):
    """Each period's first and last day, and days drawn between them, decide to the period's own result."""
    last = first + timedelta(800)
    periods = life(someone, office, first, last)
    assert periods[0].first == first
    assert periods[-1].last == last
    for before, after in pairwise(periods):
        assert after.first - before.last == timedelta(1)
        assert (before.result, before.rights) != (after.result, after.rights)
        assert before.closed_by == after.opened_by != ()
    for period in periods:
        step = max(1, (period.last - period.first).days // 5)
        days = {period.last, *(period.first + timedelta(n) for n in range(0, (period.last - period.first).days, step))}
        for day in days:
            answer = assess(someone, office, day)
            assert (answer.result, answer.right.codes) == (period.result, period.rights)


@pytest.mark.parametrize("born", [date(2002, 6, 1), date(2008, 2, 29), date(1996, 12, 24)])
def test_over_twenty_five_years_nothing_is_missed(born):
    """A decision on every fifth day, and on both sides of every change, agrees with the periods."""
    someone, office = youth(born, **SETTLED), ProgrammeParameters()
    for period in life(someone, office, date(2010, 1, 1), date(2035, 1, 1)):
        length = (period.last - period.first).days
        for number in {length, *range(0, length + 1, 5)}:
            day = period.first + timedelta(number)
            answer = assess(someone, office, day)
            assert (answer.result, answer.right.codes) == (period.result, period.rights), day


def test_an_answer_ends_the_day_before_the_birthday_that_ends_it():
    """She is in until the day before she turns thirty, and the programme's own age is what ends it."""
    period = holds(youth(date(1996, 12, 24), **SETTLED), ProgrammeParameters(), date(2026, 11, 23))
    assert period.last == date(2026, 12, 23)
    assert period.closed_by == ("programme.before_30",)


def test_an_answer_reaches_back_to_the_day_that_opened_it():
    """Under the act of 2024 the right is certain, and the answer says since when."""
    period = holds(youth(date(2002, 6, 1), **SETTLED), ProgrammeParameters(), date(2026, 11, 23))
    assert (period.first, period.last) == (date(2024, 8, 1), date(2027, 7, 31))


def test_an_answer_that_nothing_known_ends_has_no_last_day():
    """Somebody past thirty stays past thirty."""
    period = holds(youth(date(1980, 1, 1), **SETTLED), ProgrammeParameters(), date(2026, 11, 23))
    assert period.last is None
    assert period.closed_by == ()


def test_a_right_that_ends_ends_the_answer_too():
    """Somebody who waits for an answer on residence has the right to the end of a school year, and no longer."""
    waits = youth(date(2009, 5, 5), **SETTLED | {"residence": "VENTER_PAA_SVAR"})
    period = holds(waits, ProgrammeParameters(), date(2026, 11, 23))
    assert period.last == date(2028, 7, 31)


def test_days_before_the_rules_are_refused_and_a_backward_period_too():
    """The day before the first day of the rules is outside; so is a last day before the first."""
    someone, office = youth(date(1990, 1, 1)), ProgrammeParameters()
    with pytest.raises(OutsideDates):
        life(someone, office, date(2006, 7, 31), date(2026, 1, 1))
    with pytest.raises(ValueError, match="before first"):
        life(someone, office, date(2026, 1, 2), date(2026, 1, 1))
