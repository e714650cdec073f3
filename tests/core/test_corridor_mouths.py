"""Corridor width: mouths that flare out to a road or a river, drawn at random; none limits the corridor behind it."""

import numpy as np
import pytest
import shapely
from greenvein.core.corridors.width import corridor_width
from shapely import affinity


def row(corridor, required, turn):
    one = np.empty(1, dtype=object)
    one[:] = [affinity.rotate(corridor, turn, origin=(0, 0))]
    return corridor_width(one, np.array([required])).corridors.iloc[0]


def strip(random):
    """Return the width and the length of a strip."""
    wide = random.uniform(60, 500)
    return wide, wide * random.uniform(5, 16)


def sides_that_flare(random):
    """Return at which ends (0: the first) a strip flares, and to which sides."""
    return [(1,), (0, 1)][random.integers(2)], [(1, -1), (1,), (-1,)][random.integers(3)]


@pytest.mark.cases(80, first=10)
def test_a_bell_mouth_with_fillets_is_open_up_to_its_cusps(seed):
    random = np.random.default_rng(seed)
    wide, long = strip(random)
    radius, steps = wide * random.uniform(0.1, 1), random.integers(2, 40)
    ends, sides = sides_that_flare(random)
    # The ground between a quarter circle, which leaves the side straight on, and the straight edge that it comes to.
    angle = np.linspace(0, np.pi / 2, steps + 1)
    arc = radius * np.c_[np.sin(angle) - 1, 1 - np.cos(angle)] + np.array([long, wide / 2])
    fillet = shapely.Polygon([(long - radius, 0), *arc, (long, 0)])
    parts = [shapely.box(0, -wide / 2, long, wide / 2)]
    for end in ends:
        for side in sides:
            mirrored = affinity.scale(fillet, 1 if end else -1, side, origin=(long / 2, 0))
            parts.append(mirrored)
    corridor = shapely.union_all(parts)
    if seed % 4 == 0:
        corridor = corridor.segmentize(wide * random.uniform(0.05, 1))
    found = row(corridor, wide * random.choice([0.8, 0.98]), random.uniform(0, 360))
    assert found["clear_m"] == pytest.approx(wide, rel=1e-3)
    assert (found["verdict"], found["arms"]) == ("pass", 1)


@pytest.mark.cases(80, first=10)
def test_a_mouth_like_a_fan_is_open_up_to_its_corners(seed):
    random = np.random.default_rng(seed)
    wide, long = strip(random)
    deep = wide * random.uniform(0.2, 1.5)
    out = deep * random.uniform(0.1, 2.2)  # at more its corners would be sharper than an end may close in
    ends, sides = sides_that_flare(random)
    fan = shapely.Polygon([(long - deep, 0), (long - deep, wide / 2), (long, wide / 2 + out), (long, 0)])
    parts = [shapely.box(0, -wide / 2, long, wide / 2)]
    for end in ends:
        for side in sides:
            parts.append(affinity.scale(fan, 1 if end else -1, side, origin=(long / 2, 0)))
    found = row(shapely.union_all(parts), 0.9 * wide, random.uniform(0, 360))
    assert found["clear_m"] == pytest.approx(wide, rel=1e-3)
    assert found["verdict"] == "pass"
