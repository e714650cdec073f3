"""Reports on sheets of A4."""
