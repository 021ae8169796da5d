"""Plans: every one keeps every rule by an independent check, and where there is none the conflict is the smallest."""

import tomllib
from collections import Counter
from datetime import date, timedelta
from importlib.resources import files

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from tiltak.rules import Confidence, Dated, OutsideDates, Source
from tiltak.study import (
    Availability,
    ExamCalendar,
    Exclusion,
    NoPlan,
    Passed,
    Pin,
    Plan,
    UnknownCode,
    build_plan,
    gap,
    v2024_calendar,
    verify,
)
from tiltak.study.planning.conflicts import smallest_conflict

ON = date(2026, 11, 23)
GOALS = ("GSK_23_6", "PAABYGG_3", "PAABYGG_4", "FELLESFAG_HS", "PRAKSISKANDIDAT:HEA3103", "FAG:NOR1267", "FAG:REA3058")


def plan_for(goal="GSK_23_6", hours=12, *, on=ON, passed=(), county="40", **more):
    """A plan with ordinary answers."""
    return build_plan(goal, passed, Availability(hours), on, county=county, **more)


def lines(codes):
    """Lines of one made-up case with these codes."""
    return [Passed("MT-001", code, 4) for code in sorted(codes)]


@st.composite
def requests(draw):
    """Anything a youth may ask for: some subjects passed, weeks off, pins, exclusions and a last day."""
    goal = draw(st.sampled_from(GOALS))
    codes = gap(goal, [], ON).missing
    passed = lines(draw(st.sets(st.sampled_from(codes), max_size=len(codes))))
    on = draw(st.dates(date(2026, 6, 1), date(2029, 1, 1)))
    off = frozenset(on + timedelta(days=n) for n in draw(st.sets(st.integers(0, 500), max_size=12)))
    busy = {on + timedelta(days=n): draw(st.integers(0, 20)) for n in draw(st.sets(st.integers(0, 500), max_size=3))}
    availability = Availability(draw(st.integers(0, 25)), off, draw(st.integers(1, 4)), busy)
    terms = st.sampled_from(["V", "H", "V2027", "H2027", "V2028"])
    left = gap(goal, passed, on).missing
    pins = draw(st.lists(st.builds(Pin, st.sampled_from(left), terms), max_size=1)) if left else []
    exclude = draw(
        st.lists(
            st.builds(Exclusion, st.sampled_from(["V2027", "H2027", "V2028"]), st.sampled_from(["", *left])), max_size=2
        )
    )
    more = {
        "first_term_max": draw(st.one_of(st.none(), st.integers(1, 3))),
        "sat_before": draw(st.booleans()),
        "pins": pins,
        "exclude": exclude,
        "finish_by": draw(st.one_of(st.none(), st.dates(on, on + timedelta(days=1500)))),
        "calendar": draw(st.sampled_from([None, ExamCalendar({("V2027", "ENG1007"): date(2027, 5, 20)})])),
    }
    return goal, passed, availability, on, more


WORDS = {
    text_id: forms
    for place in ("words.toml", "planning/words.toml")
    for text_id, forms in tomllib.loads(files("tiltak.study").joinpath(place).read_text(encoding="utf-8")).items()
}


def said(prefix, ones, name="id"):
    """The English words of everything given, filled with the values it carries; raises when a value is missing."""
    return [
        WORDS[f"{prefix}.{getattr(one, name)}"]["en"].format(codes=", ".join(one.codes), **dict(one.values))
        for one in ones
    ]


@settings(max_examples=60, deadline=None)
@given(requests(), st.sampled_from(["40", "11", "50", "39"]))
def test_every_plan_keeps_every_rule(request, county):
    """Whatever is asked for, a plan that is given breaks no rule of the independent check."""
    goal, passed, availability, on, more = request
    found = build_plan(goal, passed, availability, on, county=county, **more)
    if isinstance(found, Plan):
        assert verify(found, passed, availability, **more) == ()
        assert found.proof == "optimal"
        assert said("plan_reason", [*found.reasons, *found.warnings])
        assert all(f"milestone.{one.id}" in WORDS for one in found.milestones)
    else:
        assert said("conflict", found.conflict)
        assert len(said("alternative", found.alternatives, "give_up")) == len(found.alternatives)
        assert found.proof == "proved"


