"""What each style of the plugin is to look like, and how it does when QGIS draws it.

Four ways to draw: a place to look at, an area by its class, a line, and a point. All have white around dark, so that
one of the two differs from whatever lies beneath.
"""

from dataclasses import dataclass, field
from importlib import import_module

import numpy as np
from greenvein.core.drawing import palette
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

DPI, MM_PER_INCH = 300, 25.4
PLACE, AREA, LINE, POINT, BUILDING = "place", "area", "line", "point", "building"
THROUGH = 0.7  # of an area by class covers what lies beneath
_FIELDS = {
    "string": ("gv_change", "gv_verdict", "gv_cause", "gv_kind", "gv_phase", "gv_use_after", "gv_first"),
    "double": ("gv_coverage", "gv_width_m", "gv_required_m"),
    "int": ("gv_rank", "gv_tier", "gv_sliver"),
}


@dataclass(frozen=True)
class Look:
    """The colours of what has these values in the layer of a style, and the share of the ground that it covers."""

    way: str
    style: str
    face: str
    edge: str
    values: dict = field(default_factory=dict)
    alpha: float = 1.0
    outline: str = "Polygon"

    @property
    def rings(self):
        """The colours from the middle outwards of the smallest of its kind."""
        if self.way == LINE:
            return self.edge, palette.PAPER
        if self.way == POINT:
            return self.face, self.edge, palette.PAPER
        return self.edge, self.face, palette.PAPER

    def __str__(self):
        return "-".join([self.style, *(str(value) for value in self.values.values() if value is not None)])


def _comparisons():
    return [
        Look(PLACE, job.style("comparison"), kind.face, kind.edge, {"gv_change": kind.code})
        for job in JOBS.values()
        for kind in job.changes
    ]


def _of(way, style, name, rows, alpha=1.0):
    return [Look(way, style, face, edge, {name: value}, alpha) for value, face, edge in rows]


def _area(style, face, edge, alpha=THROUGH, **values):
    return Look(AREA, style, face, edge, values, alpha)


def _point(face, edge, **values):
    return Look(POINT, "corridorwidth_profile", face, edge, values, outline="Point")


def _parks():
    coverage = zip((1.0, 0.9, 0.6, 0.3, 0.0), palette.COVERAGE, palette.COVERAGE_EDGES)
    return [
        Look(PLACE, "parkcoverage_blind_areas", palette.BLIND, palette.BLIND_EDGE),
        *_of(AREA, "parkcoverage_coverage", "gv_coverage", coverage, THROUGH),
        _area("parks", palette.PARK, palette.PARK_EDGE),
        _area("parkcoverage_service_area", palette.SERVICE_AREA, palette.PARK_EDGE, 0.15),
    ]


def _corridors():
    verdicts = (
        ("pass", palette.CORRIDOR, palette.CORRIDOR_EDGE),
        ("narrow", palette.NARROW, palette.PINCH_EDGE),
        ("broken", palette.BROKEN, palette.PINCH_EDGE),
        ("unknown", palette.UNKNOWN, palette.UNKNOWN_EDGE),
    )
    causes = (
        ("obstacle", palette.PINCH, palette.PINCH_EDGE),
        ("edge", palette.PINCH_BY_EDGE, palette.PINCH_EDGE),
        ("both", palette.PINCH_BY_BOTH, palette.PINCH_EDGE),
        ("gap", palette.PINCH_GAP, palette.PINCH_GAP_EDGE),
    )
    widths = (
        (79.0, 80.0, palette.MISSED, palette.BLIND_EDGE),
        (80.0, 80.0, palette.MET, palette.COOL_EDGE),
        (80.0, None, palette.UNKNOWN, palette.UNKNOWN_EDGE),
    )
    return [
        *_of(PLACE, "corridorwidth_pinches", "gv_cause", causes),
        *_of(AREA, "corridorwidth_checked", "gv_verdict", verdicts, THROUGH),
        _area("corridors", palette.CORRIDOR, palette.CORRIDOR_EDGE, 0.25),
        Look(LINE, "corridorwidth_axis", palette.AXIS, palette.AXIS, outline="LineString"),
        *(_point(face, edge, gv_width_m=width, gv_required_m=least) for width, least, face, edge in widths),
        Look(BUILDING, "obstacles", palette.OBSTACLE, palette.PAPER),
    ]


