"""Units with fewer people than live in any village: how many more may be meant, and that true cities have none."""

import numpy as np
import pytest
import shapely
from greenvein.core.geometry.area import planar
from greenvein.core.people.codes import TOO_FEW, TOO_MANY
from greenvein.core.people.plausible import out_of_scale
from greenvein.core.people.sparse import few_everywhere, sparse_among, sparse_homes, with_empty

HA = 1e4


def streets(*hectares):
    """Strips of 100 m that are homes all over, side by side."""
    ends = np.cumsum(hectares) * 100.0
    return shapely.box(np.r_[0.0, ends[:-1]], 0, ends, 100)


def found(people, hectares, cells=False):
    """The streets in which people are few, and how many there may be in each of them by the hectare."""
    shapes, people, homes_m2 = streets(*hectares), np.array(people, dtype=float), np.array(hectares) * HA
    its = sparse_among(shapes, shapes, people, homes_m2, planar, cells)
    rows = [int(np.flatnonzero(shapely.equals(shapes, one))[0]) for one in its.ground]
    may_be = its.further * HA + people[rows] / homes_m2[rows] * HA
    return dict(zip(rows, may_be.round(6).tolist()))


@pytest.mark.parametrize(
    ("first", "may_be"),
    [
        # On 40 ha, beside 200 people to a hectare: in tens of thousands, thousands and hundreds, of 100, 200 and 800.
        (0.4, 1000), (0.8, 200), (4, 1000), (8, 200), (32, 800), (40, 1000), (80, 200),
        # As many as in villages where most have left; and nobody, as in a new quarter.
        (200, None), (8000, None), (0, None),
    ],
)  # fmt: skip
def test_fewer_than_in_any_village_may_be_hundreds_or_thousands_of_persons(first, may_be):
    assert found([first, 8000, 16_000], [40, 40, 80]) == ({} if may_be is None else {0: may_be})


def test_on_vast_ground_few_are_few_beside_villages_too():
    """4 to a hectare, where 40 live elsewhere: on 50 ha that is no quarter into which people move."""
    assert found([160, 4000], [40, 100]) == {}
    assert found([240, 4000], [60, 100]) == {0: 40}
    # Nor is nobody at all.
    assert found([0, 4000], [60, 100]) == {0: 40}


def test_houses_and_small_cells_of_rasters_may_have_few():
    assert found([1, 8000], [0.9, 40]) == {}
    assert found([1, 8000], [5, 40]) == {0: 200}
    assert found([1, 8000], [5, 40], cells=True) == {}
    assert found([1, 8000], [20, 40], cells=True) == {0: 500}


def test_an_empty_home_of_town_size_is_as_an_empty_street_unless_nothing_is_known_of_it():
    homes, area, people = streets(60, 60, 40), np.array([60, 60, 40]) * HA, np.array([0.0, 6.0, 8000.0])
    its = sparse_homes(homes, people, area)
    assert (its.ground.tolist(), its.people, its.area_m2) == (homes[:2].tolist(), 6, 120 * HA)
    assert (its.further * HA)[0] == pytest.approx(200)
    its = sparse_homes(homes, people, area, known=np.array([False, True, True]))
    assert (its.ground.tolist(), its.people, its.area_m2) == ([homes[1]], 6, 60 * HA)


@pytest.mark.parametrize(("count", "told"), [(60, True), (49, False)])
def test_nobody_on_ground_of_town_size_is_told_of_streets_homes_and_rasters_alike(count, told):
    """Each of 1 ha, beside as many in which 200 people live; and on 49 ha a quarter may be new."""
    shapes, area = streets(*[1] * 2 * count), np.full(2 * count, HA)
    people = np.tile([200.0, 0.0], count)
    further = count * 200 if told else 0
    for its in (
        sparse_homes(shapes, people, area),
        sparse_among(shapes, shapes, people, area, planar),
        with_empty(
            sparse_among(shapes, shapes[::2], people[::2], area[::2], planar, True), shapes[1::2], 2e4 * count, planar
        ),
    ):
        assert its.further @ planar(its.ground) == pytest.approx(further)


def test_nobody_on_a_hundredth_of_all_homes_are_the_empty_houses_of_every_city():
    shapes, people = streets(*[60] * 2, *[100] * 120), np.r_[np.zeros(2), np.full(120, 20_000.0)]
    its = with_empty(
        sparse_among(shapes, shapes[2:], people[2:], np.full(120, 100 * HA), planar), shapes[:2], 13_000 * HA, planar
    )
    assert not len(its.ground)


