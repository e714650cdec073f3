"""Indicator scorecard: the land use, the layers that indicators name, and the parts of the city that they speak of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from qgis.core import QgsExpression, QgsProcessingException

from ....core.geometry.ties import rank_of
from ....core.indicators.codes import AREA, BUILT_UP_AREA, CLASS, PER_HEAD, ROLE, ROLES, SHARE, WIDER
from ....core.indicators.indicator import Indicator
from ....core.indicators.roles import role_of, version_of
from ....core.land import taking
from ....core.land.classes import ClassTable
from ....core.land.codes import CLASSES, RESIDENTIAL
from ....core.named_plans import OfMap
from ....core.plaintext import text_of
from ....core.scorecard.codes import MAYBE, UNDECIDED, UNTOLD
from ....i18n import tr
from ...framework.class_changes import changed_sentence
from ...framework.clues import BUILT_UP
from ...framework.guess import match
from ...framework.left_out import left_out, other_land
from ...framework.own_classes import own_table
from ...framework.run import Run
from ...framework.taking import by_land_use, first_code_field, no_code_field
from ...io.features import Polygons
from ...words import takes
from ...words.land_classes import class_names
from .names import OF_ROLES, extent_names, role_names

_SHOWN = 20


@dataclass(frozen=True)
class LandUse:
    """The land use: ``features``, which of them are of each class that was asked for, by its name, and their ``rank``.

    A class that is not among these has in ``untold`` why: a code (core.scorecard.codes) by ``class:`` and its name.
    What may be of a class, which codes do not say, has ``MAYBE`` behind its name. ``doubts``: why what is measured of a
    class may be more than there is of it, by ``class:`` and its name. ``in_part``: it is but land of some classes.
    ``left_out``: polygons of the layer that are not used, though not for their codes; ``beside``: those of other codes,
    None where nobody asks, or knows.
    ``rural``: which of them are rural homes, and no residential land, shape (n,); of shape (0,) where that was not
    asked for.
    """

    features: Polygons
    masks: dict[str, np.ndarray]
    rank: np.ndarray
    doubts: dict[str, str]
    untold: dict[str, str] = field(default_factory=dict)
    in_part: bool = False
    left_out: np.ndarray = field(default_factory=lambda: np.empty(0, dtype=object))
    rural: np.ndarray = field(default_factory=lambda: np.empty(0, dtype=bool))
    beside: np.ndarray | None = None


def land_use(
    run: Run, indicators: Sequence[Indicator], people: bool, further: Sequence[str | None], shown: Collection[str]
) -> LandUse | None:
    """Return the land use, None where it was not given.

    ``people``: whether it is asked who lives where; ``further``: fields to read; ``shown``: what other jobs have
    measured, which is asked for where there are codes.
    """
    source = run.source("LANDUSE")
    if source is None:
        return None
    wanted, own = _classes(indicators, people), own_table(run)
    column = run.field_name("CODE", "LANDUSE") or first_code_field(source)
    if wanted and column is None:
        raise QgsProcessingException(no_code_field(run.named("LANDUSE", source), run.title("CODE"), source))
    wanted += [class_ for class_ in _named(shown) if column is not None and class_ not in wanted]
    columns = dict.fromkeys(name for name in (column, *further) if name)
    if shown:
        run.beside.setdefault("LANDUSE")
    polygons = run.polygons("LANDUSE", tuple(columns))
    text = tr("The layer “{layer}” has no land in it: none of its features has an area.")
    polygons = run.require_features(polygons, text)
    some = left_out(run, "LANDUSE", polygons)
    in_part = _is_of_classes(run, column, some is not None)
    others = _of_other_codes(run, polygons, some) if in_part and shown else None
    some = None if in_part else some
    beside = np.empty(0, dtype=object) if some is None else some.geometry
    if column is None:
        rank = rank_of(polygons.geometry, polygons.fid)
        return LandUse(polygons, {}, rank, {}, in_part=in_part, left_out=beside, beside=others)
    values, numeric = polygons.columns[column], source.fields().field(column).isNumeric()
    taken = {class_: _taken(run, class_, values, column, numeric, polygons.named, own) for class_ in wanted}
    if own is not None:
        _tell_strange(run, own, {code for one in taken.values() for code in one.lost}, polygons.named)
    undecided = {class_: _undecided(run, class_, one, polygons.named, column) for class_, one in taken.items()}
    run.note_all(tuple(filter(None, undecided.values())))
    found = {class_: one for class_, one in taken.items() if _tells(one.table, class_)}
    masks = {class_: one.mask for class_, one in found.items()}
    masks |= {f"{class_}{MAYBE}": one.is_doubtful for class_, one in found.items() if one.is_doubtful.any()}
    for class_, one in found.items():
        _tell_doubtful(run, class_, one, polygons, column)
    codes = np.array([text_of(value) for value in values], dtype=object)
    doubts = {f"{CLASS}:{class_}": WIDER for class_, one in found.items() if _is_wider(one, class_)}
    why = {class_: UNDECIDED if undecided[class_] else UNTOLD for class_ in wanted if class_ not in found}
    untold = {f"{CLASS}:{class_}": f"{code}{class_}" for class_, code in why.items()}
    rural = found[RESIDENTIAL].is_rural if RESIDENTIAL in found else np.zeros(len(values), dtype=bool)
    rank = rank_of(polygons.geometry, codes, polygons.fid)
    return LandUse(polygons, masks, rank, doubts, untold, in_part, beside, rural, others)


def _is_of_classes(run: Run, column: str | None, leaves: bool) -> bool:
    """Tell whether but some classes are taken of the land use, or what an expression chooses by their codes.

    ``leaves``: whether it leaves anything out. Of any other expression nobody knows what it chooses by, so that what it
    leaves out has to show whether the rest is the whole.
    """
    taking_ = run.takers.get("LANDUSE")
    if taking_ is None or taking_.take.of_codes:
        return taking_ is not None
    named = {name.casefold() for name in QgsExpression(taking_.take.wanted[0]).referencedColumns()}
    return leaves and column is not None and column.casefold() in named


def _of_other_codes(run: Run, polygons: Polygons, left: Polygons | None) -> np.ndarray | None:
    """Return the polygons of land use that were not taken for their codes, None where nobody knows.

    ``left``: what an expression, or a filter, leaves out.
    """
    if by_land_use(run.takers.get("LANDUSE")):
        return other_land(run, "LANDUSE", polygons)
    return None if left is None else left.geometry


def _undecided(run: Run, class_: str, taken: taking.Taken, layer: str, field: str) -> str:
    """Say that systems fit in which other land is of a class; "" where one reads the codes, or all the same."""
    if taken.table is not None:
        return ""
    take, title = taking.Take(taking.CLASS, (class_,)), run.title("SYSTEM")
    return takes.unread(take, layer, field, taken, (), title, run.title("LANDUSE_TAKE"))


def _tell_strange(run: Run, own: ClassTable, lost: set[str], layer: str) -> None:
    """Tell of codes of the land use that a user's own table has not, and of classes in it that nobody knows."""
    if lost:
        text = tr("“{layer}” has {count} codes that are not in “{table}”, so nobody knows what land they are: {codes}.")
        run.note(text.format(layer=layer, count=len(lost), table=run.title("CLASSES"), codes=_some(lost)))
    strange = sorted({*own.classes.values()} - {*CLASSES})
    if strange:
        text = tr("“{table}” has classes that no indicator knows: {classes}; known are {known}.")
        both, known = tr("{role} ({name})"), class_names()
        names = tr(", ").join(both.format(role=known[one], name=one) for one in CLASSES)
        run.note(text.format(table=run.title("CLASSES"), classes=_some(strange), known=names))


