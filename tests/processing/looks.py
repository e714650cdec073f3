"""How the styles of the plugin look when QGIS draws them."""

from importlib import import_module

import numpy as np
from greenvein.processing.framework.styling import apply_style
from greenvein.processing.jobs import JOBS
from qgis.core import (
    Qgis,
    QgsFeature,
    QgsGeometry,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsPointXY,
    QgsRectangle,
    QgsRenderContext,
    QgsSymbolLayerUtils,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QImage

from .look import PLACE, Look

DPI, MM_PER_INCH = 300, 25.4


def _comparisons():
    return [
        Look(PLACE, job.style("comparison"), kind.face, kind.edge, {"gv_change": kind.code})
        for job in JOBS.values()
        for kind in job.changes
    ]


def _of_jobs():
    return [look for job in JOBS for look in import_module(f".few.{job}", __package__).LOOKS]


LOOKS = [*_comparisons(), *_of_jobs()]
_KINDS = {str: "string", float: "double", int: "int"}
# Those that values are told by, and those that styles ask for besides.
_FIELDS = {"gv_first": "string", "gv_rank": "int"} | {
    name: _KINDS[type(value)] for look in LOOKS for name, value in look.values.items() if value is not None
}


def of(*ways):
    return [look for look in LOOKS if look.way in ways]


def styled(look):
    fields = "".join(f"&field={name}:{kind}" for name, kind in _FIELDS.items())
    layer = QgsVectorLayer(f"{look.outline}?crs=EPSG:4548{fields}", look.style, "memory")
    apply_style(layer, look.style)
    return layer


def feature(layer, look, **more):
    made = QgsFeature(layer.fields())
    for name, value in {**look.values, **more}.items():
        made[name] = value
    return made


def signs(layer, look, made, scale=1.0):
    """Return the symbols that a style has for a feature of a kind, which are none where it lacks the kind."""
    context = QgsRenderContext()
    context.setRendererScale(scale)
    context.expressionContext().setFeature(made)
    renderer = layer.renderer().clone()
    renderer.startRender(context, layer.fields())
    found = [symbol.clone() for symbol in renderer.originalSymbolsForFeature(made, context)]
    renderer.stopRender(context)
    assert found, f"The style {look.style} has no rule for {look.values or 'any feature'}."
    return found


def rings(look, colours, ringed=()):
    """Return where each colour of a kind begins in a row from its middle outwards; tell which one is not drawn."""
    expected = ringed or look.rings
    lost = [ring for ring in expected if ring not in colours]
    assert lost == [], f"The style {look.style} draws {look.values or 'features'} without {', '.join(lost)}."
    return [colours.index(ring) for ring in expected]


def drawn(look, side_m, ground, scale=25_000, **more):
    """Draw one of a kind on a ground, a square for an area; return the colours from its middle outwards.

    A row of the picture, as hexadecimal texts, and how far each lies from the middle in mm of the map.
    """
    layer, middle = styled(look), QgsPointXY(500_000, 4_400_000)
    box = QgsRectangle.fromCenterAndSize(middle, side_m, side_m)
    shape = {
        "Polygon": QgsGeometry.fromRect(box),
        "LineString": QgsGeometry.fromPolylineXY([QgsPointXY(middle.x(), y) for y in (box.yMinimum(), box.yMaximum())]),
        "Point": QgsGeometry.fromPointXY(middle),
    }
    made = feature(layer, look, **more)
    made.setGeometry(shape[look.outline])
    signs(layer, look, made, scale)
    layer.dataProvider().addFeatures([made])
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setOutputDpi(DPI)
    settings.setFlag(Qgis.MapSettingsFlag.DrawLabeling, False)
    pixels = 201
    side = pixels / DPI * MM_PER_INCH / 1000 * scale
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


def sign(look, window):
    """Return the colours across the sign in a legend, from the left to the middle, on the ground of a window."""
    layer = styled(look)
    (symbol,) = signs(layer, look, feature(layer, look))
    picture = QgsSymbolLayerUtils.symbolPreviewPixmap(symbol, QSize(16, 16)).toImage()
    pixels = [picture.pixelColor(x, 8) for x in range(9)]
    below = QColor(window)
    return [
        "#" + "".join(
            f"{round(pixel.alphaF() * one + (1 - pixel.alphaF()) * other):02X}"
            for one, other in zip(pixel.getRgb()[:3], below.getRgb()[:3])
        )
        for pixel in pixels
    ]  # fmt: skip
