"""A guarded value that reaches the exporters there are: pages, calendars, workbook and JSON write no letter of it.

No file of an office has a field for protection yet. So the values are put where one could come to stand, in the run
that every exporter is handed: a youth's municipality, and the place a car picks somebody up.
"""

import io
import zipfile
from datetime import date

import pytest
from attrs import evolve

from tiltak.law.persons import Guarded, Protection
from tiltak.office import example_folder, run
from tiltak.render.answers import assessments_json, questions_json
from tiltak.render.site import Site

ON = date(2026, 11, 23)
TOWN, PLACE = "Kvitsteinbyen", "Kvitsteinvegen 17"


def text_of(name, data):
    """What a file says; a workbook is unpacked."""
    if name.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            data = b"".join(packed.read(one) for one in packed.namelist())
    return data.decode("utf-8").replace("\r\n ", "")


def with_places(office_run, town, place):
    """The run with a town for every youth, and a place where every car stops first."""
    youths = tuple(evolve(youth, municipality=town) for youth in office_run.youths)
    days = tuple(
        evolve(
            day, runs=tuple(evolve(one, stops=(evolve(one.stops[0], place=place), *one.stops[1:])) for one in day.runs)
        )
        for day in office_run.exam_days
    )
    return evolve(office_run, youths=youths, exam_days=days)


@pytest.fixture(scope="module")
def example():
    """The example office's run."""
    return run(example_folder(), ON)


def test_no_exporter_writes_a_guarded_value(example):
    """Every page, calendar and sheet of a run holds stars instead, and there is a page of each kind."""
    protection = Protection("STRENGT_FORTROLIG", shielded=False)
    site = Site(with_places(example, Guarded(TOWN, protection), Guarded(PLACE, protection)), "nb")
    written = {name: text_of(name, data) for name, data in site.files()}
    assert {name.rpartition(".")[2] for name in written} == {"html", "ics", "xlsx"}
    assert [name for name, text in written.items() if TOWN in text or PLACE in text] == []
    assert "***" in written["exam-day.html"]


def test_the_search_would_find_one_that_is_not_guarded(example):
    """The same place as a plain text stands in the page of the exam day."""
    site = Site(with_places(example, TOWN, PLACE), "nb")
    page = next(data for name, data in site.files() if name == "exam-day.html")
    assert PLACE in text_of("exam-day.html", page)


def test_the_answers_as_json_hold_no_guarded_value(example):
    """What a developer reads by machine holds no town and no place."""
    protection = Protection("FORTROLIG", shielded=True)
    guarded = with_places(example, Guarded(TOWN, protection), Guarded(PLACE, protection))
    text = assessments_json(guarded.assessments) + questions_json(guarded.assessments, guarded.youths)
    assert TOWN not in text
    assert "MT-001" in text


def test_the_repr_of_a_run_and_its_youths_holds_no_guarded_value(example):
    """Nor does what a log or a crash shows of them."""
    guarded = with_places(example, Guarded(TOWN, Protection()), Guarded(PLACE, Protection()))
    shown = repr(guarded) + repr(guarded.youths) + repr(guarded.exam_days)
    assert TOWN not in shown
    assert PLACE not in shown
