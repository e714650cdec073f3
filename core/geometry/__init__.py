"""Polygons and lines as ground: areas, overlays, shares and zones, whatever the job."""
