"""The layers that an algorithm is called with: opened, checked, and what sentences call them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsField, QgsProcessing, QgsProcessingException, QgsWkbTypes
from qgis.PyQt.QtCore import QMetaType

from ...core.named_plans import OfMap, of_map
from ...core.named_years import year_of
from ...i18n import tr
from ..io.clashes import takes_layers
from ..io.layer_names import named, named_with_year, parameter_of
from ..io.layer_reading import (
    beyond_sentence,
    check_texts,
    lost_sentence,
    no_crs,
    no_field,
    no_numbers,
    removed_sentence,
)
from ..io.snapshot import Snapshot
from .call import Call
from .class_changes import changed_tables, changes_in
from .cleared import is_empty
from .guess import is_result
from .layer_meaning import empty_sentence
from .read_names import must_be_dated

if TYPE_CHECKING:
    import numpy as np

    from ...core.land.classes import ClassTable
    from ..io.features import Polygons, Rows, Whole
    from ..io.read import PlainFile


@dataclass
class Sources(Call):
    """A call with what is known of its layers."""

    files: dict[str, PlainFile | None]
    credits: tuple[str, ...]
    given: dict = field(default_factory=dict)
    """What is known of each layer (layer_meaning.Given) by its key."""
    snapshots: dict[str, Snapshot] = field(default_factory=dict)
    """The layers by their keys, as long as they are to be read.

    They were looked for where the project lives: QGIS forgets what it knows of a project whenever it looks for a layer
    there, and crashes where it does so in one thread while another makes use of that, as legend and map do.
    """
    whole: dict[str, Whole | None] = field(default_factory=dict)
    """Of the inputs that stand here, all that the layer has, once a part of it is read; None before, and where all of
    it is meant."""
    left_out: dict[str, Polygons | None] = field(default_factory=dict)
    """What is not meant of the layers that are narrowed, once that was asked (framework.left_out); None for nothing."""
    beside: dict[str, Whole | None] = field(default_factory=dict)
    """Of the inputs that stand here, what the layer has beside what its codes of land use choose, once it is read."""
    numbers_as_texts: dict[tuple[str, str], QgsField] = field(default_factory=dict)
    """The fields of texts of which numbers are wanted, by the keys of their layers and their names."""

    def asks_beside(self, name: str, by_land_use: bool) -> bool:
        """Tell whether more is asked for of an input's layer than is meant; ``by_land_use``: whether its codes tell."""
        return name in self.whole or (name in self.beside and by_land_use)

    def keep_beside(self, name: str, by_land_use: bool, whole: Whole, meant: np.ndarray) -> None:
        """Keep of a layer what is asked for: all that it has, and what that is beside the ids of what is ``meant``."""
        if name in self.whole:
            self.whole[name] = whole
        if name in self.beside and by_land_use:
            self.beside[name] = whole.without(meant.tolist())

    def source(self, name: str) -> Snapshot | None:
        """Return an input of the geometry that its parameter declares; None where it is optional and not given."""
        source = self.table(name)
        if source is None:
            return None
        lines = QgsProcessing.SourceType.TypeVectorLine in self.algorithm.parameterDefinition(name).dataTypes()
        kind = QgsWkbTypes.GeometryType.LineGeometry if lines else QgsWkbTypes.GeometryType.PolygonGeometry
        self._check(name, source, kind)
        return source

    def table(self, name: str) -> Snapshot | None:
        """Return an input of one layer or table, whatever its geometry; None where it is optional and not given."""
        several = takes_layers(self.algorithm.parameterDefinition(name))
        if several or is_empty(self.parameters.get(name)):
            return None
        source = self.snapshots.get(name)
        if source is None:
            raise QgsProcessingException(removed_sentence(self.title(name)))
        return source

    def several(self, name: str) -> dict[str, Snapshot]:
        """Return the layers of a parameter that takes several, each by a name of its own (multiple_key)."""
        return {key: one for key, one in self.snapshots.items() if key != name and parameter_of(key) == name}

    def needed_source(self, name: str) -> Snapshot:
        """Return an input that no run goes without."""
        source = self.source(name)
        assert source is not None
        return source

    def class_tables(self) -> tuple[ClassTable, ...]:
        """Return the tables of land-use codes, in the order of their systems, as the project has them."""
        return changed_tables(changes_in(self.algorithm.class_changes))

    def field_name(self, name: str, source_name: str, numeric: bool = False, needed: bool = False) -> str | None:
        """Return the name of a field parameter after a look at the layer; None where it is not given.

        ``needed``: as in ``needed_text``.
        """
        field_name = self.needed_text(name) if needed else self.text(name)
        if not field_name:
            return None
        source = self.source(source_name)
        if source is None:
            return None
        index = source.fields().lookupField(field_name)
        if index < 0:
            raise QgsProcessingException(no_field(field_name, self.named(source_name, source), source))
        if numeric:
            self.want_numbers(source_name, source, field_name)
        return field_name

    def want_numbers(self, key: str, source: Snapshot, name: str) -> None:
        """Have numbers read of a field, also of texts; stop the run where it is of another kind."""
        known = source.fields().at(source.fields().lookupField(name))
        if known.type() == QMetaType.Type.QString:
            self.numbers_as_texts[key, name] = QgsField(known)
        elif not known.isNumeric():
            raise QgsProcessingException(no_numbers(known, self.named(key, source)))

    def label(self, name: str, source: Snapshot) -> str:
        """Return the layer's name; a file given by its path alone is named after the file, so add its layer."""
        file, called = self.files.get(name), source.sourceName()
        inner = file.layer if file else ""
        # A result that is kept has a table whose name is for programs, and a title in the legend for people.
        for_people = is_result(source.fields().names()) and file is not None and called != Path(file.path).stem
        return f"{called} › {inner}" if inner and inner not in called and not for_people else called

    def named(self, name: str, source: Snapshot) -> str:
        """Return how sentences call the layer of an input."""
        return named(self.label(name, source), self.title(parameter_of(name)))

    def named_with_year(self, name: str, called: str) -> str:
        """Return how sentences that speak of the year in its name call the layer of an input, else ``called``."""
        known = self.given.get(name)
        return called if known is None else named_with_year(called, known.names)

    def year_by_name(self, name: str) -> int | None:
        """Return the year that the layer of an input is of by its names; None where they say none, or several."""
        years = self.years_by_name(name)
        return years[0] if len(years) == 1 else None

    def map_by_name(self, name: str) -> OfMap:
        """Return what the names of the layer of an input say: of which year it is, and whether it is a plan's.

        Raises BrokenJobError where the job does not declare that it reads the year.
        """
        must_be_dated(self.algorithm.JOB, parameter_of(name))
        known = self.given.get(name)
        return OfMap() if known is None else of_map(known.names, known.own)

    def years_by_name(self, name: str) -> tuple[int, ...]:
        """Return the year that the layer of an input is of by its names, or those of which it may be.

        Raises BrokenJobError where the job does not declare that it reads it.
        """
        must_be_dated(self.algorithm.JOB, parameter_of(name))
        known = self.given.get(name)
        return () if known is None else year_of(known.names)

    def rows(self, name: str) -> tuple[Rows, ...]:
        """Return the rows of a table or layer, or of each of several, whatever their geometry; none where not given."""
        one = self.table(name)
        sources = self.several(name) if one is None else {name: one}
        return tuple(self._rows(key, source) for key, source in sources.items())

    def _rows(self, key: str, source: Snapshot) -> Rows:
        from ..io.features import Rows
        from ..io.read import read_rows
        from ..io.row_numbers import numbers_of

        label, fields, layer = self.label(key, source), source.fields().names(), self.named(key, source)
        origin = self.given[key].origin
        path = origin.files[0] if origin.files else ""
        if (decoded := self._decoded(key)) is not None:
            columns, count = decoded
            self._refuse_longer(layer, origin.provider, path, tuple(columns))
            numbers = numbers_of(origin.provider, path, tuple(columns), range(1, count + 1))
            return Rows(layer, tuple(columns), columns, numbers)
        self._check_texts(key, label, fields)
        self._refuse_longer(layer, origin.provider, path, fields)
        raw = read_rows(source, fields, self.stop)
        self._must_be_there(key, layer, len(raw.fid))
        for column in raw.columns.values():
            self._check_texts(key, label, column)
        return Rows(layer, tuple(fields), raw.columns, numbers_of(origin.provider, path, fields, raw.fid.tolist()))

    def _refuse_longer(self, layer: str, provider: str, path: str, fields: Sequence[str]) -> None:
        """Stop the run for a row of a file of text that has more cells than the head: with 30,500 without quotes."""
        from ..io.row_numbers import beyond_head

        found = beyond_head(provider, path, fields)
        if found is not None:
            raise QgsProcessingException(beyond_sentence(layer, *found))

    def _decoded(self, key: str) -> tuple[dict[str, list], int] | None:
        """Return the columns of a file of text in another encoding than UTF-8, which GDAL takes it for, else None."""
        from ..io.encoding import decoded, right_encoding
        from ..io.row_numbers import OF_TEXT

        file = self.files.get(key)
        if file is None or Path(file.path).suffix.lower() not in OF_TEXT:
            return None
        encoding = right_encoding(file.path)
        try:
            return None if encoding is None else decoded(file.path, encoding)
        # What lies further on is damaged, or there is no table, which reading it as ever tells.
        except (UnicodeDecodeError, RuntimeError):
            return None

    def _must_be_there(self, key: str, name: str, read: int) -> None:
        """Stop the run where a layer was read that is not there any more; ``name``: of the layer and its input."""
        known = self.given.get(key)
        lost = None if known is None else known.origin.lost(read)
        if lost is not None:
            raise QgsProcessingException(lost_sentence(name, lost))

    def _check(self, name: str, source: Snapshot, kind: QgsWkbTypes.GeometryType) -> None:
        """Stop the run where a layer has another kind of geometry, no CRS, or texts in another encoding."""
        label = self.label(name, source)
        if kind == QgsWkbTypes.GeometryType.LineGeometry:
            text = tr("The layer “{layer}” has no lines ({found}); choose a line layer for “{parameter}”.")
        else:
            text = tr("The layer “{layer}” has no polygons ({found}); choose a polygon layer for “{parameter}”.")
        found = QgsWkbTypes.geometryType(source.wkbType())
        if found == QgsWkbTypes.GeometryType.NullGeometry and not source.featureCount():
            # What holds nothing cannot say what it would hold: a GeoJSON file, say.
            if parameter_of(name) not in self.algorithm.JOB.filled:
                return
            raise QgsProcessingException(empty_sentence(self.given.get(name), self.named(name, source)))
        if found not in (kind, QgsWkbTypes.GeometryType.UnknownGeometry):
            self.fail(
                text,
                layer=label,
                found=QgsWkbTypes.displayString(source.wkbType()),
                parameter=self.title(parameter_of(name)),
            )
        self._check_texts(name, label, source.fields().names())
        if not source.sourceCrs().isValid():
            raise QgsProcessingException(no_crs(self.named(name, source), source.wkbType()))

    def _check_texts(self, name: str, label: str, texts: Iterable) -> None:
        """Stop the run where texts of a layer are in another encoding; note those that cannot be read."""
        origin = self.given[name].origin if name in self.given else None
        file = origin.files[0] if origin is not None and origin.files else None
        check_texts(texts, file, label, self.title(parameter_of(name)), self.note)
