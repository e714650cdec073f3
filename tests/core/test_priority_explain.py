"""Reasons of ranks: the rule that decides, the parts in size, and the weight at which the order changes."""

import numpy as np
import pytest
from greenvein.core.priority.codes import RULES, SCORINGS, WEIGHTED_SUM
from greenvein.core.priority.criteria import normalise
from greenvein.core.priority.explain import reasons
from greenvein.core.priority.order import Units, order
from greenvein.core.priority.scoring import parts, terms


def explain(values, weights, method=WEIGHTED_SUM, rules=("score",), count=20, **given):
    number, criteria = values.shape
    none = np.zeros(number, dtype=bool)
    fields = {"near_term": none, "tier": none.astype(int), "named": none, "area_ha": np.ones(number)}
    units = Units(**{**fields, "tie": np.arange(number), **{name: np.array(one) for name, one in given.items()}})
    normalised = normalise(values, np.ones(criteria, dtype=bool))
    own = terms(normalised, method)
    score = own.score(weights)
    split = parts(normalised, weights, method).values
    rank = order(units, rules).ranks(score)
    return reasons(units, rules, own, weights, score, split, rank, count), own


def test_the_rule_that_decides_is_named_unit_by_unit():
    found, _ = explain(
        np.array([[0.0], [0.2], [1.0], [0.5], [0.5], [0.1]]),
        np.array([1.0]),
        rules=RULES,
        near_term=[1, 1, 0, 0, 0, 0],
        tier=[1, 2, 2, 2, 2, 2],
        named=[0, 0, 1, 0, 0, 0],
    )
    assert [(one.unit, one.rank, one.decided_by) for one in found] == [
        (0, 1, "tier"), (1, 2, "near_term"), (2, 3, "named_type"), (3, 4, "tie"), (4, 5, "score"), (5, 6, ""),
    ]  # fmt: skip
    assert [one.swap for one in found] == [None] * 6


def test_criteria_come_by_the_size_of_their_part_and_those_without_one_are_left_out():
    found, _ = explain(np.array([[0.5, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]), np.array([0.5, 0.3, 0.2]))
    assert {one.unit: one.criteria for one in found} == {0: (1, 0), 1: (2,), 2: (0,)}


def test_the_weight_at_which_two_units_are_equal_is_the_one_by_hand():
    # Unit 0 leads by its first criterion, unit 1 by its second: equal at weights of a half each.
    found, _ = explain(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0.7, 0.3]))
    assert found[0].swap.weight == pytest.approx(0.5)
    assert found[0].swap.change == pytest.approx(-0.2 if found[0].swap.criterion == 0 else 0.2)
    assert found[1].swap is None


def test_no_weight_lets_a_unit_fall_behind_one_that_it_equals_or_beats_everywhere():
    found, _ = explain(np.array([[1.0, 1.0], [0.5, 1.0], [0.0, 0.0]]), np.array([0.7, 0.3]))
    assert [one.swap for one in found] == [None] * 3


def changed(weights, swap, more=0.0):
    weight = swap.weight + np.sign(swap.change) * more
    others = weights * (1 - weight) / (1 - weights[swap.criterion])
    others[swap.criterion] = weight
    return others


def test_beyond_the_weight_the_two_have_changed_places_and_no_smaller_change_does_it():
    random = np.random.default_rng(2)
    weights = random.dirichlet(np.ones(4))
    found, own = explain(random.random((40, 4)), weights)
    swaps = [(one.unit, other.unit, one.swap) for one, other in zip(found, found[1:]) if one.swap]
    assert len(swaps) > 10
    for ahead, behind, swap in swaps:
        before, after = (own.score(changed(weights, swap, more)) for more in (-1e-6, 1e-6))
        assert before[ahead] > before[behind]
        assert after[ahead] < after[behind]
        for place, size in [(place, size) for place in range(4) for size in (-0.999, 0.999)]:
            weight = weights[place] + size * abs(swap.change)
            if 0 <= weight <= 1:
                other = own.score(changed(weights, type(swap)(place, weight, 0.0)))
                assert other[ahead] > other[behind] - 1e-12


@pytest.mark.parametrize("method", [one for one in SCORINGS if one != WEIGHTED_SUM])
def test_topsis_and_vikor_name_the_first_weight_in_hundredths_that_changes_the_order(method):
    random = np.random.default_rng(3)
    weights = random.dirichlet(np.ones(3))
    found, own = explain(random.random((30, 3)), weights, method)
    swaps = [(one.unit, other.unit, one.swap) for one, other in zip(found, found[1:]) if one.swap]
    assert len(swaps) > 5
    for ahead, behind, swap in swaps:
        after = own.score(changed(weights, swap))
        assert after[ahead] < after[behind]
        steps = swap.change / 0.01
        assert steps == pytest.approx(round(steps)) or swap.weight in (0, 1)
        for step in range(1, int(np.ceil(abs(steps) - 1e-6))):
            before = own.score(
                changed(weights, type(swap)(swap.criterion, weights[swap.criterion] + np.sign(steps) * step * 0.01, 0))
            )
            assert before[ahead] >= before[behind] - 1e-12


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("method", SCORINGS)
def test_one_criterion_one_unit_equal_units_and_none_have_no_swap(method):
    for values in (np.array([[3.0], [2.0], [1.0]]), np.ones((1, 2)), np.ones((9, 2)), np.empty((0, 2))):
        weights = np.array([1.0]) if values.shape[1] == 1 else np.zeros(2)
        found, _ = explain(values, weights, method)
        assert [one.swap for one in found] == [None] * len(values)


def test_only_the_leading_units_asked_for_are_explained():
    found, _ = explain(np.arange(9.0)[:, None], np.array([1.0]), count=2)
    assert [(one.unit, one.rank, one.decided_by) for one in found] == [(8, 1, "score"), (7, 2, "score")]
    assert explain(np.arange(9.0)[:, None], np.array([1.0]), count=0)[0] == ()
