"""Restoration priority ranking."""
