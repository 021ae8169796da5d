"""Every day a rule changes: the day before, the day, the day after."""

from datetime import date, timedelta

import pytest

from tiltak.law import (
    FIRST_DAY,
    follow_up_rules,
    nav_rules,
    privatist_rules,
    right_rules,
    right_to_training,
    route_rules,
    youth_guarantee,
)
from tiltak.rules import Case, OutsideDates

DAY = timedelta(days=1)
KNOWN = {
    "residence": "STATSBORGER_EOES",
    "stay_over_3_months": True,
    "lower_secondary": "FULLFORT",
    "final_competence": "INGEN",
    "foreign_upper_secondary": "INGEN",
    "years_used": 1,
    "youth_right_window": "AAPENT",
    "youth_right_lost": False,
    "admitted_as_adult": False,
    "full_course_taken": False,
}
TRADE = {"final_competence": "YRKE", "vocational_without_common_subjects": False, "requalification_used": False}


def rights(on, born, **facts):
    """The codes for somebody about whom all is known."""
    return right_to_training(Case(KNOWN | {"born": date.fromisoformat(born)} | facts), on).codes


@pytest.mark.parametrize(
    ("switch", "born", "facts", "before", "after"),
    [
        (date(2008, 8, 1), "1983-12-31", {"youth_right_window": "BRUKT_OPP"}, "INGEN_RETT", "VOKSENRETT"),
        (date(2008, 8, 1), "1977-12-31", {}, "VOKSENRETT", "VOKSENRETT"),
        (date(2008, 8, 1), "1984-01-01", {"youth_right_window": "BRUKT_OPP"}, "INGEN_RETT", "INGEN_RETT"),
        (date(2014, 8, 1), "1994-05-01", TRADE | {"trade_certificate_year": 2014}, "INGEN_RETT", "PAABYGGING"),
        (
            date(2014, 8, 1),
            "1997-09-01",
            {"residence": "VENTER_PAA_SVAR", "activity": "INGEN"},
            "UAVKLART",
            "UNGDOMSRETT",
        ),
        (date(2017, 8, 1), "1996-05-01", {"youth_right_window": "BRUKT_OPP"}, "INGEN_RETT", "UNGDOMSRETT"),
        (date(2017, 8, 1), "1993-05-01", {}, "UNGDOMSRETT", "UNGDOMSRETT"),
        (
            date(2017, 8, 1),
            "1999-05-01",
            {"foreign_upper_secondary": "IKKE_GODKJENT"},
            "UAVKLART",
            "UNGDOMSRETT",
        ),
        (date(2024, 8, 1), "2006-05-01", {}, "UNGDOMSRETT", "UNGDOMSRETT"),
        (date(2024, 8, 1), "2005-05-01", {}, "UNGDOMSRETT", "VALG_UNGDOM_VOKSEN"),
        (date(2024, 8, 1), "2004-05-01", {"years_used": 3}, "UAVKLART", "VALG_UNGDOM_VOKSEN"),
        (date(2024, 8, 1), "1999-05-01", {}, "UNGDOMSRETT+VOKSENRETT", "VOKSENRETT"),
        (date(2024, 8, 1), "1990-05-01", {"full_course_taken": True}, "UAVKLART", "VOKSENRETT"),
        (
            date(2024, 8, 1),
            "1999-05-01",
            {"final_competence": "STUDIE", "requalification_used": False},
            "INGEN_RETT",
            "REKVALIFISERING",
        ),
        (
            date(2024, 8, 1),
            "1999-05-01",
            TRADE | {"trade_certificate_year": 2013},
            "INGEN_RETT",
            "PAABYGGING+REKVALIFISERING",
        ),
        (date(2024, 8, 1), "1999-05-01", {"lower_secondary": "IKKE_FULLFORT"}, "INGEN_RETT", "KUN_SKJOENN"),
    ],
)
def test_the_rights_around_a_switch(switch, born, facts, before, after):
    """The old rule on the day before, the new one on the day and the day after."""
    assert "+".join(rights(switch - DAY, born, **facts)) == before
    assert "+".join(rights(switch, born, **facts)) == after
    assert "+".join(rights(switch + DAY, born, **facts)) == after


