"""Profiles of a user's own: what becomes of clauses, and that a file keeps all that was not changed."""

import json
from pathlib import Path

import pytest
from greenvein.core.profile import editing, load

FOLDER = Path(__file__).parents[2] / "resources" / "profiles"
PLAN = {"value": 95, "clause": {"zh": "规划第二章", "en": "Plan, ch. 2"}}


def test_another_value_no_longer_claims_the_plan():
    rule = editing.with_value(PLAN, PLAN, 90)
    assert rule == {"value": 90, "clause": {"zh": "自定值", "en": "Own value"}, "basis": "own"}


def test_the_value_of_the_plan_brings_its_clause_back():
    rule = editing.with_value(PLAN, editing.with_value(PLAN, PLAN, 90), 95)
    assert rule == PLAN
    assert rule is not PLAN


def test_a_note_of_the_user_stays_whatever_the_value():
    noted = editing.with_note(PLAN, "上海市规划第三章")
    assert noted["clause"] == {"zh": "上海市规划第三章", "en": "上海市规划第三章"}
    assert noted["basis"] == "own"
    changed = editing.with_value(PLAN, noted, 90)
    assert (changed["value"], changed["clause"]) == (90, noted["clause"])
    assert editing.with_value(PLAN, changed, 95)["clause"] == noted["clause"]


def test_a_note_that_is_taken_away_leaves_own_value():
    assert editing.with_note(PLAN, "  ")["clause"] == {"zh": "自定值", "en": "Own value"}


@pytest.mark.parametrize(("one", "other", "same"), [(1, True, False), (500, 500.0, True), ([[0]], [[False]], False)])
def test_true_is_not_one(one, other, same):
    assert editing.same(one, other) is same


@pytest.mark.parametrize("name", ["beijing_2022", "national"])
def test_a_shipped_file_is_written_as_it_stands_to_the_byte(tmp_path, name):
    file = tmp_path / "profile.json"
    editing.save(load(FOLDER / f"{name}.json").content, file)
    assert file.read_bytes() == (FOLDER / f"{name}.json").read_bytes()
    assert list(tmp_path.iterdir()) == [file]


def test_a_changed_value_changes_its_lines_only(tmp_path):
    content = json.loads((FOLDER / "beijing_2022.json").read_text("utf-8"))
    rule = content["park_coverage"]["target_pct"]
    content["park_coverage"]["target_pct"] = editing.with_value(rule, rule, 90)
    before = (FOLDER / "beijing_2022.json").read_text("utf-8").splitlines()
    after = editing.written(content).splitlines()
    gone, come = sorted(set(before) - set(after)), sorted(set(after) - set(before))
    assert [line.strip().split(":")[0] for line in gone] == ['"en"', '"zh"', '"value"']
    assert [line.strip() for line in come] == ['"en": "Own value"', '"zh": "自定值",', '"basis": "own"', '"value": 90,']


def test_objects_are_written_as_people_write_them():
    rows = [{"id": "A1", "targets": [{"year": 2025, "value": 95}], "lines": [1, 2]}, {"id": "A2"}]
    assert editing.written({"value": rows}).splitlines() == [
        "{",
        '  "value": [',
        "    {",
        '      "id": "A1",',
        '      "targets": [',
        '        {"year": 2025, "value": 95}',
        "      ],",
        '      "lines": [1, 2]',
        "    },",
        '    {"id": "A2"}',
        "  ]",
        "}",
    ]


def test_keys_that_nobody_knows_are_kept(tmp_path):
    content = {**load(FOLDER / "national.json").content, "remark": ["ours", {}]}
    editing.save(content, tmp_path / "own.json")
    assert load(tmp_path / "own.json").content == content


def test_a_copy_says_what_it_was_copied_from_and_changes_nothing_else():
    profile = load(FOLDER / "beijing_2022.json")
    copy = editing.copied(profile, "mine", "我的城市", shipped=True)
    assert copy["id"] == "mine"
    assert copy["name"] == {"zh": "我的城市", "en": "我的城市"}
    assert copy["source"]["en"].startswith("Copied from “Beijing, the four plans of 2022” (Gazette of")
    kept = {key: value for key, value in profile.content.items() if key not in ("id", "name", "source")}
    assert {key: copy[key] for key in kept} == kept
    copy["park_coverage"]["tiers"]["value"].append([1, 2])
    assert profile.value("park_coverage.tiers") == [[0, 500]]
    assert editing.copied(profile, "mine", "x", shipped=False)["source"] == profile.content["source"]
