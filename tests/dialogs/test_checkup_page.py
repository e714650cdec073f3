"""The page of the check-up: what it would run, one run of all jobs in their own pages, and what comes of it."""

import sqlite3
import threading
import time
from contextlib import closing

import pytest
from greenvein.core.report.file import read
from greenvein.dialogs.panel import exports
from greenvein.dialogs.panel.layer_inputs import FieldInput
from greenvein.processing import profiles
from greenvein.processing.jobs import JOBS
from greenvein.processing.jobs.landreduction.algorithm import LandReductionAlgorithm
from greenvein.processing.jobs.parkcoverage.algorithm import ParkCoverageAlgorithm
from osgeo import ogr
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtTest import QTest

from . import checkup_city
from .checkup_city import LEFT, check, codes, said, settle
from .scene import box, run

pytestmark = pytest.mark.slow

city, checkup = checkup_city.city, checkup_city.checkup
TABLES = [
    "Coverage summary", "Blind areas", "Residential land with coverage",
    "Land balance", "Transition matrix", "Changes of land use",
    "Pattern summary", "Conflicts with the pattern", "Security pattern",
    "Scores of the indicators", "Zones with their indicators",
]  # fmt: skip
PLAN = {
    "parkcoverage": "Will be run with “土地利用2022”, “街道”.",
    "corridorwidth": "Left out: Corridor width check. It needs a layer for “Corridors”.",
    "landreduction": "Will be run with “土地利用2012”, “土地利用2022”, “街道”.",
}


def numbers(values):
    return {name: value for name, value in values.items() if isinstance(value, (bool, int, float))}


DONE = {"parkcoverage", "landreduction", "vacateduse", "securitypattern", "scorecard"}


def test_inputs_are_found_and_the_plan_says_what_will_be_run_and_what_not(checkup, city, project, wait):
    given = checkup.form.values()
    names = {name: project.mapLayer(value).name() for name, value in given.items() if project.mapLayer(str(value))}
    assert names == {
        "landuse": "土地利用2022",
        "population_layer": "街道",
        "zones": "街道",
        "before": "土地利用2012",
        "after": "土地利用2022",
        "red_line": "生态保护红线",
    }
    fields = {name: box.value() for name, box in checkup.form.inputs.items() if isinstance(box, FieldInput)}
    assert {name: field for name, field in fields.items() if field} == {
        "code": "DLBM",
        "population_layer_field": "常住人口",
        "zone_field": "名称",
        "before_code": "DLBM",
        "after_code": "DLBM",
    }
    assert checkup.form.land_use.found.counts == {"residential": 1, "park": 1, "construction": 3}
    assert checkup.form.others.title() == "Other layers (3 chosen)"
    assert {job: said(checkup)[job] for job in PLAN} == PLAN
    uses = said(checkup)["vacateduse"]
    assert uses == (
        "Will be run with “生态保护红线”, the result of “Park service coverage”, the result of “Land reduction "
        "account”."
    )
    checkup.plan.lines["landreduction"].box.setChecked(False)
    settle(checkup, wait)
    assert said(checkup)["landreduction"] == "Left out: Land reduction account. It was unticked."
    lacks = "Left out: Use of vacated land afterwards. It needs the vacated land that the land reduction account finds."
    assert said(checkup)["vacateduse"] == lacks
    people = checkup.form.inputs["population_layer"].combo
    people.activated.emit(people.currentIndex())  # the user's choice, which no guess takes the place of
    project.removeMapLayer(city["街道"])
    settle(checkup, wait)
    gone = (
        "The layer “街道” of “Streets, communities or cells with the population” is no longer in the project; choose "
        "another one, or do without."
    )
    assert said(checkup)["parkcoverage"] == gone
    QTest.mouseClick(checkup.run_button, LEFT)
    assert not checkup.is_busy()  # nobody knows whether the user would do without the layer that is gone
    assert checkup.notice.text() == gone


