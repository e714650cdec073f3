"""Ecological security pattern."""
