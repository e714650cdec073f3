"""What the values of a plan profile are called in the user's language, and how a wrong one is told."""

from __future__ import annotations

from ...core.land.codes import BLIND, MAPPED, NARROWER, OTHERWISE, WIDER
from ...core.priority.codes import NAMED_TYPE, NEAR_TERM, SCORE, TIER
from ...core.profile import ProfileError
from ...core.profile.kinds import ObjectsRule, Problem, TableRule
from ...core.profile.rules import BORROWED, FIELDS, OURS, OWN, PARTLY_OURS, QUOTED
from ...i18n import tr
from ..jobs.landreduction.names import count_names, figure_names, indicator_names
from ..jobs.vacateduse.names import area_names, chain_use_names


def section_names() -> dict[str, str]:
    """Return the titles of the sections, by the first step of a key."""
    return {
        "park_coverage": tr("Park service coverage"),
        "corridor_width": tr("Corridor width check"),
        "land_reduction": tr("Land reduction account"),
        "security_pattern": tr("Ecological security pattern"),
        "restoration_priority": tr("Restoration priority ranking"),
        "vacated_use": tr("Use of vacated land afterwards"),
        "scorecard": tr("Indicator scorecard"),
    }


def field_names() -> dict[str, str]:
    """Return the titles of the values, by their keys."""
    return {
        "park_coverage.tiers": tr("Service radius by park area"),
        "park_coverage.historic_tiers": tr("Service radius by park area in historic quarters"),
        "park_coverage.target_pct": tr("Target coverage"),
        "park_coverage.per_head": tr("Park area per head in the built-up area, by year"),
        "corridor_width.widths": tr("Required width by level"),
        "corridor_width.wind_deg": tr("Direction the prevailing wind comes from, clockwise from north"),
        "corridor_width.step_m": tr("Distance between samples of the width profile"),
        "corridor_width.checks": tr("Further requirements by level"),
        "corridor_width.measures": tr("What the plan says to do about corridors that are too narrow"),
        "land_reduction.whole": tr("Names that targets have for the whole area"),
        "land_reduction.targets": tr("Targets of urban–rural construction land"),
        "land_reduction.indicators": tr("Further indicators"),
        "land_reduction.extents": tr("Area that amounts of the plan speak of"),
        "land_reduction.about": tr("Targets that the plan gives as “about”"),
        "land_reduction.from_year": tr("Year from whose end the plan counts what changes"),
        "land_reduction.to_year": tr("Year to whose end the plan counts what changes"),
        "land_reduction.sliver_m": tr("Width below which a change is a sliver"),
        "security_pattern.parts": tr("Layers of the pattern that the plan names"),
        "security_pattern.sliver_m": tr("Width below which an overlap is a sliver"),
        "restoration_priority.order": tr("Rules of the order, the first decides first"),
        "restoration_priority.named_types": tr("Types that come first, each with the names it may have"),
        "restoration_priority.share": tr("Share of a unit that counts as inside (0–1)"),
        "restoration_priority.mode_thresholds": tr("Limits between the modes of restoration, by degradation (0–1)"),
        "restoration_priority.concentration": tr("How closely other weights stay to the given ones"),
        "vacated_use.first": tr("Areas in which land is vacated and restored first"),
        "vacated_use.chain": tr("Rules of the use afterwards, the first that holds decides"),
        "vacated_use.min_farmland_m2": tr("Smallest area of new farmland"),
        "vacated_use.max_farmland_distance_m": tr("Largest distance from farmland protection space"),
        "vacated_use.share": tr("Share of a plot that must lie in an area (0–1)"),
        "vacated_use.farmland_balance": tr("At least as much to farmland as to green space and water"),
        "scorecard.indicators": tr("Indicators of the plan"),
        "scorecard.about_pct": tr("By how much of it a target given as “about” may be missed"),
        "scorecard.about_way_pct": tr("At most of the way from the base to a target given as “about”"),
    }


def column_names() -> dict[str, str]:
    """Return the titles of the columns of tables, and of the numbers of limits."""
    return {
        "min_area_m2": tr("Smallest park area (m²)"),
        "radius_m": tr("Service radius (m)"),
        "year": tr("Year"),
        "per_head_m2": tr("Park area per head (m²)"),
        "level": tr("Level"),
        "width_m": tr("Required width (m)"),
        "length_m": tr("Longer than (m)"),
        "angle_deg": tr("Off the wind at most (°)"),
        "obstacle_share": tr("Obstacles below (share of the width, 0–1)"),
        "zone": tr("Zone"),
        "target_km2": tr("Target (km²)"),
        "counts": tr("What it counts"),
        "approved_km2": tr("Approved but unbuilt (km²)"),
        "measure": tr("Indicator"),
        "value": tr("Value"),
        "kind": tr("What a map shows of it"),
        "text_zh": tr("In Chinese"),
        "text_en": tr("In English"),
        "area_km2": tr("Area (km²)"),
        "within_pct": tr("Tolerance (%)"),
        "figure": tr("Target"),
        "base": tr("Value before"),
        "way_pct": tr("At most of the way from there (%)"),
        "input": tr("Input in models and commands"),
        "zh": tr("Name in Chinese"),
        "en": tr("Name in English"),
        "tier": tr("Tier"),
        "assisted_from": tr("Assisted restoration from"),
        "reconstruction_from": tr("Reconstruction from"),
        "area": tr("Where the plot lies"),
        "use": tr("Use afterwards"),
    }


