"""Drives the dock inside QGIS Desktop with clicks and keys, and looks at what is shown; imported by scripts there.

A script defines what it does and hands it to ``leave_after``; what it put into ``answer`` is what the test reads.
"""

import json
import os
import time
import traceback
from functools import cache
from pathlib import Path

import qgis.utils
from qgis.core import Qgis, QgsApplication, QgsPointXY, QgsProject, QgsRectangle
from qgis.PyQt.QtCore import QPoint, Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QAction,
    QApplication,
    QComboBox,
    QFrame,
    QLineEdit,
    QMessageBox,
    QToolButton,
    QWidget,
)

iface = qgis.utils.iface
answer = {}
LEFT = Qt.MouseButton.LeftButton
LIGHT, DARK = "default", "Night Mapping"


def leave_after(work):
    """Do ``work`` once QGIS is up, write down the answer or what went wrong, and end QGIS."""

    def do():
        try:
            work()
            # Else QGIS would ask whether to quit while other pages follow the last edit.
            wait(lambda: not QgsApplication.taskManager().countActiveTasks())
        except Exception:
            answer["error"] = traceback.format_exc()
            grab("error")
        Path(os.environ["ANSWER"]).write_text(json.dumps(answer), encoding="utf-8")
        QgsProject.instance().setDirty(False)
        QgsProject.instance().clear()
        iface.actionExit().trigger()

    QTimer.singleShot(200, do)


@cache
def pages():
    """Return the jobs that the guide shows, by the names of their pictures.

    The plugin may come after this module, when QGIS installs it.
    """
    from greenvein.processing.jobs import JOBS

    return {job.picture.name: job.id for job in JOBS.values() if job.picture}


def dock():
    return qgis.utils.plugins["greenvein"].dock


def show(width, height, theme=LIGHT):
    """Give the window a size and QGIS a theme."""
    window = iface.mainWindow()
    window.showNormal()
    window.setGeometry(0, 0, width, height)
    if theme != show.theme:
        QgsApplication.setUITheme(theme)
        show.theme = theme
    QTest.qWait(200)


show.theme = LIGHT


def wait(condition, seconds=60):
    """Let QGIS work until something holds; return how often it came to do something else meanwhile."""
    end, turns = time.monotonic() + seconds, 0
    while not condition():
        assert time.monotonic() < end, "QGIS did not come to an end"
        QTest.qWait(20)
        turns += 1
    return turns


def press(widget, pos=None):
    """Click a widget that can be seen."""
    assert widget.isVisible() and widget.isEnabled(), widget
    QTest.mouseClick(widget, LEFT, pos=pos or widget.rect().center())
    QTest.qWait(50)


def load_sample():
    """Open the dock and press the button that loads the sample."""
    if not dock().isVisible():
        dock().action.trigger()
    QTest.qWait(100)
    button = next(one for one in dock().findChildren(QAbstractButton) if one.text() == dock().sample.action.text())
    press(button)
    QTest.qWait(300)


def page(name):
    """Go to a page by clicking its tabs, and return it."""
    job, tabs = pages()[name], dock().tabs
    number = next(number for number in range(tabs.count()) if job in tabs.widget(number).jobs)
    press(tabs.tabBar(), tabs.tabBar().tabRect(number).center())
    steps = tabs.currentWidget().steps
    shown = dock().page_of(job)
    if steps.count() > 1:
        place = next(place for place in range(steps.count()) if steps.tabText(place) == shown.title())
        press(steps, steps.tabRect(place).center())
    assert shown.isVisible()
    return shown


def write_bare_reports():
    """Let runs write reports with nothing in them, where nobody reads them."""
    from greenvein.processing.reports import frame

    frame.write_report = lambda run, *_: run.write.text("REPORT", "<!DOCTYPE html>")


def run(shown, by_key=False):
    """Run a page and wait for its end; return how often QGIS could do something else meanwhile."""
    if by_key:
        shown.run_button.setFocus()
        QTest.keyClick(shown.run_button, Qt.Key.Key_Space)
    else:
        press(shown.run_button)
    turns = wait(shown.run_button.isEnabled)
    assert shown.outcome is not None, shown.notice.text()
    QTest.qWait(300)
    return turns


def click_row(shown, row=0):
    """Click a row of a page's table; return the feature's bounding box, and what the map shows before and after."""
    places = shown.results.places
    shown.area.ensureWidgetVisible(places)
    QTest.qWait(50)
    iface.mapCanvas().zoomToFullExtent()
    before = iface.mapCanvas().extent()
    index = places.proxy.index(row, 0)
    places.view.scrollTo(index)
    number = places.proxy.mapToSource(index).row()
    fid = places.proxy.sourceModel().fids[number]
    QTest.mouseClick(places.view.viewport(), LEFT, pos=places.view.visualRect(index).center())
    QTest.qWait(200)
    layer = shown.outcome.layer(places._lists[places.choice.currentIndex()][0].output)
    return layer.getFeature(fid).geometry().boundingBox(), before, iface.mapCanvas().extent()


