"""The look of results: readable on white and on a satellite picture, in a light and in a dark window, for all eyes."""

from itertools import combinations, groupby
from pathlib import Path

import greenvein
import pytest
from greenvein.core.drawing import palette

from .look import AREA, BUILDING, LINE, PLACE, POINT
from .looks import LOOKS, drawn, of, rings, sign
from .sight import EYES, contrast, distance, lab, over, rgb

pytestmark = pytest.mark.slow

# White paper, forest, field, roof tiles, and asphalt.
GROUNDS = ("#FFFFFF", "#223421", "#84744F", "#9E523E", "#706C62")
FOREST, ASPHALT = GROUNDS[1], GROUNDS[-1]
WINDOWS = ("#FFFFFF", "#202020")  # the legend of QGIS's own theme and of Night Mapping
STYLES = {style: list(looks) for style, looks in groupby(LOOKS, lambda look: look.style)}
APART, APART_BELOW = 15, 10  # of CIELAB: classes, and classes through which the ground is seen
WIDEST_MM = {PLACE: 0.75, AREA: 0.5, LINE: 0.55, POINT: 1.25}  # from the middle to the outer edge
FEWEST = {PLACE: 3, AREA: 2, LINE: 2, POINT: 4}  # pixels in the colour of the kind, from the middle outwards


def test_colours_are_as_standards_have_them():
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.005)
    # Values of Bruce Lindbloom's calculator.
    assert lab("#FF0000") == pytest.approx([53.24, 80.09, 67.20], abs=0.01)
    assert lab("#0000FF") == pytest.approx([32.30, 79.19, -107.86], abs=0.01)
    # Grey is grey to everybody.
    assert lab("#808080", "deuteranopia") == pytest.approx(lab("#808080"), abs=0.1)
    assert over("#FF0000", 0.25, "#0000FF") == "#4000BF"


def test_every_style_is_looked_at():
    folder = Path(greenvein.__file__).parent / "resources" / "styles"
    assert set(STYLES) == {path.stem for path in folder.glob("*.qml")}


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("style", STYLES)
def test_classes_are_told_apart_by_all_eyes(style, eyes):
    pairs = {(str(one), str(other)): (one, other) for one, other in combinations(STYLES[style], 2)}
    near = {names: distance(one.face, other.face, eyes) for names, (one, other) in pairs.items()}
    assert {names: away for names, away in near.items() if away < APART} == {}


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("style", sorted({look.style for look in of(AREA)}))
def test_areas_are_told_apart_with_the_ground_seen_through(style, eyes):
    """In their middle; places have a band of their own besides. The ground of the legend is white as paper."""
    areas = combinations((look for look in of(AREA) if look.style == style), 2)
    near = {
        (str(one), str(other), ground): distance(*(over(look.face, look.alpha, ground) for look in (one, other)), eyes)
        for one, other in areas
        for ground in GROUNDS
    }
    assert {names: away for names, away in near.items() if away < APART_BELOW} == {}


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("look", of(PLACE, AREA, LINE, POINT), ids=str)
def test_smallest_keeps_its_colour_and_stands_out_from_any_ground(qgis_app, look, ground):
    """A metre is less than a tenth of a millimetre at this scale: what is seen are the lines around it."""
    colours, away = drawn(look, 250 if look.outline == "LineString" else 1, ground)
    assert colours[-1] == ground
    places = rings(look, colours)
    assert places[0] == 0
    assert places == sorted(set(places))
    assert colours.count(look.face) >= FEWEST[look.way]
    # White around dark: one of the two differs from whatever is beneath.
    assert max(contrast(look.edge, ground), contrast(palette.PAPER, ground)) >= 4.5
    assert contrast(look.edge, palette.PAPER) >= 4.5
    assert away[places[-1]] < WIDEST_MM[look.way]


@pytest.mark.parametrize("look", of(PLACE), ids=str)
def test_large_place_is_of_its_colour_up_to_its_edge(qgis_app, look):
    colours, away = drawn(look, 250, FOREST)
    assert {colour for colour, where in zip(colours, away) if where <= 4.8} == {look.face}
    assert {colour for colour, where in zip(colours, away) if where > 6} == {FOREST}


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("look", of(AREA), ids=str)
def test_large_area_lets_the_ground_be_seen_up_to_its_edge(qgis_app, look, ground):
    colours, away = drawn(look, 250, ground)
    within = {colour for colour, where in zip(colours, away) if where <= 4.4}
    assert len(within) == 1
    assert rgb(*within) * 255 == pytest.approx(rgb(over(look.face, look.alpha, ground)) * 255, abs=1.6)
    assert {colour for colour, where in zip(colours, away) if where > 5.6} == {ground}
    # Whatever the ground, its class is told by the line around it.
    assert {look.face, look.edge, palette.PAPER} - {ground} <= set(colours)


@pytest.mark.parametrize("look", of(AREA), ids=str)
def test_roads_and_woods_are_told_apart_below_an_area(qgis_app, look):
    road, wood = (drawn(look, 250, ground)[0][0] for ground in (ASPHALT, FOREST))
    assert distance(road, wood) >= 5


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("look", of(PLACE, AREA, POINT), ids=str)
def test_sign_in_the_legend_can_be_seen_in_a_light_and_in_a_dark_window(qgis_app, look, window):
    colours = sign(look, window)
    # As on paper in either window, for the map stays white in the dark theme.
    assert rgb(colours[-1]) * 255 == pytest.approx(rgb(over(look.face, look.alpha, palette.PAPER)) * 255, abs=1.6)
    assert max(contrast(colour, window) for colour in colours) >= 2


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("look", [look for look in LOOKS if look.style == "vacateduse_uses"], ids=str)
def test_plot_to_vacate_first_has_a_dark_ring_around_its_use(qgis_app, look, ground):
    colours, away = drawn(look, 1, ground, gv_first="red_line")
    places = rings(look, colours, (look.edge, look.face, palette.FIRST, palette.PAPER))
    assert places == sorted(set(places))
    assert colours.count(look.face) >= 3
    assert colours.count(palette.FIRST) >= 3
    assert away[places[-1]] < 1.15
    alone, _ = drawn(look, 1, ground)
    assert palette.FIRST not in alone


def test_building_is_dark_with_a_light_edge_where_it_is_seen_from_near(qgis_app):
    (look,) = of(BUILDING)
    near, _ = drawn(look, 20, ASPHALT, scale=2_000)
    assert near[0] == palette.OBSTACLE
    assert near.index(palette.PAPER) > near.count(palette.OBSTACLE) - 1
    # From afar a town of buildings with white edges would be white.
    far, _ = drawn(look, 100, ASPHALT, scale=100_000)
    assert far[0] == palette.OBSTACLE
    assert max(contrast(colour, palette.OBSTACLE) for colour in far) < 2
