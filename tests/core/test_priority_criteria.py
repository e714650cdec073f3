"""Values of criteria on one scale: known by hand or from scipy, and what is missing or the same everywhere is told."""

import numpy as np
import pytest
from greenvein.core.priority.codes import MINMAX, NORMALISATIONS, RANK, ZSCORE
from greenvein.core.priority.criteria import PriorityError, degree, normalise
from scipy import stats

HIGHER = np.array([True])


def column(*values):
    return np.array(values, dtype=float)[:, None]


def test_the_range_becomes_0_to_1_and_lower_is_better_turns_it_around():
    values = np.array([[10.0, 10.0], [20.0, 20.0], [50.0, 50.0]])
    found = normalise(values, np.array([True, False]), MINMAX)
    assert found.values.tolist() == [[0, 1], [0.25, 0.75], [1, 0]]
    assert (found.low.tolist(), found.high.tolist()) == ([0, 0], [1, 1])


def test_z_scores_are_scipys():
    values = np.random.default_rng(3).normal(50, 20, (40, 1))
    found = normalise(values, HIGHER, ZSCORE)
    assert found.values == pytest.approx(stats.zscore(values), abs=1e-12)
    assert normalise(values, ~HIGHER, ZSCORE).values == pytest.approx(-stats.zscore(values), abs=1e-12)
    assert (found.low[0], found.high[0]) == pytest.approx((stats.zscore(values).min(), stats.zscore(values).max()))


def test_equal_values_share_the_mean_place_and_the_ends_are_0_and_1():
    found = normalise(column(5, 7, 7, 9), HIGHER, RANK)
    assert found.values.ravel().tolist() == [0, 0.5, 0.5, 1]
    assert normalise(column(5, 5, 9), HIGHER, RANK).values.ravel().tolist() == [0, 0, 1]


@pytest.mark.parametrize("how", NORMALISATIONS)
def test_what_is_missing_has_the_mean_of_the_others_and_is_listed(how):
    found = normalise(column(1, np.nan, 2, np.inf, 3, -np.inf), HIGHER, how)
    assert found.missing.ravel().tolist() == [False, True, False, True, False, True]
    known = found.values.ravel()[[0, 2, 4]]
    assert found.values.ravel()[[1, 3, 5]] == pytest.approx(known.mean())
    assert known == pytest.approx([-(1.5**0.5), 0, 1.5**0.5] if how == ZSCORE else [0, 0.5, 1])


@pytest.mark.parametrize("how", NORMALISATIONS)
def test_a_criterion_that_is_the_same_everywhere_or_known_nowhere_is_constant(how):
    values = np.array([[4, np.nan, 1, 0.3, np.nan], [4, np.nan, 2, 0.1 + 0.2, 8], [4, np.nan, 3, 0.3, np.nan]])
    found = normalise(values, np.ones(5, dtype=bool), how)
    assert found.constant.tolist() == [True, True, False, True, True]
    assert (found.values[:, found.constant] == 0).all()
    assert (found.low[found.constant] == 0).all()


@pytest.mark.parametrize("how", NORMALISATIONS)
def test_one_unit_and_no_unit_have_constant_criteria_only(how):
    for count in (0, 1):
        found = normalise(np.ones((count, 2)), np.ones(2, dtype=bool), how)
        assert found.constant.all()
        assert found.values.shape == (count, 2)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("how", NORMALISATIONS)
def test_the_largest_numbers_there_are_do_not_overflow(how):
    values = normalise(column(-1.7e308, 0, 1.7e308), HIGHER, how).values.ravel()
    assert values == pytest.approx([-(1.5**0.5), 0, 1.5**0.5] if how == ZSCORE else [0, 0.5, 1])


@pytest.mark.parametrize("how", NORMALISATIONS)
def test_another_order_of_units_changes_no_bit(how):
    random = np.random.default_rng(5)
    values = random.lognormal(0, 3, (1_000, 2))
    values[random.random((1_000, 2)) < 0.1] = np.nan
    turned = random.permutation(1_000)
    one, other = (normalise(table, np.array([True, False]), how).values for table in (values, values[turned]))
    assert (one[turned] == other).all()


def test_the_degree_is_a_share_of_the_range_and_open_where_nothing_is_known():
    assert degree(np.array([2, 4, np.nan, 10])).tolist()[:2] == [0, 0.25]
    assert np.isnan(degree(np.array([2, 4, np.nan, 10]))[2])
    assert np.isnan(degree(np.array([3, 3, 3]))).all()


def test_a_normalisation_that_does_not_exist_is_named():
    with pytest.raises(PriorityError) as error:
        normalise(column(1, 2), HIGHER, "logit")
    assert (error.value.reason, error.value.values) == ("unknown", ("logit",))
