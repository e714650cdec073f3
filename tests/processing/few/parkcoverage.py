"""Two blocks of housing, in a street each, and a park beside the first; its styles, its long calls and its clauses."""

from greenvein.core.drawing import palette

from ..look import AREA, PLACE, THROUGH, Look, area, of_values

_COVERAGE = zip((1.0, 0.9, 0.6, 0.3, 0.0), palette.COVERAGE, palette.COVERAGE_EDGES)
LOOKS = [
    Look(PLACE, "parkcoverage_blind_areas", palette.BLIND, palette.BLIND_EDGE),
    *of_values(AREA, "parkcoverage_coverage", "gv_coverage", _COVERAGE, THROUGH),
    area("parks", palette.PARK, palette.PARK_EDGE),
    area("parkcoverage_service_area", palette.SERVICE_AREA, palette.PARK_EDGE, 0.15),
]
STAGES = [
    ("core.parks.coverage", "park_coverage"),
    ("core.geometry.zones", "build"),
    ("processing.framework.people", "spread"),
    ("processing.jobs.parkcoverage.tables", "service_area"),
    ("processing.io.read", "clean"),
    ("processing.io.wkb", "to_shapely"),
]
CLAUSES = (
    "park_coverage.tiers",
    "park_coverage.target_pct",
    "park_coverage.per_head",
)


def few(layer, box):
    homes = [box(0, 0, 1000, 1000), box(3000, 0, 3200, 200)]
    streets = layer([box(-500, -500, 2000, 1500), box(2000, -500, 4000, 1500)], {"people": [9000, 700]}, name="街道")
    return {
        "RESIDENTIAL": layer(homes, name="homes"),
        "PARKS": layer([box(-100, 0, 0, 1000)], name="parks"),
        "BUILT_UP": layer([box(-500, -500, 2000, 800)], name="建成区"),
        "POPULATION_LAYER": streets,
        "POPULATION_LAYER_FIELD": "people",
    }