@settings(max_examples=25, deadline=None)
@given(requests(), st.randoms(use_true_random=False))
def test_order_of_what_is_given_changes_nothing(request, shuffler):
    """The same request in another order has the same plan."""
    goal, passed, availability, on, more = request
    other = list(passed)
    shuffler.shuffle(other)
    turned = {**more, "exclude": list(reversed(more["exclude"]))}
    one, two = (
        build_plan(goal, given, availability, on, county="40", **options)
        for given, options in ((passed, more), (other, turned))
    )
    if isinstance(one, Plan):
        assert (one.exams, one.weeks, one.milestones) == (two.exams, two.weeks, two.milestones)


@settings(max_examples=25, deadline=None)
@given(requests())
def test_pinning_what_is_planned_changes_nothing(request):
    """Pinning an exam to the term it is planned in gives the same exams."""
    goal, passed, availability, on, more = request
    found = build_plan(goal, passed, availability, on, county="40", **more)
    if isinstance(found, Plan) and found.exams:
        pins = [Pin(one.code, one.term) for one in found.exams]
        again = build_plan(goal, passed, availability, on, county="40", **{**more, "pins": pins})
        assert again.exams == found.exams


@pytest.mark.parametrize(("on", "first"), [(date(2027, 2, 1), "V2027"), (date(2027, 2, 2), "H2027")])
def test_closed_window_is_never_used(on, first):
    """On the last day of registration the term is used; the day after it is not, and the plan says so."""
    found = plan_for("FAG:SAK1001", on=on)
    assert found.exams[0].term == first
    assert ("registration_closed" in [one.id for one in found.reasons]) is (first == "H2027")


def test_ten_exams_of_the_new_rule():
    """The six subjects from nothing: ten exams, one in the first term and at most two later, in six terms."""
    found = plan_for()
    assert next(len(one) for one in found.by_term().values()) == 1
    assert Counter(len(one) for one in found.by_term().values())[2] >= 4
    assert found.score.last_term == 5
    assert len(found.cost) == 10


def test_second_maths_comes_after_the_first():
    """2P is never planned before 1P when both are missing."""
    terms = [one.code for one in plan_for().exams]
    assert terms.index("MAT1019") < terms.index("MAT1023")


def test_pins_exclusions_and_first_term():
    """Norwegian in autumn, nothing in spring 2027: the plan follows, and says what it was asked."""
    pins, exclude = [Pin("NOR1267", "H")], [Exclusion("V2027")]
    found = plan_for(pins=pins, exclude=exclude)
    assert next(one.term for one in found.exams if one.code == "NOR1267").startswith("H")
    assert "V2027" not in found.by_term()
    assert {"pinned", "excluded"} <= {one.id for one in found.reasons}
    assert len(next(iter(found.by_term().values()))) == 1


def test_same_day_is_kept_apart():
    """Two written exams known to be on one day are not planned in one term."""
    days = {("V2027", "NOR1267"): date(2027, 5, 21), ("V2027", "ENG1007"): date(2027, 5, 21)}
    both = Pin("NOR1267", "V2027"), Pin("ENG1007", "V2027")
    wide = plan_for(pins=both, first_term_max=2, hours=20)
    assert isinstance(wide, Plan)
    found = plan_for(pins=both, first_term_max=2, hours=20, calendar=ExamCalendar(days))
    assert isinstance(found, NoPlan)
    assert "same_day" in [one.id for one in found.conflict]


def test_same_day_in_2024_is_a_warning_when_the_day_is_not_known():
    """R2 and S2 were on one day in spring 2024: planned in one term, that is said."""
    assert v2024_calendar().days["V2024", "REA3058"] == v2024_calendar().days["V2024", "REA3062"]
    own = evolve(gap("FAG:REA3058", [], ON).goal, id="OWN", about="", tree=gap("PAABYGG_4", [], ON).goal.tree)
    pins = [Pin("NOR1270", "V2028"), Pin("NOR1271", "V2028")]
    found = plan_for(own, pins=pins)
    assert "same_day_in_2024" not in [one.id for one in found.warnings]
    trade = plan_for("PAABYGG_3", pins=[Pin("MAT1151", "V2028"), Pin("REA3056", "V2028")])
    assert [one.codes for one in trade.warnings if one.id == "same_day_in_2024"] == [("MAT1151", "REA3056")]


def test_nothing_missing_is_a_plan_with_nothing_in_it():
    """When everything is passed the plan is empty and says so."""
    found = plan_for("FAG:SAK1001", passed=lines({"SAK1001"}))
    assert (found.exams, found.weeks, found.milestones, found.last_term) == ((), (), (), "")
    assert [one.id for one in found.reasons] == ["nothing_missing"]


