"""The report's map: the right colour at a known place."""

import io
import time

import numpy as np
import pytest
import shapely
from greenvein.core import maps, palette
from greenvein.core.maps import MapLayer, draw_map
from matplotlib.colors import to_rgb
from matplotlib.image import imread

# A window of 3:2, so that the map is exactly as large as the bounds with their margin.
BOUNDS = (500_000.0, 4_400_000.0, 503_000.0, 4_402_000.0)


def colour_at(image, x, y, bounds=BOUNDS):
    """Return the colour of the pixel in which a place lies, in the map at the top of the image."""
    pixels = imread(io.BytesIO(image.png), format="png")[..., :3]
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


def test_what_is_smaller_than_a_pixel_still_shades_the_map():
    x, y = np.meshgrid(np.arange(0, 3_000, 1.0)[::2], np.arange(900, 1_100, 1.0)[::2])
    crumbs = shapely.box(
        BOUNDS[0] + x.ravel(), BOUNDS[1] + y.ravel(), BOUNDS[0] + x.ravel() + 1.4, BOUNDS[1] + y.ravel() + 1.4
    )
    image = draw_map([MapLayer("", crumbs, palette.BLIND)], bounds=BOUNDS)
    shade = colour_at(image, 501_500, 4_401_000)
    assert shade[2] < 0.75  # vermillion has no blue; the ground's is 0.96


def test_null_and_empty_geometries_are_passed_over():
    geometry = np.array([None, shapely.Polygon(), square(1_500, 1_000, 300)])
    image = draw_map([MapLayer("盲区", geometry, palette.BLIND, names=("a", "b", ""))], bounds=BOUNDS)
    assert is_colour(colour_at(image, 501_500, 4_401_000), palette.BLIND)


def test_nothing_to_draw_is_said():
    with pytest.raises(ValueError, match="nothing to draw"):
        draw_map([MapLayer("Parks", np.array([], dtype=object))])


def test_same_layers_give_the_same_bytes():
    layers = [MapLayer("公园绿地", np.array([square(700, 1_500, 200)]), palette.PARK, names=("园",))]
    assert draw_map(layers, credit="© OSM").png == draw_map(layers, credit="© OSM").png


def test_scale_bar_has_a_round_length():
    assert [maps.round_length(most) for most in (1, 4.9, 5, 19.99, 730, 2_300)] == [1, 2, 5, 10, 500, 2_000]


def test_chinese_is_drawn_with_glyphs_where_a_face_is_installed(recwarn):
    from greenvein.core import drawing

    if drawing.chinese_face() is None:
        pytest.skip("no typeface with Chinese is installed")
    draw_map(
        [MapLayer("公园绿地服务盲区", np.array([square(700, 1_500, 200)]), palette.BLIND, names=("海淀",))],
        north="北",
    )
    assert [str(one.message) for one in recwarn if "missing from" in str(one.message)] == []


def test_latin_is_drawn_where_no_chinese_face_is_installed(monkeypatch):
    from greenvein.core import drawing

    monkeypatch.setattr(drawing, "chinese_face", lambda: None)
    assert drawing.font(9).get_file().endswith("DejaVuSans.ttf")
    draw_map([MapLayer("Parks", np.array([square(700, 1_500, 200)]), palette.PARK)])


def test_hundred_thousand_polygons_take_seconds():
    x, y = np.meshgrid(np.arange(320) * 10.0, np.arange(320) * 10.0)
    many = shapely.box(x.ravel(), y.ravel(), x.ravel() + 9, y.ravel() + 9)
    start = time.monotonic()
    draw_map([MapLayer("", many, palette.SERVED, palette.SERVED_EDGE)])
    assert time.monotonic() - start < 10
