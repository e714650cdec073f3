"""Pinches: how long the axis is below the requirement, and what would be had without obstacles."""

import numpy as np
import pytest
import shapely
from greenvein.core.corridors.results import accuracy
from greenvein.core.corridors.width import corridor_width
from shapely import affinity


def array(*shapes):
    made = np.empty(len(shapes), dtype=object)
    made[:] = shapes
    return made


def check(corridor, obstacles=(), required=500.0):
    return corridor_width(array(corridor), np.array([required]), obstacles=array(*obstacles))


def placed(shape, degrees, east):
    return affinity.translate(affinity.rotate(shape, degrees, origin=(2500, 250)), east, east / 9)


@pytest.mark.parametrize("degrees", [0, 45, 77.3])
@pytest.mark.parametrize("east", [0, 39_500_000])
@pytest.mark.parametrize("wide", [500.0, 499.6])
def test_one_building_makes_a_pinch_beside_it_and_not_along_the_whole_corridor(degrees, east, wide):
    corridor, building = shapely.box(0, 0, 5000, wide), shapely.box(2450, 0, 2550, 100)
    found = check(placed(corridor, degrees, east), [placed(building, degrees, east)])
    row = found.corridors.iloc[0]
    assert row["clear_m"] == pytest.approx(wide - 100, abs=0.1)
    assert row["pinches"] == 1
    # A disc of 499.5 m, which still passes for 500, is held by the building's corners along 499 m of the corridor; its
    # axis bends around them, and is some metres longer.
    reach = accuracy(500)
    half = (500 - reach) / 2
    along = 100 + 2 * np.sqrt(half**2 - (500 - 100 - half) ** 2)
    assert along == pytest.approx(499, abs=0.05)
    if wide == 500:
        assert row["below_m"] == pytest.approx(515, abs=2)
    else:
        assert 515 < row["below_m"] < 540
    assert row["below_share"] == pytest.approx(row["below_m"] / row["length_m"])
    pinch = found.pinches.iloc[0]
    assert (pinch["cause"], pinch["edge_m"]) == ("obstacle", pytest.approx(wide, abs=0.1))


@pytest.mark.cases(12, first=3)
def test_what_is_within_the_accuracy_of_the_requirement_is_nowhere_below(seed):
    random = np.random.default_rng(seed)
    required = float(random.choice([80.0, 500.0]))
    wide = required - random.uniform(0, 0.98) * accuracy(required)
    corridor = placed(shapely.box(0, 0, 8 * required, wide), random.uniform(0, 360), random.choice([0, 39_500_000]))
    found = check(corridor, required=required)
    row = found.corridors.iloc[0]
    assert (row["verdict"], row["pinches"], row["below_m"]) == ("pass", 0, 0)


def hourglass(neck):
    """Return a corridor of 600 × 6 000 m that closes to ``neck`` metres between 2 500 and 3 500 m."""
    side = (600 - neck) / 2
    bay = [shapely.Polygon([(2000, y), (4000, y), (3500, abs(y - side)), (2500, abs(y - side))]) for y in (0, 600)]
    return shapely.difference(shapely.box(0, 0, 6000, 600), shapely.union_all(bay))


def test_nobody_clears_a_building_in_vain():
    # The neck is 400 m wide; a building takes 50 m more of it, one elsewhere takes nothing.
    corridor = hourglass(400)
    assert check(corridor).pinches["cause"].tolist() == ["edge"]
    elsewhere = shapely.box(500, 0, 560, 60)
    found = check(corridor, [elsewhere]).pinches
    assert found["cause"].tolist() == ["edge"]
    assert found["edge_m"].tolist() == pytest.approx([400], abs=0.4)
    beside = shapely.box(2900, 100, 3100, 150)
    found = check(corridor, [beside]).pinches
    assert found["cause"].tolist() == ["both"]
    assert found["width_m"].tolist() == pytest.approx([350], abs=0.4)
    assert found["edge_m"].tolist() == pytest.approx([400], abs=0.4)


def test_a_building_in_a_neck_that_is_wide_enough_is_the_only_cause():
    found = check(hourglass(520), [shapely.box(2900, 40, 3100, 140)]).pinches
    assert found["cause"].tolist() == ["obstacle"]
    assert found["edge_m"].tolist() == pytest.approx([520], abs=0.6)


def test_an_obstacle_that_lies_along_the_edge_takes_nothing():
    corridor = shapely.box(0, 0, 5000, 400)
    along = shapely.box(2000, -50, 3000, 0)  # outside, flush with the edge
    assert check(corridor, [along]).pinches["cause"].tolist() == ["edge"]


def test_a_corridor_that_is_built_across_is_blocked_by_obstacles():
    found = check(shapely.box(0, 0, 5000, 600), [shapely.box(2000, -10, 2100, 610)]).pinches
    assert found["cause"].tolist() == ["obstacle"]
    assert found["width_m"].tolist() == [0]
    assert found["edge_m"].tolist() == pytest.approx([600], abs=0.6)


@pytest.mark.cases(10, first=3)
def test_clearing_what_is_called_the_cause_opens_the_pinch(seed):
    random = np.random.default_rng(seed)
    wide = random.uniform(300, 700)
    corridor = placed(shapely.box(0, 0, 6000, wide), random.uniform(0, 360), 0)
    spots = [(random.uniform(300, 5500), random.uniform(0, wide), random.uniform(20, 120)) for _ in range(6)]
    buildings = [shapely.box(x, y, x + size, y + size) for x, y, size in spots]
    around = placed(shapely.box(0, 0, 6000, wide), 0, 0).bounds
    turned = [affinity.translate(one, around[0], around[1]) for one in buildings]
    corridor = affinity.translate(shapely.box(0, 0, 6000, wide), around[0], around[1])
    for pinch in check(corridor, turned).pinches.itertuples():
        assert pinch.edge_m == pytest.approx(wide, abs=accuracy(wide))
        enough = wide >= 500 - accuracy(500)
        assert (pinch.cause == "obstacle") == enough
        if not enough:
            assert pinch.cause == ("both" if pinch.width_m < wide - 1 else "edge")
