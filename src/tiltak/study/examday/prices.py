"""What each youth costs a day at least: prices that no choice of car groups can undercut.

A linear programme says how cheap a cover by groups could be if groups could be split. Its prices (the dual values)
are worked out with floating numbers and then made whole numbers and safe: whatever the floating numbers were, every
group costs at least the prices of its rows, so the sum of the prices is a true lower bound.
"""

from collections.abc import Sequence

from attrs import frozen

__all__ = ["SCALE", "Column", "Prices", "safe_prices"]

SCALE = 1000
"""Prices are whole thousandths of a minute."""

_STEPS = 1500
_POOL = 150
_NEARLY = 1e-7


@frozen
class Column:
    """One thing that may be chosen: its cost and the rows it counts in."""

    cost: int
    rows: tuple[int, ...]


@frozen
class Prices:
    """Whole-number prices by row; `reduced` is what each column costs beyond them, `bound` what any choice costs.

    All of it is in units of 1 / `SCALE`.
    """

    rows: tuple[int, ...]
    reduced: tuple[int, ...]
    bound: int


def safe_prices(columns: Sequence[Column], rooms: Sequence[int], at_most: frozenset[int], each: int) -> Prices:
    """Prices of the rows of a programme: choose columns, at least cost.

    Args:
        columns: What may be chosen. Each counts in one of the first `each` rows or more.
        rooms: How often each row is to be counted in.
        at_most: The rows that may be counted in less often; the others must be met exactly.
        each: How many rows are youths; they come first.

    >>> safe_prices([Column(5, (0,)), Column(6, (0, 1)), Column(4, (1,))], [1, 1], frozenset(), 2).bound
    6000
    """
    prices = [round(price * SCALE) for price in _duals(columns, rooms, at_most)]
    for row in at_most:
        prices[row] = min(0, prices[row])
    reduced = [one.cost * SCALE - sum(prices[row] for row in one.rows) for one in columns]
    short = max(0, -min(reduced, default=0))
    if short:
        prices[:each] = [price - short for price in prices[:each]]
        reduced = [one.cost * SCALE - sum(prices[row] for row in one.rows) for one in columns]
    bound = sum(price * room for price, room in zip(prices, rooms, strict=True))
    return Prices(tuple(prices), tuple(reduced), bound)


def _duals(columns: Sequence[Column], rooms: Sequence[int], at_most: frozenset[int]) -> list[float]:
    """Dual values by the revised simplex method, from a start in which every row is met at a price nobody would pay."""
    height = len(rooms)
    dear = 20.0 * (1 + max((one.cost for one in columns), default=0))
    entering = [(float(one.cost), one.rows) for one in columns]
    entering += [(0.0, (row,)) for row in sorted(at_most)]
    # A little more room in each row, never twice the same, keeps the method from going round in circles.
    level = [room + 1e-5 * (row + 1) / (height + 1) for row, room in enumerate(rooms)]
    inverse = [[1.0 if row == column else 0.0 for column in range(height)] for row in range(height)]
    costs = [dear] * height
    duals = costs[:]
    pool: list[tuple[float, tuple[int, ...]]] = []
    for _ in range(_STEPS):
        gains = [cost - sum([duals[row] for row in rows]) for cost, rows in pool]
        best = min(gains, default=0.0)
        if best > -_NEARLY:
            # The pool is done; the columns that gain most now are the next one.
            gaining = sorted((cost - sum([duals[row] for row in rows]), cost, rows) for cost, rows in entering)[:_POOL]
            pool = [(cost, rows) for gain, cost, rows in gaining if gain <= -_NEARLY]
            if not pool:
                break
            best, gains = gaining[0][0], [gain for gain, _, _ in gaining[: len(pool)]]
        cost, rows = pool[gains.index(best)]
        direction = [sum([line[row] for row in rows]) for line in inverse]
        steps = [(level[row] / move, row) for row, move in enumerate(direction) if move > _NEARLY]
        if not steps:
            break
        step, leaving = min(steps)
        pivot = direction[leaving]
        line = inverse[leaving] = [value / pivot for value in inverse[leaving]]
        for row, move in enumerate(direction):
            if row != leaving:
                level[row] -= step * move
                if move:
                    inverse[row] = [value - move * other for value, other in zip(inverse[row], line, strict=True)]
        level[leaving] = step
        costs[leaving] = cost
        duals = [dual + best * value for dual, value in zip(duals, line, strict=True)]
    return duals