def test_no_hours_at_all():
    """With no hours a week there is no plan, and the answer is how many would be enough."""
    found = plan_for("FAG:SAK1001", hours=0)
    assert [one.id for one in found.conflict] == ["hours_per_week"]
    (other,) = found.alternatives
    values = dict(other.values)
    assert isinstance(plan_for("FAG:SAK1001", hours=values["enough"]), Plan)
    assert isinstance(plan_for("FAG:SAK1001", hours=values["enough"] - 1), NoPlan)


def test_finish_by_too_early():
    """A last day that is too early is named with what stands against it, and the term that would do."""
    found = plan_for(finish_by=date(2027, 12, 31))
    ids = [one.id for one in found.conflict]
    assert "finish_by" in ids
    assert next(one.last_term for one in found.alternatives if one.give_up == "finish_by") == plan_for().last_term


@pytest.mark.parametrize("last", [date(2027, 6, 17), date(2027, 6, 18)])
def test_finish_by_counts_the_result(last):
    """A written exam of spring 2027 is in time on 18 June, when its result comes, and not the day before."""
    found = plan_for("PRAKSISKANDIDAT:HEA3103", finish_by=last)
    assert isinstance(found, Plan) is (last == date(2027, 6, 18))


def test_old_rule_ends_before_any_exam():
    """The 23/5 rule ends before a term can be used: no plan, and the rule that comes after is named."""
    found = plan_for("GSK_23_5")
    assert [(one.id, one.is_rule) for one in found.conflict] == [("rule_ends", True)]
    assert [dict(one.values)["goal"] for one in found.alternatives] == ["GSK_23_6"]


@pytest.mark.parametrize(("code", "instead"), [("NOR1260", "NOR1267"), ("HIS1009", "HIS1010"), ("KRO1017", "KRO1018")])
def test_code_without_exam_gives_no_plan(code, instead):
    """A code without a private exam gives no plan, says why, and names what to aim at."""
    found = plan_for(f"FAG:{code}")
    assert [one.id for one in found.conflict] == ["no_private_exam"]
    assert dict(found.alternatives[0].values)["goal"] == f"FAG:{instead}"


def test_pin_on_an_exam_outside_the_goal():
    """A pin on an exam that the goal does not take is named."""
    found = plan_for("FAG:SAK1001", pins=[Pin("GEO1003", "V2027")])
    assert [(one.id, one.codes) for one in found.conflict] == [("pin_outside_goal", ("GEO1003",))]


@settings(max_examples=40, deadline=None)
@given(requests())
def test_conflict_is_smallest(request):
    """Taking away what the conflict names can give a plan: giving up everything it names that can be given up does."""
    goal, passed, availability, on, more = request
    found = build_plan(goal, passed, availability, on, county="40", **more)
    if isinstance(found, Plan) or any(one.is_rule for one in found.conflict):
        return
    for other in found.alternatives:
        values = dict(other.values)
        changed, options = availability, dict(more)
        if other.give_up in {"hours_per_week", "max_exams_per_term"}:
            changed = evolve(availability, **{other.give_up: values["enough"]})
        elif other.give_up == "max_exams_first_term":
            options["first_term_max"] = values["enough"]
        elif other.give_up == "finish_by":
            options["finish_by"] = None
        elif other.give_up == "weeks_off":
            changed = Availability(availability.hours_per_week, max_exams_per_term=availability.max_exams_per_term)
        elif other.give_up == "pin":
            options["pins"] = []
        elif other.give_up == "exclusion":
            left = [one for one in more["exclude"] if (one.term, one.code) != (values["term"], "".join(other.codes))]
            options["exclude"] = left
        else:
            continue
        again = build_plan(goal, passed, changed, on, county="40", **options)
        assert isinstance(again, Plan)
        assert again.last_term == other.last_term


DEMANDS = [("a",), ("b",), ("c",), ("d",), ("e",), ("f",)]


@given(st.lists(st.sets(st.sampled_from(DEMANDS), min_size=1), min_size=1, max_size=4))
def test_smallest_conflict_is_smallest(cores):
    """Whatever sets of demands cannot be met together, the answer is one that cannot, and less of it always can."""

    def can_be_met(kept):
        return not any(core <= kept for core in cores)

    found = smallest_conflict(DEMANDS, can_be_met)
    assert not can_be_met(frozenset(found))
    for one in found:
        assert can_be_met(frozenset(found) - {one})


