"""The exam days: who goes in which car and when, who goes alone, what is not known yet, and what to bring."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from attrs import frozen

from tiltak.render.examday.sections import county_section, reserve_section, waiting_section
from tiltak.render.views.common import View, capitalised, case_link, column, table
from tiltak.render.views.names import subject_name, term_name
from tiltak.render.words import Words
from tiltak.render.workbook import Cell, Column, ColumnKind, Sheet
from tiltak.study import DayQuestion, ExamDay, ExamSitting, Run, Venue

if TYPE_CHECKING:
    from tiltak.office import Office, OfficeRun

__all__ = ["exam_day_sheet", "exam_day_view"]

_COMPANY: Final = "company_wanted"


def exam_day_view(run: "OfficeRun", words: Words) -> View:
    """The page of all the exam days ahead."""
    known = {one.case_id for one in run.assessments}
    pages = _Pages(known, _places(run.office, words), words)
    sections = [section for day in run.exam_days for section in _day(day, _sittings(run, day), pages)]
    none = {"id": "none", "title": words.text("exam_page.none"), "lines": [words.text("exam_page.none_line")]}
    return {
        "path": "exam-day.html",
        "title": words.text("page.exam_day"),
        "lead": words.text("exam_page.lead"),
        "sections": [*(sections or [none]), *_undated(run, words)],
    }


def _places(office: "Office", words: Words) -> Mapping[str, str]:
    """Names of the places a car stops at, by id; the cars leave from the arena, which has no id."""
    base = office.arena.name if office.arena else words.text("exam_page.base")
    return {"": base, **{venue.id: venue.name for venue in office.venues}}


@frozen
class _Sitting:
    """What is known of one youth's exam on a day: None is what nobody has said."""

    code: str | None = None
    starts: time | None = None
    meet: time | None = None
    venue: str | None = None


def _sittings(run: "OfficeRun", day: ExamDay) -> Mapping[str, _Sitting]:
    """Each youth's exam on the day, in the order of the case ids."""
    told = {one.case_id: one for one in day.sittings}
    met = {case: stop.at for ride in day.runs for stop in ride.stops for case in stop.gets_out}
    there = {case: stop.place for ride in day.runs for stop in ride.stops for case in stop.gets_out}
    return {case: _sitting(run, case, told.get(case), met.get(case), there.get(case)) for case in sorted(day.checklist)}


def _sitting(run: "OfficeRun", case_id: str, told: ExamSitting | None, met: time | None, there: str | None) -> _Sitting:
    if told is None:
        return _Sitting(_only_code(run, case_id), None, met, there)
    before = run.office.meet_minutes_before
    ahead = timedelta(minutes=Venue(told.venue_id).in_place_before if before is None else before)
    due = (datetime.combine(told.on, told.starts) - ahead).time() if told.starts else None
    return _Sitting(told.code, told.starts, met or due, told.venue_id or None)


def _only_code(run: "OfficeRun", case_id: str) -> str | None:
    """The exam, when there is only one it can be: one code is awaited that is not among those without a day."""
    undated = {one.code for one in run.undated if one.case_id == case_id}
    codes = [code for code in run.awaiting.get(case_id, ()) if code not in undated]
    return codes[0] if len(codes) == 1 else None


@frozen
class _Pages:
    """What the sections of a day share; an exam may be of a youth whose case is closed and has no page."""

    known: Collection[str]
    places: Mapping[str, str]
    words: Words

    def cases(self, case_ids: Iterable[str]) -> View:
        """Several cases in one cell."""
        found = [{"href": "", "text": one, "hidden": ""} for one in case_ids]
        for link in found:
            if link["text"] in self.known:
                link["href"] = case_link(link["text"], "")["links"][0]["href"]
        return {"links": found}


def _exam_table(title: str, cases: Sequence[str], day: ExamDay, told: Mapping[str, _Sitting], pages: _Pages) -> View:
    """Who has which exam, where, when it starts and when to be there."""
    words = pages.words
    rows = []
    for case in cases:
        one = told[case]
        # Without the day's sittings nothing is said of them, not even that it is unknown.
        unknown = words.text("word.unknown") if hasattr(day, "sittings") else ""
        venue = unknown if one.venue is None else pages.places.get(one.venue, one.venue)
        rows.append(
            [
                pages.cases([case]),
                unknown if one.code is None else subject_name(one.code, words),
                one.code or "",
                venue,
                unknown if one.starts is None else words.clock(one.starts),
                unknown if one.meet is None else words.clock(one.meet),
            ]
        )
    columns = [column(words, "case"), column(words, "exam", "wrap"), column(words, "code", "hush")]
    columns += [column(words, "venue", "wrap"), column(words, "starts", "hush"), column(words, "meet", "hush")]
    return {**_of_day(table(title, columns, rows, ""), day, words), "quiet": False}


