"""Polygons that lie on one another by the hundreds: the right areas, quickly, and an end when it is asked for."""

import time

import numpy as np
import pytest
import shapely
from greenvein.core.geometry import zones
from greenvein.core.geometry.area import planar
from greenvein.core.geometry.coverage import flat
from greenvein.core.geometry.overlap import (
    CrowdedError,
    CrowdedZonesError,
    copies,
    flatten,
    overlapping_pairs,
    refuse_crowds,
    unions,
)
from greenvein.core.geometry.shares import share_in, tiers_of
from greenvein.core.land.reduction import LandLayer, land_reduction
from greenvein.core.land.vacateduse import vacated_use
from greenvein.core.parks.coverage import park_coverage
from greenvein.core.pattern.securitypattern import construction_conflicts, security_pattern

pytestmark = pytest.mark.slow

X, Y = 500_000, 4_420_000
SQUARE = shapely.box(X, Y, X + 1000, Y + 1000)
COPIES = np.array([SQUARE] * 2000)
TIERS = ((0, 500),)
CHAIN = (("farmland_space", "farmland"), ("", "green"))
LIMIT_S = 60


def nearly(count, jitter=1.0, seed=1):
    """Squares of a kilometre whose corners lie within some metres of each other."""
    west, south, east, north = np.random.default_rng(seed).uniform(-jitter, jitter, (4, count))
    return shapely.box(X + west, Y + south, X + 1000 + east, Y + 1000 + north)


def turned(count):
    rectangle = shapely.box(X, Y, X + 1000, Y + 200)
    return np.array([shapely.affinity.rotate(rectangle, angle) for angle in np.linspace(0, 180, count, endpoint=False)])


@pytest.fixture(autouse=True)
def in_time():
    begun = time.process_time()
    yield
    assert time.process_time() - begun < LIMIT_S


def test_copies_are_those_of_the_very_same_edges():
    other = shapely.box(X, Y, X + 1000, Y + 1000).difference(shapely.box(X + 10, Y + 10, X + 20, Y + 20))
    assert copies(np.array([SQUARE, other, None, SQUARE, None, other])).tolist() == [0, 1, 2, 0, 4, 1]
    assert copies(np.array([], dtype=object)).tolist() == []


@pytest.mark.cases(5, first=2)
def test_copies_among_others_leave_the_pairs_as_they_are(seed):
    random = np.random.default_rng(seed)
    corner, size = random.integers(0, 6, (2, 60)), random.integers(1, 4, (2, 60))
    boxes = shapely.box(*corner, *(corner + size))
    first, second = overlapping_pairs(boxes)
    every = {(a, b) for a in range(60) for b in range(a + 1, 60) if boxes[a].intersection(boxes[b]).area > 0}
    assert set(zip(first.tolist(), second.tolist())) == every


def test_homes_that_are_copies_each_have_their_own_coverage():
    """A strip of park 300 m east of the homes serves 200 m of their 1 000."""
    park = shapely.box(X + 1300, Y - 2000, X + 1400, Y + 3000)
    found = park_coverage(np.r_[COPIES, COPIES], np.array([park] * 2000), TIERS, 95)
    assert found.features["coverage"].to_numpy() == pytest.approx(0.2, abs=1e-9)
    assert found.total["residential_m2"] == pytest.approx(4000 * 1e6)
    assert found.total["park_m2"] == pytest.approx(100 * 5000)
    assert found.overlap_m2 == pytest.approx(3999 * 1e6)
    assert len(found.blind) == 4000


@pytest.mark.slow
@pytest.mark.parametrize("count", [300, 700])
def test_homes_and_parks_that_nearly_coincide_are_as_one(count):
    homes, parks = nearly(count), shapely.transform(nearly(count, 20, seed=2), lambda xy: xy + np.array([1300, 0]))
    found = park_coverage(homes, parks, TIERS, 95)
    # All park fronts lie on one line to some metres; the nearest of them serves 200 m and a little more.
    cover = shapely.buffer(shapely.union_all(parks), 500, quad_segs=128)
    expected = shapely.area(shapely.intersection(homes, cover))
    assert found.features["covered_m2"].to_numpy() == pytest.approx(expected, rel=1e-5)


def test_of_copies_in_a_historic_quarter_the_larger_radius_serves():
    strip = shapely.box(X + 1000, Y - 2000, X + 1100, Y + 3000)
    quarter = shapely.box(X + 900, Y - 2100, X + 1200, Y + 2100)  # more than half of each
    found = park_coverage(
        np.array([SQUARE]), np.array([strip] * 40), TIERS, 95, historic=np.array([quarter]), historic_tiers=((0, 700),)
    )
    assert found.features["coverage"].to_numpy() == pytest.approx([0.7], abs=1e-9)


