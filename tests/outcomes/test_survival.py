"""Curves against the textbook: 6-MP, aml, and the tied set of competing ends."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltak.outcomes.survival import CENSORED, aalen_johansen, kaplan_meier, median_time, value_at

SIX_MP = [(t, 1) for t in (6, 6, 6, 7, 10, 13, 16, 22, 23)] + [
    (t, CENSORED) for t in (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)
]
AML = [(9, 1), (13, 1), (13, 0), (18, 1), (23, 1), (28, 0), (31, 1), (34, 1), (45, 0), (48, 1), (161, 0)]
SPELLS = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 2)), min_size=1, max_size=60)


def test_kaplan_meier_of_6_mp():
    """The remission times of Freireich have their published curve and median."""
    curve = kaplan_meier(SIX_MP)
    found = {step.time: round(step.estimate, 4) for step in curve}
    assert found == {6: 0.8571, 7: 0.8067, 10: 0.7529, 13: 0.6902, 16: 0.6275, 22: 0.5378, 23: 0.4482}
    assert (round(curve[0].low, 4), round(curve[0].high, 4)) == (0.6197, 0.9516)
    assert (round(curve[-1].low, 4), round(curve[-1].high, 4)) == (0.1881, 0.6801)
    assert median_time(curve) == 23
    assert [step.at_risk for step in curve] == [21, 17, 15, 12, 11, 7, 6]


def test_kaplan_meier_of_aml():
    """R's aml set, maintained arm, has the curve R gives."""
    curve = kaplan_meier(AML)
    found = {step.time: round(step.estimate, 4) for step in curve}
    assert found == {9: 0.9091, 13: 0.8182, 18: 0.7159, 23: 0.6136, 31: 0.4909, 34: 0.3682, 48: 0.1841}
    assert (round(curve[-1].low, 4), round(curve[-1].high, 4)) == (0.0117, 0.5250)


def test_the_last_of_all_leaves_nothing():
    """When it happens to the last one followed the curve is at zero and has no limits."""
    last = kaplan_meier([(1, 1), (2, 1)])[-1]
    assert (last.estimate, last.low, last.high) == (0.0, None, None)


def test_the_value_before_and_at_a_step():
    """The curve drops at the day it happens, not the day before."""
    curve = kaplan_meier(SIX_MP)
    assert value_at(curve, 5.999) == 1
    assert round(value_at(curve, 6), 4) == 0.8571


def test_six_rows_with_competing_ends():
    """Six people, two kinds of end: 0.2 have come to the second by 4, and 0.4 by 5."""
    curve = aalen_johansen(zip(range(1, 7), (0, 1, 1, 2, 2, 0), strict=True))
    found = {step.time: round(dict(step.incidence)[2], 12) for step in curve}
    assert (found[4], found[5]) == (0.2, 0.4)


def test_tied_ends_are_counted_together():
    """Eleven people with ties give one answer, the one of R and statsmodels, and not one a seed."""
    times, causes = (1, 5, 3, 6, 1, 3, 2, 5, 2, 3, 6), (0, 1, 1, 1, 2, 1, 0, 1, 0, 2, 2)
    last = aalen_johansen(zip(times, causes, strict=True))[-1]
    found = dict(last.incidence)
    assert (last.time, round(found[1], 6), round(found[2], 6)) == (6, 0.649351, 0.350649)
    naive = kaplan_meier([(t, int(c == 1)) for t, c in zip(times, causes, strict=True)])
    assert round(1 - naive[-1].estimate, 4) == 0.8214


def test_one_minus_kaplan_meier_overstates_when_ends_compete():
    """Taking a dropout for somebody still waiting gives more first exams than there were."""
    spells = [(1, 1), (2, 2), (3, 1), (4, 2), (5, 1), (6, 0)]
    naive = 1 - kaplan_meier([(time, cause if cause == 1 else CENSORED) for time, cause in spells])[-1].estimate
    competing = dict(aalen_johansen(spells)[-1].incidence)[1]
    assert math.isclose(competing, 3 / 6)
    assert naive > competing + 0.1


@given(SPELLS)
def test_shares_of_all_ends_sum_to_one(spells):
    """What has come, in all its kinds, and what has not, are everybody."""
    for step in aalen_johansen(spells):
        assert math.isclose(step.free + sum(share for _, share in step.incidence), 1, abs_tol=1e-12)


@given(SPELLS)
def test_one_kind_of_end_is_kaplan_meier(spells):
    """With one kind of end the two estimators agree."""
    one = [(time, min(cause, 1)) for time, cause in spells]
    survival = {step.time: step.estimate for step in kaplan_meier(one)}
    assert all(math.isclose(step.free, survival[step.time], abs_tol=1e-12) for step in aalen_johansen(one))


@given(SPELLS, st.randoms(use_true_random=False))
def test_order_does_not_matter(spells, random):
    """The same people in another order give the same curve, to the last digit."""
    shuffled = list(spells)
    random.shuffle(shuffled)
    assert aalen_johansen(spells) == aalen_johansen(shuffled)
    assert kaplan_meier(spells) == kaplan_meier(shuffled)


@pytest.mark.parametrize("spell", [(-1, 1), (1, -1)])
def test_time_and_cause_are_not_negative(spell):
    """A time or cause below zero is an error."""
    with pytest.raises(ValueError, match="not negative"):
        kaplan_meier([spell])
