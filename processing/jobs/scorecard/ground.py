"""Indicator scorecard: the land use, the layers that indicators name, and the parts of the city that they speak of."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from qgis.core import QgsProcessingException

from ....core.geometry.ties import rank_of
from ....core.indicators.codes import AREA, BOTH, CLASS, NARROWER, ROLE, ROLES, SHARE, WIDER
from ....core.indicators.indicator import Indicator
from ....core.land import taking
from ....core.land.classes import ClassTable
from ....core.plaintext import text_of
from ....core.scorecard.roles import role_of
from ....i18n import tr
from ...framework.class_changes import changed_sentence
from ...framework.own_classes import own_table
from ...framework.run import Run
from ...framework.taking import first_code_field, no_code_field
from ...words import takes
from ...words.land_classes import system_names
from .names import OF_ROLES, role_names

_SHOWN = 8
Land = tuple[np.ndarray, dict[str, np.ndarray], np.ndarray]


def land_use(run: Run, indicators: Sequence[Indicator]) -> tuple[Land | None, dict[str, str]]:
    """Return the polygons of land use, which of them are of each class that indicators name, and their rank.

    Behind it stands why what is measured of a class may be more, or less, than there is of it. None where no land use
    was given.
    """
    source = run.source("LANDUSE")
    if source is None:
        return None, {}
    wanted, own = _classes(indicators), own_table(run)
    field = run.field_name("CODE", "LANDUSE") or first_code_field(source)
    if wanted and field is None:
        raise QgsProcessingException(no_code_field(run.named("LANDUSE", source), run.title("CODE"), source))
    polygons = run.polygons("LANDUSE", (field,) if field else ())
    text = tr("The layer “{layer}” has no land in it: none of its features has an area.")
    polygons = run.require_features(polygons, text)
    if field is None:
        return (polygons.geometry, {}, rank_of(polygons.geometry, polygons.fid)), {}
    values, numeric = polygons.columns[field], source.fields().field(field).isNumeric()
    found = {class_: _taken(run, class_, values, field, numeric, polygons.named, own) for class_ in wanted}
    masks = {class_: taken.mask for class_, taken in found.items()}
    codes = np.array([text_of(value) for value in values], dtype=object)
    doubts = {f"{CLASS}:{class_}": _doubt(taken) for class_, taken in found.items()}
    return (polygons.geometry, masks, rank_of(polygons.geometry, codes, polygons.fid)), doubts


def _doubt(taken: taking.Taken) -> str:
    """Return why more was taken, or less, than there is of a class; "" where all is sure."""
    less = bool(taken.lost or taken.ambiguous)
    if taken.wider:
        return BOTH if less else WIDER
    return NARROWER if less else ""


def _classes(indicators: Sequence[Indicator]) -> list[str]:
    """Return the classes and uses of land that indicators measure on a map."""
    measures = [one.measure for one in indicators if one.measure.kind in (AREA, SHARE)]
    named = [name for how in measures for name in (*how.of, *how.inside, *how.per)]
    return [*dict.fromkeys(name.partition(":")[2] for name in named if name.startswith(f"{CLASS}:"))]


def _taken(
    run: Run, class_: str, values: list, field: str, numeric: bool, layer: str, own: ClassTable | None
) -> taking.Taken:
    """Return which features are of a class; stop the run where their codes cannot be read."""
    take, title = taking.Take(taking.CLASS, (class_,)), run.title("SYSTEM" if own is None else "CLASSES")
    system = run.algorithm.parameterAsEnum(run.parameters, "SYSTEM", run.context)
    if own is not None:
        taken = taking.by_own(values, take.wanted, own, numeric=numeric)
    else:
        tables = run.class_tables()
        some = tables[system - 1 : system] if system else tables
        taken = taking.by_class(values, take.wanted, some, numeric=numeric, field=field)
    if taken.table is None:
        shown = sorted(filter(None, map(text_of, set(values))))
        raise QgsProcessingException(takes.unread(take, layer, field, taken, shown, title, run.title("LANDUSE_TAKE")))
    if own is None and not system:
        _refuse_mixed(run, taken, field, layer)
    if changed := changed_sentence(taken.table, [*taken.codes], layer):
        run.note(changed)
    run.note_all(takes.by_codes(take, layer, field, taken, title).notes)
    return taken


def _refuse_mixed(run: Run, taken: taking.Taken, field: str, layer: str) -> None:
    """Stop the run where codes that the system does not have are codes of another one."""
    names = system_names()
    for table in run.class_tables():
        others = [code for code in taken.lost if table.knows(code)]
        if others and taken.table is not None and taken.table.id in names:
            text = tr(
                "The field “{field}” of the layer “{layer}” mixes codes of {system} with codes of {other} ({codes}); "
                "bring them to one system, or say in “{parameter}” which one counts."
            )
            system, other = names[taken.table.id], names[table.id]
            run.fail(
                text,
                field=field,
                layer=layer,
                system=system,
                other=other,
                codes=", ".join(others[:_SHOWN]),
                parameter=run.title("SYSTEM"),
            )


def layers(run: Run) -> dict[str, np.ndarray]:
    """Return the polygons of layers by what they are; tell of those of which nobody knows."""
    given = run.layers("LAYERS")
    said = _roles(run, [polygons.label for polygons in given])
    found: dict[str, list[np.ndarray]] = {}
    for name, role in OF_ROLES.items():
        known = run.polygons(name) if run.algorithm.parameterDefinition(name) is not None else None
        if known is not None:
            found[f"{ROLE}:{role}"] = [known.geometry]
    for polygons in given:
        role = said.get(polygons.label) or role_of(polygons.label)
        if role:
            found.setdefault(f"{ROLE}:{role}", []).append(polygons.geometry)
            continue
        text = tr("“{layer}” is not used: its name does not say what it is to the indicators; say so in “{parameter}”.")
        run.note(text.format(layer=polygons.label, parameter=run.title("ROLES")))
    return {name: np.concatenate(geometry) for name, geometry in found.items()}


def _roles(run: Run, labels: Sequence[str]) -> dict[str, str]:
    """Return what layers are by the table that says so."""
    found = {}
    for label, text in run.text_rows("ROLES", 2, 2):
        if label not in labels:
            message = tr("“{parameter}” names the layer “{layer}”, which is not among those given: {layers}.")
            run.fail(message, parameter=run.title("ROLES"), layer=label, layers=", ".join(labels))
        role = text if text in ROLES else role_of(text)
        if not role:
            message = tr("“{parameter}” says that “{layer}” is “{role}”, which no indicator knows; known are {roles}.")
            known = ", ".join(f"{role} ({name})" for role, name in role_names().items())
            run.fail(message, parameter=run.title("ROLES"), layer=label, role=text, roles=known)
        found[label] = role
    return found


def parts(run: Run, known: Sequence[Indicator]) -> dict[str, np.ndarray]:
    """Return the parts of the city by the names that indicators have for them; tell of names that they do not know."""
    field = run.field_name("EXTENT_FIELD", "EXTENTS")
    if run.source("EXTENTS") is None:
        return {}
    if field is None:
        text = tr("Give “{field}”; without it nobody knows which part of the city a feature of “{layer}” is.")
        run.fail(text, field=run.title("EXTENT_FIELD"), layer=run.title("EXTENTS"))
    text = tr("The layer “{layer}” has no parts of the city: none of its features has an area.")
    polygons = run.require_features(run.polygons("EXTENTS", (field,)), text)
    names = np.array([text_of(value) for value in polygons.columns[field]], dtype=object)
    spoken = {name for one in known if one.extent is not None for name in one.extent.values()}
    lost = sorted({*names.tolist()} - spoken - {""})
    if lost:
        text = tr("“{layer}”: no indicator of the plan profile speaks of {names}; the parts that it knows are {known}.")
        run.note(text.format(layer=polygons.named, names=tr(", ").join(lost), known=tr(", ").join(sorted(spoken))))
    return {name: polygons.geometry[names == name] for name in sorted({*names.tolist()} & spoken)}
