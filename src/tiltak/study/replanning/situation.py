"""Where every exam of a plan stands on a day: done, to be taken again, held where it is, or free to be moved."""

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import frozen

from tiltak.study.curriculum.passes import Passed, standing
from tiltak.study.curriculum.terms import County, next_term
from tiltak.study.planning.demands import planned_hours
from tiltak.study.planning.plans import Default, Plan, PlannedExam, Registered
from tiltak.study.replanning.replans import Happening, News

__all__ = ["Situation", "situation"]

_TAKEN_AS_PASSED = "B"  # "bestått", the grade that passes without saying how well


@frozen
class Situation:
    """Where the exams of a plan stand.

    Attributes:
        behind: What is passed, with what the news say; what is held is taken as passed, whatever stood before.
        done: Codes that need no exam.
        again: Codes to be taken again, with what happened.
        deferred: Codes with a free exam ahead, with the term it is in; a right that has run out is not here.
        held: Codes registered in a term whose registration is over, with the term.
        wanted: The term of each exam that is still to come and can be moved.
        registered: Those among `wanted` that are registered in that term.
        unpaid: Codes among `held` whose fee is not said to be paid.
        studied: Hours studied already, by code.
        assumed: Codes among `studied` where it is only taken for granted that the plan was followed.
        anybody_sat: Whether the youth has met, or was to meet, to an exam.
    """

    behind: tuple[Passed, ...]
    done: frozenset[str]
    again: Mapping[str, Happening]
    deferred: Mapping[str, str]
    held: Mapping[str, str]
    wanted: Mapping[str, str]
    registered: Mapping[str, Registered]
    unpaid: frozenset[str]
    studied: Mapping[str, int]
    assumed: tuple[str, ...]
    anybody_sat: bool


def _case(passed: tuple[Passed, ...]) -> str:
    return passed[0].case_id if passed else ""


def _as_news(
    plan: Plan, happened: Iterable[Happening], done: frozenset[str], on: date, here: County
) -> dict[str, Happening]:
    """The news by code, in the order of the plan, with the term each happened in.

    Raises:
        ValueError: When an exam has two news, was not in the plan, is both passed and not, or cannot have been held.
    """
    terms = {one.code: one.term for one in plan.exams}
    found: dict[str, Happening] = {}
    for one in happened:
        if one.code in found:
            raise ValueError(f"{one.code} has two news; give the last")
        if one.news is not News.PASSED and one.code not in terms:
            raise ValueError(f"{one.code} is not in the plan; only an exam that was planned can be missed or failed")
        if one.news is not News.PASSED and one.code in done:
            raise ValueError(f"{one.code} is passed already; it cannot be {one.news.lower()} as well")
        when = one.term or terms.get(one.code, "")
        if one.news is not News.PASSED and here.registration(when).last >= on:
            raise ValueError(f"{one.code} in {when} cannot be {one.news.lower()}: its registration is not over")
        found[one.code] = Happening(one.code, one.news, when)
    return {code: found[code] for code in (*(code for code in terms if code in found), *sorted(found.keys() - terms))}


def situation(
    plan: Plan,
    happened: Iterable[Happening],
    passed: Iterable[Passed],
    on: date,
    here: County,
    *,
    registered: Iterable[Registered | str],
    studied: Mapping[str, int] | None,
    numbers: Mapping[str, Default],
) -> Situation:
    """Sort out the exams of a plan on a day.

    Raises:
        ValueError: When the news contradict each other or what is passed, or a registration names no term.
    """
    behind = tuple(passed)
    news = _as_news(plan, happened, standing(behind).done, on, here)
    case = _case(behind)
    known = behind + tuple(
        Passed(case, one.code, _TAKEN_AS_PASSED, kind="EXAM")
        for one in news.values()
        if one.news is News.PASSED and one.code not in standing(behind).done
    )
    done = standing(known).done
    terms = {one.code: one.term for one in plan.exams}
    signed = _registrations(plan, registered, on, here)
    again = {code: one for code, one in news.items() if one.news is not News.PASSED and code not in done}
    held: dict[str, str] = {}
    wanted: dict[str, str] = {}
    for code in (*terms, *sorted(signed.keys() - terms)):
        term = signed[code].term if code in signed else terms[code]
        if code in done or (code in again and (code not in signed or again[code].term == term)):
            continue
        if code in signed and here.registration(term).last < on:
            held[code] = term
        else:
            wanted[code] = term
    deferred = {
        code: then
        for code, one in again.items()
        if one.news is News.DEFERRED
        and code not in held
        and here.registration(then := next_term(one.term)).last >= on
        and wanted.get(code, then) == then
    }
    credit, assumed = _studied(plan, on, (*wanted, *deferred), deferred, numbers)
    for code, hours in (studied or {}).items():
        credit[code] = hours
    others = tuple(line for line in known if line.code not in held)
    taken = tuple(Passed(case, code, _TAKEN_AS_PASSED, kind="EXAM") for code in held)
    return Situation(
        others + taken,
        done,
        again,
        deferred,
        held,
        wanted,
        {code: signed[code] for code in wanted if code in signed},
        frozenset(code for code in held if not signed[code].paid),
        {code: hours for code, hours in credit.items() if hours > 0},
        tuple(code for code in assumed if code not in (studied or {})),
        bool(again or held) or any(one.news is News.PASSED for one in news.values()),
    )


def _registrations(plan: Plan, registered: Iterable[Registered | str], on: date, here: County) -> dict[str, Registered]:
    """Every registration by code: those the plan knows of, and those that are told, which come before."""
    terms = {one.code: one.term for one in plan.exams}
    paid = {one.code for one in plan.cost if one.paid}
    told: dict[str, Registered] = {}
    for one in registered:
        if isinstance(one, str) and one not in terms:
            raise ValueError(f"{one} is not in the plan; say which term it is registered for")
        line = Registered(one, terms[one], paid=True) if isinstance(one, str) else one
        if here.registration(line.term).first > on:
            raise ValueError(f"{line.code} cannot be registered for {line.term} yet")
        if told.setdefault(line.code, line).term != line.term:
            raise ValueError(f"{line.code} is registered for two terms; one of them was used or withdrawn")
    known = {one.code: Registered(one.code, one.term, one.code in paid) for one in plan.exams if one.registered}
    return {**known, **told}


def _studied(
    plan: Plan, on: date, codes: Iterable[str], deferred: Mapping[str, str], numbers: Mapping[str, Default]
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Hours the plan had before the day, for exams that are not to be studied for from the start.

    A deferred exam keeps at least the least hours of an exam: it is some months away, and nothing is planned without
    study. A week that has begun counts as studied, since the new plan cannot use it.
    """
    exams = {one.code: one for one in plan.exams}
    ahead: dict[str, int] = {}
    for week in plan.weeks:
        if week.monday >= on:
            for code, hours in week.hours:
                ahead[code] = ahead.get(code, 0) + hours
    credit: dict[str, int] = {}
    least = int(numbers["least_hours_per_exam"].number)
    for code in dict.fromkeys(codes):
        if code in exams:
            whole = planned_hours(exams[code].annual_hours, numbers)
            credit[code] = max(0, whole - max(ahead.get(code, 0), least if code in deferred else 0))
    begun = tuple(code for code, hours in credit.items() if hours > _before(exams[code], numbers))
    return credit, begun


def _before(exam: PlannedExam, numbers: Mapping[str, Default]) -> int:
    """Hours that were studied before the old plan was made."""
    return planned_hours(exam.annual_hours, numbers) - exam.hours
