"""Many plans at once: equal to brute force, every plan sound, nobody dropped, and the reasons true."""

import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import product

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from tiltak.faults import BadInput, FaultKind
from tiltak.rules import NOT_STATED, OutsideDates
from tiltak.study import (
    Availability,
    ExamCalendar,
    Exclusion,
    Passed,
    Pin,
    Plan,
    build_plan,
    catalogue,
    gap,
    open_terms,
)
from tiltak.study.cohort import (
    Aim,
    Fairness,
    Member,
    Resource,
    ResourceKind,
    Short,
    SolverMissing,
    in_each_term,
    plan_cohort,
    verify_cohort,
    what_if,
)
from tiltak.study.cohort.cases import Terms, alone, case_of

ON = date(2026, 11, 23)
TERMS = open_terms(ON, 4)
FEW = {"terms_ahead": 4}
SOCIAL = "FAG:SAK1001"


def fee(_on, _before):
    """No rate at all."""
    raise OutsideDates("fee", ON, ())


def leaving(case_id, *codes, goal="FELLESFAG_HS"):
    """Everything of a goal passed but some codes."""
    return tuple(Passed(case_id, code, 4) for code in gap(goal, [], ON).missing if code not in codes)


def youth(case_id, goal=SOCIAL, hours=20, *, most=2, **more):
    """A youth with ordinary answers."""
    return Member(case_id, goal, Availability(hours, max_exams_per_term=most), "40", **more)


def pair(case_id, **more):
    """A youth who would take two exams in the first term."""
    codes = ("SAK1001", "NAT1011")
    return youth(case_id, "FELLESFAG_HS", 30, passed=leaving(case_id, *codes), sat_before=True, **more)


def seats(amount, *terms, codes=(), name="seats"):
    """Seats in a class."""
    return Resource(name, ResourceKind.HOSPITERING, amount, terms, codes)


def delays(cohort):
    """Terms of delay by case."""
    return {one.case_id: one.delay for one in cohort.placed}


# Brute force


@cache
def placings(member):
    """Every placing that the planner accepts and that keeps the order of the plan alone, with that plan's own."""
    own = build_plan(
        member.goal, member.passed, member.availability, ON, county="40", sat_before=member.sat_before, overrides=FEW
    )
    codes = [one.code for one in own.exams]
    home = {one.code: one.term for one in own.exams}
    found = []
    for terms in product(TERMS, repeat=len(codes)):
        placed = dict(zip(codes, terms, strict=True))
        pins = [Pin(code, term) for code, term in placed.items()]
        plan = build_plan(
            member.goal,
            member.passed,
            member.availability,
            ON,
            county="40",
            sat_before=member.sat_before,
            pins=pins,
            overrides=FEW,
        )
        if isinstance(plan, Plan) and not broken(placed) - broken(home):
            found.append(placed)
    assert home in found
    return home, tuple(found)


def broken(placed):
    """Exams before everything they build on."""
    after = {code: [one for one in catalogue().builds_on.get(code, ()) if one in placed] for code in placed}
    return {
        code
        for code, before in after.items()
        if before and all(TERMS.index(placed[one]) > TERMS.index(placed[code]) for one in before)
    }


def end(placed):
    """Index of the last term."""
    return max(TERMS.index(term) for term in placed.values())


def fits(members, chosen, resources):
    """Whether what is shared is enough."""
    for one in resources:
        used = 0
        for member, placed in zip(members, chosen, strict=True):
            if placed is None or (one.kind is ResourceKind.CAR and member.ride_wanted is not True):
                continue
            here = [
                term
                for code, term in placed.items()
                if (not one.codes or code in one.codes) and (not one.terms or term in one.terms)
            ]
            used += (len(set(here)) if one.kind is ResourceKind.ROOM else len(here)) * (one.use or 1)
        if used > one.amount:
            return False
    return True


