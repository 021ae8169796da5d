"""What an answer about rights hands out beside the rights: its decisions, what to ask, and what people must settle."""

from datetime import date, timedelta

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltak.law import FACTS, Cost, contradictions, payment_routes, right_to_training
from tiltak.law.ages import BornBefore
from tiltak.rules import NOT_KNOWN, Case, FactKind, OutsideDates, Verdict

ON = date(2026, 11, 23)
KNOWN = {
    "residence": "STATSBORGER_EOES",
    "stay_over_3_months": True,
    "lower_secondary": "FULLFORT",
    "final_competence": "INGEN",
    "foreign_upper_secondary": "INGEN",
}


def test_the_decision_of_each_right_can_be_had_by_its_name():
    """None for a right that did not exist on the day, and never the decision of another."""
    case = Case(KNOWN | {"born": date(2000, 5, 1)})
    now = right_to_training(case, ON)
    names = ("youth_right", "adult_right", "supplement", "requalification", "discretion")
    assert [now.decision(name).rule_set for name in names] == list(names)
    assert now.decision("something") is None
    before = right_to_training(case, date(2024, 7, 31))
    assert [before.decision(name) is not None for name in names] == [True, True, True, False, False]
    assert (now.on, before.on) == (ON, date(2024, 7, 31))


@st.composite
def half_known(draw):
    """Somebody of whom some facts are known, on a day of the old or the new act."""
    facts = {"born": draw(st.dates(date(1970, 1, 1), date(2011, 12, 31)))}
    for name, fact in FACTS.items():
        if fact.kind in {FactKind.YES_NO, FactKind.CHOICE} and draw(st.booleans()):
            facts[name] = draw(st.sampled_from([*(fact.choices or (True, False)), NOT_KNOWN]))
    return Case(facts), draw(st.sampled_from([date(2010, 3, 1), date(2016, 3, 1), date(2020, 3, 1), ON]))


@given(half_known())
def test_what_most_open_rights_wait_for_is_asked_first(asked):
    """Then what an open right ranks highest, then the order of the facts; nothing is asked that no right waits for."""
    case, on = asked
    if contradictions(case, on):
        return
    result = right_to_training(case, on)
    waiting = [found.still_needed for found in result.decisions if found.rule_set != "discretion"]
    last_resort = result.decision("discretion")
    if last_resort is not None and result.verdict is Verdict.UNKNOWN:
        waiting.append(last_resort.still_needed)
    wanted = {name for names in waiting for name in names}
    places = {name: [names.index(name) for names in waiting if name in names] for name in wanted}
    order = sorted(wanted, key=lambda name: (-len(places[name]), min(places[name]), list(FACTS).index(name)))
    assert list(result.questions) == order


@given(half_known())
def test_nothing_is_left_to_the_county_that_a_question_could_still_settle(asked):
    """Of each open right either facts are asked or what only people can judge is named."""
    case, on = asked
    if contradictions(case, on):
        return
    result = right_to_training(case, on)
    judged = {
        condition.id
        for found in result.decisions
        if found.verdict is Verdict.UNKNOWN and not found.still_needed
        for condition in found.rules.conditions
        if not condition.test.modelled and condition.id in found.unknown
    }
    assert set(result.for_the_county) <= judged
    if result.verdict is Verdict.UNKNOWN:
        assert set(result.for_the_county) == judged


def test_where_only_what_the_county_may_give_is_open_nothing_is_settled():
    """No right is left, but whether the county may give training waits for an answer: unclear, not no."""
    result = right_to_training(
        Case({"born": date(2004, 5, 1), "final_competence": "STUDIE", "requalification_used": True}), ON
    )
    assert (result.codes, result.verdict) == (("UAVKLART",), Verdict.UNKNOWN)
    assert result.questions[0] == "residence"


@pytest.mark.parametrize("residence", ["ENDELIG_AVSLAG", "ULOVLIG"])
@pytest.mark.parametrize("on", [date(2010, 3, 1), date(2014, 9, 1), date(2016, 3, 1), date(2020, 3, 1), ON])
def test_the_young_age_helps_only_those_who_wait(residence, on):
    """Neither a final refusal nor an unlawful stay carries a right at 17, under either act."""
    facts = {"residence": residence, "born": date(on.year - 17, 2, 1), "activity": "ELEV", "years_used": 0}
    result = right_to_training(Case(KNOWN | {"youth_right_window": "AAPENT"} | facts), on)
    assert (result.codes, result.questions) == (("INGEN_RETT",), ())


