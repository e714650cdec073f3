"""Land reduction account."""
