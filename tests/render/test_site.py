"""The pages of a real run: whole, alike every time, readable by everybody, and fetching nothing."""

import re
from datetime import date, timedelta
from html.parser import HTMLParser
from io import BytesIO
from itertools import islice
from urllib.parse import unquote, urlsplit

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from openpyxl import load_workbook

from tiltak.faults import BadInput, FaultKind
from tiltak.programme import Result
from tiltak.render import LANGUAGES, Words, figures, summary
from tiltak.render.citations import citation
from tiltak.render.site import Site, write
from tiltak.render.store import MARKER
from tiltak.render.views.common import slug
from tiltak.render.views.plan import alike_weeks
from tiltak.study import Plan, PlanWeek

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Page(HTMLParser):
    """What a page is made of, for the questions the tests ask."""

    def __init__(self, text):
        super().__init__()
        self.hrefs, self.ids, self.headings, self.tables = [], [], [], []
        self.regions, self.labelled, self.controlled, self.open = [], [], [], []
        self.text, self.link_texts, self.lang, self.unclosed = [], [], None, []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        """Note what the tag is for."""
        values = dict(attributes)
        self.open += [] if tag in VOID else [tag]
        self.ids += [values["id"]] if "id" in values else []
        self.labelled += values.get("aria-labelledby", "").split()
        self.regions += [values] if "scroll" in (values.get("class") or "").split() else []
        self.controlled += [(tag, values)] if tag == "svg" else []
        if tag == "html":
            self.lang = values.get("lang")
        elif tag == "a":
            self.hrefs.append(values["href"])
            self.link_texts.append("")
        elif re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        else:
            self.table_part(tag, values)

    def table_part(self, tag, values):
        """Note what belongs to a table."""
        if tag == "table":
            self.tables.append({"caption": False, "scopes": [], "th": 0})
        elif tag == "caption":
            self.tables[-1]["caption"] = True
        elif tag == "th":
            self.tables[-1]["th"] += 1
            self.tables[-1]["scopes"].append(values.get("scope"))

    def handle_endtag(self, tag):
        """Every tag that is opened is closed, in order."""
        if not self.open or self.open.pop() != tag:
            self.unclosed.append(tag)

    def handle_data(self, data):
        """Gather the text."""
        if self.open and self.open[-1] not in ("style", "title", "desc"):
            self.text.append(data)
        if "a" in self.open:
            self.link_texts[-1] += data


