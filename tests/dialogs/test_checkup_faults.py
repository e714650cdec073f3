"""A check-up whose inputs are faulty, go, or change: what its page says before, during and after a run, and why."""

import pytest
from greenvein.core.report.file import read
from greenvein.dialogs.checkup.sequence import DONE, FAILED, LEFT_OUT, Sequence
from greenvein.dialogs.panel import exports
from greenvein.dialogs.panel.inputs import MultipleInput
from greenvein.dialogs.panel.layer_inputs import LayerInput
from greenvein.processing import profiles
from greenvein.processing.jobs import JOBS
from greenvein.processing.jobs.scorecard.step import last_full_year
from greenvein.processing.reports.files import read_report
from osgeo import ogr
from qgis.core import QgsProcessingException, QgsProcessingFeatureSourceDefinition, QgsVectorLayer
from qgis.PyQt.QtTest import QTest

from . import checkup_city
from .checkup_city import LEFT, check, codes, said, settle
from .scene import box, run
from .shapes import shapefile

pytestmark = pytest.mark.slow

city, checkup = checkup_city.city, checkup_city.checkup

OUT = "Out of date"


def verdicts(checkup):
    """Return the verdict of each indicator, and that of the whole, as the page says them."""
    rows = {row.id: row.badge for row in checkup.results.table.rows}
    return rows | {"whole": checkup.results.verdict.badge.text()}


def refusals(checkup, monkeypatch):
    """Return what the page says when each of its exports is asked for, and for how many a file is."""
    asked, found = [], set()
    monkeypatch.setattr("greenvein.dialogs.panel.exports.ask_for_file", lambda *_: asked.append(1) or "")
    button = checkup.report_button
    for action in (button.pdf_action, button.xlsx_action, button.csv_action):
        checkup.notice.say("")
        assert action.isEnabled()
        action.trigger()
        found.add(checkup.notice.text())
    return found, len(asked)


def opened_report(checkup, monkeypatch):
    """Return the report that the button of the page opens."""
    opened = []
    monkeypatch.setattr(exports.QDesktopServices, "openUrl", opened.append)
    checkup.report_button.open_action.trigger()
    return read_report(opened[0].toLocalFile())


def test_what_holds_no_longer_is_said_to_be_out_of_date_and_leaves_only_in_a_report_that_says_so(
    checkup, city, dock, wait, project, own_profiles, monkeypatch
):
    check(checkup, wait)
    before, parks = verdicts(checkup), dock.page_of("parkcoverage")
    assert OUT not in before.values()
    assert checkup.results.standing.isHidden()
    assert refusals(checkup, monkeypatch) == ({""}, 3)
    assert opened_report(checkup, monkeypatch).outdated == ()
    plan = profiles.chosen()
    target = parks.form.inputs["TARGET"].value()

    def follow(path):
        profiles.choose(path)
        dock.follow_profile()

    def edit():
        assert city["街道"].startEditing()
        assert city["街道"].deleteFeature(next(city["街道"].getFeatures()).id())

    whole = [row for row in before if row != "whole"]
    changes = {
        "The plan profile has changed.": (lambda: follow(profiles.FOLDER / "national.json"), lambda: follow(plan)),
        "The content of the layer “街道” has changed.": (edit, city["街道"].rollBack),
        "The filter of the layer “土地利用2022” has changed.": (
            lambda: city["土地利用2022"].setSubsetString("DLBM <> '0301'"),
            lambda: city["土地利用2022"].setSubsetString(""),
        ),
        "Park service coverage: “Target coverage (%)” is no longer as in the run.": (
            lambda: parks.form.inputs["TARGET"].set_value(12),
            lambda: parks.form.inputs["TARGET"].set_value(target),
        ),
    }
    for reason, (change, undo) in changes.items():
        change()
        wait(lambda: not checkup.results.standing.isHidden())
        settle(checkup, wait)
        reasons, now = checkup.results.standing.reasons.text().splitlines(), verdicts(checkup)
        assert reason in reasons
        assert now["ES1"] == now["whole"] == OUT, reason
        outdated = {row for row, badge in now.items() if badge == OUT} - {"whole"}
        # The target of the parks page matters to what the scorecard has of it, and to nothing else.
        assert outdated == ({"ES1"} if reason.startswith("Park") else {*whole}), reason
        refused, asked = refusals(checkup, monkeypatch)
        (sentence,) = refused
        assert sentence.startswith("Out of date: Park service coverage") and "Indicator scorecard" in sentence
        assert sentence.endswith("nothing was exported.") and asked == 0
        with pytest.raises(QgsProcessingException, match="Out of date"):
            checkup.report_button.write_csv("nowhere")
        said = opened_report(checkup, monkeypatch).outdated
        assert said[0].startswith("Out of date") and reason in said[1:]
        undo()
        wait(checkup.results.standing.isHidden)
        assert verdicts(checkup) == before, reason
    project.removeMapLayer(city["生态保护红线"])
    wait(lambda: not checkup.results.standing.isHidden())
    assert "The layer “生态保护红线” is no longer in the project." in checkup.results.standing.reasons.text()
    assert verdicts(checkup)["LU11"] == OUT


