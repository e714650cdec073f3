"""Where two results differ: every difference once, with its area, and the same as an independent overlay."""

import geopandas
import numpy as np
import pytest
import shapely
from greenvein.core.geometry.changes import NONE
from greenvein.core.geometry.comparison import ValuedGround, differences


def ground(*polygons, values=None):
    geometry = np.array(polygons, dtype=object)
    return ValuedGround(geometry, np.zeros(len(geometry), dtype=int) if values is None else np.array(values))


def sums(found):
    """Return the area of each pair of values, slivers included."""
    pairs = {}
    for one, two, area in zip(found.before.tolist(), found.after.tolist(), found.area_m2.tolist()):
        pairs[one, two] = pairs.get((one, two), 0.0) + area
    return pairs


def test_two_squares_that_overlap_by_half_leave_half_of_each():
    found = differences(ground(shapely.box(0, 0, 100, 100)), ground(shapely.box(50, 0, 150, 100)))
    assert sums(found) == pytest.approx({(0, NONE): 5000, (NONE, 0): 5000})
    assert found.same_m2 == pytest.approx(5000)
    assert [one.bounds for one in found.geometry] == [(0, 0, 50, 100), (100, 0, 150, 100)]


def test_ground_with_another_value_is_one_piece_with_both_values():
    before = ground(shapely.box(0, 0, 100, 100), shapely.box(100, 0, 200, 100), values=[1, 2])
    after = ground(shapely.box(0, 0, 150, 100), shapely.box(150, 0, 200, 100), values=[1, 3])
    assert sums(differences(before, after)) == pytest.approx({(2, 1): 5000, (2, 3): 5000})


def test_the_same_result_has_no_differences_however_it_is_cut():
    whole = ground(shapely.box(0, 0, 100, 100), values=[4])
    halves = ground(shapely.box(0, 0, 30, 100), shapely.box(30, 0, 100, 100), values=[4, 4])
    found = differences(whole, halves)
    assert len(found.geometry) == 0
    assert found.same_m2 == pytest.approx(10_000)


def test_an_empty_result_leaves_all_ground_to_the_other():
    found = differences(ground(), ground(shapely.box(0, 0, 10, 10), values=[7]))
    assert sums(found) == {(NONE, 7): 100}
    assert found.same_m2 == 0
    nothing = differences(ground(), ground())
    assert (len(nothing.geometry), nothing.same_m2) == (0, 0)


def test_pieces_of_the_same_change_that_touch_become_one():
    parcels = ground(*(shapely.box(x, 0, x + 10, 10) for x in range(0, 100, 10)))
    found = differences(parcels, ground())
    assert [one.bounds for one in found.geometry] == [(0, 0, 100, 10)]
    assert found.area_m2.tolist() == [1000]


def test_of_polygons_on_each_other_the_smaller_holds():
    """A hectare of housing, a quarter of it blind in the first result and half of it in the second."""
    housing = shapely.box(0, 0, 100, 100)
    before = ground(shapely.box(0, 0, 25, 100), housing, values=[0, 1])
    after = ground(shapely.box(0, 0, 50, 100), housing, values=[0, 1])
    assert sums(differences(before, after)) == {(1, 0): 2500}
    # Wholly blind: the two are equal, and the lower value holds.
    assert sums(differences(before, ground(housing, housing, values=[1, 0]))) == {(1, 0): 7500}


def test_values_that_are_as_good_as_the_same_are_no_difference():
    widths = np.array([80.0, 80.05, 60.0])
    before = ground(shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10), values=[0, 0])
    after = ground(shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10), values=[1, 2])
    found = differences(before, after, alike=lambda one, two: np.abs(widths[one] - widths[two]) <= 0.1)
    assert sums(found) == {(0, 2): 100}
    assert found.same_m2 == 100


def test_slivers_are_marked_by_their_mean_width():
    """A strip 5 cm wide beside a square; strips of 15 cm are shown."""
    before = ground(shapely.box(0, 0, 100, 100))
    after = ground(shapely.box(0.05, 0, 100, 100), shapely.box(100, 0, 100.15, 100))
    found = differences(before, after)
    assert found.sliver.tolist() == [False, True]
    assert found.area_m2 == pytest.approx([15, 5])
    assert not differences(before, after, sliver_m=0.01).sliver.any()


