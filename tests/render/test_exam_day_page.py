"""The exam days: who has which exam, who is driven, and who comes by themselves."""

import re
from datetime import date, datetime, time, timedelta
from html import unescape

import pytest
from attrs import evolve, field, fields, frozen

from tiltak.office import example_folder, load_folder
from tiltak.office.exams import exam_days, open_registrations
from tiltak.render.site import Site
from tiltak.render.views.exam_day import exam_day_sheet, exam_day_view
from tiltak.render.views.names import subject_name
from tiltak.render.words import LANGUAGES, Words
from tiltak.study import Car, ExamDay, ExamSitting, Venue, exam_day

ON = date(2026, 11, 23)


@frozen
class WithSittings(ExamDay):
    """A day that also tells the sittings it was made of."""

    sittings: tuple[ExamSitting, ...] = field(default=())


@pytest.fixture(scope="module")
def told(example):
    """The example with the sittings of each day, from the office's own log."""
    events = [event for event in load_folder(example_folder()).events if event.on <= ON]
    dated = sorted(open_registrations(events), key=lambda e: (e.starts or "24:00", e.case_id, e.code))
    wants = {youth.case_id: youth.ride_wanted for youth in example.youths}
    days = []
    for day in example.exam_days:
        of_day = {}
        for event in dated:
            if event.sitting_on == day.on:
                starts = time.fromisoformat(event.starts) if event.starts else None
                ride = wants.get(event.case_id)
                one = ExamSitting(event.case_id, event.code, day.on, starts, event.venue, ride)
                of_day.setdefault(event.case_id, one)
        kept = {one.name: getattr(day, one.name) for one in fields(ExamDay) if one.name != "sittings"}
        days.append(WithSittings(**kept, sittings=tuple(of_day.values())))
    return evolve(example, exam_days=tuple(days))