def test_land_use_whose_codes_show_no_park_is_covered_by_none(dock, wait, add):
    add("用地", [box(0, 0, 1000, 1000), box(2000, 0, 1000, 1000)], ("YDDM:string",), [("R2",), ("B1",)])
    dock.setUserVisible(True)
    wait(lambda: dock.checkup is not None and dock.checkup.form.land_use.found is not None)
    wait(dock.checkup.form.land_use.settled)
    settle(dock.checkup, wait)
    assert dock.checkup.form.land_use.found.none == {"park"}
    assert said(dock.checkup)["parkcoverage"] == "Will be run with “用地”."
    check(dock.checkup, wait)
    assert codes(dock.checkup)["parkcoverage"] == "done"
    page = dock.page_of("parkcoverage")
    assert (page.results.verdict.value.text(), page.outcome.values["TARGET_MET"]) == ("0.00 %", False)


def test_zones_that_have_people_tell_of_them_where_no_other_layer_does(dock, wait, add):
    zones = add("分区", ["POLYGON((0 0,0 9,9 9,9 0,0 0))"], ("name:string", "常住人口:double"), [("甲", 5)])
    dock.setUserVisible(True)
    wait(lambda: dock.checkup is not None)
    found = dock.checkup.form.values()
    assert (found["zones"], found["population_layer"]) == (zones.id(), zones.id())
    assert found["population_layer_field"] == "常住人口"


def test_a_table_of_values_is_found_by_its_name(dock, wait, add, project, tmp_path):
    for name in ("指标值表2025", "目录"):
        (tmp_path / f"{name}.csv").write_text("指标,分区,年份,数值\n水土保持率,,2025,89.6\n", "utf-8")
        project.addMapLayer(QgsVectorLayer(str(tmp_path / f"{name}.csv"), name, "ogr"))
    add("指标值", ["POINT(0 0)"], kind="Point")
    dock.setUserVisible(True)
    wait(lambda: dock.checkup is not None)
    assert project.mapLayer(dock.checkup.form.values()["values"]).name() == "指标值表2025"


def test_without_layers_nothing_is_run_and_that_is_said(dock, wait, project):
    dock.setUserVisible(True)
    wait(lambda: dock.checkup is not None)
    QTest.mouseClick(dock.checkup.run_button, LEFT)
    assert not dock.checkup.is_busy()
    assert dock.checkup.notice.text() == "There is nothing to run: every job lacks its layers, or is unticked."


@pytest.fixture
def asked(monkeypatch):
    """What every run is asked, by the name of its algorithm."""
    from greenvein.processing.framework.job import JobAlgorithm

    compute, found = JobAlgorithm.compute, {}

    def note(algorithm, run):
        found[algorithm.name()] = dict(run.parameters)
        return compute(algorithm, run)

    monkeypatch.setattr(JobAlgorithm, "compute", note)
    return found


def plain(algorithm, parameters):
    """Return what a job is given, but for its outputs, for what is nothing, and for where results of others lie."""
    inputs = {one.name(): parameters.get(one.name()) for one in algorithm.parameterDefinitions()}
    inputs = {name: value for name, value in inputs.items() if value not in (None, "", [])}
    outputs = {one.name() for one in algorithm.destinationParameterDefinitions()}
    known = QgsProject.instance().mapLayer

    def of(value):
        layer = known(value)
        return value if layer is not None and layer.source().endswith(".shp") else "a result"

    ours = {"VACATED", "BLIND_AREAS"}
    return {name: of(value) if name in ours else value for name, value in inputs.items() if name not in outputs}


