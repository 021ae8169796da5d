"""Who saw what, and when: kept beside the facts, so that a signal can say where it comes from."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from attrs import field, frozen

from tiltak.faults import FaultKind, FaultList
from tiltak.rules import Case, Knowledge
from tiltak.school.signals.facts import SIGNAL_FACTS

__all__ = ["Observer", "Sighting", "sightings_by_fact"]


class Observer(StrEnum):
    """Who can see something; the words are ``school.who.<code>``."""

    SKOLE = "SKOLE"
    KONTAKTLAERER = "KONTAKTLAERER"
    VEILEDER_PAA_SKOLEN = "VEILEDER_PAA_SKOLEN"
    UNGDOM = "UNGDOM"
    BEDRIFT = "BEDRIFT"
    OPPLAERINGSKONTOR = "OPPLAERINGSKONTOR"


@frozen(order=True)
class Sighting:
    """That somebody told one fact on a day.

    Args:
        fact: Name of the fact, one of `SIGNAL_FACTS`.
        on: The day.
        by: Who told it: a role, never a name.
    """

    fact: str
    on: date
    by: Observer = field(converter=Observer)


def sightings_by_fact(sightings: Iterable[Sighting], case: Case, on: date) -> Mapping[str, tuple[Sighting, ...]]:
    """The sightings of each fact, the earliest first.

    Raises:
        BadInput: With every fault: a fact that no signal reads or the case does not state, a day after `on`, the same
            sighting twice.

    >>> case = Case({"wish_to_quit": True}, id="MT-001")
    >>> list(sightings_by_fact([Sighting("wish_to_quit", date(2026, 11, 20), "UNGDOM")], case, date(2026, 11, 23)))
    ['wish_to_quit']
    """
    faults = FaultList(case.id or "case")
    found: dict[str, list[Sighting]] = {}
    for one in sorted(sightings):
        its = found.setdefault(one.fact, [])
        if one.fact not in SIGNAL_FACTS:
            faults.add(FaultKind.UNKNOWN_CODE, field="sightings", found=one.fact, choices=SIGNAL_FACTS)
        elif isinstance(case.get(one.fact), Knowledge):
            faults.add(FaultKind.CONTRADICTION, field="sightings", found=one.fact)
        if one.on > on:
            faults.add(FaultKind.OUT_OF_RANGE, field="sightings", found=f"{one.fact} {one.on}", expected=f"<= {on}")
        if one in its:
            faults.add(FaultKind.REPEATED, field="sightings", found=f"{one.fact} {one.on} {one.by}")
        its.append(one)
    faults.raise_if_any()
    return {fact: tuple(its) for fact, its in found.items()}
