"""Polygons as runs use them, for what QGIS is to say of them."""

from __future__ import annotations

import numpy as np
import shapely
from qgis.core import QgsGeometry

from ...core.geometry.polygons import clean
from .wkb import to_shapely


def mended(geometry: QgsGeometry) -> QgsGeometry:
    """Return an invalid polygon as runs repair it; any other as it is, and one of which nothing would be left.

    QGIS takes the area of all holes from that of the outer ring: where they lie beside it, or on one another, less than
    nothing is left, and of a ring that crosses itself the difference of its parts.
    """
    if geometry.isNull() or geometry.isGeosValid():
        return geometry
    wkb = np.empty(1, dtype=object)
    wkb[0] = geometry.asWkb().data()
    (found,) = clean(to_shapely(wkb)[0]).geometry
    if found is None:
        return geometry
    repaired = QgsGeometry()
    repaired.fromWkb(shapely.to_wkb(found))
    return repaired