@pytest.mark.parametrize(
    ("on", "verdict"),
    [
        (date(2006, 8, 1), Verdict.UNKNOWN),
        (date(2008, 8, 1), Verdict.UNKNOWN),
        (date(2014, 7, 31), Verdict.UNKNOWN),
        (date(2014, 8, 1), Verdict.NO),
        (date(2014, 8, 31), Verdict.NO),
        (date(2017, 8, 1), Verdict.NO),
        (date(2024, 8, 1), Verdict.NO),
    ],
)
def test_an_adult_who_waits_for_a_permit_has_no_adult_right_once_the_law_says_so(on, verdict):
    """Before August 2014 no rule was read, so it is left to the county; after it the right asks for lawful stay."""
    facts = {"residence": "VENTER_PAA_SVAR", "born": date(1970, 5, 1), "full_course_taken": False}
    adult = right_to_training(Case(KNOWN | facts), on).decision("adult_right")
    assert adult.verdict is verdict
    assert ("waiting_before_2014" in adult.unknown) is (verdict is Verdict.UNKNOWN)


@pytest.mark.parametrize(
    ("born", "rights", "county"),
    [
        (date(2002, 1, 1), ("UAVKLART",), ("short_stay_of_adult",)),
        (date(2001, 12, 31), ("VOKSENRETT",), ()),
    ],
)
def test_a_short_stay_is_asked_about_while_the_youth_right_covers_the_age(born, rights, county):
    """To the school year that begins in the year of 24 the county is asked; after it a short stay is no hindrance."""
    result = right_to_training(Case(KNOWN | {"born": born, "stay_over_3_months": False}), ON)
    assert (result.codes, result.for_the_county) == (rights, county)


@pytest.mark.parametrize(
    ("schooling", "verdict"),
    [
        ("FULLFORT", Verdict.YES),
        ("TILSVARENDE", Verdict.YES),
        ("UTENLANDSK_MINST_9_AAR", Verdict.YES),
        ("IKKE_FULLFORT", Verdict.UNKNOWN),
    ],
)
@pytest.mark.parametrize(
    ("right", "facts"),
    [
        ("adult_right", {"vocational_without_common_subjects": True}),
        ("supplement", {"vocational_without_common_subjects": False}),
        ("requalification", {"requalification_used": False}),
    ],
)
def test_a_trade_without_lower_secondary_school_behind_it_is_left_to_the_county(right, facts, schooling, verdict):
    """With any completed schooling the right is sure; without it the law does not say what follows."""
    case = Case(KNOWN | facts | {"born": date(1990, 5, 1), "final_competence": "YRKE", "lower_secondary": schooling})
    decision = right_to_training(case, ON).decision(right)
    assert decision.verdict is verdict
    assert decision.unknown == (("competence_without_lower_secondary",) if verdict is Verdict.UNKNOWN else ())


@pytest.mark.parametrize("on", [date(2014, 8, 1), date(2017, 7, 31), date(2017, 8, 1), date(2024, 7, 31)])
@pytest.mark.parametrize(
    ("residence", "verdict"),
    [
        ("STATSBORGER_EOES", Verdict.YES),
        ("OPPHOLDSTILLATELSE", Verdict.YES),
        ("VENTER_PAA_SVAR", Verdict.UNKNOWN),
        ("AVSLAG_IKKE_ENDELIG", Verdict.UNKNOWN),
        ("ENDELIG_AVSLAG", Verdict.NO),
        ("ULOVLIG", Verdict.NO),
    ],
)
def test_the_old_supplement_was_for_lawful_stay_and_open_for_those_who_waited(on, residence, verdict):
    """Whoever neither has lawful stay nor waits for an answer had none, and that is sure."""
    facts = {"final_competence": "YRKE", "trade_certificate_year": 2014, "born": date(1990, 5, 1)}
    result = right_to_training(Case(KNOWN | facts | {"residence": residence}), on)
    assert result.decision("supplement").verdict is verdict


def test_a_day_before_the_routes_were_read_is_refused_by_name():
    """31 December 2015 says what was asked, and from when there is an answer."""
    with pytest.raises(OutsideDates) as caught:
        payment_routes(Cost.REISE, Case({}), date(2015, 12, 31))
    assert str(caught.value) == "payment_routes is not covered on 2015-12-31; covered: 2016-01-01 to open"
    assert payment_routes(Cost.REISE, Case({}), date(2016, 1, 1))


@pytest.mark.parametrize("schooling", ["FULLFORT", "TILSVARENDE"])
@pytest.mark.parametrize("on", [date(2009, 3, 1), date(2016, 3, 1), date(2020, 3, 1), ON])
def test_an_equivalent_of_lower_secondary_school_counts_like_the_school_itself(schooling, on):
    """Under both acts; nine years abroad were the county's to judge under the old one."""
    facts = {"years_used": 0, "youth_right_window": "AAPENT", "youth_right_lost": False, "admitted_as_adult": False}
    case = Case(KNOWN | facts | {"lower_secondary": schooling, "born": date(on.year - 17, 5, 1)})
    assert right_to_training(case, on).codes == ("UNGDOMSRETT",)
    abroad = right_to_training(case.with_facts(lower_secondary="UTENLANDSK_MINST_9_AAR"), on)
    assert abroad.codes == (("UNGDOMSRETT",) if on == ON else ("UAVKLART",))


