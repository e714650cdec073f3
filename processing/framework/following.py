"""What follows the edits of a run's layers: the layers as they are now, and the job that takes in what has changed.

A job that can follow edits has a subclass of ``Follower``; the dock tells it which features were touched.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qgis.core import QgsVectorLayer, QgsVectorLayerFeatureSource

from ..io.layer_reading import named, parameter_of, several_key
from .run import Run
from .tables import Tables

if TYPE_CHECKING:
    import pandas as pd

    from ...core.live.keyed import Keyed
    from ...core.profile import Profile
    from ...core.progress import Progress
    from ..io.read import Features


class StaleError(Exception):
    """What was kept no longer serves: only a fresh run gives the right answer."""


class Snapshot:
    """A layer as it is at this moment, edits and all, to be read in any thread; made in the layer's own.

    Has what is used of a QgsProcessingFeatureSource.
    """

    def __init__(self, layer: QgsVectorLayer):
        self._source = QgsVectorLayerFeatureSource(layer)
        self._name, self._kind = layer.name(), layer.wkbType()

    def sourceName(self):  # noqa: N802 - QGIS's name
        return self._name

    def sourceCrs(self):  # noqa: N802 - QGIS's name
        return self._source.crs()

    def wkbType(self):  # noqa: N802 - QGIS's name
        return self._kind

    def fields(self):
        return self._source.fields()

    def getFeatures(self, request, flags=None):  # noqa: N802 - QGIS's name
        """Return the features; none is ever checked for validity here."""
        return self._source.getFeatures(request)


@dataclass
class LiveRun(Run):
    """A run whose inputs are layers that are read once whole, and then again feature by feature."""

    snapshots: dict[str, Snapshot] = field(default_factory=dict)
    """The layers by their parameters, as long as they are to be read."""
    profile: Profile | None = None
    """The plan profile that was active when the run began."""
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The fields that were read of each layer; edits of others change nothing."""

    def __post_init__(self):
        super().__post_init__()
        self.names = {name: self.label(name, snapshot) for name, snapshot in self.snapshots.items()}
        self._fits: dict[str, Callable] = {}
        self._bounds: Keyed | None = None

    def called(self, name: str) -> str:
        """Return how sentences call the layer of an input, which need not be held any more."""
        return named(self.names[name], self.title(parameter_of(name)))

    def let_go(self) -> None:
        """Hold the layers no longer, now that they are read."""
        self.snapshots.clear()
        self.inputs.clear()
        self.algorithm.release()

    def _open(self, name):
        return self.snapshots[name]

    def _open_several(self, name):
        keys = [several_key(name, number) for number in range(len(self.several.get(name, ())))]
        return {key: self.snapshots[key] for key in keys}

    def _read(self, name, source, label, columns, fit, narrow=None):
        self.columns[name], self._fits[name] = tuple(columns), fit
        return super()._read(name, source, label, columns, fit, narrow)

    def again(self, name: str, fids: list[int], layer: QgsVectorLayer) -> Features:
        """Read features of an input once more, into the same analysis CRS.

        Raises StaleError where a fresh run would choose another one.
        """
        from ..io.crs import CoordinateTransform
        from ..io.read import read_raw
        from ..io.wkb import to_shapely

        source = Snapshot(layer)
        raw = read_raw(source, list(self.columns[name]), None, self.stop, fids)
        if any(not os.path.exists(path) for path in self.given[name].origin.files):
            raise StaleError  # what is not edited cannot be read any more, which a fresh run says
        geometry, unreadable = self.placed(source.sourceCrs(), *to_shapely(raw.wkb))
        if name == next(iter(self._fits)):
            self._keep_extent(fids, raw.fid, geometry)
        transform = CoordinateTransform(source.sourceCrs(), self.analysis.crs, self.context.transformContext())
        features = self._fits[name](self.names[name], raw, geometry, unreadable, transform)
        self.unread.take(name, self.called(name), fids, features.unreadable)
        return replace(features, parameter=self.title(parameter_of(name)))

    def _keep_extent(self, touched: list[int], fid, geometry) -> None:
        """Take in the bounds of features of the first input, which the analysis CRS is chosen by."""
        import numpy as np
        import shapely

        from ...core.live.keyed import Keyed
        from ..io.crs import analysis_crs

        sides = ("west", "south", "east", "north")
        if self._bounds is None:
            known, bounds = self.extent
            self._bounds = Keyed(known, **dict(zip(sides, bounds.T)))
        self._bounds.put(touched, fid, **dict(zip(sides, shapely.bounds(geometry).T)))
        bounds = np.stack([self._bounds[side] for side in sides], axis=1)
        bounds = bounds[np.isfinite(bounds).all(axis=1)]
        try:
            fitting = analysis_crs(self.first_crs, bounds, self.context.transformContext()) if len(bounds) else None
        except ValueError:  # nowhere on Earth, which a fresh run says
            fitting = None
        if fitting is None or fitting.crs != self.analysis.crs:
            raise StaleError


@dataclass(frozen=True)
class Change:
    """Features of an input that were touched: the ids of all, and what there is of them now."""

    fids: list[int]
    features: Features


@dataclass(frozen=True)
class Figures(Tables):
    """What a run would give now: numbers by name, and tables by the name of the output that would hold them.

    Answers like an Outcome (dialogs/panel/running.py), but has no layers. ``rest``, where not all figures are soon
    done: told its progress (core.progress), returns all of them, in any thread; ``pending``: the numbers that it adds.
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

    def read(self, name: str, fids: list[int], layer: QgsVectorLayer) -> Change:
        """Read features that were touched, in the layer's own thread; raises StaleError where a fresh run is needed."""
        return Change(fids, self.run.again(name, fids, layer))

    def take(self, changes: dict[str, Change]) -> None:
        """Take in what was touched, by parameter.

        Raises what a run raises, and StaleError where only a fresh run gives the right answer.
        """
        raise NotImplementedError

    def figures(self) -> Figures:
        """Return what a fresh run would give."""
        raise NotImplementedError

    def must_have(self, name: str, keyed: Keyed, text: str) -> None:
        """Stop as a run does where nothing of an input is left."""
        if not len(keyed):
            self.run.fail(text, layer=self.run.called(name))
