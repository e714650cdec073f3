"""The rules of plan profiles: of what kind each value is, and what holds where one is missing.

The form of the settings is made from this table and has no rules of its own. Profiles are read when QGIS opens, so this
needs nothing but Python.
"""

from __future__ import annotations

from typing import Any

from ..indicators import codes as of_indicators
from ..indicators.sound import fault
from ..land.codes import AREAS, CHAIN_USES, FIRST, KINDS, OTHERWISE
from ..land.targets import COUNTS, FIGURES, MEASURES
from ..pattern.codes import TIERS
from ..priority.codes import RULES
from .kinds import (
    ChoiceRule,
    CodeRule,
    FlagRule,
    GroupsRule,
    IdRule,
    LanguagesRule,
    LimitsRule,
    ListRule,
    MultipleRule,
    NamesRule,
    NumberRule,
    ObjectRule,
    ObjectsRule,
    TableRule,
    TextRule,
    ValueRule,
)

# What the algorithm of the pattern has beside its parts, and what every algorithm has; a test holds the two together.
_PATTERN_INPUTS = (
    "GROWTH_BOUNDARY", "TIER_1", "TIER_2", "TIER_3", "TIERED", "TIER_FIELD", "CONSTRUCTION", "EXTENT_LAYER", "SLIVER",
    "ID_FIELD", "AREA", "PATTERN", "CONFLICTS", "SUMMARY", "REPORT",
    *(f"{name}_TAKE" for name in ("GROWTH_BOUNDARY", "CONSTRUCTION", "EXTENT_LAYER")),
    *(f"{name}_CODE" for name in ("GROWTH_BOUNDARY", "CONSTRUCTION", "EXTENT_LAYER")),
    *(f"{name}_SYSTEM" for name in ("GROWTH_BOUNDARY", "CONSTRUCTION", "EXTENT_LAYER")),
    *(f"{name}_TAKES" for name in ("TIER_1", "TIER_2", "TIER_3", "TIERED")),
)  # fmt: skip

_AREA_M2 = NumberRule(0, 1e9, "m²")
_RADIUS_M = NumberRule(0.1, 1e6, "m")
_LEVEL = NumberRule(1, 9, whole=True)
_SHARE = NumberRule(0, 1)
_SLIVER_M = NumberRule(0, 100, "m")
_KM2 = NumberRule(0, 1e8, "km²")
_PERCENT = NumberRule(0, 100, "%")
_YEAR = NumberRule(1, 9999, null=True, whole=True)
_TIERS = TableRule({"min_area_m2": _AREA_M2, "radius_m": _RADIUS_M}, ("min_area_m2",), 1)

OURS, PARTLY_OURS, QUOTED, BORROWED, OWN = BASES = ("ours", "partly_ours", "quoted", "borrowed", "own")
"""What a value rests on where it does not stand in the plan as it is: GreenVein chose it, or reads the plan so; a text
that is commonly quoted but was not at hand; another plan; the user."""

_NUMBER = NumberRule(-1e12, 1e12)
_SURE_YEAR = NumberRule(1, 9999, whole=True)
_GROUNDS = ListRule(TextRule(), 1)
_LINES = ListRule(NumberRule(1, 1e9, whole=True))
_INDICATOR = ObjectRule(
    {
        "id": IdRule(),
        "also": ListRule(IdRule()),
        "also_called": ListRule(TextRule()),
        "name": LanguagesRule(),
        "unit": TextRule(),
        "extent": LanguagesRule(),
        "direction": ChoiceRule(of_indicators.DIRECTIONS),
        "base": ObjectRule({"year": _YEAR, "value": _NUMBER}),
        "targets": ListRule(
            ObjectRule(
                {
                    "year": _SURE_YEAR,
                    "value": NumberRule(-1e12, 1e12, null=True),
                    "mark": ChoiceRule(of_indicators.MARKS),
                    "least": _NUMBER,
                },
                may_lack=("least",),
            ),
            1,
        ),
        "period": ObjectRule({"from": _SURE_YEAR, "to": _SURE_YEAR}),
        "part_of": IdRule(),
        "same_as": IdRule(),
        "measures": ListRule(
            ObjectRule(
                {"text": LanguagesRule(), "clause": LanguagesRule(), "lines": _LINES},
                may_lack=("lines",),
            )
        ),
        "binding": ChoiceRule(of_indicators.BINDINGS),
        "damaged": FlagRule(),
        "measure": ObjectRule(
            {
                "kind": ChoiceRule(of_indicators.KINDS),
                "job": IdRule(),
                "field": IdRule(),
                "of": _GROUNDS,
                "inside": _GROUNDS,
                "per": _GROUNDS,
                "shows": ChoiceRule(of_indicators.SHOWS),
                "beside": IdRule(),
                "perhaps": IdRule(),
                "asked": ListRule(TextRule(), 1),
            },
            may_lack=("job", "field", "of", "inside", "per", "shows", "beside", "perhaps", "asked"),
        ),
        "clause": LanguagesRule(),
        "lines": _LINES,
        "basis": ChoiceRule(BASES),
    },
    may_lack=(
        *("also", "also_called", "extent", "base", "period", "part_of", "same_as", "measures", "damaged", "lines"),
        "basis",
    ),
)

