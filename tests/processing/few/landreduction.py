"""Two plots, of which one is given up; how its styles look, its long calls and its clauses."""

from greenvein.core.drawing import palette

from ..look import LINE, PLACE, Look, area, of_values

_CHANGES, _ISSUES = "landreduction_changes", "landreduction_issues"
_FOUND = (
    ("overlap", palette.OVERLAP, palette.OVERLAP_EDGE),
    ("unknown", palette.STRANGE, palette.STRANGE_EDGE),
    ("sliver", palette.SLIVER, palette.SLIVER_EDGE),
)
LOOKS = [
    Look(PLACE, _CHANGES, palette.VACATED, palette.VACATED_EDGE, {"gv_kind": "vacated"}),
    Look(PLACE, _CHANGES, palette.ADDED, palette.ADDED_EDGE, {"gv_kind": "added"}),
    area(_CHANGES, palette.CHANGED, palette.CHANGED_EDGE, gv_kind="other"),
    *of_values(PLACE, _ISSUES, "gv_kind", _FOUND),
    area(_ISSUES, palette.GAP, palette.GAP_EDGE, gv_kind="gap"),
    area("key_areas", palette.KEY_AREA, palette.KEY_AREA_EDGE, 0.25),
    Look(LINE, "districts", palette.INK, palette.INK),
]
STAGES = [
    ("core.land.reduction", "land_reduction"),
]
CLAUSES = (
    "land_reduction.targets",
    "land_reduction.indicators",
)


def few(layer, box):
    ground = [box(0, 0, 1000, 1000), box(3000, 0, 3200, 200)]
    before = layer(ground, {"DLBM": ["0701", "0701"]}, name="before")
    after = layer(ground, {"DLBM": ["0701", "0301"]}, name="after")
    return {"BEFORE": before, "AFTER": after, "SYSTEM": 1}


def more(layer, box):
    return {"KEY_AREAS": layer([box(2000, 0, 4000, 1000)], name="key areas")}
