"""What the panel draws and lists says what the layers say, and what the report draws."""

import random
from pathlib import Path

import pytest
import shapely
from greenvein.core.drawing.figure import WIDTH_IN
from greenvein.core.report.file import read
from greenvein.dialogs.panel.places import ElidedBox, PlaceModel, PlaceOrder, Places
from greenvein.processing.framework import output_fields
from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsVectorFileWriter, QgsVectorLayer
from qgis.PyQt.QtCore import Qt

from .scene import EAST, NORTH, box, run

pytestmark = pytest.mark.slow

CITY = {
    "RESIDENTIAL": [box(0, 0, 1000, 1000), box(5000, 0, 100, 100)],
    "PARKS": [box(-100, -2000, 100, 5000)],
}


def report_of(page):
    return read(Path(page.outcome.values["REPORT"]).read_text(encoding="utf-8"))


def drawn(report):
    """Return every chart of a report."""
    parts = (part for section in report.sections for part in section.parts if part.kind == "picture")
    return [part.content for part in parts if isinstance(part.content, str)]


@pytest.fixture
def jobs(page, add, wait):
    """Every page that draws, after a run over a small city."""
    add("居住用地", CITY["RESIDENTIAL"])
    add("公园绿地", CITY["PARKS"])
    zones = [box(-100, -100, 700, 2000), box(600, -100, 9000, 2000)]
    add("行政区", zones, fields=("名称:string",), rows=[("甲区",), ("乙区",)])
    corridors = [box(0, 9000, 500, 3000), box(2000, 9000, 60, 3000)]
    add("通风廊道", corridors, fields=("level:integer", "name:string"), rows=[(1, "宽"), (2, "窄")])
    halves = [box(0, 0, 1000, 1000), box(1000, 0, 1000, 1000), box(2000, 0, 500, 1000)]
    add("DLTB_2020", halves[:2], fields=("DLBM:string",), rows=[("0701",), ("0101",)])
    add("DLTB_2025", halves, fields=("DLBM:string",), rows=[("0301",), ("0101",), ("0101",)])
    fields = ("退损程度:double", "恢复潜力:double")
    add("修复单元", [box(0, 0, 100, 100), box(5000, 0, 100, 100)], fields=fields, rows=[(0.2, 0.5), (0.9, 0.1)])
    found = {
        "parks": page("parkcoverage"),
        "corridors": page("corridorwidth"),
        "account": page("landreduction"),
        "priority": page("restorationpriority"),
    }
    for shown in found.values():
        run(shown, wait)
        assert shown.outcome is not None, shown.notice.text()
    return found


def test_panel_and_report_show_the_same_chart(jobs):
    for name, shown in jobs.items():
        chart = shown.chart(shown.outcome, WIDTH_IN)
        assert chart.content in drawn(report_of(shown)), name


def test_ground_of_one_date_alone_is_no_flow_in_either(jobs):
    shown = jobs["account"]
    (flows,) = [svg for svg in drawn(report_of(shown)) if "100.00 ha" in svg]
    for svg in (flows, shown.results.chart.svg):
        assert "Not covered by this date" not in svg and "50.00 ha" not in svg


def test_codes_are_words_and_fields_have_names_in_every_list(jobs):
    for name, shown in jobs.items():
        for output, value in shown.outcome.values.items():
            layer = shown.outcome.layer(output) if isinstance(value, str) and output != "REPORT" else None
            if layer is None:
                continue
            style = f"{shown.algorithm.name()}_{output.lower()}"
            own = [field for field in layer.fields().names() if field.startswith("gv_")]
            titles = output_fields.titles(style, own)
            assert all(titles.get(field, field) != field for field in own), (name, output)


def numbers_on(path, count, seed):
    """Save corridors as a file whose feature ids are neither from 1 on nor in order; return ids and their widths."""
    order = random.Random(seed)
    ids = order.sample(range(20, 400), count)
    widths = order.sample(range(40, 480, 7), count)
    layer = QgsVectorLayer("Polygon?crs=EPSG:4548&field=level:integer", "通风廊道", "memory")
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.layerName = "corridors"
    saved = f"{path}|layername=corridors"
    context = QgsProject.instance().transformContext()
    assert QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), context, options)[0] == 0
    found = QgsVectorLayer(saved, "通风廊道", "ogr")
    features = []
    for place, (fid, width) in enumerate(zip(ids, widths)):
        feature = QgsFeature(found.fields(), fid)
        feature.setAttribute("fid", fid)
        feature.setAttribute("level", 1)
        ground = shapely.box(EAST + 1000 * place, NORTH, EAST + 1000 * place + width, NORTH + 3000)
        feature.setGeometry(QgsGeometry.fromWkt(ground.wkt))
        features.append(feature)
    assert found.dataProvider().addFeatures(features)[0]
    QgsProject.instance().addMapLayer(QgsVectorLayer(saved, "通风廊道", "ogr"))
    return dict(zip(map(str, ids), widths))


