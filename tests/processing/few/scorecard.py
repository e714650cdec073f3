"""Two districts with a wood, a red line and homes beside a park; how its styles look, its long calls, its clauses."""

from greenvein.core.drawing import palette

from ..look import AREA, THROUGH, of_values

_STATES = (
    ("met", palette.CORRIDOR, palette.CORRIDOR_EDGE),
    ("on_track", palette.ON_TRACK, palette.CORRIDOR_EDGE),
    ("behind", palette.BROKEN, palette.PINCH_EDGE),
    ("not_judged", palette.UNKNOWN, palette.UNKNOWN_EDGE),
)
LOOKS = [*of_values(AREA, "scorecard_zones_scored", "gv_state", _STATES, THROUGH)]
STAGES = [
    ("core.scorecard.ground", "land"),
    ("processing.framework.people", "spread"),
    ("core.scorecard.measuring", "measured"),
]
CLAUSES = ()
WITHOUT_CLAUSE = "Each indicator has a clause of its own, which stands with it."
ONLY_OF_A_PLAN = "has no indicators"
"""What it says where the profile is of no plan."""


def few(layer, box):
    ground = [box(0, 0, 1000, 1000), box(3000, 0, 3200, 200)]
    land = [*ground, box(3200, 0, 3300, 200)]
    return {
        "LANDUSE": layer(land, {"YDYHFLDM": ["0301", "0701", "1401"]}, name="land"),
        "ZONES": layer(ground, {"name": ["west", "east"]}, name="zones"),
        "ZONE_FIELD": "name",
        "LAYERS": [layer([box(0, 0, 250, 1000)], name="red_line")],
        "EXTENTS": layer([box(0, 0, 800, 800)], {"part": ["Plain"]}, name="parts"),
        "EXTENT_FIELD": "part",
        "BUILT_UP": layer([box(2900, -100, 3400, 300)], name="建成区"),
        "POPULATION_LAYER": layer([box(3000, 0, 3300, 200)], {"people": [900]}, name="街道"),
        "POPULATION_LAYER_FIELD": "people",
        "YEAR": 2025,
    }