def test_model_page_and_pages_by_hand_find_the_same(checkup, dock, wait, asked):
    import processing

    inputs = checkup.form.values()
    check(checkup, wait)
    assert {job for job, code in codes(checkup).items() if code == "done"} == DONE
    by_page = {job: numbers(dock.page_of(job).outcome.values) for job in DONE}
    asked_by_page = {job: asked.pop(job) for job in DONE}

    # The model on the same inputs: each step is given what its page was, and finds the same.
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    found = processing.run("greenvein:checkup", inputs, context=context, feedback=QgsProcessingFeedback(False))
    for job in DONE:
        assert by_page[job].items() <= numbers(found["CHILD_RESULTS"][job]).items(), job
        page = dock.page_of(job)
        # The form adds the name of features; of the scorecard the job has other words for layers than its step.
        ours = plain(page.algorithm, asked_by_page[job])
        theirs = plain(page.algorithm, asked[f"{job}ifgiven"])
        if job != "scorecard":
            assert {name: value for name, value in ours.items() if name != "ID_FIELD"} == theirs, job

    # And the pages by hand, as they stand filled in now.
    for job in DONE:
        page = dock.page_of(job)
        run(page, wait)
        assert page.outcome is not None, page.notice.text()
        assert numbers(page.outcome.values) == by_page[job], job
    assert by_page["parkcoverage"]["COVERAGE_PCT"] == pytest.approx(50)
    assert by_page["landreduction"]["VACATED_KM2"] == pytest.approx(0.5)
    assert by_page["securitypattern"]["CONFLICT_HA"] == pytest.approx(50)


@pytest.mark.usefixtures("bare_reports")
@pytest.mark.usefixtures("bare_reports")
def test_a_job_that_was_run_on_its_page_stands_on_that_of_the_check_up_once_it_is_seen(checkup, dock, wait):
    dock.open_page("parkcoverage")
    assert not checkup.isVisible()
    run(dock.page_of("parkcoverage"), wait)
    dock.tabs.setCurrentIndex(0)
    wait(lambda: checkup.isVisible() and checkup.results.isVisible())
    assert checkup.results.cards.cards["parkcoverage"].value.text().replace("\xa0", " ") == "50.00 %"


def test_a_second_check_up_shows_its_indicators(checkup, city, wait):
    check(checkup, wait)
    first = checkup.results.table.rows
    city["土地利用2022"].setSubsetString("DLBM <> '0301'")
    check(checkup, wait)
    shown = [
        checkup.results.table.model().index(at, 0).data().partition("\n")[0]
        for at in range(len(checkup.results.table.rows))
    ]
    assert checkup.results.table.rows != first
    assert shown == [row.name for row in checkup.results.table.rows]


def test_the_plan_follows_the_profile(checkup, own_profiles, dock, wait):
    assert said(checkup)["scorecard"].startswith("Will be run with")
    profiles.choose(profiles.FOLDER / "national.json")
    checkup.follow_profile()
    settle(checkup, wait)
    lacks = "Left out: Indicator scorecard. The plan profile “National practice” has no indicators."
    assert said(checkup)["scorecard"] == lacks


def groups_on_the_map():
    """Return the jobs whose groups of the legend are ticked."""
    groups = QgsProject.instance().layerTreeRoot().findGroups(True)
    return [group.name().rpartition(",")[0] for group in groups if group.itemVisibilityChecked()]


