"""Sampled boundaries: what is asked again, and what is not, makes no difference to the samples."""

import numpy as np
import pytest
import shapely
from greenvein.core.corridors import mesh
from greenvein.core.corridors.end_edges import End
from greenvein.core.corridors.mesh import conform, refine, sample
from scipy.spatial import cKDTree
from shapely import affinity

NO_WALLS = np.array([], dtype=object)


def ground(random):
    """A strip with boxes cut out of it, some of them close to each other or to its edge."""
    strip = shapely.box(0, 0, 900, 100)
    corner = random.uniform((0, -10), (900, 90), (25, 2))
    boxes = shapely.box(*corner.T, *(corner + random.uniform(3, 25, (25, 2))).T)
    return shapely.get_parts(shapely.difference(strip, shapely.union_all(boxes)))


@pytest.mark.cases(10, first=3)
@pytest.mark.parametrize("finest", [0.5, 0.2, 0.05])
def test_refining_gives_what_looking_at_every_piece_again_would(seed, finest):
    random = np.random.default_rng(seed)
    boundary = sample(ground(random), NO_WALLS, 20.0, 0.2)
    longest = random.uniform(1, 40, len(boundary.piece))
    refined = refine(boundary, longest, finest)
    anew = conform(boundary.at_most(np.maximum(longest, finest)), finest)
    assert np.array_equal(refined.site, anew.site)
    assert np.array_equal(refined.piece, anew.piece)
    assert len(refined.piece) > len(boundary.piece)


@pytest.mark.parametrize("angle", [20, 35, 45, 55, 60, 75, 85, 90, 91, 110, 150])
@pytest.mark.parametrize("slant", [0, 45, 17])
def test_one_cut_at_a_side_with_hundreds_of_equal_teeth_is_followed_by_all_that_it_calls_for(angle, slant, monkeypatch):
    x, deep = np.arange(801) * 15.0, 15 / np.tan(np.radians(angle / 2))
    side = np.stack([x, 300 + deep * (np.arange(801) % 2)], axis=1)
    corridor = affinity.rotate(shapely.Polygon(np.r_[[[0, 0], [x[-1], 0]], side[::-1]]), slant)
    boundary = sample(np.array([corridor], dtype=object), NO_WALLS, 50.0, 0.5)
    asked, wanted = [], mesh._wanted
    monkeypatch.setattr(mesh, "_wanted", lambda *given: asked.append(1) or wanted(*given))
    longest = np.full(len(boundary.piece), np.inf)
    longest[400] = boundary.length[400] / 2
    boundary = refine(boundary, longest, 0.5)
    assert len(asked) <= 40
    assert boundary.finest == 0.5
    middle = boundary.site[boundary.piece].mean(axis=1)
    nearest, _ = cKDTree(boundary.site).query(middle)
    open_ = (nearest < boundary.length / 2 - 1e-6) & (boundary.length >= 1.0)
    assert not open_.any()


def test_boundary_that_is_fine_enough_stays_the_one_it_is_and_keeps_its_triangulation():
    boundary = sample(np.array([shapely.box(0, 0, 100, 20)], dtype=object), NO_WALLS, 5.0, 0.2)
    assert refine(boundary, np.full(len(boundary.piece), 6.0), 0.2) is boundary
    assert boundary.delaunay is boundary.delaunay


def test_an_end_holds_what_lies_on_its_edge_within_a_millimetre_and_meets_what_touches_it():
    edge = shapely.MultiLineString([[(0, 0), (0, 10)], [(0, 10), (5, 20)]])
    end = End(edge, edge.bounds, np.array([3.0, 5.0]), np.array([-1.0, 0.0]))
    points = np.array([[0, 5], [0.0009, 5], [0.0011, 5], [0, -0.0009], [0, -0.0011], [2.5, 15], [2.5, 5], [900, 900]])
    assert end.holds(points).tolist() == [True, True, False, True, False, True, False, False]
    start = np.array([[-5.0, 5], [1, 0], [0, -1], [-9, -9], [0, 4]])
    stop = np.array([[5.0, 6], [1, 9], [0, 0], [99, 99], [0, 6]])
    assert end.meets(start, stop).tolist() == [True, False, True, True, True]
