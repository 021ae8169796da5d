"""What to ask: each unknown by itself, the order, and the county's word about the right."""

from datetime import date

import pytest

from tiltak.faults import BadInput
from tiltak.law import Right, right_rules
from tiltak.programme import ProgrammeParameters, Result, assess, back_to_school_rules
from tiltak.rules import NOT_KNOWN, Verdict

ON = date(2026, 11, 23)
PLAIN = ProgrammeParameters()


def asked(answer):
    """The facts asked for, in order."""
    return [question.fact for question in answer.questions]


@pytest.mark.parametrize(
    ("unknown", "why"),
    [
        ("born", ("programme.at_least_16", "programme.before_30")),
        ("activity", ("programme.outside_training",)),
        ("in_work", ("programme.outside_work",)),
        ("wants_help", ("programme.wants_help",)),
        ("residence", ("programme.right_that_counts",)),
        ("lower_secondary", ("programme.right_that_counts",)),
    ],
)
@pytest.mark.parametrize("value", [None, NOT_KNOWN], ids=["not stated", "asked"])
def test_one_unknown_is_asked_about_and_says_why(unknown, why, value, youth):
    """A youth who fits but for one unknown fact: ask first, that fact first, with the conditions that hang on it."""
    answer = assess(youth(**{unknown: value}), PLAIN, ON)
    assert answer.result is Result.ASK_FIRST
    assert asked(answer)[0] == unknown
    assert set(why) <= set(answer.questions[0].why)
    assert answer.questions[0].asked is (value is NOT_KNOWN)


def test_only_the_school_is_asked_about_the_risk(youth):
    """For a pupil who fits but for the risk there is one question, and the school has the answer."""
    answer = assess(youth(activity="ELEV", in_work=None, channel="KONTAKTLAERER"), PLAIN, ON)
    assert [(question.fact, question.answered_by) for question in answer.questions] == [("at_risk", "school")]
    assert answer.questions[0].why == ("programme.at_risk",)


def test_what_both_tracks_need_comes_before_what_one_needs(youth):
    """Age and right, needed by both tracks, are asked before work, which only Back to School looks at."""
    answer = assess(youth(born=None, activity=None, in_work=None, lower_secondary=None), PLAIN, ON)
    order = asked(answer)
    assert max(order.index("born"), order.index("activity")) < order.index("in_work")


def test_the_youths_own_yes_comes_before_another_body_is_asked(youth):
    """Neither school nor county is asked before the youth has been asked for a yes."""
    facts = dict.fromkeys(["activity", "wants_help", "sharing_consent", "lower_secondary"])
    answer = assess(youth(channel="KONTAKTLAERER", **facts), PLAIN, ON)
    order = [question.answered_by for question in answer.questions]
    last_yes = asked(answer).index("sharing_consent")
    assert {"school", "county"} == set(order[last_yes + 1 :])
    assert not {"school", "county"} & set(order[: last_yes + 1])


def test_nothing_is_asked_that_cannot_change_the_answer(youth):
    """When age alone decides, nobody is asked for anything, and no special-category fact is ever needed."""
    assert assess(youth(born=date(1980, 1, 1), residence=None, wants_help=None), PLAIN, ON).questions == ()
    blank = assess(youth(**dict.fromkeys(["born", "residence", "lower_secondary", "activity", "in_work"])), PLAIN, ON)
    assert blank.questions
    assert not any(question.special_category for question in blank.questions)


@pytest.mark.parametrize(("county", "verdict"), [(True, Verdict.YES), (False, Verdict.NO), (None, Verdict.UNKNOWN)])
def test_the_county_settles_what_the_law_leaves_open(county, verdict, youth):
    """Where the law cannot tell, the county's answer is the answer, and without it the right stays open."""
    answer = assess(youth(lower_secondary=None, right_confirmed_by_county=county), PLAIN, ON)
    assert answer.right_counts is verdict
    assert ("programme.note.right_by_county" in answer.notes) is (county is not None)


@pytest.mark.parametrize(("schooling", "county"), [("FULLFORT", False), ("IKKE_FULLFORT", True)])
def test_county_and_law_that_differ_settle_nothing(schooling, county, youth):
    """When the county says the opposite of a sure answer, the result is to ask the county again."""
    answer = assess(youth(lower_secondary=schooling, right_confirmed_by_county=county), PLAIN, ON)
    assert answer.result is Result.ASK_FIRST
    assert "programme.note.county_and_law_differ" in answer.notes
    assert asked(answer) == ["right_confirmed_by_county"]
    agrees = assess(youth(right_confirmed_by_county=True), PLAIN, ON)
    assert agrees.result is Result.BACK_TO_SCHOOL


def test_every_right_of_the_law_is_looked_at():
    """The room knows the right behind each of the law's rule sets; a new one must not pass unseen."""
    from tiltak.programme.target_group import _RULE_SETS  # noqa: PLC0415 - the table under test is private

    assert {rules.id for rules in right_rules()} == {*_RULE_SETS, "discretion"}


