"""From a log to a report: check, reduce, protect, estimate.

Nothing that is hidden is ever estimated from: protection comes before the figures are made.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from attrs import evolve, field, frozen

from tiltak.outcomes.cases import NOT_STATED, Period, Row, Table
from tiltak.outcomes.claims import described, testimony
from tiltak.outcomes.estimates import ClusterSums, Interval, clustered_wilson, wilson
from tiltak.outcomes.events import Event, EventKind, check_events
from tiltak.outcomes.metrics import Metric, metrics
from tiltak.outcomes.profiles import Profile, profiles
from tiltak.outcomes.protect import Count, Protection, Selector, protect
from tiltak.outcomes.reduce import FUNNEL, reduce_log
from tiltak.outcomes.report import Figure, FunnelStep, Report, TermRow
from tiltak.outcomes.survival import aalen_johansen
from tiltak.outcomes.ties import ties

__all__ = ["measure", "published"]

_NO_FORMS: Final[Mapping[str, str]] = MappingProxyType({})
_FUNNEL_KEEP: Final = 88
_TERM_KEEP: Final = 34
_CAME: Final = 1  # the cause of one to whom it came, in rows that wait for something
_HALF: Final = 0.5 - 1e-12  # a half that was reached, whatever the last digit of a sum of shares
_REPORT_NOTES: Final = (
    "confounder.no_control",
    "confounder.regression_to_mean",
    "confounder.selection",
    "confounder.national_trend",
    "confounder.counting_changed",
    "confounder.act_2024",
    "note.not_ssb_completion",
    "note.funnel_cohort",
)


@frozen
class _Numbers:
    """The tables, and the numbers of them that may be shown."""

    tables: Mapping[str, Table]
    protection: Protection
    profile: Profile
    _seen: dict[Selector, int] = field(factory=dict)

    def rows(self, selector: Selector) -> list[Row]:
        return [row for row in self.tables[selector.table].rows if selector.takes(row.flags, row.groups)]

    def count(self, selector: Selector) -> int:
        if selector not in self._seen:
            self._seen[selector] = len(self.rows(selector))
        return self._seen[selector]

    def shown(self, selector: Selector) -> int | None:
        return None if selector in self.protection.hidden else self.count(selector)


def measure(
    events: Iterable[Event],
    period: Period,
    as_of: date,
    profile: str = "kommune",
    *,
    forms: Mapping[str, str] = _NO_FORMS,
) -> Report:
    """What came of a period.

    Args:
        events: The log, in any order.
        period: The days the report is about.
        as_of: The day whose knowledge it uses; what happened later is not seen, so an old report can be made again.
        profile: How small numbers are protected: ``"kommune"``, ``"ssb3"``, ``"acro10"``, or ``"internal"`` for the
            office's own eyes.
        forms: Exam form by exam code, for registrations that do not give it.

    Raises:
        KeyError: When there is no such profile.

    >>> log = [Event("MT-001", EventKind.STATUS, date(2026, 6, 19), "STAY_AT_SCHOOL", value="COMPLETED_YEAR")]
    >>> report = measure(log, Period(date(2025, 8, 1), date(2026, 7, 31)), date(2026, 8, 1), "internal")
    >>> figure = report.figure("school.through_year")
    >>> figure.numerator, figure.denominator, figure.claim_level.name
    (1, None, 'COUNT')
    """
    log = tuple(events)
    seen = tuple(event for event in log if event.on <= as_of)
    checked = check_events(seen)
    tables = reduce_log(checked.kept, period, as_of, forms)
    chosen = profiles()[profile]
    numbers = _Numbers(tables, protect(tables, tuple(published(tables)), chosen, ties(tables)), chosen)
    return Report(
        period,
        as_of,
        profile,
        tuple(_figures(numbers, checked.kept, period)),
        tuple(_term_row(numbers, term) for term in _groups(tables["exams"], "term")),
        tuple(_funnel_step(numbers, step) for step in FUNNEL),
        checked.set_aside,
        _REPORT_NOTES,
        len(checked.kept),
        len(log) - len(seen),
        described(),
        testimony(),
    )


# ---- every number the report wants to show ----


def published(tables: Mapping[str, Table]) -> Iterator[Count]:
    """Every number that a report on these tables would show if nothing had to be hidden."""
    for metric in metrics().values():
        if metric.kind != "presence":
            for group in _metric_groups(metric, tables[metric.table]):
                yield from _counts(metric, group)
    for term in _groups(tables["exams"], "term"):
        for flag in ("exam", "sat"):
            yield Count(Selector("exams", flag, "term", term), _TERM_KEEP)
    steps = [Selector("youths", f"funnel_{step}") for step in FUNNEL]
    yield from (Count(step, _FUNNEL_KEEP, before) for before, step in zip([None, *steps], steps, strict=False))


def _counts(metric: Metric, group: str) -> Iterator[Count]:
    numerator = metric.numerator(group)
    if metric.kind != "share":
        yield Count(numerator, metric.keep)
    else:
        denominator = metric.denominator(group)
        yield Count(numerator, metric.keep, denominator)
        yield Count(denominator, metric.keep + 1)
        if (unknown := _unknown(metric, group)) is not None:
            yield Count(unknown, metric.keep - 5)
    if metric.youths:
        yield Count(Selector("youths", metric.youths), metric.keep)
    if metric.among_youths:
        yield Count(Selector("youths", metric.among_youths), metric.keep)


def _unknown(metric: Metric, group: str) -> Selector | None:
    """The number that tells how many are unknown: they themselves, or all of whom the rest are known."""
    if metric.unknown:
        return Selector(metric.table, metric.unknown, metric.by, group)
    if metric.unknown_among:
        return Selector(metric.table, metric.unknown_among, metric.by, group)
    return None


def _groups(table: Table, by: str) -> list[str]:
    """The groups that occur; terms in order of time, the group nobody stated last."""
    found = {row.groups[by] for row in table.rows if by in row.groups}
    return sorted(found, key=_place)


def _place(group: str) -> tuple[bool, str, bool, str]:
    is_term = group[1:].isdigit()
    return (group == NOT_STATED, group[1:] if is_term else "", is_term and group.startswith("H"), group)


def _metric_groups(metric: Metric, table: Table) -> list[str]:
    return _groups(table, metric.by) if metric.by else [""]


# ---- figures ----


def _figures(numbers: _Numbers, events: Iterable[Event], period: Period) -> Iterator[Figure]:
    for metric in metrics().values():
        if metric.kind == "presence":
            yield from _presence(metric, events, period)
            continue
        for group in _metric_groups(metric, numbers.tables[metric.table]):
            yield _MAKERS[metric.kind](numbers, metric, group)


def _base(metric: Metric, group: str) -> Figure:
    return Figure(
        metric.id, metric.claim_level, notes=metric.notes, group=group, unit=metric.unit, source=metric.source
    )


def _noted(figure: Figure, *notes: str) -> Figure:
    return evolve(figure, notes=(*figure.notes, *notes))


def _hidden(figure: Figure) -> Figure:
    return _noted(evolve(figure, suppressed=True), "note.hidden")


def _count(numbers: _Numbers, metric: Metric, group: str) -> Figure:
    shown = numbers.shown(metric.numerator(group))
    figure = evolve(_base(metric, group), numerator=shown)
    return _hidden(figure) if shown is None else figure


def _share(numbers: _Numbers, metric: Metric, group: str) -> Figure:
    numerator = numbers.shown(metric.numerator(group))
    denominator = numbers.shown(metric.denominator(group))
    youths = numbers.shown(Selector("youths", metric.youths)) if metric.youths else None
    figure = evolve(_base(metric, group), numerator=numerator, denominator=denominator, youths=youths)
    figure = _with_unknown(numbers, metric, figure)
    if numerator is None or denominator is None:
        return _hidden(figure)
    if denominator == 0:
        return _noted(figure, "note.nobody")
    if _is_unknown(metric, group):
        return evolve(figure, estimate=numerator / denominator)
    interval = _interval(numbers, metric, group)
    if interval is None:
        return _noted(evolve(figure, estimate=numerator / denominator), "note.one_youth")
    return evolve(figure, estimate=interval.estimate, low=interval.low, high=interval.high, method=interval.method)


def _interval(numbers: _Numbers, metric: Metric, group: str) -> Interval | None:
    numerator, denominator = metric.numerator(group), metric.denominator(group)
    if not metric.clustered:
        return wilson(numbers.count(numerator), numbers.count(denominator))
    parts = Counter(row.case_id for row in numbers.rows(numerator))
    wholes = Counter(row.case_id for row in numbers.rows(denominator))
    return clustered_wilson(ClusterSums.of((parts[case_id], whole) for case_id, whole in wholes.items()))


def _with_unknown(numbers: _Numbers, metric: Metric, figure: Figure) -> Figure:
    """How many are unknown, and what the share would be if all of them turned out one way or the other."""
    if not _has_unknown(metric) or _is_unknown(metric, figure.group):
        return figure
    unknown = _unknown_count(numbers, metric, figure)
    if unknown is None:
        return figure if figure.numerator is None or figure.denominator is None else _hidden(figure)
    figure = evolve(figure, unknown=unknown)
    if figure.numerator is None or figure.denominator is None:
        return figure
    whole = figure.denominator if metric.unknown_group else figure.denominator + unknown
    if not whole:
        return figure
    high = min(whole, figure.numerator + unknown)
    figure = evolve(figure, bound_low=figure.numerator / whole, bound_high=high / whole)
    return _noted(figure, "note.much_unknown") if figure.bounds_first else figure


def _is_unknown(metric: Metric, group: str) -> bool:
    """Whether the group is that of the unknown: a share that is known, and no sample of what youths do."""
    return bool(metric.unknown_group) and group == metric.unknown_group


def _has_unknown(metric: Metric) -> bool:
    return bool(metric.unknown or metric.unknown_among or metric.unknown_group)


def _unknown_count(numbers: _Numbers, metric: Metric, figure: Figure) -> int | None:
    if metric.unknown_group:
        return numbers.shown(Selector(metric.table, metric.counted, metric.by, metric.unknown_group))
    selector = _unknown(metric, figure.group)
    shown = None if selector is None else numbers.shown(selector)
    if shown is None or metric.unknown:
        return shown
    return None if figure.denominator is None else shown - figure.denominator


def _mean(numbers: _Numbers, metric: Metric, group: str) -> Figure:
    numerator = numbers.shown(metric.numerator(group))
    denominator = numbers.shown(Selector("youths", metric.among_youths))
    figure = evolve(_base(metric, group), numerator=numerator, denominator=denominator, youths=denominator)
    if numerator is None or denominator is None:
        return _hidden(figure)
    if denominator == 0:
        return _noted(figure, "note.nobody")
    return evolve(figure, estimate=numerator / denominator, method="mean")


def _median(numbers: _Numbers, metric: Metric, group: str) -> Figure:
    among = metric.numerator(group)
    rows = numbers.rows(among)
    shown = numbers.shown(among)
    came = {row.case_id for row in rows if row.cause == _CAME}
    figure = evolve(_base(metric, group), denominator=shown)
    if shown is None or 0 < len(came) < numbers.profile.smallest:
        return _hidden(figure)
    if not rows:
        return _noted(figure, "note.nobody")
    steps = aalen_johansen((row.days or 0, row.cause) for row in rows)
    reached = (step.time for step in steps if dict(step.incidence).get(_CAME, 0.0) >= _HALF)
    median = next(reached, None)
    figure = evolve(figure, estimate=median, method="aalen_johansen_median")
    return figure if median is not None else _noted(figure, "note.median_not_reached")


_MAKERS: Final[Mapping[str, Callable[[_Numbers, Metric, str], Figure]]] = MappingProxyType(
    {"count": _count, "share": _share, "mean": _mean, "median": _median}
)


def _presence(metric: Metric, events: Iterable[Event], period: Period) -> Iterator[Figure]:
    """Days a week with staff in a school: each school, and at least one of them; no person stands behind these."""
    days = {(event.value, event.on) for event in events if event.kind is EventKind.PRESENCE and event.on in period}
    weeks = {day.isocalendar()[:2] for _, day in days}
    for school in ["", *sorted({school for school, _ in days})]:
        present = len({day for of_school, day in days if school in ("", of_school)})
        figure = evolve(_base(metric, school), numerator=present, denominator=len(weeks), method="mean")
        yield evolve(figure, estimate=present / len(weeks)) if weeks else _noted(figure, "note.nobody")


# ---- tables ----


def _term_row(numbers: _Numbers, term: str) -> TermRow:
    figure = _share(numbers, metrics()["exam.pass_term"], term)
    registered, sat = (numbers.shown(Selector("exams", flag, "term", term)) for flag in ("exam", "sat"))
    hidden = figure.suppressed or registered is None or sat is None
    return TermRow(
        term,
        registered,
        sat,
        figure.denominator,
        figure.numerator,
        figure.estimate,
        figure.low,
        figure.high,
        hidden,
    )


def _funnel_step(numbers: _Numbers, step: str) -> FunnelStep:
    shown = numbers.shown(Selector("youths", f"funnel_{step}"))
    return FunnelStep(step, shown, shown is None)
