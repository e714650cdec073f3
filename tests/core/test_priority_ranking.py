"""The whole ranking: what the kernel hands back, and bad input."""

import numpy as np
import pytest
from greenvein.core.priority.codes import AHP, ENTROPY, EQUAL, GIVEN, METHODS, NORMALISATIONS, PLAN, RULES, WEIGHTINGS
from greenvein.core.priority.criteria import Criterion, PriorityError
from greenvein.core.priority.order import Units
from greenvein.core.priority.ranking import rank_units
from pymcdm.weights import entropy_weights

pytestmark = pytest.mark.filterwarnings("error")

PROFILE = {"rules": RULES, "thresholds": (1 / 3, 2 / 3), "concentration": 30.0}
TWO = (Criterion("degradation", 1, True), Criterion("potential", 1, True))


def units(count, **given):
    none = np.zeros(count, dtype=bool)
    fields = {"near_term": none, "tier": none.astype(int), "named": none, "area_ha": np.ones(count)}
    return Units(**{**fields, "tie": np.arange(count), **{name: np.array(values) for name, values in given.items()}})


def scene(seed, count, criteria):
    random = np.random.default_rng(seed)
    tier = random.integers(0, 4, count)
    some = units(
        count,
        near_term=(tier == 1) | (random.random(count) < 0.2),
        tier=tier,
        named=random.random(count) < 0.3,
        area_ha=random.random(count),
        tie=random.permutation(count),
    )
    names = [Criterion(f"c{place}", float(place + 1), bool(place % 2)) for place in range(criteria)]
    values = random.lognormal(0, 1, (count, criteria))
    values[random.random((count, criteria)) < 0.05] = np.nan
    return some, names, values


def test_five_units_of_the_plan_are_ranked_as_by_hand():
    some = units(5, near_term=[0, 1, 1, 0, 0], tier=[2, 1, 2, 3, 0], named=[1, 0, 0, 0, 0], area_ha=[1, 2, 3, 4, 5])
    values = np.array([[0.0, 10.0], [10.0, 0.0], [5.0, 5.0], [8.0, 0.0], [10.0, 10.0]])
    natural_first = np.array([0, 1, 0, 0, 0], dtype=bool)
    found = rank_units(
        some, TWO, values, degradation=values[:, 0], natural_first=natural_first, runs=20, explained=5, **PROFILE
    )
    assert found.score == pytest.approx([0.5, 0.5, 0.5, 0.4, 1])
    assert found.parts.values == pytest.approx(values / 20)
    assert found.rank.tolist() == [3, 1, 2, 4, 5]
    assert found.phase.near.tolist() == [False, True, True, False, False]
    assert found.mode.tolist() == ["natural", "natural", "assisted", "reconstruction", "reconstruction"]
    assert [one.decided_by for one in found.reasons] == ["tier", "near_term", "tier", "tier", ""]
    # Every unit is alone in its group, so that no weight moves it.
    assert (found.stability.p05.tolist(), found.stability.p95.tolist()) == (found.rank.tolist(),) * 2
    assert (found.stability.stable_share, found.constant, found.missing) == (1, (), {})
    assert (found.weights.rescaled, found.weights.given_sum) == (True, 2)


def test_other_methods_rank_by_the_score_alone_and_keep_the_plans_first_phase():
    some = units(3, near_term=[1, 0, 0], tier=[1, 2, 3])
    for method in METHODS:
        found = rank_units(some, TWO, np.array([[0.0, 0], [1, 1], [2, 2]]), method=method, **PROFILE)
        assert found.rank.tolist() == ([1, 2, 3] if method == PLAN else [3, 2, 1])
        assert found.phase.near.tolist() == [True, False, False]


def test_with_a_budget_the_plans_set_still_ranks_first():
    some = units(3, near_term=[1, 0, 0], area_ha=[1.0, 2.0, 4.0])
    found = rank_units(some, TWO, np.array([[0.0, 0], [1, 1], [2, 2]]), budget_ha=3.0, runs=5, **PROFILE)
    assert found.rank.tolist() == [1, 3, 2]
    assert found.phase.near.tolist() == [True, False, True]
    assert (found.phase.straddling, found.phase.overshoot_ha) == (2, 2)
    assert found.stability.near_share.tolist() == [1, 0, 1]


@pytest.mark.parametrize("normalisation", NORMALISATIONS)
@pytest.mark.parametrize("method", METHODS)
def test_another_order_of_units_changes_no_rank_and_no_figure(method, normalisation):
    some, criteria, values = scene(1, 700, 4)
    turned = np.random.default_rng(9).permutation(700)
    other = Units(*(getattr(some, name)[turned] for name in ("near_term", "tier", "named", "area_ha", "tie")))
    settings = {"method": method, "normalisation": normalisation, "budget_ha": 50.0, "runs": 25, "explained": 5}
    for weighting in (GIVEN, ENTROPY):
        one, two = (
            rank_units(part, criteria, table, weighting=weighting, seed=5, **settings, **PROFILE)
            for part, table in ((some, values), (other, values[turned]))
        )
        assert (one.rank[turned] == two.rank).all()
        assert (one.score[turned] == two.score).all()
        assert one.parts.values[turned] == pytest.approx(two.parts.values, rel=1e-9, abs=1e-14)
        for name in ("p05", "p95", "near_share"):
            assert (getattr(one.stability, name)[turned] == getattr(two.stability, name)).all()
        assert [turned[reason.unit] for reason in two.reasons] == [reason.unit for reason in one.reasons]


