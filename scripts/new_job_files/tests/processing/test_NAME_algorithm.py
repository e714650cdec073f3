"""What planners get back: areas, ranks, the summary and the report."""

import processing
import pytest
import shapely
from greenvein.core.report.file import read
from qgis.core import QgsProcessingException

EAST, NORTH = 500_000, 4_400_000


def plot(west, south, east, north):
    """A rectangle in metres from a corner in Beijing."""
    return shapely.box(EAST + west, NORTH + south, EAST + east, NORTH + north)


@pytest.fixture
def measure(provider, log):
    def start(features, **parameters):
        return processing.run("greenvein:$name", {"$NAME": features, **parameters}, feedback=log)

    return start


@pytest.fixture
def plots(layer):
    """Two hectares, three, and a plot without a geometry."""
    shapes = [plot(0, 0, 100, 200), plot(300, 0, 600, 100), None]
    return layer(shapes, {"code": ["A", "B", "C"]}, name="plots")


def test_areas_and_ranks_stand_behind_the_own_fields(measure, plots, table):
    found = measure(plots, ID_FIELD="code", $OUTPUT="TEMPORARY_OUTPUT")
    assert [tuple(row.values()) for row in table(found["$OUTPUT"])][:2] == [
        ("A", pytest.approx(20_000), 2, "A"),
        ("B", pytest.approx(30_000), 1, "B"),
    ]
    assert found["AREA_HA"] == pytest.approx(5)
    assert found["FEATURE_COUNT"] == 2


def test_summary_has_a_row_for_each_zone_and_one_for_all(measure, plots, layer, table):
    zones = layer([plot(0, 0, 400, 200), plot(400, 0, 600, 200)], {"name": ["west", "east"]}, name="zones")
    found = measure(plots, ZONES=zones, ZONE_FIELD="name", SUMMARY="TEMPORARY_OUTPUT")
    assert [tuple(row.values()) for row in table(found["SUMMARY"])] == [
        ("zone", "west", pytest.approx(3), pytest.approx(60)),
        ("zone", "east", pytest.approx(2), pytest.approx(40)),
        ("all", None, pytest.approx(5), pytest.approx(100)),
    ]


def test_overlap_is_told(measure, layer, log):
    measure(layer([plot(0, 0, 100, 100), plot(60, 0, 160, 100)]))
    assert any("overlap by 4,000.0 m²" in warning for warning in log.warnings)


def test_report_has_the_figures_of_the_run(measure, plots, tmp_path):
    path = tmp_path / "report.html"
    measure(plots, ID_FIELD="code", REPORT=str(path))
    report = read(path.read_text(encoding="utf-8"))
    assert report.verdict.value == "5.00 ha"
    assert [(one.label, one.value) for one in report.figures] == [("Number of features", "2"), ("Largest feature", "3.00")]
    _, largest = report.sections[-2].parts
    assert largest.rows == (("1", "3.00", "B"), ("2", "2.00", "A"))


def test_layer_without_any_ground_is_refused(measure, layer):
    with pytest.raises(QgsProcessingException, match="nothing to measure"):
        measure(layer([plot(0, 0, 0, 100)]))
