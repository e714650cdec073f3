"""Widths that follow edits: after every edit the very answer of a fresh run, and only corridors it touches measured."""

import numpy as np
import pandas as pd
import pytest
import shapely
from greenvein.core.corridors.results import Checks
from greenvein.core.corridors.width import corridor_width
from greenvein.core.live.corridors import LiveCorridors
from greenvein.core.live.keyed import Keyed

CHECKS = (Checks(), Checks(length_m=1_500, angle_deg=30, obstacle_ratio=0.2))
WIND_DEG = 315


def corridor(random):
    """A bent strip, sometimes in two parts, sometimes beside another."""
    bends = np.column_stack([np.linspace(0, 1_600, 5), random.uniform(-150, 150, 5)])
    strip = shapely.LineString(bends).buffer(random.uniform(40, 90), cap_style="flat", join_style="mitre")
    if random.random() < 0.4:
        gap = shapely.box(700, -1_000, 700 + random.uniform(20, 200), 1_000)
        strip = strip.difference(gap)
    turned = shapely.affinity.rotate(strip, random.uniform(0, 180))
    return shapely.affinity.translate(turned, *random.uniform(0, 6_000, 2))


def building(random, corridors):
    """A rectangle on a corridor, or a little off it."""
    at = random.choice(shapely.get_coordinates(random.choice(corridors))) + random.normal(0, 120, 2)
    return shapely.affinity.rotate(shapely.box(*at, *(at + random.uniform(10, 60, 2))), random.uniform(0, 90))


def axis(random, corridors):
    """A line from one place of a corridor to another."""
    points = shapely.get_coordinates(random.choice(corridors))
    return shapely.LineString(points[random.choice(len(points), 2, replace=False)])


def some(make, count, *given):
    found = np.empty(count, dtype=object)
    found[:] = [make(*given) for _ in range(count)]
    return found


def attributes(random, count):
    checks = np.empty(count, dtype=object)
    checks[:] = [CHECKS[int(number)] for number in random.integers(0, 2, count)]
    return {"required_m": random.choice([80.0, 120.0, np.nan], count), "checks": checks}


def change(random, keyed, make, newest):
    """Add, delete, move or reshape a feature; return the arguments of ``Keyed.put``."""
    way = str(random.choice(["add", "delete", "move", "reshape"])) if len(keyed) > 1 else "add"
    key = np.array([newest]) if way == "add" else random.choice(keyed.key, 1)
    if way == "delete":
        return key, key[:0], np.empty(0, dtype=object)
    if way == "move":
        by = random.uniform(-100, 100, 2)
        return key, key, shapely.transform(keyed["geometry"][keyed.key == key[0]], lambda xy: xy + by)
    return key, key, some(make, 1)


def fresh_run(corridors, obstacles, axes):
    return corridor_width(
        corridors["geometry"],
        corridors["required_m"],
        obstacles=obstacles["geometry"],
        axes=axes["geometry"],
        wind_deg=WIND_DEG,
        checks=list(corridors["checks"]),
    )


def equal(one, other):
    """Hold that two results are the same to the last bit."""
    for name in ("corridors", "arms", "profile", "pinches"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name), check_exact=True, check_dtype=False)
    for name in ("axis", "points", "ground"):
        assert (getattr(one, name) == getattr(other, name)).all(), name
    assert (one.lines_used == other.lines_used).all()
    assert one.slivers == other.slivers


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_every_one_of_many_random_edits_gives_what_a_fresh_run_gives(seed, cases):
    random = np.random.default_rng(seed)
    corridors = Keyed(np.arange(5), geometry=some(corridor, 5, random), **attributes(random, 5))
    obstacles = Keyed(np.arange(30), geometry=some(building, 30, random, corridors["geometry"]))
    axes = Keyed(np.arange(2), geometry=some(axis, 2, random, corridors["geometry"]))
    live = LiveCorridors(corridors, obstacles, axes, wind_deg=WIND_DEG)
    makers = {
        "corridors": (corridors, lambda: corridor(random)),
        "obstacles": (obstacles, lambda: building(random, corridors["geometry"])),
        "axes": (axes, lambda: axis(random, corridors["geometry"])),
    }
    measured = 0
    count = cases(25, first=8)
    for number in range(count):
        name = str(random.choice(["corridors", "obstacles", "obstacles", "axes"]))
        keyed, make = makers[name]
        key, left, geometry = change(random, keyed, make, 1_000 + number)
        more = attributes(random, len(left)) if name == "corridors" else {}
        measured += len(live.edit(**{name: keyed.put(key, left, geometry=geometry, **more)}))
        equal(live.widths(), fresh_run(corridors, obstacles, axes))
    assert 0 < measured < count * len(corridors) / 2


def strip(y):
    return shapely.box(0, y, 2_000, y + 100)


def follow(shapes):
    geometry = np.array(shapes, dtype=object)
    checks = np.array([Checks()] * len(shapes), dtype=object)
    corridors = Keyed(np.arange(len(shapes)), geometry=geometry, required_m=np.full(len(shapes), 80.0), checks=checks)
    empty = [Keyed(np.array([], dtype=np.int64), geometry=np.array([], dtype=object)) for _ in range(2)]
    return LiveCorridors(corridors, *empty, wind_deg=WIND_DEG)


