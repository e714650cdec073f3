"""Use of vacated land afterwards."""