def test_where_nobody_lives_closer_all_are_too_few():
    for people, hectares, code in (
        ([80, 80], [400, 400], TOO_FEW), ([800, 800], [400, 400], TOO_FEW), ([80, 80_000], [400, 400], None),
        ([80, 80], [20, 20], None), ([0, 0], [400, 400], None), ([2000, 0], [400, 400], None),
    ):  # fmt: skip
        doubt = few_everywhere(np.array(people, dtype=float), np.array(hectares) * HA)
        assert (None if doubt is None else doubt.code) == code
        assert code is None or found(people, hectares) == {}


@pytest.mark.cases(200, first=40)
def test_true_cities_are_in_no_doubt_and_slips_are_found_with_as_many_as_are_meant(seed):
    """Villages with 10 people to a hectare of homes in a town, or villas and towers, in streets of 2 to 300 ha."""
    draw = np.random.default_rng(seed)
    least = draw.choice([10, 30])
    hectares, density = draw.uniform(2, 300, 12), np.exp(draw.uniform(np.log(least), np.log(50 * least), 12))
    true = density * hectares
    assert found(true, hectares) == {}
    assert few_everywhere(true, hectares * HA) is None
    row, times = draw.integers(12), 10.0 ** draw.integers(2, 5)
    given = true.copy()
    given[row] /= times
    usual = sparse_homes(streets(*hectares), given, hectares * HA).usual * HA
    # A hundredth of towers is as many as in a village, and then nobody can tell where the others live less close.
    few = given[row] < 5 * hectares[row] and (hectares[row] >= 50 or density[row] * 100 / times <= 5 * usual)
    each = given / hectares
    between = hectares[(each >= usual / 50) & (each < usual / 7)].sum()
    told = few or (each[row] < usual / 50 and hectares[row] > between)
    assert found(given, hectares).keys() == ({row} if told else set())
    if told and density[row] <= 5 * usual:
        assert found(given, hectares)[row] >= density[row] * (1 - 1e-6)


@pytest.mark.cases(60, first=20)
def test_villas_beside_towers_and_villages_beside_a_town_are_ordinary(seed):
    """Half of all homes are of one kind and half of the other, nothing between them, in streets, plots or cells."""
    draw = np.random.default_rng(seed)
    count = int(draw.integers(2, 40))
    hectares = draw.uniform(0.3, draw.choice([2, 20, 200]), 2 * count)
    low, high = [((30, 60), (300, 1500)), ((10, 30), (100, 500))][seed % 2]
    each = np.r_[draw.uniform(*low, count), draw.uniform(*high, count)]
    assert found(each * hectares, hectares) == {}
    assert found(each * hectares, hectares, cells=True) == {}
    assert not len(sparse_homes(streets(*hectares), each * hectares, hectares * HA).ground)


@pytest.mark.cases(60, first=20)
def test_every_second_one_in_another_unit_is_told_however_close_people_live_and_however_small_they_are(seed):
    draw = np.random.default_rng(seed)
    hectares = draw.uniform(0.3, draw.choice([1, 5, 50]), 120)
    usual = np.exp(draw.uniform(np.log(60), np.log(2000)))
    true = usual * np.exp(draw.normal(0, 0.25, 120)) * hectares
    given = np.where(np.arange(120) % 2, true / 10.0 ** draw.integers(2, 5), true)
    shapes, area = streets(*hectares), hectares * HA
    for its in (
        sparse_among(shapes, shapes, given, area, planar),
        sparse_among(shapes, shapes, given, area, planar, cells=True),
        sparse_homes(shapes, given, area),
    ):
        assert its.people > 0.9 * given[1::2].sum()
        assert given.sum() + its.further @ planar(its.ground) > 0.8 * true.sum()


@pytest.mark.parametrize(
    ("per_head", "density", "code"),
    [
        (171, 14, TOO_FEW), (171, 16, ""), (169, 1, ""), (1.6, 1600, TOO_MANY), (1.6, 1400, ""), (1.7, 1600, ""),
        (0, 1600, ""), (np.nan, np.nan, ""),
    ],
)  # fmt: skip
def test_ten_times_as_much_as_plans_ask_is_a_slip_where_people_live_as_close_as_in_no_city(per_head, density, code):
    assert out_of_scale(per_head, 16.7, 17, density / HA) == code
