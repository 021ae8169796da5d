"""Estimates against published figures: research oracles from R, statsmodels and Newcombe 1998."""

import math
import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tiltak.outcomes.estimates import (
    ClusterSums,
    binomial_at_least,
    binomial_at_most,
    clopper_pearson,
    clustered_wilson,
    jeffreys,
    newcombe_difference,
    poisson_binomial,
    wilson,
)
from tiltak.outcomes.special import beta_cdf, beta_quantile, t_quantile

SHARES = [
    (80, 90, (0.8074, 0.9385), (0.8051, 0.9454), (0.8119, 0.9414)),
    (81, 263, (0.2553, 0.3662), (0.2527, 0.3676), (0.2545, 0.3656)),
    (15, 148, (0.0624, 0.1605), (0.0578, 0.1617), (0.0604, 0.1576)),
    (0, 20, (0.0, 0.1611), (0.0, 0.1684), (0.0, 0.1166)),
    (1, 29, (0.0061, 0.1718), (0.0009, 0.1776), (0.0037, 0.1501)),
    (5, 5, (0.5655, 1.0), (0.4782, 1.0), (0.6206, 1.0)),
]

PARTS_OF_WHOLES = st.integers(1, 400).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))
YOUTHS = st.lists(
    st.integers(1, 6).flatmap(lambda b: st.tuples(st.integers(0, b), st.just(b))), min_size=2, max_size=60
)


@pytest.mark.parametrize(("part", "whole", "by_wilson", "by_clopper_pearson", "by_jeffreys"), SHARES)
def test_a_share_has_the_published_limits(part, whole, by_wilson, by_clopper_pearson, by_jeffreys):
    """Wilson, Clopper-Pearson and Jeffreys give the limits R and statsmodels give, to the four digits printed."""
    for method, limits in ((wilson, by_wilson), (clopper_pearson, by_clopper_pearson), (jeffreys, by_jeffreys)):
        found = method(part, whole)
        assert (round(found.low, 4), round(found.high, 4)) == limits


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_a_difference_has_newcombes_limits(first, second, low, high):
    """The difference between two shares has the limits of Newcombe's table."""
    found = newcombe_difference(first, second)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_two_offices_of_the_described_size_are_not_told_apart_by_eight_exams():
    """80 of 90 beside 72 of 90 is a difference whose limits hold zero."""
    found = newcombe_difference((80, 90), (72, 90))
    assert round(found.estimate, 3) == 0.089
    assert round(found.low, 3) == -0.018
    assert round(found.high, 3) == 0.195


@pytest.mark.parametrize("method", [wilson, clopper_pearson, jeffreys])
@pytest.mark.parametrize(("part", "whole"), [(1, 0), (0, 0), (3, 2), (-1, 2)])
def test_there_is_no_share_of_nothing(method, part, whole):
    """No people, or more than all, is an error and never 0 per cent."""
    with pytest.raises(ValueError, match="a share needs a part of a whole"):
        method(part, whole)


@given(PARTS_OF_WHOLES)
def test_limits_lie_within_0_and_1_around_the_share(counts):
    """Every interval holds its share, and none leaves 0 to 1, not even by rounding."""
    for method in (wilson, clopper_pearson, jeffreys):
        found = method(*counts)
        assert 0 <= found.low <= found.estimate <= found.high <= 1


@given(PARTS_OF_WHOLES)
def test_the_share_of_the_others_has_the_mirrored_limits(counts):
    """Not passed is passed seen in a mirror."""
    part, whole = counts
    for method in (wilson, clopper_pearson, jeffreys):
        found, mirrored = method(part, whole), method(whole - part, whole)
        assert math.isclose(found.low, 1 - mirrored.high, abs_tol=1e-12)
        assert math.isclose(found.high, 1 - mirrored.low, abs_tol=1e-12)


@given(PARTS_OF_WHOLES, st.floats(0.5, 0.98))
def test_more_confidence_never_narrows(counts, level):
    """A wider level gives limits that hold the narrower ones."""
    for method in (wilson, clopper_pearson, jeffreys):
        narrow, wide = method(*counts, level), method(*counts, 0.99)
        assert wide.low <= narrow.low + 1e-12
        assert narrow.high <= wide.high + 1e-12


@given(PARTS_OF_WHOLES)
def test_clopper_pearson_limits_have_their_tails(counts):
    """At an exact limit the chance of the count or one further out is 2.5 per cent."""
    part, whole = counts
    found = clopper_pearson(part, whole)
    if part:
        assert math.isclose(binomial_at_least(part, whole, found.low), 0.025, rel_tol=1e-8)
    if part < whole:
        assert math.isclose(binomial_at_most(part, whole, found.high), 0.025, rel_tol=1e-8)


def test_the_described_result_against_written_and_oral_exams():
    """80 of 90 is more than an all-written mix would give by chance, and less than an all-oral one."""
    assert round(binomial_at_least(80, 90, 0.79), 3) == 0.011
    assert round(binomial_at_most(80, 90, 0.96), 3) == 0.003


# ---- exams within youths ----


def test_one_exam_each_is_wilson_with_t():
    """With one exam for each youth there is nothing to cluster, but for the factor m/(m-1) and Student's t."""
    found = clustered_wilson(ClusterSums.of([(1, 1)] * 80 + [(0, 1)] * 10))
    assert math.isclose(found.effective, 89.0)
    plain = wilson(80, 90)
    assert found.low < plain.low
    assert found.high > plain.high
    assert abs(found.low - plain.low) < 0.005


def test_exams_fully_alike_count_as_youths():
    """When each youth passes all or none of three, ninety exams say what thirty youths say."""
    found = clustered_wilson(ClusterSums.of([(3, 3)] * 24 + [(0, 3)] * 6))
    assert math.isclose(found.effective, 29.0)


