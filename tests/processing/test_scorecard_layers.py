"""What the layers of a scorecard are: parts of the city, roles, names and codes, and what is told of the others."""

import json

import pytest
from greenvein.core.profile import load
from greenvein.core.report.file import read
from greenvein.processing import profiles
from greenvein.processing.jobs.scorecard.names import reasons_text
from qgis.core import QgsProcessingException, QgsVectorLayer

from . import scorecard_city
from .scorecard_city import CITY, plot, stands

pytestmark = pytest.mark.slow

score, city = scorecard_city.score, scorecard_city.city


def test_a_part_of_the_city_is_measured_where_it_is_given(score, city, layer):
    parts = layer([plot(0, 0, 2000, 1000)], {"part": ["平原地区"]}, name="parts")
    rows = score(**city, EXTENTS=parts, EXTENT_FIELD="part", INDICATORS="LU17")["rows"]
    assert rows["LU17", None, 2025]["gv_value"] == pytest.approx(50)
    assert "no_part" not in rows["LU17", None, 2025]["gv_reason"]
    without = score(**city, INDICATORS="LU17")["rows"]["LU17", None, 2025]
    assert without["gv_value"] == pytest.approx(25)


def test_a_zone_that_is_called_as_a_part_of_the_city_is_that_part(score, city, layer):
    zones = layer([plot(0, 0, 500, 1000), plot(500, 0, 4000, 1000)], {"name": ["平原地区", "山区"]}, name="zones")
    rows = score(**(city | {"ZONES": zones}), INDICATORS="LU17; LU16")["rows"]
    assert rows["LU17", None, 2025]["gv_value"] == pytest.approx(100)
    assert "no_part" not in rows["LU17", None, 2025]["gv_reason"]
    assert rows["LU16", None, 2025]["gv_value"] == pytest.approx(25)
    # What is given as a part wins over the zone.
    parts = layer([plot(0, 0, 2000, 1000)], {"part": ["平原地区"]}, name="parts")
    asked = city | {"ZONES": zones, "EXTENTS": parts, "EXTENT_FIELD": "part"}
    assert score(**asked, INDICATORS="LU17")["rows"]["LU17", None, 2025]["gv_value"] == pytest.approx(50)


def test_layers_that_nobody_knows_are_told_and_the_rest_goes_on(score, city, layer, log):
    found = score(**city, LAYERS=[layer([CITY], name="roads"), layer([CITY], name="red_line")], INDICATORS="LU11")
    assert found["MET"] == 1
    assert any("“roads” is not used" in warning for warning in log.warnings)


def test_a_layer_that_lies_in_what_it_names_is_not_taken_for_it_and_what_is_taken_is_told(
    score, city, layer, log, tmp_path
):
    mines, line = layer([CITY], name="生态保护红线内矿山"), layer([plot(0, 0, 1200, 1000)], name="生态保护红线2023")
    report = tmp_path / "report.html"
    found = score(**city, LAYERS=[mines, line], INDICATORS="LU11; LU10", REPORT=str(report))
    assert found["rows"]["LU11", None, 2025]["gv_value"] == pytest.approx(30)
    assert any("“生态保护红线内矿山” is not used" in text and "What the layers are" in text for text in log.warnings)
    said = "“生态保护红线2023”: Ecological red line"
    assert f"Layers were taken for: {said}." in log.info
    facts = [part for section in read(report.read_text(encoding="utf-8")).sections for part in section.parts]
    assert ("What the layers are", said) in [pair for part in facts if part.kind == "facts" for pair in part.pairs]


def test_codes_that_do_not_tell_forest_from_farmland_are_the_reason_that_is_given(score, layer):
    land = layer([plot(0, 0, 1000, 1000), plot(1000, 0, 4000, 1000)], {"DLBM": ["E2", "R2"]}, name="land")
    rows = score(LANDUSE=land, SYSTEM=4, INDICATORS="LU16; LU6")["rows"]
    assert stands(rows["LU16", None, 2025]) == (None, "not_judged", "untold:forest")
    assert stands(rows["LU6", None, 2025]) == (None, "not_judged", "untold:farmland")


def test_a_class_of_which_systems_that_fit_have_other_land_is_left_out_alone_and_told(score, layer, log):
    land = layer([plot(0, 0, 1000, 1000), plot(1000, 0, 4000, 1000)], {"code": ["0303", "0101"]}, name="land")
    rows = score(LANDUSE=land, CODE="code", INDICATORS="LU16; LU6")["rows"]
    assert stands(rows["LU16", None, 2025]) == (None, "not_judged", "undecided:forest")
    assert rows["LU6", None, 2025]["gv_value"] == pytest.approx(3 * 15 / 1e2)
    told = [text for text in log.warnings if "in which other features are Forest" in text]
    assert len(told) == 1 and "say in “System of the land-use codes” which one they are from" in told[0]
    told = reasons_text(["undecided:forest"])
    assert "“Forest”" in told and "“System of the land-use codes”" in told
    rows = score(LANDUSE=land, CODE="code", SYSTEM=3, INDICATORS="LU16")["rows"]
    assert rows["LU16", None, 2025]["gv_value"] == pytest.approx(25)


