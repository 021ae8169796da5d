"""What is demanded of a plan, as named groups that can be taken away one by one.

The planner uses all of them; the explanation of why nothing fits takes groups away to find a smallest set that
cannot be met together. Both build the search's problem here, from the same request.
"""

from bisect import bisect_left
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from math import ceil, floor

from attrs import define, field, frozen

from tiltak.study.curriculum.gaps import Way
from tiltak.study.curriculum.goals import Goal
from tiltak.study.curriculum.subjects import catalogue
from tiltak.study.curriculum.terms import County, ExamCalendar, Sitting, Term, next_term, open_terms, term, term_at
from tiltak.study.planning.plans import Default, Exclusion, Pin, Registered
from tiltak.study.planning.problem import Problem
from tiltak.study.planning.weeks import Availability, monday_of, mondays, preparation_week
from tiltak.tables import read_rows

__all__ = [
    "Group",
    "Model",
    "Models",
    "Request",
    "annual_hours",
    "blocking_orders",
    "groups",
    "is_holiday",
    "model",
    "planned_hours",
    "result_day",
]

_MORE_HOURS_THAN_ANYBODY = 168

Group = tuple[str, ...]
"""A demand by name: its id, then what tells it from others of the same id."""


@frozen
class Request:
    """Everything a plan is asked for with, apart from the way.

    `first_term_max` is None for those who have sat an exam before: their first term is as any other. `studied` is hours
    already put into an exam, which are not planned again; `done` is codes that need no exam;
    `blocking` says for a code which ones it cannot be taken before, one of which is enough.
    """

    goal: Goal
    availability: Availability
    on: date
    county: County
    first_term_max: int | None
    pins: tuple[Pin, ...]
    exclude: tuple[Exclusion, ...]
    finish_by: date | None
    calendar: ExamCalendar
    numbers: Mapping[str, Default]
    studied: Mapping[str, int] = field(factory=dict)
    registered: tuple[Registered, ...] = ()
    done: frozenset[str] = frozenset()
    blocking: Mapping[str, tuple[str, ...]] = field(factory=dict)


@frozen
class Model:
    """A problem, and what its indices stand for.

    Attributes:
        codes: Exam code of each index.
        terms: Term of each index.
        weeks: The study weeks of each term.
        problem: The problem.
    """

    codes: tuple[str, ...]
    terms: tuple[str, ...]
    weeks: tuple[tuple[date, ...], ...]
    problem: Problem


def groups(request: Request) -> tuple[Group, ...]:
    """Every demand of a request: the youth's own first, then rules and facts."""
    found: list[Group] = [("hours_per_week",)]
    if request.availability.weeks_off or request.availability.other_weeks:
        found.append(("weeks_off",))
    found.append(("max_exams_per_term",))
    if request.first_term_max is not None:
        found.append(("max_exams_first_term",))
    found += [("registered", one.code, one.term) for one in request.registered]
    found += [("pin", one.code, one.term) for one in request.pins]
    found += [("exclusion", one.term, one.code) for one in request.exclude]
    if request.finish_by:
        found.append(("finish_by",))
    found += [("preparation",), ("terms_ahead",), ("same_day",), ("registration_closed",)]
    if request.blocking:
        found.append(("blocking",))
    if request.goal.valid_to:
        found.append(("rule_ends",))
    return tuple(found)


def planned_hours(annual: int | None, numbers: Mapping[str, Default]) -> int:
    """Hours to plan for an exam: a share of its annual hours, never under the least."""
    if annual is None:
        return ceil(numbers["hours_when_unknown"].number)
    share = ceil(round(annual * numbers["share_of_annual_hours"].number, 6))
    return max(ceil(numbers["least_hours_per_exam"].number), share)


def result_day(code: str, sitting: Sitting) -> date:
    """The day the result of an exam is there at the latest; an exam of the county may be as late as its period."""
    return max(term(code).results.last, sitting.last)


@cache
def blocking_orders() -> Mapping[str, tuple[str, ...]]:
    """For each exam, those of which a regulation demands that one is passed before it; none does today.

    >>> dict(blocking_orders())
    {}
    """
    found: dict[str, tuple[str, ...]] = {}
    for row in read_rows("tiltak.study", "data/prerequisites.csv"):
        if row["strength"] == "BLOCKING":
            found[row["code"]] = (*found.get(row["code"], ()), row["builds_on"])
    return found


