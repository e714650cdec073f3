"""What indicators that are behind hang on, and what the plan says to do."""

import pytest
from greenvein.core.report.file import read
from qgis.core import QgsFeature, QgsVectorLayer

import processing

from . import scorecard_city
from .scorecard_city import plot, stands

pytestmark = pytest.mark.slow

score, values, city = scorecard_city.score, scorecard_city.values, scorecard_city.city


@pytest.fixture
def coverage(layer, tmp_path):
    """The summary and the blind areas of homes in two districts, with a park beside the one in the west."""
    homes = layer(
        [plot(0, 0, 100, 100), plot(1500, 0, 1700, 100), plot(3000, 0, 3100, 100)], {"n": [9, 70, 5]}, name="homes"
    )
    zones = layer([plot(0, 0, 2000, 1000), plot(2000, 0, 4000, 1000)], {"name": ["west", "east"]}, name="zones")
    paths = {name: str(tmp_path / f"{name}.gpkg") for name in ("SUMMARY", "BLIND_AREAS")}
    asked = {"RESIDENTIAL": homes, "POPULATION_FIELD": "n", "PARKS": layer([plot(-100, 0, 0, 100)], name="parks")}
    processing.run("greenvein:parkcoverage", {**asked, "ZONES": zones, "ZONE_FIELD": "name", **paths})
    return [QgsVectorLayer(path, name, "ogr") for name, path in paths.items()]


def test_a_coverage_that_is_behind_names_the_largest_blind_areas_and_what_to_do(score, coverage, log):
    rows = score(RESULTS=coverage, INDICATORS="ES1")["rows"]
    whole, west, east = (rows["ES1", zone, 2025] for zone in (None, "west", "east"))
    assert whole["gv_cause"] == "blind_area|west|2|70|1|2; blind_area|east|1|5|1|1"
    assert (west["gv_cause"], east["gv_cause"]) == ("blind_area|west|2|70|1|2", "blind_area|east|1|5|1|1")
    assert whole["gv_measure"] == "ES1.1; ES1.2; ES1.3"
    assert not any("is not used" in warning for warning in log.warnings)


def test_what_is_met_hangs_on_nothing(score, coverage, values):
    row = score(RESULTS=coverage, VALUES=values(["ES1", None, 2025, 96.0]), INDICATORS="ES1")["rows"]["ES1", None, 2025]
    assert (row["gv_state"], row["gv_cause"], row["gv_measure"]) == ("met", None, None)


def test_construction_land_that_is_behind_names_where_it_grew_and_on_what(score, layer, tmp_path):
    """Two farms of 1 km² and a wood of 0.5 km² are built on; of its target the table says that it is behind."""
    ground = [plot(0, 0, 1000, 1000), plot(1000, 0, 2000, 1000), plot(2000, 0, 2500, 1000)]
    before = layer(ground, {"DLBM": ["0103", "0103", "0301"]}, name="before")
    after = layer(ground, {"DLBM": ["0601", "0601", "0601"]}, name="after")
    zones = layer([plot(0, 0, 1000, 1000), plot(1000, 0, 2500, 1000)], {"name": ["west", "east"]}, name="zones")
    paths = {name: str(tmp_path / f"{name}.csv") for name in ("BALANCE", "CHANGES")}
    paths["CHANGES"] = str(tmp_path / "changes.gpkg")
    asked = {"BEFORE": before, "AFTER": after, "SYSTEM": 1, "ZONES": zones, "ZONE_FIELD": "name", "AFTER_YEAR": 2025}
    processing.run("greenvein:landreduction", {**asked, **paths})
    given = QgsVectorLayer(
        "None?field=indicator:string&field=zone:string&field=year:integer&field=value:double", "v", "memory"
    )
    feature = QgsFeature(given.fields())
    feature.setAttributes(["LU2", None, 2025, 2900.0])
    assert given.dataProvider().addFeatures([feature])[0]
    results = [QgsVectorLayer(path, name, "ogr") for name, path in paths.items()]
    row = score(RESULTS=results, VALUES=given, YEAR=2025, INDICATORS="LU2")["rows"]["LU2", None, 2025]
    assert stands(row) == (2900.0, "behind", "given")
    assert row["gv_cause"] == "added_in|east|1.5; added_in|west|1; added_from|farmland|2; added_from|forest|0.5"


