"""Restoration priority: criteria and weights in; scores, ranks, phases, modes and their reasons out."""
