"""greenvein:landreduction in QGIS: a city made by hand, codes, targets, sentences, outputs."""

import json
import re
from pathlib import Path

import pytest
import shapely
from qgis.core import QgsProcessingContext, QgsProcessingException, QgsProject

X, Y = 500_000, 4_400_000
OUTPUTS = ("CHANGES", "ISSUES", "MATRIX", "BALANCE")
CODES = {"u": "0701", "f": "0102", "w": "0301", "t": "1003", "x": "1206", "?": "9999", "i": "0601"}
DATA = Path(__file__).parents[1] / "data"


@pytest.fixture
def account(provider, log):
    """Run landreduction; return the outputs. ``log`` keeps what was said."""

    def start(before, after, feedback=None, **parameters):
        import processing

        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        parameters = {"BEFORE": before, "AFTER": after, **parameters}
        return processing.run("greenvein:landreduction", parameters, context=context, feedback=feedback or log)

    return start


@pytest.fixture
def city(layer):
    """Make a layer of hectares, one per letter, the first row in the north; a dot is no cell."""

    def make(text, name="before", field="DLBM", codes=None, crs="EPSG:4548"):
        cells = [
            (shapely.box(X + 100 * x, Y - 100 * (y + 1), X + 100 * (x + 1), Y - 100 * y), (codes or CODES)[letter])
            for y, row in enumerate(text.split())
            for x, letter in enumerate(row)
            if letter != "."
        ]
        return layer([cell for cell, _ in cells], {field: [code for _, code in cells]}, name=name, crs=crs)

    return make


BEFORE, AFTER = "uuif  uffx  wxtu  ?uw.", "ufwf  uuwx  wftt  uu.i"


def test_a_city_of_16_cells_is_accounted_for_to_the_cell(account, city, table, layer):
    zones = layer([shapely.box(X, Y - 400, X + 200, Y)], {"name": ["west"]}, name="zones")
    key = layer([shapely.box(X + 100, Y - 100, X + 250, Y)], name="key areas")
    outputs = dict.fromkeys(OUTPUTS, "TEMPORARY_OUTPUT")
    found = account(
        city(BEFORE), city(AFTER, "after"), ZONES=zones, ZONE_FIELD="name", KEY_AREAS=key, TARGETS="", **outputs
    )
    assert [round(found[f"{name}_KM2"], 9) for name in ("BEFORE", "VACATED", "ADDED", "AFTER")] == [
        0.06, 0.03, 0.01, 0.06,
    ]  # fmt: skip
    assert (found["NET_REDUCTION_KM2"], found["KEY_AREA_PCT"]) == pytest.approx((0.02, 50))
    assert found["CLOSURE_M2"] < 1e-3
    changes = table(found["CHANGES"])
    assert {row["gv_kind"] for row in changes} == {"vacated", "added", "other"}
    vacated = [row for row in changes if row["gv_kind"] == "vacated"]
    assert sum(row["gv_area_m2"] for row in vacated) == pytest.approx(30_000)
    assert sum(row["gv_area_m2"] for row in vacated if row["gv_in_key_area"]) == pytest.approx(15_000)
    (moved,) = [row for row in vacated if row["gv_to"] == "transport_water_special"]
    assert (moved["gv_from_code"], moved["gv_to_code"]) == ("0701", "1003")
    assert all(row["gv_zone"] in ("west", None) for row in changes)
    issues = {(row["gv_kind"], row["gv_date"]): row["gv_area_m2"] for row in table(found["ISSUES"])}
    assert issues == pytest.approx({("gap", "before"): 1e4, ("gap", "after"): 1e4, ("unknown", "before"): 1e4})
    matrix = [row for row in table(found["MATRIX"]) if row["gv_scope"] == "all"]
    assert sum(row["gv_area_ha"] for row in matrix) == pytest.approx(16)
    assert {row["gv_scope"] for row in table(found["BALANCE"])} == {"zone", "outside", "all"}


