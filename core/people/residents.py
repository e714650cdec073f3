"""How many people live on parts of residential features: of pieces cut at zone borders, of blind places."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..geometry.area import Measure, planar
from .spread import Patches


@dataclass(frozen=True)
class Residents:
    """The people on pieces that make up residential features, shape (p,), and on parts of these.

    ``on_pieces``: persons on each piece, shape (p,); ``feature``, ``area_m2``: of the pieces, shape (p,). ``density``:
    of each feature on the whole, persons per m², shape (n,); ``uneven``: whether people live in patches of it instead,
    shape (n,); ``scale``: what persons there are to be multiplied by, so that pieces add up to their feature.
    """

    on_pieces: np.ndarray
    feature: np.ndarray
    area_m2: np.ndarray
    density: np.ndarray
    uneven: np.ndarray
    scale: np.ndarray
    patches: Patches | None
    measure: Measure

    def on(self, parts: np.ndarray, piece: np.ndarray, area_m2: np.ndarray) -> np.ndarray:
        """Return the persons on parts of pieces, shape (q,).

        ``parts``: valid polygons or multipolygons, shape (q,); ``piece``: the row of the piece that each lies in;
        ``area_m2``: its area.
        """
        feature = self.feature[piece]
        found = self.density[feature] * area_m2
        if self.patches is None:
            return found
        some = self.uneven[feature]
        whole = some & (area_m2 == self.area_m2[piece])
        found[whole] = self.on_pieces[piece[whole]]
        rows = np.flatnonzero(some & ~whole)
        persons = self.patches.people_on(parts[rows], feature[rows], self.measure)
        found[rows] = persons * self.scale[feature[rows]]
        return found


def residents(
    pieces: np.ndarray,
    feature: np.ndarray,
    area_m2: np.ndarray,
    population: np.ndarray,
    patches: Patches | None = None,
    measure: Measure = planar,
) -> Residents:
    """Return the people on pieces that make up residential features.

    ``pieces``: valid polygons in one metric CRS, shape (p,); ``feature``: the row that each is part of; ``area_m2``: of
    each; ``population``: persons on each feature, shape (n,); ``patches``: as in ``Spread``. In a feature without
    patches people live everywhere equally close, which costs no overlay.

    Of the 90 people of a plot the 60 in its western half live closer than the 30 in the eastern one:

    >>> import numpy as np
    >>> import shapely
    >>> from greenvein.core.people.residents import residents
    >>> from greenvein.core.people.spread import Patches
    >>> plot, halves = shapely.box([0], 0, [20], 10), shapely.box([0, 10], 0, [10, 20], 10)
    >>> patches = Patches(np.array([0, 0]), halves, np.array([0.6, 0.3]))
    >>> found = residents(plot, np.array([0]), np.array([200.0]), np.array([90.0]), patches)
    >>> found.on(shapely.box([5], 0, [20], 10), np.array([0]), np.array([150.0])).tolist()
    [60.0]
    """
    own_m2 = np.bincount(feature, weights=area_m2, minlength=len(population))
    density = np.where(own_m2 > 0, population / np.where(own_m2 > 0, own_m2, 1.0), 0.0)
    on_pieces, scale = density[feature] * area_m2, np.ones(len(population))
    uneven = np.zeros(len(population), dtype=bool)
    if patches is None:
        return Residents(on_pieces, feature, area_m2, density, uneven, scale, None, measure)
    uneven[patches.feature] = True
    # A piece that is all of its feature has all of its people.
    some = np.flatnonzero((uneven & (np.bincount(feature, minlength=len(population)) > 1))[feature])
    persons = patches.people_on(pieces[some], feature[some], measure)
    sums = np.bincount(feature[some], weights=persons, minlength=len(population))
    cut = np.bincount(feature[some], minlength=len(population)) > 0
    uneven &= ~cut | (sums > 0)  # patches that are lost in the overlay are no wider than its rounding
    scale[cut & uneven] = population[cut & uneven] / sums[cut & uneven]
    kept = uneven[feature[some]]
    on_pieces[some[kept]] = persons[kept] * scale[feature[some[kept]]]
    return Residents(on_pieces, feature, area_m2, density, uneven, scale, patches, measure)
