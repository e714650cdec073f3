"""Corridor width: which part of a corridor's edge is its end, and which its sides, drawn at random."""

import numpy as np
import pytest
import shapely
from greenvein.core.corridors.width import corridor_width
from shapely import affinity


def row(corridor, required=80.0, turn=0.0):
    one = np.empty(1, dtype=object)
    one[:] = [affinity.rotate(corridor, turn, origin=(0, 0))]
    return corridor_width(one, np.array([required])).corridors.iloc[0]


def chamfer(random, half):
    """Return how far a chamfer that closes in fast leads out, and in."""
    angle, long = np.radians(random.uniform(26, 80)), half * random.uniform(0.05, 0.8)
    return long * np.cos(angle), long * np.sin(angle)


@pytest.mark.cases(60, first=8)
def test_sides_that_close_in_slowly_belong_to_no_end_though_it_is_chamfered(seed):
    random = np.random.default_rng(seed)
    half, one = random.uniform(40, 250), random.uniform(0.03, 0.17)
    two = random.uniform(0, min(0.17, 0.34 - one))  # together less than 0.34 m per metre, of 0.4 that make an end
    long, wide = half * random.uniform(8, 20), half * random.uniform(2, 8)
    (out, up), (further, down) = chamfer(random, half), chamfer(random, half)
    upper = [(0, half), (wide, half + one * wide), (long, half + one * wide)]
    lower = [(0, -half), (wide, -half - two * wide), (long, -half - two * wide)]
    tip = [(-further, -half + down), (-out, half - up)] if up + down < 1.8 * half else []
    corridor = shapely.Polygon([*tip, *upper, *lower[::-1]])
    if seed % 3:
        corridor = corridor.segmentize(half * random.uniform(0.05, 1))
    right = shapely.LineString(upper).distance(shapely.LineString(lower))
    assert row(corridor, turn=random.uniform(0, 360))["clear_m"] == pytest.approx(right, rel=2e-3)


@pytest.mark.slow
@pytest.mark.parametrize("segments", range(2, 17))
@pytest.mark.cases(3)
def test_a_round_end_of_few_segments_is_round(segments, seed):
    random = np.random.default_rng(100 * segments + seed)
    half = random.uniform(40, 250)
    long = half * random.uniform(6, 20)
    angle = np.linspace(-np.pi / 2, np.pi / 2, segments + 1)
    arc = half * np.c_[np.cos(angle), np.sin(angle)]
    corridor = shapely.Polygon(np.concatenate([arc + np.array([long, 0]), -arc if seed else [[0, half], [0, -half]]]))
    if seed == 2:
        corridor = corridor.segmentize(random.uniform(5, 50))
    assert row(corridor, turn=random.uniform(0, 360))["clear_m"] == pytest.approx(2 * half, rel=1e-3)


@pytest.mark.cases(60, first=8)
def test_a_nook_of_less_than_half_the_width_at_the_wide_end_of_a_wedge_takes_nothing(seed):
    random = np.random.default_rng(seed)
    wide, narrow = random.uniform(120, 400), random.uniform(20, 60)
    long = (wide - narrow) / random.uniform(0.03, 0.1)
    upper, lower = ([(0, side * wide), (long, side * narrow)] for side in (1, -1))
    # From one place of the wide end to another, and as deep as that is to the outside, or to the inside.
    deep = random.uniform(0.05, 0.75) * wide
    low, high = np.sort(random.uniform(-0.9, 0.9, 2)) * wide
    low = max(min(low, high - 0.2 * wide), -0.9 * wide)
    nook = shapely.box(-deep, low, 1, high) if seed % 2 else shapely.box(-1, low, deep, high)
    wedge = shapely.Polygon([*upper, *lower[::-1]])
    corridor = wedge.union(nook) if seed % 2 else wedge.difference(nook)
    right = shapely.LineString(upper).distance(shapely.LineString(lower))
    assert row(corridor, turn=random.uniform(0, 360))["clear_m"] == pytest.approx(right, rel=2e-3, abs=0.1)