def test_a_run_without_outputs_returns_the_numbers_and_tells_what_it_read(account, city, log):
    found = account(city(BEFORE), city(AFTER, "after"))
    assert found["VACATED_KM2"] == pytest.approx(0.03)
    assert any("before" in line and "Third national land survey" in line for line in log.info)
    assert any("9999 (10,000.0 m²)" in line for line in log.warnings)
    assert "KEY_AREA_PCT" not in found
    assert log.counts("after").endswith("15 used.")


def test_2734_km2_mapped_against_the_plans_2790_is_a_sentence_and_not_met(account, layer, table, tmp_path):
    def whole_city(km2, name):
        wide, high, at = 128_203.125, 128_000, X - 64_000
        urban = km2 * 1e6 / high
        boxes = [shapely.box(at, Y, at + urban, Y + high), shapely.box(at + urban, Y, at + wide, Y + high)]
        return layer(boxes, {"DLBM": ["05H1", "0301"]}, name=name)

    before, after = whole_city(2734.22 + 19, "2020"), whole_city(2734.22, "2025")
    report = tmp_path / "report.html"
    found = account(before, after, BALANCE="TEMPORARY_OUTPUT", REPORT=str(report))
    (row,) = table(found["BALANCE"])
    assert row["gv_mapped_after_km2"] == pytest.approx(16_410, abs=0.01)
    assert (row["gv_state"], row["gv_reason"]) == ("open", "approved")
    assert (row["gv_target_km2"], row["gv_gap_km2"]) == (2790, None)
    text = report.read_text("utf-8")
    assert "2,734.2200 km² are mapped. The target of 2,790 km² also counts land approved but unbuilt" in text
    assert '<span class="badge">Met' not in text
    given = account(before, after, TARGETS="全市, 2790, 含批而未建, 74.38", BALANCE="TEMPORARY_OUTPUT")
    (row,) = table(given["BALANCE"])
    assert row["gv_state"] == "missed"
    assert row["gv_gap_km2"] == pytest.approx(18.6, abs=1e-6)


def test_two_crs_and_a_field_of_numbers_give_the_same_account(account, city, layer, table):
    number = {"u": 701, "f": 102, "w": 301, "t": 1003, "x": 1206, "?": 9999, "i": 601}
    plain = account(city(BEFORE), city(AFTER, "after"))
    after = city(AFTER, "after", codes=number)
    import processing

    moved = processing.run(
        "native:reprojectlayer", {"INPUT": after, "TARGET_CRS": "EPSG:4490", "OUTPUT": "TEMPORARY_OUTPUT"}
    )["OUTPUT"]
    found = account(city(BEFORE), moved, ISSUES="TEMPORARY_OUTPUT", SYSTEM=1)
    for name in ("BEFORE_KM2", "VACATED_KM2", "ADDED_KM2", "AFTER_KM2"):
        assert found[name] == pytest.approx(plain[name], abs=1e-8)
    assert found["CLOSURE_M2"] < 0.01


@pytest.mark.parametrize("feature_order", [1, -1])
def test_equals_on_each_other_are_decided_by_code_and_not_by_their_order(account, layer, feature_order):
    box = shapely.box(X, Y, X + 100, Y + 100)
    before = layer([box, box], {"DLBM": ["0102", "0701"][::feature_order]}, name="before")
    after = layer([box], {"DLBM": ["0301"]}, name="after")
    found = account(before, after, SYSTEM=1, ISSUES="TEMPORARY_OUTPUT")
    assert (found["BEFORE_KM2"], found["VACATED_KM2"]) == (0, 0)


def test_codes_that_fit_two_systems_are_asked_about(account, city):
    codes = {"u": "1201", "f": "0101"}
    with pytest.raises(QgsProcessingException, match="System of the land-use codes"):
        account(city("uf", field="code", codes=codes), city("ff", "after", field="code", codes=codes),
                BEFORE_CODE="code", AFTER_CODE="code")  # fmt: skip


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"TARGETS": "west, many, existing"}, "numbers of km²"),
        ({"TARGETS": "west, 10, everything"}, "what a target counts"),
        ({"TARGETS": "west, 10, existing; west, 11, existing"}, "two rows for the same zone"),
        ({"TARGETS": "west"}, "3–4 cells"),
        ({"CLASSES": "0701"}, "2 cells"),
        ({"CLASSES": "0701, urban_rural; 0701, farmland"}, "another class already"),
        ({"CLASSES_FILE": "/nowhere/table.csv"}, "cannot be read"),
        ({"BEFORE_CODE": "DLMC"}, "no field “DLMC”"),
    ],
)
def test_bad_parameters_get_one_sentence(account, city, parameters, sentence):
    with pytest.raises(QgsProcessingException, match=sentence):
        account(city(BEFORE), city(AFTER, "after"), **parameters)


