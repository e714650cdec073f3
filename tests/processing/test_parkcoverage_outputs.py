"""What planners get back: fields, ids, zones, ranks, the summary and the numbers."""

from pathlib import Path

import geopandas
import pytest
import shapely
from greenvein.processing.reports.files import read_report
from qgis.core import NULL, QgsVectorLayer
from shapely import MultiPolygon, box

DATA = Path(__file__).parent.parent / "data"
NATIONAL = {"TIERS": "5000, 500; 400, 300"}
EAST, NORTH = 500_000, 4_420_000


def land(west, south, east, north):
    """A rectangle in metres from a corner in Beijing."""
    return box(EAST + west, NORTH + south, EAST + east, NORTH + north)


# The service area of this park ends in a straight line along northing 500.
LONG_PARK = land(-1000, 1000, 6000, 1100)
FULL = {name: "TEMPORARY_OUTPUT" for name in ("COVERAGE", "BLIND_AREAS", "SERVICE_AREA", "SUMMARY")}


@pytest.fixture
def parks(layer):
    return layer([LONG_PARK], name="parks")


@pytest.fixture
def homes(layer):
    """Half covered, wholly covered, blind in two parts, and two parts of which one is covered."""
    return layer(
        [
            land(0, 0, 1000, 1000),
            land(2000, 600, 3000, 1000),
            MultiPolygon([land(2000, 0, 2100, 100), land(2200, 0, 2300, 50)]),
            MultiPolygon([land(4000, 800, 4100, 900), land(4000, 0, 4100, 100)]),
        ],
        {"code": ["A", "B", "C", "D"], "people": [1000, 400, 150, 20]},
        name="homes",
    )


def shapes(layer):
    return [shapely.from_wkb(feature.geometry().asWkb().data()) for feature in layer.getFeatures()]


def test_coverage_keeps_every_feature_whole_with_its_own_fields(run, homes, parks, table):
    found = run(homes, parks, ZONES=parks, COVERAGE="TEMPORARY_OUTPUT")["COVERAGE"]
    assert [shape.wkt for shape in shapes(found)] == [shape.wkt for shape in shapes(homes)]
    rows = table(found)
    assert list(rows[0]) == ["code", "people", "gv_area_m2", "gv_covered_m2", "gv_coverage", "gv_park_m", "gv_source"]
    assert [tuple(row.values()) for row in rows] == [
        ("A", 1000, 1e6, pytest.approx(5e5), pytest.approx(0.5), 0, "1"),
        ("B", 400, 4e5, 4e5, 1, 0, "2"),
        ("C", 150, 1.5e4, 0, 0, pytest.approx(900), "3"),
        ("D", 20, 2e4, 1e4, 0.5, pytest.approx(100), "4"),
    ]


def test_a_feature_that_could_not_be_used_stays_with_nulls(run, layer, parks, table):
    rows = table(run(layer([None, land(0, 900, 10, 910)]), parks, COVERAGE="TEMPORARY_OUTPUT")["COVERAGE"])
    assert [bool(row["gv_area_m2"]) for row in rows] == [False, True]


def test_blind_areas_are_single_parts_ranked_by_size_with_the_id_of_their_feature(run, homes, parks, table):
    found = run(homes, parks, POPULATION_FIELD="people", ID_FIELD="code", BLIND_AREAS="TEMPORARY_OUTPUT")["BLIND_AREAS"]
    rows = [tuple(row.values()) for row in table(found)]
    assert rows == [
        (pytest.approx(500_000), "A", None, 1, pytest.approx(500)),
        (pytest.approx(10_000), "C", None, 2, pytest.approx(100)),
        (pytest.approx(10_000), "D", None, 3, pytest.approx(10)),  # as large as C's, so the western one first
        (pytest.approx(5_000), "C", None, 4, pytest.approx(50)),
    ]
    assert {shape.geom_type for shape in shapes(found)} == {"Polygon"}


