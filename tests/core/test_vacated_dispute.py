"""Vacated land on ground of which land-use polygons say different things: no verdict that another claimant may turn."""

import numpy as np
import pytest
import shapely
from greenvein.core.geometry.area import planar
from greenvein.core.geometry.zones import build
from greenvein.core.land.codes import NO_FARMLAND, NOTHING, OVERLAP, VACATED
from greenvein.core.land.reduction import LandLayer, land_reduction
from greenvein.core.land.vacateduse import vacated_use

CHAIN = (("farmland_space", "farmland"), ("", "green"))
SIZE, CELL_M = 12, 100.0
URBAN, BUILT = "urban_rural", "transport_water_special"
SIDE = {"farmland": 1, "forest": -1, "water": -1, BUILT: 0}
BEFORE, AFTER = (URBAN, URBAN, "farmland", "unknown"), (*SIDE, URBAN, "unknown")


def box(west, south, east, north):
    return shapely.box(west * CELL_M, south * CELL_M, east * CELL_M, north * CELL_M)


WHOLE = box(0, 0, SIZE, SIZE)


def layer(random, classes, count):
    """Return a date that covers all, with boxes and copies of them on it, and its claims (cells, classes)."""
    corner, reach = random.integers(0, SIZE, (count, 2)), random.integers(1, 6, (count, 2))
    boxes = [(0, 0, SIZE, SIZE), *np.c_[corner, np.minimum(corner + reach, SIZE)].tolist()]
    boxes += [boxes[row] for row in random.integers(0, len(boxes), int(random.integers(0, 5)))]
    class_ = random.choice(classes, len(boxes)).astype(object)
    class_[0] = classes[0]
    claims = np.zeros((SIZE, SIZE, len(set(classes))), dtype=bool)
    names = sorted(set(classes))
    for (west, south, east, north), one in zip(boxes, class_):
        claims[west:east, south:north, names.index(one)] = True
    return LandLayer(np.array([box(*one) for one in boxes], dtype=object), class_), claims, names


def plots_of(account):
    """Return the vacated land of an account as it is handed on: ground, classes now, contested ground."""
    rows = np.flatnonzero((account.changes["kind"] == VACATED).to_numpy())
    table = account.changes.iloc[rows]
    return account.ground[rows], table["to"].to_numpy(dtype=object), table["contested_m2"].to_numpy()


def uses(plots, classes, contested=None, **changed):
    rules = {"min_farmland_m2": 400, "max_farmland_distance_m": 20, "share": 0.5, "tiers": ((0, 500),), **changed}
    areas = {"farmland_space": np.array([rules.pop("farm", WHOLE)], dtype=object)}
    contested = None if contested is None else np.array(contested, dtype=float)
    return vacated_use(plots, areas, CHAIN, classes=classes, contested_m2=contested, **rules)


def verdict(found):
    return found.farmland_at_least_green, found.open_


def cells_of(ground):
    """Return the cells that lie in each polygon, shape (n, SIZE, SIZE)."""
    x, y = np.meshgrid(*[(np.arange(SIZE) + 0.5) * CELL_M] * 2, indexing="ij")
    return np.array([shapely.contains_xy(one, x, y) for one in ground]).reshape(-1, SIZE, SIZE)


@pytest.mark.parametrize("zoned", [False, True])
@pytest.mark.cases(8, first=3)
def test_what_is_contested_of_a_change_is_that_of_its_cells(seed, zoned):
    random = np.random.default_rng(seed)
    (before, was, _), (after, is_, _) = layer(random, BEFORE, 3), layer(random, AFTER, 6)
    zones = build(np.array([box(0, 0, 5, SIZE)]), np.array(["west"]), planar) if zoned else None
    account = land_reduction(before, after, zones=zones)
    contested = (was.sum(axis=2) > 1) | (is_.sum(axis=2) > 1)
    expected = (cells_of(account.ground) & contested).sum(axis=(1, 2)) * CELL_M**2
    assert account.changes["contested_m2"].to_numpy() == pytest.approx(expected, abs=1e-3)


def test_where_nothing_lies_on_each_other_or_all_agree_nothing_is_contested():
    before = LandLayer(np.array([WHOLE]), np.array([URBAN], dtype=object))
    for boxes in ([box(0, 0, 4, 4), box(4, 0, 8, 4)], [box(0, 0, 4, 4), box(1, 1, 3, 3), box(0, 0, 4, 4)]):
        after = LandLayer(np.array(boxes), np.array(["forest"] * len(boxes), dtype=object))
        account = land_reduction(before, after)
        assert len(account.changes)
        assert (account.changes["contested_m2"] == 0).all()


def sides(was, is_, names, at):
    """Return which sides a cell may be on: farmland 1, green space and water -1, neither 0."""
    before = {BEFORE_NAMES[row] for row in np.flatnonzero(was[at])}
    after = {names[row] for row in np.flatnonzero(is_[at])}
    found = {SIDE.get(one, 0) for one in after} if before & {URBAN, "unknown"} else {0}
    found |= {1, -1} if "unknown" in after else set()
    return found | ({0} if before != {URBAN} else set())


BEFORE_NAMES = sorted(set(BEFORE))


