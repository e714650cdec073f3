"""Polygons of one date that claim ground against each other: what the figures may be whichever of them is right."""

import numpy as np
import pytest
import shapely
from greenvein.core.land.balance import balance
from greenvein.core.land.reduction import LandLayer, land_reduction
from greenvein.core.land.standing import indicators
from greenvein.core.land.targets import EXISTING, Extent, Indicator, Target

YEARS, ANY = (2020, 2025), Extent(1000, 0.5)
CLASSES = ("urban_rural", "transport_water_special", "farmland", "forest", "unused", "unknown")


def layer(*polygons):
    shapes, classes = zip(*polygons)
    geometry = np.empty(len(shapes), dtype=object)
    geometry[:] = shapes
    return LandLayer(geometry, np.array(classes, dtype=object))


def strips(*cuts):
    """Return a layer of strips 10 km high: (from km², to km², class)."""
    return layer(*((shapely.box(start * 100, 0, stop * 100, 10_000), class_) for start, stop, class_ in cuts))


def drawn(random, count):
    """Return polygons that overlap in threes and more, copies among them."""
    shapes = []
    for _ in range(count):
        x, y = random.integers(0, 8, 2) * 50
        shapes.append(shapely.box(x, y, x + random.integers(1, 7) * 50, y + random.integers(1, 7) * 50))
    shapes += [shapes[row] for row in random.integers(0, count, int(random.integers(0, 12)))]
    return layer(*zip(shapes, random.choice(CLASSES, len(shapes))))


def cells_of(*dates):
    """Return the cells that all borders make, as areas, and for each date the classes that claim each."""
    edges = [shapely.boundary(date.geometry) for date in dates]
    cells = shapely.get_parts(shapely.polygonize([shapely.union_all(np.concatenate(edges))]))
    claims = []
    for date in dates:
        own = [set() for _ in cells]
        for cell, row in zip(*shapely.STRtree(date.geometry).query(shapely.point_on_surface(cells), "within")):
            own[cell].add(date.class_[row])
        claims.append(own)
    return shapely.area(cells), *claims


@pytest.mark.cases(40, first=6)
def test_the_least_and_the_most_that_construction_land_may_be_are_exact(seed):
    random = np.random.default_rng(seed)
    after = drawn(random, int(random.integers(2, 9)))
    row = balance(land_reduction(after, after)).iloc[-1]
    areas, claims = cells_of(after)
    for prefix, classes in (("", {"urban_rural"}), ("built_", {"urban_rural", "transport_water_special"})):
        least = sum(area for area, own in zip(areas, claims) if own and own <= classes)
        most = sum(area for area, own in zip(areas, claims) if own & (classes | {"unknown"}))
        assert row[f"{prefix}after_least"] == pytest.approx(least, abs=1e-6)
        assert row[f"{prefix}after_most"] == pytest.approx(most, abs=1e-6)


@pytest.mark.cases(40, first=6)
def test_flows_lie_between_their_bounds_whichever_polygon_is_right(seed):
    """What no class knows, or a date does not cover, may be of any class."""
    random = np.random.default_rng(seed)
    before, after = (drawn(random, int(random.integers(2, 6))) for _ in range(2))
    row = balance(land_reduction(before, after, key_areas=np.array([shapely.box(0, 0, 200, 1000)]))).iloc[-1]
    areas, was, is_ = cells_of(before, after)
    some = [at for at in range(len(areas)) if was[at] | is_[at]]

    def chosen(claims):
        own = claims - {"unknown"}
        free = list(CLASSES[:-1]) if own != claims or not claims else sorted(own)
        return str(random.choice(free))

    for _ in range(20):
        fate = [(areas[at], chosen(was[at]), chosen(is_[at])) for at in some]
        gained = sum(area for area, start, end in fate if start != "farmland" and end == "farmland")
        reclaimed = sum(area for area, start, end in fate if (start, end) == ("unused", "farmland"))
        assert row["farmland_in_least"] - 1e-6 <= gained <= row["farmland_in_most"] + 1e-6
        assert row["unused_reclaimed_least"] - 1e-6 <= reclaimed <= row["unused_reclaimed_most"] + 1e-6


