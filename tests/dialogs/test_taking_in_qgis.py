"""What is taken of a layer in the real program: chosen with clicks in a narrow dock, whole and readable there.

``DESK_PICTURES`` names a folder in which its pictures are kept, by language.
"""

import pytest

from .desktop import work_in_qgis

pytestmark = pytest.mark.slow

# Run inside QGIS: take homes and parks out of one layer whose name is long, in every way, and look at each.
SCRIPT = """
from drive import *
from faults import all_faults
from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer
from qgis.PyQt.QtWidgets import QDialogButtonBox, QLabel

NAME = {name!r}
CODES = ("R1", "R2", "R3", "G1", "M1", "B1", "E2")

def make():
    layer = QgsVectorLayer("Polygon?crs=EPSG:4548&field=DLBM:string&field=storeys:integer", NAME, "memory")
    features = []
    for number in range(7 * 60):
        feature = QgsFeature(layer.fields())
        x, y = 500_000 + 100 * (number % 7), 4_400_000 + 100 * (number // 7)
        square = f"POLYGON(({{x}} {{y}},{{x + 100}} {{y}},{{x + 100}} {{y + 100}},{{x}} {{y + 100}},{{x}} {{y}}))"
        feature.setGeometry(QgsGeometry.fromWkt(square))
        feature.setAttributes([CODES[number % 7], number % 12])
        features.append(feature)
    assert layer.dataProvider().addFeatures(features)[0]
    layer.updateExtents()
    return QgsProject.instance().addMapLayer(layer)

def look(name, faults):
    grab(name, dock())
    answer["faults"][name] = faults

def choose(shown, name, way, do, picture):
    line = shown.form.takes[name].line
    # A page that was built but now, or unfolded, is still being laid out.
    wait(lambda: line.isVisible() and line.height() <= line.heightForWidth(line.width()) + 2)
    QTest.qWait(100)
    press(line, QPoint(20, 8))
    dialog = line.dialog
    dialog.way.setFocus()
    QTest.keyClick(dialog.way, Qt.Key.Key_Home)
    for _ in range(way):
        QTest.keyClick(dialog.way, Qt.Key.Key_Down)
    wait(dialog.listing.settled)
    do(dialog)
    wait(dialog.counting.settled)
    QTest.qWait(100)
    grab(picture, dialog)
    labels = [one for one in dialog.findChildren(QLabel) if one.isVisible()]
    cut = [one.text() for one in labels if one.heightForWidth(one.width()) > one.height()]
    answer["faults"][picture] = {{"clipped": cut}} if cut else {{}}
    press(dialog.buttons.button(QDialogButtonBox.StandardButton.Ok))
    wait(line.counting.settled)
    answer[picture] = line.accessibleName()
    for _ in range(40):  # a longer text is given its room in the next rounds of events
        if line.height() >= line.heightForWidth(line.width()):
            break
        QTest.qWait(50)
    look(f"{{picture}} below", all_faults({language!r}))

def click(view, index):
    rect = view.visualRect(index)
    QTest.mouseClick(view.viewport(), LEFT, pos=QPoint(rect.left() + 10, rect.center().y()))

def work():
    answer["faults"] = {{}}
    show(1500, 1000)
    dock().action.trigger()
    layer = make()
    shown = page("parks")
    iface.mainWindow().resizeDocks([dock()], [320], Qt.Orientation.Horizontal)
    QTest.qWait(100)
    for name in ("RESIDENTIAL", "PARKS"):
        shown.form.inputs[name].set_value(layer.id())
        shown.form.takes[name].set_value({{}})
    look("all", all_faults({language!r}))
    choose(shown, "RESIDENTIAL", 1, lambda dialog: click(dialog.classes, dialog.classes.model().index(0, 0)), "class")
    choose(shown, "PARKS", 2, lambda dialog: click(dialog.values, dialog.values.model().index(2, 0)), "values")
    run(shown)
    answer["verdict"] = shown.results.verdict.value.text()
    shown.inputs_box.setCollapsed(False)

    def write(dialog):
        line = dialog.expression.findChild(QLineEdit)
        line.setFocus()
        QTest.keyClicks(line, '"storeys"=7OR"storeys"=8OR"storeys"=9OR"storeys"=10')

    choose(shown, "PARKS", 3, write, "expression")
    shown.menu_button.open_in_processing()
    QTest.qWait(500)
    dialogs = [one for one in QApplication.topLevelWidgets() if type(one).__name__ == "AlgorithmDialog"]
    asked = dialogs[0].createProcessingParameters()
    answer["asked"] = [asked[name] for name in ("RESIDENTIAL_TAKE", "RESIDENTIAL_CODE", "PARKS_TAKE")]
    dialogs[0].close()
    if {dark!r}:
        show(1500, 1000, DARK)
        look("dark", all_faults({language!r}))

leave_after(work)
"""
NAMES = {
    "en": "land_use_2023_final_version_checked_by_the_bureau_v3",
    "zh": "东城区国土空间规划现状用地图斑二〇二三年最终审核版第三稿_final_v3",
}
SAID = {
    "en": (
        "Residential land (R1, R2, R3) of “{name}”: 180 features, 1.8 km²",
        "G1 of “{name}”: 60 features, 60.00 ha",
    ),
    "zh": (
        "“{name}”中 居住用地（R1、R2、R3）：180 个图斑，1.8 平方公里",
        "“{name}”中 G1：60 个图斑，60.00 公顷",
    ),
}


@pytest.mark.parametrize("language", NAMES)
def test_takes_are_chosen_by_clicks_and_stand_whole_below_their_layer(tmp_path, language, pytestconfig):
    name = NAMES[language]
    # The dark theme, whose change takes seconds, is the same in both languages.
    dark = language == "zh" or pytestconfig.getoption("--thorough")
    found = work_in_qgis(tmp_path, SCRIPT.format(name=name, language=language, dark=dark), language)
    assert [found["class"], found["values"]] == [text.format(name=name) for text in SAID[language]]
    expression = '"storeys"=7OR"storeys"=8OR"storeys"=9OR"storeys"=10'
    assert found["expression"].count(expression) == 1
    assert found["asked"] == ["class:residential", "DLBM", expression]
    assert found["verdict"].endswith("%")
    assert {where: faults for where, faults in found["faults"].items() if faults} == {}
