"""Ecological security pattern 生态安全格局: layers of three tiers as one pattern, and what conflicts with it."""

from ....core.drawing import palette
from ....core.land.codes import CONSTRUCTION
from ...framework import clues, themes
from ...framework.declared import POLYGON, Clue, GuidePicture, Headline, Job, Kind, Number, Output, later

JOB = Job(
    id="securitypattern",
    title=later("Ecological security pattern"),
    tags=later("security pattern,tiers,red line,baseline,control lines,conflict,生态安全格局,三条控制线"),
    group=themes.RESTORATION,
    order=50,
    first_input="CONSTRUCTION",
    outputs=(
        Output("PATTERN", later("Security pattern"), POLYGON, stack=420),
        Output("CONFLICTS", later("Conflicts with the pattern"), POLYGON, stack=400),
        Output("SUMMARY", later("Pattern summary")),
    ),
    report=later("Pattern report"),
    numbers=(
        Number("PATTERN_KM2", later("Security pattern (km²)")),
        Number("TIER_1_KM2", later("Baseline tier (km²)")),
        Number("TIER_2_KM2", later("General tier (km²)")),
        Number("TIER_3_KM2", later("Ideal tier (km²)")),
        Number("CONFLICT_HA", later("Construction land in the baseline tier (ha)")),
        Number("CONFLICT_SLIVERS", later("Slivers of construction land in the baseline tier")),
        Number("CONFLICT_SLIVER_M2", later("Slivers of construction land in the baseline tier (m²)")),
        Number("TO_CHECK_HA", later("Construction land to check (ha)")),
        Number("LINE_CONFLICTS", later("Conflicts between control lines")),
        Number("LINE_CONFLICT_HA", later("Ground in several control lines (ha)")),
    ),
    always=("PATTERN", "REPORT"),
    headline=(Headline("CONFLICT_HA"), Headline("PATTERN_KM2")),
    changes=(
        Kind("looser", later("Looser tier in B"), palette.WARM, palette.WARM_EDGE),
        Kind("left", later("No longer in the pattern"), palette.WARM_PALE, palette.WARM_EDGE),
        Kind("stricter", later("Stricter tier in B"), palette.COOL, palette.COOL_EDGE),
        Kind("entered", later("New in the pattern"), palette.COOL_PALE, palette.COOL_EDGE),
    ),
    filled=("EXTENT_LAYER",),
    clues=(
        ("RED_LINE", clues.RED_LINE),
        ("BASIC_FARMLAND", clues.BASIC_FARMLAND),
        ("PROTECTED_AREAS", Clue(("自然保护地", "自然保护区", "protected area", "nature reserve"))),
        ("WATERS", Clue(("重要河湖湿地", "河湖湿地", "河湖", "湿地", "水域", "waters", "wetland"))),
        ("WATER_SOURCES", clues.WATER_SOURCES),
        ("GROWTH_BOUNDARY", Clue(("城镇开发边界", "开发边界", "CZKFBJ", "growth boundary"))),
        (
            "CONSTRUCTION",
            Clue(("城乡建设用地", "建设用地", "construction", "built-up", "built up", "built"), take=CONSTRUCTION),
        ),
        ("EXTENT_LAYER", Clue(("市域", "市界", "研究范围", "规划范围", "extent", "study area", "boundary"))),
    ),
    words=(("ID_FIELD", clues.ID_FIELD),),
    borders=("EXTENT_LAYER",),
    shown=("CONFLICTS", "PATTERN", "parks"),
    picture=GuidePicture("pattern", ("construction",), 0),
)
