"""One run of an algorithm: its layers read into one CRS, counted, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingException, QgsWkbTypes

from ...core.geometry.apart import apart
from ...core.plaintext import number_in, text_of
from ...core.targets import weighs
from ...i18n import tr
from ..io.layer_names import parameter_of
from ..io.layer_reading import counts_sentence, no_numbers, teller, troubles
from ..io.snapshot import Snapshot
from ..words.takes import Choice, in_doubt
from .layer_meaning import apart_sentence, empty_sentence
from .measured_in import NothingError, measured_in, scale_sentences
from .sources import Sources
from .taking import WHICH, WHY, Taker, taker
from .unread import Unread

if TYPE_CHECKING:
    import numpy as np

    from ...core.geometry.area import Measure
    from ...core.geometry.zones import Zones
    from ..io.crs import AnalysisCrs
    from ..io.features import Features, Lines, Polygons, Raw
    from ..io.layer_places import PlacedLayers
    from ..io.read import Fit

    Kind = TypeVar("Kind", bound=Features)

# The modules that need numpy, shapely or pandas are imported when an algorithm runs,
# so that QGIS opens, and says what is missing, without them.

LONGEST_M = 50
"""Between vertices further apart than this, areas of parts on the ellipsoid follow the plane's straight line."""


@dataclass
class Run(Sources):
    """One run of an algorithm: what it has read, and the CRS that it measures in."""

    inputs: list[Features] = field(default_factory=list)
    analysis: AnalysisCrs | None = None
    """What is measured in, known once the first input is read that has anything."""
    first: str = ""
    """That input."""
    first_crs: QgsCoordinateReferenceSystem | None = None
    """Its own, which outputs come back in."""
    unread: Unread = field(default_factory=Unread)
    """The features that could not be read, which verdicts must reckon with."""
    takers: dict[str, Taker] = field(default_factory=dict)
    """What leaves of each layer what is meant, where not all of it is."""
    extent: tuple[np.ndarray, np.ndarray] | None = None
    """The ids of that input's features and their bounds, shape (n, 4), in its own CRS."""

    def __post_init__(self) -> None:
        super().__post_init__()
        from ..io.write import Writer

        self.write = Writer(self.algorithm, self.parameters, self.context, self.note)
        # Asked once: reports are made aside, perhaps when nobody waits for them any more and QGIS's objects are gone.
        self.on_ellipsoid = self.algorithm.parameterAsEnum(self.parameters, "AREA", self.context) == 1
        # The algorithm's own, so that they go with its layers (release), whoever still keeps the run.
        self.rasters = self.algorithm.rasters_given
        self._places: PlacedLayers | None = None
        self._first_extent: tuple[str, np.ndarray] | None = None
        self._nothing: NothingError | None = None

    @property
    def crs(self) -> QgsCoordinateReferenceSystem:
        """The analysis CRS; raises QgsProcessingException where no input that was read has anything to choose it by."""
        if self.analysis is None:
            assert self._nothing is not None
            raise self._nothing
        return self.analysis.crs

    def polygons(
        self, name: str, columns: tuple[str, ...] = (), narrow: Callable[[Raw], Raw] | None = None
    ) -> Polygons | None:
        """Read a polygon input into the analysis CRS; None where it is optional and not given.

        ``narrow`` leaves of what was read (io.features.Raw) the features that are meant; the others are not counted.
        """
        from ..io.read import to_polygons

        return self._features(name, columns, to_polygons, narrow)

    def layers(self, name: str, columns: Callable[[Snapshot, str], tuple[str, ...]] | None = None) -> list[Polygons]:
        """Read the polygon layers of a parameter that takes several, each with its own name.

        ``columns`` tells from a layer and its name which fields to read.
        """
        from ..io.read import to_polygons

        found = []
        for key, source in self.several(name).items():
            label = self.label(key, source)
            self._check(key, source, QgsWkbTypes.GeometryType.PolygonGeometry)
            wanted = () if columns is None else columns(source, self.named(key, source))
            found.append(self._read(key, source, label, wanted, to_polygons))
        return found

    def lines(self, name: str, columns: tuple[str, ...] = ()) -> Lines | None:
        """Read a line input into the analysis CRS; None where it is optional and not given."""
        from ..io.read import to_lines

        return self._features(name, columns, to_lines)

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

    def zones(self, zone_field: str | None) -> Zones | None:
        """Read the input ``ZONES``; None where it is not given.

        Names are without blanks around; zones whose names are blank are one, and called so.
        """
        import numpy as np

        from ...core.geometry import zones

        found = self.named_zones(zone_field)
        if found is None:
            return None
        polygons, names = found
        return self.aside(partial(zones.build, polygons.geometry, np.array(names), self.measure()))

    def named_zones(self, zone_field: str | None, *further: str) -> tuple[Polygons, list[str]] | None:
        """Read the features of the input ``ZONES``, with ``further`` fields; behind them stands the zone of each."""
        columns = dict.fromkeys(column for column in (zone_field, *further) if column)
        polygons = self.polygons("ZONES", tuple(columns))
        if polygons is None:
            return None
        self.require_features(polygons, tr("The layer “{layer}” has no zones: none of its features has an area."))
        if zone_field is None:
            return polygons, self.identifiers(polygons, None)
        return polygons, [text_of(value) or tr("(no name)") for value in polygons.columns[zone_field]]

    def require_features(self, features: Kind | None, text: str) -> Kind:
        """Return an input that no run goes without; stop the run where nothing of it is left to use."""
        assert features is not None
        if not len(features.fid):
            raise QgsProcessingException(features.why_empty or text.format(layer=features.named))
        return features

    def identifiers(self, features: Features, field_name: str | None) -> list[str]:
        """Return each feature's id as text: the value of ``ID_FIELD``, else, also where it is blank, the feature id."""
        if field_name is None:
            return [str(fid) for fid in features.fid.tolist()]
        values = features.columns[field_name]
        texts = (value if isinstance(value, str) else text_of(value) for value in values)
        return [text if text.strip() else str(fid) for fid, text in zip(features.fid, texts)]

    def log_counts(self) -> None:
        """Log for each input what was read, repaired, skipped and used."""
        for features in self.inputs:
            self.feedback.pushInfo(counts_sentence(features))

    def _features(
        self,
        name: str,
        columns: tuple[str, ...],
        fit: Fit[Kind],
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
        source: Snapshot,
        label: str,
        columns: tuple[str, ...],
        fit: Fit[Kind],
        narrow: Callable[[Raw], Raw] | None = None,
    ) -> Kind:
        """Read a layer, made fit for a kernel by ``fit``, and keep it for the counts."""
        import numpy as np
        import shapely

        from ..io.crs import CoordinateTransform
        from ..io.read import whole
        from ..io.reads import Reading
        from ..io.wkb import to_shapely

        tell = teller(label, self.title(parameter_of(name)), self.note, self.feedback.pushInfo)
        taking = taker(self, name, source)
        asked = list(dict.fromkeys((*columns, *(taking.columns if taking else ()))))
        reading = Reading(source, self.files.get(name))
        raw = reading.raw(asked, self.stop, tell)
        self._must_be_there(name, self.named(name, source), len(raw.fid))
        for column in raw.columns.values():
            self._check_texts(name, label, column)
        why_empty = "" if len(raw.fid) else self._why_empty(name, source)
        chosen, doubtful, every = Choice(""), None, raw
        if taking is not None and len(raw.fid):
            self.takers[name] = taking
            raw, chosen, doubtful = taking.leave(raw)
            why_empty = chosen.nothing
        raw = raw if narrow is None or why_empty else narrow(raw)
        raw = self.numbered(name, raw, self.named(name, source))
        # Who asks for all of a layer has its geometries made once, with those that are meant.
        every = every if name in self.whole and len(raw.fid) else raw
        rows = np.flatnonzero(np.isin(every.fid, raw.fid))
        geometry, unreadable = reading.shapes(every, lambda: self.aside(lambda progress: to_shapely(every.wkb)))
        self.look_at_place(name, label, source.sourceCrs(), shapely.bounds(geometry[rows]))
        geometry, unreadable = self.aside(lambda progress: self.placed(source.sourceCrs(), geometry, unreadable))
        if self.analysis is None:
            self._choose_crs(name, source, (raw.fid, shapely.bounds(geometry[rows])), why_empty, unreadable[rows])
        # Where there is nothing yet to be measured, nothing of this one has a place in another.
        crs = source.sourceCrs() if self.analysis is None else self.crs
        transform = CoordinateTransform(source.sourceCrs(), crs, self.context.transformContext())
        make = partial(self.aside, partial(fit.clean, geometry, transform))
        cleaned = reading.cleaned(every, (fit.kind, transform.told()), make)
        if len(every.fid) > len(raw.fid):
            self.whole[name] = whole(every.fid, cleaned)
        features = replace(
            fit.used(label, raw, unreadable[rows], cleaned.where(rows)),
            parameter=self.title(parameter_of(name)),
            why_empty=why_empty,
            taken=chosen.sentence,
            wider=chosen.wider,
            meant=None if taking is None and narrow is None else raw.fid,
            shows_none=chosen.none,
        )
        self.note_all(chosen.notes)
        if taking is not None and doubtful is not None and len(doubtful.fid):
            shapes, lost = reading.shapes(doubtful, lambda: self.aside(lambda progress: to_shapely(doubtful.wkb)))
            shapes, lost = self.aside(lambda progress: self.placed(source.sourceCrs(), shapes, lost))
            make = partial(self.aside, partial(fit.clean, shapes, transform))
            some = fit.used(label, doubtful, lost, reading.cleaned(doubtful, (fit.kind, transform.told()), make))
            features = replace(features, doubtful=some.geometry)
            self._tell_doubtful(name, taking, chosen.read_as, features, some)
        self.inputs.append(features)
        self.unread.take(name, features.named, raw.fid.tolist(), features.unreadable)
        self._note_of(features)
        self.stop()
        return features

    def _why_empty(self, name: str, source: Snapshot) -> str:
        """Say why a layer has nothing, "" where that is an answer: a check has found nothing, and it may be so here."""
        is_result = any(field.startswith("gv_") for field in source.fields().names())
        if is_result and parameter_of(name) not in self.algorithm.JOB.filled:
            return ""
        return empty_sentence(self.given.get(name), self.named(name, source))

    def _tell_doubtful(self, name: str, taking: Taker, system: str, features: Features, some: Features) -> None:
        """Tell of features whose codes do not say whether they are meant, and keep whether they may turn verdicts."""
        area_m2 = self.measure()(some.geometry)
        why, which = (some.columns[column] for column in (WHY, WHICH))
        field = taking.columns[0]
        self.note_all(in_doubt(taking.take, features.named, field, system, why, which, area_m2.tolist()))
        if weighs(area_m2.sum(), self.measure()(features.geometry).sum()):
            self.unread.leave_open(name, features.named, len(some.fid))

    def numbered(self, key: str, raw: Raw, layer: str) -> Raw:
        """Return features with numbers for the texts of fields of which numbers are wanted, and tell of them.

        Stops the run for a text that is no number. ``layer``: as sentences call it.
        """
        from ..io.numbers import numbers

        columns = dict(raw.columns)
        for name in raw.columns:
            known = self.numbers_as_texts.get((key, name))
            if known is None:
                continue
            found = numbers(raw.columns[name])
            if found.words:
                raise QgsProcessingException(no_numbers(known, layer))
            if found.wrong is not None:
                text = tr(
                    "“{value}” in the field “{field}” of the layer “{layer}”, feature {id}, is no number; correct it, "
                    "or leave it empty."
                )
                wrong = raw.columns[name][found.wrong]
                self.fail(text, value=wrong, field=name, layer=layer, id=raw.fid[found.wrong])
            if found.texts:
                text = tr(
                    "The field “{field}” of the layer “{layer}” holds text; {count} numbers were read of it, such as "
                    "“{text}” as {number:.15g}."
                )
                values = {"field": name, "layer": layer, "count": found.texts, "text": found.shown}
                self.note(text.format(**values, number=number_in(found.shown)))
            columns[name] = found.values
        return replace(raw, columns=columns)

    def _choose_crs(
        self,
        name: str,
        source: Snapshot,
        extent: tuple[np.ndarray, np.ndarray],
        why_empty: str,
        unreadable: np.ndarray,
    ) -> None:
        """Choose the analysis CRS by an input and the ``extent`` of its features, and tell it.

        By the next one where this one has nothing, and the run may go without.
        """
        crs, transforms, layer = source.sourceCrs(), self.context.transformContext(), self.named(name, source)
        try:
            lost = int(unreadable.sum())
            analysis = measured_in(crs, extent[1], self.on_ellipsoid, transforms, layer, why_empty, lost)
        except NothingError as error:
            if parameter_of(name) in self.algorithm.JOB.filled:
                raise
            self._nothing = self._nothing or error
            return
        self.analysis, self.first, self.first_crs, self.extent = analysis, name, crs, extent
        logged, noted = scale_sentences(analysis, crs, self.on_ellipsoid)
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
            self._first_extent = None if np.isnan(extent).any() else (features.named, extent)
        elif apart(self._first_extent[1], extent):
            self.note(apart_sentence(features.named, self._first_extent[0]))

    def placed(
        self, crs: QgsCoordinateReferenceSystem, geometry: np.ndarray, unreadable: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return geometries, and the mask of what cannot be read, without those that cannot lie in their CRS.

        Such a one is no less unreadable than one of no numbers: nobody knows where it is.
        """
        from ..io.placement import astray

        lost, placed = astray(crs, geometry, self.context.transformContext()), geometry.copy()
        placed[lost] = None
        return placed, unreadable | lost

    def look_at_place(self, name: str, label: str, crs: QgsCoordinateReferenceSystem, bounds: np.ndarray) -> None:
        """Stop the run where a layer's coordinates, its features' ``bounds``, shape (n, 4), cannot lie in its CRS."""
        if self._places is None:
            from ..io.layer_places import PlacedLayers

            self._places = PlacedLayers(self.context.transformContext())
        for sentence in self._places.look_at(label, self.title(parameter_of(name)), crs, bounds):
            self.note(sentence)