@pytest.mark.parametrize("on", [date(2020, 3, 1), ON])
@pytest.mark.parametrize(("abroad", "verdict"), [("GODKJENT", Verdict.UNKNOWN), ("INGEN", Verdict.UNKNOWN)])
def test_recognised_schooling_from_abroad_leaves_only_the_competence_to_ask(on, abroad, verdict):
    """It closes nothing by itself: what was recognised shows in the final competence, and that is asked for."""
    facts = {"years_used": 0, "youth_right_lost": False, "born": date(on.year - 18, 5, 1)}
    known = {name: value for name, value in KNOWN.items() if name != "final_competence"}
    decision = right_to_training(Case(known | facts | {"foreign_upper_secondary": abroad}), on).decision("youth_right")
    assert (decision.verdict, decision.still_needed) == (verdict, ("final_competence",))


@pytest.mark.parametrize(("case_id", "where"), [("MT-001", "MT-001"), ("", "case")])
@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (
            {"final_competence": "STUDIE", "lower_secondary": "IKKE_FULLFORT"},
            [
                (
                    "final_competence",
                    "final_competence=STUDIE",
                    "an answer that can stand beside lower_secondary=IKKE_FULLFORT",
                )
            ],
        ),
        ({"born": date(2027, 1, 1)}, [("born", "", "a day not after 2026-11-23")]),
        ({"years_used": -1}, [("years_used", "-1", "0 or more")]),
        ({"trade_certificate_year": 2027}, [("trade_certificate_year", "2027", "a year not after 2026")]),
        ({"trade_certificate_year": 2020.5}, [("trade_certificate_year", "2020.5", "a year not after 2026")]),
        (
            {"trade_certificate_year": 2020, "final_competence": "INGEN"},
            [
                (
                    "trade_certificate_year",
                    "trade_certificate_year, with final_competence=INGEN",
                    "one of them",
                )
            ],
        ),
        (
            {"activity": NOT_KNOWN, "born": "2004", "in_work": "ja", "not_a_fact_of_ours": 1},
            [("born", "str", "a date"), ("in_work", "str", "True or False")],
        ),
        (
            {
                "years_used": -2,
                "final_competence": "INGEN",
                "vocational_without_common_subjects": True,
                "requalification_used": True,
                "born": date(2027, 1, 1),
            },
            [
                ("born", "", "a day not after 2026-11-23"),
                (
                    "final_competence",
                    "final_competence=INGEN",
                    "an answer that can stand beside vocational_without_common_subjects=True",
                ),
                (
                    "final_competence",
                    "final_competence=INGEN",
                    "an answer that can stand beside requalification_used=True",
                ),
                ("years_used", "-2", "0 or more"),
            ],
        ),
    ],
)
def test_what_cannot_be_right_is_told_field_by_field(facts, told, case_id, where):
    """Which case, which field, what was found and what could stand; all at once, in the order of the fields."""
    faults = contradictions(Case(facts, id=case_id), ON)
    assert [(fault.field, fault.found, fault.expected) for fault in faults] == told
    assert {(fault.file, fault.row) for fault in faults} == {(where, None)}


def test_a_cohort_in_a_column_ends_on_the_same_day_as_for_one_person():
    """The first day that is too late is out, and a missing date is neither."""
    limit = date(1978, 1, 1)
    frame = nw.from_native(pl.DataFrame({"born": [limit - timedelta(days=1), limit, None]}), eager_only=True)
    found = frame.select(answer=BornBefore(limit).expression(nw.col("born"), ON))["answer"].to_list()
    assert found == [True, False, None]


def test_a_question_one_right_ranks_first_goes_before_one_that_as_many_rank_lower():
    """Worked out by hand: two rights wait for each of the four facts, and each fact has its best place in one."""
    facts = {"lower_secondary": "FULLFORT", "final_competence": "INGEN", "activity": "LAERLING", "years_used": 3}
    result = right_to_training(Case(facts), ON)
    assert result.questions == ("residence", "born", "stay_over_3_months", "foreign_upper_secondary")


@pytest.mark.parametrize(("on", "noted"), [(date(2024, 7, 31), False), (date(2024, 8, 1), True), (ON, True)])
def test_a_note_of_the_new_act_is_told_from_its_first_day(on, noted):
    """Preparatory training for adults is pointed to on 1 August 2024, and not the day before."""
    case = Case(KNOWN | {"lower_secondary": "IKKE_FULLFORT", "born": date(1990, 5, 1)})
    assert ("FOV" in right_to_training(case, on).notes) is noted