def worth(members, late, rule):
    """What a rule compares, from the left; None is left out."""
    horizon = len(TERMS)
    terms = [horizon if one is None else one for one in late]
    first = (sum(one is None for one in late),)
    match rule:
        case Fairness.WAITED_LONGEST:
            days = sorted({one.waited_since for one in members})
            middle = tuple(
                sum(t for one, t in zip(members, terms, strict=True) if one.waited_since == day) for day in days
            )
        case Fairness.LEAST_LEFT_BEHIND:
            middle = tuple(sum(t >= least for t in terms) for least in range(horizon - 1, 0, -1))
        case Fairness.EQUAL_SHARE:
            groups = {one.group for one in members}
            means = []
            for group in groups:
                own = [t for one, t in zip(members, terms, strict=True) if one.group == group]
                means.append(Fraction(sum(own), len(own)))
            middle = (max(means),)
        case Fairness.LEAST_DELAY:
            middle = ()
    return (*first, *middle, sum(terms))


def brute(members, resources, rule):
    """The best worth there is, and for each list of delays that has it the fewest moved exams."""
    options = [[None, *placings(one)[1]] for one in members]
    homes = [placings(one)[0] for one in members]
    found = {}
    for chosen in product(*options):
        if not fits(members, chosen, resources):
            continue
        late = tuple(
            None if placed is None else end(placed) - end(home) for placed, home in zip(chosen, homes, strict=True)
        )
        moved = sum(
            placed[code] != home[code]
            for placed, home in zip(chosen, homes, strict=True)
            if placed is not None
            for code in placed
        )
        key = worth(members, late, rule), late
        found[key] = min(moved, found.get(key, moved))
    best = min(value for value, _ in found)
    return best, {late: moved for (value, late), moved in found.items() if value == best}


KINDS = [
    ("FAG:SAK1001", ()),
    ("FELLESFAG_HS", ("NOR1262", "NOR1263")),
    ("FELLESFAG_HS", ("ENG1009", "ENG1010")),
    ("FELLESFAG_HS", ("MAT1117", "SAK1001")),
]


@st.composite
def cohorts(draw):
    """Two or three youths and up to three resources, scarce more often than not."""
    members = []
    for number in range(draw(st.integers(2, 3))):
        goal, codes = draw(st.sampled_from(KINDS))
        case = f"MT-{number}"
        members.append(
            Member(
                case,
                goal,
                Availability(draw(st.sampled_from([5, 9, 20])), max_exams_per_term=draw(st.sampled_from([1, 2]))),
                "40",
                leaving(case, *codes) if codes else (),
                waited_since=draw(st.sampled_from([date(2026, 8, 1), date(2026, 9, 1)])),
                group=draw(st.sampled_from(["NORD", "SYD"])),
                ride_wanted=draw(st.booleans()),
                sat_before=bool(codes) or draw(st.booleans()),
            )
        )
    resources = []
    for number in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from([one for one in ResourceKind if one is not ResourceKind.EXAM_FEES]))
        terms = draw(st.sets(st.sampled_from(TERMS), max_size=4))
        codes = draw(st.sampled_from([(), ("SAK1001",), ("NOR1262", "MAT1117"), ("ENG1009",)]))
        use = draw(st.sampled_from([None, 2]))
        resources.append(Resource(f"r{number}", kind, draw(st.integers(0, 3)), tuple(sorted(terms)), codes, use))
    return members, resources


@given(cohorts(), st.sampled_from(Fairness))
@settings(max_examples=30)
def test_the_cohort_is_the_best_of_all_that_can_be_tried(cohort, rule):
    """On small cohorts every aim is what trying every placing of everybody gives, and the answer keeps every rule."""
    members, resources = cohort
    found = plan_cohort(members, resources, ON, fairness=rule, overrides=FEW)
    best, moved = brute(members, resources, rule)
    *reached, last = found.aims
    assert found.proof == "optimal"
    assert [one.value for one in reached] == pytest.approx([float(one) for one in best])
    late = delays(found)
    assert last.value == moved[tuple(late.get(one.case_id) for one in members)]
    assert verify_cohort(found, members, resources) == ()


