"""The algorithms as QGIS Processing sees them, and the way from layers to arrays and back."""
