"""Zones and dates whose edges run a fraction of a millimetre beside each other: the account closes, and in time."""

import time

import numpy as np
import pytest
import shapely
from greenvein.core.geometry import zones
from greenvein.core.geometry.area import planar
from greenvein.core.geometry.polygons import clean
from greenvein.core.land.reduction import LandLayer, land_reduction

CLASSES = ("farmland", "urban_rural", "forest", "transport_water_special", "water", "grass")
SIDE = 50_000


def wards(seed, count=30):
    """Polygons of some ten kilometres with a corner every 100 m; neighbours, drawn one by one, overlap and gape."""
    random = np.random.default_rng(seed)
    frame = shapely.box(0, 0, SIDE, SIDE)
    cells = shapely.get_parts(
        shapely.voronoi_polygons(shapely.multipoints(random.uniform(0, SIDE, (count, 2))), extend_to=frame)
    )
    cells = shapely.segmentize(shapely.intersection(cells, frame), 100)

    def bent(points, number):
        x, y = points.T / 500
        curve = 40 * np.column_stack([np.sin(3 * x) * np.cos(2 * y), np.cos(x + 2 * y)])
        return points + curve + 0.3 * np.sin(points[:, ::-1] * (1 + number) * 0.37)

    drawn = [shapely.transform(cell, lambda points, at=at: bent(points, at)) for at, cell in enumerate(cells)]
    return clean(np.array(drawn, dtype=object)).geometry


def shifted(geometry, x, y):
    return shapely.transform(geometry, lambda points: points + np.array([x, y]))


def account(before, after, seed, named=None):
    random = np.random.default_rng(seed)
    dates = [LandLayer(date, random.choice(np.array(CLASSES, dtype=object), len(date))) for date in (before, after)]
    begun = time.process_time()
    found = None if named is None else zones.build(*named, planar)
    return land_reduction(*dates, zones=found), time.process_time() - begun


@pytest.mark.slow
@pytest.mark.cases(3, first=1)
@pytest.mark.parametrize("beside", [0, 1e-3])
def test_the_account_closes_with_zones_a_hair_beside_the_parcels(seed, beside):
    before = wards(seed)
    after = shifted(before, 0.001, -0.0007)
    random = np.random.default_rng(seed + 100)
    name = random.choice(list(CLASSES), len(before))
    ground = [shapely.union_all(before[name == one]) for one in np.unique(name)]
    drawn = shifted(np.array(ground), beside, beside / 3)
    whole, alone_s = account(before, after, seed)
    found, with_s = account(before, after, seed, (drawn, np.unique(name)))
    assert whole.closure_m2 < 0.01
    assert found.closure_m2 < 0.1
    assert with_s < 10 * max(alone_s, 0.2)  # a union of whole zones for each parcel took a hundred times as long


def test_what_a_zone_leaves_of_a_large_polygon_is_no_rounding():
    """A strip of 0.04 mm along a side of 50 km, 2 m², is a billionth of the polygon; it lies outside the zone."""
    parcel = shapely.box(0, 0, 50_000, 50_000)
    zone = zones.build(np.array([shapely.box(0, 0, 50_000 - 0.00004, 50_000)]), np.array(["a"]), planar)
    pieces, _, cell = zones.cut(np.array([parcel]), zone)
    assert shapely.area(pieces[cell == zones.OUTSIDE]).sum() == pytest.approx(2, rel=1e-3)
    assert shapely.area(pieces).sum() == pytest.approx(parcel.area, rel=1e-12)