def put(keyed, key, shape, **columns):
    return keyed.put([key], np.array([key]), geometry=np.array([shape], dtype=object), **columns)


def test_building_narrows_its_own_corridor_alone_and_gives_the_width_back_when_it_goes():
    live = follow([strip(0), strip(1_000)])
    measured = live.edit(obstacles=put(live.obstacles, 5, shapely.box(900, 0, 950, 70)))
    assert list(measured) == [0]
    assert list(live.widths().corridors["clear_m"]) == [pytest.approx(30, abs=0.1), pytest.approx(100, abs=0.1)]
    assert list(live.widths().pinches["obstacles"]) == [(0,)]
    gone = live.obstacles.put([5], np.array([], dtype=int), geometry=np.array([], dtype=object))
    assert list(live.edit(obstacles=gone)) == [0]
    assert list(live.widths().corridors["clear_m"]) == [pytest.approx(100, abs=0.1)] * 2


def test_corridor_in_parts_is_measured_again_when_another_is_drawn_across_its_gap():
    parted = shapely.union_all([shapely.box(0, 0, 900, 100), shapely.box(1_000, 0, 1_900, 100)])
    live = follow([parted, strip(5_000)])
    assert list(live.widths().corridors["parts"]) == [2, 1]
    across = live.corridors.put(
        [7],
        np.array([7]),
        geometry=np.array([shapely.box(900, -900, 1_000, 1_000)], dtype=object),
        required_m=np.array([80.0]),
        checks=np.array([Checks()], dtype=object),
    )
    assert list(live.edit(corridors=across)) == [0, 2]
    assert list(live.widths().corridors["parts"]) == [1, 1, 1]


@pytest.mark.slow
def test_building_moved_into_the_crossing_of_two_corridors_narrows_both():
    parted = shapely.union_all([shapely.box(0, 0, 900, 100), shapely.box(1_000, 0, 1_900, 100)])
    live = follow([parted, shapely.box(900, -900, 1_000, 1_000), strip(5_000)])
    live.edit(obstacles=put(live.obstacles, 5, shapely.box(930, 3_000, 970, 3_050)))
    assert list(live.widths().corridors["clear_m"]) == [pytest.approx(100, abs=0.1)] * 3
    assert list(live.edit(obstacles=put(live.obstacles, 5, shapely.box(940, 20, 960, 100)))) == [0, 1]
    equal(live.widths(), fresh_run(live.corridors, live.obstacles, live.axes))
    assert list(live.widths().corridors["clear_m"][:2]) == [pytest.approx(20, abs=0.1), pytest.approx(40, abs=0.1)]
    assert list(live.edit(obstacles=put(live.obstacles, 5, shapely.box(940, 3_000, 960, 3_050)))) == [0, 1]
    assert list(live.widths().corridors["clear_m"]) == [pytest.approx(100, abs=0.1)] * 3


@pytest.mark.slow
@pytest.mark.cases(4, first=2)
def test_edits_at_crossings_give_what_a_fresh_run_gives(seed):
    random = np.random.default_rng([seed, 7])
    across = shapely.box(700, -1_000, 700 + random.uniform(20, 200), 1_000)
    bends = np.column_stack([np.linspace(0, 1_600, 5), random.uniform(-60, 60, 5)])
    cut = shapely.LineString(bends).buffer(50, cap_style="flat", join_style="mitre").difference(across)
    live = follow([cut, across, strip(5_000)])
    checks = np.array([Checks()], dtype=object)
    for turn in range(8):
        if turn == 5:
            moved = shapely.transform(across, lambda xy: np.add(xy, (random.uniform(-5, 5), 100)))
            live.edit(corridors=put(live.corridors, 1, moved, required_m=np.array([80.0]), checks=checks))
        at = np.array([700, -60]) + random.uniform(0, (120, 120))
        house = shapely.affinity.rotate(shapely.box(*at, *(at + random.uniform(10, 60, 2))), random.uniform(0, 90))
        live.edit(obstacles=put(live.obstacles, int(random.integers(1, 4)), house))
        equal(live.widths(), fresh_run(live.corridors, live.obstacles, live.axes))


def test_pinches_name_obstacles_by_their_rows_when_earlier_ones_are_deleted():
    live = follow([strip(0)])
    far = [shapely.box(x, 500, x + 10, 510) for x in (0, 50)]
    near = shapely.box(900, 0, 950, 70)
    added = live.obstacles.put([1, 2, 3], np.array([1, 2, 3]), geometry=np.array([*far, near], dtype=object))
    live.edit(obstacles=added)
    assert list(live.widths().pinches["obstacles"]) == [(2,)]
    gone = live.obstacles.put([1], np.array([], dtype=int), geometry=np.array([], dtype=object))
    assert list(live.edit(obstacles=gone)) == []
    assert list(live.widths().pinches["obstacles"]) == [(1,)]
