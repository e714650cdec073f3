"""Borders that were drawn or stored twice, up to a centimetre apart, turn no count, notice or verdict."""

import numpy as np
import pytest
import shapely
from greenvein.core.geometry.area import planar
from greenvein.core.geometry.overlap import counted_twice, drawn_once, flatten
from greenvein.core.geometry.shares import lies_in, tiers_of
from greenvein.core.geometry.zones import build
from greenvein.core.land.vacatedground import ground_of
from greenvein.core.live.flat import LiveFlat
from greenvein.core.live.keyed import Keyed
from greenvein.core.parks.coverage import park_coverage


def array(polygons):
    found = np.empty(len(polygons), dtype=object)
    found[:] = polygons
    return found


def box(west, south, east, north):
    return shapely.box(500_000 + west, 4_400_000 + south, 500_000 + east, 4_400_000 + north)


def stored(polygons, random):
    """Return polygons each of whose vertices is somewhere else, by less than a centimetre, in every polygon."""

    def moved(at):
        vertices, which = np.unique(at, axis=0, return_inverse=True)
        turn, far = random.uniform(0, 2 * np.pi, len(vertices)), random.uniform(0, 0.01, len(vertices))
        return (vertices + far[:, None] * np.c_[np.cos(turn), np.sin(turn)])[which.ravel()]

    return array([shapely.transform(one, moved) for one in polygons])


def tiling(random, side=6, size=100):
    """Return parcels that tile a square, whose borders are not straight lines."""
    x, y = np.meshgrid(np.arange(side + 1) * size, np.arange(side + 1) * size)
    corner = np.stack([x, y], axis=-1) + random.uniform(-0.2, 0.2, (side + 1, side + 1, 2)) * size
    corner += [500_000, 4_400_000]
    rings = [
        [corner[row, at], corner[row, at + 1], corner[row + 1, at + 1], corner[row + 1, at]]
        for row in range(side)
        for at in range(side)
    ]
    return array([shapely.Polygon(ring) for ring in rings])


@pytest.mark.cases(6, first=2)
def test_parcels_side_by_side_do_not_lie_on_each_other(seed):
    random = np.random.default_rng(seed)
    parcels = stored(tiling(random), random)
    area = planar(parcels)
    assert counted_twice(parcels, area) == 0
    assert not drawn_once(parcels).wide
    assert ground_of(parcels, area, np.full(36, "farmland"), np.full(36, "")).overlap_m2 == 0
    zones = build(parcels, np.array([f"zone {at % 5}" for at in range(36)]), planar)
    assert zones.overlap_m2 == 0
    live = LiveFlat(parcels)
    assert not live.are_twice
    assert planar(live.flatten(parcels)).sum() == pytest.approx(planar(flatten(parcels)).sum(), rel=1e-12)
    # One that lies on its neighbours by a metre is told, in a live run too.
    keyed = Keyed(np.arange(36), geometry=parcels)
    wide = keyed.put(np.array([14]), np.array([14]), geometry=shapely.buffer(parcels[[14]], 1))
    live.edit(wide, keyed["geometry"])
    more = keyed["geometry"]
    twice = counted_twice(more, planar(more))
    assert twice == pytest.approx(shapely.length(parcels[14]), rel=0.05)
    assert live.are_twice and drawn_once(more).wide
    once = planar(flatten(more)).sum()
    assert planar(more).sum() - once == pytest.approx(twice, abs=0.01 * shapely.length(parcels).sum())
    assert planar(live.flatten(more)).sum() == pytest.approx(once, rel=1e-12)
    assert ground_of(more, planar(more), np.full(36, "farmland"), np.full(36, "")).overlap_m2 > 300
    zones = build(more, np.array([f"zone {at}" for at in range(36)]), planar)
    assert zones.overlap_m2 == pytest.approx(shapely.length(parcels[14]), rel=0.05)


@pytest.mark.cases(6, first=2)
def test_what_a_park_serves_but_for_a_hairline_is_no_blind_area(seed):
    """Homes end where the radius of a long park ends; one of them stands out by five metres."""
    random = np.random.default_rng(seed)
    park = array([box(-100, -5_000, 0, 5_000)])
    reach = 500
    homes = [box(100, 100 * at, reach + 5 * (at == 3), 100 * at + 90) for at in range(8)]
    drawn = park_coverage(array(homes), park, ((0, reach),), 95)
    shifted = [shapely.affinity.translate(home, 0.021) for home in homes]
    found = park_coverage(stored(shifted, random), stored(park, random), ((0, reach),), 95)
    assert len(drawn.blind) == len(found.blind) == found.total["blind_count"] == 1
    assert found.small_count > 0
    assert found.total["blind_m2"] == pytest.approx(450, abs=8 * 90 * 0.05)
    assert found.total["coverage_pct"] == pytest.approx(drawn.total["coverage_pct"], abs=0.01)


@pytest.mark.cases(6, first=2)
def test_plots_beside_an_area_do_not_lie_in_it_whatever_share_is_asked_for(seed):
    random = np.random.default_rng(seed)
    plots = tiling(random)
    inside = np.zeros(36, dtype=bool)
    inside[[7, 8, 13, 14]] = True
    area = stored(plots[inside], random)
    drawn = stored(plots, random)
    for share in (0, 1e-6, 0.5):
        np.testing.assert_array_equal(lies_in(drawn, area, share), inside)
    found = tiers_of(drawn, np.r_[area, stored(plots[[20]], random)], np.array([1, 1, 1, 1, 2]), 0)
    assert found.tier.tolist() == [2 if at == 20 else int(inside[at]) for at in range(36)]
    # A corner of half a metre is no hairline.
    assert lies_in(drawn, array([shapely.buffer(shapely.Point(drawn[0].exterior.coords[0]), 0.5)]), 0)[0]
    # A plot that is a hairline itself is asked for its share alone.
    strip = array([box(0, 0, 0.05, 100)])
    assert lies_in(strip, array([box(-10, 0, 10, 50)]), 0.5).all()
    assert not lies_in(strip, array([box(-10, 0, 10, 50)]), 0.6).any()