@pytest.mark.cases(3, first=1)
def test_a_click_on_any_corridor_shows_its_own_width_whatever_the_ids(page, wait, tmp_path, project, seed):
    widths = numbers_on(tmp_path / "corridors.gpkg", 5, seed)
    shown = page("corridorwidth")
    run(shown, wait)
    places = shown.results.places
    places.choice.setCurrentIndex(1)
    model = places.proxy.sourceModel()
    samples = shown.outcome.rows("PROFILE")
    assert {row["gv_corridor"] for row in samples} == set(widths)
    for row in range(model.rowCount()):
        clicked = model.row(row)
        # The width in the row is that of the corridor with this id ...
        assert clicked["gv_clear_m"] == pytest.approx(widths[clicked["gv_corridor"]], abs=0.1)
        places._go(places.proxy.mapFromSource(model.index(row, 0)))
        # ... and so is the chart.
        assert f"Corridor {clicked['gv_corridor']}<" in shown.results.chart.svg
        own = [one["gv_width_m"] for one in samples if one["gv_corridor"] == clicked["gv_corridor"]]
        assert min(own) == pytest.approx(clicked["gv_clear_m"], abs=0.1)


def test_corridors_of_one_name_show_no_chart_of_another(page, add, wait):
    rows = [(1, "同名"), (1, "同名")]
    add("通风廊道", [box(0, 0, 500, 3000), box(2000, 0, 100, 3000)], fields=("level:integer", "name:string"), rows=rows)
    shown = page("corridorwidth")
    assert "ID_FIELD" not in shown.form.values()  # a name that stands twice identifies nothing
    shown.form.inputs["ID_FIELD"].set_value("name")
    run(shown, wait)
    places = shown.results.places
    places.choice.setCurrentIndex(1)
    places._go(places.proxy.index(0, 0))
    assert shown.results.chart.isHidden()


def table(fields, rows):
    layer = QgsVectorLayer(f"None?{'&'.join(f'field={field}' for field in fields)}", "table", "memory")
    features = []
    for row in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(list(row))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer


RANKED = ["gv_source:string", "gv_rank:integer", "gv_score:double", "gv_phase:string", "gv_tier:integer"]


def test_equal_scores_are_marked_and_ranks_stay_apart(qgis_app):
    rows = [
        ("a", 1, 0.5, "near", 1),
        ("b", 2, 0.5 + 1e-13, "near", 1),
        ("c", 3, 0.5, "near", 2),
        ("d", 4, 0.2, "near", 2),
    ]
    ties = ("gv_score", "gv_phase", "gv_tier")
    fields = ("gv_source", "gv_rank", "gv_score")
    places = Places(
        "Ranked", "RANKED", fields, "gv_rank", False, output_fields.words("restorationpriority_ranked"), ties
    )
    model = PlaceModel(table(RANKED, rows), places)
    shown = [[model.index(row, column).data() for column in range(3)] for row in range(4)]
    assert shown == [
        ["a", "1", "0.5000 (equal)"], ["b", "2", "0.5000 (equal)"], ["c", "3", "0.5000"], ["d", "4", "0.2000"],
    ]  # fmt: skip


def test_blind_areas_stand_in_the_order_of_their_ranks(page, add, qgis_app):
    """Equal ones too, whose areas differ in a digit that nobody sees."""
    fields = ("gv_rank:integer", "gv_area_m2:double", "gv_coverage:double")
    rows = [(3, 40000.0 + 1e-9, 0.0), (1, 40000.0, 0.0), (2, 40000.0 - 1e-9, 0.0), (4, 100.0, 0.0)]
    blind, _ = page("parkcoverage").lists()
    model = PlaceModel(table(list(fields), rows), blind)
    assert [model.row(at)["gv_rank"] for at in range(4)] == [1, 2, 3, 4]
    assert [model.index(at, 1).data().endswith("(equal)") for at in range(4)] == [True, True, True, False]


