"""`tiltak gap`, `plan` and `replan`: what is missing, when to take it, and what happens to it afterwards."""

import json
from datetime import date

import pytest
from icalendar import Calendar
from jsonschema import validate

from tiltak.office import run
from tiltak.render.study import study_schema

ON = ("--on", "2026-11-23")


def with_cell(office, case_id, column, value):
    """Put a value into a case's row of `cases.csv`."""
    file = office / "cases.csv"
    head, *rows = file.read_text(encoding="utf-8").splitlines()
    place = head.split(",").index(column)
    changed = []
    for row in rows:
        cells = row.split(",")
        if cells[0] == case_id:
            cells[place] = value
        changed.append(",".join(cells))
    file.write_text("\n".join([head, *changed]) + "\n", encoding="utf-8")


def test_gap_tells_one_case_all_there_is_to_say(office, run_tiltak):
    """What is missing, what it takes, the other way, what would change it, what is open, and where it stands."""
    done = run_tiltak("gap", office, "--case", "MT-001", *ON, "--lang", "en")
    text = " ".join(done.output.replace("\N{NO-BREAK SPACE}", " ").split())
    assert done.exit_code == 0
    assert "- Natural science, Vg1 general studies (NAT1007)" in text
    assert "In all: 6 exams, 673 annual hours, NOK 8,418 (not confirmed)." in text
    assert "Mathematics 1T (theoretical) (MAT1021) instead of Mathematics 1P (practical) (MAT1019)." in text
    assert "Taken, but not passed: Mathematics 1P (practical) (MAT1019)." in text
    assert "Decided by: The county authority. If the answer is yes, this falls away: 2 exams, 140 annual hours" in text
    assert "29 annual hours. This is not confirmed." in text
    assert "Whether that is enough from 2027 is not settled." in text
    assert "section 2-2, second paragraph of FOR-2025-09-11-1850" in text


def test_gap_of_everybody_is_a_row_a_case(office, run_tiltak):
    """Every case in the file has a row, with a goal or with the question about it."""
    with_cell(office, "MT-002", "goal", "")
    lines = run_tiltak("gap", office, *ON, "--lang", "nb").output.splitlines()
    rows = [line for line in lines if line.startswith("MT-")]
    assert len(rows) == 72
    assert "Ikke noe mål ennå" in next(row for row in rows if row.startswith("MT-002"))


def test_gap_as_data_keeps_to_its_published_schema_and_holds_no_grade(office, run_tiltak):
    """The ways, the questions and the sources are data for another program; a youth without a goal is a question."""
    with_cell(office, "MT-002", "goal", "")
    records = json.loads(run_tiltak("gap", office, *ON, "--format", "json").output)
    validate(records, study_schema("gap"))
    by_case = {one["case_id"]: one for one in records}
    assert by_case["MT-002"] == {"case_id": "MT-002", "goal": None, "ask": ["goal"]}
    first = by_case["MT-001"]
    assert [way["missing"][3] for way in first["ways"]] == ["MAT1023", "MAT1023"]
    assert (first["ways"][0]["hours"], first["ways"][0]["fees"], first["fee"]["confirmed"]) == (673, 8418, False)
    assert '"grade"' not in json.dumps(records)


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_an_unknown_case_names_the_nearest(office, run_tiltak, lang):
    """The command leaves with 2, and says which case was perhaps meant."""
    done = run_tiltak("gap", office, "--case", "MT-0001", *ON, "--lang", lang)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "MT-001" in done.stderr


def test_a_goal_without_a_private_exam_says_so_and_what_to_aim_at(office, run_tiltak):
    """NOR1260 has no exam for private candidates: no way is given, another goal is."""
    with_cell(office, "MT-002", "goal", "FAG:NOR1260")
    done = run_tiltak("gap", office, "--case", "MT-002", *ON, "--lang", "en")
    assert done.exit_code == 0
    assert "There is no exam for private candidates in" in done.output
    assert "The goal can be" in done.output


def plan_of(office, run_tiltak, *words):
    """The plan of MT-001 as data, after its schema has been checked."""
    done = run_tiltak("plan", office, "--case", "MT-001", "--format", "json", *words)
    assert done.exit_code == 0
    record = json.loads(done.output)
    validate(record, study_schema("plan"))
    return record


