"""What the layers of a run may not mean: the same features twice, layers in each other's place, layers far apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from qgis.core import (
    QgsDataProvider,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsProviderRegistry,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ...core.geometry.apart import CLOSE_M
from ...core.named_years import years_in
from ...i18n import tr
from ..io.layer_names import KEPT, named, parameter_of
from ..io.presence import Origin, origin
from ..jobs import JOBS
from . import guess
from .declared import LINE, POLYGON

_SURE = 3  # words of a clue, the likeliest first, that speak for an input by themselves
_SHOWN = 5  # names of many
_FREELY = {name for job in JOBS.values() for name in (*job.borders, *job.shared)}


@dataclass(frozen=True)
class Given:
    """A layer as an input was given it.

    ``key``: the parameter, or one of the layers of a parameter that takes several; ``features``: what tells the same
    features of the same layer from others; ``filter``: of the layer, or of this input; ``chosen``: whether only
    selected features are meant; ``taken``: of the features, by class, values or expression, "" for all; ``names``: the
    layer's in the legend, then in its file, and the file's; ``own``: without the file's where it may hold others too.
    """

    key: str
    layer: str
    geometry: str
    features: tuple
    filter: str
    chosen: bool
    origin: Origin
    taken: str = ""
    names: tuple[str, ...] = ()
    own: tuple[str, ...] = ()


def given(key: str, value: object, layer: QgsVectorLayer, project: QgsProject | None, taken: str = "") -> Given:
    """Return what is known of a layer, and of the value by which an input was given it; ``taken``: as in Given."""
    own = value if isinstance(value, QgsProcessingFeatureSourceDefinition) else None
    chosen, wanted = (own.selectedFeaturesOnly, own.filterExpression) if own is not None else (False, "")
    limit = own.featureLimit if own is not None else -1
    line = layer.geometryType() == QgsWkbTypes.GeometryType.LineGeometry
    features = (layer.providerType(), layer.source(), layer.subsetString(), chosen, wanted, limit, taken)
    kind = LINE if line else POLYGON
    there = origin(value, layer, project)
    wanted, names = wanted or layer.subsetString(), names_of(layer)
    own_names = own_names_by(layer.name(), layer.providerType(), layer.source())
    return Given(key, _own_name(layer), kind, features, wanted, chosen, there, taken, names, own_names)


def names_of(layer: QgsVectorLayer) -> tuple[str, ...]:
    """Return what a layer is called in the legend, in its file if that holds several, and what the file is called."""
    return names_by(layer.name(), layer.providerType(), layer.source())


def names_by(name: str, provider: str, source: str) -> tuple[str, ...]:
    """Return the same of a layer that is called ``name`` in the legend."""
    table, file = _in_file(provider, source)
    return tuple(dict.fromkeys(filter(None, (name, table, file))))


def own_names_by(name: str, provider: str, source: str) -> tuple[str, ...]:
    """Return the same without the name of a file that may hold other layers too."""
    table, file = _in_file(provider, source)
    # One that is given by its path is called as the file, or as QGIS puts both names together.
    name = "" if table and name == file else name.removeprefix(f"{file} — ")
    return tuple(dict.fromkeys(filter(None, (name, table or file))))


def _in_file(provider: str, source: str) -> tuple[str, str]:
    """Return what a layer is called in its file, and what that is called; "" for what nobody has named."""
    parts = QgsProviderRegistry.instance().decodeUri(provider, source) if provider == "ogr" else {}
    path = parts.get("path") or ""
    # Tables of results are called by the day of the run, of which no data are.
    return ("", "") if path.endswith(KEPT) else (parts.get("layerName") or "", Path(path).stem)


def _own_name(layer: QgsVectorLayer) -> str:
    """Return a layer's name; one that is given by its path bears the name of its file, whatever the layer in it."""
    if layer.providerType() == "ogr":
        parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
        if parts.get("layerName") and layer.name() == Path(parts.get("path") or "").stem:
            return parts["layerName"]
    return layer.name().rpartition(" — ")[2]  # as QGIS names layers of a file that has several


def doubts(layers: list[Given], title: Callable[[str], str]) -> list[str]:
    """Return a sentence for each thing that the layers of a run are unlikely to mean.

    ``title``: what a parameter is called.
    """
    return [*_twice(layers, title), *_exchanged(layers, title), *_backwards(layers, title)]


