"""Notices: what a run warns of, told once each in log and report, and nothing where all is well."""

import html
import random
from pathlib import Path

import numpy as np
import pytest
from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsVectorLayer,
)
from shapely import Polygon, box

pytestmark = pytest.mark.slow

EAST, NORTH = 500_000, 4_420_000
SAMPLE = Path(__file__).parents[2] / "resources" / "sample" / "liechtenstein_2015.gpkg"


def land(west, south, east, north):
    """A rectangle in metres from a corner in Beijing."""
    return box(EAST + west, NORTH + south, EAST + east, NORTH + north)


HOME, PARK = land(0, 0, 1000, 1000), land(0, 1000, 1000, 1100)
TWICE = (
    "“Residential land” and “Parks” are the same features of the layer “{}”; choose another layer for one of them, "
    "unless this is meant."
)


@pytest.fixture
def project():
    project = QgsProject.instance()
    yield project
    project.clear()


@pytest.fixture
def start(provider, log):
    """Run a job; what it says is in ``log``."""
    import processing

    def start(job, **parameters):
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        return processing.run(f"greenvein:{job}", parameters, context=context, feedback=log)

    return start


def read(report):
    return html.unescape(Path(report).read_text("utf-8"))


class TestTheSameFeaturesTwice:
    def test_one_layer_for_two_inputs_is_told(self, run, layer, log):
        ground = layer([HOME], name="ground")
        run(ground, ground)
        assert log.warnings == [TWICE.format("ground")]

    def test_two_layers_of_one_source_are_the_same_features(self, run, layer, saved, tmp_path, log):
        path = saved(layer([HOME], name="ground"), tmp_path / "a.gpkg")
        run(QgsVectorLayer(path, "one", "ogr"), QgsVectorLayer(path, "two", "ogr"))
        assert TWICE.format("one") in log.warnings

    def test_one_file_given_twice_by_its_path_is_told(self, run, layer, saved, tmp_path, log):
        path = saved(layer([HOME], name="ground"), tmp_path / "a.gpkg")
        run(path, path)
        assert log.warnings == [TWICE.format("ground")]

    @pytest.mark.parametrize("how", ["filter of the input", "filter of the layer", "selection", "features at most"])
    def test_other_features_of_one_layer_are_not_the_same(self, run, layer, saved, tmp_path, log, project, how):
        columns = {"use": ["home", "park"]}
        path = saved(layer([HOME, PARK], columns, name="ground"), tmp_path / "a.gpkg")
        ground, other = QgsVectorLayer(path, "ground", "ogr"), QgsVectorLayer(path, "ground", "ogr")
        project.addMapLayers([ground, other])
        if how == "filter of the input":
            chosen = QgsProcessingFeatureSourceDefinition(path, False, -1, filterExpression="use = 'park'")
        elif how == "features at most":
            chosen = QgsProcessingFeatureSourceDefinition(path, False, 1)
        elif how == "selection":
            other.selectByIds([2])
            chosen = QgsProcessingFeatureSourceDefinition(other.id(), True)
        else:
            other.setSubsetString("use = 'park'")
            chosen = other
        run(ground, chosen)
        assert log.warnings == []

    def test_the_same_selection_of_one_layer_is_the_same(self, run, layer, log, project):
        ground = project.addMapLayer(layer([HOME, PARK], name="ground"))
        ground.selectByIds([1])
        run(*[QgsProcessingFeatureSourceDefinition(ground.id(), True) for _ in range(2)])
        assert log.warnings == [TWICE.format("ground")]

    def test_zones_may_be_a_layer_that_is_given_for_something_else(self, run, layer, log):
        homes = layer([HOME], name="homes")
        run(homes, layer([PARK], name="parks"), ZONES=homes)
        assert log.warnings == []

    def test_layers_of_one_parameter_may_not_be_the_same(self, start, layer, log):
        green = layer([PARK], name="green")
        start("securitypattern", TIER_2=[green, green])
        assert len(log.warnings) == 1
        assert log.warnings[0].endswith("twice, as “green” and as “green”; take one of the two out.")