@pytest.mark.usefixtures("bare_reports")
def test_a_job_that_is_run_again_leaves_what_was_made_from_it_out_of_date(checkup, dock, wait):
    check(checkup, wait)
    run(dock.page_of("parkcoverage"), wait)
    wait(lambda: not checkup.results.standing.isHidden())
    told = checkup.results.standing.reasons.text()
    assert told == "“Park service coverage” has been run again since."  # of the scorecard and of the vacated land
    badges = {job: card.badge.text() for job, card in checkup.results.cards.cards.items()}
    assert {job for job, badge in badges.items() if badge == OUT} == {"vacateduse", "scorecard"}
    QTest.mouseClick(checkup.results.standing.button, LEFT)
    assert checkup.is_busy()
    wait(lambda: not checkup.is_busy(), 120)
    settle(checkup, wait)
    assert checkup.results.standing.isHidden()


def test_what_a_run_left_out_is_not_in_its_report_though_its_page_has_something_of_before(checkup, dock, wait):
    check(checkup, wait)
    checkup.plan.lines["landreduction"].box.setChecked(False)
    check(checkup, wait)
    assert dock.page_of("landreduction").outcome is not None
    told = checkup.results.cards.cards["landreduction"].shown
    assert told.badge == "" and told.sentence.startswith("Left out: Land reduction account. It was unticked.")
    assert "Its page still shows the result of" in told.sentence
    with open(checkup.report_button.joined(), encoding="utf-8") as file:
        chapters = {chapter.title: chapter for chapter in read(file.read()).chapters}
    assert chapters[JOBS["landreduction"].title].verdict.badge == "Left out"
    assert "landreduction" not in {page.job.id for page, _ in checkup.findings().results()}


def replaced(project, city, tmp_path, name, field, kind, rows):
    """Put another layer of a name into the project, in place of the one that is there."""
    project.removeMapLayer(city.pop(name))
    shapefile(tmp_path / "other.shp", field, kind, rows)
    city[name] = project.addMapLayer(QgsVectorLayer(str(tmp_path / "other.shp"), name, "ogr"))


def counted(checkup, wait):
    wait(lambda: checkup.form.people.settled() and checkup.form.land_use.settled())
    settle(checkup, wait)


@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        ((-10, 20), "has negative population in the feature 0; correct it."),
        ((0, 0), "has no people in any feature; choose another one."),
    ],
)
def test_people_that_a_run_could_not_read_are_found_before_it(
    dock, city, wait, project, tmp_path, page, people, sentence
):
    rows = list(zip(checkup_city.STREETS, people))
    replaced(project, city, tmp_path, "街道", "常住人口", ogr.OFTInteger, rows)
    dock.setUserVisible(True)
    wait(lambda: dock.checkup is not None and dock.checkup.form.land_use.found is not None)
    checkup = dock.checkup
    counted(checkup, wait)
    told = said(checkup)
    assert told["parkcoverage"].endswith(sentence)
    assert told["scorecard"] == told["parkcoverage"]
    assert told["securitypattern"].startswith("Will be run with")  # where nobody is counted
    check(checkup, wait)
    assert (codes(checkup)["parkcoverage"], codes(checkup)["scorecard"]) == (FAILED, FAILED)
    assert checkup.sequence.states["parkcoverage"].sentence == told["parkcoverage"]
    # It is the sentence that the run itself ends with.
    parks = page("parkcoverage")
    parks.form.set_values({"POPULATION_LAYER": city["街道"].id(), "POPULATION_LAYER_FIELD": "常住人口"})
    run(parks, wait)
    assert parks.notice.text() == told["parkcoverage"]


def test_people_in_texts_are_read_as_a_run_reads_them_and_what_is_no_number_is_told_before_it(
    dock, city, wait, project, tmp_path
):
    rows = list(zip(checkup_city.STREETS, ("10,000", "30，000")))
    replaced(project, city, tmp_path, "街道", "常住人口", ogr.OFTString, rows)
    dock.setUserVisible(True)
    wait(lambda: dock.checkup is not None and dock.checkup.form.land_use.found is not None)
    counted(dock.checkup, wait)
    assert said(dock.checkup)["parkcoverage"].startswith("Will be run with")
    assert city["街道"].startEditing()
    (first, *_) = [feature.id() for feature in city["街道"].getFeatures()]
    assert city["街道"].changeAttributeValue(first, 0, "约 1 万")
    wait(lambda: "约 1 万" in said(dock.checkup)["parkcoverage"])
    assert not said(dock.checkup)["scorecard"].startswith("Will be run")
    assert city["街道"].rollBack()
    wait(lambda: said(dock.checkup)["parkcoverage"].startswith("Will be run with"))


