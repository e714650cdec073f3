"""A job that scripts/new_job has made, in QGIS; tests/test_new_job.py runs this in the checkout that has it."""

import pytest
from greenvein.core.report.file import read
from greenvein.processing.jobs import JOBS
from qgis.core import QgsProject, QgsVectorFileWriter, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest

from .scene import box, run

JOB = JOBS["greenroofs"]


@pytest.fixture
def roofs(add, tmp_path):
    """A GeoPackage with two hectares in the one zone and three in the other, in the project; and the zones."""
    path = str(tmp_path / "roofs.gpkg")
    drawn = add("drawn", [box(0, 0, 100, 200), box(300, 0, 300, 100)], ("code:string",), [("A",), ("B",)])
    options = QgsVectorFileWriter.SaveVectorOptions()
    context = QgsProject.instance().transformContext()
    assert QgsVectorFileWriter.writeAsVectorFormatV3(drawn, path, context, options)[0] == 0
    QgsProject.instance().removeMapLayer(drawn.id())
    layer = QgsVectorLayer(path, "屋顶绿化")
    QgsProject.instance().addMapLayer(layer)
    zones = [box(0, 0, 200, 200), box(200, 0, 600, 200)]
    add("分区", zones, ("名称:string",), [("西",), ("东",)])
    assert QgsProject.instance().write(str(tmp_path / "plan.qgz"))
    return layer


@pytest.fixture
def shown(page, roofs, wait):
    """The page of the job after a run."""
    found = page(JOB.id)
    assert found.form.inputs["GREENROOFS"].layer() is roofs
    run(found, wait)
    return found


def test_job_and_its_step_are_listed_behind_the_others(provider):
    assert list(JOBS)[-1] == "greenroofs"
    listed = {one.name(): one for one in provider.algorithms()}
    assert listed["greenroofs"].displayName() == "Green roofs"
    assert listed["greenroofs"].group() == listed["parkcoverage"].group()
    assert "<b>Features to measure</b>" in listed["greenroofs"].shortHelpString()
    assert {"greenroofs", "greenroofsifgiven"} <= listed.keys()


def test_page_has_verdict_figures_and_list_and_the_report_says_the_same(shown):
    assert shown.results.verdict.value.text() == "5.00 ha"
    rows = shown.outcome.rows("ROOFS")
    assert [(row["code"], row["gv_area_m2"], row["gv_rank"]) for row in rows] == [
        ("A", pytest.approx(20_000), 2),
        ("B", pytest.approx(30_000), 1),
    ]
    with open(shown.outcome.values["REPORT"], encoding="utf-8") as file:
        report = read(file.read())
    assert report.verdict == shown.results.verdict.shown
    assert [figure.value for figure in report.figures] == ["2", "3.00"]
    zones = report.sections[0].parts[0]
    assert zones.rows == (("西", "2.00", "40.00 %"), ("东", "3.00", "60.00 %"))
    assert zones.total == ("All", "5.00", "100.00 %")


def test_figures_follow_an_edit(shown, roofs, wait):
    shown.following.box.setChecked(True)
    wait(lambda: shown.following.live is not None and shown.following.live.settled())
    assert roofs.startEditing()
    assert roofs.deleteFeature(2)
    wait(lambda: shown.results.verdict.value.text() == "2.00 ha")
    assert shown.following.line.text() == "Live: area −3.00 ha since the run"
    assert roofs.rollBack()


def test_two_results_are_compared(shown, roofs, wait, monkeypatch):
    bar = shown.scenarios
    monkeypatch.setattr(bar, "ask_name", lambda suggestion: "现状")
    QTest.mouseClick(bar.keep_button, Qt.MouseButton.LeftButton)
    assert roofs.dataProvider().deleteFeatures([1])
    run(shown, wait)
    QTest.mouseClick(bar.compare_button, Qt.MouseButton.LeftButton)
    window = bar._window
    assert [card.value.text() for card in window.cards] == ["5.00\u00a0ha", "−2.00", "3.00\u00a0ha"]
    QTest.mouseClick(window.map_button, Qt.MouseButton.LeftButton)
    (layer,) = [one for one in QgsProject.instance().mapLayers().values() if one.fields().lookupField("gv_change") >= 0]
    (change,) = layer.getFeatures()
    assert (change["gv_change"], change["gv_area_m2"]) == ("gone", pytest.approx(20_000))
    assert [rule.label() for rule in layer.renderer().rootRule().children()] == ["In A only", "In B only"]
    window.close()
