"""What would change a gap: by how much in exams, hours and fees, on what basis, and who decides."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltak.law import exam_fee
from tiltak.rules import OutsideDates
from tiltak.study import Ask, ChangeKind, Goal, Need, OneOf, Passed, catalogue, gap, goal_codes

ON = date(2026, 11, 23)


def lines(*codes, grade=4):
    """Lines of one made-up case with these codes."""
    return [Passed("MT-001", code, grade) for code in codes]


def change(found, question, about):
    """The one change with this question about this."""
    (one,) = [one for one in found.changes if one.id == question and one.about == (about,)]
    return one


@pytest.mark.parametrize(
    ("goal", "question", "about", "saved", "basis"),
    [
        ("PAABYGG_3", "second_norwegian_exemption", "NOR1271", (1, 94), ("EXEMPTION", ["§ 9-21"])),
        ("PAABYGG_3", "physical_education_exemption", "KRO1019", (1, 56), ("EXEMPTION", ["§ 5-10", "§ 9-23"])),
        ("FELLESFAG_HS", "physical_education_exemption", "KRO1018", (1, 112), ("EXEMPTION", ["§ 5-10", "§ 9-23"])),
        ("GSK_VITNEMAAL", "physical_education_exemption", "KRO1019", (1, 168), ("EXEMPTION", ["§ 5-10", "§ 9-23"])),
        ("GSK_VITNEMAAL", "second_norwegian_exemption", "NOR1268", (1, 131), ("EXEMPTION", ["§ 9-21"])),
        ("GSK_23_5", "recognition", "NOR-ST", (3, 393), ("RECOGNITION", ["§ 5-11"])),
        ("GSK_23_5", "recognition", "SAK", (1, 84), ("RECOGNITION", ["§ 5-11"])),
        ("FELLESFAG_HS", "recognition", "ENG-YF", (2, 140), ("RECOGNITION", ["§ 5-11"])),
    ],
)
def test_a_change_says_what_it_saves_and_where_it_stands(goal, question, about, saved, basis):
    """Exams, hours and fees saved; the provision; and that the county decides."""
    found = change(gap(goal, [], ON), question, about)
    fee = exam_fee(date(2027, 1, 15), passed_before=False).value
    assert (found.saves_exams, found.saves_hours) == saved
    assert found.saves_fees == saved[0] * fee
    assert (found.kind, [one.section for one in found.sources]) == (ChangeKind(basis[0]), basis[1])
    assert (found.answered_by, found.decided_by, found.confirmed) == ("county", "county", True)


@pytest.mark.parametrize(
    ("passed", "question", "about"),
    [
        ((), "maths_counts_twice", ("MAT-S1", "PF-REA3060")),
        (("REA3056",), "maths_counts_twice", ("MAT-R1",)),
        ((), "no_foreign_language_in_lower_secondary", ("SAM3046",)),
        ((), "foreign_language_exemption", ("FSP6222", "FSP6223")),
        (("FSP6219", "FSP6220"), "language_is_new", ("FSP-SP-I",)),
        (("SAM3054", "SAM3051", "SAM3072", "REA3056"), "depth_pair_accepted", ("PF-SAM3054", "PF-SAM3051")),
        (("NOR1420",), "short_residence_norwegian", ("NOR-KB",)),
    ],
)
def test_a_question_is_about_what_hangs_on_it(passed, question, about):
    """The sets that a yes brings in; where it brings in none, the exams that fall away."""
    found = gap("GSK_VITNEMAAL", lines(*passed), ON)
    assert [one.about for one in found.open_questions if one.id == question] == [about]


def test_a_question_that_no_table_knows_has_no_basis():
    """A goal written in code may ask what nobody has looked up: it is a fact to find, never called confirmed."""
    own = Goal("OWN", OneOf((Need("SAK"), Ask("something_else", "school", Need("GEO")))))
    (found,) = gap(own, [], ON).open_questions
    assert (found.kind, found.sources, found.confirmed) == (ChangeKind.FACT, (), False)
    assert (found.decided_by, found.saves_exams, found.saves_hours) == ("school", 0, 28)


def test_acceptance_by_the_admission_service_is_never_called_confirmed():
    """Subjects from vocational years add up in hours; that they are accepted was not read."""
    found = change(gap("GSK_23_6", lines("ENG1009", "ENG1010"), ON), "vocational_english_accepted", "ENG-YF")
    assert (found.kind, found.decided_by, found.confirmed) == (ChangeKind.ACCEPTANCE, "admissions", False)


def test_hours_that_nobody_states_are_no_saving():
    """Norwegian for short residence has no stated hours: one exam is saved, of hours nothing is said."""
    found = gap("GSK_VITNEMAAL", [], ON)
    (one,) = [one for one in found.changes if one.id == "short_residence_norwegian"]
    assert (one.saves_exams, one.saves_hours, one.hours_unknown) == (1, 0, ("NOR1420", "NOR1421"))


@pytest.mark.parametrize(
    ("on", "registered"),
    [
        (date(2024, 1, 14), date(2024, 1, 15)),
        (date(2024, 2, 1), date(2024, 2, 1)),
        (date(2024, 2, 2), date(2024, 9, 1)),
        (date(2024, 9, 16), date(2025, 1, 15)),
        (date(2026, 12, 31), date(2027, 1, 15)),
    ],
)
def test_fees_are_those_of_the_next_registration(on, registered):
    """One fee an exam code, at the rate of the day one can next register."""
    found = gap("GSK_23_6", [], on)
    assert found.fee == exam_fee(registered, passed_before=False)
    assert found.fees == found.ways[0].fees == 10 * found.fee.value


def test_a_rate_that_is_not_announced_is_not_confirmed():
    """The rate of 2027 is not voted: the sum is there, and marked."""
    assert gap("GSK_23_6", [], date(2027, 1, 15)).fee.confirmed is False
    assert gap("GSK_23_6", [], date(2024, 1, 15)).fee.confirmed is True


def test_without_a_rate_nothing_is_said_of_fees():
    """A day before any known rate gives a gap without fees, not one with zero."""

    def no_rate(registered_on, passed_before):
        raise OutsideDates("fee", registered_on, (), ())

    found = gap("GSK_23_6", [], ON, fee=no_rate)
    assert (found.exams, found.fees, found.fee) == (10, None, None)
    assert {one.saves_fees for one in found.changes} == {None}


@pytest.mark.parametrize("question", ["second_norwegian_exemption", "physical_education_exemption"])
def test_an_answered_exemption_is_the_same_as_f_on_the_papers(question):
    """A yes to the question and the grade F lead to the same ways."""
    code = {"second_norwegian_exemption": "NOR1271", "physical_education_exemption": "KRO1019"}[question]
    answered, written = gap("PAABYGG_3", [], ON, answered_yes=[question]), gap("PAABYGG_3", lines(code, grade="F"), ON)
    assert answered.ways == written.ways
    assert answered.exempted == written.exempted == (code,)
    assert question not in [one.id for one in answered.changes]


GOALS = [code for code in goal_codes() if not code.startswith(("FAG:", "PRAKSISKANDIDAT:", "FELLESFAG_"))]


@given(st.sampled_from([*GOALS, "FELLESFAG_HS"]), st.data())
def test_a_yes_saves_exactly_what_was_said(code, data):
    """Answering an open question with yes leaves the exams, hours and fees that the question promised."""
    codes = sorted({one for way in gap(code, [], ON).ways for one in way.missing} | {"ENG1009", "NAT1011", "HIS1010"})
    passed = lines(*data.draw(st.sets(st.sampled_from(codes), max_size=6)))
    before = gap(code, passed, ON)
    for one in before.open_questions:
        ids = [other.id for other in before.open_questions]
        if one.hours_unknown or ids.count(one.id) > 1:
            continue
        after = gap(code, passed, ON, answered_yes=[one.id])
        assert before.exams - after.exams == one.saves_exams
        assert before.hours - after.hours == one.saves_hours
        assert before.fees - after.fees == one.saves_fees


@given(st.sampled_from([*GOALS, "FELLESFAG_HS"]), st.data())
def test_a_recognition_saves_exactly_what_was_said(code, data):
    """A subject that is recognised leaves what the recognition promised."""
    before = gap(code, [], ON)
    one = data.draw(st.sampled_from(before.recognitions))
    codes = [part for set_id in one.about for part in catalogue().code_hours_of(set_id)]
    after = gap(code, lines(*codes, grade="GK"), ON)
    assert before.exams - after.exams == one.saves_exams
    assert before.hours - after.hours == one.saves_hours