def test_land_use_without_known_codes_is_found_before_a_run(dock, city, wait, project, tmp_path):
    rows = list(zip(checkup_city.GROUND, ("甲", "乙", "丙", "丁")))
    replaced(project, city, tmp_path, "土地利用2022", "DLBM", ogr.OFTString, rows)
    dock.setUserVisible(True)
    wait(lambda: dock.checkup is not None and dock.checkup.form.land_use.found is not None)
    counted(dock.checkup, wait)
    told = said(dock.checkup)
    assert told["parkcoverage"].startswith("Left out: Park service coverage. The field “DLBM” of the land use")
    # What can do without it is run, and says so.
    assert "The field “DLBM” of the land use" in told["securitypattern"]
    check(dock.checkup, wait)
    ended = dock.checkup.sequence.states
    assert (ended["parkcoverage"].code, ended["parkcoverage"].sentence) == (LEFT_OUT, told["parkcoverage"])
    assert "The field “DLBM” of the land use" in ended["securitypattern"].sentence


def test_codes_of_two_systems_are_found_before_a_run_in_its_own_words(dock, city, wait, project, tmp_path, page):
    rows = list(zip(checkup_city.GROUND, ("0701", "1401", "1001", "R2")))
    replaced(project, city, tmp_path, "土地利用2022", "DLBM", ogr.OFTString, rows)
    dock.setUserVisible(True)
    wait(lambda: dock.checkup is not None and dock.checkup.form.land_use.found is not None)
    counted(dock.checkup, wait)
    told = said(dock.checkup)["scorecard"]
    assert "mixes codes of" in told and "(R2)" in told
    scorecard = page("scorecard")
    scorecard.form.set_values({"LANDUSE": city["土地利用2022"].id(), "CODE": "DLBM"})
    run(scorecard, wait)
    assert scorecard.notice.text() == told


def test_a_class_that_codes_leave_open_is_told_before_a_run_which_leaves_its_indicators_out_alone(
    dock, city, wait, project, tmp_path
):
    rows = list(zip(checkup_city.GROUND, ("0702", "0101", "0301", "0103")))  # homesteads, or homes with services
    replaced(project, city, tmp_path, "土地利用2022", "地类编码", ogr.OFTString, rows)
    dock.setUserVisible(True)
    wait(lambda: dock.checkup is not None and dock.checkup.form.land_use.found is not None)
    counted(dock.checkup, wait)
    told = said(dock.checkup)
    why = "in which other features are Residential land; say in “System of the land-use codes” which one they are from"
    assert why in told["parkcoverage"]
    assert told["scorecard"].startswith("Will be run") and why in told["scorecard"]
    check(dock.checkup, wait)
    assert dock.checkup.sequence.states["scorecard"].code == DONE
    values = {row.id: row.value.text for row in dock.checkup.results.table.rows}
    assert values["LU16"] == "35.71 %"  # 1 of 2.8 km²


def test_every_layer_that_is_removed_during_a_run_is_named_with_what_to_do(checkup, project, add, wait, monkeypatch):
    chain, form = checkup.chain, checkup.form
    inputs = [name for name, one in form.inputs.items() if isinstance(one, (LayerInput, MultipleInput))]
    assert len(inputs) > 20
    for name in inputs:
        layer = add(f"图层 {name}", [box(0, 0, 10, 10)])
        sequence = Sequence(chain, lambda job: pytest.fail(f"{job} was run"))
        several = isinstance(form.inputs[name], MultipleInput)
        sequence.start({name: [layer.id()] if several else layer.id()}, (), {}, {})
        project.removeMapLayer(layer)
        wait(lambda sequence=sequence: not sequence.is_busy())
        users = {link.id for link in chain.users(name)}
        assert users, name
        for job, state in sequence.states.items():
            if job in users:
                title = form.inputs[name].definition.description()
                assert state.code == FAILED
                assert state.sentence == (
                    f"The layer “图层 {name}” of “{title}” was removed from the project during the run; add it again, "
                    "or choose another one, and run the check-up again."
                )
            else:
                assert state.code == LEFT_OUT, (name, job)


def test_a_job_that_was_left_out_before_is_so_whatever_is_removed_during_the_run(checkup, project, add, wait):
    zones = add("分区", [box(0, 0, 10, 10)])
    sequence = Sequence(checkup.chain, lambda job: pytest.fail(f"{job} was run"))
    sequence.start({"zones": zones.id()}, (), {}, {"landreduction": "It needs a layer."})
    project.removeMapLayer(zones)
    wait(lambda: not sequence.is_busy())
    assert sequence.states["landreduction"].code == LEFT_OUT
    assert sequence.states["parkcoverage"].code == FAILED


