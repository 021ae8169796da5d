"""What may be asked, what cannot stand together, and the words for all of it."""

import tomllib
from datetime import date
from importlib.resources import files

import pytest

from tiltak import law
from tiltak.faults import BadInput, FaultKind
from tiltak.law import FACTS, NOT_ESTABLISHED, Cost, Right, contradictions, payment_routes, right_to_training
from tiltak.law.ages import BornBefore, NotOlderThan, SchoolYearOfBirthday
from tiltak.law.notes import NOTES
from tiltak.rules import NOT_KNOWN, Case, LeapDay
from tiltak.tables import read_rows

ON = date(2026, 11, 23)
WORDS = tomllib.loads(files("tiltak.law").joinpath("words.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"final_competence": "STUDIE", "lower_secondary": "IKKE_FULLFORT"}, "final_competence"),
        ({"final_competence": "INGEN", "foreign_upper_secondary": "GODKJENT"}, "final_competence"),
        ({"final_competence": "INGEN", "vocational_without_common_subjects": True}, "final_competence"),
        ({"final_competence": "STUDIE", "vocational_without_common_subjects": True}, "final_competence"),
        ({"final_competence": "INGEN", "requalification_used": True}, "final_competence"),
        ({"final_competence": "INGEN", "trade_certificate_year": 2020}, "trade_certificate_year"),
    ],
)
def test_answers_that_cannot_both_be_true_are_refused(facts, field):
    """A contradiction is an error that names the field; either answer alone is fine."""
    with pytest.raises(BadInput) as caught:
        right_to_training(Case(facts, id="MT-001"), ON)
    (fault,) = caught.value.faults
    assert (fault.kind, fault.field, fault.file) == (FaultKind.CONTRADICTION, field, "MT-001")
    for name in facts:
        assert contradictions(Case({name: facts[name]}), ON) == ()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"born": date(2026, 11, 24)}, "born"),
        ({"years_used": -1}, "years_used"),
        ({"trade_certificate_year": 2027}, "trade_certificate_year"),
        ({"trade_certificate_year": 2020.5}, "trade_certificate_year"),
    ],
)
def test_what_cannot_be_is_refused(facts, field):
    """A birth after the day, fewer than no years, a certificate from the future."""
    (fault,) = contradictions(Case(facts), ON)
    assert (fault.kind, fault.field) == (FaultKind.OUT_OF_RANGE, field)


@pytest.mark.parametrize(
    "facts", [{"born": ON}, {"years_used": 0}, {"trade_certificate_year": 2026}, {"born": NOT_KNOWN}, {}]
)
def test_what_just_can_be_is_let_through(facts):
    """The other side of each limit."""
    assert contradictions(Case(facts), ON) == ()


def test_a_birth_date_is_not_repeated_in_the_fault():
    """The message of a wrong date of birth holds no date of birth."""
    (fault,) = contradictions(Case({"born": date(2030, 2, 3)}, id="MT-001"), ON)
    assert "2030" not in str(fault)


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"residence": "STATSBORGER"}, FaultKind.UNKNOWN_CODE),
        ({"in_work": "ja"}, FaultKind.WRONG_TYPE),
        ({"born": "2004-03-15"}, FaultKind.WRONG_TYPE),
        ({"years_used": True}, FaultKind.WRONG_TYPE),
    ],
)
def test_a_value_a_fact_cannot_have_is_refused(facts, kind):
    """Unknown codes and wrong types are errors, even of facts that no right asks about."""
    (fault,) = contradictions(Case(facts), ON)
    assert fault.kind is kind


def test_all_faults_come_at_once():
    """Three wrong values give three faults, in the order of the fields."""
    facts = {"residence": "X", "in_work": "ja", "born": 1}
    assert [fault.field for fault in contradictions(Case(facts), ON)] == ["born", "in_work", "residence"]


@pytest.mark.parametrize(
    "function",
    [
        law.follow_up_service,
        law.youth_guarantee,
        law.training_measure,
        law.activity_condition,
        law.youth_programme,
        law.privatist_may_sit_exam,
        lambda case, on: payment_routes(Cost.REISE, case, on),
    ],
)
def test_every_question_refuses_a_contradiction(function):
    """No function of the room answers about a case that contradicts itself."""
    with pytest.raises(BadInput):
        function(Case({"final_competence": "STUDIE", "lower_secondary": "IKKE_FULLFORT"}), ON)


def test_special_categories_are_marked():
    """What tells of health is marked as a special category, and nothing else is."""
    marked = {name for name, fact in FACTS.items() if fact.special_category}
    assert marked == {"reduced_work_capacity", "benefit", "complex_needs"}


def test_who_answers_what():
    """The school, the youth, the county, NAV and the employer each answer their own questions."""
    assert {FACTS[name].answered_by for name in ("years_used", "youth_right_window", "youth_right_lost")} == {"county"}
    assert (FACTS["at_risk"].answered_by, FACTS["wants_help"].answered_by) == ("school", "youth")
    assert FACTS["in_training_measure"].answered_by == "nav"
    assert all(name == fact.name for name, fact in FACTS.items())


