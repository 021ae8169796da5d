"""The main job: one folder in, every answer out."""

from datetime import date, timedelta

import pytest

from tiltak.faults import BadInput, FaultKind
from tiltak.office import load_folder, run
from tiltak.office.run import example_day
from tiltak.programme import Result, Track
from tiltak.rules import Verdict
from tiltak.study import NoPlan, Plan

ON = date(2026, 11, 23)
LEAST = '[office]\nname = "Nav Bø"\ncounty = "40"\nmunicipalities = ["4020"]\nlanguage = "nn"\n'
CASES = (
    "case_id,born,residence,stay_over_3_months,lower_secondary,final_competence,foreign_upper_secondary,activity,in_work,"
    "wants_help,sharing_consent,channel,referred_on,goal,hours_per_week"
)
YOUTH = "MT-001,2004-05-06,STATSBORGER_EOES,ja,FULLFORT,INGEN,INGEN,INGEN,nei,ja,ja,SELV,2026-10-01,FAG:SAK1001,8"


@pytest.fixture(scope="module")
def example():
    """The worked example, run once."""
    from tiltak.office import example_folder  # noqa: PLC0415 - used here only

    return run(example_folder(), ON)


@pytest.fixture
def small(tmp_path):
    """A folder with the least in it, and what a test adds to a file."""

    def make(*, toml="", cases=(YOUTH,), passed=(), events=()):
        texts = {
            "office.toml": LEAST + toml,
            "cases.csv": "\n".join([CASES, *cases]),
            "passed.csv": "\n".join(["case_id,code,grade,passed_on", *passed]),
            "events.csv": "\n".join(["case_id,kind,on,track,code,term,value,sitting_on,venue,starts", *events]),
        }
        for name, text in texts.items():
            (tmp_path / name).write_text(text + "\n", encoding="utf-8")
        return tmp_path

    return make


