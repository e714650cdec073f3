"""Land reduction account 减量台账: what construction land was vacated and added between two dates."""

from ....core.drawing import palette
from ....core.land.codes import CODE_FIELDS
from ...framework import clues, themes
from ...framework.declared import POLYGON, Dates, GuidePicture, Headline, Job, Kind, Look, Number, Output, later

JOB = Job(
    id="landreduction",
    title=later("Land reduction account"),
    tags=later("land use,change,reduction,vacated,construction land,transition matrix,balance,减量,腾退"),
    group=themes.LAND,
    order=30,
    first_input="BEFORE",
    outputs=(
        Output("CHANGES", later("Changes of land use"), POLYGON, stack=320),
        Output("ISSUES", later("Issues of the land-use layers"), POLYGON, stack=300),
        Output("MATRIX", later("Transition matrix")),
        Output("BALANCE", later("Land balance")),
    ),
    report=later("Land report"),
    numbers=(
        Number("BEFORE_KM2", later("Urban–rural construction land before (km²)")),
        Number("AFTER_KM2", later("Urban–rural construction land after (km²)")),
        Number("VACATED_KM2", later("Vacated (km²)")),
        Number("ADDED_KM2", later("Added (km²)")),
        Number("NET_REDUCTION_KM2", later("Net reduction (km²)")),
        Number("KEY_AREA_PCT", later("Vacated land inside the key areas (%)")),
        Number("CLOSURE_M2", later("Largest remainder of the account (m²)")),
    ),
    measured_on=("gv_mapped_after_km2", ""),
    only_with=(("gv_key_area_pct", "KEY_AREAS"),),
    needs=("BEFORE", "AFTER"),
    always=("CHANGES", "BALANCE", "REPORT"),
    headline=(Headline("NET_REDUCTION_KM2"),),
    changes=(
        Kind("other", later("Another change in B than in A"), palette.MIXED, palette.MIXED_EDGE),
        Kind("only_a", later("Change in A only"), palette.COOL, palette.COOL_EDGE),
        Kind("only_b", later("Change in B only"), palette.WARM, palette.WARM_EDGE),
    ),
    filled=("BEFORE", "AFTER", "ZONES"),
    clues=(("ZONES", clues.ZONES), ("KEY_AREAS", clues.KEY_AREAS)),
    words=(
        ("ZONE_FIELD", clues.ZONE_FIELD),
        ("BEFORE_CODE", CODE_FIELDS),
        ("AFTER_CODE", CODE_FIELDS),
        ("ID_FIELD", clues.ID_FIELD),
    ),
    dated=("AFTER",),
    dates=Dates(
        "BEFORE",
        "AFTER",
        words=(
            "地类图斑", "dltb", "土地利用", "用地现状", "国土调查", "三调", "变更调查", "land use", "landuse", "land",
        ),
        fields=CODE_FIELDS,
        earlier=("变更前", "期初", "基期", "前期", "before", "base"),
        later=("变更后", "期末", "末期", "后期", "after"),
    ),
    looks=(Look("districts", later("Districts")), Look("key_areas", later("Key remediation areas"))),
    shown=("districts", "ISSUES", "CHANGES", "key_areas"),
    summary="BALANCE",
    picture=GuidePicture("account", ("land_2015",), 1),
)  # fmt: skip
