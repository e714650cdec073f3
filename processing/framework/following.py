"""What follows the edits of a run's layers: the layers as they are now, and the job that takes in what has changed.

The dock tells a ``Follower`` which features were touched. ``RerunFollower`` serves every job: it runs the job's own
kernel on what is kept in memory. A job has one of its own, in its module ``live``, where that takes too long.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from qgis.core import QgsVectorLayer

from ..io.layer_names import named, parameter_of
from ..io.snapshot import Snapshot
from .declared import Job, defined
from .making import MadeTables
from .run import Run
from .tables import OutputTables

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from ...core.live.keyed import Keyed
    from ...core.profile import Profile
    from ...core.progress import Progress
    from ..io.features import Features, Raw, Rows
    from ..io.read import Fit
    from .run import Kind


class StaleError(Exception):
    """What was kept no longer serves: only a fresh run gives the right answer."""


@dataclass
class LiveRun(Run):
    """A run whose inputs are layers that are read once whole, and then again feature by feature."""

    profile: Profile | None = None
    """The plan profile that was active when the run began."""
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The fields that were read of each layer; edits of others change nothing."""
    kept: dict[str, Features] | None = None
    """What was read of each layer, where this is to be used again; None where it is not."""
    tables: dict[str, Rows] = field(default_factory=dict)
    """The rows of tables, of which an edit makes a fresh run be read."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.rasters = dict(self.rasters)  # the algorithm lets go of its own once all is read
        self.names = {name: self.label(name, snapshot) for name, snapshot in self.snapshots.items()}
        self._fits: dict[str, Fit] = {}
        self._narrow: dict[str, Callable[[Raw], Raw] | None] = {}
        self._bounds: Keyed | None = None

    def called(self, name: str) -> str:
        """Return how sentences call the layer of an input, which need not be held any more."""
        return named(self.names[name], self.title(parameter_of(name)))

    def let_go(self) -> None:
        """Hold the layers no longer, now that they are read."""
        for snapshot in self.snapshots.values():
            snapshot.let_go()
        self.inputs.clear()
        self.algorithm.release()

    def _read(
        self,
        name: str,
        source: Snapshot,
        label: str,
        columns: tuple[str, ...],
        fit: Fit[Kind],
        narrow: Callable[[Raw], Raw] | None = None,
    ) -> Kind:
        if self.kept is not None and name in self.kept:
            features = cast("Kind", self.kept[name])  # which ``fit`` has made
            self.inputs.append(features)
            self._note_of(features)
            return features
        self.columns[name], self._fits[name], self._narrow[name] = tuple(columns), fit, narrow
        features = super()._read(name, source, label, columns, fit, narrow)
        if name in self.takers:
            self.columns[name] = tuple(dict.fromkeys((*columns, *self.takers[name].columns)))
        if self.kept is not None:
            self.kept[name] = features
        return features

    def _rows(self, key: str, source: Snapshot) -> Rows:
        if key not in self.tables:
            self.tables[key] = super()._rows(key, source)
            self.columns[key] = self.tables[key].fields
        return self.tables[key]

    def begin_again(self) -> None:
        """Forget what was said of what was kept, before all of it is read from there once more."""
        self.inputs.clear()
        self.notes.clear()
        self._first_extent = None

    def reread(self, name: str, fids: list[int], layer: QgsVectorLayer) -> Features:
        """Read features of an input once more, into the same analysis CRS.

        Raises StaleError where a fresh run would choose another one.
        """
        from ..io.crs import CoordinateTransform
        from ..io.read import read_raw
        from ..io.wkb import to_shapely

        if name in self.left_out:
            raise StaleError  # an edit may leave out others
        source = Snapshot(layer)
        raw = read_raw(source, list(self.columns[name]), None, self.stop, fids)
        self._look_at_ground(name, fids, raw, source)
        whole, taking = self.whole.get(name) is not None, self.takers.get(name)
        meant = raw if taking is None else taking.leave_again(raw, source, fids, whole)
        if meant is None:
            raise StaleError
        raw, narrow = meant, self._narrow[name]
        if self.kept is not None and narrow is not None:
            raw = narrow(raw)
        raw = self.numbered(name, raw, self.called(name))
        if any(not os.path.exists(path) for path in self.given[name].origin.files):
            raise StaleError  # what is not edited cannot be read any more, which a fresh run says
        geometry, unreadable = self.placed(source.sourceCrs(), *to_shapely(raw.wkb))
        if name == self.first:
            self._keep_extent(fids, raw.fid, geometry)
        elif len(raw.fid) and [*self._fits].index(name) < [*self._fits].index(self.first):
            raise StaleError  # one without anything, by which a fresh run would choose
        transform = CoordinateTransform(source.sourceCrs(), self.crs, self.context.transformContext())
        features = self._fits[name](self.names[name], raw, geometry, unreadable, transform)
        self.unread.take(name, self.called(name), fids, features.unreadable)
        return replace(features, parameter=self.title(parameter_of(name)))

    def _look_at_ground(self, name: str, fids: list[int], raw: Raw, source: Snapshot) -> None:
        """Raise StaleError where features of a layer that is known as a whole do not cover what they did."""
        from ...core.geometry.overlay import same_ground
        from ..io.crs import CoordinateTransform
        from ..io.read import whole
        from ..io.wkb import to_shapely

        known = self.whole.get(name)
        if known is None:
            return
        geometry, _ = self.placed(source.sourceCrs(), *to_shapely(raw.wkb))
        transform = CoordinateTransform(source.sourceCrs(), self.crs, self.context.transformContext())
        fresh = whole(raw.fid, self._fits[name].clean(geometry, transform))
        if not same_ground(known.of(fids).geometry, fresh.geometry):
            raise StaleError
        self.whole[name] = known.put(fids, fresh)

    def _keep_extent(self, touched: list[int], fid: np.ndarray, geometry: np.ndarray) -> None:
        """Take in the bounds of features of the input that the analysis CRS is chosen by."""
        import numpy as np
        import shapely

        from ...core.live.keyed import Keyed
        from ..io.crs import analysis_crs

        sides = ("west", "south", "east", "north")
        if self._bounds is None:
            assert self.extent is not None
            known, bounds = self.extent
            self._bounds = Keyed(known, **dict(zip(sides, bounds.T)))
        self._bounds.put(touched, fid, **dict(zip(sides, shapely.bounds(geometry).T)))
        bounds = np.stack([self._bounds[side] for side in sides], axis=1)
        bounds = bounds[np.isfinite(bounds).all(axis=1)]
        try:
            fitting = analysis_crs(self.first_crs, bounds, self.context.transformContext()) if len(bounds) else None
        except ValueError:  # nowhere on Earth, which a fresh run says
            fitting = None
        if fitting is None or fitting.crs != self.crs:
            raise StaleError


@dataclass(frozen=True)
class Touched:
    """Features of an input that were touched: the ids of all, and what there is of them now."""

    fids: list[int]
    features: Features


@dataclass(frozen=True)
class Figures(OutputTables):
    """What a run would give now: numbers by name, and tables by the name of the output that would hold them.

    Answers like an Outcome (dialogs/panel/running.py), but has no layers.
    """

    values: dict
    tables: dict[str, pd.DataFrame]
    rest: Callable[[Progress], Figures] | None = None
    pending: tuple[str, ...] = ()

    def has(self, name: str) -> bool:
        """Tell whether there is a table."""
        return name in self.tables

    def table(self, name: str) -> pd.DataFrame:
        """Return a table."""
        return self.tables[name]


class Follower:
    """A job that follows edits: built by reading everything and running the kernel once, then told what was touched.

    ``INPUTS``: the parameters whose edits are taken in feature by feature; an edit of any other input makes a fresh
    one be built. All but ``read`` may be called in any thread, one call at a time. After an exception it is not used
    any more.
    """

    INPUTS: tuple[str, ...] = ()

    def __init__(self, run: LiveRun):
        """Read everything, and run the kernel; raises what a run raises."""
        self.run = run

    def takes(self, name: str) -> bool:
        """Tell whether edits of a layer are taken in feature by feature; ``name``: as in LiveRun.columns."""
        return parameter_of(name) in self.INPUTS

    def read(self, name: str, fids: list[int], layer: QgsVectorLayer) -> Touched:
        """Read features that were touched, in the layer's own thread; raises StaleError where a fresh run is needed."""
        return Touched(fids, self.run.reread(name, fids, layer))

    def take(self, changes: dict[str, Touched]) -> None:
        """Take in what was touched, by parameter.

        Raises what a run raises, and StaleError where only a fresh run gives the right answer.
        """
        raise NotImplementedError

    def figures(self) -> OutputTables:
        """Return what a fresh run would give."""
        raise NotImplementedError

    def require_features(self, name: str, keyed: Keyed, text: str) -> None:
        """Stop as a run does where nothing of an input is left."""
        if not len(keyed):
            self.run.fail(text, layer=self.run.called(name))