def test_plan_as_data_is_the_plan_of_the_main_job(office, run_tiltak):
    """The same exams in the same terms as `run` gives, with what is awaited and which exams are fragile."""
    record = plan_of(office, run_tiltak, *ON)
    plan = run(office, date(2026, 11, 23)).plans["MT-001"]
    assert [(one["code"], one["term"]) for one in record["plan"]["exams"]] == [
        (one.code, one.term) for one in plan.exams
    ]
    assert record["plan"]["last_term"] == "V2028"
    assert (record["awaiting"], record["if_passed"]["last_term"]) == (["HIS1010", "MAT1019"], "H2027")
    assert {one["terms_later"] for one in record["fragile"]} == {1}
    assert len(record["fragile"]) == 6


def test_plan_in_a_terminal_says_when_why_what_it_costs_and_what_is_fragile(office, run_tiltak):
    """Everything on the page stands in the text, and nothing is cut off."""
    done = run_tiltak("plan", office, "--case", "MT-001", *ON, "--lang", "en")
    text = " ".join(done.output.replace("\N{NO-BREAK SPACE}", " ").split())
    assert "The plan reaches the goal as early as possible: spring 2028." in text
    assert "Registration for autumn 2026 is over. The first possible exam is spring 2027." in text
    assert "Fees in all: NOK 8,418 (not confirmed)" in text
    assert "No way is settled until the one who decides has done so." in text
    assert "makes the plan 1 term longer" in text


def test_the_day_after_a_window_closes_the_plan_begins_a_term_later(office, run_tiltak):
    """Registration for spring 2027 is open to 1 February; on the 2nd the first exam is in autumn, and it is said."""
    open_day = plan_of(office, run_tiltak, "--on", "2027-02-01")["plan"]
    closed = plan_of(office, run_tiltak, "--on", "2027-02-02")["plan"]
    assert (open_day["exams"][0]["term"], closed["exams"][0]["term"]) == ("V2027", "H2027")
    assert "registration_closed" in {one["id"] for one in closed["reasons"]}


def test_a_goal_out_of_reach_by_a_day_says_what_to_give_up(office, run_tiltak):
    """Nobody is done by March: the plan is not made, and the day is what could be given up."""
    record = plan_of(office, run_tiltak, *ON, "--by", "2027-03-01")
    assert record["plan"] is None
    assert [one["id"] for one in record["no_plan"]["conflict"]] == ["finish_by"]
    assert [(one["id"], one["last_term"]) for one in record["no_plan"]["alternatives"]] == [("finish_by", "V2028")]
    done = run_tiltak("plan", office, "--case", "MT-001", *ON, "--by", "2027-03-01", "--lang", "en")
    assert "The goal can then be reached in spring 2028" in " ".join(done.output.split())


def test_no_hours_a_week_gives_no_plan_and_says_how_many_would_do(office, run_tiltak):
    """Zero hours is a demand that cannot be met; unknown hours are a question."""
    none = plan_of(office, run_tiltak, *ON, "--hours", "0")
    assert none["plan"] is None
    assert "hours_per_week" in {one["id"] for one in none["no_plan"]["conflict"]}
    assert "hours_per_week" in {one["id"] for one in none["no_plan"]["alternatives"]}
    with_cell(office, "MT-001", "hours_per_week", "")
    asked = plan_of(office, run_tiltak, *ON)
    assert (asked["ask"], asked["plan"], asked["no_plan"]) == (["hours_per_week"], None, None)
    text = run_tiltak("plan", office, "--case", "MT-001", *ON, "--lang", "en").output
    assert "How many hours a week can the youth study?" in text


def test_a_plan_for_a_code_without_an_exam_says_what_to_aim_at(office, run_tiltak):
    """NOR1260 is a rule nobody can give up, and another goal is named."""
    with_cell(office, "MT-001", "goal", "FAG:NOR1260")
    record = plan_of(office, run_tiltak, *ON)
    assert [(one["id"], one["is_rule"]) for one in record["no_plan"]["conflict"]] == [("no_private_exam", True)]
    assert [one["id"] for one in record["no_plan"]["alternatives"]] == ["other_goal"]


def test_the_page_stands_alone(office, run_tiltak):
    """The page has no links to pages that were not written, and the fragile exams are on it."""
    done = run_tiltak("plan", office, "--case", "MT-001", *ON, "--format", "html", "--lang", "nn")
    assert '<html lang="nn"' in done.output
    assert "Kva éin stryk vil koste" in done.output
    assert "../cases/" not in done.output