def test_empty_values_come_last_however_a_list_is_sorted(qgis_app):
    rows = [("a", None, 0.1, "", None), ("b", 2, None, "", None), ("c", 1, 0.3, "", None), ("10", 3, 0.2, "", None)]
    for by, largest_first in (("gv_score", True), ("gv_score", False), ("gv_rank", False)):
        places = Places("Ranked", "RANKED", ("gv_source", "gv_rank", "gv_score"), by, largest_first)
        model = PlaceModel(table(RANKED, rows), places)
        assert model.row(3)[by] is None
    order = PlaceOrder()
    order.setSourceModel(model)
    order.setSortRole(Qt.ItemDataRole.UserRole)
    for column, name in ((1, "gv_rank"), (2, "gv_score")):
        for way in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
            order.sort(column, way)
            values = [order.index(row, column).data(Qt.ItemDataRole.UserRole) for row in range(4)]
            assert values[3] is None, (name, way)
            assert values[:3] == sorted(values[:3], reverse=way == Qt.SortOrder.DescendingOrder)


def test_ids_that_are_numbers_sort_as_numbers(qgis_app):
    rows = [(name, 1, 0.1, "", None) for name in ("10", "9", "100")]
    model = PlaceModel(table(RANKED, rows), Places("Ranked", "RANKED", ("gv_source",), "gv_rank", False))
    order = PlaceOrder()
    order.setSourceModel(model)
    order.setSortRole(Qt.ItemDataRole.UserRole)
    order.sort(0, Qt.SortOrder.AscendingOrder)
    assert [order.index(row, 0).data() for row in range(3)] == ["9", "10", "100"]


def test_people_have_no_decimals_and_shares_have(qgis_app):
    assert output_fields.text("gv_population", 1234.56, {}) == "1,235"
    assert output_fields.text("gv_coverage", 0.98765, {}) == "0.988"
    assert output_fields.text("gv_area_m2", 0.25, {}) == "0.2"
    assert output_fields.text("gv_key_area", True, {}) == "yes"
    assert output_fields.text("users", 0.12345, {}) == "0.123"
    assert output_fields.text("gv_zone", None, {}) == "–"


@pytest.mark.parametrize(
    ("value", "number", "text"),
    [(0.89412345, 0.894123, "0.8941"), (0.0893111456, 0.0893111, "0.08931"), (12.734561, 12.7346, "12.73"),
     (28_412.43, 28_412.4, "28,412"), (2_808.6, 2_808.6, "2,809"), (0.0, 0.0, "0")],
)  # fmt: skip
def test_a_figure_in_whatever_unit_has_the_digits_that_count(qgis_app, value, number, text):
    assert output_fields.rounded("gv_lu6", value) == number
    assert output_fields.text("gv_lu6", value, {}) == text
    assert output_fields.rounded("users", value) == value


def test_numbers_stand_right_and_yes_and_no_as_the_words_they_are(qgis_app):
    fields = ["gv_done:bool", "gv_rank:integer", "gv_score:double", "gv_source:string"]
    model = PlaceModel(
        table(fields, [(True, 1, 1.0, "a"), (False, 0, 0.0, "b")]),
        Places("Uses", "USES", ("gv_done", "gv_rank", "gv_score", "gv_source"), "gv_rank"),
    )
    role = Qt.ItemDataRole.TextAlignmentRole
    for row in range(2):
        assert [model.index(row, column).data(role) is None for column in range(4)] == [True, False, False, True]


@pytest.mark.parametrize("width", [60, 120, 400])
def test_title_of_a_list_is_whole_or_ends_with_an_ellipsis_and_is_whole_under_the_pointer(qgis_app, width):
    choice = ElidedBox()
    choice.addItems(["Uses of vacated land (6)", "Land (1)"])
    choice.resize(width, choice.sizeHint().height())
    shown = choice.shown()
    assert choice.fontMetrics().horizontalAdvance(shown) <= width
    assert shown == choice.currentText() if width == 400 else shown.endswith("…")
    assert choice.toolTip() == "Uses of vacated land (6)"
    choice.setCurrentIndex(1)
    assert choice.toolTip() == "Land (1)"
    assert not choice.grab().toImage().isNull()