def test_a_share_that_is_behind_names_the_zones_that_lack_most(score, city, layer):
    """The plan keeps 26.1 %; the west has a tenth and lacks 16.1 % of its 2 km²."""
    line = layer([plot(0, 0, 200, 1000)], name="red_line")
    row = score(**city, LAYERS=[line], INDICATORS="LU11")["rows"]["LU11", None, 2025]
    assert row["gv_cause"] == "zone|east|0|-26.1|0.522|%; zone|west|10|-16.1|0.322|%"
    assert row["gv_measure"] == "LU11.1"


def test_report_says_causes_and_what_to_do_of_what_is_behind_only(score, coverage, values, tmp_path, layer):
    corridors, pinches = (
        layer([plot(0, 0, 400, 6000)], {"level": [1], "name": ["North"]}),
        str(tmp_path / "pinches.gpkg"),
    )
    asked = {"CORRIDORS": corridors, "LEVEL_FIELD": "level", "ID_FIELD": "name", "PINCHES": pinches}
    processing.run("greenvein:corridorwidth", asked)
    results, path = [*coverage, QgsVectorLayer(pinches, "pinches", "ogr")], tmp_path / "report.html"
    given = values(["ER5", None, 2025, 89.0], ["LU15", None, 2025, 91.0], ["ER10", None, 2025, 91.0])
    score(RESULTS=results, VALUES=given, INDICATORS="ES1; ER5; LU15; ER10", REPORT=str(path))
    report = read(path.read_text(encoding="utf-8"))
    (section,) = [one for one in report.sections if one.title == "Causes, and what the plan says to do"]
    told = {part.caption: part.pairs for part in section.parts}
    assert list(told) == [
        "LU15, ER10 Safe use of polluted farmland", "ES1 Park coverage within 500 m", "Corridors",
    ]  # fmt: skip
    hangs, *to_do = told["ES1 Park coverage within 500 m"]
    assert hangs == (
        "What it hangs on",
        "a blind area of 2 ha with 70 people in west; a blind area of 1 ha with 5 people in east",
    )
    assert {label for label, _ in to_do} == {"What the plan says to do"}
    assert to_do[0][1].endswith("(Ecological restoration plan (2021–2035), ch. 7 §1.2)")
    assert told["Corridors"][0][1] == "North is 400 m wide in place of 500 m"


def test_one_figure_that_two_plans_judge_by_other_targets_is_said_once_with_both(score, values, tmp_path):
    path = tmp_path / "report.html"

    def conclusions(*rows):
        score(VALUES=values(*rows), INDICATORS="LU15; ER10; ER5", REPORT=str(path))
        return read(path.read_text(encoding="utf-8")).sections[0].parts[0].paragraphs

    behind = conclusions(["LU15", None, 2025, 91.0], ["ER10", None, 2025, 91.0], ["ER5", None, 2025, 89.0])
    both = "> 95 (2025) in LU15, ≥ 92 (2025) in ER10"
    assert behind[1] == f"Behind (2): Safe use of polluted farmland (asked for: {both})."
    assert behind[2] == f"Safe use of polluted farmland stands at 91 %; what plans ask for it is {both}."
    # By the one plan it is met, by the other it is not.
    apart = conclusions(["LU15", None, 2025, 93.0], ["ER10", None, 2025, 93.0], ["ER5", None, 2025, 89.0])
    assert apart[0] == (
        "Met (2): Soil and water conservation rate, Safe use of polluted farmland (asked for: ≥ 92 (2025) in ER10)."
    )
    assert apart[1] == "Behind (1): Safe use of polluted farmland (asked for: > 95 (2025) in LU15)."