def test_a_layer_without_a_field_of_codes_says_which_it_has(account, city):
    with pytest.raises(QgsProcessingException, match=r"none of the usual fields.*use_code"):
        account(city(BEFORE, field="use_code"), city(AFTER, "after"))


def test_settlement_codes_as_numbers_are_asked_about(account, layer):
    before = layer([shapely.box(X, Y, X + 1, Y + 1)], {"DLBM": [201]}, name="before")
    with pytest.raises(QgsProcessingException, match="settlement codes"):
        account(before, before)


def squares(layer, codes, name):
    return layer([shapely.box(X + 100 * i, Y, X + 100 * i + 100, Y + 100) for i in range(len(codes))],
                 {"DLBM": codes}, name=name)  # fmt: skip


@pytest.mark.parametrize("number", [201, 202, 203, 204])
def test_a_number_that_may_be_two_codes_is_unknown_and_told_with_both_meanings(account, layer, log, number, tmp_path):
    before = squares(layer, [301, 701, number], "before")
    path = tmp_path / "report.html"
    asked = {"SYSTEM": 1, "TARGETS": "全市, 0.01, existing", "REPORT": str(path)}
    found = account(before, squares(layer, [301, 301, number], "after"), **asked)
    assert (found["BEFORE_KM2"], found["VACATED_KM2"], found["AFTER_KM2"]) == pytest.approx((0.01, 0.01, 0))
    both = f"{number} (Urban–rural construction land as {number}, Orchard as 0{number})"
    told = [line for line in log.warnings if both in line]
    assert len(told) == 2
    cells = " ".join(re.sub("<[^>]+>", " ", path.read_text("utf-8")).split())
    assert re.search(r"Codes that no class knows Class not known 1\.0+ 1\.0+ ", cells)
    assert not re.search(rf" {number} \w+ [^0-9]+ 1\.0+ 1\.0+ ", cells)
    assert all("Give the codes as text with their zeros" in line for line in told)


@pytest.mark.parametrize("zero", [0, "0", "０", "000"])
@pytest.mark.parametrize("system", [0, 1, 2, 3])
@pytest.mark.slow
def test_a_zero_for_a_missing_code_meets_no_target(account, layer, table, log, zero, system):
    def codes(*numbers):
        return [f"{number:04}" if isinstance(zero, str) else number for number in numbers]

    before = squares(layer, codes(701, 701, 101, 301), "before")
    one, *others = codes(701, 101, 301)
    after = squares(layer, [one, zero, *others], "after")
    found = account(before, after, SYSTEM=system, TARGETS="全市, 0.01, existing", BALANCE="TEMPORARY_OUTPUT")
    assert (found["BEFORE_KM2"], found["AFTER_KM2"], found["VACATED_KM2"]) == pytest.approx((0.02, 0.01, 0))
    row = table(found["BALANCE"])[-1]
    assert (row["gv_state"], row["gv_reason"]) == ("open", "unknown")
    assert any("has 1 codes that no class knows, on 10,000.0 m²" in line for line in log.warnings)
    assert not any("only this has" in line for line in log.info)


