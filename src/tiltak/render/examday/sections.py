"""Sections of the exam-day page about waiting, the reserve plan and the county's rules."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from tiltak.render.views.common import View, column, table
from tiltak.render.words import Words
from tiltak.study import ExamDay, Reserve

__all__ = ["county_section", "reserve_lines", "reserve_section", "waiting_section"]

Cases = Callable[[Iterable[str]], View]
"""Writes several cases in one cell, with links to their pages."""


def waiting_section(day: ExamDay, places: Mapping[str, str], cases: Cases, words: Words) -> Iterator[View]:
    """Who stays at which venue and with whom, and who wants company and has nobody."""
    rows: list[list[object]] = [
        [one.staff_id, places.get(one.venue, one.venue), cases(one.case_ids)] for one in day.waiting
    ]
    if day.nobody_waits:
        rows.append([words.text("examday.nobody"), "", cases(day.nobody_waits)])
    columns = [column(words, "who_waits", "wrap"), column(words, "venue", "wrap"), column(words, "case", "wrap")]
    yield from _section(day, "waiting", columns, rows, words)


def reserve_section(day: ExamDay, cases: Cases, words: Words) -> Iterator[View]:
    """For each car of the day: what is driven without it, who must be told, and who is left without a seat."""
    rows: list[list[object]] = [
        [one.car_id, {"list": reserve_lines(one, words)}, cases(one.changed), cases(one.no_seat)] for one in day.reserve
    ]
    columns = [column(words, "car_out"), column(words, "then_runs", "wrap")]
    columns += [column(words, "must_be_told", "wrap"), column(words, "without_seat", "wrap")]
    yield from _section(day, "reserve", columns, rows, words)


def reserve_lines(reserve: Reserve, words: Words) -> list[str]:
    """The runs without the car, what the office must settle, and whether a better plan could exist."""
    lines = [
        words.text(
            "examday.reserve_run",
            car=run.car_id,
            driver=run.driver,
            leave=words.clock(run.leave_at),
            cases=words.joined(run.riders),
        )
        for run in reserve.runs
    ] or [words.text("examday.reserve_none")]
    lines += [
        words.text(f"exam_day_question.{question.id}", cases=words.joined(question.case_ids), places="")
        for question in reserve.questions
    ]
    return [*lines, *([words.text("examday.reserve_bounded")] if reserve.proof == "bounded" else [])]


def county_section(day: ExamDay, words: Words) -> Iterator[View]:
    """The county's own rules that the checklists took in, where each stands, and whether it is confirmed."""
    rows: list[list[object]] = [
        [
            words.text(f"checklist.{rule.item}"),
            {"links": [{"href": rule.url, "text": urlsplit(rule.url).hostname or rule.url, "hidden": ""}]},
            words.text("decision.checked", on=words.day(rule.checked_on, "short")),
            words.text("word.yes" if rule.confirmed else "word.unconfirmed"),
        ]
        for rule in day.county_rules
    ]
    columns = [column(words, "county_rule", "wrap"), column(words, "source", "wrap")]
    columns += [column(words, "date", "hush"), column(words, "confirmed", "hush")]
    if rows:
        yield from _section(day, "county", columns, rows, words)
    else:
        title = words.text("examday.county")
        yield {"id": f"county-{day.on}", "title": title, "level": 3, "lines": [words.text("examday.county_none")]}


def _section(day: ExamDay, name: str, columns: list[View], rows: list[list[object]], words: Words) -> Iterator[View]:
    """A section of a table whose caption names the day to those who go from table to table; none without rows."""
    if rows:
        title = words.text(f"examday.{name}")
        caption = words.text("exam_page.of_day", what=title, day=words.day(day.on, "day"))
        shown = {**table(caption, columns, rows, ""), "quiet": True}
        yield {"id": f"{name}-{day.on}", "title": title, "level": 3, "tables": [shown]}
