"""Stability: every run is exactly a ranking, percentiles are numpy's, and one seed gives one result."""

import os
import time

import numpy as np
import pytest
from greenvein.core.priority.codes import RULES, SCORINGS, WEIGHTED_SUM
from greenvein.core.priority.criteria import PriorityError, normalise
from greenvein.core.priority.order import Units, order, phase
from greenvein.core.priority.scoring import terms
from greenvein.core.priority.stability import perturbed, stability

SETTINGS = {"seed": 2022, "concentration": 30.0}


def scene(seed, count, criteria, method=WEIGHTED_SUM, rules=RULES):
    random = np.random.default_rng(seed)
    tier = random.integers(0, 4, count)
    units = Units(
        (tier == 1) | (random.random(count) < 0.2),
        tier,
        random.random(count) < 0.3,
        random.random(count) * 10,
        random.permutation(count),
    )
    normalised = normalise(random.random((count, criteria)).round(2), np.ones(criteria, dtype=bool))
    return terms(normalised, method), random.dirichlet(np.ones(criteria)), units, order(units, rules)


def run_by_run(own, weights, units, fixed, runs, budget):
    drawn = perturbed(weights, runs, **SETTINGS)
    ranks = np.array([fixed.ranks(own.score(one)) for one in drawn])
    near = np.array([phase(units, rank, budget).near for rank in ranks])
    return ranks, near.mean(axis=0)


@pytest.mark.parametrize("budget", [None, 300.0])
@pytest.mark.parametrize("rules", [RULES, ("score",), ("tier", "score", "named_type")])
@pytest.mark.parametrize("method", SCORINGS)
def test_runs_are_rankings_with_drawn_weights_and_percentiles_are_numpys(method, rules, budget):
    some = scene(1, 150, 4, method, rules)
    found = stability(*some, runs=40, budget_ha=budget, **SETTINGS)
    ranks, near_share = run_by_run(*some, 40, budget)
    low, high = np.percentile(ranks, [5, 95], axis=0, method="inverted_cdf")
    assert (found.p05 == low).all()
    assert (found.p95 == high).all()
    assert found.near_share == pytest.approx(near_share, abs=1e-15)
    assert found.stable_share == np.mean(high - low <= 15)
    assert found.p05.dtype.kind == "i"


@pytest.mark.parametrize("runs", [1, 2, 10, 19, 20, 21, 101])
@pytest.mark.parametrize("held", [1, 130, 350, 10**8])
def test_holding_few_ranks_at_a_time_gives_the_same(runs, held, monkeypatch):
    some = scene(2, 50, 3, rules=("score",))
    monkeypatch.setattr("greenvein.core.priority.stability._HELD", held)
    found = stability(*some, runs=runs, budget_ha=60.0, **SETTINGS)
    ranks, near_share = run_by_run(*some, runs, 60.0)
    low, high = np.percentile(ranks, [5, 95], axis=0, method="inverted_cdf")
    assert (found.p05.tolist(), found.p95.tolist()) == (low.tolist(), high.tolist())
    assert found.near_share == pytest.approx(near_share, abs=1e-15)


@pytest.mark.parametrize("method", SCORINGS)
def test_the_same_seed_gives_the_same_bytes_with_any_number_of_threads(method, monkeypatch):
    some = scene(3, 3_000, 5, method)
    results = []
    for cores in (1, 2, 7):
        monkeypatch.setattr(os, "cpu_count", lambda cores=cores: cores)
        found = stability(*some, runs=30, budget_ha=2_000.0, **SETTINGS)
        results.append(b"".join(getattr(found, name).tobytes() for name in ("p05", "p95", "near_share")))
    assert len(set(results)) == 1
    other = stability(*some, runs=30, budget_ha=2_000.0, seed=1, concentration=30.0)
    assert other.p05.tobytes() != found.p05.tobytes()


def test_drawn_weights_add_up_to_1_and_lie_around_the_given_ones():
    weights = np.array([0.5, 0.3, 0.0, 0.2])
    drawn = perturbed(weights, 20_000, 7, 24.0)
    assert drawn.sum(axis=1) == pytest.approx(1)
    assert (drawn >= 0).all()
    assert not drawn[:, 2].any()
    assert drawn.mean(axis=0) == pytest.approx(weights, abs=0.004)
    # The standard deviation of a Dirichlet: √(w (1 − w) / 25).
    assert drawn.std(axis=0) == pytest.approx([0.1, 0.0917, 0, 0.08], abs=0.003)


def test_where_the_weights_decide_between_two_each_leads_as_often_as_its_weight_is_the_larger():
    own = terms(normalise(np.array([[1.0, 0.0], [0.0, 1.0]]), np.ones(2, dtype=bool)), WEIGHTED_SUM)
    none = np.zeros(2, dtype=bool)
    units = Units(none, np.zeros(2, dtype=int), none, np.array([4.0, 4.0]), np.arange(2))
    weights = np.array([0.6, 0.4])
    found = stability(own, weights, units, order(units, ["score"]), runs=500, budget_ha=4.0, **SETTINGS)
    leads = (perturbed(weights, 500, **SETTINGS)[:, 0] > 0.5).mean()
    assert found.near_share == pytest.approx([leads, 1 - leads])
    assert (found.p05.tolist(), found.p95.tolist(), found.stable_share) == ([1, 1], [2, 2], 0)


def test_groups_of_the_plan_do_not_move_and_the_plans_set_is_the_first_phase_in_every_run():
    own, weights, units, fixed = scene(5, 400, 3)
    found = stability(own, weights, units, fixed, runs=50, **SETTINGS)
    assert (found.near_share == units.near_term).all()
    number = int(units.near_term.sum())
    assert (found.p95[units.near_term] <= number).all()
    assert (found.p05[~units.near_term] > number).all()


def test_equal_units_one_unit_and_no_unit_never_move():
    none = np.zeros(1_000, dtype=bool)
    for count in (0, 1, 1_000):
        units = Units(none[:count], none[:count].astype(int), none[:count], np.ones(count), np.arange(count))
        own = terms(normalise(np.ones((count, 2)), np.ones(2, dtype=bool)), WEIGHTED_SUM)
        found = stability(own, np.zeros(2), units, order(units, RULES), runs=20, **SETTINGS)
        assert found.p05.tolist() == found.p95.tolist() == list(range(1, count + 1))
        assert found.stable_share == 1 if count else np.isnan(found.stable_share)


def test_the_progress_moves_from_0_to_1_and_can_end_the_work_within_half_a_second():
    some = scene(6, 20_000, 8)
    told = []
    stability(*some, runs=40, progress=told.append, **SETTINGS)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1)
    assert len(told) > 10
    start = time.perf_counter()

    def cancel(share):
        if share > 0:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        stability(*some, runs=100_000, progress=cancel, **SETTINGS)
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"runs": 0}, ("runs", 0)),
        ({"runs": 9, "concentration": 0.0}, ("concentration", 0.0)),
        ({"runs": 9, "budget_ha": -1.0}, ("budget", -1.0)),
    ],
)
def test_settings_that_make_no_runs_are_told(settings, expected):
    with pytest.raises(PriorityError) as error:
        stability(*scene(7, 5, 2), **{**SETTINGS, **settings})
    assert (error.value.reason, *error.value.values) == expected
