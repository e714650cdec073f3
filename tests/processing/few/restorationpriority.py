"""Two units with both criteria of the plan; how its styles look, its long calls and its clauses."""

from greenvein.core.drawing import palette

from ..look import area

_PHASES = (("near", palette.NEAR_TERM), ("long", palette.LONG_TERM))
LOOKS = [
    *(
        area("restorationpriority_ranked", colour, palette.PHASE_EDGE, gv_phase=phase, gv_tier=tier)
        for phase, colours in _PHASES
        for tier, colour in zip((1, 2, 3, None), colours)
    ),
    area("restorationpriority_ranked", palette.NOT_RANKED, palette.PHASE_EDGE, gv_phase=None),
]
STAGES = [
    ("processing.jobs.restorationpriority.inputs", "tiers_of"),
    ("processing.jobs.restorationpriority.inputs", "lies_in"),
    ("processing.jobs.restorationpriority.criteria", "of_polygons"),
    ("processing.jobs.restorationpriority.criteria", "of_raster"),
    ("processing.jobs.restorationpriority.ranking", "rank_units"),
]
CLAUSES = (
    "restoration_priority.order",
    "restoration_priority.named_types",
    "restoration_priority.share",
    "restoration_priority.mode_thresholds",
    "restoration_priority.concentration",
)


def few(layer, box):
    ground = [box(0, 0, 1000, 1000), box(3000, 0, 3200, 200)]
    units = layer(ground, {"damage": [0.5, 0.9], "chance": [0.2, 0.4]}, name="units")
    return {"UNITS": units, "DEGRADATION_FIELD": "damage", "POTENTIAL_FIELD": "chance", "RUNS": 10}


def more(layer, box):
    return {"WEIGHTING": 2, "PAIRWISE": "1 2 1/2 1"}
