"""Results of other checks that something else has saved: they are read all the same, or not judged."""

import csv

import pytest
import shapely
from qgis.core import NULL

import processing

pytestmark = pytest.mark.slow

EAST, NORTH = 500_000, 4_400_000


def plot(west, south, east, north):
    """A rectangle in metres from a corner in Beijing."""
    return shapely.box(EAST + west, NORTH + south, EAST + east, NORTH + north)


@pytest.fixture
def summary(layer, tmp_path):
    """The rows of a coverage of two districts, each of 1 ha of homes beside a park; the first is the head."""
    homes = layer([plot(0, 0, 100, 100), plot(3000, 0, 3100, 100)], name="homes")
    parks = layer([plot(-100, 0, 0, 100), plot(3100, 0, 3200, 100)], name="parks")
    zones = layer([plot(-100, 0, 2000, 100), plot(2000, 0, 4000, 100)], {"name": ["west", "east"]}, name="zones")
    path = tmp_path / "summary.csv"
    asked = {"RESIDENTIAL": homes, "PARKS": parks, "ZONES": zones, "ZONE_FIELD": "name", "SUMMARY": str(path)}
    processing.run("greenvein:parkcoverage", asked)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [*csv.reader(file)]


@pytest.fixture
def stands(provider, table, log, tmp_path):
    """Score the coverage of a table; return state and first reason by zone, None for the whole."""

    def of(rows, **more):
        path = tmp_path / "again.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        asked = {"RESULTS": [str(path)], "INDICATORS": "ES1", "YEAR": 2025, "SCORES": "TEMPORARY_OUTPUT"} | more
        scores = table(processing.run("greenvein:scorecard", asked, feedback=log)["SCORES"])
        none = (None, NULL)
        return {
            None if row["gv_zone"] in none else row["gv_zone"]: (row["gv_state"], row["gv_reason"].partition(";")[0])
            for row in scores
        }

    return of


MET = {None: ("met", "elsewhere"), "west": ("met", "elsewhere"), "east": ("met", "elsewhere")}


def test_a_table_with_blanks_capitals_and_other_columns_around_is_read(summary, stands):
    head, *rows = summary
    assert stands(summary) == MET
    assert stands([[name.upper() for name in head], *rows]) == MET
    assert stands([head, *([f"{row[0]} ", f" {row[1]}", *row[2:]] for row in rows)]) == MET
    assert stands([head, *([row[0].title(), *row[1:]] for row in rows)]) == MET


def test_a_table_without_the_row_for_all_says_so_of_the_whole(summary, stands):
    found = stands(summary[:-1])
    assert found == MET | {None: ("not_judged", "no_whole")}
    assert stands([summary[0], *(["全部", *row[1:]] for row in summary[1:])]) == {None: ("not_judged", "no_whole")}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("gv_open", "overlap"),
        ("gv_coverage_least_pct", "50"),
        ("gv_coverage_most_pct", "50"),
        ("gv_named_year", "2035"),
        ("gv_named_plan", "true"),
        ("gv_tiers", "0:3000"),
        ("gv_historic_tiers", "0:3000"),
        ("gv_residential_ha", "1"),
    ],
)
def test_what_leaves_no_verdict_leaves_none_where_its_field_is_taken_out(summary, stands, layer, name, value):
    """Of the homes of the land use, 2 ha, a result of one is none of both."""
    head, at = summary[0], summary[0].index(name)
    land = layer([plot(0, 0, 100, 100), plot(3000, 0, 3100, 100)], {"DLBM": ["0701", "0701"]}, name="land")
    more = {"LANDUSE": land, "SYSTEM": 1} if name == "gv_residential_ha" else {}
    said = [head, *([*row[:at], value, *row[at + 1 :]] for row in summary[1:])]
    assert stands(said, **more)[None][0] == "not_judged"
    without = [[*row[:at], *row[at + 1 :]] for row in said]
    assert {one for one, _ in stands(without, **more).values()} == {"not_judged"}
