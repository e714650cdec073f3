"""Coverage that follows edits: after every edit the very answer of a fresh run, and only what it touches looked at."""

import numpy as np
import pandas as pd
import pytest
import shapely
from greenvein.core.geometry import zones as zoning
from greenvein.core.geometry.area import planar
from greenvein.core.geometry.plane import Plane
from greenvein.core.live.coverage import LiveCoverage
from greenvein.core.live.keyed import Keyed
from greenvein.core.parks.builtup import Maybe
from greenvein.core.parks.coverage import park_coverage
from greenvein.core.people.spread import spread

SIDE_M = 4_000
TIERS = ((400, 300), (5_000, 500))


def shape(random, largest_m):
    """A rectangle turned at random, sometimes with a hole, sometimes with a second part."""
    size, angle = random.uniform(10, largest_m, 2), random.uniform(0, 90)
    found = shapely.affinity.rotate(shapely.box(0, 0, *size), angle)
    if random.random() < 0.2:
        found = found.difference(found.centroid.buffer(size.min() / 4))
    if random.random() < 0.2:
        found = found.union(shapely.affinity.translate(found, 2 * largest_m, 0))
    return shapely.affinity.translate(found, *random.uniform(0, SIDE_M, 2))


def shapes(random, count, largest_m):
    found = np.empty(count, dtype=object)
    found[:] = [shape(random, largest_m) for _ in range(count)]
    return found


def change(random, keyed, largest_m, newest):
    """Add, delete, move or reshape one to three features; return the arguments of ``Keyed.put``."""
    kind = random.choice(["add", "delete", "move", "reshape"])
    number = int(random.integers(1, 4))
    if kind == "add":
        key = newest + np.arange(number)
        return key, key, shapes(random, number, largest_m)
    key = random.choice(keyed.key, min(number, len(keyed)), replace=False)
    if kind == "delete":
        return key, key[:0], np.empty(0, dtype=object)
    old = keyed["geometry"][np.searchsorted(keyed.key, key)]
    if kind == "move":
        by = random.uniform(-600, 600, 2)
        return key, key, shapely.transform(old, lambda xy: xy + by)
    return key, key, shapes(random, len(key), largest_m)


def equal(one, other):
    """Hold that two coverages are the same to the last bit."""
    pd.testing.assert_frame_equal(one.summary, other.summary, check_exact=True)
    pd.testing.assert_frame_equal(one.features, other.features, check_exact=True)
    pd.testing.assert_frame_equal(one.blind, other.blind, check_exact=True)
    assert (one.blind_geometry == other.blind_geometry).all()
    assert (one.radius_m == other.radius_m).all()
    assert (one.small_count, one.small_m2) == (other.small_count, other.small_m2)


def rules(case):
    """Return what the kernel is given beside the two layers: as a city has it without zones, and with everything."""
    if case == "plain":
        return {"tiers": ((0, 500),)}
    quarters = np.array([shapely.box(0, 0, 1_000, 2_000), shapely.box(2_500, 2_500, 3_500, 3_500)], dtype=object)
    districts = np.array(
        [shapely.box(-500, -500, 2_000, 2_500), shapely.box(2_000, -500, 4_500, 2_500), shapely.box(0, 2_000, 3e3, 4e3)]
    )
    return {
        "tiers": TIERS,
        "historic": quarters,
        "historic_tiers": ((1_000, 300), (100, 600)),
        "zones": zoning.build(districts, np.array(["east", "west", "north"]), planar),
    }


def people_of_units(random):
    """Return what spreads the people of streets, some of which overlap, over residential land."""
    streets, persons = shapes(random, 20, 1_500), random.integers(0, 5_000, 20).astype(float)
    return lambda residential: spread(residential["geometry"], streets, persons)


def doubts_of(random):
    """Return land that may be homes and parks, and what may be none of those that are taken."""
    return Maybe(
        *(shapes(random, 8, 250) for _ in range(2)), not_homes=shapes(random, 8, 250), not_parks=shapes(random, 8, 500)
    )