@given(cohorts(), st.sampled_from(Fairness), st.data())
@settings(max_examples=20)
def test_one_more_of_a_resource_never_makes_anything_worse(cohort, rule, data):
    """With one unit more the aims, compared in their order, are at least as good."""
    members, resources = cohort
    found = plan_cohort(members, resources, ON, fairness=rule, overrides=FEW)
    more = what_if(found, data.draw(st.sampled_from([one.id for one in resources])))
    before, after = ([round(aim.value, 6) for aim in one.aims[:-1]] for one in (found, more.cohort))
    assert after <= before
    assert more.plans_won >= 0


@given(cohorts())
@settings(max_examples=20)
def test_what_held_a_youth_back_is_enough_and_the_least(cohort):
    """With what is said to be short added and everybody else held still, the youth ends sooner; with less, not."""
    members, resources = cohort
    found = plan_cohort(members, resources, ON, fairness=Fairness.LEAST_DELAY, overrides=FEW)
    everybody = {one.case_id: {exam.code: exam.term for exam in one.plan.exams} for one in found.placed}
    for one in (*found.placed, *found.left_out):
        reason = one.held_back if one.case_id in everybody else one.shortage
        if reason is None:
            continue
        at = [member.case_id for member in members].index(one.case_id)
        home, options = placings(members[at])
        wanted = [
            placed
            for placed in options
            if one.case_id not in everybody or end(placed) - end(home) < delays(found)[one.case_id]
        ]
        others = [everybody.get(member.case_id) for member in members]

        def enough(extra, at=at, others=others, wanted=wanted):
            more = [evolve(line, amount=line.amount + extra.get(line.id, 0)) for line in resources]
            return any(fits(members, [*others[:at], placed, *others[at + 1 :]], more) for placed in wanted)

        said = {line.resource: line.units for line in reason.short}
        assert reason.proof == "optimal"
        assert said
        assert enough(said)
        for name, units in said.items():
            assert not enough({**said, name: units - 1})


# The rules, worked out by hand


def test_those_who_have_waited_longest_go_first():
    """One seat a term goes to the earliest day first, whatever the case is called."""
    since = {"MT-1": date(2026, 9, 3), "MT-2": date(2026, 9, 1), "MT-3": date(2026, 9, 2)}
    members = [youth(case, waited_since=day) for case, day in since.items()]
    found = plan_cohort(members, in_each_term(seats(1), TERMS), ON, fairness=Fairness.WAITED_LONGEST)
    assert delays(found) == {"MT-1": 2, "MT-2": 0, "MT-3": 1}
    assert [(one.id, one.about, one.value) for one in found.aims[1:4]] == [
        ("delay_by_waiting", "2026-09-01", 0),
        ("delay_by_waiting", "2026-09-02", 1),
        ("delay_by_waiting", "2026-09-03", 2),
    ]


def two_against_one():
    """R needs two seats at once and cannot come in V2028; P and Q need one each; H2027 has none."""
    one = pair("R", exclude=[Exclusion("V2028")])
    others = [youth(case, sat_before=True) for case in ("P", "Q")]
    given_out = [seats(2, "V2027", name="a"), seats(0, "H2027", name="b"), seats(2, "V2028", name="c")]
    return [one, *others], given_out


def test_least_delay_counts_terms_whoever_has_them():
    """One youth three terms late is less in all than two youths two terms late."""
    members, resources = two_against_one()
    found = plan_cohort(members, resources, ON, fairness=Fairness.LEAST_DELAY)
    assert delays(found) == {"P": 0, "Q": 0, "R": 3}


def test_least_left_behind_shortens_the_longest_delay():
    """Two youths two terms late are better than one three terms late."""
    members, resources = two_against_one()
    found = plan_cohort(members, resources, ON, fairness=Fairness.LEAST_LEFT_BEHIND)
    assert delays(found) == {"P": 2, "Q": 2, "R": 0}


def test_equal_share_evens_out_between_groups():
    """Three seats in three terms: the group of one waits one term, so that both groups have one term a youth."""
    groups = {"MT-1": "NORD", "MT-2": "NORD", "MT-3": "SYD"}
    members = [youth(case, group=group) for case, group in groups.items()]
    found = plan_cohort(members, in_each_term(seats(1), TERMS), ON, fairness=Fairness.EQUAL_SHARE)
    late = delays(found)
    assert (late.pop("MT-3"), sorted(late.values())) == (1, [0, 2])
    assert found.aims[1] == Aim("worst_group", 1.0, 1.0)


