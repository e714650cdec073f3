"""Corridor width check 廊道宽度核查: how wide corridors are clear from end to end, and what blocks them."""

from ....core.drawing import palette
from ...framework import clues, themes
from ...framework.declared import (
    LINE,
    POINT,
    POLYGON,
    Clue,
    GuidePicture,
    Headline,
    Job,
    Kind,
    Look,
    Number,
    Output,
    later,
)

JOB = Job(
    id="corridorwidth",
    title=later("Corridor width check"),
    tags=later("corridor,ventilation,width,clear width,bottleneck,pinch,medial axis,通风廊道"),
    group=themes.CORRIDORS,
    order=20,
    first_input="CORRIDORS",
    outputs=(
        Output("CHECKED", later("Checked corridors"), POLYGON, stack=230),
        Output("PINCHES", later("Pinches"), POLYGON, stack=200),
        Output("AXIS", later("Axes"), LINE, stack=220),
        Output("PROFILE", later("Width profile"), POINT, by_default=False, stack=210),
        Output("SUMMARY", later("Width summary")),
    ),
    report=later("Width report"),
    numbers=(
        Number("CORRIDORS_CHECKED", later("Corridors checked")),
        Number("FAILED", later("Corridors narrow or broken")),
        Number("NOT_JUDGED", later("Corridors not judged")),
        Number("PINCH_COUNT", later("Number of pinches")),
        Number("NARROWEST_M", later("Narrowest clear width (m)")),
    ),
    needs=("CORRIDORS",),
    always=("PINCHES", "REPORT"),
    headline=(Headline("FAILED"),),
    changes=(
        Kind("arose", later("Newly a pinch"), palette.WARM, palette.WARM_EDGE),
        Kind("vanished", later("No longer a pinch"), palette.COOL, palette.COOL_EDGE),
        Kind("narrower", later("Still a pinch, narrower"), palette.WARM_PALE, palette.WARM_EDGE),
        Kind("wider", later("Still a pinch, wider"), palette.COOL_PALE, palette.COOL_EDGE),
    ),
    filled=("CORRIDORS",),
    clues=(
        ("CORRIDORS", Clue(("通风廊道", "生态廊道", "风廊", "廊道", "corridor"))),
        ("OBSTACLES", Clue(("障碍", "建筑", "房屋", "楼栋", "building", "obstacle", "FWJZ"))),
        ("AXES", Clue(("轴线", "中心线", "中线", "axis", "axes", "centreline", "centerline"), geometry=LINE)),
    ),
    words=(
        ("LEVEL_FIELD", ("廊道等级", "廊道级别", "等级", "级别", "level", "class", "DJ", "JB")),
        ("ID_FIELD", clues.ID_FIELD),
    ),
    looks=(Look("corridors", later("Corridors")), Look("obstacles", later("Obstacles"))),
    shown=("PINCHES", "AXIS", "obstacles", "CHECKED"),
    picture=GuidePicture("corridors", ("corridors", "buildings"), 3),
)
