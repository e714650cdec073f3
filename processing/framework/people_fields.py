"""What fields of features say of people: how many live in each, and on how much floor area."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

import numpy as np

from ...i18n import tr
from .run import Run

if TYPE_CHECKING:
    from ..io.features import Polygons


def persons(run: Run, features: Polygons, field: str) -> np.ndarray:
    """Return the population of each feature, shape (n,); where none is known nobody lives."""
    values = _numbers(features.columns[field])
    if (values < 0).any():
        run.fail(_negative_people(), field=field, layer=features.named, id=features.fid[np.flatnonzero(values < 0)[0]])
    unknown = ~np.isfinite(values)
    if unknown.any():
        text = tr("{count} features of “{layer}” have no population in “{field}”; they count as uninhabited.")
        run.note(text.format(count=int(unknown.sum()), layer=features.named, field=field))
    return np.where(unknown, 0.0, values)


def people_without_ground(run: Run, features: Polygons, field: str) -> float:
    """Return the persons of features that have no ground: where they live nobody knows."""
    found = _numbers([values[field] for values in features.unused.values()])
    if (found < 0).any():
        fid = [*features.unused][np.flatnonzero(found < 0)[0]]
        run.fail(_negative_people(), field=field, layer=features.named, id=fid)
    return fsum(found[np.isfinite(found)])


def is_unknown(features: Polygons, field: str) -> np.ndarray:
    """Tell of which features a field does not say how many people live there, shape (n,)."""
    return ~np.isfinite(_numbers(features.columns[field]))


def floor_area(run: Run, residential: Polygons, field: str) -> np.ndarray:
    """Return the floor area of each residential feature, shape (n,), NaN where none is known."""
    values = _numbers(residential.columns[field])
    if (values < 0).any():
        run.fail(
            tr("The field “{field}” of the layer “{layer}” has negative floor area in the feature {id}; correct it."),
            field=field,
            layer=residential.named,
            id=residential.fid[np.flatnonzero(values < 0)[0]],
        )
    unknown, none = ~np.isfinite(values), int((values == 0).sum())
    if unknown.any():
        text = tr("{count} features of “{layer}” have no floor area in “{field}”; they count as uninhabited.")
        run.note(text.format(count=int(unknown.sum()), layer=residential.named, field=field))
    if none:
        text = tr("{count} features of “{layer}” have a floor area of 0 in “{field}”; nobody is put there.")
        run.note(text.format(count=none, layer=residential.named, field=field))
    return np.where(unknown, np.nan, values)


def _negative_people() -> str:
    return tr("The field “{field}” of the layer “{layer}” has negative population in the feature {id}; correct it.")


def _numbers(values: list) -> np.ndarray:
    return np.array([np.nan if value is None else value for value in values], dtype=float)
