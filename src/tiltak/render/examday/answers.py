"""An exam day for a terminal or another program: as aligned text, and as data."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files as resources
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

from tiltak.render.examday.sections import reserve_lines
from tiltak.render.views.common import capitalised
from tiltak.render.views.names import subject_name
from tiltak.render.words import Words
from tiltak.study import DayQuestion, ExamDay, ExamSitting, Run, Waiting

if TYPE_CHECKING:
    from tiltak.office import Office

__all__ = ["exam_days_json", "exam_days_schema", "exam_days_text", "no_exam_days_text", "no_such_day_text"]

_WIDTHS: Final = (10, 22, 24, 60)
_SCHEMA: Final = "tiltak.examday/1"


@cache
def exam_days_schema() -> dict[str, Any]:
    """The JSON Schema of `exam_days_json`.

    >>> exam_days_schema()["properties"]["schema"]["const"]
    'tiltak.examday/1'
    """
    text = resources("tiltak.render").joinpath("examday/examday.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def no_exam_days_text(on: date, count: int, words: Words) -> str:
    """That no exam has a known day within so many days."""
    return words.text("examday.none", count=count, on=words.day(on)) + "\n"


def no_such_day_text(day: date, days: Sequence[ExamDay], on: date, count: int, words: Words) -> str:
    """That there is no exam on a day, and which days there are."""
    if not days:
        return no_exam_days_text(on, count, words)
    there = words.joined(one.on.isoformat() for one in days)
    return words.text("examday.no_such_day", day=day.isoformat(), days=there) + "\n"


def exam_days_text(days: Sequence[ExamDay], office: "Office", words: Words) -> str:
    """Each day: who is driven when, who waits, what each car's absence means, the county's rules, what to find out."""
    places = {
        "": office.arena.name if office.arena else words.text("exam_page.base"),
        **{venue.id: venue.name for venue in office.venues},
    }
    return "\n".join(_day(day, places, words) for day in days)


def _day(day: ExamDay, places: Mapping[str, str], words: Words) -> str:
    title = capitalised(words.day(day.on, "weekday"))
    parts = [f"{title}\n{'=' * len(title)}\n"]
    rows = [[*stop] for run in day.runs for stop in _stops(run, places, words)]
    heads = [words.text(f"head.{name}") for name in ("time", "car", "venue", "what")]
    if rows:
        parts.append(_grid(heads, rows))
    parts += _list(words.text("exam_page.exams"), [_sitting(one, day, places, words) for one in day.sittings])
    parts += _list(words.text("exam_page.alone"), day.own_way)
    if day.proof == "bounded":
        parts.append(words.text("exam_page.bounded") + "\n")
    waits = [f"{one.staff_id}, {places.get(one.venue, one.venue)}: {words.joined(one.case_ids)}" for one in day.waiting]
    if day.nobody_waits:
        waits.append(f"{words.text('examday.nobody')}: {words.joined(day.nobody_waits)}")
    parts += _list(words.text("examday.waiting"), waits)
    reserve = [
        f"{one.car_id}: {' · '.join(reserve_lines(one, words))}" + _told(one.changed, words) for one in day.reserve
    ]
    parts += _list(words.text("examday.reserve"), reserve)
    rules = [
        f"{words.text(f'checklist.{rule.item}')} ({rule.url}"
        + ("" if rule.confirmed else f"; {words.text('word.unconfirmed')}")
        + ")"
        for rule in day.county_rules
    ]
    parts += _list(words.text("examday.county"), rules or [words.text("examday.county_none")])
    parts += _list(words.text("exam_page.unknown"), [*_open(day, places, words)])
    return "\n".join(parts)


def _sitting(one: ExamSitting, day: ExamDay, places: Mapping[str, str], words: Words) -> str:
    """One youth's exam: the subject, where, when it starts and when to be there; what is not known is said to be so."""
    unknown = words.text("word.unknown")
    there = day.in_place.get(one.case_id)
    told = (
        ("venue", places.get(one.venue_id, one.venue_id) if one.venue_id else unknown),
        ("starts", words.clock(one.starts) if one.starts else unknown),
        ("meet", words.clock(there) if there else unknown),
    )
    known = ". ".join(f"{words.text(f'head.{name}')}: {value}" for name, value in told)
    return f"{one.case_id}: {subject_name(one.code, words)} ({one.code}). {known}"


def _told(changed: Sequence[str], words: Words) -> str:
    return f" · {words.text('head.must_be_told')}: {words.joined(changed)}" if changed else ""