@pytest.mark.usefixtures("bare_reports")
def test_a_layer_that_is_removed_while_a_job_runs_is_told_of(checkup, city, project, wait):
    people = checkup.form.inputs["population_layer"].combo
    people.activated.emit(people.currentIndex())  # the user's choice, which no guess takes the place of
    checkup.run()
    wait(lambda: "running" in {state.code for state in checkup.sequence.states.values()})
    project.removeMapLayer(city["街道"])
    wait(lambda: not checkup.is_busy(), 120)
    sentences = {state.sentence for state in checkup.sequence.states.values() if state.code == FAILED}
    assert sentences and all("The layer “街道” of “" in one and "was removed" in one for one in sentences)
    told = checkup.results.cards.cards["scorecard"].shown.sentence
    assert told in sentences
    assert "The layer “街道” of “" in checkup.form.missing()


def share_of_red_line(checkup):
    """Return the share of the red line, in percent of the land, that the last run has found."""
    (scorecard,) = (run for page, run in checkup.findings().results() if page.job.id == "scorecard")
    (row,) = (row for row in scorecard.rows("SCORES") if row["gv_indicator"] == "LU11" and row["gv_zone"] is None)
    return row["gv_value"]


def test_the_line_below_the_land_use_counts_what_a_run_would_take(checkup, city, wait):
    """One parcel of homes and one of parks, of which the homes alone are selected."""
    line, land = checkup.form.land_use, checkup.form.inputs["landuse"]
    assert (line.found.counts["residential"], line.found.counts["park"]) == (1, 1)
    city["土地利用2022"].selectByExpression("DLBM = '0701'")
    land.only_selected.setChecked(True)
    wait(lambda: line.found is not None and line.found.counts["park"] == 0)
    assert line.found.counts["residential"] == 1
    city["土地利用2022"].selectByExpression("DLBM = '1401'")
    wait(lambda: line.found is not None and line.found.counts["park"] == 1)
    assert line.found.counts["residential"] == 0
    land.only_selected.setChecked(False)
    wait(lambda: line.found is not None and line.found.counts["residential"] == 1)


@pytest.mark.usefixtures("bare_reports")
def test_layers_of_one_name_and_selected_features_are_what_the_check_up_says_they_are(
    checkup, city, project, wait, add
):
    project.removeMapLayer(city["生态保护红线"])
    line = add("划定范围", [box(5500, 0, 500, 1000), box(0, 0, 1000, 1000)])
    farmland = add("划定范围", [box(5000, 2000, 500, 1000)])
    line.select(1)
    inputs = checkup.form.inputs
    inputs["red_line"].set_value(QgsProcessingFeatureSourceDefinition(line.id(), True))
    inputs["basic_farmland"].set_value(farmland.id())
    check(checkup, wait)
    land_km2 = 10.5 * 6.0
    assert share_of_red_line(checkup) == pytest.approx(100 * 0.5 / land_km2)
    inputs["red_line"].only_selected.setChecked(False)
    check(checkup, wait)
    assert share_of_red_line(checkup) == pytest.approx(100 * 1.5 / land_km2)
    line.select(2)  # which matters no more
    settle(checkup, wait)
    assert checkup.results.standing.isHidden()


def test_year_that_is_assumed_is_said_before_the_run_in_its_result_and_in_the_report(
    checkup, city, wait, project, tmp_path
):
    note = "the data are taken for those of the end of 2022, the year in the name of the land use"
    assert note in said(checkup)["scorecard"]
    rows = list(zip(checkup_city.GROUND, ("0701", "1401", "1001", "0301")))
    shapefile(tmp_path / "用地现状.shp", "DLBM", ogr.OFTString, rows)
    land = project.addMapLayer(QgsVectorLayer(str(tmp_path / "用地现状.shp"), "用地现状", "ogr"))
    checkup.form.inputs["landuse"].set_value(land.id())
    note = f"they are held against the plan as at the end of {last_full_year()}, the last full year"
    wait(lambda: note in said(checkup)["scorecard"])
    check(checkup, wait)
    assert note in checkup.results.notice.text()
    assert note not in checkup.results.cards.cards["scorecard"].shown.sentence  # it is said once
    with open(checkup.report_button.joined(), encoding="utf-8") as file:
        assert note in file.read()
    checkup.form.inputs["year"].set_value(2024)
    wait(lambda: note not in said(checkup)["scorecard"])
    check(checkup, wait)
    assert note not in checkup.results.notice.text()
    checkup.form.inputs["year"].set_value(None)
    wait(lambda: note in said(checkup)["scorecard"])
    checkup.form.inputs["after_year"].set_value(2022)
    wait(lambda: note not in said(checkup)["scorecard"])  # the land balance says of which year it is
