"""Keeping results and comparing them."""
