"""One corridor that is narrower than its level asks; how its styles look, its long calls and its clauses."""

from greenvein.core.drawing import palette

from ..look import AREA, BUILDING, LINE, PLACE, POINT, THROUGH, Look, area, of_values

_VERDICTS = (
    ("pass", palette.CORRIDOR, palette.CORRIDOR_EDGE),
    ("narrow", palette.NARROW, palette.PINCH_EDGE),
    ("broken", palette.BROKEN, palette.PINCH_EDGE),
    ("unknown", palette.UNKNOWN, palette.UNKNOWN_EDGE),
)
_CAUSES = (
    ("obstacle", palette.PINCH, palette.PINCH_EDGE),
    ("edge", palette.PINCH_BY_EDGE, palette.PINCH_EDGE),
    ("both", palette.PINCH_BY_BOTH, palette.PINCH_EDGE),
    ("gap", palette.PINCH_GAP, palette.PINCH_GAP_EDGE),
)
_WIDTHS = (
    (79.0, 80.0, palette.MISSED, palette.BLIND_EDGE),
    (80.0, 80.0, palette.MET, palette.COOL_EDGE),
    (80.0, None, palette.UNKNOWN, palette.UNKNOWN_EDGE),
)


def _point(face, edge, **values):
    return Look(POINT, "corridorwidth_profile", face, edge, values, outline="Point")


LOOKS = [
    *of_values(PLACE, "corridorwidth_pinches", "gv_cause", _CAUSES),
    *of_values(AREA, "corridorwidth_checked", "gv_verdict", _VERDICTS, THROUGH),
    area("corridors", palette.CORRIDOR, palette.CORRIDOR_EDGE, 0.25),
    Look(LINE, "corridorwidth_axis", palette.AXIS, palette.AXIS, outline="LineString"),
    *(_point(face, edge, gv_width_m=width, gv_required_m=least) for width, least, face, edge in _WIDTHS),
    Look(BUILDING, "obstacles", palette.OBSTACLE, palette.PAPER),
]
STAGES = [
    ("core.corridors.width", "corridor_width"),
]
CLAUSES = ("corridor_width.widths",)


def few(layer, box):
    corridors = layer([box(0, 0, 5000, 400)], {"level": [1]}, name="corridors")
    return {"CORRIDORS": corridors, "LEVEL_FIELD": "level"}
