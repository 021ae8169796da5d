"""What is missing for a goal: figures from the regulations, and laws that hold whatever is passed."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltak.study import AllOf, Ask, Goal, Need, OneOf, Passed, catalogue, gap, goal, standing
from tiltak.study.curriculum.goals import PROGRAMMES

ON = date(2026, 11, 23)
GOALS = ("GSK_23_5", "GSK_23_6", "PAABYGG_3", "PAABYGG_4", "FELLESFAG_HS", "FELLESFAG_BA")


def lines(*codes, grade=4):
    """Lines of one made-up case with these codes."""
    return [Passed("MT-001", code, grade) for code in codes]


@pytest.mark.parametrize(
    ("code", "exams", "hours"),
    [
        ("GSK_23_5", 10, 1121),
        ("PAABYGG_3", 8, 841),
        ("PAABYGG_4", 6, 645),
        *((f"FELLESFAG_{programme}", 8, 588) for programme in PROGRAMMES),
    ],
)
def test_figures_of_the_regulations(code, exams, hours):
    """With nothing passed, the number of exams and the hours are those of the regulation."""
    found = gap(code, [], ON)
    assert (found.exams, found.hours) == (exams, hours)


def test_new_rule_takes_ten_exams_and_history_of_general_studies():
    """Under the 23/6 rule the safe way is ten exams with HIS1010, and the shorter history is a question."""
    found = gap("GSK_23_6", [], date(2027, 1, 1))
    assert found.exams == 10
    assert "HIS1010" in found.missing
    assert "supplementary_history_accepted" in [one.id for one in found.open_questions]
    assert not found.notes


def test_unanswered_question_is_never_taken_as_yes():
    """HIS1011 counts under 23/5, but under 23/6 it only raises the question with the exam a yes would save."""
    assert "HIS1011" in gap("GSK_23_5", lines("HIS1011"), ON).already
    found = gap("GSK_23_6", lines("HIS1011"), ON)
    assert "HIS1010" in found.missing
    question = next(one for one in found.open_questions if one.id == "supplementary_history_accepted")
    assert (question.saves_exams, question.about) == (1, ("HIS-PB",))


@pytest.mark.parametrize(("on", "notes"), [(date(2026, 12, 31), ()), (date(2027, 1, 1), ("rule_has_ended",))])
def test_old_rule_ends_with_2026(on, notes):
    """On 31 December 2026 the 23/5 rule is in force; the day after it has ended and names its successor."""
    found = gap("GSK_23_5", [], on)
    assert found.notes == notes
    assert found.goal.replaced_by == "GSK_23_6"


@pytest.mark.parametrize(("on", "notes"), [(date(2026, 12, 31), ("rule_not_yet_in_force",)), (date(2027, 1, 1), ())])
def test_new_rule_begins_with_2027(on, notes):
    """Until 2027 the 23/6 rule is said not to be in force yet."""
    assert gap("GSK_23_6", [], on).notes == notes


@pytest.mark.parametrize(("grade", "counts"), [(1, False), (2, True), ("6", True), ("IM", False), ("IV", False)])
def test_two_is_the_lowest_grade_that_passes(grade, counts):
    """Grade 2 passes; grade 1, IM and IV do not, and are reported."""
    found = gap("FAG:SAK1001", lines("SAK1001", grade=grade), ON)
    assert found.complete is counts
    assert [one.code for one in found.not_passed] == ([] if counts else ["SAK1001"])


@pytest.mark.parametrize("grade", [0, 7, "X", "", "2+"])
def test_grades_that_do_not_exist(grade):
    """A grade outside 1 to 6 and the certificate's letters is refused."""
    with pytest.raises(ValueError, match="a grade is 1 to 6"):
        Passed("MT-001", "SAK1001", grade)


def test_two_grades_in_one_subject_are_reported():
    """A subject passed twice with different grades counts once and is reported."""
    found = gap("FAG:SAK1001", [*lines("SAK1001", grade=1), *lines("SAK1001", grade=3)], ON)
    assert found.complete
    assert [(one.code, one.grades) for one in found.repeated] == [("SAK1001", (1, 3))]
    assert not gap("FAG:SAK1001", [*lines("SAK1001"), *lines("SAK1001")], ON).repeated


def test_exemption_drops_the_exam_and_is_kept_apart():
    """An exempted second written Norwegian needs no exam, and is not called passed."""
    found = gap("FAG:NOR1267", lines("NOR1268", grade="F"), ON)
    assert (found.missing, found.already, found.exempted) == (("NOR1267", "NOR1269"), (), ("NOR1268",))


def test_code_without_exam_leads_nowhere_and_says_so():
    """A goal about a code without a private exam has no way, says why, and names what to aim at instead."""
    found = gap("FAG:NOR1260", [], ON)
    assert (found.ways, found.notes, found.complete) == ((), ("no_private_exam",), False)
    assert found.goal.instead == "FAG:NOR1267"


def test_hours_that_are_not_stated_are_not_zero():
    """The theory exam of a trade has no stated hours: that is said, not counted as none."""
    way = gap("PRAKSISKANDIDAT:HEA3103", [], ON).ways[0]
    assert (way.missing, way.hours, way.hours_unknown) == (("HEA3103",), 0, ("HEA3103",))


def test_old_code_confirmed_counts_and_unconfirmed_asks():
    """SAF1001 counts as SAK1001; NAT1002 is not confirmed as NAT1007 and becomes a question."""
    assert "SAK1001" in gap("GSK_23_6", lines("SAF1001"), ON).already
    found = gap("GSK_23_6", lines("NAT1002"), ON)
    assert "NAT1007" in found.missing
    assert ("old_code_counts", ("NAT1007",)) in [(one.id, one.about) for one in found.open_questions]