@pytest.mark.usefixtures("bare_reports")
def test_results_stand_with_verdict_and_clicks_lead_to_pages_and_places(checkup, dock, wait, interface):
    check(checkup, wait)
    cards = {job: card.shown for job, card in checkup.results.cards.cards.items()}
    order = [link.id for link in checkup.chain.links]
    assert list(cards) == [*(job for job in order if job in DONE), *(job for job in order if job not in DONE)]
    assert (cards["parkcoverage"].value, cards["parkcoverage"].badge) == ("50.00 %", "Target of 2035 not met")
    assert cards["corridorwidth"].sentence == PLAN["corridorwidth"]
    assert checkup.notice.text() == "Jobs that were run: 5; left out: 2."
    for job in DONE:
        assert cards[job].value == dock.page_of(job).results.verdict.value.text()
        assert cards[job].sentence.startswith("Result of "), job  # and not out of date for what others have made
    assert groups_on_the_map() == ["Indicator scorecard"]
    assert {layer.name() for layer in checkup.report_button._layers()} >= {"Zones with their indicators"}
    assert "Blind areas" not in {layer.name() for layer in checkup.report_button._layers()}
    QTest.mouseClick(checkup.results.cards.cards["securitypattern"], LEFT)
    assert dock.page_of("securitypattern").isVisible()
    assert groups_on_the_map() == ["Ecological security pattern"]
    assert dock.page_of("parkcoverage").results.chart.svg == ""  # which nobody has seen yet

    rows = {row.id: row for row in checkup.results.table.rows}
    coverage = rows["ES1"]
    assert (coverage.value.key, coverage.state, coverage.job) == (50.0, "behind", "parkcoverage")
    assert [row.state for row in checkup.results.table.rows][:1] == ["behind"]
    assert rows["LU1"].reason
    checkup.open_indicator(coverage)
    parks = dock.page_of("parkcoverage")
    assert parks.isVisible()
    assert parks.results.places.view.currentIndex().row() == 0
    assert parks.results.chart.svg
    blind = parks.outcome.layer("BLIND_AREAS")
    assert interface.canvas.extent().contains(next(blind.getFeatures()).geometry().boundingBox().center())

    # The red line is measured by the scorecard itself: its page shows the zone that is farthest behind.
    own = rows["LU11"]
    assert own.job == ""
    checkup.open_indicator(own)
    card = dock.page_of("scorecard")
    assert card.isVisible()
    zones = {zone.id(): zone["名称"] for zone in card.outcome.layer("ZONES_SCORED").getFeatures()}
    place = card.results.places
    picked = place.proxy.mapToSource(place.view.currentIndex()).row()
    assert zones[place.proxy.sourceModel().fids[picked]] == "第1街道"  # which has none of it


