"""How large the Earth is (WGS 84): no distance or area that a plan speaks of is larger."""

FARTHEST_M = 20_037_508
"""Half the equator: nothing on Earth is farther away."""
SURFACE_M2 = 5.101e14
"""The surface, land and sea."""
