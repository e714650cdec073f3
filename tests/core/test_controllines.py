"""Control lines pair by pair: what two of them claim, and in which way."""

import geopandas
import numpy as np
import pytest
import shapely
from greenvein.core.pattern.controllines import line_conflicts
from shapely.affinity import rotate

EAST, NORTH = 39_500_000.0, 4_400_000.0


def conflicts_of(first, second, **options):
    return line_conflicts({"red": np.array(first, dtype=object), "farm": np.array(second, dtype=object)}, **options)


def only(found):
    assert len(found.table) == 1
    return found.table.iloc[0]


@pytest.mark.parametrize("swapped", [False, True])
def test_a_part_that_lies_wholly_in_the_other_is_contained(swapped):
    layers = [[shapely.box(0, 0, 10, 10)], [shapely.box(2, 2, 4, 4)]]
    row = only(conflicts_of(*(layers[::-1] if swapped else layers)))
    assert (row["kind"], row["whose"], row["area_m2"]) == ("containment", "first" if swapped else "second", 4)


def test_a_part_that_lies_in_the_other_and_shares_its_border_is_contained():
    row = only(conflicts_of([shapely.box(0, 0, 10, 10)], [shapely.box(0, 0, 4, 4)]))
    assert (row["kind"], row["whose"]) == ("containment", "second")


def test_two_equal_parts_contain_each_other():
    row = only(conflicts_of([shapely.box(0, 0, 10, 10)], [shapely.box(0, 0, 10, 10)]))
    assert (row["kind"], row["whose"]) == ("containment", "both")


def test_a_strip_through_a_part_crosses_it():
    row = only(conflicts_of([shapely.box(0, 0, 10, 10)], [shapely.box(4, -5, 6, 15)]))
    assert (row["kind"], row["whose"], row["area_m2"]) == ("crossing", "both", 20)


def test_a_strip_that_ends_inside_does_not_pass_through():
    row = only(conflicts_of([shapely.box(-5, 4, 9, 6)], [shapely.box(0, 0, 10, 10)]))
    assert (row["kind"], row["whose"]) == ("overlap", "")


def test_where_the_one_is_cut_in_two_and_the_other_hangs_together_round_its_end_only_the_one_is_crossed():
    # A wall runs through the strip's slot: the strip falls apart into two, the wall's ring round it does not.
    strip = shapely.box(0, 0, 10, 2)
    ring = shapely.box(4, -3, 14, 5).difference(shapely.box(6, -1, 12, 3))
    row = only(conflicts_of([strip], [ring]))
    assert (row["kind"], row["whose"], row["area_m2"]) == ("crossing", "first", 4)


def test_a_ring_opened_by_a_bar_is_not_cut_but_the_bar_is():
    ring = shapely.Point(0, 0).buffer(10).difference(shapely.Point(0, 0).buffer(6))
    row = only(conflicts_of([ring], [shapely.box(3, -1, 20, 1)]))
    assert (row["kind"], row["whose"]) == ("crossing", "second")


def test_a_corner_in_a_corner_is_an_overlap_at_the_border():
    row = only(conflicts_of([shapely.box(0, 0, 10, 10)], [shapely.box(5, 5, 15, 15)]))
    assert (row["kind"], row["whose"], row["area_m2"]) == ("overlap", "", 25)


def test_a_bite_beside_a_crossing_is_an_overlap():
    comb = shapely.union_all([shapely.box(0, 12, 30, 14), shapely.box(4, -5, 6, 12), shapely.box(20, 8, 22, 12)])
    table = conflicts_of([shapely.box(0, 0, 30, 10)], [comb]).table
    assert list(zip(table["kind"], table["area_m2"])) == [("crossing", 20.0), ("overlap", 4.0)]


@pytest.mark.parametrize("gap", [0.0, -1e-9, -1e-8, 1e-8])
def test_touching_borders_are_no_conflict(gap):
    first, second = (shapely.box(EAST + x, NORTH, EAST + x + 100, NORTH + 100) for x in (0, 100 + gap))
    assert conflicts_of([first], [second]).table.empty


def test_parcels_are_looked_at_together_and_their_rows_are_named():
    parcels = [shapely.box(x, y, x + 10, y + 10) for x in range(0, 40, 10) for y in (0, 10)]
    found = conflicts_of([shapely.box(15, -5, 25, 50)], parcels)
    row = only(found)
    assert (row["kind"], row["area_m2"], row["first_rows"], row["second_rows"]) == ("crossing", 200, (0,), (2, 3, 4, 5))
    assert shapely.area(found.parts["farm"]).tolist() == [800]
    found = conflicts_of([shapely.box(-5, -5, 5, 50)], [*parcels, shapely.box(-100, 0, -90, 10)])
    assert only(found)["kind"] == "overlap"
    assert len(found.parts["farm"]) == 2