def test_without_doubtful_ground_the_bounds_are_the_figure():
    row = balance(
        land_reduction(strips((0, 5, "unused"), (5, 9, "forest")), strips((0, 3, "farmland"), (3, 9, "forest")))
    )
    row = row.iloc[-1]
    for name in ("farmland_in", "unused_reclaimed"):
        assert row[[name, f"{name}_least", f"{name}_most"]].tolist() == [3e6, 3e6, 3e6]


REST = (300, 1000, "forest")


@pytest.mark.parametrize(
    ("before", "after", "state"),
    [
        ([(0, 300, "forest"), REST], [(0, 300, "farmland"), REST], "met"),
        ([(0, 300, "forest"), REST], [(0, 250, "farmland"), (250, 300, "forest"), REST], "missed"),
        # The farmland lies on forest that is drawn there too, or the earlier forest on farmland.
        ([(0, 1000, "forest")], [(0, 300, "farmland"), (0, 1000, "forest")], "open"),
        ([(0, 300, "forest"), (0, 400, "farmland"), (400, 1000, "forest")], [(0, 300, "farmland"), REST], "open"),
        # It may be farmland: of no known class, or forest that lies on farmland.
        ([(0, 1000, "forest")], [(0, 300, "unknown"), REST], "open"),
        ([(0, 1000, "forest")], [(0, 299, "forest"), (0, 300, "farmland"), REST], "open"),
        # What it was before, nobody knows.
        ([(0, 300, "unknown"), REST], [(0, 300, "farmland"), REST], "open"),
        ([REST], [(0, 300, "farmland"), REST], "open"),
        # Doubtful ground that comes to the same either way.
        ([(0, 300, "forest"), REST], [(0, 300, "farmland"), (299, 400, "forest"), (400, 1000, "forest")], "met"),
        ([(0, 1000, "forest")], [(0, 100, "unknown"), (100, 1000, "forest")], "missed"),
    ],
)
def test_farmland_gained_is_judged_only_where_all_doubtful_ground_leaves_the_answer(before, after, state):
    table = balance(land_reduction(strips(*before), strips(*after)), (), YEARS)
    (found,) = indicators(table, [Indicator("farmland_in_km2", "", 290, extent=ANY, years=YEARS)])
    assert found.state == state
    assert (found.reason in ("unknown", "together")) == (state == "open")


def test_unused_land_reclaimed_is_not_judged_where_forest_claims_it():
    table = balance(
        land_reduction(
            strips((0, 40, "unused"), (40, 1000, "forest")), strips((0, 40, "farmland"), (0, 1000, "forest"))
        ),
        (),
        YEARS,
    )
    (found,) = indicators(table, [Indicator("unused_reclaimed_km2", "", 27, extent=ANY, years=YEARS)])
    assert (found.state, found.reason) == ("open", "together")


@pytest.mark.parametrize("date", ["before", "after"])
def test_a_share_of_vacated_land_is_open_where_it_is_contested_what_was_vacated(date):
    """1 of 2 km² vacated lies in the key area; of the one outside it is contested whether it was construction land."""
    before = [(0, 2, "urban_rural"), (2, 100, "forest")] + [(1, 2.5, "forest")] * (date == "before")
    after = [(0, 100, "forest")] + [(1, 100, "urban_rural")] * (date == "after")
    key = np.array([shapely.box(0, 0, 100, 10_000)])
    table = balance(land_reduction(strips(*before), strips(*after), key_areas=key), (), YEARS)
    asked = [Indicator("key_area_pct", "", limit, years=YEARS) for limit in (60, 99.9)]
    assert "open" in [one.state for one in indicators(table, asked)]


def test_a_target_is_not_held_against_ground_that_a_hidden_polygon_does_not_decide():
    """Under the farm lie a forest and, under that, a town: on ground that is seen as a farm only."""
    after = strips((0, 10, "urban_rural"), (0, 6, "forest"), (0, 5, "forest"), (10, 100, "forest"))
    row = balance(land_reduction(after, after), [Target("", 9, EXISTING)]).iloc[-1]
    assert row[["after_least", "after_most"]].tolist() == pytest.approx([4e6, 10e6])
