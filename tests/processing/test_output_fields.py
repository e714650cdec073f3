"""What fields are called and codes say: by job and output, in both languages."""

import pytest
from greenvein.core.indicators.codes import BINDINGS, REASONS, STATES
from greenvein.core.scorecard.codes import REASONS as OF_VALUES
from greenvein.processing.framework import output_fields
from greenvein.processing.jobs.corridorwidth.names import level_name


def test_the_same_field_is_called_what_it_is_in_each_output(qgis_app):
    found = {
        style: output_fields.titles(style)["gv_source"]
        for style in ("parkcoverage_blind_areas", "securitypattern_conflicts", "restorationpriority_ranked",
                      "vacateduse_uses")
    }  # fmt: skip
    assert found == {
        "parkcoverage_blind_areas": "Residential feature",
        "securitypattern_conflicts": "Construction feature",
        "restorationpriority_ranked": "Unit",
        "vacateduse_uses": "Plot",
    }
    ranks = [
        output_fields.titles(style)["gv_rank"] for style in ("parkcoverage_blind_areas", "restorationpriority_ranked")
    ]
    assert ranks == ["Rank by size", "Priority rank"]


def test_fields_that_an_input_brought_along_keep_their_names(qgis_app):
    # Vacated land comes from the account's changes.
    assert output_fields.titles("vacateduse_uses")["gv_from"] == "From class"
    assert output_fields.words("vacateduse_uses")["gv_kind"]("vacated") == "Vacated"


def test_criteria_of_the_plan_are_called_in_words(chinese):
    fields = ["gv_c_degradation", "gv_c_potential", "gv_c_坡度"]
    titles = output_fields.titles("restorationpriority_ranked", fields)
    assert [titles[field] for field in fields] == [
        "得分中“退损程度”的贡献", "得分中“修复潜力”的贡献", "得分中“坡度”的贡献",
    ]  # fmt: skip


def test_levels_and_tiers_are_chinese_numerals(chinese):
    assert [level_name(level) for level in (1, 2.0, 3, 12)] == ["一级", "二级", "三级", "12级"]
    assert output_fields.words("corridorwidth_checked")["gv_level"](2) == "二级"
    assert output_fields.words("securitypattern_pattern")["gv_tier"](1) == "底线（一级）"


CODES = {
    "corridorwidth_checked": {"gv_verdict": ("pass", "narrow", "broken", "unknown"), "gv_checks": ("length:pass",)},
    "corridorwidth_pinches": {"gv_cause": ("edge", "obstacle", "both", "gap")},
    "corridorwidth_summary": {"gv_scope": ("level", "none", "all")},
    "parkcoverage_summary": {"gv_scope": ("zone", "outside", "all")},
    "landreduction_changes": {"gv_kind": ("vacated", "added", "other"), "gv_from": ("urban_rural", "unknown"),
                              "gv_to": ("farmland", "outside"), "gv_farmland": ("in", "out")},
    "landreduction_issues": {"gv_kind": ("overlap", "gap", "unknown", "sliver"), "gv_date": ("before", "after")},
    "landreduction_balance": {"gv_state": ("met", "missed", "open"), "gv_scope": ("zone", "outside", "all"),
                              "gv_counts": ("existing", "with_approved", "unstated")},
    "securitypattern_conflicts": {"gv_kind": ("conflict", "conditions", "list", "crossing", "overlap", "containment"),
                                  "gv_pair": ("construction/pattern", "red_line/basic_farmland"),
                                  "gv_whose": ("first", "second", "both")},
    "securitypattern_summary": {"gv_scope": ("tier", "all", "layer", "pair")},
    "restorationpriority_ranked": {"gv_phase": ("near", "long")},
    "restorationpriority_summary": {"gv_scope": ("group", "all")},
    "vacateduse_uses": {"gv_use_after": ("farmland", "water", "flood_wetland", "green", "built"),
                        "gv_first": ("red_line",),
                        "gv_use_rule": ("otherwise", "done", "built", "farmland_space_beside", "blue_lines")},
    "vacateduse_summary": {"gv_scope": ("use", "undecided", "all")},
    "scorecard_scores": {"gv_state": STATES, "gv_reason": (*REASONS, *OF_VALUES), "gv_binding": BINDINGS,
                         "gv_measure": ("ES1.1", "LU2.2"),
                         "gv_cause": ("blind_area|west|1.5|", "blind_area||1.5|20", "blind_area|west|729|90|189|4",
                                      "blind_area||9||3|4", "added_in|west|2",
                                      "added_from|farmland|2", "pinch|A|300|500", "zone|west|10|-5||m²",
                                      "zone|west|10|-5|3|%")},
}  # fmt: skip


@pytest.mark.parametrize("style", CODES)
def test_every_code_is_said_in_chinese(chinese, style):
    said = output_fields.words(style)
    for field, codes in CODES[style].items():
        for code in codes:
            text = said[field](code)
            assert any("\u4e00" <= letter <= "\u9fff" for letter in text), (field, code, text)
            assert code not in text
