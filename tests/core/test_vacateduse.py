"""What becomes of vacated land: every rule, every area that comes first, and the blind ground that it serves."""

import math

import geopandas
import numpy as np
import pytest
import shapely
from greenvein.core.land.codes import AREAS, FIRST
from greenvein.core.land.vacateduse import vacated_use
from shapely import affinity

EAST, NORTH = 38_500_000.0, 4_400_000.0
CHAIN = (("blue_lines", "water"), ("farmland_space", "farmland"), ("flood_storage", "flood_wetland"), ("", "green"))
SOURCES_FIRST = (("water_sources", "not_farmland"), *CHAIN)


def array(*shapes):
    made = np.empty(len(shapes), dtype=object)
    made[:] = shapes
    return made


def box(west, south, east, north):
    return shapely.box(EAST + west, NORTH + south, EAST + east, NORTH + north)


def run(geometry, areas=None, chain=CHAIN, **changed):
    given = {"min_farmland_m2": 400, "max_farmland_distance_m": 20, "share": 0.5, "tiers": ((0, 500),), **changed}
    return vacated_use(geometry, areas or {}, chain, **given)


def uses(result):
    return result.features[["use", "rule"]].to_numpy().tolist()


PLOT = box(0, 0, 30, 20)  # 600 m²


@pytest.mark.parametrize("name", FIRST)
def test_land_in_each_of_the_named_areas_comes_first(name):
    found = run(array(PLOT, box(100, 0, 130, 20)), {name: array(box(-10, -10, 40, 40))})
    assert found.features["first"].tolist() == [(name,), ()]
    assert found.first_m2 == pytest.approx(600)


def test_land_in_several_areas_names_them_all():
    layer = array(box(-10, -10, 40, 40))
    found = run(array(PLOT), {name: layer for name in reversed(FIRST)})
    assert found.features["first"].tolist() == [FIRST]
    assert found.first_m2 == pytest.approx(600)


@pytest.mark.parametrize("name", ["farmland_space", "flood_storage"])
def test_other_areas_do_not_make_land_come_first(name):
    assert run(array(PLOT), {name: array(PLOT)}).features["first"].tolist() == [()]


@pytest.mark.parametrize(("east", "first"), [(15, (FIRST[0],)), (14.99, ()), (0, ())])
def test_from_the_share_on_land_comes_first(east, first):
    assert run(array(PLOT), {"red_line": array(box(-50, -50, east, 50))}).features["first"].tolist() == [first]


@pytest.mark.parametrize(
    ("name", "use"), [("blue_lines", "water"), ("farmland_space", "farmland"), ("flood_storage", "flood_wetland")]
)
def test_each_rule_leads_to_its_use(name, use):
    assert uses(run(array(PLOT), {name: array(box(-10, -10, 40, 40))})) == [[use, name]]


def test_what_no_area_claims_becomes_green():
    assert uses(run(array(PLOT))) == [["green", ""]]
    assert uses(run(array(PLOT), {name: np.empty(0, dtype=object) for name in AREAS})) == [["green", ""]]


def test_the_first_rule_that_holds_decides_and_the_order_is_data():
    everywhere = {name: array(box(-10, -10, 40, 40)) for name in AREAS}
    assert uses(run(array(PLOT), everywhere)) == [["water", "blue_lines"]]
    assert uses(run(array(PLOT), everywhere, CHAIN[::-1])) == [["green", ""]]
    assert uses(run(array(PLOT), everywhere, CHAIN[1:])) == [["farmland", "farmland_space"]]


def test_without_a_rule_that_holds_the_use_is_open():
    found = run(array(PLOT), chain=CHAIN[:-1])
    assert uses(found) == [["", ""]]
    assert found.summary["use"].tolist() == ["water", "farmland", "flood_wetland", ""]


def test_shares_from_overlapping_polygons_of_one_layer_do_not_add_up_twice():
    third = array(box(0, 0, 10, 20), box(0, 0, 10, 20), box(2, 0, 10, 20))
    assert uses(run(array(PLOT), {"flood_storage": third})) == [["green", ""]]


