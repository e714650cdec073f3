"""Plots that lie on each other: no order of them changes a figure; claims of one against another open a verdict."""

import numpy as np
import pytest
import shapely
from greenvein.core.land.codes import NO_FARMLAND, NOTHING, OVERLAP
from greenvein.core.land.vacateduse import vacated_use

EAST, NORTH = 500_000.0, 4_400_000.0
CHAIN = (("farmland_space", "farmland"), ("", "green"))
CLASSES = ("farmland", "grass", "water", "urban_rural")
SIDE = {"farmland": 1, "grass": -1, "water": -1, "urban_rural": 0}


def array(*shapes):
    made = np.empty(len(shapes), dtype=object)
    made[:] = shapes
    return made


def box(west, south, east, north):
    return shapely.box(EAST + west, NORTH + south, EAST + east, NORTH + north)


FARM = box(500, 0, 600, 100)


def uses(plots, classes, farm=FARM, **changed):
    areas = {} if farm is None else {"farmland_space": array(farm) if farm else array()}
    given = {"min_farmland_m2": 400, "max_farmland_distance_m": 20, "share": 0.5, "tiers": ((0, 500),), **changed}
    return vacated_use(array(*plots), areas, CHAIN, classes=np.array(classes, dtype=object), **given)


def verdict(found):
    return found.farmland_at_least_green, found.open_


PLOT, NEARLY = box(0, 0, 100, 100), box(0, 0, 99, 100)


@pytest.mark.parametrize("classes", [("farmland", "grass"), ("grass", "farmland")])
@pytest.mark.parametrize("ids", [None, ("A", "B"), ("B", "A")])
def test_two_plots_on_the_same_ground_are_not_judged_and_count_alike_in_any_order(classes, ids):
    names = None if ids is None else np.array(ids, dtype=object)
    found = uses([PLOT, PLOT], classes, ids=names)
    again = uses([PLOT, PLOT], classes[::-1], ids=None if ids is None else names[::-1])
    assert verdict(found) == verdict(again) == (None, OVERLAP)
    assert found.summary.equals(again.summary)
    if ids is not None:  # of equal ones that of lower id counts
        first = classes[ids.index("A")]
        areas = found.summary.set_index("use")["area_m2"]
        assert areas["farmland" if first == "farmland" else "green"] == pytest.approx(10_000)


@pytest.mark.parametrize("classes", [("farmland", "grass"), ("grass", "farmland"), ("farmland", "urban_rural")])
def test_ground_that_the_smaller_plot_takes_from_the_larger_may_decide(classes):
    assert verdict(uses([PLOT, NEARLY, box(200, 0, 260, 100)], [*classes, "grass"])) == (None, OVERLAP)


def test_overlaps_of_one_use_or_too_small_to_decide_leave_the_verdict():
    assert verdict(uses([PLOT, NEARLY], ["farmland", "farmland"])) == (True, "")
    assert verdict(uses([PLOT, NEARLY], ["water", "grass"])) == (False, "")
    assert verdict(uses([PLOT, box(90, 0, 140, 100)], ["farmland", "grass"])) == (True, "")
    assert verdict(uses([PLOT, box(0, 0, 40, 100)], ["farmland", "urban_rural"])) == (True, "")


@pytest.mark.parametrize(
    ("farm", "expected"),
    [
        (None, (None, NO_FARMLAND)),
        ((), (None, NO_FARMLAND)),
        (box(50_000, 0, 50_100, 100), (None, NO_FARMLAND)),
        (box(1_101, 0, 1_200, 100), (None, NO_FARMLAND)),
        (box(1_099, 0, 1_200, 100), (False, "")),
        (FARM, (False, "")),  # near the plot, but not on it: a real answer
    ],
)
def test_farmland_areas_that_hold_nothing_or_lie_elsewhere_are_as_none(farm, expected):
    assert verdict(uses([PLOT], ["unused"], farm)) == expected


def test_farmland_that_a_rule_still_reaches_is_not_elsewhere():
    found = uses([PLOT], ["unused"], box(2_000, 0, 2_100, 100), max_farmland_distance_m=3_000)
    assert verdict(found) == (True, "")


def test_land_that_is_all_built_upon_again_is_nothing_to_weigh():
    assert verdict(uses([PLOT], ["urban_rural"])) == (None, NOTHING)


@pytest.mark.parametrize("other", ["farmland", "grass", "unused"])
@pytest.mark.parametrize("on_top", [0, 1])
def test_plots_that_may_all_be_built_upon_again_are_nothing_sure_to_weigh(other, on_top):
    classes = ["urban_rural", other]
    assert verdict(uses([PLOT, PLOT], classes[:: 1 - 2 * on_top])) == (None, OVERLAP)
    assert verdict(uses([PLOT, box(10, 10, 20, 20)], classes))[1] == OVERLAP  # under the larger plot all of it


def scene(random):
    """Return plots that overlap, touch, lie in one another and are copies; classes."""
    west, south = random.integers(0, 10, (2, 9)) * 30
    plots = [box(x, y, x + w, y + h) for x, y, w, h in zip(west, south, *random.integers(1, 6, (2, 9)) * 30)]
    for _ in range(3):
        bend = np.linspace(0, 2 * np.pi, random.integers(4, 9))[:-1]
        reach = random.uniform(20, 120, len(bend))[:, None]
        centre = np.array([EAST, NORTH]) + random.uniform(0, 300, 2)
        plots.append(shapely.Polygon(centre + reach * np.c_[np.cos(bend), np.sin(bend)]))
    plots += [plots[row] for row in random.integers(0, 12, int(random.integers(0, 30)))]
    return plots, random.choice(CLASSES, len(plots), p=random.dirichlet([2, 1, 1, 1]))


@pytest.mark.cases(60, first=8)
def test_a_verdict_is_given_where_every_choice_among_the_plots_has_the_same(seed):
    """Cell by cell of what the borders of all plots cut out, any plot over it may be right."""
    random = np.random.default_rng(seed)
    plots, classes = scene(random)
    cells = shapely.get_parts(shapely.polygonize([shapely.union_all(shapely.boundary(array(*plots)))]))
    cell, plot = shapely.STRtree(plots).query(shapely.point_on_surface(cells), predicate="within")
    side = np.array([SIDE[one] for one in classes])
    least, most = np.full(len(cells), 2), np.full(len(cells), -2)
    np.minimum.at(least, cell, side[plot])
    np.maximum.at(most, cell, side[plot])
    some, area = most > -2, shapely.area(cells)
    worst, best = float(area[some] @ least[some]), float(area[some] @ most[some])
    found = uses(plots, classes)
    weighs = set(classes) != {"urban_rural"}
    expected = None if not weighs or (worst >= 0) != (best >= 0) else worst >= 0
    assert found.farmland_at_least_green is expected, (worst, best)
    order = random.permutation(len(plots))
    again = uses([plots[row] for row in order], classes[order])
    np.testing.assert_allclose(again.summary["area_m2"], found.summary["area_m2"], rtol=1e-9, atol=1e-6)
    assert verdict(again) == verdict(found)
