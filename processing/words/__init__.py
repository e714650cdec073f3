"""Codes that several jobs share, in the user's language."""
