"""Figures that follow edits of real layers: after every step those of a fresh run of the algorithm."""

import math

import numpy as np
import pytest
import shapely
from greenvein.dialogs.live.watching import Live
from greenvein.processing.framework.following import RerunFollower
from greenvein.processing.jobs.corridorwidth.live import WidthFollower
from greenvein.processing.jobs.parkcoverage.live import CoverageFollower
from qgis.core import (
    QgsApplication,
    QgsCoordinateTransformContext,
    QgsField,
    QgsGeometry,
    QgsPoint,
    QgsProcessingFeatureSourceDefinition,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QMetaType

from .editing import EAST, NORTH, Editor, Heard, feature, same, square

pytestmark = pytest.mark.slow


@pytest.fixture
def rich_city(add):
    """Housing with people, parks, a historic quarter and districts that leave ground outside."""
    random = np.random.default_rng(5)
    homes = [square(random, 3_000, 50, 250) for _ in range(25)]
    people = [[int(random.integers(0, 900)), "x"] for _ in homes]
    residential = add("居住用地", homes, ("people:integer", "name:string"), people)
    parks = add("公园绿地", [square(random, 3_000, 10, 120) for _ in range(8)])
    quarter = shapely.box(EAST, NORTH, EAST + 1_500, NORTH + 1_500).wkt
    quarters, zones = add("quarters", [quarter]), add("zones", [quarter])
    return random, residential, parks, quarters, zones


def coverage(residential, parks, **more):
    return {"RESIDENTIAL": residential.id(), "PARKS": parks.id(), "TIERS": [400, 300, 5_000, 500], **more}


@pytest.mark.parametrize("follower", [CoverageFollower, RerunFollower])
def test_figures_of_parks_are_those_of_a_fresh_run_after_every_edit(follow, rich_city, cases, wait, follower):
    import processing

    random, residential, parks, quarters, zones = rich_city
    parameters = coverage(
        residential, parks, POPULATION_FIELD="people", ZONES=zones.id(), HISTORIC_AREAS=quarters.id(),
        HISTORIC_TIERS=[100, 600],
    )  # fmt: skip
    live, heard = follow("greenvein:parkcoverage", parameters, follower)
    people = lambda: int(random.integers(0, 900))  # noqa: E731 - a value each time
    editors = [
        Editor(random, residential, lambda: square(random, 3_000, 50, 250), "people", people),
        Editor(random, parks, lambda: square(random, 3_000, 10, 120)),
    ]
    same(heard.figures[-1].values, processing.run("greenvein:parkcoverage", parameters))
    done = set()
    for _ in range(cases(140, first=27)):
        done.add(editors[int(random.integers(2))].step())
        wait(live.settled)
        fresh = processing.run("greenvein:parkcoverage", {**parameters, "SUMMARY": "memory:"})
        same(heard.figures[-1].values, fresh)
        row = heard.figures[-1].rows("SUMMARY")[-1]
        summary = list(fresh["SUMMARY"].getFeatures())[-1]
        assert row["gv_population_covered"] == pytest.approx(summary["gv_population_covered"], rel=1e-9)
        assert row["gv_park_ha"] == pytest.approx(summary["gv_park_ha"], rel=1e-9)
    ways = {"add", "delete", "move", "reshape", "undo", "redo", "save", "cancel", "multiple", "set"}
    assert done == ways
    assert heard.failures == heard.ends == []


@pytest.fixture
def strips(add):
    """Three corridors of different levels, of which one has two parts, buildings and a line to pass along."""
    random = np.random.default_rng(3)

    def corridor():
        x, y = random.uniform(0, 2_000, 2)
        bends = np.column_stack([x + np.linspace(0, 1_200, 4), y + random.uniform(-100, 100, 4)])
        found = shapely.LineString(bends).buffer(random.uniform(40, 70), cap_style="flat", join_style="mitre")
        return shapely.affinity.translate(shapely.affinity.rotate(found, random.uniform(0, 90)), EAST, NORTH).wkt

    parted = [shapely.box(EAST + x, NORTH, EAST + x + 500, NORTH + 90) for x in (0, 600)]
    shapes = [corridor(), corridor(), shapely.MultiPolygon(parted).wkt]
    corridors = add("通风廊道", shapes, ("level:integer", "width:double"), [[2, None], [1, 60.0], [3, None]])
    obstacles = add("建筑", [square(random, 3_000, 20, 80) for _ in range(20)])
    line = f"LINESTRING({EAST + 10} {NORTH + 40},{EAST + 450} {NORTH + 50})"
    return random, corridor, corridors, obstacles, add("axes", [line], kind="LineString")


def test_figures_of_corridors_are_those_of_a_fresh_run_after_every_edit(follow, strips, cases, wait):
    import processing

    random, corridor, corridors, obstacles, axes = strips
    parameters = {
        "CORRIDORS": corridors.id(), "OBSTACLES": obstacles.id(), "AXES": axes.id(), "LEVEL_FIELD": "level",
        "WIDTH_FIELD": "width", "WIDTHS": [1, 500, 2, 80, 3, 100],
    }  # fmt: skip
    live, heard = follow("greenvein:corridorwidth", parameters, WidthFollower)

    def line():
        return shapely.LineString(random.uniform(0, 1_500, (2, 2)) + np.array([EAST, NORTH])).wkt

    editors = [
        Editor(random, corridors, corridor, "level", lambda: int(random.integers(1, 5))),
        Editor(random, corridors, corridor, "width", lambda: float(random.uniform(50, 150))),
        Editor(random, obstacles, lambda: square(random, 3_000, 20, 80)),
        Editor(random, obstacles, lambda: square(random, 3_000, 20, 80)),
        Editor(random, axes, line),
    ]
    for _ in range(cases(60, first=15)):
        editors[int(random.integers(len(editors)))].step()
        wait(live.settled)
        fresh = processing.run("greenvein:corridorwidth", {**parameters, "CHECKED": "memory:"})
        same(heard.figures[-1].values, fresh)
        rows, checked = heard.figures[-1].rows("CHECKED"), list(fresh["CHECKED"].getFeatures())
        assert sorted(row["gv_verdict"] for row in rows) == sorted(one["gv_verdict"] for one in checked)
    assert heard.failures == heard.ends == []


def box(x, y, width, height):
    return shapely.box(EAST + x, NORTH + y, EAST + x + width, NORTH + y + height).wkt


@pytest.fixture
def half_served(add):
    """A square kilometre of housing whose western half lies within 500 m of a long park."""
    fields, rows = ("people:integer", "name:string"), [[1_000, "x"]]
    return add("居住用地", [box(0, 0, 1_000, 1_000)], fields, rows), add("公园绿地", [box(-100, -2_000, 100, 5_000)])


def of(residential, parks, **more):
    return {"RESIDENTIAL": residential.id(), "PARKS": parks.id(), "TIERS": [0, 500], **more}


def shares(heard):
    return [round(figures.values["COVERAGE_PCT"], 6) for figures in heard.figures]


def test_park_drawn_and_undone_and_drawn_again(follow, half_served, wait):
    residential, parks = half_served
    live, heard = follow("greenvein:parkcoverage", of(residential, parks), CoverageFollower)
    parks.startEditing()
    parks.addFeature(feature(parks, box(1_000, -2_000, 100, 5_000)))
    wait(live.settled)
    parks.undoStack().undo()
    wait(live.settled)
    parks.undoStack().redo()
    wait(live.settled)
    assert shares(heard) == [50, 100, 50, 100]


def test_edit_command_of_many_changes_is_taken_in_at_once_and_undone_at_once(follow, half_served, wait):
    residential, parks = half_served
    live, heard = follow("greenvein:parkcoverage", of(residential, parks), CoverageFollower)
    residential.startEditing()
    residential.beginEditCommand("three more, one moved")
    for x in (2_000, 3_000, 4_000):
        residential.addFeature(feature(residential, box(x, 0, 1_000, 1_000)))
    residential.changeGeometry(1, QgsGeometry.fromWkt(box(0, 0, 500, 1_000)))
    residential.endEditCommand()
    wait(live.settled)
    residential.undoStack().undo()
    wait(live.settled)
    assert shares(heard) == [50, round(100 * 0.5 / 3.5, 6), 50]


def test_value_of_a_field_that_is_not_used_is_no_edit(follow, half_served, wait):
    residential, parks = half_served
    live, heard = follow("greenvein:parkcoverage", of(residential, parks, POPULATION_FIELD="people"), CoverageFollower)
    residential.startEditing()
    residential.changeAttributeValue(1, 1, "another name")
    assert live.settled()
    residential.changeAttributeValue(1, 0, 600)
    wait(live.settled)
    assert [figures.rows("SUMMARY")[-1]["gv_population"] for figures in heard.figures] == [1_000, 600]


def test_without_any_park_there_are_no_figures_until_the_deletion_is_undone(follow, half_served, wait):
    residential, parks = half_served
    live, heard = follow("greenvein:parkcoverage", of(residential, parks), CoverageFollower)
    parks.startEditing()
    parks.deleteFeature(1)
    wait(live.settled)
    assert heard.failures == ["The layer “公园绿地 (Parks)” has no parks: none of its features has an area."]
    parks.undoStack().undo()
    wait(live.settled)
    assert shares(heard) == [50, 50]


def test_bow_tie_that_is_drawn_counts_as_repaired(follow, half_served, wait):
    residential, parks = half_served
    live, heard = follow("greenvein:parkcoverage", of(residential, parks), CoverageFollower)
    residential.startEditing()
    corners = ((400, 0), (600, 0), (400, 200), (600, 200), (400, 0))
    tie = ",".join(f"{EAST + x} {NORTH + y}" for x, y in corners)
    residential.changeGeometry(1, QgsGeometry.fromWkt(f"POLYGON(({tie}))"))
    wait(live.settled)
    assert shares(heard) == [50, 50]
    assert heard.figures[-1].values["RESIDENTIAL_HA"] == pytest.approx(2)


def test_edit_that_asks_for_another_crs_is_a_fresh_run(follow, half_served, wait):
    import processing

    residential, parks = half_served
    parameters = of(residential, parks)
    live, heard = follow("greenvein:parkcoverage", parameters, CoverageFollower)
    residential.startEditing()
    # So far to the east that a zone of 3° is not true to scale any more.
    residential.addFeature(feature(residential, box(900_000, 0, 1_000, 1_000)))
    wait(live.settled)
    fresh = processing.run("greenvein:parkcoverage", parameters)
    assert fresh["RESIDENTIAL_HA"] != pytest.approx(200, rel=1e-4)
    same(heard.figures[-1].values, fresh)
    residential.undoStack().undo()
    wait(live.settled)
    assert heard.figures[-1].values["RESIDENTIAL_HA"] == pytest.approx(100)


def test_shapefile_whose_ids_shift_when_it_is_saved(follow, half_served, wait, tmp_path, project):
    import processing

    residential, parks = half_served
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "ESRI Shapefile"
    file, context = str(tmp_path / "homes.shp"), QgsCoordinateTransformContext()
    QgsVectorFileWriter.writeAsVectorFormatV3(residential, file, context, options)
    homes = QgsVectorLayer(file, "homes", "ogr")
    project.addMapLayer(homes)
    live, heard = follow("greenvein:parkcoverage", of(homes, parks), CoverageFollower)
    homes.startEditing()
    homes.addFeature(feature(homes, box(600, 2_000, 100, 100)))
    homes.deleteFeature(0)
    assert homes.commitChanges(False)
    wait(live.settled)
    assert homes.allFeatureIds() == [1]
    homes.commitChanges()  # only now the file is packed
    wait(live.settled)
    assert homes.allFeatureIds() == [0]
    homes.startEditing()
    homes.changeGeometry(0, QgsGeometry.fromWkt(box(450, 2_000, 100, 100)))
    wait(live.settled)
    assert shares(heard)[-1] == 50
    same(heard.figures[-1].values, processing.run("greenvein:parkcoverage", of(homes, parks)))
    homes.rollBack()


def test_edits_made_while_everything_is_read_are_caught_up(provider, half_served, wait):
    residential, parks = half_served
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("greenvein:parkcoverage")
    live = Live(algorithm, of(residential, parks), CoverageFollower)
    heard = Heard(live)
    assert live.start()
    parks.startEditing()
    parks.addFeature(feature(parks, box(1_000, -2_000, 100, 5_000)))
    wait(live.settled)
    assert shares(heard) == [50, 100]
    live.stop()


def test_new_field_filter_and_zones_are_read_anew(follow, half_served, add, wait):
    residential, parks = half_served
    zones = add("zones", [box(0, 0, 500, 1_000)], ("name:string",), [["西"]])
    parameters = of(residential, parks, ZONES=zones.id(), ZONE_FIELD="name", POPULATION_FIELD="people")
    live, heard = follow("greenvein:parkcoverage", parameters, CoverageFollower)
    residential.startEditing()
    residential.addAttribute(QgsField("first", QMetaType.Type.Int))
    wait(live.settled)
    zones.startEditing()
    zones.changeGeometry(1, QgsGeometry.fromWkt(box(500, 0, 500, 1_000)))
    wait(live.settled)
    rows = [(row["gv_scope"], row["gv_coverage_pct"]) for row in heard.figures[-1].rows("SUMMARY")]
    assert [(scope, round(share, 6)) for scope, share in rows] == [("zone", 0), ("outside", 100), ("all", 50)]
    residential.rollBack()
    zones.rollBack()
    wait(live.settled)
    assert heard.figures[-1].rows("SUMMARY")[0]["gv_coverage_pct"] == pytest.approx(100)
    assert heard.failures == []
    assert parks.setSubsetString("$id < 0")
    wait(live.settled)
    assert heard.failures == [
        "The layer “公园绿地 (Parks)” has no features: its filter $id < 0 leaves none; change or remove the filter."
    ]


def test_what_cannot_be_followed_is_told(follow, half_served, project, add):
    residential, parks = half_served
    selected = QgsProcessingFeatureSourceDefinition(parks.id(), True)
    _, heard = follow("greenvein:parkcoverage", of(residential, parks) | {"PARKS": selected}, CoverageFollower)
    assert heard.ends == ["The run used only some features of “Parks”; run it on all to follow edits."]
    alone = QgsVectorLayer("Polygon?crs=EPSG:4548", "alone", "memory")
    _, heard = follow("greenvein:parkcoverage", of(residential, parks) | {"PARKS": alone}, CoverageFollower)
    assert heard.ends == ["“Parks” is no layer of the project, so its edits cannot be followed."]
    residential.addExpressionField("$area / 30", QgsField("crowd", QMetaType.Type.Double))
    _, heard = follow("greenvein:parkcoverage", of(residential, parks, POPULATION_FIELD="crowd"), CoverageFollower)
    text = "The field “crowd” of “居住用地” is joined or computed, so edits cannot be followed."
    assert heard.ends == [text]
    assert heard.figures == []


def test_project_that_is_closed_ends_it(follow, half_served, project):
    live, heard = follow("greenvein:parkcoverage", of(*half_served), CoverageFollower)
    project.clear()
    assert len(heard.ends) == 1
    assert live.settled()


def test_layer_that_is_removed_ends_it_and_leaves_no_connection(follow, half_served, project):
    residential, parks = half_served
    counts = [residential.receivers(residential.featureAdded), residential.receivers(residential.dataChanged)]
    live, heard = follow("greenvein:parkcoverage", of(residential, parks), CoverageFollower)
    assert residential.receivers(residential.featureAdded) == counts[0] + 1
    project.removeMapLayer(parks.id())
    assert heard.ends == ["The layer “公园绿地” was removed, so edits are followed no more."]
    assert [residential.receivers(residential.featureAdded), residential.receivers(residential.dataChanged)] == counts
    residential.startEditing()
    residential.deleteFeature(1)
    assert live.settled()


def odd_park(parks):
    """A park that nothing can read: its border begins and ends with no number."""
    found, shape = feature(parks, box(0, 0, 9, 9)), QgsGeometry.fromWkt(box(0, 0, 9, 9))
    shape.moveVertex(QgsPoint(math.nan, NORTH), 0)
    found.setGeometry(shape)
    return found


@pytest.mark.parametrize("first", ["good", "odd"])
def test_park_that_cannot_be_read_is_skipped_and_the_good_one_of_the_same_batch_counts(
    follow, half_served, wait, first
):
    residential, parks = half_served
    live, heard = follow("greenvein:parkcoverage", of(residential, parks), CoverageFollower)
    parks.startEditing()
    good = feature(parks, box(1_000, -2_000, 100, 5_000))
    for one in (good, odd_park(parks)) if first == "good" else (odd_park(parks), good):
        assert parks.addFeature(one)
    wait(live.settled)
    assert shares(heard) == [50, 100]
    assert heard.failures == []
    parks.rollBack()


@pytest.mark.parametrize("where", ["read", "follow", "take", "figures"])
def test_whatever_fails_is_told_in_one_sentence_and_no_edit_is_lost(follow, half_served, wait, monkeypatch, where):
    from greenvein.processing.framework.algorithm import GreenVeinAlgorithm

    residential, parks = half_served
    live, heard = follow("greenvein:parkcoverage", of(residential, parks), CoverageFollower)

    def fails(*_, **__):
        raise ValueError("IllegalArgumentException: GEOS")

    parks.startEditing()
    with monkeypatch.context() as patched:
        if where == "follow":
            live.start_over()
        patched.setattr(GreenVeinAlgorithm if where == "follow" else CoverageFollower, where, fails)
        parks.addFeature(feature(parks, box(1_000, -2_000, 100, 5_000)))
        wait(live.settled)
    assert shares(heard) == [50]
    (sentence,) = set(heard.failures)
    assert sentence.startswith("The figures could not be worked out after the last edit")
    assert "GEOS" not in sentence
    parks.addFeature(feature(parks, box(9_000, 0, 1, 1)))  # which adds nothing
    wait(live.settled)
    assert shares(heard) == [50, 100]
    parks.rollBack()
