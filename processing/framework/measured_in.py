"""The CRS that a run measures in, and what is said of it."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingException

from ...i18n import tr

if TYPE_CHECKING:
    from ..io.crs import AnalysisCrs
    from .run import Run


def measured_in(run: Run, name: str, why_empty: str, unreadable: int) -> AnalysisCrs:
    """Choose the analysis CRS of a run by its first input, and tell it.

    ``name``: how sentences call that input; ``why_empty``: a sentence where it has no feature at all, else "";
    ``unreadable``: how many of its geometries cannot be read.
    """
    import numpy as np

    from ..io.crs import UnknownUnitError, analysis_crs, is_local

    crs, (_, bounds) = run.first_crs, run.extent
    bounds = bounds[np.isfinite(bounds).all(axis=1)]
    if not len(bounds):
        text = tr("The layer “{layer}” has no geometry to work with; check that it is the right layer.")
        if unreadable:
            text = tr(
                "None of the geometries of the layer “{layer}” can be read ({count} have coordinates that are no "
                "numbers or of no place, or are of a kind that is not known); correct them."
            )
        raise QgsProcessingException(why_empty or text.format(layer=name, count=f"{unreadable:,}"))
    if run.on_ellipsoid and is_local(crs):
        run.fail(
            tr(
                "The layer “{layer}” is in the local coordinate system {crs}, which has no place on Earth and so no "
                "ellipsoid; measure areas in the plane, or set the coordinate reference system that it is in."
            ),
            layer=name,
            crs=crs.userFriendlyIdentifier(),
        )
    try:
        found = analysis_crs(crs, bounds, run.context.transformContext())
    except UnknownUnitError:
        run.fail(
            tr(
                "The layer “{layer}” is in the local coordinate system {crs}, and nothing says how long its unit is; "
                "set the coordinate reference system that it is in."
            ),
            layer=name,
            crs=crs.userFriendlyIdentifier(),
        )
    except ValueError:
        run.fail(
            tr(
                "The coordinates of the layer “{layer}” lie nowhere on Earth in its coordinate reference "
                "system {crs}; set the one that they are in."
            ),
            layer=name,
            crs=crs.userFriendlyIdentifier(),
        )
    _tell(run, found)
    return found


def _tell(run: Run, found: AnalysisCrs) -> None:
    from ..io.crs import LARGEST_SCALE_ERROR, crs_name, is_local

    name = crs_name(found.crs)
    if is_local(found.crs):
        text = tr(
            "The data are in the local coordinate system {crs}, which has no place on Earth; lengths and areas are "
            "taken from the coordinates as they are."
        )
        run.note(text.format(crs=crs_name(run.first_crs)))
        return
    if not isfinite(found.scale_error):
        text = tr(
            "The data lie nowhere on Earth in {crs}; lengths and areas are taken from the coordinates as they are."
        )
        run.note(text.format(crs=name))
        return
    text = tr("Lengths and areas are measured in {crs}; its scale is true to {error:.3f} % over the data.")
    run.feedback.pushInfo(text.format(crs=name, error=100 * found.scale_error))
    if found.scale_error >= LARGEST_SCALE_ERROR:
        text = tr(
            "The data are too wide for one metric projection: radii and widths may be off by {error:.1f} %; "
            "run the parts one by one."
        )
        run.note(text.format(error=100 * found.scale_error))