def test_without_id_field_the_feature_id_is_the_source(run, homes, parks, table):
    rows = table(run(homes, parks, BLIND_AREAS="TEMPORARY_OUTPUT")["BLIND_AREAS"])
    assert [row["gv_source"] for row in rows] == ["1", "3", "4", "3"]


def test_blind_areas_are_cut_at_zone_borders_and_name_their_zone(run, homes, parks, layer, table):
    zones = layer([land(-100, -100, 600, 2000), land(600, -100, 1500, 2000)], {"name": ["west", "east"]})
    rows = table(run(homes, parks, ZONES=zones, ZONE_FIELD="name", BLIND_AREAS="TEMPORARY_OUTPUT")["BLIND_AREAS"])
    places = [(row["gv_zone"], row["gv_source"], round(row["gv_area_m2"])) for row in rows]
    assert places == [
        ("west", "1", 300_000), ("east", "1", 200_000), (None, "3", 10_000), (None, "4", 10_000), (None, "3", 5_000),
    ]  # fmt: skip


def test_the_service_area_is_one_feature_within_the_radius_of_the_parks(run, homes, layer, table):
    found = run(homes, layer([land(0, 0, 100, 100), land(5000, 0, 5100, 100)]), **FULL)["SERVICE_AREA"]
    (shape,) = shapes(found)
    # Twice a square with its four sides moved out and a circle's worth of corners.
    expected = 2 * (100**2 + 4 * 100 * 500 + 3.14159265 * 500**2)
    assert shape.area == pytest.approx(expected, rel=1e-4)
    assert table(found)[0]["gv_area_m2"] == pytest.approx(shape.area)


def test_the_numbers_are_the_summary_s_row_for_all(run, homes, parks, table):
    found = run(homes, parks, POPULATION_FIELD="people", TARGET=60, **FULL)
    (row,) = table(found["SUMMARY"])
    residential, covered = 143.5, 91.0
    assert row == {
        "gv_scope": "all",
        "gv_zone": None,
        "gv_residential_ha": pytest.approx(residential),
        "gv_covered_ha": pytest.approx(covered),
        "gv_blind_ha": pytest.approx(residential - covered),
        "gv_coverage_pct": pytest.approx(100 * covered / residential),
        "gv_coverage_least_pct": None,
        "gv_coverage_most_pct": None,
        "gv_target_pct": 60,
        "gv_gap_pct": 0,
        "gv_to_cover_ha": 0,
        "gv_target_met": True,
        "gv_open": None,
        "gv_blind_count": 4,
        "gv_population": pytest.approx(1570),
        "gv_population_covered": pytest.approx(500 + 400 + 10),
        "gv_population_pct": pytest.approx(100 * 910 / 1570),
        "gv_park_ha": pytest.approx(70),
        "gv_park_m2_per_head": pytest.approx(700_000 / 1570),
        "gv_built_up_population": None,
        "gv_built_up_park_ha": None,
        "gv_built_up_park_m2_per_head": None,
        "gv_park_target_m2": 17,
        "gv_park_met": None,
        "gv_park_open": "no_built_up",
        "gv_tiers": "0:500",
        "gv_historic_tiers": NULL,
        "gv_named_year": NULL,
        "gv_named_plan": False,
    }
    assert {name: found[name] for name in found if name not in FULL} == {
        "COVERAGE_PCT": row["gv_coverage_pct"],
        "RESIDENTIAL_HA": row["gv_residential_ha"],
        "COVERED_HA": row["gv_covered_ha"],
        "BLIND_HA": row["gv_blind_ha"],
        "BLIND_COUNT": row["gv_blind_count"],
        "TARGET_MET": True,
        "PEOPLE_COVERED_PCT": row["gv_population_pct"],
        "NOT_PLACED": 0,
    }


def test_what_is_still_to_cover_is_the_gap_in_hectares(run, homes, parks, table):
    (row,) = table(run(homes, parks, TARGET=95, SUMMARY="TEMPORARY_OUTPUT")["SUMMARY"])
    assert row["gv_to_cover_ha"] == pytest.approx(0.95 * 143.5 - 91)
    assert row["gv_gap_pct"] == pytest.approx(95 - 100 * 91 / 143.5)


