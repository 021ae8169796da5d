"""What the log says of one youth's exams between two days, as a plan made anew takes it."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Final

from attrs import field, frozen

from tiltak.office.exams import open_registrations
from tiltak.office.study_files import StudyFile
from tiltak.outcomes import Event, EventKind
from tiltak.study import Happening, News, Plan, Registered, county, standing
from tiltak.study.curriculum.requirements import code_hours_in

__all__ = ["StudyNews", "study_news"]

_FAILED: Final = "1"
_FEE: Final = "FEE"

_SetAside = tuple[str, str, str]


@frozen
class StudyNews:
    """What the log says of one youth's exams.

    Attributes:
        happened: The last that is said of each exam.
        registered: The exams that are registered for, with nothing come of it yet; paid when the log says so.
        set_aside: What does not bear on the plan: exam code, term, and why (``study.set_aside.<why>``).
    """

    happened: tuple[Happening, ...] = field(repr=False)
    registered: tuple[Registered, ...] = field(repr=False)
    set_aside: tuple[tuple[str, str, str], ...] = field(repr=False)


def study_news(plan: Plan, now: StudyFile, events: Iterable[Event], since: date) -> StudyNews:
    """What has happened after a plan was made.

    Args:
        plan: The plan as it was.
        now: What is known of the youth on the day the plan is made anew.
        events: What stands in `events.csv`.
        since: The day the plan was made for; what happened on it was known.
    """
    own = [one for one in events if one.case_id == now.youth.case_id and one.on <= now.on]
    happened, not_news = _happened(plan, now, own, since)
    registered, not_registered = _registered(plan, now, own)
    return StudyNews(happened, registered, tuple(sorted((*not_news, *not_registered))))


def _happened(
    plan: Plan, now: StudyFile, own: Sequence[Event], since: date
) -> tuple[tuple[Happening, ...], list[_SetAside]]:
    """The last that is said of each exam after a day, and what of it does not bear on the plan."""
    last: dict[str, Happening] = {}
    for event in sorted(own, key=lambda one: one.on):
        news = _news(event)
        if news is not None and event.on > since:
            last[event.code] = Happening(event.code, news, event.term)
    planned, done = {one.code for one in plan.exams}, standing(now.passed).done
    why = {code: _why_not(one, now, planned, done) for code, one in last.items()}
    aside = [(one.code, one.term, why[code]) for code, one in last.items() if why[code]]
    return tuple(one for code, one in last.items() if not why[code]), aside


def _why_not(one: Happening, now: StudyFile, planned: AbstractSet[str], done: AbstractSet[str]) -> str:
    """Why something that happened does not bear on the plan; empty when it does."""
    if one.news is News.PASSED:
        return ""
    if one.code not in planned:
        return "not_in_plan"
    if one.code in done:
        return "passed_already"
    return "registration_open" if county(now.county).registration(one.term).last >= now.on else ""


def _registered(plan: Plan, now: StudyFile, own: Sequence[Event]) -> tuple[tuple[Registered, ...], list[_SetAside]]:
    """What is registered for and still open, and what of it does not bear on the plan."""
    paid = {event.attempt for event in own if event.kind is EventKind.CONTACT and event.value == _FEE}
    wanted, aside = code_hours_in(plan.goal.tree), list[_SetAside]()
    found: dict[str, Registered] = {}
    for event in sorted(open_registrations(own), key=lambda one: one.on):
        if event.code not in wanted:
            aside.append((event.code, event.term, "outside_goal"))
        elif county(now.county).registration(event.term).first > now.on:
            aside.append((event.code, event.term, "not_open_yet"))
        else:
            if (old := found.get(event.code)) and old.term != event.term:
                aside.append((old.code, old.term, "registered_twice"))
            found[event.code] = Registered(event.code, event.term, event.attempt in paid)
    return tuple(found.values()), aside


def _news(event: Event) -> News | None:
    """What an event says of an exam; None when it says nothing of how it went."""
    if event.kind is EventKind.RESULT or (event.kind is EventKind.COMPLAINT and event.value):
        return News.FAILED if event.value == _FAILED else News.PASSED
    if event.kind is EventKind.EXAM and event.value in (News.NO_SHOW, News.DEFERRED):
        return News(event.value)
    return None
