"""One run of an algorithm: reading in one CRS, progress, cancel, counts, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, NoReturn, TypeVar

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsWkbTypes,
)

from ...core.geometry.apart import apart
from ...core.plaintext import text_of
from ...core.progress import Progress, Result, Stoppable, aside
from ...i18n import tr
from ..io.layer_names import multiple_key, named, parameter_of
from ..io.layer_reading import (
    check_texts,
    counts_sentence,
    lost_sentence,
    no_crs,
    no_numbers,
    removed_sentence,
    teller,
    troubles,
    unreadable,
)
from .cleared import is_cleared, is_empty, is_nothing, taken_instead, value_of
from .layer_meaning import apart_sentence, empty_sentence
from .measured_in import measured_in, scale_sentences
from .tables import number_rows, text_rows
from .unread import Unread

if TYPE_CHECKING:
    import numpy as np

    from ...core.geometry.area import Measure
    from ...core.geometry.zones import Zones
    from ..io.crs import AnalysisCrs
    from ..io.features import Features, Lines, Polygons, Raw
    from ..io.layer_places import PlacedLayers
    from ..io.read import PlainFile

    Kind = TypeVar("Kind", bound=Features)

# The modules that need numpy, shapely or pandas are imported when an algorithm runs,
# so that QGIS opens, and says what is missing, without them.


LONGEST_M = 50
"""Between vertices further apart than this, areas of parts on the ellipsoid follow the plane's straight line."""


class CancelledError(Exception):
    """The user cancelled the run."""