def test_conflict_that_nothing_can_mend_is_empty():
    """When not even no demand at all can be met there is no demand to blame."""
    assert smallest_conflict(DEMANDS, lambda _kept: False) == ()


def test_fee_of_each_exam_and_what_is_not_known():
    """One fee for each exam code; a rate that is not confirmed, or missing, is never called confirmed."""
    source = Source(
        law="L", section="§ 1", in_force_from=None, url="https://lovdata.no", checked_on=ON, confidence=Confidence.HIGH
    )

    def fee(day, passed_before):
        assert passed_before is False
        if day.year > 2027:
            raise OutsideDates("exam_fee", day, ())
        return Dated(1000, date(2027, 1, 1), date(2027, 12, 31), source, "NOK", confirmed=True)

    found = plan_for("PAABYGG_4", fee=fee)
    known = [one for one in found.cost if one.fee]
    assert {one.term[1:] for one in known} == {"2027"}
    assert found.total_cost == 1000 * len(known)
    assert not found.cost_confirmed
    assert all(one.fee and not one.confirmed for one in plan_for("FAG:SAK1001").cost)


def test_dates_that_are_not_published_are_marked():
    """Spring 2028 is computed from the pattern and marked; registration for spring 2027 is published."""
    found = plan_for()
    sure = {(one.term, one.id): one.confirmed for one in found.milestones}
    assert sure["V2027", "register"]
    assert not sure["V2028", "register"]
    assert not sure["V2027", "exam"]


def test_unknown_deadline_is_a_question():
    """A county whose deadline for adaptation is not known gives a milestone without a day, and it comes last."""
    stones = [one for one in plan_for("FAG:SAK1001", county="11").milestones if one.on is None]
    assert [one.id for one in stones] == ["apply_for_adaptation", "county_dates_published"]
    known = [one for one in plan_for("FAG:SAK1001").milestones if one.id == "apply_for_adaptation"]
    assert [(one.on, one.confirmed) for one in known] == [(date(2027, 2, 1), True)]


def test_numbers_of_the_office_replace_the_defaults():
    """A number set by the office is used, and its basis is the office."""
    found = plan_for("FAG:SAK1001", overrides={"share_of_annual_hours": 1})
    assert found.exams[0].hours == 84
    assert next(one.basis for one in found.defaults_used if one.id == "share_of_annual_hours") == "OFFICE"
    with pytest.raises(KeyError):
        plan_for("FAG:SAK1001", overrides={"no_such_number": 1})


def test_defaults_say_what_they_rest_on():
    """Every number that nobody gave carries its basis, and the share of annual hours is a judgement with a range."""
    used = {one.id: one for one in plan_for().defaults_used}
    assert used["share_of_annual_hours"].basis == "JUDGEMENT"
    assert (used["share_of_annual_hours"].low, used["share_of_annual_hours"].high) == ("0.36", "0.71")
    assert "max_exams_first_term" in used
    assert "max_exams_first_term" not in {one.id for one in plan_for(first_term_max=1).defaults_used}


@pytest.mark.parametrize("options", [{"county": "99"}, {"goal": "GSK"}])
def test_what_does_not_exist_is_said(options):
    """A county or a goal that does not exist raises UnknownCode."""
    with pytest.raises(UnknownCode):
        plan_for(**options)


def test_node_limit_is_said():
    """A search that is stopped says so: not settled, or bounded with what it is bounded by."""
    found = plan_for(node_limit=1)
    assert (found.conflict, found.proof) == ((), "not_settled")
    some = plan_for(node_limit=200)
    assert isinstance(some, NoPlan) or some.proof in {"optimal", "bounded"}
    if isinstance(some, Plan):
        assert verify(some, [], Availability(12)) == ()


