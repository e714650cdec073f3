"""Cutting at zone borders: nothing is lost and nothing counts twice."""

import numpy as np
import pytest
import shapely
from greenvein.core.geometry.area import planar
from greenvein.core.geometry.zones import OUTSIDE, build, cut

MIDDLE = np.array([500_000.0, 4_420_000.0])


def polygons(*shapes):
    return np.array(shapes, dtype=object)


def test_zones_without_overlap_are_the_cells():
    zones = build(polygons(shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)), np.array(["a", "b"]), planar)
    assert zones.names == ("a", "b")
    assert zones.members.tolist() == [[True, False], [False, True]]
    assert zones.overlap_m2 == 0


def test_zones_come_in_the_order_of_their_layer_and_labels_of_overlaps_do_not_depend_on_it():
    boxes = {"石景山": shapely.box(0, 0, 3, 1), "东城": shapely.box(2, 0, 5, 1), "海淀": shapely.box(9, 0, 10, 1)}
    for names in (["石景山", "东城", "海淀", "东城"], ["海淀", "东城", "石景山"]):
        zones = build(polygons(*(boxes[name] for name in names)), np.array(names), planar)
        assert zones.names == tuple(dict.fromkeys(names))
        assert {zones.label(cell) for cell in range(4)} == {"东城; 石景山", "东城", "石景山", "海淀"}
        _, _, cell = cut(polygons(boxes["海淀"]), zones)
        assert zones.sums(cell, np.ones(1)).tolist() == [name == "海淀" for name in zones.names] + [0]


def test_polygons_of_one_name_are_one_zone_even_where_they_overlap():
    zones = build(polygons(shapely.box(0, 0, 2, 1), shapely.box(1, 0, 3, 1)), np.array(["a", "a"]), planar)
    assert zones.names == ("a",)
    assert planar(zones.cells).sum() == pytest.approx(3)


def test_overlap_is_a_cell_of_both_zones_and_is_measured():
    zones = build(polygons(shapely.box(0, 0, 3, 1), shapely.box(2, 0, 5, 1)), np.array(["a", "b"]), planar)
    assert zones.overlap_m2 == pytest.approx(1)
    assert planar(zones.cells).sum() == pytest.approx(5)
    assert sorted(zones.label(cell) for cell in range(3)) == ["a", "a; b", "b"]
    pieces, _, cell = cut(polygons(shapely.box(0, 0, 5, 1)), zones)
    assert zones.sums(cell, planar(pieces)).tolist() == pytest.approx([3, 3, 0])
    assert planar(pieces).sum() == pytest.approx(5)


def test_hole_that_another_zone_fills_is_no_overlap():
    city, old_town = shapely.box(0, 0, 9, 9), shapely.box(3, 3, 6, 6)
    zones = build(polygons(city.difference(old_town), old_town), np.array(["new", "old"]), planar)
    assert zones.overlap_m2 == 0
    pieces, _, cell = cut(polygons(shapely.box(2, 2, 7, 7)), zones)
    assert zones.sums(cell, planar(pieces)).tolist() == pytest.approx([16, 9, 0])


def test_what_lies_in_no_zone_stays_as_a_piece_outside():
    zones = build(polygons(shapely.box(0, 0, 1, 1)), np.array(["a"]), planar)
    pieces, source, cell = cut(polygons(shapely.box(0.5, 0, 2, 1), shapely.box(5, 5, 6, 6)), zones)
    outside = cell == OUTSIDE
    assert sorted(planar(pieces[outside]).tolist()) == pytest.approx([1, 1])
    assert zones.label(OUTSIDE) == ""
    assert np.bincount(source, planar(pieces)).tolist() == pytest.approx([1.5, 1])