def replace(path, old, new):
    """Change a text in a file, having seen that it was there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_faults_of_all_four_files_come_together(folder):
    """One run is enough to see everything that is wrong, in the order of the files."""
    replace(folder / "office.toml", "kitchen", "kichen")
    replace(folder / "cases.csv", "MT-001,2001-03-14", "MT-001,2001-02-30")
    replace(folder / "passed.csv", "NOR1267", "NOR1276")
    replace(folder / "events.csv", "OPPSTART", "OPPSTRAT")
    with pytest.raises(BadInput) as bad:
        run(folder, ON)
    assert [fault.file for fault in bad.value.faults] == ["office.toml", "cases.csv", "passed.csv", "events.csv"]


def test_missing_files_come_together(tmp_path):
    """An empty folder lacks four files, and says so four times."""
    with pytest.raises(BadInput) as bad:
        run(tmp_path, ON)
    assert [fault.kind for fault in bad.value.faults] == [FaultKind.MISSING_FILE] * 4


@pytest.mark.parametrize("missing", ["office.toml", "cases.csv", "passed.csv", "events.csv"])
def test_a_missing_file_is_never_answered_with_another_of_the_four(folder, missing):
    """Renaming events.csv would leave the office without its log; a file with a name of its own may be the one."""
    (folder / missing).rename(folder / f"old{missing}")
    with pytest.raises(BadInput) as bad:
        run(folder, ON)
    assert [fault.nearest for fault in bad.value.faults] == [f"old{missing}"]
    (folder / f"old{missing}").unlink()
    with pytest.raises(BadInput) as bad:
        run(folder, ON)
    assert [(fault.kind, fault.nearest) for fault in bad.value.faults] == [(FaultKind.MISSING_FILE, None)]


def test_a_file_that_cannot_be_read_does_not_make_other_files_wrong(folder):
    """Without cases.csv nobody can say which cases are unknown, so nobody does."""
    (folder / "cases.csv").unlink()
    with pytest.raises(BadInput) as bad:
        run(folder, ON)
    assert [(fault.file, fault.kind) for fault in bad.value.faults] == [("cases.csv", FaultKind.MISSING_FILE)]


def test_a_row_that_cannot_be_read_does_not_make_other_files_wrong(folder):
    """A youth whose row is uneven may still be the one that passed.csv is about."""
    replace(folder / "cases.csv", "MT-001,2001-03-14,", "MT-001,")
    with pytest.raises(BadInput) as bad:
        run(folder, ON)
    assert [fault.kind for fault in bad.value.faults] == [FaultKind.UNEVEN_ROW]


@pytest.mark.parametrize("case_id", ["11111111111", "MT001", ""])
def test_a_case_id_that_cannot_be_read_does_not_make_other_files_wrong(folder, case_id):
    """MT-029 stands in passed.csv and in no event; its row in cases.csv is the fault."""
    replace(folder / "cases.csv", "MT-029,", f"{case_id},")
    with pytest.raises(BadInput) as bad:
        run(folder, ON)
    assert [(fault.file, fault.row, fault.field) for fault in bad.value.faults] == [("cases.csv", 30, "case_id")]


def test_a_case_that_no_file_knows_is_found_in_passed_and_events(small):
    """An id in passed.csv or events.csv that stands in neither cases.csv nor a referral is a slip."""
    folder = small(passed=["MT-009,SAK1001,4,"], events=["MT-008,OPPSTART,2026-10-05,,,,,,,"])
    with pytest.raises(BadInput) as bad:
        load_folder(folder)
    assert [(fault.file, fault.kind) for fault in bad.value.faults] == [
        ("passed.csv", FaultKind.UNKNOWN_CASE),
        ("events.csv", FaultKind.UNKNOWN_CASE),
    ]


def test_something_passed_before_birth_is_a_contradiction(small):
    """The two files are read together."""
    with pytest.raises(BadInput) as bad:
        load_folder(small(passed=["MT-001,SAK1001,4,2004-05-05"]))
    assert [fault.kind for fault in bad.value.faults] == [FaultKind.CONTRADICTION]
    assert load_folder(small(passed=["MT-001,SAK1001,4,2004-05-06"])).passed


def test_every_youth_gets_one_answer_in_the_order_of_the_file(example):
    """Nobody is left out, and nobody is answered twice."""
    assert [one.case_id for one in example.assessments] == [youth.case_id for youth in example.youths]
    assert sum(len(ids) for ids in example.results.values()) == len(example.youths)
    assert all(example.results[result] for result in Result)


def test_everybody_in_back_to_school_has_a_plan_a_reason_there_is_none_or_a_question(example):
    """A missing plan is never silent."""
    for case_id in example.results[Result.BACK_TO_SCHOOL]:
        assert isinstance(example.plans.get(case_id), Plan | NoPlan) != (case_id in example.plan_questions)
    assert {name for asked in example.plan_questions.values() for name in asked} == {"goal", "hours_per_week"}


def test_nobody_else_has_a_plan(example):
    """A plan follows a place; it does not come before one."""
    others = set(example.gaps) | set(example.plans) | set(example.plan_questions)
    assert others <= set(example.results[Result.BACK_TO_SCHOOL])


def test_no_plan_is_shown_with_its_conflict(example):
    """The example has youths whose goal cannot be reached as wished, and it is said why."""
    without = [plan for plan in example.plans.values() if isinstance(plan, NoPlan)]
    assert without
    assert all(plan.conflict for plan in without)


def test_an_exam_without_a_result_does_not_count_as_passed(example):
    """The plan holds what is known; what holds if the exam is passed stands beside it."""
    known = {one.code for one in example.plans["MT-008"].exams}
    hoped = {one.code for one in example.plans_if_passed["MT-008"].exams}
    assert example.awaiting["MT-008"] == ("HIS1010",)
    assert known - hoped == {"HIS1010"}


def test_an_exam_that_was_sat_is_still_awaited(example):
    """MT-004 sat one exam last week and has another next week; neither has a result."""
    assert example.awaiting["MT-004"] == ("HIS1010", "MAT1023")


def test_a_result_ends_the_waiting(small):
    """With a grade the exam is no longer awaited, whether it was passed or not."""
    registered = "MT-001,OPPMELDING,2026-09-02,BACK_TO_SCHOOL,SAK1001,H2026,,2026-11-10,,"
    sat = "MT-001,EKSAMEN,2026-11-10,BACK_TO_SCHOOL,SAK1001,H2026,SAT,,,"
    result = "MT-001,RESULTAT,2026-11-10,BACK_TO_SCHOOL,SAK1001,H2026,1,,,"
    assert run(small(events=[registered, sat]), ON).awaiting == {"MT-001": ("SAK1001",)}
    assert run(small(events=[registered, sat, result]), ON).awaiting == {}


def test_what_happens_later_is_not_seen(folder):
    """Run for an earlier day, the registrations of the autumn have not been made."""
    assert run(folder, date(2026, 8, 31)).awaiting == {}
    assert run(folder, date(2026, 9, 15)).awaiting


@pytest.mark.parametrize(("days", "listed"), [(-1, False), (0, True), (27, True), (28, False)])
def test_the_exam_lists_look_four_weeks_ahead(small, days, listed):
    """From the day itself to the 27th day after it."""
    day = ON + timedelta(days)
    event = f"MT-001,OPPMELDING,2026-09-02,BACK_TO_SCHOOL,SAK1001,H2026,,{day},,"
    assert [one.on for one in run(small(events=[event]), ON).exam_days] == ([day] if listed else [])


def test_what_is_not_known_of_an_exam_day_is_a_question(example):
    """Driving time, the wish for a ride and the place are asked for, never filled in."""
    asked = {question.id for day in example.exam_days for question in day.questions}
    assert asked == {"company_wanted", "id_rules", "meeting_time", "ride_wanted", "travel_time"}
    assert [one.code for one in example.undated] == ["SAK1001"]


def test_nobody_drives_a_car_without_a_driver(small):
    """Two cars and one driver are one car."""
    toml = (
        '[[cars]]\nid = "a"\nseats = 1\n[[cars]]\nid = "b"\nseats = 1\n'
        '[[venues]]\nid = "sal"\nname = "Sal"\nminutes = 20\n'
        '[[staff]]\nid = "en"\nfunction = "Rettleiar"\ndrives = true\n[[staff]]\nid = "to"\nfunction = "Rettleiar"\n'
    )
    rows = [f"{YOUTH},ja", f"{YOUTH.replace('MT-001', 'MT-002')},ja"]
    events = [
        f"{case},OPPMELDING,2026-10-02,BACK_TO_SCHOOL,SAK1001,H2026,,2026-12-01,sal,09:00"
        for case in ("MT-001", "MT-002")
    ]
    folder = small(toml=toml, cases=rows, events=events)
    replace(folder / "cases.csv", CASES, CASES + ",ride_wanted")
    (day,) = run(folder, ON).exam_days
    assert [one.car_id for one in day.runs] == ["a"]
    assert len(day.no_seat) == 1


def test_two_exams_on_one_day_are_one_line_on_the_list(small):
    """The youth is to be there for the earlier one."""
    rows = [
        f"MT-001,OPPMELDING,2026-09-02,BACK_TO_SCHOOL,{code},H2026,,2026-12-01,,{starts}"
        for code, starts in (("SAK1001", "12:00"), ("REL1003", "09:00"), ("HIS1010", ""))
    ]
    (day,) = run(small(events=rows), ON).exam_days
    assert list(day.checklist) == ["MT-001"]


def test_those_who_have_begun_keep_their_place_when_the_office_is_full(small):
    """Capacity is for those who come; whoever has begun and not ended is in already."""
    two = [YOUTH, YOUTH.replace("MT-001", "MT-002")]
    begun = "MT-002,OPPSTART,2026-10-10,BACK_TO_SCHOOL,,,,,,"
    ended = "MT-002,AVSLUTNING,2026-11-01,BACK_TO_SCHOOL,,,AGREED,,,"
    full = "[programme]\ncapacity = 1\n"
    assert run(small(toml=full, cases=two, events=[begun]), ON).results[Result.BACK_TO_SCHOOL] == ("MT-002",)
    assert run(small(toml=full, cases=two, events=[begun, ended]), ON).results[Result.BACK_TO_SCHOOL] == ("MT-001",)


def test_presence_is_that_of_an_ordinary_week(example):
    """Monday to Friday of the week, as the office has stated its days."""
    assert (example.presence.first, example.presence.last) == (date(2026, 11, 23), date(2026, 11, 27))
    assert (example.presence.days_a_week, example.presence.as_described) == (5, Verdict.YES)


def test_an_office_without_schools_or_report_period_has_neither(small):
    """Nothing is filled in for what the office has not said."""
    least = run(small(cases=[]), ON)
    assert (least.youths, least.presence, least.report, least.exam_days) == ((), None, None, ())


def test_the_same_folder_on_the_same_day_gives_the_same_run(folder, example):
    """In another place as well; nothing is written there."""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    again = run(folder, ON)
    assert (again.assessments, again.plans, again.exam_days, again.report) == (
        example.assessments,
        example.plans,
        example.exam_days,
        example.report,
    )
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_the_repr_of_a_run_holds_nobody(example):
    """A run in a log or a traceback names no case."""
    assert "MT-0" not in repr(example)


def test_the_day_of_an_example_is_only_in_an_example(small):
    """A real office has none, and a broken file has none either."""
    folder = small()
    assert example_day(folder) is None
    (folder / "office.toml").write_text("nothing", encoding="utf-8")
    assert example_day(folder) is None


def test_a_youth_in_stay_at_school_is_enrolled_there(small):
    """The track of the enrolment decides which places are taken."""
    pupil = YOUTH.replace("INGEN,nei", "ELEV,nei") + ",ja"
    folder = small(
        toml="[programme]\nstay_capacity = 0\n",
        cases=[pupil],
        events=["MT-001,OPPSTART,2026-10-10,STAY_AT_SCHOOL,,,,,,"],
    )
    replace(folder / "cases.csv", CASES, CASES + ",at_risk")
    (answer,) = run(folder, ON).assessments
    assert (answer.track, answer.result) == (Track.STAY_AT_SCHOOL, Result.STAY_AT_SCHOOL)


@pytest.mark.parametrize(("day", "counts"), [("2026-11-22", True), ("2026-11-23", True), ("2026-11-24", False)])
def test_what_is_dated_after_the_day_is_not_passed_yet_and_is_not_lost(small, day, counts):
    """The exam stays in the plan until its day, and the row is listed meanwhile."""
    result = run(small(passed=[f"MT-001,SAK1001,4,{day}"]), ON)
    assert result.gaps["MT-001"].complete is counts
    assert bool(result.plans["MT-001"].exams) is not counts
    assert [(line.code, line.on.isoformat()) for line in result.later_passed] == ([] if counts else [("SAK1001", day)])


def test_what_has_no_date_has_been_passed(small):
    """A grade without a day stands on the papers already."""
    result = run(small(passed=["MT-001,SAK1001,4,"]), ON)
    assert (result.gaps["MT-001"].complete, result.later_passed) == (True, ())


def test_events_after_the_day_are_counted(small):
    """They are not seen, and it is said how many they are."""
    rows = [f"MT-001,KONTAKT,2026-11-{day},BACK_TO_SCHOOL,,,INDIVIDUAL,,," for day in (22, 23, 24, 25)]
    assert run(small(events=rows), ON).events_later == 2
    assert run(small(events=rows), date(2026, 11, 25)).events_later == 0


@pytest.mark.parametrize(("day", "later"), [("2026-11-23", ()), ("2026-11-24", ("MT-001",))])
def test_a_referral_after_the_day_is_listed_and_the_youth_is_still_answered(small, day, later):
    """Most often a slip in the year; the answer stands beside it."""
    result = run(small(cases=[YOUTH.replace("2026-10-01", day)]), ON)
    assert result.referred_later == later
    assert [one.case_id for one in result.assessments] == ["MT-001"]


def test_without_awaited_results_every_milestone_is_sure(example):
    """Nothing in the plan hangs on a result then."""
    calm = [case_id for case_id in example.plans if case_id not in example.awaiting]
    assert any(example.sure_milestones[case_id] for case_id in calm)
    for case_id in calm:
        assert example.sure_milestones[case_id] == getattr(example.plans[case_id], "milestones", ())


def test_a_step_that_hangs_on_an_awaited_result_is_not_sure(example):
    """Nobody orders books for an exam that is sat next week."""
    plan, sure = example.plans["MT-008"], example.sure_milestones["MT-008"]
    assert any("HIS1010" in one.exams for one in plan.milestones)
    assert not any("HIS1010" in one.exams for one in sure)


def test_sure_milestones_stand_in_both_plans(example):
    """Whatever the result, they have the same id, exams and days."""
    told = 0
    for case_id in set(example.awaiting) & set(example.plans):
        sure, plan, hoped = (
            example.sure_milestones[case_id],
            example.plans[case_id],
            example.plans_if_passed[case_id],
        )
        same = {(one.id, one.exams, one.first, one.on) for one in getattr(hoped, "milestones", ())}
        assert set(sure) <= set(getattr(plan, "milestones", ()))
        assert all((one.id, one.exams, one.first, one.on) in same for one in sure)
        told += len(sure)
    assert told


def test_everybody_with_a_plan_or_none_has_their_sure_milestones(example):
    """So that nobody who reads them needs to ask twice."""
    assert set(example.sure_milestones) == set(example.plans)


@pytest.mark.parametrize(
    ("events", "calm"),
    [
        ((), True),
        (("OPPMELDING,2026-09-02,BACK_TO_SCHOOL,SAK1001,H2026,,2026-12-01,,",), False),
        (("EKSAMEN,2026-06-02,BACK_TO_SCHOOL,SAK1001,V2026,SAT,,,",), False),
        (("RESULTAT,2026-06-20,BACK_TO_SCHOOL,SAK1001,V2026,1,,,",), False),
        (("EKSAMEN,2026-06-02,BACK_TO_SCHOOL,SAK1001,V2026,NO_SHOW,,,",), True),
        (("OPPMELDING,2026-11-24,BACK_TO_SCHOOL,SAK1001,V2027,,,,",), True),
        (("KONTAKT,2026-11-20,BACK_TO_SCHOOL,,,INDIVIDUAL,,,",), True),
    ],
)
def test_the_log_tells_who_need_not_begin_calmly(small, events, calm):
    """A registration or an exam that was sat, by the day; not one that nobody came to, and not one to come."""
    cases = [YOUTH.replace("FAG:SAK1001,8", "GSK_23_6,25")]
    plan = run(small(cases=cases, events=[f"MT-001,{event}" for event in events]), ON).plans["MT-001"]
    assert ("sat_before" in {one.id for one in plan.reasons}) is not calm
