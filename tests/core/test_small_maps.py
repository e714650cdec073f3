"""Small maps: the same ground several times on one map."""

import shapely
from greenvein.core.drawing.maps import draw_map
from greenvein.core.drawing.small_maps import APART, COLUMNS, TITLE, small_maps

GROUND = shapely.box([0, 10], 0, [10, 20], 10)
LOOKS = {"met": ("Met", "#0072B2", "#062B44"), "behind": ("Behind", "#D55E00", "#7A2E00")}


def maps(count):
    return small_maps(GROUND, ["title"] * count, [["met", "behind"]] * count, [["45", "44"]] * count, LOOKS)


def test_maps_stand_in_rows_and_none_touches_another():
    below, met, behind, titles = maps(COLUMNS + 1)
    wide, high = (1 + APART) * 20, (1 + APART + TITLE) * 10
    west = [0, wide, 2 * wide, 0]
    assert shapely.bounds(met.geometry)[:, 0].tolist() == west
    assert shapely.bounds(met.geometry)[:, 1].tolist() == [0, 0, 0, -high]
    assert shapely.bounds(behind.geometry)[:, 0].tolist() == [10 + one for one in west]
    whole = [*shapely.union_all(below.geometry).geoms, *titles.geometry]
    assert [
        shapely.relate_pattern(one, other, "T********") for one in whole for other in whole if one is not other
    ] == ([False] * len(whole) * (len(whole) - 1))


def test_a_code_that_no_ground_has_is_not_in_the_legend_and_names_stay_with_their_ground():
    found = small_maps(GROUND, ["Wood"], [["", "met"]], [["", "9"]], LOOKS)
    assert [(layer.label, layer.names) for layer in found[1:]] == [("Met", ("9",)), ("", ("Wood",))]
    assert shapely.equals(found[1].geometry[0], GROUND[1])


def test_they_are_drawn_as_one_map():
    assert draw_map(maps(5)).png[1:4] == b"PNG"