def test_a_table_of_ones_own_may_be_a_file_in_gbk_with_chinese_classes(account, city, tmp_path):
    file = tmp_path / "own.csv"
    rows = ["编码,类别", "a,城乡建设用地", "b,耕地", "c,solar"]
    file.write_bytes("\n".join(rows[1:]).encode("gbk"))
    codes = {"u": "A", "f": "b", "s": "c"}
    found = account(
        city("uuf", codes=codes, field="kind"), city("fsf", "after", codes=codes, field="kind"), CLASSES_FILE=str(file),
        BEFORE_CODE="kind", AFTER_CODE="kind",
    )  # fmt: skip
    assert (found["BEFORE_KM2"], found["VACATED_KM2"]) == pytest.approx((0.02, 0.02))


def test_invalid_null_and_empty_geometries_are_counted(account, layer, log):
    bow = f"POLYGON(({X} {Y}, {X + 100} {Y + 100}, {X + 100} {Y}, {X} {Y + 100}, {X} {Y}))"
    good = shapely.box(X + 200, Y, X + 300, Y + 100)
    before = layer([bow, good, None], {"DLBM": ["0701", "0702", "0102"]}, name="before")
    account(before, layer([good], {"DLBM": ["0102"]}, name="after"), SYSTEM=1)
    assert log.counts("before").endswith("3 features read, 1 repaired, 1 skipped, 2 used.")


def test_a_second_run_over_the_changes_replaces_nothing_of_the_users_and_works(account, city, table):
    found = account(city(BEFORE), city(AFTER, "after"), CHANGES="TEMPORARY_OUTPUT")
    again = account(found["CHANGES"], found["CHANGES"], BEFORE_CODE="gv_from_code", AFTER_CODE="gv_to_code", SYSTEM=1)
    assert again["VACATED_KM2"] == pytest.approx(found["VACATED_KM2"])


def test_a_cancelled_run_leaves_nothing_behind(account, city, logs, tmp_path):
    path = tmp_path / "changes.gpkg"
    feedback = logs(cancel_at_check=8)
    account(city(BEFORE), city(AFTER, "after"), feedback=feedback, CHANGES=str(path))
    assert not path.exists()
    assert any("Cancelled" in line for line in feedback.warnings)


def test_the_same_input_gives_the_same_tables_to_the_byte(account, city, tmp_path):
    texts = []
    for run in ("a", "b"):
        files = {name: str(tmp_path / f"{name}_{run}.csv") for name in ("MATRIX", "BALANCE")}
        account(city(BEFORE), city(AFTER, "after"), **files)
        texts.append([Path(path).read_bytes() for path in files.values()])
    assert texts[0] == texts[1]


def test_the_report_prints_the_table_the_map_and_the_flows(account, city, tmp_path):
    path = tmp_path / "report.html"
    account(city(BEFORE), city(AFTER, "after"), REPORT=str(path), AREA=1)
    text = path.read_text("utf-8")
    assert "设施农用地" in text and "1202" in text
    assert text.count("image/svg+xml") == 1
    assert text.count("image/png") == 1
    assert "On the ellipsoid CGCS2000 (EPSG:1024)" in text


@pytest.mark.slow
def test_the_districts_of_beijing_are_measured_and_their_overlap_is_told(account, log):
    path = str(DATA / "beijing_districts.geojson")
    names = [feature["properties"]["name"] for feature in json.loads(Path(path).read_text("utf-8"))["features"]]
    own = "; ".join(f"{name}, 城乡建设用地" for name in names)
    found = account(path, path, BEFORE_CODE="name", AFTER_CODE="name", CLASSES=own, AREA=1, TARGETS="")
    assert found["BEFORE_KM2"] == pytest.approx(16_408.25, abs=0.01)
    assert (found["VACATED_KM2"], found["ADDED_KM2"]) == (0, 0)
    overlap = next(line for line in log.info if "overlap in" in line)
    assert float(overlap.split("by ")[1].split(" m²")[0].replace(",", "")) / 1e6 == pytest.approx(0.87, abs=0.005)
    assert "How areas are measured: On the ellipsoid CGCS2000 (EPSG:1024)." in log.info
    assert "12 repaired" in log.counts("beijing_districts")