@pytest.mark.parametrize(("gap", "use"), [(0, "farmland"), (20, "farmland"), (20.001, "green")])
@pytest.mark.parametrize("degrees", [0, 33])
def test_land_beside_farmland_space_becomes_farmland_up_to_the_distance(gap, use, degrees):
    farmland = box(30 + gap, -100, 500, 100)
    plot, farmland = affinity.rotate(shapely.GeometryCollection([PLOT, farmland]), degrees, origin=(EAST, NORTH)).geoms
    found = run(array(plot), {"farmland_space": array(farmland)})
    assert found.features["use"].tolist() == [use]
    assert found.features["beside"].tolist() == [use == "farmland"]


def test_land_in_farmland_space_is_not_called_beside_it():
    assert run(array(PLOT), {"farmland_space": array(PLOT)}).features["beside"].tolist() == [False]


@pytest.mark.parametrize(("side", "use"), [(20, "farmland"), (19.999, "green")])
@pytest.mark.parametrize("degrees", [0, 33])
def test_farmland_takes_a_smallest_area_in_and_beside_its_space(side, use, degrees):
    plot = affinity.rotate(box(0, 0, side, 20), degrees, origin=(EAST, NORTH))
    for space in (box(-50, -50, 50, 50), box(-80, -80, -15, 80)):
        assert run(array(plot), {"farmland_space": array(space)}).features["use"].tolist() == [use]


def test_distance_to_farmland_space_of_very_many_vertices_is_exact():
    angle = np.linspace(0, 2 * np.pi, 20_001)[:-1]
    disc = shapely.Polygon(np.c_[EAST - 1000 + 1000 * np.cos(angle), NORTH + 1000 * np.sin(angle)])
    plots = array(*[box(gap, 0, gap + 30, 20) for gap in (1, 19.9, 20.1)])
    assert run(plots, {"farmland_space": array(disc)}).features["use"].tolist() == ["farmland", "farmland", "green"]


def test_a_green_polygon_serves_the_blind_ground_within_its_radius():
    blind = array(box(-400, 0, -300, 20), box(-600, 0, -400, 20), box(900, 0, 1000, 20))
    found = run(array(PLOT), {"blind_areas": blind})
    # West of the plot 500 m reach from x = 0 to -500: all of the first, 100 m of the second.
    assert found.features["fills_blind_m2"].tolist() == pytest.approx([2000 + 2000])
    assert found.fills_blind_m2 == pytest.approx(4000)


def test_the_service_area_is_a_true_circle():
    dot = shapely.Point(EAST, NORTH).buffer(0.01)
    found = run(array(dot), {"blind_areas": array(box(-600, -600, 600, 600))})
    assert found.fills_blind_m2 == pytest.approx(math.pi * 500.01**2, rel=1e-4)
    assert found.features["fills_blind_m2"][0] == pytest.approx(found.fills_blind_m2, rel=1e-9)


def test_blind_ground_that_two_green_polygons_serve_counts_once_in_the_total():
    plots = array(box(0, 0, 10, 10), box(100, 0, 110, 10))
    blind = array(box(50, 0, 60, 10), box(55, 0, 65, 10))  # 150 m² on the ground
    found = run(plots, {"blind_areas": blind})
    assert found.features["fills_blind_m2"].tolist() == pytest.approx([150, 150])
    assert found.fills_blind_m2 == pytest.approx(150)


def test_only_green_polygons_fill_blind_ground():
    areas = {"blue_lines": array(PLOT), "blind_areas": array(box(50, 0, 60, 10))}
    found = run(array(PLOT), areas)
    assert found.features["fills_blind_m2"].tolist() == [0]
    assert found.fills_blind_m2 == 0


