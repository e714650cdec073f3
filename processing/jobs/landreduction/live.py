"""Land reduction account that follows edits of the land use at both dates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ....core.land import classes as landclass
from ....core.land.reading import later_classes
from ....core.land.sameground import SameGround
from ....core.land.sameground import load as load_pairs
from ....core.live.keyed import Keyed
from ....core.live.land import LiveLand
from ....core.live.land_date import Parcel
from ....i18n import tr
from ...framework.following import Figures, Follower, LiveRun, Touched
from ...io.features import Features
from .codes import CodeField, read_codes
from .inputs import Date, no_ground, read
from .tables import balance_table, balanced, numbers


@dataclass
class _Date:
    """One date: its features as they are, where their codes stand, and what they mean."""

    keyed: Keyed
    codes: CodeField
    code: np.ndarray
    class_: np.ndarray
    table: landclass.ClassTable

    def parcels(self, rows: np.ndarray) -> dict[int, Parcel]:
        """Return the parcels of rows; of equals that lie on each other the code and then the id tell which is on top.

        So it is in a run (inputs).
        """
        fids, geometry = self.keyed.key[rows].tolist(), self.keyed["geometry"][rows]
        later = later_classes(self.code[rows], self.table)
        return {
            fid: Parcel(polygon, class_, (code, fid), code, parts)
            for fid, polygon, class_, code, parts in zip(fids, geometry, self.class_[rows], self.code[rows], later)
        }


class LandFollower(Follower):
    """Follows edits of both dates; zones and key areas decide on all of it at once.

    What a code means depends on all codes of its layer (which system they are from, whether zeros were lost), so after
    each edit all of them are read anew.
    """

    INPUTS = ("BEFORE", "AFTER")

    def __init__(self, run: LiveRun):
        super().__init__(run)
        self._inputs = inputs = read(run)
        self._pairs = load_pairs()
        self._dates = {name: _date(date) for name, date in zip(self.INPUTS, (inputs.before, inputs.after))}
        self._live = LiveLand(
            *(date.parcels(np.arange(len(date.keyed))) for date in self._dates.values()),
            zones=inputs.zones,
            key_areas=inputs.key_areas,
            same=inputs.same,
            measure=inputs.measure,
            progress=run.step(tr("Laying the two dates on each other…"), 30, 100),
        )

    def take(self, changes: dict[str, Touched]) -> None:
        found = {name.lower(): self._take(name, changes[name]) for name in self.INPUTS if name in changes}
        self._live.same = SameGround(*(self._dates[name].table for name in self.INPUTS), self._pairs)
        self._live.change(**found, progress=self.run.step(tr("Laying the two dates on each other…"), 0, 100))

    def figures(self) -> Figures:
        result = balanced(self._inputs, self._live.tables())
        return Figures(numbers(self._inputs, result), {"BALANCE": balance_table(self._inputs, result)})

    def _take(self, name: str, change: Touched) -> dict[int, Parcel | None]:
        """Take in what was touched of one date; return the parcels that this changes, None for those that are gone."""
        date = self._dates[name]
        keyed, fids = date.keyed, date.keyed.key
        edit = keyed.put(change.fids, change.features.fid, **_columns(change.features, date.codes))
        self.require_features(name, keyed, no_ground())
        known = read_codes(self.run, date.codes, self.run.called(name), keyed["value"].tolist())
        reading, date.table = known.reading, known.table
        other = _other(date.code, reading.code, edit.place) | _other(date.class_, reading.class_, edit.place)
        date.code, date.class_ = reading.code, reading.class_
        gone = np.setdiff1d(fids[edit.place < 0], keyed.key).tolist()
        return date.parcels(np.flatnonzero(other)) | dict.fromkeys(gone)


def _date(date: Date) -> _Date:
    return _Date(
        Keyed(date.polygons.fid, **_columns(date.polygons, date.codes)), date.codes, date.code, date.layer.class_,
        date.table,
    )  # fmt: skip


def _columns(features: Features, codes: CodeField) -> dict[str, np.ndarray]:
    value = np.empty(len(features.fid), dtype=object)
    value[:] = features.columns[codes.field]
    return {"geometry": features.geometry, "value": value}


def _other(was: np.ndarray, is_: np.ndarray, place: np.ndarray) -> np.ndarray:
    """Tell which rows have another value than before; ``place``: the row of each old one, -1 for what has changed."""
    old = np.full(len(is_), None, dtype=object)
    old[place[place >= 0]] = was[place >= 0]
    return old != is_
