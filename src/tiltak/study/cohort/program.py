"""A linear program over whole numbers, and its solution by aims in order, with a bound for each.

Nothing here knows of youths or exams. HiGHS is imported when the first program is solved; it runs on one thread with
a fixed seed and stops at a node limit or a gap, never at a clock, so the same program gives the same answer.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from math import ceil
from typing import Any

from attrs import define, field, frozen

from tiltak.study.cohort.model import SolverMissing

__all__ = ["Effort", "Level", "Program", "Reached", "Solution", "solver"]

_ALMOST = 0.999  # two values differ by at least a step, so a bound closer than that is proof
_TOLERANCE = 1e-6


@frozen
class Effort:
    """How far to search.

    Attributes:
        gap: Stop an aim when no more than this share of its value is unproved; 0 asks for proof.
        node_limit: Nodes after which an aim is left with what was found and a bound.
        seed: What the solver's choices among equals begin from.
    """

    gap: float = 0.0
    node_limit: int = 20_000
    seed: int = 0


@frozen
class Level:
    """One aim: a sum to make as small as possible.

    Attributes:
        id: The aim's id.
        terms: Factor of each column.
        about: What it counts.
        step: The least difference between two values of it.
        keep: Columns that are no larger from here on than the aims before have made them.
    """

    id: str
    terms: Mapping[int, float]
    about: str = ""
    step: float = 1.0
    keep: tuple[int, ...] = ()


@frozen
class Reached:
    """The value of an aim and the bound no solution can be under, the aims before it as they are."""

    level: Level
    value: float
    bound: float

    @property
    def proved(self) -> bool:
        """Whether nothing better exists."""
        return self.bound >= self.value


@frozen
class Solution:
    """What was found.

    Attributes:
        values: Value of each column.
        reached: Each aim in order.
        nodes: Nodes searched.
    """

    values: tuple[float, ...]
    reached: tuple[Reached, ...]
    nodes: int

    @property
    def proved(self) -> bool:
        """Whether every aim is proved."""
        return all(one.proved for one in self.reached)


@define
class Program:
    """Columns with bounds, and rows that hold sums of them between two numbers.

    >>> small = Program()
    >>> one, other = small.column(0, 1), small.column(0, 1)
    >>> small.row(1, 1, {one: 1, other: 1})
    >>> small.solve([Level("cheap", {one: 3, other: 2})], Effort()).values
    (0.0, 1.0)
    """

    lower: list[float] = field(factory=list)
    upper: list[float] = field(factory=list)
    whole: list[bool] = field(factory=list)
    rows: list[tuple[float, float, dict[int, float]]] = field(factory=list)
    highs: dict[int, list[tuple[dict[int, float], int]]] = field(factory=dict)

    def column(self, lower: float, upper: float, *, whole: bool = True) -> int:
        """A new column and its number."""
        self.lower.append(lower)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.lower) - 1

    def row(self, least: float, most: float, terms: dict[int, float]) -> None:
        """A new row; one without columns says nothing."""
        if terms:
            self.rows.append((least, most, terms))

    def highest(self, shares: Sequence[tuple[dict[int, float], int]], most: float) -> int:
        """A new column that is as large as the largest of some sums, each divided by its number."""
        column = self.column(0, most, whole=False)
        self.highs[column] = list(shares)
        for terms, size in shares:
            self.row(-size * most, 0, {**terms, column: -float(size)})
        return column

    def settled(self, values: Sequence[float]) -> tuple[float, ...]:
        """A solution with every largest sum no larger than it is."""
        found = list(values)
        for column, shares in self.highs.items():
            found[column] = max(
                sum(factor * found[at] for at, factor in terms.items()) / size for terms, size in shares
            )
        return tuple(found)

    def solve(
        self,
        levels: Sequence[Level],
        effort: Effort,
        *,
        start: Sequence[float] | None = None,
        hint: Mapping[int, float] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Solution | None:
        """The best by the first aim, among these the best by the second, and so on.

        Args:
            levels: The aims in order.
            effort: How far to search.
            start: A solution to begin from.
            hint: A sum that is made small first, to have a good solution to begin from.
            progress: Called with the number of aims done and of all aims.

        Returns:
            None when there is no solution at all.
        """
        run = _Run(self, effort)
        values = self.settled(start) if start is not None else None
        floor = 0.0
        if hint and (found := run.minimise(hint, values, gap=effort.gap, step=1.0)) is not None:
            values, floor = self.settled(found[0]), found[1]
        reached: list[Reached] = []
        for done, level in enumerate(levels):
            if progress:
                progress(done, len(levels))
            bound = sum(factor * self.lower[column] for column, factor in level.terms.items())
            if hint and _same(hint, level, reached):
                bound = max(bound, floor)
            if values is not None and level.keep:
                run.keep(level.keep, values)
            if values is None or _bound(level, value := _value(level, values), bound) < value:
                better = run.minimise(level.terms, values, gap=effort.gap, step=level.step)
                if better is None:
                    return None
                values, bound = self.settled(better[0]), max(bound, better[1])
            value = _value(level, values)
            reached.append(Reached(level, value, _bound(level, value, bound)))
            run.hold(level, value)
        if progress:
            progress(len(levels), len(levels))
        return Solution(values, tuple(reached), run.nodes) if values is not None else None


def _same(hint: Mapping[int, float], level: Level, reached: Sequence[Reached]) -> bool:
    """Whether a hint is the same sum as an aim, apart from columns that earlier aims hold at nothing.

    A bound for the one is then a bound for the other: the aims held since only take solutions away.
    """
    nothing = {column for one in reached if one.value == 0 for column in one.level.terms}
    columns = (set(hint) | set(level.terms)) - nothing
    return all(hint.get(column) == level.terms.get(column) for column in columns)


def _value(level: Level, values: Sequence[float]) -> float:
    return sum(factor * values[column] for column, factor in level.terms.items())


def _bound(level: Level, value: float, bound: float) -> float:
    """The bound, raised to what the aim can be at all."""
    if bound > value - level.step * (1 - _TOLERANCE):
        return value
    return min(value, ceil(bound - _TOLERANCE)) if level.step == 1 else min(value, bound)


def solver() -> Any:
    """HiGHS, imported now.

    Raises:
        SolverMissing: When the extra is not installed.
    """
    try:
        return import_module("highspy")
    except ImportError as error:
        raise SolverMissing(
            "planning many youths at once needs the solver HiGHS, which comes with the extra tiltak[cohort]; "
            "install it with: pip install 'tiltak[cohort]'"
        ) from error


class _Run:
    """One program inside HiGHS, tightened by each aim that has been reached; HiGHS is first asked when it must be."""

    def __init__(self, program: Program, effort: Effort) -> None:
        self.program, self.effort = program, effort
        self.nodes = 0
        self.held: list[tuple[Level, float]] = []
        self.kept: dict[int, float] = {}
        self.highspy: Any = None
        self.highs: Any = None

    def _begin(self) -> None:
        highspy = self.highspy = solver()
        program, count = self.program, len(self.program.lower)
        # The class that highspy's own wraps: the wrapper greets on standard output before it can be silenced.
        self.highs = highspy.Highs.__base__()
        options = {"output_flag": False, "threads": 1, "random_seed": self.effort.seed}
        for name, setting in {**options, "mip_max_nodes": self.effort.node_limit}.items():
            self.highs.setOptionValue(name, setting)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = count, len(program.rows)
        model.col_cost_ = [0.0] * count
        model.col_lower_, model.col_upper_ = program.lower, program.upper
        model.row_lower_ = [least for least, _, _ in program.rows]
        model.row_upper_ = [most for _, most, _ in program.rows]
        starts: list[int] = [0]
        columns: list[int] = []
        factors: list[float] = []
        for _, _, terms in program.rows:
            columns += terms.keys()
            factors += terms.values()
            starts.append(len(columns))
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = starts, columns, factors
        kinds = highspy.HighsVarType
        model.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in program.whole]
        self.highs.passModel(model)
        for column, value in self.kept.items():
            self.highs.changeColBounds(column, program.lower[column], value)
        for level, value in self.held:
            self._row(level, value)

    def minimise(
        self, terms: Mapping[int, float], start: Sequence[float] | None, *, gap: float, step: float
    ) -> tuple[tuple[float, ...], float] | None:
        """The best found and a bound; the start itself when the limit came first; None when there is none."""
        # Every aim has a solver of its own: what one remembers of an earlier aim has been seen to spoil a later one.
        self._begin()
        highs, status, count = self.highs, self.highspy.HighsModelStatus, len(self.program.lower)
        costs = [0.0] * count
        for column, factor in terms.items():
            costs[column] = factor
        highs.changeColsCost(count, list(range(count)), costs)
        highs.setOptionValue("mip_rel_gap", gap)
        highs.setOptionValue("mip_abs_gap", step * _ALMOST)
        if start is not None:
            solution = self.highspy.HighsSolution()
            solution.col_value = list(start)
            highs.setSolution(solution)
        highs.run()
        info = highs.getInfo()
        self.nodes += max(0, info.mip_node_count)
        if highs.getModelStatus() == status.kInfeasible:
            return None
        bound = float(info.mip_dual_bound)
        if info.primal_solution_status != self.highspy.SolutionStatus.kSolutionStatusFeasible:
            return None if start is None else (tuple(start), bound)
        pairs = zip(highs.getSolution().col_value, self.program.whole, strict=True)
        found = tuple(float(round(one)) if whole else float(one) for one, whole in pairs)
        value = sum(factor * found[column] for column, factor in terms.items())
        if start is not None and value > info.objective_function_value + step / 2:
            # HiGHS has been seen to prove a better value and hand back the start; without a start it does not.
            return self.minimise(terms, None, gap=gap, step=step) or (found, bound)
        return found, bound

    def keep(self, columns: Sequence[int], values: Sequence[float]) -> None:
        """From now on these columns are no larger than they are."""
        self.kept.update((column, values[column]) for column in columns)

    def hold(self, level: Level, value: float) -> None:
        """From now on the aim is never worse than this."""
        self.held.append((level, value))

    def _row(self, level: Level, value: float) -> None:
        columns = sorted(level.terms)
        slack = 0.0 if level.step == 1 else level.step / 4
        factors = [level.terms[column] for column in columns]
        self.highs.addRow(-self.highspy.kHighsInf, value + slack, len(columns), columns, factors)
