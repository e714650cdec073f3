"""The codes of corridor widths, which names and forms need without numpy."""

from __future__ import annotations

ACCURACY_M, ACCURACY_SHARE = 0.1, 0.001
"""Widths are exact to 0.1 m or 0.1 %, whichever is larger; what misses a requirement by less is at its limit."""
PASS, NARROW, BROKEN, UNKNOWN = "pass", "narrow", "broken", "unknown"
EDGE, OBSTACLE, BOTH, GAP = "edge", "obstacle", "both", "gap"
"""Causes of a pinch: without obstacles it would be as narrow, or wide enough, or wider but not enough; or it is no
ground of the corridor at all."""
LENGTH, ANGLE, OBSTACLES = "length", "angle", "obstacles"
"""The further checks; each passes (``PASS``) or fails (``FAIL``)."""
FAIL = "fail"
NO_ENDS = "no_ends"
"""Why a corridor was not measured: its shape has no two ends, as where it is about as wide as long or runs around in a
ring with a dead end, and no axis says how it is to be passed."""
NO_SIDES = "no_sides"
"""Why a corridor was not measured: its ends take up so much of its edge that no way is left between two sides."""
SHORT_LINE = "short_line"
"""Why a corridor was not measured: a line to pass along stops inside and, drawn on straight, leaves over a side."""
AT_END = "at_end"
"""Why a corridor is not judged: it falls short a little, and only where its shape does not say what is its end."""
