"""That no construction land lies in the baseline tier is said only where there is one, and land that may lie in it."""

import numpy as np
import pytest
import shapely
from greenvein.core.pattern.codes import APART, NO_BASELINE, NO_CONSTRUCTION, NO_TIER
from greenvein.core.pattern.standing import open_reason

EAST, NORTH = 500_000.0, 4_400_000.0
HOME = (0, 0, 100, 100)


def box(west, south, east, north):
    return shapely.box(EAST + west, NORTH + south, EAST + east, NORTH + north)


def array(*polygons):
    found = np.empty(len(polygons), dtype=object)
    found[:] = polygons
    return found


def reason(tiered, *homes, extent=None, in_baseline=False):
    """Ask for (box, tier) of the pattern and boxes of construction land."""
    geometry = array(*(box(*one) for one, _ in tiered))
    tier = np.array([tier for _, tier in tiered], dtype=int)
    cut_to = None if extent is None else array(box(*extent))
    return open_reason(geometry, tier, array(*(box(*one) for one in homes)), in_baseline, extent=cut_to)


def test_land_beside_the_baseline_tier_is_judged():
    assert reason([((200, 0, 300, 100), 1)], HOME) == ""


def test_land_in_it_is_judged_whatever_else_there_is():
    assert reason([(HOME, 1), (HOME, 0)], HOME, in_baseline=True) == ""


@pytest.mark.parametrize("tiers", [(2,), (3,), (2, 3)])
def test_without_a_baseline_tier_nothing_is_judged(tiers):
    assert reason([(HOME, tier) for tier in tiers], HOME) == NO_BASELINE


def test_without_construction_land_nothing_is_judged():
    assert reason([(HOME, 1)]) == NO_CONSTRUCTION


def test_construction_land_or_a_tier_outside_the_extent_does_not_count():
    assert reason([((200, 0, 300, 100), 1)], HOME, extent=(150, 0, 400, 100)) == NO_CONSTRUCTION
    assert reason([((200, 0, 300, 100), 1)], HOME, extent=(0, 0, 150, 100)) == NO_BASELINE
    assert reason([((200, 0, 300, 100), 1)], HOME, extent=(0, 0, 250, 100)) == ""


def test_what_only_touches_the_extent_lies_outside_of_it():
    assert reason([((200, 0, 300, 100), 1)], HOME, extent=(100, 0, 400, 100)) == NO_CONSTRUCTION


@pytest.mark.parametrize(("gap", "expected"), [(999, ""), (1_001, APART), (50_000, APART)])
def test_layers_that_lie_far_apart_are_not_judged(gap, expected):
    assert reason([((100 + gap, 0, 200 + gap, 100), 1)], HOME) == expected


def test_land_on_ground_of_no_known_tier_may_lie_in_the_baseline_tier():
    baseline = ((200, 0, 300, 100), 1)
    assert reason([baseline, ((50, 0, 150, 100), 0)], HOME) == NO_TIER
    assert reason([baseline, ((100, 0, 150, 100), 0)], HOME) == ""  # an edge in common is no ground


@pytest.mark.cases(30, first=6)
def test_random_layers_are_judged_only_where_a_tier_and_land_that_may_lie_in_it_are(seed):
    random = np.random.default_rng(seed)

    def boxes(count):
        west, south = random.integers(0, 40, (2, count)) * 100
        return [box(x, y, x + w, y + h) for x, y, w, h in zip(west, south, *random.integers(1, 8, (2, count)) * 50)]

    geometry, tier = array(*boxes(5)), random.integers(0, 4, 5)
    homes, extent = boxes(int(random.integers(0, 4))), boxes(2) if random.random() < 0.7 else None
    ground = shapely.box(-1e9, -1e9, 1e9, 1e9) if extent is None else shapely.union_all(extent)
    held = [one for one in homes if one.intersection(ground).area > 0]
    strict = [one for one, own in zip(geometry, tier) if own == 1 and one.intersection(ground).area > 0]
    vague = [one for one, own in zip(geometry, tier) if own == 0 and any(one.intersection(h).area > 0 for h in held)]
    wide = shapely.box(*shapely.total_bounds(strict)).buffer(1_000, join_style="mitre") if strict else None
    expected = (
        NO_CONSTRUCTION if not held
        else NO_TIER if vague
        else NO_BASELINE if not strict
        else "" if shapely.box(*shapely.total_bounds(held)).intersects(wide)
        else APART
    )  # fmt: skip
    found = open_reason(geometry, tier, array(*homes), False, extent=None if extent is None else array(*extent))
    assert found == expected
