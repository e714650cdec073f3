"""Park service coverage 公园绿地服务半径覆盖率: how much residential land lies within the service radius of a park."""

from ....core.drawing import palette
from ....core.land.codes import PARK_LAND, RESIDENTIAL
from ...framework import clues, themes
from ...framework.declared import POLYGON, Clue, GuidePicture, Headline, Job, Kind, Look, Number, Output, later

JOB = Job(
    id="parkcoverage",
    title=later("Park service coverage"),
    tags=later("parks,green space,service radius,coverage,blind area,buffer,15-minute,公园绿地"),
    group=themes.PARKS,
    order=10,
    first_input="RESIDENTIAL",
    outputs=(
        Output("COVERAGE", later("Residential land with coverage"), POLYGON, stack=110),
        Output("BLIND_AREAS", later("Blind areas"), POLYGON, stack=100),
        Output("SERVICE_AREA", later("Service area"), POLYGON, by_default=False, stack=120),
        Output("SUMMARY", later("Coverage summary")),
    ),
    report=later("Coverage report"),
    numbers=(
        Number("COVERAGE_PCT", later("Coverage (%)")),
        Number("RESIDENTIAL_HA", later("Residential land (ha)")),
        Number("COVERED_HA", later("Covered residential land (ha)")),
        Number("BLIND_HA", later("Blind areas (ha)")),
        Number("BLIND_COUNT", later("Number of blind areas")),
        Number("TARGET_MET", later("Target met"), boolean=True),
        Number("PEOPLE_COVERED_PCT", later("People covered (%)")),
        Number("NOT_PLACED", later("People on no residential land")),
    ),
    asked=(("gv_tiers", "park_coverage.tiers"), ("gv_historic_tiers", "park_coverage.historic_tiers")),
    measured_on=("gv_residential_ha", f"class:{RESIDENTIAL}"),
    measured_twice="gv_overlap_ha",
    shares=(("gv_coverage_pct", "gv_covered_ha", "gv_residential_ha"),),
    gaps=(("gv_coverage_pct", "gv_target_pct", "gv_gap_pct"),),
    needs=("RESIDENTIAL", "PARKS"),
    always=("BLIND_AREAS", "SUMMARY", "REPORT"),
    headline=(Headline("COVERAGE_PCT"),),
    changes=(
        Kind("blind", later("Newly blind"), palette.WARM, palette.WARM_EDGE),
        Kind("served", later("Newly served"), palette.COOL, palette.COOL_EDGE),
        Kind("blind_new", later("Blind, and residential land in B only"), palette.WARM_PALE, palette.WARM_EDGE),
        Kind("blind_gone", later("Blind in A, and no residential land in B"), palette.COOL_PALE, palette.COOL_EDGE),
    ),
    filled=("RESIDENTIAL", "PARKS", "ZONES", "BUILT_UP", "POPULATION_LAYER"),
    clues=(
        (
            "RESIDENTIAL",
            Clue(
                (
                    "居住用地",
                    "住宅用地",
                    "居住区",
                    "居住",
                    "住宅",
                    "小区",
                    "residential",
                    "housing",
                    "dwelling",
                    "R2",
                    "R21",
                    "R1",
                    "R3",
                    "R",
                    "0701",
                    "07",
                ),
                take=RESIDENTIAL,
            ),
        ),
        (
            "PARKS",
            Clue(
                ("公园绿地", "公园", "park", "G1", "1401", "绿地", "green space", "greenspace"),
                take=PARK_LAND,
                none=True,
            ),
        ),
        ("HISTORIC_AREAS", Clue(("历史文化街区", "历史街区", "老城", "historic", "conservation area"))),
        ("ZONES", clues.ZONES),
        ("POPULATION_LAYER", clues.POPULATION_LAYER),
        ("BUILT_UP", clues.BUILT_UP),
    ),
    words=(
        ("ZONE_FIELD", clues.ZONE_FIELD),
        ("POPULATION_FIELD", clues.POPULATION_FIELD),
        ("POPULATION_LAYER_FIELD", clues.POPULATION_FIELD),
        ("FLOOR_AREA_FIELD", clues.FLOOR_AREA_FIELD),
        ("ID_FIELD", clues.ID_FIELD),
    ),
    dated=("RESIDENTIAL", "PARKS"),
    entire=("RESIDENTIAL", "PARKS", "BUILT_UP"),
    looks=(Look("parks", later("Parks")),),
    shown=("BLIND_AREAS", "parks", "COVERAGE", "SERVICE_AREA"),
    picture=GuidePicture("parks", ("parks", "residential"), 4),
)
