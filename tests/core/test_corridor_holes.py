"""Corridor width: a hole is an obstacle, and only what holds more than the ground around it makes a ring."""

import json
from pathlib import Path

import numpy as np
import pytest
import shapely
from greenvein.core.corridors.codes import NARROW, PASS
from greenvein.core.corridors.results import HOLE, Checks
from greenvein.core.corridors.width import corridor_width
from greenvein.core.live.corridors import LiveCorridors
from greenvein.core.live.keyed import Keyed
from shapely import affinity

DATA = Path(__file__).parent.parent / "data"
SAME = ["clear_m", "mean_m", "length_m", "below_m", "obstacle_ratio"]


def array(shapes):
    made = np.empty(len(shapes), dtype=object)
    made[:] = shapes
    return made


def measure(*corridors, required=500.0, obstacles=(), axes=()):
    required = np.full(len(corridors), float(required))
    return corridor_width(array(corridors), required, obstacles=array(obstacles), axes=array(axes), wind_deg=315.0)


@pytest.mark.parametrize("name", ["corridor_hole_near_end", "corridor_sliver_hole"])
def test_a_hole_is_passed_on_its_better_side_wherever_it_lies(name):
    features = json.loads((DATA / f"{name}.geojson").read_text("utf-8"))["features"]
    found = measure(*(shapely.geometry.shape(feature["geometry"]) for feature in features)).corridors
    assert found["clear_m"].tolist() == pytest.approx([f["properties"]["true_clear_m"] for f in features], abs=0.1)
    assert found["verdict"].tolist() == [PASS] * len(features)


def test_rows_of_islands_leave_the_strip_between_them():
    strip = shapely.box(0, 0, 5000, 700)
    islands = [shapely.box(x, y, x + 60, y + 40) for x in range(80, 4900, 220) for y in (70, 590)]
    result = measure(strip.difference(shapely.union_all(islands)))
    assert result.corridors["clear_m"].tolist() == pytest.approx([480], abs=0.1)
    assert result.corridors["verdict"].tolist() == [NARROW]
    assert set(result.pinches["cause"]) == {"obstacle"}
    assert set(result.pinches["obstacles"]) == {(HOLE,)}


def drawn(seed):
    """Return a corridor at random, and houses inside it."""
    random = np.random.default_rng(seed)
    x = np.linspace(0, 4000, 9)
    line = shapely.LineString(np.c_[x, np.r_[0, random.uniform(-250, 250, 7), 0]])
    half = random.uniform(60, 200)
    corridor = line.buffer(half, quad_segs=16, cap_style=str(random.choice(["flat", "round"])))
    places = shapely.get_coordinates(shapely.line_interpolate_point(line, random.uniform(0, line.length, 20)))
    places += random.uniform(-half, half, places.shape)
    size = random.uniform(5, half, len(places))
    houses = [affinity.rotate(shapely.box(*at, *(at + s)), random.uniform(0, 90)) for at, s in zip(places, size)]
    return corridor, [house for house in houses if corridor.contains_properly(house)]


@pytest.mark.slow
@pytest.mark.cases(60, first=8)
def test_drawn_as_holes_or_as_obstacles_the_same_ground_gets_the_same_answer(seed):
    corridor, houses = drawn(seed)
    holed, built = measure(corridor.difference(shapely.union_all(houses))), measure(corridor, obstacles=houses)
    one, other = holed.corridors.iloc[0], built.corridors.iloc[0]
    assert one[SAME].tolist() == pytest.approx(other[SAME].tolist(), rel=1e-6, abs=1e-3)
    exact = ["verdict", "pinches", "arms", "parts", "at_limit", "reason"]
    assert one[exact].tolist() == other[exact].tolist()
    assert holed.pinches["cause"].tolist() == built.pinches["cause"].tolist()
    assert [rows == (HOLE,) for rows in holed.pinches["obstacles"]] == [
        rows != () for rows in built.pinches["obstacles"]
    ]


DISC, LAKE = shapely.Point(0, 0).buffer(2000, 64), shapely.Point(0, 0).buffer(1700, 64)


@pytest.mark.parametrize("as_hole", [True, False], ids=["hole", "obstacle"])
def test_around_a_lake_wider_than_its_bank_the_corridor_is_a_ring(as_hole):
    house = shapely.box(-20, 1750, 20, 1790)
    corridor, lakes = (DISC.difference(LAKE), []) if as_hole else (DISC, [LAKE])
    found = measure(corridor, required=80, obstacles=lakes).corridors.iloc[0]
    assert found["clear_m"] == pytest.approx(300, abs=0.3)
    assert found["length_m"] == pytest.approx(2 * np.pi * 1850, rel=1e-3)
    assert found["obstacle_ratio"] == pytest.approx(0, abs=1e-6)
    # A house in the ring is passed on its outer side, 2000 m − |(20, 1790)| wide.
    narrowed = measure(corridor, required=80, obstacles=[*lakes, house]).corridors.iloc[0]
    assert narrowed["clear_m"] == pytest.approx(2000 - np.hypot(20, 1790), abs=0.3)
    assert narrowed["obstacle_ratio"] == pytest.approx(40 / 300, abs=0.01)


@pytest.mark.slow
def test_a_ring_with_a_long_arm_is_passed_from_end_to_end():
    road = shapely.box(1900, -150, 6000, 150)
    found = measure(shapely.union_all([DISC.difference(LAKE), road]), required=80).corridors.iloc[0]
    built = measure(shapely.union_all([DISC, road]), required=80, obstacles=[LAKE]).corridors.iloc[0]
    assert found[SAME].tolist() == pytest.approx(built[SAME].tolist(), rel=1e-6, abs=1e-3)
    assert found["clear_m"] == pytest.approx(300, abs=0.3)
    assert found["obstacle_ratio"] > 0.5


def test_land_in_a_hole_that_cannot_be_reached_plays_no_part():
    strip, pond, island = shapely.box(0, 0, 5000, 700), shapely.box(900, 60, 1000, 160), shapely.box(940, 90, 960, 110)
    holed = measure(shapely.MultiPolygon([strip.difference(pond), island])).corridors.iloc[0]
    assert (holed["parts"], holed["verdict"], holed["clear_m"]) == (1, PASS, pytest.approx(540, abs=0.1))


def test_a_lake_that_is_drawn_and_filled_again_makes_and_unmakes_a_ring_while_edits_are_followed():
    corridors = Keyed(np.arange(1), geometry=array([DISC]), required_m=np.full(1, 80.0), checks=array([Checks()]))
    obstacles, axes = (Keyed(np.arange(0), geometry=array([])) for _ in range(2))
    live = LiveCorridors(corridors, obstacles, axes, wind_deg=315.0)
    house = shapely.box(-20, 1750, 20, 1790)
    for key, shapes in ((1, [LAKE]), (2, [house]), (1, []), (2, [])):
        live.edit(obstacles=obstacles.put([key], np.full(len(shapes), key), geometry=array(shapes)))
        anew = measure(DISC, required=80, obstacles=obstacles["geometry"])
        assert live.widths().corridors.equals(anew.corridors)
    assert live.widths().corridors["reason"].tolist() == ["no_ends"]
