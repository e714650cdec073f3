"""Homes and parks of which the same ground is another class of the same layer: bounds, and no verdict they may turn."""

import numpy as np
import pytest
import shapely
from greenvein.core.geometry.area import planar
from greenvein.core.geometry.zones import build
from greenvein.core.land.claimed import claimed
from greenvein.core.parks.builtup import Maybe
from greenvein.core.parks.coverage import park_coverage

RADII = ((0, 500),)
ORIGIN = np.array([500_000, 4_400_000])


def plots(*sides):
    found = np.empty(len(sides), dtype=object)
    found[:] = [shapely.box(*side) for side in sides]
    return found


def bounds(row):
    return row["coverage_least_pct"], row["coverage_most_pct"]


@pytest.mark.cases(20, first=5)
def test_claimed_ground_is_what_both_layers_cover(seed):
    random = np.random.default_rng(seed)

    def some(count):
        west, south = random.integers(0, 90, (2, count))
        return shapely.box(west, south, west + random.integers(1, 12, count), south + random.integers(1, 12, count))

    taken, others = some(random.integers(1, 30)), some(120 if seed % 5 == 4 else 20)
    both = shapely.intersection(shapely.union_all(taken), shapely.union_all(others)).area
    assert shapely.union_all(claimed(taken, others)).area == pytest.approx(both)


@pytest.mark.parametrize("noise", [0, 1e-9, 1e-6, 1e-4])
def test_of_parcels_that_tile_the_ground_only_what_lies_on_them_claims_any(noise):
    random = np.random.default_rng(7)
    west, south = (side.ravel() for side in np.meshgrid(np.arange(0, 600, 20), np.arange(0, 600, 20)))
    corners = np.stack([west, south, west + 20, south, west + 20, south + 20, west, south + 20], axis=1)
    corners = corners.reshape(-1, 4, 2) + ORIGIN
    parcels = shapely.polygons(corners + random.normal(0, noise, corners.shape))
    is_home = random.random(len(parcels)) < 0.5
    assert not len(claimed(parcels[is_home], parcels[~is_home]))
    plant = shapely.transform(plots((100, 100, 200, 150)), lambda at: at + ORIGIN)
    ground = claimed(parcels[is_home], np.append(parcels[~is_home], plant))
    there = shapely.intersection(shapely.union_all(parcels[is_home]), plant[0]).area
    assert shapely.area(ground).sum() == pytest.approx(there, abs=1000 * noise + 1e-6)


def test_neighbours_claim_nothing_of_each_other_however_their_border_was_stored():
    homes, others = plots((0, 0, 100, 100)), plots((100, 0, 200, 100), (-100, 0, 0.09, 100))
    assert not len(claimed(homes, others))
    assert not len(claimed(homes, others[:0]))


def test_strips_side_by_side_that_make_a_wide_place_claim_it():
    others = shapely.box(np.arange(50) * 0.08, 0, np.arange(1, 51) * 0.08, 100)
    assert shapely.area(claimed(plots((0, 0, 100, 100)), others)).sum() == pytest.approx(400)


@pytest.mark.parametrize(
    ("claims", "least", "most", "decides"),
    [
        (0, None, None, False),
        (100, 100 * 800 / 900, 90.0, False),  # of 900 m of 1,000 that are served 100 may be none
        (500, 80.0, 90.0, True),
        (1_000, 0.0, 100.0, True),
    ],
)
def test_a_coverage_lies_between_what_it_is_with_contested_homes_and_without(claims, least, most, decides):
    """1,000 m of homes, of which 900 are served; the target is 85 %."""
    homes, park = plots((0, 0, 1_000, 10)), plots((-10, 0, 400, 10))
    found = park_coverage(homes, park, RADII, 85, maybe=Maybe(not_homes=plots((0, 0, claims, 10)))).total
    assert found["coverage_pct"] == pytest.approx(90)
    assert bounds(found) == pytest.approx((least, most)) if claims else np.isnan(bounds(found)).all()
    assert found["contested_decides"] == decides


def test_each_zone_goes_by_its_own_contested_ground():
    homes, park = plots((0, 0, 100, 10), (1_000, 0, 1_100, 10)), plots((-10, 0, 1_200, 10))
    zones = build(plots((-100, 0, 500, 10), (500, 0, 1_500, 10)), np.array(["a", "b"], dtype=object), planar)
    found = park_coverage(homes, park, RADII, 85, zones=zones, maybe=Maybe(not_homes=homes[1:])).summary
    assert found["contested_decides"].tolist() == [False, True, False]


def test_homes_no_park_serves_are_missed_whichever_of_them_are_homes():
    homes, park = plots((0, 0, 1_000, 10)), plots((5_000, 0, 5_100, 10))
    found = park_coverage(homes, park, RADII, 85, maybe=Maybe(not_homes=plots((0, 0, 900, 10)))).total
    assert not found["contested_decides"]


def test_parks_that_may_be_none_leave_no_target_met_where_they_serve_however_small_they_are():
    homes, parks = plots((0, 0, 100, 10)), plots((100, 0, 200, 100), (50_000, 0, 59_900, 100))
    for part, decides in ((parks[1:], False), (parks[:1], True), (plots((100, 0, 150, 100)), False)):
        found = park_coverage(homes, parks, RADII, 85, maybe=Maybe(not_parks=part)).total
        assert (found["contested_decides"], np.isnan(found["coverage_least_pct"])) == (decides, not decides)


def test_contested_parks_and_homes_of_the_built_up_area_are_told():
    homes, parks = plots((0, 0, 100, 100)), plots((100, 0, 200, 100))
    for lost in (0, 30):
        maybe = Maybe(not_homes=plots((0, 0, lost / 10, 100)), not_parks=plots((100, 0, 100 + lost, 100)))
        people = {"population": np.array([500.0]), "built_up": plots((0, 0, 150, 100))}
        found = park_coverage(homes, parks, RADII, 85, maybe=maybe, **people).total
        assert found["not_park_m2"] == pytest.approx(lost * 100)
        assert found["contested_weighs"] == (lost > 0)
