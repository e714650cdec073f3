"""Scores agree with pymcdm under the same normalisation, and parts with Shapley values by definition."""

import itertools
import math

import numpy as np
import pytest
from greenvein.core.priority.codes import MINMAX, NORMALISATIONS, RANK, SCORINGS, TOPSIS, VIKOR, WEIGHTED_SUM, ZSCORE
from greenvein.core.priority.criteria import PriorityError, normalise
from greenvein.core.priority.scoring import parts, score
from pymcdm import methods
from pymcdm.normalizations import minmax_normalization
from scipy import stats

pytestmark = pytest.mark.filterwarnings("error")


def ranks(column):
    places = stats.rankdata(column)
    return (places - places.min()) / (places.max() - places.min())


INDEPENDENT = {
    MINMAX: minmax_normalization,
    ZSCORE: lambda column, cost=False: stats.zscore(-column if cost else column),
    RANK: lambda column, cost=False: ranks(-column if cost else column),
}


def tables():
    for seed in range(200):
        random = np.random.default_rng(seed)
        units, criteria = random.integers(3, 60), random.integers(2, 9)
        weights = random.dirichlet(np.ones(criteria))
        yield random.lognormal(1, 1, (units, criteria)), weights, random.random(criteria) < 0.5


def table_of(seed, units, criteria):
    random = np.random.default_rng(seed)
    normalised = normalise(random.random((units, criteria)), np.ones(criteria, dtype=bool))
    return normalised, random.dirichlet(np.ones(criteria))


@pytest.mark.parametrize("how", NORMALISATIONS)
def test_topsis_is_pymcdms_on_200_random_tables(how):
    for values, weights, higher in tables():
        other = methods.TOPSIS(INDEPENDENT[how])(values, weights, np.where(higher, 1, -1), validation=False)
        assert score(normalise(values, higher, how), weights, TOPSIS) == pytest.approx(other, abs=1e-9)


@pytest.mark.parametrize("how", NORMALISATIONS)
def test_vikor_is_1_less_pymcdms_q_on_200_random_tables(how):
    for values, weights, higher in tables():
        other = methods.VIKOR(INDEPENDENT[how])(values, weights, np.where(higher, 1, -1), validation=False)
        assert score(normalise(values, higher, how), weights, VIKOR) == pytest.approx(1 - other, abs=1e-9)


@pytest.mark.parametrize("how", [MINMAX, RANK])
def test_the_weighted_sum_is_pymcdms_on_200_random_tables(how):
    for values, weights, higher in tables():
        other = methods.WSM(INDEPENDENT[how])(values, weights, np.where(higher, 1, -1), validation=False)
        assert score(normalise(values, higher, how), weights, WEIGHTED_SUM) == pytest.approx(other, abs=1e-9)


def test_the_weighted_sum_of_z_scores_is_pymcdms_on_a_scale_from_the_worst_unit_conceivable_to_the_best():
    for values, weights, higher in tables():
        types = np.where(higher, 1, -1)
        ends = np.where(higher, [values.min(0), values.max(0)], [values.max(0), values.min(0)])
        method = methods.WSM(INDEPENDENT[ZSCORE])
        other = method(values, weights, types, validation=False)
        mean, spread = values.mean(axis=0), values.std(axis=0)
        worst, best = ((end - mean) / spread * types @ weights for end in ends)
        found = score(normalise(values, higher, ZSCORE), weights, WEIGHTED_SUM)
        assert found == pytest.approx((other - worst) / (best - worst), abs=1e-9)


@pytest.mark.parametrize("method", SCORINGS)
@pytest.mark.parametrize("how", NORMALISATIONS)
def test_scores_are_0_to_1_and_the_best_of_everything_comes_first(method, how):
    for values, weights, higher in tables():
        values[0] = np.where(higher, values.max(axis=0) + 1, values.min(axis=0) - 1)
        found = score(normalise(values, higher, how), weights, method)
        assert found.argmax() == 0
        assert found[0] == pytest.approx(1)
        assert ((found > -1e-12) & (found < 1 + 1e-12)).all()


@pytest.mark.parametrize("method", SCORINGS)
def test_one_unit_and_a_thousand_equal_units_score_0_and_have_no_parts(method):
    for values in (np.ones((1, 2)), np.ones((1_000, 2)), np.empty((0, 2)), np.full((3, 2), np.nan)):
        normalised = normalise(values, np.ones(2, dtype=bool))
        weights = np.zeros(2)
        assert score(normalised, weights, method).tolist() == [0] * len(values)
        split = parts(normalised, weights, method)
        assert split.values.shape == values.shape
        assert (not split.values.any(), split.base, split.error) == (True, 0, 0)


@pytest.mark.parametrize("method", SCORINGS)
def test_a_constant_criterion_changes_no_score_whatever_its_weight(method):
    values = np.random.default_rng(1).random((30, 3))
    without = score(normalise(values, np.ones(3, dtype=bool)), np.array([0.5, 0.25, 0.25]), method)
    normalised = normalise(np.c_[values, np.full(30, 7.0)], np.ones(4, dtype=bool))
    for weights in ([0.5, 0.25, 0.25, 0], [0.25, 0.125, 0.125, 0.5]):
        assert score(normalised, np.array(weights), method) == pytest.approx(without, abs=1e-12)


def test_mirrored_units_differ_neither_in_s_nor_in_r_so_vikor_gives_them_nothing():
    mirrored = normalise(np.array([[0.0, 1.0], [1.0, 0.0]]), np.ones(2, dtype=bool))
    assert score(mirrored, np.array([0.5, 0.5]), VIKOR).tolist() == [0, 0]