def test_pupils_english_asks_whether_one_grade_covers_both():
    """English passed as something else than an exam asks about the oral part; passed as an exam it does not."""
    asked = [one.id for one in gap("FELLESFAG_HS", lines("ENG1009"), ON).open_questions]
    assert "one_grade_covers_oral" in asked
    exam = gap("FELLESFAG_HS", [Passed("MT-001", "ENG1009", 4, kind="EXAM")], ON)
    assert "one_grade_covers_oral" not in [one.id for one in exam.open_questions]


def test_codes_outside_the_catalogue_are_listed():
    """A code the catalogue does not hold is listed, not dropped."""
    assert gap("FAG:SAK1001", lines("XYZ1234"), ON).not_in_catalogue == ("XYZ1234",)


def test_two_cases_at_once_are_refused():
    """What two youths have passed is never mixed."""
    with pytest.raises(ValueError, match="more than one case"):
        gap("FAG:SAK1001", [Passed("A", "SAK1001", 4), Passed("B", "REL1003", 4)], ON)


def test_grades_stay_out_of_the_repr():
    """The repr of what is passed shows neither grade nor date."""
    shown = repr(Passed("A", "SAK1001", 5, date(2024, 6, 1)))
    assert "5" not in shown
    assert "2024" not in shown


def codes_of(aim):
    """Every code on a cheapest way to a goal from nothing."""
    return sorted({code for way in gap(aim, [], ON).ways for code in way.missing})


@given(st.sampled_from(GOALS), st.data())
def test_passing_more_never_leaves_more(aim, data):
    """One more subject passed never makes more exams, and every way given is complete when it is passed."""
    codes = codes_of(aim)
    some = data.draw(st.lists(st.sampled_from(codes), unique=True))
    more = [*some, data.draw(st.sampled_from(codes))]
    before, after = gap(aim, lines(*some), ON), gap(aim, lines(*more), ON)
    assert (after.exams, after.hours) <= (before.exams, before.hours)
    for way in before.ways:
        assert gap(aim, lines(*some, *way.missing), ON).complete


@given(st.sampled_from(GOALS), st.data())
def test_gap_does_not_depend_on_the_order_of_lines(aim, data):
    """The answer is the same whatever order the papers are read in."""
    some = data.draw(st.lists(st.sampled_from(codes_of(aim)), unique=True))
    assert gap(aim, lines(*some), ON) == gap(aim, lines(*data.draw(st.permutations(some))), ON)


def all_ways(node):
    """Every way through a tree without its questions, by brute force."""
    match node:
        case Need(set_id):
            return [frozenset(catalogue().code_hours_of(set_id).items())]
        case AllOf(parts):
            return [frozenset().union(*picked) for picked in product(*map(all_ways, parts))]
        case OneOf(parts):
            return [way for part in parts for way in all_ways(part)]
        case Ask():
            return []


@given(st.sampled_from(GOALS), st.data())
def test_cheapest_equals_brute_force(aim, data):
    """The cheapest ways are those of full enumeration: fewest exams, then fewest hours, and all of them."""
    reach = sorted({code for way in all_ways(goal(aim).tree) for code, _ in way})
    done = set(data.draw(st.lists(st.sampled_from(reach), unique=True)))
    left = [frozenset(pair for pair in way if pair[0] not in done) for way in all_ways(goal(aim).tree)]
    best = min((len(way), sum(hours or 0 for _, hours in way)) for way in left)
    expected = {
        frozenset(code for code, _ in way) for way in left if (len(way), sum(hours or 0 for _, hours in way)) == best
    }
    found = gap(aim, lines(*sorted(done)), ON)
    assert (found.exams, found.hours) == best
    assert {frozenset(way.missing) for way in found.ways} == expected


def test_parts_of_a_goal_share_no_code():
    """No exam code stands in two parts of these goals that are both required, so none is passed for two things."""

    def codes(node):
        match node:
            case Need(set_id):
                return set(catalogue().code_hours_of(set_id))
            case Ask(part=part):
                return codes(part)
            case AllOf(parts) | OneOf(parts):
                found = [codes(part) for part in parts]
                if isinstance(node, AllOf):
                    assert sum(map(len, found)) == len(set().union(*found))
                return set().union(*found)

    for aim in GOALS:
        assert codes(goal(aim).tree)


def test_office_may_write_its_own_goal():
    """A goal that an office puts together itself is answered like any other."""
    own = Goal("OWN", AllOf((Need("SAK"), Need("ENG-YF"))))
    assert gap(own, lines("SAK1001"), ON).missing == ("ENG1009", "ENG1010")


def test_standing_sorts_every_line():
    """Each kind of line on the papers ends in its own place."""
    found = standing([*lines("HIS1009", "SAK1001", "NOR1211", "QQQ1111"), *lines("REL1003", grade="IV")])
    assert found.without_exam == ("HIS1009",)
    assert found.old_unconfirmed == ("NOR1211",)
    assert found.not_in_catalogue == ("QQQ1111",)
    assert found.done == {"SAK1001"}
    assert [one.code for one in found.not_passed] == ["REL1003"]


def test_grades_stay_out_of_what_is_made_of_them():
    """Neither a grade that does not pass nor a repeated one is shown by a repr."""
    found = standing([*lines("SAK1001", grade=1), *lines("REL1003", grade=3), *lines("REL1003", grade=5)])
    assert repr(found.not_passed) == "(LowGrade(code='SAK1001'),)"
    assert repr(found.repeated) == "(Repeated(code='REL1003'),)"