def _day(day: ExamDay, told: Mapping[str, _Sitting], pages: _Pages) -> Iterator[View]:
    words = pages.words
    key = f"{day.on:%Y-%m-%d}"
    # Whoever has not been asked about company is driven all the same.
    unsettled = {case for question in day.questions if question.id != _COMPANY for case in question.case_ids}
    unsettled |= {*day.no_seat, *day.ride_too_long}
    others = [case for case in told if case not in day.own_way]
    line = words.text(
        "exam_page.sum",
        riders=sum(len(run.riders) for run in day.runs),
        cars=len(day.runs),
        own_way=len(day.own_way),
        open=len(unsettled),
    )
    yield {
        "id": f"d-{key}",
        "title": capitalised(words.day(day.on, "weekday")),
        "lines": [line],
        "tables": [
            *([_exam_table(words.text("exam_page.exams"), others, day, told, pages)] if others else []),
            *(_run_table(day, run, number, pages) for number, run in enumerate(day.runs, start=1)),
            *([_exam_table(words.text("exam_page.alone"), day.own_way, day, told, pages)] if day.own_way else []),
        ],
        "small": [words.text("exam_page.bounded")] if day.proof == "bounded" else [],
    }
    yield from waiting_section(day, pages.places, pages.cases, words)
    yield from reserve_section(day, pages.cases, words)
    asked = _together(day.questions)
    open_rows = [[pages.cases(question.case_ids), _question(question, pages)] for question in asked]
    open_rows += [[pages.cases([case]), words.text("exam_page.no_seat")] for case in day.no_seat]
    open_rows += [[pages.cases([case]), words.text("exam_page.ride_too_long")] for case in day.ride_too_long]
    if open_rows:
        columns = [column(words, "case", "wrap"), column(words, "what", "wrap")]
        shown = _of_day(table(words.text("exam_page.unknown"), columns, open_rows, ""), day, words)
        yield {"id": f"open-{key}", "title": words.text("exam_page.unknown"), "level": 3, "tables": [shown]}
    alike: dict[tuple[str, ...], list[str]] = {}
    for case, items in day.checklist.items():
        alike.setdefault(tuple(items), []).append(case)
    rows = [
        [pages.cases(sorted(cases)), {"list": [words.text(f"checklist.{one}") for one in items]}]
        for items, cases in alike.items()
    ]
    columns = [column(words, "case", "wrap"), column(words, "bring", "wrap")]
    shown = _of_day(table(words.text("exam_page.checklist"), columns, rows, ""), day, words)
    yield {
        "id": f"bring-{key}",
        "title": words.text("exam_page.checklist"),
        "level": 3,
        "tables": [shown] if rows else [],
    }
    yield from county_section(day, words)


def _together(questions: Sequence[DayQuestion]) -> list[DayQuestion]:
    """The questions, those about company as one: it is the same question to everybody."""
    company = tuple(case for question in questions if question.id == _COMPANY for case in question.case_ids)
    others = [question for question in questions if question.id != _COMPANY]
    return [*others, *([DayQuestion(_COMPANY, company)] if company else [])]


def _of_day(shown: View, day: ExamDay, words: Words) -> View:
    """A table whose caption names the day for those who go from table to table; the heading above says it to others."""
    caption = words.text("exam_page.of_day", what=shown["caption"], day=words.day(day.on, "day"))
    return {**shown, "caption": caption, "quiet": True}


def _question(question: DayQuestion, pages: _Pages) -> str:
    words = pages.words
    named = words.joined(pages.places.get(place, place) for place in question.places)
    return words.text(f"exam_day_question.{question.id}", places=named, cases=words.joined(question.case_ids))


def _run_table(day: ExamDay, run: Run, number: int, pages: _Pages) -> View:
    words = pages.words
    caption = words.text(
        "exam_page.run",
        day=capitalised(words.day(day.on, "day")),
        number=number,
        car=run.car_id,
        driver=run.driver,
        minutes=run.minutes,
    )
    rows: list[list[object]] = []
    if not run.stops or run.stops[0].at != run.leave_at:
        rows.append([words.clock(run.leave_at), words.text("exam_page.leaves"), "", ""])
    rows += [
        [
            words.clock(stop.at),
            pages.places.get(stop.place, stop.place),
            pages.cases(stop.gets_in),
            pages.cases(stop.gets_out),
        ]
        for stop in run.stops
    ]
    columns = [column(words, "time", "hush"), column(words, "venue")]
    columns += [column(words, "gets_in", "wrap"), column(words, "gets_out", "wrap")]
    return table(caption, columns, rows, "")


def _undated(run: "OfficeRun", words: Words) -> Iterator[View]:
    """Registrations whose day is not known yet."""
    if not run.undated:
        return
    rows = [[one.case_id, subject_name(one.code, words), one.code, term_name(one.term, words)] for one in run.undated]
    columns = [
        column(words, "case"),
        column(words, "exam", "wrap"),
        column(words, "code", "hush"),
        column(words, "term"),
    ]
    title = words.text("exam_page.undated")
    yield {
        "id": "undated",
        "title": title,
        "lines": [words.text("exam_page.undated_lead")],
        "tables": [table(title, columns, rows, "")],
    }


def exam_day_sheet(run: "OfficeRun", words: Words) -> Sheet:
    """Every youth's exam on every day: those who are driven, those who go by themselves, and those not settled."""
    places = _places(run.office, words)
    columns = [
        Column(words.text("head.date"), ColumnKind.DATE, 12),
        Column(words.text("head.case"), width=10),
        Column(words.text("head.exam"), width=40),
        Column(words.text("head.code"), width=10),
        Column(words.text("head.starts"), ColumnKind.TIME, 10),
        Column(words.text("head.meet"), ColumnKind.TIME, 10),
        Column(words.text("head.venue"), width=30),
        Column(words.text("head.car"), width=16),
        Column(words.text("head.driver"), width=28),
        Column(words.text("head.leave"), ColumnKind.TIME, 10),
    ]
    rows: list[list[Cell]] = []
    for day in run.exam_days:
        rides = {case: ride for ride in day.runs for case in ride.riders}
        for case, one in _sittings(run, day).items():
            ride = rides.get(case)
            how = words.text("exam_page.own_way" if case in day.own_way else "exam_page.not_settled")
            rows.append(
                [
                    day.on,
                    case,
                    None if one.code is None else subject_name(one.code, words),
                    one.code,
                    one.starts,
                    one.meet,
                    None if one.venue is None else places.get(one.venue, one.venue),
                    ride.car_id if ride else how,
                    ride.driver if ride else None,
                    ride.leave_at if ride else None,
                ]
            )
    return Sheet(words.text("sheet.exam_day"), columns, rows)
