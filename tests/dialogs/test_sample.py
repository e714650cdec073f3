"""The sample project: opened where QGIS allows, with inputs for every page, and all jobs run on it at once."""

import os
import shutil
import subprocess
import sys

import pytest
from greenvein.core.drawing import palette
from greenvein.dialogs import sample
from greenvein.dialogs.dock import Dock
from greenvein.processing.jobs import JOBS
from qgis.core import QgsApplication, QgsExpressionContextUtils, QgsProject, QgsRenderContext
from qgis.PyQt.QtCore import QEvent, Qt
from qgis.PyQt.QtTest import QTest

pytestmark = pytest.mark.slow

LEFT = Qt.MouseButton.LeftButton
PAGES = ("parkcoverage", "corridorwidth", "landreduction", "vacateduse", "securitypattern", "restorationpriority")
# What each page is to take from the sample, by the titles of its layers.
INPUTS = {
    "parkcoverage": {"RESIDENTIAL": "Residential land", "PARKS": "Parks", "ZONES": "Zones"},
    "corridorwidth": {"CORRIDORS": "Corridors", "OBSTACLES": "Buildings"},
    "landreduction": {
        "BEFORE": "Land use 2013",
        "AFTER": "Land use 2015",
        "ZONES": "Zones",
        "KEY_AREAS": "Key remediation areas",
    },
    "vacateduse": {
        "VACATED": "Vacated land",
        "RED_LINE": "Ecological red line",
        "BASIC_FARMLAND": "Permanent basic farmland",
        "BLUE_LINES": "River blue lines",
        "KEY_AREAS": "Key remediation areas",
        "FARMLAND_SPACE": "Farmland protection space",
    },
    "securitypattern": {
        "RED_LINE": "Ecological red line",
        "BASIC_FARMLAND": "Permanent basic farmland",
        "WATERS": "Important rivers, lakes and wetlands",
        "GROWTH_BOUNDARY": "Urban growth boundary",
        "CONSTRUCTION": "Construction land",
    },
    "restorationpriority": {
        "UNITS": "Restoration units",
        "KEY_AREAS": "Key remediation areas",
        "NATURAL_FIRST": "Ecological red line",
    },
}
FIELDS = {
    "parkcoverage": {"ZONE_FIELD": "name"},
    "corridorwidth": {"LEVEL_FIELD": "level", "ID_FIELD": "name"},
    "landreduction": {"BEFORE_CODE": "DLBM", "AFTER_CODE": "DLBM", "ZONE_FIELD": "name"},
    "vacateduse": {},
    "securitypattern": {},
    "restorationpriority": {
        "ID_FIELD": "name",
        "DEGRADATION_FIELD": "degradation",
        "POTENTIAL_FIELD": "potential",
        "TYPE_FIELD": "type",
    },
}


@pytest.fixture
def profile(monkeypatch, tmp_path):
    """An empty profile for the copies."""
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", lambda: str(tmp_path / "profile"))
    return tmp_path / "profile" / "greenvein"


@pytest.fixture
def dock(interface, provider, project, profile):
    dock = Dock(interface)
    dock.register()
    yield dock
    dock.unregister()
    QgsApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def page(dock, job):
    dock.open_page(job)
    QgsApplication.processEvents()
    return dock.page_of(job)


def offer(dock):
    return dock.findChild(sample.Offer)


def test_offer_stands_in_the_dock_until_there_are_layers(dock, project, add):
    dock.open_page("parkcoverage")
    assert not offer(dock).isHidden()
    layer = add("公园", ["POLYGON((0 0, 1 0, 1 1, 0 0))"])
    assert offer(dock).isHidden()
    project.removeMapLayer(layer.id())
    assert not offer(dock).isHidden()


def test_button_of_the_offer_opens_the_sample(dock, interface, project):
    dock.open_page("parkcoverage")
    QTest.mouseClick(offer(dock).button, LEFT)
    assert offer(dock).isHidden()
    assert interface.asked == [True]
    assert project.crs().authid() == "EPSG:2056"
    assert sample.CREDIT in project.metadata().abstract()
    credits = {right for layer in project.mapLayers().values() for right in layer.metadata().rights()}
    assert credits == {sample.CREDIT}
    assert not project.isDirty()
    assert all(layer.isValid() and layer.featureCount() for layer in project.mapLayers().values())
    shown = project.layerTreeRoot().findLayers()
    residential = next(node.layer() for node in shown if node.name() == "Residential land")
    assert interface.canvas.extent().contains(residential.extent())


def test_project_that_the_user_keeps_stays(dock, interface, project, add):
    add("公园", ["POLYGON((0 0, 1 0, 1 1, 0 0))"])
    interface.gives_up = False
    dock.sample.action.trigger()
    assert [layer.name() for layer in project.mapLayers().values()] == ["公园"]


def test_every_page_finds_its_inputs_whether_built_before_or_after(dock, project):
    early = page(dock, "parkcoverage")
    dock.sample.action.trigger()
    for job in PAGES:
        shown = page(dock, job)
        chosen = {
            name: project.mapLayer(value).name()
            for name, value in shown.form.values().items()
            if isinstance(value, str) and project.mapLayer(value)
        }
        assert chosen == INPUTS[job]
        assert shown.form.values().items() >= FIELDS[job].items()
    assert early is page(dock, "parkcoverage")