def test_a_youth_without_a_group_is_a_group_alone():
    """Nobody's delay is averaged with that of a stranger."""
    members = [youth("MT-1"), youth("MT-2")]
    found = plan_cohort(members, [seats(1, "V2027")], ON, fairness=Fairness.EQUAL_SHARE)
    assert found.aims[1].value == 1


# What is shared


def test_a_budget_of_nothing_places_nobody_and_says_how_much_is_missing():
    """Everybody is listed, each with what alone would be enough, and the sum for all."""
    members = [youth("MT-1"), youth("MT-2")]
    none = Resource("fees", ResourceKind.EXAM_FEES, 0)
    found = plan_cohort(members, [none], ON, fairness=Fairness.LEAST_DELAY)
    each = build_plan(SOCIAL, [], Availability(20), ON, county="40").total_cost
    assert [(one.case_id, one.reason, one.shortage.short) for one in found.left_out] == [
        ("MT-1", "short", (Short("fees", each),)),
        ("MT-2", "short", (Short("fees", each),)),
    ]
    assert found.placed == ()
    assert found.shortage.short == (Short("fees", 2 * each),)
    assert (found.use[0].used, found.use[0].wanted, found.use[0].confirmed) == (0, 2 * each, False)
    assert (found.aims[0].value, found.proof, found.gap) == (2, "optimal", 0.0)


def test_the_smallest_set_of_short_resources_is_found():
    """A desk and a seat are missing for one, only a seat for both: the seats alone are named."""
    members = [youth("MT-1"), youth("MT-2")]
    shared = [seats(0), Resource("desks", ResourceKind.ROOM, 2), Resource("car", ResourceKind.CAR, 0)]
    found = plan_cohort(members, shared, ON, fairness=Fairness.LEAST_DELAY)
    assert found.shortage.short == (Short("seats", 2),)
    assert found.shortage.proof == "optimal"


def test_exactly_enough_is_enough():
    """With as many seats as youths nobody is delayed; with one fewer, one is."""
    members = [youth(f"MT-{n}") for n in range(3)]
    enough = plan_cohort(members, [seats(3, "V2027")], ON, fairness=Fairness.LEAST_DELAY)
    short = plan_cohort(members, [seats(2, "V2027")], ON, fairness=Fairness.LEAST_DELAY)
    assert sorted(delays(enough).values()) == [0, 0, 0]
    assert sorted(delays(short).values()) == [0, 0, 1]
    assert (short.use[0].used, short.use[0].wanted) == (2, 3)


def test_the_reason_counts_the_others_and_never_names_them():
    """Who is delayed sees how many take of the seat; who has it sees how many lack it."""
    members = [youth(f"MT-{n}", waited_since=date(2026, 9, n)) for n in (1, 2, 3)]
    found = plan_cohort(members, [seats(2, "V2027")], ON, fairness=Fairness.WAITED_LONGEST)
    last = found.of("MT-3")
    assert (last.delay, last.moved, last.held_back.short) == (1, ("SAK1001",), (Short("seats", 1, taken_by=2),))
    assert [found.of(case).holds_back for case in ("MT-1", "MT-2", "MT-3")] == [1, 1, 0]
    assert "MT-1" not in repr(last)


def test_a_desk_is_for_a_youth_and_a_seat_for_an_exam():
    """Two exams in one term take one desk and two seats."""
    one = pair("A")
    desk = Resource("desk", ResourceKind.ROOM, 1, ("V2027",))
    assert delays(plan_cohort([one], [desk], ON, fairness=Fairness.LEAST_DELAY)) == {"A": 0}
    two = plan_cohort([one], [desk, seats(1, "V2027")], ON, fairness=Fairness.LEAST_DELAY)
    assert delays(two) == {"A": 1}
    assert {use.resource: use.used for use in two.use} == {"desk": 1, "seats": 1}


