"""What classes, kinds and systems of the land reduction account are called in the user's language."""

from __future__ import annotations

from collections.abc import Callable

from ....core.land import codes
from ....core.land.targets import EXISTING, LAND, UNSTATED, WITH_APPROVED
from ....i18n import tr
from ...words import land_changes
from ...words.land_classes import class_names


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
        codes.LATER_PARTS: tr("depends on later parts of mixed codes"),
        codes.PLANNED: tr("a plan's map, not the state of the land"),
        codes.UNREAD: tr("depends on features that could not be read"),
        codes.PLANE: tr("areas in the plane are not exact enough"),
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
        **land_changes.change_names(),
        "overlap": tr("Overlap inside a date"),
        "gap": tr("Covered by one date only"),
        "unknown": tr("Code that no class knows"),
        "sliver": tr("Sliver of a change"),
    }


def state_names() -> dict[str, str]:
    """Return how a target may stand, in words."""
    return {codes.MET: tr("Met"), codes.MISSED: tr("Not met"), codes.OPEN: tr("Not judged")}


def field_names(output: str = "") -> dict[str, str]:
    """Return what the fields of an output are called, with their unit."""
    became = tr("Vacated, now: {class_} (km²)")
    return {
        **land_changes.field_names(),
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
        "gv_later_more_km2": tr("After: urban–rural by a later part of a mixed code, not counted (km²)"),
        "gv_later_less_km2": tr("After: other land by a later part of a mixed code, counted as urban–rural (km²)"),
        "gv_mixed_km2": tr("Mixed codes whose later part is other land, both dates (km²)"),
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
        "gv_built_later_more_km2": tr("After: construction land by a later part of a mixed code, not counted (km²)"),
        "gv_built_later_less_km2": tr("After: other land by a later part of a mixed code, counted as built (km²)"),
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
        "gv_named_year": tr("Year of the land use after by its name"),
        "gv_named_plan": tr("The land use after is a plan's by its name"),
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
        **land_changes.words(),
        "gv_kind": of(kind_names()),
        "gv_date": of({"before": tr("Before"), "after": tr("After")}),
        "gv_counts": of(count_names()),
        "gv_state": of(state_names()),
        "gv_reason": of(reason_names()),
    }