HEAPS = {"copies": COPIES, "near": nearly(300), "turned": turned(278), "2000 near": nearly(2000)}


@pytest.mark.parametrize("ground", HEAPS.values(), ids=HEAPS)
def test_a_heap_of_one_tier_is_its_union(ground):
    union = shapely.union_all(ground[:1] if ground is COPIES else ground).area
    found = security_pattern(ground, np.ones(len(ground)), np.zeros(len(ground)), ["a"])
    assert found.area_m2.sum() == pytest.approx(union, rel=1e-9)
    assert shapely.area(flatten(ground)).sum() == pytest.approx(union, rel=1e-9)
    assert share_in(ground[:100], ground) == pytest.approx(np.ones(100))


def test_in_heaps_of_several_tiers_the_strictest_holds():
    ground, tier = nearly(300), np.arange(300) % 3 + 1
    found = security_pattern(ground, tier, np.zeros(300), ["a"])
    union = [shapely.union_all(ground[tier <= one]).area for one in (1, 2, 3)]
    assert found.tiers["area_m2"].to_numpy() == pytest.approx(np.diff([0, *union]), rel=1e-6)
    whole = tiers_of(np.array([SQUARE.buffer(50)]), ground, tier, 0.5)
    assert whole.area_m2[0] == pytest.approx(np.diff([0, *union]), rel=1e-6)


def test_construction_land_in_a_heap_counts_once():
    pattern = security_pattern(np.array([SQUARE]), np.array([1]), np.array([0]), ["a"])
    found = construction_conflicts(pattern, COPIES, rank=np.arange(2000)[::-1])
    assert found.table["area_m2"].tolist() == pytest.approx([1e6])
    assert found.table["construction"].tolist() == [1999]
    assert found.overlap_m2 == pytest.approx(1999 * 1e6)


@pytest.mark.parametrize("ground", [nearly(150), turned(100)], ids=["near", "turned"])
def test_construction_land_that_nearly_coincides_counts_once(ground):
    pattern = security_pattern(np.array([SQUARE]), np.array([1]), np.array([0]), ["a"])
    found = construction_conflicts(pattern, ground)
    inside = shapely.intersection(shapely.union_all(ground), SQUARE).area
    assert found.table["area_m2"].sum() == pytest.approx(inside, rel=1e-9)
    assert found.overlap_m2 == pytest.approx(shapely.area(ground).sum() - shapely.union_all(ground).area, rel=1e-9)


def test_of_many_copies_one_is_on_top_and_each_other_lies_under_it():
    rank = np.random.default_rng(0).permutation(2000)
    found = flat(COPIES, rank=rank)
    top = int(np.argmin(rank))
    assert np.flatnonzero(~shapely.is_missing(found.geometry)).tolist() == [top]
    assert set(found.upper.tolist()) == {top}
    assert sorted(found.lower.tolist()) == [row for row in range(2000) if row != top]
    assert shapely.area(found.overlaps).sum() == pytest.approx(1999 * 1e6)


def test_a_few_copies_are_still_told_in_pairs():
    found = flat(np.array([SQUARE] * 3))
    assert sorted(zip(found.upper.tolist(), found.lower.tolist())) == [(0, 1), (0, 2), (1, 2)]


@pytest.mark.parametrize("ground", [COPIES, nearly(150)], ids=["copies", "near"])
def test_an_account_of_heaps_closes(ground):
    before = np.where(np.arange(len(ground)) % 2, "urban_rural", "farmland").astype(object)
    after = np.full(len(ground), "forest", dtype=object)
    found = land_reduction(LandLayer(ground, before), LandLayer(ground, after))
    assert found.closure_m2 < 1
    assert found.changes["area_m2"].sum() == pytest.approx(shapely.union_all(ground).area, rel=1e-9)


def test_plots_that_are_copies_count_their_ground_once():
    areas = {"red_line": COPIES, "farmland_space": COPIES, "blind_areas": COPIES}
    found = vacated_use(COPIES, areas, CHAIN, min_farmland_m2=1, max_farmland_distance_m=10, share=0.5, tiers=TIERS)
    assert found.first_m2 == pytest.approx(1e6)
    assert found.overlap_m2 == pytest.approx(1999 * 1e6)