def _terms(request: Request, count: int, keep: frozenset[Group]) -> list[str]:
    """The terms to plan in: the open ones, and before them those that somebody is registered in already."""
    found = list(open_terms(request.on, count, within=request.county))
    known = [one.term for one in request.registered if term(one.term).order < term(found[0]).order]
    first = min(known, key=lambda code: term(code).order, default=found[0])
    if ("registration_closed",) not in keep:
        first = min(first, term_at(request.on), key=lambda code: term(code).order)
    closed = []
    while first != found[0]:
        closed.append(first)
        first = next_term(first)
    return closed + found


def _study_start(when: Term, request: Request, last_exam: date | None) -> date:
    """First day to study for a term: never before the latest exam of the term before, so that terms share no week."""
    if last_exam is None:
        return request.on
    year = int(when.code[1:])
    if when.code[0] == "V":
        start = _day_of(year - 1, request.numbers["study_from_spring"])
    else:
        start = _day_of(year, request.numbers["study_from_autumn"])
    return max(request.on, start, monday_of(last_exam) + timedelta(days=7))


def _day_of(year: int, number: Default) -> date:
    month, day = (int(part) for part in number.value.split("-"))
    return date(year, month, day)


def is_holiday(monday: date, availability: Availability, numbers: Mapping[str, Default]) -> bool:
    """Whether a week is a common holiday that the youth has said nothing else about."""
    named = monday in availability.other_weeks
    return not named and str(monday.isocalendar().week) in numbers["holiday_weeks"].value.split()


def _week_hours(request: Request, monday: date, keep: frozenset[Group]) -> int:
    free = request.availability
    if ("weeks_off",) in keep or not (free.weeks_off or free.other_weeks):
        hours = free.hours(monday)
        off = monday in free.weeks_off
    else:
        hours, off = free.hours_per_week, False
    off = off or is_holiday(monday, free, request.numbers)
    if ("hours_per_week",) not in keep:
        return 0 if off else _MORE_HOURS_THAN_ANYBODY
    return (
        0 if off else max(min(hours, 1), floor(round(hours * request.numbers["planned_share_of_available"].number, 6)))
    )


def _allowed(request: Request, code: str, when: str, sitting: Sitting, keep: frozenset[Group]) -> bool:
    for one in request.registered:
        if one.code == code and ("registered", one.code, one.term) in keep and one.term != when:
            return False
    for pin in request.pins:
        if pin.code == code and ("pin", pin.code, pin.term) in keep and not pin.allows(when):
            return False
    for no in request.exclude:
        if ("exclusion", no.term, no.code) in keep and no.forbids(code, when):
            return False
    result = result_day(when, sitting)
    if request.finish_by and ("finish_by",) in keep and result > request.finish_by:
        return False
    return not (request.goal.valid_to and ("rule_ends",) in keep and result > request.goal.valid_to)


