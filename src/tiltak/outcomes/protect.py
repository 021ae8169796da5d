"""Small numbers, hidden on the whole report at once.

A number of fewer than five persons is hidden, and so is every number with which a reader could work it out from
the others. Two parts that sum to a shown total reveal each other, across tables and sentences alike; therefore the
report is protected as one system of sums, and then attacked: no hidden number may follow from what is shown.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from math import gcd

from attrs import field, frozen

from tiltak.outcomes.cases import Table
from tiltak.outcomes.profiles import Profile

__all__ = ["Count", "Protection", "Selector", "Tie", "protect", "revealed"]


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
class Tie:
    """Numbers of different tables that a reader takes for one sum: those who joined are those who take part.

    Args:
        whole: The numbers on the one side.
        parts: The numbers on the other.
    """

    whole: tuple[Selector, ...]
    parts: tuple[Selector, ...]


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

    def add(self, vector: _Vector, made_of: _Vector) -> None:
        """Take in what is known, and the shown sums it is made of; both are changed."""
        self.reduce(vector, made_of)
        if vector:
            self.rows[min(vector)] = (vector, made_of)

    def explains(self, cells: _Cells) -> frozenset[int] | None:
        """The shown sums that together give the number in these cells, or None when none do."""
        vector: _Vector = dict.fromkeys(cells, 1)
        made_of: _Vector = {}
        self.reduce(vector, made_of)
        return None if vector else frozenset(made_of)


@frozen
class _Whole:
    """The numbers of all tables as one system, with what ties them together and what may not follow from them."""

    sums: Mapping[Selector, _Cells]
    ties: Sequence[_Vector]
    secrets: Sequence[_Cells]

    def basis(self, shown: Sequence[Selector]) -> _Basis:
        """What a reader can work with: the ties, and the numbers shown."""
        basis = _Basis()
        for tie in self.ties:
            basis.add(dict(tie), {})
        for number, selector in enumerate(shown):
            basis.add(dict.fromkeys(self.sums[selector], 1), {number: 1})
        return basis


def _whole(tables: Mapping[str, Table], counts: Sequence[Count], profile: Profile, ties: Iterable[Tie]) -> _Whole:
    sums: dict[Selector, _Cells] = {}
    secrets: list[_Cells] = []
    values: dict[Selector, int] = {}
    cells = 0
    for name in sorted({count.selector.table for count in counts}):
        here = [count for count in counts if count.selector.table == name]
        system = _system(tables[name], list(dict.fromkeys(count.selector for count in here)))
        sums |= {selector: _moved(of, cells) for selector, of in system.sums.items()}
        secrets += [_moved(of, cells) for of in _secrets(system, here, profile)]
        values |= {one: sum(one.takes(row.flags, row.groups) for row in tables[name].rows) for one in system.sums}
        cells += len(system.persons)
    vectors: list[_Vector] = []
    for tie in ties:
        if not (_known(tie.whole, sums) and _known(tie.parts, sums)):
            continue
        between = sum(values[one] for one in tie.whole) - sum(values[one] for one in tie.parts)
        if abs(between) >= max(profile.smallest, 1):
            continue  # so far apart that nobody takes the one for the other, and too many to tell of anybody
        vector = _tied(tie, sums)
        if between:
            # Those few who are in the one and not in the other are a small number of their own.
            vector[cells] = -1 if between > 0 else 1
            secrets.append(frozenset({cells}))
            cells += 1
        vectors.append(vector)
    return _Whole(sums, tuple(vectors), tuple(dict.fromkeys(secrets)))


def _moved(cells: _Cells, by: int) -> _Cells:
    return frozenset(cell + by for cell in cells)


def _known(side: Iterable[Selector], sums: Mapping[Selector, _Cells]) -> bool:
    """Whether all numbers of one side of a tie are published, and any of them counts what a reader cannot rule out."""
    return all(selector in sums for selector in side) and any(sums[selector] for selector in side)


def _tied(tie: Tie, sums: Mapping[Selector, _Cells]) -> _Vector:
    vector: _Vector = {}
    for side, sign in ((tie.whole, 1), (tie.parts, -1)):
        for selector in side:
            _combine(1, vector, -sign, dict.fromkeys(sums[selector], 1))
    return vector


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


def protect(
    tables: Mapping[str, Table], counts: Sequence[Count], profile: Profile, ties: Iterable[Tie] = ()
) -> Protection:
    """What a report must hide.

    Args:
        tables: The rows behind the numbers.
        counts: Every number the report wants to show, wherever it stands in it.
        profile: How small a number may be.
        ties: Sums that hold between the tables; one that does not hold in these rows is left out.

    Returns:
        The selectors to hide. Of those that would reveal another, the least wanted is hidden, and shown again when it
        turns out not to be needed.
    """
    whole = _whole(tables, counts, profile, ties)
    secrets = set(whole.secrets)
    first = {selector for selector, cells in whole.sums.items() if cells in secrets}
    return Protection(frozenset(first), frozenset(_hide_more(whole, first, _wanted(counts))))


def _wanted(counts: Iterable[Count]) -> dict[Selector, int]:
    wanted: dict[Selector, int] = {}
    for count in counts:
        wanted[count.selector] = max(count.keep, wanted.get(count.selector, count.keep))
    return wanted


def _leaks(whole: _Whole, shown: list[Selector]) -> Iterator[frozenset[Selector]]:
    """The shown numbers that give a secret away, until none do; whoever asks takes one of them from `shown` each time.

    What does not follow from some numbers does not follow from fewer, so no secret is looked at again.
    """
    basis = whole.basis(shown)
    for secret in whole.secrets:
        while found := basis.explains(secret):
            yield frozenset(shown[number] for number in found)
            basis = whole.basis(shown)


def _first_leak(whole: _Whole, shown: Sequence[Selector]) -> frozenset[Selector] | None:
    return next(_leaks(whole, list(shown)), None)


def _hide_more(whole: _Whole, hidden: Iterable[Selector], wanted: Mapping[Selector, int]) -> set[Selector]:
    # The most wanted come first into the basis, so that a secret is explained by them where it can be.
    order = sorted(whole.sums, key=lambda selector: (-wanted[selector], _name(selector)))
    shown = [selector for selector in order if selector not in set(hidden)]
    extra: list[Selector] = []
    for leak in _leaks(whole, shown):
        victim = min(leak, key=lambda selector: (wanted[selector], len(whole.sums[selector]), _name(selector)))
        shown.remove(victim)
        extra.append(victim)
    for selector in sorted(extra, key=lambda selector: (-wanted[selector], _name(selector))):
        if _first_leak(whole, [*shown, selector]) is None:
            shown.append(selector)
            extra.remove(selector)
    return set(extra)


def _name(selector: Selector) -> tuple[str, str, str, str]:
    return (selector.flag, selector.by, selector.group, selector.table)


def revealed(
    tables: Mapping[str, Table],
    counts: Sequence[Count],
    profile: Profile,
    hidden: Iterable[Selector],
    ties: Iterable[Tie] = (),
) -> tuple[Selector, ...]:
    """The attack: hidden numbers that follow from the shown ones, and shown numbers that should have been hidden.

    An empty answer means that no sum, difference or overlap of few persons is determined by what is shown, in one
    table or through the sums that tie them.
    """
    away = frozenset(hidden)
    whole = _whole(tables, counts, profile, ties)
    shown = [selector for selector in whole.sums if selector not in away]
    return tuple(sorted(_first_leak(whole, shown) or (), key=_name))
