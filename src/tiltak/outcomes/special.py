"""The two distributions the intervals need, in the standard library: beta and Student's t.

The incomplete beta function is its continued fraction (DLMF 8.17.22), evaluated by Lentz's
method; quantiles are Newton steps kept inside a bracket.
"""

from functools import cache
from math import exp, inf, lgamma, log, log1p, sqrt
from typing import Final

__all__ = ["beta_cdf", "beta_quantile", "t_quantile"]

_TINY: Final = 1e-300  # keeps Lentz's method from dividing by nothing
_CLOSE: Final = 1e-16
_TERMS: Final = 10_000
_STEPS: Final = 200


def _continued_fraction(a: float, b: float, x: float) -> float:
    c, d = 1.0, 1.0 / (1.0 - (a + b) * x / (a + 1.0))
    value = d
    for m in range(1, _TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        before = value
        for term in (even, odd):
            d = 1.0 / (1.0 + term * d or _TINY)
            c = 1.0 + term / c or _TINY
            value *= c * d
        if abs(value - before) <= _CLOSE * abs(value):
            return value
    raise ArithmeticError(f"the continued fraction does not settle for a={a}, b={b}, x={x}")


def _log_density(a: float, b: float, x: float) -> float:
    return lgamma(a + b) - lgamma(a) - lgamma(b) + (a - 1) * log(x) + (b - 1) * log1p(-x)


def beta_cdf(a: float, b: float, x: float) -> float:
    """The share of a beta(a, b) distribution below `x` (0 to 1).

    >>> round(beta_cdf(2, 3, 0.5), 12)
    0.6875
    """
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    front = exp(_log_density(a, b, x)) * x * (1 - x)
    if x < (a + 1) / (a + b + 2):
        return front * _continued_fraction(a, b, x) / a
    return 1.0 - front * _continued_fraction(b, a, 1 - x) / b


def beta_quantile(share: float, a: float, b: float) -> float:
    """The point that has `share` of a beta(a, b) distribution below it.

    Raises:
        ValueError: When `share` is not strictly between 0 and 1.

    >>> round(beta_quantile(0.6875, 2, 3), 12)
    0.5
    """
    if not 0 < share < 1:
        raise ValueError(f"a share lies between 0 and 1, not {share}")
    low, high, x = 0.0, 1.0, a / (a + b)
    for _ in range(_STEPS):
        error = beta_cdf(a, b, x) - share
        low, high = (low, x) if error > 0 else (x, high)
        log_density = _log_density(a, b, x)
        step = error * exp(-log_density) if log_density > -_STEPS else inf
        following = x - step
        if not low < following < high:
            following = (low + high) / 2
        if abs(following - x) <= _CLOSE * x:
            return following
        x = following
    return x


@cache
def t_quantile(share: float, degrees: int) -> float:
    """The point of Student's t with `share` (above one half) of the distribution below it.

    Raises:
        ValueError: When there is no degree of freedom, or `share` is not above one half and below 1.

    >>> round(t_quantile(0.975, 10), 6)
    2.228139
    """
    if degrees < 1 or not 1 / 2 < share < 1:
        raise ValueError(f"t needs a degree of freedom and a share above 0.5, not {degrees} and {share}")
    x = beta_quantile(2 * (1 - share), degrees / 2, 1 / 2)
    return sqrt(degrees * (1 - x) / x)