def option_names() -> dict[str, dict]:
    """Return what may be chosen in words: by the column of a table, or the key of a value."""
    areas = {name: title for name, title in area_names().items() if name != BLIND}
    return {
        "counts": count_names(),
        "measure": indicator_names(),
        "figure": figure_names(),
        "kind": {
            MAPPED: tr("just what it counts"),
            WIDER: tr("also what it does not count"),
            NARROWER: tr("not all that it may count"),
        },
        "tier": {1: tr("1 baseline"), 2: tr("2 general"), 3: tr("3 ideal")},
        "area": {**areas, OTHERWISE: tr("Anywhere else")},
        "use": chain_use_names(),
        "restoration_priority.order": {
            NEAR_TERM: tr("Near-term set: baseline tier or key area"),
            TIER: tr("Stricter tier"),
            NAMED_TYPE: tr("Type that comes first"),
            SCORE: tr("Higher score"),
        },
        "vacated_use.first": areas,
    }


def basis_names() -> dict[str, str]:
    """Return the marks of values that do not stand in the plan as they are."""
    return {
        "": "",
        OURS: tr("Ours"),
        PARTLY_OURS: tr("Partly ours"),
        QUOTED: tr("As commonly quoted"),
        BORROWED: tr("From another plan"),
        OWN: tr("Own value"),
    }


def basis_hints() -> dict[str, str]:
    """Return what the marks mean."""
    return {
        "": "",
        OURS: tr("The plan sets no such value; GreenVein chose it."),
        PARTLY_OURS: tr("The plan says this in words; how it is read is ours."),
        QUOTED: tr("As commonly quoted; check the original text before use."),
        BORROWED: tr("Taken over from another plan; change it to the local plan's."),
        OWN: tr("Set by the user of this profile."),
    }


def reason(key: str, problem: Problem) -> str:
    """Say what is wrong with the value of a key, and in a table where."""
    text = reasons()[problem.code].format(**problem.values)
    if not problem.row:
        return text
    kind = FIELDS.get(key)
    if not problem.column or not isinstance(kind, (TableRule, ObjectsRule)):
        return tr("Row {row}: {reason}").format(row=problem.row, reason=text)
    # Objects are edited in the file, where a key has one name in all languages.
    column = column_names()[problem.column] if isinstance(kind, TableRule) else problem.column
    return tr("Row {row}, “{column}”: {reason}").format(row=problem.row, column=column, reason=text)


def reasons() -> dict[str, str]:
    """Return what may be wrong, as core.profile.kinds.REASONS has it."""
    return {
        "unreadable": tr("the file is not JSON ({error})"),
        "missing": tr("it is missing"),
        "text": tr("it must be a text"),
        "languages": tr("it must be a text in Chinese and in English (zh and en)"),
        "number": tr("it must be a number from {low:,.10g} to {high:,.10g}"),
        "whole": tr("it must be a whole number from {low:,.10g} to {high:,.10g}"),
        "number_or_null": tr("it must be a number from {low:,.10g} to {high:,.10g}, or empty (null)"),
        "choice": tr("it must be one of {known}"),
        "flag": tr("it must be yes or no (true or false)"),
        "rows": tr("it must be a table"),
        "cells": tr("it must be a row of {count} cells"),
        "empty": tr("it must not be empty"),
        "names": tr("it must be a list of names"),
        "groups": tr("it must be a list of lists of names"),
        "multiple": tr("it must be a list of different ones of {known}"),
        "limits": tr("it must be {count} rising numbers from {low:,.10g} to {high:,.10g}"),
        "code": tr("it must be of capital letters, digits and _ and begin with a letter"),
        "id": tr("it must be of letters, digits and _ and begin with a letter"),
        "reserved": tr("it is the name of another input"),
        "twice": tr("it says the same as an earlier row"),
        "objects": tr("it must be a list of objects"),
        "object": tr("it must be an object"),
        "unknown": tr("there is no such key"),
        "list": tr("it must be a list"),
        "direction": tr("such a target does not fit the direction"),
        "numbered": tr("it must be a number, or null where the target is one without a number"),
        "least": tr("it must be below the value of a target that is to be kept"),
        "order": tr("the years are not in their order"),
        "share": tr("a share lies between 0 and 100 %"),
        "area": tr("an area cannot be below 0"),
        "way": tr("it lies against the direction, seen from the base or the target before it"),
        "measure": tr("it must have the keys of its kind, and no others"),
        "ground": tr("it must be class: or role: with a name that is known"),
        "unit": tr("it is not the unit of such a measure"),
        "part": tr("it must be the id of another indicator"),
    }


def wrong_sentence(error: ProfileError) -> str:
    """Say in one sentence which file is wrong, where, and why."""
    why = reason(error.key, error.problem)
    if not error.key:
        return tr("The plan profile {path} cannot be read: {reason}.").format(path=error.path, reason=why)
    text = tr("The plan profile {path} is wrong at the key {key}: {reason}.")
    return text.format(path=error.path, key=error.key, reason=why)


def fallback_sentence(error: ProfileError) -> str:
    """Say that the profile that was chosen is wrong, and which serves instead."""
    why = reason(error.key, error.problem)
    if not error.key:
        text = tr("The plan profile {path} cannot be read ({reason}); Beijing 2022 is used instead.")
        return text.format(path=error.path, reason=why)
    text = tr("The plan profile {path} cannot be used ({key}: {reason}); Beijing 2022 is used instead.")
    return text.format(path=error.path, key=error.key, reason=why)