def _some(texts: Collection[str]) -> str:
    """Name the first of many."""
    return tr(", ").join([*sorted(texts)[:_SHOWN], *["…"] * (len(texts) > _SHOWN)])


def _tells(table: ClassTable | None, class_: str) -> bool:
    """Tell whether any code of a table is of a class; a table of a user's own names no uses."""
    return table is not None and any(table.is_of(code, class_) for code in table.classes)


def _is_wider(taken: taking.Taken, class_: str) -> bool:
    """Tell whether more was taken than there is of a class, or would be of any land that had some."""
    return bool(taken.wider) or (taken.table is not None and not taken.table.tells(class_))


def _tell_doubtful(run: Run, class_: str, taken: taking.Taken, polygons: Polygons, field: str) -> None:
    """Tell of land that may be of a class, which its codes do not say."""
    rows = taken.is_doubtful.nonzero()[0]
    if not len(rows) or taken.table is None:
        return
    take, values = taking.Take(taking.CLASS, (class_,)), polygons.columns[field]
    area_m2, codes = run.measure()(polygons.geometry[rows]).tolist(), [text_of(values[row]).strip() for row in rows]
    system = takes.system_of(taken.table)
    run.note_all(takes.in_doubt(take, polygons.named, field, system, taken.doubt[rows].tolist(), codes, area_m2))


