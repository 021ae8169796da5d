"""Why an exam does not stand in a term: the rule that forbids it, or what keeping it there would have cost.

When no rule forbids it, the question is put to the search itself: with this exam in that term and all else free,
what would the plan have become? What got worse first, in the order of the aims, is the reason.
"""

from attrs import evolve, frozen

from tiltak.study.planning.demands import Request, result_day
from tiltak.study.planning.plans import Reason
from tiltak.study.planning.problem import NEVER, Problem
from tiltak.study.planning.search import solve
from tiltak.study.replanning.placing import Old, Placing, place_way

__all__ = ["Asker"]


@frozen
class Asker:
    """Answers why, for one placing.

    Attributes:
        request: What was asked.
        old: What was to be kept.
        placing: What came of it.
        node_limit: Nodes each search may use.
    """

    request: Request
    old: Old
    placing: Placing
    node_limit: int

    def why_not(self, code: str, term: str) -> Reason:
        """Why an exam does not stand in a term."""
        return self._forbidden(code, term) or self._weighed(code, term)

    def _forbidden(self, code: str, term: str) -> Reason | None:
        """The rule or fact that keeps an exam out of a term by itself."""
        request, shape = self.request, self.placing.shape
        about = (("term", term),)
        if request.county.registration(term).last < request.on:
            closed = request.county.registration(term).last
            return Reason("registration_over", (code,), (*about, ("closed_on", closed)))
        if term not in shape.terms:
            return Reason("too_far_ahead", (code,), (*about, ("number", len(shape.terms))))
        if any(pin.code == code and not pin.allows(term) for pin in request.pins):
            return Reason("pin_elsewhere", (code,), about)
        if any(one.forbids(code, term) for one in request.exclude):
            return Reason("term_off", (code,), about)
        sitting = request.calendar.sitting(term, code)
        for id_, last in (("finish_by", request.finish_by), ("rule_ends", request.goal.valid_to)):
            if last and result_day(term, sitting) > last:
                return Reason(f"result_after_{id_}", (code,), (*about, ("date", last)))
        exam, there = shape.codes.index(code), shape.terms.index(term)
        return self._does_not_fit(code, exam, there, about)

    def _does_not_fit(self, code: str, exam: int, there: int, about: tuple[tuple[str, str]]) -> Reason | None:
        problem = self.placing.shape.problem
        weeks = problem.weeks_before[exam][there]
        if weeks is None:
            return Reason("no_time_to_prepare", (code,), about)
        if problem.peak(there, 1 << exam) >= NEVER:
            room, needed = problem.room(there, weeks, NEVER), problem.hours[exam]
            return Reason("too_few_hours", (code,), (*about, ("needed", needed), ("hours", room)))
        return None

    def _weighed(self, code: str, term: str) -> Reason:
        """What the plan would have become with an exam in a term."""
        shape, near = self.placing.shape, self.placing.near
        exam, there = shape.codes.index(code), shape.terms.index(term)
        about = (("term", term),)
        if there > near.score.last_term:
            return Reason("over_sooner", (code,), (*about, ("last", shape.terms[near.score.last_term])))
        fixed = evolve(shape, problem=_only(shape.problem, exam, there))
        outcome = solve(fixed.problem, self.node_limit, only_finish=True)
        if outcome.placed is None or outcome.score is None:
            return Reason("does_not_fit_with_the_rest", (code,), about)
        if outcome.score.last_term > near.score.last_term:
            later = shape.terms[outcome.score.last_term]
            return Reason("would_be_over_later", (code,), (*about, ("last", later)))
        other = place_way(fixed, self.old, outcome.placed, self.node_limit)
        aims = (
            ("would_move_more", other.changes, near.changes),
            ("would_break_order", other.score.broken, near.score.broken),
            ("would_be_heavier", other.score.peak, near.score.peak),
            ("would_be_fuller", other.score.most, near.score.most),
        )
        for id_, then, now in aims:
            if then > now:
                return Reason(id_, (code,), (*about, ("then", then), ("now", now)))
        return Reason("equally_good", (code,), about)


def _only(problem: Problem, exam: int, term: int) -> Problem:
    """The problem with one exam bound to one term."""
    row = tuple(weeks if here == term else None for here, weeks in enumerate(problem.weeks_before[exam]))
    rows = (*problem.weeks_before[:exam], row, *problem.weeks_before[exam + 1 :])
    return evolve(problem, weeks_before=rows)