FIELDS: dict[str, ValueRule] = {
    "park_coverage.tiers": _TIERS,
    "park_coverage.historic_tiers": TableRule(_TIERS.columns, _TIERS.key),
    "park_coverage.target_pct": NumberRule(0, 100, "%"),
    "park_coverage.per_head": TableRule(
        {"year": NumberRule(1, 9999, whole=True), "per_head_m2": NumberRule(0, 1e6, "m²")}, ("year",)
    ),
    "corridor_width.widths": TableRule({"level": _LEVEL, "width_m": NumberRule(0.1, 1e6, "m")}, ("level",)),
    "corridor_width.wind_deg": NumberRule(0, 360, "°", null=True),
    "corridor_width.step_m": NumberRule(0.1, 10_000, "m"),
    "corridor_width.checks": TableRule(
        {
            "level": _LEVEL,
            "length_m": NumberRule(0, 1e6, "m"),
            "angle_deg": NumberRule(0, 90, "°"),
            "obstacle_share": _SHARE,
        },
        ("level",),
    ),
    "corridor_width.measures": TableRule({"text_zh": TextRule(), "text_en": TextRule()}),
    "land_reduction.whole": NamesRule(),
    "land_reduction.targets": TableRule(
        {
            "zone": TextRule(),
            "target_km2": _KM2,
            "counts": ChoiceRule(COUNTS),
            "approved_km2": NumberRule(0, 1e8, "km²", null=True),
        },
        ("zone",),
    ),
    "land_reduction.indicators": TableRule(
        {"measure": ChoiceRule(MEASURES), "zone": TextRule(), "value": NumberRule(0, 1e8), "kind": ChoiceRule(KINDS)},
        ("measure", "zone"),
    ),
    "land_reduction.extents": TableRule({"zone": TextRule(), "area_km2": _KM2, "within_pct": _PERCENT}, ("zone",)),
    "land_reduction.about": TableRule(
        {
            "figure": ChoiceRule(FIGURES),
            "zone": TextRule(),
            "base": NumberRule(0, 1e8, null=True),
            "within_pct": _PERCENT,
            "way_pct": _PERCENT,
        },
        ("figure", "zone"),
    ),
    "land_reduction.from_year": _YEAR,
    "land_reduction.to_year": _YEAR,
    "land_reduction.sliver_m": _SLIVER_M,
    "security_pattern.parts": TableRule(
        {"input": CodeRule(_PATTERN_INPUTS), "zh": TextRule(), "en": TextRule(), "tier": ChoiceRule(TIERS)}, ("input",)
    ),
    "security_pattern.sliver_m": _SLIVER_M,
    "restoration_priority.order": MultipleRule(RULES, 1, ordered=True),
    "restoration_priority.named_types": GroupsRule(),
    "restoration_priority.share": _SHARE,
    "restoration_priority.mode_thresholds": LimitsRule(("assisted_from", "reconstruction_from"), 0, 1),
    "restoration_priority.concentration": NumberRule(1, 1e6),
    "vacated_use.first": MultipleRule(FIRST),
    "vacated_use.chain": TableRule(
        {"area": ChoiceRule((*AREAS, OTHERWISE)), "use": ChoiceRule(CHAIN_USES)}, ordered=True
    ),
    "vacated_use.min_farmland_m2": _AREA_M2,
    "vacated_use.max_farmland_distance_m": NumberRule(0, 1e6, "m"),
    "vacated_use.share": _SHARE,
    "vacated_use.farmland_balance": FlagRule(),
    "scorecard.indicators": ObjectsRule(_INDICATOR, fault),
    "scorecard.about_pct": NumberRule(0, 100, "%", null=True),
    "scorecard.about_way_pct": NumberRule(0, 100, "%", null=True),
}
"""The values of a profile in the order of the form; a key is written ``job.rule``."""

ADDED: dict[str, Any] = {
    "park_coverage.per_head": [],
    "corridor_width.measures": [],
    "land_reduction.extents": [],
    "land_reduction.about": [],
    "land_reduction.from_year": None,
    "land_reduction.to_year": None,
    "scorecard.indicators": [],
    "scorecard.about_pct": None,
    "scorecard.about_way_pct": None,
}
"""Values that profiles may lack, since they were made before there were such, and what holds then: nothing is said."""