def conditions():
    """Every rule set of the room, and the ids of all their conditions."""
    every = [
        *law.right_rules(),
        law.follow_up_rules(),
        law.privatist_rules(),
        *law.nav_rules().values(),
        *law.route_rules().values(),
    ]
    return every, {c.id for versions in every for rules in versions.versions for c in rules.conditions}


def words_of_measures():
    """Every id that the measures hand out, on days before and after each of their switches."""
    for on in [date(year, 1, 1) for year in range(2010, 2034)] + [date(2025, 7, 1), date(2025, 8, 1)]:
        for told, decision in law.measures_open_to(Case({}), on):
            yield f"measure.{told.id}"
            yield from told.requires
            yield from (one.when for one in told.durations if one.when)
            yield from (f"note.{name}" for name in told.notes)
            yield from (f"condition.{condition.id}" for condition in decision.rules.conditions)
        for name, missing in law.not_established(on).items():
            yield f"measure.{name}"
            yield from (f"not_established.{one}" for one in missing)


def expected_words():
    """Every id that the room may hand out."""
    every, ids = conditions()
    yield from (f"condition.{name}" for name in ids)
    yield from (f"condition.{name}" for versions in every for rules in versions.versions for name in rules.not_modelled)
    for name, fact in FACTS.items():
        yield from (f"fact.{name}", f"question.{name}")
        yield from (f"choice.{name}.{code}" for code in fact.choices)
    yield from (f"right.{right.value}" for right in Right)
    yield from (f"note.{name}" for name in NOTES)
    yield from (f"open_point.{name}" for name in NOT_ESTABLISHED)
    yield from (f"cost.{cost.value}" for cost in Cost)
    yield from (f"route.{code}" for code in law.route_rules())
    for table in ("data/values.csv", "data/exam_fees.csv"):
        yield from (f"note.{row['note']}" for row in read_rows("tiltak.law", table) if row["note"])
    for cost in Cost:
        yield from (f"requires.{name}" for route in payment_routes(cost, Case({}), ON) for name in route.requires)
    yield from (f"rule_set.{versions.id}" for versions in every if versions.id not in law.route_rules())
    yield from words_of_measures()


@pytest.mark.parametrize("text_id", sorted(set(expected_words())))
def test_everything_said_has_words_in_three_languages(text_id):
    """Each id the room hands out has bokmål, nynorsk and English; the youth register comes in both or neither."""
    forms = WORDS[text_id]
    assert {"nb", "nn", "en"} <= set(forms)
    assert ("youth_nb" in forms) is ("youth_nn" in forms)
    assert all(text.strip() for text in forms.values())


def test_no_words_are_left_over():
    """Words that nothing says are words nobody checks; names of groups in a tree are the only others."""
    groups = {
        f"condition.{name}"
        for name in (
            "stay",
            "schooling",
            "ground",
            "years",
            "contract",
            "group",
            "age",
            "right",
            "variant",
            "measure_age_or_course",
        )
    }
    assert set(WORDS) == set(expected_words()) | groups


def test_what_the_youth_may_be_asked_is_put_in_the_youths_words():
    """Each question that the youth, or the adviser together with the youth, answers has a youth form."""
    for name, fact in FACTS.items():
        if fact.answered_by in {"youth", "adviser"}:
            assert "youth_nb" in WORDS[f"question.{name}"], name


def test_the_open_points_are_the_fourteen_of_the_reading():
    """Each point that was not established has an id of its own."""
    assert len(NOT_ESTABLISHED) == len(set(NOT_ESTABLISHED)) == 14


@pytest.mark.parametrize(
    ("born", "on", "holds"),
    [
        (date(1977, 12, 31), ON, True),
        (date(1978, 1, 1), ON, False),
    ],
)
def test_a_cohort_is_a_day_of_birth_and_nothing_else(born, on, holds):
    """Born on the last day counts, the day after does not, whatever day is asked about."""
    rule = BornBefore(date(1978, 1, 1))
    assert rule.holds(born, on) is holds
    assert rule.marks(on) == (date(1978, 1, 1),)
    assert rule.turns(born) == ()


def test_not_older_than_takes_the_birthday_itself():
    """The 30th birthday is in, the day after is out; a leap day follows the policy."""
    rule = NotOlderThan(30)
    assert rule.holds(date(1996, 11, 23), date(2026, 11, 23))
    assert not rule.holds(date(1996, 11, 23), date(2026, 11, 24))
    assert rule.last_day(date(1996, 2, 29)) == date(2026, 3, 1)
    assert NotOlderThan(30, LeapDay.FEBRUARY_28).last_day(date(1996, 2, 29)) == date(2026, 2, 28)
    assert rule.first_day(date(1996, 2, 29)) == date(1996, 2, 29)


@pytest.mark.parametrize(
    ("born", "last"),
    [
        (date(1999, 7, 31), date(2017, 7, 31)),
        (date(1999, 8, 1), date(2018, 7, 31)),
        (date(1999, 1, 1), date(2017, 7, 31)),
    ],
)
def test_the_school_year_of_a_birthday_ends_the_following_summer(born, last):
    """A birthday on 31 July is in the school year that ends that day; one on 1 August in the next."""
    rule = SchoolYearOfBirthday(18)
    assert rule.last_day(born) == last
    assert rule.first_day(born) == born
