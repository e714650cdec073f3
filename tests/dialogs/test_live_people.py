"""Figures of people that follow edits: of streets, of floor area, of a raster, of the built-up area."""

import numpy as np
import pytest
import shapely
from greenvein.processing.framework.following import RerunFollower
from greenvein.processing.jobs.parkcoverage.live import CoverageFollower
from osgeo import gdal, osr
from qgis.core import QgsFeature

from .editing import EAST, NORTH, Editor, same, square

pytestmark = pytest.mark.slow


@pytest.fixture
def city(add):
    """Housing with floor area, parks, streets with people that overlap and leave gaps, and a built-up area."""
    random = np.random.default_rng(11)
    homes = [square(random, 3_000, 50, 400) for _ in range(20)]
    residential = add("homes", homes, ("floor:double",), [[float(random.integers(0, 9_000))] for _ in homes])
    parks = add("parks", [square(random, 3_000, 10, 120) for _ in range(8)])
    shapes = [square(random, 3_000, 400, 1_500) for _ in range(9)]
    streets = add("streets", shapes, ("people:integer",), [[int(random.integers(0, 900))] for _ in shapes])
    town = add("town", [shapely.box(EAST, NORTH, EAST + 1_800, NORTH + 2_500).wkt])
    return random, residential, parks, streets, town


@pytest.fixture
def persons(tmp_path):
    """A raster of persons per cell of 100 m, in degrees; return its path."""
    path = tmp_path / "persons.tif"
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), 40, 40, 1, gdal.GDT_Float32)
    dataset.SetGeoTransform((116.998, 0.001, 0, 39.765, 0, -0.001))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(4326)
    dataset.SetProjection(reference.ExportToWkt())
    dataset.GetRasterBand(1).WriteArray(np.random.default_rng(3).uniform(0, 50, (40, 40)))
    dataset = None
    return str(path)


def row_for(rows, scope):
    return next((row for row in rows if row["gv_scope"] == scope), None)


@pytest.mark.crossed(follower=(CoverageFollower, RerunFollower), source=("streets", "raster"))
def test_figures_of_people_are_those_of_a_fresh_run_after_every_edit(
    follow, city, persons, cases, wait, follower, source
):
    import processing

    random, residential, parks, streets, town = city
    parameters = {
        "RESIDENTIAL": residential.id(), "PARKS": parks.id(), "FLOOR_AREA_FIELD": "floor", "BUILT_UP": town.id(),
        "TARGET": 95,
    }  # fmt: skip
    if source == "streets":
        parameters |= {"POPULATION_LAYER": streets.id(), "POPULATION_LAYER_FIELD": "people"}
    else:
        parameters["POPULATION_RASTER"] = persons
    live, heard = follow("greenvein:parkcoverage", parameters, follower)
    editors = [
        Editor(random, residential, lambda: square(random, 3_000, 50, 400), "floor", lambda: random.uniform(1, 9_000)),
        Editor(random, parks, lambda: square(random, 3_000, 10, 120)),
        Editor(random, town, lambda: square(random, 3_000, 500, 2_000)),
        Editor(random, streets, lambda: square(random, 3_000, 400, 1_500), "people", lambda: int(random.integers(900))),
    ][: 4 if source == "streets" else 3]
    same(heard.figures[-1].values, processing.run("greenvein:parkcoverage", parameters))
    assert heard.figures[-1].rows("SUMMARY")[-1]["gv_built_up_population"] > 100
    for _ in range(cases(80, first=18)):
        editors[int(random.integers(len(editors)))].step()
        wait(live.settled)
        fresh = processing.run("greenvein:parkcoverage", {**parameters, "SUMMARY": "memory:"})
        same(heard.figures[-1].values, fresh)
        rows = heard.figures[-1].rows("SUMMARY")
        summary = [one.attributeMap() for one in fresh["SUMMARY"].getFeatures()]
        assert [row["gv_scope"] for row in rows] == [row["gv_scope"] for row in summary]
        for name in ("gv_population", "gv_built_up_population", "gv_built_up_park_ha", "gv_built_up_park_m2_per_head"):
            there = row_for(summary, "all")[name] or 0.0
            assert (rows[-1][name] or 0.0) == pytest.approx(there, rel=1e-9, abs=1e-9), name
        assert rows[-1]["gv_park_open"] == (row_for(summary, "all")["gv_park_open"] or None)
    assert heard.failures == heard.ends == []


