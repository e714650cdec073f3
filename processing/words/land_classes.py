"""What classes of land use and systems of their codes are called in the user's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.land import codes
from ...i18n import tr

if TYPE_CHECKING:
    from ...core.land.reading import Reading
    from ...core.land.taking import Taken

_SHOWN, _FEW = 8, 3


def class_names() -> dict[str, str]:
    """Return the names of classes; a class of a user's own table is called as it is there."""
    return {
        codes.URBAN_RURAL: tr("Urban–rural construction land"),
        codes.OTHER_BUILT: tr("Transport, water works and special use"),
        codes.FARMLAND: tr("Farmland"),
        codes.ORCHARD: tr("Orchard"),
        codes.FOREST: tr("Forest"),
        codes.GRASS: tr("Grassland"),
        codes.WETLAND: tr("Wetland"),
        codes.WATER: tr("Water"),
        codes.OTHER_FARM: tr("Other agricultural land"),
        codes.AGRI_FOREST: tr("Farmland and forest, not split"),
        codes.UNUSED: tr("Unused land"),
        codes.UNKNOWN: tr("Class not known"),
        codes.OUTSIDE: tr("Not covered by this date"),
    }


def class_name(class_: str) -> str:
    """Return the name of one class."""
    return class_names().get(class_, class_)


def system_names() -> dict[str, str]:
    """Return the names of the systems of codes, in the order of the parameter."""
    return {
        "sandiao_2019": tr("Third national land survey (2019)"),
        "gbt21010_2017": tr("GB/T 21010-2017"),
        "landsea_2023": tr("Land and sea use classification (2023)"),
        "gb50137_2011": tr("GB 50137-2011 (urban planning)"),
    }


def kind_names() -> dict[str, str]:
    """Return the names of what can be taken of a layer: uses, and classes of the account."""
    return {
        codes.RESIDENTIAL: tr("Residential land"),
        codes.RURAL_RESIDENTIAL: tr("Rural homesteads"),
        codes.PARK_LAND: tr("Parks"),
        codes.CONSTRUCTION: tr("Construction land"),
        **{class_: name for class_, name in class_names().items() if class_ in codes.CLASSES},
    }


def telling_codes(kind: str) -> str:
    """Say by which codes land of a class or use, and no other, is known, in each system that has such codes."""
    from ...core.land.classes import system_tables

    names, found = system_names(), []
    for table in system_tables():
        if some := table.telling(kind):
            shown = tr(", ").join([*some[:_FEW], *["…"] * (len(some) > _FEW)])
            found.append(tr("{codes} of {system}").format(codes=shown, system=names[table.id]))
    return tr("; ").join(found)


def no_codes(field: str, layer: str) -> str:
    """Say that a field has nothing that codes could be."""
    text = tr(
        "The field “{field}” of the layer “{layer}” holds no code at all, only empty values or zeros; choose another "
        "field."
    )
    return text.format(field=field, layer=layer)


def unclear_sentence(reading: Reading | Taken, field: str, layer: str, parameter: str) -> str:
    """Say which numbers may be two codes of different classes, and what to do; "" where there are none.

    ``parameter``: what says which system, or whose own table, the codes are from.
    """
    table = reading.table
    if table is None or not reading.ambiguous:
        return ""
    one = tr("{code} ({first} as {code}, {second} as {padded})")
    padded = {code: f"0{code}" for code in reading.ambiguous[:_SHOWN]}
    meanings = [
        one.format(
            code=code, padded=other, first=class_name(table.class_of(code)), second=class_name(table.class_of(other))
        )
        for code, other in padded.items()
    ]
    text = tr(
        "The field “{field}” of the layer “{layer}” holds numbers that may be two codes, since a number loses the zero "
        "at its front: {codes}. Their class counts as not known. Give the codes as text with their zeros, or choose a "
        "field of names; if the codes are from another system or table, say so in “{parameter}”."
    )
    return text.format(field=field, layer=layer, codes=tr(", ").join(meanings), parameter=parameter)
