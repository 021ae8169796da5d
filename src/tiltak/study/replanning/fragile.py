"""Which exams of a plan are fragile: what one failure there would cost, found by making the plan anew each time."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from attrs import frozen

from tiltak.rules import Dated
from tiltak.study.curriculum.passes import Passed
from tiltak.study.curriculum.terms import ExamCalendar, term
from tiltak.study.curriculum.terms import county as county_of
from tiltak.study.planning.build import Fee, fee_in_law
from tiltak.study.planning.demands import result_day
from tiltak.study.planning.plans import Exclusion, Pin, Plan, PlannedExam, Reason
from tiltak.study.planning.search import NODE_LIMIT
from tiltak.study.planning.weeks import Availability
from tiltak.study.replanning.costs import Fees
from tiltak.study.replanning.placing import Placing
from tiltak.study.replanning.replans import Happening, News
from tiltak.study.replanning.telling import terms_between
from tiltak.study.replanning.wishes import Wishes, prepare

__all__ = ["Fragile", "fragile_exams"]


@frozen
class Fragile:
    """What one failure at an exam would cost, when all that comes before it or beside it is passed.

    Attributes:
        code: Exam code.
        term: The term it is planned in.
        known_on: The day the result is there at the latest, from which the plan would be made anew.
        again: The term it would be taken again in; empty when no plan fits any more.
        last_term: The last term of the plan after that; empty when no plan fits.
        terms_later: How many terms later the plan would be over; None when no plan fits.
        fee: What taking it again costs; None when no rate is known or no plan fits.
        moved: Exams that would have to move: code, term before and term after.
        proved: Whether the searches were finished.
        reasons: The same with ids for words; under ``replan_reason.<id>``.
    """

    code: str
    term: str
    known_on: date
    again: str
    last_term: str
    terms_later: int | None
    fee: Dated[int] | None
    moved: tuple[tuple[str, str, str], ...]
    proved: bool
    reasons: tuple[Reason, ...]


def fragile_exams(
    plan: Plan,
    passed: Iterable[Passed],
    availability: Availability,
    *,
    pins: Sequence[Pin] = (),
    exclude: Sequence[Exclusion] = (),
    finish_by: date | None = None,
    calendar: ExamCalendar | None = None,
    fee: Fee = fee_in_law,
    overrides: Mapping[str, float | str] | None = None,
    blocking: Mapping[str, Sequence[str]] | None = None,
    node_limit: int = NODE_LIMIT,
) -> tuple[Fragile, ...]:
    """What one failure at each exam of a plan would cost, the most costly first.

    Most costly is: no plan fits any more; then most terms later; then most exams moved; then the highest fee; and
    of those that cost the same, the earliest. A failed exam is studied for anew with all its hours.

    Args:
        plan: The plan.
        passed: What it was made with.
        availability: What it was made with.
        pins: What it was made with; a wish for the failed exam falls away, since its term is past.
        exclude: What it was made with.
        finish_by: What it was made with.
        calendar: What it was made with.
        fee: Gives the fee.
        overrides: What it was made with.
        blocking: What it was made with.
        node_limit: Nodes after which each search answers with what it has.

    >>> from tiltak.study.planning.build import build_plan
    >>> plan = build_plan("FAG:SAK1001", [], Availability(5), date(2026, 11, 23), county="40")
    >>> [(one.code, one.again, one.terms_later, one.fee.value) for one in fragile_exams(plan, [], Availability(5))]
    [('SAK1001', 'H2027', 1, 1403)]
    """
    here = county_of(plan.county)
    behind = tuple(passed)
    found = []
    for exam in plan.exams:
        own = tuple(pin for pin in pins if pin.code != exam.code)
        wishes = Wishes(
            availability,
            here,
            None,
            True,  # noqa: FBT003 - whoever has failed an exam has sat one
            own,
            tuple(exclude),
            finish_by,
            calendar,
            fee,
            overrides or {},
            blocking or {},
            node_limit,
        )
        found.append(_after(plan, exam, behind, wishes))
    return tuple(sorted(found, key=_order))


def _after(plan: Plan, exam: PlannedExam, passed: tuple[Passed, ...], wishes: Wishes) -> Fragile:
    """What a failure at one exam would cost."""
    here = term(exam.term).order
    before = [one.code for one in plan.exams if term(one.term).order <= here and one.code != exam.code]
    happened = [Happening(exam.code, News.FAILED), *(Happening(code, News.PASSED) for code in before)]
    known_on = result_day(exam.term, exam.sitting)
    ready = prepare(plan, happened, passed, known_on, wishes)
    placing, _, proved = ready.placing()
    if placing is None:
        broken = Reason("fragile_no_plan", (exam.code,), (("term", exam.term),))
        return Fragile(exam.code, exam.term, known_on, "", "", None, None, (), proved, (broken,))
    terms = placing.terms
    moved = tuple((code, name, terms[code]) for code, name in ready.now.wanted.items() if terms.get(code, name) != name)
    again = terms.get(exam.code, "")
    rate = Fees(wishes.fee, wishes.county).of(again) if again else None
    last = max(terms.values(), key=lambda name: term(name).order)
    later = terms_between(plan.last_term, last)
    return Fragile(
        exam.code,
        exam.term,
        known_on,
        again,
        last,
        later,
        rate,
        moved,
        proved,
        _reasons(exam, placing, later, moved, rate),
    )


def _reasons(
    exam: PlannedExam,
    placing: Placing,
    later: int,
    moved: tuple[tuple[str, str, str], ...],
    rate: Dated[int] | None,
) -> tuple[Reason, ...]:
    again = placing.terms.get(exam.code, "")
    found = [Reason("fragile_again", (exam.code,), (("term", again),))] if again else []
    if later > 0:
        found.append(Reason("fragile_later", (exam.code,), (("terms", later),)))
    else:
        found.append(Reason("fragile_same_finish", (exam.code,)))
    if moved:
        found.append(Reason("fragile_moves", tuple(code for code, _, _ in moved)))
    if rate is not None:
        id_ = "pays_again" if rate.confirmed else "pays_again_unconfirmed"
        found.append(Reason(id_, (exam.code,), (("term", again), ("fee", rate.value))))
    elif again:
        found.append(Reason("pays_again_unknown", (exam.code,), (("term", again),)))
    return tuple(found)


def _order(one: Fragile) -> tuple[bool, int, int, int, tuple[int, int], str]:
    later = one.terms_later or 0
    fee = one.fee.value if one.fee else 0
    return one.terms_later is not None, -later, -len(one.moved), -fee, term(one.term).order, one.code
