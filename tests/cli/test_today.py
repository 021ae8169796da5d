"""`tiltak today` and `tiltak presence`: what is due, and who is in which school."""

import json
import shutil
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator

from tiltak.render.today import presence_schema, today_schema

ON = ("--on", "2026-11-23")


def contacts(office, *lines):
    """Write the office's list of contacts."""
    text = "\n".join(["case_id,on,kind,by,answered", *lines]) + "\n"
    (office / "contacts.csv").write_text(text, encoding="utf-8")


def test_today_says_what_for_whom_why_by_whom_and_how_late(office, run_tiltak):
    """A youth not spoken with for long, and a milestone of the plan, each on its row."""
    done = run_tiltak("today", office, *ON, "--lang", "en")
    assert done.exit_code == 0
    lines = [" ".join(line.split()) for line in done.output.splitlines()]
    assert lines[0] == "23 November 2026: 21 things to do."
    row = "MT-009 Talk with the young person The exam is in two to four weeks; No NAV adviser 04/11/2026"
    assert any(line.startswith(row) and line.endswith(" 19") for line in lines)
    assert any(line.startswith("MT-001 Get the books") and line.endswith("0") for line in lines)
    assert "- Who is the adviser? (20: MT-001, MT-002," in done.output


def test_today_as_data_follows_its_published_schema(office, run_tiltak):
    """Every record is in the schema, and no cell of a youth but the case is told."""
    done = run_tiltak("today", office, *ON, "--format", "json")
    record = json.loads(done.output)
    Draft202012Validator(dict(today_schema())).validate(record)
    assert "2001-03-14" not in done.output
    assert record["due"][-1] == {
        "case_id": "MT-001",
        "code": "milestone.order_books",
        "days_over": 0,
        "due_on": "2026-11-23",
        "owner": "adviser",
        "why": ["why.study_plan"],
    }
    assert len(record["due"]) == 21


def test_a_conversation_in_the_list_of_contacts_puts_off_the_next_and_counts_for_the_post(office, run_tiltak):
    """MT-009 was talked with today, so nothing is due, and the post has one contact of 45 minutes."""
    contacts(office, "MT-009,2026-11-23,INDIVIDUAL,veileder-skole,ja")
    record = json.loads(run_tiltak("today", office, *ON, "--format", "json").output)
    assert "MT-009" not in {one["case_id"] for one in record["due"]}
    work = {one["post"]: (one["held"], one["held_hours"], one["overdue"]) for one in record["workload"]}
    assert work == {None: (0, 0.0, 19), "veileder-skole": (1, 0.75, 0)}


def test_an_attempt_without_answer_is_tried_again_after_two_days(office, run_tiltak):
    """Nobody answered on the 21st, so it is due again on the 23rd and not before."""
    contacts(office, "MT-009,2026-11-21,INDIVIDUAL,veileder-skole,nei")
    record = json.loads(run_tiltak("today", office, *ON, "--format", "json").output)
    (one,) = (due for due in record["due"] if due["case_id"] == "MT-009")
    assert (one["code"], one["due_on"], one["days_over"]) == ("CONTACT_AGAIN", "2026-11-23", 0)


def test_faults_of_contacts_and_of_the_office_are_said_together_and_nothing_else_is(office, run_tiltak):
    """A contact to come, an unknown case and a misspelt kind: one line each, exit code 2, no list."""
    contacts(office, "MT-009,2026-11-24,MEAL,,", "XX-1,2026-11-20,WALKS,,")
    path = office / "office.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("kitchen", "kichen", 1), encoding="utf-8")
    done = run_tiltak("today", office, *ON, "--lang", "en")
    assert done.exit_code == 2
    assert [line.partition(":")[0] for line in done.output.splitlines()] == [
        "office.toml, line 33, “arena.kichen”",
        "contacts.csv, line 2, “on”",
        "contacts.csv, line 3, “kind”",
    ]


def test_an_unknown_case_and_the_nearest_kind_are_named(office, run_tiltak):
    """With the other files whole, a case nobody has is a fault too; no other youth's case is suggested."""
    contacts(office, "MT-9999,2026-11-20,WALKS,,")
    done = run_tiltak("today", office, *ON, "--lang", "en")
    assert done.exit_code == 2
    case, kind = done.output.splitlines()
    assert case.startswith("contacts.csv, line 2, “case_id”: there is no such case among the cases.")
    assert "Did you mean" not in case
    assert kind.endswith("Did you mean “WALK”?")


@pytest.mark.parametrize(("lang", "title"), [("nb", "Å gjøre i dag"), ("nn", "Å gjere i dag")])
def test_today_as_a_page_in_both_norwegian_languages(office, run_tiltak, lang, title):
    """One page, in the language wanted, that fetches nothing."""
    done = run_tiltak("today", office, *ON, "--format", "html", "--lang", lang)
    assert done.exit_code == 0
    assert f'<html lang="{lang}">' in done.output
    assert f"<h1>{title}</h1>" in done.output
    assert "<script" not in done.output
    assert "src=" not in done.output


def test_looking_ahead_shows_what_is_not_due_yet(office, run_tiltak):
    """With days to look ahead the list holds what is due today and more."""
    now = json.loads(run_tiltak("today", office, *ON, "--format", "json").output)["due"]
    more = json.loads(run_tiltak("today", office, *ON, "--ahead", "70", "--format", "json").output)["due"]
    assert more[: len(now)] == now
    assert {one["days_over"] for one in more[len(now) :]} == {-70}


