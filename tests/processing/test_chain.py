"""The check-up as a chain of jobs: their order, what inputs mean, and what would be left out for what reason."""

import re
from datetime import date

import pytest
from greenvein.processing.jobs import JOBS
from greenvein.processing.models.chain import chain_of
from qgis.core import QgsApplication, QgsProcessingContext, QgsProject
from shapely import box

LAND = ["0701", "1401", "0301"]  # housing, a park, a wood


@pytest.fixture
def chain(provider):
    return chain_of(QgsApplication.processingRegistry().algorithmById("greenvein:checkup"))


@pytest.fixture
def context():
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    return context


@pytest.fixture
def land_use(layer):
    def land_use(codes=LAND):
        ground = [box(500_000 + 1_000 * at, 4_400_000, 501_000 + 1_000 * at, 4_401_000) for at in range(len(codes))]
        return layer(ground, {"DLBM": list(codes)}, name="DLTB")

    return land_use


def reasons(decisions):
    return {one.link.id: one.reason for one in decisions}


def test_every_job_comes_behind_those_that_it_works_on(chain):
    ids = [link.id for link in chain.links]
    assert sorted(ids) == sorted(JOBS)
    for at, link in enumerate(chain.links):
        assert {*link.before, *link.after} <= set(ids[:at])
    assert ids[-1] == "scorecard"
    assert next(link for link in chain.links if link.id == "vacateduse").before == ["parkcoverage", "landreduction"]


def test_reports_are_joined_in_the_order_of_the_model(chain):
    assert chain.joining.before[0] == "scorecard"
    results = {job: {"REPORT": f"/{job}.html"} for job in ("parkcoverage", "scorecard")}
    given = chain.joining.given({"title": "Our city"}, results)
    assert given == {"REPORTS": ["/scorecard.html", "/parkcoverage.html"], "TITLE": "Our city"}


def test_inputs_are_what_jobs_call_them(chain):
    meant = {one.name(): chain.meaning(one.name()) for one in chain.inputs}
    assert meant["landuse"] == "LANDUSE"
    assert meant["population_layer_field"] == "POPULATION_LAYER_FIELD"
    assert meant["water_source_zones"] == "WATER_SOURCES"
    assert meant["restoration_key_areas"] == meant["key_areas"] == "KEY_AREAS"
    assert meant["red_line"] == "RED_LINE"  # and of one job the ground where nature comes first
    assert meant["title"] == "TITLE"


def test_without_anything_every_job_says_what_it_lacks(chain, context):
    found = reasons(chain.decide({}, context))
    assert found["parkcoverage"] == "Left out: Park service coverage. It needs a layer for “Residential land”."
    assert found["securitypattern"] == (
        "Left out: Ecological security pattern. It needs at least one layer, of a control line or of a tier."
    )
    assert found["scorecard"].startswith("Left out: Indicator scorecard. It needs at least one layer or table")
    assert all(found.values())


def test_the_land_use_is_taken_by_classes_where_nothing_else_is_given(chain, context, land_use):
    ground = land_use()
    decided = {one.link.id: one for one in chain.decide({"landuse": ground, "code": "DLBM"}, context)}
    assert decided["parkcoverage"].reason == ""
    given = decided["parkcoverage"].parameters
    assert (given["RESIDENTIAL"], given["PARKS"]) == (ground, ground)
    assert (given["RESIDENTIAL_TAKE"], given["PARKS_TAKE"]) == ("class:residential", "class:park")
    assert given["PARKS_CODE"] == "DLBM"


def test_what_is_known_of_the_land_use_is_not_looked_up_again(chain, context, land_use, monkeypatch):
    ground = land_use()
    assert reasons(chain.decide({"landuse": ground}, context))["parkcoverage"] == ""
    monkeypatch.setattr("greenvein.core.land.taking.by_class", None)  # whoever reads the codes fails
    said = reasons(chain.decide({"landuse": ground}, context, known=["residential"]))["parkcoverage"]
    assert said == "Left out: Park service coverage. The land use “DLTB” has no Parks."
    assert reasons(chain.decide({"landuse": ground}, context, known=["residential", "park"]))["parkcoverage"] == ""


