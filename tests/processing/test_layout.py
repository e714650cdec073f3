"""The printed map: what stands on the sheet, and what is drawn."""

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QPointF

CRS = "EPSG:4526"
PAPER_MM = 210


@pytest.fixture
def blind(qgis_app):
    """A blind area of 4 × 2 km, styled, in the project."""
    from greenvein.processing.framework.styling import apply_style

    layer = QgsVectorLayer(f"Polygon?crs={CRS}&field=gv_rank:int", "Blind areas", "memory")
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(38_500_000, 4_400_000, 38_504_000, 4_402_000)))
    layer.dataProvider().addFeature(feature)
    layer.updateExtents()
    apply_style(layer, "parkcoverage_blind_areas")
    project = QgsProject.instance()
    project.setCrs(QgsCoordinateReferenceSystem(CRS))
    project.addMapLayer(layer)
    yield layer
    project.clear()


def items(layout, kind):
    return [item for item in layout.items() if isinstance(item, kind)]


def test_map_shows_all_of_the_results_beside_legend_scale_bar_and_north_arrow(blind):
    from greenvein.core.drawing import palette
    from greenvein.processing.pdf.map import map_block
    from greenvein.processing.pdf.sheet import Sheets

    blind.serverProperties().setAttribution("© OpenStreetMap")
    sheets = Sheets(QgsProject.instance(), "服务盲区", ())
    shown = map_block(sheets, QgsProject.instance(), [blind], lambda text: text)
    assert shown.extent().contains(blind.extent())
    (note,) = items(sheets.layout, QgsLayoutItemLabel)
    assert CRS in note.text()
    assert note.text().endswith("© OpenStreetMap")
    (legend,) = items(sheets.layout, QgsLayoutItemLegend)
    assert [node.name() for node in legend.model().rootGroup().findLayers()] == ["Blind areas"]
    (bar,) = items(sheets.layout, QgsLayoutItemScaleBar)
    assert bar.linkedMap() is shown
    (arrow,) = items(sheets.layout, QgsLayoutItemPicture)
    assert arrow.picturePath().endswith("NorthArrow_02.svg")
    assert not arrow.isMissingImage()

    image = QgsLayoutExporter(sheets.layout).renderPageToImage(0, dpi=100)
    per_mm = image.width() / PAPER_MM
    middle = shown.pagePos() + QPointF(shown.rect().width() / 2, shown.rect().height() / 2)
    beside = middle.x() - shown.rect().width() / 4, middle.y()  # in the middle stands the rank
    assert image.pixelColor(*(round(value * per_mm) for value in beside)).name() == palette.BLIND.lower()
    sheets.close()