def test_the_radius_goes_by_the_area_of_the_polygon():
    plots = array(box(0, 0, 10, 10), box(0, 1000, 100, 1100), box(0, 2000, 300, 2300))
    blind = array(*[box(-d - 1, y, -d, y + 10) for y in (0, 1000, 2000) for d in (200, 400)])
    found = run(plots, {"blind_areas": blind}, tiers=((400, 300), (50_000, 500)))
    assert found.features["fills_blind_m2"].tolist() == pytest.approx([0, 10, 20])
    assert found.fills_blind_m2 == pytest.approx(30)


def test_without_blind_areas_nothing_is_said_of_them():
    found = run(array(PLOT))
    assert np.isnan(found.features["fills_blind_m2"]).all()
    assert np.isnan(found.fills_blind_m2)


def test_the_summary_counts_each_use_and_what_comes_first():
    plots = array(box(0, 0, 30, 20), box(100, 0, 130, 20), box(200, 0, 230, 30))
    found = run(plots, {"blue_lines": array(plots[0]), "red_line": array(plots[2])})
    summary = found.summary.set_index("use")
    assert summary.index.tolist() == ["water", "farmland", "flood_wetland", "green"]
    assert summary["count"].tolist() == [1, 0, 0, 2]
    assert summary["area_m2"].tolist() == pytest.approx([600, 0, 0, 1500])
    assert summary["first_count"].tolist() == [1, 0, 0, 1]
    assert summary["first_m2"].tolist() == pytest.approx([600, 0, 0, 900])
    assert found.first_m2 == pytest.approx(1500)


def test_vacated_ground_that_lies_twice_counts_once_in_totals():
    plots = array(box(0, 0, 30, 20), box(20, 0, 40, 20), box(20, 0, 40, 20))
    found = run(plots, {"blue_lines": array(box(0, 0, 20, 20))})
    assert found.features["use"].tolist() == ["water", "green", "green"]
    assert found.features["area_m2"].tolist() == pytest.approx([600, 400, 400])
    assert found.summary.set_index("use")["area_m2"][["water", "green"]].tolist() == pytest.approx([400, 400])
    assert found.overlap_m2 == pytest.approx(600)


@pytest.mark.parametrize(
    ("width", "at_least"),
    [(59.9, False), (60, True), (61, True)],
)
def test_farmland_is_weighed_against_green_water_and_wetland_together(width, at_least):
    plots = array(box(0, 100, width, 120), box(100, 0, 120, 20), box(200, 0, 220, 20), box(300, 0, 320, 20))
    areas = {
        "farmland_space": array(plots[0]),
        "blue_lines": array(plots[1]),
        "flood_storage": array(plots[2]),
    }
    found = run(plots, areas, max_farmland_distance_m=5)
    assert found.features["use"].tolist() == ["farmland", "water", "flood_wetland", "green"]
    assert found.farmland_at_least_green is at_least


def test_without_vacated_land_there_is_no_verdict():
    found = run(np.empty(0, dtype=object), {"red_line": array(PLOT), "blind_areas": array(PLOT)})
    assert len(found.features) == 0
    assert found.farmland_at_least_green is None
    assert found.first_m2 == found.fills_blind_m2 == found.overlap_m2 == 0


@pytest.mark.parametrize("chain", [(("blue_line", "water"),), CHAIN])
def test_an_area_of_an_unknown_name_is_an_error(chain):
    areas = {} if chain != CHAIN else {"flood": array(PLOT)}
    with pytest.raises(ValueError, match=r"unknown areas: (blue_line|flood)"):
        run(array(PLOT), areas, chain)


def scene(seed):
    random = np.random.default_rng(seed)

    def turned(count, size):
        x, y = random.uniform(0, 1000, (2, count))
        width, height = random.uniform(size / 3, size, (2, count))
        boxes = box(x, y, x + width, y + height)
        return array(*[affinity.rotate(one, angle) for one, angle in zip(boxes, random.uniform(0, 90, count))])

    return turned(60, 60), {name: turned(12, 260) for name in AREAS}, turned(40, 80)