def _classes(indicators: Sequence[Indicator], people: bool) -> list[str]:
    """Return the classes and uses of land that indicators measure on a map, and the one that people live on."""
    kinds = (AREA, SHARE, PER_HEAD) if people else (AREA, SHARE)
    measures = [one.measure for one in indicators if one.measure.kind in kinds]
    named = [name for how in measures for name in (*how.of, *how.inside, *how.per)]
    return [*dict.fromkeys([*_named(named), *[RESIDENTIAL] * people])]


def _named(names: Iterable[str]) -> list[str]:
    """Return the classes and uses among what indicators measure."""
    return [name.partition(":")[2] for name in names if name.startswith(f"{CLASS}:")]


def _taken(
    run: Run, class_: str, values: list, field: str, numeric: bool, layer: str, own: ClassTable | None
) -> taking.Taken:
    """Return which features are of a class, without a table where several systems fit that take other features.

    Stops the run where the codes cannot be read.
    """
    take, title = taking.Take(taking.CLASS, (class_,)), run.title("SYSTEM" if own is None else "CLASSES")
    system = run.algorithm.parameterAsEnum(run.parameters, "SYSTEM", run.context)
    if own is not None:
        taken = taking.by_own(values, take.wanted, own, numeric=numeric)
    else:
        tables = run.class_tables()
        some = tables[system - 1 : system] if system else tables
        taken = taking.by_class(values, take.wanted, some, numeric=numeric, field=field)
    if taken.fitting:
        return taken
    if taken.table is None:
        shown = sorted(filter(None, map(text_of, set(values))))
        raise QgsProcessingException(takes.unread(take, layer, field, taken, shown, title, run.title("LANDUSE_TAKE")))
    mixed = takes.mixed(taken, run.class_tables(), layer, field, run.title("SYSTEM"))
    if own is None and not system and mixed:
        raise QgsProcessingException(mixed)
    if changed := changed_sentence(taken.table, [*taken.codes], layer):
        run.note(changed)
    run.note_all(takes.by_codes(take, layer, field, taken, title).notes)
    return taken


@dataclass(frozen=True)
class Layers:
    """Polygons of layers, by what they are to indicators, ``role:`` and its name, with ``MAYBE`` behind it those that
    are not used of a layer whose name says that all of it is this; ``taken``: the layer and role of each that was
    taken, and the year that it is of by its name, None where that says none.
    """

    geometry: dict[str, np.ndarray]
    taken: tuple[tuple[str, str, int | None], ...]

    def years_of(self, names: Collection[str]) -> list[OfMap]:
        """Return the years of the layers that are one of ``names``; what a plan has drawn is what holds."""
        return [OfMap(year) for _, role, year in self.taken if f"{ROLE}:{role}" in names]

    def differ(self, names: Collection[str]) -> bool:
        """Tell whether layers that are the same, one of ``names``, are of other years or versions by their names."""
        some = [[one for one in self.taken if f"{ROLE}:{one[1]}" == name] for name in names]
        years = [{year for _, _, year in one if year} for one in some]
        return any(len(one) > 1 for one in (*years, *({version_of(layer) for layer, _, _ in one} for one in some)))

    def said(self) -> str:
        """Say what each layer was taken for, "" where none was given."""
        titles, text = role_names(), tr("“{layer}”: {role}")
        return tr("; ").join(text.format(layer=layer, role=titles[role]) for layer, role, _ in self.taken)


