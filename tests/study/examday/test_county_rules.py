"""What to bring, by county: a rule that was read, with its source, or a question; never another county's rule."""

from datetime import date, time

import pytest

from tiltak.render.words import Words
from tiltak.study import Car, ExamSitting, RuleTopic, UnknownCode, Venue, checklist, county, county_rules, exam_day
from tiltak.study.examday.county_rules import rules_of_day
from tiltak.tables import read_rows

DAY = date(2027, 5, 20)
ROWS = read_rows("tiltak.study", "data/exam_day_rules.csv")
COUNTIES = ["03", "11", "15", "18", "31", "32", "33", "34", "39", "40", "42", "46", "50", "55", "56"]
WRITTEN, ORAL = "MAT1019", "SAK1001"


def planned(county_no, code=WRITTEN, before=30):
    """A day of one exam in a county."""
    one = ExamSitting("A", code, DAY, time(9), "hall", ride_wanted=True)
    travel = {("base", "hall"): 5}
    return exam_day([one], [Venue("hall", before)], [Car("red", 4, "X")], travel=travel, base="base", county=county_no)


@pytest.mark.parametrize(
    ("county_no", "code", "items"),
    [
        ("", WRITTEN, ("photo_id", "laptop_and_charger", "no_phone_or_watch", "late_until_ten", "food_and_drink")),
        ("11", WRITTEN, ("photo_id", "laptop_and_charger", "no_phone_or_watch", "late_until_ten", "food_and_drink")),
        (
            "03",
            WRITTEN,
            (
                "photo_id",
                "id_passport_cards_licence_or_residence",
                "id_no_copy_app_or_expired",
                "laptop_and_charger",
                "county_meets_at_eight",
                "stay_until_ten",
                "no_phone_or_watch",
                "late_until_ten",
                "food_and_drink",
            ),
        ),
        (
            "42",
            WRITTEN,
            (
                "photo_id",
                "id_passport_card_or_licence",
                "laptop_and_charger",
                "county_meets_half_an_hour_before",
                "adaptation_decision",
                "no_phone_or_watch",
                "late_until_ten",
                "food_and_drink",
            ),
        ),
        ("42", ORAL, ("photo_id", "id_passport_card_or_licence", "adaptation_decision", "no_phone_or_watch")),
        ("46", ORAL, ("photo_id", "id_no_app", "no_phone_or_watch")),
    ],
)
def test_the_list_follows_the_form_and_the_county(county_no, code, items):
    """A county's rules stand beside the common ones; its rule on laptops stands instead of the common one."""
    assert checklist(code, county_no) == items
    assert planned(county_no, code).checklist == {"A": items}


def test_another_machine_stands_instead_of_the_common_laptop():
    """Where a tablet will do, or no laptop is needed, the list says that and no more."""
    assert "laptop_and_charger" not in checklist(WRITTEN, "50")
    assert "laptop_or_tablet" in checklist(WRITTEN, "50")
    assert "laptop_if_wanted" in checklist(WRITTEN, "46")
    assert not [item for item in checklist(ORAL, "50") if item.startswith("laptop")]


@pytest.mark.parametrize(
    ("county_no", "code", "asked"),
    [
        ("", WRITTEN, []),
        ("03", WRITTEN, ["laptop_rules", "meeting_time"]),
        ("03", ORAL, []),
        ("11", WRITTEN, ["id_rules", "laptop_rules", "meeting_rules"]),
        ("11", ORAL, ["id_rules"]),
        ("40", WRITTEN, ["id_rules", "meeting_time"]),
        ("42", WRITTEN, []),
        ("46", WRITTEN, ["meeting_rules"]),
        ("56", WRITTEN, ["laptop_rules", "meeting_rules"]),
        ("99", WRITTEN, ["id_rules", "laptop_rules", "meeting_rules"]),
    ],
)
def test_a_rule_that_nobody_has_read_is_a_question(county_no, code, asked):
    """What the county says on ID, laptop or meeting is asked when it is not in the table, for the exams it concerns."""
    found = planned(county_no, code)
    assert [question.id for question in found.questions] == asked
    assert all(question.case_ids == () for question in found.questions)
    assert found.runs[0].riders == ("A",)


@pytest.mark.parametrize(("before", "asked"), [(59, [("hall",)]), (60, []), (61, [])])
def test_a_county_that_wants_one_there_earlier_is_asked_about(before, asked):
    """Oslo wants an hour: sixty minutes is enough, fifty-nine is a question about the venue."""
    found = planned("03", before=before)
    assert [question.places for question in found.questions if question.id == "meeting_time"] == asked


def test_a_venue_that_is_not_known_is_not_said_to_be_late():
    """Nothing is said of the time at a venue that the office has not named."""
    assert rules_of_day([(WRITTEN, "")], {}, "03")[1] == (("laptop_rules", ()),)


def test_what_is_not_confirmed_is_said():
    """Each rule carries its source, and the day names the items that rest on what is not confirmed."""
    found = planned("42")
    assert found.unconfirmed == ("adaptation_decision", "id_passport_card_or_licence", "laptop_and_charger")
    assert [rule.confirmed for rule in found.county_rules] == [False, False, True, False]
    assert {rule.checked_on for rule in found.county_rules} == {date(2026, 11, 23)}
    assert all(rule.url.startswith("https://agderfk.no/") and rule.source for rule in found.county_rules)
    assert planned("").county_rules == planned("").unconfirmed == ()
    assert [rule.topic for rule in planned("42", ORAL).county_rules] == [RuleTopic.ID, RuleTopic.PAPERS]


def test_an_unknown_exam_is_refused():
    """A code that is not in the catalogue has no list."""
    with pytest.raises(UnknownCode):
        checklist("XXX0000", "42")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['county_no']}-{row['item']}")
def test_each_row_of_the_table_is_whole(row):
    """A row names a county we know, a topic and its words, and is confirmed only when its confidence allows it."""
    assert county(row["county_no"]).name == row["county"]
    assert RuleTopic(row["topic"])
    assert row["url"].startswith("https://")
    assert row["source"]
    assert (row["confirmed"], row["confidence"]) in {("true", "MEDIUM"), ("true", "HIGH"), ("false", "LOW")}
    assert bool(row["minutes_before"]) is (row["topic"] == "MEET")
    assert len({Words(lang).text(f"checklist.{row['item']}") for lang in ("nb", "en")}) == 2
    assert Words("nn", "youth").text(f"checklist.{row['item']}")
    for lang in ("nb", "nn"):
        assert f"youth_{lang}" in Words().entries[f"checklist.{row['item']}"].forms


@pytest.mark.parametrize("county_no", COUNTIES)
def test_no_county_has_a_rule_twice(county_no):
    """An item stands once, and a county has one time to meet and one rule on laptops."""
    rules = county_rules(county_no)
    assert len({rule.item for rule in rules}) == len(rules)
    for topic in (RuleTopic.MEET, RuleTopic.LAPTOP):
        assert sum(rule.topic is topic for rule in rules) <= 1


@pytest.mark.parametrize(
    "question", ["taxi", "company_wanted", "id_rules", "laptop_rules", "meeting_rules", "meeting_time"]
)
def test_every_question_has_its_words(question):
    """A question can be asked in each language with the values the day gives it."""
    texts = {Words(lang).text(f"exam_day_question.{question}", cases="A", places="B") for lang in ("nb", "nn", "en")}
    assert len(texts) == 3
