"""Shares and how sure one can be of them, from counts alone.

Wilson 1927, Clopper and Pearson 1934, Jeffreys as Brown, Cai and DasGupta 2001 give it,
Newcombe 1998 for two shares, and Wilson on the effective number for exams that lie within
youths. Nothing here sees a person: the clustered interval needs six sums.
"""

from collections.abc import Iterable
from math import comb, fsum, sqrt
from statistics import NormalDist
from typing import Final

from attrs import frozen

from tiltak.outcomes.special import beta_quantile, t_quantile

__all__ = [
    "ClusterSums",
    "Interval",
    "binomial_at_least",
    "binomial_at_most",
    "clopper_pearson",
    "clustered_wilson",
    "jeffreys",
    "newcombe_difference",
    "poisson_binomial",
    "wilson",
]

_LEVEL: Final = 0.95
_TWO: Final = 2  # fewer than two youths say nothing about how youths differ


@frozen
class Interval:
    """An estimate and the limits around it.

    Args:
        estimate: The share, or the difference between two shares.
        low: Lower limit.
        high: Upper limit.
        method: How it was found, as an id.
        effective: The number of independent observations it amounts to, where that is not the number itself.
    """

    estimate: float
    low: float
    high: float
    method: str
    effective: float | None = None


def _check(part: float, whole: float) -> None:
    if whole <= 0 or not 0 <= part <= whole:
        raise ValueError(f"a share needs a part of a whole, not {part} of {whole}")


def _two_sided(level: float) -> float:
    return NormalDist().inv_cdf((1 + level) / 2)


def _score_limits(share: float, number: float, z: float) -> tuple[float, float]:
    middle = share + z * z / (2 * number)
    half = z * sqrt(share * (1 - share) / number + z * z / (4 * number * number))
    scale = 1 + z * z / number
    # The formula is exact at the ends; only rounding can step outside.
    low = 0.0 if share == 0 else max(0.0, (middle - half) / scale)
    high = 1.0 if share == 1 else min(1.0, (middle + half) / scale)
    return low, high


def wilson(part: int, whole: int, level: float = _LEVEL) -> Interval:
    """The score interval of a share.

    Args:
        part: How many.
        whole: Of how many; there is no share of nothing.
        level: Confidence, 0 to 1.

    Raises:
        ValueError: When `part` is no part of `whole`, or `whole` is not above 0.

    >>> found = wilson(80, 90)
    >>> round(found.low, 4), round(found.high, 4)
    (0.8074, 0.9385)
    """
    _check(part, whole)
    low, high = _score_limits(part / whole, whole, _two_sided(level))
    return Interval(part / whole, low, high, "wilson")


def clopper_pearson(part: int, whole: int, level: float = _LEVEL) -> Interval:
    """The exact interval of a share: never too narrow, often too wide.

    Raises:
        ValueError: As for `wilson`.

    >>> found = clopper_pearson(80, 90)
    >>> round(found.low, 4), round(found.high, 4)
    (0.8051, 0.9454)
    """
    _check(part, whole)
    tail = (1 - level) / 2
    low = beta_quantile(tail, part, whole - part + 1) if part else 0.0
    high = beta_quantile(1 - tail, part + 1, whole - part) if part < whole else 1.0
    return Interval(part / whole, low, high, "clopper_pearson")


def jeffreys(part: int, whole: int, level: float = _LEVEL) -> Interval:
    """The interval from Jeffreys' prior, with the limit 0 at none and 1 at all (Brown, Cai and DasGupta).

    Raises:
        ValueError: As for `wilson`.

    >>> found = jeffreys(80, 90)
    >>> round(found.low, 4), round(found.high, 4)
    (0.8119, 0.9414)
    """
    _check(part, whole)
    tail = (1 - level) / 2
    a, b = part + 0.5, whole - part + 0.5
    low = beta_quantile(tail, a, b) if part else 0.0
    high = beta_quantile(1 - tail, a, b) if part < whole else 1.0
    return Interval(part / whole, low, high, "jeffreys")


def newcombe_difference(first: tuple[int, int], second: tuple[int, int], level: float = _LEVEL) -> Interval:
    """The difference between two independent shares, by Newcombe's hybrid score method.

    Args:
        first: Part and whole of the one.
        second: Part and whole of the other, which is taken away from the first.
        level: Confidence, 0 to 1.

    Raises:
        ValueError: As for `wilson`.

    >>> found = newcombe_difference((56, 70), (48, 80))
    >>> round(found.low, 4), round(found.high, 4)
    (0.0524, 0.3339)
    """
    one, other = wilson(*first, level), wilson(*second, level)
    difference = one.estimate - other.estimate
    low = difference - sqrt((one.estimate - one.low) ** 2 + (other.high - other.estimate) ** 2)
    high = difference + sqrt((one.high - one.estimate) ** 2 + (other.estimate - other.low) ** 2)
    return Interval(difference, low, high, "newcombe")


