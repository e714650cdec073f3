"""The CRS that a run measures in, and what is said of it."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransformContext, QgsProcessingException

from ...i18n import tr

if TYPE_CHECKING:
    import numpy as np

    from ..io.crs import AnalysisCrs


class NothingError(QgsProcessingException):
    """A layer has no geometry that says where a run is to be measured; says so in a sentence."""


def measured_in(
    crs: QgsCoordinateReferenceSystem,
    bounds: np.ndarray,
    on_ellipsoid: bool,
    transforms: QgsCoordinateTransformContext,
    name: str,
    why_empty: str,
    unreadable: int,
) -> AnalysisCrs:
    """Choose the analysis CRS of a run by its first input: its CRS and its features' ``bounds``, shape (n, 4).

    ``name``: how sentences call that input; ``why_empty``: a sentence where it has no feature at all, else "";
    ``unreadable``: how many of its geometries cannot be read. Raises QgsProcessingException with a sentence,
    NothingError where the layer has nothing to choose by.
    """
    import numpy as np

    from ..io.crs import UnknownUnitError, analysis_crs, is_local

    bounds = bounds[np.isfinite(bounds).all(axis=1)]
    if not len(bounds):
        text = tr("The layer “{layer}” has no geometry to work with; check that it is the right layer.")
        if unreadable:
            text = tr(
                "None of the geometries of the layer “{layer}” can be read ({count} have coordinates that are no "
                "numbers or of no place, or are of a kind that is not known); correct them."
            )
        raise NothingError(why_empty or text.format(layer=name, count=f"{unreadable:,}"))
    if on_ellipsoid and is_local(crs):
        text = tr(
            "The layer “{layer}” is in the local coordinate system {crs}, which has no place on Earth and so no "
            "ellipsoid; measure areas in the plane, or set the coordinate reference system that it is in."
        )
        raise _wrong(text, name, crs)
    try:
        return analysis_crs(crs, bounds, transforms)
    except UnknownUnitError:
        text = tr(
            "The layer “{layer}” is in the local coordinate system {crs}, and nothing says how long its unit is; "
            "set the coordinate reference system that it is in."
        )
    except ValueError:
        text = tr(
            "The coordinates of the layer “{layer}” lie nowhere on Earth in its coordinate reference "
            "system {crs}; set the one that they are in."
        )
    raise _wrong(text, name, crs)


def _wrong(text: str, name: str, crs: QgsCoordinateReferenceSystem) -> QgsProcessingException:
    return QgsProcessingException(text.format(layer=name, crs=crs.userFriendlyIdentifier()))


def scale_sentences(
    found: AnalysisCrs, crs: QgsCoordinateReferenceSystem, on_ellipsoid: bool
) -> tuple[list[str], list[str]]:
    """Say what the CRS is that a run measures in, whose first input is in ``crs``: for the log, and for everyone."""
    from ..io.crs import LARGEST_SCALE_ERROR, crs_name, is_local

    if is_local(found.crs):
        text = tr(
            "The data are in the local coordinate system {crs}, which has no place on Earth; lengths and areas are "
            "taken from the coordinates as they are."
        )
        return [], [text.format(crs=crs_name(crs))]
    name = crs_name(found.crs)
    if not isfinite(found.scale_error):
        text = tr(
            "The data lie nowhere on Earth in {crs}; lengths and areas are taken from the coordinates as they are."
        )
        return [], [text.format(crs=name)]
    text = tr(
        "Lengths and areas are measured in {crs}; over the data lengths are true to {error:.3f} % there, areas to "
        "{areas:.3f} %."
    )
    if on_ellipsoid:
        text = tr(
            "Lengths are measured in {crs}, where they are true to {error:.3f} % over the data, and areas on the "
            "ellipsoid."
        )
    measured = [text.format(crs=name, error=100 * found.scale_error, areas=100 * found.plane.error)]
    if found.scale_error < LARGEST_SCALE_ERROR:
        return measured, []
    text = tr(
        "The data are too wide for one metric projection: radii and widths may be off by {error:.1f} %, areas in the "
        "plane by {areas:.1f} %; run the parts one by one."
    )
    return measured, [text.format(error=100 * found.scale_error, areas=100 * found.plane.error)]
