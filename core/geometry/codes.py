"""Codes of how areas are measured."""

PLANE = "plane"
"""Why an amount is not judged: on the ellipsoid it may stand otherwise."""
