"""The look of what changed between two scenarios: readable on white and on a satellite picture, and for all eyes."""

from itertools import combinations

import numpy as np
import pytest
from greenvein.core import palette
from greenvein.processing.comparison_kinds import kinds
from greenvein.processing.styling import apply_style
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsPointXY,
    QgsRectangle,
    QgsSymbolLayerUtils,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QImage

JOBS = ("parkcoverage", "corridorwidth", "landreduction", "vacateduse", "securitypattern", "restorationpriority")
KINDS = [(job, code) for job in JOBS for code in kinds(job)]
# White paper, forest, field, roof tiles, and asphalt.
GROUNDS = ("#FFFFFF", "#223421", "#84744F", "#9E523E", "#706C62")
WINDOWS = ("#FFFFFF", "#202020")  # the legend of QGIS's own theme and of Night Mapping
DPI, MM_PER_INCH = 300, 25.4
APART = 15  # of CIELAB: where 2 can be told side by side, and 100 lie between black and white

# Machado, Oliveira and Fernandes (2009), "A Physiologically-based Model for Simulation of Color Vision Deficiency":
# all of a kind of cone missing.
EYES = {
    "common": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
# IEC 61966-2-1: linear red, green and blue to X, Y and Z.
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def rgb(colour):
    return np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255


def linear(share):
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """Return the contrast of WCAG 2.2, 1–21."""
    dark, light = sorted(linear(rgb(colour)) @ XYZ[1] for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(colour, eyes="common"):
    """Return a colour in CIELAB under D65, as these eyes see it."""
    share = XYZ @ np.clip(EYES[eyes] @ linear(rgb(colour)), 0, 1) / XYZ.sum(axis=1)
    x, y, z = np.where(share > 216 / 24389, np.cbrt(share), (24389 / 27 * share + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def styled(job):
    layer = QgsVectorLayer("Polygon?crs=EPSG:4548&field=gv_change:string", "changed", "memory")
    apply_style(layer, f"{job}_comparison")
    return layer


def drawn(job, code, side_m, ground):
    """Draw a square place of a kind on a ground at 1 : 25 000; return the colours from its middle outwards.

    A row of the picture, as hexadecimal texts, and how far each lies from the middle in mm of the map.
    """
    layer = styled(job)
    feature = QgsFeature(layer.fields())
    feature["gv_change"] = code
    middle = QgsPointXY(500_000, 4_400_000)
    feature.setGeometry(QgsGeometry.fromRect(QgsRectangle.fromCenterAndSize(middle, side_m, side_m)))
    layer.dataProvider().addFeatures([feature])
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setOutputDpi(DPI)
    pixels = 201
    side = pixels / DPI * MM_PER_INCH / 1000 * 25_000
    settings.setOutputSize(QSize(pixels, pixels))
    settings.setExtent(QgsRectangle.fromCenterAndSize(middle, side, side))
    settings.setBackgroundColor(QColor(ground))
    work = QgsMapRendererSequentialJob(settings)
    work.start()
    work.waitForFinished()
    image = work.renderedImage().convertToFormat(QImage.Format.Format_RGB32)
    half = pixels // 2
    colours = [image.pixelColor(half + step, half).name().upper() for step in range(half)]
    return colours, np.arange(half) / DPI * MM_PER_INCH


def test_colours_are_as_standards_have_them():
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.005)
    # Values of Bruce Lindbloom's calculator.
    assert lab("#FF0000") == pytest.approx([53.24, 80.09, 67.20], abs=0.01)
    assert lab("#0000FF") == pytest.approx([32.30, 79.19, -107.86], abs=0.01)
    # Grey is grey to everybody.
    assert lab("#808080", "deuteranopia") == pytest.approx(lab("#808080"), abs=0.1)


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("job", JOBS)
def test_kinds_are_told_apart_by_all_eyes(job, eyes):
    faces = {code: lab(kind.face, eyes) for code, kind in kinds(job).items()}
    near = {pair: np.linalg.norm(faces[pair[0]] - faces[pair[1]]) for pair in combinations(faces, 2)}
    assert {pair: away for pair, away in near.items() if away < APART} == {}


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize(("job", "code"), KINDS)
def test_smallest_place_keeps_its_colour_and_stands_out_from_any_ground(qgis_app, job, code, ground):
    """A metre is less than a tenth of a millimetre at this scale: what is seen are the lines around it."""
    kind = kinds(job)[code]
    colours, away = drawn(job, code, 1, ground)
    assert colours[0] == kind.edge
    assert colours[-1] == ground
    face, casing = colours.index(kind.face), colours.index(palette.PAPER)
    assert 0 < face < casing
    assert colours.count(kind.face) >= 3  # a quarter of a millimetre, on each side
    # White around dark: one of the two differs from whatever is beneath.
    assert max(contrast(kind.edge, ground), contrast(palette.PAPER, ground)) >= 4.5
    assert contrast(kind.edge, palette.PAPER) >= 4.5
    assert away[casing] < 0.75


@pytest.mark.parametrize(("job", "code"), KINDS)
def test_sign_in_the_legend_can_be_seen_in_a_light_and_in_a_dark_window(qgis_app, job, code):
    layer = styled(job)  # held, for the rules are its own
    rules = layer.renderer().rootRule().children()
    (symbol,) = [rule.symbol() for rule in rules if f"'{code}'" in rule.filterExpression()]
    image = QgsSymbolLayerUtils.symbolPreviewPixmap(symbol, QSize(16, 16)).toImage()
    colours = [image.pixelColor(x, 8).name() for x in (0, 8)]
    assert colours[1].upper() == kinds(job)[code].face
    for window in WINDOWS:
        assert max(contrast(colour, window) for colour in colours) >= 2


@pytest.mark.parametrize(("job", "code"), KINDS)
def test_large_place_is_of_its_colour_up_to_its_edge(qgis_app, job, code):
    colours, away = drawn(job, code, 250, GROUNDS[1])
    assert {colour for colour, where in zip(colours, away) if where <= 4.8} == {kinds(job)[code].face}
    assert {colour for colour, where in zip(colours, away) if where > 6} == {GROUNDS[1]}
