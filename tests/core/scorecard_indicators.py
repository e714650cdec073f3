"""Indicators and land that the tests of the scorecard share."""

import numpy as np
import shapely
from greenvein.core.geometry.area import planar
from greenvein.core.geometry.zones import build
from greenvein.core.indicators.indicator import Indicator, Measure, Milestone
from greenvein.core.scorecard.ground import Map

YEAR = 2025


def indicator(id_="X", unit="%", direction="up", target=45.0, base=None, extent=None, whole=False, **how):
    measure = Measure(**({"kind": "table"} | how))
    return Indicator(
        id_, {"zh": id_, "en": id_}, unit, direction, (Milestone(YEAR, target),), base=base, extent=extent, whole=whole,
        measure=measure,
    )  # fmt: skip


def on(whole, zones=None, parts=None, homes=None, **layers):
    named = {key.replace("__", ":"): np.atleast_1d(value) for key, value in layers.items()}
    made = None if zones is None else build(np.array([*zones.values()]), np.array([*zones]), planar)
    return Map(
        named, np.atleast_1d(whole), {name: np.atleast_1d(one) for name, one in (parts or {}).items()}, made, homes
    )


def values(found):
    return {(one.id, one.zone): (one.value, one.km2) for one in found}


def order(zone):
    return 0


CITY = shapely.box(0, 0, 4000, 2000)
HALVES = {"west": shapely.box(0, 0, 2000, 2000), "east": shapely.box(2000, 0, 4000, 2000)}
PARK_PER_HEAD = indicator(
    unit="m²", target=16.7, kind="per_head", of=("class:park",), extent={"zh": "建成区", "en": "Town"}
)