def _stops(run: Run, places: Mapping[str, str], words: Words) -> list[tuple[str, str, str, str]]:
    car = f"{run.car_id}, {run.driver}"
    rows = []
    if run.stops and run.stops[0].at != run.leave_at:
        rows.append((words.clock(run.leave_at), car, "", words.text("exam_page.leaves")))
    for stop in run.stops:
        what = [
            f"{words.text(f'head.{name}')}: {words.joined(cases)}"
            for name, cases in (("gets_in", stop.gets_in), ("gets_out", stop.gets_out))
            if cases
        ]
        rows.append((words.clock(stop.at), car, str(places.get(stop.place, stop.place)), ". ".join(what)))
    return rows


def _open(day: ExamDay, places: Mapping[str, str], words: Words) -> list[str]:
    asked = [
        words.text(
            f"exam_day_question.{question.id}",
            cases=words.joined(question.case_ids),
            places=words.joined(str(places.get(place, place)) for place in question.places),
        )
        for question in day.questions
    ]
    asked += [f"{case_id}: {words.text('exam_page.no_seat')}" for case_id in day.no_seat]
    return asked + [f"{case_id}: {words.text('exam_page.ride_too_long')}" for case_id in day.ride_too_long]


def _list(title: str, lines: Sequence[str]) -> list[str]:
    if not lines:
        return []
    shown = [
        line
        for one in lines
        for line in wrap(
            one, 116, initial_indent="- ", subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
        )
    ]
    return ["\n".join([title, *shown]) + "\n"]


def _grid(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = []
    for row in (head, ["-" * width for width in _WIDTHS], *rows):
        parts = [wrap(cell, width) or [""] for cell, width in zip(row, _WIDTHS, strict=True)]
        for at in range(max(map(len, parts))):
            cells = [part[at] if at < len(part) else "" for part in parts]
            lines.append("  ".join(cell.ljust(width) for cell, width in zip(cells, _WIDTHS, strict=True)).rstrip())
    return "\n".join(lines) + "\n"


def exam_days_json(days: Sequence[ExamDay], on: date) -> str:
    """The days as data: ids and codes, and no place where somebody lives."""
    whole = {"schema": _SCHEMA, "on": on.isoformat(), "days": [_record(day) for day in days]}
    return json.dumps(whole, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _record(day: ExamDay) -> dict[str, Any]:
    return {
        "on": day.on.isoformat(),
        "proof": day.proof,
        "sittings": [
            {
                "case_id": one.case_id,
                "code": one.code,
                "starts": one.starts.isoformat("minutes") if one.starts else None,
                "venue": one.venue_id or None,
                "in_place": day.in_place[one.case_id].isoformat("minutes") if one.case_id in day.in_place else None,
                "bring": list(day.checklist[one.case_id]),
            }
            for one in day.sittings
        ],
        "runs": [_run(run) for run in day.runs],
        "own_way": list(day.own_way),
        "no_seat": list(day.no_seat),
        "ride_too_long": list(day.ride_too_long),
        "waiting": _waiting(day.waiting),
        "nobody_waits": list(day.nobody_waits),
        "reserve": [
            {
                "car": one.car_id,
                "runs": [_run(run) for run in one.runs],
                "no_seat": list(one.no_seat),
                "changed": list(one.changed),
                "waiting": _waiting(one.waiting),
                "nobody_waits": list(one.nobody_waits),
                "questions": _questions(one.questions),
                "proof": one.proof,
            }
            for one in day.reserve
        ],
        "county_rules": [
            {
                "topic": rule.topic.value,
                "item": rule.item,
                "minutes_before": rule.minutes_before,
                "url": rule.url,
                "source": rule.source,
                "checked_on": rule.checked_on.isoformat(),
                "confirmed": rule.confirmed,
            }
            for rule in day.county_rules
        ],
        "questions": _questions(day.questions),
    }


def _run(run: Run) -> dict[str, Any]:
    return {
        "car": run.car_id,
        "driver": run.driver,
        "leave_at": run.leave_at.isoformat("minutes"),
        "minutes": run.minutes,
        "stops": [
            {
                "place": str(stop.place),
                "at": stop.at.isoformat("minutes"),
                "gets_in": list(stop.gets_in),
                "gets_out": list(stop.gets_out),
            }
            for stop in run.stops
        ],
    }


def _waiting(waiting: Sequence[Waiting]) -> list[dict[str, Any]]:
    return [{"venue": one.venue, "who": one.staff_id, "case_ids": list(one.case_ids)} for one in waiting]


def _questions(questions: Sequence[DayQuestion]) -> list[dict[str, Any]]:
    return [
        {"id": one.id, "case_ids": list(one.case_ids), "places": [str(place) for place in one.places]}
        for one in questions
    ]
