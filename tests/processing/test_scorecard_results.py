"""What the scorecard makes of the results of other checks: whose figures, of which ground, and how measured."""

import csv
import json
from pathlib import Path

import pytest
import shapely
from greenvein.core.profile import load
from greenvein.core.report.file import read
from greenvein.processing import profiles
from greenvein.processing.jobs.scorecard.names import reasons_text
from qgis.core import NULL, QgsFeature, QgsProcessingException, QgsProject, QgsVectorFileWriter, QgsVectorLayer

import processing

from . import scorecard_city
from .scorecard_city import CITY, plot, stands

pytestmark = pytest.mark.slow

score = scorecard_city.score


def test_the_summary_of_another_check_is_known_by_its_fields(score, layer, tmp_path):
    homes = layer([plot(0, 0, 100, 100), plot(3000, 0, 3100, 100)], name="homes")
    parks = layer([plot(-100, 0, 0, 100)], name="parks")
    zones = layer([plot(0, 0, 2000, 1000), plot(2000, 0, 4000, 1000)], {"name": ["west", "east"]}, name="zones")
    asked = {"RESIDENTIAL": homes, "PARKS": parks, "ZONES": zones, "ZONE_FIELD": "name"}
    path = str(tmp_path / "summary.gpkg")
    processing.run("greenvein:parkcoverage", {**asked, "SUMMARY": path})
    rows = score(RESULTS=[QgsVectorLayer(path, "coverage", "ogr")], INDICATORS="ES1")["rows"]
    # Coverage is to rise from 86.8 % in 2020 to 95 % in 2035.
    assert stands(rows["ES1", None, 2025]) == (pytest.approx(50), "behind", "elsewhere")
    assert stands(rows["ES1", "west", 2025]) == (pytest.approx(100), "met", "elsewhere")
    assert stands(rows["ES1", "east", 2025]) == (0, "behind", "elsewhere")


@pytest.mark.parametrize("kind", ["gpkg", "csv"])
def test_the_account_of_land_is_shown_in_the_unit_of_the_plan(score, layer, tmp_path, kind):
    before = layer([CITY], {"DLBM": ["0702"]}, name="before")
    after = layer([plot(0, 0, 3000, 1000), plot(3000, 0, 4000, 1000)], {"DLBM": ["0702", "0103"]}, name="after")
    path = str(tmp_path / f"balance.{kind}")
    asked = {"BEFORE": before, "AFTER": after, "SYSTEM": 1, "BEFORE_YEAR": 2020, "AFTER_YEAR": 2025, "BALANCE": path}
    processing.run("greenvein:landreduction", asked)
    rows = score(RESULTS=[QgsVectorLayer(path, "balance", "ogr")], YEAR=None, INDICATORS="LU2; LU8")["rows"]
    assert stands(rows["LU2", None, 2025]) == (pytest.approx(3), "not_judged", "narrower")
    # 1 km² of new farmland is 1 500 mu.
    assert stands(rows["LU8", None, 2025]) == (pytest.approx(0.15), "not_judged", "wider")


def test_a_result_without_a_value_says_of_which_layer_it_would_have_one(score, layer, tmp_path, log):
    before, after = (layer([CITY], {"DLBM": [code]}, name=code) for code in ("0702", "0301"))
    path = str(tmp_path / "balance.csv")
    asked = {"BEFORE": before, "AFTER": after, "SYSTEM": 1, "BALANCE": path}
    processing.run("greenvein:landreduction", asked)
    rows = score(RESULTS=[path], INDICATORS="LU12a; LU2")["rows"]
    assert stands(rows["LU12a", None, 2025]) == (None, "not_judged", "no_figure:landreduction=KEY_AREAS")
    assert reasons_text(["no_figure:landreduction=KEY_AREAS"]) == (
        "The result of “Land reduction account” has no value of this indicator, for which it takes “Key remediation "
        "areas” on the land that it measures; run that check with such a layer."
    )
    rows = score(VALUES=None, LANDUSE=after, INDICATORS="LU12a")["rows"]
    assert stands(rows["LU12a", None, 2025]) == (None, "not_judged", "no_result")


