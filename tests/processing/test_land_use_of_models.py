"""The check-up takes homes, parks and construction land out of one layer of land use, unless they are given."""

import pytest
from qgis.core import QgsProcessingContext, QgsProcessingException, QgsProject
from shapely import box

pytestmark = pytest.mark.slow

EAST, NORTH = 500_000, 4_420_000


def land(west, south, east, north):
    return box(EAST + west, NORTH + south, EAST + east, NORTH + north)


# A square kilometre of housing half of which a park serves, the park, a factory and a wood.
GROUND = {
    "R2": land(0, 0, 1000, 1000),
    "G1": land(-1000, 1000, 2000, 1100),
    "M1": land(5000, 0, 6000, 1000),
    "E2": land(7000, 0, 8000, 1000),
}


@pytest.fixture
def ground(layer):
    return lambda field="DLBM", codes=tuple(GROUND): layer(list(GROUND.values()), {field: list(codes)}, name="land use")


@pytest.fixture
def check_up(provider, log, tmp_path):
    def run(**given):
        import processing

        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        asked = {"report": str(tmp_path / "report.html"), **given}
        return processing.run("greenvein:checkup", asked, context=context, feedback=log)

    return run


def test_one_layer_is_homes_parks_and_construction_land(check_up, ground, layer, log):
    line = layer([land(5500, 0, 7000, 1000)], name="red line")
    found = check_up(landuse=ground(), red_line=line)
    assert found["COVERAGE_PCT"] == pytest.approx(50)
    assert found["RESIDENTIAL_HA"] == pytest.approx(100)
    said = "\n".join([*log.info, *log.warnings])
    assert "1 of 4 features are taken, those of Residential land (R2; read as GB 50137-2011" in said
    assert "3 of 4 features are taken, those of Construction land (G1, M1, R2;" in said


def test_a_layer_that_is_given_wins(check_up, ground, layer):
    homes = layer([land(0, 0, 1000, 500)], name="homes")
    found = check_up(landuse=ground(), residential=homes)
    assert (found["RESIDENTIAL_HA"], found["COVERAGE_PCT"]) == pytest.approx((50, 0))


def test_code_and_system_are_taken_where_they_are_said(check_up, ground, log):
    codes = ("0702", "1401", "1001", "0101")
    found = check_up(landuse=ground("use", codes), code="use", system=3)
    assert found["COVERAGE_PCT"] == pytest.approx(50)
    with pytest.raises(QgsProcessingException, match="Every job was left out or not done"):
        check_up(landuse=ground("use", codes))
    assert any(
        text.startswith("Left out: Park service coverage. The layer “land use” has none of the usual fields")
        for text in log.warnings
    )


def test_land_use_that_does_not_tell_parks_leaves_the_job_out_and_says_so(check_up, ground, layer, log):
    homes = ground(codes=("0701", "0702", "1001", "0101"))  # of the survey, which has parks with other green space
    corridor = layer([land(0, 0, 500, 5000)], {"level": [1]}, name="corridor")
    found = check_up(landuse=homes, system=1, corridors=corridor, level_field="level")
    assert "COVERAGE_PCT" not in found
    assert found["CORRIDORS_CHECKED"] == 1
    assert any("The land use “land use” has no Parks." in text for text in log.warnings)


UNREAD = {
    "strange": (
        ("DLBM", ("X9", "??", "住", "y1")),
        "The field “DLBM” of the land use “land use” holds no codes of a known system, but ",
    ),
    "empty": (
        ("DLBM", (None, "", " ", None)),
        "The field “DLBM” of the land use “land use” holds no code at all. Give its field of codes in “Field with the "
        "land-use code”, or each job its own layers.",
    ),
    "old": (("DLBM", ("R21", "C2", "G11", "S1")), "holds the codes C2 of an older standard; give a field"),
    "several": (
        ("用地代码", ("0701", "0702", "0601", "0301")),
        "fit Third national land survey (2019), GB/T 21010-2017, Land and sea use classification (2023), in which",
    ),
}


