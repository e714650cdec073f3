"""Tables of outputs as people read them: heads and codes in words, yes and no, figures with sensible decimals.

The outputs themselves keep their codes and every digit; this is for spreadsheets that go to colleagues.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import isnan

from qgis.core import (
    NULL,
    Qgis,
    QgsFeature,
    QgsFeatureRequest,
    QgsField,
    QgsFields,
    QgsMemoryProviderUtils,
    QgsProcessingException,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QMetaType

from ...core.printable import printable
from ...core.progress import Progress, chunks, quiet
from ...i18n import tr
from ...processing.framework import output_fields

_BATCH = 2_000
_FILES_KEY = "fid"


@dataclass(frozen=True)
class ReadableTable:
    """A table with its heads; ``rows`` hold texts, numbers and None, ``decimals`` how many a column's numbers have.

    ``kinds``: QMetaType's type of each column.
    """

    title: str
    heads: tuple[str, ...]
    kinds: tuple[int, ...]
    decimals: tuple[int | None, ...]
    rows: tuple[tuple, ...]

    def texts(self, progress: Progress = quiet) -> Iterator[list[str]]:
        """Give the rows as texts; numbers have a point and no signs between thousands, so that they stay numbers."""
        for row in _told(self.rows, progress):
            yield [_plain(value, places) for value, places in zip(row, self.decimals)]

    def as_layer(self, name: str, progress: Progress = quiet) -> QgsVectorLayer:
        """Return the table as a layer in memory without geometry."""
        fields = QgsFields()
        for head, kind in zip(self.heads, self.kinds):
            fields.append(QgsField(head, kind))
        layer = QgsMemoryProviderUtils.createMemoryLayer(name, fields)
        for part in chunks(len(self.rows), _BATCH, progress):
            features = []
            for row in self.rows[part]:
                feature = QgsFeature(fields)
                feature.setAttributes(list(row))
                features.append(feature)
            layer.dataProvider().addFeatures(features)
        return layer


def read_table(layer: QgsVectorLayer, style: str, progress: Progress = quiet) -> ReadableTable:
    """Return the rows of an output; ``style``: its job and name, as styles have them.

    Raises QgsProcessingException where its file is gone, or cannot be read.
    """
    count = max(layer.featureCount(), 1)

    def features() -> Iterator[QgsFeature]:
        for done, feature in enumerate(layer.getFeatures(request)):
            if done % _BATCH == 0:
                progress(min(done / count, 1.0))
            yield feature

    # The number that a file gives to each row says nothing of what it holds.
    keys = [at for at in layer.primaryKeyAttributes() if layer.fields().at(at).name().lower() == _FILES_KEY]
    own = [at for at in range(layer.fields().count()) if at not in keys]
    fields = [layer.fields().at(at) for at in own]
    names = [field.name() for field in fields]
    titles, said = output_fields.titles(style, names), output_fields.words(style)
    heads = [titles.get(name) or layer.attributeDisplayName(at) for at, name in zip(own, names)]
    request = QgsFeatureRequest().setFlags(Qgis.FeatureRequestFlag.NoGeometry)
    rows = [[*zip(names, map(feature.attributes().__getitem__, own))] for feature in features()]
    if len(rows) < layer.featureCount():
        text = tr("“{layer}” cannot be read: its file is gone, or another program uses it. Nothing was written.")
        raise QgsProcessingException(text.format(layer=layer.name()))
    return ReadableTable(
        title=layer.name(),
        heads=tuple(_apart(heads)),
        kinds=tuple(_kind(field, said) for field in fields),
        decimals=tuple(output_fields.decimals(name) for name in names),
        rows=tuple(tuple(_value(name, value, said) for name, value in row) for row in rows),
    )


def _told(rows: Sequence[tuple], progress: Progress) -> Iterator[tuple]:
    """Give rows, telling the progress between batches of them."""
    for part in chunks(len(rows), _BATCH, progress):
        yield from rows[part]


def _value(name: str, value, said: dict[str, Callable[[object], str]]):
    if value is None or value == NULL or (isinstance(value, float) and isnan(value)):
        return None
    if name in said:
        return said[name](value)
    if isinstance(value, bool):
        return output_fields.yes_no(value)
    return output_fields.rounded(name, value) if isinstance(value, float) else printable(value)


def _kind(field: QgsField, said: dict) -> int:
    text = field.name() in said or field.type() == QMetaType.Type.Bool
    return QMetaType.Type.QString if text else field.type()


def _plain(value, places: int | None) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return repr(value) if places is None else f"{value:.{places}f}"
    return str(value)


def _apart(heads: list[str]) -> Iterator[str]:
    """Give heads of which no two are the same."""
    taken: set[str] = set()
    for head in heads:
        found, number = head, 2
        while found.lower() in taken:
            found, number = f"{head} {number}", number + 1
        taken.add(found.lower())
        yield found