@pytest.fixture
def with_presence(office):
    """The office with its route, and two posts that can be in the schools."""
    route = files("tiltak.school.schedule").joinpath("data/skolerute_vestfold_2026_2027.csv")
    shutil.copy(str(route), office / "skolerute.csv")
    presence_rows(office, "veileder-skole,,mandag tirsdag onsdag torsdag", "veileder-talenthuset-1,vgs-nome,fredag")
    return office


def presence_rows(office, *lines):
    """Write which weekdays the posts can be in the schools."""
    (office / "presence.csv").write_text("\n".join(["post,school,weekdays", *lines]) + "\n", encoding="utf-8")


def test_presence_without_the_weekdays_of_the_posts_asks_for_them_and_plans_nothing(office, run_tiltak):
    """The office's file has no weekdays of its posts: no schedule is made up."""
    record = json.loads(run_tiltak("presence", office, *ON, "--format", "json").output)
    assert (record["ordinary"], record["weeks"], record["without"]) == (None, [], [])
    assert [one["code"] for one in record["questions"]] == ["posts", "route"]


def test_presence_covers_each_school_and_tells_what_a_week_without_each_post_costs(with_presence, run_tiltak):
    """Five days are wanted and covered; without the first post four are lost, without the second one."""
    record = json.loads(run_tiltak("presence", with_presence, *ON, "--weeks", "6", "--format", "json").output)
    Draft202012Validator(dict(presence_schema())).validate(record)
    covered = {one["school"]: (one["wanted"], one["covered"]) for one in record["ordinary"]["schools"]}
    assert covered == {"vgs-midt-telemark": (3, 3), "vgs-nome": (2, 2)}
    assert {one["post"]: one["days_lost"] for one in record["without"]} == {
        "veileder-skole": 4,
        "veileder-talenthuset-1": 1,
    }
    assert (record["proof"], record["questions"]) == ("OPTIMAL", [])
    christmas = record["weeks"][-1]
    assert christmas["monday"] == "2026-12-28"
    assert christmas["placements"] == []
    assert [one["short"] for one in christmas["schools"]] == [0, 0]


def test_presence_beyond_the_route_is_asked_and_left_out(with_presence, run_tiltak):
    """The route ends on 18 June: the week of the 14th is planned, the week of the 21st is a question."""
    record = json.loads(
        run_tiltak("presence", with_presence, "--on", "2027-06-14", "--weeks", "2", "--format", "json").output
    )
    assert [one["monday"] for one in record["weeks"]] == ["2027-06-14"]
    assert record["questions"] == [{"code": "outside_route", "about": ["2027-06-21"]}]


def test_faults_of_presence_name_the_nearest_and_nothing_is_planned(with_presence, run_tiltak):
    """A school that is not the office's, a post misspelt, a weekday misspelt, a route that does not add up."""
    presence_rows(with_presence, "veileder-skola,vgs-nomme,mandag", "veileder-skole,,mandagg")
    route = with_presence / "skolerute.csv"
    route.write_text(route.read_text(encoding="utf-8").replace("2027-06-18", "2027-06-17"), encoding="utf-8")
    done = run_tiltak("presence", with_presence, *ON, "--lang", "en")
    assert done.exit_code == 2
    lines = done.output.splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        "presence.csv, line 2, “post”",
        "presence.csv, line 2, “school”",
        "presence.csv, line 3, “weekdays”",
        "skolerute.csv, “days”",
        "skolerute.csv, line 20, “days”",
        "skolerute.csv, line 21, “days”",
    ]
    for line, right in zip(lines, ("veileder-skole", "vgs-nome", "mandag"), strict=False):
        assert line.endswith(f"Did you mean “{right}”?")


def test_one_post_with_two_sets_of_weekdays_contradicts_itself(with_presence, run_tiltak):
    """A post may have a row for each school, with the same weekdays on all of them."""
    presence_rows(with_presence, "veileder-skole,vgs-nome,mandag", "veileder-skole,vgs-midt-telemark,tirsdag")
    done = run_tiltak("presence", with_presence, *ON, "--lang", "en")
    assert done.exit_code == 2
    assert "the same weekdays on all the post's rows" in done.output
    presence_rows(with_presence, "veileder-skole,vgs-nome,mandag", "veileder-skole,vgs-midt-telemark,mandag")
    assert run_tiltak("presence", with_presence, *ON).exit_code == 0


@pytest.mark.parametrize(
    ("lang", "title"), [("nb", "Til stede på skolene"), ("nn", "Til stades på skulane"), ("en", "In the schools")]
)
def test_presence_as_table_and_page_in_each_language(with_presence, run_tiltak, lang, title):
    """The table and the page tell the same, in the language wanted."""
    page = run_tiltak("presence", with_presence, *ON, "--format", "html", "--lang", lang)
    told = run_tiltak("presence", with_presence, *ON, "--lang", lang)
    assert (page.exit_code, told.exit_code) == (0, 0)
    assert f"<h1>{title}</h1>" in page.output
    assert f'<html lang="{lang}">' in page.output
    for output in (page.output, told.output):
        assert output.count("veileder-talenthuset-1") == 6
