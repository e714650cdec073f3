"""A city of rectangles, a table of values and a run of the scorecard, which the tests of the scorecard share."""

import pytest
import shapely
from qgis.core import NULL, QgsFeature, QgsVectorLayer

import processing

EAST, NORTH = 500_000, 4_400_000
FIELDS = "indicator:string,zone:string,year:integer,value:double"
TEXTS = "indicator:string,zone:string,year:string,value:string"


def plot(west, south, east, north):
    """A rectangle in metres from a corner in Beijing."""
    return shapely.box(EAST + west, NORTH + south, EAST + east, NORTH + north)


CITY = plot(0, 0, 4000, 1000)


@pytest.fixture
def score(provider, log, table):
    """Run the scorecard; return its numbers, and its scores by indicator and zone."""

    def start(**parameters):
        asked = {"YEAR": 2025, "SCORES": "TEMPORARY_OUTPUT"} | parameters
        found = processing.run("greenvein:scorecard", asked, feedback=log)
        rows = [
            {name: None if value == NULL else value for name, value in row.items()} for row in table(found["SCORES"])
        ]
        found["rows"] = {(row["gv_indicator"], row["gv_zone"], row["gv_year"]): row for row in rows}
        return found

    return start


@pytest.fixture
def values():
    """A table of values without a geometry."""

    def make(*rows, fields=FIELDS):
        spec = "&".join(f"field={one}" for one in fields.split(","))
        made = QgsVectorLayer(f"None?{spec}", "values", "memory")
        features = []
        for row in rows:
            feature = QgsFeature(made.fields())
            feature.setAttributes([*row])
            features.append(feature)
        assert made.dataProvider().addFeatures(features)[0]
        return made

    return make


@pytest.fixture
def city(layer):
    """A city of 4 km² with two districts, a quarter of it wooded, all of the wood in the west."""
    land = layer([plot(0, 0, 1000, 1000), plot(1000, 0, 4000, 1000)], {"DLBM": ["0301", "0701"]}, name="land")
    zones = layer([plot(0, 0, 2000, 1000), plot(2000, 0, 4000, 1000)], {"name": ["west", "east"]}, name="zones")
    return {"LANDUSE": land, "SYSTEM": 1, "ZONES": zones, "ZONE_FIELD": "name"}


def stands(row):
    return row["gv_value"], row["gv_state"], row["gv_reason"]