def test_park_area_counts_every_park_once_whether_it_serves_or_not(run, homes, layer, table):
    parks = layer([LONG_PARK, land(0, 1000, 100, 1100), land(0, 5000, 10, 5010)])  # the second lies in the first
    (row,) = table(run(homes, parks, TIERS="1000, 500", SUMMARY="TEMPORARY_OUTPUT")["SUMMARY"])
    assert row["gv_park_ha"] == pytest.approx(70.01)


def test_without_outputs_the_numbers_come_back_alone(run, homes, parks):
    assert set(run(homes, parks)) == {
        "COVERAGE_PCT", "RESIDENTIAL_HA", "COVERED_HA", "BLIND_HA", "BLIND_COUNT", "TARGET_MET",
    }  # fmt: skip


@pytest.mark.parametrize("file", [False, True], ids=["temporary", "GeoPackage"])
def test_a_second_run_over_the_first_output_replaces_its_fields(run, homes, parks, layer, table, tmp_path, file):
    first, second = (str(tmp_path / f"{run}.gpkg") if file else "TEMPORARY_OUTPUT" for run in "12")
    once = run(homes, parks, COVERAGE=first)["COVERAGE"]
    nearer = layer([land(-1000, 1000, 6000, 1100), land(-1000, -100, 6000, 0)])
    twice = table(run(once, nearer, COVERAGE=second)["COVERAGE"])
    fields = ["code", "people", "gv_area_m2", "gv_covered_m2", "gv_coverage", "gv_park_m", "gv_source"]
    assert [name for name in twice[0] if name not in ("fid", "gv_fid")] == fields
    assert [row["gv_coverage"] for row in twice] == pytest.approx([1, 1, 1, 1])


def test_a_field_of_the_plugin_in_capitals_is_replaced_too(run, layer, parks, table):
    homes = layer([land(0, 900, 10, 910)], {"GV_COVERAGE": ["mine"], "Gv_Area_M2": [1], "name": ["x"]})
    (row,) = table(run(homes, parks, COVERAGE="TEMPORARY_OUTPUT")["COVERAGE"])
    assert row == {
        "name": "x",
        "gv_area_m2": 100,
        "gv_covered_m2": 100,
        "gv_coverage": 1,
        "gv_park_m": pytest.approx(90),
        "gv_source": "1",
    }


def helsinki(order):
    """Helsinki's homes and parks as shapes and codes, in an order of their own."""
    layers = []
    for name in ("residential", "parks"):
        read = geopandas.read_file(DATA / "helsinki_centre.gpkg", layer=name)
        read = read.iloc[::-1] if order == "reversed" else read.sample(frac=1, random_state=1)
        layers.append(([*read.geometry], {"code": [*read["osm_way_id"].fillna(read["osm_id"])]}))
    return layers


def test_another_feature_order_changes_no_figure_rank_or_verdict(run, layer, table):
    found = []
    for order in ("reversed", "shuffled"):
        homes, parks = (layer(*given, crs="EPSG:3879") for given in helsinki(order))
        found.append(run(homes, parks, TIERS="0, 150", TARGET=90, ID_FIELD="code", **FULL))
    first, second = found
    assert first["BLIND_COUNT"] > 5
    for name in ("COVERAGE_PCT", "RESIDENTIAL_HA", "COVERED_HA", "BLIND_HA", "BLIND_COUNT", "TARGET_MET"):
        assert first[name] == pytest.approx(second[name], rel=1e-9)
    for blind, other in zip(table(first["BLIND_AREAS"]), table(second["BLIND_AREAS"])):
        assert (blind["gv_rank"], blind["gv_source"]) == (other["gv_rank"], other["gv_source"])
        assert blind["gv_area_m2"] == pytest.approx(other["gv_area_m2"], rel=1e-9)
    for field in ("gv_covered_m2", "gv_park_m"):
        one, other = (
            {row["code"]: row[field] for row in table(result["COVERAGE"]) if row[field] != NULL} for result in found
        )
        assert one == pytest.approx(other, rel=1e-9)


