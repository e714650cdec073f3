"""Plan profiles: those that come with the plugin, and what a wrong one says."""

import json
from pathlib import Path

import pytest
from greenvein.core.profile import ProfileError, load, rules

FOLDER = Path(__file__).parents[2] / "resources" / "profiles"


def test_beijing_sets_500_m_from_every_park_and_95_percent():
    profile = load(FOLDER / "beijing_2022.json")
    assert profile.value("park_coverage.tiers") == [[0, 500]]
    assert profile.value("park_coverage.historic_tiers") == []
    assert profile.value("park_coverage.target_pct") == 95
    assert "95%" in profile.clause("park_coverage.target_pct", "zh")


def test_national_profile_has_two_tiers_and_one_for_historic_quarters():
    profile = load(FOLDER / "national.json")
    assert profile.value("park_coverage.tiers") == [[5000, 500], [400, 300]]
    assert profile.value("park_coverage.historic_tiers") == [[1000, 300]]
    assert "按通行引述" in profile.clause("park_coverage.tiers", "zh")


@pytest.mark.parametrize("name", ["beijing_2022", "national"])
def test_level_1_corridors_are_500_m_wide_and_level_2_and_3_are_80_m(name):
    assert load(FOLDER / f"{name}.json").value("corridor_width.widths") == [[1, 500], [2, 80], [3, 80]]


def test_only_the_national_profile_checks_length_angle_and_obstacles():
    assert load(FOLDER / "beijing_2022.json").value("corridor_width.checks") == []
    assert load(FOLDER / "national.json").value("corridor_width.checks") == [[1, 5000, 30, 0.1], [2, 1000, 45, 0.2]]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("park_coverage.tiers.value", [[0]]),
        ("park_coverage.tiers.value", "500"),
        ("park_coverage.target_pct.value", 950),
        ("park_coverage.target_pct.value", True),
        ("park_coverage.tiers.clause", {"zh": "只有中文"}),
        ("corridor_width.widths.value", [[1, 500, 3]]),
        ("corridor_width.wind_deg.value", 400),
        ("corridor_width.step_m.value", None),
        ("corridor_width.checks.value", [[1, 5000]]),
        ("name", "Beijing"),
        ("id", 7),
    ],
)
def test_wrong_profile_says_which_key_is_wrong(tmp_path, key, value):
    content = json.loads((FOLDER / "beijing_2022.json").read_text(encoding="utf-8"))
    *path, last = key.split(".")
    place = content
    for step in path:
        place = place[step]
    place[last] = value
    file = tmp_path / "wrong.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ProfileError) as told:
        load(file)
    assert told.value.key == key.removesuffix(".value")


def test_a_file_that_has_changed_is_read_anew_and_one_of_the_same_text_is_not_mistaken_for_it(tmp_path):
    path, other = tmp_path / "own.json", tmp_path / "other.json"
    text = (FOLDER / "national.json").read_text(encoding="utf-8")
    for target in (95, 90):
        content = json.loads(text)
        content["park_coverage"]["target_pct"]["value"] = target
        path.write_text(json.dumps(content), encoding="utf-8")
        assert load(path).value("park_coverage.target_pct") == target
    other.write_bytes(path.read_bytes())
    assert (load(path).path, load(other).path) == (path, other)


def test_missing_rule_and_broken_json_are_told(tmp_path):
    file = tmp_path / "wrong.json"
    file.write_text('{"id": "x", "name": {"zh": "", "en": ""}, "source": {"zh": "", "en": ""}}', encoding="utf-8")
    with pytest.raises(ProfileError, match=r"park_coverage\.tiers"):
        load(file)
    file.write_text("{", encoding="utf-8")
    with pytest.raises(ProfileError):
        load(file)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("security_pattern.parts", [["RED_LINE", "生态保护红线", "Ecological red line", 4]]),
        ("restoration_priority.order", ["near_term", "score", "score"]),
        ("restoration_priority.order", ["fame"]),
        ("restoration_priority.mode_thresholds", [0.7, 0.3]),
        ("restoration_priority.named_types", [[]]),
        ("vacated_use.chain", [["blue_lines", "housing"]]),
        ("vacated_use.chain", [["airport", "green"]]),
        ("vacated_use.share", 1.5),
        ("park_coverage.tiers", []),
        ("park_coverage.tiers", [[0, 500], [0, 300]]),
        ("park_coverage.tiers", [[0, float("nan")]]),
        ("park_coverage.tiers", [[0, -500]]),
        ("corridor_width.widths", [[1.5, 500]]),
        ("corridor_width.widths", [["1", 500]]),
        ("land_reduction.whole", []),
        ("land_reduction.targets", [["", 2790, "existing", None]]),
        ("land_reduction.indicators", [["built_km2", "全市", 1, "mapped"], ["built_km2", "全市", 2, "mapped"]]),
        ("security_pattern.parts", [["Red line", "生态保护红线", "Ecological red line", 1]]),
        ("security_pattern.parts", [["TIER_1", "生态保护红线", "Ecological red line", 1]]),
        ("security_pattern.parts", [["RED_LINE", "生态保护红线", "Ecological red line", True]]),
        ("vacated_use.first", ["red_line", "red_line"]),
        ("vacated_use.first", ["flood_storage"]),
        ("vacated_use.farmland_balance", 1),
    ],
)
def test_a_wrong_rule_of_pattern_priority_or_vacated_land_is_named(tmp_path, key, value):
    content = json.loads((FOLDER / "beijing_2022.json").read_text("utf-8"))
    section, rule = key.split(".")
    content[section][rule]["value"] = value
    path = tmp_path / "own.json"
    path.write_text(json.dumps(content), "utf-8")
    with pytest.raises(ProfileError) as raised:
        load(path)
    assert raised.value.key == key


