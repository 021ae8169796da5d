"""What more or less of a resource would do to everybody: the whole cohort is solved again, and the two compared."""

from attrs import evolve, frozen

from tiltak.faults import nearest
from tiltak.study.cohort.plan import Cohort, OnProgress, plan_again

__all__ = ["WhatIf", "what_if"]


@frozen
class WhatIf:
    """The cohort with another amount of one resource.

    Attributes:
        resource: The resource's id.
        extra: How much more of it; negative for less.
        cohort: The cohort as it would be.
        terms_won: Terms of delay fewer in all; negative when there would be more.
        plans_won: Youths with a plan who had none; negative when it would be the other way.
        sooner: Cases that would reach the goal sooner, or at all.
        later: Cases that would reach it later, or not.
        proof: ``optimal`` when both cohorts are proved, so that the difference is; else ``bounded``.
    """

    resource: str
    extra: int
    cohort: Cohort
    terms_won: int
    plans_won: int
    sooner: tuple[str, ...]
    later: tuple[str, ...]
    proof: str


def what_if(cohort: Cohort, resource: str, *, extra: int = 1, progress: OnProgress | None = None) -> WhatIf:
    """What so much more of a resource would give, everybody planned anew by the same rule.

    Raises:
        KeyError: When there is no such resource; it names the nearest.
        ValueError: When less than nothing of it would be left.

    >>> from datetime import date
    >>> from tiltak.study import Availability
    >>> from tiltak.study.cohort import Fairness, Member, Resource, ResourceKind, plan_cohort
    >>> young = [Member(f"MT-00{n}", "FAG:SAK1001", Availability(5), "40") for n in (1, 2)]
    >>> seat = Resource("seats", ResourceKind.HOSPITERING, 1, ("V2027",))
    >>> found = what_if(plan_cohort(young, [seat], date(2026, 11, 23), fairness=Fairness.LEAST_DELAY), "seats")
    >>> found.terms_won, len(found.sooner), found.later, found.proof
    (1, 1, (), 'optimal')
    """
    asked = cohort.asked
    amounts = {one.id: one.amount for one in asked.resources}
    if resource not in amounts:
        raise KeyError(f"no resource {resource!r}; the nearest is {nearest(resource, sorted(amounts))!r}")
    if amounts[resource] + extra < 0:
        raise ValueError(f"there are {amounts[resource]} of {resource!r}; {-extra} fewer is less than nothing")
    changed = tuple(evolve(one, amount=one.amount + extra * (one.id == resource)) for one in asked.resources)
    other = plan_again(evolve(asked, resources=changed), progress)
    before, after = _delays(cohort), _delays(other)
    cases = sorted({*before, *after})
    both = [case for case in cases if case in before and case in after]
    return WhatIf(
        resource,
        extra,
        other,
        sum(before[case] - after[case] for case in both),
        len(after) - len(before),
        tuple(case for case in cases if _sooner(after.get(case), before.get(case))),
        tuple(case for case in cases if _sooner(before.get(case), after.get(case))),
        "optimal" if cohort.proof == other.proof == "optimal" else "bounded",
    )


def _delays(cohort: Cohort) -> dict[str, int]:
    return {one.case_id: one.delay for one in cohort.placed}


def _sooner(one: int | None, other: int | None) -> bool:
    return one is not None and (other is None or one < other)