@pytest.mark.parametrize("follower", [CoverageFollower, RerunFollower])
def test_what_land_use_shows_of_the_streets_follows_edits_of_land_that_is_no_home_too(
    follow, add, cases, wait, follower
):
    """Homes and parks are taken of land use that lies in the streets in patches, so that little decides."""
    import processing

    random, codes = np.random.default_rng(5), ("0701", "1401", "0301")
    cells = [(column, row) for column in range(6) for row in range(6)]
    shapes = [
        shapely.box(*(EAST + 300 * x, NORTH + 300 * y, EAST + 300 * x + 300, NORTH + 300 * y + 300)).wkt
        for x, y in cells
    ]
    rows = [[codes[(column + 2 * row) % 3]] for column, row in cells]
    ground = add("land use", shapes, ("YDYHFLDM:string",), rows)
    halves = [
        shapely.box(EAST, NORTH, EAST + 900, NORTH + 1_800),
        shapely.box(EAST + 900, NORTH, EAST + 1_800, NORTH + 1_800),
    ]
    streets = add("streets", [one.wkt for one in halves], ("people:integer",), [[9_000], [7_000]])
    town = add("town", [shapely.box(EAST, NORTH, EAST + 1_800, NORTH + 1_800).wkt])
    parameters = {
        "RESIDENTIAL": ground.id(), "PARKS": ground.id(), "BUILT_UP": town.id(), "POPULATION_LAYER": streets.id(),
        "POPULATION_LAYER_FIELD": "people", "RESIDENTIAL_TAKE": "class:residential", "PARKS_TAKE": "class:park",
        "RESIDENTIAL_SYSTEM": 3, "PARKS_SYSTEM": 3,
    }  # fmt: skip
    live, heard = follow("greenvein:parkcoverage", parameters, follower)
    assert heard.figures[-1].rows("SUMMARY")[-1]["gv_park_open"] is None
    editor = Editor(
        random, ground, lambda: square(random, 1_500, 20, 200), "YDYHFLDM", lambda: str(random.choice(codes))
    )
    said = set()
    for _ in range(cases(60, first=16)):
        editor.step()
        wait(live.settled)
        fresh = processing.run("greenvein:parkcoverage", {**parameters, "SUMMARY": "memory:"})
        row = [one.attributeMap() for one in fresh["SUMMARY"].getFeatures()][-1]
        assert heard.figures[-1].rows("SUMMARY")[-1]["gv_park_open"] == (row["gv_park_open"] or None)
        said.add(row["gv_park_open"] or None)
    assert {None, "partly_mapped"} <= said <= {None, "partly_mapped", "contested"}
    assert heard.failures == heard.ends == []


