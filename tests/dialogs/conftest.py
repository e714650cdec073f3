"""What tests of the dock share: a window with a map, the algorithms, and layers from shapes in sight."""

import time

import pytest
from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsFeature, QgsGeometry, QgsProject, QgsVectorLayer
from qgis.gui import QgsMapCanvas, QgsMessageBar
from qgis.PyQt.QtCore import QEvent
from qgis.PyQt.QtWidgets import QMainWindow

from ..coarse_maps import draw_coarsely
from ..fresh_settings import forget_settings
from ..letting_go import let_go_of_layers
from ..processing import conftest as of_runs
from ..reference_systems import make_here
from .editing import Heard

BEIJING = "EPSG:4548"
layer, log, few, more, run_whole = of_runs.layer, of_runs.log, of_runs.few, of_runs.more, of_runs.run_whole
"""Fixtures of the tests of runs: jobs on a few rectangles."""
provider, impatient = of_runs.provider, of_runs.impatient
"""The algorithms, which are the same for every test, and how long they wait."""


class Interface:
    """The part of QGIS's interface that the dock uses, with a real window and a real map."""

    def __init__(self):
        self.window = QMainWindow()
        self.window.resize(1280, 720)
        self.canvas = QgsMapCanvas(self.window)
        self.canvas.setDestinationCrs(QgsCoordinateReferenceSystem(BEIJING))
        self.window.setCentralWidget(self.canvas)
        self.bar = QgsMessageBar(self.window)
        self.toolbar, self.menu, self.pages = [], [], []
        self.asked, self.gives_up = [], True

    def mainWindow(self):
        return self.window

    def mapCanvas(self):
        return self.canvas

    def messageBar(self):
        return self.bar

    def registerOptionsWidgetFactory(self, factory):
        self.pages.append(factory)

    def unregisterOptionsWidgetFactory(self, factory):
        self.pages.remove(factory)

    def newProject(self, prompt):
        """Clear the project, or leave it where the user would rather keep it; remember whether one was asked."""
        self.asked.append(prompt)
        if self.gives_up:
            QgsProject.instance().clear()
        return self.gives_up

    def addDockWidget(self, area, dock):
        self.window.addDockWidget(area, dock)
        dock.show()  # as QGIS does

    def removeDockWidget(self, dock):
        self.window.removeDockWidget(dock)

    def addToolBarIcon(self, action):
        self.toolbar.append(action)

    def removeToolBarIcon(self, action):
        self.toolbar.remove(action)

    def addPluginToMenu(self, name, action):
        self.menu.append((name, action))

    def removePluginMenu(self, name, action):
        self.menu.remove((name, action))


@pytest.fixture(scope="session", autouse=True)
def layers_end_before_qgis(qgis_app):
    forget_settings()
    make_here()
    draw_coarsely()
    yield
    let_go_of_layers()


@pytest.fixture
def interface(qgis_app, no_window):
    interface = Interface()
    interface.window.show()
    yield interface
    interface.window.close()


@pytest.fixture
def project(qgis_app):
    project = QgsProject.instance()
    project.clear()
    yield project
    project.clear()


@pytest.fixture
def add(project):
    """Add a layer of shapes to the project: WKT of each feature, and texts of its fields."""

    def add(name, shapes, fields=(), rows=(), kind="Polygon"):
        columns = "".join(f"&field={field}" for field in fields)
        layer = QgsVectorLayer(f"{kind}?crs={BEIJING}{columns}", name, "memory")
        features = []
        for number, shape in enumerate(shapes):
            feature = QgsFeature(layer.fields())
            feature.setGeometry(QgsGeometry.fromWkt(shape))
            if rows:
                feature.setAttributes(list(rows[number]))
            features.append(feature)
        assert layer.dataProvider().addFeatures(features)[0]
        layer.updateExtents()
        project.addMapLayer(layer)
        return layer

    return add


@pytest.fixture
def wait():
    """Let QGIS work until something holds, which is asked no more then: a file may be in use a moment later."""

    def wait(condition, seconds=60):
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, f"does not hold within {seconds} s"
            QgsApplication.processEvents()
            time.sleep(0.01)

    return wait


@pytest.fixture
def dock(interface, provider, project):
    """The dock, registered as in QGIS and hidden."""
    from greenvein.dialogs.dock import Dock

    dock = Dock(interface)
    dock.register()
    yield dock
    dock.unregister()
    QgsApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def page(dock):
    """Open the dock at the page of a job, which is returned; no other tab is built, as long as nobody looks at it."""

    def page(job):
        dock.open_page(job)
        QgsApplication.processEvents()
        return dock.page_of(job)

    return page


@pytest.fixture
def bare_reports(monkeypatch):
    """Runs write reports with nothing in them: for tests of what becomes of results, which run often and read none."""
    from greenvein.processing.reports import frame

    monkeypatch.setattr(frame, "write_report", lambda run, *_: run.write.text("REPORT", "<!DOCTYPE html>"))


@pytest.fixture
def follow(provider, wait, monkeypatch):
    """Follow the layers of a run; return what follows, and what it told. Edits are not gathered for any time here."""
    monkeypatch.setattr("greenvein.dialogs.live.watching.GATHER_MS", 0)
    from greenvein.dialogs.live.watching import Live

    begun = []

    def follow(name, parameters, follower):
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(name)
        live = Live(algorithm, parameters, follower)
        begun.append((live, algorithm))
        heard = Heard(live)
        if live.start():
            wait(live.settled)
        return live, heard

    yield follow
    for live, _ in begun:
        live.stop()
    QgsApplication.processEvents()


@pytest.fixture
def answers(monkeypatch):
    """Answer what QGIS would ask in windows: a name, a note, a file, and buttons; the questions are kept."""

    from greenvein.dialogs.settings import profile_panel

    class Answers:
        name, note, path, button = "我的城市", "", "", profile_panel.YES

    monkeypatch.setattr("qgis.PyQt.QtWidgets.QInputDialog.getText", lambda *a, **k: (Answers.name, True))
    monkeypatch.setattr("qgis.PyQt.QtWidgets.QInputDialog.getMultiLineText", lambda *a, **k: (Answers.note, True))
    for function in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(f"qgis.PyQt.QtWidgets.QFileDialog.{function}", lambda *a, **k: (str(Answers.path), ""))

    def question(parent, title, text, buttons, default):
        Answers.asked.append((text, buttons))
        return Answers.button

    monkeypatch.setattr(profile_panel.QMessageBox, "question", question)
    Answers.asked = []
    return Answers