def test_helsinki_is_covered_as_geopandas_says(run, table):
    homes, parks = (geopandas.read_file(DATA / "helsinki_centre.gpkg", layer=name) for name in ("residential", "parks"))
    homes = homes.geometry.make_valid()
    served = homes.intersection(parks.geometry.make_valid().buffer(150, resolution=512).union_all()).area
    city = f"{DATA / 'helsinki_centre.gpkg'}|layername="
    found = run(city + "residential", city + "parks", TIERS="0, 150", COVERAGE="TEMPORARY_OUTPUT")
    assert found["COVERAGE_PCT"] == pytest.approx(100 * served.sum() / homes.area.sum(), abs=0.01)
    covered = [row["gv_covered_m2"] or 0 for row in table(found["COVERAGE"])]
    assert covered == pytest.approx(served.tolist(), rel=1e-3, abs=0.1)


# Made with buffers of 64 segments per quarter circle by another tool.
LIECHTENSTEIN = [
    (2015, NATIONAL, 1283.503, 19.315),
    (2013, NATIONAL, 1041.572, 18.558),
    (2015, {"TIERS": "0, 500"}, 1283.503, 30.352),
    (2013, {"TIERS": "0, 500"}, 1041.572, 23.290),
]


@pytest.mark.parametrize(("year", "tiers", "hectares", "percent"), LIECHTENSTEIN)
def test_liechtenstein_is_covered_as_known(run, year, tiers, hectares, percent):
    file = DATA / f"liechtenstein_{year}.gpkg"
    numbers = run(f"{file}|layername=residential", f"{file}|layername=parks", **tiers)
    assert numbers["RESIDENTIAL_HA"] == pytest.approx(hectares, abs=0.001)
    assert numbers["COVERAGE_PCT"] == pytest.approx(percent, abs=0.01)
    assert numbers["COVERED_HA"] + numbers["BLIND_HA"] == pytest.approx(numbers["RESIDENTIAL_HA"], rel=1e-9)


def test_the_tiers_of_the_national_profile_are_those_of_the_known_figures():
    from greenvein.core.profile import load
    from greenvein.processing.profiles import FOLDER

    assert load(FOLDER / "national.json").value("park_coverage.tiers") == [[5000, 500], [400, 300]]


def test_overlap_between_residential_features_is_told(run, layer, parks, log):
    homes = layer([land(0, 0, 100, 100), land(50, 0, 150, 100)])
    assert run(homes, parks)["RESIDENTIAL_HA"] == pytest.approx(2)
    assert "Residential features overlap by 5,000.0 m²; each counts its own land, so this is counted twice." in log.info


def test_progress_only_rises_and_reaches_the_end(run, homes, parks, log):
    run(homes, parks, **FULL)
    assert log.shares == sorted(log.shares)
    assert log.shares[-1] >= 90
    assert log.steps[0] == "Reading the layers…"


def test_coverage_of_a_file_opens_as_a_layer_of_its_own(run, homes, parks, tmp_path):
    path = run(homes, parks, COVERAGE=str(tmp_path / "coverage.gpkg"))["COVERAGE"]
    assert QgsVectorLayer(path, "coverage", "ogr").crs().authid() == "EPSG:4548"


def home_by_the_park(layer):
    return layer([land(0, 0, 1000, 1000), land(3000, 0, 4000, 1000)], name="homes"), layer([land(-100, 0, 0, 1000)])