@define
class Models:
    """The search's problems for one request, with what they share reckoned once.

    Attributes:
        request: What is asked.
    """

    request: Request
    _sittings: dict[tuple[str, str], Sitting] = field(factory=dict)
    _hours: dict[tuple[date, bool, bool], int] = field(factory=dict)
    _prepared: dict[tuple[date, bool, bool], bool] = field(factory=dict)
    _spans: dict[tuple[date, date], tuple[date, ...]] = field(factory=dict)

    def of(self, way: Way, keep: frozenset[Group] | None = None) -> Model:
        """The problem of one way.

        Args:
            way: The exam sets chosen.
            keep: The demands that hold; all of them when None.
        """
        request, codes = self.request, way.missing
        keep = frozenset(groups(request)) if keep is None else keep
        count = int(request.numbers["terms_ahead"].number)
        if ("terms_ahead",) not in keep:
            count += len(codes)
        terms = _terms(request, count, keep)
        first_open = term(open_terms(request.on, 1, within=request.county)[0]).order
        here = {(one.code, one.term) for one in request.registered}
        required = self._required(codes, keep)
        barred = {code for code, before in required.items() if not before}  # nothing of the way comes before it
        last_exam: date | None = None
        weeks: list[tuple[date, ...]] = []
        columns: list[list[int | None]] = []
        clashes: set[tuple[int, int, int]] = set()
        for index, name in enumerate(terms):
            when = term(name)
            is_open = when.order >= first_open
            usable = [
                code not in barred and (is_open or ("registration_closed",) not in keep or (code, name) in here)
                for code in codes
            ]
            sittings = [self._sitting(name, code) for code in codes]
            last = max((one.first for one, use in zip(sittings, usable, strict=True) if use), default=request.on)
            span = self._span(_study_start(when, request, last_exam), last)
            if is_open or ("registration_closed",) in keep:
                last_exam = last
            weeks.append(span)
            columns.append(
                [
                    bisect_left(span, monday_of(sitting.first))
                    if use and self._is_prepared(sitting.first, keep) and _allowed(request, code, name, sitting, keep)
                    else None
                    for code, sitting, use in zip(codes, sittings, usable, strict=True)
                ]
            )
            if ("same_day",) in keep:
                known = [(i, one.first) for i, one in enumerate(sittings) if one.kind == "DATE"]
                clashes |= {(index, i, j) for i, day in known for j, other in known if i < j and day == other}
        most = request.availability.max_exams_per_term if ("max_exams_per_term",) in keep else len(codes)
        held = request.first_term_max if ("max_exams_first_term",) in keep else None
        after = catalogue().builds_on
        problem = Problem(
            tuple(_hours_of(way, request).values()),
            tuple(zip(*columns, strict=True)),
            tuple(tuple(self._week(monday, keep) for monday in span) for span in weeks),
            (most,) * len(terms),
            tuple(tuple(codes.index(before) for before in after.get(code, ()) if before in codes) for code in codes),
            frozenset(clashes),
            len(codes) if held is None else held,
            tuple(required.get(code, ()) for code in codes) if required else (),
        )
        return Model(codes, tuple(terms), tuple(weeks), problem)

    def _sitting(self, name: str, code: str) -> Sitting:
        found = self._sittings.get((name, code))
        if found is None:
            found = self._sittings[name, code] = self.request.calendar.sitting(name, code)
        return found

    def _span(self, first: date, last: date) -> tuple[date, ...]:
        found = self._spans.get((first, last))
        if found is None:
            found = self._spans[first, last] = mondays(first, last)
        return found

    def _week(self, monday: date, keep: frozenset[Group]) -> int:
        key = (monday, ("weeks_off",) in keep, ("hours_per_week",) in keep)
        found = self._hours.get(key)
        if found is None:
            found = self._hours[key] = _week_hours(self.request, monday, keep)
        return found

    def _is_prepared(self, exam: date, keep: frozenset[Group]) -> bool:
        """Whether an exam is still to come, with a day to meet before it."""
        request, ours, off = self.request, ("preparation",) in keep, ("weeks_off",) in keep
        found = self._prepared.get((exam, ours, off))
        if found is None:
            days = int(request.numbers["preparation_days"].number)
            weeks_off = request.availability.weeks_off if off else frozenset[date]()
            found = exam > request.on and (not ours or preparation_week(exam, days, weeks_off, request.on) is not None)
            self._prepared[exam, ours, off] = found
        return found

    def _required(self, codes: tuple[str, ...], keep: frozenset[Group]) -> dict[str, tuple[int, ...]]:
        """What must be earlier: of several, the first that the way holds; nothing once one is passed."""
        if ("blocking",) not in keep:
            return {}
        found = {}
        for code in codes:
            before = self.request.blocking.get(code, ())
            if before and self.request.done.isdisjoint(before):
                found[code] = tuple(codes.index(one) for one in before if one in codes)[:1]
        return found


def model(request: Request, way: Way, keep: frozenset[Group] | None = None) -> Model:
    """The search's problem for one way; see `Models`."""
    return Models(request).of(way, keep)


def annual_hours(way: Way) -> dict[str, int | None]:
    """Annual hours of each missing exam of a way."""
    known = catalogue()
    found = {code: hours for set_id in way.sets for code, hours in known.code_hours_of(set_id).items()}
    return {code: found[code] for code in way.missing}


def _hours_of(way: Way, request: Request) -> dict[str, int]:
    """Hours still to study for each exam; never none, for an exam that is planned has a place in the weeks."""
    return {
        code: max(1, planned_hours(hours, request.numbers) - request.studied.get(code, 0))
        for code, hours in annual_hours(way).items()
    }
