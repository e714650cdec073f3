"""Construction land that the drawing alone puts into the pattern: told apart, and nothing that is wider with it."""

import numpy as np
import pytest
import shapely
from greenvein.core.geometry.polygons import slivers_together
from greenvein.core.pattern import standing as patternstanding
from greenvein.core.pattern.codes import APART, NO_CONSTRUCTION, NO_TIER
from greenvein.core.pattern.securitypattern import construction_conflicts, security_pattern
from greenvein.core.pattern.standing import open_reason

SLIVER_M = 0.1


def box(west, south, east, north):
    return shapely.box(500_000 + west, 4_400_000 + south, 500_000 + east, 4_400_000 + north)


def found(red, construction, farm=()):
    """Return the conflicts, with the red line and farmland as the baseline tier."""
    geometry = np.array([*red, *farm], dtype=object)
    source = [0] * len(red) + [1] * len(farm)
    pattern = security_pattern(geometry, np.ones(len(geometry)), source, ["red", "farm"])
    return construction_conflicts(pattern, np.array(construction, dtype=object), sliver_m=SLIVER_M)


RED = [box(0, 0, 1_000, 1_000)]


@pytest.mark.parametrize(("overlap", "sliver"), [(1e-6, True), (0.01, True), (0.099, True), (0.101, False), (3, False)])
def test_an_overlap_is_a_sliver_where_it_is_narrower_than_the_width(overlap, sliver):
    table = found(RED, [box(1_000 - overlap, 100, 1_200, 900)]).table
    assert table["sliver"].tolist() == [sliver]
    assert table["area_m2"].sum() == pytest.approx(800 * overlap, abs=1e-3)


def test_a_long_thin_overlap_with_one_wider_place_is_a_conflict():
    home = shapely.union(box(999.98, 0, 1_200, 1_000), box(999.8, 500, 1_100, 501))
    (sliver,) = found(RED, [home]).table["sliver"]
    assert not sliver


def test_strips_that_together_are_wider_are_a_conflict_whatever_cuts_them():
    strips = [box(1_000 - 0.04 * (at + 1), 0, 1_000 - 0.04 * at, 500) for at in range(5)]
    assert not found(RED, strips).table["sliver"].any()
    assert found(RED, strips[::2]).table["sliver"].all()
    # One home in two pieces of the pattern, the one of which is farmland too.
    table = found(RED, [box(999.88, 0, 1_200, 500)], farm=[box(999.94, 0, 1_000, 1_000)]).table
    assert len(table) == 2 and not table["sliver"].any()


def test_a_sliver_beside_a_conflict_is_no_place_of_its_own():
    """Where the border of two layers was drawn twice, a hairline of both crosses the home."""
    table = found(RED, [box(500, 0, 1_500, 100)], farm=[box(999.99, 0, 2_000, 1_000)]).table
    assert table["sliver"].tolist() == [False, False, True]
    assert table["area_m2"].sum() == pytest.approx(100_000)


def test_slivers_of_two_tiers_are_not_taken_together():
    strips = np.array([box(0, 0, 0.06, 10), box(0.06, 0, 0.12, 10)], dtype=object)
    assert not slivers_together(strips, SLIVER_M).any()
    assert slivers_together(strips, SLIVER_M, np.array([1, 2])).all()
    assert not slivers_together(strips, 0.0).any()


@pytest.mark.cases(8, first=3)
def test_rounding_by_up_to_a_centimetre_turns_no_sliver_and_no_count(seed):
    """Homes along the border of a red line of many vertices, a few of them in it by 20 m."""
    random = np.random.default_rng(seed)
    turn = random.uniform(0, np.pi)
    way = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])

    def place(polygons, shift=0.0):
        shapes = np.array(polygons, dtype=object)

        def stored(at):
            vertices, which = np.unique(at, axis=0, return_inverse=True)
            moved = vertices @ way + [500_000, 4_400_000] + random.uniform(-shift, shift, vertices.shape)
            return moved[which.ravel()]

        return shapely.transform(shapes, stored)

    stops = np.unique(np.r_[0, np.sort(random.integers(1, 2_000, 60)), 2_000])
    border = [(float(at), 0.0) for at in stops]
    red = [shapely.Polygon([*border, (2_000, -900), (0, -900)])]
    deep = random.random(len(stops) - 1) < 0.2
    homes = [shapely.box(west, -20 if inside else 0, east, 50) for west, east, inside in zip(stops, stops[1:], deep)]
    table = found(place(red), place(homes, 0.01 / np.sqrt(2))).table
    real = table[~table["sliver"].astype(bool)]
    assert len(real) == deep.sum()
    assert real["area_m2"].sum() == pytest.approx(20 * np.diff(stops)[deep].sum(), abs=0.01 * 4_000)
    assert table["sliver"].any()


def test_whether_there_is_a_verdict_does_not_hang_on_slivers_either():
    geometry, tier = np.array([box(0, 0, 100, 100), box(200, 0, 300, 100)], dtype=object), np.array([1, 0])

    def reason(home, **more):
        return open_reason(geometry, tier, np.array([home], dtype=object), False, sliver_m=SLIVER_M, **more)

    assert reason(box(300 - 1e-2, 0, 400, 100)) == ""
    assert reason(box(300 - 0.2, 0, 400, 100)) == NO_TIER
    extent = np.array([box(-50, -50, 150, 150)], dtype=object)
    assert reason(box(150 - 1e-2, 0, 400, 100), extent=extent) == NO_CONSTRUCTION
    assert reason(box(150 - 0.2, 0, 180, 100), extent=extent) == ""
    assert reason(box(5_000, 0, 5_100, 100)) == APART


@pytest.mark.parametrize("batch", [1, 1_000])
def test_strips_of_several_homes_are_taken_together_in_however_many_goes_they_are_found(batch, monkeypatch):
    monkeypatch.setattr(patternstanding, "_BATCH", batch)
    unknown, tier = np.array([box(0, 0, 100, 100)], dtype=object), np.array([0])
    near, far = box(99.94, 0, 100, 100), shapely.union(box(99.88, 0, 99.94, 100), box(200, 0, 300, 100))
    for homes, wide in (([near], False), ([far], False), ([near, far], True)):
        found = open_reason(unknown, tier, np.array(homes, dtype=object), False, sliver_m=SLIVER_M)
        assert (found == NO_TIER) == wide