def layers(run: Run) -> Layers:
    """Return the polygons of layers by what they are; tell of those of which nobody knows."""
    given = run.layers("LAYERS")
    labels = [polygons.label for polygons in given]
    # A label has the table of a file too, which nobody writes who knows the layer from the legend.
    names = dict(zip(labels, (layer.sourceName() for layer in run.several("LAYERS").values())))
    said = _roles(run, labels, names)
    found: dict[str, list[np.ndarray]] = {}
    taken = []
    for name, role in OF_ROLES.items():
        known = run.polygons(name) if run.algorithm.parameterDefinition(name) is not None else None
        if known is not None and _has_ground(run, known):
            found[f"{ROLE}:{role}"] = [known.geometry]
            _keep_left_out(run, name, known, role, found)
            taken.append((known.label, role, run.year_by_name(name)))
    for polygons, key in zip(given, run.several("LAYERS")):
        role = said.get(polygons.label) or said.get(names.get(polygons.label, "")) or role_of(polygons.label)
        if role and not _has_ground(run, polygons):
            continue
        if role:
            found.setdefault(f"{ROLE}:{role}", []).append(polygons.geometry)
            _keep_left_out(run, key, polygons, role, found)
            taken.append((polygons.label, role, run.year_by_name(key)))
            continue
        text = tr(
            "“{layer}” is not used: beside its place, year or form, its name says something else than one of these: "
            "{roles}. If it is one of them, say so in “{parameter}”."
        )
        roles = tr(", ").join(role_names().values())
        run.note(text.format(layer=polygons.label, parameter=run.title("ROLES"), roles=roles))
    return Layers({name: np.concatenate(geometry) for name, geometry in found.items()}, tuple(taken))


def _keep_left_out(run: Run, key: str, layer: Polygons, role: str, found: dict[str, list[np.ndarray]]) -> None:
    """Keep what is not used of a layer whose name says that all of it is of the role: that may count too."""
    some = left_out(run, key, layer) if role_of(layer.label) == role else None
    if some is not None:
        found.setdefault(f"{ROLE}:{role}{MAYBE}", []).append(some.geometry)


def _has_ground(run: Run, layer: Polygons) -> bool:
    """Tell whether a layer shows anything; of one that does not, nobody knows whether there is none, which is told."""
    if not len(layer.geometry):
        text = tr("“{layer}” is not used: it has nothing to measure; leave it out, or check what is taken of it.")
        run.note(text.format(layer=layer.named))
    return len(layer.geometry) > 0


def _roles(run: Run, labels: Sequence[str], names: Mapping[str, str]) -> dict[str, str]:
    """Return what layers are by the table that says so, which calls them by label or, ``names``, as in the legend."""
    found = {}
    for label, text in run.text_rows("ROLES", 2, 2):
        if not labels:
            message = tr("“{parameter}” says what “{layer}” is, and “{layers}” is empty; give the layer there too.")
            run.fail(message, parameter=run.title("ROLES"), layer=label, layers=run.title("LAYERS"))
        if label not in (*labels, *names.values()):
            message = tr("“{parameter}” names the layer “{layer}”, which is not among those given: {layers}.")
            run.fail(message, parameter=run.title("ROLES"), layer=label, layers=tr(", ").join(labels))
        role = text if text in ROLES else role_of(text)
        if not role:
            message = tr("“{parameter}” says that “{layer}” is “{role}”, which no indicator knows; known are {roles}.")
            both = tr("{role} ({name})")
            known = tr(", ").join(both.format(role=role, name=name) for role, name in role_names().items())
            run.fail(message, parameter=run.title("ROLES"), layer=label, role=text, roles=known)
        found[label] = role
    return found


