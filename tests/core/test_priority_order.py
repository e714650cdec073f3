"""The order of units by rules and score, the first phase and its budget, and modes: all known by hand."""

import numpy as np
import pytest
from greenvein.core.priority.codes import RULES
from greenvein.core.priority.criteria import PriorityError
from greenvein.core.priority.order import NONE, Units, mode, order, phase

THIRDS = (1 / 3, 2 / 3)


def units(count, **given):
    """Return units that nothing tells apart but what is given, tied in their own order."""
    none = np.zeros(count, dtype=bool)
    fields = {"near_term": none, "tier": np.zeros(count, dtype=int), "named": none, "area_ha": np.ones(count)}
    return Units(**{**fields, "tie": np.arange(count), **{name: np.array(values) for name, values in given.items()}})


def reason(call, *arguments):
    with pytest.raises(PriorityError) as error:
        call(*arguments)
    return error.value.reason, *error.value.values


def test_the_plan_ranks_by_phase_then_tier_then_named_type_then_score():
    some = units(
        7,
        near_term=[0, 1, 1, 1, 1, 0, 1],
        tier=[2, 1, 1, 0, 2, 0, 1],
        named=[1, 0, 1, 1, 0, 1, 0],
    )
    score = np.array([1, 0.2, 0.1, 1, 0, 1, 0.3])
    # Near-term: tier 1 named (2), tier 1 by score (6, 1), tier 2 (4), no tier (3); then tier 2 (0) and no tier (5).
    assert order(some, RULES).ranks(score).tolist() == [6, 3, 1, 5, 4, 7, 2]


def test_no_tier_ranks_after_tier_3():
    assert order(units(4, tier=[0, 3, 2, 1]), RULES).ranks(np.zeros(4)).tolist() == [4, 3, 2, 1]


def test_rules_are_data_and_one_after_the_score_counts_among_equal_scores_only():
    some = units(4, tier=[2, 1, 1, 3], named=[1, 0, 0, 1])
    score = np.array([0.5, 0.4, 0.5, 0.9])
    assert order(some, ["score", "tier"]).ranks(score).tolist() == [3, 4, 2, 1]
    assert order(some, ["named_type", "score"]).ranks(score).tolist() == [2, 4, 3, 1]
    assert order(some, ["score"]).ranks(score).tolist() == [2, 4, 3, 1]


def test_scores_that_differ_by_rounding_are_equal_and_the_tie_decides():
    some = units(3, tie=[2, 0, 1])
    assert order(some, ["score"]).ranks(np.array([0.1 + 0.2, 0.3, 0.3 - 1e-9])).tolist() == [2, 1, 3]


def test_a_thousand_equal_units_rank_by_their_tie():
    tie = np.random.default_rng(1).permutation(1_000)
    assert (order(units(1_000, tie=tie), RULES).ranks(np.zeros(1_000)) == tie + 1).all()


@pytest.mark.parametrize("rules", [RULES, ("score",), ("tier", "score", "named_type")])
def test_ranks_are_those_of_a_plain_sort_and_do_not_depend_on_the_order_of_units(rules):
    random = np.random.default_rng(4)
    count = 3_000
    some = units(
        count,
        near_term=random.random(count) < 0.3,
        tier=random.integers(0, 4, count),
        named=random.random(count) < 0.3,
        tie=random.permutation(count) * 7 - 900,
    )
    score = random.integers(0, 400, count) / 400
    keys = {
        "near_term": lambda unit: not some.near_term[unit],
        "tier": lambda unit: (some.tier[unit] == 0, some.tier[unit]),
        "named_type": lambda unit: not some.named[unit],
        "score": lambda unit: -score[unit],
    }
    by_hand = sorted(range(count), key=lambda unit: (*(keys[rule](unit) for rule in rules), some.tie[unit]))
    ranks = order(some, rules).ranks(score)
    assert (np.argsort(ranks) == by_hand).all()
    turned = random.permutation(count)
    other = Units(*(getattr(some, name)[turned] for name in ("near_term", "tier", "named", "area_ha", "tie")))
    assert (order(other, rules).ranks(score[turned]) == ranks[turned]).all()


