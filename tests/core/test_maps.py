"""The report's map: the right colour at a known place."""

import io
import time
from functools import lru_cache

import numpy as np
import pytest
import shapely
from greenvein.core.drawing import maps, palette
from greenvein.core.drawing.maps import MapLayer, draw_map, places
from matplotlib.colors import to_rgb
from matplotlib.image import imread

# A window of 3:2, so that the map is exactly as large as the bounds with their margin.
BOUNDS = (500_000.0, 4_400_000.0, 503_000.0, 4_402_000.0)


@lru_cache(maxsize=2)
def pixels_of(image):
    return imread(io.BytesIO(image.png), format="png")[..., :3]


def colour_at(image, x, y, bounds=BOUNDS):
    """Return the colour of the pixel in which a place lies, in the map at the top of the image."""
    pixels = pixels_of(image)
    west, south, east, north = bounds
    wide = (east - west) * (1 + 2 * maps.MARGIN)
    per_metre = image.width / wide
    column = int((x - (west + east) / 2) * per_metre + image.width / 2)
    row = int(((north - south) / 2 * (1 + 2 * maps.MARGIN) - (y - (south + north) / 2)) * per_metre)
    return pixels[row, column]


def is_colour(found, wanted):
    return np.abs(found - to_rgb(wanted)).max() < 0.01


def square(x, y, half):
    return shapely.box(BOUNDS[0] + x - half, BOUNDS[1] + y - half, BOUNDS[0] + x + half, BOUNDS[1] + y + half)


def test_blind_area_has_its_colour_where_it_lies():
    blind = MapLayer("服务盲区", np.array([square(700, 1_500, 200)]), palette.BLIND, palette.BLIND_EDGE)
    image = draw_map([blind], bounds=BOUNDS)
    assert is_colour(colour_at(image, 500_700, 4_401_500), palette.BLIND)
    assert is_colour(colour_at(image, 500_700, 4_401_200), palette.GROUND)
    assert is_colour(colour_at(image, 501_000, 4_401_500), palette.GROUND)


@pytest.mark.parametrize("turned", [False, True])
def test_hole_shows_what_lies_below_whichever_way_its_ring_runs(turned):
    hole = square(1_500, 1_000, 200)
    ring = hole.exterior.reverse() if turned else hole.exterior
    around = shapely.Polygon(square(1_500, 1_000, 600).exterior, [ring])
    image = draw_map([MapLayer("", np.array([around]), palette.SERVED)], bounds=BOUNDS)
    assert is_colour(colour_at(image, 501_500, 4_401_000), palette.GROUND)
    assert is_colour(colour_at(image, 501_500, 4_401_400), palette.SERVED)


def test_overlap_within_a_layer_is_filled_once():
    pair = np.array([square(1_200, 1_000, 400), square(1_600, 1_000, 400)])
    image = draw_map([MapLayer("", pair, palette.PARK, alpha=0.5)], bounds=BOUNDS)
    assert np.allclose(colour_at(image, 501_400, 4_401_000), colour_at(image, 500_900, 4_401_000), atol=0.01)


def test_later_layer_lies_on_top():
    layers = [
        MapLayer("", np.array([square(1_500, 1_000, 600)]), palette.SERVED),
        MapLayer("", np.array([square(1_500, 1_000, 300)]), palette.BLIND),
    ]
    assert is_colour(colour_at(draw_map(layers, bounds=BOUNDS), 501_500, 4_401_000), palette.BLIND)


@pytest.mark.slow
def test_what_is_smaller_than_a_pixel_still_shades_the_map():
    x, y = np.meshgrid(np.arange(0, 3_000, 1.0)[::2], np.arange(900, 1_100, 1.0)[::2])
    crumbs = shapely.box(
        BOUNDS[0] + x.ravel(), BOUNDS[1] + y.ravel(), BOUNDS[0] + x.ravel() + 1.4, BOUNDS[1] + y.ravel() + 1.4
    )
    image = draw_map([MapLayer("", crumbs, palette.BLIND)], bounds=BOUNDS)
    shade = colour_at(image, 501_500, 4_401_000)
    assert shade[2] < 0.75  # vermillion has no blue; the ground's is 0.96


def test_smallest_place_is_seen_upon_what_is_dark():
    ground = MapLayer("", np.array([square(1_500, 1_000, 900)]), palette.TIERS[0])
    small = places("", np.array([square(1_500, 1_000, 0.5)]), palette.CONFLICT, palette.CONFLICT_EDGE)
    image = draw_map([ground, *small], bounds=BOUNDS)
    per_point = 3_000 * (1 + 2 * maps.MARGIN) / image.width * maps.DPI / 72  # metres
    away = np.arange(0, 3, 0.2)  # points
    seen = [colour_at(image, 501_500 + points * per_point, 4_401_000) for points in away]
    band = max(points for points, colour in zip(away, seen) if is_colour(colour, palette.CONFLICT))
    white = max(points for points, colour in zip(away, seen) if is_colour(colour, palette.PAPER))
    # 1.6 and 2.8 points wide, and the square of half a point; a pixel is a third of a point.
    assert 0.5 < band < 1.1 < white < 1.7
    assert is_colour(seen[-1], palette.TIERS[0])


