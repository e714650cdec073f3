"""Use of vacated land afterwards 腾退用地后续利用: what becomes of it, and what is vacated and restored first."""

from ....core.drawing import palette
from ...framework import clues, themes
from ...framework.declared import POLYGON, Clue, GuidePicture, Headline, Job, Kind, Number, Output, later

JOB = Job(
    id="vacateduse",
    title=later("Use of vacated land afterwards"),
    tags=later("vacated land,restoration,reclamation,farmland,wetland,green space,腾退,复耕,复绿"),
    group=themes.RESTORATION,
    tab=themes.LAND,
    order=40,
    first_input="VACATED",
    outputs=(
        Output("USES", later("Uses of vacated land"), POLYGON, stack=310),
        Output("SUMMARY", later("Summary of uses")),
    ),
    report=later("Report on uses"),
    numbers=(
        Number("FARMLAND_HA", later("Reclaimed as farmland (ha)")),
        Number("WATER_HA", later("Wetland or water (ha)")),
        Number("FLOOD_WETLAND_HA", later("Flood-storage wetland (ha)")),
        Number("GREEN_HA", later("Green space (ha)")),
        Number("BUILT_HA", later("Built upon again (ha)")),
        Number("FIRST_HA", later("Comes first and not done yet (ha)")),
        Number("BLIND_SERVED_HA", later("Blind areas served by new green space (ha)")),
        Number("TO_FARMLAND_AT_LEAST_TO_GREEN", later("As much to farmland as to green space and water"), boolean=True),
    ),
    needs=("VACATED",),
    headline=(  # what the plan compares is a balance
        Headline(
            "FARMLAND_HA",
            less=("WATER_HA", "FLOOD_WETLAND_HA", "GREEN_HA"),
            title=later("To farmland, less what goes to green space, wetland and water"),
        ),
    ),
    changes=(
        Kind(
            "to_farmland",
            later("Another use: now farmland"),
            palette.USES["farmland"],
            palette.USE_EDGES["farmland"],
        ),
        Kind("to_water", later("Another use: now wetland or water"), palette.USES["water"], palette.USE_EDGES["water"]),
        Kind(
            "to_flood_wetland",
            later("Another use: now flood-storage wetland"),
            palette.USES["flood_wetland"],
            palette.USE_EDGES["flood_wetland"],
        ),
        Kind("to_green", later("Another use: now green space"), palette.USES["green"], palette.USE_EDGES["green"]),
        Kind("to_built", later("Another use: now built upon"), palette.USES["built"], palette.USE_EDGES["built"]),
        Kind("to_undecided", later("Another use: now not decided"), palette.OPEN, palette.OPEN_EDGE),
        Kind("only_a", later("Plot in A only"), palette.ALONE_PALE, palette.ALONE_EDGE),
        Kind("only_b", later("Plot in B only"), palette.ALONE, palette.ALONE_EDGE),
    ),
    filled=("VACATED",),
    clues=(
        (
            "VACATED",
            Clue(
                ("腾退用地", "减量腾退", "腾退", "vacated"),
                ("gv_kind", "gv_from", "gv_in_key_area"),
                ("gv_use_after",),
            ),
        ),
        ("BLIND_AREAS", Clue(("服务盲区", "盲区", "blind"), ("gv_source", "gv_rank", "gv_population"))),
        ("RED_LINE", clues.RED_LINE),
        ("BASIC_FARMLAND", clues.BASIC_FARMLAND),
        ("BLUE_LINES", Clue(("河道蓝线", "蓝线", "blue line"))),
        ("KEY_AREAS", clues.KEY_AREAS),
        ("FARMLAND_SPACE", Clue(("耕地保护空间", "耕地空间", "farmland space", "farmland protection"))),
        ("FLOOD_STORAGE", Clue(("蓄洪涝区", "蓄滞洪", "蓄洪", "蓄涝", "flood"))),
        ("WATER_SOURCES", clues.WATER_SOURCES),
    ),
    words=(("ID_FIELD", clues.ID_FIELD),),
    shown=("districts", "USES"),
    picture=GuidePicture("vacated", None, 2),
)