@pytest.mark.parametrize(
    ("passed", "more", "calm"),
    [
        ([], {}, True),
        ([], {"sat_before": True}, False),
        ([Passed("MT-001", "REL1003", 4, kind="EXAM")], {}, False),
        ([Passed("MT-001", "REL1003", 1, kind="EXAM")], {}, False),
        ([Passed("MT-001", "REL1003", "IB", kind="EXAM")], {}, False),
        ([Passed("MT-001", "REL1003", 4, kind="STANDPUNKT")], {}, True),
        ([Passed("MT-001", "REL1003", 4)], {}, True),
        ([Passed("MT-001", "REL1003", "F", kind="EXAM")], {}, True),
        ([], {"sat_before": True, "first_term_max": 1}, True),
    ],
)
def test_the_calm_start_is_for_those_who_have_never_sat_an_exam(passed, more, calm):
    """Whoever has, takes as many the first time as in any term, and the reason says so; a given number holds."""
    plan = plan_for(hours=25, passed=passed, **more)
    first = Counter(one.term for one in plan.exams)[plan.exams[0].term]
    reasons = {one.id: dict(one.values) for one in plan.reasons}
    assert first == (1 if calm else 2)
    assert ("max_exams_first_term" in reasons) is calm
    assert reasons.get("sat_before") == (None if calm else {"most": 2})
    used = {one.id for one in plan.defaults_used}
    assert ("max_exams_first_term" in used) is (calm and "first_term_max" not in more)
    assert "max_exams_per_term" in used
    assert verify(plan, passed, Availability(25), **more) == ()
    assert said("plan_reason", plan.reasons)


def test_nothing_says_the_first_time_to_somebody_for_whom_it_is_not():
    """Where there is no plan, the calm start is neither blamed nor offered."""
    pins = [Pin(code, "V2027") for code in ("ENG1007", "HIS1010", "SAK1001")]
    found = plan_for(hours=25, sat_before=True, pins=pins)
    assert isinstance(found, NoPlan)
    ids = {one.id for one in found.conflict} | {one.give_up for one in found.alternatives}
    assert "max_exams_per_term" in ids
    assert "max_exams_first_term" not in ids


def test_hours_already_studied_are_not_planned_again():
    """Hours put into an exam come off what is planned for it, and at least one hour is left; the check sees both."""
    whole = plan_for("FAG:SAK1001")
    assert [one.hours for one in whole.exams] == [42]
    for studied, left in ((0, 42), (1, 41), (41, 1), (42, 1), (100, 1)):
        found = plan_for("FAG:SAK1001", studied={"SAK1001": studied})
        assert [one.hours for one in found.exams] == [left]
        assert sum(week.total for week in found.weeks) == left
        assert verify(found, [], Availability(12), studied={"SAK1001": studied}) == ()
    wrong = verify(plan_for("FAG:SAK1001", studied={"SAK1001": 5}), [], Availability(12))
    assert [one.rule for one in wrong] == ["hours_wrong"]


def test_a_subject_passed_twice_is_said_and_the_best_grade_counts():
    """Two grades for one subject: the best is used, and the plan says whom to ask."""
    twice = [Passed("MT-001", "SAK1001", 2), Passed("MT-001", "SAK1001", 4)]
    found = plan_for("FELLESFAG_HS", passed=twice)
    assert "SAK1001" not in [one.code for one in found.exams]
    assert [one.codes for one in found.warnings if one.id == "passed_twice"] == [("SAK1001",)]
    assert said("plan_reason", found.warnings)
    low = [Passed("MT-001", "SAK1001", 1), Passed("MT-001", "SAK1001", "IV")]
    assert "SAK1001" in [one.code for one in plan_for("FELLESFAG_HS", passed=low).exams]
    once = [Passed("MT-001", "SAK1001", 4), Passed("MT-001", "SAK1001", 4)]
    assert "passed_twice" not in [one.id for one in plan_for("FELLESFAG_HS", passed=once).warnings]


def test_every_milestone_has_its_owner_and_day():
    """One exam from nothing: each milestone by id, with the very days and the owner."""
    found = plan_for("FAG:SAK1001", 5)
    assert [(one.id, one.first, one.on, one.owner, one.confirmed) for one in found.milestones] == [
        ("order_books", None, date(2026, 11, 23), "adviser", True),
        ("apply_for_adaptation", None, date(2027, 2, 1), "youth", True),
        ("pay", None, date(2027, 2, 1), "adviser", True),
        ("register", date(2027, 1, 15), date(2027, 2, 1), "adviser", True),
        ("preparation_meeting", date(2027, 3, 29), date(2027, 3, 31), "adviser", False),
        ("exam", date(2027, 4, 1), date(2027, 6, 30), "youth", False),
        ("result", None, date(2027, 6, 30), "county", False),
        ("appeal", None, date(2027, 7, 10), "youth", False),
        ("next_registration", date(2027, 9, 1), date(2027, 9, 15), "adviser", False),
        ("county_dates_published", None, None, "county", False),
    ]