def test_only_those_who_want_the_ride_take_a_seat_in_the_car():
    """A no takes none; nothing stated takes none and is a question."""
    members = [youth("N", ride_wanted=False), youth("Q"), youth("Y", ride_wanted=True)]
    car = Resource("car", ResourceKind.CAR, 0, ("V2027",))
    found = plan_cohort(members, [car], ON, fairness=Fairness.LEAST_DELAY)
    assert delays(found) == {"N": 0, "Q": 0, "Y": 1}
    assert [(one.id, one.case_id, one.answered_by) for one in found.questions] == [("ride_wanted", "Q", "youth")]
    assert members[1].ride_wanted is NOT_STATED
    assert plan_cohort(members, [seats(0, "V2027")], ON, fairness=Fairness.LEAST_DELAY).questions == ()


def test_a_youth_who_does_not_take_part_is_not_held_back():
    """Who studies elsewhere shares no seat."""
    members = [youth("A", shares=frozenset({ResourceKind.ROOM})), youth("B")]
    found = plan_cohort(members, [seats(0, "V2027")], ON, fairness=Fairness.LEAST_DELAY)
    assert delays(found) == {"A": 0, "B": 1}


def test_nobody_is_dropped():
    """Who has no plan alone is listed with that plan's own conflict, and who misses nothing is placed."""
    done = youth("DONE", passed=[Passed("DONE", "SAK1001", 4)])
    members = [done, youth("OK"), youth("NO", hours=0)]
    found = plan_cohort(members, [seats(1)], ON, fairness=Fairness.LEAST_LEFT_BEHIND)
    assert [(one.case_id, one.reason, one.shortage) for one in found.left_out] == [("NO", "no_plan_alone", None)]
    assert "hours_per_week" in {one.id for one in found.of("NO").alone.conflict}
    assert delays(found) == {"DONE": 0, "OK": 0}
    assert (found.shortage, found.proof) == (None, "optimal")
    assert verify_cohort(found, members, [seats(1)]) == ()
    with pytest.raises(KeyError, match="XX"):
        found.of("XX")


def test_an_empty_cohort_is_a_cohort():
    """Nobody asked, nobody placed, nothing used."""
    found = plan_cohort([], [seats(0)], ON, fairness=Fairness.EQUAL_SHARE)
    assert (found.placed, found.left_out, found.proof, found.use[0].used) == ((), (), "optimal", 0)


def test_a_placing_the_planner_refuses_is_never_given():
    """No day for the preparation meeting in H2027: the planner says no, and the next best is found."""
    first = ExamCalendar({("H2027", "SAK1001"): date(2027, 11, 24)})
    off = frozenset(date(2027, 11, 8) + timedelta(days=7 * n) for n in range(3))
    member = Member("A", SOCIAL, Availability(20, off), "40")
    found = plan_cohort([member], [seats(0, "V2027")], ON, fairness=Fairness.LEAST_DELAY, calendar=first)
    assert (delays(found), found.rounds) == ({"A": 2}, 2)
    assert found.of("A").held_back.short == (Short("seats", 1),)


def test_two_exams_known_to_be_on_one_day_are_not_in_one_term():
    """What the calendar knows is kept when exams are moved."""
    one = pair("A")
    day = date(2027, 11, 24)
    calendar = ExamCalendar({("H2027", "SAK1001"): day, ("H2027", "NAT1011"): day})
    found = plan_cohort([one], [seats(0, "V2027")], ON, fairness=Fairness.LEAST_DELAY, calendar=calendar)
    assert delays(found) == {"A": 2}


def test_the_cohorts_pins_are_not_said_to_be_the_youths():
    """A moved plan speaks of the youth's own pins only."""
    wish = Pin("SAK1001", "H")
    members = [youth("A"), youth("B", pins=[wish])]
    found = plan_cohort(members, [seats(0, "V2027"), seats(1, "H2027", name="h")], ON, fairness=Fairness.LEAST_DELAY)
    pinned = {one.case_id: [why.codes for why in one.plan.reasons if why.id == "pinned"] for one in found.placed}
    assert pinned == {"A": [], "B": [("SAK1001",)]}
    assert delays(found) == {"A": 2, "B": 0}


