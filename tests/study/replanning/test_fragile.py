"""Fragile exams: what one failure costs, by the same machinery as the plan made anew, the most costly first."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tiltak.rules import OutsideDates
from tiltak.study import Availability, Exclusion, Passed, Pin, Plan, build_plan, fee_in_law, gap
from tiltak.study.curriculum.terms import term
from tiltak.study.planning.demands import result_day
from tiltak.study.replanning import Happening, News, fragile_exams, replan

ON = date(2026, 11, 23)
FREE = Availability(12)


def ids(reasons):
    """The ids of reasons."""
    return [one.id for one in reasons]


@settings(max_examples=15)
@given(st.sampled_from(["PAABYGG_4", "FELLESFAG_HS"]), st.integers(9, 18), st.integers(1, 3), st.integers(0, 4))
def test_what_a_failure_costs_is_what_the_plan_made_anew_costs(goal, hours, most, done):
    """For each exam the figures are those of `replan` after that failure, all before and beside it passed."""
    passed = [Passed("MT-001", code, 4) for code in gap(goal, [], ON).missing[:done]]
    free = Availability(hours, max_exams_per_term=most)
    plan = build_plan(goal, passed, free, ON, county="40")
    if not isinstance(plan, Plan):
        return
    found = fragile_exams(plan, passed, free)
    assert {one.code for one in found} == {one.code for one in plan.exams}
    for one in found:
        exam = next(exam for exam in plan.exams if exam.code == one.code)
        now = term(exam.term).order
        news = [Happening(other.code, News.PASSED) for other in plan.exams if term(other.term).order <= now]
        news = [line for line in news if line.code != one.code]
        whole = replan(plan, [Happening(one.code, News.FAILED), *news], passed, free, one.known_on)
        assert one.known_on == result_day(exam.term, exam.sitting)
        assert (one.term, one.again) == (exam.term, whole.retaken[0].after)
        assert (one.last_term, one.terms_later) == (whole.finish.after, whole.finish.terms_later)
        assert one.moved == tuple((line.code, line.before, line.after) for line in whole.moved)
        assert one.fee.value == whole.cost.added
        assert one.proved is True
    cost = [(-one.terms_later, -len(one.moved), -one.fee.value, term(one.term).order, one.code) for one in found]
    assert cost == sorted(cost)


def test_the_last_exam_of_a_full_plan_is_the_most_fragile():
    """In a plan that uses its last term, failing there costs a term; the others find room without moving any."""
    plan = build_plan("PAABYGG_4", [], FREE, ON, county="40")
    found = fragile_exams(plan, [], FREE)
    assert [(one.code, one.terms_later, one.moved) for one in found] == [
        ("MAT1151", 1, ()),
        ("HIS1011", 0, ()),
        ("NAT1018", 0, ()),
        ("NOR1270", 0, ()),
        ("NOR1271", 0, ()),
        ("NOR1272", 0, ()),
    ]
    first, second = found[:2]
    assert (first.term, first.known_on, first.again, first.last_term) == (
        "H2028",
        date(2029, 1, 4),
        "V2029",
        "V2029",
    )
    assert ids(first.reasons) == ["fragile_again", "fragile_later", "pays_again_unconfirmed"]
    assert [dict(one.values) for one in first.reasons] == [
        {"term": "V2029"},
        {"terms": 1},
        {"term": "V2029", "fee": 1403},
    ]
    assert ids(second.reasons) == ["fragile_again", "fragile_same_finish", "pays_again_unconfirmed"]


def test_exams_that_must_move_are_named_and_count():
    """With little time some failures move other exams, both terms named; those come before equals that move none."""
    tight = Availability(8)
    plan = build_plan("PAABYGG_4", [], tight, ON, county="40")
    found = fragile_exams(plan, [], tight)
    assert [(one.code, one.terms_later, one.moved) for one in found if one.moved] == [
        ("HIS1011", 0, (("NAT1018", "H2027", "H2028"), ("NOR1272", "V2028", "H2027"))),
        ("NOR1270", 0, (("NOR1272", "V2028", "H2028"),)),
    ]
    assert [one.terms_later for one in found] == [1, 1, 1, 0, 0, 0]
    assert [len(one.moved) for one in found] == [0, 0, 0, 2, 1, 0]
    history = found[3]
    assert ids(history.reasons) == ["fragile_again", "fragile_same_finish", "fragile_moves", "pays_again_unconfirmed"]
    assert history.reasons[2].codes == ("NAT1018", "NOR1272")


def test_what_must_come_first_moves_with_it():
    """An exam that must come after the failed one moves behind its new term."""
    blocking = {"NAT1018": ("HIS1011",)}
    plan = build_plan("PAABYGG_4", [], FREE, ON, county="40", blocking=blocking)
    found = {one.code: one for one in fragile_exams(plan, [], FREE, blocking=blocking)}
    assert (found["HIS1011"].again, found["HIS1011"].moved) == ("H2027", (("NAT1018", "H2027", "H2028"),))


def test_terms_that_are_off_make_failures_dearer():
    """With no exams in autumn a failure that costs a term costs a whole year."""
    spring = [Exclusion("H")]
    plan = build_plan("PAABYGG_4", [], Availability(20, max_exams_per_term=3), ON, county="40", exclude=spring)
    found = fragile_exams(plan, [], Availability(20, max_exams_per_term=3), exclude=spring)
    assert {one.again[0] for one in found} == {"V"}
    assert {one.terms_later for one in found} <= {0, 2}


def test_where_no_plan_fits_any_more_comes_first():
    """A failure after which the last day cannot be kept comes first, with no figures that would not be true."""
    by = date(2029, 1, 10)
    plan = build_plan("PAABYGG_4", [], FREE, ON, county="40", finish_by=by)
    found = fragile_exams(plan, [], FREE, finish_by=by)
    first = found[0]
    assert (first.code, first.term) == ("MAT1151", "H2028")
    assert (first.again, first.last_term, first.terms_later, first.fee, first.moved) == ("", "", None, None, ())
    assert [(one.id, dict(one.values)) for one in first.reasons] == [("fragile_no_plan", {"term": "H2028"})]
    assert first.proved is True
    assert all(one.terms_later == 0 for one in found[1:])


def test_a_wish_for_the_failed_exam_falls_away_and_others_stay():
    """The pin of the failed exam is for a term that is past; the pin of another is kept."""
    plan = build_plan("PAABYGG_4", [], FREE, ON, county="40")
    code, other = plan.exams[0].code, plan.exams[-1]
    pins = [Pin(code, plan.exams[0].term), Pin(other.code, other.term)]
    found = {one.code: one for one in fragile_exams(plan, [], FREE, pins=pins)}
    assert found[code].again == "H2028"
    assert all(other.code not in {moved for moved, _, _ in one.moved} for one in found.values())


def test_no_exams_have_nothing_fragile():
    """A plan without exams has no fragile ones."""
    done = [Passed("A", "SAK1001", 4)]
    plan = build_plan("FAG:SAK1001", done, FREE, ON, county="40")
    assert fragile_exams(plan, done, FREE) == ()


def test_a_rate_that_nobody_knows_is_said_to_be_unknown():
    """Without a rate there is no fee, and the reason says that the price is not known; a confirmed one says so."""

    def unknown(on, passed_before):
        raise OutsideDates("exam_fee", on, ())

    plan = build_plan("FAG:SAK1001", [], FREE, ON, county="40")
    (found,) = fragile_exams(plan, [], FREE, fee=unknown)
    assert (found.fee, found.reasons[-1].id, dict(found.reasons[-1].values)) == (
        None,
        "pays_again_unknown",
        {"term": "H2027"},
    )
    (sure,) = fragile_exams(plan, [], FREE, fee=lambda _, passed: fee_in_law(date(2024, 1, 1), passed))
    assert (sure.reasons[-1].id, dict(sure.reasons[-1].values)) == ("pays_again", {"term": "H2027", "fee": 1305})


def test_a_search_that_stops_says_so():
    """At a limit of one node nothing is claimed to be proved."""
    plan = build_plan("GSK_23_6", [], FREE, ON, county="40")
    found = fragile_exams(plan, [], FREE, node_limit=1)
    assert {one.proved for one in found if one.terms_later != 1} <= {False, True}
    assert any(not one.proved for one in found)