def test_null_and_empty_geometries_are_passed_over():
    geometry = np.array([None, shapely.Polygon(), square(1_500, 1_000, 300)])
    image = draw_map([MapLayer("盲区", geometry, palette.BLIND, names=("a", "b", ""))], bounds=BOUNDS)
    assert is_colour(colour_at(image, 501_500, 4_401_000), palette.BLIND)


def line(*points):
    return shapely.LineString([(BOUNDS[0] + x, BOUNDS[1] + y) for x, y in points])


def point(x, y):
    return shapely.Point(BOUNDS[0] + x, BOUNDS[1] + y)


def ink(image, x, y, half_m=40):
    """Return the share of pixels around a place that are as dark as text."""
    places = np.arange(-half_m, half_m + 1, 2.0)
    pixels = [colour_at(image, BOUNDS[0] + x + dx, BOUNDS[1] + y + dy) for dx in places for dy in places]
    return np.mean([is_colour(pixel, palette.INK) for pixel in pixels])


def test_line_has_its_colour_where_it_runs_and_encloses_nothing():
    bent = line((500, 500), (500, 1_500), (2_500, 1_500))
    image = draw_map([MapLayer("轴线", np.array([bent]), None, palette.AXIS, 6)], bounds=BOUNDS)
    assert is_colour(colour_at(image, 500_500, 4_401_000), palette.AXIS)
    assert is_colour(colour_at(image, 501_500, 4_401_500), palette.AXIS)
    assert is_colour(colour_at(image, 500_900, 4_401_300), palette.GROUND)
    assert is_colour(colour_at(image, 501_500, 4_401_000), palette.GROUND)  # the way back to the start


def test_parts_of_a_multiline_are_not_joined():
    parts = shapely.MultiLineString([line((300, 1_000), (1_000, 1_000)), line((2_000, 1_000), (2_700, 1_000))])
    image = draw_map([MapLayer("", np.array([parts]), edge=palette.AXIS, width=6)], bounds=BOUNDS)
    assert is_colour(colour_at(image, 500_600, 4_401_000), palette.AXIS)
    assert is_colour(colour_at(image, 502_400, 4_401_000), palette.AXIS)
    assert is_colour(colour_at(image, 501_500, 4_401_000), palette.GROUND)


def test_point_is_a_dot_in_the_order_of_the_layers():
    dots = MapLayer("", np.array([shapely.MultiPoint([point(500, 500), point(1_500, 1_000)])]), palette.AXIS)
    below = draw_map([dots, MapLayer("", np.array([square(1_500, 1_000, 300)]), palette.CORRIDOR)], bounds=BOUNDS)
    assert is_colour(colour_at(below, 500_500, 4_400_500), palette.AXIS)
    assert is_colour(colour_at(below, 500_540, 4_400_500), palette.GROUND)
    assert is_colour(colour_at(below, 501_500, 4_401_000), palette.CORRIDOR)


def test_line_and_polygon_of_a_layer_are_both_drawn():
    both = np.array([square(700, 1_000, 200), line((1_500, 1_000), (2_500, 1_000)), None])
    image = draw_map([MapLayer("", both, palette.CORRIDOR, palette.AXIS, 6)], bounds=BOUNDS)
    assert is_colour(colour_at(image, 500_700, 4_401_000), palette.CORRIDOR)
    assert is_colour(colour_at(image, 502_000, 4_401_000), palette.AXIS)


def test_legend_shows_a_line_a_dot_and_a_patch():
    line_handle, dot, patch = (
        maps._handle(MapLayer("", np.array([None, geometry]), palette.PINCH, palette.AXIS, 1.5))
        for geometry in (line((0, 0), (1, 1)), point(0, 0), square(9, 9, 9))
    )
    assert (line_handle.get_color(), line_handle.get_linewidth(), line_handle.get_marker()) == (
        palette.AXIS,
        1.5,
        "None",
    )
    assert (dot.get_color(), dot.get_linestyle(), dot.get_marker()) == (palette.PINCH, "None", "o")
    assert isinstance(patch, maps.Patch)


