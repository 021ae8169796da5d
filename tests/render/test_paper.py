"""The sheet for the wall: what stands on it, the same in both written forms, and the bytes of the PDF."""

import re
import sys
from datetime import date, timedelta

import pytest

from tiltak.render.paper import PdfMissing, plan_pdf, wall_sheet
from tiltak.study import Milestone, Plan, PlanWeek

ON = date(2026, 11, 23)


def plans(run):
    """Every plan of the example with its case."""
    return [(case_id, plan) for case_id, plan in run.plans.items() if isinstance(plan, Plan)]


def shape(sheet):
    """How many notes, parts, headings and rows, and the numbers that stand in them."""
    return (
        len(sheet["notes"]),
        bool(sheet["mark"]),
        [
            (part["style"], len(part["header"]), bool(part["after"]), [len(group["rows"]) for group in part["groups"]])
            for part in sheet["parts"]
        ],
    )


def numbers(sheet):
    """Every number on the sheet, in order."""
    cells = [cell for part in sheet["parts"] for group in part["groups"] for row in group["rows"] for cell in row]
    return re.findall(r"\d+", " ".join(cells))


def test_both_written_forms_say_the_same(example):
    """Each plan has the same parts, headings, rows and numbers in bokmål and nynorsk."""
    for case_id, plan in plans(example):
        nb, nn = (wall_sheet(plan, lang, case_id=case_id, on=ON) for lang in ("nb", "nn"))
        assert (shape(nb), numbers(nb)) == (shape(nn), numbers(nn)), case_id
        assert nb["title"] == nn["title"] == f"Planen min – {case_id}"


def test_the_sheet_names_exams_by_term_and_the_next_three_things(example):
    """Three steps at most, every exam of the plan once under its term, and never a code."""
    for case_id, plan in plans(example):
        sheet = wall_sheet(plan, "nb", case_id=case_id, on=ON)
        titles = [part["title"] for part in sheet["parts"]]
        assert titles == ["Det neste du skal gjøre", "Eksamenene dine", "Så mye jobber du i uka", "Dager å huske"]
        steps, exams = sheet["parts"][:2]
        assert len(steps["groups"][0]["rows"]) == 3
        assert [len(group["rows"]) for group in exams["groups"]] == [len(term) for term in plan.by_term().values()]
        assert not re.search(r"\b[A-Z]{3}\d{4}\b", str(sheet)), case_id


def test_weeks_are_one_stretch_until_a_subject_changes_or_a_week_is_off(example):
    """Hours that vary are told from the least to the most, and Christmas is not told as a week of study."""
    hours = wall_sheet(example.plans["MT-001"], "nb", case_id="MT-001", on=ON)["parts"][2]
    assert [group["title"] for group in hours["groups"]] == ["Våren 2027", "Høsten 2027", "Våren 2028"]
    assert hours["groups"][0]["rows"] == [
        ["23. november – 20. desember 2026", "Engelsk vg1: 1\u00a0til\u00a02; Naturfag vg1: 3\u00a0til\u00a04"],
        ["28. desember 2026 – 28. februar 2027", "Engelsk vg1: 1\u00a0til\u00a02; Naturfag vg1: 3\u00a0til\u00a04"],
        ["1. mars – 28. mars 2027", "Naturfag vg1: 5"],
        ["29. mars – 16. mai 2027", "Engelsk vg1: 1\u00a0til\u00a05"],
    ]


def test_what_is_over_is_left_out(example):
    """On the last day of a sitting the exam still stands there, and on the day after it does not."""
    plan = example.plans["MT-001"]
    last = max(one.sitting.last for one in plan.by_term()["V2027"])

    def terms(on):
        parts = wall_sheet(plan, "nb", case_id="MT-001", on=on)["parts"]
        return [group["title"] for part in parts if part["title"] == "Eksamenene dine" for group in part["groups"]]

    assert terms(last) == ["Våren 2027", "Høsten 2027", "Våren 2028"]
    assert terms(last + timedelta(days=1)) == ["Høsten 2027", "Våren 2028"]
    done = wall_sheet(plan, "nn", case_id="MT-001", on=date(2030, 1, 1))
    assert (done["parts"], done["notes"], done["mark"]) == (
        [],
        ["Du har ingen eksamenar igjen i planen. Bra jobba!"],
        "",
    )