def test_one_unit_and_no_unit_have_ranks():
    assert order(units(1), RULES).ranks(np.zeros(1)).tolist() == [1]
    assert order(units(0), RULES).ranks(np.zeros(0)).tolist() == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"tier": [1, 4, 2]}, ("tier", 4)),
        ({"tier": [1, -1, 2]}, ("tier", -1)),
        ({"area_ha": [1, 2, np.inf]}, ("area", 2, np.inf)),
        ({"area_ha": [-1, 2, 3]}, ("area", 0, -1)),
        ({"tie": [5, 7, 5]}, ("tie", 2)),
    ],
)
def test_units_that_are_not_as_they_should_be_are_told(given, expected):
    assert reason(order, units(3, **given), RULES) == expected


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (["tier", "colour", "score"], ("rule", "colour")),
        (["tier", "tier", "score"], ("rule_twice", "tier")),
        (["near_term", "tier"], ("rule_missing", "score")),
    ],
)
def test_rules_that_make_no_order_are_told(rules, expected):
    assert reason(order, units(2), rules) == expected


def test_without_a_budget_the_first_phase_is_the_plans_set():
    found = phase(units(3, near_term=[True, False, True]), np.array([1, 2, 3]))
    assert (found.near.tolist(), found.straddling, found.overshoot_ha) == ([True, False, True], NONE, 0)


@pytest.mark.parametrize(
    ("budget", "near", "straddling", "overshoot"),
    [
        (0, [], NONE, 0), (3, [2], 2, 2), (5, [2], NONE, 0), (6, [0, 2], 0, 2), (8, [0, 2], NONE, 0),
        (8.5, [0, 1, 2], 1, 0.5), (9, [0, 1, 2], NONE, 0), (100, [0, 1, 2], NONE, 0),
    ],
)  # fmt: skip
def test_a_budget_takes_units_in_order_until_it_is_spent_the_straddling_one_last(budget, near, straddling, overshoot):
    some = units(3, near_term=[False, True, False], area_ha=[3.0, 1.0, 5.0])
    found = phase(some, np.array([2, 3, 1]), budget)
    assert np.flatnonzero(found.near).tolist() == near
    assert (found.straddling, found.overshoot_ha) == (straddling, pytest.approx(overshoot))


def test_rounding_of_areas_takes_no_unit_more():
    # 0.1 ten times is a little less than 1 when added up one by one.
    found = phase(units(11, area_ha=[0.1] * 11), np.arange(1, 12), 1.0)
    assert found.near.sum() == 10
    assert found.straddling == NONE


@pytest.mark.parametrize("budget", [-1, float("nan"), float("inf")])
def test_a_budget_that_is_no_area_is_refused(budget):
    assert reason(phase, units(1), np.array([1]), budget)[0] == "budget"


def test_the_mode_goes_by_the_degree_and_a_threshold_belongs_to_the_stronger_one():
    degree = np.array([0, 0.3, 1 / 3, 0.5, 2 / 3, 1, np.nan])
    natural, assisted, reconstruction = "natural", "assisted", "reconstruction"
    assert mode(degree, np.zeros(7, dtype=bool), THIRDS).tolist() == [
        natural, natural, assisted, assisted, reconstruction, reconstruction, "",
    ]  # fmt: skip


def test_natural_recovery_comes_first_where_it_should_whatever_the_degree():
    degree = np.array([0.1, 0.9, np.nan])
    assert mode(degree, np.ones(3, dtype=bool), THIRDS).tolist() == ["natural"] * 3


def test_thresholds_out_of_order_are_refused():
    assert reason(mode, np.zeros(1), np.zeros(1, dtype=bool), (0.6, 0.3)) == ("thresholds", 0.6, 0.3)