def hover(x, y):
    """Move the mouse to a place of the map; return where that is in the window of the map."""
    canvas = iface.mapCanvas()
    place = canvas.getCoordinateTransform().transform(QgsPointXY(x, y)).toQPointF().toPoint()
    assert canvas.viewport().rect().contains(place), place
    QTest.mouseMove(canvas.viewport(), place)
    QTest.qWait(50)
    return place


def click_map(x, y, button=LEFT):
    """Click the map at a place, to which the mouse comes first, as tools that snap expect."""
    QTest.mouseClick(iface.mapCanvas().viewport(), button, pos=hover(x, y))
    QTest.qWait(50)


def look_at(layer, x, y, width_m):
    """Show a layer, make it the active one, and bring a place of it into the middle of the map."""
    QgsProject.instance().layerTreeRoot().findLayer(layer.id()).setItemVisibilityCheckedParentRecursive(True)
    iface.setActiveLayer(layer)
    iface.mapCanvas().setExtent(QgsRectangle.fromCenterAndSize(QgsPointXY(x, y), width_m, width_m))
    iface.mapCanvas().refresh()
    drawn()


def act(name):
    """Trigger an action of QGIS, of which the toolbars and menus are made."""
    iface.mainWindow().findChild(QAction, name).trigger()
    QTest.qWait(50)


def edit(layer):
    """Make a layer the active one, and let it be edited."""
    iface.setActiveLayer(layer)
    if not layer.isEditable():
        iface.actionToggleEditing().trigger()
    # The question for the attributes of what is drawn would wait for an answer.
    form = layer.editFormConfig()
    form.setSuppress(Qgis.AttributeFormSuppression.On)
    layer.setEditFormConfig(form)


def draw(layer, box):
    """Draw a rectangle into a layer with QGIS's own tool: a click at each corner, and one to end."""
    edit(layer)
    iface.actionAddFeature().trigger()
    number = layer.featureCount()
    corners = ((box.xMinimum(), box.yMinimum()), (box.xMaximum(), box.yMinimum()),
               (box.xMaximum(), box.yMaximum()), (box.xMinimum(), box.yMaximum()))  # fmt: skip
    for corner in corners:
        click_map(*corner)
    click_map(*corners[-1], Qt.MouseButton.RightButton)
    wait(lambda: layer.featureCount() > number)


def move_vertex(layer, old, new):
    """Move a vertex with QGIS's vertex tool: a click on it, and one where it is to go."""
    edit(layer)
    act("mActionVertexToolActiveLayer")
    # With the first move of the mouse QGIS begins to look for vertices, in the background; before that is done the
    # tool takes hold of none.
    vertices = iface.mapCanvas().snappingUtils().locatorForLayer(layer)
    wait(lambda: hover(*old) and vertices.hasIndex() and not vertices.isIndexing())
    for place in (old, new):
        click_map(*place)


def select(layer, x, y):
    """Select the feature at a place with a click of QGIS's own tool."""
    iface.setActiveLayer(layer)
    act("mActionSelectFeatures")
    click_map(x, y)
    assert layer.selectedFeatureCount() == 1


def delete_selected(layer):
    """Press Delete on the map, and Yes where QGIS asks whether it shall be so."""
    edit(layer)
    number = layer.featureCount()
    iface.mapCanvas().setFocus()

    def agree():
        question = QApplication.activeModalWidget()
        press(question.button(QMessageBox.StandardButton.Yes))

    QTimer.singleShot(300, agree)
    QTest.keyClick(iface.mapCanvas(), Qt.Key.Key_Delete)
    wait(lambda: layer.featureCount() < number)


def set_selected(layer, field, expression):
    """Give the selected features a value in the bar above QGIS's table of attributes; return the window."""
    edit(layer)
    act("mActionOpenTable")
    windows = (window for window in QApplication.topLevelWidgets() if window.isVisible())
    bar = next(bar for window in windows for bar in window.findChildren(QFrame, "mUpdateExpressionBox"))
    fields, line = bar.findChild(QComboBox, "mFieldCombo"), bar.findChild(QWidget, "mUpdateExpressionText")
    fields.setFocus()
    QTest.keyClicks(fields, field)
    assert fields.currentText() == field
    QTest.keyClicks(line.findChild(QLineEdit), expression)
    press(bar.findChild(QToolButton, "mRunFieldCalcSelected"))
    return bar.window()


def follow_edits(shown):
    """Tick the box and wait until edits are followed."""
    tick(shown, shown.following.box)
    wait(shown.following.live.settled)


def tick(shown, box):
    """Tick a box of a page."""
    shown.area.ensureWidgetVisible(box)
    QTest.qWait(50)
    press(box, QPoint(box.height() // 2, box.height() // 2))
    assert box.isChecked()


def drawn():
    """Wait until the map is drawn."""
    QTest.qWait(100)
    wait(lambda: not iface.mapCanvas().isDrawing())


def settle():
    """Wait until the map is drawn and a place that flashes is still again."""
    drawn()
    QTest.qWait(1700)


def grab(name, widget=None):
    """Save a picture of a widget, or of the whole window, where pictures are kept."""
    if "PICTURES" in os.environ:
        (widget or iface.mainWindow()).grab().save(str(Path(os.environ["PICTURES"]) / f"{name}.png"))