@dataclass(frozen=True)
class Parts:
    """Polygons of parts of the city by the names that indicators have for them, and what was ``left_out`` of these."""

    geometry: dict[str, np.ndarray]
    left_out: dict[str, np.ndarray]


def parts(run: Run, known: Sequence[Indicator]) -> Parts:
    """Return the parts of the city; tell of names that indicators do not know."""
    found, built_up = _extents(run, known), run.polygons("BUILT_UP")
    if built_up is None:
        return found
    text = tr("The layer “{layer}” has no built-up area: none of its features has an area.")
    ground = run.require_features(built_up, text).geometry
    names = {name for one in known if one.extent is not None for name in one.extent.values() if name in BUILT_UP_AREA}
    twice = sorted(names & found.geometry.keys())
    if twice:
        text = tr("“{name}” is given twice, by “{extents}” and by “{built_up}”; leave one of the two empty.")
        extents, parameter = run.title("EXTENTS"), run.title("BUILT_UP")
        run.fail(text, name=twice[0], extents=extents, built_up=parameter)
    # Of a layer of other things too nobody knows what the rest is.
    some = left_out(run, "BUILT_UP", built_up) if match(BUILT_UP.words, built_up.label) else None
    beside = {} if some is None else dict.fromkeys(names, some.geometry)
    return Parts(found.geometry | dict.fromkeys(names, ground), found.left_out | beside)


def zones_as_parts(known: Sequence[Indicator], geometry: np.ndarray, zone_of: Sequence[str]) -> dict[str, np.ndarray]:
    """Return the zones, whose features, shape (n,), have these names, that are called as a part of the city."""
    spoken = {name for one in known if one.extent is not None and not one.whole for name in one.extent.values()}
    names = np.array(zone_of, dtype=object)
    return {name: geometry[names == name] for name in sorted(spoken & {*zone_of})}


def _extents(run: Run, known: Sequence[Indicator]) -> Parts:
    field = run.field_name("EXTENT_FIELD", "EXTENTS")
    if run.source("EXTENTS") is None:
        return Parts({}, {})
    if field is None:
        text = tr("Give “{field}”; without it nobody knows which part of the city a feature of “{layer}” is.")
        run.fail(text, field=run.title("EXTENT_FIELD"), layer=run.title("EXTENTS"))
    text = tr("The layer “{layer}” has no parts of the city: none of its features has an area.")
    polygons = run.require_features(run.polygons("EXTENTS", (field,)), text)
    found, rest = _by_name(polygons, field), left_out(run, "EXTENTS", polygons, (field,))
    spoken = {name for one in known if one.extent is not None for name in one.extent.values()}
    lost = sorted(found.keys() - spoken - {""})
    if lost and not spoken:
        text = tr("“{layer}” is not used, for no indicator of the plan profile speaks of a part of the city.")
        run.note(text.format(layer=polygons.named))
    elif lost:
        text = tr("“{layer}”: no indicator of the plan profile speaks of {names}; the parts that it knows are {known}.")
        run.note(text.format(layer=polygons.named, names=tr(", ").join(lost), known=extent_names(known)))
    beside = {} if rest is None else _by_name(rest, field)
    return Parts(*({name: one[name] for name in sorted(one.keys() & found.keys() & spoken)} for one in (found, beside)))


def _by_name(polygons: Polygons, field: str) -> dict[str, np.ndarray]:
    """Return the polygons of each name that a field says."""
    names = np.array([text_of(value) for value in polygons.columns[field]], dtype=object)
    return {name: polygons.geometry[names == name] for name in {*names.tolist()}}