def test_the_six_sums_give_the_cluster_standard_error():
    """The variance from six sums is the CR1 variance worked out youth by youth."""
    youths = [(2, 3), (1, 1), (0, 2), (4, 4), (1, 2), (3, 3), (0, 1)]
    sums = ClusterSums.of(youths)
    p = sum(a for a, _ in youths) / sum(b for _, b in youths)
    by_hand = len(youths) / (len(youths) - 1) * sum((a - p * b) ** 2 for a, b in youths) / sums.b**2
    assert math.isclose(sums.variance, by_hand, rel_tol=1e-12)


@given(YOUTHS, YOUTHS)
def test_sums_of_two_groups_add_up(some, others):
    """The sums of two groups of youths are the sums of them together, so a warehouse may add them up in parts."""
    assert ClusterSums.of(some) + ClusterSums.of(others) == ClusterSums.of([*some, *others])


@given(YOUTHS)
def test_clustering_never_narrows(youths):
    """An interval that knows exams lie within youths is never narrower than one that does not."""
    sums = ClusterSums.of(youths)
    found, plain = clustered_wilson(sums), wilson(sums.a, sums.b)
    assert found.low <= plain.low + 1e-12
    assert found.high >= plain.high - 1e-12
    assert 0 <= found.low <= found.estimate <= found.high <= 1


def test_one_youth_has_no_interval():
    """Nothing is known of how youths differ when there is one; two is the fewest."""
    assert clustered_wilson(ClusterSums.of([(2, 3)])) is None
    assert clustered_wilson(ClusterSums.of([(2, 3), (1, 1)])) is not None
    with pytest.raises(ValueError, match="one youth"):
        _ = ClusterSums.of([(2, 3)]).variance


def test_all_passed_counts_as_youths_not_exams():
    """When all passed nothing tells how alike a youth's exams are, and they are taken to be fully alike."""
    found = clustered_wilson(ClusterSums.of([(3, 3)] * 10))
    assert (found.estimate, found.effective, found.high) == (1.0, 10.0, 1.0)


def test_youths_without_exams_are_no_cluster():
    """A youth who sat nothing is not counted among those who did."""
    assert ClusterSums.of([(0, 0), (1, 1), (0, 1)]).youths == 2


# ---- distributions ----


@given(st.lists(st.floats(0, 1), max_size=12))
def test_chances_sum_to_one(shares):
    """The chances of 0, 1, 2 ... passes sum to one, and their mean is the sum of the shares."""
    chances = poisson_binomial(shares)
    assert math.isclose(sum(chances), 1, abs_tol=1e-12)
    assert math.isclose(sum(k * chance for k, chance in enumerate(chances)), sum(shares), abs_tol=1e-9)


def test_equal_shares_are_the_binomial():
    """With the same share for each exam the distribution is the binomial one."""
    chances = poisson_binomial([0.79] * 90)
    assert math.isclose(sum(chances[80:]), binomial_at_least(80, 90, 0.79), rel_tol=1e-10)


@given(st.floats(0.5, 300), st.floats(0.5, 300), st.floats(0.001, 0.999))
def test_quantile_is_the_inverse(a, b, share):
    """The share of a beta distribution below its quantile is the share asked for."""
    point = beta_quantile(share, a, b)
    assume(1e-12 < point < 1 - 1e-9)
    assert math.isclose(beta_cdf(a, b, point), share, rel_tol=1e-7)


def test_beta_at_its_ends():
    """Nothing lies below 0 and all below 1."""
    assert (beta_cdf(2, 3, 0), beta_cdf(2, 3, 1)) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("degrees", "point"),
    [
        (1, 12.706204736432095),
        (2, 4.302652729911275),
        (11, 2.200985160082949),
        (34, 2.0322445093177173),
        (1000, 1.9623390808264078),
    ],
)
def test_students_t(degrees, point):
    """The 97.5 % point of Student's t is the one in the tables."""
    assert math.isclose(t_quantile(0.975, degrees), point, rel_tol=1e-10)


@pytest.mark.parametrize(("share", "degrees"), [(0.975, 0), (0.5, 3), (1, 3)])
def test_t_refuses_what_it_cannot_answer(share, degrees):
    """No degrees of freedom, or a share outside one half to one, is an error."""
    with pytest.raises(ValueError, match="t needs"):
        t_quantile(share, degrees)


@pytest.mark.parametrize("share", [0, 1, -0.1])
def test_a_quantile_needs_a_share(share):
    """A quantile of none or all is an error."""
    with pytest.raises(ValueError, match="between 0 and 1"):
        beta_quantile(share, 2, 2)


def simulated_coverage(youths, alike, replicates, interval):
    """How often an interval holds the true share, when one youth's exams resemble each other."""
    chance = random.Random(17)  # noqa: S311 - made-up youths, no secret
    share, hits = 0.85, 0
    a, b = (share * (1 - alike) / alike, (1 - share) * (1 - alike) / alike)
    for _ in range(replicates):
        sums = []
        for _ in range(youths):
            own, exams = chance.betavariate(a, b), chance.choice((1, 1, 2, 3, 3, 5))
            sums.append((sum(chance.random() < own for _ in range(exams)), exams))
        found = interval(ClusterSums.of(sums))
        hits += found.low <= share <= found.high
    return hits / replicates


def test_the_clustered_interval_covers_what_it_says():
    """With 35 youths whose exams are alike (0.3), the clustered interval holds the truth about 95 % of the time."""
    clustered = simulated_coverage(35, 0.3, 1000, clustered_wilson)
    naive = simulated_coverage(35, 0.3, 1000, lambda sums: wilson(sums.a, sums.b))
    assert 0.935 <= clustered <= 0.975
    assert naive < 0.90