def test_a_layer_without_ground_to_measure_it_on_is_the_reason_that_is_given(score, layer):
    row = score(LAYERS=[layer([CITY], name="red_line")], INDICATORS="LU11")["rows"]["LU11", None, 2025]
    assert stands(row) == (None, "not_judged", "no_ground")


def test_a_table_says_what_layers_are(score, city, layer):
    found = score(**city, LAYERS=[layer([CITY], name="A7")], ROLES="A7, red_line", INDICATORS="LU11")
    assert found["rows"]["LU11", None, 2025]["gv_value"] == pytest.approx(100)


def test_a_table_of_roles_calls_a_layer_of_a_file_as_the_legend_does(score, city, layer, saved, tmp_path):
    kept = QgsVectorLayer(saved(layer([CITY], name="table_7"), tmp_path / "plan.gpkg"), "A7", "ogr")
    found = score(**city, LAYERS=[kept], ROLES="A7, red_line", INDICATORS="LU11")
    assert found["rows"]["LU11", None, 2025]["gv_value"] == pytest.approx(100)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [("A8, red_line", "names the layer “A8”, which is not among those given: A7"),
     ("A7, roads", "says that “A7” is “roads”, which no indicator knows; known are red_line")],
)  # fmt: skip
def test_a_table_of_roles_that_cannot_be_right_is_refused(score, city, layer, rows, sentence):
    with pytest.raises(QgsProcessingException, match=sentence):
        score(**city, LAYERS=[layer([CITY], name="A7")], ROLES=rows)


def test_a_table_of_roles_without_layers_says_where_to_give_them(score, city):
    sentence = "says what “A7” is, and “Layers that indicators name” is empty; give the layer there too"
    with pytest.raises(QgsProcessingException, match=sentence):
        score(**city, ROLES="A7, red_line")


def test_parts_of_a_profile_that_speaks_of_none_are_told_not_to_be_used(score, city, layer, log, monkeypatch, tmp_path):
    data = json.loads((profiles.FOLDER / "beijing_2022.json").read_text(encoding="utf-8"))
    for indicator in data["scorecard"]["indicators"]["value"]:
        indicator.pop("extent", None)
    path = tmp_path / "own.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    monkeypatch.setattr(profiles, "find", lambda: (load(path), None))
    score(**city, EXTENTS=layer([CITY], {"part": ["山区"]}, name="parts"), EXTENT_FIELD="part", INDICATORS="LU16")
    assert any(
        text.endswith("is not used, for no indicator of the plan profile speaks of a part of the city.")
        for text in log.warnings
    )


def test_parts_that_the_profile_does_not_know_are_told(score, city, layer, log):
    parts = layer([CITY], {"part": ["山区"]}, name="parts")
    score(**city, EXTENTS=parts, EXTENT_FIELD="part", INDICATORS="LU16")
    assert any("no indicator of the plan profile speaks of 山区" in warning for warning in log.warnings)


def test_parts_without_their_names_are_refused(score, city, layer):
    with pytest.raises(QgsProcessingException, match="without it nobody knows which part of the city"):
        score(**city, EXTENTS=layer([CITY], name="parts"))


def test_codes_of_no_system_are_refused(score, layer):
    land = layer([plot(0, 0, 100, 100), plot(100, 0, 200, 100)], {"code": ["XX", "R9?"]}, name="land")
    with pytest.raises(QgsProcessingException, match="holds no codes of a known system"):
        score(LANDUSE=land, CODE="code", INDICATORS="LU16")


def test_a_field_in_which_no_code_stands_is_told_so(score, layer):
    land = layer([plot(0, 0, 100, 100), plot(100, 0, 200, 100)], {"code": ["", None]}, name="land")
    with pytest.raises(QgsProcessingException, match="holds no code at all, only empty values or zeros"):
        score(LANDUSE=land, CODE="code", INDICATORS="LU16")


def test_codes_of_two_systems_in_one_layer_are_refused_unless_it_is_said_which_counts(score, layer, log):
    land = layer([plot(0, 0, 100, 100), plot(100, 0, 400, 100), CITY], {"code": ["0301", "0103", "R2"]}, name="land")
    with pytest.raises(QgsProcessingException, match=r"mixes codes of Third .* with codes of GB 50137-2011 .*\(R2\)"):
        score(LANDUSE=land, CODE="code", INDICATORS="LU16")
    found = score(LANDUSE=land, CODE="code", SYSTEM=1, INDICATORS="LU6")["rows"]["LU6", None, 2025]
    assert (found["gv_value"], found["gv_state"]) == (pytest.approx(3 * 15 / 1e4), "not_judged")
    assert any("have R2 in “code”, no code of Third" in warning for warning in log.warnings)


def test_a_result_that_no_indicator_names_is_told(score, city, layer, log):
    score(**city, RESULTS=[layer([CITY], {"gv_scope": ["all"]}, name="other")], INDICATORS="LU16")
    assert any("other" in warning and "is not used: it is no summary" in warning for warning in log.warnings)
