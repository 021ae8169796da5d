"""How often staff are in the schools: as the office has stated it, and as the events show it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from tiltak.office import School
from tiltak.outcomes import Report
from tiltak.render.views.common import View, column, table, verdict_badge
from tiltak.render.views.report import figure_value
from tiltak.render.words import Words
from tiltak.school import Coverage

__all__ = ["presence_view", "weekday_names"]

_A_MONDAY: Final = date(2024, 1, 1)  # any Monday: only its weekday is shown


def weekday_names(weekdays: frozenset[int] | None, words: Words) -> str:
    """Weekdays in order, 0 being Monday; in words when they are not stated.

    >>> weekday_names(frozenset({1, 0}), Words("nn"))
    'måndag og tysdag'
    """
    if weekdays is None:
        return words.text("presence.not_stated")
    return words.joined(words.day(_A_MONDAY + timedelta(days=day), "day").split()[0] for day in sorted(weekdays))


def presence_view(coverage: Coverage | None, schools: Sequence[School], report: Report | None, words: Words) -> View:
    """The page about presence."""
    stated = [] if coverage is None else [_stated(coverage, schools, words)]
    none = {"id": "none", "title": words.text("presence.stated"), "lines": [words.text("presence.empty")]}
    return {
        "path": "presence.html",
        "title": words.text("page.presence"),
        "lead": words.text("presence.lead"),
        "sections": [*stated, *_measured(report, schools, words)] or [none],
    }


def _stated(coverage: Coverage, schools: Sequence[School], words: Words) -> View:
    by_id = {school.id: school for school in schools}
    rows = []
    for one in coverage.schools:
        school = by_id.get(one.school)
        days = words.text("presence.not_stated") if one.days_a_week is None else words.number(one.days_a_week)
        rows.append(
            [school.name if school else one.school, days, weekday_names(school.weekdays if school else None, words)]
        )
    columns = [
        {"text": words.text("school.presence.school"), "kind": ""},
        {"text": words.text("school.presence.days"), "kind": "num"},
        column(words, "weekdays", "wrap"),
    ]
    lines = [words.text("school.presence.not_stated")]
    if coverage.days_a_week is not None:
        lines = [words.text("school.presence.days_a_week", days=coverage.days_a_week)]
    badge = verdict_badge(coverage.as_described, words)
    badge["text"] = words.text(f"school.presence.as_described.{coverage.as_described.name.lower()}")
    return {
        "id": "stated",
        "title": words.text("presence.stated"),
        "lines": lines,
        "badge": badge,
        "tables": [table(words.text("presence.caption"), columns, rows, words.text("presence.empty"))],
        "small": [words.text("school.presence.reading")],
    }


def _measured(report: Report | None, schools: Sequence[School], words: Words) -> Iterator[View]:
    found = report.groups("school.presence") if report else ()
    if not found:
        return
    names = {school.id: school.name for school in schools}
    rows = [
        [names.get(figure.group, figure.group) or words.text("presence.any_school"), figure_value(figure, words)]
        for figure in found
    ]
    columns = [
        {"text": words.text("school.presence.school"), "kind": ""},
        {"text": words.text("school.presence.days"), "kind": "num"},
    ]
    shown = table(words.text("metric.school.presence"), columns, rows, "")
    notes = [words.text(note) for note in dict.fromkeys(note for figure in found for note in figure.notes)]
    yield {"id": "measured", "title": words.text("presence.measured"), "lines": [], "tables": [shown], "small": notes}