def test_a_plan_that_ends_later_says_that_it_is_shared():
    """It does not claim the earliest finish; one that ends as early as alone does."""
    members = [youth(f"MT-{n}", waited_since=date(2026, 9, n)) for n in (1, 2)]
    found = plan_cohort(members, [seats(1, "V2027")], ON, fairness=Fairness.WAITED_LONGEST)
    first, last = ({one.id: dict(one.values) for one in line.plan.reasons} for line in found.placed)
    assert ("earliest_finish" in first, "shared_with_others" in first) == (True, False)
    assert ("earliest_finish" in last, last["shared_with_others"]) == (False, {"term": "V2027"})


@given(st.integers(4, 30), st.sets(st.integers(0, 60), max_size=12), st.integers(1, 3), st.booleans())
@settings(max_examples=10)
def test_the_cohort_never_rules_out_what_the_planner_accepts(hours, weeks, most, before):
    """The room that the program reckons with is never less than the planner's."""
    off = frozenset(ON + timedelta(days=7 * week) for week in weeks)
    codes = ("NOR1262", "MAT1117")
    member = Member("A", "FELLESFAG_HS", Availability(hours, off, most), "40", leaving("A", *codes), sat_before=before)
    terms = Terms(ON, ExamCalendar(), fee, {})
    own = alone(member, terms)
    if not isinstance(own, Plan):
        return
    case = case_of(member, own, terms)
    spent = {one.code: one.hours for one in own.exams}
    for names in product(case.terms[:3], repeat=2):
        placed = dict(zip(codes, names, strict=True))
        plan = alone(evolve(member, pins=[Pin(*pair) for pair in placed.items()]), terms)
        if isinstance(plan, Plan):
            at = {code: case.terms.index(name) for code, name in placed.items()}
            assert all(at[code] in case.allowed[code] for code in codes)
            for term, together, room in case.rooms:
                assert sum(spent[code] for code in together if at[code] == term) <= room


# Bad input


def faults(members, resources, rule=Fairness.LEAST_DELAY, **more):
    """The faults of something that cannot be planned from."""
    with pytest.raises(BadInput) as caught:
        plan_cohort(members, resources, ON, fairness=rule, **more)
    return [(one.kind, one.file, one.row, one.field, one.found, one.nearest) for one in caught.value.faults]


def test_every_fault_is_told_at_once():
    """A case there twice, a goal, a county and a resource that cannot be: one error holds them all."""
    members = [youth("A"), youth("A"), youth("B", "FAG:SAK1002"), evolve(youth("C"), county="99")]
    resources = [seats(-1), seats(1), Resource("x", ResourceKind.ROOM, 1, ("S2027",), ("SAK1002",), 0)]
    found = faults(members, resources)
    assert [one[:5] for one in found] == [
        (FaultKind.REPEATED, "members", 1, "case_id", "A"),
        (FaultKind.REPEATED, "members", 2, "case_id", "A"),
        (FaultKind.UNKNOWN_CODE, "members", 3, "goal", "FAG:SAK1002"),
        (FaultKind.UNKNOWN_CODE, "members", 4, "county", "99"),
        (FaultKind.OUT_OF_RANGE, "resources", 1, "amount", "-1"),
        (FaultKind.REPEATED, "resources", 1, "id", "seats"),
        (FaultKind.REPEATED, "resources", 2, "id", "seats"),
        (FaultKind.UNKNOWN_CODE, "resources", 3, "codes", "SAK1002"),
        (FaultKind.UNKNOWN_CODE, "resources", 3, "terms", "S2027"),
        (FaultKind.OUT_OF_RANGE, "resources", 3, "use", "0"),
    ]
    assert found[7][5] == "SAK1001"


def test_waiting_is_asked_of_everybody_when_the_rule_goes_by_it():
    """A day that nobody stated is never guessed; the other rules do not ask."""
    assert faults([youth("A")], [], Fairness.WAITED_LONGEST) == [
        (FaultKind.MISSING_VALUE, "members", 1, "waited_since", "", None)
    ]


def test_papers_of_another_case_are_a_fault():
    """What one youth has passed is never counted for another."""
    assert faults([youth("A", passed=[Passed("B", "SAK1001", 4)])], []) == [
        (FaultKind.CONTRADICTION, "members", 1, "passed", "B", None)
    ]


