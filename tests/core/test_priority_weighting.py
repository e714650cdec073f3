"""Weights: checked where given, and those of entropy and pairwise comparisons known from pymcdm and Saaty."""

import numpy as np
import pytest
from greenvein.core.priority.criteria import PriorityError, normalise
from greenvein.core.priority.weighting import ahp, entropy, equal, given, shared
from pymcdm.weights import entropy_weights

SAATY = [[1, 3, 5], [1 / 3, 1, 3], [1 / 5, 1 / 3, 1]]


def reason(call, *arguments):
    with pytest.raises(PriorityError) as error:
        call(*arguments)
    return error.value.reason, *error.value.values


def test_weights_that_add_up_to_1_stay_and_are_not_said_to_be_rescaled():
    found = given([0.2, 0.3, 0.5], 3)
    assert found.values == pytest.approx([0.2, 0.3, 0.5], abs=1e-15)
    assert not found.rescaled
    assert not given([0.1] * 10, 10).rescaled


def test_percentages_are_rescaled_and_said_so():
    found = given([20, 30, 50], 3)
    assert found.values == pytest.approx([0.2, 0.3, 0.5])
    assert (found.rescaled, found.given_sum) == (True, 100)


@pytest.mark.filterwarnings("error")
def test_weights_near_the_largest_number_are_rescaled_too():
    assert given([1.7e308, 1.7e308], 2).values.tolist() == [0.5, 0.5]


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ([0.5, -0.1, 0.6], ("weight_negative", 1, -0.1)),
        ([0, 0, 0], ("weights_zero",)),
        ([0.5, 0.5, float("nan")], ("weight_missing", 2)),
        ([float("inf"), 0.5, 0.5], ("weight_missing", 0)),
        ([0.2, 0.3, 0.4, 0.1], ("weight_count", 4, 3)),
        ([1], ("weight_count", 1, 3)),
    ],
)
def test_bad_weights_are_told_with_their_place(weights, expected):
    assert reason(given, weights, 3) == expected


def test_without_criteria_there_are_no_weights():
    assert {reason(given, [], 0), reason(equal, 0), reason(ahp, [], 0), reason(entropy, np.empty((3, 0)))} == {
        ("no_criteria",)
    }


def test_entropy_weights_are_pymcdms_on_200_random_tables():
    for seed in range(200):
        random = np.random.default_rng(seed)
        table = random.uniform(0.01, 1, (random.integers(2, 60), random.integers(1, 9)))
        assert entropy(table).values == pytest.approx(entropy_weights(table), abs=1e-9)


def test_entropy_weights_of_min_max_values_are_those_of_pymcdm_as_zeros_are_approached():
    for seed in range(50):
        random = np.random.default_rng(seed)
        table = normalise(random.random((20, 4)), np.ones(4, dtype=bool)).values
        assert (table == 0).sum() == 4
        limit = entropy_weights(np.where(table == 0, 1e-300, table))
        assert entropy(table).values == pytest.approx(limit, abs=1e-9)


@pytest.mark.filterwarnings("error")
def test_entropy_without_anything_to_tell_weighs_the_same():
    assert entropy(np.array([[0.3, 0.8]])).values.tolist() == [0.5, 0.5]
    assert entropy(np.zeros((5, 2))).values.tolist() == [0.5, 0.5]
    assert entropy(np.empty((0, 2))).values.tolist() == [0.5, 0.5]
    # All of the information is in the criterion that differs.
    assert entropy(np.array([[0.0, 1.0], [0.0, 0.0]])).values.tolist() == [0, 1]


@pytest.mark.parametrize("table", [[3, 5, 3], SAATY, np.ravel(SAATY), [[1, 3, 5], [0.33, 1, 3], [0.2, 0.33, 1]]])
def test_the_weights_of_three_criteria_are_those_of_the_textbook(table):
    found = ahp(table, 3)
    assert found.values == pytest.approx([0.637, 0.258, 0.105], abs=5e-4)
    assert found.lambda_max == pytest.approx(3.0385, abs=5e-5)
    assert found.consistency_ratio == pytest.approx((3.0385 - 3) / 2 / 0.58, abs=1e-4)
    assert not found.inconsistent


def test_weights_and_lambda_of_pairwise_tables_are_pymcdms():
    subjective = pytest.importorskip("pymcdm.weights.subjective", reason="for Python 3.10 there is no pymcdm with it")
    for seed in range(50):
        random = np.random.default_rng(seed)
        count = int(random.integers(3, 16))
        table = np.ones((count, count))
        row, column = np.triu_indices(count, 1)
        table[row, column] = random.choice([1 / 5, 1 / 3, 1 / 2, 1, 2, 3, 5], len(row))
        table[column, row] = 1 / table[row, column]
        other = subjective.AHP(matrix=table)
        found = ahp(table[row, column], count)
        assert found.values == pytest.approx(other(), abs=1e-9)
        index = other.get_cr() * subjective.AHP.RI_M[count - 1]  # pymcdm takes other random indices
        assert (found.lambda_max - count) / (count - 1) == pytest.approx(index, abs=1e-9)


def test_comparisons_without_contradiction_have_the_ratio_0_and_their_own_weights():
    weights = np.array([0.4, 0.3, 0.2, 0.1])
    found = ahp(weights[:, None] / weights, 4)
    assert found.values == pytest.approx(weights)
    assert found.consistency_ratio == pytest.approx(0, abs=1e-12)


def test_comparisons_in_a_circle_are_inconsistent():
    assert ahp([9, 1 / 9, 9], 3).inconsistent


def test_one_and_two_criteria_cannot_contradict_each_other():
    assert ahp([], 1).values.tolist() == [1]
    assert ahp([[1]], 1).values.tolist() == [1]
    two = ahp([3], 2)
    assert two.values == pytest.approx([0.75, 0.25])
    assert (ahp([], 1).consistency_ratio, two.consistency_ratio) == (0, 0)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ([3, 5], ("pairwise_count", 2, 3, 9)),
        ([3, 0, 2], ("pairwise_value", 0, 2, 0.0)),
        ([3, 5, -3], ("pairwise_value", 1, 2, -3.0)),
        ([[1, 3, 5], [1 / 3, 2, 3], [1 / 5, 1 / 3, 1]], ("pairwise_diagonal", 1, 2.0)),
        ([[1, 3, 5], [1 / 3, 1, 3], [1 / 5, 3, 1]], ("pairwise_reciprocal", 1, 2, 3.0, 3.0)),
        ([[1, 3, 5], [1 / 3, 1, 3], [5, 1 / 3, 1]], ("pairwise_reciprocal", 0, 2, 5.0, 5.0)),
    ],
)
def test_a_bad_pairwise_table_is_told_with_its_cell(table, expected):
    assert reason(ahp, table, 3) == expected


def test_a_missing_comparison_is_told():
    assert reason(ahp, [3, float("nan"), 2], 3)[:3] == ("pairwise_value", 0, 2)


def test_more_criteria_than_saaty_has_random_indices_for_are_refused():
    assert reason(ahp, [1] * 120, 16) == ("pairwise_size", 16, 15)


def test_others_share_the_weight_of_a_constant_criterion_in_proportion():
    assert shared(np.array([0.5, 0.2, 0.3]), np.array([True, False, False])) == pytest.approx([0, 0.4, 0.6])
    assert shared(np.array([1.0, 0.0]), np.array([True, False])).tolist() == [0, 0]