@pytest.mark.slow
def test_a_verdict_is_given_only_where_every_choice_among_the_claimants_has_the_same(cases):
    """Cell by cell of the vacated land any polygon over it may be right; contested land often leaves a verdict."""
    told, kept, count = 0, 0, cases(100, first=30)
    for seed in range(count):
        random = np.random.default_rng(seed)
        (before, was, _), (after, is_, names) = layer(random, BEFORE, int(random.integers(3))), layer(random, AFTER, 5)
        plots, classes, contested = plots_of(land_reduction(before, after))
        if not len(plots):
            continue
        cells = np.argwhere(cells_of(plots).any(axis=0))
        may = [sides(was, is_, names, tuple(at)) for at in cells]
        worst, best = sum(map(min, may)), sum(map(max, may))
        found, blind = uses(plots, classes, contested), uses(plots, classes)
        if found.open_ != NOTHING and (worst >= 0) != (best >= 0):
            told += 1
            assert verdict(found) == (None, OVERLAP), seed
        elif found.farmland_at_least_green is not None:
            kept += contested.any()
            assert found.farmland_at_least_green is (worst >= 0), seed
            assert verdict(found) == verdict(blind)
        assert found.summary.equals(blind.summary)
    assert told > count / 5
    assert kept > count / 20


PLOT, OTHER = box(0, 0, 1, 1), box(2, 0, 4, 1)


@pytest.mark.parametrize(
    ("classes", "contested", "expected"),
    [
        (("farmland", "forest"), (0, 0), (False, "")),
        (("farmland", "forest"), (10_000, 0), (False, "")),
        (("farmland", "forest"), (0, 4_999), (False, "")),
        (("farmland", "forest"), (0, 5_000), (None, OVERLAP)),  # 15 000 m² against as many
        (("forest", "farmland"), (0, 4_999), (True, "")),
        (("forest", "farmland"), (0, 5_001), (None, OVERLAP)),
        (("forest", "farmland"), (10_000, 0), (True, "")),
        (("forest", "farmland"), (1e9, np.inf), (None, OVERLAP)),  # never more than there is of a plot
        ((BUILT, "farmland"), (10_000, 0), (True, "")),
        (("farmland", BUILT), (0, 20_000), (None, OVERLAP)),  # all of it may be green
        (("farmland", BUILT), (0, 9_999), (True, "")),
        ((BUILT, BUILT), (10_000, 20_000), (None, NOTHING)),
    ],
)
def test_contested_ground_of_a_plot_may_be_farmland_green_or_neither(classes, contested, expected):
    plots, classes = np.array([PLOT, OTHER]), np.array(classes, dtype=object)
    assert verdict(uses(plots, classes, contested)) == expected


def test_land_that_is_all_contested_is_nothing_sure_to_weigh():
    assert verdict(uses(np.array([PLOT]), np.array(["farmland"], dtype=object), [10_000])) == (None, OVERLAP)


@pytest.mark.parametrize(("contested", "expected"), [(0, True), (39, True), (1_500, None)])
def test_a_plot_that_the_rules_decide_is_in_doubt_as_a_whole(contested, expected):
    """Of the first plot 11 of 20 parts lie in farmland space; without the ground contested there it is less than half.

    The contested ground alone would turn nothing: 2 ha against 1. A strip along the border is but the drawing.
    """
    plots, classes = np.array([OTHER, box(6, 0, 7, 1)]), np.array(["unused", "forest"], dtype=object)
    found = uses(plots, classes, [contested, 0], farm=box(2.9, 0, 4, 1), max_farmland_distance_m=0)
    assert found.features["use"].tolist() == ["farmland", "green"]
    assert found.farmland_at_least_green is expected


def test_without_farmland_space_that_is_the_reason():
    farm = box(9_000, 0, 9_001, 1)
    assert verdict(uses(np.array([PLOT]), np.array(["forest"], dtype=object), [10_000], farm=farm))[1] == NO_FARMLAND


@pytest.mark.slow
def test_whichever_claimant_is_right_the_account_of_it_gives_the_same_verdict(cases):
    """The later date is drawn anew, in any order of who is right, without overlaps."""
    told, kept, count = 0, 0, cases(40, first=15)
    for seed in range(count):
        random = np.random.default_rng(seed)
        before = LandLayer(np.array([WHOLE]), np.array([URBAN], dtype=object))
        after, _, _ = layer(random, tuple(SIDE), 4)
        found = uses(*plots_of(land_reduction(before, after)))
        told, kept = told + (found.open_ == OVERLAP), kept + (found.open_ == "")
        for _ in range(4 if found.open_ == "" else 0):
            rest, drawn = WHOLE, []
            order = random.permutation(len(after.geometry))
            for row in order:
                drawn.append(shapely.intersection(after.geometry[row], rest))
                rest = shapely.difference(rest, after.geometry[row])
            some = shapely.area(drawn) > 0
            right = LandLayer(np.array(drawn, dtype=object)[some], after.class_[order][some])
            plots, classes, contested = plots_of(land_reduction(before, right))
            assert not contested.any()
            assert verdict(uses(plots, classes)) == verdict(found), seed
    assert min(told, kept) > count / 8, (told, kept)
