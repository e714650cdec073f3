"""Where the layers of a run lie: what is said where coordinates cannot be in their CRS, or where datums differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransformContext, QgsProcessingException

from ...i18n import in_line, tr
from . import placement
from .crs import WGS84, CoordinateTransform, crs_name, is_local, metres_per_unit

if TYPE_CHECKING:
    from .placement import Misfit


@dataclass(frozen=True)
class PlacedLayer:
    """A layer: its name, the input that it serves, its CRS, and its bounds in degrees, NaN where they are not known."""

    layer: str
    parameter: str
    crs: QgsCoordinateReferenceSystem
    degrees: np.ndarray


class PlacedLayers:
    """The layers of a run, each looked at before anything is made of it."""

    def __init__(self, context: QgsCoordinateTransformContext):
        self._context = context
        self._known: list[PlacedLayer] = []

    def look_at(self, layer: str, parameter: str, crs: QgsCoordinateReferenceSystem, bounds: np.ndarray) -> list[str]:
        """Look at one more layer, whose features have ``bounds``, shape (n, 4), in its own CRS; return what to warn of.

        Raises QgsProcessingException where its coordinates cannot lie in its CRS, or where no way leads from this to
        that of the first layer.
        """
        names = {"layer": layer, "parameter": parameter, "crs": crs.userFriendlyIdentifier()}
        local = is_local(crs)
        if self._known:
            self._must_meet_the_first(names, crs)
        if not local:  # of a local grid, tied to no place, every place is right
            others = tuple(place.crs for place in self._known)
            wrong = placement.misfit(crs, bounds, self._context, others)
            if wrong is not None:
                raise QgsProcessingException(_misfit_sentence(wrong, names))
        told = self._beside_the_first(names, crs, bounds) if self._known and not local else []
        self._known.append(
            PlacedLayer(layer, parameter, crs, np.full(4, np.nan) if local else self._degrees(crs, bounds))
        )
        return told

    def _must_meet_the_first(self, names: dict[str, str], crs: QgsCoordinateReferenceSystem) -> None:
        """Stop where one of two layers is in a local grid that the other is not in.

        Files of several formats write the same grid in several ways, but with its name and unit.
        """
        first = self._known[0]
        local = [one for one in (crs, first.crs) if is_local(one)]
        if not local or len({(one.description().casefold(), metres_per_unit(one)) for one in local}) == 1 < len(local):
            return
        text = tr(
            "The layer “{layer}” for “{parameter}” is in {crs} and the layer “{first}” for “{first_parameter}” in "
            "{first_crs}, and no transformation leads from one to the other, for {local} is a local coordinate system "
            "without a place on Earth; bring both into one system, or set the one that they are in."
        )
        values = {"layer": names["layer"], "parameter": names["parameter"], "crs": crs_name(crs)}
        values |= {"first": first.layer, "first_parameter": first.parameter, "first_crs": crs_name(first.crs)}
        raise QgsProcessingException(text.format(**values, local=crs_name(local[0])))

    def _beside_the_first(self, names: dict[str, str], crs: QgsCoordinateReferenceSystem, bounds) -> list[str]:
        first, told = self._known[0], []
        names = names | {
            "first": first.layer,
            "first_parameter": first.parameter,
            "first_crs": first.crs.userFriendlyIdentifier(),
        }
        if np.isfinite(first.degrees).all() and placement.swapped_beside(crs, bounds, first.degrees, self._context):
            text = tr(
                "The layer “{layer}” for “{parameter}” lies far from “{first}”, but on it with x and y exchanged; "
                "in one of the two the axes are the wrong way round."
            )
            told.append(text.format(**names))
        if not CoordinateTransform(crs, first.crs, self._context).shifts_datum:
            text = tr(
                "The layer “{layer}” for “{parameter}” ({crs}) and the layer “{first}” for “{first_parameter}” "
                "({first_crs}) have different datums, and no transformation between them is known: no shift was made, "
                "and one may lie up to some hundred metres beside the other."
            )
            told.append(text.format(**names))
        return told

    def _degrees(self, crs: QgsCoordinateReferenceSystem, bounds: np.ndarray) -> np.ndarray:
        """Return west, south, east and north of most features."""
        bounds = bounds[np.isfinite(bounds).all(axis=1)]
        if not len(bounds):
            return np.full(4, np.nan)
        low, high = np.percentile(bounds[:, :2], 1, axis=0), np.percentile(bounds[:, 2:], 99, axis=0)
        x, y = np.meshgrid(*(np.linspace(*side, 5) for side in zip(low, high)))
        moved = CoordinateTransform(crs, QgsCoordinateReferenceSystem(WGS84), self._context)
        places = moved(np.column_stack([x.ravel(), y.ravel()]))
        return np.r_[places.min(axis=0), places.max(axis=0)]


def _misfit_sentence(wrong: Misfit, names: dict[str, str]) -> str:
    """Say why coordinates cannot lie in their CRS, and what to do."""
    fitting = tr(" or ").join(crs.userFriendlyIdentifier() for crs in wrong.fitting)
    values = names | {"x": wrong.x, "y": wrong.y, "fitting": fitting}
    if wrong.kind == placement.NOWHERE or (not fitting and wrong.kind == placement.OTHER):
        text = tr(
            "The coordinates of the layer “{layer}” for “{parameter}” lie nowhere on Earth in its coordinate reference "
            "system {crs}; set the one that they are in."
        )
        return text.format(**values)
    if wrong.kind == placement.METRES_IN_DEGREES and not fitting:
        text = tr(
            "The layer “{layer}” for “{parameter}” has coordinates in metres ({x:.0f}, {y:.0f}), but its coordinate "
            "reference system {crs} is in degrees; set the projected one that they are in."
        )
        return text.format(**values)
    if wrong.kind == placement.SWAPPED:
        text = tr(
            "The layer “{layer}” for “{parameter}” has its northings (or latitudes) before its eastings "
            "({x:.6g}, {y:.6g}); its coordinates fit {fitting} once x and y are exchanged."
        )
        return text.format(**values)
    texts = {
        placement.ZONE: tr(
            "The layer “{layer}” for “{parameter}” has a zone's number in front of its eastings ({x:.0f}, {y:.0f}) "
            "that its coordinate reference system {crs} does not have; its coordinates fit {fitting}: set that one in "
            "the layer's properties."
        ),
        placement.NO_ZONE: tr(
            "The layer “{layer}” for “{parameter}” has eastings without a zone's number in front ({x:.0f}, {y:.0f}), "
            "but its coordinate reference system {crs} has one; its coordinates fit {fitting}: set that one in the "
            "layer's properties."
        ),
        placement.DEGREES_IN_METRES: tr(
            "The layer “{layer}” for “{parameter}” has coordinates in degrees ({x:.6g}, {y:.6g}), but its coordinate "
            "reference system {crs} is in metres; its coordinates fit {fitting}: set that one in the layer's "
            "properties."
        ),
        placement.METRES_IN_DEGREES: tr(
            "The layer “{layer}” for “{parameter}” has coordinates in metres ({x:.0f}, {y:.0f}), but its coordinate "
            "reference system {crs} is in degrees; its coordinates fit {fitting}: set that one in the layer's "
            "properties."
        ),
        placement.OTHER: tr(
            "The coordinates of the layer “{layer}” for “{parameter}” ({x:.0f}, {y:.0f}) cannot lie in its coordinate "
            "reference system {crs}; they fit {fitting}: set that one in the layer's properties."
        ),
    }
    sentence = texts[wrong.kind].format(**values)
    if wrong.turned:
        return in_line([sentence, tr("Its northings (or latitudes) stand before its eastings; exchange x and y too.")])
    return sentence
