"""Which groups go in the cars: nobody left behind before cars before minutes, proved the best there is.

The three aims are taken one after the other. Safe prices say how few can be left and how few cars do, and where those
bounds are not met the next number is tried. For one number left and one number of cars the search goes through the
groups by what they cost beyond their prices: the budget starts at nothing and grows until a cover is found, and what
is left of it proves that no other is better.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from attrs import field, frozen

from tiltak.study.examday.prices import SCALE, Column, Prices, safe_prices
from tiltak.study.examday.routes import TooMuchToSearch

__all__ = ["Cover", "cover"]

_TRIES = 4_000_000


@frozen
class Cover:
    """The groups chosen, by their bits, and what they come to."""

    groups: tuple[int, ...]
    left: int
    cars: int
    minutes: int


def cover(count: int, seats: Sequence[int], minutes: Mapping[int, int], tries: int = _TRIES) -> Cover:
    """The best groups: fewest left, then fewest cars, then fewest minutes; exact.

    Args:
        count: How many youths; each can be driven alone by some car or is left.
        seats: The seats of each car; a car goes out once.
        minutes: What each group that can share a car costs, by the bits of its youths.
        tries: How many groups the search may try in all.

    Raises:
        TooMuchToSearch: When there is no proof after so many tries.

    >>> cover(3, [2, 2], {1: 10, 2: 10, 4: 10, 3: 12, 6: 11})
    Cover(groups=(1, 6), left=0, cars=2, minutes=21)
    """
    most = max(seats, default=0)
    task = _Task(count, tuple(sorted(seats)), {one: cost for one, cost in minutes.items() if one.bit_count() <= most})
    rest = [tries]
    for left, cars in task.numbers():
        groups = task.cheapest(left, cars, rest)
        if groups is not None:
            return Cover(groups, left, cars, sum(minutes[one] for one in groups))
    return Cover((), count, 0, 0)


@frozen(slots=False)
class _Task:
    count: int
    seats: tuple[int, ...]
    minutes: Mapping[int, int] = field(repr=False)

    @cached_property
    def groups(self) -> tuple[int, ...]:
        return tuple(sorted(self.minutes))

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """Sizes of car that a bigger group does not fit in: the groups beyond each are counted."""
        return (0, *sorted({one for one in self.seats if 0 < one < self.seats[-1]}))

    def rows(self, group: int) -> tuple[int, ...]:
        """The youths of a group, and the kinds of car it needs one of."""
        beyond = (self.count + at for at, size in enumerate(self.sizes) if group.bit_count() > size)
        return (*_members(group), *beyond)

    def rooms(self) -> list[int]:
        """How often each row is counted in: each youth once, each kind of car as many as there are."""
        return [1] * self.count + [sum(one > size for one in self.seats) for size in self.sizes]

    def columns(self, cost: int | None, left: int) -> list[Column]:
        """Every group, and every youth left behind."""
        driven = [Column(self.minutes[one] if cost is None else cost, self.rows(one)) for one in self.groups]
        behind = (self.count + len(self.sizes),)
        return driven + [Column(left, (one, *behind)) for one in range(self.count)]

    def prices(self, cost: int | None, left_cost: int, left: int, cars: int | None) -> Prices:
        rooms = [*self.rooms(), left]
        loose = set(range(self.count, len(rooms)))
        if cars is not None:
            rooms[self.count] = cars
            loose -= {self.count, len(rooms) - 1}
        return safe_prices(self.columns(cost, left_cost), rooms, frozenset(loose), self.count)

    def numbers(self) -> Iterator[tuple[int, int]]:
        """How many are left and how many cars go, the best first, without those that the bounds rule out."""
        seated = max(0, self.count - sum(self.seats))
        tried = (seated, self._seating(seated))
        if seated < self.count and self.minutes:
            yield tried  # most days need no more than the seats say, and a bound would cost as much as the answer
        fewest = max(seated, _up(self.prices(0, 1, self.count, None).bound))
        for left in range(fewest, self.count):
            cars = max(self._seating(left), _up(self.prices(1, 0, left, None).bound))
            yield from (
                (left, one) for one in range(cars, min(len(self.seats), self.count - left) + 1) if (left, one) != tried
            )

    def _seating(self, left: int) -> int:
        """How many of the biggest cars have the seats when so many are left."""
        room = 0
        for cars, seats in enumerate(reversed(self.seats), start=1):
            room += seats
            if room >= self.count - left:
                return cars
        return len(self.seats)

    def cheapest(self, left: int, cars: int, rest: list[int]) -> tuple[int, ...] | None:
        """The groups of fewest minutes that leave so many and take so many cars; None when none do."""
        prices = self.prices(None, 0, left, cars)
        dearest = sorted(self.minutes.values(), reverse=True)[:cars]
        most = sum(dearest) * SCALE - prices.bound
        if most < 0:
            return None
        search = _Search(self, prices, rest)
        budget = 2 * SCALE
        while True:
            found = search.within(min(budget, most), left, cars)
            if found is not None or budget >= most:
                return found
            budget *= 3


class _Search:
    """Goes through the groups by what they cost beyond their prices."""

    def __init__(self, task: _Task, prices: Prices, rest: list[int]) -> None:
        """Take the prices, and how many groups may still be tried in all."""
        self.task, self.prices, self.rest = task, prices, rest
        self.behind = prices.reduced[len(task.groups) :]
        self.budget = 0
        self.best: tuple[int, ...] | None = None
        self.seen: dict[tuple[int, tuple[int, ...], int], int] = {}
        self.order: list[int] = []
        self.first: list[list[tuple[int, int]]] = []

    def within(self, budget: int, left: int, cars: int) -> tuple[int, ...] | None:
        """The cheapest cover that costs no more than so much beyond the bound."""
        near = [(beyond, one) for one, beyond in zip(self.task.groups, self.prices.reduced, strict=False)]
        near = sorted((beyond, one) for beyond, one in near if beyond <= budget)
        often = Counter(youth for _, one in near for youth in _members(one))
        # Those with the fewest ways are settled first; a group is tried at the first of its youths in that order.
        self.order = sorted(range(self.task.count), key=lambda youth: (often[youth], youth))
        place = {youth: at for at, youth in enumerate(self.order)}
        self.first = [[] for _ in self.order]
        for beyond, one in near:
            self.first[min(place[youth] for youth in _members(one))].append((beyond, one))
        self.best, self.budget, self.seen = None, budget, {}
        kinds = [sum(one > size for one in self.task.seats) for size in self.task.sizes]
        self._go((1 << self.task.count) - 1, (cars, *kinds[1:]), left, 0, ())
        return self.best

    def _go(self, open_: int, rooms: tuple[int, ...], left: int, spent: int, chosen: tuple[int, ...]) -> None:
        """Settle the first youth who is still open, in every way that the budget allows."""
        driven = open_.bit_count() - left
        if driven < rooms[0] or driven > rooms[0] * self.task.seats[-1]:
            return
        if not open_:
            self._better(chosen)
            return
        key = (open_, rooms, left)
        if self.seen.get(key, spent + 1) <= spent:
            return
        self.seen[key] = spent
        at = next(at for at, youth in enumerate(self.order) if open_ >> youth & 1)
        for beyond, one in self.first[at]:
            if spent + beyond > self.budget:
                break
            self.rest[0] -= 1
            if not one & ~open_ and (less := self._after(rooms, one)):
                self._go(open_ & ~one, less, left, spent + beyond, (*chosen, one))
        if self.rest[0] < 0:
            raise TooMuchToSearch
        alone = spent + self.behind[self.order[at]]
        if left and alone <= self.budget:
            self._go(open_ & ~(1 << self.order[at]), rooms, left - 1, alone, chosen)

    def _better(self, chosen: tuple[int, ...]) -> None:
        """Keep a cover; only what is a whole minute cheaper is still of interest."""
        total = sum(self.task.minutes[one] for one in chosen)
        budget = (total - 1) * SCALE - self.prices.bound
        if self.best is None or budget < self.budget:
            self.best, self.budget = tuple(sorted(chosen)), budget

    def _after(self, rooms: tuple[int, ...], group: int) -> tuple[int, ...] | None:
        """The rooms that are left when a group has taken its own; None when it has none."""
        size = group.bit_count()
        less = tuple(room - (size > beyond) for room, beyond in zip(rooms, self.task.sizes, strict=True))
        return less if min(less) >= 0 else None


def _members(group: int) -> Iterable[int]:
    at = 0
    while group:
        if group & 1:
            yield at
        group >>= 1
        at += 1


def _up(bound: int) -> int:
    """The whole number that a bound in price units comes to at least."""
    return -(-bound // SCALE)