@pytest.mark.cases(30, first=6)
def test_pieces_of_random_land_in_random_overlapping_zones_add_up(seed):
    random = np.random.default_rng(seed)
    corners = random.uniform(0, 80, (12, 2))
    grounds = shapely.box(corners[:, 0], corners[:, 1], corners[:, 0] + 30, corners[:, 1] + 30)
    turned = np.array(
        [shapely.affinity.rotate(ground, angle) for ground, angle in zip(grounds, random.uniform(0, 90, 12))]
    )
    land = shapely.buffer(shapely.points(random.uniform(0, 100, (50, 2))), random.uniform(1, 9, 50))
    zones = build(turned, np.array([str(number % 7) for number in range(12)]), planar)
    pieces, source, cell = cut(land, zones)
    np.testing.assert_allclose(np.bincount(source, planar(pieces), minlength=50), planar(land), rtol=1e-9)
    for zone, name in enumerate(zones.names):
        ground = shapely.union_all([turned[number] for number in range(12) if str(number % 7) == name])
        assert zones.sums(cell, planar(pieces))[zone] == pytest.approx(
            planar(shapely.intersection(land, ground)).sum(), rel=1e-9, abs=1e-9
        )


class EnoughError(Exception):
    """Ends the work that is asked for it."""


def ending(after):
    """Return a progress that raises when it is asked once more than ``after`` times, and the shares it was told."""
    told = []

    def progress(share):
        if len(told) == after:
            raise EnoughError
        told.append(share)

    return progress, told


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_overlapping_zones_that_end_at_one_border_keep_all_their_ground(seed):
    """Each was cut at the border by itself, so that its corners there are off the border by rounding: spikes."""
    random = np.random.default_rng(seed)
    for _ in range(25):
        angle, radius = np.sort(random.uniform(0, 2 * np.pi, 12)), random.uniform(1500, 3000, 12)
        city = shapely.make_valid(shapely.Polygon(MIDDLE + radius[:, None] * np.c_[np.cos(angle), np.sin(angle)]))
        low = random.uniform(-2500, 500, (random.integers(2, 5), 2))
        boxes = shapely.box(*(MIDDLE + low).T, *(MIDDLE + low + random.uniform(1000, 3500, low.shape)).T)
        drawn = shapely.intersection(shapely.transform(boxes, turned(random.uniform(0, np.pi))), city)
        zones = build(drawn, np.arange(len(drawn)).astype(str), planar)
        assert shapely.area(zones.cells) @ zones.members == pytest.approx(shapely.area(drawn), abs=1e-3)
        assert shapely.area(zones.cells).sum() == pytest.approx(shapely.union_all(drawn).area, abs=1e-3)


def turned(angle):
    sine, cosine = np.sin(angle), np.cos(angle)
    return lambda points: MIDDLE + (points - MIDDLE) @ np.array([[cosine, sine], [-sine, cosine]])


def test_building_zones_can_be_stopped_at_each_zone_and_at_each_cell():
    corners = np.random.default_rng(5).uniform(0, 80, (12, 2))
    grounds = shapely.box(corners[:, 0], corners[:, 1], corners[:, 0] + 30, corners[:, 1] + 30)
    names = np.arange(12).astype(str)
    progress, told = ending(np.inf)
    zones = build(grounds, names, planar, progress)
    assert len(told) >= len(zones.names) + len(zones.cells)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1)
    for after in range(len(told)):
        with pytest.raises(EnoughError):
            build(grounds, names, planar, ending(after)[0])


@pytest.mark.parametrize("vertices", [1, 30, 200])
def test_cutting_can_be_stopped_after_so_many_vertices_and_gives_the_very_same_then(vertices, monkeypatch):
    random = np.random.default_rng(7)
    land = shapely.buffer(shapely.points(random.uniform(0, 100, (50, 2))), random.uniform(1, 9, 50))
    zones = build(
        polygons(shapely.Point(30, 30).buffer(25, 64), shapely.box(50, 40, 90, 90)), np.array(["a", "b"]), planar
    )
    whole = cut(land, zones)
    monkeypatch.setattr("greenvein.core.geometry.zones._VERTICES", vertices)
    progress, told = ending(np.inf)
    for one, other in zip(cut(land, zones, progress), whole):
        assert (shapely.to_wkb(one) == shapely.to_wkb(other)).all() if one.dtype == object else (one == other).all()
    crossing = sum(
        shapely.get_num_coordinates(shape) + shapely.get_num_coordinates(cell)
        for shape in land
        for cell in zones.cells
        if shape.intersects(cell) and not cell.covers(shape)
    )
    assert len(told) >= min(crossing / vertices, 10)
    assert told == sorted(told)
    for after in range(len(told)):
        with pytest.raises(EnoughError):
            cut(land, zones, ending(after)[0])
