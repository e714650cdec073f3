"""The page of the scorecard: tables can be chosen, and their edits are followed."""

import pytest
from greenvein.dialogs.pages import scorecard
from greenvein.processing.jobs.scorecard.names import words
from qgis.core import QgsFeature, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest

from .scene import box, run
from .test_following import followed

pytestmark = pytest.mark.slow


@pytest.fixture
def values(project):
    table = QgsVectorLayer(
        "None?field=indicator:string&field=zone:string&field=year:integer&field=value:double", "values", "memory"
    )
    feature = QgsFeature(table.fields())
    feature.setAttributes(["ER5", None, 2025, 88.0])
    assert table.dataProvider().addFeatures([feature])[0]
    project.addMapLayer(table)
    return table


def shown(page):
    results = page.results
    return results.verdict.value.text(), results.verdict.badge.text(), page.following.line.text()


def test_a_table_without_a_geometry_is_chosen_and_its_edits_are_followed(page, values, add, wait):
    land = add("土地利用", [box(0, 0, 1_000, 1_000)], ["DLBM:string"], [["0301"]])
    shown_page = page("scorecard")
    assert shown_page.form.inputs["LANDUSE"].layer() == land
    shown_page.form.inputs["VALUES"].set_value(values.id())
    assert shown_page.form.inputs["VALUES"].layer() == values
    run(shown_page, wait)
    assert shown(shown_page)[:2] == ("0 of 1", "Behind")
    shown_page.following.box.setChecked(True)
    wait(followed(shown_page))
    assert shown(shown_page)[2] == "Live: as many indicators met and behind as in the run"
    assert values.startEditing() and values.changeAttributeValue(1, 3, 89.5)
    wait(followed(shown_page))
    assert shown(shown_page) == ("1 of 1", "Met", "Live: +1 indicators met, -1 behind since the run")


def test_zones_are_listed_by_the_field_with_their_names_and_what_is_kept_names_no_target(page, add, wait, project):
    add("土地利用", [box(0, 0, 1_000, 1_000)], ["DLBM:string"], [["0301"]])
    zones = add("街道", [box(0, 0, 400, 1_000), box(400, 0, 600, 1_000)], ["街道名称:string"], [["甲"], ["乙"]])
    line = add("生态保护红线", [box(0, 0, 100, 1_000)], ["note:string"], [["a"]])
    shown_page = page("scorecard")
    for name, value in {"ZONES": zones.id(), "ZONE_FIELD": "街道名称", "LAYERS": [line.id()], "YEAR": 2025}.items():
        shown_page.form.inputs[name].set_value(value)
    run(shown_page, wait)
    proxy = shown_page.results.places.proxy
    heads = [proxy.headerData(column, Qt.Orientation.Horizontal) for column in range(proxy.columnCount())]
    assert heads[0] == "街道名称" and "Feature" not in heads
    assert {proxy.index(row, 0).data() for row in range(2)} == {"甲", "乙"}
    rows = {row.id: row for row in shown_page.indicators()}
    assert (rows["LU11"].value.text, rows["LU11"].target.text) == ("10 %", "not reduced (2025)")
    assert rows["LU16"].target.text == "45 % (2025)"


def test_the_chart_keeps_its_shape_and_its_letters_however_wide_the_dock_is(page, dock, values, interface, wait):
    shown_page = page("scorecard")
    shown_page.form.inputs["VALUES"].set_value(values.id())
    run(shown_page, wait)
    chart = shown_page.results.chart
    shape = chart.natural_size().height() / chart.natural_size().width()
    interface.window.resize(1800, 900)
    seen = set()
    for width in (400, 700, 1300):
        interface.window.resizeDocks([dock], [width], Qt.Orientation.Horizontal)
        QTest.qWait(200)
        seen.add(chart.width())
        drawn, largest = chart.drawn_on(), 1.25 * chart.natural_size().width()
        assert drawn.width() == pytest.approx(min(chart.width(), largest), abs=3)
        assert drawn.height() == pytest.approx(shape * drawn.width(), abs=2)
        assert chart.height() == pytest.approx(drawn.height(), abs=2)
    assert len(seen) == 3


@pytest.mark.parametrize(
    ("way", "text"),
    [(-45.41, "further away than at the base"), (0.5, "50 %"), (1.2, "beyond the target"), (None, "–")],
)
def test_the_share_of_the_way_is_said_as_in_the_report(provider, way, text):
    figures = {"gv_value": 1.0, "gv_target": 2.0, "gv_gap": -1.0, "gv_progress": way, "gv_target_year": 2035}
    row = scorecard._row({"gv_indicator": "X", "gv_state": "behind", "gv_unit": "%", **figures}, words("scores"), None)
    assert (row.way.text, row.way.key) == (text, way)