def tables(run, words):
    """Every table of the page, each as its caption and the texts of its cells."""

    def shown(cell):
        return " ".join(link["text"] for link in cell["links"]) if isinstance(cell, dict) and "links" in cell else cell

    view = exam_day_view(run, words)
    return [
        (table["caption"], [[shown(cell) for cell in row] for row in table["rows"]])
        for section in view["sections"]
        for table in section.get("tables", [])
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everybody_has_an_exam_a_start_and_a_time_to_be_there(told, lang):
    """Each youth of each day stands once, with the subject, its code, when it starts and when to be there."""
    words = Words(lang)
    titles = {words.text("exam_page.exams"), words.text("exam_page.alone")}
    rows = {}
    for caption, found in tables(told, words):
        if caption.split(",")[0] in titles:
            for row in found:
                assert (caption.split(", ")[-1], row[0]) not in rows
                rows[caption.split(", ")[-1], row[0]] = row
    assert len(rows) == sum(len(day.checklist) for day in told.exam_days) > 0
    for day in told.exam_days:
        for one in day.sittings:
            row = rows[words.day(day.on, "day"), one.case_id]
            starts = words.clock(one.starts) if one.starts else words.text("word.unknown")
            assert row[1:3] == [subject_name(one.code, words), one.code]
            assert row[4] == starts


def test_those_who_come_by_themselves_are_named_with_when_to_be_there(told):
    """They stand in a list of their own, and are there as long before the start as the office asks."""
    words = Words("nb")
    minutes = timedelta(minutes=told.office.meet_minutes_before or 30)
    for day in told.exam_days:
        found = [rows for caption, rows in tables(told, words) if caption.startswith("Kommer på egen hånd")]
        alone = {row[0]: row for rows in found for row in rows}
        assert set(day.own_way) <= set(alone)
        for one in day.sittings:
            if one.case_id in day.own_way and one.starts:
                there = (datetime.combine(day.on, one.starts) - minutes).time()
                assert words.clock(there) == alone[one.case_id][5]
    assert any(day.own_way for day in told.exam_days)


def test_the_exam_is_named_without_the_sittings_only_when_it_can_be_no_other(example):
    """Of what the run itself says, one awaited exam with a day is certain; several are not chosen between."""
    days = [WithSittings(**{one.name: getattr(day, one.name) for one in fields(ExamDay)}) for day in example.exam_days]
    bare = evolve(example, exam_days=tuple(evolve(day, sittings=()) for day in days), undated=())
    case = bare.exam_days[0].own_way[0]
    for codes, expected in ((("MAT1019",), "MAT1019"), (("MAT1019", "NOR1267"), "")):
        run = evolve(bare, awaiting={case: codes})
        assert {row[2] for _, rows in tables(run, Words("nb")) for row in rows if row[0] == case and len(row) == 6} == {
            expected
        }


@pytest.mark.parametrize(
    ("lang", "into", "out"),
    [("nb", "Stiger på", "Stiger av"), ("nn", "Stig på", "Stig av"), ("en", "Gets in", "Gets out")],
)
def test_the_run_starts_at_the_arena_and_says_what_its_minutes_are(example, lang, into, out):
    """The place has its name, people get on and off, the car is named once, and minutes are driving and stops."""
    pages = dict(page for page in Site(example, lang).files() if page[0] == "exam-day.html")
    text = unescape(re.sub(r"<[^>]+>", " ", pages["exam-day.html"].decode()))
    assert example.office.arena.name in text
    assert (into in text, out in text) == (True, True)
    assert not re.search(r"\b(bil|car) bil-", text)
    assert re.search(r"\d+ (minutter|minutt|minutes), (kjøring og stopp|køyring og stopp|driving and stops)", text)
    bare = evolve(example, office=evolve(example.office, arena=None))
    assert any(Words(lang).text("exam_page.base") in row for _, rows in tables(bare, Words(lang)) for row in rows)


def test_the_workbook_has_a_row_for_everybodys_exam(told):
    """Driven, alone or not settled: each stands once a day, with the exam."""
    sheet = exam_day_sheet(told, Words("nb"))
    assert len(sheet.rows) == sum(len(day.checklist) for day in told.exam_days)
    assert {row[3] for row in sheet.rows} == {one.code for day in told.exam_days for one in day.sittings}


def sections(run, lang):
    """The sections of the page by id."""
    return {section["id"]: section for section in exam_day_view(run, Words(lang))["sections"]}


def test_the_plan_without_a_car_says_what_is_driven_then_and_who_is_left(example):
    """With one car out, the other goes, those who change are named, and a taxi is asked about for the rest."""
    page = sections(example, "en")
    rows = page["reserve-2026-12-02"]["tables"][0]["rows"]
    assert [row[0] for row in rows] == ["bil-1", "bil-2"]
    assert [[link["text"] for link in row[3]["links"]] for row in rows] == [["MT-008"], ["MT-008"]]
    assert [link["text"] for link in rows[0][2]["links"]] == ["MT-001", "MT-004"]
    assert rows[0][1]["list"][0].startswith("bil-2, driver Veileder 2 ved Talenthuset, leaves at ")
    assert rows[0][1]["list"][1] == "There is no seat for MT-008. Does the office order a taxi?"


def test_the_county_s_rules_say_where_they_stand_and_that_they_are_not_confirmed(example):
    """Telemark's rules were read on a page of the county before it; a day without any says so."""
    page = sections(example, "nb")
    rows = page["county-2026-11-24"]["tables"][0]["rows"]
    assert [row[0] for row in rows] == [
        "Fylket vil at en møter kl. 08.00",
        "Egen datamaskin eller nettbrett, og lader",
    ]
    assert {(row[1]["links"][0]["text"], row[3]) for row in rows} == {("www.vtfk.no", "Ikke bekreftet")}
    assert page["county-2026-12-02"]["lines"] == [
        "Ingen av fylkets egne regler om slike eksamener er lest. Spør fylket."
    ]


def test_company_is_one_question_and_leaves_nobody_unsettled(example):
    """Those who were not asked whether somebody is to stay are still driven and counted as settled."""
    page = sections(example, "en")
    asked = [row for row in page["open-2026-11-26"]["tables"][0]["rows"] if "stay during" in row[1]]
    assert [[link["text"] for link in row[0]["links"]] for row in asked] == [["MT-001", "MT-003", "MT-010"]]
    assert page["d-2026-11-26"]["lines"][0].endswith("Not settled: 0.")


def test_the_page_says_who_waits_with_whom(example):
    """The driver stays where the car ends; whoever wants company elsewhere is named as without."""
    events = load_folder(example_folder()).events
    before = [event for event in events if event.on <= ON]
    wanted = dict.fromkeys(("MT-001", "MT-003", "MT-007"), True)
    page = sections(
        evolve(example, exam_days=exam_days(example.office, example.youths, before, ON, company=wanted)), "en"
    )
    (row,) = page["waiting-2026-11-26"]["tables"][0]["rows"]
    assert row[:2] == ["Veileder 1 ved Talenthuset", "Eksamenslokale A"]
    assert [link["text"] for link in row[2]["links"]] == ["MT-001", "MT-003"]
    (row,) = page["waiting-2026-12-01"]["tables"][0]["rows"]
    assert (row[0], [link["text"] for link in row[2]["links"]]) == ("Nobody is there", ["MT-007"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_neutral_pick_up_never_shows_another_place(example, lang):
    """Where a youth with a neutral pick-up lives stands nowhere in page or workbook, nor for who lives there too."""
    on, home, meeting = date(2027, 5, 20), "Kvitsteinvegen 17", "Biblioteket"
    given = [
        ExamSitting("MT-001", "MAT1019", on, time(9), "sal", ride_wanted=True, pickup_id=home, neutral_pickup=True),
        ExamSitting("MT-002", "MAT1019", on, time(9), "sal", ride_wanted=True, pickup_id=home),
    ]
    travel = {("", meeting): 5, (meeting, "sal"): 20, ("", "sal"): 20, ("", home): 1, (home, "sal"): 1}
    day = exam_day(
        given, [Venue("sal")], [Car("red", 4, "A")], travel=travel, base="", neutral_place=meeting, county="40"
    )
    run = evolve(example, exam_days=(day,))
    page = dict(Site(run, lang).files())
    assert home not in page["exam-day.html"].decode()
    assert meeting in page["exam-day.html"].decode()
    assert home not in str(exam_day_sheet(run, Words(lang)).rows)


def test_without_a_neutral_place_the_youth_is_asked_about_and_not_driven(example):
    """No other place is used instead."""
    before = [event for event in load_folder(example_folder()).events if event.on <= ON]
    day = exam_days(example.office, example.youths, before, ON, neutral={"MT-012"})[2]
    assert day.runs == ()
    assert [(one.id, one.case_ids) for one in day.questions][-1] == ("neutral_place", ("MT-012",))
