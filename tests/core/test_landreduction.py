"""Land reduction account: a city made by hand, real layers, and an account that closes."""

from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely
from greenvein.core.geometry.area import planar
from greenvein.core.geometry.zones import build
from greenvein.core.land.reduction import LandLayer, farmland_of, kind_of, land_reduction

DATA = Path(__file__).parents[1] / "data"
FULL = {
    "u": "urban_rural", "t": "transport_water_special", "f": "farmland", "w": "forest", "x": "unused", "?": "unknown",
    "o": "other_farm",
}  # fmt: skip


def city(text, size=100.0):
    """Return a layer of square cells, one per letter, the first row in the north; a dot is no cell."""
    rows = text.split()
    cells = [
        (shapely.box(x * size, -(y + 1) * size, (x + 1) * size, -y * size), FULL[letter])
        for y, row in enumerate(rows)
        for x, letter in enumerate(row)
        if letter != "."
    ]
    return LandLayer(np.array([cell for cell, _ in cells]), np.array([class_ for _, class_ in cells], dtype=object))


BEFORE = city("uuuf  uffx  wxtu  ?uo.")
AFTER = city("ufwf  uuox  wftt  uu.u")


def matrix(account, zone=-1):
    table = account.matrix[account.matrix["zone"] == zone]
    return {(row[1], row[2]): row[3] / 1e4 for row in table.itertuples(index=False)}


def test_a_city_of_16_cells_has_every_change_in_its_place():
    account = land_reduction(BEFORE, AFTER)
    assert matrix(account) == {
        ("urban_rural", "urban_rural"): 3, ("urban_rural", "farmland"): 1, ("urban_rural", "forest"): 1,
        ("farmland", "farmland"): 1, ("farmland", "urban_rural"): 1, ("farmland", "other_farm"): 1,
        ("unused", "unused"): 1, ("forest", "forest"): 1, ("unused", "farmland"): 1,
        ("transport_water_special", "transport_water_special"): 1, ("urban_rural", "transport_water_special"): 1,
        ("unknown", "urban_rural"): 1, ("other_farm", "outside"): 1, ("outside", "urban_rural"): 1,
    }  # fmt: skip
    kinds = account.changes.groupby("kind")["area_m2"].sum() / 1e4
    assert kinds.to_dict() == {"vacated": 3, "added": 1, "other": 5}
    farmland = account.changes.groupby("farmland")["area_m2"].sum() / 1e4
    assert farmland.to_dict() == {"": 5, "in": 2, "out": 2}
    assert account.closure_m2 == 0


def test_before_less_vacated_plus_added_and_what_stands_beside_is_after():
    account = land_reduction(BEFORE, AFTER)
    before, after = (
        float(date.query("`class` == 'urban_rural' and zone == -1")["area_m2"].sum())
        for date in (account.before, account.after)
    )
    kinds = account.changes.groupby("kind")["area_m2"].sum()
    beside = account.changes.query("`from` in ('unknown', 'outside') and to == 'urban_rural'")["area_m2"].sum()
    assert before - kinds["vacated"] + kinds["added"] + beside == after


def test_zones_and_what_lies_in_none_add_up_to_all():
    zones = build(
        np.array([shapely.box(0, -400, 150, 0), shapely.box(150, -400, 350, 0)]), np.array(["w", "e"]), planar
    )
    account = land_reduction(BEFORE, AFTER, zones=zones)
    sums = account.matrix.groupby("zone")["area_m2"].sum()
    assert sums[[0, 1, 2]].sum() == pytest.approx(sums[-1])
    assert sums[2] == pytest.approx(0.5 * 4e4)
    assert account.closure_m2 < 1e-6


def test_vacated_land_is_cut_at_the_border_of_the_key_areas():
    account = land_reduction(
        BEFORE, AFTER, key_areas=np.array([shapely.box(0, -100, 150, 0), shapely.box(100, -80, 150, 0)])
    )
    vacated = account.changes[account.changes["kind"] == "vacated"]
    assert vacated.groupby("in_key_area")["area_m2"].sum().to_dict() == {False: 25_000, True: 5_000}
    key = account.matrix.groupby(["from", "to"])["key_m2"].sum()
    assert key["urban_rural", "farmland"] == pytest.approx(5_000)