def test_report_and_tables_of_all_jobs_leave_together(checkup, dock, wait, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(exports.QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    checkup.plan.lines["vacateduse"].box.setChecked(False)
    assert checkup.report_button.isHidden()
    check(checkup, wait)
    QTest.mouseClick(checkup.report_button, LEFT, pos=checkup.report_button.rect().center() / 2)
    with open(opened[0], encoding="utf-8") as file:
        report = read(file.read())
    titles = [chapter.title for chapter in report.chapters]
    assert titles[0] == JOBS["scorecard"].title
    assert sorted(titles) == sorted(job.title for job in JOBS.values())
    told = {chapter.title: chapter.verdict.sentence for chapter in report.chapters if not chapter.sections}
    assert told == {
        JOBS[job].title: checkup.sequence.states[job].sentence
        for job in ("corridorwidth", "vacateduse", "restorationpriority")
    }
    assert told[JOBS["vacateduse"].title] == "Left out: Use of vacated land afterwards. It was unticked."
    checkup.report_button.write_xlsx(str(tmp_path / "all.xlsx"))
    book = ogr.Open(str(tmp_path / "all.xlsx"))
    sheets = [book.GetLayer(number).GetName() for number in range(book.GetLayerCount())]
    # Of a table without rows newer QGIS makes a sheet too.
    assert [sheet for sheet in sheets if sheet != "Issues of the land-use layers"] == TABLES
    checkup.report_button.write_csv(str(tmp_path / "csv"))
    empty = "Issues of the land-use layers"  # a sheet without rows is not read back
    assert sorted(path.stem for path in (tmp_path / "csv").iterdir()) == sorted([*TABLES, empty])
    checkup.report_button.write_pdf(str(tmp_path / "all.pdf"))
    assert (tmp_path / "all.pdf").read_bytes().startswith(b"%PDF")


def test_error_of_one_job_is_told_on_its_line_and_the_others_go_on(checkup, dock, wait, monkeypatch):
    def fail(algorithm, run):
        raise QgsProcessingException("The disk is full.")

    monkeypatch.setattr(LandReductionAlgorithm, "compute", fail)
    check(checkup, wait)
    assert checkup.sequence.states["landreduction"].sentence == "The disk is full."
    assert codes(checkup) == {
        **dict.fromkeys(DONE, "done"),
        "landreduction": "failed",
        **dict.fromkeys(("corridorwidth", "vacateduse", "restorationpriority"), "left_out"),
    }
    card = checkup.results.cards.cards["landreduction"].shown
    assert (card.title, card.value, card.sentence) == (JOBS["landreduction"].title, "", "The disk is full.")
    assert checkup.notice.text() == "Jobs that were run: 3; left out: 3; not run for an error: 1."
    with open(checkup.report_button.joined(), encoding="utf-8") as file:
        chapters = {chapter.title: chapter for chapter in read(file.read()).chapters}
    told = chapters[JOBS["landreduction"].title].verdict
    assert (told.badge, told.sentence) == ("Not done", "The disk is full.")


def wait_for_cancel(algorithm, run):
    while True:
        run.stop()
        time.sleep(0.01)


@pytest.mark.usefixtures("bare_reports")
def test_cancel_stops_all_that_is_left_and_says_what_is_done(checkup, dock, wait, monkeypatch):
    monkeypatch.setattr(LandReductionAlgorithm, "compute", wait_for_cancel)
    QTest.mouseClick(checkup.run_button, LEFT)
    wait(lambda: codes(checkup)["landreduction"] == "running")
    assert said(checkup)["landreduction"] == "Is being run…"
    QTest.mouseClick(checkup.cancel_button, LEFT)
    wait(lambda: not checkup.is_busy())
    assert checkup.notice.text() == "Cancelled. Jobs that were run before that: 1; their results stay."
    assert codes(checkup)["parkcoverage"] == "done"
    assert {codes(checkup)[job] for job in DONE - {"parkcoverage"}} == {"cancelled"}
    # What would have been left out anyway says so.
    assert said(checkup)["corridorwidth"] == PLAN["corridorwidth"]
    assert said(checkup)["scorecard"] == "Cancelled before it began."
    assert dock.page_of("parkcoverage").outcome is not None
    assert dock.page_of("scorecard").outcome is None
    assert checkup.run_button.isEnabled()


@pytest.mark.usefixtures("bare_reports")
def test_a_job_that_is_cancelled_on_its_page_is_no_error_and_the_others_go_on(checkup, dock, wait, monkeypatch):
    with monkeypatch.context() as waiting:
        waiting.setattr(LandReductionAlgorithm, "compute", wait_for_cancel)
        QTest.mouseClick(checkup.run_button, LEFT)
        wait(lambda: codes(checkup)["landreduction"] == "running")
        dock.page_of("landreduction").cancel()
        wait(lambda: not checkup.is_busy(), 120)
    assert codes(checkup)["landreduction"] == "cancelled"
    assert {codes(checkup)[job] for job in ("parkcoverage", "scorecard")} == {"done"}
    assert checkup.notice.text() == "Jobs that were run: 3; left out: 3. Cancelled on its own page: 1."


@pytest.mark.usefixtures("bare_reports")
def test_tasks_that_qgis_cancels_as_when_it_is_left_end_the_whole_run(checkup, wait, monkeypatch):
    monkeypatch.setattr(LandReductionAlgorithm, "compute", wait_for_cancel)
    QTest.mouseClick(checkup.run_button, LEFT)
    wait(lambda: codes(checkup)["landreduction"] == "running")
    QgsApplication.taskManager().cancelAll()
    wait(lambda: not checkup.is_busy())
    assert {codes(checkup)[job] for job in DONE - {"parkcoverage"}} == {"cancelled"}
    assert checkup.notice.text() == "Cancelled. Jobs that were run before that: 1; their results stay."


@pytest.mark.usefixtures("bare_reports")
def test_a_page_that_is_run_by_hand_is_waited_for(checkup, dock, wait, monkeypatch):
    parks = dock.page_of("parkcoverage")
    with monkeypatch.context() as waiting:
        waiting.setattr(ParkCoverageAlgorithm, "compute", wait_for_cancel)
        parks.run()
        wait(parks.is_busy)
        QTest.mouseClick(checkup.run_button, LEFT)
        wait(lambda: "waits for it" in said(checkup)["parkcoverage"])
    parks.cancel()
    wait(lambda: not checkup.is_busy())
    assert {job for job, code in codes(checkup).items() if code == "done"} == DONE


@pytest.mark.usefixtures("bare_reports")
def test_another_project_ends_the_run_and_takes_all_of_it_away(checkup, dock, wait, project, monkeypatch):
    monkeypatch.setattr(LandReductionAlgorithm, "compute", wait_for_cancel)
    QTest.mouseClick(checkup.run_button, LEFT)
    wait(lambda: codes(checkup)["landreduction"] == "running")
    project.clear()
    settle(checkup, wait)
    assert not checkup.is_busy()
    assert checkup.sequence.states == {}
    assert checkup.results.isHidden() and checkup.report_button.isHidden()
    assert checkup.run_button.isEnabled()


def test_a_job_that_ends_while_its_project_goes_loads_nothing_into_the_next(checkup, dock, wait, project, monkeypatch):
    compute, may_end = ParkCoverageAlgorithm.compute, threading.Event()

    def hold(algorithm, run):
        found = compute(algorithm, run)
        assert may_end.wait(30)
        return found

    def go_on():
        may_end.set()
        QTest.qWait(1_500)

    monkeypatch.setattr(ParkCoverageAlgorithm, "compute", hold)
    project.cleared.connect(go_on)  # before the page of the job is built
    try:
        QTest.mouseClick(checkup.run_button, LEFT)
        wait(lambda: codes(checkup)["parkcoverage"] == "running")
        QTest.qWait(300)
        project.clear()
    finally:
        project.cleared.disconnect(go_on)
    QTest.qWait(200)
    assert project.mapLayers() == {}
    assert not checkup.is_busy() and checkup.sequence.states == {}
    assert [page.job.id for page in dock.pages() if page.outcome is not None or page.is_busy()] == []


@pytest.mark.usefixtures("bare_reports")
def test_a_project_that_is_opened_again_shows_what_its_pages_have(checkup, dock, wait, project, tmp_path, city):
    path = str(tmp_path / "city.qgz")
    assert project.write(path)
    check(checkup, wait)
    wait(lambda: len(checkup.results.cards.cards) == len(checkup.chain.links))
    before = {job: (card.shown.value, card.shown.badge) for job, card in checkup.results.cards.cards.items()}
    rows = checkup.results.table.rows
    assert project.write(path)
    project.clear()
    QTest.qWait(50)
    assert checkup.results.isHidden()
    assert project.read(path)
    kept = tmp_path / "city_greenvein.gpkg"
    with closing(sqlite3.connect(kept, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        text = f"“{kept}” is in use by another program; the results in it are shown once it is free."
        wait(lambda: checkup.notice.text() == text, 4)  # GDAL would wait for five seconds, for each job
        assert checkup.findings().results() == []
    wait(lambda: len(checkup.findings().results()) == len(DONE))
    settle(checkup, wait)
    assert checkup.notice.text() == ""
    cards = {job: card.shown for job, card in checkup.results.cards.cards.items()}
    assert {job: (card.value, card.badge) for job, card in cards.items()} == before
    assert all(cards[job].sentence.startswith("Result of ") for job in DONE)
    assert cards["corridorwidth"].sentence == PLAN["corridorwidth"]
    assert checkup.results.table.rows == rows
    kept.rename(tmp_path / "elsewhere.gpkg")
    for page in dock.pages():
        page.look()
    gone = f"The file “{kept}” with the results of this project is gone; put it back, or run again."
    wait(lambda: checkup.results.temporary.text() == gone)
    assert checkup.results.standing.isHidden() and checkup.results.table.rows == rows
    (tmp_path / "elsewhere.gpkg").rename(kept)
    for page in dock.pages():
        page.look()
    wait(lambda: checkup.results.temporary.text() == "")
    assert not checkup.report_button.isHidden()
    (streets,) = project.mapLayersByName("街道")
    assert streets.startEditing() and streets.deleteFeature(next(streets.getFeatures()).id())
    wait(lambda: checkup.results.cards.cards["parkcoverage"].shown.sentence.startswith("Out of date: "))
    checkup.report_button.pdf_action.trigger()
    assert checkup.notice.text().startswith("Out of date: Park service coverage")
    assert cards["securitypattern"] == checkup.results.cards.cards["securitypattern"].shown
    assert streets.rollBack()
