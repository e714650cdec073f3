"""From an empty project to the report of all jobs in the real program, by fewer than ten clicks, in both languages.

``DESK_PICTURES`` names a folder in which its pictures are kept, by language.
"""

import os
from pathlib import Path

import pytest
import shapely
from osgeo import ogr

from .desktop import profile_of, run_in
from .scene import box
from .shapes import shapefile

pytestmark = pytest.mark.slow

# Run inside QGIS: each layer that comes is a click, and all else is done in the panel.
WALK = """
from drive import *
from faults import all_faults
from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSlot, QUrl
from qgis.PyQt.QtGui import QDesktopServices

clicks = []

def click(widget, pos=None):
    clicks.append(widget)
    press(widget, pos)

class Opened(QObject):
    @pyqtSlot(QUrl)
    def note(self, url):
        answer["report"] = Path(url.toLocalFile()).read_text("utf-8")[:200]

opened, language = Opened(), os.environ["SPOKEN"]

def look(name):
    iface.messageBar().clearWidgets()
    QTest.qWait(150)
    grab(f"checkup_{name}")
    answer.setdefault("faults", {})[name] = all_faults(language)

def add_layers():
    for path in os.environ["FILES"].split(os.pathsep):
        clicks.append(path)
        QgsProject.instance().addMapLayer(QgsVectorLayer(path, Path(path).stem, "ogr"))
    iface.zoomFull()

def work():
    show(1280, 720)
    add_layers()
    clicks.append(dock().action)
    dock().action.trigger()
    QTest.qWait(300)
    page = dock().checkup
    wait(lambda: page.form.land_use.found is not None and page.form.land_use.settled() and page.form.people.settled())
    look("form")
    answer["plan"] = {job: line.said.text() for job, line in page.plan.lines.items()}
    page.area.verticalScrollBar().setValue(10_000)
    look("plan")
    page.area.verticalScrollBar().setValue(0)
    click(page.run_button)
    QTest.qWait(300)
    grab("checkup_running")
    answer["turns"] = wait(lambda: not page.is_busy())
    look("result")
    page.area.verticalScrollBar().setValue(10_000)
    look("jobs")
    QDesktopServices.setUrlHandler("file", opened, "note")
    click(page.report_button, QPoint(10, 10))
    QDesktopServices.unsetUrlHandler("file")
    answer["clicks"], answer["notice"] = len(clicks), page.notice.text()
    answer["cards"] = {job: card.value.text() for job, card in page.results.cards.cards.items() if card.value.text()}
    answer["indicators"] = len(page.results.table.rows)
    # Beyond that: the other layers, a large window in another theme, and a click on an indicator.
    page.inputs_box.setCollapsed(False)
    page.form.others.setCollapsed(False)
    QTest.qWait(100)
    page.area.verticalScrollBar().setValue(page.form.others.y())
    look("others")
    page.inputs_box.setCollapsed(True)
    page.area.verticalScrollBar().setValue(0)
    show(1920, 1080, OTHER_THEME)
    look("large")
    table = page.results.table
    worst = table.model().index(0, 0)
    answer["worst"] = table.rows[0].job
    press(table.viewport(), table.visualRect(worst).center())
    answer["gone to"] = [one.job.id for one in dock().pages() if one.isVisible()]
    look("gone_to")

leave_after(work)
"""

NAMES = {
    "zh": ("土地利用现状2022", "街道", "常住人口", "名称", "生态保护红线"),
    "en": ("land use 2022", "streets", "population", "name", "ecological red line"),
}
PLAN = {
    "zh": "参与体检，使用“土地利用现状2022”、“街道”。",
    "en": "Will be run with “land use 2022”, “streets”.",
}
NOTICE = {"zh": "已完成 3 项，略过 4 项。", "en": "Jobs that were run: 3; left out: 4."}


@pytest.fixture(scope="module", params=["zh", "en"])
def seen(request, tmp_path_factory, pytestconfig):
    """What the script saw in a language, and the language."""
    code, folder = request.param, tmp_path_factory.mktemp("checkup")
    land_use, streets, people, name, line = NAMES[code]
    ground = (box(0, 0, 1000, 1000), box(-1000, 1000, 3000, 100), box(5000, 0, 1000, 1000), box(2000, 2000, 3000, 1000))
    halves = (box(-2000, -2000, 2500, 6000), box(500, -2000, 8000, 6000))
    # Land use that covers the streets, so that what is measured on it is judged.
    rest = shapely.union_all(shapely.from_wkt(halves)) - shapely.union_all(shapely.from_wkt(ground))
    files = {
        land_use: ("DLBM", ogr.OFTString, zip((*ground, rest.wkt), ("0701", "1401", "1001", "0301", "0301"))),
        streets: (people, ogr.OFTInteger, zip(halves, (10_000, 30_000))),
        line: ("grade", ogr.OFTInteger, [(box(4000, 0, 1500, 1000), 1)]),
    }
    for file, (field, kind, rows) in files.items():
        shapefile(folder / f"{file}.shp", field, kind, rows, name)
    paths = os.pathsep.join(str(folder / f"{file}.shp") for file in files)
    pictures = Path(os.environ["DESK_PICTURES"]) / code if os.environ.get("DESK_PICTURES") else None
    # The dark theme, whose change takes seconds, is the same in both languages.
    theme = "DARK" if code == "zh" or pytestconfig.getoption("--thorough") else "LIGHT"
    walk = WALK.replace("OTHER_THEME", theme)
    return code, run_in(profile_of(folder, code), folder, walk, pictures=pictures, FILES=paths, SPOKEN=code)


def test_fewer_than_ten_clicks_lead_to_the_report(seen):
    code, found = seen
    assert found["clicks"] < 10
    assert found["notice"] == NOTICE[code]
    assert found["report"].startswith("<!DOCTYPE html>")
    assert found["turns"] > 1
    assert set(found["cards"]) == {"parkcoverage", "securitypattern", "scorecard"}
    assert found["cards"]["parkcoverage"].startswith("50.00")
    assert found["indicators"] > 30


def test_click_on_the_worst_indicator_shows_the_page_that_has_measured_it(seen):
    assert seen[1]["gone to"] == [seen[1]["worst"] or "scorecard"]


def test_plan_is_said_with_the_layers(seen):
    code, found = seen
    assert found["plan"]["parkcoverage"] == PLAN[code]
    assert sum(text.startswith(("Left out", "已略过")) for text in found["plan"].values()) == 4


def test_page_is_whole_readable_and_in_one_language(seen):
    faults = {where: found for where, found in seen[1]["faults"].items() if found}
    assert faults == {}
