"""What a check-up was asked, against what its page would ask now; and what of that the project keeps."""

import random
from html import unescape

import pytest
from greenvein.core.indicators.indicator import of_profile
from greenvein.core.report.file import read
from greenvein.dialogs.checkup.memory import ticks
from greenvein.dialogs.panel.inputs import MultipleInput, TableInput
from greenvein.dialogs.panel.layer_inputs import FieldInput, LayerInput
from greenvein.processing import dependencies, profiles
from greenvein.processing.jobs import JOBS
from greenvein.processing.words.indicators import unit_name
from qgis.core import (
    QgsProcessingException,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest

from . import checkup_city
from .checkup_city import LEFT, check, said, settle
from .scene import box

pytestmark = pytest.mark.slow

city, checkup = checkup_city.city, checkup_city.checkup
OUT = "Out of date"
FIRST = ("landuse", "code", "population_layer", "red_line", "year", "tier_1", "roles")
"""The inputs that are always tried, one at least of each kind."""


def is_current(checkup, of=""):
    """Tell whether everything on the page holds, and leaves it; all must say the same."""
    shown = checkup.results
    badges = {card.badge.text() for card in shown.cards.cards.values()} | {shown.verdict.badge.text()}
    badges |= {row.badge for row in shown.table.rows}
    try:
        checkup.report_button.must_hold()
        leaves = True
    except QgsProcessingException as error:
        assert str(error).startswith(OUT)
        leaves = False
    assert shown.standing.isHidden() == leaves, of
    assert leaves or shown.standing.reasons.text()
    assert OUT not in badges or not leaves
    return leaves


def others(input_, layers):
    """Return values that an input does not have."""
    definition, value = input_.definition, input_.value()
    if isinstance(input_, LayerInput):
        return [one for one in (*layers, None) if one != value and accepts(input_, one)]
    if isinstance(input_, MultipleInput):
        return [[layers[0]]]
    if isinstance(input_, FieldInput):
        return [one for one in (*input_.fields(), None) if one != value]
    if isinstance(input_, TableInput):
        return [["别的图层", "forest"]]
    of_kinds = {
        QgsProcessingParameterBoolean: not value,
        QgsProcessingParameterString: "别的",
        QgsProcessingParameterEnum: 1,
        QgsProcessingParameterNumber: 2019,
    }
    return [of_kinds[type(definition)]]


def accepts(input_, layer):
    return layer is None or layer in [
        input_.combo.layer(at).id() for at in range(input_.combo.count()) if input_.combo.layer(at)
    ]


def test_any_input_that_is_another_puts_the_result_out_of_date_until_it_is_as_it_was(checkup, add, wait, pytestconfig):
    layers = [
        add("甲", [box(0, 0, 10, 10)], ("a:string", "b:double"), [("1", 2)]).id(),
        add(
            "乙", ["LINESTRING(500000 4400000, 500100 4400000)"], ("a:string", "b:double"), [("1", 2)], "LineString"
        ).id(),
    ]
    check(checkup, wait)
    assert is_current(checkup)
    chance, seen = random.Random(20261130), []
    inputs = list(checkup.form.inputs.items())
    chance.shuffle(inputs)
    if not pytestconfig.getoption("--thorough"):
        inputs = [one for one in inputs if one[0] in FIRST]
    for name, input_ in inputs:
        before, choices = input_.value(), others(input_, layers)
        if not choices:
            continue
        input_.set_value(chance.choice(choices))
        asked_of_jobs = bool(checkup.chain.users(name))  # else of the report alone, which is made anew with it
        settle(checkup, wait)
        wait(lambda: checkup.results.standing.isHidden() != asked_of_jobs)  # noqa: B023 - it is waited for here
        assert is_current(checkup, name) != asked_of_jobs, name
        input_.set_value(before)
        settle(checkup, wait)
        wait(checkup.results.standing.isHidden)
        assert is_current(checkup, name), name
        seen.append(name)
    assert {*FIRST} <= {*seen}


def test_what_keys_and_mouse_change_is_told_with_the_jobs_that_it_concerns(checkup, city, wait):
    check(checkup, wait)
    before = {row.id: row.badge for row in checkup.results.table.rows}
    checkup.inputs_box.setCollapsed(False)
    combo = checkup.form.inputs["landuse"].combo
    row = combo.currentIndex()
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Home)
    assert combo.currentIndex() != row
    settle(checkup, wait)
    assert "has another layer than in the run." in checkup.results.standing.reasons.text()
    assert {one.badge for one in checkup.results.table.rows} == {checkup.results.verdict.badge.text()} == {OUT}
    while combo.currentIndex() != row:
        QTest.keyClick(combo, Qt.Key.Key_Down)
    settle(checkup, wait)
    assert is_current(checkup)
    assert {one.id: one.badge for one in checkup.results.table.rows} == before

    checkup.plan_box.setCollapsed(False)
    tick = checkup.plan.lines["parkcoverage"].box
    QTest.mouseClick(tick, LEFT, pos=QPoint(8, tick.height() // 2))
    assert not tick.isChecked()
    settle(checkup, wait)
    badges = {job: card.badge.text() for job, card in checkup.results.cards.cards.items()}
    assert {job for job, badge in badges.items() if badge == OUT} == {"parkcoverage", "vacateduse", "scorecard"}
    assert checkup.results.standing.reasons.text().splitlines()[0] == "“Park service coverage” is unticked now."
    assert {row.id: row.badge for row in checkup.results.table.rows} == before | {"ES1": OUT}
    assert not is_current(checkup)
    QTest.keyClick(tick, Qt.Key.Key_Space)
    settle(checkup, wait)
    assert is_current(checkup)


def test_a_job_that_could_be_run_now_puts_what_does_without_it_out_of_date(checkup, add, wait):
    checkup.plan.lines["parkcoverage"].box.setChecked(False)
    check(checkup, wait)
    assert is_current(checkup)
    checkup.plan.lines["parkcoverage"].box.setChecked(True)
    settle(checkup, wait)
    assert not is_current(checkup)
    assert checkup.results.standing.reasons.text() == "“Park service coverage” is ticked now."
    assert checkup.results.verdict.badge.text() == OUT
    checkup.report_button.xlsx_action.trigger()
    assert checkup.notice.text().startswith(OUT)
    checkup.plan.lines["parkcoverage"].box.setChecked(False)
    settle(checkup, wait)
    assert checkup.notice.text() == ""  # for it would be exported now


@pytest.mark.usefixtures("bare_reports")
def test_layers_that_come_behind_a_run_are_guessed_for_nothing_that_it_depends_on(
    checkup, add, wait, project, tmp_path
):
    path = str(tmp_path / "city.qgz")
    assert project.write(path)
    check(checkup, wait)

    def chosen(*meant):
        boxes = {checkup.form.meaning(name): box for name, box in checkup.form.inputs.items()}
        return [None if boxes[one].layer() is None else boxes[one].layer().name() for one in meant]

    land_use = ["土地利用2022", "土地利用2012", "土地利用2022"]
    for opened in (False, True):
        if opened:
            reopened(project, checkup, wait, path)
        add("建成区", [box(0, 0, 10, 10)])
        add("土地利用2023", [box(0, 0, 10, 10)], ("DLBM:string",), [("0701",)])
        settle(checkup, wait)
        assert chosen("LANDUSE", "BEFORE", "AFTER", "BUILT_UP") == [*land_use, None]
        assert is_current(checkup)
    assert not checkup.sequence.has_done("restorationpriority")
    add("修复单元", [box(0, 0, 10, 10)], ("退化程度:double",), [(0.5,)])
    assert chosen("UNITS") == ["修复单元"]


@pytest.mark.usefixtures("bare_reports")
def test_jobs_that_a_cancelled_run_did_not_reach_are_held_against_what_they_were_asked(checkup, city, dock, wait):
    check(checkup, wait)
    checkup.form.inputs["before"].set_value(None)
    QTest.mouseClick(checkup.run_button, LEFT)
    checkup.cancel()
    wait(lambda: not checkup.is_busy())
    settle(checkup, wait)
    assert dock.page_of("landreduction").outcome is not None
    assert checkup.results.cards.cards["landreduction"].badge.text() == OUT
    assert not is_current(checkup)
    checkup.form.inputs["before"].set_value(city["土地利用2012"].id())
    settle(checkup, wait)
    assert checkup.results.cards.cards["landreduction"].badge.text() != OUT


def reopened(project, checkup, wait, path):
    assert project.write(path)
    project.clear()
    QTest.qWait(50)
    assert checkup.results.isHidden()
    assert checkup.plan.without() == []  # which belongs to the project
    assert project.read(path)
    wait(lambda: checkup.findings().results())
    wait(checkup.form.land_use.settled)
    settle(checkup, wait)


def test_what_the_last_check_up_left_out_stays_left_out_when_the_project_is_opened(checkup, wait, project, tmp_path):
    path = str(tmp_path / "city.qgz")
    assert project.write(path)
    check(checkup, wait)
    checkup.plan.lines["landreduction"].box.setChecked(False)
    checkup.form.inputs["population_layer"].set_value(None)
    checkup.form.inputs["year"].set_value(2020)
    check(checkup, wait)
    before = {job: card.shown for job, card in checkup.results.cards.cards.items()}
    rows, asked = checkup.results.table.rows, checkup.form.values()
    reopened(project, checkup, wait, path)
    wait(lambda: len(checkup.findings().results()) == 3)
    settle(checkup, wait)
    assert checkup.plan.without() == ["landreduction"]
    assert checkup.form.values() == asked
    assert {job: card.shown for job, card in checkup.results.cards.cards.items()} == before
    assert checkup.results.table.rows == rows
    assert is_current(checkup)
    with open(checkup.report_button.joined(), encoding="utf-8") as file:
        chapters = {chapter.title: chapter for chapter in read(file.read()).chapters}
    assert chapters[JOBS["landreduction"].title].verdict.badge == "Left out"
    checkup.form.inputs["year"].set_value(2021)
    settle(checkup, wait)
    assert not is_current(checkup)
    assert "“Year of the data” is no longer as in the run." in checkup.results.standing.reasons.text()


@pytest.mark.usefixtures("bare_reports")
def test_layers_that_are_removed_and_added_again_are_those_of_the_check_up_on_opening_too(
    checkup, city, wait, project, tmp_path
):
    path = str(tmp_path / "city.qgz")
    assert project.write(path)
    check(checkup, wait)
    before = named(checkup)
    for name in ("街道", "土地利用2022"):
        source = city[name].source()
        project.removeMapLayer(city[name].id())
        project.addMapLayer(QgsVectorLayer(source, name, "ogr"))
    settle(checkup, wait)
    reopened(project, checkup, wait, path)
    assert named(checkup) == before
    assert is_current(checkup)
    # One that is gone was not the user's choice to do without: the other land use is taken, and that is told.
    project.removeMapLayers([one.id() for one in project.mapLayersByName("土地利用2022")])
    project.removeMapLayers([one.id() for one in project.mapLayersByName("街道")])
    settle(checkup, wait)
    reopened(project, checkup, wait, path)
    assert named(checkup)["landuse"] == "土地利用2012"
    assert not checkup.form.inputs["population_field"].lost()
    assert "The layer “土地利用2022” is no longer in the project." in checkup.results.standing.reasons.text()


def named(checkup):
    """Return the layers that the inputs have, by what they are called."""
    boxes = {name: box for name, box in checkup.form.inputs.items() if isinstance(box, LayerInput)}
    return {name: box.layer().name() for name, box in boxes.items() if box.layer() is not None}


def test_ticks_belong_to_the_project(checkup, wait, project, tmp_path):
    path = str(tmp_path / "city.qgz")
    checkup.plan.lines["securitypattern"].box.setChecked(False)
    assert project.write(path)
    assert not project.isDirty()
    project.clear()
    assert checkup.plan.without() == ticks(project) == []
    assert not project.isDirty()
    assert project.read(path)
    assert checkup.plan.without() == ["securitypattern"]
    assert not project.isDirty()
    checkup.plan.lines["securitypattern"].box.setChecked(True)
    assert project.isDirty()
    assert ticks(project) == []
    settle(checkup, wait)
    assert said(checkup)["securitypattern"].startswith("Will be run with")


@pytest.mark.usefixtures("bare_reports")
def test_results_that_go_with_the_project_are_said_to_be_temporary_as_on_the_pages_of_jobs(
    checkup, dock, wait, project, tmp_path
):
    check(checkup, wait)
    said_of_them = checkup.results.temporary.text()
    assert said_of_them.startswith("Temporary result: it is gone once the project is closed.")
    assert said_of_them == dock.page_of("parkcoverage").kept.text()
    assert not checkup.results.temporary.isHidden()
    assert project.write(str(tmp_path / "city.qgz"))
    check(checkup, wait)
    wait(lambda: dock.page_of("parkcoverage").kept.text().startswith("Saved with the project"))
    QTest.qWait(50)
    assert checkup.results.temporary.isHidden()


def test_missing_packages_are_named_at_once_and_what_waits_for_them_goes_on_with_them(dock, city, wait, monkeypatch):
    lacks = dependencies.PackageProblem("pandas", None, "1.5", "missing")
    monkeypatch.setattr(dependencies, "ready", lambda: False)
    monkeypatch.setattr(dependencies, "missing", lambda: (lacks,))
    dock.setUserVisible(True)
    wait(lambda: dock.checkup is not None)
    checkup = dock.checkup
    settle(checkup, wait)
    later = "once the Python packages are there that GreenVein needs."
    assert checkup.form.land_use.text() == f"The codes can be read {later}"
    assert set(said(checkup).values()) == {f"Can be run {later}"}
    assert "the Python package pandas is missing" in checkup.notice.text()
    monkeypatch.undo()
    checkup.go_on()
    wait(lambda: said(checkup)["parkcoverage"].startswith("Will be run with"))
    wait(checkup.form.land_use.settled)
    assert "residential" in checkup.form.land_use.found.counts
    assert checkup.notice.text() == ""


def test_targets_stand_in_the_table_with_their_unit_and_in_the_words_of_the_report(checkup, wait):
    check(checkup, wait)
    shown = {row.id: row.target.text for row in checkup.results.table.rows}
    plan = {one.id: one for one in of_profile(profiles.active())}
    with open(checkup.report_button.joined(), encoding="utf-8") as file:
        text = unescape(file.read())
    for id_, target in shown.items():
        unit = unit_name(plan[id_].unit)
        assert target.replace(f" {unit}", "") in text, id_
        is_number = any(figure in target.partition(" (")[0] for figure in "0123456789")
        assert is_number == (unit in target), id_
    assert shown["LU11"] == "not reduced (2025)"
    assert shown["LU5"].startswith("185 or 190 10⁴ mu (")