def test_overlaps_inside_a_date_count_once_the_smaller_on_top():
    pond = LandLayer(np.append(BEFORE.geometry, shapely.box(10, -30, 30, -10)), np.append(BEFORE.class_, "water"))
    account = land_reduction(pond, AFTER)
    assert matrix(account)["water", "urban_rural"] == pytest.approx(0.04)
    assert matrix(account)["urban_rural", "urban_rural"] == pytest.approx(2.96)
    assert shapely.area(account.stacked_before.overlaps).tolist() == [400]


def test_nothing_to_compare_gives_an_empty_account():
    nothing = LandLayer(np.empty(0, dtype=object), np.empty(0, dtype=object))
    account = land_reduction(nothing, nothing)
    assert (len(account.matrix), len(account.changes), account.closure_m2) == (0, 0, 0)


@pytest.mark.parametrize(
    ("before", "after", "kind", "farmland"),
    [
        ("urban_rural", "farmland", "vacated", "in"), ("farmland", "urban_rural", "added", "out"),
        ("urban_rural", "transport_water_special", "vacated", ""), ("urban_rural", "unknown", "other", ""),
        ("outside", "urban_rural", "other", ""), ("farmland", "outside", "other", ""), ("forest", "grass", "other", ""),
    ],
)  # fmt: skip
def test_what_no_class_knows_and_what_one_date_lacks_is_neither_vacated_nor_added(before, after, kind, farmland):
    pair = np.array([before], dtype=object), np.array([after], dtype=object)
    assert (kind_of(*pair)[0], farmland_of(*pair)[0]) == (kind, farmland)


@pytest.mark.slow
def test_the_land_cover_of_liechtenstein_has_the_changes_that_are_known():
    frames = [geopandas.read_file(DATA / f"liechtenstein_{year}.gpkg", layer="landcover") for year in (2013, 2015)]
    layers = [LandLayer(np.array(frame.geometry, dtype=object), frame["category"].to_numpy(object)) for frame in frames]
    account = land_reduction(*layers)
    found = account.matrix.set_index(["from", "to"])["area_m2"] / 1e4
    known = [("other", "urban"), ("urban", "grass"), ("urban", "forest")]
    assert [found[pair] for pair in known] == pytest.approx([264.952, 1.332, 0.445], abs=1e-3)
    # What one date alone has is in no pair of classes.
    overlay = geopandas.overlay(*(frame[["category", "geometry"]] for frame in frames), how="intersection")
    expected = overlay.assign(ha=overlay.area / 1e4).groupby(["category_1", "category_2"])["ha"].sum()
    for pair, area in expected.items():
        assert found.get(pair, 0.0) == pytest.approx(area, abs=1e-3)
    assert account.closure_m2 < 0.01


def test_thin_changes_are_marked_and_still_counted():
    before = LandLayer(
        np.array([shapely.box(0, 0, 100, 100), shapely.box(100, 0, 200, 100)]),
        np.array(["urban_rural", "farmland"], dtype=object),
    )
    after = LandLayer(np.array([shapely.box(0, 0, 99.95, 100), shapely.box(99.95, 0, 200, 100)]), before.class_)
    account = land_reduction(before, after, sliver_m=0.1)
    assert account.changes[["kind", "sliver"]].to_numpy().tolist() == [["vacated", True]]
    assert matrix(account)["urban_rural", "farmland"] == pytest.approx(0.0005)
    assert not land_reduction(before, after, sliver_m=0.01).changes["sliver"].any()


def test_a_border_of_zones_makes_no_slivers_of_wide_changes():
    zones = build(np.array([shapely.box(-10, -110, 99.95, 10)]), np.array(["w"]), planar)
    account = land_reduction(city("u"), city("f"), zones=zones, sliver_m=0.1)
    assert account.changes["area_m2"].tolist() == pytest.approx([9_995, 5])
    assert not account.changes["sliver"].any()