def test_without_any_construction_land_all_of_it_is_zero_and_the_account_closes(account, city, tmp_path):
    found = account(city("ffww"), city("wfwf", "after"), TARGETS="", REPORT=str(tmp_path / "report.html"))
    assert [found[f"{name}_KM2"] for name in ("BEFORE", "AFTER", "VACATED", "ADDED", "NET_REDUCTION")] == [0] * 5
    assert found["CLOSURE_M2"] < 1e-3
    assert "No land was vacated." in (tmp_path / "report.html").read_text("utf-8")


def test_zones_that_overlap_and_leave_gaps_count_each_what_lies_in_them(account, city, layer, table, log):
    zones = layer([shapely.box(X, Y - 100, X + 200, Y), shapely.box(X + 100, Y - 100, X + 300, Y)], {"z": ["a", "b"]})
    found = account(
        city("uuuu"), city("ffff", "after"), ZONES=zones, ZONE_FIELD="z", TARGETS="", BALANCE="TEMPORARY_OUTPUT"
    )
    vacated = {row["gv_zone"] or row["gv_scope"]: row["gv_vacated_km2"] for row in table(found["BALANCE"])}
    assert vacated == pytest.approx({"a": 0.02, "b": 0.02, "outside": 0.01, "all": 0.04})
    assert any("Zones overlap by 10,000.0 m²" in line for line in log.info)


@pytest.mark.parametrize(("over_m", "told"), [(0.01, False), (0.09, False), (0.2, True)])
def test_overlaps_that_are_but_the_drawing_are_no_notice_and_stay_among_the_issues(
    account, city, layer, table, log, over_m, told
):
    parcels = [shapely.box(X + 100 * at - over_m, Y - 100, X + 100 * (at + 1), Y) for at in range(4)]
    after = layer(parcels, {"DLBM": [CODES[one] for one in "ffuu"]}, name="after")
    zones = layer([shapely.box(X - 1, Y - 100, X + 200, Y), shapely.box(X + 200 - over_m, Y - 100, X + 400, Y)],
                  {"z": ["a", "b"]})  # fmt: skip
    found = account(city("uuuu"), after, ZONES=zones, ZONE_FIELD="z", TARGETS="", ISSUES="TEMPORARY_OUTPUT", SLIVER=0.1)
    assert found["VACATED_KM2"] == pytest.approx(0.02, abs=1e-4)
    assert any("overlap in 3 places" in line for line in log.info) == told
    assert any("overlap" in line for line in log.info) == told
    assert sum(row["gv_kind"] == "overlap" for row in table(found["ISSUES"])) == 3


def test_a_name_is_looked_up_in_its_own_system_and_not_as_a_code_of_another(account, city, table, log):
    """河流水面 is 1101 in the survey, and 1101 is a warehouse in the guide of 2023."""
    codes = {"w": "河流水面", "u": "二类城镇住宅用地", "s": "社会停车场用地", "r": "陆地水域", "?": "种植园用地"}
    guide = {"field": "YDYHFLMC", "codes": codes}
    found = account(city("wus?", **guide), city("rus?", "after", **guide), TARGETS="", ISSUES="TEMPORARY_OUTPUT")
    assert [found[name] for name in ("BEFORE_KM2", "AFTER_KM2", "VACATED_KM2", "ADDED_KM2")] == [0.02, 0.02, 0, 0]
    assert [row["gv_code"] for row in table(found["ISSUES"])] == ["种植园用地"] * 2
    assert any("Land and sea use classification (2023)" in line and "before" in line for line in log.info)