def test_a_budget_without_a_rate_is_asked_for():
    """Where no rate covers a term the office states one; then it is used."""
    budget = Resource("fees", ResourceKind.EXAM_FEES, 900, ("V2027",))
    found = faults([youth("A")], [budget], fee=fee)
    assert found == [(FaultKind.MISSING_VALUE, "resources", 1, "use", "V2027", None)]
    stated = plan_cohort([youth("A")], [evolve(budget, use=900)], ON, fairness=Fairness.LEAST_DELAY, fee=fee)
    dearer = plan_cohort([youth("A")], [evolve(budget, use=901)], ON, fairness=Fairness.LEAST_DELAY, fee=fee)
    assert (delays(stated), delays(dearer)) == ({"A": 0}, {"A": 1})
    assert stated.use[0].confirmed is True


# The solver


def test_importing_loads_no_solver():
    """The solver and NumPy are imported when a cohort needs them, not before."""
    code = "import sys, tiltak.study; print(sorted({'highspy', 'numpy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_without_the_extra_it_says_which(monkeypatch):
    """Where there is enough for all no solver is needed; where there is not, the error names the extra."""
    monkeypatch.setitem(sys.modules, "highspy", None)
    members = [youth("A"), youth("B")]
    fine = plan_cohort(members, [seats(2, "V2027")], ON, fairness=Fairness.LEAST_DELAY)
    assert (fine.proof, fine.nodes) == ("optimal", 0)
    with pytest.raises(SolverMissing, match=r"tiltak\[cohort\]"):
        plan_cohort(members, [seats(1, "V2027")], ON, fairness=Fairness.LEAST_DELAY)


def crowd(count=6):
    """Half a dozen youths with two exams each, and seats for some of them in each term."""
    pairs = [("NOR1262", "NOR1263"), ("ENG1009", "ENG1010"), ("MAT1117", "SAK1001")]
    members = [
        youth(
            f"MT-{n:02}",
            "FELLESFAG_HS",
            12,
            passed=leaving(f"MT-{n:02}", *pairs[n % 3]),
            waited_since=date(2026, 9, 1 + n % 5),
            group="AB"[n % 2],
        )
        for n in range(count)
    ]
    shared = [*in_each_term(seats(4), TERMS), *in_each_term(Resource("desk", ResourceKind.ROOM, 3), TERMS)]
    return members, shared


@pytest.mark.parametrize("rule", Fairness)
def test_the_order_of_the_input_changes_nothing(rule):
    """The same youths and resources in another order give an equal cohort, plan for plan."""
    members, shared = crowd()
    found = plan_cohort(members, shared, ON, fairness=rule)
    assert found == plan_cohort(members[::-1], shared[::-1], ON, fairness=rule)
    assert verify_cohort(found, members, shared) == ()
    assert found.proof == "optimal"
    assert found.aims[-2].value > 0


def test_a_limit_is_never_called_proof():
    """With no nodes to search nobody is placed, which is not settled rather than short; with one, bounds are true."""
    members, shared = crowd()
    best = plan_cohort(members, shared, ON, fairness=Fairness.LEAST_DELAY)
    none = plan_cohort(members, shared, ON, fairness=Fairness.LEAST_DELAY, node_limit=0)
    one = plan_cohort(members, shared, ON, fairness=Fairness.LEAST_DELAY, node_limit=1)
    assert {line.reason for line in none.left_out} == {"not_settled"}
    assert (none.proof, none.aims[0].value, none.aims[0].bound, none.gap) == ("bounded", 6, 0, 1.0)
    for found in (none, one):
        assert verify_cohort(found, members, shared) == ()
        assert found.aims[0].bound <= best.aims[0].value <= found.aims[0].value


def test_a_gap_is_what_is_not_proved():
    """An aim of ten of which eight are proved necessary has a gap of a fifth; a proved one none."""
    assert (Aim("delay", 10, 8).gap, Aim("delay", 10, 8).proved) == (0.2, False)
    assert (Aim("delay", 10, 10).gap, Aim("delay", 10, 10).proved) == (0.0, True)
    assert (Aim("delay", 0, 0).gap, Aim("delay", 0, 0).proved) == (0.0, True)