@dataclass
class Run:
    """One run of an algorithm: its parameters, its analysis CRS, and what it tells the user."""

    algorithm: QgsProcessingAlgorithm
    parameters: dict
    context: QgsProcessingContext
    feedback: QgsProcessingFeedback
    files: dict[str, PlainFile | None]
    credits: tuple[str, ...]
    multiple: dict = field(default_factory=dict)
    """The layers of each parameter that takes several."""
    given: dict = field(default_factory=dict)
    """What is known of each layer (layer_meaning.Given) by its key."""
    inputs: list[Features] = field(default_factory=list)
    analysis: AnalysisCrs | None = None
    """What is measured in, known once the first input is read."""
    first_crs: QgsCoordinateReferenceSystem | None = None
    """The first input's own, which outputs come back in."""
    defaults_taken: set[str] = field(default_factory=set)
    """The parameters that came as nothing though the run needs them, so that their defaults hold."""
    unread: Unread = field(default_factory=Unread)
    """The features that could not be read, which verdicts must reckon with."""
    notes: list[str] = field(default_factory=list)
    """What everyone must know who reads the figures: sentences that log, panel and report have."""
    extent: tuple[np.ndarray, np.ndarray] | None = None
    """The ids of the first input's features and their bounds, shape (n, 4), in its own CRS."""

    def __post_init__(self) -> None:
        from ..io.write import Writer

        self.write = Writer(self.algorithm, self.parameters, self.context, self.note)
        # Asked once: reports are made aside, perhaps when nobody waits for them any more and QGIS's objects are gone.
        self.on_ellipsoid = self.algorithm.parameterAsEnum(self.parameters, "AREA", self.context) == 1
        self._titles = {one.name(): one.description() for one in self.algorithm.parameterDefinitions()}
        self._places: PlacedLayers | None = None
        self._first_extent: tuple[str, np.ndarray] | None = None

    @property
    def crs(self) -> QgsCoordinateReferenceSystem:
        """The analysis CRS; there is none before the first input is read."""
        assert self.analysis is not None
        return self.analysis.crs

    def stop(self) -> None:
        """Raise CancelledError once the user has cancelled."""
        if self.feedback.isCanceled():
            raise CancelledError

    def step(self, text: str, start: float, end: float) -> Progress:
        """Say what comes next; return the kernel's progress, which is this part of the whole, 0 to 100."""
        self.feedback.setProgressText(text)

        def progress(share: float) -> None:
            self.stop()
            self.feedback.setProgress(start + share * (end - start))

        progress(0.0)
        return progress

    def aside(self, work: Stoppable[Result]) -> Result:
        """Return what work without a share in the progress returns, and raise CancelledError as soon as it is due."""
        return aside(work, lambda share: self.stop())

    def source(self, name: str) -> QgsProcessingFeatureSource | None:
        """Return an input of the geometry that its parameter declares; None where it is optional and not given."""
        if is_empty(self.parameters.get(name)):
            return None
        try:
            source = self._open(name)
        except CancelledError:
            raise
        except Exception as error:
            raise QgsProcessingException(unreadable(self.title(name), error)) from error
        if source is None:
            self._miss(name)
        lines = QgsProcessing.SourceType.TypeVectorLine in self.algorithm.parameterDefinition(name).dataTypes()
        kind = QgsWkbTypes.GeometryType.LineGeometry if lines else QgsWkbTypes.GeometryType.PolygonGeometry
        self._check(name, source, kind)
        return source

    def needed_source(self, name: str) -> QgsProcessingFeatureSource:
        """Return an input that no run goes without."""
        source = self.source(name)
        assert source is not None
        return source

    def _open(self, name: str) -> QgsProcessingFeatureSource | None:
        return self.algorithm.parameterAsSource(self.parameters, name, self.context)

    def _miss(self, key: str) -> NoReturn:
        """Stop the run for a layer that was there when it began."""
        known = self.given.get(key)
        raise QgsProcessingException(removed_sentence(self.title(parameter_of(key)), known.layer if known else ""))

    def _must_be_there(self, key: str, name: str, read: int) -> None:
        """Stop the run where a layer was read that is not there any more; ``name``: of the layer and its input."""
        known = self.given.get(key)
        lost = None if known is None else known.origin.lost(read)
        if lost is not None:
            raise QgsProcessingException(lost_sentence(name, lost))

    def _check(self, name: str, source: QgsProcessingFeatureSource, kind: QgsWkbTypes.GeometryType) -> None:
        """Stop the run where a layer has another kind of geometry, no CRS, or texts in another encoding."""
        label = self.label(name, source)
        if kind == QgsWkbTypes.GeometryType.LineGeometry:
            text = tr("The layer “{layer}” has no lines ({found}); choose a line layer for “{parameter}”.")
        else:
            text = tr("The layer “{layer}” has no polygons ({found}); choose a polygon layer for “{parameter}”.")
        found = QgsWkbTypes.geometryType(source.wkbType())
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
        file = self.files.get(name)
        check_texts(texts, file.path if file else None, label, self.title(parameter_of(name)), self.note)

    def polygons(
        self, name: str, columns: tuple[str, ...] = (), narrow: Callable[[Raw], Raw] | None = None
    ) -> Polygons | None:
        """Read a polygon input into the analysis CRS; None where it is optional and not given.

        ``narrow`` leaves of what was read (io.features.Raw) the features that are meant; the others are not counted.
        """
        from ..io.read import to_polygons

        return self._features(name, columns, to_polygons, narrow)

    def layers(
        self, name: str, columns: Callable[[QgsProcessingFeatureSource, str], tuple[str, ...]] | None = None
    ) -> list[Polygons]:
        """Read the polygon layers of a parameter that takes several, each with its own name.

        ``columns`` tells from a layer and its name which fields to read.
        """
        from ..io.read import to_polygons

        found = []
        for key, source in self._open_multiple(name).items():
            label = self.label(key, source)
            self._check(key, source, QgsWkbTypes.GeometryType.PolygonGeometry)
            wanted = () if columns is None else columns(source, self.named(key, source))
            found.append(self._read(key, source, label, wanted, to_polygons))
        return found

    def _open_multiple(self, name: str) -> dict[str, QgsProcessingFeatureSource]:
        """Return the layers of a parameter that takes several, each by a name of its own (multiple_key)."""
        found = {}
        for number, layer in enumerate(self.multiple.get(name, ())):
            key = multiple_key(name, number)
            try:
                found[key] = QgsProcessingFeatureSource(layer, self.context)
            except RuntimeError:  # Python's word for an object of C++ that is no more
                self._miss(key)
        return found

    def lines(self, name: str, columns: tuple[str, ...] = ()) -> Lines | None:
        """Read a line input into the analysis CRS; None where it is optional and not given."""
        from ..io.read import to_lines

        return self._features(name, columns, to_lines)

    def label(self, name: str, source: QgsProcessingFeatureSource) -> str:
        """Return the layer's name; a file given by its path alone is named after the file, so add its layer."""
        file = self.files.get(name)
        inner = file.layer if file else ""
        return f"{source.sourceName()} › {inner}" if inner and inner not in source.sourceName() else source.sourceName()

    def named(self, name: str, source: QgsProcessingFeatureSource) -> str:
        """Return how sentences call the layer of an input."""
        return named(self.label(name, source), self.title(parameter_of(name)))

    def back(self, geometry: np.ndarray) -> np.ndarray:
        """Return geometries of the analysis CRS in the first input's CRS."""
        from ..io.crs import CoordinateTransform

        transform = CoordinateTransform(self.crs, self.first_crs, self.context.transformContext())
        return self.aside(lambda progress: transform.geometry(geometry))

    def measure(self) -> Measure:
        """Return the measure of areas that the parameter ``AREA`` asks for."""
        assert self.analysis is not None
        return self.analysis.measure(self.on_ellipsoid)

    def measure_of_parts(self) -> Measure:
        """Return that measure with edges straight in the plane, for ground that is cut: its parts add up."""
        from ...core.geometry.area import straight

        return straight(self.measure(), LONGEST_M) if self.on_ellipsoid else self.measure()

    def area_kind(self) -> str:
        """Say how areas are measured."""
        from ..io.crs import ellipsoid_name

        if not self.on_ellipsoid:
            return tr("In the plane")
        return tr("On the ellipsoid {ellipsoid}").format(ellipsoid=ellipsoid_name(self.crs))

    def number_rows(self, name: str, columns: int) -> tuple[tuple[float, ...], ...]:
        """Return a table parameter's rows of numbers."""
        value = value_of(self.algorithm.parameterDefinition(name), self.parameters)
        try:
            return number_rows(value, columns)
        except ValueError as error:
            self.fail(
                tr("The table “{parameter}” needs {columns} numbers in every row; this is not so: {part}."),
                parameter=self.title(name),
                columns=columns,
                part=error,
            )

    def text_rows(self, name: str, columns: int, least: int) -> tuple[tuple[str, ...], ...]:
        """Return a table parameter's rows of texts; cells from ``least`` on may be left away."""
        value = value_of(self.algorithm.parameterDefinition(name), self.parameters)
        try:
            return text_rows(value, columns, least)
        except ValueError as error:
            self.fail(
                tr("The table “{parameter}” needs {columns} cells in every row; this is not so: {part}."),
                parameter=self.title(name),
                columns=columns if columns == least else f"{least}–{columns}",
                part=error,
            )

    def text(self, name: str) -> str:
        """Return a text parameter, "" where it was cleared, though QGIS takes the default for None."""
        if is_cleared(self.algorithm.parameterDefinition(name), self.parameters):
            return ""
        return self.algorithm.parameterAsString(self.parameters, name, self.context)

    def needed_text(self, name: str) -> str:
        """Return a text that the run cannot do without: its default, which is told, where a model hands on nothing.

        Where it was emptied by hand it is "".
        """
        definition = self.algorithm.parameterDefinition(name)
        if is_cleared(definition, self.parameters) and is_nothing(self.parameters[name]):
            self.note(taken_instead(definition))
            self.defaults_taken.add(name)
            return definition.defaultValue()
        return self.text(name)

    def zones(self, zone_field: str | None) -> Zones | None:
        """Read the input ``ZONES``; None where it is not given.

        Names are without blanks around; zones whose names are blank are one, and called so.
        """
        import numpy as np

        from ...core.geometry import zones

        polygons = self.polygons("ZONES", (zone_field,) if zone_field else ())
        if polygons is None:
            return None
        self.require_features(polygons, tr("The layer “{layer}” has no zones: none of its features has an area."))
        names = self.identifiers(polygons, None)
        if zone_field is not None:
            names = [text_of(value) or tr("(no name)") for value in polygons.columns[zone_field]]
        return self.aside(partial(zones.build, polygons.geometry, np.array(names), self.measure()))

    def require_features(self, features: Kind | None, text: str) -> Kind:
        """Return an input that no run goes without; stop the run where nothing of it is left to use."""
        assert features is not None
        if not len(features.fid):
            raise QgsProcessingException(features.why_empty or text.format(layer=features.named))
        return features

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
            self.fail(
                tr("The layer “{layer}” has no field “{field}”; its fields are: {fields}."),
                layer=self.named(source_name, source),
                field=field_name,
                fields=", ".join(source.fields().names()),
            )
        if numeric and not source.fields().at(index).isNumeric():
            raise QgsProcessingException(no_numbers(source.fields().at(index), self.named(source_name, source)))
        return field_name

    def identifiers(self, features: Features, field_name: str | None) -> list[str]:
        """Return each feature's id as text: the value of ``ID_FIELD``, else, also where it is blank, the feature id."""
        if field_name is None:
            return [str(fid) for fid in features.fid.tolist()]
        values = features.columns[field_name]
        texts = (value if isinstance(value, str) else text_of(value) for value in values)
        return [text if text.strip() else str(fid) for fid, text in zip(features.fid, texts)]

    def title(self, name: str) -> str:
        """Return a parameter's name as the dialog shows it."""
        return self._titles[name]

    def fail(self, text: str, **values: object) -> NoReturn:
        """Stop the run with one sentence."""
        raise QgsProcessingException(text.format(**values))

    def log_counts(self) -> None:
        """Log for each input what was read, repaired, skipped and used."""
        for features in self.inputs:
            self.feedback.pushInfo(counts_sentence(features))

    def _features(
        self,
        name: str,
        columns: tuple[str, ...],
        fit: Callable[..., Kind],
        narrow: Callable[[Raw], Raw] | None = None,
    ) -> Kind | None:
        """Read an input; None where it is optional and not given."""
        source = self.source(name)
        if source is None:
            return None
        return self._read(name, source, self.label(name, source), columns, fit, narrow)

    def _read(
        self,
        name: str,
        source: QgsProcessingFeatureSource,
        label: str,
        columns: tuple[str, ...],
        fit: Callable[..., Kind],
        narrow: Callable[[Raw], Raw] | None = None,
    ) -> Kind:
        """Read a layer, made fit for a kernel by ``fit``, and keep it for the counts."""
        import shapely

        from ..io.crs import CoordinateTransform
        from ..io.read import read_raw
        from ..io.wkb import to_shapely

        tell = teller(label, self.title(parameter_of(name)), self.note, self.feedback.pushInfo)
        raw = read_raw(source, list(columns), self.files.get(name), self.stop, tell=tell)
        self._must_be_there(name, self.named(name, source), len(raw.fid))
        for column in raw.columns.values():
            self._check_texts(name, label, column)
        why_empty = "" if len(raw.fid) else empty_sentence(self.given.get(name), self.named(name, source))
        raw = raw if narrow is None or why_empty else narrow(raw)
        geometry, unreadable = self.aside(lambda progress: to_shapely(raw.wkb))
        self.look_at_place(name, label, source.sourceCrs(), shapely.bounds(geometry))
        geometry, unreadable = self.aside(lambda progress: self.placed(source.sourceCrs(), geometry, unreadable))
        if self.analysis is None:
            self.first_crs = source.sourceCrs()
            bounds = shapely.bounds(geometry)
            self.extent = raw.fid, bounds
            self._choose_crs(bounds, self.named(name, source), why_empty, int(unreadable.sum()))
        transform = CoordinateTransform(source.sourceCrs(), self.crs, self.context.transformContext())
        features = self.aside(partial(fit, label, raw, geometry, unreadable, transform))
        features = replace(features, parameter=self.title(parameter_of(name)), why_empty=why_empty)
        self.inputs.append(features)
        self.unread.take(name, features.named, raw.fid.tolist(), features.unreadable)
        self._note_of(features)
        self.stop()
        return features

    def _choose_crs(self, bounds: np.ndarray, name: str, why_empty: str, unreadable: int) -> None:
        """Choose the analysis CRS by the first input and the ``bounds`` of its features, shape (n, 4), and tell it."""
        crs, transforms = self.first_crs, self.context.transformContext()
        self.analysis = measured_in(crs, bounds, self.on_ellipsoid, transforms, name, why_empty, unreadable)
        logged, noted = scale_sentences(self.analysis, crs)
        for sentence in logged:
            self.feedback.pushInfo(sentence)
        self.note_all(noted)

    def _note_of(self, features: Features) -> None:
        """Note what is wrong with an input: nothing in it, geometries repaired or skipped, far from the first one."""
        import numpy as np
        import shapely

        self.note_all(troubles(features))
        extent = shapely.total_bounds(features.geometry) if len(features.fid) else np.full(4, np.nan)
        if self._first_extent is None:
            self._first_extent = features.named, extent
        elif apart(self._first_extent[1], extent):
            self.note(apart_sentence(features.named, self._first_extent[0]))

    def placed(
        self, crs: QgsCoordinateReferenceSystem, geometry: np.ndarray, unreadable: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return geometries, and the mask of what cannot be read, without those that cannot lie in their CRS.

        Such a one is no less unreadable than one of no numbers: nobody knows where it is.
        """
        from ..io.placement import astray

        lost = astray(crs, geometry, self.context.transformContext())
        geometry[lost] = None
        return geometry, unreadable | lost

    def look_at_place(self, name: str, label: str, crs: QgsCoordinateReferenceSystem, bounds: np.ndarray) -> None:
        """Stop the run where a layer's coordinates, its features' ``bounds``, shape (n, 4), cannot lie in its CRS."""
        if self._places is None:
            from ..io.layer_places import PlacedLayers

            self._places = PlacedLayers(self.context.transformContext())
        for sentence in self._places.look_at(label, self.title(parameter_of(name)), crs, bounds):
            self.note(sentence)

    def note(self, sentence: str) -> None:
        """Warn of something that panel and report tell too, once.

        QGIS warns through the same feedback of things that are none of the user's, so the panel's hears of notes apart.
        """
        if sentence not in self.notes:
            self.notes.append(sentence)
            self.feedback.pushWarning(sentence)
            heard = getattr(self.feedback, "notes", None)
            if heard is not None:
                heard.append(sentence)

    def note_all(self, sentences: Iterable[str]) -> None:
        """Warn of each of some things."""
        for sentence in sentences:
            self.note(sentence)
