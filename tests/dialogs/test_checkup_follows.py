"""What the check-up page shows while its layers are edited, renamed, and what stands behind them changes."""

import random

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsProcessingException, QgsVectorLayer, QgsVectorLayerJoinInfo
from qgis.PyQt.QtTest import QTest

from . import checkup_city
from .checkup_city import check
from .scene import box
from .test_checkup_asked import is_current

pytestmark = pytest.mark.slow

city, checkup = checkup_city.city, checkup_city.checkup
PARK = 1  # the long park, by its place in the file


def card(checkup, job="parkcoverage"):
    found = checkup.results.cards.cards[job]
    return found.value.text(), found.said.text(), found.value.graphicsEffect() is not None


def follow(dock, wait):
    dock.open_page("parkcoverage")
    parks = dock.page_of("parkcoverage")
    parks.following.box.setChecked(True)
    wait(lambda: parks.following.live is not None and parks.following.live.settled())
    dock.tabs.setCurrentIndex(0)
    dock.tabs.currentWidget().steps.setCurrentIndex(0)
    return parks


def test_a_card_follows_edits_and_what_undoes_them_though_the_page_of_the_job_is_not_seen(checkup, city, dock, wait):
    check(checkup, wait)
    parks = follow(dock, wait)
    assert checkup.isVisible() and not parks.isVisible()
    land_use, chance = city["土地利用2022"], random.Random(20261130)
    park = sorted(land_use.allFeatureIds())[PARK]
    code = land_use.fields().lookupField("DLBM")
    value, *_ = card(checkup)
    assert value == "50.00 %"

    def fell():
        assert land_use.isEditable() or land_use.startEditing()
        assert land_use.changeAttributeValue(park, code, "0301")

    def move():
        assert land_use.isEditable() or land_use.startEditing()
        assert land_use.changeGeometry(park, QgsGeometry.fromWkt(box(-90_000, 0, 10, 10)))

    def undo():
        while land_use.undoStack().canUndo():
            land_use.undoStack().undo()

    def roll_back():
        assert not land_use.isEditable() or land_use.rollBack()

    def expected():
        """Return what a run would find: half of the homes served, none, or no park at all."""
        feature = land_use.getFeature(park)
        near = feature.geometry().boundingBox().xMinimum() > 480_000
        return "–" if feature["DLBM"] != "1401" else "50.00 %" if near else "0.00 %"

    for step in (fell, roll_back, *chance.choices((fell, move, undo, roll_back), k=4), move, undo):
        shown, *_ = card(checkup)
        step()
        now = expected()
        if now != shown:  # until it is measured nothing leaves, for what is shown is of another moment
            assert parks.following.lags()
            with pytest.raises(QgsProcessingException, match=r"^Out of date: Park service coverage"):
                checkup.report_button.must_hold()
        wait(lambda: card(checkup)[0] == now, 20)  # noqa: B023 - it is waited for here
        wait(lambda: not parks.following.lags(), 20)
        wait(lambda: checkup.results.standing.isHidden() == (now == "50.00 %"), 20)  # noqa: B023 - as above
        assert card(checkup) == (now, card(checkup)[1], False)
        assert parks.results.verdict.value.text() == now
    assert is_current(checkup)


def test_names_and_joined_tables_put_the_check_up_out_of_date(checkup, city, project, wait):
    streets, land_use = city["街道"], city["土地利用2022"]
    table = QgsVectorLayer("NoGeometry?field=key:integer&field=people:integer", "台账", "memory")
    rows = [(10_000, 1_000), (30_000, 2_000)]
    table.dataProvider().addFeatures([feature(table, row) for row in rows])
    project.addMapLayer(table)
    join = QgsVectorLayerJoinInfo()
    join.setJoinLayer(table)
    join.setJoinFieldName("key")
    join.setTargetFieldName("常住人口")
    join.setPrefix("t_")
    join.setUsingMemoryCache(True)
    assert streets.addJoin(join)
    checkup.form.inputs["population_layer_field"].set_value("t_people")
    check(checkup, wait)
    assert is_current(checkup)

    land_use.setName("土地利用现状2022年")
    QTest.qWait(150)
    assert is_current(checkup)
    land_use.setName("土地利用规划2040")
    wait(lambda: not checkup.results.standing.isHidden(), 10)
    assert not is_current(checkup)
    text = "The name of the layer “土地利用规划2040”, from which its year or meaning is read, has changed."
    assert text in checkup.results.standing.reasons.text()
    land_use.setName("土地利用2022")
    wait(checkup.results.standing.isHidden, 10)
    assert is_current(checkup)

    table.startEditing()
    assert table.changeAttributeValue(1, 1, 10)
    wait(lambda: not checkup.results.standing.isHidden(), 10)
    assert table.commitChanges()
    QTest.qWait(150)
    assert not is_current(checkup)
    text = "The layer “台账”, from which “街道” takes values or shapes, has changed."
    assert text in checkup.results.standing.reasons.text()
    check(checkup, wait)
    assert is_current(checkup)


def feature(layer, values):
    found = QgsFeature(layer.fields())
    found.setAttributes(list(values))
    return found
