"""The report: every figure with what it can say, what is hidden, and what was set aside."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tiltak.outcomes import ClaimLevel, Figure, Report, ReportedCount, TermRow
from tiltak.render import figures
from tiltak.render.views.common import View, column, said, table
from tiltak.render.views.names import term_name
from tiltak.render.words import Words

__all__ = ["counted_what", "figure_value", "metric_name", "report_view"]


def report_view(report: Report | None, words: Words, places: Mapping[str, str] | None = None) -> View:
    """The page of one report, or that the office has given no period to report on.

    Args:
        report: The report.
        words: The language.
        places: Names of the office's own places, by the id its events use.
    """
    if report is None:
        none = {"id": "none", "title": words.text("report.none"), "lines": [words.text("report.none_line")]}
        return {"path": "report.html", "title": words.text("page.report"), "lead": "", "sections": [none]}
    period = words.period(report.period.first, report.period.last)
    return {
        "path": "report.html",
        "title": words.text("page.report"),
        "lead": words.text("report.lead", period=period, on=report.as_of),
        "tiles": list(_tiles(report, words)),
        "sections": [
            _funnel(report, words),
            _terms(report, words),
            _figures(report, words, places or {}),
            _levels(report, words),
            *_described(report, words),
            *_notes(report, words),
            _set_aside(report, words),
        ],
    }


def _tiles(report: Report, words: Words) -> Iterator[View]:
    for name in ("exam.sat", "exam.passed", "exam.pass", "school.through_year"):
        found = [figure for figure in report.metrics if (figure.id, figure.group) == (name, "")]
        for figure in found:
            yield {
                "value": figure_value(figure, words),
                "label": words.text(f"metric.{figure.id}"),
                "note": words.text("report.hidden_why" if _is_hidden(figure) else _level(figure)),
            }


def _level(figure: Figure) -> str:
    return f"claim.{figure.claim_level.name.lower()}"


def _is_hidden(figure: Figure) -> bool:
    """Whether the value itself is hidden, and not only a number beside it."""
    return figure.suppressed and figure.estimate is None and (figure.numerator is None or not _is_count(figure))


def _is_count(figure: Figure) -> bool:
    return figure.claim_level is ClaimLevel.COUNT


def _why_hidden(rows: Iterable[Sequence[object]], words: Words) -> list[str]:
    """The reasons, for a table in which a cell is hidden."""
    hidden = words.text("report.suppressed")
    return [words.text("report.hidden_why")] if any(hidden in row for row in rows) else []


def figure_value(figure: Figure, words: Words) -> str:
    """The figure as it is written: a share as per cent, a count as a number, what is hidden as hidden."""
    if _is_hidden(figure):
        return words.text("report.suppressed")
    if _is_count(figure):
        return words.text("word.none") if figure.numerator is None else words.number(figure.numerator)
    if figure.estimate is None:
        return words.text("report.no_estimate")
    value = _amount(figure, figure.estimate, words)
    if not figure.bounds_first or figure.bound_low is None or figure.bound_high is None:
        return value
    low, high = (_amount(figure, bound, words) for bound in (figure.bound_low, figure.bound_high))
    # Where the unknown stand in the denominator, the share is no share of the known, but the lowest it can be.
    text = "report.bounds_of_all" if figure.estimate == figure.bound_low else "report.bounds"
    return words.text(text, low=low, high=high, value=value)


def _amount(figure: Figure, value: float, words: Words) -> str:
    if figure.unit not in _NOT_SHARES:
        return words.percent(value)
    whole = figure.unit == "days" and value == int(value)  # a day is a day; an average keeps its decimal
    return words.number(round(value, 1), 0 if whole else 1)


_NOT_SHARES = frozenset({"days", "exams_a_youth", "days_a_week"})
_OF = {"exams_a_youth": "report.of_exams_a_youth", "days_a_week": "report.of_days_a_week"}


def _interval(figure: Figure, words: Words) -> str:
    if figure.low is None or figure.high is None:
        return ""
    return words.text(
        "report.interval", low=_amount(figure, figure.low, words), high=_amount(figure, figure.high, words)
    )


def _what_marks_mean(figures_shown: Iterable[Figure | TermRow], words: Words) -> Iterator[str]:
    """What an interval is, and what bounds are, where there is one."""
    shown = list(figures_shown)
    if any(one.low is not None for one in shown):
        yield words.text("report.interval_is")
    if any(isinstance(one, Figure) and one.bounds_first for one in shown):
        yield words.text("report.bounds_are")


def _counts(figure: Figure, words: Words) -> str:
    if _is_count(figure) or figure.numerator is None or figure.denominator is None:
        return ""
    text = words.text(_OF.get(figure.unit, "report.of"), numerator=figure.numerator, denominator=figure.denominator)
    return f"{text}; {words.text('report.unknown', count=figure.unknown)}" if figure.unknown else text


def counted_what(figure: Figure, words: Words) -> str:
    """What a figure counts."""
    return words.text(f"metric_unit.{figure.unit}") if figure.unit else ""


def metric_name(figure: Figure, words: Words, places: Mapping[str, str]) -> str:
    """What a figure is called, with its group."""
    name = words.text(f"metric.{figure.id}")
    if not figure.group:
        return name
    group = figure.group
    by_term = term_name(group, words)
    shown = by_term if by_term != group else places.get(group) or _group_name(group, words)
    return words.text("report.grouped", name=name, group=shown)


def _group_name(group: str, words: Words) -> str:
    tried = (f"channel.{group}", f"exam_form.{group}", f"status.{group}", f"group.{group}")
    return said(words, *tried) if any(words.has(one) for one in tried) else group


def _figures(report: Report, words: Words, places: Mapping[str, str]) -> View:
    numbers = _note_numbers(report)
    rows = [
        [
            metric_name(figure, words, places),
            figure_value(figure, words),
            _counts(figure, words),
            _interval(figure, words),
            words.text(_level(figure)),
            ", ".join(str(numbers[note]) for note in figure.notes if note in numbers),
        ]
        for figure in report.metrics
    ]
    columns = [
        column(words, "measure", "wrap"),
        column(words, "value", "num"),
        column(words, "counts"),
        column(words, "interval", "hush"),
        column(words, "level"),
        column(words, "notes"),
    ]
    shown = table(words.text("report.figures.caption"), columns, rows, words.text("report.figures.empty"))
    small = [*_what_marks_mean(report.metrics, words), *_why_hidden(rows, words)]
    small += [words.text("report.note", number=number, note=words.text(note)) for note, number in numbers.items()]
    return {"id": "figures", "title": words.text("report.figures.title"), "tables": [shown], "small": small}


def _note_numbers(report: Report) -> dict[str, int]:
    """A number for each note of the figures, in the order they come; why something is hidden stands on its own line."""
    notes = dict.fromkeys(note for figure in report.metrics for note in figure.notes if note != "note.hidden")
    return {note: number for number, note in enumerate(notes, start=1)}


def _levels(report: Report, words: Words) -> View:
    used = sorted({figure.claim_level for figure in report.metrics})
    lines = [words.text(f"claim_means.{level.name.lower()}") for level in used]
    return {"id": "levels", "title": words.text("report.levels.title"), "lines": [], "bullets": lines}


def _drawn(draw: str, rows: Sequence[object], words: Words) -> View:
    """The drawing, or in words why there is none."""
    try:
        return {"svg": getattr(figures, draw)(rows, words), "missing": ""}
    except figures.FiguresMissing:
        return {"svg": "", "missing": words.text("figure.missing")}


def _funnel(report: Report, words: Words) -> View:
    steps = [figures.FunnelStep(words.text(f"funnel.{s.id}"), s.youths) for s in report.funnel if s.youths is not None]
    rows = [
        [
            words.text(f"funnel.{s.id}"),
            words.number(s.youths) if s.youths is not None else words.text("report.suppressed"),
        ]
        for s in report.funnel
    ]
    columns = [
        {"text": words.text("figure.funnel.step"), "kind": ""},
        {"text": words.text("figure.funnel.count"), "kind": "num"},
    ]
    title = words.text("figure.funnel.title")
    shown = table(title, columns, rows, words.text("report.figures.empty"))
    section: View = {"id": "funnel", "title": words.text("report.funnel.title"), "lines": []}
    section["small"] = _why_hidden(rows, words)
    if steps:
        return {**section, "chart": {"title": title, "table": shown, **_drawn("funnel", steps, words)}}
    return {**section, "tables": [shown]}


def _terms(report: Report, words: Words) -> View:
    points = [
        figures.RatePoint(term_name(row.term, words), row.estimate, row.low, row.high)
        for row in report.by_term
        if row.estimate is not None and row.low is not None and row.high is not None
    ]
    hidden = words.text("report.suppressed")
    rows = []
    for row in report.by_term:
        numbers = [
            words.number(n) if n is not None else hidden for n in (row.registered, row.sat, row.known, row.passed)
        ]
        share, interval = hidden if row.suppressed else "", ""
        if row.estimate is not None:
            share = words.percent(row.estimate)
        if row.low is not None and row.high is not None:
            interval = words.text("report.interval", low=words.percent(row.low), high=words.percent(row.high))
        rows.append([term_name(row.term, words), *numbers, share, interval])
    columns = [column(words, "term")]
    columns += [column(words, name, "num") for name in ("registered", "sat", "known", "passed", "share")]
    columns.append(column(words, "interval", "hush"))
    shown = table(words.text("report.terms.caption"), columns, rows, words.text("report.rate.empty"))
    section: View = {"id": "terms", "title": words.text("report.rate.title"), "lines": []}
    section["small"] = [*_what_marks_mean(report.by_term, words), *_why_hidden(rows, words)]
    if any(row.suppressed for row in report.by_term):
        # The terms left to draw are those where all passed or many failed: together they would tell a false story.
        return {**section, "lines": [words.text("report.rate.partly_hidden")], "tables": [shown]}
    if points:
        title = words.text("figure.rate.title")
        return {**section, "chart": {"title": title, "table": shown, **_drawn("pass_rate", points, words)}}
    return {**section, "lines": [words.text("report.rate.empty")], "tables": [shown] if rows else []}


def _described(report: Report, words: Words) -> Iterator[View]:
    """Numbers and sayings from the programme's own description, apart from the office's figures."""
    if report.described:
        rows = [[words.text(f"described.{one.id}"), _range(one, words)] for one in report.described]
        columns = [column(words, "measure", "wrap"), column(words, "value", "num")]
        shown = table(words.text("report.described.caption"), columns, rows, "")
        lines = [words.text("report.described.lead")]
        yield {"id": "described", "title": words.text("report.described.title"), "lines": lines, "tables": [shown]}
    if report.testimony:
        said_so = [words.text(f"testimony.{one.id}") for one in report.testimony]
        lines = [words.text("report.testimony.lead")]
        yield {"id": "testimony", "title": words.text("report.testimony.title"), "lines": lines, "bullets": said_so}


def _range(one: ReportedCount, words: Words) -> str:
    low, high = one.low, one.high
    return words.number(low) if low == high else f"{words.number(low)}–{words.number(high)}"


def _notes(report: Report, words: Words) -> Iterator[View]:
    if report.notes:
        bullets = [words.text(note) for note in report.notes]
        yield {"id": "notes", "title": words.text("report.notes.title"), "lines": [], "bullets": bullets}


def _set_aside(report: Report, words: Words) -> View:
    rows = [
        [
            one.event.case_id,
            words.day(one.event.on, "short"),
            words.text(f"event.{one.event.kind.value}"),
            words.text(f"set_aside.{one.reason}"),
            "" if one.event.row is None else str(one.event.row),
        ]
        for one in report.set_aside
    ]
    columns = [column(words, "case"), column(words, "date", "hush"), column(words, "kind")]
    columns += [column(words, "reason", "wrap"), column(words, "row", "num")]
    shown = table(words.text("report.set_aside.caption"), columns, rows, words.text("report.set_aside.empty"))
    lines = [words.text("report.set_aside.lead")] if rows else []
    return {"id": "set-aside", "title": words.text("report.set_aside.title"), "lines": lines, "tables": [shown]}
