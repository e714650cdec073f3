"""A coverage lies between what it is in every reading of doubtful land, and is open just where these differ."""

import itertools

import numpy as np
import pytest
import shapely
from greenvein.core.geometry.area import planar
from greenvein.core.geometry.plane import Plane
from greenvein.core.geometry.zones import build
from greenvein.core.parks.builtup import Maybe
from greenvein.core.parks.coverage import park_coverage

TIERS = ((0.0, 300.0), (20_000.0, 500.0))
SIDE = 400


def squares(at, size):
    return shapely.box(at[:, 0], at[:, 1], at[:, 0] + size, at[:, 1] + size)


def served(homes, parks):
    """What parks serve of each home, and what not, in m², by shapely and nothing of ours."""
    radius = np.where(shapely.area(parks) >= 20_000, 500.0, 300.0)
    reach = shapely.union_all(shapely.buffer(parks, radius, quad_segs=128))
    covered = shapely.area(shapely.intersection(homes, reach))
    return covered, shapely.area(homes) - covered


def subsets(items):
    return [[*some] for count in range(len(items) + 1) for some in itertools.combinations(items, count)]


@pytest.mark.cases(80, first=20)
def test_a_coverage_is_open_just_where_readings_of_doubtful_land_differ(seed):
    """Squares on a grid: homes, parks from pocket parks to one that dwarfs them, and doubtful ones of each."""
    random = np.random.default_rng(seed)
    cells = random.permutation(np.stack(np.meshgrid(np.arange(8), np.arange(8)), axis=-1).reshape(-1, 2)) * SIDE
    homes, maybe_homes = squares(cells[:14], 300), squares(cells[14:17], 300)
    parks, maybe_parks = squares(cells[20:24], 60), squares(cells[24 : 24 + seed % 3], random.choice([60, 200]))
    if seed % 2:
        parks = np.append(parks, shapely.box(-90_000, 0, -80_000, 10_000))
    lost_homes, lost_parks = homes[: random.integers(0, 3)], parks[: random.integers(0, 3)]
    zones = build(shapely.box([-500, 1_600], -500, [1_600, 4_000], 4_000), np.array(["a", "b"], dtype=object), planar)
    target = float(random.choice([20, 40, 60, 80, 95]))
    maybe = Maybe(maybe_homes, maybe_parks, not_homes=lost_homes, not_parks=lost_parks)
    table = park_coverage(homes, parks, TIERS, target, zones=zones, maybe=maybe).summary
    for name, place in (
        ("a", shapely.box(-500, -500, 1_600, 4_000)),
        ("b", shapely.box(1_600, -500, 4_000, 4_000)),
        ("", None),
    ):
        row = table[(table["zone"] == name) & (table["scope"] != "outside")].iloc[-1]
        found, empty = [], False
        ways = subsets(range(len(maybe_parks))), subsets(range(len(lost_parks)))
        land = np.concatenate([homes, maybe_homes])
        land = land if place is None else shapely.intersection(land, place)
        doubtful = [*range(len(lost_homes)), *range(len(homes), len(land))]
        for more, less in itertools.product(*ways):
            # Of a doubtful home what is served may be one, or not, and so what is not.
            covered, blind = served(land, np.concatenate([np.delete(parks, less), maybe_parks[more]]))
            sums = np.array([[np.delete(covered, doubtful).sum(), np.delete(blind, doubtful).sum()]])
            for home in doubtful:
                for bit in ([covered[home], 0], [0, blind[home]]):
                    sums = np.concatenate([sums, sums + bit])
            some = sums.sum(axis=1) > 1e-3
            empty |= not some.all()
            found += (100 * sums[some, 0] / sums[some].sum(axis=1)).tolist()
        if empty or not row["residential_m2"]:
            continue
        ends = row["coverage_least_pct"], row["coverage_most_pct"]
        ends = (row["coverage_pct"],) * 2 if np.isnan(ends[0]) else ends
        assert ends == pytest.approx((min(found), max(found)), abs=1e-6)
        turned = (min(found) >= target - 1e-6) != (max(found) >= target - 1e-6)
        assert (row["contested_decides"] or row["codes_decide"]) == turned


@pytest.mark.parametrize("slip", [0.0, 0.03, -0.03])
def test_a_park_that_other_land_covers_but_for_how_it_is_drawn_serves_nothing_without_it(slip):
    homes, park = shapely.box([0], 0, [100], 100), shapely.box([100], 0, [160], 60)
    claimed = shapely.box([100 + slip], slip, [160 - slip], 60 - slip)
    far = shapely.box([90_000], 0, [99_000], 9_000)
    maybe = Maybe(not_parks=shapely.intersection(claimed, park))
    total = park_coverage(homes, np.concatenate([park, far]), TIERS, 95.0, maybe=maybe).total
    assert (total["coverage_least_pct"], total["coverage_most_pct"], total["contested_decides"]) == (0, 100, True)


def test_a_park_that_is_half_another_use_serves_by_the_tier_of_its_rest():
    """With all of its 3 ha it serves 500 m, with 1 ha 300 m, of homes that lie beside it for 400 m."""
    homes, park = shapely.box([0], 0, [400], 100), shapely.box([-300], 0, [0], 100)
    maybe = Maybe(not_parks=shapely.box([-300], 0, [-100], 100))
    total = park_coverage(homes, park, TIERS, 95.0, maybe=maybe).total
    assert total["coverage_pct"] == pytest.approx(100)
    assert total["coverage_least_pct"] == pytest.approx(75)
    maybe = Maybe(not_parks=shapely.box([-100], 0, [0], 100))
    total = park_coverage(homes, park, ((0.0, 300.0),), 95.0, maybe=maybe).total
    assert total["coverage_least_pct"] == pytest.approx(50)  # 300 m from where the rest ends, at -100 m


@pytest.mark.parametrize(("depth", "decides"), [(526.25, True), (526.40, False), (526.0, False)])
def test_radii_in_a_plane_that_turn_the_target_are_told(depth, decides):
    """A strip along a park, 500 m of it served in the plane: 500.2 m on the ground are 499.8 m there."""
    homes = shapely.box([0], 0, [10_000], depth)
    park = shapely.box([-600], -100, [10_600], 0)
    utm = Plane(least=1.0007, most=1.0008)
    total = park_coverage(homes, park, ((0.0, 500.0),), 95.0, plane=utm).total
    assert total["plane_decides"] == decides
    assert not park_coverage(homes, park, ((0.0, 500.0),), 95.0).total["plane_decides"]
