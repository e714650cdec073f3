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


def test_code_and_system_are_taken_where_they_are_said(check_up, ground):
    codes = ("0702", "1401", "1001", "0101")
    found = check_up(landuse=ground("use", codes), code="use", system=3)
    assert found["COVERAGE_PCT"] == pytest.approx(50)
    with pytest.raises(QgsProcessingException, match="none of the usual fields of land-use codes"):
        check_up(landuse=ground("use", codes))


def test_land_use_without_parks_leaves_the_job_out_and_says_so(check_up, ground, layer, log):
    homes = ground(codes=("R2", "R2", "M1", "E2"))
    corridor = layer([land(0, 0, 500, 5000)], {"level": [1]}, name="corridor")
    found = check_up(landuse=homes, corridors=corridor, level_field="level")
    assert "COVERAGE_PCT" not in found
    assert found["CORRIDORS_CHECKED"] == 1
    assert any("The land use “land use” has no Parks." in text for text in log.warnings)
