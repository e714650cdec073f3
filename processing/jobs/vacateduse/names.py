"""What areas, uses and fields of vacated land are called in the user's language."""

from __future__ import annotations

from collections.abc import Callable

from ....core.land import codes
from ....i18n import tr
from ...framework.unread import UNREAD
from ...words import land_changes

OTHERWISE = "otherwise"
"""The rule that asks for no area."""
BESIDE = "_beside"
"""Ends the code of a rule that holds for land beside its area."""


def area_names() -> dict[str, str]:
    """Return the names of the areas that decide, in the order of the parameters."""
    return {
        "red_line": tr("Ecological red line"),
        codes.BASIC_FARMLAND: tr("Permanent basic farmland"),
        "blue_lines": tr("River blue lines"),
        "key_areas": tr("Key remediation areas"),
        codes.FARMLAND_SPACE: tr("Farmland protection space"),
        "flood_storage": tr("Flood-storage areas"),
        "water_sources": tr("Drinking-water source zones"),
        codes.BLIND: tr("Blind areas"),
    }


def use_names() -> dict[str, str]:
    """Return the names of the uses; without one the use is open."""
    return {
        codes.FARMLAND: tr("Reclaimed as farmland"),
        codes.WATER: tr("Wetland or water"),
        codes.FLOOD_WETLAND: tr("Flood-storage wetland"),
        codes.GREEN: tr("Green space"),
        codes.BUILT: tr("Built upon again"),
        codes.UNDECIDED: tr("Use not decided"),
    }


def chain_use_names() -> dict[str, str]:
    """Return the names of what a rule of the chain may lead to."""
    rules = {name: title for name, title in use_names().items() if name not in (codes.UNDECIDED, codes.BUILT)}
    return {**rules, codes.NOT_FARMLAND: tr("Never farmland; the next rule that holds decides")}


def rule_name(code: str | None) -> str:
    """Return what the code of a rule (``gv_use_rule``) says in words."""
    if code is None:
        return "–"
    if code == OTHERWISE:
        return tr("Anywhere else")
    if code == codes.DONE:
        return tr("Has become so already")
    if code == codes.BUILT:
        return tr("Has been built upon")
    name = area_names()[code.removesuffix(BESIDE)]
    return tr("Beside: {area}").format(area=name) if code.endswith(BESIDE) else name


def area_list(codes: object) -> str:
    """Return areas (``gv_first``) in words."""
    return tr(", ").join(area_names().get(code, code) for code in str(codes).split("; "))


def field_names(output: str = "") -> dict[str, str]:
    """Return what the fields of an output are called, with their unit."""
    return {
        **land_changes.field_names(),
        "gv_source": tr("Plot"),
        "gv_count": tr("Number"),
        "gv_area_ha": tr("Area (ha)"),
        "gv_first": tr("First because of"),
        "gv_use_after": tr("Use afterwards"),
        "gv_use_rule": tr("Rule that decided"),
        "gv_done": tr("Done already"),
        "gv_done_ha": tr("Done already (ha)"),
        "gv_proposed_ha": tr("Proposed (ha)"),
        "gv_fills_blind_m2": tr("Blind area within reach (m²)"),
        "gv_first_count": tr("Number that comes first"),
        "gv_first_ha": tr("Comes first (ha)"),
        "gv_open": tr("Why there is no verdict"),
    }


def words(output: str) -> dict[str, Callable[[object], str]]:
    """Return what the codes of each field of an output say."""
    scopes = {"use": tr("Use afterwards"), "undecided": tr("Use not decided")}
    return {
        **land_changes.words(),
        "gv_use_after": lambda code: use_names().get(str(code), str(code)),
        "gv_use_rule": lambda code: rule_name(str(code)),
        "gv_first": area_list,
        "gv_scope": lambda code: scopes.get(str(code), ""),
        "gv_open": lambda code: balance_reasons().get(str(code), str(code)),
    }


def balance_reasons() -> dict[str, str]:
    """Return why farmland is not held against green space, wetland and water, by its code (``gv_open``)."""
    return {
        codes.NOTHING: tr(
            "No plot is or becomes farmland, green space, wetland or water, so there is nothing to hold against each "
            "other."
        ),
        codes.NO_FARMLAND: tr(
            "Neither farmland protection space nor permanent basic farmland lies near the plots: there is no such "
            "layer, or it does not reach them. So no rule can lead to farmland, and the two are not held against each "
            "other; give a layer that reaches the plots to get a verdict."
        ),
        codes.OVERLAP: tr(
            "Plots of different use, or the land-use polygons that they were made of, lie on each other, and which of "
            "them is right decides; remove the overlaps to get a verdict."
        ),
        UNREAD: tr(
            "Features could not be read, or their codes do not say what they are, and with them the answer might be "
            "another, so there is no verdict; the notices of a run name their layers and how many there are."
        ),
    }
