"""Putting the answer together: what became of every exam, and why."""

from collections.abc import Mapping
from datetime import timedelta

from attrs import evolve, frozen

from tiltak.study.curriculum.subjects import ExamForm, catalogue
from tiltak.study.curriculum.terms import next_term, term
from tiltak.study.planning.demands import Request, result_day
from tiltak.study.planning.milestones import APPEAL_DAYS
from tiltak.study.planning.plans import NoPlan, Plan, PlanCost, Reason
from tiltak.study.replanning.costs import Fees, cost_difference, free_of_charge
from tiltak.study.replanning.held import held_exams
from tiltak.study.replanning.placing import Placing
from tiltak.study.replanning.replans import ExamChange, FinishDifference, HeldExam, News, Replan
from tiltak.study.replanning.situation import Situation
from tiltak.study.replanning.why import Asker
from tiltak.study.replanning.wishes import Prepared

__all__ = ["Told", "terms_between"]


def terms_between(one: str, other: str) -> int:
    """How many terms later the other is.

    >>> terms_between("V2027", "H2028"), terms_between("H2027", "V2027")
    (3, -1)
    """
    years, halves = (a - b for a, b in zip(term(other).order, term(one).order, strict=True))
    return 2 * years + halves


@frozen
class Told:
    """All that is known when the answer is put together.

    Attributes:
        ready: The old plan, where its exams stand, and what was asked.
        placing: What the search found; None when nothing fits.
        made: The new plan, or why there is none.
        free: Exams placed where they are free, with the term.
        proved: Whether every search was finished.
    """

    ready: Prepared
    placing: Placing | None
    made: Plan | NoPlan
    free: Mapping[str, str]
    proved: bool

    @property
    def now(self) -> Situation:
        """Where the exams of the old plan stand."""
        return self.ready.now

    @property
    def request(self) -> Request:
        """What was asked of the new plan."""
        return self.ready.request

    @property
    def paid(self) -> frozenset[str]:
        """Codes that can be moved, and are registered and paid where they are."""
        return frozenset(code for code, one in self.now.registered.items() if one.paid)

    @property
    def fees(self) -> Fees:
        """The county's fees."""
        return Fees(self.ready.wishes.fee, self.ready.wishes.county)

    def replan(self) -> Replan:
        """The whole answer."""
        placed = {one.code: one.term for one in self.made.exams} if isinstance(self.made, Plan) else {}
        held = held_exams(self.now, self.request, self.fees, self.ready.held_weeks, self.ready.wishes.availability)
        made = self._freed(self.made) if isinstance(self.made, Plan) else self.made
        finish = self._finish(placed) if isinstance(made, Plan) else None
        moved, kept = self._moved(placed)
        proof = "none"
        if isinstance(made, Plan):
            proof = "optimal" if self.proved else "bounded"
        return Replan(
            self.ready.plan,
            self.request.on,
            made,
            held,
            self.ready.held_weeks,
            moved,
            kept,
            self._retaken(placed),
            self._added(placed),
            self._dropped(placed) if isinstance(made, Plan) else (),
            (*self._news(), *self._whole(finish, held)),
            cost_difference(
                self.ready.plan, self.now, placed if isinstance(made, Plan) else None, self.request.on, self.fees
            ),
            finish,
            self.now.behind,
            tuple(sorted(self.now.studied.items())),
            proof,
        )

    def _freed(self, made: Plan) -> Plan:
        """The plan with no fee where a deferred exam is free."""
        cost = tuple(
            PlanCost(one.code, one.term, free_of_charge(), confirmed=True) if self._is_free(one.code, one.term) else one
            for one in made.cost
        )
        return evolve(made, cost=cost)

    def _is_free(self, code: str, name: str) -> bool:
        news = self.now.again.get(code)
        return news is not None and news.news is News.DEFERRED and next_term(news.term) == name

    def _finish(self, placed: Mapping[str, str]) -> FinishDifference:
        ends = [*placed.values(), *self.now.held.values()]
        last = max(ends, key=lambda name: term(name).order, default="")
        before = self.ready.plan.last_term
        later = terms_between(before, last) if before and last else 0
        return FinishDifference(before, last, later)

    def _why_not(self, code: str, name: str) -> tuple[Reason, ...]:
        if self.placing is None:
            return ()
        asker = Asker(self.request, self.ready.old, self.placing, self.ready.wishes.node_limit)
        return (asker.why_not(code, name),)

    def _moved(self, placed: Mapping[str, str]) -> tuple[tuple[ExamChange, ...], tuple[ExamChange, ...]]:
        moved, kept = [], []
        for code, name in self.now.wanted.items():
            if code not in placed or code in self.now.again:
                continue
            signed = code in self.paid
            if placed[code] == name:
                kept.append(ExamChange(code, name, name, signed, self._why_kept(code, name)))
                continue
            reasons = self._why_not(code, name)
            if signed:
                reasons += self.fees.lost("moving_costs", code, name, window_is_open=True)
            moved.append(ExamChange(code, name, placed[code], signed, reasons))
        return tuple(moved), tuple(kept)

    def _why_kept(self, code: str, name: str) -> tuple[Reason, ...]:
        found = [Reason("kept_registered" if code in self.paid else "kept", (code,), (("term", name),))]
        sitting = self.request.calendar.sitting(name, code)
        planned = {(one.code, one.term): one.sitting for one in self.ready.plan.exams}.get((code, name))
        if sitting.kind == "DATE" and sitting != planned:
            found.append(Reason("day_published", (code,), (("date", sitting.first),)))
        return tuple(found)

    def _retaken(self, placed: Mapping[str, str]) -> tuple[ExamChange, ...]:
        found = []
        for code, news in self.now.again.items():
            name = placed.get(code)
            if name is None:
                continue
            reasons = [self._cost_of_again(code, name)]
            soonest = self.placing.shape.terms[0] if self.placing else name
            if name != soonest:
                reasons += self._why_not(code, soonest)
            found.append(ExamChange(code, news.term, name, code in self.paid, tuple(reasons)))
        return tuple(found)

    def _cost_of_again(self, code: str, name: str) -> Reason:
        if self._is_free(code, name):
            return Reason("deferred_is_free", (code,), (("term", name),))
        rate = self.fees.of(name)
        if rate is None:
            return Reason("pays_again_unknown", (code,), (("term", name),))
        id_ = "pays_again" if rate.confirmed else "pays_again_unconfirmed"
        return Reason(id_, (code,), (("term", name), ("fee", rate.value)))

    def _added(self, placed: Mapping[str, str]) -> tuple[ExamChange, ...]:
        return tuple(
            ExamChange(code, "", name, registered=False, reasons=(Reason("other_way_added", (code,)),))
            for code, name in placed.items()
            if code not in self.now.wanted and code not in self.now.again
        )

    def _dropped(self, placed: Mapping[str, str]) -> tuple[ExamChange, ...]:
        found = []
        for one in self.ready.plan.exams:
            if one.code in placed or one.code in self.now.held:
                continue
            id_ = "not_needed_any_more" if one.code in self.now.done else "other_way_dropped"
            signed = one.code in self.paid
            found.append(ExamChange(one.code, one.term, "", signed, (Reason(id_, (one.code,)),)))
        return tuple(found)

    def _news(self) -> list[Reason]:
        """What holds because of what happened, exam by exam."""
        found = []
        for code, news in self.now.again.items():
            about = (("term", news.term),)
            found.append(Reason(f"news_{news.news.lower()}", (code,), about))
            if news.news is News.DEFERRED:
                found.append(Reason("document_absence", (code,)))
                found += self._of_deferral(code, news.term)
            elif news.news is News.FAILED:
                found += self._appeal(code, news.term)
        return found

    def _of_deferral(self, code: str, missed: str) -> list[Reason]:
        then = next_term(missed)
        closed = self.request.county.registration(then).last
        about = (("term", then), ("closed_on", closed))
        if self.free.get(code) == then or self.now.held.get(code) == then:
            return [] if code in self.now.held else [Reason("register_for_deferred", (code,), about)]
        if closed < self.request.on:
            return [Reason("deferred_right_over", (code,), about)]
        return [Reason("deferred_does_not_fit", (code,), about)]

    def _appeal(self, code: str, name: str) -> list[Reason]:
        planned = {one.code: one.sitting for one in self.ready.plan.exams if one.term == name}
        sitting = planned.get(code) or self.request.calendar.sitting(name, code)
        last = result_day(name, sitting) + timedelta(days=APPEAL_DAYS)
        if last < self.request.on:
            return []
        written = catalogue().subject(code).exam_form is ExamForm.WRITTEN
        return [Reason("appeal_grade" if written else "appeal_form", (code,), (("date", last),))]

    def _whole(self, finish: FinishDifference | None, held: tuple[HeldExam, ...]) -> list[Reason]:
        found = []
        if finish is not None and finish.after:
            about = (("before", finish.before), ("after", finish.after), ("terms", abs(finish.terms_later)))
            way = "later" if finish.terms_later > 0 else "sooner" if finish.terms_later < 0 else "same"
            found.append(Reason(f"finish_{way}", (), about if way != "same" else (("after", finish.after),)))
        if self.now.assumed:
            found.append(Reason("studied_as_planned", self.now.assumed))
        if held:
            found.append(Reason("held_stand", tuple(one.code for one in held)))
        return found
