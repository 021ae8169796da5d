"""Flow at least cost in whole numbers: the cheapest of the largest flows, exactly."""

from collections.abc import Sequence
from heapq import heappop, heappush
from typing import Final

__all__ = ["CheapestFlow"]

_FAR: Final = 1 << 400  # costs are lexicographic and so may be large; this is larger


class CheapestFlow:
    """A network whose arcs all lead from a lower to a higher layer, so that costs below zero are no trouble.

    Primal-dual: the shortest way under reduced costs, then all flow that fits on shortest ways. Arcs are tried in the
    order they were added, so the same network gives the same flow.

    Args:
        size: Number of nodes; they are numbered in the order of their layers, the source first and the sink last.

    >>> flow = CheapestFlow(4)
    >>> arcs = [flow.add(0, 1, 1, 0), flow.add(0, 2, 1, 5), flow.add(1, 3, 1, -2), flow.add(2, 3, 1, -1)]
    >>> flow.run(), [flow.used(arc) for arc in arcs]
    ((2, 2), [1, 1, 1, 1])
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._to: list[int] = []
        self._left: list[int] = []
        self._cost: list[int] = []
        self._out: list[list[int]] = [[] for _ in range(size)]

    def add(self, tail: int, head: int, most: int, cost: int) -> int:
        """Add an arc and return its number.

        Raises:
            ValueError: When it does not lead forwards.
        """
        if not 0 <= tail < head < self._size:
            raise ValueError(f"an arc leads forwards, not from {tail} to {head}")
        number = len(self._to)
        self._to += (head, tail)
        self._left += (most, 0)
        self._cost += (cost, -cost)
        self._out[tail].append(number)
        self._out[head].append(number + 1)
        return number

    def used(self, arc: int) -> int:
        """How much flows on an arc."""
        return self._left[arc ^ 1]

    def run(self) -> tuple[int, int]:
        """Send as much as there is room for, at least cost.

        Returns:
            How much flows, and its cost.
        """
        height = self._first_heights()
        total = cost = 0
        while True:
            distance = self._distances(height)
            if distance[-1] >= _FAR:
                return total, cost
            # A node farther off than the sink is moved as far as the sink; reduced costs stay at or above zero.
            height = [old + min(new, distance[-1]) for old, new in zip(height, distance, strict=True)]
            price = height[-1] - height[0]
            while self._push(height):
                total += 1
                cost += price

    def _first_heights(self) -> list[int]:
        """Shortest distances from the source, node by node: every arc leads forwards."""
        height = [_FAR] * self._size
        height[0] = 0
        for node in range(self._size):
            if height[node] >= _FAR:
                continue
            for arc in self._out[node]:
                if self._left[arc]:
                    height[self._to[arc]] = min(height[self._to[arc]], height[node] + self._cost[arc])
        return height

    def _distances(self, height: Sequence[int]) -> list[int]:
        distance = [_FAR] * self._size
        distance[0] = 0
        heap = [(0, 0)]
        while heap:
            so_far, node = heappop(heap)
            if so_far > distance[node]:
                continue
            for arc in self._out[node]:
                if self._left[arc]:
                    head = self._to[arc]
                    there = so_far + self._cost[arc] + height[node] - height[head]
                    if there < distance[head]:
                        distance[head] = there
                        heappush(heap, (there, head))
        return distance

    def _push(self, height: Sequence[int]) -> bool:
        """Send one unit along arcs of reduced cost zero, if there is such a way."""
        sink = self._size - 1
        came: dict[int, int] = {0: -1}
        stack = [0]
        while stack:
            node = stack.pop()
            if node == sink:
                break
            for arc in reversed(self._out[node]):
                head = self._to[arc]
                if self._left[arc] and head not in came and self._cost[arc] + height[node] == height[head]:
                    came[head] = arc
                    stack.append(head)
        if sink not in came:
            return False
        node = sink
        while node:
            arc = came[node]
            self._left[arc] -= 1
            self._left[arc ^ 1] += 1
            node = self._to[arc ^ 1]
        return True