@pytest.mark.slow
def test_zones_that_are_copies_each_hold_the_ground():
    found = zones.build(COPIES, np.arange(2000).astype(str), planar)
    assert len(found.cells) == 1
    assert found.members.sum() == 2000
    one_name = zones.build(nearly(2000), np.full(2000, "a"), planar)
    assert one_name.names == ("a",)


def test_more_pairs_than_can_be_told_are_an_error_that_counts_them(monkeypatch):
    monkeypatch.setattr("greenvein.core.geometry.overlap._MOST_PAIRS", 10_000)
    with pytest.raises(CrowdedError, match="more than 10000 pairs of polygons lie on one another"):
        flat(nearly(150))
    with pytest.raises(CrowdedError):
        zones.build(nearly(220), np.arange(220).astype(str), planar)


def test_crowded_plots_are_refused_before_anything_else_is_done():
    ground, shares = turned(2000), []
    with pytest.raises(CrowdedError):
        vacated_use(
            ground,
            {"red_line": ground, "farmland_space": ground, "blind_areas": ground},
            CHAIN,
            min_farmland_m2=1,
            max_farmland_distance_m=10,
            share=0.5,
            tiers=TIERS,
            progress=shares.append,
        )
    assert max(shares, default=0) == 0


def test_neighbours_without_number_are_no_crowd():
    refuse_crowds(shapely.box(X + np.arange(50_000) * 10.0, Y, X + np.arange(50_000) * 10.0 + 10, Y + 10))


def test_crowded_dates_are_refused():
    ground = turned(1000)
    date = LandLayer(ground, np.full(len(ground), "forest", dtype=object))
    with pytest.raises(CrowdedError):
        land_reduction(date, date)


@pytest.mark.slow
@pytest.mark.cases(3, first=1)
def test_what_is_seen_of_a_heap_is_each_polygon_without_those_above_it(seed):
    random = np.random.default_rng(seed)
    rectangle = shapely.box(X, Y, X + 1000, Y + 200)
    ground = np.array([shapely.affinity.rotate(rectangle, angle) for angle in random.uniform(0, 180, 120)])
    rank = random.permutation(120)
    found = flat(ground, rank=rank)
    area = shapely.area(ground)
    order = np.lexsort((rank, area))
    seen = [
        shapely.difference(ground[row], shapely.union_all(ground[order[:at]], grid_size=1e-6)).area
        for at, row in enumerate(order)
    ]
    empty = shapely.is_missing(found.geometry)
    assert np.where(empty, 0, shapely.area(found.geometry))[order] == pytest.approx(np.array(seen), abs=0.01)
    assert len(found.upper) == 120 * 119 / 2


@pytest.mark.slow
@pytest.mark.cases(4, first=1)
def test_unions_of_sets_in_a_heap_are_those_of_each_alone(seed):
    random = np.random.default_rng(seed)
    ground = turned(150)
    sets = [random.permutation(150)[: random.integers(1, 150)] for _ in range(40)]  # of any kind
    order = random.permutation(150)
    sets += [order[:count] for count in random.permutation(np.arange(40, 150))]  # each of them in another
    expected = [shapely.union_all(ground[rows]).area for rows in sets]
    assert shapely.area(unions(ground, sets)) == pytest.approx(np.array(expected), rel=1e-9)


@pytest.mark.slow
def test_zones_whose_cells_are_without_number_are_refused_and_a_few_homes_in_them_are_not():
    cells = zones.build(turned(50), np.arange(50).astype(str), planar)
    assert len(cells.cells) > 20 * 50
    few = turned(7)[:3]
    pieces, source, _ = zones.cut(few, cells)
    assert np.bincount(source, weights=shapely.area(pieces)) == pytest.approx(shapely.area(few))
    begun = time.process_time()
    with pytest.raises(CrowdedZonesError):
        park_coverage(turned(2000), turned(10), TIERS, 95, zones=cells)
    assert time.process_time() - begun < 10


class StopError(Exception):
    pass


@pytest.mark.slow
@pytest.mark.parametrize("kernel", ["coverage", "pairs", "flat"])
def test_a_heap_is_left_within_two_seconds(kernel):
    begun = time.monotonic()
    asked = []

    def progress(share):
        if time.monotonic() - begun > 1:
            asked.append(time.monotonic())
            raise StopError

    ground = nearly(3000, 30)
    work = {
        "coverage": lambda: park_coverage(ground, ground, TIERS, 95, progress=progress),
        "pairs": lambda: overlapping_pairs(ground, progress),
        "flat": lambda: flat(ground, progress),
    }[kernel]
    with pytest.raises((StopError, CrowdedError)):
        work()
    if asked:
        assert time.monotonic() - asked[0] < 2