def test_nothing_is_said_before_the_first_day():
    """31 July 2006 raises; 1 August 2006 answers."""
    with pytest.raises(OutsideDates):
        right_to_training(Case(KNOWN), FIRST_DAY - DAY)
    assert rights(FIRST_DAY, "1985-05-01") == ("UNGDOMSRETT",)


ALL = [*right_rules(), follow_up_rules(), privatist_rules(), *nav_rules().values(), *route_rules().values()]


@pytest.mark.parametrize("versions", ALL, ids=lambda versions: versions.id)
def test_versions_follow_each_other_without_a_gap(versions):
    """On the last day of a version it is still the one asked; the next day it is the next one."""
    for one, following in zip(versions.versions, versions.versions[1:], strict=False):
        assert one.valid_to is not None
        assert one.valid_to + DAY == following.valid_from
        assert versions.on(one.valid_to) is one
        assert versions.on(following.valid_from) is following
        assert versions.on(following.valid_from + DAY) is following
    with pytest.raises(OutsideDates):
        versions.on(versions.versions[0].valid_from - DAY)


@pytest.mark.parametrize("versions", ALL, ids=lambda versions: versions.id)
def test_a_version_is_named_by_its_first_day(versions):
    """A decision made under a version can be found again by that name."""
    for one in versions.versions:
        assert one.version == str(one.valid_from)


def test_every_day_from_the_first_has_an_answer_about_the_youth_and_adult_right():
    """The first two rule sets cover every day, without end."""
    for versions in right_rules()[:2]:
        assert versions.versions[0].valid_from == FIRST_DAY
        assert versions.versions[-1].valid_to is None


@pytest.mark.parametrize(
    ("on", "noted"),
    [
        (date(2010, 12, 31), "ORDLYD_2006_2010_ANTATT"),
        (date(2017, 6, 9), "IKRAFT_2017_USIKKER"),
        (date(2017, 12, 31), "IKRAFT_2017_USIKKER"),
        (date(2026, 11, 24), "KONTROLLERT_TIL"),
    ],
)
def test_uncertain_law_is_noted_on_its_days_only(on, noted):
    """A note about the law itself stands on the first and last day it is true, and not beside them."""
    beside = on + DAY if noted != "KONTROLLERT_TIL" and on != date(2017, 6, 9) else on - DAY
    assert noted in right_to_training(Case({}), on).notes
    assert noted not in right_to_training(Case({}), beside).notes


@pytest.mark.parametrize(
    ("on", "cites"),
    [
        (date(2010, 12, 31), {"§ 3-1 (12)", "§ 3-1 (1)", "§ 3-1 (3)", "§ 3-8"}),
        (date(2011, 1, 1), {"§ 3-1 (12)"}),
        (date(2014, 12, 31), {"§ 3-1 (12)"}),
        (date(2015, 1, 1), set()),
    ],
)
def test_what_was_not_read_reaches_what_is_not_confirmed(on, cites):
    """The answer names just those provisions whose wording, on that day, was assumed or is of low confidence."""
    result = right_to_training(Case(KNOWN | {"born": date(1992, 5, 1)}), on)
    assert result.codes == ("UNGDOMSRETT",)
    assert {basis.cite().removeprefix("opplæringslova 1998 ") for basis in result.unconfirmed} == cites


def test_a_guarantee_with_unread_wording_is_not_confirmed():
    """Before August 2025 the youth guarantee names its source as not confirmed, even when it says no."""
    old = youth_guarantee(Case({"born": date(1990, 1, 1)}), date(2025, 7, 31))
    new = youth_guarantee(Case({"born": date(1990, 1, 1)}), date(2025, 8, 1))
    assert old.verdict == new.verdict
    assert old.unconfirmed
    assert not new.unconfirmed


@pytest.mark.parametrize(
    ("born", "years", "noted"),
    [("2007-12-31", None, True), ("2008-01-01", None, False), ("2000-05-01", 3, True), ("2000-05-01", 2, False)],
)
def test_the_inference_about_2024_is_noted_for_those_it_concerns(born, years, noted):
    """Only who may have used the old right is told that its revival is inferred."""
    facts = {} if years is None else {"years_used": years}
    case = Case(
        {key: value for key, value in KNOWN.items() if key != "years_used"} | {"born": date.fromisoformat(born)} | facts
    )
    assert ("OVERGANG_2024_SLUTNING" in right_to_training(case, date(2026, 11, 23)).notes) is noted
