"""Exams that stand in a term whose registration is over: why they stand, and what to look out for."""

from collections.abc import Mapping

from tiltak.study.curriculum.terms import ExamCalendar, Sitting, next_term
from tiltak.study.planning.demands import Request
from tiltak.study.planning.plans import PlanWeek, Reason
from tiltak.study.planning.weeks import Availability
from tiltak.study.replanning.costs import Fees, free_of_charge
from tiltak.study.replanning.replans import HeldExam, News
from tiltak.study.replanning.situation import Situation

__all__ = ["held_exams"]


def held_exams(
    now: Situation, request: Request, fees: Fees, weeks: tuple[PlanWeek, ...], free: Availability
) -> tuple[HeldExam, ...]:
    """Every exam that can no longer be moved, in the order of the plan."""
    sittings = {code: request.calendar.sitting(name, code) for code, name in now.held.items()}
    return tuple(_held(code, name, sittings, (now, request, fees, weeks, free)) for code, name in now.held.items())


def _held(
    code: str,
    name: str,
    sittings: Mapping[str, Sitting],
    known: tuple[Situation, Request, Fees, tuple[PlanWeek, ...], Availability],
) -> HeldExam:
    now, request, fees, weeks, free = known
    sitting, news = sittings[code], now.again.get(code)
    is_free = news is not None and news.news is News.DEFERRED and next_term(news.term) == name
    awaits = sitting.last < request.on
    closed = request.county.registration(name).last
    found = [
        Reason("held_registration_over", (code,), (("term", name), ("closed_on", closed))),
        Reason("held_taken_as_passed", (code,)),
    ]
    if code in now.unpaid and not is_free:
        found.append(Reason("held_not_paid", (code,), (("term", name),)))
    if awaits:
        found.append(Reason("held_awaits_result", (code,), (("date", sitting.last),)))
    else:
        cost = () if is_free else fees.lost("withdrawing_costs", code, name, window_is_open=False)
        found += cost
    found += _clashes(code, sittings, request.calendar, now.held)
    if (short := _short(code, weeks, free)) and not awaits:
        found.append(Reason("held_short_of_hours", (code,), (("hours", short),)))
    return HeldExam(code, name, sitting, free_of_charge() if is_free else fees.of(name), awaits, tuple(found))


def _clashes(
    code: str, sittings: Mapping[str, Sitting], calendar: ExamCalendar, held: Mapping[str, str]
) -> list[Reason]:
    """Other held exams on the same published day; only one of them can be sat."""
    mine = sittings[code]
    if mine.kind != "DATE":
        return []
    others = [other for other, name in held.items() if other != code and calendar.days.get((name, other)) == mine.first]
    return [Reason("held_same_day", (code, *others), (("date", mine.first),))] if others else []


def _short(code: str, weeks: tuple[PlanWeek, ...], free: Availability) -> int:
    """Hours the old plan has left for an exam in weeks that no longer hold them."""
    missing = 0
    for week in weeks:
        over = week.total - free.hours(week.monday)
        mine = dict(week.hours).get(code, 0)
        missing += max(0, min(over, mine))
    return missing
