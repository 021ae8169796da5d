"""Estimates against statsmodels and lifelines where those are right; part of make test-all: their import is slow."""

import math
import random
import warnings
from importlib import import_module

import pytest

from tiltak.outcomes.estimates import ClusterSums, clopper_pearson, jeffreys, newcombe_difference, wilson
from tiltak.outcomes.special import t_quantile
from tiltak.outcomes.survival import aalen_johansen, kaplan_meier

pytestmark = [pytest.mark.engine, pytest.mark.filterwarnings("ignore")]

METHODS = (("wilson", wilson), ("beta", clopper_pearson), ("jeffreys", jeffreys))
PAIRS = [(part, whole) for whole in range(1, 121) for part in range(whole + 1)]


@pytest.fixture(scope="module")
def statsmodels():
    """Statsmodels' public interface, imported once."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return import_module("statsmodels.api")


def spells(seed, number):
    """Times with many ties and three causes, the same for a seed."""
    chance = random.Random(seed)  # noqa: S311 - made-up people, no secret
    return [(chance.randint(1, 12), chance.randint(0, 2)) for _ in range(number)]


@pytest.mark.parametrize(("name", "method"), METHODS)
def test_every_share_up_to_120(statsmodels, name, method):
    """All 7 380 parts of wholes up to 120 have the limits of statsmodels, to 1e-12."""
    from statsmodels.stats.proportion import proportion_confint  # noqa: PLC0415 - slow, so only when this runs

    assert statsmodels is not None
    for part, whole in PAIRS:
        low, high = proportion_confint(part, whole, method=name)
        found = method(part, whole)
        if not (name == "jeffreys" and part in (0, whole)):  # statsmodels leaves out Brown, Cai and DasGupta's ends
            assert math.isclose(found.low, low, abs_tol=1e-12), (part, whole)
            assert math.isclose(found.high, high, abs_tol=1e-12), (part, whole)
        elif part == 0:
            assert math.isclose(found.high, high, abs_tol=1e-12), whole
        else:
            assert math.isclose(found.low, low, abs_tol=1e-12), whole


def test_newcombe_is_statsmodels_newcomb(statsmodels):
    """Differences between two shares have the limits of statsmodels, to 1e-12."""
    from statsmodels.stats.proportion import confint_proportions_2indep  # noqa: PLC0415 - slow, so only when this runs

    assert statsmodels is not None
    for first, second in (((80, 90), (72, 90)), ((9, 10), (3, 10)), ((5, 56), (0, 29)), ((10, 10), (0, 20))):
        low, high = confint_proportions_2indep(*first, *second, method="newcomb")
        found = newcombe_difference(first, second)
        assert math.isclose(found.low, low, abs_tol=1e-12)
        assert math.isclose(found.high, high, abs_tol=1e-12)


def test_six_sums_are_the_clustered_standard_error(statsmodels):
    """The variance from six sums is that of a regression on nothing with errors clustered on youths, to 1e-14."""
    chance = random.Random(5)  # noqa: S311 - made-up people, no secret
    exams = [(youth, int(chance.random() < 0.8)) for youth in range(35) for _ in range(chance.randint(1, 5))]
    of_youth = {}
    for youth, passed in exams:
        a, b = of_youth.get(youth, (0, 0))
        of_youth[youth] = (a + passed, b + 1)
    fit = statsmodels.OLS([passed for _, passed in exams], [[1.0]] * len(exams)).fit()
    robust = fit.get_robustcov_results(
        "cluster", groups=[youth for youth, _ in exams], use_correction=True, df_correction=True
    )
    # statsmodels corrects for both youths and exams: m/(m-1) * (N-1)/(N-1) with one coefficient
    assert math.isclose(math.sqrt(ClusterSums.of(of_youth.values()).variance), float(robust.bse[0]), rel_tol=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_competing_ends_are_statsmodels(statsmodels, seed):
    """Cumulative incidence with many ties is that of statsmodels, to 1e-12."""
    import numpy as np  # noqa: PLC0415 - an engine of the oracle

    people = spells(seed, 60)
    times, causes = (np.array(column) for column in zip(*people, strict=True))
    from statsmodels.duration.survfunc import CumIncidenceRight  # noqa: PLC0415 - slow, so only when this runs

    assert statsmodels is not None
    theirs = CumIncidenceRight(times, causes)
    ours = {step.time: dict(step.incidence) for step in aalen_johansen(people)}
    compared = [(place, time) for place, time in enumerate(theirs.times) if time in ours]
    assert len(compared) == len(ours)
    for place, time in compared:
        for cause in (1, 2):
            assert math.isclose(ours[time][cause], theirs.cinc[cause - 1][place], abs_tol=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_kaplan_meier_is_lifelines(seed):
    """The curve and its log-log limits are those of lifelines, to 1e-9."""
    lifelines = import_module("lifelines")
    people = [(time, min(cause, 1)) for time, cause in spells(seed, 60)]
    fitted = lifelines.KaplanMeierFitter().fit([time for time, _ in people], [event for _, event in people])
    curve, limits = fitted.survival_function_, fitted.confidence_interval_
    for step in kaplan_meier(people):
        assert math.isclose(step.estimate, curve.loc[step.time].iloc[0], abs_tol=1e-9)
        if step.low is not None:
            low, high = limits.loc[step.time]
            assert math.isclose(step.low, low, abs_tol=1e-9)
            assert math.isclose(step.high, high, abs_tol=1e-9)


def test_students_t_is_scipys():
    """The 97.5 % points of Student's t are those of scipy, to 1e-9."""
    stats = import_module("scipy.stats")
    for degrees in (1, 2, 3, 5, 10, 34, 79, 249, 1000):
        assert math.isclose(t_quantile(0.975, degrees), float(stats.t.ppf(0.975, degrees)), rel_tol=1e-9)
