"""Why nothing fits: a smallest set of demands that cannot be met together, and what giving one up would give.

The set is found by QuickXplain (Junker 2004) over the exact search, so it is minimal: take any one of its
demands away and the rest can be met.
"""

from collections.abc import Callable, Iterable
from datetime import date

from attrs import evolve

from tiltak.study.curriculum.gaps import Way
from tiltak.study.curriculum.terms import open_terms, term_at
from tiltak.study.planning.demands import Group, Models, Request, groups
from tiltak.study.planning.plans import Alternative, Conflict, NoPlan
from tiltak.study.planning.problem import Outcome
from tiltak.study.planning.search import can_be_placed, solve

__all__ = ["explain", "smallest_conflict"]

_RULES = frozenset({"blocking", "registration_closed", "same_day", "rule_ends"})
_MOST_HOURS_A_WEEK = 60


class _NotSettled(Exception):  # noqa: N818 - control flow inside this module, not an error
    """The node limit came before the answer."""


def smallest_conflict(demands: Iterable[Group], can_be_met: Callable[[frozenset[Group]], bool]) -> tuple[Group, ...]:
    """A smallest set of demands that cannot be met together, by QuickXplain.

    Args:
        demands: All demands; together they cannot be met. Earlier ones are preferred in the answer.
        can_be_met: Whether a set can be met; taking demands away never makes it false.

    >>> smallest_conflict([("a",), ("b",), ("c",)], lambda kept: not {("a",), ("c",)} <= kept)
    (('a',), ('c',))
    """
    every = list(demands)

    def explain_within(held: list[Group], *, added: bool, among: list[Group]) -> list[Group]:
        if added and not can_be_met(frozenset(held)):
            return []
        if len(among) == 1:
            return among
        half = len(among) // 2
        left, right = among[:half], among[half:]
        from_right = explain_within(held + left, added=bool(left), among=right)
        from_left = explain_within(held + from_right, added=bool(from_right), among=left)
        return from_left + from_right

    if not can_be_met(frozenset()):
        return ()
    found = set(explain_within([], added=False, among=every))
    return tuple(one for one in every if one in found)


def _fits(models: Models, way: Way, keep: frozenset[Group], node_limit: int) -> bool:
    fits = can_be_placed(models.of(way, keep).problem, node_limit)
    if fits is None:
        raise _NotSettled
    return fits


def _solved(models: Models, way: Way, keep: frozenset[Group], node_limit: int) -> Outcome:
    """The earliest finish under some of the demands; how light the weeks could be does not matter here."""
    outcome = solve(models.of(way, keep).problem, node_limit, only_finish=True)
    if outcome.placed is None and outcome.proof == "bounded":
        raise _NotSettled
    return outcome


def explain(models: Models, way: Way, node_limit: int) -> NoPlan:
    """The smallest conflict of a request that has no plan, and what could be given up."""
    request, node_limit = models.request, max(1, node_limit // 4)  # some twenty questions, each with its share
    every = groups(request)

    def can_be_met(keep: frozenset[Group]) -> bool:
        return _fits(models, way, keep, node_limit)

    try:
        conflict = smallest_conflict(every, can_be_met)
        others = [
            one
            for group in conflict
            if group[0] not in _RULES and (one := _alternative(models, way, group, node_limit)) is not None
        ]
    except _NotSettled:
        return NoPlan(request.goal, request.on, (), (), proof="not_settled")
    if ("rule_ends",) in conflict and request.goal.replaced_by:
        others.append(Alternative("other_goal", values=(("goal", request.goal.replaced_by),)))
    return NoPlan(request.goal, request.on, tuple(_said(one, models, way) for one in conflict), tuple(others))


def _said(group: Group, models: Models, way: Way) -> Conflict:
    """A demand with the values its words need."""
    id_, *rest = group
    if id_ in {"pin", "registered"}:
        return Conflict(id_, (rest[0],), (("term", rest[1]),))
    if id_ == "exclusion":
        return Conflict("exclusion", (rest[1],) if rest[1] else (), (("term", rest[0]),))
    codes = way.missing if id_ == "hours_per_week" else ()
    return Conflict(id_, codes, _values(id_, models, way), is_rule=id_ in _RULES)


def _values(id_: str, models: Models, way: Way) -> tuple[tuple[str, str | int | float | date], ...]:
    request = models.request
    free, numbers = request.availability, request.numbers
    closed, first = term_at(request.on), open_terms(request.on, 1, within=request.county)[0]
    found: dict[str, dict[str, str | int | float | date | None]] = {
        "hours_per_week": {"hours": free.hours_per_week, "needed": sum(models.of(way).problem.hours)},
        "max_exams_per_term": {"most": free.max_exams_per_term, "exams": len(way.missing)},
        "max_exams_first_term": {"most": request.first_term_max},
        "finish_by": {"date": request.finish_by},
        "rule_ends": {"date": request.goal.valid_to},
        "terms_ahead": {"number": int(numbers["terms_ahead"].number)},
        "preparation": {"number": int(numbers["preparation_days"].number)},
        "registration_closed": {
            "term": closed,
            "closed_on": request.county.registration(closed).last,
            "first": first,
        },
    }
    return tuple((name, value) for name, value in found.get(id_, {}).items() if value is not None)


def _alternative(models: Models, way: Way, group: Group, node_limit: int) -> Alternative | None:
    """What giving up one demand would give; None when that alone is not enough."""
    request = models.request
    keep = frozenset(groups(request)) - {group}
    outcome = _solved(models, way, keep, node_limit)
    if outcome.score is None:
        return None
    match group:
        case ("hours_per_week",):
            return _enough(request, way, "hours_per_week", _MOST_HOURS_A_WEEK, node_limit)
        case ("max_exams_per_term",):
            return _enough(request, way, "max_exams_per_term", len(way.missing), node_limit)
        case ("max_exams_first_term",):
            return _enough(request, way, "max_exams_first_term", len(way.missing), node_limit)
        case ("pin" | "registered", code, _):
            codes: tuple[str, ...] = (code,)
        case ("exclusion", _, code) if code:
            codes = (code,)
        case _:
            codes = ()
    last = models.of(way, keep).terms[outcome.score.last_term]
    return Alternative(
        group[0], codes, (("term", group[1 if group[0] == "exclusion" else 2]),) if len(group) > 1 else (), last
    )


def _with(request: Request, name: str, value: int) -> Request:
    if name == "max_exams_first_term":
        return evolve(request, first_term_max=value)
    free = request.availability
    if name == "hours_per_week":
        return evolve(request, availability=evolve(free, hours_per_week=value))
    return evolve(request, availability=evolve(free, max_exams_per_term=value))


def _enough(request: Request, way: Way, name: str, most: int, node_limit: int) -> Alternative | None:
    """The least value of one number that gives a plan, all else as asked; found by halving."""
    first = request.first_term_max if name == "max_exams_first_term" else None
    now = getattr(request.availability, name) if first is None else first
    every = frozenset(groups(request))
    if now >= most or not _fits(Models(_with(request, name, most)), way, every, node_limit):
        return None
    low, high = now + 1, most
    while low < high:
        middle = (low + high) // 2
        if _fits(Models(_with(request, name, middle)), way, every, node_limit):
            high = middle
        else:
            low = middle + 1
    changed = Models(_with(request, name, high))
    score = _solved(changed, way, every, node_limit).score
    last = changed.of(way).terms[score.last_term] if score else ""
    return Alternative(name, (), (("now", now), ("enough", high)), last)
