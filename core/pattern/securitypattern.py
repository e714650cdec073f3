"""Ecological security pattern: any layers of three tiers become one without overlaps, in which the strictest holds.

Source: Beijing ecological security pattern plan (2021–2035), ch. 2 §4 (three tiers), ch. 4 §1 (control zones). That
the strictest tier holds where patterns overlap is our reading; the plan states the tiers, not what wins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ..geometry.area import Measure, planar
from ..geometry.arrangement import all_edges, arrange, distinct, held, outline, sort_by_place
from ..geometry.coverage import flat
from ..geometry.mosaic import dissolve, merge
from ..geometry.overlap import heaped
from ..geometry.polygons import slivers_together
from ..progress import Progress, chunks, part, quiet
from .codes import KIND_OF_TIER, TIERS

NONE = -1
"""The row of ground that no polygon of a layer covers."""

_NO_TIER = TIERS[-1] + 1
_MANY = 50_000


@dataclass(frozen=True)
class Pattern:
    """The security pattern: polygons without overlaps, ordered by tier, sources, west and south; areas in m².

    ``geometry``: single polygons, shape (p,); ``tier``: 1 to 3, shape (p,); ``sources``: boolean, shape (p, s), the
    layers that put a piece into its tier, all of them and no other; ``area_m2``: shape (p,); ``labels``: the names of
    the s layers. ``tiers``: one row per tier: ``tier``, ``pieces``, ``area_m2``, ``share`` (of the extent, NaN
    without one). ``contributions``: one row per layer, inside the extent: ``label``, ``area_m2`` (of its union),
    ``decides_m2`` (where the tier is one that it gives), ``alone_m2`` (where no other layer gives this tier).
    ``extent_m2``: NaN without an extent.
    """

    geometry: np.ndarray
    tier: np.ndarray
    sources: np.ndarray
    area_m2: np.ndarray
    labels: tuple[str, ...]
    tiers: pd.DataFrame
    contributions: pd.DataFrame
    extent_m2: float

    def label(self, row: int) -> str:
        """Return the names of the layers that put a piece into its tier."""
        return "; ".join(self.labels[source] for source in np.flatnonzero(self.sources[row]))


@dataclass(frozen=True)
class Conflicts:
    """Construction land inside the pattern: single polygons without overlaps; areas in m².

    ``geometry``: shape (c,). ``table``: a row for each: ``kind`` (conflict, conditions, list), ``tier``,
    ``construction`` (row of the feature; where several lie on each other, of the smallest), ``pattern`` (row of the
    piece of the pattern), ``area_m2``, ``sliver`` (so thin that it may be the drawing of the two); by tier, in it
    the largest first. ``overlap_m2``: by how much the areas of the construction features exceed the ground they cover,
    inside the pattern or not, slivers of it left out.
    """

    geometry: np.ndarray
    table: pd.DataFrame
    overlap_m2: float


def security_pattern(
    geometry: np.ndarray,
    tier: np.ndarray,
    source: np.ndarray,
    labels: Sequence[str],
    *,
    extent: np.ndarray | None = None,
    measure: Measure = planar,
    progress: Progress = quiet,
) -> Pattern:
    """Make one pattern of polygons that may overlap in any way.

    ``geometry``: valid polygons or multipolygons in one metric CRS, shape (n,); ``tier``: 1 to 3, shape (n,);
    ``source``: which of the layers ``labels`` each is from, shape (n,). ``extent``: valid polygons; the pattern is cut
    to what they cover. Vertices move by up to 0.06 µm, and what is thinner than ``THIN_M`` goes to its neighbour.

    Two layers overlap by 4 m; there the strictest tier holds:

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.pattern.securitypattern import security_pattern
    >>> layers = shapely.box([0, 6], 0, [10, 16], 10)
    >>> found = security_pattern(layers, np.array([1, 2]), np.array([0, 1]), ["water", "forest"])
    >>> found.tier.tolist(), found.area_m2.round(3).tolist(), [found.label(row) for row in (0, 1)]
    ([1, 2], [100.0, 60.0], ['water', 'forest'])
    """
    tier, source = np.asarray(tier, dtype=np.intp), np.asarray(source, dtype=np.intp)
    outlines = []
    for layer in np.unique(source):
        stage = part(progress, 0.15 * layer / len(labels), 0.15 * (layer + 1) / len(labels))
        outlines.append(outline(geometry[source == layer], tier[source == layer], stage))
    if extent is not None:
        outlines.append(outline(extent, np.zeros(len(extent)), part(progress, 0.15, 0.15)))
    progress(0.15)
    found = arrange(outlines, part(progress, 0.15, 0.6))
    face, polygon = held(found, geometry, part(progress, 0.6, 0.75))
    # The strictest tier that each layer gives to each face.
    given = np.full((len(found.geometry), len(labels)), _NO_TIER, dtype=np.uint8)
    np.minimum.at(given, (face, source[polygon]), tier[polygon].astype(np.uint8))
    inside = np.ones(len(given), dtype=bool)
    if extent is not None:
        inside[:] = False
        inside[held(found, extent, part(progress, 0.75, 0.75))[0]] = True
        given[~inside] = _NO_TIER
    cases, case = distinct(given)
    area = _measured(found.geometry, measure, part(progress, 0.75, 0.8))
    own = np.bincount(case, weights=area, minlength=len(cases)) @ (cases < _NO_TIER)
    extent_m2 = float(area[inside].sum()) if extent is not None else np.nan
    strictest = cases.min(axis=1, initial=_NO_TIER)
    decides = (cases == strictest[:, None]) & (strictest < _NO_TIER)[:, None]
    kinds, kind = distinct(np.c_[strictest, ~decides])
    mosaic = merge(found, kind[case], part(progress, 0.8, 0.95))
    ground, first = dissolve(mosaic, mosaic.label, kinds[mosaic.label, 0] < _NO_TIER, part(progress, 0.95, 1.0))
    kind = mosaic.label[first]
    # Kinds are sorted: by tier, then those with the first layer before those without it.
    order = np.lexsort((*sort_by_place(ground), kind))
    ground, piece = ground[order], kinds[kind[order]]
    area, sources = measure(ground), piece[:, 1:] == 0
    progress(1.0)
    return Pattern(
        ground,
        piece[:, 0].astype(np.intp),
        sources,
        area,
        tuple(labels),
        _by_tier(piece[:, 0], area, extent_m2),
        pd.DataFrame(
            {
                "label": list(labels),
                "area_m2": own,
                "decides_m2": area @ sources,
                "alone_m2": area @ (sources & (sources.sum(axis=1) == 1)[:, None]),
            }
        ),
        extent_m2,
    )


def _by_tier(tier: np.ndarray, area: np.ndarray, extent_m2: float) -> pd.DataFrame:
    place = np.searchsorted(TIERS, tier)
    sums = np.bincount(place, weights=area, minlength=len(TIERS))
    share = sums / extent_m2 if extent_m2 > 0 else np.full(len(TIERS), np.nan)
    number = np.bincount(place, minlength=len(TIERS))
    return pd.DataFrame({"tier": TIERS, "pieces": number, "area_m2": sums, "share": share})


def construction_conflicts(
    pattern: Pattern,
    construction: np.ndarray,
    *,
    rank: np.ndarray | None = None,
    whole_m2: np.ndarray | None = None,
    sliver_m: float = 0.0,
    measure: Measure = planar,
    progress: Progress = quiet,
) -> Conflicts:
    """Find the construction land inside each tier, and what it is there (plan, ch. 4 §1).

    ``construction``: valid polygons or multipolygons in the pattern's CRS, shape (m,). Where they overlap, ground
    counts once, for the smallest of them, of equals for the one of lower ``rank``, shape (m,), else the first.
    ``whole_m2``: the areas that tell the smallest, shape (m,), where polygons are but parts of what was drawn.
    What is narrower than ``sliver_m`` everywhere, with all such ground of its tier beside it, is marked as a sliver.

    Of a house of 40 m² half lies in tier 1, where it is a conflict, and half in tier 2:

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.pattern.securitypattern import construction_conflicts, security_pattern
    >>> zones = shapely.box([0, 10], 0, [10, 20], 10)
    >>> pattern = security_pattern(zones, np.array([1, 2]), np.array([0, 0]), ["pattern"])
    >>> found = construction_conflicts(pattern, shapely.box([8], 0, [12], 10)).table
    >>> found["kind"].tolist(), found["area_m2"].round(3).tolist()
    (['conflict', 'conditions'], [20.0, 20.0])
    """
    if whole_m2 is None and heaped(construction):
        return _conflicts_of_heaps(pattern, construction, rank, sliver_m, measure, progress)
    size = shapely.area(construction) if whole_m2 is None else whole_m2
    rank = np.arange(len(construction)) if rank is None else np.asarray(rank)
    # What is far from all construction land bounds nothing of it.
    tree = shapely.STRtree(construction)
    edges = all_edges(pattern.geometry[np.unique(tree.query(pattern.geometry)[0])])
    near = [np.empty((0, 2, 2))]
    for rows in chunks(len(edges), _MANY, part(progress, 0.0, 0.1)):
        near.append(edges[rows][np.unique(tree.query(shapely.linestrings(edges[rows]))[0])])
    found = arrange([*near, all_edges(construction)], part(progress, 0.1, 0.6))
    face, feature = held(found, construction, part(progress, 0.6, 0.7))
    times = np.bincount(face, minlength=len(found.geometry))
    twice = np.flatnonzero(times > 1)
    twice = twice[~slivers_together(found.geometry[twice], sliver_m)]
    overlap_m2 = float(measure(found.geometry[twice]) @ (times[twice] - 1))
    given = np.full((len(found.geometry), 2), NONE)
    order = np.lexsort((rank[feature], size[feature], face))
    top, at = np.unique(face[order], return_index=True)
    given[top, 1] = feature[order[at]]
    face, piece = held(found, pattern.geometry, part(progress, 0.7, 0.8))
    given[face, 0] = piece
    cases, case = distinct(given)
    mosaic = merge(found, case, part(progress, 0.8, 0.95))
    both = (cases[mosaic.label] != NONE).all(axis=1)
    ground, first = dissolve(mosaic, mosaic.label, both, part(progress, 0.95, 1.0))
    piece, feature = cases[mosaic.label[first]].T
    tier, area = pattern.tier[piece], measure(ground)
    table = pd.DataFrame(
        {
            "kind": np.array([KIND_OF_TIER[one] for one in tier], dtype=object),
            "tier": tier,
            "construction": feature,
            "pattern": piece,
            "area_m2": area,
            "sliver": slivers_together(ground, sliver_m, tier),
        }
    )
    order = np.lexsort((*sort_by_place(ground), -area, tier))
    progress(1.0)
    return Conflicts(ground[order], table.iloc[order].reset_index(drop=True), overlap_m2)


def _conflicts_of_heaps(
    pattern: Pattern,
    construction: np.ndarray,
    rank: np.ndarray | None,
    sliver_m: float,
    measure: Measure,
    progress: Progress,
) -> Conflicts:
    """Find the conflicts of construction land that lies in heaps, of which first what lies under others is taken."""
    seen = flat(construction, part(progress, 0.0, 0.4), rank).geometry
    row = np.flatnonzero(~shapely.is_missing(seen))
    found = construction_conflicts(
        pattern,
        seen[row],
        rank=None if rank is None else rank[row],
        whole_m2=shapely.area(construction[row]),
        sliver_m=sliver_m,
        measure=measure,
        progress=part(progress, 0.4, 1.0),
    )
    table = found.table.assign(construction=row[found.table["construction"].to_numpy(dtype=np.intp)])
    return Conflicts(found.geometry, table, float(measure(construction).sum() - measure(seen[row]).sum()))


def _measured(geometry: np.ndarray, measure: Measure, progress: Progress) -> np.ndarray:
    return np.concatenate([np.empty(0), *(measure(geometry[rows]) for rows in chunks(len(geometry), _MANY, progress))])