def test_the_year_in_the_name_of_a_file_is_said_to_be_from_there(score, layer, tmp_path, log):
    path = str(tmp_path / "landuse2020.gpkg")
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.layerName = "parcels"
    made = layer([CITY], {"DLBM": ["0301"]}, name="land")
    QgsVectorFileWriter.writeAsVectorFormatV3(made, path, QgsProject.instance().transformContext(), options)
    score(LANDUSE=QgsVectorLayer(path, "renamed", "ogr"), YEAR=None)
    said = "the year in the name of the land use “renamed (Land use), file landuse2020”"
    assert any(said in text for text in log.warnings), log.warnings
    log.warnings.clear()
    score(LANDUSE=QgsVectorLayer(path, "land of 2020", "ogr"), YEAR=None)
    assert any("land use “land of 2020 (Land use)”." in text for text in log.warnings), log.warnings


# A city as large as the plan's, of which a strip in the west is built.

HIGH, WIDE, CORE = 128_000, 128_200, 6_500


@pytest.fixture
def balance(layer, tmp_path):
    """The account of a city whose built strip goes back to a width in m; the central city is the first 6.5 km of it."""

    def make(after, targets, unknown=0, named="land", year=2025):
        def strips(*widths, codes, name="land"):
            edges = [sum(widths[:number]) for number in range(len(widths) + 1)]
            shapes = [
                plot(west - 64_000, -64_000, east - 64_000, 64_000)
                for west, east in zip(edges, edges[1:])
                if east > west
            ]
            return layer(shapes, {"DLBM": [code for code, width in zip(codes, widths) if width]}, name=name)

        path = str(tmp_path / "balance.gpkg")
        zones = layer([plot(-64_000, -64_000, CORE - 64_000, 64_000)], {"name": ["中心城区"]}, name="zones")
        before = strips(21_950, WIDE - 21_950, codes=("0702", "0301"))
        now = strips(after, unknown, WIDE - after - unknown, codes=("0702", "9999", "0301"), name=named)
        asked = {"BEFORE": before, "AFTER": now, "SYSTEM": 1, "ZONES": zones, "ZONE_FIELD": "name", "TARGETS": targets}
        processing.run("greenvein:landreduction", {**asked, "BEFORE_YEAR": 2020, "AFTER_YEAR": year, "BALANCE": path})
        return QgsVectorLayer(path, "balance", "ogr")

    return make


def test_with_the_land_approved_but_unbuilt_construction_land_is_judged(score, balance):
    """2 700.8 km² are built; the plan asks for about 2 790 with what is approved, and about is 1.86."""

    def stand(approved, unknown=0):
        targets = f"全市, 2790, with_approved, {approved}"
        return stands(
            score(RESULTS=[balance(21_100, targets, unknown)], YEAR=None, INDICATORS="LU2")["rows"]["LU2", None, 2025]
        )

    assert stand("74.38") == (pytest.approx(2775.18), "met", None)
    assert stand("100") == (pytest.approx(2800.8), "behind", None)
    assert stand("") == (pytest.approx(2700.8), "not_judged", "narrower")
    # 19.2 km² of no known class would make 2 794.38.
    assert stand("74.38", 150) == (pytest.approx(2775.18), "not_judged", "unsure")


def test_where_the_plan_may_count_approved_land_both_readings_must_agree(score, balance, monkeypatch, tmp_path):
    """The central city has 832 km² of built land, as much as its ground, which the profile of this city knows."""
    data = json.loads((profiles.FOLDER / "beijing_2022.json").read_text(encoding="utf-8"))
    data["land_reduction"]["extents"]["value"].append(["中心城区", 832, 1])
    path = tmp_path / "own.json"
    path.write_text(json.dumps(data), encoding="utf-8")

    def stand(approved):
        given = balance(21_100, f"中心城区, 850, unstated, {approved}")
        return stands(score(RESULTS=[given], YEAR=None, INDICATORS="LU3")["rows"]["LU3", None, 2025])

    assert stand("10") == (pytest.approx(842), "not_judged", "no_extent")
    monkeypatch.setattr(profiles, "find", lambda: (load(path), None))
    assert stand("10") == (pytest.approx(842), "met", None)
    assert stand("30") == (pytest.approx(862), "not_judged", "narrower")