@pytest.mark.cases(15, first=4)
def test_random_land_is_used_as_geopandas_says(seed):
    plots, areas, blind = scene(seed)
    found = run(plots, {**areas, "blind_areas": blind}, SOURCES_FIRST, tiers=((500, 100), (1500, 200)))
    land = geopandas.GeoSeries(plots)
    union = {name: geopandas.GeoSeries(layer).union_all() for name, layer in areas.items()}
    union["farmland_space"] = union["farmland_space"].union(union["basic_farmland"])
    inside = {name: (land.intersection(one).area >= 0.5 * land.area).to_numpy() for name, one in union.items()}
    fit = (land.area >= 400).to_numpy() & ~inside["water_sources"]
    near = (land.distance(union["farmland_space"]) <= 20).to_numpy()
    expected = np.select(
        [inside["blue_lines"], fit & (inside["farmland_space"] | near), inside["flood_storage"]],
        ["water", "farmland", "flood_wetland"],
        "green",
    )
    assert found.features["use"].tolist() == expected.tolist()
    first = [tuple(name for name in FIRST if inside[name][row]) for row in range(len(plots))]
    assert found.features["first"].tolist() == first
    for use, area in found.summary.set_index("use")["area_m2"].items():
        # The smaller of two plots has the ground; no two of them have the same area.
        own = land[expected == use].union_all().area
        assert area <= own * (1 + 1e-9)
    assert found.summary["area_m2"].sum() == pytest.approx(land.union_all().area, rel=1e-9)
    assert found.overlap_m2 == pytest.approx(land.area.sum() - land.union_all().area, rel=1e-9, abs=1e-6)
    radius = np.select([land.area >= 1500, land.area >= 500], [200, 100], 0)
    service = land.buffer(radius, resolution=128).where((expected == "green") & (radius > 0), shapely.Polygon())
    ground = geopandas.GeoSeries(blind).union_all()
    np.testing.assert_allclose(
        found.features["fills_blind_m2"], service.intersection(ground).area, rtol=1e-9, atol=1e-4
    )
    assert found.fills_blind_m2 == pytest.approx(service.union_all().intersection(ground).area, rel=1e-8, abs=1e-4)


@pytest.mark.cases(5, first=2)
def test_the_order_of_features_changes_nothing(seed):
    plots, areas, blind = scene(seed)
    random = np.random.default_rng(seed)
    order = random.permutation(len(plots))
    one = run(plots, {**areas, "blind_areas": blind})
    other = run(
        plots[order],
        {name: random.permutation(layer) for name, layer in [("blind_areas", blind), *areas.items()]},
    )
    for column in ("first", "use", "rule", "beside"):
        assert other.features[column].tolist() == one.features[column].iloc[order].tolist()
    for column in ("area_m2", "ground_m2", "fills_blind_m2"):
        np.testing.assert_allclose(other.features[column], one.features[column].iloc[order], rtol=1e-9, atol=1e-5)
    np.testing.assert_allclose(other.summary["first_m2"], one.summary["first_m2"], rtol=1e-9)
    assert other.fills_blind_m2 == pytest.approx(one.fills_blind_m2, rel=1e-9)


def test_of_equal_plots_that_overlap_their_place_decides_not_their_order():
    plots = array(box(0, 0, 20, 20), box(10, 0, 30, 20))
    areas = {"blue_lines": array(box(-10, 0, 10, 20))}
    one, other = run(plots, areas), run(plots[::-1], areas)
    assert one.summary.equals(other.summary)
    assert sorted(one.summary["area_m2"])[-2:] == pytest.approx([200, 400])


def test_progress_moves_forward_to_the_end_and_can_stop_the_run():
    plots, areas, blind = scene(1)
    told = []
    run(plots, {**areas, "blind_areas": blind}, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1)

    def stop(share):
        if share > 0.6:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        run(plots, {**areas, "blind_areas": blind}, progress=stop)


EVERYWHERE = array(box(-10, -10, 40, 40))
LAID_ON = {name: EVERYWHERE for name in AREAS}


