"""Small numbers, hidden on the whole report at once.

A number of fewer than five persons is hidden, and so is every number with which a reader could work it out from
the others. Two parts that sum to a shown total reveal each other, across tables and sentences alike; therefore the
report is protected as one system of sums, and then attacked: no hidden number may follow from what is shown.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations, product
from math import gcd
from types import MappingProxyType

from attrs import field, frozen

from tiltak.outcomes.cases import Table
from tiltak.tables import read_rows

__all__ = ["Count", "Profile", "Protection", "Selector", "profiles", "protect", "revealed"]


@frozen
class Profile:
    """How small a number may be.

    Args:
        id: Name of the profile.
        smallest: The smallest number of persons shown, above none.
        extremes_below: All or none of fewer persons than this is hidden too: it tells about each of them.
    """

    id: str
    smallest: int
    extremes_below: int


@cache
def profiles() -> Mapping[str, Profile]:
    """Profiles by name.

    >>> profiles()["kommune"]
    Profile(id='kommune', smallest=5, extremes_below=10)
    """
    rows = read_rows("tiltak.outcomes", "data/profiles.csv")
    return MappingProxyType(
        {row["id"]: Profile(row["id"], int(row["smallest"]), int(row["extremes_below"])) for row in rows}
    )


@frozen
class Selector:
    """Which rows of which table are counted: those with a flag, in a group or in all.

    Args:
        table: Name of the table.
        flag: The flag they have.
        by: What they are grouped by; empty for all.
        group: The group.
    """

    table: str
    flag: str
    by: str = ""
    group: str = ""

    def takes(self, flags: frozenset[str], groups: Mapping[str, str]) -> bool:
        """Whether a row with these flags and groups is counted."""
        return self.flag in flags and (not self.by or groups.get(self.by) == self.group)


@frozen
class Count:
    """A number a report wants to show.

    Args:
        selector: What is counted.
        keep: How much it is wanted; when one of several must go, the least wanted goes.
        of: What it is a share of, if it is; then all or none of few is hidden as well.
    """

    selector: Selector
    keep: int = 0
    of: Selector | None = None


@frozen
class Protection:
    """What is hidden, and why.

    Args:
        primary: Hidden because it is small, or all or none of few.
        secondary: Hidden because it would reveal another.
    """

    primary: frozenset[Selector]
    secondary: frozenset[Selector]

    @property
    def hidden(self) -> frozenset[Selector]:
        """Both."""
        return self.primary | self.secondary


# ---- the sums, as sets of cells ----

_Cells = frozenset[int]


@frozen
class _System:
    """The numbers of one table as sets of cells; a cell is all rows no number tells apart."""

    sums: Mapping[Selector, _Cells]
    persons: Sequence[frozenset[str]] = field(factory=tuple)

    def persons_in(self, cells: _Cells) -> int:
        """Persons with at least one row in the cells."""
        return len(frozenset().union(*(self.persons[cell] for cell in cells)))


def _system(table: Table, selectors: Sequence[Selector]) -> _System:
    cells: dict[tuple[int, ...], set[str]] = {}

    def cell_of(flags: frozenset[str], groups: Mapping[str, str]) -> set[str]:
        signature = tuple(place for place, selector in enumerate(selectors) if selector.takes(flags, groups))
        return cells.setdefault(signature, set())

    for flags, groups in table.could_be:
        cell_of(flags, groups)
    for row in table.rows:
        cell_of(row.flags, row.groups).add(row.case_id)
    cells.pop((), None)  # what no number counts
    signatures = list(cells)
    sums = {
        selector: frozenset(cell for cell, signature in enumerate(signatures) if place in signature)
        for place, selector in enumerate(selectors)
    }
    return _System(sums, tuple(frozenset(cells[signature]) for signature in signatures))


def _small_sets(system: _System, profile: Profile) -> Iterator[_Cells]:
    """Every set of cells a reader would look for, when it holds few persons: cells, sums, overlaps, differences."""
    sums = sorted({cells for cells in system.sums.values() if cells}, key=sorted)
    looked_for = [*(frozenset({cell}) for cell in range(len(system.persons))), *sums]
    for one, other in combinations(sums, 2):
        looked_for += [one & other, one - other, other - one]
    looked_for += _small_groups_together(system, profile)
    for cells in dict.fromkeys(looked_for):
        if _is_small(system, cells, profile):
            yield cells


_TOGETHER = 5  # more small groups than this hidden in one row are not looked at together


def _is_small(system: _System, cells: _Cells, profile: Profile) -> bool:
    return 0 < system.persons_in(cells) < profile.smallest


def _small_groups_together(system: _System, profile: Profile) -> Iterator[_Cells]:
    """Small groups of one kind taken together, as a total less all the large groups gives them.

    A group is a number by term, channel and so on, or what one such number leaves of another (those who failed are
    what passing leaves of those with a result).
    """
    families: dict[str, dict[str, dict[str, _Cells]]] = {}
    for selector, cells in system.sums.items():
        if selector.by:
            families.setdefault(selector.by, {}).setdefault(selector.flag, {})[selector.group] = cells
    for flags in families.values():
        for whole, part in product(flags.values(), [{}, *flags.values()]):
            left = [cells - part.get(group, frozenset()) for group, cells in whole.items()]
            # A group of nobody belongs here too: when it is hidden, it and a small one together are a small number.
            small = [cells for cells in left if cells and system.persons_in(cells) < profile.smallest]
            for size in range(2, min(len(small), _TOGETHER) + 1):
                yield from (frozenset().union(*together) for together in combinations(small, size))


# ---- the attack ----

_Vector = dict[int, int]
"""Whole numbers by place. A row may be multiplied by one, so nothing is ever divided and nothing rounded."""


def _combine(times: int, vector: _Vector, times_other: int, other: _Vector) -> None:
    """Make the vector `times` itself less `times_other` the other, in place."""
    if times != 1:
        for place in vector:
            vector[place] *= times
    for place, value in other.items():
        left = vector.get(place, 0) - times_other * value
        if left:
            vector[place] = left
        else:
            vector.pop(place, None)


@frozen
class _Basis:
    """Shown sums in row-reduced form; each row remembers which sums it was made of."""

    rows: dict[int, tuple[_Vector, _Vector]] = field(factory=dict)

    def reduce(self, vector: _Vector, made_of: _Vector) -> None:
        """Take away what the shown sums explain, in place, but for a factor."""
        while pivots := self.rows.keys() & vector.keys():
            pivot = min(pivots)
            row, row_of = self.rows[pivot]
            shared = gcd(row[pivot], vector[pivot])
            times, times_row = row[pivot] // shared, vector[pivot] // shared
            _combine(times, vector, times_row, row)
            _combine(times, made_of, times_row, row_of)

    def add(self, number: int, cells: _Cells) -> None:
        """Take in a shown sum."""
        vector, made_of = dict.fromkeys(cells, 1), {number: 1}
        self.reduce(vector, made_of)
        if vector:
            self.rows[min(vector)] = (vector, made_of)

    def explains(self, cells: _Cells) -> frozenset[int] | None:
        """The shown sums that together give the number in these cells, or None when none do."""
        vector: _Vector = dict.fromkeys(cells, 1)
        made_of: _Vector = {}
        self.reduce(vector, made_of)
        return None if vector else frozenset(made_of)


def _basis(sums: Sequence[_Cells]) -> _Basis:
    basis = _Basis()
    for number, cells in enumerate(sums):
        basis.add(number, cells)
    return basis


def _secrets(system: _System, counts: Iterable[Count], profile: Profile) -> list[_Cells]:
    """The sets of cells whose number must not be known."""
    secrets = dict.fromkeys(_small_sets(system, profile))
    secrets.update(dict.fromkeys(system.sums[count.selector] for count in counts if _extreme(system, count, profile)))
    return list(secrets)


def _extreme(system: _System, count: Count, profile: Profile) -> bool:
    if count.of is None or count.of not in system.sums:
        return False
    part, whole = system.sums[count.selector], system.sums[count.of]
    persons = system.persons_in(whole)
    all_or_none = not system.persons_in(part) or not system.persons_in(whole - part)
    if not part or part == whole:  # it is none or all by its meaning, not by chance
        return False
    return 0 < persons < profile.extremes_below and all_or_none


def protect(tables: Mapping[str, Table], counts: Sequence[Count], profile: Profile) -> Protection:
    """What a report must hide.

    Args:
        tables: The rows behind the numbers.
        counts: Every number the report wants to show, wherever it stands in it.
        profile: How small a number may be.

    Returns:
        The selectors to hide. Of those that would reveal another, the least wanted is hidden, and shown again when it
        turns out not to be needed.
    """
    primary: set[Selector] = set()
    secondary: set[Selector] = set()
    for name in sorted({count.selector.table for count in counts}):
        here = [count for count in counts if count.selector.table == name]
        system = _system(tables[name], list(dict.fromkeys(count.selector for count in here)))
        secrets = _secrets(system, here, profile)
        first = {selector for selector, cells in system.sums.items() if cells in set(secrets)}
        primary |= first
        secondary |= _hide_more(system, secrets, first, _wanted(here))
    return Protection(frozenset(primary), frozenset(secondary))


def _wanted(counts: Iterable[Count]) -> dict[Selector, int]:
    wanted: dict[Selector, int] = {}
    for count in counts:
        wanted[count.selector] = max(count.keep, wanted.get(count.selector, count.keep))
    return wanted


def _first_leak(system: _System, secrets: Iterable[_Cells], shown: Sequence[Selector]) -> frozenset[Selector] | None:
    basis = _basis([system.sums[selector] for selector in shown])
    for secret in secrets:
        if (found := basis.explains(secret)) is not None:
            return frozenset(shown[number] for number in found)
    return None


def _hide_more(
    system: _System, secrets: Sequence[_Cells], hidden: Iterable[Selector], wanted: Mapping[Selector, int]
) -> set[Selector]:
    # The most wanted come first into the basis, so that a secret is explained by them where it can be.
    order = sorted(system.sums, key=lambda selector: (-wanted[selector], _name(selector)))
    shown = [selector for selector in order if selector not in set(hidden)]
    extra: list[Selector] = []
    while (leak := _first_leak(system, secrets, shown)) is not None:
        victim = min(leak, key=lambda selector: (wanted[selector], len(system.sums[selector]), _name(selector)))
        shown.remove(victim)
        extra.append(victim)
    for selector in sorted(extra, key=lambda selector: (-wanted[selector], _name(selector))):
        if _first_leak(system, secrets, [*shown, selector]) is None:
            shown.append(selector)
            extra.remove(selector)
    return set(extra)


def _name(selector: Selector) -> tuple[str, str, str]:
    return (selector.flag, selector.by, selector.group)


def revealed(
    tables: Mapping[str, Table], counts: Sequence[Count], profile: Profile, hidden: Iterable[Selector]
) -> tuple[Selector, ...]:
    """The attack: hidden numbers that follow from the shown ones, and shown numbers that should have been hidden.

    An empty answer means that no sum, difference or overlap of few persons is determined by what is shown.
    """
    away, found = frozenset(hidden), []
    for name in sorted({count.selector.table for count in counts}):
        here = [count for count in counts if count.selector.table == name]
        system = _system(tables[name], list(dict.fromkeys(count.selector for count in here)))
        shown = [selector for selector in system.sums if selector not in away]
        leak = _first_leak(system, _secrets(system, here, profile), shown)
        found += sorted(leak or (), key=_name)
    return tuple(found)
