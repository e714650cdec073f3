"""Whether people can be those who live there: names of fields, persons on ground, units on each other."""

import numpy as np
import pytest
import shapely
from greenvein.core.people.codes import (
    DENSITY,
    IN_TEN_THOUSANDS,
    OVERLAPPING,
    TOO_FEW,
    TOO_MANY,
    TWICE,
    TWO_LEVELS,
)
from greenvein.core.people.named import by_name
from greenvein.core.people.plausible import crowding, overlapping

HA, KM2 = 1e4, 1e6


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("常住人口万", IN_TEN_THOUSANDS), ("常住人口（万人）", IN_TEN_THOUSANDS), ("人口_万", IN_TEN_THOUSANDS),
        ("常住人口(万)", IN_TEN_THOUSANDS), ("人口密度", DENSITY), ("常住人口（人/km²）", DENSITY),
        ("pop_density", DENSITY),
        ("pop_per_km2", DENSITY), ("人口（万人/平方公里）", DENSITY), ("常住人口", ""), ("万寿路街道人口", ""),
        ("people", ""),
        ("人口（人）", ""), ("population", ""), ("2025年人口", ""), ("万柳人口", ""), ("pop_万柳", ""),
    ],
)  # fmt: skip
def test_a_field_says_by_its_name_that_it_holds_no_persons(name, code):
    assert by_name([name]) == by_name(["pop", name]) == code


@pytest.mark.parametrize(
    ("people", "homes_m2", "units_m2", "units", "code"),
    [
        # A village of 12 persons to a km², on 2 ha of homes, and a hundred houses of weekends with one inhabitant.
        (240, 2 * HA, 20 * KM2, 1, None), (1, 9 * HA, 0, 0, None),
        # 12 000 persons on 100 ha of homes, in tens of thousands.
        (12_000, 100 * HA, 4 * KM2, 1, None), (1.2, 100 * HA, 4 * KM2, 1, TOO_FEW),
        # Towers of 60 storeys, whose footprints are both homes and units: 2 persons to a m².
        (1_000, 500, 500, 1, None), (3_000, 500, 500, 1, TOO_MANY),
        # 100 000 persons to a km² are the densest streets, 250 000 no street.
        (100_000, 40 * HA, 1 * KM2, 1, None), (250_000, 40 * HA, 1 * KM2, 1, TOO_MANY),
        (0, 40 * HA, 1 * KM2, 1, None), (5, 0, 1 * KM2, 1, None),
    ],
)  # fmt: skip
def test_as_many_people_as_live_somewhere_are_in_no_doubt(people, homes_m2, units_m2, units, code):
    found = crowding(people, homes_m2, units_m2, units)
    assert (None if found is None else found.code) == code


STREETS = shapely.box([0, 100], 0, [100, 200], 100)
COMMUNITIES = shapely.box([0, 50, 100, 150], 0, [50, 100, 150, 200], 100)


def found(*units, people=None):
    units = np.concatenate([np.atleast_1d(one) for one in units])
    doubt = overlapping(units, np.ones(len(units)) if people is None else np.array(people, dtype=float))
    return None if doubt is None else (doubt.code, pytest.approx(doubt.share))


def test_streets_that_are_drawn_twice_are_told_from_two_levels():
    assert found(STREETS) is None
    assert found(STREETS, STREETS) == (TWICE, 1.0)
    assert found(STREETS, STREETS[:1]) == (TWICE, 0.5)
    assert found(STREETS, COMMUNITIES) == (TWO_LEVELS, 1.0)
    assert found(STREETS, COMMUNITIES[:1]) == (TWO_LEVELS, 0.25)
    # By two hands, a metre apart.
    assert found(STREETS, shapely.box([1, 101], 1, [101, 201], 101)) == (TWICE, pytest.approx(1.96 / 2.04, abs=0.01))


def test_units_that_share_borders_badly_are_told_from_a_hundredth_on():
    assert found(STREETS[:1], shapely.box(99.5, 0, 199.5, 100)) is None
    assert found(STREETS[:1], shapely.box(90, 0, 190, 100)) == (OVERLAPPING, pytest.approx(10 / 190))


def test_units_in_which_nobody_is_counted_count_nobody_twice():
    assert found(STREETS, COMMUNITIES, people=[0, 0, 1, 1, 1, 1]) is None
    assert found(STREETS, STREETS, people=[5, 7, 0, 0]) is None


@pytest.mark.cases(40, first=8)
def test_a_mosaic_is_in_no_doubt_and_with_copies_or_districts_it_is(seed):
    random = np.random.default_rng(seed)
    across, up = (np.r_[0, np.sort(random.uniform(1, 999, random.integers(1, 6))), 1000] for _ in range(2))
    west, south = (one.ravel() for one in np.meshgrid(across[:-1], up[:-1]))
    east, north = (one.ravel() for one in np.meshgrid(across[1:], up[1:]))
    mosaic = shapely.box(west, south, east, north)
    copied = random.random(len(mosaic)) < 0.5
    share = shapely.area(mosaic[copied]).sum() / 1e6
    assert found(mosaic) is None
    assert found(mosaic, mosaic[copied]) == ((TWICE, share) if share > 0.01 else None)
    # A district around all of it, of which no part is nearly all.
    whole = shapely.box(0, 0, 1000, 1000)
    code = TWICE if shapely.area(mosaic).max() >= 0.95e6 else TWO_LEVELS
    assert found(mosaic, whole) == (code, 1.0)