class TestLayersInEachOthersPlace:
    @pytest.mark.parametrize(("homes", "parks"), [("居住用地", "公园绿地"), ("Residential", "City parks")])
    def test_two_layers_that_look_exchanged_are_told_once(self, run, layer, log, homes, parks):
        run(layer([HOME], name=parks), layer([PARK], name=homes))
        assert len(log.warnings) == 1
        assert f"“{homes} (Parks)”" in log.warnings[0]
        assert f"“{parks} (Residential land)”" in log.warnings[0]
        assert "look exchanged" in log.warnings[0]

    @pytest.mark.parametrize(("homes", "parks"), [("居住用地", "公园绿地"), ("Residential", "City parks"), ("a", "b")])
    def test_layers_in_their_own_place_are_not(self, run, layer, log, homes, parks):
        run(layer([HOME], name=homes), layer([PARK], name=parks))
        assert log.warnings == []

    def test_parks_by_the_name_of_residential_land_are_told(self, run, layer, log):
        run(layer([HOME], name="图层"), layer([PARK], name="居住用地"))
        assert log.warnings == [
            "The name of the layer “居住用地 (Parks)” speaks for “Residential land”; check that it is meant for "
            "“Parks”."
        ]

    @pytest.mark.parametrize(("before", "after", "told"), [("2025", "2013", 1), ("2013", "2025", 0), ("2020", "b", 0)])
    def test_years_that_run_backwards_are_told(self, start, layer, log, before, after, told):
        first = layer([HOME, PARK], {"DLBM": ["0701", "0301"]}, name=f"dltb {before}")
        second = layer([HOME, PARK], {"DLBM": ["0301", "0301"]}, name=f"dltb {after}")
        start("landreduction", BEFORE=first, AFTER=second, SYSTEM=1)
        assert len([line for line in log.warnings if "they look exchanged" in line]) == told


class TestLayersThatNowhereMeet:
    def test_parks_in_another_place_are_told_and_nothing_is_covered(self, run, layer, log):
        run(layer([HOME], name="homes"), layer([land(0, 5000, 1000, 5100)], name="parks"))
        assert log.warnings == [
            "The layer “parks (Parks)” nowhere meets the layer “homes (Residential land)”: they lie more than 1000 m "
            "apart.",
            "Nothing is covered: no feature of “parks (Parks)” that counts lies within its service radius of any "
            "feature of “homes (Residential land)”; check that both are the right layers.",
        ]

    def test_extents_drawn_at_random_are_apart_where_the_gap_on_a_side_is_more_than_a_kilometre(self, provider):
        from greenvein.core.geometry.apart import apart

        draw, answers = random.Random(19), []
        for _ in range(500):
            corners = [(draw.uniform(0, 9000), draw.uniform(0, 9000)) for _ in range(2)]
            sizes = [(draw.uniform(1, 3000), draw.uniform(1, 3000)) for _ in range(2)]
            first, other = (box(x, y, x + w, y + h) for (x, y), (w, h) in zip(corners, sizes))
            around = Polygon(first.buffer(1000, join_style="mitre").exterior)
            found = apart(np.array(first.bounds), np.array(other.bounds))
            assert found == around.disjoint(other)
            answers.append(found)
        assert {True, False} == set(answers)

    def test_nothing_is_nowhere(self, provider):
        from greenvein.core.geometry.apart import apart

        nothing, square = np.full(4, np.nan), np.array([0.0, 0, 1, 1])
        assert not apart(square, nothing)
        assert not apart(nothing, square)

    def test_parks_too_small_to_count_are_told(self, run, layer, log):
        run(layer([HOME], name="homes"), layer([PARK], name="parks"), TIERS="200000, 500")
        assert log.warnings == [
            "None of the parks is as large as the smallest park area, so none counts and nothing is covered."
        ]

    def test_obstacles_in_no_corridor_are_told(self, start, layer, log):
        corridors = layer([land(0, 0, 5000, 400)], {"level": [1]}, name="corridors")
        houses = layer([land(0, 500, 100, 600)], name="houses")
        start("corridorwidth", CORRIDORS=corridors, LEVEL_FIELD="level", OBSTACLES=houses)
        (warning,) = log.warnings
        assert warning.startswith("No feature of “houses (")
        inside = layer([land(0, 100, 100, 200)], name="houses")
        log.warnings.clear()
        start("corridorwidth", CORRIDORS=corridors, LEVEL_FIELD="level", OBSTACLES=inside)
        assert log.warnings == []
        log.warnings.clear()
        # Between two samples of the axis, and in a corridor that could not be measured, there are obstacles as well.
        square = layer([land(0, 0, 5000, 400), land(0, 1000, 500, 1500)], {"level": [1, 1]}, name="corridors")
        for house in (land(2003, 100, 2004, 101), land(200, 1200, 240, 1240)):
            start("corridorwidth", CORRIDORS=square, LEVEL_FIELD="level", OBSTACLES=layer([house], name="houses"))
            assert not any(warning.startswith("No feature of") for warning in log.warnings)


