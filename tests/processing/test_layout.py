"""The printed map: what stands on the sheet and in the PNG."""

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsProcessingException,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QImage

CRS = "EPSG:4526"


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


def test_sheet_has_title_credit_map_legend_scale_bar_and_north_arrow(blind):
    from greenvein.processing.pdf.layout import map_layout

    layout = map_layout(QgsProject.instance(), [blind], title="服务盲区", credit="© OpenStreetMap")
    assert {label.text() for label in items(layout, QgsLayoutItemLabel)} == {"服务盲区", "© OpenStreetMap"}
    (shown,) = items(layout, QgsLayoutItemMap)
    assert shown.extent().contains(blind.extent())
    (legend,) = items(layout, QgsLayoutItemLegend)
    assert [node.name() for node in legend.model().rootGroup().findLayers()] == ["Blind areas"]
    (bar,) = items(layout, QgsLayoutItemScaleBar)
    assert bar.linkedMap() is shown
    (arrow,) = items(layout, QgsLayoutItemPicture)
    assert arrow.picturePath().endswith("NorthArrow_02.svg")
    assert not arrow.isMissingImage()


def test_png_is_a4_at_150_dpi_and_shows_the_blind_area(blind, tmp_path):
    from greenvein.core.drawing import palette
    from greenvein.processing.pdf.layout import MAP, export_png, map_layout

    path = tmp_path / "map.png"
    export_png(map_layout(QgsProject.instance(), [blind], title="Blind areas"), path)
    image = QImage(str(path))
    assert abs(image.width() - 297 / 25.4 * 150) < 2
    assert abs(image.height() - 210 / 25.4 * 150) < 2
    per_mm = image.width() / 297
    # Beside the middle, where the rank stands.
    place = (MAP.center().x() - MAP.width() / 4, MAP.center().y())
    assert image.pixelColor(*(round(value * per_mm) for value in place)).name() == palette.BLIND.lower()


def test_folder_that_is_missing_is_said(blind, tmp_path):
    from greenvein.processing.pdf.layout import export_png, map_layout

    layout = map_layout(QgsProject.instance(), [blind], title="Blind areas")
    with pytest.raises(QgsProcessingException, match="cannot be written"):
        export_png(layout, tmp_path / "missing" / "map.png")
