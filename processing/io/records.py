"""What outputs hold, feature by feature: the rows of a table, or a source's features with such rows behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
import shapely
from qgis.core import (
    QgsFeature,
    QgsFeatureRequest,
    QgsField,
    QgsFields,
    QgsGeometry,
)
from qgis.PyQt.QtCore import QMetaType

from ...core.progress import chunks
from .features import Features
from .names import cut_names
from .read import AS_THEY_ARE
from .snapshot import Snapshot
from .values import settled

BATCH = 5_000
"""How many features are made and written at a time."""
_FID = "gv_fid"
_TYPES = {
    "f": QMetaType.Type.Double,
    "i": QMetaType.Type.LongLong,
    "b": QMetaType.Type.Bool,
    "O": QMetaType.Type.QString,
}

Fit = Callable[[list], list]
"""Makes of a feature's values what is written."""


class TableRecords:
    """The rows of a table, with geometries where given; ``multi``: geometries are to have parts."""

    def __init__(self, table: pd.DataFrame, geometry: np.ndarray | None, multi: bool):
        self._table, self._geometry, self._multi = table, geometry, multi
        self.fields = fields_of(table)

    def features(self, fit: Fit) -> Iterator[QgsFeature]:
        """Yield a feature for each row."""
        table, geometry = self._table, self._geometry
        for part in chunks(len(table), BATCH):
            wkb = [None] * (part.stop - part.start) if geometry is None else shapely.to_wkb(geometry[part])
            for values, shape in zip(rows(table.iloc[part]), wkb):
                feature = QgsFeature(self.fields)
                feature.setAttributes(fit(values))
                if shape is not None:
                    ground = QgsGeometry()
                    ground.fromWkb(shape)
                    if self._multi:  # files see to this themselves, memory layers do not
                        ground.convertToMultiType()
                    feature.setGeometry(ground)
                yield feature


class JoinedRecords:
    """The features of a source as they are, with the columns of a table behind its own fields.

    ``table`` has a row for each feature that was ``read``; any other gets nulls, and no geometry where it could not be
    read. Features that are not meant (``Features.meant``) are left out.
    """

    def __init__(self, source: Snapshot, read: Features, table: pd.DataFrame):
        added = fields_of(table)
        taken, cut = {field.name().lower() for field in added}, cut_names(added.names())
        if source.fields().lookupField("fid") >= 0:
            taken.add(_FID)
        self._kept = [
            index
            for index, field in enumerate(source.fields())
            if field.name().lower() not in taken and not cut.fullmatch(field.name())
        ]
        self.fields = QgsFields()
        for index in self._kept:
            self.fields.append(_free_of_fid(source.fields().at(index)))
        for field in added:
            self.fields.append(field)
        self._source = source
        self._values = dict(zip(read.fid.tolist(), rows(table)))
        self._nothing, self._lost = [None] * len(added), set(read.unreadable)
        self._wanted = None if read.meant is None else set(read.meant.tolist())
        self.without_geometry: set[int] = set()
        """The ids of those whose geometry could not be read, as far as there were ``features`` yet."""

    @property
    def count(self) -> int:
        """How many there are, as far as the source knows."""
        return self._source.featureCount() if self._wanted is None else len(self._wanted)

    def features(self, fit: Fit) -> Iterator[QgsFeature]:
        """Yield the features."""
        kept, values, fields = self._kept, self._values, self._source.fields()
        all_kept = len(kept) == len(self._source.fields())
        for feature in self._source.getFeatures(QgsFeatureRequest(), AS_THEY_ARE):
            number, own = feature.id(), feature.attributes()
            if self._wanted is None or number in self._wanted:
                if number < 0:
                    own = [settled(feature, value, field) for value, field in zip(own, fields)]
                own = own if all_kept else [own[index] for index in kept]
                feature.setAttributes(fit(own + values.get(number, self._nothing)))
                if number in self._lost or (number in values and _is_emptied(feature)):
                    feature.clearGeometry()
                    self.without_geometry.add(number)
                yield feature


def fields_of(table: pd.DataFrame) -> QgsFields:
    """Return the fields that hold the columns of a table."""
    fields = QgsFields()
    for name, column in table.items():
        # Truth values among which some are missing come as objects, and are no texts.
        is_truth = pd.api.types.infer_dtype(column, skipna=True) == "boolean"
        fields.append(QgsField(str(name), _TYPES["b" if is_truth else column.dtype.kind]))
    return fields


def rows(table: pd.DataFrame) -> list[list]:
    """Return the rows of a table as QGIS takes them: plain Python values, None for what is missing."""

    def values(name: str) -> list:
        found = table[name].astype(object).to_numpy(copy=True)
        found[table[name].isna().to_numpy()] = None
        return found.tolist()

    return [list(row) for row in zip(*map(values, table.columns))]


def _is_emptied(feature: QgsFeature) -> bool:
    """Tell whether QGIS has made nothing of a geometry: of a surface of faces in a layer of multipolygons."""
    return feature.hasGeometry() and feature.geometry().isEmpty()


def _free_of_fid(field: QgsField) -> QgsField:
    """Rename a field that GeoPackage would take for its own feature id and whose values may repeat."""
    if field.name().lower() == "fid":
        field = QgsField(field)
        field.setName(_FID)
    return field