def test_a_day_that_is_not_confirmed_is_starred_and_the_star_is_explained(example):
    """The star follows the milestone, not the sheet."""
    plan = example.plans["MT-001"]
    sheet = wall_sheet(plan, "nb", case_id="MT-001", on=ON)
    first = next(one for one in plan.milestones if one.id == "order_books")
    assert isinstance(first, Milestone)
    assert first.confirmed
    assert sheet["parts"][0]["groups"][0]["rows"][0][0] == "mandag 23. november 2026"
    assert all(row[0].endswith(" *") for group in sheet["parts"][1]["groups"] for row in group["rows"])
    assert sheet["mark"] == "* Dagen er ikke bekreftet ennå. Den kan bli en annen."


def test_a_result_that_is_awaited_is_told_of(example):
    """The sheet says that the plan does not count on it."""
    plan = example.plans["MT-001"]
    sheet = wall_sheet(plan, "nb", case_id="MT-001", on=ON, awaiting=("MAT1019",))
    assert sheet["notes"] == ["Du venter på resultat i Matematikk 1P. Planen kan bli kortere når det kommer."]


def test_there_is_no_sheet_in_english(example):
    """It is made in the two written forms of Norwegian."""
    with pytest.raises(ValueError, match="nb and nn"):
        wall_sheet(example.plans["MT-001"], "en", case_id="MT-001", on=ON)


@pytest.mark.parametrize("lang", ["nb", "nn"])
def test_the_pdf_is_tagged_titled_dated_and_the_same_every_time(example, lang):
    """PDF/UA-1 with language and title, the date it was made for, shipped fonts only, and the same bytes twice."""
    plan = example.plans["MT-001"]
    made = plan_pdf(plan, lang, case_id="MT-001", on=ON)
    assert made == plan_pdf(plan, lang, case_id="MT-001", on=ON)
    assert made != plan_pdf(plan, lang, case_id="MT-001", on=ON + timedelta(days=1))
    assert made.startswith(b"%PDF-")
    assert b"/Marked true" in made
    assert f"/Lang({lang}".encode() in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert "Planen min – MT-001".encode() in made
    assert b"CreateDate>2026-11-23T" in made
    assert {name.split(b"+")[1].split(b"-")[0] for name in re.findall(rb"/BaseFont/([^/]+)", made)} == {
        b"LibertinusSerif"
    }


def test_no_plan_of_the_example_takes_more_than_two_pages(example):
    """Also the one with ten exams, which is the longest of them."""
    longest = sorted(plans(example), key=lambda pair: (len(pair[1].exams), len(pair[1].weeks)))[-3:]
    for case_id, plan in (*longest, ("MT-013", example.plans["MT-013"])):
        pages = re.search(rb"/Type/Pages/Count (\d+)", plan_pdf(plan, "nn", case_id=case_id, on=ON))
        assert int(pages[1]) == (1 if case_id == "MT-013" else 2), case_id


def test_without_typst_the_extra_is_named(example, monkeypatch):
    """The error says what to install."""
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(PdfMissing, match=r"tiltak\[pdf\]"):
        plan_pdf(example.plans["MT-001"], "nb", case_id="MT-001", on=ON)


def test_a_week_ends_on_its_sunday(example):
    """On the Sunday the week still stands there, and on the Monday after it does not."""
    plan = example.plans["MT-013"]
    last = plan.weeks[-1]
    assert isinstance(last, PlanWeek)

    def hours(on):
        parts = wall_sheet(plan, "nb", case_id="MT-013", on=on)["parts"]
        return [part for part in parts if part["title"] == "Så mye jobber du i uka"]

    assert len(hours(last.monday + timedelta(days=6))) == 1
    assert hours(last.monday + timedelta(days=7)) == []