@pytest.mark.slow
@pytest.mark.parametrize("case", ["plain", "with zones, tiers, historic quarters and people", "with people of units"])
@pytest.mark.parametrize("seed", [1, 2])
def test_every_one_of_many_random_edits_gives_what_a_fresh_run_gives(case, seed, cases):
    random, given = np.random.default_rng(seed), rules(case)
    tiers, target = given.pop("tiers"), 40 if case == "with people of units" else 95
    units = people_of_units(random) if case == "with people of units" else None
    known = units is None and case != "plain"
    people = {"population": random.integers(0, 5_000, 60).astype(float)} if known else {}
    residential = Keyed(np.arange(60), geometry=shapes(random, 60, 250), **people)
    parks = Keyed(np.arange(12), geometry=shapes(random, 12, 120))
    towns = {"built_up": given["historic"]} if case != "plain" else {}
    doubtful = {"plane": Plane(1.0007, 1.0009), "maybe": doubts_of(random)} if units is not None else {}
    followed = doubtful | {"maybe": lambda homes: doubtful["maybe"]} if doubtful else {}
    live = LiveCoverage(residential, parks, tiers, target, spread=units, **followed, **towns, **given)
    newest, touched = 1_000, 0
    count = cases(70, first=25)
    for _ in range(count):
        which, largest_m = (parks, 120) if random.random() < 0.6 else (residential, 250)
        key, left, geometry = change(random, which, largest_m, newest)
        newest += 10
        columns = {"geometry": geometry}
        if people and which is residential:
            columns["population"] = random.integers(0, 5_000, len(left)).astype(float)
        edit = which.put(key, left, **columns)
        touched += len(live.edit(**{"parks" if which is parks else "residential": edit}))
        lived = {"population": residential.columns.get("population")}
        if units is not None:
            found = units(residential)
            lived = {"population": found.population, "patches": found.patches}
        lived |= doubtful
        fresh = park_coverage(residential["geometry"], parks["geometry"], tiers, target, **lived, **towns, **given)
        equal(live.coverage(), fresh)
    assert touched < count * len(residential) / 2


def test_parks_that_vanish_and_come_back_take_their_service_with_them():
    land = np.array([shapely.box(0, 0, 100, 100), shapely.box(2_000, 0, 2_100, 100)], dtype=object)
    park = np.array([shapely.box(-60, 0, -50, 10)], dtype=object)
    residential, parks = Keyed(np.array([7, 9]), geometry=land), Keyed(np.array([3]), geometry=park)
    live = LiveCoverage(residential, parks, ((0, 500),), 95)
    assert live.coverage().total["coverage_pct"] == 50
    live.edit(parks=parks.put([3], np.array([], dtype=int), geometry=park[:0]))
    assert live.coverage().total["coverage_pct"] == 0
    assert np.isnan(live.coverage().features["park_m"]).all()
    live.edit(parks=parks.put([3], np.array([3]), geometry=park))
    assert live.coverage().total["coverage_pct"] == 50
    assert list(live.coverage().features["park_m"]) == [50, 2_050]


def test_pocket_park_is_only_looked_for_by_the_homes_around_it():
    corner = np.arange(0, 10_000, 100.0)
    x, y = np.meshgrid(corner, corner)
    land = shapely.box(x.ravel(), y.ravel(), x.ravel() + 100, y.ravel() + 100)
    old = np.array([shapely.box(-10, 0, 0, 10_000)], dtype=object)
    residential, parks = Keyed(np.arange(len(land)), geometry=land), Keyed(np.array([0]), geometry=old)
    live = LiveCoverage(residential, parks, ((0, 500),), 95)
    pocket = np.array([shapely.box(300, 300, 320, 320)], dtype=object)
    looked = live.edit(parks=parks.put([1], np.array([1]), geometry=pocket))
    near = shapely.dwithin(land, pocket[0], 500) | (shapely.distance(land, pocket[0]) <= shapely.distance(land, old[0]))
    assert set(looked) == set(np.flatnonzero(near))


def test_edit_that_changes_nothing_is_none():
    land = np.array([shapely.box(0, 0, 1, 1), shapely.box(2, 0, 3, 1)], dtype=object)
    keyed = Keyed(np.array([4, 5]), geometry=land, population=np.array([np.nan, 2.0]))
    assert not keyed.put([4, 5, 6], np.array([5, 4]), geometry=land[::-1], population=np.array([2.0, np.nan]))
    edit = keyed.put([4, 5], np.array([5]), geometry=land[:1], population=np.array([3.0]))
    assert list(edit.place) == [-1, -1]
    assert list(edit.fresh) == [0]
    assert list(edit.before["population"]) == [pytest.approx(np.nan, nan_ok=True), 2.0]
    assert list(keyed.serial) == [1]
