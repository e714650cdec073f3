"""What classes, kinds and systems of the land reduction account are called in the user's language."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ....core.land import codes
from ....core.land.targets import EXISTING, LAND, UNSTATED, WITH_APPROVED
from ....i18n import tr

if TYPE_CHECKING:
    from ....core.land.classes import Reading

CONTESTED_FIELD = "gv_contested_m2"
"""In changes of land use, how much of each lies on ground of which polygons of a date say different classes."""
_SHOWN = 8


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


def unclear_sentence(reading: Reading, field: str, layer: str, parameter: str) -> str:
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


def count_names() -> dict[str, str]:
    """Return what a target may count, in words."""
    return {
        EXISTING: tr("existing land"),
        WITH_APPROVED: tr("existing land and land approved but unbuilt"),
        UNSTATED: tr("not said by the plan"),
    }


def reason_names() -> dict[str, str]:
    """Return why construction land may have no verdict."""
    return {
        codes.NO_EXTENT: tr("area of the target not known"),
        codes.EXTENT: tr("other area than the target's"),
        codes.APPROVED: tr("land approved but unbuilt not given"),
        codes.READINGS: tr("depends on land approved but unbuilt"),
        codes.UNKNOWN_CLASS: tr("depends on codes that no class knows"),
        codes.MISSING: tr("depends on ground that the later date lacks"),
        codes.CONTESTED: tr("depends on polygons that lie on each other"),
        codes.TOGETHER: tr("depends on doubtful ground"),
        codes.NO_CLASS: tr("own table without urban–rural construction land"),
        codes.YEARS: tr("other year than the target's"),
        codes.UNREAD: tr("depends on features that could not be read"),
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


def figure_names() -> dict[str, str]:
    """Return what all figures with a target are called, with their unit."""
    return {LAND: tr("Urban–rural construction land (km²)"), **indicator_names()}


def kind_names() -> dict[str, str]:
    """Return what the kinds of changes and of issues are called."""
    return {
        codes.VACATED: tr("Vacated"),
        codes.ADDED: tr("Added"),
        codes.OTHER: tr("Other changes"),
        "overlap": tr("Overlap inside a date"),
        "gap": tr("Covered by one date only"),
        "unknown": tr("Code that no class knows"),
        "sliver": tr("Sliver of a change"),
    }


def field_names(output: str = "") -> dict[str, str]:
    """Return what the fields of an output are called, with their unit."""
    became = tr("Vacated, now: {class_} (km²)")
    return {
        "gv_from": tr("From class"),
        "gv_to": tr("To class"),
        "gv_kind": tr("Kind"),
        "gv_farmland": tr("Farmland out or in"),
        "gv_in_key_area": tr("In a key area"),
        "gv_from_code": tr("Code before"),
        "gv_to_code": tr("Code after"),
        "gv_before": tr("Feature before"),
        "gv_after": tr("Feature after"),
        CONTESTED_FIELD: tr("On ground that polygons of a date contest (m²)"),
        "gv_date": tr("Date"),
        "gv_code": tr("Code"),
        "gv_features": tr("Features"),
        "gv_count": tr("Number"),
        "gv_area_ha": tr("Area (ha)"),
        "gv_key_area_ha": tr("In key areas (ha)"),
        "gv_mapped_before_km2": tr("Mapped land before (km²)"),
        "gv_mapped_after_km2": tr("Mapped land after (km²)"),
        "gv_before_km2": tr("Urban–rural construction land before (km²)"),
        "gv_vacated_km2": tr("Vacated (km²)"),
        "gv_added_km2": tr("Added (km²)"),
        "gv_lost_km2": tr("To unknown or not covered (km²)"),
        "gv_gained_km2": tr("From unknown or not covered (km²)"),
        "gv_after_km2": tr("Urban–rural construction land after (km²)"),
        "gv_after_least_km2": tr("Urban–rural construction land after, at least (km²)"),
        "gv_after_most_km2": tr("Urban–rural construction land after, at most (km²)"),
        "gv_missing_km2": tr("Urban–rural construction land before that the later date does not cover (km²)"),
        "gv_contested_km2": tr("After: polygons on each other, urban–rural or not (km²)"),
        "gv_contested_before_km2": tr("Before: polygons on each other, urban–rural or not (km²)"),
        "gv_net_reduction_km2": tr("Net reduction (km²)"),
        "gv_built_before_km2": tr("All construction land before (km²)"),
        "gv_built_vacated_km2": tr("All construction land vacated (km²)"),
        "gv_built_added_km2": tr("All construction land added (km²)"),
        "gv_built_lost_km2": tr("All construction land to unknown or not covered (km²)"),
        "gv_built_gained_km2": tr("All construction land from unknown or not covered (km²)"),
        "gv_built_after_km2": tr("All construction land after (km²)"),
        "gv_built_after_least_km2": tr("All construction land after, at least (km²)"),
        "gv_built_after_most_km2": tr("All construction land after, at most (km²)"),
        "gv_built_missing_km2": tr("All construction land before that the later date does not cover (km²)"),
        "gv_built_contested_km2": tr("After: polygons on each other, construction land or not (km²)"),
        "gv_built_net_reduction_km2": tr("Net reduction of all construction land (km²)"),
        "gv_moved_km2": tr("Vacated, but still construction land (km²)"),
        "gv_key_area_pct": tr("Vacated land inside the key areas (%)"),
        "gv_key_area_least_pct": tr("Vacated land inside the key areas, at least (%)"),
        "gv_key_area_most_pct": tr("Vacated land inside the key areas, at most (%)"),
        **{f"gv_to_{class_}_km2": became.format(class_=name) for class_, name in class_names().items()},
        "gv_farmland_before_km2": tr("Farmland before (km²)"),
        "gv_farmland_out_km2": tr("Farmland out (km²)"),
        "gv_farmland_in_km2": tr("Farmland in (km²)"),
        "gv_farmland_in_least_km2": tr("Farmland in, at least (km²)"),
        "gv_farmland_in_most_km2": tr("Farmland in, at most (km²)"),
        "gv_farmland_contested_km2": tr("Polygons on each other, farmland or unused land or not (km²)"),
        "gv_farmland_lost_km2": tr("Farmland to unknown or not covered (km²)"),
        "gv_farmland_gained_km2": tr("Farmland from unknown or not covered (km²)"),
        "gv_farmland_after_km2": tr("Farmland after (km²)"),
        "gv_unused_reclaimed_km2": tr("Unused land turned into farmland (km²)"),
        "gv_unused_reclaimed_least_km2": tr("Unused land turned into farmland, at least (km²)"),
        "gv_unused_reclaimed_most_km2": tr("Unused land turned into farmland, at most (km²)"),
        "gv_intensity_before_pct": tr("Development intensity before (%)"),
        "gv_intensity_after_pct": tr("Development intensity after (%)"),
        "gv_unknown_before_km2": tr("Class not known before (km²)"),
        "gv_unknown_after_km2": tr("Class not known after (km²)"),
        "gv_outside_before_km2": tr("Not covered before (km²)"),
        "gv_outside_after_km2": tr("Not covered after (km²)"),
        "gv_before_year": tr("Year before"),
        "gv_after_year": tr("Year after"),
        "gv_target_year": tr("Year of the target"),
        "gv_target_km2": tr("Target (km²)"),
        "gv_about_km2": tr("Tolerance of the target (km²)"),
        "gv_extent_km2": tr("Area that the target speaks of (km²)"),
        "gv_approved_km2": tr("Approved but unbuilt (km²)"),
        "gv_reached_km2": tr("What counts towards the target (km²)"),
        "gv_gap_km2": tr("Gap to the target (km²)"),
        "gv_way_pct": tr("Share of the way to the target (%)"),
        "gv_counts": tr("What the target counts"),
        "gv_state": tr("Verdict"),
        "gv_reason": tr("Why there is no verdict"),
    }


def words(output: str) -> dict[str, Callable[[object], str]]:
    """Return what the codes of each field of an output say."""

    def of(names: dict[str, str]) -> Callable[[object], str]:
        return lambda code: names.get(str(code), str(code))

    return {
        "gv_kind": of(kind_names()),
        "gv_from": of(class_names()),
        "gv_to": of(class_names()),
        "gv_date": of({"before": tr("Before"), "after": tr("After")}),
        "gv_farmland": of({codes.OUT: tr("Farmland out"), codes.IN: tr("Farmland in")}),
        "gv_counts": of(count_names()),
        "gv_state": of({codes.MET: tr("Met"), codes.MISSED: tr("Not met"), codes.OPEN: tr("No verdict")}),
        "gv_reason": of(reason_names()),
    }
