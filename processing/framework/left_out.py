"""What a selection, a filter, or what is taken of a layer has left out of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .taking import asks_codes_alone, by_land_use

if TYPE_CHECKING:
    import numpy as np

    from ..io.features import Features, Polygons
    from .run import Run


def left_out(run: Run, key: str, meant: Features, columns: Sequence[str] = ()) -> Polygons | None:
    """Return the features of a layer that are not meant, with some columns; None where all are, or codes choose them.

    ``key``: of the layer (io.layer_names.multiple_key), which the job declares as ``entire``; ``meant``: what was read.
    """
    import numpy as np

    from ..io.crs import CoordinateTransform
    from ..io.read import read_raw, to_polygons
    from ..io.wkb import to_shapely

    source, taker = run.snapshots[key], run.takers.get(key)
    if key in run.left_out:
        return run.left_out[key]
    if source.entire is None and (taker is None or taker.take.of_codes):
        return None
    raw = read_raw(source.entire or source, [*columns], None, run.stop)
    raw = raw.where(~np.isin(raw.fid, [*meant.fid.tolist(), *meant.unused]))
    geometry, unreadable = run.aside(lambda progress: to_shapely(raw.wkb))
    geometry, unreadable = run.placed(source.sourceCrs(), geometry, unreadable)
    transform = CoordinateTransform(source.sourceCrs(), run.crs, run.context.transformContext())
    found = run.aside(lambda progress: to_polygons(meant.label, raw, geometry, unreadable, transform, progress))
    run.left_out[key] = found if len(found.fid) else None
    return run.left_out[key]


def other_land(run: Run, key: str, taken: Polygons) -> np.ndarray:
    """Return polygons of a layer that are other land than what is taken of it, for its codes of land use tell; or none.

    Codes tell by what is taken, or by a filter of the layer. ``key``, ``taken``: as in ``left_out``; the layer's own
    are asked for in ``run.beside``.
    """
    import numpy as np

    if filtered_by_codes(run, key):
        some = left_out(run, key, taken)
        return np.empty(0, dtype=object) if some is None else some.geometry
    beside = run.beside.get(key)
    return np.empty(0, dtype=object) if beside is None else beside.geometry


def filtered_by_codes(run: Run, key: str) -> bool:
    """Tell whether filters of a layer, and what is taken of it if anything is, go by codes of land use alone."""
    source, taker = run.snapshots[key], run.takers.get(key)
    by_codes = source.entire is not None and len(source.filters) > 0 and all(map(asks_codes_alone, source.filters))
    return by_codes and (taker is None or by_land_use(taker))