@pytest.mark.parametrize(
    ("class_", "use"),
    [
        ("farmland", "farmland"),
        ("water", "water"),
        ("wetland", "water"),
        ("forest", "green"),
        ("grass", "green"),
        ("orchard", "green"),
    ],
)
def test_what_a_plot_has_become_counts_whatever_the_rules_say(class_, use):
    found = run(array(PLOT), LAID_ON | {"blind_areas": array(box(50, 0, 60, 10))}, classes=[class_])
    assert found.features[["use", "rule", "done", "first"]].to_numpy().tolist() == [[use, "done", True, FIRST]]
    assert found.features["fills_blind_m2"].tolist() == [0]
    assert found.fills_blind_m2 == 0
    row = found.summary.set_index("use").loc[use]
    assert row[["area_m2", "done_m2", "first_m2"]].tolist() == pytest.approx([600, 600, 0])
    assert found.first_m2 == 0


@pytest.mark.parametrize("class_", ["other_farm", "agri_forest", "unused", "unknown", "outside", ""])
def test_other_classes_are_still_to_be_decided(class_):
    found = run(array(PLOT), {"flood_storage": EVERYWHERE}, classes=[class_])
    assert found.features[["use", "rule", "done"]].to_numpy().tolist() == [["flood_wetland", "flood_storage", False]]


@pytest.mark.parametrize("class_", ["urban_rural", "transport_water_special"])
def test_what_is_built_upon_stands_outside_the_balance_but_still_comes_first(class_):
    plots = array(PLOT, box(100, 0, 130, 20))
    areas = {"farmland_space": array(box(90, -10, 140, 40)), "red_line": EVERYWHERE}
    found = run(plots, areas, classes=[class_, ""])
    assert found.features[["use", "rule", "done"]].to_numpy().tolist() == [
        ["built", "built", False],
        ["farmland", "farmland_space", False],
    ]
    assert found.farmland_at_least_green is True  # 600 m² against none
    assert found.first_m2 == pytest.approx(600)


def test_the_balance_counts_what_is_done_and_what_is_proposed():
    plots = array(PLOT, box(100, 0, 130, 20), box(200, 0, 230, 20))
    areas = {"farmland_space": array(box(90, -10, 140, 40))}
    assert run(plots, areas, classes=["farmland", "", "grass"]).farmland_at_least_green is True
    assert run(plots, areas, classes=["grass", "", "grass"]).farmland_at_least_green is False


@pytest.mark.parametrize(
    ("areas", "judged"), [(("basic_farmland",), True), (("farmland_space",), True), (("blue_lines", "red_line"), False)]
)
def test_without_any_farmland_area_the_balance_is_not_judged(areas, judged):
    found = run(array(PLOT), {name: array(box(900, 0, 950, 20)) for name in areas})
    assert found.farmland_at_least_green is (False if judged else None)


def test_permanent_basic_farmland_counts_as_farmland_protection_space():
    assert uses(run(array(PLOT), {"basic_farmland": EVERYWHERE})) == [["farmland", "farmland_space"]]
    # A third of the plot in each, side by side: two thirds of it in both together.
    areas = {"basic_farmland": array(box(0, 0, 10, 20)), "farmland_space": array(box(10, 0, 20, 20))}
    found = run(array(PLOT), areas)
    assert uses(found) == [["farmland", "farmland_space"]]
    assert found.features["beside"].tolist() == [False]


@pytest.mark.parametrize(
    ("others", "use"),
    [
        (("farmland_space",), "green"),
        (("farmland_space", "blue_lines"), "water"),
        (("farmland_space", "flood_storage"), "flood_wetland"),
    ],
)
def test_in_a_source_zone_nothing_becomes_farmland_and_the_next_rule_decides(others, use):
    areas = {name: EVERYWHERE for name in ("water_sources", *others)}
    found = run(array(PLOT, box(60, 0, 90, 20)), areas, SOURCES_FIRST)
    # The second plot lies 20 m beside farmland space, and outside the zone.
    assert found.features["use"].tolist() == [use, "farmland"]
    assert found.features["barred"].tolist() == [True, False]
    assert "not_farmland" not in found.summary["use"].tolist()