def _twice(layers: list[Given], title: Callable[[str], str]) -> list[str]:
    text = tr(
        "“{one}” and “{other}” are the same features of the layer “{layer}”; choose another layer for one of them, "
        "unless this is meant."
    )
    within = tr("“{one}” has the same features twice, as “{layer}” and as “{second}”; take one of the two out.")
    found = []
    for one, other in combinations(layers, 2):
        parameters = parameter_of(one.key), parameter_of(other.key)
        if one.features == other.features and not _FREELY & set(parameters):
            which = within if parameters[0] == parameters[1] else text
            names = {"one": title(parameters[0]), "other": title(parameters[1])}
            found.append(which.format(layer=one.layer, second=other.layer, **names))
    return list(dict.fromkeys(found))


def _exchanged(layers: list[Given], title: Callable[[str], str]) -> list[str]:
    """Return sentences on layers whose names speak for another input of the run, and not for their own."""
    single = {one.key: one for one in layers if one.key in guess.CLUES and not one.taken}

    def speaks(name: str, layer: Given) -> float:
        clue = guess.CLUES[name]
        return guess.match(clue.words, layer.layer) if clue.geometry == layer.geometry else 0.0

    meant = {}
    for name, layer in single.items():
        others = {other: speaks(other, layer) for other in single if other != name}
        best = max(others, key=lambda other: others[other], default=None)
        if best is not None and others[best] and not speaks(name, layer):
            meant[name] = best
    found = []
    for name, other in meant.items():
        layer, at_home = single[name], single[other]
        values = {"layer": named(layer.layer, title(name)), "other": title(other), "parameter": title(name)}
        if meant.get(other) == name:
            if name < other:
                text = tr(
                    "The layers “{layer}” and “{second}” look exchanged: the name of each speaks for the input of the "
                    "other."
                )
                found.append(text.format(**values, second=named(at_home.layer, title(other))))
        elif speaks(other, layer) > len(guess.CLUES[other].words) - _SURE:
            text = tr("The name of the layer “{layer}” speaks for “{other}”; check that it is meant for “{parameter}”.")
            found.append(text.format(**values))
    return found


def _backwards(layers: list[Given], title: Callable[[str], str]) -> list[str]:
    """Return a sentence where the names say that the earlier date is the later one."""
    at, found = {one.key: one for one in layers}, []
    text = tr("By their names the layer “{before}” is of a later year than the layer “{after}”; they look exchanged.")
    for dates in (job.dates for job in JOBS.values() if job.dates):
        pair = [at[name] for name in (dates.first, dates.last) if name in at]
        years = [years_in(one.layer)[-1] for one in pair if years_in(one.layer)]
        if len(years) > 1 and years[0] > years[1]:
            before, after = (named(one.layer, title(one.key)) for one in pair)
            found.append(text.format(before=before, after=after))
    return found


def first_of_several(value: object, layer: QgsVectorLayer) -> list[str]:
    """Say that a file is given by its path alone and has several layers, of which QGIS takes the first."""
    if not isinstance(value, str) or layer.providerType() != "ogr" or not Path(value).exists():
        return []
    names = [text.split(QgsDataProvider.sublayerSeparator())[1] for text in layer.dataProvider().subLayers()]
    names = [*dict.fromkeys(names)]
    if len(names) < 2:
        return []
    text = tr(
        "“{file}” has several layers, of which “{layer}” is read; the others are {others}. To read another one, write "
        "“|layername=” and its name behind the path."
    )
    others = tr(", ").join([*names[1 : _SHOWN + 1], *["…"] * (len(names) > _SHOWN + 1)])
    return [text.format(file=Path(value).name, layer=names[0], others=others)]


def empty_sentence(layer: Given | None, name: str) -> str:
    """Say why an input has no feature at all; ``name``: of the layer and its input."""
    if layer is not None and layer.chosen:
        text = tr("The layer “{layer}” has no selected features, and only selected ones are to be used; select some.")
    elif layer is not None and layer.filter:
        text = tr("The layer “{layer}” has no features: its filter {filter} leaves none; change or remove the filter.")
        return text.format(layer=name, filter=layer.filter)
    else:
        text = tr("The layer “{layer}” has no features; check that it is the right layer.")
    return text.format(layer=name)


def apart_sentence(name: str, first: str) -> str:
    """Say that a layer lies nowhere near the first one; names as in ``processing.io.layer_names.named``."""
    text = tr("The layer “{layer}” nowhere meets the layer “{first}”: they lie more than {distance:g} m apart.")
    return text.format(layer=name, first=first, distance=CLOSE_M)