def test_a_parcel_that_only_touches_common_ground_is_not_named():
    found = conflicts_of([shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)], [shapely.box(-5, 2, 10, 4)])
    assert only(found)["first_rows"] == (0,)


def test_what_is_thinner_than_a_sliver_is_counted_but_marked():
    first = [shapely.box(0, 0, 100, 100)]
    found = conflicts_of(first, [shapely.box(99.5, 0, 200, 100), shapely.box(-50, 0, 10, 100)], sliver_m=1.0)
    assert found.table["sliver"].tolist() == [False, True]
    assert found.table["area_m2"].tolist() == pytest.approx([1000, 50])
    assert not conflicts_of(first, [shapely.box(99.5, 0, 200, 100)]).table["sliver"].any()


def test_a_part_that_sticks_out_by_a_sliver_is_still_contained():
    layers = [shapely.box(0, 0, 100, 100)], [shapely.box(50, 50, 100.5, 80)]
    assert only(conflicts_of(*layers))["kind"] == "overlap"
    row = only(conflicts_of(*layers, sliver_m=1.0))
    assert (row["kind"], row["whose"], row["sliver"]) == ("containment", "second", False)


def test_every_pair_of_three_lines_is_looked_at_on_its_own():
    lines = {
        "red": np.array([shapely.box(0, 0, 10, 10)], dtype=object),
        "farm": np.array([shapely.box(5, 5, 15, 15)], dtype=object),
        "growth": np.array([shapely.box(-5, -5, 8, 20)], dtype=object),
    }
    table = line_conflicts(lines).table
    assert list(zip(table["first"], table["second"], table["area_m2"])) == [
        ("red", "farm", 25),
        ("red", "growth", 80),
        ("farm", "growth", 30),
    ]
    assert set(table["kind"]) == {"overlap"}


@pytest.mark.parametrize("lines", [{}, {"red": []}, {"red": [], "farm": [shapely.box(0, 0, 1, 1)]}])
def test_without_two_lines_there_is_no_conflict(lines):
    found = line_conflicts({name: np.array(layer, dtype=object) for name, layer in lines.items()})
    assert found.table.empty
    assert set(found.parts) == set(lines)
    assert "kind" in found.table.columns


@pytest.mark.cases(60, first=8)
def test_areas_parts_and_rows_equal_those_of_an_independent_overlay(seed):
    random = np.random.default_rng(seed)
    layers = []
    for _ in range(2):
        x, y = random.integers(0, 10, (2, 12)) * 40
        boxes = shapely.box(x, y, x + random.integers(1, 4, 12) * 40, y + random.integers(1, 4, 12) * 40)
        slanted = [rotate(one, angle) for one, angle in zip(boxes, random.choice([0, 0, 25], 12))]
        layers.append(np.array(slanted, dtype=object))
    origin = (EAST, NORTH) if seed % 2 else (0, 0)
    moved = [shapely.transform(layer, lambda points: points + origin) for layer in layers]
    layers = [shapely.transform(layer, lambda points: points - np.array(origin)) for layer in moved]
    found = conflicts_of(*moved)
    frames = [geopandas.GeoDataFrame({name: range(12)}, geometry=layer) for name, layer in zip("ab", layers)]
    unions = [frame.geometry.union_all() for frame in frames]
    assert found.table["area_m2"].sum() == pytest.approx(unions[0].intersection(unions[1]).area, rel=1e-9, abs=1e-4)
    for name, whole in zip(("red", "farm"), unions):
        assert shapely.area(found.parts[name]).sum() == pytest.approx(whole.area, rel=1e-9, abs=1e-4)
    overlay = geopandas.overlay(*frames, how="intersection", keep_geom_type=True)
    overlay = overlay[overlay.area > 1e-3]
    named = [{row for rows in found.table[column] for row in rows} for column in ("first_rows", "second_rows")]
    assert named == [set(overlay["a"]), set(overlay["b"])]
    assert shapely.coverage_is_valid(found.geometry)


def test_a_long_thin_overlap_with_a_bite_is_a_conflict():
    # 20 km of border on which the lines lie on each other by 1 cm, and one bite of 30 m by 30 m.
    red = shapely.box(0, 0, 1000, 20_000)
    growth = shapely.box(999.99, 0, 2000, 20_000).union(shapely.box(970, 10_000, 1001, 10_030))
    row = only(conflicts_of([red], [growth], sliver_m=1.0))
    assert (row["kind"], row["sliver"]) == ("overlap", False)
    assert row["area_m2"] == pytest.approx(20_000 * 0.01 + 30 * 29.99)