def test_the_work_tells_how_far_it_has_come():
    """Each stage goes from none to all of its steps, in order."""
    members, shared = crowd()
    told = []
    plan_cohort(members, shared, ON, fairness=Fairness.LEAST_DELAY, progress=told.append)
    stages = list(dict.fromkeys(one.stage for one in told))
    assert stages == ["plans_alone", "aims", "plans", "reasons"]
    for stage in stages:
        steps = [one for one in told if one.stage == stage]
        assert (steps[0].done, steps[-1].done) == (0, steps[-1].total)
        assert [one.done for one in steps] == sorted(one.done for one in steps)


# What if


def test_what_if_solves_everybody_again():
    """One seat more lets one youth in sooner; one less sends one back."""
    members = [youth(f"MT-{n}", waited_since=date(2026, 9, n)) for n in (1, 2)]
    found = plan_cohort(members, [seats(1, "V2027")], ON, fairness=Fairness.WAITED_LONGEST)
    more, less = what_if(found, "seats"), what_if(found, "seats", extra=-1)
    assert (more.terms_won, more.plans_won, more.sooner, more.later, more.proof) == (1, 0, ("MT-2",), (), "optimal")
    assert (less.terms_won, less.plans_won, less.sooner, less.later) == (-1, 0, (), ("MT-1",))
    assert found.use[0].amount == 1


def test_what_if_counts_those_who_get_a_plan():
    """A seat where there was none is a plan more, and no terms are won by it."""
    found = plan_cohort([youth("A"), youth("B")], [seats(0)], ON, fairness=Fairness.LEAST_DELAY)
    more = what_if(found, "seats")
    assert (more.plans_won, more.terms_won, len(more.sooner), more.later) == (1, 0, 1, ())


def test_what_if_refuses_what_cannot_be():
    """A resource there is not, and less than nothing."""
    found = plan_cohort([youth("A")], [seats(1)], ON, fairness=Fairness.LEAST_DELAY)
    with pytest.raises(KeyError, match="nearest is 'seats'"):
        what_if(found, "seat")
    with pytest.raises(ValueError, match="2 fewer"):
        what_if(found, "seats", extra=-2)
    assert what_if(found, "seats", extra=-1).plans_won == -1


def rules(found, members, shared):
    """How often each rule is broken."""
    return Counter(one.rule for one in verify_cohort(found, members, shared))


def test_the_check_notices_what_is_wrong():
    """Somebody gone, somebody twice, somebody unknown, too much used, a false delay, a false aim: each is seen."""
    members, shared = crowd()
    found = plan_cohort(members, shared, ON, fairness=Fairness.LEAST_DELAY)
    one = found.placed[0]
    late = next(line for line in found.placed if line.delay)
    rest = found.placed[1:]
    assert rules(evolve(found, placed=rest), members, shared)["dropped"] == 1
    assert rules(evolve(found, placed=(*found.placed, one)), members, shared)["twice"] == 1
    assert rules(found, members[1:], shared)["nobody_asked"] == 1
    tight = [evolve(line, amount=0) for line in shared]
    assert rules(found, members, tight)["too_much"] >= 2
    assert rules(evolve(found, placed=(evolve(one, delay=one.delay + 1), *rest)), members, shared)["delay"] == 1
    wrong = tuple(evolve(line, plan=line.alone) if line is late else line for line in found.placed)
    assert rules(evolve(found, placed=wrong), members, shared)["delay"] == 1
    quiet = tuple(evolve(line, held_back=None) if line is late else line for line in found.placed)
    assert rules(evolve(found, placed=quiet), members, shared) == {"held_back": 1}
    assert rules(evolve(found, aims=(evolve(found.aims[0], value=1, bound=1),)), members, shared) == {"aim": 1}
    assert rules(evolve(found, proof="bounded"), members, shared) == {"proof": 1}
    assert rules(evolve(found, use=found.use[1:]), members, shared) == {"use": 1}
    moved = evolve(one, moved=("SAK1001", "XXX0000"))
    assert rules(evolve(found, placed=(moved, *rest)), members, shared)["moved"] == 1