def test_inputs_are_found_anew_in_another_project(dock, project):
    dock.sample.action.trigger()
    shown = page(dock, "parkcoverage")
    shown.form.inputs["PARKS"].combo.setLayer(None)
    dock.sample.action.trigger()
    assert shown.form.inputs["PARKS"].layer().name() == "Parks"


def test_inputs_are_found_in_a_project_that_is_opened_from_a_file(dock, project, tmp_path):
    sample.fill(project, sample.copied())
    path = str(tmp_path / "saved.qgz")
    assert project.write(path)
    project.clear()
    shown = page(dock, "parkcoverage")
    assert shown.form.inputs["PARKS"].layer() is None
    assert project.read(path)
    assert shown.form.inputs["PARKS"].layer().name() == "Parks"


def test_every_parcel_of_the_land_use_has_a_colour(project, profile):
    sample.fill(project, sample.copied())
    for name in ("Land use 2013", "Land use 2015"):
        (layer,) = project.mapLayersByName(name)
        context = QgsRenderContext()
        context.expressionContext().appendScope(QgsExpressionContextUtils.layerScope(layer))
        renderer = layer.renderer().clone()
        renderer.startRender(context, layer.fields())
        colours = set()
        for feature in layer.getFeatures():
            context.expressionContext().setFeature(feature)
            colours.add(renderer.symbolForFeature(feature, context).color().name())
        renderer.stopRender(context)
        assert {palette.FLOWS[class_].lower() for class_ in ("urban_rural", "forest", "water")} <= colours


def test_all_jobs_run_on_the_sample_at_once(dock, project, wait):
    dock.sample.action.trigger()
    checkup = dock.checkup
    QTest.mouseClick(checkup.run_button, LEFT)
    wait(lambda: not checkup.is_busy())
    assert {job: state.code for job, state in checkup.sequence.states.items()} == dict.fromkeys(JOBS, "done")
    rows = checkup.results.table.rows
    assert len(rows) > 40
    assert [row for row in rows if row.state in ("met", "on_track", "behind")]


def test_account_on_the_sample_hands_its_changes_on(dock, project, wait):
    dock.sample.action.trigger()
    account, uses = page(dock, "landreduction"), page(dock, "vacateduse")
    assert uses.form.inputs["VACATED"].layer().name() == "Vacated land"
    QTest.mouseClick(account.run_button, LEFT)
    wait(account.run_button.isEnabled)
    assert uses.form.inputs["VACATED"].layer().id() == account.outcome.values["CHANGES"]


def test_sample_is_copied_and_the_plugin_may_be_read_only(profile, monkeypatch, tmp_path):
    folder = tmp_path / "plugin"
    shutil.copytree(sample.RESOURCES / "sample", folder / "sample")
    for path in (folder / "sample").iterdir():
        path.chmod(0o444)
    monkeypatch.setattr(sample, "RESOURCES", folder)
    copy = sample.copied()
    assert copy == profile / "sample"
    assert all(os.stat(path).st_mode & 0o200 for path in copy.iterdir())


def test_untouched_copy_serves_again_and_an_edited_one_is_kept(profile):
    first = sample.copied()
    assert sample.copied() == first
    layer = sample.QgsVectorLayer(f"{first / sample.PLACE}|layername=parks", "parks", "ogr")
    count = layer.featureCount()
    assert layer.startEditing()
    assert layer.deleteFeature(next(layer.getFeatures()).id())
    assert layer.commitChanges()
    del layer
    second = sample.copied()
    assert second == profile / "sample_2"
    edited = sample.QgsVectorLayer(f"{first / sample.PLACE}|layername=parks", "parks", "ogr")
    fresh = sample.QgsVectorLayer(f"{second / sample.PLACE}|layername=parks", "parks", "ogr")
    assert (edited.featureCount(), fresh.featureCount()) == (count - 1, count)


def test_opening_the_sample_does_not_count_as_an_edit(dock, project, profile):
    dock.sample.action.trigger()
    assert sum(1 for layer in project.mapLayers().values() for _ in layer.getFeatures()) > 3000
    dock.sample.action.trigger()
    assert [path.name for path in profile.iterdir()] == ["sample"]


def test_disk_that_takes_nothing_is_told(dock, interface, monkeypatch):
    def fail(*_):
        raise OSError("no space left")

    monkeypatch.setattr(sample.shutil, "copyfile", fail)
    dock.sample.action.trigger()
    assert [item.text() for item in interface.bar.items()] == [
        "The sample data cannot be copied to your QGIS profile: no space left"
    ]
    assert not QgsProject.instance().mapLayers()


def test_plan_of_the_sample_is_what_its_script_makes(tmp_path):
    """Layer by layer, feature by feature; file headers differ between versions of SQLite and GDAL."""
    root = sample.RESOURCES.parent
    subprocess.run([sys.executable, root / "scripts" / "sample_plan", tmp_path / "made.gpkg"], check=True)
    tables = {sheet.table for _, sheets in sample.groups() for sheet in sheets if sheet.file == sample.PLAN}
    assert len(tables) == 13
    for table in tables:
        files = (tmp_path / "made.gpkg", sample.RESOURCES / "sample" / sample.PLAN)
        made, kept = (sample.QgsVectorLayer(f"{file}|layername={table}", table, "ogr") for file in files)
        assert made.featureCount() == kept.featureCount() > 0
        for new, old in zip(made.getFeatures(), kept.getFeatures()):
            assert new.attributes() == old.attributes()
            assert new.geometry().area() == pytest.approx(old.geometry().area(), abs=0.1)