def test_the_calendar_names_no_subject(office, run_tiltak):
    """It can be read by a calendar, and says nothing of exams or of NAV."""
    told = run_tiltak("plan", office, "--case", "MT-001", *ON, "--format", "ics").stdout_bytes
    entries = Calendar.from_ical(told).walk("VEVENT")
    assert entries
    assert not [word for word in (b"NAV", b"NAT1007", b"ksamen") if word in told]


def test_broken_files_leave_with_two_and_say_where(office, run_tiltak):
    """Every command says what is wrong with the files, and prints no answer."""
    with_cell(office, "MT-001", "born", "2001-02-30")
    for command in ("gap", "plan"):
        done = run_tiltak(command, office, "--case", "MT-001", *ON, "--lang", "en")
        assert (done.exit_code, done.stdout) == (2, "")
        assert "cases.csv, line 2" in done.stderr


def made_anew(office, run_tiltak, *rows, on="2027-01-10"):
    """The plan of MT-001 of 20 August, made anew after more rows in the log; its schema has been checked."""
    with (office / "events.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"MT-001,{row},,,\n" for row in rows)
    words = ("--case", "MT-001", "--from", "2026-08-20", "--on", on, "--format", "json")
    done = run_tiltak("replan", office, *words)
    assert done.exit_code == 0
    record = json.loads(done.output)
    validate(record, study_schema("replan"))
    return record


def terms_of(changes):
    """Code, term before and term after of each change."""
    return [(one["code"], one["before"], one["after"]) for one in changes]


FAILED = "RESULTAT,2027-01-04,BACK_TO_SCHOOL,MAT1019,H2026,1"
DEFERRED = "EKSAMEN,2026-12-02,BACK_TO_SCHOOL,HIS1010,H2026,DEFERRED"


def test_replan_takes_what_happened_from_the_log(office, run_tiltak):
    """A failed exam is taken again, a deferred one in the next term, and the finish is the same."""
    record = made_anew(office, run_tiltak, FAILED, DEFERRED)
    assert [(one["code"], one["news"]) for one in record["happened"]] == [
        ("HIS1010", "DEFERRED"),
        ("MAT1019", "FAILED"),
    ]
    replan = record["replan"]
    assert terms_of(replan["retaken"]) == [("MAT1019", "H2026", "V2028"), ("HIS1010", "H2026", "V2027")]
    assert terms_of(replan["moved"]) == [("ENG1007", "H2026", "H2027")]
    assert (replan["finish"]["terms_later"], replan["proof"]) == (0, "optimal")
    free = [one for one in replan["cost"]["lines"] if one["kind"] == "free"]
    assert [(one["code"], one["term"], one["nok"]) for one in free] == [("HIS1010", "V2027", 0)]


def test_replan_leaves_what_is_registered_where_it_is(office, run_tiltak):
    """Before the results come, the two registered exams are held, and are taken as passed."""
    replan = made_anew(office, run_tiltak, on="2026-11-23")["replan"]
    assert {(one["code"], one["term"]) for one in replan["held"]} == {("MAT1019", "H2026"), ("HIS1010", "H2026")}
    assert replan["finish"] == {"before": "V2028", "after": "H2027", "terms_later": -1}


def test_replan_says_what_in_the_log_it_did_not_count(office, run_tiltak):
    """A failure at an exam that was never planned is told of, not swallowed."""
    record = made_anew(office, run_tiltak, "RESULTAT,2027-01-04,BACK_TO_SCHOOL,HEA3103,H2026,1")
    assert record["set_aside"] == [{"code": "HEA3103", "term": "H2026", "why": "not_in_plan"}]


def test_replan_in_a_terminal_says_what_moved_and_why(office, run_tiltak):
    """The reasons stand beside each exam, and the cost beside the old one."""
    done = run_tiltak("replan", office, "--case", "MT-001", "--from", "2026-08-20", *ON, "--lang", "en")
    text = " ".join(done.output.replace("\N{NO-BREAK SPACE}", " ").split())
    assert "The plan is over in autumn 2027, not spring 2028: 1 term earlier." in text
    assert "English, Vg1 general studies, written (ENG1007): autumn 2026 → autumn 2027. Registration" in text
    assert "Before NOK 8,418, now NOK 8,418. (not confirmed)" in text


def test_replan_without_a_plan_to_begin_from_says_so(office, run_tiltak):
    """A youth whose goal has no exam has nothing to make anew; the command says what stood in the way."""
    with_cell(office, "MT-001", "goal", "FAG:NOR1260")
    record = made_anew(office, run_tiltak, on="2026-11-23")
    assert (record["replan"], record["no_plan_before"]["conflict"][0]["id"]) == (None, "no_private_exam")
