"""What is read of a layer: features as arrays, raw and ready for a kernel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from ...core.workbook import Merged
from .layer_names import named


@dataclass(frozen=True)
class Raw:
    """What a source holds: feature ids, WKB (None where null) and the columns asked for."""

    fid: np.ndarray
    wkb: np.ndarray
    columns: dict[str, list]

    def where(self, wanted: np.ndarray) -> Raw:
        """Return the features that a mask, shape (n,), wants."""
        rows = np.flatnonzero(wanted)
        columns = {name: [values[row] for row in rows] for name, values in self.columns.items()}
        return Raw(self.fid[rows], self.wkb[rows], columns)


@dataclass(frozen=True)
class Whole:
    """All features of a layer of which a part is meant, by their ids: valid, in the analysis CRS, shape (n,) each."""

    fid: np.ndarray
    geometry: np.ndarray

    def of(self, fids: Sequence[int]) -> Whole:
        """Return the features of some ids."""
        some = np.isin(self.fid, fids)
        return Whole(self.fid[some], self.geometry[some])

    def without(self, fids: Sequence[int]) -> Whole:
        """Return the features but those of some ids."""
        left = ~np.isin(self.fid, fids)
        return Whole(self.fid[left], self.geometry[left])

    def put(self, touched: Sequence[int], fresh: Whole) -> Whole:
        """Return what there is with what became of some features, by their ids."""
        left = self.without(touched)
        return Whole(np.r_[left.fid, fresh.fid], np.r_[left.geometry, fresh.geometry])


@dataclass(frozen=True)
class Rows:
    """A table: how sentences call it, its fields, and what these hold, null as None, in each row.

    ``numbers``: of the rows, as sentences call them. ``merged``: the cells of a spreadsheet that are one, whose columns
    are the fields in their order; what stands in one of several rows holds for each of them already.
    ``sheet``: what the sheet of a spreadsheet is called, "" for one that is no sheet.
    """

    named: str
    fields: tuple[str, ...]
    columns: dict[str, list]
    numbers: tuple[int, ...]
    merged: tuple[Merged, ...] = ()
    sheet: str = ""

    @property
    def count(self) -> int:
        """Number of rows."""
        return len(self.numbers)


@dataclass(frozen=True)
class Features:
    """One input, ready for a kernel.

    ``fid``: ids of the features used; ``geometry``: theirs, plane and in the
    analysis CRS, same order; ``columns``: the fields asked for, same order.
    ``read``, ``repaired``, ``empty``: how many features; ``unreadable``: ids of those that
    hold no usable coordinates. ``parameter``: what the input is called; ``why_empty``: a
    sentence where the layer has no feature at all, or none that is meant, else "". ``taken``: a sentence on what is
    meant of the layer, "" where all of it is; ``wider``: codes, with their names, of land that is used otherwise too;
    ``meant``: ids of the features that are, used or not, None for all; ``unused``: the values of the fields asked for
    of the features that have nothing to use, by their ids. ``shows_none``: whether the layer shows by its codes that it
    has nothing that is meant. ``doubtful``: geometry, in the analysis CRS, of features
    that are not among these, for their codes do not say whether they are meant, shape (d,).
    """

    label: str
    fid: np.ndarray
    geometry: np.ndarray
    columns: dict[str, list]
    read: int
    repaired: int
    empty: int
    unreadable: list[int]
    parameter: str = ""
    why_empty: str = ""
    taken: str = ""
    wider: tuple[str, ...] = ()
    meant: np.ndarray | None = None
    unused: dict[int, dict[str, object]] = field(default_factory=dict)
    shows_none: bool = False
    doubtful: np.ndarray = field(default_factory=lambda: np.empty(0, dtype=object))

    @property
    def named(self) -> str:
        """How sentences call the layer."""
        return named(self.label, self.parameter) if self.parameter else self.label


class Polygons(Features):
    """An input of valid polygons and multipolygons."""


class Lines(Features):
    """An input of lines and multilines, none of whose parts has a length of zero."""
