"""What conflicts, pairs and fields of the security pattern are called in the user's language."""

from __future__ import annotations

from collections.abc import Callable

from ....core.geometry.apart import CLOSE_M
from ....core.pattern.codes import CONDITIONS, CONFLICT, CONTAINMENT, CROSSING, LIST, OVERLAP
from ....i18n import language, tr
from ... import profiles
from ...framework.unread import UNREAD
from ...words.tiers import tier_name, zone_of

# Codes of the pairs, as the field has them.
CONSTRUCTION_PAIR = "construction/pattern"


def kind_names() -> dict[str, str]:
    """Return what the kinds of conflicts are called."""
    return {
        CONFLICT: tr("Construction land in the baseline tier: to resolve"),
        CONDITIONS: tr("Construction land in the general tier: check the admission conditions"),
        LIST: tr("Construction land in the ideal tier: check the negative list"),
        CROSSING: tr("Control lines cross"),
        OVERLAP: tr("Control lines overlap"),
        CONTAINMENT: tr("One control line holds a part of another"),
    }


def line_names() -> dict[str, str]:
    """Return what the control lines are called, by their parameter."""
    return {
        "RED_LINE": tr("Ecological red line"),
        "BASIC_FARMLAND": tr("Permanent basic farmland"),
        "GROWTH_BOUNDARY": tr("Urban growth boundary"),
    }


def part_names() -> dict[str, str]:
    """Return the inputs that the profile names, with what they are called; the control lines among them always."""
    chinese = language() == "zh"
    named = {row[0]: row[1 if chinese else 2] for row in profiles.active().value("security_pattern.parts")}
    lines = {"RED_LINE": tr("Ecological red line"), "BASIC_FARMLAND": tr("Permanent basic farmland")}
    return {**lines, **named}


def pair_name(first: str, second: str) -> str:
    """Return what a pair of control lines is called."""
    names = line_names()
    return f"{names[first]} × {names[second]}"


def pair_code(first: str, second: str) -> str:
    """Return the code of a pair of control lines."""
    return f"{first.lower()}/{second.lower()}"


def conflict_name(code: object) -> str:
    """Return what the code of a pair (``gv_pair``) says."""
    if code == CONSTRUCTION_PAIR:
        return tr("Construction land in the pattern")
    return pair_name(*str(code).upper().split("/"))


def field_names(output: str = "") -> dict[str, str]:
    """Return what the fields of an output are called, with their unit."""
    return {
        "gv_zone": tr("Control zone"),
        "gv_kind": tr("Kind"),
        "gv_source": tr("Construction feature"),
        "gv_count": tr("Number"),
        "gv_area_ha": tr("Area (ha)"),
        "gv_tier": tr("Tier"),
        "gv_sources": tr("Layers that decide the tier"),
        "gv_pair": tr("What conflicts"),
        "gv_whose": tr("Which of the two is held or passed through"),
        "gv_first_ids": tr("Features of the first"),
        "gv_second_ids": tr("Features of the second"),
        "gv_sliver": tr("A sliver"),
        "gv_layer": tr("Layer"),
        "gv_share_pct": tr("Share (%)"),
        "gv_decides_ha": tr("Decides the tier (ha)"),
        "gv_alone_ha": tr("Decides it alone (ha)"),
        "gv_construction_ha": tr("Construction land (ha)"),
        "gv_open": tr("Why there is no verdict"),
    }


def words(output: str) -> dict[str, Callable[[object], str]]:
    """Return what the codes of each field of an output say."""
    whose = {"first": tr("The first"), "second": tr("The second"), "both": tr("Both")}
    scopes = {"tier": tr("Tier"), "layer": tr("Layer"), "pair": tr("Control lines")}
    return {
        "gv_tier": lambda code: tier_name(int(str(code))),
        "gv_zone": zone_of,
        "gv_kind": lambda code: kind_names().get(str(code), str(code)),
        "gv_pair": conflict_name,
        "gv_whose": lambda code: whose.get(str(code), str(code)),
        "gv_scope": lambda code: scopes.get(str(code), ""),
        "gv_open": lambda code: open_sentences().get(str(code), str(code)),
    }


def open_sentences() -> dict[str, str]:
    """Return why it is not judged whether construction land lies in the baseline tier, by its code (``gv_open``)."""
    apart = tr(
        "Construction land and the baseline tier lie more than {distance:g} m apart, so that none lies in it says "
        "nothing; check that the layers are of one place."
    )
    return {
        "no_construction": tr("There is no construction land here that could lie in the baseline tier."),
        "no_baseline": tr("There is no ground of the baseline tier here that construction land could lie in."),
        "apart": apart.format(distance=CLOSE_M),
        "no_tier": tr(
            "Construction land lies on features without a tier, which may be of the baseline tier; give them a tier to "
            "get a verdict."
        ),
        UNREAD: tr(
            "Features could not be read, or their codes do not say what they are, and with them there may be a "
            "conflict, so there is no verdict; the notices of a run name their layers and how many there are."
        ),
    }