@pytest.mark.parametrize("follower", [CoverageFollower, RerunFollower])
def test_homes_get_impossible_people_and_copies_while_they_are_edited(follow, add, wait, follower):
    plots = [shapely.box(EAST + 300 * x, NORTH, EAST + 300 * x + 100, NORTH + 100).wkt for x in range(3)]
    homes = add("homes", plots, ("people:double",), [[100.0], [200.0], [100.0]])
    parks = add("parks", [shapely.box(EAST, NORTH + 200, EAST + 100, NORTH + 300).wkt])
    town = add("town", [shapely.box(EAST - 500, NORTH - 500, EAST + 2_000, NORTH + 2_000).wkt])
    parameters = {"RESIDENTIAL": homes.id(), "PARKS": parks.id(), "POPULATION_FIELD": "people", "BUILT_UP": town.id()}
    live, heard = follow("greenvein:parkcoverage", parameters, follower)

    def open_():
        wait(live.settled)
        return heard.figures[-1].rows("SUMMARY")[-1]["gv_park_open"]

    assert open_() is None
    first = min(homes.allFeatureIds())
    assert homes.startEditing() and homes.changeAttributeValue(first, 0, 1e7)
    assert open_() == "people_too_many"
    assert homes.changeAttributeValue(first, 0, 100.0)
    assert open_() is None
    feature = QgsFeature(homes.fields())
    feature.setGeometry(homes.getGeometry(first))
    feature["people"] = 100.0
    assert homes.addFeature(feature)
    assert open_() == "people_twice"
    assert heard.failures == heard.ends == []


@pytest.mark.parametrize(
    ("follower", "take"),
    [
        (CoverageFollower, "class:residential"), (RerunFollower, "class:residential"),
        (CoverageFollower, "values:0701"), (CoverageFollower, "right(\"YDYHFLDM\", 3) = '701'"),
    ],
)  # fmt: skip
def test_land_becomes_a_village_and_is_none_again_while_it_is_edited(follow, add, wait, follower, take):
    """A street has homes and a park in the town, and fields beyond; another one has the village of that code."""
    import processing

    plots = [shapely.box(EAST + 500 * x, NORTH, EAST + 500 * x + 500, NORTH + 500).wkt for x in range(5)]
    ground = add("land use", plots, ("YDYHFLDM:string",), [["0701"], ["1401"], ["0103"], ["0103"], ["0703"]])
    streets = add("streets", [shapely.box(EAST, NORTH, EAST + 2_000, NORTH + 500).wkt], ("people:integer",), [[9_000]])
    town = add("town", [shapely.box(EAST, NORTH, EAST + 1_000, NORTH + 500).wkt])
    parameters = {
        "RESIDENTIAL": ground.id(), "PARKS": ground.id(), "BUILT_UP": town.id(), "POPULATION_LAYER": streets.id(),
        "POPULATION_LAYER_FIELD": "people", "RESIDENTIAL_TAKE": take, "PARKS_TAKE": "class:park",
        "RESIDENTIAL_SYSTEM": 3, "PARKS_SYSTEM": 3,
    }  # fmt: skip
    live, heard = follow("greenvein:parkcoverage", parameters, follower)
    home, park, _, field, _ = sorted(ground.allFeatureIds())

    def now():
        wait(live.settled)
        fresh = processing.run("greenvein:parkcoverage", {**parameters, "SUMMARY": "memory:"})
        (row,) = [one.attributeMap() for one in fresh["SUMMARY"].getFeatures()]
        figures = heard.figures[-1].rows("SUMMARY")[-1]
        for name in ("gv_park_open", "gv_park_met"):
            assert figures[name] == (None if row[name] in (None, "") else row[name]), name
        return figures["gv_park_open"], figures["gv_park_met"]

    assert ground.startEditing()
    assert now() == (None, True)  # 25 ha for 9 000 people
    assert ground.changeAttributeValue(field, 0, "0703")
    assert now() == ("rural_homes", None)
    assert ground.changeAttributeValue(park, 0, "0103")
    assert now() == (None, False)  # of no park there is as much for whoever may live there
    assert ground.changeAttributeValue(park, 0, "1401")
    assert ground.changeAttributeValue(field, 0, "0701")
    assert now() == (None, True)
    assert ground.changeAttributeValue(home, 0, "0703")
    assert now()[0] is None
    assert ground.changeAttributeValue(home, 0, "0701")
    assert ground.changeAttributeValue(field, 0, "0703")
    assert now() == ("rural_homes", None)
    assert heard.failures == heard.ends == []