@pytest.mark.parametrize(
    ("named", "year", "stand", "of"),
    [
        ("规划2035", None, ("not_judged", "map_ahead"), 2035), ("现状2023", None, ("met", "map_before"), 2023),
        ("现状2025", None, ("met", None), 2025), ("规划2035", 2025, ("met", None), None),
        ("规划2021-2035", None, ("not_judged", "map_plan"), None),
    ],
)  # fmt: skip
def test_an_account_is_of_the_year_that_its_later_land_use_says(score, balance, table, named, year, stand, of):
    given = balance(21_100, "all, 2790, with_approved, 74", named=named, year=year)
    assert {row["gv_named_year"] for row in table(given)} == {NULL if of is None else of}
    assert stands(score(RESULTS=[given], INDICATORS="LU2")["rows"]["LU2", None, 2025])[1:] == stand


def test_a_check_without_a_verdict_gives_none_here(score, layer, tmp_path):
    """Service radii of one's own: the plan's coverage is that of 500 m."""
    homes, parks = layer([plot(0, 0, 100, 100)], name="homes"), layer([plot(-100, 0, 0, 100)], name="parks")
    path = str(tmp_path / "summary.gpkg")
    processing.run("greenvein:parkcoverage", {"RESIDENTIAL": homes, "PARKS": parks, "TIERS": [0, 900], "SUMMARY": path})
    rows = score(RESULTS=[QgsVectorLayer(path, "coverage", "ogr")], INDICATORS="ES1")["rows"]
    assert stands(rows["ES1", None, 2025]) == (pytest.approx(100), "not_judged", "open; elsewhere")


@pytest.fixture
def coverage_at(layer, tmp_path):
    """The summary of homes 900 m from a park, by service radii."""

    def make(tiers, **more):
        homes, parks = layer([plot(900, 0, 1000, 100)], name="homes"), layer([plot(-100, 0, 0, 100)], name="parks")
        path = str(tmp_path / f"{tiers[-1]}.gpkg")
        asked = {"RESIDENTIAL": homes, "PARKS": parks, "TIERS": tiers, "SUMMARY": path}
        processing.run("greenvein:parkcoverage", asked | more)
        return QgsVectorLayer(path, "coverage", "ogr")

    return make


def test_a_coverage_at_other_radii_is_not_the_plans_whatever_its_target_is(score, coverage_at, log):
    """Homes lie 900 m from the park: within 3 km, not within 500 m, as the plan means its coverage."""
    rows = score(RESULTS=[coverage_at([0, 3000], TARGET=90)], INDICATORS="ES1")["rows"]
    assert stands(rows["ES1", None, 2025]) == (
        pytest.approx(100),
        "not_judged",
        "asked:parkcoverage=gv_tiers=0:3000=0:500; elsewhere",
    )
    [sentence] = [text for text in log.warnings if "this indicator means" in text]
    assert "0:3000" in sentence and "0:500" in sentence
    rows = score(RESULTS=[coverage_at([0, 500], TARGET=90)], INDICATORS="ES1")["rows"]
    assert stands(rows["ES1", None, 2025]) == (0, "behind", "elsewhere")


def test_radii_of_historic_quarters_are_not_the_plans_either(score, coverage_at, layer):
    quarter = layer([plot(-100, 0, 1100, 100)], name="老城")
    more = {"HISTORIC_AREAS": quarter, "HISTORIC_TIERS": [0, 1500], "TARGET": 90}
    [row] = score(RESULTS=[coverage_at([0, 500], **more)], INDICATORS="ES1")["rows"].values()
    assert (row["gv_state"], row["gv_reason"]) == (
        "not_judged",
        "asked:parkcoverage=gv_historic_tiers=0:1500=; elsewhere",
    )


def test_a_coverage_that_does_not_say_its_radii_is_told_and_not_judged(score, layer, log):
    """As versions before this one wrote it."""
    table = QgsVectorLayer(
        "None?field=gv_scope:string&field=gv_zone:string&field=gv_coverage_pct:double", "old", "memory"
    )
    feature = QgsFeature(table.fields())
    feature.setAttributes(["all", None, 96.0])
    table.dataProvider().addFeatures([feature])
    rows = score(RESULTS=[table], INDICATORS="ES1")["rows"]
    assert stands(rows["ES1", None, 2025]) == (96, "not_judged", "unsaid; elsewhere")
    assert any(text.startswith("“old") and "run that check again" in text for text in log.warnings)