class RerunFollower(Follower):
    """Follows edits of every input of any job: keeps what was read, and runs the job's kernel on it after each edit."""

    def __init__(self, run: LiveRun):
        super().__init__(run)
        self._kept: dict[str, Features] = {}
        run.kept = self._kept
        self._found = self._run_again()

    def takes(self, name: str) -> bool:
        return name in self._kept

    def take(self, changes: dict[str, Touched]) -> None:
        for name, change in changes.items():
            self._kept[name] = merged(self._kept[name], change)
        self._found = self._run_again()

    def figures(self) -> MadeTables:
        return self._found

    def _run_again(self) -> MadeTables:
        run, algorithm = self.run, self.run.algorithm
        tables = algorithm.JOB.load("tables")
        run.begin_again()
        inputs = algorithm.JOB.load("inputs").read(run)
        result = algorithm.measure(run, inputs)
        found = MadeTables(tables.numbers(inputs, result), tables.outputs(run, inputs, result))
        found.table(algorithm.JOB.summary)  # here, and not in the user's thread
        return found


def follower_of(job: Job) -> type[Follower]:
    """Return what follows edits for a job: its own where it has one."""
    return defined(job.load("live"), Follower) if job.has("live") else RerunFollower


def merged(kept: Features, change: Touched) -> Features:
    """Return the features of an input after some were touched: each in its old place, new ones last."""
    import numpy as np
    import pandas as pd

    fresh = change.features
    number, index = len(kept.fid), pd.Index(fresh.fid)
    now = index.get_indexer(kept.fid)
    gone = np.isin(kept.fid, change.fids) & (now < 0)
    old = np.where(now >= 0, number + now, np.arange(number))[~gone]
    new = number + np.flatnonzero(~np.isin(fresh.fid, kept.fid))
    rows = np.concatenate([old, new])
    columns = {}
    for name, values in kept.columns.items():
        both = [*values, *fresh.columns[name]]
        columns[name] = [both[row] for row in rows]
    unreadable = sorted({*kept.unreadable} - {*change.fids} | {*fresh.unreadable})
    return replace(
        kept,
        fid=np.concatenate([kept.fid, fresh.fid])[rows],
        geometry=np.concatenate([kept.geometry, fresh.geometry])[rows],
        columns=columns,
        unreadable=unreadable,
        unused={fid: values for fid, values in kept.unused.items() if fid not in change.fids} | fresh.unused,
    )