def _land():
    changes, issues = "landreduction_changes", "landreduction_issues"
    found = (
        ("overlap", palette.OVERLAP, palette.OVERLAP_EDGE),
        ("unknown", palette.STRANGE, palette.STRANGE_EDGE),
        ("sliver", palette.SLIVER, palette.SLIVER_EDGE),
    )
    return [
        Look(PLACE, changes, palette.VACATED, palette.VACATED_EDGE, {"gv_kind": "vacated"}),
        Look(PLACE, changes, palette.ADDED, palette.ADDED_EDGE, {"gv_kind": "added"}),
        _area(changes, palette.CHANGED, palette.CHANGED_EDGE, gv_kind="other"),
        *_of(PLACE, issues, "gv_kind", found),
        _area(issues, palette.GAP, palette.GAP_EDGE, gv_kind="gap"),
        _area("key_areas", palette.KEY_AREA, palette.KEY_AREA_EDGE, 0.25),
        Look(LINE, "districts", palette.INK, palette.INK),
        *(
            Look(PLACE, "vacateduse_uses", palette.USES[use], palette.USE_EDGES[use], {"gv_use_after": use})
            for use in palette.USES
        ),
        Look(PLACE, "vacateduse_uses", palette.UNKNOWN, palette.UNKNOWN_EDGE, {"gv_use_after": None}),
    ]


def _restoration():
    conflicts = "securitypattern_conflicts"
    built = (
        ("conflict", palette.CONFLICT, palette.CONFLICT_EDGE),
        ("conditions", palette.TO_CHECK, palette.TO_CHECK_EDGE),
        ("list", palette.TO_CHECK_PALE, palette.TO_CHECK_EDGE),
    )
    phases = (("near", palette.NEAR_TERM), ("long", palette.LONG_TERM))
    return [
        *_of(PLACE, conflicts, "gv_kind", built),
        Look(PLACE, conflicts, palette.LINES, palette.LINES_EDGE, {"gv_kind": "crossing", "gv_sliver": 0}),
        Look(PLACE, conflicts, palette.LINES_SLIVER, palette.LINES_EDGE, {"gv_kind": "crossing", "gv_sliver": 1}),
        *_of(
            AREA, "securitypattern_pattern", "gv_tier", zip((1, 2, 3), palette.TIERS, palette.TIER_EDGES), THROUGH
        ),
        *(
            _area("restorationpriority_ranked", colour, palette.PHASE_EDGE, gv_phase=phase, gv_tier=tier)
            for phase, colours in phases
            for tier, colour in zip((1, 2, 3, None), colours)
        ),
        _area("restorationpriority_ranked", palette.NOT_RANKED, palette.PHASE_EDGE, gv_phase=None),
    ]  # fmt: skip


def _of_jobs():
    """What the jobs say of their own styles in few/."""
    found = (import_module(f".few.{job}", __package__) for job in JOBS)
    return [look for module in found if hasattr(module, "looks") for look in module.looks(_area)]


LOOKS = [*_comparisons(), *_parks(), *_corridors(), *_land(), *_restoration(), *_of_jobs()]


def of(*ways):
    return [look for look in LOOKS if look.way in ways]


def styled(look):
    fields = "".join(f"&field={name}:{kind}" for kind, names in _FIELDS.items() for name in names)
    layer = QgsVectorLayer(f"{look.outline}?crs=EPSG:4548{fields}", look.style, "memory")
    apply_style(layer, look.style)
    return layer


def feature(layer, look, **more):
    made = QgsFeature(layer.fields())
    for name, value in {**look.values, **more}.items():
        made[name] = value
    return made


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
    layer, context = styled(look), QgsRenderContext()
    made = feature(layer, look)
    context.expressionContext().setFeature(made)
    renderer = layer.renderer().clone()
    renderer.startRender(context, layer.fields())
    (symbol,) = renderer.originalSymbolsForFeature(made, context)
    picture = QgsSymbolLayerUtils.symbolPreviewPixmap(symbol, QSize(16, 16)).toImage()
    renderer.stopRender(context)
    pixels = [picture.pixelColor(x, 8) for x in range(9)]
    below = QColor(window)
    return [
        "#" + "".join(
            f"{round(pixel.alphaF() * one + (1 - pixel.alphaF()) * other):02X}"
            for one, other in zip(pixel.getRgb()[:3], below.getRgb()[:3])
        )
        for pixel in pixels
    ]  # fmt: skip