@pytest.fixture
def two_districts(layer, tmp_path):
    """Homes of two districts as land use, a park beside those in the west; and the summary, of those that are asked."""
    homes, park = [plot(0, 0, 100, 100), plot(3000, 0, 3100, 100)], plot(-100, 0, 0, 100)
    districts = [plot(-100, 0, 2000, 1000), plot(2000, 0, 4000, 1000)]
    woods = [one.difference(shapely.union_all([*homes, park])) for one in districts]
    codes = ["0701", "0701", "0810", "0301", "0301"]
    land = layer([*homes, park, *woods], {"DLBM": codes}, name="land")
    zones = layer(districts, {"name": ["west", "east"]}, name="zones")
    parks = layer([plot(-100, 0, 0, 100)], name="parks")
    parameters = {"LANDUSE": land, "SYSTEM": 1, "ZONES": zones, "ZONE_FIELD": "name"}

    def summary(*which, **more):
        path = str(tmp_path / "summary.csv")
        asked = {"RESIDENTIAL": layer([homes[one] for one in which], name="homes"), "PARKS": parks, "SUMMARY": path}
        processing.run("greenvein:parkcoverage", asked | more)
        return {"RESULTS": [path], "INDICATORS": "ES1"}

    return parameters, summary


def test_the_result_of_one_district_is_not_that_of_both(score, two_districts, log):
    """One of two hectares of homes: 100 % of them, which is half of all."""
    parameters, summary = two_districts
    rows = score(**parameters, **summary(0))["rows"]
    assert stands(rows["ES1", None, 2025]) == (pytest.approx(100), "not_judged", "other_ground:0.01=0.02; elsewhere")
    assert any("ES1 Park coverage within 500 m" in text and "0.02 km² to measure" in text for text in log.warnings)
    rows = score(**parameters, **summary(0, 1))["rows"]
    assert stands(rows["ES1", None, 2025]) == (pytest.approx(50), "behind", "elsewhere")
    # Nobody knows without land use.
    rows = score(**summary(0))["rows"]
    assert stands(rows["ES1", None, 2025]) == (pytest.approx(100), "met", "elsewhere")


def test_a_result_of_nearly_the_ground_is_judged_and_says_what_it_lacks(score, layer, tmp_path, log):
    """19 of 20 ha of homes were measured, none of them near a park: whatever the last is, it is behind."""
    homes = [plot(0, 0, 1900, 100), plot(1900, 0, 2000, 100)]
    land, path = layer(homes, {"DLBM": ["0701", "0701"]}, name="land"), str(tmp_path / "summary.csv")
    parks = layer([plot(9000, 0, 9100, 100)], name="parks")
    asked = {"RESIDENTIAL": layer(homes[:1], name="homes"), "PARKS": parks, "SUMMARY": path}
    processing.run("greenvein:parkcoverage", asked)
    row = score(LANDUSE=land, SYSTEM=1, RESULTS=[path], INDICATORS="ES1")["rows"]["ES1", None, 2025]
    assert stands(row) == (0, "behind", "elsewhere; near_ground:0.19=0.2")
    assert any("0.19 km²" in text and "the verdict is the same" in text for text in log.warnings)


def test_a_zone_is_judged_where_its_own_homes_were_measured(score, two_districts):
    """The west whole, the east with a home that the land use does not know."""
    parameters, summary = two_districts
    zones = {name: parameters[name] for name in ("ZONES", "ZONE_FIELD")}
    rows = score(**parameters, **summary(0, **zones))["rows"]
    assert stands(rows["ES1", "west", 2025]) == (pytest.approx(100), "met", "elsewhere")
    assert rows["ES1", None, 2025]["gv_state"] == "not_judged"


def test_homes_where_there_is_no_land_use_are_not_known_and_leave_a_coverage_open(score, two_districts):
    """The land use has the homes and the park, and nothing of all that is around them."""
    parameters, summary = two_districts
    parameters["LANDUSE"].setSubsetString("DLBM <> '0301'")
    zones = {name: parameters[name] for name in ("ZONES", "ZONE_FIELD")}
    rows = score(**parameters, **summary(0, 1, **zones))["rows"]
    for zone, value in ((None, 50), ("west", 100), ("east", 0)):
        assert stands(rows["ES1", zone, 2025]) == (pytest.approx(value), "not_judged", "partly_mapped; elsewhere")


