"""Two vacated plots, of which one lies in the red line; how its styles look, its long calls and its clauses."""

from greenvein.core.drawing import palette

from ..look import PLACE, Look

LOOKS = [
    *(
        Look(PLACE, "vacateduse_uses", palette.USES[use], palette.USE_EDGES[use], {"gv_use_after": use})
        for use in palette.USES
    ),
    Look(PLACE, "vacateduse_uses", palette.UNKNOWN, palette.UNKNOWN_EDGE, {"gv_use_after": None}),
]
STAGES = [
    ("core.land.vacateduse", "vacated_use"),
]
CLAUSES = (
    "vacated_use.first",
    "vacated_use.chain",
    "vacated_use.min_farmland_m2",
    "vacated_use.max_farmland_distance_m",
    "vacated_use.share",
    "vacated_use.farmland_balance",
)


def few(layer, box):
    plots = [box(0, 0, 1000, 1000), box(3000, 0, 3200, 200)]
    return {"VACATED": layer(plots, name="vacated"), "RED_LINE": layer([box(0, 0, 600, 1000)], name="line")}


def more(layer, box):
    plots = [box(0, 0, 1000, 1000), box(3000, 0, 3200, 200)]
    return {
        "VACATED": layer(plots, {"gv_zone": ["west", "east"]}, name="vacated"),
        "FARMLAND_SPACE": layer([box(2900, 0, 3300, 300)], name="farmland space"),
        "BLIND_AREAS": layer([box(100, 100, 200, 200)], name="blind areas"),
    }