def pages(site):
    """Every page of a site, parsed, by its path."""
    return {
        path.relative_to(site).as_posix(): Page(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


@pytest.fixture(scope="module")
def parsed(sites):
    """Every page in every language."""
    return {lang: pages(site) for lang, site in sites.items()}


def top_pages(run):
    """The pages at the top of the site, without the youths' own."""
    return dict(islice(Site(run, "nb").files(), 6))


def contents(site):
    """Every file's bytes by name."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def test_every_youth_has_an_assessment_and_every_plan_a_page_and_a_calendar(example, sites):
    """Nobody is left out, and nothing is made for nobody."""
    names = set(contents(sites["nb"]))
    assert {name for name in names if name.startswith("cases/")} == {
        f"cases/{one.case_id}.html" for one in example.assessments
    }
    assert {name for name in names if name.startswith("plans/")} == {f"plans/{one}.html" for one in example.plans}
    assert {name for name in names if name.startswith("calendars/")} == {
        f"calendars/{case}.ics" for case, sure in example.sure_milestones.items() if sure
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_link_inside_the_site_finds_its_page_and_place(parsed, sites, lang):
    """No link leads nowhere, and only law addresses lead out."""
    for name, page in parsed[lang].items():
        for href in page.hrefs:
            parts = urlsplit(href)
            if parts.scheme:
                assert parts.scheme in ("https", "http"), (name, href)
                continue
            target = (
                (sites[lang] / name).parent.joinpath(unquote(parts.path)).resolve()
                if parts.path
                else sites[lang] / name
            )
            assert target.is_file(), (name, href)
            if parts.fragment:
                there = parsed[lang][target.relative_to(sites[lang].resolve()).as_posix()] if parts.path else page
                assert parts.fragment in there.ids, (name, href)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_can_be_listened_to(parsed, lang):
    """Language, one top heading, no step skipped, labels that exist, unique ids, tables with captions and headings."""
    for name, page in parsed[lang].items():
        assert page.lang == lang, name
        assert page.headings[0] == 1, name
        assert page.headings.count(1) == 1, name
        assert all(after - before <= 1 for before, after in zip(page.headings, page.headings[1:], strict=False)), name
        assert len(page.ids) == len(set(page.ids)), name
        assert set(page.labelled) <= set(page.ids), name
        assert all(table["caption"] and table["th"] and all(table["scopes"]) for table in page.tables), name
        assert all(
            r.get("tabindex") == "0" and r.get("role") == "region" and r.get("aria-label") for r in page.regions
        ), name
        assert len({r["aria-label"] for r in page.regions}) == len(page.regions), name
        assert all("aria-hidden" in values or values.get("role") == "img" for _, values in page.controlled), name
        assert not [text for text in page.link_texts if not text.strip()], name
        assert (page.unclosed, page.open) == ([], []), name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_code_or_placeholder_is_shown_for_a_word(parsed, lang):
    """No id of a text, no brace and no Python value stands where a sentence should."""
    raw = re.compile(
        r"\{\w*\}|None\b|\b(condition|question|fact|metric|plan_reason|goal|milestone)\.\w+|<bound|Verdict\."
    )
    for name, page in parsed[lang].items():
        found = [text for text in page.text if raw.search(text) and "office" not in name]
        assert found == [], name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_fetches_nothing_and_runs_nothing(sites, lang):
    """No script, no picture, no style or font from elsewhere; a policy in the page forbids it besides."""
    for path in sites[lang].rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(
            r"<(script|img|iframe|object|embed|video|audio|form)\b|@import|@font-face|url\(|srcset=", text
        ), path.name
        assert re.findall(r'<link [^>]*href="([^"]*)"', text) == ["data:,"], path.name
        assert "default-src 'none'" in text, path.name
        assert 'name="referrer" content="no-referrer"' in text, path.name


def test_the_pages_are_light(sites):
    """A page weighs under 300 kB."""
    assert max(path.stat().st_size for path in sites["nb"].rglob("*.html")) < 300_000


def test_the_same_run_is_the_same_bytes(example, sites, tmp_path):
    """Pages, calendars and workbook do not depend on when or where they are written."""
    write(example, tmp_path / "again", "nn")
    assert contents(tmp_path / "again") == contents(sites["nn"])


def test_a_folder_of_somebodys_own_is_refused_and_left_alone(example, tmp_path):
    """The site is never written among other files, nor over them."""
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(BadInput) as caught:
        write(example, tmp_path, "nb")
    assert [fault.kind for fault in caught.value.faults] == [FaultKind.EXISTS]
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_progress_ends_where_it_said_it_would(example, tmp_path):
    """The number of files told before is the number written."""
    told = []
    written = write(example, tmp_path / "s", "nb", progress=lambda done, total: told.append((done, total)))
    assert told == [(done, len(written)) for done in range(1, len(written) + 1)]
    assert set(contents(tmp_path / "s")) == {path.relative_to(tmp_path / "s").as_posix() for path in written} | {MARKER}
    assert written[0].name == "index.html"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_assessment_says_its_verdict_its_reasons_and_who_decides(example, parsed, lang):
    """The words of the result, the open questions, each rule's section and the one who decides stand on the page."""
    words = Words(lang)
    seen = set()
    for one in example.assessments:
        text = " ".join("".join(parsed[lang][f"cases/{slug(one.case_id)}.html"].text).split())
        assert words.text(f"result.{one.result.value}") in text
        assert words.text(f"owner.{one.decided_by}") in text
        assert all(" ".join(words.text(f"question.{q.fact}").split()) in text for q in one.questions)
        assert all(" ".join(words.text(f"condition.{name}").split()) in text for name in one.back_to_school.failing)
        bases = {basis for found in one.back_to_school.explain().conditions() for basis in found.basis}
        bases |= {route.basis for route in one.elsewhere} | {path.basis for path in one.consent}
        assert [citation(basis, words) for basis in bases if citation(basis, words) not in text] == []
        seen.add(one.result)
    assert seen == set(Result)


def test_what_is_not_confirmed_is_marked(example, sites):
    """A plan with a date or a fee that nobody has published says so beside it."""
    tag = Words("nb").text("word.unconfirmed")
    for case_id, plan in example.plans.items():
        text = (sites["nb"] / "plans" / f"{slug(case_id)}.html").read_text(encoding="utf-8")
        if isinstance(plan, Plan):
            open_points = sum(not one.confirmed for one in plan.milestones) + sum(
                not one.confirmed for one in plan.cost
            )
            assert (text.count(f'<span class="tag">{tag}</span>') > 0) >= bool(open_points), case_id


def test_what_is_hidden_is_nowhere_in_the_report(example, parsed):
    """A hidden figure is called hidden, in as many places as there are hidden figures."""
    hidden = Words("nb").text("report.suppressed")
    text = "".join(parsed["nb"]["report.html"].text)
    assert text.count(hidden) >= sum(
        figure.suppressed and figure.numerator is None for figure in example.report.metrics
    )


def test_a_plan_in_nynorsk_is_in_nynorsk(parsed):
    """Who reads nynorsk gets the whole plan in it: no word that only bokmål has."""
    only_bokmaal = re.compile(
        r"\b(ikke|hva|hvem|hvis|hvordan|jeg|noen|noe|gjelder|uke|timer|eksamener|bekreftet)\b", re.IGNORECASE
    )
    for name, page in parsed["nn"].items():
        if name.startswith(("plans/", "questions")):
            assert [text for text in page.text if only_bokmaal.search(text)] == [], name


def test_the_calendars_are_read_and_hold_the_exams_that_are_sure(example, sites):
    """Each plan's exams are in its file unless they hang on a result that has not come."""
    read = held_back = 0
    for case_id, plan in example.plans.items():
        sure = {code for one in example.sure_milestones[case_id] for code in one.exams if one.id == "exam"}
        if isinstance(plan, Plan) and example.sure_milestones[case_id]:
            data = (sites["nb"] / "calendars" / f"{slug(case_id)}.ics").read_bytes()
            found = [event["DTSTART"].dt for event in Calendar.from_ical(data).walk("VEVENT")]
            waits = [exam for exam in plan.exams if exam.code not in sure]
            assert [exam.code for exam in plan.exams if exam.code in sure and exam.sitting.first not in found] == []
            assert bool(waits) <= (case_id in example.awaiting)
            assert case_id.encode() not in data
            read, held_back = read + 1, held_back + len(waits)
    assert (read > 0, held_back > 0) == (True, True)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_workbook_holds_every_case_and_question(example, sites, lang):
    """As many rows as there are youths and open questions, under headings in the language."""
    book = load_workbook(BytesIO((sites[lang] / "tiltak.xlsx").read_bytes()))
    words = Words(lang)
    cases, questions = book[words.text("sheet.cases")], book[words.text("sheet.questions")]
    assert cases.max_row == 1 + len(example.assessments)
    assert questions.max_row == 1 + sum(len(one.questions) for one in example.assessments)
    assert cases["A1"].value == words.text("head.case")
    assert cases["C2"].is_date


def test_without_the_figures_the_report_says_so_and_keeps_the_tables(example, monkeypatch):
    """The extra is named in words, and every number still stands in its table."""

    def gone(*_):
        raise figures.FiguresMissing

    monkeypatch.setattr(figures, "_altair", gone)
    report = top_pages(example)["report.html"].decode()
    assert report.count("tiltak[figures]") == 1
    assert 'role="img"' not in report
    assert Words("nb").text("funnel.referred") in report


def test_the_rate_by_term_is_drawn_only_when_no_term_is_hidden(example):
    """A figure of the terms that are left would tell a false story, so there is none, and the page says why."""
    title, why = Words("nb").text("figure.rate.title"), Words("nb").text("report.rate.partly_hidden")
    partly = top_pages(example)["report.html"].decode()
    assert why in partly
    assert title not in partly
    open_rows = tuple(
        evolve(row, passed=row.known, estimate=1.0, low=0.9, high=1.0, suppressed=False)
        for row in example.report.by_term
    )
    whole = top_pages(evolve(example, report=evolve(example.report, by_term=open_rows)))["report.html"].decode()
    assert title in whole
    assert why not in whole


def test_an_office_without_schools_or_a_period_still_has_its_pages(example):
    """What is not there is said in words."""
    bare = evolve(example, report=None, presence=None, exam_days=(), undated=())
    made = top_pages(bare)
    words = Words("nb")
    assert words.text("report.none_line") in made["report.html"].decode()
    assert words.text("presence.empty") in made["presence.html"].decode()
    assert words.text("exam_page.none_line") in made["exam-day.html"].decode()


def test_what_a_person_typed_is_text_on_the_page(example):
    """A name with markup in it is shown and never run."""
    evil = evolve(example, office=evolve(example.office, name="<script>alert(1)</script>"))
    name, page = next(iter(Site(evil, "nb").files()))
    assert name == "index.html"
    assert b"<script" not in page
    assert b"&lt;script&gt;" in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_summary_says_where_to_look(example, tmp_path, lang):
    """How many were assessed, how many files, and the page to open."""
    told = summary(example, [tmp_path / "x"] * 3, tmp_path, lang)
    assert str(len(example.assessments)) in told
    assert str(tmp_path / "index.html") in told


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 3)), unique_by=lambda week: week[0], max_size=15))
def test_weeks_told_together_are_the_same_weeks(drawn):
    """Spans of alike weeks hold every week of the plan once, in order, with the hours it had."""
    monday = date(2027, 1, 4)
    weeks = [
        PlanWeek(monday + timedelta(weeks=number), "V2027", (("SAK1001", hours),)) for number, hours in sorted(drawn)
    ]
    told = []
    for first, last in alike_weeks(weeks):
        span = (last.monday - first.monday).days // 7
        told += [PlanWeek(first.monday + timedelta(weeks=step), "V2027", first.hours) for step in range(span + 1)]
    assert told == weeks