@pytest.mark.parametrize("method", METHODS)
def test_parts_add_up_to_the_score_less_the_base(method):
    some, criteria, values = scene(2, 300, 5)
    found = rank_units(some, criteria, values, method=method, **PROFILE)
    assert found.parts.values.sum(axis=1) == pytest.approx(found.score - found.parts.base, abs=1e-12)
    assert (found.parts.base == 0) == (method in METHODS[:2])
    assert sorted(found.rank.tolist()) == list(range(1, 301))


def test_what_is_missing_is_counted_and_what_is_constant_is_named_and_left_out():
    criteria = [Criterion("a", 0.5, True), Criterion("same", 0.3, True), Criterion("b", 0.2, False)]
    values = np.array([[1, 7, np.nan], [2, 7, 3], [np.inf, 7, 4], [3, np.nan, 5]])
    found = rank_units(units(4), criteria, values, **PROFILE)
    assert (found.constant, found.missing) == (("same",), {"a": 1, "same": 1, "b": 1})
    assert found.used == pytest.approx([5 / 7, 0, 2 / 7])
    assert found.score == pytest.approx([0.5 * 2 / 7, 5 / 14 + 2 / 7, 5 / 14 + 1 / 7, 5 / 7])
    assert not found.parts.values[:, 1].any()


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("weighting", WEIGHTINGS)
def test_one_unit_equal_units_and_no_unit_rank_by_their_tie(method, weighting):
    for count in (0, 1, 1_000):
        found = rank_units(
            units(count),
            TWO,
            np.ones((count, 2)),
            method=method,
            weighting=weighting,
            pairwise=[1],
            degradation=np.ones(count),
            runs=5,
            explained=3,
            **PROFILE,
        )
        assert found.rank.tolist() == list(range(1, count + 1))
        assert not found.score.any()
        assert found.constant == ("degradation", "potential")
        assert found.mode.tolist() == [""] * count
        assert [one.decided_by for one in found.reasons] == {0: [], 1: [""], 1_000: ["tie"] * 3}[count]


def test_weights_are_those_asked_for():
    random = np.random.default_rng(3)
    values = random.uniform(1, 2, (30, 3))
    criteria = [Criterion("a", 5, True), Criterion("b", 3, True), Criterion("c", 2, True)]

    def used(weighting, pairwise=None):
        return rank_units(units(30), criteria, values, weighting=weighting, pairwise=pairwise, **PROFILE).used

    share = (values - values.min(axis=0)) / (values.max(axis=0) - values.min(axis=0))
    assert used(GIVEN) == pytest.approx([0.5, 0.3, 0.2])
    assert used(EQUAL) == pytest.approx([1 / 3] * 3)
    assert used(ENTROPY) == pytest.approx(entropy_weights(np.maximum(share, 1e-300)), abs=1e-9)
    assert used(AHP, [5 / 3, 5 / 2, 3 / 2]) == pytest.approx([0.5, 0.3, 0.2])


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"method": "electre"}, ("unknown", "electre")),
        ({"normalisation": "logit"}, ("unknown", "logit")),
        ({"weighting": "lottery"}, ("unknown", "lottery")),
        ({"weighting": AHP}, ("pairwise_count", 0, 1, 4)),
        ({"weighting": AHP, "pairwise": [[1, 3], [3, 1]]}, ("pairwise_reciprocal", 0, 1, 3.0, 3.0)),
        ({"rules": ["tier"], "method": "topsis"}, ("rule_missing", "score")),
        ({"budget_ha": -5.0}, ("budget", -5.0)),
        ({"thresholds": (0.5, 0.2)}, ("thresholds", 0.5, 0.2)),
        ({"runs": -1}, ("runs", -1)),
    ],
)
def test_what_cannot_be_done_is_told(settings, expected):
    with pytest.raises(PriorityError) as error:
        rank_units(units(2), TWO, np.array([[0.0, 1.0], [1.0, 0.0]]), **{**PROFILE, **settings})
    assert (error.value.reason, *error.value.values) == expected


def test_the_progress_moves_from_0_to_1():
    some, criteria, values = scene(4, 3_000, 3)
    told = []
    rank_units(some, criteria, values, method="vikor", runs=20, explained=5, progress=told.append, **PROFILE)
    assert told == sorted(told)
    assert told[-1] == 1
