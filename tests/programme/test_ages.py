"""Both ends of "16-30 år" under each of its three readings, the day before, the day and the day after."""

from datetime import date, timedelta

import pytest

from tiltak.programme import ProgrammeParameters, Result, UpperAge, assess, back_to_school_rules, stay_at_school_rules
from tiltak.rules import Case, LeapDay, OutsideDates, Verdict

DAY = timedelta(days=1)
BORN = date(1996, 5, 14)
LAST = {
    UpperAge.BEFORE_30: date(2026, 5, 13),
    UpperAge.INCLUDING_30: date(2027, 5, 13),
    UpperAge.YEAR_OF_30: date(2026, 12, 31),
}
CONDITION = {
    UpperAge.BEFORE_30: "programme.before_30",
    UpperAge.INCLUDING_30: "programme.before_31",
    UpperAge.YEAR_OF_30: "programme.year_of_30",
}
IN_TRACK = {
    back_to_school_rules: {"right_that_counts": True, "activity": "INGEN", "in_work": False},
    stay_at_school_rules: {"right_that_counts": True, "activity": "ELEV", "at_risk": True},
}


@pytest.mark.parametrize("rules", IN_TRACK, ids=["back", "stay"])
@pytest.mark.parametrize("reading", UpperAge)
def test_the_last_day_of_each_reading(rules, reading):
    """On the last day and the day before it is yes, the day after no, and the reading's own condition says why."""
    case = Case({**IN_TRACK[rules], "born": BORN})
    decide = rules(ProgrammeParameters(upper_age=reading)).decide
    last = LAST[reading]
    assert [decide(case, day).verdict for day in (last - DAY, last, last + DAY)] == [
        Verdict.YES,
        Verdict.YES,
        Verdict.NO,
    ]
    assert decide(case, last + DAY).failing == (CONDITION[reading],)
    assert decide(case, last).holds_to == last


@pytest.mark.parametrize("rules", IN_TRACK, ids=["back", "stay"])
@pytest.mark.parametrize("reading", UpperAge)
def test_the_first_day_is_the_16th_birthday_in_every_reading(rules, reading):
    """The day before the 16th birthday is no and says when it becomes yes; the day and the day after are yes."""
    case = Case({**IN_TRACK[rules], "born": date(2010, 11, 23)})
    decide = rules(ProgrammeParameters(upper_age=reading)).decide
    first = date(2026, 11, 23)
    assert [decide(case, day).verdict for day in (first - DAY, first, first + DAY)] == [
        Verdict.NO,
        Verdict.YES,
        Verdict.YES,
    ]
    before = decide(case, first - DAY)
    assert before.failing == ("programme.at_least_16",)
    assert before.change.first_day == first


@pytest.mark.parametrize(
    ("leap_day", "first"), [(LeapDay.MARCH_1, date(2026, 3, 1)), (LeapDay.FEBRUARY_28, date(2026, 2, 28))]
)
def test_somebody_born_on_leap_day_ages_on_the_day_the_office_has_chosen(leap_day, first):
    """The 30th birthday of somebody born on 29 February 1996 is the day the parameter says."""
    case = Case({**IN_TRACK[back_to_school_rules], "born": date(1996, 2, 29)})
    decide = back_to_school_rules(ProgrammeParameters(leap_day=leap_day)).decide
    assert decide(case, first - DAY).verdict is Verdict.YES
    assert decide(case, first).verdict is Verdict.NO


def test_the_answer_names_the_reading_it_rests_on(youth):
    """The choices of an answer begin with the reading of the upper age, and another reading gives another answer."""
    thirty = youth(born=date(1996, 11, 1))
    strict = assess(thirty, ProgrammeParameters(), date(2026, 11, 23))
    wide = assess(thirty, ProgrammeParameters(upper_age=UpperAge.INCLUDING_30), date(2026, 11, 23))
    assert (strict.result, wide.result) == (Result.ELSEWHERE, Result.BACK_TO_SCHOOL)
    assert (strict.choices[0], wide.choices[0]) == ("upper_age.BEFORE_30", "upper_age.INCLUDING_30")
    assert strict.back_to_school.rule_version != wide.back_to_school.rule_version


def test_a_date_before_the_rules_is_refused(youth):
    """Asked about a day before the first, it raises: no rules known is not a no."""
    with pytest.raises(OutsideDates):
        assess(youth(), ProgrammeParameters(), date(2006, 7, 31))
