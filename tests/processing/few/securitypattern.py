"""A red line, and a layer of the second tier that it meets; how its styles look, its long calls and its clauses."""

from greenvein.core.drawing import palette

from ..look import AREA, PLACE, THROUGH, Look, of_values

_CONFLICTS = "securitypattern_conflicts"
_BUILT = (
    ("conflict", palette.CONFLICT, palette.CONFLICT_EDGE),
    ("conditions", palette.TO_CHECK, palette.TO_CHECK_EDGE),
    ("list", palette.TO_CHECK_PALE, palette.TO_CHECK_EDGE),
)
_TIERS = zip((1, 2, 3), palette.TIERS, palette.TIER_EDGES)
LOOKS = [
    *of_values(PLACE, _CONFLICTS, "gv_kind", _BUILT),
    Look(PLACE, _CONFLICTS, palette.LINES, palette.LINES_EDGE, {"gv_kind": "crossing", "gv_sliver": 0}),
    Look(PLACE, _CONFLICTS, palette.LINES_SLIVER, palette.LINES_EDGE, {"gv_kind": "crossing", "gv_sliver": 1}),
    *of_values(AREA, "securitypattern_pattern", "gv_tier", _TIERS, THROUGH),
]
STAGES = [
    ("core.pattern.securitypattern", "security_pattern"),
    ("core.pattern.controllines", "line_conflicts"),
    ("core.pattern.securitypattern", "construction_conflicts"),
]
CLAUSES = ("security_pattern.parts",)


def few(layer, box):
    ground = [box(0, 0, 1000, 1000), box(3000, 0, 3200, 200)]
    return {"RED_LINE": layer([box(0, 0, 900, 900)], name="line"), "TIER_2": [layer(ground, name="homes")]}


def more(layer, box):
    return {"CONSTRUCTION": layer([box(0, 0, 500, 500)], name="built")}
