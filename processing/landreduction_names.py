"""What classes, kinds and systems of the land reduction account are called in the user's language."""

from __future__ import annotations

from ..i18n import tr


def class_names() -> dict[str, str]:
    """Return the names of classes; a class of a user's own table is called as it is there."""
    return {
        "urban_rural": tr("Urban–rural construction land"),
        "transport_water_special": tr("Transport, water works and special use"),
        "farmland": tr("Farmland"),
        "orchard": tr("Orchard"),
        "forest": tr("Forest"),
        "grass": tr("Grassland"),
        "wetland": tr("Wetland"),
        "water": tr("Water"),
        "other_farm": tr("Other agricultural land"),
        "unused": tr("Unused land"),
        "unknown": tr("Class not known"),
        "outside": tr("Not covered by this date"),
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
    }


def count_names() -> dict[str, str]:
    """Return what a target may count, in words."""
    return {
        "existing": tr("existing land"),
        "with_approved": tr("existing land and land approved but unbuilt"),
        "unstated": tr("not said by the plan"),
    }


def indicator_names() -> dict[str, str]:
    """Return what the further indicators are called, with their unit."""
    return {
        "built_km2": tr("All construction land (km²)"),
        "intensity_pct": tr("Development intensity (%)"),
        "key_area_pct": tr("Vacated land inside the key areas (%)"),
        "farmland_in_km2": tr("Land turned into farmland (km²)"),
        "unused_reclaimed_km2": tr("Unused land turned into farmland (km²)"),
    }


def issue_names() -> dict[str, str]:
    """Return what the kinds of issues are called."""
    return {
        "overlap": tr("Overlap inside a date"),
        "gap": tr("Covered by one date only"),
        "unknown": tr("Code that no class knows"),
        "sliver": tr("Sliver of a change"),
    }
