"""$title $chinese: kernels on plain arrays, without QGIS."""