def test_beijing_looks_at_source_zones_then_blue_lines_then_farmland_and_ranks_by_the_plans_rule():
    profile = load(FOLDER / "beijing_2022.json")
    uses = ["not_farmland", "water", "farmland", "flood_wetland", "green"]
    assert [row[1] for row in profile.value("vacated_use.chain")] == uses
    assert profile.value("restoration_priority.order") == ["near_term", "tier", "named_type", "score"]
    assert len(profile.value("security_pattern.parts")) == 5


def test_a_wrong_cell_is_told_with_its_row_and_column(tmp_path):
    content = json.loads((FOLDER / "national.json").read_text("utf-8"))
    content["park_coverage"]["tiers"]["value"][1][1] = "far"
    path = tmp_path / "own.json"
    path.write_text(json.dumps(content), "utf-8")
    with pytest.raises(ProfileError) as raised:
        load(path)
    assert (raised.value.problem.row, raised.value.problem.column) == (2, "radius_m")
    assert str(raised.value) == f"{path}: park_coverage.tiers: row 2, radius_m: not a number from 0.1 to 1,000,000"


@pytest.mark.parametrize("value", [[0, 500], {"clause": {"zh": "", "en": ""}}, None])
def test_a_rule_without_a_value_is_missing(tmp_path, value):
    content = json.loads((FOLDER / "national.json").read_text("utf-8"))
    content["park_coverage"]["tiers"] = value
    path = tmp_path / "own.json"
    path.write_text(json.dumps(content), "utf-8")
    with pytest.raises(ProfileError) as raised:
        load(path)
    assert (raised.value.key, raised.value.reason) == ("park_coverage.tiers", "missing")


def test_a_basis_that_nobody_knows_is_named(tmp_path):
    content = json.loads((FOLDER / "national.json").read_text("utf-8"))
    content["park_coverage"]["tiers"]["basis"] = "hearsay"
    path = tmp_path / "own.json"
    path.write_text(json.dumps(content), "utf-8")
    with pytest.raises(ProfileError) as raised:
        load(path)
    assert raised.value.key == "park_coverage.tiers.basis"


def test_a_file_from_windows_editor_begins_with_a_mark_and_is_read(tmp_path):
    path = tmp_path / "own.json"
    path.write_text((FOLDER / "national.json").read_text("utf-8"), "utf-8-sig")
    assert load(path).id == "national"


@pytest.mark.parametrize("name", ["beijing_2022", "national"])
def test_every_rule_of_a_shipped_profile_has_a_kind_and_every_kind_a_rule(name):
    content = load(FOLDER / f"{name}.json").content
    found = [
        f"{job}.{rule}" for job, rules_ in content.items() if job not in ("id", "name", "source") for rule in rules_
    ]
    assert sorted(found) == sorted(rules.FIELDS)


@pytest.mark.parametrize("name", ["beijing_2022", "national"])
def test_marks_say_what_the_clauses_say(name):
    profile = load(FOLDER / f"{name}.json")
    for key in rules.FIELDS:
        clause, basis = profile.clause(key, "en"), profile.basis(key)
        assert (basis == "quoted") == ("as commonly quoted" in clause), key
        assert (basis == "borrowed") == ("As in Beijing's plans" in clause), key
        if basis != "quoted":
            assert (basis in ("ours", "partly_ours")) == ("ours" in clause or "our reading" in clause), key


def test_an_own_profile_lacks_a_section_that_came_later_and_serves_on(tmp_path, monkeypatch):
    monkeypatch.setitem(rules.FIELDS, "green_roofs.target_pct", rules.NumberRule(0, 100, null=True))
    path = tmp_path / "own.json"
    path.write_text((FOLDER / "national.json").read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(ProfileError, match=r"green_roofs\.target_pct: missing"):
        load(path)
    monkeypatch.setitem(rules.ADDED, "green_roofs.target_pct", None)
    profile = load(path)
    assert profile.value("green_roofs.target_pct") is None
    assert profile.clause("green_roofs.target_pct", "en")


def test_what_holds_where_a_profile_lacks_a_value_is_that_nothing_is_set():
    """Its clause says so (profile._ADDED_NOTE), so that a number there would have a false source."""
    assert {key: value for key, value in rules.ADDED.items() if value not in (None, [])} == {}
