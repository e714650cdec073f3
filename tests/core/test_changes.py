"""Two layers on each other: every piece once, nothing lost, the same as an independent overlay."""

import geopandas
import numpy as np
import pytest
import shapely
import shapely.ops
from greenvein.core.geometry.changes import NONE, pieces


def tiling(random, side, size=100.0, wobble=25.0, origin=(0.0, 0.0)):
    """Return a jittered grid of quadrilaterals whose outer border is a square."""
    x, y = np.meshgrid(np.arange(side + 1) * size, np.arange(side + 1) * size)
    inner = np.zeros_like(x)
    inner[1:-1, 1:-1] = wobble
    x, y = (axis + random.uniform(-1, 1, axis.shape) * inner + at for axis, at in zip((x, y), origin))
    corners = np.stack([x, y], axis=-1)
    rings = np.stack([corners[:-1, :-1], corners[:-1, 1:], corners[1:, 1:], corners[1:, :-1]], axis=2)
    return shapely.polygons(rings.reshape(-1, 4, 2))


def areas(found):
    """Return the area of each pair of rows."""
    pair, at = np.unique(np.c_[found.before, found.after], axis=0, return_inverse=True)
    return dict(zip(map(tuple, pair.tolist()), np.bincount(at.ravel(), weights=shapely.area(found.geometry))))


def test_polygons_that_stayed_the_same_are_one_piece_each():
    layer = tiling(np.random.default_rng(1), 6)
    found = pieces(layer, layer[::-1].copy())
    assert found.before.tolist() == list(range(36))
    assert found.after.tolist() == list(range(35, -1, -1))
    assert (found.geometry == layer).all()


def test_a_split_polygon_gives_its_parts_and_ground_of_one_layer_alone_is_kept():
    before = np.array([shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)])
    after = np.array([shapely.box(0, 0, 4, 10), shapely.box(4, 0, 10, 10), shapely.box(10, 0, 22, 8)])
    expected = {(0, 0): 40, (0, 1): 60, (1, 2): 80, (1, NONE): 20, (NONE, 2): 16}
    assert areas(pieces(before, after)) == pytest.approx(expected)


@pytest.mark.parametrize(("before", "after"), [(0, 3), (3, 0), (0, 0)])
def test_an_empty_layer_leaves_all_ground_to_the_other(before, after):
    layer = np.array([shapely.box(x, 0, x + 1, 1) for x in range(3)], dtype=object)
    found = pieces(layer[:before], layer[:after])
    assert len(found.geometry) == max(before, after)
    assert (found.before == NONE).sum() == after
    assert (found.after == NONE).sum() == before


@pytest.mark.slow
@pytest.mark.cases(300, first=30)
def test_pairs_and_areas_equal_those_of_an_independent_overlay(seed):
    random = np.random.default_rng(seed)
    before = tiling(random, random.integers(3, 8), origin=(500_000, 4_400_000))
    if seed % 2:
        after = tiling(random, random.integers(3, 8), origin=(500_000 + 30 * (seed % 3), 4_400_000))
    else:  # most polygons stay, some are cut in two
        cut = shapely.LineString([(500_000, 4_400_137), (500_900, 4_400_337)])
        after = np.array(
            [one for polygon in before for one in shapely.ops.split(polygon, cut).geoms if random.random() > 0.1],
            dtype=object,
        )
    frames = [
        geopandas.GeoDataFrame({name: range(len(one))}, geometry=one) for name, one in (("b", before), ("a", after))
    ]
    overlay = geopandas.overlay(*frames, how="union", keep_geom_type=True).fillna(NONE)
    expected = overlay.assign(area=overlay.area).groupby(["b", "a"])["area"].sum()
    found = areas(pieces(before, after))
    large = {pair: area for pair, area in expected.items() if area > 1e-3}
    assert {pair: area for pair, area in found.items() if area > 1e-3} == pytest.approx(large, abs=1e-4)
    assert sum(found.values()) == pytest.approx(shapely.union_all([*before, *after]).area, abs=1e-3)


@pytest.mark.slow
def test_a_road_network_of_many_vertices_gives_one_piece_for_each_pair():
    """Its 4 000 vertices are overlaid in parts, which are put together again."""
    count, street = 32, 5.0
    west, south = (shaped.ravel() * 100.0 for shaped in np.meshgrid(np.arange(count), np.arange(count)))
    blocks = shapely.box(west + street, south + street, west + 100 - street, south + 100 - street)
    roads = shapely.difference(shapely.box(0, 0, count * 100, count * 100), shapely.multipolygons(blocks))
    moved = shapely.transform(np.r_[blocks, [roads]], lambda points: points + 1.0)
    found = pieces(np.r_[blocks, [roads]], moved)
    pairs = list(zip(found.before.tolist(), found.after.tolist()))
    assert len(set(pairs)) == len(pairs)
    both = found.geometry[pairs.index((count**2, count**2))]
    assert both.area == pytest.approx(shapely.intersection(roads, moved[-1]).area, abs=1e-6)
    assert shapely.is_valid(both)
    covered = shapely.area(found.geometry).sum()
    assert covered == pytest.approx(shapely.union(shapely.union_all(blocks), roads).union(moved[-1]).area, abs=1e-3)
