"""An independent check of a plan, written apart from the planner and sharing none of its reckoning.

It reads the plan as it stands, with what was asked for, and lists every rule it breaks. It knows the catalogue and
the calendar (facts), and nothing of how a plan is found.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from attrs import frozen

from tiltak.study.curriculum.goals import AllOf, Ask, Need, OneOf, Requirement, SomeOf
from tiltak.study.curriculum.passes import Passed, standing
from tiltak.study.curriculum.subjects import HeldBy, catalogue
from tiltak.study.curriculum.terms import ExamCalendar, county, term
from tiltak.study.planning.plans import Exclusion, Milestone, Pin, Plan, PlannedExam, PlanWeek, Registered, defaults
from tiltak.study.planning.problem import Score
from tiltak.study.planning.weeks import Availability

__all__ = ["Asked", "Violation", "verify"]

_JULY = 7
_SATURDAY = 5
_TERMS_AT_MOST = 60


@frozen
class Violation:
    """A rule that a plan breaks.

    Attributes:
        rule: Which rule, as a short id.
        about: Codes, terms or days it concerns.
    """

    rule: str
    about: tuple[str, ...] = ()


@frozen
class Asked:
    """What the plan was asked to keep to."""

    passed: tuple[Passed, ...]
    availability: Availability
    first_term_max: int | None
    pins: tuple[Pin, ...]
    exclude: tuple[Exclusion, ...]
    finish_by: date | None
    calendar: ExamCalendar
    studied: Mapping[str, int]
    registered: tuple[Registered, ...]
    blocking: Mapping[str, Sequence[str]]


def verify(
    plan: Plan,
    passed: Iterable[Passed],
    availability: Availability,
    *,
    first_term_max: int | None = None,
    sat_before: bool = False,
    pins: Sequence[Pin] = (),
    exclude: Sequence[Exclusion] = (),
    finish_by: date | None = None,
    calendar: ExamCalendar | None = None,
    studied: Mapping[str, int] | None = None,
    registered: Sequence[Registered] = (),
    blocking: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Violation, ...]:
    """Every rule that a plan breaks; an empty answer is a sound plan.

    >>> from tiltak.study.planning.build import build_plan
    >>> plan = build_plan("FAG:SAK1001", [], Availability(5), date(2026, 11, 23), county="40")
    >>> verify(plan, [], Availability(5))
    ()
    >>> [one.rule for one in verify(plan, [Passed("A", "SAK1001", 4)], Availability(5))]
    ['already_passed', 'exam_not_needed']
    """
    behind = tuple(passed)
    calm = (
        None
        if sat_before or registered or any(line.sat for line in behind)
        else int(_number(plan, "max_exams_first_term"))
    )
    first = calm if first_term_max is None else first_term_max
    known = calendar or ExamCalendar()
    asked = Asked(
        behind,
        availability,
        first,
        tuple(pins),
        tuple(exclude),
        finish_by,
        known,
        studied or {},
        tuple(registered),
        blocking or {},
    )
    found = [*_goal(plan, asked), *_terms(plan, asked), *_weeks(plan, asked), *_around(plan, asked)]
    return tuple(sorted(found, key=lambda one: (one.rule, one.about)))


def _text(plan: Plan, name: str) -> str:
    used = {one.id: one for one in plan.defaults_used}
    return used.get(name, defaults()[name]).value


def _number(plan: Plan, name: str) -> Fraction:
    return Fraction(_text(plan, name))


def _met(node: Requirement, done: frozenset[str]) -> bool:
    match node:
        case Need(set_id):
            return done.issuperset(catalogue().code_hours_of(set_id))
        case AllOf(parts):
            return all(_met(part, done) for part in parts)
        case OneOf(parts):
            return any(_met(part, done) for part in parts)
        case SomeOf(count, parts):
            return sum(_met(part, done) for part in parts) >= count
        case Ask():
            return False


def _goal(plan: Plan, asked: Asked) -> Iterator[Violation]:
    done = standing(asked.passed).done
    codes = [one.code for one in plan.exams]
    if not _met(plan.goal.tree, done | frozenset(codes)):
        yield Violation("goal_not_reached")
    for code, times in Counter(codes).items():
        if times > 1:
            yield Violation("exam_twice", (code,))
        if code in done:
            yield Violation("already_passed", (code,))
        if not catalogue().subject(code).has_exam:
            yield Violation("no_private_exam", (code,))
        if not _met(plan.goal.tree, done | frozenset(codes)) or _met(
            plan.goal.tree, done | (frozenset(codes) - {code})
        ):
            yield Violation("exam_not_needed", (code,))
    if {code for code, _ in _spent(plan).items()} - set(codes):
        yield Violation("hours_for_nothing")


def _spent(plan: Plan) -> Counter[str]:
    spent: Counter[str] = Counter()
    for week in plan.weeks:
        for code, hours in week.hours:
            spent[code] += hours
    return spent


def _known_by(exam: PlannedExam) -> date:
    return max(term(exam.term).results.last, exam.sitting.last)


def _terms(plan: Plan, asked: Asked) -> Iterator[Violation]:
    here = county(plan.county)
    load = Counter(one.term for one in plan.exams)
    names = sorted(load, key=lambda name: (name[1:], name[0] == "H"))
    for position, name in enumerate(names):
        known = {one.code for one in asked.registered if one.term == name}
        late = any(one.term == name and one.code not in known for one in plan.exams)
        if late and here.registration(name).last < plan.on:
            yield Violation("registration_closed", (name,))
        if load[name] > asked.availability.max_exams_per_term:
            yield Violation("too_many_exams", (name,))
        if position == 0 and asked.first_term_max is not None and load[name] > asked.first_term_max:
            yield Violation("too_many_exams_first", (name,))
    yield from (violation for one in plan.exams for violation in _term_of(one, plan, asked))
    days = Counter((one.term, one.sitting.first) for one in plan.exams if one.sitting.kind == "DATE")
    yield from (Violation("same_day", (name, day.isoformat())) for (name, day), times in days.items() if times > 1)
    codes = {one.code for one in plan.exams}
    yield from (Violation("pin", (pin.code,)) for pin in asked.pins if pin.code not in codes)
    yield from _registered(plan, asked)
    yield from _blocked(plan, asked)


def _registered(plan: Plan, asked: Asked) -> Iterator[Violation]:
    placed = {one.code: one.term for one in plan.exams}
    for one in asked.registered:
        if placed.get(one.code) != one.term:
            yield Violation("registered", (one.code,))
    known = {one.code for one in asked.registered}
    paid = {one.code for one in asked.registered if one.paid}
    yield from (Violation("registered", (one.code,)) for one in plan.exams if one.registered != (one.code in known))
    yield from (Violation("paid", (one.code,)) for one in plan.cost if one.paid != (one.code in paid))


def _blocked(plan: Plan, asked: Asked) -> Iterator[Violation]:
    """An exam for which one of several must be passed first, and none is, or will be by then."""
    done = standing(asked.passed).done
    when = {one.code: (one.term[1:], one.term[0] == "H") for one in plan.exams}
    for code in sorted(when):
        before = asked.blocking.get(code, ())
        ready = done.intersection(before) or any(when[one] < when[code] for one in before if one in when)
        if before and not ready:
            yield Violation("blocking", (code,))


def _term_of(one: PlannedExam, plan: Plan, asked: Asked) -> Iterator[Violation]:
    if one.sitting != asked.calendar.sitting(one.term, one.code):
        yield Violation("wrong_sitting", (one.code,))
    if any(pin.code == one.code and not one.term.startswith(pin.term) for pin in asked.pins):
        yield Violation("pin", (one.code,))
    if any(one.term.startswith(no.term) and no.code in {"", one.code} for no in asked.exclude):
        yield Violation("exclusion", (one.code,))
    if asked.finish_by and _known_by(one) > asked.finish_by:
        yield Violation("finish_by", (one.code,))
    if plan.goal.valid_to and _known_by(one) > plan.goal.valid_to:
        yield Violation("rule_ends", (one.code,))


def _weeks(plan: Plan, asked: Asked) -> Iterator[Violation]:
    seen: set[date] = set()
    exams = {one.code: one for one in plan.exams}
    for week in plan.weeks:
        label = (week.monday.isoformat(),)
        if week.monday.weekday() != 0 or week.monday < plan.on or week.monday in seen:
            yield Violation("not_a_week_of_its_own", label)
        seen.add(week.monday)
        yield from _week(plan, week, asked)
        for code, hours in week.hours:
            exam = exams.get(code)
            late = exam is None or exam.term != week.term or week.monday + timedelta(days=6) >= exam.sitting.first
            if late or hours < 1:
                yield Violation("hours_out_of_place", (code, *label))
    spent = _spent(plan)
    for one in plan.exams:
        if spent[one.code] != one.hours:
            yield Violation("hours_missing", (one.code,))
        needed = _hours_needed(plan, one)
        if needed is None or one.hours != max(1, needed - asked.studied.get(one.code, 0)):
            yield Violation("hours_wrong", (one.code,))


def _week(plan: Plan, week: PlanWeek, asked: Asked) -> Iterator[Violation]:
    label, busy = (week.monday.isoformat(),), asked.availability
    free = busy.hours(week.monday)
    if week.monday not in busy.other_weeks and _in_holiday(plan, week.monday):
        yield Violation("holiday", label)
    if week.monday < _study_from(plan, week.term):
        yield Violation("before_study_begins", label)
    if sum(hours for _, hours in week.hours) > max(
        min(free, 1), int(free * _number(plan, "planned_share_of_available"))
    ):
        yield Violation("week_too_full", label)


def _in_holiday(plan: Plan, monday: date) -> bool:
    return str((monday + timedelta(days=3)).isocalendar().week) in _text(plan, "holiday_weeks").split()


def _study_from(plan: Plan, name: str) -> date:
    """The day study for a term may begin; for the first term of all, the day of the plan."""
    spring, year = name[0] == "V", int(name[1:])
    day = _text(plan, "study_from_spring" if spring else "study_from_autumn")
    start = date.fromisoformat(f"{year - 1 if spring else year}-{day}")
    return plan.on if name == _first_term(plan) else max(plan.on, start)


def _first_term(plan: Plan) -> str:
    """The first term that is still open, or in which somebody is registered already."""
    here = county(plan.county)
    name = f"{'V' if plan.on.month < _JULY else 'H'}{plan.on.year}"
    known = {one.term for one in plan.exams if one.registered}
    while here.registration(name).last < plan.on and name not in known:
        name = _after(name)
    return name


def _after(name: str) -> str:
    return f"H{name[1:]}" if name[0] == "V" else f"V{int(name[1:]) + 1}"


def _hours_needed(plan: Plan, exam: PlannedExam) -> int | None:
    """Hours an exam should have; None when it is no part of the way that was chosen."""
    stated = {code: hours for one in plan.way.sets for code, hours in catalogue().code_hours_of(one).items()}
    if exam.code not in stated:
        return None
    annual = stated[exam.code]
    if annual is None:
        return int(_number(plan, "hours_when_unknown"))
    exact = annual * _number(plan, "share_of_annual_hours")
    return max(int(_number(plan, "least_hours_per_exam")), -int(-exact // 1))


def _around(plan: Plan, asked: Asked) -> Iterator[Violation]:
    """Milestones, cost and score."""
    for one in plan.exams:
        about = [stone for stone in plan.milestones if one.code in stone.exams and stone.term == one.term]
        ids = Counter(stone.id for stone in about)
        wanted = ["apply_for_adaptation", "order_books", "preparation_meeting", "exam", "result", "appeal"]
        wanted += ["next_registration", *(() if one.registered else ("register",))]
        if not any(cost.code == one.code and cost.paid for cost in plan.cost):
            wanted.append("pay")
        if catalogue().subject(one.code).held_by is not HeldBy.NATIONAL:
            wanted.append("county_dates_published")
        yield from (Violation("milestone", (one.code, id_)) for id_ in wanted if ids[id_] != 1)
        yield from (Violation("milestone", (one.code, id_)) for id_ in sorted(set(ids) - set(wanted)))
        yield from _days_of(plan, one, {stone.id: stone for stone in about}, asked)
    if Counter(one.code for one in plan.cost) != Counter(one.code for one in plan.exams):
        yield Violation("one_fee_an_exam")
    if any(one.confirmed and not (one.fee and one.fee.confirmed) for one in plan.cost):
        yield Violation("fee_called_confirmed")
    if plan.exams and plan.score != _score(plan):
        yield Violation("score")
    yield from _gaps(plan, asked)


def _score(plan: Plan) -> Score:
    """The score as the plan itself shows it."""
    name, index, places = _first_term(plan), 0, dict[str, int]()
    last = max((one.term for one in plan.exams), key=lambda one: (one[1:], one[0] == "H"))
    while name != last and index < _TERMS_AT_MOST:
        places[name], name, index = index, _after(name), index + 1
    places[last] = index
    when = {one.code: places.get(one.term, -1) for one in plan.exams}
    broken = 0
    for code, place in when.items():
        before = [when[one] for one in catalogue().builds_on.get(code, ()) if one in when]
        broken += bool(before) and min(before) > place
    load = Counter(one.term for one in plan.exams)
    worst = max((sum(hours for _, hours in week.hours) for week in plan.weeks), default=0)
    return Score(index, broken, worst, max(load.values()))


def _gaps(plan: Plan, asked: Asked) -> Iterator[Violation]:
    """A subject left too long between two sessions, or before its exam, without a word."""
    most = int(_number(plan, "study_every_weeks"))
    said = {code for one in plan.warnings if one.id == "long_gap" for code in one.codes}
    for exam in plan.exams:
        mondays = sorted(week.monday for week in plan.weeks if any(code == exam.code for code, _ in week.hours))
        exam_week = exam.sitting.first - timedelta(days=exam.sitting.first.weekday())
        longest = 0
        for monday, following in pairwise([*mondays, exam_week]):
            between = range(1, (following - monday).days // 7 + 1)
            weeks = [monday + timedelta(days=7 * n) for n in between]
            longest = max(longest, sum(1 for one in weeks if one == exam_week or _can_study(plan, one, asked)))
        if (longest > most) != (exam.code in said):
            yield Violation("gap", (exam.code,))


def _can_study(plan: Plan, monday: date, asked: Asked) -> bool:
    busy = asked.availability
    return busy.hours(monday) > 0 and (monday in busy.other_weeks or not _in_holiday(plan, monday))


def _days_of(plan: Plan, exam: PlannedExam, stones: dict[str, Milestone], asked: Asked) -> Iterator[Violation]:
    here = county(plan.county)
    meeting, sitting = stones.get("preparation_meeting"), exam.sitting
    if meeting and meeting.on:
        first = meeting.first or meeting.on
        early = first < sitting.first - timedelta(days=int(_number(plan, "preparation_days")))
        free = all(
            first + timedelta(days=n) - timedelta(days=(first + timedelta(days=n)).weekday())
            not in asked.availability.weeks_off
            for n in range((meeting.on - first).days + 1)
        )
        at_work = first.weekday() < _SATURDAY > meeting.on.weekday()
        if early or meeting.on >= sitting.first or first < plan.on or not free or not at_work:
            yield Violation("preparation", (exam.code,))
    expected = {
        "register": here.registration(exam.term).last,
        "pay": here.registration(exam.term).last,
        "exam": sitting.last,
        "result": _known_by(exam),
        "appeal": _known_by(exam) + timedelta(days=10),
        "next_registration": here.registration(_after(exam.term)).last,
        "order_books": min(
            (week.monday for week in plan.weeks if any(code == exam.code for code, _ in week.hours)), default=None
        ),
        "apply_for_adaptation": adapt.last if (adapt := here.adaptation_by(exam.term)) else None,
        "county_dates_published": shown.last if (shown := here.oral_published(exam.term)) else None,
    }
    for id_, day in expected.items():
        if id_ in stones and stones[id_].on != day:
            yield Violation("milestone_day", (exam.code, id_))
    if "exam" in stones and stones["exam"].confirmed != sitting.confirmed:
        yield Violation("milestone_confirmed", (exam.code,))
