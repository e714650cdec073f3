"""The codes of land and its use, which names, forms and profiles need without numpy."""

from __future__ import annotations

from ..geometry.codes import PLANE

URBAN_RURAL, OTHER_BUILT, FARMLAND = "urban_rural", "transport_water_special", "farmland"
ORCHARD, FOREST, GRASS, WETLAND, WATER = "orchard", "forest", "grass", "wetland", "water"
OTHER_FARM, AGRI_FOREST, UNUSED = "other_farm", "agri_forest", "unused"
CLASSES = (
    URBAN_RURAL, OTHER_BUILT, FARMLAND, ORCHARD, FOREST, GRASS, WETLAND, WATER, OTHER_FARM, AGRI_FOREST, UNUSED,
)  # fmt: skip
UNKNOWN, OUTSIDE = BESIDE = "unknown", "outside"
"""What is of no known class, or not covered by a date, and so neither vacated nor added."""

RESIDENTIAL, RURAL_RESIDENTIAL, PARK_LAND, CONSTRUCTION = "residential", "rural_residential", "park", "construction"
USES = (RESIDENTIAL, RURAL_RESIDENTIAL, PARK_LAND, CONSTRUCTION)
"""What land is used for, beside its class in the account; ``CONSTRUCTION`` is both classes of built land."""

URBAN_PLAN = "gb50137_2011"
SYSTEMS = ("sandiao_2019", "gbt21010_2017", "landsea_2023", URBAN_PLAN)
"""File names of the tables in ``resources/classes``, in the order of the parameter, which grows at its end only."""
STANDARD_FIELDS: dict[str, tuple[str, ...]] = {
    "DLBM": ("sandiao_2019", "gbt21010_2017"),
    "DLMC": ("sandiao_2019", "gbt21010_2017"),
    "YDYHFLDM": ("landsea_2023",),
    "YDYHFLMC": ("landsea_2023",),
}
"""Field names that a standard prescribes for its codes or names, and its systems."""
CODE_FIELDS = (
    *STANDARD_FIELDS, "地类编码", "地类代码", "地类名称", "用地用海分类代码", "用地用海分类名称", "用地代码",
    "用地性质代码", "YDDM", "YDXZ", "用地性质", "用地名称",
)  # fmt: skip
"""Fields that hold the code or name of the land use, the one to be taken first in front."""

VACATED, ADDED, OTHER = "vacated", "added", "other"
"""What a change is to construction land."""
OUT, IN = "out", "in"
"""What a change is to farmland."""

LATER_PART, AMONG_OTHER, NO_CODE = "later_part", "among_other", "no_code"
NO_MEANING, TWO_MEANINGS = "no_meaning", "two_meanings"
"""Why land that is not taken may be of the class that is: a later part of a mixed code is, the code holds such land
among all other, there is no code, no system has the code or a part of it, or it is a number that may be two codes."""

MET, MISSED, OPEN = "met", "missed", "open"
"""How a target stands; ``open``: it cannot be told from what is given."""
NO_EXTENT, EXTENT = "no_extent", "extent"
"""Nobody says how large the ground is that an amount speaks of; the map shows other ground."""
APPROVED, READINGS, UNKNOWN_CLASS = "approved", "readings", "unknown"
"""Land approved but unbuilt is not given; with it, or with ground of no known class, the answer would be another."""
MISSING, CONTESTED, TOGETHER = "missing", "contested", "together"
"""So it would be with construction land before that the later date does not cover, with ground on which polygons of
that date do not agree, or with all doubtful ground together."""
NO_CLASS = "no_class"
"""The tables that read the codes have no urban–rural construction land, so its area means nothing."""
KIND, YEARS, NOTHING = "kind", "years", "nothing"
"""The map shows something else than is counted; a flow of other years; there is no ground to measure."""
ELSEWHERE = "elsewhere"
"""A ratio is judged, but for other ground than the plan speaks of, or for ground of which nobody says how large."""
LATER_PARTS, PLANNED = "codes", "map_plan"
"""With the later parts of mixed codes, of which the first counts, the answer would be another; the later date is a
plan's by its name, which shows what is to be."""
UNREAD = "unread"
"""Ground that could not be read, or a part of a zone or key area, might make another answer."""
REASONS = (
    NO_EXTENT, EXTENT, APPROVED, READINGS, UNKNOWN_CLASS, KIND, YEARS, NOTHING, ELSEWHERE, MISSING, CONTESTED, TOGETHER,
    NO_CLASS, LATER_PARTS, PLANNED, UNREAD, PLANE,
)  # fmt: skip
"""Why a target is not judged, or not as the plan asks."""

MAPPED, WIDER, NARROWER = KINDS = "mapped", "wider", "narrower"
"""Whether a map shows just what an indicator counts, also what it does not count, or not all that it may count."""

FLOOD_WETLAND, GREEN, BUILT, UNDECIDED = "flood_wetland", "green", "built", ""
"""Uses of vacated land, beside ``FARMLAND`` and ``WATER``; the last two, which no rule leads to, stand outside the
balance: all uses but them and farmland are green space, water or wetland."""
NOT_FARMLAND = "not_farmland"
"""In a rule of the chain, instead of a use: farmland is barred there, and the next rule that holds decides."""
CHAIN_USES = (FARMLAND, WATER, FLOOD_WETLAND, GREEN, NOT_FARMLAND)
"""What a rule of the chain may lead to."""
FARMLAND_SPACE, BASIC_FARMLAND = "farmland_space", "basic_farmland"
"""Permanent basic farmland lies inside farmland protection space by definition, so it counts as that too."""
FIRST = ("red_line", BASIC_FARMLAND, "blue_lines", "key_areas")
"""Areas in which land may come first; which of them do is data of the plan profile."""
AREAS = (*FIRST, FARMLAND_SPACE, "flood_storage", "water_sources")
"""Areas that a rule of the chain may ask for."""
OTHERWISE = ""
"""In a rule of the chain, instead of an area: it always holds."""
BLIND = "blind_areas"
"""What no park serves (core.parks.coverage)."""
DONE = "done"
"""The rule of a use that is there already; that of ``BUILT``, a use that no rule leads to, is ``BUILT`` too."""
PARK = "park"
"""Of plots only: a park or other green space among settlements (plan of restoration, ch. 7 §3: 复绿), which the account
of construction land counts as such."""
NO_FARMLAND, OVERLAP = "no_farmland", "overlap"
BALANCE_REASONS = (NOTHING, NO_FARMLAND, OVERLAP)
"""Why farmland and other uses are not held against each other: there is no land to hold; neither farmland protection
space nor permanent basic farmland lies where the plots do, so that no rule could lead to farmland; plots of different
use, or the polygons that they were made of, lie on each other, and which of them is right decides."""