def test_two_systems_on_the_same_ground_find_nothing_vacated_and_nothing_added(account, city, log, table, tmp_path):
    """Salt pans, main canals, rail transit, farmland, and one home that became a green, which is still urban."""
    survey = {"s": "0603", "c": "1107A", "t": "1002", "f": "0101", "u": "0701"}
    plan = {"s": "H5", "c": "E13", "t": "S2", "f": "E2", "u": "G1"}
    report, files = tmp_path / "report.html", {"BALANCE": "TEMPORARY_OUTPUT", "CHANGES": "TEMPORARY_OUTPUT"}
    found = account(
        city("sctfu", codes=survey), city("sctfu", "after", "YDDM", plan), TARGETS="", SYSTEM=1, AFTER_SYSTEM=4,
        REPORT=str(report), **files,
    )  # fmt: skip
    assert (found["VACATED_KM2"], found["ADDED_KM2"], found["CLOSURE_M2"] < 1e-3) == (0, 0, True)
    assert (found["BEFORE_KM2"], found["AFTER_KM2"]) == pytest.approx((0.02, 0.02))
    assert table(found["CHANGES"]) == []
    (row,) = table(found["BALANCE"])
    assert row["gv_built_before_km2"] == row["gv_built_after_km2"] == pytest.approx(0.03)
    assert [row[f"gv_farmland_{name}_km2"] for name in ("before", "out", "in", "after")] == [None] * 4
    said = ("3.00 ha have codes that mean the same ground", "no farmland figures are given")
    text = report.read_text("utf-8")
    for sentence in said:
        assert any(sentence in line for line in log.info + log.warnings), log.info
        assert sentence in text
    assert "Farmland and forest, not split" in text


def test_the_later_date_has_the_system_of_the_earlier_one_unless_another_is_set(account, city):
    codes = {"u": "1201", "f": "0101"}  # 1201 is vacant land in the survey and railway in the guide of 2023
    layers = city("uf", codes=codes), city("ff", "after", codes=codes)
    assert [account(*layers, SYSTEM=system)["BEFORE_KM2"] for system in (1, 3)] == pytest.approx([0.01, 0])
    after = city("uu", codes=codes), city("uu", "after", codes=codes)
    found = [account(*after, SYSTEM=1, AFTER_SYSTEM=other)["VACATED_KM2"] for other in (0, 1, 3)]
    assert found == pytest.approx([0, 0, 0.02])
    own = "1201, forest; 0101, farmland"
    found = [account(*after, CLASSES=own, AFTER_SYSTEM=other)["ADDED_KM2"] for other in (0, 1)]
    assert found == pytest.approx([0, 0.02])


def test_letters_of_urban_planning_are_found_out_and_mixed_codes_are_counted_and_told(account, city, log, tmp_path):
    codes = {"u": "R2/B1", "v": "R21", "f": "E2", "t": "H22", "e": "E"}
    field = {"field": "用地性质", "codes": codes}
    report = tmp_path / "report.html"
    found = account(city("uvfte", **field), city("ufftt", "after", **field), TARGETS="", REPORT=str(report))
    assert [found[name] for name in ("BEFORE_KM2", "VACATED_KM2", "ADDED_KM2")] == pytest.approx([0.02, 0.01, 0])
    name = "before (Land use before)"
    assert any(f"“{name}”" in line and "GB 50137-2011 (urban planning)" in line for line in log.info)
    mixed = f"1 features of “{name}” have mixed codes (R2/B1), on 10,000.0 m²; the first part of each counts."
    assert mixed in log.warnings
    unknown = f"“{name}” has 1 codes that no class knows, on 10,000.0 m²: E ("
    assert any(unknown in line for line in log.warnings)
    text = report.read_text("utf-8")
    assert "Farmland and forest, not split" in text
    assert "have mixed codes (R2/B1)" in text
    assert ">nan" not in text


@pytest.mark.parametrize("system", [0, 4])
def test_codes_of_the_older_urban_standard_get_one_sentence(account, city, system):
    codes = {"u": "R2", "c": "C2", "t": "T1"}
    field = {"field": "YDDM", "codes": codes}
    with pytest.raises(QgsProcessingException, match=r"codes C2, T1 of GBJ 137-90.*Own table of codes"):
        account(city("uct", **field), city("uuu", "after", **field), SYSTEM=system)


def test_fields_that_hold_classes_already_need_no_system(account, city, log):
    first = account(city(BEFORE), city(AFTER, "after"), CHANGES="TEMPORARY_OUTPUT")
    found = account(first["CHANGES"], first["CHANGES"], BEFORE_CODE="gv_from", AFTER_CODE="gv_to")
    assert found["VACATED_KM2"] == pytest.approx(first["VACATED_KM2"])
    assert any("holds classes of the account" in line for line in log.info)
