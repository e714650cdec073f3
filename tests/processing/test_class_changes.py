"""Rows of the tables of land-use classes that a project has changed: in each of its runs, told, and in no other."""

import pytest
from greenvein.processing.framework.class_changes import changes_in, keep, kept_in
from qgis.core import QgsProcessingContext, QgsProcessingException, QgsProject
from shapely import box

pytestmark = pytest.mark.slow

EAST, NORTH = 500_000, 4_420_000
SURVEY = "sandiao_2019"


def land(west, south, east, north):
    return box(EAST + west, NORTH + south, EAST + east, NORTH + north)


@pytest.fixture
def project():
    found = QgsProject.instance()
    found.clear()
    yield found
    found.clear()


@pytest.fixture
def do(provider, log, project):
    def run(job, **given):
        import processing

        context = QgsProcessingContext()
        context.setProject(project)
        return processing.run(f"greenvein:{job}", given, context=context, feedback=log)

    return run


@pytest.fixture
def ground(layer):
    plots = [land(0, 0, 1000, 1000), land(-1000, 1000, 2000, 1100), land(5000, 0, 6000, 1000)]
    return lambda *codes: layer(plots, {"DLBM": list(codes)}, name="land use")


def test_green_that_a_project_calls_park_is_judged(do, project, ground, log):
    homes = {"RESIDENTIAL_TAKE": "class:residential", "PARKS_TAKE": "class:park"}
    found = ground("0701", "0810", "0601")
    assert "TARGET_MET" not in do("parkcoverage", RESIDENTIAL=found, PARKS=found, **homes)
    keep(project, {SURVEY: {"0810": ("urban_rural", "park")}})
    assert do("parkcoverage", RESIDENTIAL=found, PARKS=found, **homes)["TARGET_MET"] is False
    assert "“land use (Parks)”: codes are read as this project says: 0810 公园与绿地 as Parks." in log.warnings
    keep(project, {})
    assert "TARGET_MET" not in do("parkcoverage", RESIDENTIAL=found, PARKS=found, **homes)


def test_account_reads_codes_as_the_project_says(do, project, ground, log):
    """1201 空闲地 is construction land as delivered; one square kilometre of it becomes a home."""
    dates = {"BEFORE": ground("1201", "0301", "0601"), "AFTER": ground("0701", "0301", "0601"), "SYSTEM": 1}
    assert do("landreduction", **dates)["ADDED_KM2"] == pytest.approx(0)
    keep(project, {SURVEY: {"1201": ("unused", "")}})
    assert do("landreduction", **dates)["ADDED_KM2"] == pytest.approx(1)
    assert any("codes are read as this project says: 1201 空闲地 as Unused land." in text for text in log.warnings)


def test_changes_stay_with_the_project_that_is_saved(project, tmp_path):
    changes = {SURVEY: {"0810": ("urban_rural", "park"), "1201": ("unused", "")}}
    keep(project, changes)
    assert project.write(str(tmp_path / "own.qgz"))
    project.clear()
    assert changes_in(kept_in(project)) == {}
    assert project.read(str(tmp_path / "own.qgz"))
    assert changes_in(kept_in(project)) == changes


@pytest.mark.parametrize(
    "text", ["no JSON", "[]", '{"sandiao_2019": {"0810": ["a wood", ""]}}', '{"sandiao_2019": {"0810": "park"}}']
)
def test_changes_that_cannot_be_read_stop_the_run_with_what_to_do(do, project, ground, text):
    project.writeEntry("greenvein", "land_classes", text)
    with pytest.raises(QgsProcessingException, match=r"cannot be read \(.+\); reset it in the table of classes"):
        do("landreduction", BEFORE=ground("0701", "0301", "0601"), AFTER=ground("0701", "0301", "0601"))
    assert (
        do("parkcoverage", RESIDENTIAL=ground("", "", ""), PARKS=ground("", "", ""))["COVERAGE_PCT"] == 100
    )  # no codes


def test_codes_and_systems_that_are_no_more_are_left_alone(do, project, ground):
    keep(project, {SURVEY: {"9999": ("water", "")}, "of_tomorrow": {"1": ("water", "")}})
    dates = {"BEFORE": ground("0701", "0301", "0601"), "AFTER": ground("0701", "0301", "0601"), "SYSTEM": 1}
    assert do("landreduction", **dates)["ADDED_KM2"] == pytest.approx(0)
