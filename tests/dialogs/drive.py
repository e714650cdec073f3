"""Drives the dock inside QGIS Desktop with clicks and keys, and looks at what is shown; imported by scripts there.

A script defines what it does and hands it to ``leave_after``; what it put into ``answer`` is what the test reads.
"""

import json
import os
import time
import traceback
from pathlib import Path

import qgis.utils
from qgis.core import Qgis, QgsApplication, QgsProject
from qgis.PyQt.QtCore import QPoint, Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAbstractButton

iface = qgis.utils.iface
answer = {}
LEFT = Qt.MouseButton.LeftButton
PAGES = {"parks": (0, 0), "corridors": (1, 0), "account": (2, 0), "vacated": (2, 1), "pattern": (3, 0),
         "priority": (3, 1)}  # fmt: skip
LIGHT, DARK = "default", "Night Mapping"


def leave_after(work):
    """Do ``work`` once QGIS is up, write down the answer or what went wrong, and end QGIS."""

    def do():
        try:
            work()
        except Exception:
            answer["error"] = traceback.format_exc()
            grab("error")
        Path(os.environ["ANSWER"]).write_text(json.dumps(answer), encoding="utf-8")
        QgsProject.instance().setDirty(False)
        QgsProject.instance().clear()
        iface.actionExit().trigger()

    QTimer.singleShot(1000, do)


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
    tab, job = PAGES[name]
    bar = dock().tabs.tabBar()
    press(bar, bar.tabRect(tab).center())
    jobs = dock().tabs.widget(tab)
    if len(jobs.pages) > 1:
        press(jobs.steps, jobs.steps.tabRect(job).center())
    assert jobs.pages[job].isVisible()
    return jobs.pages[job]


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


def draw(layer, box):
    """Draw a rectangle into a layer with QGIS's own tool: a click at each corner, and one to end."""
    iface.setActiveLayer(layer)
    if not layer.isEditable():
        iface.actionToggleEditing().trigger()
    # The question for the attributes would wait for an answer.
    form = layer.editFormConfig()
    form.setSuppress(Qgis.AttributeFormSuppression.On)
    layer.setEditFormConfig(form)
    iface.actionAddFeature().trigger()
    canvas, number = iface.mapCanvas(), layer.featureCount()
    corners = ((box.xMinimum(), box.yMinimum()), (box.xMaximum(), box.yMinimum()),
               (box.xMaximum(), box.yMaximum()), (box.xMinimum(), box.yMaximum()))  # fmt: skip
    for x, y in corners:
        place = canvas.getCoordinateTransform().transform(x, y).toQPointF().toPoint()
        QTest.mouseMove(canvas.viewport(), place)
        QTest.mouseClick(canvas.viewport(), LEFT, pos=place)
        QTest.qWait(50)
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.RightButton, pos=place)
    wait(lambda: layer.featureCount() > number)


def follow_edits(shown):
    """Tick the box and wait until edits are followed."""
    box = shown.following.box
    shown.area.ensureWidgetVisible(box)
    press(box, QPoint(box.height() // 2, box.height() // 2))
    assert box.isChecked()
    wait(shown.following.live.settled)


def settle():
    """Wait until the map is drawn."""
    wait(lambda: not iface.mapCanvas().isDrawing())
    QTest.qWait(1700)  # a place that flashes is still again


def grab(name, widget=None):
    """Save a picture of a widget, or of the whole window, where pictures are kept."""
    if "PICTURES" in os.environ:
        (widget or iface.mainWindow()).grab().save(str(Path(os.environ["PICTURES"]) / f"{name}.png"))
