"""The cohort as one program: where each exam goes, what that takes of each resource, and who is delayed by how much."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import lcm

from attrs import define, field

from tiltak.rules import OutsideDates
from tiltak.study.cohort.cases import Case, Placing, Terms
from tiltak.study.cohort.model import Member, Resource, ResourceKind, Short
from tiltak.study.cohort.program import Level, Program
from tiltak.study.curriculum.terms import county as county_of
from tiltak.study.planning.build import Fee

__all__ = ["Shared", "Takes", "takes"]

Takes = dict[tuple[str, int], dict[tuple[str, str], int]]


def takes(member: Member, resource: Resource, code: str, term: str, fee: Fee) -> int | None:
    """What one exam in one term takes of a resource; for ROOM, what the youth takes in the term.

    Returns:
        0 when it takes nothing; None when it takes a fee that no rate covers.
    """
    if resource.kind not in member.shares or not resource.covers(code, term):
        return 0
    if resource.kind is ResourceKind.CAR and member.ride_wanted is not True:
        return 0
    if resource.use is not None:
        return resource.use
    if resource.kind is not ResourceKind.EXAM_FEES:
        return 1
    try:
        return fee(county_of(member.county).registration(term).first, False).value  # noqa: FBT003 - the signature of the law room
    except OutsideDates:
        return None


def used_by(case: Case, placing: Mapping[str, str], resource: Resource, fee: Fee) -> int:
    """What a whole placing takes of a resource."""
    found = [(term, takes(case.member, resource, code, term, fee) or 0) for code, term in placing.items()]
    if resource.kind is ResourceKind.ROOM:
        return sum({term: use for term, use in found if use}.values())
    return sum(use for _, use in found)


@define
class Shared:
    """The program of some cases and what they share.

    Attributes:
        cases: The youths, by case id.
        resources: What they share, by id.
        room: How much there is of each resource.
        terms: What plans are made with.
        elastic: Whether the resources may be exceeded, which is then counted.
    """

    cases: Sequence[Case]
    resources: Sequence[Resource]
    room: Mapping[str, int]
    terms: Terms
    elastic: bool = False
    program: Program = field(factory=Program, init=False)
    at: dict[tuple[int, str, int], int] = field(factory=dict, init=False)
    late: list[list[int]] = field(factory=list, init=False)
    out: list[int] = field(factory=list, init=False)
    desk: dict[tuple[int, str, int], int] = field(factory=dict, init=False)
    more: dict[str, tuple[int, int, int]] = field(factory=dict, init=False)
    _use: dict[str, dict[int, float]] = field(factory=dict, init=False)
    _fees: dict[tuple[str, str, str, str], int] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        for number, case in enumerate(self.cases):
            self._case(number, case)
        for resource in self.resources:
            self._resource(resource)

    def _case(self, number: int, case: Case) -> None:
        program = self.program
        out = program.column(0, 1)
        self.out.append(out)
        last = max((max(found, default=-1) for found in case.allowed.values()), default=-1)
        late = [program.column(0, 1) for _ in range(max(0, last - case.best))] if case.allowed else []
        self.late.append(late)
        for code, allowed in case.allowed.items():
            for term in allowed:
                self.at[number, code, term] = program.column(0, 1)
            here = {term: self.at[number, code, term] for term in allowed}
            program.row(1, 1, {**dict.fromkeys(here.values(), 1.0), out: 1.0})
            for after, column in enumerate(late, 1):
                later = {one: 1.0 for term, one in here.items() if term >= case.best + after}
                program.row(-1, 0, {**later, out: 1.0, column: -1.0})
        for column, further in pairwise(late):
            program.row(-1, 0, {further: 1.0, column: -1.0})
        self._calm(number, case)
        self._own_rules(number, case)

    def _calm(self, number: int, case: Case) -> None:
        """Most exams a term, and the first term with any as calm as it should be."""
        most = case.member.availability.max_exams_per_term
        before: list[int] = []
        for term in range(len(case.terms)):
            here = [self.at[number, code, term] for code in case.allowed if (number, code, term) in self.at]
            if len(here) > most:
                self.program.row(0, most, dict.fromkeys(here, 1.0))
            if min(most, len(here)) > case.first_most:
                eased = dict.fromkeys(before, float(case.first_most - most))
                self.program.row(-len(before) * most, case.first_most, {**dict.fromkeys(here, 1.0), **eased})
            before += here

    def _own_rules(self, number: int, case: Case) -> None:
        hours = {one.code: float(one.hours) for one in case.alone.exams}
        for term, codes, room in case.rooms:
            self.program.row(0, room, {self.at[number, code, term]: hours[code] for code in codes})
        for term, code, other in case.apart:
            pair = [self.at[key] for key in ((number, code, term), (number, other, term)) if key in self.at]
            self.program.row(0, 1, dict.fromkeys(pair, 1.0))
        for code, before in case.order:
            for term in case.allowed[code]:
                done = {self.at[number, one, t]: -1.0 for one in before for t in case.allowed[one] if t <= term}
                here = {self.at[number, code, t]: 1.0 for t in case.allowed[code] if t <= term}
                self.program.row(-len(before), 0, {**done, **here})
        for cut in sorted(case.cuts):
            keys = [(number, code, case.terms.index(term)) for code, term in cut]
            self.program.row(0, len(keys) - 1, {self.at[key]: 1.0 for key in keys})

    def _resource(self, resource: Resource) -> None:
        use: dict[int, float] = {}
        for (number, code, term), column in self.at.items():
            case = self.cases[number]
            units = self._takes(case.member, resource, code, case.terms[term])
            if not units:
                continue
            if resource.kind is not ResourceKind.ROOM:
                use[column] = float(units)
                continue
            key = (number, resource.id, term)
            if key not in self.desk:
                self.desk[key] = self.program.column(0, 1)
                use[self.desk[key]] = float(units)
            self.program.row(-1, 0, {column: 1.0, self.desk[key]: -1.0})
        self._use[resource.id] = use
        room, most = self.room[resource.id], sum(use.values())
        if most <= room:
            return
        if not self.elastic:
            self.program.row(0, room, use)
            return
        needed, any_more = self.program.column(0, most), self.program.column(0, 1)
        self.more[resource.id] = (needed, any_more, int(min(use.values())))
        self.program.row(-most, room, {**use, needed: -1.0})
        self.program.row(-most, 0, {needed: 1.0, any_more: -most})

    def _takes(self, member: Member, resource: Resource, code: str, term: str) -> int:
        if resource.kind is not ResourceKind.EXAM_FEES or resource.use is not None:
            return takes(member, resource, code, term, self.terms.fee) or 0
        if resource.kind not in member.shares or not resource.covers(code, term):
            return 0
        key = (resource.id, member.county, term, "")
        if key not in self._fees:
            self._fees[key] = takes(member, resource, code, term, self.terms.fee) or 0
        return self._fees[key]

    def placings(self, values: Sequence[float]) -> list[Placing | None]:
        """The placing of each case in a solution; None for one who is left out."""
        found: list[Placing | None] = [None if values[out] else {} for out in self.out]
        for (number, code, term), column in self.at.items():
            placing = found[number]
            if values[column] and placing is not None:
                placing[code] = self.cases[number].terms[term]
        return found

    def values(self, placings: Iterable[Placing | None]) -> tuple[float, ...]:
        """The columns of given placings, as a solution to begin from; everything else is worked out from them."""
        values = [0.0] * len(self.program.lower)
        for number, placing in enumerate(placings):
            case = self.cases[number]
            if placing is None:
                values[self.out[number]] = 1.0
            for code, term in (placing or {}).items():
                values[self.at[number, code, case.terms.index(term)]] = 1.0
            late = len(self.late[number]) if placing is None else case.delay(placing)
            for column in self.late[number][: max(0, late)]:
                values[column] = 1.0
        for (number, resource, at), column in self.desk.items():
            case = self.cases[number]
            covered = next(one for one in self.resources if one.id == resource)
            keys = [(number, code, at) for code in case.allowed if covered.covers(code, case.terms[at])]
            values[column] = float(any(values[self.at[key]] for key in keys if key in self.at))
        for resource, (needed, any_more, _) in self.more.items():
            used = sum(factor * values[column] for column, factor in self._use[resource].items())
            values[needed] = max(0.0, used - self.room[resource])
            values[any_more] = float(values[needed] > 0)
        return tuple(values)

    def delays(self, number: int, *, left_out: int) -> dict[int, float]:
        """A youth's terms of delay as a sum of columns; being left out counts as a given number of terms."""
        found = dict.fromkeys(self.late[number], 1.0)
        found[self.out[number]] = float(left_out - len(self.late[number]))
        return found

    def least_more(self) -> tuple[Level, Level]:
        """Fewest resources exceeded, then least in all, each measured in the least that anybody takes of it."""
        scale = 1
        for _, _, step in self.more.values():
            scale = lcm(scale, step)
        return (
            Level("resources_short", {any_more: 1.0 for _, any_more, _ in self.more.values()}),
            Level("units_short", {needed: float(scale // step) for needed, _, step in self.more.values()}),
        )

    def short(self, values: Sequence[float], taken_by: Mapping[str, int]) -> tuple[Short, ...]:
        """The resources that a solution exceeds, and by how much."""
        return tuple(
            Short(resource, round(values[needed]), taken_by.get(resource, 0))
            for resource, (needed, _, _) in self.more.items()
            if values[needed] > 0
        )
