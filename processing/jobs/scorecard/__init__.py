"""Indicator scorecard 规划指标体检: how the indicators of a plan stand, on the whole and in each zone."""

from ....core.drawing import palette
from ....core.indicators.codes import ROLES
from ....core.land.codes import CODE_FIELDS
from ...framework import clues, themes
from ...framework.declared import POLYGON, TABLE, Clue, Headline, Job, Kind, Number, Output, later

JOB = Job(
    id="scorecard",
    title=later("Indicator scorecard"),
    tags=later("indicators,targets,check-up,scorecard,plan,monitoring,规划指标,体检,达标"),
    group=themes.CHECKUP,
    order=45,
    first_input="ZONES",
    outputs=(
        Output("SCORES", later("Scores of the indicators")),
        Output("ZONES_SCORED", later("Zones with their indicators"), POLYGON, stack=430),
    ),
    report=later("Scorecard report"),
    numbers=(
        Number("MET", later("Indicators met")),
        Number("ON_TRACK", later("Indicators on track")),
        Number("BEHIND", later("Indicators behind")),
        Number("NOT_JUDGED", later("Indicators not judged")),
        Number("NOT_PLACED", later("People not placed")),
    ),
    headline=(Headline("MET"),),
    changes=(
        Kind("worse", later("Stands worse in B"), palette.WARM, palette.WARM_EDGE),
        Kind("better", later("Stands better in B"), palette.COOL, palette.COOL_EDGE),
    ),
    filled=("LANDUSE", "ZONES", "BUILT_UP", "EXTENTS", "POPULATION_LAYER"),
    clues=(
        (
            "LANDUSE",
            Clue(("地类图斑", "dltb", "土地利用", "用地现状", "国土调查", "三调", "变更调查", "land use", "landuse")),
        ),
        ("ZONES", clues.ZONES),
        ("POPULATION_LAYER", clues.POPULATION_LAYER),
        ("BUILT_UP", clues.BUILT_UP),
        ("VALUES", Clue(("指标值", "指标数据", "体检数据", "统计数据", "indicator values"), geometry=TABLE)),
    ),
    words=(
        ("ZONE_FIELD", clues.ZONE_FIELD),
        ("CODE", CODE_FIELDS),
        ("POPULATION_FIELD", clues.POPULATION_FIELD),
        ("POPULATION_LAYER_FIELD", clues.POPULATION_FIELD),
        ("FLOOR_AREA_FIELD", clues.FLOOR_AREA_FIELD),
        ("ID_FIELD", clues.ID_FIELD),
        ("EXTENT_FIELD", ("名称", "范围", "name", "extent")),
    ),
    entire=("LANDUSE", "LAYERS", "EXTENTS", "BUILT_UP", *map(str.upper, ROLES)),
    dated=("LANDUSE", "LAYERS", "POPULATION_LAYER", "BUILT_UP", *map(str.upper, ROLES)),
    known_by_name=("LAYERS",),
    naming=("ROLES",),
    shown=("ZONES_SCORED",),
    summary="SCORES",
)
