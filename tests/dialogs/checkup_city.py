"""A small city with what a check-up of it needs, and the page of the check-up on it."""

import pytest
import shapely
from osgeo import ogr
from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDockWidget

from .scene import box
from .shapes import shapefile

LEFT = Qt.MouseButton.LeftButton
GROUND = (box(0, 0, 1000, 1000), box(-1000, 1000, 3000, 100), box(5000, 0, 1000, 1000), box(5000, 2000, 500, 1000))
STREETS = (box(-2000, -2000, 2500, 6000), box(500, -2000, 8000, 6000))
WOOD = shapely.union_all(shapely.from_wkt(STREETS)) - shapely.union_all(shapely.from_wkt(GROUND))
"""All the rest, so that the land use covers the streets."""


@pytest.fixture
def city(tmp_path, project):
    """A square kilometre of housing of which a park serves half, a works, and a yard that has become a wood.

    One layer of land use at two dates, the streets with their people, and the red line, half of it under the works.
    """
    before, after = ["0701", "1401", "1001", "1001", "0301"], ["0701", "1401", "1001", "0301", "0301"]
    ground = (*GROUND, WOOD.wkt)
    sources = {
        "土地利用2012": ("DLBM", ogr.OFTString, list(zip(ground, before))),
        "土地利用2022": ("DLBM", ogr.OFTString, list(zip(ground, after))),
        "街道": ("常住人口", ogr.OFTInteger, list(zip(STREETS, (10_000, 30_000)))),
        "生态保护红线": ("等级", ogr.OFTInteger, [(box(5500, 0, 1000, 1000), 1)]),
    }
    found = {}
    for name, (field, kind, rows) in sources.items():
        shapefile(tmp_path / f"{name}.shp", field, kind, rows)
        found[name] = QgsVectorLayer(str(tmp_path / f"{name}.shp"), name, "ogr")
        assert found[name].isValid()
        project.addMapLayer(found[name])
    return found


@pytest.fixture
def checkup(dock, city, wait, monkeypatch):
    """The page of the check-up, which knows the land use and the people."""
    # However long a look has taken on a busy computer: the next one is not put off for it.
    monkeypatch.setattr("greenvein.dialogs.panel.basis._LONG_MS", float("inf"))
    dock.setUserVisible(True)
    wait(lambda: dock.checkup is not None and dock.checkup.form.land_use.found is not None)
    wait(lambda: dock.checkup.form.land_use.settled() and dock.checkup.form.people.settled())
    settle(dock.checkup, wait)
    return dock.checkup


def settle(checkup, wait):
    """Wait until the dock has nothing more to say: until no page puts off a look any more, however long it takes."""
    dock = checkup
    while not isinstance(dock, QDockWidget):
        dock = dock.parent()
    QTest.qWait(50)
    wait(lambda: not any(timer.isActive() for timer in dock.findChildren(QTimer)))


def said(checkup):
    return {job: line.said.text() for job, line in checkup.plan.lines.items()}


def check(checkup, wait):
    """Press the button, and wait for the end of all jobs and for what is said of it."""
    QTest.mouseClick(checkup.run_button, LEFT)
    assert checkup.is_busy()
    wait(lambda: not checkup.is_busy(), 120)
    settle(checkup, wait)


def codes(checkup):
    return {job: state.code for job, state in checkup.sequence.states.items()}