def test_only_questions_about_rights_that_count_are_asked(youth):
    """An office that counts the youth right only asks nothing about trade certificates and second competences."""
    narrow = ProgrammeParameters(rights_that_count={Right.UNGDOMSRETT})
    many = asked(assess(youth(final_competence=None), PLAIN, ON))
    few = asked(assess(youth(final_competence=None), narrow, ON))
    assert "requalification_used" in many
    assert "requalification_used" not in few
    assert few[0] == "final_competence"


def test_the_choice_between_youth_and_adult_counts_when_either_does(youth):
    """A 21-year-old may choose youth or adult right, and so has a right where the office counts one of them."""
    for right in (Right.UNGDOMSRETT, Right.VOKSENRETT, Right.VALG_UNGDOM_VOKSEN):
        answer = assess(youth(), ProgrammeParameters(rights_that_count={right}), ON)
        assert answer.right.rights == {Right.VALG_UNGDOM_VOKSEN}
        assert answer.result is Result.BACK_TO_SCHOOL
    other = assess(youth(), ProgrammeParameters(rights_that_count={Right.PAABYGGING}), ON)
    assert other.result is Result.ELSEWHERE


@pytest.mark.parametrize(
    ("born", "right"), [(date(2008, 12, 1), Right.UNGDOMSRETT), (date(1999, 2, 3), Right.VOKSENRETT)]
)
def test_the_choice_is_having_both_rights(born, right, youth):
    """An office that counts only the choice does not count the youth right alone, nor the adult right alone."""
    only_the_choice = ProgrammeParameters(rights_that_count={Right.VALG_UNGDOM_VOKSEN})
    answer = assess(youth(born=born), only_the_choice, ON)
    assert answer.right.rights == {right}
    assert (answer.right_counts, answer.result) == (Verdict.NO, Result.ELSEWHERE)


def test_there_was_no_such_choice_before_the_new_act(youth):
    """Both rights at once, in the spring of the year of 25 under the old act, are not the new act's choice."""
    both = youth(born=date(1998, 5, 5), years_used=0, youth_right_lost=False, full_course_taken=False)
    only_the_choice = ProgrammeParameters(rights_that_count={Right.VALG_UNGDOM_VOKSEN})
    answer = assess(both, only_the_choice, date(2023, 7, 31))
    assert {Right.UNGDOMSRETT, Right.VOKSENRETT} <= answer.right.rights
    assert answer.right_counts is Verdict.NO
    assert assess(both, PLAIN, date(2023, 7, 31)).right_counts is Verdict.YES


def test_a_value_no_fact_can_have_is_refused(youth):
    """An unknown code raises with the fact named; it is never read as something near it."""
    with pytest.raises(BadInput, match="activity"):
        assess(youth(activity="LARLING"), PLAIN, ON)


def test_of_two_answers_that_cannot_both_be_true_neither_is_used(youth):
    """Both contradicting facts are asked again with that reason, and the rest of the case still counts."""
    answer = assess(youth(final_competence="STUDIE", lower_secondary="IKKE_FULLFORT"), PLAIN, ON)
    again = {question.fact for question in answer.questions if "programme.contradicted" in question.why}
    assert again == {"final_competence", "lower_secondary"}
    too_old = youth(final_competence="STUDIE", lower_secondary="IKKE_FULLFORT", born=date(1980, 1, 1))
    assert assess(too_old, PLAIN, ON).result is Result.ELSEWHERE


def test_what_only_the_county_can_settle_is_named(youth):
    """The question to the county carries the conditions of the law that are left to it."""
    waiting = youth(final_competence="STUDIE", requalification_used=True, residence="VENTER_PAA_SVAR")
    answer = assess(waiting, PLAIN, ON)
    for question in answer.questions:
        if question.fact == "right_confirmed_by_county":
            assert question.why[0] == "programme.right_that_counts"
            assert question.why[1:] == answer.right.for_the_county


def test_an_exam_as_privatist_is_an_answer_of_its_own(youth):
    """Outside the programme for want of a right, a youth may still sit an exam as privatist; before 2024 it is open."""
    answer = assess(youth(residence="ULOVLIG"), PLAIN, ON)
    assert answer.result is Result.ELSEWHERE
    assert answer.privatist_exam.verdict is Verdict.YES
    assert assess(youth(born=date(2000, 1, 1)), PLAIN, date(2024, 7, 31)).privatist_exam is None
    assert assess(youth(born=date(2000, 1, 1)), PLAIN, date(2024, 8, 1)).privatist_exam is not None


def test_the_conditions_say_where_they_are_written():
    """Each condition of the target group is the programme's own policy, section 2, and names who can change it."""
    for condition in back_to_school_rules(PLAIN).versions[0].conditions:
        assert [basis.section for basis in condition.bases] == ["2"]
        assert all(basis.owner == "NAV Midt-Telemark" for basis in condition.bases)


def test_what_the_rules_leave_out_is_said(youth):
    """Every decision carries what the description leaves to people."""
    left_out = assess(youth(), PLAIN, ON).back_to_school.not_modelled
    assert "programme.not_modelled.suitability" in left_out
    assert "programme.not_modelled.how_much_work" in left_out