def test_measure_is_that_of_the_run():
    found = differences(
        ground(shapely.box(0, 0, 20, 10)), ground(shapely.box(0, 0, 10, 10)), measure=lambda one: 2 * shapely.area(one)
    )
    assert (found.area_m2.tolist(), found.same_m2) == ([200], 200)


def test_progress_rises_to_the_end():
    shares = []
    differences(ground(shapely.box(0, 0, 1, 1)), ground(shapely.box(0, 0, 2, 1)), progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1


def scene(random, count=30, side=300.0, at=(500_000, 4_400_000)):
    """Return rotated rectangles with values; they overlap each other."""
    boxes = [shapely.box(0, 0, *random.uniform(5, 80, 2)) for _ in range(count)]
    turned = [shapely.affinity.rotate(one, random.uniform(0, 90)) for one in boxes]
    moved = [shapely.affinity.translate(one, *(random.uniform(0, side, 2) + at)) for one in turned]
    return ValuedGround(np.array(moved, dtype=object), random.integers(0, 4, count))


def stacked(layer):
    """Return the ground of each value with the smaller polygon on top, by geopandas alone."""
    order = sorted(range(len(layer.geometry)), key=lambda row: layer.geometry[row].area)
    seen, rows = shapely.Polygon(), []
    for row in order:
        rows.append((int(layer.value[row]), layer.geometry[row].difference(seen)))
        seen = seen.union(layer.geometry[row])
    frame = geopandas.GeoDataFrame({"value": [value for value, _ in rows]}, geometry=[one for _, one in rows])
    return frame[~frame.is_empty].dissolve("value").reset_index()


@pytest.mark.cases(60, first=8)
def test_areas_equal_those_of_an_independent_overlay_and_close(seed):
    random = np.random.default_rng(seed)
    before = scene(random)
    after = scene(random)
    if seed % 2:  # most of it stays
        stay = random.random(30) < 0.8
        after = ValuedGround(np.where(stay, before.geometry, after.geometry), np.where(stay, before.value, after.value))
    found = differences(before, after)
    frames = [stacked(layer).rename(columns={"value": name}) for layer, name in ((before, "b"), (after, "a"))]
    overlay = geopandas.overlay(*frames, how="union", keep_geom_type=True).fillna(NONE)
    expected = overlay.assign(area=overlay.area).groupby(["b", "a"])["area"].sum()
    same = sum(area for (one, two), area in expected.items() if one == two)
    other = {pair: area for pair, area in expected.items() if pair[0] != pair[1] and area > 1e-3}
    assert {pair: area for pair, area in sums(found).items() if area > 1e-3} == pytest.approx(other, abs=1e-4)
    assert found.same_m2 == pytest.approx(same, abs=1e-4)
    # Both results close, and no ground is there twice.
    for layer, values in ((before, found.before), (after, found.after)):
        whole = shapely.union_all(layer.geometry).area
        assert found.same_m2 + found.area_m2[values != NONE].sum() == pytest.approx(whole, abs=1e-4)
    assert shapely.union_all(found.geometry).area == pytest.approx(found.area_m2.sum(), abs=1e-4)


def test_order_of_the_polygons_plays_no_part():
    random = np.random.default_rng(5)
    before, after = scene(random), scene(random)
    turned = ValuedGround(before.geometry[::-1].copy(), before.value[::-1].copy())
    one, two = differences(before, after), differences(turned, after)
    assert one.area_m2 == pytest.approx(two.area_m2, rel=1e-9)
    assert (one.before.tolist(), one.after.tolist()) == (two.before.tolist(), two.after.tolist())


def test_a_difference_that_is_wide_at_one_place_is_no_sliver():
    before = ValuedGround(np.array([shapely.box(0, 0, 1000, 20_000)]), np.array([0]))
    after = shapely.box(0, 0, 1000.01, 20_000).union(shapely.box(900, 10_000, 1030, 10_030))
    for drawn, thin in ((after, False), (shapely.box(0, 0, 1000.01, 20_000), True)):
        assert differences(before, ValuedGround(np.array([drawn]), np.array([0]))).sliver.tolist() == [thin]