def test_land_use_without_codes_says_nothing_of_the_homes_that_were_measured(score, two_districts, layer):
    _, summary = two_districts
    rows = score(LANDUSE=layer([CITY], name="ground"), **summary(0))["rows"]
    assert rows["ES1", None, 2025]["gv_state"] == "met"


@pytest.mark.parametrize(
    ("far_m", "badge", "counts"),
    [
        (33, "On track", {"TARGETS_MET": 0, "TARGETS_MISSED": 0, "TARGETS_ON_TRACK": 1}),
        (10, "Met", {"TARGETS_MET": 1, "TARGETS_MISSED": 0, "TARGETS_ON_TRACK": 0}),
        (90, "Behind", {"TARGETS_MET": 0, "TARGETS_MISSED": 1, "TARGETS_ON_TRACK": 0}),
    ],
)
def test_a_coverage_that_two_checks_judge_counts_once_by_the_year(score, layer, tmp_path, far_m, badge, counts):
    """93.4 % are below the 95 % of 2035, above the 89.5 % of 2025; 97.9 % are both, 83.8 % neither."""
    homes = layer([plot(0, 0, 467, 100), plot(5000, 0, 5000 + far_m, 100)], name="homes")
    paths = {name: str(tmp_path / name) for name in ("parks.html", "score.html", "summary.csv", "joined.html")}
    asked = {"RESIDENTIAL": homes, "PARKS": layer([plot(-100, 0, 0, 100)], name="parks")}
    processing.run("greenvein:parkcoverage", asked | {"SUMMARY": paths["summary.csv"], "REPORT": paths["parks.html"]})
    score(RESULTS=[paths["summary.csv"]], INDICATORS="ES1", REPORT=paths["score.html"])
    parts = {"REPORTS": [paths["parks.html"], paths["score.html"]], "REPORT": paths["joined.html"]}
    found = processing.run("greenvein:joinreports", parts)
    assert {name: found[name] for name in counts} == counts
    joined = read((tmp_path / "joined.html").read_text(encoding="utf-8"))
    assert [figure.value for figure in joined.figures] == [str(counts[name]) for name in (
        "TARGETS_MET", "TARGETS_ON_TRACK", "TARGETS_MISSED")] + ["0"]  # fmt: skip
    shown = [row[-1] for row in joined.sections[0].parts[0].rows]
    assert shown == ["Met" if badge == "Met" else "Target of 2035 not met", badge]


@pytest.mark.parametrize("cell", ["95.2%", "—", "nan", "2025年"])
def test_a_result_with_a_text_for_a_number_is_refused(score, two_districts, cell):
    _, summary = two_districts
    asked = summary(0, 1)
    path = Path(asked["RESULTS"][0])
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    rows[0][head.index("gv_coverage_pct")] = cell
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    with pytest.raises(QgsProcessingException, match=f"“{cell}” in “gv_coverage_pct” is no number; give the table as"):
        score(**asked)


def test_a_result_that_cannot_be_is_refused(score, two_districts):
    _, summary = two_districts
    asked = summary(0, 1)
    path = Path(asked["RESULTS"][0])
    path.write_text(path.read_text("utf-8").replace(",50,", ",150,").replace(",50.0,", ",150.0,"), "utf-8")
    with pytest.raises(QgsProcessingException, match="150 % in “gv_coverage_pct” cannot be; give the table as"):
        score(**asked)


def test_zones_of_a_result_that_are_none_of_the_zones_are_left_out_and_told(score, two_districts, layer, log):
    parameters, summary = two_districts
    result = summary(0, 1, **{name: parameters[name] for name in ("ZONES", "ZONE_FIELD")})
    zones = layer([plot(-100, 0, 2000, 1000), plot(2000, 0, 4000, 1000)], {"name": ["west", "south"]}, name="zones")
    rows = score(**(parameters | {"ZONES": zones}), **result)["rows"]
    assert {zone for _, zone, _ in rows} == {None, "west"}
    assert any(
        "1 zones are left out, for “Zones to report by” has none of this name: east." in one for one in log.warnings
    )
