"""The pictures of the guide, taken inside QGIS Desktop by scripts/screenshots; a picture is a few lines.

``shot(name)`` takes the window, ``shot(name, dock())`` the dock alone; tests/dialogs/drive.py has what else there is.
"""

import os
from pathlib import Path

import qgis.utils
from drive import (
    click_row,
    dock,
    draw,
    follow_edits,
    grab,
    iface,
    leave_after,
    load_sample,
    page,
    press,
    run,
    settle,
    show,
    tick,
    wait,
)
from greenvein.i18n import language
from greenvein.processing.jobs import JOBS
from qgis.core import QgsProject
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDockWidget


def shot(name, widget=None):
    """Take a picture without the messages of the moment."""
    iface.messageBar().clearWidgets()
    QTest.qWait(100)
    grab(name, widget)


def fresh(tables):
    """Open the sample anew, with these layers shown."""
    QgsProject.instance().clear()  # QGIS would ask whether the results of the job before may go
    dock().sample.action.trigger()
    root = QgsProject.instance().layerTreeRoot()
    for node in root.findLayers():
        table = node.layer().source().partition("layername=")[2]
        node.setItemVisibilityChecked(table in tables)
    for group in root.findGroups():
        group.setExpanded(False)
    settle()


def jobs():
    """Each page with its form, and with its result at a row of its table."""
    for picture in (job.picture for job in JOBS.values() if job.picture):
        name = picture.name
        if picture.layers is not None:
            fresh(picture.layers)
        shown = page(name)
        shown.inputs_box.setCollapsed(False)
        shot(f"{name}_form", dock())
        run(shown)
        click_row(shown, picture.row)
        shown.area.verticalScrollBar().setValue(0)
        settle()
        shot(name)


def out_of_date():
    """A result whose parks were edited since."""
    fresh(("parks", "residential"))
    shown = page("parks")
    run(shown)
    parks = shown.form.inputs["PARKS"].layer()
    parks.startEditing()
    parks.deleteFeature(max(parks.getFeatures(), key=lambda park: park.geometry().area()).id())
    wait(shown.results.standing.isVisible)
    shown.area.verticalScrollBar().setValue(0)
    settle()
    shot("out_of_date", dock())
    parks.rollBack()


def edits():
    """A park that is drawn where the largest blind area is, and the coverage before and after."""
    fresh(("parks", "residential"))
    shown = page("parks")
    run(shown)
    project = QgsProject.instance()
    project.write(str(Path(os.environ["ANSWER"]).with_name("project.qgz")))
    shown.scenarios.ask_name = lambda _: "现状" if language() == "zh" else "As it is"
    shown.scenarios.keep()
    box, _, _ = click_row(shown, 0)
    shown.area.verticalScrollBar().setValue(0)
    follow_edits(shown)
    was = shown.results.verdict.value.text()
    box.scale(0.3)
    parks = shown.form.inputs["PARKS"].layer()
    draw(parks, box)
    wait(lambda: shown.results.verdict.value.text() != was)
    tick(shown, shown.following.covering)
    shown.area.verticalScrollBar().setValue(0)
    iface.mapCanvas().zoomByFactor(3)
    settle()
    shot("live")
    parks.commitChanges()
    run(shown)
    shown.scenarios.compare()
    window = shown.scenarios._window
    QTest.qWait(300)
    grab("comparison", window)
    window.close()


def checkup():
    """All jobs at once, with the indicators of the plan."""
    fresh(("parks", "residential"))
    tabs = dock().tabs
    press(tabs.tabBar(), tabs.tabBar().tabRect(0).center())
    steps = tabs.currentWidget().steps
    press(steps, steps.tabRect(0).center())
    shown = dock().checkup
    wait(shown.form.land_use.settled)
    QTest.qWait(300)
    shown.area.verticalScrollBar().setValue(0)
    shot("checkup_form", dock())
    press(shown.run_button)
    wait(lambda: not shown.is_busy(), 120)
    settle()
    shot("checkup")


def profiles():
    """The form of the plan that is active."""
    press(dock().gear)
    dialog = qgis.utils.plugins["greenvein"].settings.dialog
    QTest.qWait(300)
    grab("profiles", dialog)
    dialog.reject()


def work():
    iface.mainWindow().findChild(QDockWidget, "Browser").hide()
    show(1280, 720)
    dock().action.trigger()
    QTest.qWait(300)
    shot("desk_empty")
    load_sample()
    settle()
    shot("desk_sample")
    jobs()
    out_of_date()
    edits()
    checkup()
    profiles()


leave_after(work)