def test_vikor_counts_the_regret_alone_where_units_have_equal_sums():
    # Weighted regrets: (0.5, 0), (0, 0.5), (0.25, 0.25): all S 0.5, R 0.5, 0.5 and 0.25.
    units = normalise(np.array([[0.0, 1.0], [1.0, 0.0], [0.5, 0.5]]), np.ones(2, dtype=bool))
    assert score(units, np.array([0.5, 0.5]), VIKOR) == pytest.approx([0, 0, 0.5])


@pytest.mark.parametrize("method", SCORINGS)
def test_another_order_of_units_changes_no_bit_of_a_score(method):
    random = np.random.default_rng(2)
    values, turned = random.random((40_000, 5)), random.permutation(40_000)
    weights = random.dirichlet(np.ones(5))
    one, other = (
        score(normalise(table, np.ones(5, dtype=bool)), weights, method) for table in (values, values[turned])
    )
    assert (one[turned] == other).all()


@pytest.mark.parametrize("how", NORMALISATIONS)
def test_parts_of_the_weighted_sum_add_up_to_the_score(how):
    for values, weights, higher in tables():
        normalised = normalise(values, higher, how)
        split = parts(normalised, weights, WEIGHTED_SUM)
        assert split.values.sum(axis=1) == pytest.approx(score(normalised, weights, WEIGHTED_SUM), abs=1e-12)
        assert (split.base, split.error) == (0, 0)


def test_parts_of_the_weighted_sum_are_the_weighted_values():
    normalised = normalise(np.array([[0.0, 10.0], [4.0, 5.0], [1.0, 0.0]]), np.array([True, False]))
    assert parts(normalised, np.array([0.6, 0.4]), WEIGHTED_SUM).values.tolist() == pytest.approx(
        np.array([[0, 0], [0.6, 0.2], [0.15, 0.4]])
    )


def by_definition(normalised, weights, method):
    """Return Shapley values: gains of criteria averaged over all orders of joining, and the score at the mean."""
    values, middle = normalised.values, normalised.values.mean(axis=0)
    regret = weights * (1 - values)  # min–max: the largest value of each criterion is 1
    total, largest = regret.sum(axis=1), regret.max(axis=1)

    def worth(unit, coalition):
        mixed = np.where(np.isin(range(len(weights)), coalition), values[unit], middle)
        if method == TOPSIS:
            away, near = (math.dist(weights * mixed, weights * end) for end in (0, 1))
            return away / (away + near)
        own = weights * (1 - mixed)
        s = (own.sum() - total.min()) / (total.max() - total.min())
        r = (own.max() - largest.min()) / (largest.max() - largest.min())
        return 1 - (s + r) / 2

    orders = list(itertools.permutations(range(len(weights))))
    found = np.zeros(values.shape)
    for unit in range(len(values)):
        for order in orders:
            for place, criterion in enumerate(order):
                gain = worth(unit, order[: place + 1]) - worth(unit, order[:place])
                found[unit, criterion] += gain / len(orders)
    return found, worth(0, ())


@pytest.mark.parametrize("method", [TOPSIS, VIKOR])
@pytest.mark.parametrize("criteria", [1, 2, 4])
def test_parts_are_shapley_values_by_definition(method, criteria):
    normalised, weights = table_of(criteria, 6, criteria)
    expected, at_mean = by_definition(normalised, weights, method)
    found = parts(normalised, weights, method)
    assert found.values == pytest.approx(expected, abs=1e-12)
    assert (found.base, found.error) == (pytest.approx(at_mean, abs=1e-12), 0)


@pytest.mark.parametrize("method", [TOPSIS, VIKOR])
@pytest.mark.parametrize("criteria", [8, 11])
def test_shapley_values_add_up_to_the_score_less_that_at_the_mean(method, criteria):
    normalised, weights = table_of(4, 2_500, criteria)
    found = parts(normalised, weights, method)
    expected = score(normalised, weights, method) - found.base
    assert found.values.sum(axis=1) == pytest.approx(expected, abs=1e-12)
    assert (found.error > 0) == (criteria > 8)


@pytest.mark.parametrize("method", [TOPSIS, VIKOR])
def test_criteria_without_weight_or_difference_do_not_play(method):
    normalised, weights = table_of(6, 50, 8)
    padded = normalise(np.c_[normalised.values, np.ones(50), np.arange(50.0)], np.ones(10, dtype=bool))
    found = parts(padded, np.r_[weights, 0.0, 0.0], method)
    assert found.values[:, :8] == pytest.approx(parts(normalised, weights, method).values, abs=1e-12)
    assert (found.values[:, 8:].any(), found.error) == (False, 0)


@pytest.mark.parametrize("method", [TOPSIS, VIKOR])
def test_sampled_parts_lie_within_their_stated_error_of_the_exact_ones(method, monkeypatch):
    normalised, weights = table_of(8, 60, 6)
    exact = parts(normalised, weights, method)
    monkeypatch.setattr("greenvein.core.priority.scoring.EXACT_CRITERIA", 5)
    one, same, other = (parts(normalised, weights, method, seed) for seed in (1, 1, 2))
    away = np.abs(one.values - exact.values).max()
    assert 0 < away < 4 * one.error < 0.1
    assert (one.values == same.values).all()
    assert (one.values != other.values).any()


def test_a_score_that_does_not_exist_is_named():
    with pytest.raises(PriorityError) as error:
        score(table_of(1, 3, 2)[0], np.array([0.5, 0.5]), "electre")
    assert (error.value.reason, error.value.values) == ("unknown", ("electre",))