def test_name_of_a_line_stands_at_its_middle():
    # 400 m down and 2 000 m across: the middle of the way is 800 m from the bend.
    way = line((500, 1_500), (500, 1_100), (2_500, 1_100))
    layer = MapLayer("", np.array([way]), None, palette.SERVED, 1, names=("12",))
    image = draw_map([layer], bounds=BOUNDS)
    assert ink(image, 1_300, 1_100) > 0.01
    assert ink(image, 1_500, 1_100) == 0
    assert ink(image, 500, 1_100) == 0


def test_name_stands_in_a_large_pinch_and_beside_a_small_one_and_a_point():
    pinches = MapLayer("", np.array([square(700, 1_500, 150), square(1_500, 500, 10)]), palette.PINCH, names=("8", "8"))
    dots = MapLayer("", np.array([point(2_300, 1_500)]), palette.SERVED, names=("8",))
    image = draw_map([pinches, dots], bounds=BOUNDS)
    assert ink(image, 700, 1_500) > 0.01
    for x, y in ((1_500, 500), (2_300, 1_500)):
        assert ink(image, x, y, 5) == 0
        assert ink(image, x, y + 35) > 0.01


def test_name_that_would_cover_another_is_left_out_and_the_upper_layer_keeps_its_own():
    places = np.array([square(1_500, 1_000, 20)])  # so small that there is room for one
    upper = MapLayer("", places, None, palette.AXIS, names=("二",))
    alone = draw_map([MapLayer("", places, None, palette.AXIS), upper], bounds=BOUNDS)
    below = MapLayer("", places, None, palette.AXIS, names=("海淀区",))
    assert draw_map([below, upper], bounds=BOUNDS).png == alone.png


def test_nothing_to_draw_is_said():
    with pytest.raises(ValueError, match="nothing to draw"):
        draw_map([MapLayer("Parks", np.array([], dtype=object))])


def test_same_layers_give_the_same_bytes():
    layers = [MapLayer("公园绿地", np.array([square(700, 1_500, 200)]), palette.PARK, names=("园",))]
    assert draw_map(layers, credit="© OSM").png == draw_map(layers, credit="© OSM").png


def test_scale_bar_has_a_round_length():
    assert [maps.round_length(most) for most in (1, 4.9, 5, 19.99, 730, 2_300)] == [1, 2, 5, 10, 500, 2_000]


def test_chinese_is_drawn_with_glyphs_where_a_face_is_installed(recwarn):
    from greenvein.core.drawing import figure as drawing

    if drawing.chinese_face() is None:
        pytest.skip("no typeface with Chinese is installed")
    draw_map(
        [MapLayer("公园绿地服务盲区", np.array([square(700, 1_500, 200)]), palette.BLIND, names=("海淀",))],
        north="北",
    )
    assert [str(one.message) for one in recwarn if "missing from" in str(one.message)] == []


def test_latin_is_drawn_where_no_chinese_face_is_installed(monkeypatch):
    from greenvein.core.drawing import figure as drawing

    monkeypatch.setattr(drawing, "chinese_face", lambda: None)
    assert drawing.font(9).get_file().endswith("DejaVuSans.ttf")
    draw_map([MapLayer("Parks", np.array([square(700, 1_500, 200)]), palette.PARK)])


@pytest.mark.slow
def test_hundred_thousand_polygons_take_seconds():
    x, y = np.meshgrid(np.arange(320) * 10.0, np.arange(320) * 10.0)
    many = shapely.box(x.ravel(), y.ravel(), x.ravel() + 9, y.ravel() + 9)
    start = time.monotonic()
    draw_map([MapLayer("", many, palette.SERVED, palette.SERVED_EDGE)])
    assert time.monotonic() - start < 10


def test_every_number_of_places_side_by_side_is_on_the_map():
    # Twelve specks in two hectares, at the scale of a city on one another: each number leads to its own.
    specks = np.array([square(1_500 + 30 * (row % 4), 1_000 + 30 * (row // 4), 5) for row in range(12)])
    window = (500_000.0, 4_400_000.0, 503_000.0, 4_402_000.0)
    half = np.array([1.1 + maps.APART_EMS, maps.LINE_EMS]) * maps.SMALL_PT * 3_000 / (maps.WIDTH_IN * 72) / 2
    taken = []
    for speck in specks:
        for place, _ in maps._name_places(speck, half, window, 0.0, True):
            if all((abs(place - other) >= 2 * half).any() for other in taken):
                taken.append(place)
                break
    assert len(taken) == 12


def test_name_of_a_district_stands_in_the_part_that_is_seen():
    window = (0.0, 0.0, 100.0, 100.0)
    district = shapely.box(-10_000, 0, 20, 100)  # its middle lies far outside
    places = maps._name_places(district, np.array([1.0, 1.0]), window, 0.0, False)
    assert len(places) > 1
    assert all(0 <= x <= 20 and 0 <= y <= 100 for (x, y), _ in places)