@frozen
class ClusterSums:
    """What must be known of exams within youths: six sums, no youth.

    With `a` passes of `b` exams for each youth: the number of youths, and the sums of a, b, a*a, a*b and b*b.
    Sums of two groups of different youths add up.

    >>> ClusterSums.of([(1, 1), (2, 3)])
    ClusterSums(youths=2, a=3, b=4, aa=5, ab=7, bb=10)
    """

    youths: int
    a: int
    b: int
    aa: int
    ab: int
    bb: int

    @classmethod
    def of(cls, youths: Iterable[tuple[int, int]]) -> "ClusterSums":
        """Add up pairs of (passes, exams), one for each youth with at least one exam."""
        pairs = [(a, b) for a, b in youths if b]
        return cls(
            len(pairs),
            sum(a for a, _ in pairs),
            sum(b for _, b in pairs),
            sum(a * a for a, _ in pairs),
            sum(a * b for a, b in pairs),
            sum(b * b for _, b in pairs),
        )

    def __add__(self, other: "ClusterSums") -> "ClusterSums":
        return ClusterSums(
            self.youths + other.youths,
            self.a + other.a,
            self.b + other.b,
            self.aa + other.aa,
            self.ab + other.ab,
            self.bb + other.bb,
        )

    @property
    def variance(self) -> float:
        """Variance of the share a/b when youths, not exams, are independent (the CR1 ratio variance).

        Raises:
            ValueError: When there are fewer than two youths.
        """
        if self.youths < _TWO:
            raise ValueError("one youth says nothing about how youths differ")
        p = self.a / self.b
        spread = self.aa - 2 * p * self.ab + p * p * self.bb
        return self.youths / (self.youths - 1) * max(0.0, spread) / self.b**2


def clustered_wilson(sums: ClusterSums, level: float = _LEVEL) -> Interval | None:
    """The score interval of a share of exams, when several exams belong to one youth.

    Wilson on the effective number of exams, with Student's t on youths less one. When all or none passed, nothing
    in the data tells how alike one youth's exams are; then they are taken to be fully alike.

    Returns:
        The interval, or None with fewer than two youths.

    Raises:
        ValueError: As for `wilson`.

    >>> two_exams_each = ClusterSums.of([(2, 2)] * 16 + [(0, 2)] * 4)
    >>> found = clustered_wilson(two_exams_each)
    >>> found.estimate, round(found.effective, 1), round(found.low, 3), round(found.high, 3)
    (0.8, 19.0, 0.562, 0.926)
    """
    _check(sums.a, sums.b)
    if sums.youths < _TWO:
        return None
    p = sums.a / sums.b
    alike = sums.a in (0, sums.b)
    design_effect = sums.bb / sums.b if alike else max(1.0, sums.variance / (p * (1 - p) / sums.b))
    effective = sums.b / design_effect
    low, high = _score_limits(p, effective, t_quantile((1 + level) / 2, sums.youths - 1))
    return Interval(p, low, high, "wilson_clustered", effective)


def binomial_at_most(part: int, whole: int, share: float) -> float:
    """The probability of `part` or fewer of `whole`, when each comes true with probability `share`.

    >>> round(binomial_at_most(80, 90, 0.96), 3)
    0.003
    """
    return fsum(comb(whole, k) * share**k * (1 - share) ** (whole - k) for k in range(part + 1))


def binomial_at_least(part: int, whole: int, share: float) -> float:
    """The probability of `part` or more of `whole`, when each comes true with probability `share`.

    >>> round(binomial_at_least(80, 90, 0.79), 3)
    0.011
    """
    return fsum(comb(whole, k) * share**k * (1 - share) ** (whole - k) for k in range(part, whole + 1))


def poisson_binomial(shares: Iterable[float]) -> tuple[float, ...]:
    """The probabilities of 0, 1, 2 ... successes, when each trial has its own probability.

    >>> poisson_binomial([0.5, 0.5])
    (0.25, 0.5, 0.25)
    """
    chances = [1.0]
    for share in shares:
        grown = [0.0] * (len(chances) + 1)
        for k, chance in enumerate(chances):
            grown[k] += chance * (1 - share)
            grown[k + 1] += chance * share
        chances = grown
    return tuple(chances)
