"""Layers to arrays and back: the only place that reads features and writes them."""
