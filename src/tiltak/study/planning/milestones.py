"""What has to happen by when, for the exams of a plan: from ordering books to the next chance to register."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from tiltak.study.curriculum.subjects import HeldBy, catalogue
from tiltak.study.curriculum.terms import County, Span, next_term, term
from tiltak.study.planning.demands import result_day
from tiltak.study.planning.plans import Milestone, PlannedExam, PlanWeek
from tiltak.study.planning.weeks import preparation_week

__all__ = ["APPEAL_DAYS", "milestones"]

APPEAL_DAYS = 10
"""Days to complain about a grade after the result: forskrift til opplæringslova § 10-2."""


def _on(id_: str, name: str, span: Span | None, owner: str, exams: tuple[str, ...]) -> Milestone:
    """A milestone on the day or within the days of a span; without a span the day is not known."""
    if span is None:
        return Milestone(id_, name, None, None, owner, exams, confirmed=False)
    first = span.first if span.first != span.last else None
    return Milestone(id_, name, span.last, first, owner, exams, span.confirmed)


def milestones(
    by_term: Mapping[str, tuple[PlannedExam, ...]],
    weeks: tuple[PlanWeek, ...],
    county: County,
    *,
    weeks_off: frozenset[date],
    preparation_days: int,
    not_before: date,
    paid: frozenset[str] = frozenset(),
) -> tuple[Milestone, ...]:
    """Every milestone of a plan, by day; those without a day last."""
    found: list[Milestone] = []
    for name, exams in by_term.items():
        codes = tuple(one.code for one in exams)
        registration = county.registration(name)
        close = Span(registration.last, registration.last, registration.confirmed)
        unregistered = tuple(one.code for one in exams if not one.registered)
        unpaid = tuple(one.code for one in exams if one.code not in paid)
        if unregistered:
            found.append(_on("register", name, registration, "adviser", unregistered))
        if unpaid:
            found.append(_on("pay", name, close, "adviser", unpaid))
        found += [
            _on("apply_for_adaptation", name, county.adaptation_by(name), "youth", codes),
            _on("next_registration", name, county.registration(next_term(name)), "adviser", codes),
        ]
        held_by_county = tuple(code for code in codes if catalogue().subject(code).held_by is not HeldBy.NATIONAL)
        if held_by_county:
            found.append(_on("county_dates_published", name, county.oral_published(name), "county", held_by_county))
        found += _of_exams(name, exams, weeks_off, preparation_days, not_before)
        found += _books(name, weeks)
    return tuple(sorted(found, key=lambda one: (one.on is None, one.on or date.max, one.id, one.exams)))


def _books(name: str, weeks: tuple[PlanWeek, ...]) -> Iterator[Milestone]:
    start: dict[str, date] = {}
    for week in weeks:
        if week.term == name:
            for code, _ in week.hours:
                start.setdefault(code, week.monday)
    for monday in sorted(set(start.values())):
        codes = tuple(code for code, first in start.items() if first == monday)
        yield Milestone("order_books", name, monday, None, "adviser", codes, confirmed=True)


def _of_exams(
    name: str, exams: tuple[PlannedExam, ...], weeks_off: frozenset[date], days: int, not_before: date
) -> Iterator[Milestone]:
    results: dict[tuple[date, bool], tuple[str, ...]] = {}
    for one in exams:
        sitting = one.sitting
        when = Span(sitting.first, sitting.last, sitting.confirmed)
        yield _on("exam", name, when, "youth", (one.code,))
        meeting = preparation_week(sitting.first, days, weeks_off, not_before)
        if meeting:
            sure = sitting.kind == "DATE"
            yield _on("preparation_meeting", name, Span(*meeting, confirmed=sure), "adviser", (one.code,))
        day = result_day(name, sitting)
        published = term(name).results
        key = (day, published.confirmed and day == published.last and sitting.confirmed)
        results[key] = (*results.get(key, ()), one.code)
    for (day, confirmed), codes in results.items():
        appeal = day + timedelta(days=APPEAL_DAYS)
        yield _on("result", name, Span(day, day, confirmed), "county", codes)
        yield _on("appeal", name, Span(appeal, appeal, confirmed), "youth", codes)
