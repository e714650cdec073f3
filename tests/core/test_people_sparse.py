"""Units with fewer people than live in any village: how many more may be meant, and that true cities have none."""

import numpy as np
import pytest
import shapely
from greenvein.core.geometry.area import planar
from greenvein.core.people.codes import TOO_FEW, TOO_MANY
from greenvein.core.people.plausible import out_of_scale
from greenvein.core.people.sparse import few_everywhere, sparse_among, sparse_homes

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


def test_of_homes_themselves_nobody_says_whether_an_empty_one_is_known():
    homes, area = streets(60, 60, 40), np.array([60, 60, 40]) * HA
    its = sparse_homes(homes, np.array([0.0, 6.0, 8000.0]), area)
    assert (its.ground.tolist(), its.people, its.area_m2) == ([homes[1]], 6, 60 * HA)


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
    """From villages with 10 people to a hectare of homes to towers with 1 500, in streets of 2 to 300 ha of homes."""
    draw = np.random.default_rng(seed)
    hectares, density = draw.uniform(2, 300, 12), np.exp(draw.uniform(np.log(10), np.log(1500), 12))
    true = density * hectares
    assert found(true, hectares) == {}
    assert few_everywhere(true, hectares * HA) is None
    row, times = draw.integers(12), 10.0 ** draw.integers(2, 5)
    given = true.copy()
    given[row] /= times
    usual = sparse_homes(streets(*hectares), given, hectares * HA).usual * HA
    # A hundredth of towers is as many as in a village, and then nobody can tell.
    told = given[row] < 5 * hectares[row] and (hectares[row] >= 50 or density[row] * 100 / times <= 5 * usual)
    assert found(given, hectares).keys() == ({row} if told else set())
    if told and density[row] <= 5 * usual:
        assert found(given, hectares)[row] >= density[row] * (1 - 1e-6)


@pytest.mark.parametrize(
    ("per_head", "density", "code"),
    [
        (171, 14, TOO_FEW), (171, 16, ""), (169, 1, ""), (1.6, 1600, TOO_MANY), (1.6, 1400, ""), (1.7, 1600, ""),
        (0, 1600, ""), (np.nan, np.nan, ""),
    ],
)  # fmt: skip
def test_ten_times_as_much_as_plans_ask_is_a_slip_where_people_live_as_close_as_in_no_city(per_head, density, code):
    assert out_of_scale(per_head, 16.7, 17, density / HA) == code
