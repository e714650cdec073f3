"""Restoration priority ranking 生态修复优先序: units ranked by the plan's rules, or by a score of several criteria."""

from ....core.drawing import palette
from ...framework import clues, themes
from ...framework.declared import POLYGON, Clue, FieldFamily, GuidePicture, Headline, Job, Kind, Number, Output, later

JOB = Job(
    id="restorationpriority",
    title=later("Restoration priority ranking"),
    tags=later("restoration,priority,ranking,multi-criteria,AHP,entropy,TOPSIS,VIKOR,生态修复,优先序"),
    group=themes.RESTORATION,
    order=60,
    first_input="UNITS",
    outputs=(
        Output("RANKED", later("Ranked units"), POLYGON, stack=410),
        Output("SUMMARY", later("Priority summary")),
    ),
    report=later("Priority report"),
    numbers=(
        Number("UNITS_RANKED", later("Number of ranked units")),
        Number("NEAR_TERM_HA", later("Area of the first phase (ha)")),
        Number("STABLE_PCT", later("Units with a stable rank (%)")),
        Number("CONSISTENCY_RATIO", later("Consistency ratio")),
    ),
    needs=("UNITS",),
    headline=(Headline("NEAR_TERM_HA"),),
    changes=(
        Kind("to_near", later("Moved into the first phase"), palette.WARM, palette.WARM_EDGE),
        Kind("to_long", later("Moved out of the first phase"), palette.COOL, palette.COOL_EDGE),
        Kind("earlier", later("Earlier rank"), palette.WARM_PALE, palette.WARM_EDGE),
        Kind("later", later("Later rank"), palette.COOL_PALE, palette.COOL_EDGE),
        Kind("only_a", later("Unit in A only"), palette.ALONE_PALE, palette.ALONE_EDGE),
        Kind("only_b", later("Unit in B only"), palette.ALONE, palette.ALONE_EDGE),
    ),
    filled=("UNITS",),
    clues=(
        ("UNITS", Clue(("生态修复单元", "修复单元", "评价单元", "修复", "restoration unit", "unit"))),
        ("PATTERN", Clue(("生态安全格局", "安全格局", "security pattern"), ("gv_tier", "gv_zone", "gv_sources"))),
        ("KEY_AREAS", clues.KEY_AREAS),
        ("NATURAL_FIRST", Clue(("自然恢复", "核心保护区", "生态保护红线", "生态红线", "red line", "core area"))),
    ),
    words=(
        ("DEGRADATION_FIELD", ("退损程度", "退损", "退化程度", "退化", "degradation")),
        ("POTENTIAL_FIELD", ("恢复潜力", "修复潜力", "潜力", "potential")),
        ("TYPE_FIELD", ("修复类型", "类型", "restoration type", "type", "kind")),
        ("ID_FIELD", clues.ID_FIELD),
    ),
    families=(FieldFamily("gv_c_", decimals=4),),
    shared=("CRITERIA_LAYERS",),
    naming=("CRITERIA",),
    shown=("RANKED", "corridors"),
    picture=GuidePicture("priority", None, 0),
)
