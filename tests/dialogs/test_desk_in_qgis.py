"""The dock in the real program, driven by clicks and keys on a virtual display."""

import json
import subprocess

import pytest

from ..conftest import ROOT

# Run inside QGIS: reload the plugin ten times, then do what a planner does, and leave.
DESK = """
import json, os, time, traceback
import qgis.utils
from qgis.core import QgsApplication, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QTimer, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QDockWidget

iface, answer = qgis.utils.iface, {}
LEFT = Qt.MouseButton.LeftButton

def count():
    QTest.qWait(100)
    window = iface.mainWindow()
    docks = [dock.objectName() for dock in window.findChildren(QDockWidget)]
    texts = [action.objectName() for action in window.findChildren(QAction)]
    providers = [one.id() for one in QgsApplication.processingRegistry().providers()]
    timers = len(window.findChildren(QTimer))
    own = [docks.count("GreenVeinDock"), texts.count("GreenVeinPanel"), providers.count("greenvein")]
    return [*own, len(docks), timers]

def reload_ten_times():
    answer["loaded"] = count()
    for _ in range(10):
        qgis.utils.unloadPlugin("greenvein")
        qgis.utils.loadPlugin("greenvein")
        before = time.perf_counter()
        qgis.utils.startPlugin("greenvein")
        answer["seconds"] = time.perf_counter() - before
        qgis.utils.plugins["greenvein"].dock.action.trigger()  # so that there are pages to take away
    answer["visible"] = qgis.utils.plugins["greenvein"].dock.isVisible()
    qgis.utils.unloadPlugin("greenvein")
    answer["unloaded"] = count()
    qgis.utils.loadPlugin("greenvein")
    qgis.utils.startPlugin("greenvein")
    answer["reloaded"] = count()

def check_parks():
    for name in ("residential", "parks"):
        path = os.environ["SAMPLE"] + "|layername=" + name
        QgsProject.instance().addMapLayer(QgsVectorLayer(path, name, "ogr"))
    iface.zoomFull()
    dock = qgis.utils.plugins["greenvein"].dock
    answer["hidden"] = dock.isHidden()
    dock.action.trigger()
    QTest.qWait(300)
    page = dock.tabs.widget(0).pages[0]
    page.run_button.setFocus()
    QTest.keyClick(page.run_button, Qt.Key.Key_Space)
    end = time.monotonic() + 60
    ticks = 0
    while page.outcome is None and time.monotonic() < end:
        QTest.qWait(20)
        ticks += 1
    answer["ticks"] = ticks
    answer["verdict"] = page.results.verdict.value.text()
    QTest.qWait(500)
    view = page.results.places.view
    page.area.ensureWidgetVisible(view)
    before = iface.mapCanvas().extent()
    cell = view.visualRect(view.model().index(1, 1))
    QTest.mouseClick(view.viewport(), LEFT, pos=cell.center())
    QTest.qWait(200)
    layer = page.outcome.layer("BLIND_AREAS")
    fid = view.model().sourceModel().fids[1]
    seen = iface.mapCanvas().extent()
    answer["moved"] = seen != before
    answer["there"] = seen.contains(layer.getFeature(fid).geometry().boundingBox())
    answer["groups"] = [group.name() for group in QgsProject.instance().layerTreeRoot().findGroups()]

def work():
    try:
        reload_ten_times()
        check_parks()
    except Exception:
        answer["error"] = traceback.format_exc()
    with open(os.environ["ANSWER"], "w", encoding="utf-8") as file:
        json.dump(answer, file)
    QgsProject.instance().setDirty(False)
    QgsProject.instance().clear()
    iface.actionExit().trigger()

QTimer.singleShot(1000, work)
"""


@pytest.fixture(scope="module")
def answer(tmp_path_factory):
    """What the script in QGIS saw."""
    from ..conftest import Profile

    folder = tmp_path_factory.mktemp("desk")
    (folder / "settings").mkdir(mode=0o700)
    profile = Profile(folder / "settings")
    profile.link_plugin()
    profile.link_packages()
    script, answer = folder / "desk.py", folder / "answer.json"
    script.write_text(DESK, encoding="utf-8")
    sample = ROOT / "resources" / "sample" / "liechtenstein_2015.gpkg"
    environment = {**profile.environment(), "SAMPLE": str(sample), "ANSWER": str(answer)}
    environment.pop("QT_QPA_PLATFORM")  # QGIS's window needs a display, if only a virtual one
    command = ["xvfb-run", "-a", "-s", "-screen 0 1280x720x24", "/usr/bin/qgis", "--nologo", "--noversioncheck"]
    command += ["--profiles-path", str(profile.settings), "--code", str(script)]
    subprocess.run(command, env=environment, capture_output=True, timeout=240, check=False)
    found = json.loads(answer.read_text(encoding="utf-8"))
    assert "error" not in found, found["error"]
    return found


def test_ten_reloads_leave_no_dock_action_provider_or_timer(answer):
    assert answer["visible"]
    assert answer["unloaded"] == [0, 0, 0, answer["loaded"][3] - 1, answer["loaded"][4]]
    assert answer["reloaded"] == answer["loaded"] == [1, 1, 1, *answer["loaded"][3:]]


def test_plugin_starts_in_a_fifth_of_a_second(answer):
    assert answer["seconds"] < 0.2


def test_key_runs_the_job_while_qgis_stays_responsive(answer):
    assert answer["hidden"]
    assert answer["verdict"] == "30.35 %"
    assert answer["ticks"] > 1
    assert len(answer["groups"]) == 1


def test_click_on_a_blind_area_goes_there(answer):
    assert answer["moved"]
    assert answer["there"]
