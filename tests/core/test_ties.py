"""Equal polygons are told apart by where they lie, their shape and their ids: never by the order they came in."""

import numpy as np
import pytest
import shapely
from greenvein.core.geometry.ties import rank_of


def test_place_decides_first_then_shape_then_the_keys_in_turn():
    west, east = shapely.box(0, 0, 1, 1), shapely.box(5, 0, 6, 1)
    rising, falling = (shapely.Polygon(ring) for ring in ([(0, 0), (1, 1), (0, 1)], [(0, 0), (1, 0), (0, 1)]))
    geometry = np.array([east, west, west, west, falling, rising], dtype=object)
    ids = np.array(["a", "b", "b", "a", "z", "z"], dtype=object)
    key = np.array([0, 2, 1, 3, 4, 5])
    rank = rank_of(geometry, ids, key)
    assert sorted(rank) == list(range(6))
    assert rank[0] == 5  # the eastern one
    assert rank[3] < rank[2] < rank[1]  # of one ground: by id, then by key
    shapes = [shapely.normalize(geometry[row]).wkb for row in (4, 5)]
    assert (rank[4] < rank[5]) == (shapes[0] < shapes[1])


def test_where_a_ring_begins_says_nothing():
    ring = [(0, 0), (1, 0), (1, 1), (0, 1)]
    again = shapely.Polygon(ring[2:] + ring[:2])
    geometry = np.array([shapely.Polygon(ring), again], dtype=object)
    assert rank_of(geometry, np.array(["b", "a"], dtype=object)).tolist() == [1, 0]


@pytest.mark.cases(10, first=3)
def test_another_order_ranks_alike(seed):
    random = np.random.default_rng(seed)
    x, y = random.integers(0, 3, (2, 30))
    geometry, ids = shapely.box(x, y, x + random.integers(1, 3, 30), y + 1), random.integers(0, 4, 30).astype(str)
    order = random.permutation(30)
    ours, theirs = np.argsort(rank_of(geometry, ids)), order[np.argsort(rank_of(geometry[order], ids[order]))]
    assert [(geometry[row].wkb, ids[row]) for row in ours] == [(geometry[row].wkb, ids[row]) for row in theirs]


def test_nothing_has_no_rank():
    assert rank_of(np.empty(0, dtype=object)).tolist() == []