class TestNoFeatures:
    @pytest.fixture
    def parks(self, layer, saved, tmp_path, project):
        made = saved(layer([PARK], {"kind": ["park"]}, name="parks"), tmp_path / "a.gpkg")
        return project.addMapLayer(QgsVectorLayer(made, "parks", "ogr"))

    def refused(self, run, layer, parks):
        with pytest.raises(QgsProcessingException) as refusal:
            run(layer([HOME]), parks)
        return str(refusal.value)

    def test_a_filter_of_the_layer_that_leaves_none_is_named(self, run, layer, parks):
        parks.setSubsetString("kind = 'wood'")
        assert self.refused(run, layer, parks).endswith(
            "“parks (Parks)” has no features: its filter kind = 'wood' leaves none; change or remove the filter."
        )

    @pytest.mark.parametrize(
        ("wrong", "why"),
        [
            ("kind ==", "cannot be read: syntax error"),
            ("kind = 'wood", "cannot be read: "),
            ("shade(kind)", "cannot be read: Function shade is not known"),
            ("use = 'wood'", "asks for fields that the layer does not have: use."),
            ("kind = 'park' or use = 1 or age > 5", "asks for fields that the layer does not have: age, use."),
        ],
    )
    def test_a_filter_that_cannot_be_read_is_not_one_that_leaves_none(self, run, layer, parks, wrong, why):
        filtered = QgsProcessingFeatureSourceDefinition(parks.id(), False, -1, filterExpression=wrong)
        assert f"The filter {wrong} of the layer “parks (Parks)” {why}" in self.refused(run, layer, filtered)

    def test_a_filter_of_the_input_that_leaves_none_is_named(self, run, layer, parks):
        none = QgsProcessingFeatureSourceDefinition(parks.id(), False, -1, filterExpression="kind = 'wood'")
        assert "its filter kind = 'wood' leaves none" in self.refused(run, layer, none)

    def test_a_selection_of_none_is_named(self, run, layer, parks):
        assert self.refused(run, layer, QgsProcessingFeatureSourceDefinition(parks.id(), True)).endswith(
            "“parks (Parks)” has no selected features, and only selected ones are to be used; select some."
        )

    def test_vacated_land_without_features_says_so_whatever_its_fields(self, start, layer):
        with pytest.raises(QgsProcessingException, match=r"“changes \(Vacated land\)” has no features"):
            start("vacateduse", VACATED=layer([], {"gv_kind": []}, name="changes"))


def test_two_inputs_of_one_file_and_name_are_told_apart(run, layer, log, tmp_path, saved):
    bow_tie = Polygon([(EAST, NORTH), (EAST + 900, NORTH + 900), (EAST + 900, NORTH), (EAST, NORTH + 900)])
    homes = saved(layer([bow_tie, HOME], name="ground"), tmp_path / "a.gpkg")
    parks = saved(layer([None, PARK], name="ground"), tmp_path / "b.gpkg")
    run(QgsVectorLayer(homes, "ground", "ogr"), QgsVectorLayer(parks, "ground", "ogr"))
    assert log.warnings == [
        "ground (Residential land): 2 features read, 1 repaired, 0 skipped, 2 used.",
        "ground (Parks): 2 features read, 0 repaired, 1 skipped, 1 used.",
    ]


def test_a_notice_stands_once_in_the_log_and_once_in_front_of_the_report(run, layer, log, tmp_path):
    ground, report = layer([HOME], name="ground"), tmp_path / "report.html"
    run(ground, ground, REPORT=str(report))
    text = read(report)
    assert log.warnings == [TWICE.format("ground")]
    assert text.count(f"<p>{log.warnings[0]}</p>") == 1
    assert text.index("<h2>Please note</h2>") == text.index("<h2>")


def test_in_chinese_too(chinese, run, layer, log, tmp_path):
    ground, report = layer([HOME], name="用地"), tmp_path / "report.html"
    run(ground, ground, REPORT=str(report))
    (warning,) = log.warnings
    assert "用地" in warning
    assert not any("a" <= letter <= "z" for letter in warning)
    assert read(report).count(f"<p>{warning}</p>") == 1
    assert "<h2>请注意</h2>" in read(report)


def sample(layer, where=""):
    return f"{SAMPLE}|layername={layer}" + (f"|subset={where}" if where else "")


SAMPLE_JOBS = {
    "parkcoverage": {"RESIDENTIAL": sample("residential"), "PARKS": sample("parks")},
    "corridorwidth": {
        "CORRIDORS": sample("corridors"), "LEVEL_FIELD": "level", "ID_FIELD": "name", "OBSTACLES": sample("buildings"),
    },
    "securitypattern": {
        "RED_LINE": sample("landcover", "category = 'forest'"),
        "WATERS": sample("landcover", "category IN ('water', 'wetland')"),
        "BASIC_FARMLAND": sample("landcover", "category = 'farmland'"),
        "TIER_2": [sample("corridors")], "TIER_3": [sample("parks")],
        "CONSTRUCTION": sample("residential"),
    },
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("job", SAMPLE_JOBS)
def test_the_sample_data_give_no_false_alarm(start, log, job):
    """All that there is to say of them is which geometries were repaired."""
    start(job, **SAMPLE_JOBS[job])
    assert [line for line in log.warnings if "features read" not in line] == []


def test_a_run_that_nothing_is_wrong_with_has_no_notice(write_report, log):
    text = read(write_report("parkcoverage"))
    assert log.warnings == []
    assert "Please note" not in text