@pytest.mark.parametrize("case", UNREAD)
def test_land_use_that_nobody_can_read_costs_no_job_that_has_its_own_layers(check_up, ground, layer, log, case):
    codes, sentence = UNREAD[case]
    homes, parks = layer([GROUND["R2"]], name="homes"), layer([GROUND["G1"]], name="parks")
    found = check_up(landuse=ground(*codes), residential=homes, parks=parks, year=2025)
    assert found["COVERAGE_PCT"] == pytest.approx(50)
    told = [text for text in [*log.warnings, *log.errors] if sentence in text]
    assert told and all("class:" not in text for text in told)


@pytest.mark.parametrize("case", UNREAD)
def test_a_job_that_needs_land_use_that_nobody_can_read_is_left_out_with_the_sentence(
    check_up, ground, layer, log, case
):
    codes, sentence = UNREAD[case]
    corridor = layer([land(0, 0, 500, 5000)], {"level": [1]}, name="corridor")
    found = check_up(landuse=ground(*codes), corridors=corridor, level_field="level", year=2025)
    assert "COVERAGE_PCT" not in found
    assert found["CORRIDORS_CHECKED"] == 1
    (told,) = [text for text in log.warnings if text.startswith("Left out: Park service coverage.")]
    assert sentence in told


def test_the_scorecard_goes_on_without_land_use_that_nobody_can_read(check_up, ground, layer, log):
    zones = layer([land(0, 0, 1000, 1000)], {"name": ["west"]}, name="zones")
    line = layer([land(0, 0, 500, 1000)], name="line")
    found = check_up(landuse=ground(*UNREAD["strange"][0]), zones=zones, zone_field="name", red_line=line, year=2025)
    assert found["MET"] == 1  # half of the ground is red line
    assert any(text.startswith(UNREAD["strange"][1]) for text in log.warnings)
    assert not log.errors


def test_a_field_of_codes_that_is_not_there_leaves_out_what_needs_it(check_up, ground, layer, log):
    corridor = layer([land(0, 0, 500, 5000)], {"level": [1]}, name="corridor")
    found = check_up(landuse=ground(), code="USE", corridors=corridor, level_field="level", year=2025)
    assert found["CORRIDORS_CHECKED"] == 1
    (told,) = [text for text in log.warnings if text.startswith("Left out: Park service coverage.")]
    assert told.endswith("The layer “land use” has no field “USE”; its fields are: DLBM.")


@pytest.mark.parametrize("year", [202, "202", 20_255, "二〇二五"])
def test_a_year_that_is_none_is_told_in_one_sentence_before_any_job_runs(provider, ground, year):
    from qgis.core import QgsApplication

    model = QgsApplication.processingRegistry().createAlgorithmById("greenvein:checkup")
    fits, sentence = model.checkParameterValues({"landuse": ground(), "year": year}, QgsProcessingContext())
    assert not fits
    assert sentence.startswith("“Year of the data” is ") and "from 1900 to 2100" in sentence


def test_the_line_of_a_land_use_tells_how_many_codes_do_not_say_what_it_is(layer):
    """B1/R2 may be homes, an empty code all of them; B1 is none."""
    from greenvein.processing.framework.land_use_count import counting
    from qgis.core import QgsProcessingFeedback

    codes = ["R2", "G1", "B1", "B1/R2", None]
    plots = layer([land(0, 0, 9, 9)] * 5, {"YDDM": codes})
    found = counting(plots, plots.id(), "YDDM", 0, ("residential", "park"), "", QgsProcessingFeedback())()
    assert found.counts == {"residential": 1, "park": 1}
    assert found.said == (
        "“YDDM”, read as GB 50137-2011 (urban planning): Residential land (1), Parks (1), not told by their codes (2)"
    )
