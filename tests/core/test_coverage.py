"""Layers that tile the ground: overlaps found, taken out once, and polygons that two layers share."""

import numpy as np
import pytest
import shapely
from greenvein.core.geometry import coverage
from greenvein.core.geometry.coverage import edges_of, flat, loose_edges, same
from shapely import affinity


def array(*shapes):
    made = np.empty(len(shapes), dtype=object)
    made[:] = shapes
    return made


def grid(side, size=10.0):
    x, y = np.meshgrid(np.arange(side) * size, np.arange(side) * size)
    return shapely.box(x.ravel(), y.ravel(), x.ravel() + size, y.ravel() + size)


def test_of_a_tiling_only_the_outer_border_is_loose():
    assert len(loose_edges(edges_of(grid(5)))) == 20


def test_a_hole_that_another_polygon_fills_is_not_loose():
    ring, core = shapely.box(0, 0, 9, 9).difference(shapely.box(3, 3, 6, 6)), shapely.box(3, 3, 6, 6)
    assert len(loose_edges(edges_of(array(ring, core)))) == 4


def test_a_tiling_has_no_overlaps():
    tiles = grid(20)
    found = flat(tiles)
    assert len(found.overlaps) == 0
    assert shapely.equals(found.geometry, tiles).all()


@pytest.mark.parametrize(
    ("upper", "overlap", "left"),
    [
        (shapely.box(2, 2, 4, 4), 4, 96),  # inside one tile, sharing no edge
        (shapely.box(0, 0, 10, 5), 50, 50),  # sharing edges
        (shapely.box(8, 2, 12, 4), 8, 96),  # over a border: two tiles lose 4 each
    ],
)
def test_the_smaller_polygon_is_on_top(upper, overlap, left):
    layer = np.append(grid(4), upper)
    found = flat(layer)
    assert shapely.area(found.overlaps).sum() == pytest.approx(overlap)
    assert set(found.upper) == {16}
    assert found.geometry[0].area == pytest.approx(left)
    assert shapely.area(found.geometry).sum() == pytest.approx(1600)


def test_of_two_equal_polygons_the_second_is_hidden():
    found = flat(array(shapely.box(0, 0, 10, 10), shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)))
    assert [one is None for one in found.geometry] == [False, True, False]
    assert found.overlaps[0].area == pytest.approx(100)


@pytest.mark.parametrize("side", range(2, 22))
def test_what_lies_under_a_regular_grid_is_found_wherever_its_middle_falls(side):
    tiles, ground = grid(side), (10.0 * side) ** 2
    sheet = shapely.box(0, 0, 10.0 * side, 10.0 * side)
    for beneath in (array(sheet), tiles, tiles[: side * side // 2]):
        found = flat(np.concatenate([beneath, tiles]))
        assert shapely.area(found.overlaps).sum() == pytest.approx(shapely.area(beneath).sum())
        assert np.nansum(shapely.area(found.geometry)) == pytest.approx(ground)


@pytest.mark.cases(60, first=12)
def test_sheets_under_random_grids_lie_under_as_much_as_they_are(seed):
    """Rows and columns of any widths, with holes, and sheets that end on their lines or anywhere."""
    rng = np.random.default_rng(seed)
    x, y = (np.r_[0, rng.integers(1, 5, rng.integers(1, 8)).cumsum()] * 10.0 for _ in range(2))
    tiles = shapely.box(
        *(side.ravel() for side in np.meshgrid(x[:-1], y[:-1])), *map(np.ravel, np.meshgrid(x[1:], y[1:]))
    )
    tiles = tiles[rng.random(len(tiles)) < rng.choice([0.8, 1.0])]
    sheets = shapely.box(
        *(rng.choice([side[0], side[0] + 3.0]) for side in (x, y)), *(rng.choice(side[1:]) for side in (x, y))
    )
    drawn = rng.permutation(np.append(tiles, sheets))
    found = flat(drawn)
    both = shapely.area(shapely.intersection(shapely.union_all(tiles), sheets))
    assert shapely.area(found.overlaps).sum() == pytest.approx(both)
    assert np.nansum(shapely.area(found.geometry)) == pytest.approx(shapely.area(shapely.union_all(drawn)))


def test_a_second_sheet_under_the_whole_layer_is_found():
    layer = np.concatenate([grid(6), affinity.translate(shapely.MultiPolygon(list(grid(6))), 2.5, 2.5).geoms])
    found = flat(np.array(layer, dtype=object))
    assert shapely.area(found.geometry[~shapely.is_missing(found.geometry)]).sum() == pytest.approx(
        shapely.union_all(layer).area
    )


@pytest.mark.cases(30, first=6)
def test_flat_layers_cover_the_same_ground_once(seed):
    random = np.random.default_rng(seed)
    corner = random.uniform(0, 80, (40, 2))
    size = random.uniform(1, 30, (40, 2))
    layer = shapely.box(*corner.T, *(corner + size).T)
    kept = flat(layer).geometry
    assert shapely.area(kept[~shapely.is_missing(kept)]).sum() == pytest.approx(shapely.union_all(layer).area)
    area = shapely.area(layer)
    for place in corner + size / 2:  # the smallest polygon at a place is the one that is seen
        over = np.flatnonzero(shapely.contains_xy(layer, *place))
        seen = np.flatnonzero(shapely.contains_xy(kept, *place))
        assert seen.tolist() == [over[np.argmin(area[over])]]


def test_polygons_are_the_same_wherever_their_rings_start_and_whichever_way_they_run():
    outer, inner = [(0, 0), (9, 0), (9, 9), (0, 9)], [(3, 3), (6, 3), (6, 6)]
    one = shapely.Polygon(outer, [inner])
    turned = shapely.Polygon([*outer[2:], *outer[:2]][::-1], [[*inner[1:], inner[0]]])
    other = shapely.Polygon(outer, [[(3, 3), (6, 3), (6, 6.0001)]])
    far = shapely.box(20, 0, 30, 10)
    first, second = same(array(far, one), array(other, turned, shapely.box(20, 0, 30, 10.5), far))
    assert list(zip(first, second)) == [(0, 3), (1, 1)]


def test_of_two_equals_the_one_of_lower_rank_is_on_top():
    twins = array(shapely.box(0, 0, 10, 10), shapely.box(0, 0, 10, 10))
    assert flat(twins, rank=np.array([1, 0])).upper.tolist() == [1]
    assert flat(twins, rank=np.array([0, 1])).upper.tolist() == [0]


def test_edges_are_the_same_whether_taken_at_once_or_in_blocks(monkeypatch):
    tiles = np.append(
        shapely.box(np.arange(9), 0, np.arange(1, 10), 1), shapely.box(20, 0, 30, 10) - shapely.box(22, 2, 24, 4)
    )
    whole = edges_of(tiles)
    monkeypatch.setattr(coverage, "_CHUNK", 2)
    blocks = edges_of(tiles)
    for name in ("coordinates", "polygon", "key", "forward"):
        ours, theirs = getattr(whole, name), getattr(blocks, name)
        order, other = (np.lexsort((one.key, one.polygon)) for one in (whole, blocks))
        assert np.array_equal(ours[order], theirs[other])