def test_what_is_known_to_be_unread_leaves_a_job_out_with_the_sentence(chain, context, land_use, monkeypatch):
    ground = land_use()
    monkeypatch.setattr("greenvein.core.land.taking.by_class", None)  # whoever reads the codes fails
    unread = {"residential": "Nobody can read them."}
    known = ["residential", "park", "construction"]
    said = reasons(chain.decide({"landuse": ground}, context, known=known, unread=unread))["parkcoverage"]
    assert said == "Left out: Park service coverage. Nobody can read them."


def test_codes_of_no_system_are_known_before_a_run(chain, context, land_use):
    said = reasons(chain.decide({"landuse": land_use(["X9", "??", "住"])}, context))
    assert said["parkcoverage"].startswith(
        "Left out: Park service coverage. The field “DLBM” of the land use “DLTB” holds no codes of a known system, "
        "but ??, X9, 住; known are Third national land survey (2019), GB/T 21010-2017, "
    )
    assert said["scorecard"].startswith("Left out: Indicator scorecard. The field “DLBM” of the land use “DLTB” holds")


def test_a_job_goes_with_the_one_whose_result_it_needs(chain, context, land_use):
    dates = {"before": land_use(), "after": land_use(["0701", "1401", "1401"])}
    found = reasons(chain.decide(dates, context))
    assert (found["landreduction"], found["vacateduse"]) == ("", "")
    found = reasons(chain.decide(dates, context, without=["landreduction"]))
    assert found["landreduction"] == "Left out: Land reduction account. It was unticked."
    lacks = "Left out: Use of vacated land afterwards. It needs the vacated land that the land reduction account finds."
    assert found["vacateduse"] == lacks


def test_what_a_job_lacks_is_an_input_that_the_check_up_has(chain, context):
    titles = {one.description() for one in chain.inputs}
    found = reasons(chain.decide({}, context))
    assert all(found.values())
    assert {name for reason in found.values() for name in re.findall("“(.+?)”", reason)} <= titles


def test_targets_of_the_city_are_left_away_where_the_model_is_told_so(chain, context, land_use):
    link = next(one for one in chain.links if one.id == "landreduction")
    dates = {"before": land_use(), "after": land_use()}
    for whole, targets in ((True, None), (False, [])):
        step = link.step()
        parameters, reason = step.settled(link.given({**dates, "plan_targets": whole}, {}), context)
        assert reason == ""
        given = step.of_job(parameters, context)
        assert given.get("TARGETS") == targets
        assert "PLAN_TARGETS" not in given


def test_the_scorecard_is_told_by_names_what_layers_are_and_of_which_year(chain, context, layer):
    line = layer([box(0, 0, 1, 1)], name="a line")
    values = layer([None], {"indicator": ["ES1"], "year": [2024], "value": [90.0]}, name="values")
    link = next(one for one in chain.links if one.id == "scorecard")
    step = link.step()
    inputs = {"red_line": line, "zones": layer([box(0, 0, 2, 2)], name="zones")}
    parameters, reason = step.settled(link.given(inputs, {}), context)
    assert reason == ""
    given = step.of_job(parameters, context)
    assert (given["LAYERS"], given["ROLES"]) == ([line], ["a line", "red_line"])
    assert "RED_LINE" not in given
    assert given["YEAR"] == date.today().year - 1
    twin = step.of_job({**parameters, "BASIC_FARMLAND": layer([box(0, 0, 1, 1)], name="a line")}, context)
    assert "LAYERS" not in twin  # by the name nobody could tell which is which
    dated = step.of_job({**parameters, "VALUES": values}, context)
    assert "YEAR" not in dated
    for name, says in (
        ("用地现状2022", True),
        ("用地2035", True),
        ("用地规划2035", False),
        ("规划2021-2035", False),
        ("DLTB", False),
    ):
        land = layer([box(0, 0, 1, 1)], {"DLBM": ["0301"]}, name=name)
        assert ("YEAR" not in step.of_job({**parameters, "LANDUSE": land}, context)) is says
