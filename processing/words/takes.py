"""What there is to say of what is meant of a layer (core.land.taking), or of a take that says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import fsum
from typing import TYPE_CHECKING

from ...core.land.codes import AMONG_OTHER, LATER_PART, NO_CODE, NO_MEANING, TWO_MEANINGS
from ...i18n import tr
from ..reports.units import KM2, hectares, whole
from .land_classes import kind_names, no_codes, system_names, unclear_sentence

if TYPE_CHECKING:
    import numpy as np

    from ...core.land.classes import ClassTable
    from ...core.land.taking import Take, TakeError, Taken

_SHOWN = 8


@dataclass(frozen=True)
class Choice:
    """What there is to say of what was taken.

    ``sentence``: what, and how many features; ``notes``: what is doubtful of it; ``wider``: codes, with their names, of
    land that is used otherwise too; ``nothing``: a sentence where no feature is left, else ""; ``what``: as
    ``what_of``, classes with the codes that they have here; ``none``: whether codes that could tell show to have none;
    ``read_as``: what the system is called that reads the codes.
    """

    sentence: str
    notes: tuple[str, ...] = ()
    wider: tuple[str, ...] = ()
    nothing: str = ""
    what: str = ""
    none: bool = False
    read_as: str = ""


def by_codes(take: Take, layer: str, field: str, taken: Taken, parameter: str) -> Choice:
    """Say what was taken by codes or values; ``parameter``: which says what system the codes are from."""
    kinds, table = kinds_of(take), taken.table
    values = {"layer": layer, "field": field, "kinds": kinds, "count": int(taken.mask.sum()), "all": len(taken.mask)}
    if table is None:
        text = tr("“{layer}”: {count} of {all} features are taken, those with {codes} in “{field}”.")
        nothing = tr("None of the {all} features of the layer “{layer}” has {codes} in “{field}”.")
        lost = tr("No feature of “{layer}” has {codes} in “{field}”.")
        values["codes"] = _listed(taken.codes or take.wanted)
        notes = [lost.format(**values | {"codes": _listed(taken.lost)})] if taken.lost else []
        return _choice(what_of(take), text, values, notes, (), nothing)
    read_as = system_of(table)
    values |= {"codes": _listed(taken.codes), "system": read_as}
    text = tr("“{layer}”: {count} of {all} features are taken, those of {kinds} ({codes}; read as {system}).")
    nothing = tr("None of the {all} features of the layer “{layer}” is {kinds} by its “{field}” (read as {system}).")
    notes = []
    wider = tuple(map(table.called, taken.wider))
    if wider:
        more = tr("“{layer}”: {codes} holds other land than {kinds} too, so that what is made of it may be too large.")
        notes.append(more.format(**values | {"codes": _listed(wider)}))
    if taken.ambiguous:
        notes.append(unclear_sentence(taken, field, layer, parameter))
    if taken.mixed:
        mixed = tr("“{layer}”: of mixed codes in “{field}” the first part counts: {codes}.")
        notes.append(mixed.format(**values | {"codes": _listed(taken.mixed)}))
    what = tr("{kinds} ({codes})").format(**values) if taken.codes else kinds
    found = _choice(what, text, values, notes, wider, nothing)
    none = not taken.mask.any() and all(map(table.tells, take.wanted))
    return replace(found, none=none, read_as=read_as)


def in_doubt(
    take: Take,
    layer: str,
    field: str,
    system: str,
    why: Sequence[str],
    code: Sequence[str],
    area_m2: Sequence[float],
) -> tuple[str, ...]:
    """Say which features may be of the classes that are taken, and are not counted: how many, of how much ground.

    ``system``: what it is called that reads the codes; ``why``, ``code``, ``area_m2``: of each feature, the first as in
    core.land.codes; codes as they are written.
    """
    texts = {
        LATER_PART: tr(
            "“{layer}”: {count} more features ({area}) have the code {codes}, of which a part behind the first is "
            "{kinds}; they may hold some, and are not counted."
        ),
        AMONG_OTHER: tr(
            "“{layer}”: {count} more features ({area}) have the code {codes}, which stands for all land of a place or "
            "group; {kinds} may be among it, and is not counted."
        ),
        NO_CODE: tr(
            "“{layer}”: {count} more features ({area}) have no code in “{field}”; they may be {kinds}, and are not "
            "counted."
        ),
        NO_MEANING: tr(
            "“{layer}”: {count} more features ({area}) have {codes} in “{field}”, no code of {system}; they may be "
            "{kinds}, and are not counted."
        ),
        TWO_MEANINGS: tr(
            "“{layer}”: {count} more features ({area}) have the code {codes} in “{field}”, a number that may be two "
            "codes; they may be {kinds}, and are not counted."
        ),
    }
    found = []
    for reason, text in texts.items():
        rows = [row for row, one in enumerate(why) if one == reason]
        if rows:
            codes = _listed(dict.fromkeys(code[row] for row in rows))
            area = tr("{area} ha").format(area=hectares(fsum(area_m2[row] for row in rows)))
            values = {"layer": layer, "field": field, "kinds": kinds_of(take), "system": system}
            found.append(text.format(count=whole(len(rows)), codes=codes, area=area, **values))
    return tuple(found)


def by_expression(take: Take, layer: str, mask: np.ndarray, silent: int) -> Choice:
    """Say what fulfils an expression; ``silent``: for how many features it says neither yes nor no."""
    values = {"layer": layer, "take": take.wanted[0], "count": int(mask.sum()), "all": len(mask), "silent": silent}
    text = tr("“{layer}”: {count} of {all} features are taken, those for which {take} holds.")
    nothing = tr("{take} holds for none of the {all} features of the layer “{layer}”.")
    note = tr("“{layer}”: for {silent} features a field in {take} is empty, so that they are not taken.")
    return _choice(what_of(take), text, values, (note.format(**values),) if silent else (), (), nothing)


def _choice(what: str, text: str, values: dict, notes: Iterable[str], wider: tuple[str, ...], nothing: str) -> Choice:
    if not values["count"]:
        return Choice("", tuple(notes), wider, nothing.format(**values), what)
    return Choice(text.format(**values), tuple(notes), wider, "", what)


def what_of(take: Take) -> str:
    """Return what is taken in a few words: classes, values, or the expression."""
    if take.is_class:
        return kinds_of(take)
    return _listed(take.wanted) if take.of_codes else take.wanted[0]


def in_words(text: str) -> str:
    """Return what a text says is taken in a few words; the text itself where it says nothing."""
    from ...core.land.taking import TakeError, take_of

    try:
        take = take_of(text)
    except TakeError:
        return text
    return "" if take is None else what_of(take)


def measured(layer: str, what: str, count: int, area_m2: float) -> str:
    """Say in a few words what is taken of a layer, how many features and how much ground; ``what``: "" for all."""
    text = tr("{what} of “{layer}”: {count} features, {area}") if what else tr("“{layer}”: {count} features, {area}")
    return text.format(what=what, layer=layer, count=whole(count), area=_area(area_m2))


def _area(area_m2: float) -> str:
    if area_m2 >= KM2:
        return tr("{area} km²").format(area=f"{area_m2 / KM2:,.1f}")
    return tr("{area} ha").format(area=hectares(area_m2))


def system_of(table: ClassTable) -> str:
    """Return what the system is called that a table reads codes of."""
    return system_names().get(table.id, tr("classes, not codes"))


def kinds_of(take: Take) -> str:
    """Return what the classes and uses that are wanted are called."""
    names = kind_names()
    return tr(", ").join(names.get(one, one) for one in take.wanted)


def wrong(error: TakeError, title: str) -> str:
    """Say what is wrong with a take; ``title``: of the parameter that holds it."""
    if error.reason == "empty":
        text = tr("“{parameter}” names nothing behind {part}; name what is to be taken, for example class:residential.")
    else:
        text = tr("“{parameter}” names the class {part}, which is not known; known are {classes}.")
    return text.format(parameter=title, part=error.part, classes=tr(", ").join(kind_names()))


def unread(take: Take, layer: str, field: str, taken: Taken, some: Sequence[str], system: str, title: str) -> str:
    """Say why codes cannot be read: several systems fit, none does, or they are of an older standard.

    ``some``: of the values; ``system``: the parameter in which a system can be chosen, "" where there is none.
    """
    if taken.fitting and system:
        text = tr(
            "The codes in the field “{field}” of the layer “{layer}” fit {systems}, in which other features are "
            "{kinds}; say in “{system}” which one they are from."
        )
    elif taken.fitting:
        text = tr(
            "The codes in the field “{field}” of the layer “{layer}” fit {systems}, in which other features are "
            "{kinds}; name the values to be taken in “{parameter}” (values:…)."
        )
    elif taken.lost:
        text = tr(
            "The field “{field}” of the layer “{layer}” holds the codes {codes} of an older standard; name the values "
            "to be taken in “{parameter}” (values:…)."
        )
    elif not some:
        return no_codes(field, layer)
    else:
        text = tr(
            "The field “{field}” of the layer “{layer}” holds no codes of a known system ({codes}); choose another "
            "field, or name the values to be taken in “{parameter}” (values:…)."
        )
    names = system_names()
    return text.format(
        field=field,
        layer=layer,
        systems=tr(", ").join(names[one] for one in taken.fitting),
        kinds=kinds_of(take),
        codes=_listed(taken.lost or some),
        system=system,
        parameter=title,
    )


def unread_land_use(kind: str, layer: str, field: str, taken: Taken, seen: Sequence[str]) -> str:
    """Say why the codes of all land use do not tell a class that jobs take of it; ``seen``: of the values."""
    names = system_names()
    if taken.fitting:
        text = tr(
            "The codes in the field “{field}” of the land use “{layer}” fit {systems}, in which other features are "
            "{kinds}; say in “{system}” which one they are from."
        )
    elif taken.lost:
        text = tr(
            "The field “{field}” of the land use “{layer}” holds the codes {codes} of an older standard; give a field "
            "with codes of {known} in “{code}”, or each job its own layers."
        )
    elif not seen:
        text = tr(
            "The field “{field}” of the land use “{layer}” holds no code at all. Give its field of codes in “{code}”, "
            "or each job its own layers."
        )
    else:
        text = tr(
            "The field “{field}” of the land use “{layer}” holds no codes of a known system, but {codes}; known are "
            "{known}. Give its field of codes in “{code}”, or each job its own layers."
        )
    return text.format(
        field=field,
        layer=layer,
        systems=tr(", ").join(names[one] for one in taken.fitting),
        known=tr(", ").join(names.values()),
        kinds=kind_names()[kind],
        codes=_listed(taken.lost or seen),
        code=tr("Field with the land-use code"),
        system=tr("System of the land-use codes"),
    )


def mixed(taken: Taken, tables: Iterable[ClassTable], layer: str, field: str, system: str) -> str:
    """Say that codes of a field are of two systems; "" where those that one does not have are of no other.

    ``tables``: of all systems; ``system``: the parameter in which one can be chosen.
    """
    names, read = system_names(), taken.table
    for table in tables:
        others = [code for code in taken.lost if table.knows(code)]
        if others and read is not None and read.id in names:
            text = tr(
                "The field “{field}” of the layer “{layer}” mixes codes of {system} with codes of {other} ({codes}); "
                "bring them to one system, or say in “{parameter}” which one counts."
            )
            return text.format(
                field=field,
                layer=layer,
                system=names[read.id],
                other=names[table.id],
                codes=tr(", ").join(others[:_SHOWN]),
                parameter=system,
            )
    return ""


def no_expression(take: Take, layer: str, title: str, reason: str) -> str:
    """Say why an expression cannot be read."""
    text = tr(
        "“{parameter}” holds {take}, which is no expression ({reason}); correct it, or write class:… for a class of "
        "land use or values:… for values of a field."
    )
    return text.format(parameter=title, layer=layer, take=take.wanted[0], reason=reason)


def no_fields(take: Take, layer: str, title: str, lost: Sequence[str], fields: Sequence[str]) -> str:
    """Say that an expression asks for fields that a layer has not."""
    text = tr(
        "“{parameter}” asks for {lost}, which is no field of the layer “{layer}”; its fields are {fields}. Correct the "
        "expression, or write class:… for a class of land use or values:… for values of a field."
    )
    return text.format(parameter=title, layer=layer, lost=tr(", ").join(lost), fields=tr(", ").join(fields))


def no_answer(take: Take, layer: str, title: str, feature: int, reason: str) -> str:
    """Say for which feature an expression says neither yes nor no."""
    text = tr(
        "The expression {take} in “{parameter}” says neither yes nor no for the feature {id} of the layer “{layer}”: "
        "{reason}. Correct it."
    )
    return text.format(take=take.wanted[0], parameter=title, id=feature, layer=layer, reason=reason)


def _listed(texts: Iterable[str]) -> str:
    some = [*texts]
    more = tr(" and {count} more").format(count=len(some) - _SHOWN) if len(some) > _SHOWN else ""
    return tr(", ").join(some[:_SHOWN]) + more
