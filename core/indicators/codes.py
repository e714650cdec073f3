"""The codes of indicators, which profiles, names and forms need without numpy."""

from __future__ import annotations

from ..land.codes import MAPPED, NARROWER, WIDER

UP, DOWN, KEEP, CAP = DIRECTIONS = ("up", "down", "keep", "cap")
"""Where an indicator is to go: up or down to its target, on a way that takes time; or it is to be, from the first day
on, no less (``KEEP``) or no more (``CAP``) than the target."""
RISING = (UP, KEEP)
"""Directions in which more is better."""
STANDING = (KEEP, CAP)
"""Directions that have no way to go: what is not kept is missed in whatever year."""

EXACT, ABOUT, AT_LEAST, MORE_THAN, AT_MOST = "", "about", "at_least", "more_than", "at_most"
NOT_REDUCED, STABLE, AS_REQUIRED = "not_reduced", "stable", "as_required"
NUMBERED = (EXACT, ABOUT, AT_LEAST, MORE_THAN, AT_MOST)
"""How a plan writes a target that has a number: as it stands, 左右, ≥ or 以上, >, ≤."""
UNNUMBERED = (NOT_REDUCED, STABLE, AS_REQUIRED)
"""Targets without a number: 不减少, 保持稳定, 符合国家要求. The first is held against the base."""
MARKS = (*NUMBERED, *UNNUMBERED)

BINDING, GUIDING, NOT_STATED = BINDINGS = ("binding", "guiding", "not_stated")
"""约束性, 引导性, or the plan does not say."""

JOB, AREA, SHARE, PER_HEAD, TABLE = KINDS = ("job", "area", "share", "per_head", "table")
"""How an indicator is measured: a field of another job's table; an area, a share of the extent (or of other ground), or
an area per head of people, of classes and layers inside the extent; or no map shows it and a table has to give it."""
BOTH = "both"
SHOWS = (MAPPED, WIDER, NARROWER, BOTH)
"""Whether a map shows just what the plan counts, more, less, or more here and less there."""
CLASS, ROLE = "class", "role"
"""What is measured is written ``class:forest``, a class or use of land (core.land.codes), or ``role:red_line``."""
ROLES = (
    "red_line", "ecological_control", "protected_areas", "basic_farmland", "farmland_reserve", "farmland_space",
    "key_areas", "mines", "mines_treated",
)  # fmt: skip
"""What a layer may be to an indicator, whatever it is called."""

BUILT_UP_AREA = ("建成区", "城市建成区", "Built-up area")
"""What plans call the built-up area, of which there is a layer of its own."""

PERCENT, SQUARE_METRES = "%", "m²"
AREA_UNITS = {SQUARE_METRES: 1.0, "万m²": 1e4, "km²": 1e6, "万亩": 1e8 / 15}
"""Units of areas, in m²; 15 亩 are 10 000 m²."""

MET, ON_TRACK, BEHIND, NOT_JUDGED = STATES = ("met", "on_track", "behind", "not_judged")

NO_VALUE = "no_value"
DAMAGED = "damaged"
"""The plan's text is damaged there, so that nobody knows what the row speaks of."""
NO_NUMBER = "no_number"
NO_BASE, NO_BASE_YEAR = "no_base", "no_base_year"
"""The plan does not say from where or from when, so that before the target's year nobody can tell how far one is."""
EITHER = "either"
"""The plan names two targets, and by one of them alone it would be met."""
BEFORE_BASE, OTHER_YEAR, PERIOD = "before_base", "other_year", "period"
"""The year lies before the base; the value is of another year; it is not that of the years that are counted."""
NO_EXTENT, EXTENT, NO_PART = "no_extent", "extent", "no_part"
"""Nobody says how large the ground is that an amount speaks of; it was measured on other ground; the part of the city
that the indicator speaks of is not given."""
ELSEWHERE = "elsewhere"
"""A ratio is judged, but for other ground than the plan speaks of, or for ground of which nobody says how large."""
REASONS = (
    NO_VALUE, DAMAGED, NO_NUMBER, NO_BASE, NO_BASE_YEAR, EITHER, BEFORE_BASE, OTHER_YEAR, PERIOD, WIDER, NARROWER, BOTH,
    NO_EXTENT, EXTENT, NO_PART, ELSEWHERE,
)  # fmt: skip
"""Why an indicator is not judged, or not for the ground that the plan speaks of."""
