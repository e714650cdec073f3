"""What the fields of park service coverage are called in the user's language, and what their codes say."""

from __future__ import annotations

from collections.abc import Callable

from ....core.geometry.codes import PLANE
from ....core.people.codes import RURAL_HOMES
from ....i18n import tr
from ...framework.unread import UNREAD
from ...words.people import people_doubts

RADII, WIDER, CODES, OVERLAP, SLIVER = "radii", "wider", "codes", "overlap", "sliver"
CONTESTED = "contested"
"""Why a coverage is not judged (``gv_open``): the radii are not the plan's; what was taken of a land-use layer holds
other land too; land of which codes do not say what it is may decide, or overlaps may, or ground that is other land of
the same layer too; all homes are imprecision of the drawing. Features that could not be read may decide too
(``UNREAD``), and so may the radii, which in the plane are a little shorter or longer than on the ground (``PLANE`` of
core.geometry.codes)."""
NO_BUILT_UP, NOT_PLACED, PEOPLE_UNKNOWN = "no_built_up", "not_placed", "people_unknown"
PARTLY_MAPPED, CHOSEN = "partly_mapped", "chosen"
"""Why a park area per head is not judged (``gv_park_open``): the built-up area is not given; people that are not placed
may live in it; nobody knows how many live on part of its residential land; land use shows only part of the ground of
those who do; a selection, a filter or what is taken leaves out part of the built-up area. ``WIDER``, ``CODES``,
``CONTESTED``, ``UNREAD`` and those of core.people.codes hold for it too, and so does ``PLANE``, of areas;
``NOT_PLACED`` is the scope of the row of these people."""


def field_names(output: str = "") -> dict[str, str]:
    """Return what the fields of an output are called, with their unit."""
    return {
        "gv_covered_m2": tr("Covered area (m²)"),
        "gv_coverage": tr("Coverage (0–1)"),
        "gv_park_m": tr("Distance to the nearest park (m)"),
        "gv_source": tr("Residential feature"),
        "gv_rank": tr("Rank by size"),
        "gv_residential_ha": tr("Residential land (ha)"),
        "gv_overlap_ha": tr("Residential land counted more than once (ha)"),
        "gv_covered_ha": tr("Covered residential land (ha)"),
        "gv_blind_ha": tr("Blind areas (ha)"),
        "gv_coverage_pct": tr("Coverage (%)"),
        "gv_coverage_least_pct": tr("Coverage, at least (%)"),
        "gv_coverage_most_pct": tr("Coverage, at most (%)"),
        "gv_target_pct": tr("Target (%)"),
        "gv_gap_pct": tr("Gap to the target (percentage points)"),
        "gv_to_cover_ha": tr("Still to cover (ha)"),
        "gv_target_met": tr("Target met"),
        "gv_open": tr("Why there is no verdict"),
        "gv_population_covered": tr("Population covered"),
        "gv_population_pct": tr("Population covered (%)"),
        "gv_park_ha": tr("Park area (ha)"),
        "gv_park_m2_per_head": tr("Park area per head (m²)"),
        "gv_blind_count": tr("Number of blind areas"),
        "gv_built_up_population": tr("Population in the built-up area"),
        "gv_built_up_park_ha": tr("Park area in the built-up area (ha)"),
        "gv_built_up_park_m2_per_head": tr("Park area per head in the built-up area (m²)"),
        "gv_park_target_m2": tr("Target of the park area per head (m²)"),
        "gv_park_met": tr("Target of the park area per head met"),
        "gv_park_open": tr("Why the park area per head is not judged"),
        "gv_tiers": tr("Service radii (smallest park in m²: radius in m)"),
        "gv_historic_tiers": tr("Service radii in historic quarters (smallest park in m²: radius in m)"),
        "gv_named_year": tr("Year of the layers by their names"),
        "gv_named_plan": tr("A plan's by the names of the layers"),
    }


def words(output: str) -> dict[str, Callable[[object], str]]:
    """Return what the codes of each field of an output say."""
    reasons = {
        RADII: tr("Other radii than the target is for"),
        WIDER: tr("Codes that hold other land too"),
        CODES: tr("Codes do not say what part of the land is"),
        OVERLAP: tr("Residential features overlap"),
        CONTESTED: tr("Other land lies on homes or parks"),
        SLIVER: tr("Nothing but imprecision of the drawing"),
        UNREAD: tr("Features could not be read"),
    }
    of_coverage = reasons | {PLANE: tr("Radii in the plane are not exact enough")}
    per_head = reasons | {
        NO_BUILT_UP: tr("The built-up area is not given"),
        NOT_PLACED: tr("People who are not placed may live in the built-up area"),
        PARTLY_MAPPED: tr("Land use shows only part of the area or of its streets"),
        PEOPLE_UNKNOWN: tr("The people of part of the residential land are unknown"),
        CHOSEN: tr("Part of the built-up area was left out"),
        RURAL_HOMES: tr("People may live in rural homes that are not taken"),
        PLANE: tr("Areas in the plane are not exact enough"),
        **people_doubts(),
    }
    return {
        "gv_open": lambda code: of_coverage.get(str(code), str(code)),
        "gv_park_open": lambda code: per_head.get(str(code), str(code)),
    }