@pytest.mark.parametrize(
    ("given", "judged"),
    [
        ({}, True),
        ({"TIERS": [0, 5000]}, False),
        ({"TIERS": [0, 5000], "TARGET": 80}, True),
        ({"HISTORIC_TIERS": [0, 5000]}, True),  # there are no historic quarters that they would be for
        ({"HISTORIC_AREAS": True, "HISTORIC_TIERS": [0, 5000]}, False),
    ],
)
def test_the_plans_target_is_held_against_the_plans_radii_only(run, layer, table, tmp_path, given, judged):
    homes, parks = home_by_the_park(layer)
    if "HISTORIC_AREAS" in given:
        given = given | {"HISTORIC_AREAS": parks}
    path = tmp_path / "report.html"
    found = run(homes, parks, **given, SUMMARY="TEMPORARY_OUTPUT", REPORT=str(path))
    (row,) = table(found["SUMMARY"])
    assert ("TARGET_MET" in found) == judged
    assert (isinstance(row["gv_target_met"], bool), row["gv_open"]) == (judged, None if judged else "radii")
    assert [isinstance(row[name], float) for name in ("gv_gap_pct", "gv_to_cover_ha")] == [judged] * 2
    text = path.read_text("utf-8")
    assert ("Not judged" in text, "other radii were set here" in text) == (not judged, not judged)
    assert ("Target of 2035 not met" in text or ">Met" in text) == judged


def test_no_zone_that_is_not_judged_has_a_gap_in_the_report(run, layer, tmp_path):
    homes, parks = home_by_the_park(layer)
    zones = layer([land(0, 0, 2000, 1000), land(2000, 0, 5000, 1000)], {"name": ["east", "west"]}, name="zones")
    path = tmp_path / "report.html"
    run(homes, parks, ZONES=zones, ZONE_FIELD="name", TIERS=[0, 300], REPORT=str(path))
    parts = [part for section in read_report(str(path)).sections for part in section.parts]
    by_zone = next(part for part in parts if getattr(part, "caption", "") == "Coverage by zone")
    heads = [column.title for column in by_zone.columns]
    rows = [row for row in (*by_zone.rows, by_zone.total) if row[heads.index("Residential land")] != "0.00"]
    assert len(rows) == 3
    for name in ("Gap", "Still to cover"):
        assert {row[heads.index(name)] for row in rows} == {"–"}


def test_a_home_drawn_many_times_gives_no_verdict_and_says_why(run, layer, table, tmp_path):
    homes = layer([*[land(0, 0, 100, 1000)] * 50, land(3000, 0, 3250, 1000)], name="homes")
    path = tmp_path / "report.html"
    found = run(homes, layer([land(-100, 0, 0, 1000)]), SUMMARY="TEMPORARY_OUTPUT", REPORT=str(path))
    (row,) = table(found["SUMMARY"])
    assert found["COVERAGE_PCT"] == pytest.approx(100 * 500 / 525)
    assert ("TARGET_MET" in found, row["gv_target_met"], row["gv_open"]) == (False, None, "overlap")
    assert (row["gv_gap_pct"], row["gv_to_cover_ha"]) == (None, None)
    assert "remove the overlaps to get a verdict" in path.read_text("utf-8")


def test_a_gap_is_never_said_to_be_nothing(run, layer, tmp_path):
    path = tmp_path / "report.html"
    run(
        layer([land(0, 0, 500 / 0.94996, 1000)], name="homes"),
        layer([land(-100, -1000, 0, 2000)]),
        REPORT=str(path),
    )
    text = path.read_text("utf-8")
    # Of 500/0.94996 m by 1 km 0.004 % are 21 m².
    assert "0.004 percentage points are missing; 0.002 ha of residential land" in text


@pytest.mark.parametrize("zones", [False, True])
def test_homes_that_are_nothing_but_a_blind_hairline_are_not_judged(run, layer, zones):
    homes = layer([land(0, 0, 100, 0.05)], name="homes")
    areas = {"ZONES": layer([land(-500, -500, 500, 500)], {"name": ["a"]}), "ZONE_FIELD": "name"} if zones else {}
    found = run(homes, layer([land(9000, 0, 9100, 100)]), SUMMARY="TEMPORARY_OUTPUT", **areas)
    assert "TARGET_MET" not in found
    rows = [row for row in found["SUMMARY"].getFeatures() if row["gv_residential_ha"] > 0]
    assert len(rows) == 1 + zones
    for row in rows:
        assert row["gv_open"] == "sliver"
        assert [row[name] for name in ("gv_target_met", "gv_gap_pct", "gv_to_cover_ha")] == [NULL] * 3