@pytest.mark.parametrize("width", [0.9, 1.1])
def test_a_sliver_is_what_no_disc_of_its_width_fits_into(width):
    # A strip with a square of a given side on it, whatever the strip's length.
    red, growth = shapely.box(0, 0, 100, 5_000), shapely.box(99.99, 0, 200, 5_000)
    bite = shapely.box(100 - width, 1_000, 150, 1_000 + width)
    row = only(conflicts_of([red], [growth.union(bite)], sliver_m=1.0))
    assert row["sliver"] == (width < 1)


def test_a_part_that_sticks_out_at_one_place_along_a_thin_border_is_not_contained():
    # The growth boundary reaches 1 cm beyond the red line along 20 km, and at one place 30 m.
    red = shapely.box(0, 0, 1000, 20_000)
    growth = shapely.box(500, 0, 1000.01, 20_000).union(shapely.box(900, 10_000, 1030, 10_030))
    assert only(conflicts_of([red], [growth], sliver_m=1.0))["kind"] == "overlap"
    straight = shapely.box(500, 0, 1000.01, 20_000)
    assert only(conflicts_of([red], [straight], sliver_m=1.0))["kind"] == "containment"


@pytest.mark.slow
@pytest.mark.cases(3, first=1)
def test_lines_of_many_vertices_name_the_features_of_their_conflicts(seed):
    """Stars of some thousand vertices: what features have ground in a conflict is told by the whole polygons."""
    random = np.random.default_rng(seed)

    def star(x, y):
        angle = np.linspace(0, 2 * np.pi, 3_000, endpoint=False)
        radius = random.uniform(90, 100, len(angle))
        return shapely.Polygon(np.c_[500_000 + x + radius * np.cos(angle), 4_420_000 + y + radius * np.sin(angle)])

    first, second = (np.array([star(*random.uniform(0, 400, 2)) for _ in range(5)], dtype=object) for _ in range(2))
    found = line_conflicts({"a": first, "b": second})
    assert len(found.table)
    for ground, row in zip(found.geometry, found.table.itertuples()):
        for features, named in ((first, row.first_rows), (second, row.second_rows)):
            shared = shapely.area(shapely.intersection(features, ground, grid_size=1e-6))
            assert set(named) >= set(np.flatnonzero(shared > 1e-3).tolist())
            assert set(named) <= set(np.flatnonzero(shapely.intersects(features, ground)).tolist())


def test_a_conflict_is_counted_as_far_as_it_lies_in_the_extent_and_keeps_its_kind():
    through = [shapely.box(0, 0, 10, 10)], [shapely.box(4, -5, 6, 15)]
    row = only(conflicts_of(*through, extent=np.array([shapely.box(0, 0, 5, 3)], dtype=object)))
    assert (row["kind"], row["whose"], row["area_m2"]) == ("crossing", "both", 3)
    assert not len(conflicts_of(*through, extent=np.array([shapely.box(50, 0, 60, 3)], dtype=object)).table)


def test_only_features_that_claim_ground_inside_the_extent_are_named():
    red, farm = [shapely.box(0, 0, 10, 10)], [shapely.box(0, 0, 5, 10), shapely.box(5, 0, 10, 10)]
    row = only(conflicts_of(red, farm, extent=np.array([shapely.box(-5, 0, 5, 10)], dtype=object)))
    assert (row["area_m2"], row["first_rows"], row["second_rows"]) == (50, (0,), (0,))


@pytest.mark.cases(10, first=3)
def test_areas_in_a_random_extent_equal_those_of_an_independent_overlay(seed):
    random = np.random.default_rng(seed)

    def slanted(count):
        x, y = random.integers(0, 10, (2, count)) * 40
        boxes = shapely.box(x, y, x + random.integers(1, 4, count) * 40, y + random.integers(1, 4, count) * 40)
        return np.array([rotate(one, angle) for one, angle in zip(boxes, random.choice([0, 25], count))], dtype=object)

    layers, extent = (slanted(8), slanted(8)), slanted(3)
    found = conflicts_of(*layers, extent=extent)
    red, farm, ground = (geopandas.GeoSeries(one).union_all() for one in (*layers, extent))
    assert found.table["area_m2"].sum() == pytest.approx(red.intersection(farm).intersection(ground).area, abs=1e-4)
    assert shapely.area(found.geometry) == pytest.approx(found.table["area_m2"].to_numpy(), abs=1e-6)
    assert (np.diff(found.table["area_m2"]) <= 1e-9).all()
    for geometry, first, second in zip(found.geometry, found.table["first_rows"], found.table["second_rows"]):
        for own, layer in zip((first, second), layers):
            assert set(own) == set(np.flatnonzero(shapely.area(shapely.intersection(layer, geometry)) > 1e-4))
