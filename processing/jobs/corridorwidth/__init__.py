"""Corridor width check."""
