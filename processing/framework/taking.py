"""What is meant of the layer of an input: a class of land use, values of a field, or what fulfils an expression.

An input of polygons ``X`` has the parameters ``X_TAKE``, ``X_CODE`` and ``X_SYSTEM`` (those of ``LANDUSE`` are ``CODE``
and ``SYSTEM``), one of several layers the table ``X_TAKES``. How it is written, and what is taken, is in
``core.land.taking``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qgis.core import (
    QgsDistanceArea,
    QgsExpression,
    QgsExpressionContext,
    QgsFeatureRequest,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
)

from ...core.land.codes import CODE_FIELDS
from ...core.plaintext import text_of
from ...i18n import tr
from ..io.layer_names import parameter_of
from ..io.layer_reading import fieldless
from ..io.snapshot import Snapshot
from ..io.values import plain
from ..words import takes as words
from ..words.land_classes import system_names
from .class_changes import changed_sentence
from .parameters import advanced, choice, field_of, threshold_table
from .villages import Villages

if TYPE_CHECKING:
    import numpy as np

    from ...core.land.classes import ClassTable
    from ...core.land.taking import Take, Taken
    from ..io.features import Raw
    from .sources import Sources

LAND_USE = "LANDUSE"
_POLYGONS = QgsProcessing.SourceType.TypeVectorPolygon
_AMONG_OTHERS = (_POLYGONS, QgsProcessing.SourceType.TypeMapLayer)
"""What an input of several layers may ask for that has layers of polygons, perhaps beside rasters."""
_SAYS = re.compile(r"(.+)_(?:TAKES?|SYSTEM)")
_BATCH = 1_000
"""Features between two looks at whether the user has cancelled."""
_OF_VALIDITY = {"is_valid", "make_valid"}
"""Functions of expressions that ask for geometries as they are."""
WHY, WHICH = "why", "which"
"""Columns of features that may be meant: why (core.land.codes), and their codes as they are written."""


def code_parameter(name: str) -> str:
    """Return the parameter with the field of the codes of an input; that of all land use is called for nothing else."""
    return "CODE" if name == LAND_USE else f"{name}_CODE"


def parameters(declared: Sequence[QgsProcessingParameterDefinition]) -> Iterator[QgsProcessingParameterDefinition]:
    """Return the parameters that say what is meant of the layers of those that are declared.

    A job that reads land use has a field of codes, and systems, of its own.
    """
    names = {one.name() for one in declared}
    return (one for one in _parameters(declared, names) if one.name() not in names)


def _parameters(
    declared: Sequence[QgsProcessingParameterDefinition], names: set[str]
) -> Iterator[QgsProcessingParameterDefinition]:
    for one in declared:
        name, title = one.name(), one.description()
        if isinstance(one, QgsProcessingParameterFeatureSource) and one.dataTypes() == [_POLYGONS]:
            text = tr("{input}: what is taken of the layer").format(input=title)
            yield advanced(QgsProcessingParameterString(f"{name}_TAKE", text, None, False, True))
            if code_parameter(name) not in names:
                text = tr("{input}: field with the codes").format(input=title)
                yield advanced(field_of(name, code_parameter(name), text))
                text, systems = tr("{input}: system of the codes"), (tr("Find out"), *system_names().values())
                yield advanced(choice(f"{name}_SYSTEM", text.format(input=title), systems, optional=True))
        elif isinstance(one, QgsProcessingParameterMultipleLayers) and one.layerType() in _AMONG_OTHERS:
            text = tr("{input}: what is taken of each layer").format(input=title)
            headers = (tr("Layer"), tr("What is taken"))
            yield advanced(threshold_table(f"{name}_TAKES", text, headers, optional=True))


def input_of(name: str) -> str:
    """Return the input of which a parameter says what is meant; "" for any other parameter."""
    found = _SAYS.fullmatch(name)
    return "" if found is None else found[1]


def written_take(parameters: Mapping[str, object], name: str, layer: str | None = None) -> str:
    """Return what is taken of an input, or of the layer of a name among several, as it is written."""
    if layer is None:
        return text_of(parameters.get(f"{name}_TAKE"))
    cells = parameters.get(f"{name}_TAKES")
    rows = zip(cells[::2], cells[1::2]) if isinstance(cells, (list, tuple)) else ()
    return next((text_of(take) for called, take in rows if called == layer), "")


@dataclass
class Taker:
    """Leaves of what is read of a layer what is meant.

    ``layer`` and ``title``: what the layer, and the parameter that says what is meant, are called; ``columns``: the
    fields that tell; ``tables``: the systems that may read the codes, and ``system`` the parameter that says which.
    """

    run: Sources
    take: Take
    source: Snapshot
    layer: str
    title: str
    columns: tuple[str, ...]
    tables: Sequence[ClassTable] = ()
    system: str = ""
    _values: dict[int, object] = field(default_factory=dict)
    _doubtful: set[int] = field(default_factory=set)
    """The ids of features of which codes do not say whether they are meant."""
    rural: frozenset[int] = frozenset()
    """The ids of those that are rural homes, which are not taken where homes are."""
    villages: Villages | None = None
    """What finds these where homes are not taken by their class."""

    def leave(self, raw: Raw) -> tuple[Raw, words.Choice, Raw]:
        """Return what is meant of all that the layer has, and what there is to say; stop where nobody can tell.

        Last comes what may be meant, which codes do not say, with the columns ``WHY`` and ``WHICH``.
        """
        if not self.take.of_codes:
            mask, silent = self._fulfilling(self.source, raw.fid, QgsFeatureRequest())
            self._find_villages(raw, mask)
            return raw.where(mask), words.by_expression(self.take, self.layer, mask, silent), raw.where(mask[:0])
        values = raw.columns[self.columns[0]]
        self._values = dict(zip(raw.fid.tolist(), values))
        taken = self._taken(values)
        if taken.table is not None and (changed := changed_sentence(taken.table, [*taken.codes], self.layer)):
            self.run.note(changed)
        said = words.by_codes(self.take, self.layer, self.columns[0], taken, self.system)
        some = taken.is_doubtful
        self._doubtful = set(raw.fid[some].tolist())
        self.rural = frozenset(raw.fid[taken.is_rural].tolist())
        self._find_villages(raw, taken.mask)
        which = [text_of(values[row]).strip() for row in some.nonzero()[0]]
        doubtful = replace(raw.where(some), columns={WHY: taken.doubt[some].tolist() if which else [], WHICH: which})
        return raw.where(taken.mask), said, doubtful

    def leave_again(self, raw: Raw, source: Snapshot, touched: Sequence[int], whole: bool) -> Raw | None:
        """Return what is meant of features that are read once more; None where a fresh run may take others too.

        Which system codes are from depends on all of them; what may be meant is not read again, nor are rural homes
        where the ``whole`` layer counts.
        """
        if whole and self.villages is not None and self.villages.differ(raw, touched):
            return None
        if not self.take.of_codes:
            return raw.where(self._fulfilling(source, raw.fid, QgsFeatureRequest(raw.fid.tolist()))[0])
        if not self._doubtful.isdisjoint(touched) or (whole and not self.rural.isdisjoint(touched)):
            return None
        values, before = raw.columns[self.columns[0]], set(self._values.values())
        for fid in touched:
            self._values.pop(fid, None)
        self._values |= dict(zip(raw.fid.tolist(), values))
        now = set(self._values.values())
        if now != before:
            return None
        taken = self._taken([*now])
        left = taken.is_doubtful | taken.is_rural if whole else taken.is_doubtful
        beside = dict(zip(now, left.tolist()))
        if any(beside[value] for value in values):
            return None
        meant = dict(zip(now, taken.mask.tolist()))
        return raw.where(_mask(meant[value] for value in values))

    def _find_villages(self, raw: Raw, taken: np.ndarray) -> None:
        """Find which of the features that are not taken are rural homes, where no class tells."""
        if self.villages is not None:
            self.rural = frozenset(raw.fid[self.villages.find(raw, self.source) & ~taken].tolist())

    def _taken(self, values: list) -> Taken:
        from ...core.land.taking import by_class, by_values

        name = self.columns[0]
        if not self.tables:
            return by_values(values, self.take.wanted)
        numeric = self.source.fields().field(name).isNumeric()
        taken = by_class(values, self.take.wanted, self.tables, numeric=numeric, field=name)
        if taken.table is None:
            some = sorted(filter(None, map(text_of, set(values))))
            raise QgsProcessingException(
                words.unread(self.take, self.layer, name, taken, some, self.system, self.title)
            )
        return taken

    def _fulfilling(self, source: Snapshot, fids: np.ndarray, request: QgsFeatureRequest) -> tuple[np.ndarray, int]:
        """Return for which features the expression holds, and for how many it says neither yes nor no."""
        from ..io.mended import mended
        from ..io.read import AS_THEY_ARE

        expression, context = QgsExpression(self.take.wanted[0]), self.run.context
        scope = QgsExpressionContext(context.expressionContext())
        scope.setFields(source.fields())
        measure = QgsDistanceArea()
        measure.setSourceCrs(source.sourceCrs(), context.transformContext())
        measure.setEllipsoid(context.ellipsoid())
        expression.setGeomCalculator(measure)
        expression.setDistanceUnits(context.distanceUnit())
        expression.setAreaUnits(context.areaUnit())
        expression.prepare(scope)
        # What a run uses of invalid polygons is repaired, and so is what is asked of them.
        mends = expression.needsGeometry() and _OF_VALIDITY.isdisjoint(expression.referencedFunctions())
        if not expression.needsGeometry():
            request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
        answers: dict[int, object] = {}
        for number, feature in enumerate(source.getFeatures(request, AS_THEY_ARE)):
            if number % _BATCH == 0:
                self.run.stop()
            if mends:
                feature.setGeometry(mended(feature.geometry()))
            scope.setFeature(feature)
            answer = plain(expression.evaluate(scope))
            if expression.hasEvalError() or not isinstance(answer, (bool, int, float, type(None))):
                reason = expression.evalErrorString().strip().rstrip(".")
                reason = reason or tr("it gives “{value}”").format(value=answer)
                raise QgsProcessingException(words.no_answer(self.take, self.layer, self.title, feature.id(), reason))
            answers[feature.id()] = answer
        found = [answers.get(fid) for fid in fids.tolist()]
        return _mask(map(bool, found)), sum(one is None for one in found)


def _mask(answers: Iterable[bool]) -> np.ndarray:
    import numpy as np

    return np.fromiter(answers, dtype=bool)


def by_land_use(taking: Taker | None) -> bool:
    """Tell whether codes of land use say what is meant of a layer, so that what is not meant is other land."""
    if taking is None:
        return False
    if not taking.take.of_codes:
        return asks_codes_alone(taking.take.wanted[0])
    return taking.take.is_class or taking.columns[0].upper() in map(str.upper, CODE_FIELDS)


def asks_codes_alone(text: str) -> bool:
    """Tell whether an expression goes by fields of land-use codes and by nothing else, as a year or a shape."""
    expression = QgsExpression(text)
    named = {name.upper() for name in expression.referencedColumns()}
    return bool(named) and not expression.needsGeometry() and named <= {*map(str.upper, CODE_FIELDS)}


def taker(run: Sources, key: str, source: Snapshot) -> Taker | None:
    """Return what leaves of a layer what is meant; None where all of it is.

    ``key``: of the layer (io.layer_names.multiple_key). Stops the run where it is not said as it should be.
    """
    name, layer = parameter_of(key), run.named(key, source)
    is_one = key == name
    parameter = f"{name}_TAKE" if is_one else f"{name}_TAKES"
    if run.algorithm.parameterDefinition(parameter) is None:
        return None
    title = run.title(parameter)
    take = _read(run.text(parameter) if is_one else _of_layer(run, name, parameter, source.sourceName()), title)
    if take is None:
        return None
    if not take.of_codes:
        asked = _columns(take, title, layer, source)
        found = _villages(run, key, source, [name for name in asked if not source.fields().field(name).isNumeric()])
        return Taker(run, take, source, layer, title, _with_codes(asked, found), villages=found)
    column = (run.field_name(code_parameter(name), name) if is_one else None) or first_code_field(source)
    if column is None:
        choose = run.title(code_parameter(name)) if is_one else ""
        raise QgsProcessingException(no_code_field(layer, choose, source))
    if not take.is_class:
        found = _villages(run, key, source)
        return Taker(run, take, source, layer, title, _with_codes((column,), found), villages=found)
    system, tables = _tables(run, name if is_one else "")
    return Taker(run, take, source, layer, title, (column,), tables, system)


def _villages(run: Sources, key: str, source: Snapshot, further: Sequence[str] = ()) -> Villages | None:
    """Return what finds the rural homes of a layer; None where nobody asks for them, or no field may hold codes.

    ``further``: fields that may hold codes, or what these are called, besides those that are called so.
    """
    if key not in run.whole:
        return None
    fields = (run.field_name(code_parameter(key), key), first_code_field(source), *further)
    columns = tuple(dict.fromkeys(name for name in fields if name))
    return Villages(columns, _tables(run, key)[1]) if columns else None


def _with_codes(columns: tuple[str, ...], villages: Villages | None) -> tuple[str, ...]:
    """Return the fields that are asked for, with those that hold codes behind them."""
    return tuple(dict.fromkeys((*columns, *(villages.columns if villages is not None else ()))))


def first_code_field(source: Snapshot | QgsProcessingFeatureSource) -> str | None:
    """Return the first field of a layer that is called as standards call that of land-use codes, None without one."""
    own = {name.upper(): name for name in source.fields().names()}
    return next((own[name.upper()] for name in CODE_FIELDS if name.upper() in own), None)


def no_code_field(layer: str, parameter: str, source: Snapshot) -> str:
    """Say that no field is called so; ``parameter``: in which one can be chosen, "" where there is none."""
    if not (fields := source.fields().names()):
        return fieldless(layer)
    text = tr(
        "The layer “{layer}” has none of the usual fields of land-use codes ({usual}); "
        "choose one in “{parameter}”. Its fields are: {fields}."
    )
    if not parameter:
        text = tr(
            "The layer “{layer}” has none of the usual fields of land-use codes ({usual}); say what is taken of it by "
            "an expression. Its fields are: {fields}."
        )
    usual = tr(", ").join(CODE_FIELDS[:4])
    return text.format(layer=layer, usual=usual, parameter=parameter, fields=tr(", ").join(fields))


def _tables(run: Sources, name: str) -> tuple[str, Sequence[ClassTable]]:
    """Return the systems that may read the codes of an input, and the parameter in which one can be chosen."""
    tables, title = run.class_tables(), ""
    for parameter in (f"{name}_SYSTEM", "SYSTEM") if name else ():
        if run.algorithm.parameterDefinition(parameter) is not None:
            title = title or run.title(parameter)
            system = run.algorithm.parameterAsEnum(run.parameters, parameter, run.context)
            if system:
                return title, tables[system - 1 : system]
    return title, tables


def _of_layer(run: Sources, name: str, parameter: str, layer: str) -> str:
    """Return what is taken of one of several layers; stops the run for rows of other layers, and for two of one."""
    rows = run.text_rows(parameter, 2, 2)
    labels = [one.sourceName() for one in run.several(name).values()]
    for number, (called, _) in enumerate(rows):
        if called not in labels:
            text = tr("“{parameter}” names the layer “{layer}”, which is not among those given: {layers}.")
            run.fail(text, parameter=run.title(parameter), layer=called, layers=tr(", ").join(labels))
        if called in [other for other, _ in rows[:number]]:
            text = tr("“{parameter}” has two rows for the layer “{layer}”; keep one of them.")
            run.fail(text, parameter=run.title(parameter), layer=called)
    return next((take for called, take in rows if called == layer), "")


def _read(text: str, title: str) -> Take | None:
    from ...core.land.taking import TakeError, take_of

    try:
        return take_of(text)
    except TakeError as error:
        raise QgsProcessingException(words.wrong(error, title)) from error


def _columns(take: Take, title: str, layer: str, source: Snapshot) -> tuple[str, ...]:
    """Return the fields that an expression asks for; stops the run where it cannot be read, or asks for others."""
    expression, fields = QgsExpression(take.wanted[0]), source.fields()
    if expression.hasParserError():
        reason = " ".join(expression.parserErrorString().split()).rstrip(".")
        raise QgsProcessingException(words.no_expression(take, layer, title, reason))
    asked = expression.referencedColumns()
    if QgsFeatureRequest.ALL_ATTRIBUTES in asked:
        return tuple(fields.names())
    lost = sorted(name for name in asked if fields.lookupField(name) < 0)
    if lost and not fields.names():
        raise QgsProcessingException(fieldless(layer))
    if lost:
        raise QgsProcessingException(words.no_fields(take, layer, title, lost, fields.names()))
    return tuple(fields.at(fields.lookupField(name)).name() for name in sorted(asked))
